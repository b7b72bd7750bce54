#include "luamig/parameters.h"

#include <string.h>

#include "luamig/kind.h"

static const char *squeeze(struct arena *arena, const char *parameter) {
    struct text text = text_new(arena);
    for (const char *c = parameter; *c; c++)
        if (*c != ' ' && *c != '\t' && *c != '\n')
            text_add_char(&text, *c);
    return text.data;
}

struct list parameters_canonical(struct arena *arena, const struct list *parameters) {
    struct list list = {0};
    for (int i = 0; i < parameters->count; i++)
        list_add(arena, &list, squeeze(arena, parameters->items[i]));
    list_sort(&list);
    return list;
}

/* What stands before "=". */
static struct list names_of(struct arena *arena, const struct list *parameters) {
    struct list names = {0};
    for (int i = 0; i < parameters->count; i++) {
        const char *item = parameters->items[i];
        list_add(arena, &names, arena_copy_bytes(arena, item, strcspn(item, "=")));
    }
    return names;
}

void parameters_change(struct arena *arena, const struct list *old, const struct list *now, struct list *gone,
                       struct list *set) {
    struct list had = names_of(arena, old), has = names_of(arena, now);
    *gone = *set = (struct list){0};
    for (int i = 0; i < had.count; i++)
        if (list_find(&has, had.items[i]) < 0)
            list_add(arena, gone, had.items[i]);
    for (int i = 0; i < now->count; i++)
        if (list_find(old, now->items[i]) < 0)
            list_add(arena, set, now->items[i]);
}

/* The index of a constraint has its name. */
static void add_index(struct sql *sql, const struct object *object, const char *verb,
                      const struct list *list) {
    const struct object *schema = object_schema(object);
    struct text name = text_new(sql->arena);
    if (!schema->unqualified)
        sql_format(&name, "%I.", schema->name);
    sql_add(sql, "ALTER INDEX %s%I %s (%E)", name.data, object_current(object), verb, list);
}

static void add(struct sql *sql, const struct object *object, const char *verb, const struct list *list) {
    if (!list->count)
        return;
    if (strcmp(object->kind->noun, "TABLE") == 0)
        sql_alter(sql, object, "%s (%E)", verb, list);
    else if (strcmp(object->kind->noun, "CONSTRAINT") == 0)
        add_index(sql, object, verb, list);
    else
        sql_add(sql, "ALTER %s %o %s (%E)", object->kind->noun, object, verb, list);
}

void parameters_alter(struct sql *sql, const struct object *object, const struct list *old,
                      const struct list *now) {
    struct list gone, set;
    parameters_change(sql->arena, old, now, &gone, &set);
    add(sql, object, "RESET", &gone);
    add(sql, object, "SET", &set);
}
