/* The lines where a declaration and the parts of its table stand.
 *
 * models.lua is read as values, and values have no lines; the tokens of the call's text do. places_find()
 * finds the call of a word on a line and walks the table constructor behind it. Ownership: the arena's.
 */
#ifndef LUAMIG_PLACES_H
#define LUAMIG_PLACES_H

#include "luamig/lexer.h"

struct places;

/* The constructor behind the `nth` (from 0) token `word` on `line`, as in `model "x" {...}` or `return {...}`; NULL
 * if what follows is no literal table. */
const struct places *places_find(struct arena *arena, const struct tokens *tokens, int line, const char *word,
                                 int nth);
/* The line of the k-th positional item (from 1) and of a key; 0 if it is not written there (a helper made
 * it). */
int places_item_line(const struct places *places, int k);
int places_key_line(const struct places *places, const char *key);
/* Where that key was given before, of which Lua has kept the last one; 0: it is given once. */
int places_repeated_line(const struct places *places, const char *key);
/* The literal table written as that item or key, or NULL. */
const struct places *places_item(const struct places *places, int k);
const struct places *places_key(const struct places *places, const char *key);

#endif
