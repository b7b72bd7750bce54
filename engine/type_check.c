#include "luamig/type_check.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/array.h"
#include "luamig/field.h"
#include "luamig/type.h"

/* Each type that is asked for, with the first object that is of it. */
struct asking {
    struct arena *arena;
    struct list types;
    const struct object **objects;
    const char *schema;
};

static bool is_declared(const struct object *object) {
    for (int i = 0; i < object->need_count; i++) {
        const struct kind *kind = object->needs[i].on->kind;
        if (object->needs[i].strength == KNOWN && kind->space && strstr(kind->space, "type"))
            return true;
    }
    return false;
}

static void ask(struct asking *asking, const struct object *object) {
    const struct field *field = object->kind->fields;
    while (field->name && field->shape != SHAPE_TYPE)
        field++;
    const char *type = field->name ? field_text(object, field) : NULL;
    if (!type || is_declared(object) || list_find(&asking->types, type) >= 0)
        return;
    const char *was = object->twin ? field_text(object->twin, field) : NULL;
    if (was && strcmp(type_canonical(asking->arena, was), type_canonical(asking->arena, type)) == 0)
        return;
    size_t count = (size_t)asking->types.count;
    asking->objects = arena_grow(asking->arena, asking->objects, count, sizeof *asking->objects);
    asking->objects[count] = object;
    list_add(asking->arena, &asking->types, type);
}

/* An extension that is to be installed brings types of its own. */
static bool brings_types(const struct object *object) {
    return object->kind->underlies && !object->twin;
}

static struct rows *send(struct asking *asking, struct link *link, const struct list *types,
                         struct fail *fail) {
    struct text path = text_new(asking->arena);
    text_add_identifier(&path, asking->schema);
    const char *first[] = {path.data}, *second[] = {array_write(asking->arena, types)};
    struct query queries[] = {
        {.sql = "SELECT set_config('search_path', $1, true)", .count = 1, .values = first},
        {.sql = "SELECT number - 1 FROM unnest($1::text[]) WITH ORDINALITY t(name, number)"
                " WHERE to_regtype(name) IS NULL ORDER BY number",
         .count = 1,
         .values = second},
    };
    if (!link_query_all(link, queries, 2, fail))
        return NULL;
    rows_free(queries[0].rows);
    return queries[1].rows;
}

static void report(struct asking *asking, int at, const char *problem, struct fail *fail) {
    struct fail one = {0};
    const struct object *object = asking->objects[at];
    fail_at(&one, object->origin, "%s: %s", object_title(asking->arena, object), problem);
    fail_join(fail, &one);
}

/* Before PostgreSQL 16 to_regtype() raises where the text is no type's name at all: then each is asked alone. */
static void ask_each(struct asking *asking, struct link *link, struct fail *fail) {
    for (int i = 0; i < asking->types.count; i++) {
        struct list one_type = {0};
        struct fail one = {0};
        list_add(asking->arena, &one_type, asking->types.items[i]);
        struct rows *rows = send(asking, link, &one_type, &one);
        if (!rows)
            report(asking, i, one.message, fail);
        else if (rows_count(rows))
            report(asking, i, arena_printf(asking->arena, "there is no type '%s'", one_type.items[0]), fail);
        rows_free(rows);
        fail_clear(&one);
    }
}

bool type_check(struct link *link, const struct graph *models, const char *owner, struct fail *fail) {
    struct asking asking = {.arena = arena_new(), .schema = models->schema};
    struct fail syntax = {0};
    bool open = false;
    for (int i = 0; i < models->count; i++) {
        const struct object *object = models->objects[i];
        open = open || brings_types(object);
        if (object->owner && strcmp(object->owner, owner) == 0)
            ask(&asking, object);
    }
    struct rows *rows = asking.types.count && !open ? send(&asking, link, &asking.types, &syntax) : NULL;
    for (int i = 0; rows && i < rows_count(rows); i++) {
        int at = atoi(rows_value(rows, i, 0));
        report(&asking, at, arena_printf(asking.arena, "there is no type '%s'", asking.types.items[at]),
               fail);
    }
    if (syntax.code)
        ask_each(&asking, link, fail);
    rows_free(rows);
    fail_clear(&syntax);
    arena_free(asking.arena);
    return !fail->code;
}
