#include "luamig/annotation.h"

#include <string.h>

#include "luamig/field.h"
#include "luamig/literal.h"
#include "luamig/scaffold.h"

static bool is_column(const struct kind *kind) {
    return kind->key && strcmp(kind->key, "#") == 0;
}

/* ---- types of values ---- */

/* "a"|"b", and a boolean where the first is meant by true. */
static void add_choice(struct text *text, const char *words) {
    for (const char *word = words; *word; word += strspn(word, "|")) {
        size_t size = strcspn(word, "|");
        text_add(text, word == words ? "" : "|");
        literal_string(text, word, size);
        word += size;
    }
    text_add(text, "|boolean");
}

static const char *type_of_shape(const struct field *field) {
    if (field_is_list(field))
        return "string|string[]";
    if (field_is_bool(field))
        return "boolean";
    if (field->shape == SHAPE_NUMBER)
        return "integer";
    return field->shape == SHAPE_EXPR ? "string|luamig.sql" : "string";
}

static void add_type(struct text *text, const struct field *field) {
    if (field->rule & LITERAL)
        text_add(text, "luamig.literal");
    else if (field->rule & SETTINGS)
        text_add(text, "string[]|table<string, string|number|boolean>");
    else if (field->words)
        add_choice(text, field->words);
    else
        text_add(text, type_of_shape(field));
}

/* One item of a list that is the table's array part. */
static const char *item_type(const struct field *field) {
    return field->rule & LABELS ? "string|luamig.renamed" : "string";
}

static const char *doc_of(const struct field *field) {
    return field->doc ? field->doc : "";
}

static void add_line(struct text *text, const char *key, bool required, const char *type, const char *doc) {
    text_addf(text, "---@field %s%s %s%s%s\n", key, required ? "" : "?", type, *doc ? " " : "", doc);
}

/* ---- a kind's table ---- */

static void add_fields(struct text *text, const struct kind *kind) {
    int place = is_column(kind) ? 1 : 0;
    if (is_column(kind))
        add_line(text, "[1]", true, "string", "its name");
    for (const struct field *field = kind->fields; field->name; field++) {
        struct text type = text_new(text->arena);
        add_type(&type, field);
        bool list = field_is_list(field);
        if (field->rule & SEEN)
            continue;
        if (field->rule & POSITIONAL)
            add_line(text, list ? "[integer]" : arena_printf(text->arena, "[%d]", ++place),
                     list || (field->rule & REQUIRED), list ? item_type(field) : type.data, doc_of(field));
        if (!(field->rule & POSITIONAL) || list || kind->plain)
            add_line(text, field->name, false, type.data, doc_of(field));
    }
}

/* What stands in place of the whole: "amount >= 0", "clients.id", true. */
static const char *short_form(struct arena *arena, const struct kind *kind) {
    const struct field *first = kind_field_ruled(kind, POSITIONAL);
    struct text text = text_new(arena);
    if (first)
        add_type(&text, first);
    else if (kind->single)
        text_add(&text, "boolean");
    for (const struct field *field = kind->fields; !first && kind->single && field->name; field++)
        if (field->shape == SHAPE_BOOL && !(field->rule & (SEEN | DEFAULT_TRUE)))
            text_addf(&text, "|\"%s\"", field->name);
    text_addf(&text, "%sluamig.%s", text.size ? "|" : "", kind->name);
    return text.data;
}

/* Is it a key in the column that says it of the table? An attribute of a composite type has none. */
static bool is_said_in(const struct kind *kid, const struct kind *column) {
    for (int i = 0; is_column(column) && kid->column_key && kinds[i]; i++)
        if (kind_stands_within(column, kinds[i]) && kind_stands_within(kid, kinds[i]))
            return true;
    return false;
}

static void add_within(struct text *text, const struct kind *kind) {
    for (int i = 0; kinds[i]; i++) {
        const struct kind *kid = kinds[i];
        if (is_said_in(kid, kind))
            add_line(text, kid->column_key, false,
                     arena_printf(text->arena, "boolean|%s", short_form(text->arena, kid)), "of this column");
        if (!kid->key || !kind_stands_within(kid, kind))
            continue;
        if (is_column(kid))
            add_line(text, "[integer]", true,
                     arena_printf(text->arena, "luamig.%s|luamig.%s[]", kid->name, kid->name), "in order");
        else if (kid->single)
            add_line(text, kid->key, false, short_form(text->arena, kid), "");
        else
            add_line(text, kid->key, false,
                     arena_printf(text->arena, "table<string|integer, %s>", short_form(text->arena, kid)),
                     kid->default_name ? "a list, or name = definition" : "name = definition");
    }
}

static void add_class(struct text *text, const struct kind *kind) {
    text_addf(text, "\n---@class luamig.%s\n", kind->name);
    add_fields(text, kind);
    add_within(text, kind);
    if (kind->default_name)
        add_line(text, "name", false, "string", "unsaid: as PostgreSQL calls it");
    if (!kind->attached)
        add_line(text, "renamed_from", false, "string", "what it was called before");
}

static void add_word(struct text *text, const struct kind *kind) {
    text_addf(text, "\n---@param name string\n---@return fun(body: luamig.%s)\nfunction %s(name) end\n",
              kind->name, kind->word);
}

/* ---- op ---- */

static const struct kind *first_within(struct arena *arena, const struct kind *kind) {
    return kind_named(arena_copy_bytes(arena, kind->within, strcspn(kind->within, " ")));
}

/* The parameters that name it: the parent's, then its own. */
static void add_identity(struct text *text, const struct kind *kind, bool creating) {
    bool in_schema = !kind->within || kind_stands_within(kind, kind_of_schemas());
    if (kind->attached) {
        text_add(text, "kind: string, ...: any");
    } else if (in_schema) {
        text_addf(text, "%s: string", kind->name);
    } else if (kind->schema_wide && !kind->single) {
        text_addf(text, "%s: string", kind->name);
        if (creating)
            text_addf(text, ", %s: string", first_within(text->arena, kind)->name);
    } else {
        add_identity(text, first_within(text->arena, kind), false);
        if (!creating || !is_column(kind))
            text_addf(text, ", %s: string", kind->name);
    }
}

static void add_verb(struct text *text, const struct kind *kind, const char *verb, bool creating,
                     const char *rest) {
    text_addf(text, "---@field %s_%s fun(", verb, kind->name);
    add_identity(text, kind, creating);
    text_addf(text, "%s)\n", kind->attached ? "" : rest);
}

static void add_verbs(struct text *text, const struct kind *kind) {
    struct arena *arena = text->arena;
    const char *class = arena_printf(arena, "luamig.%s", kind->name);
    add_verb(text, kind, "create", true,
             arena_printf(arena, ", body%s: %s", is_column(kind) ? "" : "?", short_form(arena, kind)));
    add_verb(text, kind, "alter", false,
             arena_printf(arena, ", now: %s|table, was?: %s|table", class, class));
    add_verb(text, kind, "drop", false, ", hints?: table");
    add_verb(text, kind, "rename", false, ", to: string, was?: string");
}

const char *annotations(struct arena *arena) {
    struct text text = text_new(arena);
    text_add(
        &text,
        "---@meta\n-- LuaLS annotations for luamig's files. Written by `luamig types`: not to be edited.\n\n");
    text_add(&text, scaffold_text("types"));
    for (int i = 0; kinds[i]; i++)
        add_class(&text, kinds[i]);
    for (int i = 0; kinds[i]; i++)
        if (kinds[i]->word)
            add_word(&text, kinds[i]);
    text_add(&text, "\n---@class luamig.op\n"
                    "---@field execute fun(sql: string, ...: any) raw SQL: what it makes is not managed\n"
                    "---@field adopt fun(kind: string, ...: any) only registers what is there\n");
    for (int i = 0; kinds[i]; i++)
        add_verbs(&text, kinds[i]);
    return text.data;
}
