/* The identifiers in a piece of SQL.
 *
 * A scanner, no parser: it knows comments, strings, dollar quotes and quoted identifiers, and folds what is not
 * quoted to lower case. Rules of PostgreSQL's scan.l.
 */
#ifndef LUAMIG_WORDS_H
#define LUAMIG_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "luamig/arena.h"

enum word_kind { WORD_NAME, WORD_STRING, WORD_OTHER, WORD_END };

struct word {
    enum word_kind kind;
    const char *at; /* as it stands in the text */
    size_t size;
    const char *value; /* of a name: folded or unquoted; of a string: its content */
    bool quoted;
};

/* The word that begins at or after `from`; blanks and comments are passed over. Its end is at + size. */
struct word word_next(struct arena *arena, const char *from);

/* What keeps a text from standing within a statement as one expression ("leaves a bracket open"); NULL: nothing.
 * `list`: several of them, parted by commas, are allowed. */
const char *words_trouble(struct arena *arena, const char *text, bool list);

#endif
