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

/* A bracket is put behind the text: if it is not what closes the text, something else in it was not closed. */
const char *words_trouble(struct arena *arena, const char *text, bool list) {
    const char *whole = arena_printf(arena, "%s)", text), *end = whole + strlen(whole);
    int depth = 1;
    for (struct word word = word_next(arena, whole); word.kind != WORD_END;
         word = word_next(arena, word.at + word.size)) {
        const char *after = word.at + word.size;
        char c = word.kind == WORD_OTHER && word.size == 1 ? *word.at : '\0';
        if (c == '(' || c == '[')
            depth++;
        else if (c == ')' || c == ']')
            depth--;
        else if (c == ',' && depth == 1 && !list)
            return "holds two expressions: a comma stands outside of brackets";
        if (c == ')' && after == end)
            return depth ? "leaves a bracket open" : NULL;
        if (!depth)
            return "closes a bracket that it has not opened";
    }
    return "leaves a string, a name or a comment open";
}
