#include "luamig/field.h"

#include <string.h>

bool field_is_list(const struct field *field) {
    return field->shape == SHAPE_LIST || field->shape == SHAPE_NAMES || field->shape == SHAPE_EXPRS ||
           field->shape == SHAPE_REFS;
}

bool field_is_bool(const struct field *field) {
    return field->shape == SHAPE_BOOL;
}

bool field_refers(const struct field *field) {
    return field->shape >= SHAPE_BODY;
}

static void *at(const struct object *object, const struct field *field) {
    return (char *)(uintptr_t)object + field->at;
}

const char *field_text(const struct object *object, const struct field *field) {
    return *(const char **)at(object, field);
}

const struct list *field_list(const struct object *object, const struct field *field) {
    return at(object, field);
}

bool field_bool(const struct object *object, const struct field *field) {
    return *(bool *)at(object, field);
}

void field_set_text(struct object *object, const struct field *field, const char *text) {
    *(const char **)at(object, field) = text;
}

void field_set_list(struct object *object, const struct field *field, struct list list) {
    *(struct list *)at(object, field) = list;
}

void field_set_bool(struct object *object, const struct field *field, bool value) {
    *(bool *)at(object, field) = value;
}

void field_copy(struct object *to, const struct object *from, const struct field *field) {
    if (field_is_list(field))
        field_set_list(to, field, *field_list(from, field));
    else if (field_is_bool(field))
        field_set_bool(to, field, field_bool(from, field));
    else
        field_set_text(to, field, field_text(from, field));
}

bool field_is_default(const struct object *object, const struct field *field) {
    if (field_is_list(field))
        return field_list(object, field)->count == 0;
    if (field_is_bool(field))
        return field_bool(object, field) == !!(field->rule & DEFAULT_TRUE);
    return field_text(object, field) == NULL;
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool field_equal(const struct object *a, const struct object *b, const struct field *field) {
    if (field_is_list(field))
        return list_equal(field_list(a, field), field_list(b, field));
    if (field_is_bool(field))
        return field_bool(a, field) == field_bool(b, field);
    return same_text(field_text(a, field), field_text(b, field));
}

void json_add_string(struct text *text, const char *string) {
    text_add_char(text, '"');
    for (const unsigned char *c = (const unsigned char *)string; *c; c++) {
        if (*c == '"' || *c == '\\')
            text_addf(text, "\\%c", *c);
        else if (*c < 0x20)
            text_addf(text, "\\u%04x", *c);
        else
            text_add_char(text, (char)*c);
    }
    text_add_char(text, '"');
}

const char *field_plain(struct arena *arena, const struct object *object, const struct field *field) {
    if (field_is_default(object, field))
        return NULL;
    if (field_is_bool(field))
        return field_bool(object, field) ? "true" : "false";
    if (!field_is_list(field))
        return field_text(object, field);
    const struct list *list = field_list(object, field);
    struct text text = text_new(arena);
    text_add_char(&text, '[');
    for (int i = 0; i < list->count; i++) {
        if (i)
            text_add_char(&text, ',');
        json_add_string(&text, list->items[i]);
    }
    text_add_char(&text, ']');
    return text.data;
}

const char *field_shown(const struct field *field, const char *plain) {
    if (!plain)
        return "unset";
    return field->rule & SECRET ? "kept secret" : plain;
}

/* One string of a JSON array that field_plain() wrote. */
static const char *read_item(struct arena *arena, const char *at, const char **item) {
    struct text text = text_new(arena);
    for (at++; *at && *at != '"'; at++) {
        if (*at != '\\') {
            text_add_char(&text, *at);
        } else if (at[1] == 'u' && strlen(at) > 5) {
            char digits[5] = {at[2], at[3], at[4], at[5], 0};
            text_add_char(&text, (char)strtol(digits, NULL, 16));
            at += 5;
        } else if (at[1]) {
            text_add_char(&text, *++at);
        }
    }
    *item = text.data;
    return *at ? at + 1 : at;
}

void field_set_plain(struct arena *arena, struct object *object, const struct field *field,
                     const char *plain) {
    if (field_is_bool(field)) {
        field_set_bool(object, field, plain ? strcmp(plain, "true") == 0 : !!(field->rule & DEFAULT_TRUE));
    } else if (!field_is_list(field)) {
        field_set_text(object, field, plain);
    } else {
        struct list list = {0};
        for (const char *at = plain ? plain : ""; (at = strchr(at, '"'));) {
            const char *item;
            at = read_item(arena, at, &item);
            list_add(arena, &list, item);
        }
        field_set_list(object, field, list);
    }
}

const char *fields_json(struct arena *arena, const struct object *object, uint64_t fields) {
    struct text text = text_new(arena);
    text_add_char(&text, '{');
    for (const struct field *field = object->kind->fields; field && field->name; field++) {
        if (!(fields & field_bit(object->kind, field)) || (field->rule & (HINT | SEEN)))
            continue;
        const char *plain = field_plain(arena, object, field);
        if (!plain && fields == UINT64_MAX)
            continue;
        if (text.size > 1)
            text_add_char(&text, ',');
        json_add_string(&text, field->name);
        text_add_char(&text, ':');
        if (plain)
            json_add_string(&text, plain);
        else
            text_add(&text, "null");
    }
    text_add_char(&text, '}');
    return text.data;
}
