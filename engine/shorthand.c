#include "luamig/shorthand.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/decimal.h"
#include "luamig/text.h"
#include "luamig/type.h"
#include "luamig/words.h"

/* Where a modifier stands in the midst of the long name, it ends the short one: timestamp(3) without time zone. */
static const struct {
    const char *first, *last, *shorter;
} names[] = {
    {"character varying", "", "varchar"},
    {"character", "", "char"},
    {"bit varying", "", "varbit"},
    {"timestamp", " with time zone", "timestamptz"},
    {"timestamp", " without time zone", "timestamp"},
    {"time", " with time zone", "timetz"},
    {"time", " without time zone", "time"},
};

/* "(50)" and "[]" around what the long name leaves, NULL: it is not that name. */
static const char *shorten(struct arena *arena, const char *type, size_t i) {
    size_t first = strlen(names[i].first), last = strlen(names[i].last);
    if (strncmp(type, names[i].first, first) != 0)
        return NULL;
    const char *modifier = type + first, *rest = modifier;
    if (*rest == '(')
        rest += strcspn(rest, ")") + 1;
    size_t size = (size_t)(rest - modifier);
    if (strncmp(rest, names[i].last, last) != 0)
        return NULL;
    rest += last;
    if (*rest && *rest != '[')
        return NULL;
    return arena_printf(arena, "%s%.*s%s", names[i].shorter, (int)size, modifier, rest);
}

const char *shorthand_type(struct arena *arena, const char *type) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *shorter = shorten(arena, type, i);
        if (shorter && strcmp(type_canonical(arena, shorter), type) == 0)
            return shorter;
    }
    return type;
}

/* Would Lua read it as a number and write it back in these digits? */
static bool is_number(const char *value) {
    const char *digits = value + (*value == '-');
    size_t whole = strspn(digits, "0123456789");
    if (!whole || (whole > 1 && *digits == '0') || whole >= 16)
        return false;
    if (!digits[whole])
        return true;
    char decimal[DECIMAL_ROOM];
    decimal_write(decimal, strtod(value, NULL));
    return digits[whole] == '.' && strcmp(decimal, value) == 0;
}

/* The type that a number of these digits has where nothing else is said. */
static const char *type_of_number(const char *value) {
    if (strchr(value, '.'))
        return "numeric";
    double number = strtod(value, NULL);
    return number >= -2147483647 && number <= 2147483647 ? "integer" : "bigint";
}

static bool same_type(struct arena *arena, const char *a, const char *b) {
    return strcmp(type_canonical(arena, a), type_canonical(arena, b)) == 0;
}

/* Constants are stored with the type alone; the modifier is a function around them, which is not printed. Those of
 * intervals and bits are a part of the constant. */
static bool is_own_type(struct arena *arena, const char *cast, const char *type) {
    if (same_type(arena, cast, type))
        return true;
    return !strchr(cast, '(') && !strpbrk(type, "[\"") && strncmp(type, "interval", 8) != 0 &&
           strncmp(type, "bit", 3) != 0 && strcmp(type_bare(arena, type), type_bare(arena, cast)) == 0;
}

const char *shorthand_literal(struct arena *arena, const char *expression, const char *type) {
    struct word word = word_next(arena, expression);
    if (word.kind != WORD_STRING || word.at != expression)
        return expression;
    const char *cast = word.at + word.size;
    if (strncmp(cast, "::", 2) != 0 || (*expression != '\'' && *expression != 'E'))
        return expression;
    cast += 2;
    if (*word.value == '-' && is_number(word.value) && same_type(arena, cast, type_of_number(word.value)))
        return word.value;
    if (!is_own_type(arena, cast, type))
        return expression;
    struct text literal = text_new(arena);
    text_add_literal(&literal, word.value);
    return literal.data;
}

/* ---- IN ---- */

/* Moves over `word` and the blanks before it; false, and stays, if it is not there. */
static bool skip(const char **at, const char *word) {
    const char *from = *at + strspn(*at, " \n");
    size_t size = strlen(word);
    if (strncmp(from, word, size) != 0)
        return false;
    *at = from + size;
    return true;
}

/* ((ARRAY['x'::character varying, 'y'::character varying])::text[]) as its literals; moves behind it. */
static bool read_array(struct arena *arena, const char **at, struct text *items, int *count) {
    bool wrapped = skip(at, "(") && skip(at, "(");
    if (!skip(at, "ARRAY["))
        return false;
    do {
        struct word word = word_next(arena, *at);
        if (word.kind != WORD_STRING)
            return false;
        *at = word.at + word.size;
        if (!skip(at, "::character varying"))
            return false;
        text_add(items, (*count)++ ? ", " : "");
        text_add_bytes(items, word.at, word.size);
    } while (skip(at, ","));
    return skip(at, "]") && (!wrapped || skip(at, ")")) && skip(at, "::text[]") && skip(at, ")");
}

/* A comparison with one of several values that are varchar, whose cast is PostgreSQL's own. `text` ends in its left side
 * and operator, which are cut to what was written. One value alone was no IN. */
static bool add_in(struct text *text, const char *operator, const char * in, const char **at) {
    struct text items = text_new(text->arena);
    size_t size = strlen(operator);
    int count = 0;
    if (text->size < size || strcmp(text->data + text->size - size, operator) != 0 ||
        !read_array(text->arena, at, &items, &count) || count < 2)
        return false;
    text->size -= size;
    text->data[text->size] = '\0';
    text_addf(text, " %s (%s)", in, items.data);
    return true;
}

const char *shorthand_expression(struct arena *arena, const char *expression) {
    struct text text = text_new(arena);
    const char *from = expression;
    struct word word = word_next(arena, from);
    for (; word.kind != WORD_END; word = word_next(arena, word.at + word.size)) {
        bool any = word.kind == WORD_NAME && !word.quoted && strcmp(word.value, "any") == 0;
        bool all = word.kind == WORD_NAME && !word.quoted && strcmp(word.value, "all") == 0;
        if (!any && !all)
            continue;
        const char *end = word.at + word.size;
        size_t before = text.size;
        text_add_bytes(&text, from, (size_t)(word.at - from));
        if (add_in(&text, any ? "::text = " : "::text <> ", any ? "IN" : "NOT IN", &end)) {
            from = end;
            word.at = end;
            word.size = 0;
        } else {
            text.size = before;
            text.data[before] = '\0';
        }
    }
    if (from == expression)
        return expression;
    text_add(&text, from);
    return text.data;
}
