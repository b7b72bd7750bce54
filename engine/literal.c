#include "luamig/literal.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "luamig/decimal.h"
#include "luamig/lexer.h"
#include "luamig/utf8.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Single quotes where they spare backslashes: a quoted identifier stands in them as in SQL. */
static char choose_quote(const char *bytes, size_t size) {
    return memchr(bytes, '"', size) && !memchr(bytes, '\'', size) ? '\'' : '"';
}

/* `next`: the byte that follows; a digit would be taken for a part of a shorter escape. */
static void add_ascii(struct text *text, char c, char next, char quote) {
    if (c == quote || c == '\\')
        text_addf(text, "\\%c", c);
    else if (c == '\n')
        text_add(text, "\\n");
    else if (c == '\t')
        text_add(text, "\\t");
    else if (c == '\r')
        text_add(text, "\\r");
    else if (c >= ' ' && c <= '~')
        text_add_char(text, c);
    else
        text_addf(text, is_digit(next) ? "\\%03d" : "\\%d", c);
}

static void add_string(struct text *text, const char *bytes, size_t size) {
    char quote = choose_quote(bytes, size);
    uint32_t code;
    text_add_char(text, quote);
    for (size_t at = 0, length; at < size; at += length) {
        length = utf8_read(bytes + at, size - at, &code);
        if (length == 0) {
            length = 1;
            text_addf(text, "\\x%02x", (unsigned char)bytes[at]);
        } else if (length == 1) {
            add_ascii(text, bytes[at], at + 1 < size ? bytes[at + 1] : '\0', quote);
        } else if (utf8_hidden(code)) {
            text_addf(text, "\\u{%x}", code);
        } else {
            text_add_bytes(text, bytes + at, length);
        }
    }
    text_add_char(text, quote);
}

void literal_string(struct text *text, const char *bytes, size_t size) {
    if (size == 0)
        text_add(text, "\"\"");
    else
        add_string(text, bytes, size);
}

static bool fits_block(const char *bytes, size_t size) {
    uint32_t code;
    bool lines = false;
    for (size_t at = 0, length; at < size; at += length) {
        length = utf8_read(bytes + at, size - at, &code);
        if (length == 0 || utf8_hidden(code) || code == 0x7F || (code < ' ' && code != '\n' && code != '\t'))
            return false;
        lines = lines || code == '\n';
    }
    return lines;
}

/* Would a closing bracket of that level end the literal before its own? The end of the text may begin one. */
static bool collides(const char *bytes, size_t size, size_t level) {
    for (size_t at = 0; at < size; at++) {
        if (bytes[at] != ']')
            continue;
        size_t next = at + 1;
        while (next < size && bytes[next] == '=')
            next++;
        if (next - at - 1 == level && (next == size || bytes[next] == ']'))
            return true;
    }
    return false;
}

static void add_bracket(struct text *text, char bracket, size_t level) {
    text_add_char(text, bracket);
    for (size_t i = 0; i < level; i++)
        text_add_char(text, '=');
    text_add_char(text, bracket);
}

void literal_block(struct text *text, const char *bytes, size_t size) {
    if (!fits_block(bytes, size)) {
        literal_string(text, bytes, size);
        return;
    }
    size_t level = 0;
    while (collides(bytes, size, level))
        level++;
    add_bracket(text, '[', level);
    text_add_char(text, '\n'); /* Lua drops it, so that a text's own first line break stays */
    text_add_bytes(text, bytes, size);
    add_bracket(text, ']', level);
}

void literal_key(struct text *text, const char *key) {
    if (lexer_is_name(key, strlen(key))) {
        text_add(text, key);
        return;
    }
    text_add_char(text, '[');
    literal_string(text, key, strlen(key));
    text_add_char(text, ']');
}

void literal_integer(struct text *text, long long value) {
    /* The digits of the smallest integer are read before their sign, and are too large without it. */
    if (value == LLONG_MIN)
        text_add(text, "0x8000000000000000");
    else
        text_addf(text, "%lld", value);
}

void literal_float(struct text *text, double value) {
    if (isnan(value)) {
        text_add(text, "(0/0)");
    } else if (isinf(value)) {
        text_add(text, value < 0 ? "-1e999" : "1e999");
    } else {
        char decimal[DECIMAL_ROOM];
        decimal_write(decimal, value);
        text_add(text, decimal);
    }
}
