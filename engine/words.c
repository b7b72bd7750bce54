#include "luamig/words.h"

#include <string.h>

#include "luamig/text.h"

static bool is_letter(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

static bool is_digit(unsigned char c) {
    return c >= '0' && c <= '9';
}

static const char *skip_comment(const char *at) {
    int depth = 0;
    do {
        if (at[0] == '/' && at[1] == '*') {
            depth++;
            at += 2;
        } else if (at[0] == '*' && at[1] == '/') {
            depth--;
            at += 2;
        } else {
            at++;
        }
    } while (*at && depth);
    return at;
}

static const char *skip_blanks(const char *at) {
    for (;;) {
        if (*at == ' ' || (*at >= '\t' && *at <= '\r'))
            at++;
        else if (at[0] == '-' && at[1] == '-')
            at += strcspn(at, "\n");
        else if (at[0] == '/' && at[1] == '*')
            at = skip_comment(at);
        else
            return at;
    }
}

/* '...' or "...", with doubled quotes; `escapes`: a backslash takes the next character with it (E'...'). */
static const char *read_quoted(struct text *value, const char *at, bool escapes) {
    char quote = *at++;
    for (; *at; at++) {
        if (*at == quote && *++at != quote)
            return at;
        if (*at == '\\' && escapes && at[1])
            at++;
        text_add_char(value, *at);
    }
    return at;
}

/* $tag$...$tag$; NULL if it is none. */
static const char *read_dollar(struct text *value, const char *at) {
    size_t tag = 1;
    while (is_letter((unsigned char)at[tag]) || (tag > 1 && is_digit((unsigned char)at[tag])))
        tag++;
    if (at[tag++] != '$')
        return NULL;
    for (const char *end = at + tag; (end = strchr(end, '$')); end++) {
        if (strncmp(end, at, tag) == 0) {
            text_add_bytes(value, at + tag, (size_t)(end - at) - tag);
            return end + tag;
        }
    }
    return NULL;
}

static const char *read_name(struct text *value, const char *at) {
    for (; is_letter((unsigned char)*at) || is_digit((unsigned char)*at) || *at == '$'; at++)
        text_add_char(value, *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at);
    return at;
}

struct word word_next(struct arena *arena, const char *from) {
    struct word word = {.kind = WORD_OTHER, .at = skip_blanks(from)};
    struct text value = text_new(arena);
    const char *at = word.at, *end = NULL;
    if (!*at) {
        word.kind = WORD_END;
        end = at;
    } else if ((*at == 'E' || *at == 'e') && at[1] == '\'') {
        word.kind = WORD_STRING;
        end = read_quoted(&value, at + 1, true);
    } else if (*at == '\'') {
        word.kind = WORD_STRING;
        end = read_quoted(&value, at, false);
    } else if (*at == '"') {
        word.kind = WORD_NAME;
        word.quoted = true;
        end = read_quoted(&value, at, false);
    } else if (*at == '$' && (end = read_dollar(&value, at))) {
        word.kind = WORD_STRING;
    } else if (is_letter((unsigned char)*at)) {
        word.kind = WORD_NAME;
        end = read_name(&value, at);
    } else if (is_digit((unsigned char)*at)) {
        end = read_name(&value, at);
    } else {
        end = at + 1;
    }
    word.size = (size_t)(end - at);
    word.value = value.data;
    return word;
}
