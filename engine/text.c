#include "luamig/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text text_new(struct arena *arena) {
    struct text text = {.arena = arena, .room = 64};
    text.data = arena_alloc(arena, text.room);
    return text;
}

static void reserve(struct text *text, size_t more) {
    if (text->room - text->size > more)
        return;
    while (text->room - text->size <= more)
        text->room *= 2;
    char *moved = arena_alloc(text->arena, text->room);
    memcpy(moved, text->data, text->size);
    text->data = moved;
}

void text_add_bytes(struct text *text, const char *bytes, size_t size) {
    reserve(text, size);
    if (size)
        memcpy(text->data + text->size, bytes, size);
    text->size += size;
    text->data[text->size] = '\0';
}

void text_add(struct text *text, const char *string) {
    text_add_bytes(text, string, strlen(string));
}

void text_add_char(struct text *text, char character) {
    text_add_bytes(text, &character, 1);
}

void text_addf(struct text *text, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size > 0) {
        reserve(text, (size_t)size + 1);
        vsnprintf(text->data + text->size, (size_t)size + 1, format, again);
        text->size += (size_t)size;
    }
    va_end(again);
}

void text_clear(struct text *text) {
    text->size = 0;
    text->data[0] = '\0';
}

/* Every keyword of PostgreSQL 13 to 18 that is not "unreserved" (src/include/parser/kwlist.h), sorted by bytes. */
static const char *const keywords[] = {
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
};

static int compare_words(const void *key, const void *element) {
    return strcmp(key, *(const char *const *)element);
}

bool text_is_keyword(const char *word) {
    return bsearch(word, keywords, sizeof keywords / sizeof *keywords, sizeof *keywords, compare_words);
}

static bool is_plain_identifier(const char *name) {
    if (!((*name >= 'a' && *name <= 'z') || *name == '_'))
        return false;
    for (const char *c = name; *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_'))
            return false;
    return !text_is_keyword(name);
}

static void add_doubled(struct text *text, const char *string, char quote) {
    for (; *string; string++) {
        if (*string == quote || (quote == '\'' && *string == '\\'))
            text_add_char(text, *string);
        text_add_char(text, *string);
    }
}

void text_add_identifier(struct text *text, const char *name) {
    if (is_plain_identifier(name)) {
        text_add(text, name);
        return;
    }
    text_add_char(text, '"');
    add_doubled(text, name, '"');
    text_add_char(text, '"');
}

void text_add_literal(struct text *text, const char *value) {
    if (strchr(value, '\\'))
        text_add_char(text, 'E');
    text_add_char(text, '\'');
    add_doubled(text, value, '\'');
    text_add_char(text, '\'');
}

void text_add_part(struct text *text, const char *part) {
    if (*part && !strpbrk(part, ".\"(")) {
        text_add(text, part);
        return;
    }
    text_add_char(text, '"');
    add_doubled(text, part, '"');
    text_add_char(text, '"');
}

void text_add_name(struct text *text, char *const *parts, int count, bool signature) {
    for (int i = 0; i < count; i++) {
        const char *types = signature && i == count - 1 ? strchr(parts[i], '(') : NULL;
        size_t size = types ? (size_t)(types - parts[i]) : strlen(parts[i]);
        text_add(text, i ? "." : "");
        text_add_part(text, arena_copy_bytes(text->arena, parts[i], size));
        text_add(text, types ? types : "");
    }
}

/* One part, up to a dot or the end; NULL if its quotes are not closed or it is empty. The types of a routine's
 * arguments end it: they may hold dots and quotes of their own. */
static const char *read_part(struct arena *arena, const char *from, char **part) {
    struct text text = text_new(arena);
    if (*from == '"') {
        for (from++;; from++) {
            if (!*from)
                return NULL;
            if (*from == '"' && *++from != '"')
                break;
            text_add_char(&text, *from);
        }
    } else {
        while (*from && *from != '.' && *from != '(')
            text_add_char(&text, *from++);
    }
    if (*from == '(' && text.size) {
        text_add(&text, from);
        from += strlen(from);
    }
    *part = text.data;
    return text.size ? from : NULL;
}

int name_split(struct arena *arena, const char *name, char **parts, int most) {
    int count = 0;
    while (count < most) {
        name = read_part(arena, name, &parts[count]);
        if (!name)
            return 0;
        count++;
        if (!*name)
            return count;
        if (*name++ != '.')
            return 0;
    }
    return 0;
}

/* Not within a character of UTF-8. */
static size_t cut(const char *name, size_t size) {
    while (size && ((unsigned char)name[size] & 0xC0) == 0x80)
        size--;
    return size;
}

char *name_join(struct arena *arena, const char *first, const char *middle, const char *label) {
    enum { LONGEST = 63 };
    size_t one = strlen(first), two = middle ? strlen(middle) : 0;
    size_t overhead = strlen(label) + 1 + (middle ? 1 : 0);
    while (one + two + overhead > LONGEST) {
        if (one > two)
            one--;
        else
            two--;
    }
    one = cut(first, one);
    two = middle ? cut(middle, two) : 0;
    return arena_printf(arena, "%.*s%s%.*s_%s", (int)one, first, middle ? "_" : "", (int)two,
                        middle ? middle : "", label);
}
