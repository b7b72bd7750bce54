#include "luamig/on_update.h"

#include <string.h>

#include "luamig/field.h"

/* core's routines have no prefix; custom's have the organisation's. */
static const char *prefix_of(struct arena *arena, const char *owner) {
    const char *organisation = owner ? strchr(owner, '/') : NULL;
    return organisation ? arena_printf(arena, "%s_", organisation + 1) : "";
}

static void set_text(struct object *object, const char *field, const char *text) {
    field_set_text(object, kind_field(object->kind, field), text);
}

/* For an error: does the routine set the column otherwise, or is it somebody's own? */
static bool fail_taken(struct graph *graph, const struct object *column, const char *expression,
                       const struct object *routine, struct fail *fail) {
    fail_at(fail, column->origin, "on_update = %s of column %s: %s does something else, declared at %s",
            expression, object_path(graph->arena, column), object_title(graph->arena, routine),
            routine->origin ? routine->origin : "?");
    return fail_hint(fail,
                     "an owner's columns of one name share that function: give them one on_update, or one of "
                     "the columns another name");
}

/* The function, one for an owner and column, shared by all its tables. */
static struct object *share_routine(struct graph *graph, const struct object *column, const char *expression,
                                    struct fail *fail) {
    struct arena *arena = graph->arena;
    const struct kind *kind = kind_named("routine");
    struct object *schema = graph_schema(graph, graph->schema);
    const char *prefix = prefix_of(arena, column->owner);
    const char *stem = name_join(arena, arena_printf(arena, "%son_update", prefix), NULL, column->name);
    const char *name = arena_printf(arena, "%s()", stem);
    struct text body = text_new(arena);
    sql_format(&body, "BEGIN\n  NEW.%I := %s;\n  RETURN NEW;\nEND\n", column->name, expression);
    struct object *routine = graph_find(graph, kind, schema, name);
    if (routine) {
        const char *there = field_text(routine, kind_field(kind, "body"));
        if (!there || strcmp(there, body.data) != 0)
            return fail_taken(graph, column, expression, routine, fail), NULL;
        return routine;
    }
    routine = graph_add(graph, kind, schema, name);
    routine->owner = column->owner;
    routine->origin = column->origin;
    set_text(routine, "returns", "trigger");
    set_text(routine, "language", "plpgsql");
    set_text(routine, "body", body.data);
    return routine;
}

bool on_update_expand(struct graph *graph, struct object *column, const char *expression, struct fail *fail) {
    struct arena *arena = graph->arena;
    struct object *table = column->parent;
    const struct kind *kind = kind_named("trigger");
    const struct object *routine = share_routine(graph, column, expression, fail);
    if (!routine)
        return false;
    const char *name = name_join(arena, table->name, NULL, "on_update");
    struct object *trigger = graph_add(graph, kind, table, name);
    if (!trigger) {
        name = name_join(arena, table->name, column->name, "on_update");
        trigger = graph_add(graph, kind, table, name);
    }
    if (!trigger)
        return fail_at(fail, column->origin, "on_update of column %s: the table has a trigger %s already",
                       object_path(arena, column), name);
    trigger->owner = column->owner;
    trigger->origin = column->origin;
    struct list events = {0};
    list_add(arena, &events, "update");
    struct text path = text_new(arena);
    char *parts[] = {arena_copy(arena, routine->name)};
    text_add_name(&path, parts, 1, true);
    set_text(trigger, "routine", path.data);
    set_text(trigger, "timing", "before");
    set_text(trigger, "each", "row");
    field_set_list(trigger, kind_field(kind, "events"), events);
    return true;
}
