#include "luamig/prefix.h"

#include <string.h>

#include "luamig/text.h"

enum { SHOWN = 10 }; /* candidates that an error lists */

/* A shell completes file names: migrations/20241221_140000_core_first.lua is the id, too. */
static const char *without_file(struct arena *arena, const char *name) {
    const char *slash = strrchr(name, '/');
    name = slash ? slash + 1 : name;
    size_t size = strlen(name);
    if (size > 4 && strcmp(name + size - 4, ".lua") == 0)
        size -= 4;
    return arena_copy_bytes(arena, name, size);
}

static int lower_bound(const char *const *ids, int count, const char *id) {
    int low = 0, high = count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(ids[middle], id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int fail_ambiguous(struct arena *arena, const char *const *ids, int count, const char *prefix,
                          struct fail *fail) {
    struct text candidates = text_new(arena);
    for (int i = 0; i < count && i < SHOWN; i++)
        text_addf(&candidates, "%s%s", i ? "\n" : "", ids[i]);
    if (count > SHOWN)
        text_addf(&candidates, "\nand %d more", count - SHOWN);
    fail_set(fail, EXIT_USAGE, "%d revisions' ids begin with \"%s\"", count, prefix);
    fail_detail(fail, "%s", candidates.data);
    fail_hint(fail, "write enough of the id to tell them apart");
    return -1;
}

int prefix_find(struct arena *arena, const char *const *ids, int count, const char *name, struct fail *fail) {
    const char *id = without_file(arena, name);
    size_t size = strlen(id);
    int first = lower_bound(ids, count, id), last = first;
    if (first < count && strcmp(ids[first], id) == 0)
        return first;
    while (size && last < count && strncmp(ids[last], id, size) == 0)
        last++;
    if (last - first == 1)
        return first;
    if (last > first)
        return fail_ambiguous(arena, ids + first, last - first, id, fail);
    fail_set(fail, EXIT_USAGE, "no revision's id begins with \"%s\"", id);
    fail_hint(fail, "luamig history lists them");
    return -1;
}
