/* The tokens of a Lua 5.4 text.
 *
 * One lexer serves the lines of declarations, the cutting of hooks, the checksum of revisions and indentation.
 * Ownership: tokens point into the source, which the caller keeps; the array belongs to the arena.
 */
#ifndef LUAMIG_LEXER_H
#define LUAMIG_LEXER_H

#include <stdbool.h>
#include <stddef.h>

#include "luamig/arena.h"

enum token_kind { TOKEN_NAME, TOKEN_KEYWORD, TOKEN_STRING, TOKEN_NUMBER, TOKEN_SYMBOL, TOKEN_END };

struct token {
    enum token_kind kind;
    const char *at; /* into the source */
    size_t size;
    int line; /* where it begins, from 1 */
};

struct tokens {
    const char *source;
    size_t size;
    struct token *items; /* the last is TOKEN_END */
    int count;
};

/* False if the text cannot be cut into tokens (an unclosed string, a stray byte); Lua's own parser says why. */
bool tokens_read(struct arena *arena, const char *source, size_t size, struct tokens *tokens);
bool token_is(const struct token *token, const char *text);

#endif
