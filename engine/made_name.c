#include "luamig/made_name.h"

#include <string.h>

#include "luamig/field.h"
#include "luamig/rename.h"

static bool is_column(const struct object *object) {
    return object->kind->key && *object->kind->key == '#';
}

/* The column that it stands in, or that it was made for. */
static const struct object *column_of(const struct object *object) {
    if (is_column(object->parent))
        return object->parent;
    for (int i = 0; object->kind->after_column && i < object->need_count; i++)
        if (is_column(object->needs[i].on))
            return object->needs[i].on;
    return NULL;
}

static const struct object *table_of(const struct object *object) {
    const struct object *column = column_of(object);
    return column ? column->parent : object->parent;
}

static const char *twin_name(const struct object *object, bool renamed) {
    return renamed && object->twin ? object->twin->name : object->name;
}

/* The columns of its table that the catalog knows an expression to name; a model's is not linked yet. */
static struct list columns_needed(struct arena *arena, const struct object *object, bool renamed) {
    struct list columns = {0};
    for (int i = 0; i < object->need_count; i++) {
        const struct object *on = object->needs[i].on;
        if (on->parent == object->parent && is_column(on))
            list_add(arena, &columns, twin_name(on, renamed));
    }
    return columns;
}

/* What the name is made of besides the table's: its column, the one it is written in, or those it lists or
 * names. */
static struct list columns_of(struct arena *arena, const struct object *object, const char *for_column,
                              bool renamed) {
    const struct field *first = &object->kind->fields[0];
    struct list columns = {0};
    if (column_of(object))
        list_add(arena, &columns, twin_name(column_of(object), renamed));
    else if (for_column)
        list_add(arena, &columns, for_column);
    else if (first->name && field_is_list(first))
        columns = renamed ? rename_list(arena, object, first, field_list(object, first))
                          : *field_list(object, first);
    else
        columns = columns_needed(arena, object, renamed);
    return columns;
}

static const char *make(struct arena *arena, const struct object *object, const char *for_column,
                        bool renamed) {
    if (!object->kind->default_name || !object->parent || (object->kind->after_column && !column_of(object)))
        return NULL;
    struct list *columns = arena_alloc(arena, sizeof *columns);
    *columns = columns_of(arena, object, for_column, renamed);
    return object->kind->default_name(arena, object, twin_name(table_of(object), renamed), columns);
}

const char *made_name(struct arena *arena, const struct object *object, const char *for_column) {
    return make(arena, object, for_column, false);
}

const char *made_name_carried(struct arena *arena, const struct object *object) {
    const char *name = make(arena, object, NULL, false);
    size_t size = name ? strlen(name) : 0;
    if (!name || strncmp(object->name, name, size) != 0)
        return NULL;
    /* Where that was taken, PostgreSQL has put a number behind it. */
    const char *number = object->name + size;
    if (strspn(number, "0123456789") != strlen(number))
        return NULL;
    const char *carried = make(arena, object, NULL, true);
    return carried ? arena_printf(arena, "%s%s", carried, number) : NULL;
}

bool made_name_asked(struct arena *arena, const struct object *object) {
    if (!object->kind->default_name || !object->parent || make(arena, object, NULL, false))
        return false;
    size_t size = strlen(object->parent->name);
    return strncmp(object->name, object->parent->name, size) == 0 && object->name[size] == '_';
}
