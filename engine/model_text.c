#include "luamig/model_text.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/field.h"
#include "luamig/literal.h"
#include "luamig/shorthand.h"
#include "luamig/write.h"

/* ---- short forms ---- */

static const struct field *type_of(const struct kind *kind) {
    for (const struct field *field = kind->fields; field->name; field++)
        if (field->shape == SHAPE_TYPE)
            return field;
    return NULL;
}

static void shorten_list(struct arena *arena, struct object *object, const struct field *field) {
    struct list list = {0};
    const struct list *said = field_list(object, field);
    for (int i = 0; i < said->count; i++)
        list_add(arena, &list, shorthand_expression(arena, said->items[i]));
    field_set_list(object, field, list);
}

/* A literal is read as one of the object's own type. */
static void shorten_field(struct arena *arena, struct object *object, const struct field *field,
                          const char *type) {
    if (field->shape == SHAPE_EXPRS) {
        shorten_list(arena, object, field);
        return;
    }
    bool is_text = !field_is_list(field) && !field_is_bool(field);
    const char *text = is_text ? field_text(object, field) : NULL;
    if (text && (field->rule & LITERAL) && type)
        text = shorthand_literal(arena, text, type);
    if (text && field->shape == SHAPE_EXPR)
        text = shorthand_expression(arena, text);
    if (text && field->shape == SHAPE_TYPE)
        text = shorthand_type(arena, text);
    if (is_text)
        field_set_text(object, field, text);
}

static void shorten_fields(struct graph *graph, struct object *object) {
    const struct field *type = type_of(object->kind);
    const char *own = type ? field_text(object, type) : NULL;
    for (const struct field *field = object->kind->fields; field->name; field++)
        shorten_field(graph->arena, object, field, own);
}

void model_text_fold(struct graph *graph) {
    for (int i = 0; i < graph->count; i++)
        if (graph->objects[i]->kind->shorten)
            graph->objects[i]->kind->shorten(graph, graph->objects[i]);
}

void model_text_shorten(struct graph *graph) {
    model_text_fold(graph);
    for (int i = 0; i < graph->count; i++)
        shorten_fields(graph, graph->objects[i]);
}

/* ---- what stands where ---- */

/* Declared by a word of its own, not within something else. */
static bool stands_alone(const struct object *object) {
    return object->kind->word && (!object->parent || object->parent->kind->names_others);
}

/* A schema is made by the names of what lies in it: to be said is one that holds nothing, or of which there is more to
 * say. */
static bool goes_without_saying(const struct object *object) {
    if (object->implied || !object->kind->names_others || object->renamed_from)
        return object->implied;
    bool empty = true;
    for (int i = 0; i < object->kid_count; i++) {
        bool said_within = !object->kids[i]->kind->word;
        if (!object->kids[i]->implied && said_within)
            return false;
        empty = empty && said_within;
    }
    return object->unqualified || !empty;
}

static const struct object *section_of(const struct object *object) {
    return object->kind->names_others ? object : object->parent;
}

/* What all lean on, then types, then tables, then the rest. */
static int rank(const struct kind *kind) {
    if (kind->names_others)
        return 0;
    if (kind->space && strcmp(kind->space, "type") == 0)
        return 1;
    return kind_of_key(kind, "#") ? 2 : 3;
}

static int order_of(const struct kind *kind) {
    int i = 0;
    while (kinds[i] != kind)
        i++;
    return i;
}

/* What lies in no schema comes first, then the default schema, then the others by name. */
static int compare_sections(const struct object *a, const struct object *b) {
    if (a == b)
        return 0;
    if (!a || !b)
        return a ? 1 : -1;
    if (a->unqualified != b->unqualified)
        return a->unqualified ? -1 : 1;
    return strcmp(a->name, b->name);
}

static int compare(const void *left, const void *right) {
    const struct object *a = *(const struct object *const *)left, *b = *(const struct object *const *)right;
    int order = compare_sections(section_of(a), section_of(b));
    if (!order)
        order = rank(a->kind) - rank(b->kind);
    if (!order)
        order = order_of(a->kind) - order_of(b->kind);
    return order ? order : strcmp(a->name, b->name);
}

/* ---- the text ---- */

static void add_declaration(struct text *text, const struct object *object) {
    struct text head = text_new(text->arena), body = text_new(text->arena);
    const char *path = object_path(text->arena, object);
    text_addf(&head, "%s ", object->kind->word);
    literal_string(&head, path, strlen(path));
    struct writer writer = {.text = &body, .arena = text->arena, .used = (int)head.size + 1, .models = true};
    write_body(&writer, object);
    if (strcmp(body.data, "{}") == 0 && kind_may_be_bare(object->kind))
        text_addf(text, "%s\n", head.data);
    else
        text_addf(text, *body.data == '{' ? "%s %s\n" : "%s { %s }\n", head.data, body.data);
}

/* Neighbours of one line stand together. */
static bool is_short(const struct text *text, size_t from) {
    const char *end = strchr(text->data + from, '\n');
    return end && !end[1];
}

static void add_all(struct text *text, struct object *const *objects, int count, bool sections) {
    const struct object *before = NULL;
    bool was_short = false;
    for (int i = 0; i < count; i++) {
        const struct object *section = section_of(objects[i]);
        bool begins = section && (!before || section_of(before) != section);
        struct text one = text_new(text->arena);
        add_declaration(&one, objects[i]);
        bool together = was_short && is_short(&one, 0) && before->kind == objects[i]->kind && !begins;
        if (i && !together)
            text_add(text, "\n");
        if (sections && begins)
            text_addf(text, "-- schema %s\n\n", section->name);
        text_add(text, one.data);
        was_short = is_short(&one, 0);
        before = objects[i];
    }
}

const char *model_text(struct graph *graph, const char *owner) {
    struct text text = text_new(graph->arena);
    struct object **objects = arena_alloc(graph->arena, ((size_t)graph->count + 1) * sizeof *objects);
    bool sections = false;
    int count = 0;
    for (int i = 0; i < graph->count; i++) {
        struct object *object = graph->objects[i];
        if (!stands_alone(object) || goes_without_saying(object) || !object->owner ||
            strcmp(object->owner, owner) != 0)
            continue;
        objects[count++] = object;
        sections |= section_of(object) && !section_of(object)->unqualified;
    }
    qsort(objects, (size_t)count, sizeof *objects, compare);
    add_all(&text, objects, count, sections);
    return count ? text.data : NULL;
}
