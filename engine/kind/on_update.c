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

static const char *routine_name(struct arena *arena, const struct object *column) {
    const char *prefix = prefix_of(arena, column->owner);
    return arena_printf(arena, "%s()",
                        name_join(arena, arena_printf(arena, "%son_update", prefix), NULL, column->name));
}

static const char *routine_body(struct arena *arena, const struct object *column, const char *expression) {
    struct text body = text_new(arena);
    sql_format(&body, "BEGIN\n  NEW.%I := %s;\n  RETURN NEW;\nEND\n", column->name, expression);
    return body.data;
}

static void fill_routine(struct object *routine, const char *body) {
    set_text(routine, "returns", "trigger");
    set_text(routine, "language", "plpgsql");
    set_text(routine, "body", body);
}

static void fill_trigger(struct arena *arena, struct object *trigger, const struct object *routine) {
    struct list events = {0};
    struct text path = text_new(arena);
    char *parts[] = {arena_copy(arena, routine->name)};
    list_add(arena, &events, "update");
    text_add_name(&path, parts, 1, true);
    set_text(trigger, "routine", path.data);
    set_text(trigger, "timing", "before");
    set_text(trigger, "each", "row");
    field_set_list(trigger, kind_field(trigger->kind, "events"), events);
}

/* The function, one for an owner and column, shared by all its tables. */
static struct object *share_routine(struct graph *graph, const struct object *column, const char *expression,
                                    struct fail *fail) {
    struct arena *arena = graph->arena;
    const struct kind *kind = kind_named("routine");
    struct object *schema = graph_schema(graph, graph->schema);
    const char *name = routine_name(arena, column), *body = routine_body(arena, column, expression);
    struct object *routine = graph_find(graph, kind, schema, name);
    if (routine) {
        const char *there = field_text(routine, kind_field(kind, "body"));
        if (!there || strcmp(there, body) != 0)
            return fail_taken(graph, column, expression, routine, fail), NULL;
        return routine;
    }
    routine = graph_add(graph, kind, schema, name);
    routine->owner = column->owner;
    routine->origin = column->origin;
    fill_routine(routine, body);
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
    fill_trigger(arena, trigger, routine);
    return true;
}

/* ---- the way back ---- */

/* Is it what was made for on_update, and no more? Nothing may hang on it that its declaration would not say. */
static bool is_plain(const struct object *object, const struct object *made) {
    for (const struct field *field = object->kind->fields; field->name; field++)
        if (!(field->rule & SEEN) && !field_equal(object, made, field))
            return false;
    return !object_is_adorned(object);
}

/* What stands in the function between "NEW.updated_at :=" and its semicolon; NULL: it is none of ours. */
static const char *set_expression(struct arena *arena, const struct object *column, const char *body) {
    static const char mark[] = "\1";
    const char *form = routine_body(arena, column, mark), *hole = strstr(form, mark);
    size_t head = (size_t)(hole - form), tail = strlen(hole + 1), size = body ? strlen(body) : 0;
    if (size <= head + tail || strncmp(body, form, head) != 0 || strcmp(body + size - tail, hole + 1) != 0)
        return NULL;
    return arena_copy_bytes(arena, body + head, size - head - tail);
}

/* The name that the next column of the table would have its trigger called. */
static const char *next_name(struct arena *arena, const struct object *column) {
    const struct object *table = column->parent;
    const char *name = name_join(arena, table->name, NULL, "on_update");
    const struct object *first = object_kid(table, kind_named("trigger"), name);
    return first && first->implied ? name_join(arena, table->name, column->name, "on_update") : name;
}

const char *on_update_fold(struct graph *graph, const struct object *column) {
    struct arena *arena = graph->arena;
    struct object *schema = graph_schema(graph, graph->schema);
    const struct kind *routines = kind_named("routine"), *triggers = kind_named("trigger");
    struct object *routine = graph_find(graph, routines, schema, routine_name(arena, column));
    struct object *trigger = object_kid(column->parent, triggers, next_name(arena, column));
    if (!routine || !trigger || !routine->owner || strcmp(routine->owner, column->owner) != 0)
        return NULL;
    const char *body = field_text(routine, kind_field(routines, "body"));
    const char *expression = set_expression(arena, column, body);
    struct object *made_routine = graph_loose(graph, routines, schema, routine->name),
                  *made_trigger = graph_loose(graph, triggers, column->parent, trigger->name);
    fill_routine(made_routine, body);
    fill_trigger(arena, made_trigger, routine);
    if (!expression || !is_plain(routine, made_routine) || !is_plain(trigger, made_trigger))
        return NULL;
    routine->implied = trigger->implied = true;
    return expression;
}
