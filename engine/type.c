#include "luamig/type.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/text.h"
#include "luamig/words.h"

struct type {
    struct text spoken;  /* its words without quotes, for aliases: "double precision" */
    struct text written; /* as SQL writes it where it is no alias */
    bool is_catalog;     /* the first name is pg_catalog */
    bool is_name;        /* quoted or with a schema: the words of the grammar mean nothing there */
    const char *modifier;
    bool is_array;
    int words;        /* behind the last dot: more than one are an alias or nothing */
    const char *rest; /* "%TYPE" */
};

static const struct alias {
    const char *word, *name;
    bool internal; /* a name in pg_type too, so it may be quoted or stand behind pg_catalog */
} aliases[] = {
    {"int", "integer", false},
    {"integer", "integer", false},
    {"int4", "integer", true},
    {"bigint", "bigint", false},
    {"int8", "bigint", true},
    {"smallint", "smallint", false},
    {"int2", "smallint", true},
    {"boolean", "boolean", false},
    {"bool", "boolean", true},
    {"real", "real", false},
    {"float4", "real", true},
    {"double precision", "double precision", false},
    {"float8", "double precision", true},
    {"float", "double precision", false},
    {"numeric", "numeric", true},
    {"decimal", "numeric", false},
    {"dec", "numeric", false},
    {"character varying", "character varying", false},
    {"char varying", "character varying", false},
    {"national character varying", "character varying", false},
    {"national char varying", "character varying", false},
    {"nchar varying", "character varying", false},
    {"varchar", "character varying", true},
    {"character", "character", false},
    {"char", "character", false},
    {"national character", "character", false},
    {"national char", "character", false},
    {"nchar", "character", false},
    {"bpchar", "bpchar", true},
    {"bit", "bit", false},
    {"bit varying", "bit varying", false},
    {"varbit", "bit varying", true},
    {"timestamp", "timestamp without time zone", true},
    {"timestamp without time zone", "timestamp without time zone", false},
    {"timestamp with time zone", "timestamp with time zone", false},
    {"timestamptz", "timestamp with time zone", true},
    {"time", "time without time zone", true},
    {"time without time zone", "time without time zone", false},
    {"time with time zone", "time with time zone", false},
    {"timetz", "time with time zone", true},
    {"interval", "interval", true},
    {"interval year", "interval year", false},
    {"interval month", "interval month", false},
    {"interval day", "interval day", false},
    {"interval hour", "interval hour", false},
    {"interval minute", "interval minute", false},
    {"interval second", "interval second", false},
    {"interval year to month", "interval year to month", false},
    {"interval day to hour", "interval day to hour", false},
    {"interval day to minute", "interval day to minute", false},
    {"interval day to second", "interval day to second", false},
    {"interval hour to minute", "interval hour to minute", false},
    {"interval hour to second", "interval hour to second", false},
    {"interval minute to second", "interval minute to second", false},
    {"json", "json", true}, /* a keyword since PostgreSQL 17, which format_type() does not quote */
};

static bool is_symbol(const struct word *word, char symbol) {
    return word->kind == WORD_OTHER && word->size == 1 && *word->at == symbol;
}

static void add_name(struct type *type, const struct word *word, bool after_dot) {
    if (after_dot && strcmp(type->spoken.data, "pg_catalog") == 0) {
        text_clear(&type->spoken);
        text_clear(&type->written);
        type->is_catalog = true;
    } else if (type->spoken.size) {
        text_add_char(&type->spoken, after_dot ? '.' : ' ');
        text_add_char(&type->written, after_dot ? '.' : ' ');
    }
    type->is_name |= word->quoted || after_dot;
    type->words = after_dot ? 1 : type->words + 1;
    text_add(&type->spoken, word->value);
    text_add_identifier(&type->written, word->value);
}

/* "(10, 2)" from its bracket on, as "10,2"; NULL if it is not closed. Moves `word` to the closing bracket. */
static const char *read_modifier(struct arena *arena, struct word *word) {
    struct text text = text_new(arena);
    for (int depth = 1; depth;) {
        *word = word_next(arena, word->at + word->size);
        if (word->kind == WORD_END)
            return NULL;
        depth += is_symbol(word, '(') - is_symbol(word, ')');
        if (depth)
            text_add_bytes(&text, word->at, word->size);
    }
    return text.data;
}

static bool skip_bounds(struct arena *arena, struct word *word) {
    while (!is_symbol(word, ']')) {
        *word = word_next(arena, word->at + word->size);
        if (word->kind == WORD_END)
            return false;
    }
    return true;
}

static const struct alias *find_alias(const struct type *type) {
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(aliases[i].word, type->spoken.data) == 0 && (!type->is_name || aliases[i].internal))
            return &aliases[i];
    return NULL;
}

static bool read_type(struct arena *arena, const char *text, struct type *type) {
    *type = (struct type){.spoken = text_new(arena), .written = text_new(arena), .rest = ""};
    bool after_dot = false;
    for (struct word word = word_next(arena, text); word.kind != WORD_END;
         word = word_next(arena, word.at + word.size)) {
        bool is_array_word = word.kind == WORD_NAME && !word.quoted && strcmp(word.value, "array") == 0;
        if (is_array_word && type->spoken.size) {
            type->is_array = true;
        } else if (word.kind == WORD_NAME) {
            add_name(type, &word, after_dot);
            after_dot = false;
        } else if (is_symbol(&word, '.') && type->spoken.size) {
            after_dot = true;
        } else if (is_symbol(&word, '(') && !type->modifier && type->spoken.size) {
            if (!(type->modifier = read_modifier(arena, &word)))
                return false;
        } else if (is_symbol(&word, '[') && type->spoken.size) {
            type->is_array = true;
            if (!skip_bounds(arena, &word))
                return false;
        } else if (is_symbol(&word, '%') && type->spoken.size) {
            type->rest = word.at;
            return type->words == 1;
        } else {
            return false;
        }
    }
    return type->spoken.size && !after_dot && (type->words == 1 || find_alias(type));
}

/* The modifier stands behind the first word of times, else at the end. */
static const char *place_modifier(struct arena *arena, const char *name, const char *modifier) {
    size_t head = strlen(name);
    if (strncmp(name, "time", 4) == 0)
        head = strcspn(name, " ");
    return arena_printf(arena, "%.*s(%s)%s", (int)head, name, modifier, name + head);
}

static const char *add_modifier(struct arena *arena, const struct alias *alias, const char *modifier) {
    const char *name = alias->name;
    if (strcmp(alias->word, "float") == 0)
        return modifier && atoi(modifier) <= 24 ? "real" : name;
    if (strcmp(name, "bpchar") == 0 && modifier)
        name = "character";
    if (!modifier && (strcmp(name, "character") == 0 || strcmp(name, "bit") == 0))
        modifier = "1";
    if (modifier && strcmp(name, "numeric") == 0 && !strchr(modifier, ','))
        modifier = arena_printf(arena, "%s,0", modifier);
    return modifier ? place_modifier(arena, name, modifier) : name;
}

static const char *without_modifier(const struct alias *alias, const char *modifier) {
    if (strcmp(alias->word, "float") == 0)
        return modifier && atoi(modifier) <= 24 ? "real" : alias->name;
    if (strcmp(alias->name, "bpchar") == 0)
        return "character";
    return strncmp(alias->name, "interval", 8) == 0 ? "interval" : alias->name;
}

static const char *write_type(struct arena *arena, const char *text, bool bare) {
    struct type type;
    if (!read_type(arena, text, &type))
        return text;
    const struct alias *alias = find_alias(&type);
    const char *name = type.written.data;
    if (alias && bare)
        name = without_modifier(alias, type.modifier);
    else if (alias)
        name = add_modifier(arena, alias, type.modifier);
    else if (type.modifier && !bare)
        name = place_modifier(arena, name, type.modifier);
    return arena_printf(arena, "%s%s%s", name, type.rest, type.is_array ? "[]" : "");
}

const char *type_canonical(struct arena *arena, const char *text) {
    return write_type(arena, text, false);
}

const char *type_bare(struct arena *arena, const char *text) {
    return write_type(arena, text, true);
}

const char *type_path(struct arena *arena, const char *text) {
    struct text path = text_new(arena);
    struct word word = word_next(arena, text);
    for (; word.kind == WORD_NAME || is_symbol(&word, '.'); word = word_next(arena, word.at + word.size)) {
        if (word.kind == WORD_NAME)
            text_add_part(&path, word.value);
        else
            text_add_char(&path, '.');
    }
    return path.data;
}

const char *type_next_argument(struct arena *arena, const char **from) {
    struct word word = word_next(arena, *from);
    if (word.kind == WORD_END)
        return NULL;
    const char *start = word.at, *end = start;
    for (int depth = 0; word.kind != WORD_END && !(depth == 0 && is_symbol(&word, ','));
         word = word_next(arena, word.at + word.size)) {
        depth +=
            is_symbol(&word, '(') + is_symbol(&word, '[') - is_symbol(&word, ')') - is_symbol(&word, ']');
        end = word.at + word.size;
    }
    *from = word.kind == WORD_END ? word.at : word.at + word.size;
    return arena_copy_bytes(arena, start, (size_t)(end - start));
}

const char *type_signature(struct arena *arena, const char *name) {
    const char *open = strchr(name, '('), *close = strrchr(name, ')');
    if (!open || !close || close < open || close[1])
        return NULL;
    struct text text = text_new(arena);
    text_add_bytes(&text, name, (size_t)(open - name));
    const char *arguments = arena_copy_bytes(arena, open + 1, (size_t)(close - open - 1)), *argument;
    text_add_char(&text, '(');
    for (int i = 0; (argument = type_next_argument(arena, &arguments)); i++) {
        struct type type;
        if (!read_type(arena, argument, &type))
            return NULL;
        text_add(&text, i ? ", " : "");
        text_add(&text, type_bare(arena, argument));
    }
    text_add_char(&text, ')');
    return text.data;
}
