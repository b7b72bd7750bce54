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
