/* A function's source text, cut out of its file by tokens.
 *
 * Ownership: a cut points into the tokens; its text is the arena's.
 */
#ifndef LUAMIG_CUT_H
#define LUAMIG_CUT_H

#include "luamig/lexer.h"

struct cut {
    const struct tokens *tokens;
    int function, open, end; /* the word function, its (, its end: indices of tokens */
    bool method;             /* function M:f(), which has a self that is not written */
};

/* The nth (from 0) function whose parameters begin on one line and whose `end` stands on another, as a
 * lua_Debug has them; false if there are no more. */
bool cut_find(const struct tokens *tokens, int first_line, int last_line, int nth, struct cut *cut);
/* "function(db)\n  ...\nend": without a name, and without the indentation of the line that it begins on.
 * Lines that begin within a token (a long string) are not moved. */
const char *cut_text(struct arena *arena, const struct cut *cut);

#endif
