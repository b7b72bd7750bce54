#include "luamig/lexer.h"

#include <string.h>

struct lexer {
    const char *at, *end;
    int line;
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_hex_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* NUL past the end: no rule below continues over a NUL. */
static char peek(const struct lexer *lexer, size_t ahead) {
    return (size_t)(lexer->end - lexer->at) > ahead ? lexer->at[ahead] : '\0';
}

static void skip_line_end(struct lexer *lexer) {
    char first = peek(lexer, 0), second = peek(lexer, 1);
    lexer->at += is_line_end(second) && second != first ? 2 : 1;
    lexer->line++;
}

static void skip_line(struct lexer *lexer) {
    while (lexer->at < lexer->end && !is_line_end(*lexer->at))
        lexer->at++;
}

/* The level of a long bracket that opens here: 1 for [[, 2 for [=[; 0: none. */
static size_t long_bracket(const struct lexer *lexer) {
    size_t level = 1;
    if (peek(lexer, 0) != '[')
        return 0;
    while (peek(lexer, level) == '=')
        level++;
    return peek(lexer, level) == '[' ? level : 0;
}

static bool skip_long(struct lexer *lexer, size_t level) {
    lexer->at += level + 1;
    while (lexer->at < lexer->end) {
        if (is_line_end(*lexer->at)) {
            skip_line_end(lexer);
            continue;
        }
        if (*lexer->at++ != ']')
            continue;
        size_t equals = 0;
        while (peek(lexer, equals) == '=')
            equals++;
        if (equals + 1 == level && peek(lexer, equals) == ']') {
            lexer->at += level;
            return true;
        }
    }
    return false;
}

static bool skip_comment(struct lexer *lexer) {
    lexer->at += 2;
    size_t level = long_bracket(lexer);
    if (level)
        return skip_long(lexer, level);
    skip_line(lexer);
    return true;
}

static void skip_spaces(struct lexer *lexer) {
    while (lexer->at < lexer->end && is_space(*lexer->at))
        if (is_line_end(*lexer->at))
            skip_line_end(lexer);
        else
            lexer->at++;
}

/* To the first byte of the next token. */
static bool skip_blank(struct lexer *lexer) {
    for (;;) {
        skip_spaces(lexer);
        if (peek(lexer, 0) != '-' || peek(lexer, 1) != '-')
            return true;
        if (!skip_comment(lexer))
            return false;
    }
}

static bool skip_escape(struct lexer *lexer) {
    lexer->at++;
    if (lexer->at == lexer->end)
        return false;
    if (is_line_end(*lexer->at))
        skip_line_end(lexer);
    else if (*lexer->at++ == 'z')
        skip_spaces(lexer);
    return true;
}

static bool skip_string(struct lexer *lexer) {
    char quote = *lexer->at++;
    while (lexer->at < lexer->end && !is_line_end(*lexer->at)) {
        if (*lexer->at == quote) {
            lexer->at++;
            return true;
        }
        if (*lexer->at != '\\')
            lexer->at++;
        else if (!skip_escape(lexer))
            return false;
    }
    return false;
}

/* As read_numeral() of Lua's llex.c: whatever looks like a part of a number belongs to it. */
static bool skip_number(struct lexer *lexer) {
    bool hex = lexer->at[0] == '0' && (peek(lexer, 1) | 0x20) == 'x';
    char exponent = hex ? 'p' : 'e';
    lexer->at += hex ? 2 : 1;
    for (;;) {
        char c = peek(lexer, 0);
        if ((c | 0x20) == exponent) {
            lexer->at++;
            if (peek(lexer, 0) == '+' || peek(lexer, 0) == '-')
                lexer->at++;
        } else if (is_hex_digit(c) || c == '.') {
            lexer->at++;
        } else {
            return !is_letter(c);
        }
    }
}

static size_t symbol_size(const struct lexer *lexer) {
    static const char *const doubles[] = {"==", "~=", "<=", ">=", "//", "::", "<<", ">>", ".."};
    char c = *lexer->at, next = peek(lexer, 1);
    if (c == '.' && next == '.' && peek(lexer, 2) == '.')
        return 3;
    for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++)
        if (c == doubles[i][0] && next == doubles[i][1])
            return 2;
    return c && strchr("+-*/%^#&~|<>=(){}[];:,.", c) ? 1 : 0;
}

bool lexer_is_keyword(const char *word, size_t size) {
    static const char keywords[][9] = {
        "and", "break", "do",  "else", "elseif", "end",    "false",  "for",  "function", "goto",  "if",
        "in",  "local", "nil", "not",  "or",     "repeat", "return", "then", "true",     "until", "while",
    };
    if (size < 2 || size > 8)
        return false;
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (memcmp(word, keywords[i], size) == 0 && !keywords[i][size])
            return true;
    return false;
}

bool lexer_is_name(const char *word, size_t size) {
    if (size == 0 || !is_letter(*word))
        return false;
    for (size_t i = 1; i < size; i++)
        if (!is_letter(word[i]) && !is_digit(word[i]))
            return false;
    return !lexer_is_keyword(word, size);
}

static enum token_kind skip_word(struct lexer *lexer) {
    const char *word = lexer->at;
    while (is_letter(peek(lexer, 0)) || is_digit(peek(lexer, 0)))
        lexer->at++;
    return lexer_is_keyword(word, (size_t)(lexer->at - word)) ? TOKEN_KEYWORD : TOKEN_NAME;
}

static bool skip_token(struct lexer *lexer, enum token_kind *kind) {
    char c = *lexer->at;
    if (is_letter(c)) {
        *kind = skip_word(lexer);
        return true;
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(lexer, 1)))) {
        *kind = TOKEN_NUMBER;
        return skip_number(lexer);
    }
    *kind = TOKEN_STRING;
    if (c == '"' || c == '\'')
        return skip_string(lexer);
    size_t level = long_bracket(lexer);
    if (level)
        return skip_long(lexer, level);
    if (c == '[' && peek(lexer, 1) == '=')
        return false;
    *kind = TOKEN_SYMBOL;
    size_t size = symbol_size(lexer);
    lexer->at += size;
    return size != 0;
}

/* Finds the tokens; stores them if `items` is given. Returns how many, 0 if the text has none to give. */
static int scan(struct lexer lexer, struct token *items) {
    for (int count = 0;; count++) {
        if (!skip_blank(&lexer))
            return 0;
        struct token token = {.at = lexer.at, .line = lexer.line, .kind = TOKEN_END};
        bool end = lexer.at == lexer.end;
        if (!end && !skip_token(&lexer, &token.kind))
            return 0;
        token.size = (size_t)(lexer.at - token.at);
        if (items)
            items[count] = token;
        if (end)
            return count + 1;
    }
}

bool tokens_read(struct arena *arena, const char *source, size_t size, struct tokens *tokens) {
    struct lexer lexer = {.at = source, .end = source + size, .line = 1};
    if (size >= 3 && memcmp(source, "\xEF\xBB\xBF", 3) == 0)
        lexer.at += 3;
    if (peek(&lexer, 0) == '#')
        skip_line(&lexer);
    /* Twice, so that the array has its size at once: an arena keeps what an array has outgrown. */
    int count = scan(lexer, NULL);
    bool done = count > 0;
    struct token *items = arena_alloc(arena, (size_t)(done ? count : 1) * sizeof *items);
    if (done)
        scan(lexer, items);
    else
        items[0] = (struct token){.at = source + size, .kind = TOKEN_END, .line = 1};
    *tokens = (struct tokens){.source = source, .size = size, .items = items, .count = done ? count : 1};
    return done;
}

bool token_is(const struct token *token, const char *text) {
    size_t size = strlen(text);
    return token->size == size && memcmp(token->at, text, size) == 0;
}

int tokens_on_line(const struct tokens *tokens, int line) {
    int low = 0, high = tokens->count - 1;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (tokens->items[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_one_of(const struct token *token, const char *const *words) {
    for (; *words; words++)
        if (token_is(token, *words))
            return true;
    return false;
}

/* `while` and `for` are counted by their `do`. */
static int depth_change(const struct token *token) {
    static const char *const openers[] = {"(", "[", "{", "function", "if", "do", "repeat", NULL};
    static const char *const closers[] = {")", "]", "}", "end", "until", NULL};
    if (token->kind != TOKEN_SYMBOL && token->kind != TOKEN_KEYWORD)
        return 0;
    return is_one_of(token, openers) - is_one_of(token, closers);
}

int tokens_skip(const struct tokens *tokens, int at) {
    int depth = 0, last = tokens->count - 1;
    do {
        depth += depth_change(&tokens->items[at]);
        if (at < last)
            at++;
    } while (depth > 0 && at < last);
    return at;
}
