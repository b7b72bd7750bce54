#include "luamig/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Identifiers of PostgreSQL have at most 63 bytes, and no command or key is longer: a longer word has no
 * neighbour. */
enum { LONGEST = 63, FAR = LONGEST + 1 };

static int fold(char character) {
    return character == '_' ? '-' : tolower((unsigned char)character);
}

static int least(int a, int b) {
    return a < b ? a : b;
}

/* Optimal string alignment: three rows of the usual matrix, since a swap looks back two. */
static int distance(const char *a, int a_size, const char *b, int b_size) {
    int rows[3][LONGEST + 1];
    int *before = rows[0], *last = rows[1], *row = rows[2];
    for (int j = 0; j <= b_size; j++)
        last[j] = j;
    for (int i = 1; i <= a_size; i++) {
        row[0] = i;
        for (int j = 1; j <= b_size; j++) {
            int replaced = last[j - 1] + (fold(a[i - 1]) != fold(b[j - 1]));
            row[j] = least(replaced, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) && fold(a[i - 2]) == fold(b[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        int *spent = before;
        before = last;
        last = row;
        row = spent;
    }
    return last[b_size];
}

/* "comp" for completions, "nullable" for null. */
static bool one_begins_the_other(const char *a, int a_size, const char *b, int b_size) {
    int size = least(a_size, b_size);
    for (int i = 0; i < size; i++)
        if (fold(a[i]) != fold(b[i]))
            return false;
    return size > 2;
}

const char *nearest(const char *word, const char *const *candidates, int count) {
    size_t length = strnlen(word, FAR);
    if (length == 0 || length > LONGEST)
        return NULL;
    int size = (int)length, limit = size < 4 ? 1 : (size + 1) / 3;
    int best = limit + 1;
    const char *found = NULL;
    for (int i = 0; i < count; i++) {
        size_t other = strnlen(candidates[i], FAR);
        if (other > LONGEST)
            continue;
        int edits = distance(word, size, candidates[i], (int)other);
        if (one_begins_the_other(word, size, candidates[i], (int)other))
            edits = least(edits, 1);
        if (edits < best) {
            best = edits;
            found = candidates[i];
        }
    }
    return found;
}
