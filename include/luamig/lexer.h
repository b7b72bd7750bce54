/* The tokens of a Lua 5.4 text.
 *
 * One lexer serves the lines of declarations, the cutting of hooks, the checksum of revisions and
 * indentation. Ownership: tokens point into the source, which the caller keeps; the array belongs to the
 * arena.
 */
#ifndef LUAMIG_LEXER_H
#define LUAMIG_LEXER_H

#include <stdbool.h>
#include <stddef.h>

#include "luamig/arena.h"

enum token_kind { TOKEN_NAME, TOKEN_KEYWORD, TOKEN_STRING, TOKEN_NUMBER, TOKEN_SYMBOL, TOKEN_END };

struct token {
    const char *at; /* into the source */
    size_t size;
    enum token_kind kind;
    int line; /* where it begins, from 1; a line ends as Lua counts them: \n, \r, \r\n or \n\r */
};

struct tokens {
    const char *source;
    size_t size;
    struct token *items; /* the last is TOKEN_END */
    int count;           /* with TOKEN_END */
};

/* False if the text cannot be cut into tokens (an unclosed string, a stray byte); Lua's own parser says why,
 * and TOKEN_END is the only one given. A byte order mark and a first line that begins with # are skipped, as
 * luaL_loadfile() does. */
bool tokens_read(struct arena *arena, const char *source, size_t size, struct tokens *tokens);
bool token_is(const struct token *token, const char *text);

/* The first token on a line, or on a later one. */
int tokens_on_line(const struct tokens *tokens, int line);
/* Over the token `at`, or, if it opens something (a bracket, a function, if, do or repeat), over all up to
 * what closes it. Never past TOKEN_END. */
int tokens_skip(const struct tokens *tokens, int at);

/* One of the 22 reserved words, which cannot be a name. */
bool lexer_is_keyword(const char *word, size_t size);
bool lexer_is_name(const char *word, size_t size);

#endif
