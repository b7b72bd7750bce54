#include "luamig/write.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/decimal.h"
#include "luamig/field.h"
#include "luamig/literal.h"
#include "luamig/made_name.h"

enum { WIDTH = 100, MODELS_WIDTH = 110 };

/* The entries of one table constructor, to be set in one line or in several. */
struct entries {
    struct writer *writer;
    struct list items;
    bool tall; /* must stand in several lines */
};

static bool is_column(const struct object *object) {
    return object->kind->key && strcmp(object->kind->key, "#") == 0;
}

static const struct object *wording(const struct object *object) {
    return object->declared ? object->declared : object;
}

static bool is_written(const struct writer *writer, const struct object *kid) {
    if (kid->inherited && !kid->owner)
        return false;
    return writer->models ? !kid->implied : kid->folded && !kid->kind->own_text;
}

/* ---- values ---- */

static const char *quoted(struct writer *writer, const char *string) {
    struct text text = text_new(writer->arena);
    literal_string(&text, string, strlen(string));
    return text.data;
}

static const char *block(struct writer *writer, const char *string) {
    struct text text = text_new(writer->arena);
    literal_block(&text, string, strlen(string));
    return text.data;
}

/* 'it''s' without more: the string; else NULL. */
static const char *plain_literal(struct arena *arena, const char *expression) {
    size_t size = strlen(expression);
    if (size < 2 || *expression != '\'' || expression[size - 1] != '\'')
        return NULL;
    struct text text = text_new(arena);
    for (const char *c = expression + 1; c < expression + size - 1; c++) {
        if (*c == '\'' && (*++c != '\'' || c == expression + size - 1))
            return NULL;
        text_add_char(&text, *c);
    }
    return text.data;
}

/* A number that Lua reads and writes back as it stands here. */
static bool is_plain_number(const char *expression) {
    const char *digits = expression + (*expression == '-');
    size_t whole = strspn(digits, "0123456789");
    if (!whole || whole >= 18 || (whole > 1 && *digits == '0') || strcmp(expression, "-0") == 0)
        return false;
    if (!digits[whole])
        return true;
    char decimal[DECIMAL_ROOM];
    decimal_write(decimal, strtod(expression, NULL));
    return strspn(expression, "-.0123456789") == strlen(expression) && strcmp(decimal, expression) == 0;
}

/* An empty object or list as the table that is read as one. */
static const char *empty_json(const struct object *object, const char *string) {
    for (const struct field *field = object->kind->fields; field->name; field++)
        if (field->shape == SHAPE_TYPE && field_text(object, field) &&
            (strcmp(field_text(object, field), "jsonb") == 0 ||
             strcmp(field_text(object, field), "json") == 0))
            return strcmp(string, "{}") == 0 ? "{}" : strcmp(string, "[]") == 0 ? "json.array {}" : NULL;
    return NULL;
}

static const char *write_literal(struct writer *writer, const struct object *object, const char *expression) {
    const char *string = plain_literal(writer->arena, expression);
    const char *json = string && writer->models ? empty_json(object, string) : NULL;
    if (string)
        return json ? json : quoted(writer, string);
    if (is_plain_number(expression) || strcmp(expression, "true") == 0 || strcmp(expression, "false") == 0)
        return expression;
    if (strcmp(expression, "now()") == 0)
        return expression;
    return arena_printf(writer->arena, "sql %s", quoted(writer, expression));
}

static const char *write_item(struct writer *writer, const struct list *list, int at) {
    const char *was = list_was(list, at);
    if (!was)
        return quoted(writer, list->items[at]);
    return arena_printf(writer->arena, "{ %s, renamed_from = %s }", quoted(writer, list->items[at]),
                        quoted(writer, was));
}

/* fillfactor = 70 for "fillfactor=70". */
static const char *write_setting(struct writer *writer, const char *setting) {
    const char *equals = strchr(setting, '=');
    struct text text = text_new(writer->arena);
    if (!equals)
        return quoted(writer, setting);
    literal_key(&text, arena_copy_bytes(writer->arena, setting, (size_t)(equals - setting)));
    text_addf(&text, " = %s", is_plain_number(equals + 1) ? equals + 1 : quoted(writer, equals + 1));
    return text.data;
}

static const char *write_list(struct writer *writer, const struct field *field, const struct list *list) {
    struct text text = text_new(writer->arena);
    bool settings = writer->models && (field->rule & SETTINGS);
    text_add(&text, "{");
    for (int i = 0; i < list->count; i++)
        text_addf(&text, "%s%s", i ? ", " : " ",
                  settings ? write_setting(writer, list->items[i]) : write_item(writer, list, i));
    text_add(&text, list->count ? " }" : "}");
    return text.data;
}

static const char *write_value(struct writer *writer, const struct object *object,
                               const struct field *field) {
    if (field_is_list(field))
        return write_list(writer, field, field_list(object, field));
    if (field_is_bool(field))
        return field_bool(object, field) ? "true" : "false";
    const char *value = field_text(object, field);
    if (field->rule & LITERAL)
        return write_literal(writer, object, value);
    if (field->shape == SHAPE_NUMBER)
        return value;
    return strchr(value, '\n') ? block(writer, value) : quoted(writer, value);
}

/* ---- entries ---- */

static void add_entry(struct entries *entries, const char *key, const char *value) {
    struct arena *arena = entries->writer->arena;
    struct text text = text_new(arena);
    if (key) {
        literal_key(&text, key);
        text_add(&text, " = ");
    }
    text_add(&text, value);
    list_add(arena, &entries->items, text.data);
}

static const char *close_entries(struct entries *entries) {
    struct writer *writer = entries->writer;
    struct text text = text_new(writer->arena);
    size_t width = 4;
    for (int i = 0; i < entries->items.count; i++) {
        width += strlen(entries->items.items[i]) + 2;
        entries->tall |= entries->items.count > 1 && strchr(entries->items.items[i], '\n') != NULL;
    }
    if (!entries->items.count)
        return "{}";
    int before = writer->used > writer->indent ? writer->used : writer->indent;
    if (!entries->tall && (size_t)before + width <= (writer->models ? MODELS_WIDTH : WIDTH)) {
        text_add(&text, "{ ");
        for (int i = 0; i < entries->items.count; i++)
            text_addf(&text, "%s%s", i ? ", " : "", entries->items.items[i]);
        text_add(&text, " }");
        return text.data;
    }
    text_add(&text, "{\n");
    for (int i = 0; i < entries->items.count; i++)
        text_addf(&text, "%*s%s,\n", writer->indent + 2, "", entries->items.items[i]);
    text_addf(&text, "%*s}", writer->indent, "");
    return text.data;
}

static const char *body_text(struct writer *writer, const struct object *object, const struct field *but,
                             const char *name);

/* ---- a key or check of one column stands in that column ---- */

static bool has_default_name(struct writer *writer, const struct object *object) {
    if (!object->name)
        return true; /* PostgreSQL is to be asked for it */
    const char *name = made_name(writer->arena, object, NULL);
    return name && strcmp(name, object->name) == 0;
}

/* Is this kid of the table wholly said by `unique = true`, `check = "..."` of that column? */
static bool belongs_to_column(struct writer *writer, const struct object *kid, const struct object *column) {
    if (!kid->kind->column_key || !kid->name || !is_written(writer, kid))
        return false;
    const struct field *columns = kind_field(kid->kind, "columns");
    struct list own = {0};
    list_add(writer->arena, &own, column->name);
    if (columns && !list_equal(field_list(kid, columns), &own))
        return false;
    const char *name = made_name(writer->arena, kid, column->name);
    return name && strcmp(name, kid->name) == 0;
}

static bool stands_in_a_column(struct writer *writer, const struct object *kid) {
    for (int i = 0; i < kid->parent->kid_count; i++)
        if (is_column(kid->parent->kids[i]) && is_written(writer, kid->parent->kids[i]) &&
            belongs_to_column(writer, kid, kid->parent->kids[i]))
            return true;
    return false;
}

/* The one key that leads (primary_key), or the others, which follow the column's own fields. */
static void add_column_keys(struct entries *entries, const struct object *column, bool leading) {
    struct writer inner = *entries->writer;
    inner.indent += 2;
    for (int i = 0; i < column->parent->kid_count; i++) {
        const struct object *kid = column->parent->kids[i];
        if (kid->kind->single != leading || !belongs_to_column(entries->writer, kid, column))
            continue;
        const struct field *columns = kind_field(kid->kind, "columns");
        const char *body = body_text(&inner, kid, columns, NULL);
        add_entry(entries, kid->kind->column_key, strcmp(body, "{}") == 0 ? "true" : body);
    }
}

/* ---- what stands within ---- */

/* What timestamps() stands for, as it would be written here. */
static const char *const timestamps[] = {
    "{ \"created_at\", \"timestamptz\", null = false, default = now() }",
    "{ \"updated_at\", \"timestamptz\", null = false, default = now(), on_update = now() }",
};

static bool ends_in_timestamps(const struct list *items) {
    int from = items->count - 2;
    return from >= 0 && strcmp(items->items[from], timestamps[0]) == 0 &&
           strcmp(items->items[from + 1], timestamps[1]) == 0;
}

static void add_columns(struct entries *entries, const struct object *object) {
    struct writer inner = *entries->writer;
    inner.indent += 2;
    inner.used = 0;
    for (int i = 0; i < object->kid_count; i++) {
        const struct object *kid = object->kids[i];
        if (!is_column(kid) || !is_written(entries->writer, kid))
            continue;
        add_entry(entries, NULL, body_text(&inner, kid, NULL, NULL));
        entries->tall = true;
        if (inner.models && ends_in_timestamps(&entries->items)) {
            entries->items.count -= 2;
            add_entry(entries, NULL, "timestamps()");
        }
    }
}

/* checks = { name = "...", { unnamed } } */
static void add_members(struct entries *entries, const struct object *object, const struct kind *kind) {
    struct writer inner = *entries->writer;
    inner.indent += 2;
    inner.used = 0;
    struct entries members = {.writer = &inner};
    for (int i = 0; i < object->kid_count; i++) {
        const struct object *kid = object->kids[i];
        if (kid->kind != kind || !is_written(entries->writer, kid) ||
            stands_in_a_column(entries->writer, kid))
            continue;
        struct writer deeper = inner;
        deeper.indent += 2;
        bool unnamed = inner.models && has_default_name(&inner, kid);
        add_entry(&members, unnamed ? NULL : kid->name, body_text(&deeper, kid, NULL, NULL));
    }
    if (members.items.count)
        add_entry(entries, kind->key, close_entries(&members));
}

/* What a person says before the columns: what the table is for. */
static bool leads(const struct kind *kind, const struct object *object) {
    return kind->attached && kind->plain && kind_of_key(object->kind, "#");
}

static void add_within(struct entries *entries, const struct object *object, bool leading) {
    for (int i = 0; kinds[i]; i++) {
        const struct kind *kind = kinds[i];
        if (!kind->key || *kind->key == '#' || !kind_stands_within(kind, object->kind) ||
            (entries->writer->models && leads(kind, object)) != leading)
            continue;
        if (!kind->single) {
            add_members(entries, object, kind);
            continue;
        }
        const struct object *kid = object_kid(object, kind, NULL);
        if (!kid || !is_written(entries->writer, kid) ||
            (kind->column_key && stands_in_a_column(entries->writer, kid)))
            continue;
        struct writer inner = *entries->writer;
        inner.indent += 2;
        inner.used = 0;
        bool named = !kind->attached && !has_default_name(&inner, kid);
        const char *body = body_text(&inner, kid, NULL, named ? kid->name : NULL);
        add_entry(entries, kind->key, strcmp(body, "{}") == 0 ? "true" : body);
    }
}

static void add_fields(struct entries *entries, const struct object *object, const struct field *but) {
    struct writer *writer = entries->writer;
    const struct object *said = wording(object);
    for (const struct field *field = object->kind->fields; field->name; field++) {
        if (!(field->rule & POSITIONAL) || field == but || field_is_default(said, field))
            continue;
        if (!field_is_list(field)) {
            add_entry(entries, NULL, write_value(writer, said, field));
            continue;
        }
        for (int i = 0; i < field_list(said, field)->count; i++)
            add_entry(entries, NULL, write_item(writer, field_list(said, field), i));
    }
    if (is_column(object))
        add_column_keys(entries, object, true);
    for (const struct field *field = object->kind->fields; field->name; field++) {
        /* A hint that is carried belongs to this change, not to what was once said. */
        const struct object *from = field->rule & CARRIED ? object : said;
        bool hint = (field->rule & HINT) && !(field->rule & CARRIED) && !writer->models;
        if ((field->rule & (POSITIONAL | SEEN)) || hint || field == but || field_is_default(from, field))
            continue;
        if (object->kind->omit && object->kind->omit(object, field))
            continue;
        add_entry(entries, field->name, write_value(writer, from, field));
    }
    if (is_column(object))
        add_column_keys(entries, object, false);
}

/* The hint names something else that is declared too, as in a swap. The ledger has to know that it has been followed,
 * or the next comparison would follow it again. */
static bool hint_misleads(const struct object *object) {
    for (int i = 0; object->renamed_from && object->parent && i < object->parent->kid_count; i++) {
        const struct object *other = object->parent->kids[i];
        if (other->kind == object->kind && other->name && strcmp(other->name, object->renamed_from) == 0)
            return true;
    }
    return false;
}

/* The flag that a body of one entry consists of, which may stand for it: identity = "always". */
static const struct field *lone_flag(const struct object *object) {
    if (!object->kind->single || kind_field_ruled(object->kind, POSITIONAL))
        return NULL;
    for (const struct field *field = object->kind->fields; field->name; field++)
        if (field_is_bool(field) && !(field->rule & (SEEN | DEFAULT_TRUE)) &&
            !field_is_default(wording(object), field))
            return field;
    return NULL;
}

/* The whole body. `but`: a field that is said elsewhere; `name`: to be said within. */
static const char *body_text(struct writer *writer, const struct object *object, const struct field *but,
                             const char *name) {
    struct entries entries = {.writer = writer};
    if (is_column(object))
        add_entry(&entries, NULL, quoted(writer, object_current(object)));
    add_within(&entries, object, true);
    add_columns(&entries, object);
    int columns = entries.items.count;
    add_fields(&entries, object, but);
    if (name)
        add_entry(&entries, "name", quoted(writer, name));
    if (writer->models ? object->renamed_from != NULL : hint_misleads(object))
        add_entry(&entries, "renamed_from", quoted(writer, object->renamed_from));
    add_within(&entries, object, false);
    /* One value that is not a list's: "amount >= 0", not { "amount >= 0" }. */
    const struct field *first = kind_field_ruled(object->kind, POSITIONAL);
    bool alone =
        entries.items.count == 1 && columns == 0 && first && !field_is_default(wording(object), first);
    if (alone && (!field_is_list(first) || first->shape == SHAPE_REFS))
        return entries.items.items[0];
    const struct field *flag = writer->models && entries.items.count == 1 ? lone_flag(object) : NULL;
    return flag ? quoted(writer, flag->name) : close_entries(&entries);
}

void write_body(struct writer *writer, const struct object *object) {
    text_add(writer->text, body_text(writer, object, NULL, NULL));
}

void write_fields(struct writer *writer, const struct object *object, uint64_t fields) {
    struct entries entries = {.writer = writer};
    const struct object *said = wording(object);
    const struct field *first = kind_field_ruled(object->kind, POSITIONAL);
    for (const struct field *field = object->kind->fields; field->name; field++) {
        bool carried = (field->rule & CARRIED) && !field_is_default(object, field);
        const struct object *from = field->rule & CARRIED ? object : said;
        if (!carried && !(fields & field_bit(object->kind, field)))
            continue;
        if (field == first && field_is_list(field) && !field_is_default(from, field)) {
            for (int i = 0; i < field_list(from, field)->count; i++)
                add_entry(&entries, NULL, write_item(writer, field_list(from, field), i));
            continue;
        }
        bool is_default = field_is_default(from, field);
        add_entry(&entries, field->name,
                  is_default && !field_is_bool(field) ? "none" : write_value(writer, from, field));
    }
    bool alone = object->kind->plain && entries.items.count == 1 && first && !field_is_list(first) &&
                 (fields & field_bit(object->kind, first));
    text_add(writer->text, alone ? write_value(writer, said, first) : close_entries(&entries));
}

/* ---- how op calls name it ---- */

static void add_argument(struct writer *writer, const char *argument) {
    if (writer->text->size && writer->text->data[writer->text->size - 1] != '(')
        text_add(writer->text, ", ");
    literal_string(writer->text, argument, strlen(argument));
}

void write_identity(struct writer *writer, const struct object *object) {
    if (object->kind->attached) {
        add_argument(writer, object->parent->kind->name);
        write_identity(writer, object->parent);
        if (!object->kind->nameless)
            add_argument(writer, object_current(object));
    } else if (!object->parent || (object->kind->schema_wide && !object->kind->single) ||
               object->parent->kind->names_others) {
        add_argument(writer, object_path(writer->arena, object));
    } else {
        write_identity(writer, object->parent);
        add_argument(writer, object_current(object));
    }
}

void write_create_identity(struct writer *writer, const struct object *object) {
    if (is_column(object)) { /* its name is the first item of its body */
        write_identity(writer, object->parent);
        return;
    }
    write_identity(writer, object);
    if (object->kind->schema_wide && !object->kind->single)
        write_identity(writer, object->parent);
}
