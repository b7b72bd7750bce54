#include "luamig/naming.h"

#include <string.h>

#include "luamig/box.h"
#include "luamig/field.h"
#include "luamig/literal.h"
#include "luamig/made_name.h"

static bool is_column(const struct kind *kind) {
    return kind->key && *kind->key == '#';
}

const char *naming_inside(const struct reading *reading, int index) {
    lua_State *L = reading->declaration->L;
    struct slot slot = {.reading = reading, .title = "the name"};
    if (is_column(reading->kind)) {
        slot.item = 1;
        lua_rawgeti(L, index, 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            reading_fail(reading, slot_line(&slot), NULL,
                         "%s begins with its name, as in { \"id\", \"bigint\" }", reading_title(reading));
    } else {
        slot.key = "name";
        if (reading_push(reading, index, slot.key) == LUA_TNIL) {
            lua_pop(L, 1);
            return NULL;
        }
    }
    const char *name = slot_name(&slot, lua_gettop(L));
    lua_pop(L, 1);
    return name;
}

void naming_check_hint(const struct reading *reading) {
    const struct object *object = reading->object;
    struct arena *arena = reading->declaration->graph->arena;
    struct slot slot = {.reading = reading, .key = "renamed_from"};
    const char *was = object->renamed_from;
    char *parts[3];
    bool in_schema = object->parent && object->parent->kind->names_others;
    if (!was || object->kind->signature)
        return;
    int count = in_schema ? name_split(arena, was, parts, 3) : 1;
    if (!count || count > 2)
        reading_fail(reading, slot_line(&slot), "a part that holds a dot stands in double quotes",
                     "%s: the name '%s' is malformed", slot_title(&slot), was);
    if (object->name && strcmp(was, object->name) == 0)
        reading_fail(reading, slot_line(&slot), "leave it out", "%s is its own name", slot_title(&slot));
}

/* ---- names that are made ---- */

static bool is_taken(struct graph *graph, const struct kind *kind, struct object *parent, const char *name) {
    struct object *schema = parent;
    while (schema->parent)
        schema = schema->parent;
    for (int i = 0; kinds[i]; i++)
        if ((kinds[i] == kind || kind_shares_names(kind, kinds[i])) &&
            (graph_find(graph, kinds[i], parent, name) || graph_find(graph, kinds[i], schema, name)))
            return true;
    return false;
}

/* PostgreSQL's name for it, with a number if that is taken; NULL: an expression decides. */
static const char *make_name(const struct reading *reading) {
    struct object *object = reading->object;
    struct graph *graph = reading->declaration->graph;
    object->default_name = true;
    const char *name = made_name(graph->arena, object, reading->for_column);
    const char *stem = name;
    for (int number = 1; name && is_taken(graph, object->kind, object->parent, name); number++)
        name = arena_printf(graph->arena, "%s%d", stem, number);
    return name;
}

/* ---- names that are taken ---- */

static void fail_twice(const struct reading *reading, const char *name) {
    const struct declaration *declaration = reading->declaration;
    const struct object *other = graph_find(declaration->graph, reading->kind, reading->object->parent, name);
    struct arena *arena = declaration->graph->arena;
    const char *title = object_title(arena, other), *there = other->origin ? other->origin : "the same place";
    if (other->implied) {
        reading_fail(reading, 0, "leave one of the two out", "%s is made already, by what stands at %s",
                     title, there);
    } else if (other->owner && declaration->owner && strcmp(other->owner, declaration->owner) != 0) {
        const char *hint = "names are shared by all owners: prefix it with the organisation's";
        reading_fail(reading, 0, hint, "%s is declared twice: here by %s, and by %s at %s", title,
                     declaration->owner, other->owner, there);
    } else {
        reading_fail(reading, 0, NULL, "%s is declared twice: here and at %s", title, there);
    }
}

/* What says both columns at once: primary_key = { "a", "b" }. */
static const char *hint_of_several(const struct reading *reading, const struct object *other) {
    struct arena *arena = reading->declaration->graph->arena;
    const struct field *first = &other->kind->fields[0];
    struct text text = text_new(arena);
    text_addf(&text, "one of several columns is said in the table: %s = { ", reading->kind->key);
    for (int i = 0; field_is_list(first) && i < field_list(other, first)->count; i++) {
        const char *column = field_list(other, first)->items[i];
        literal_string(&text, column, strlen(column));
        text_add(&text, ", ");
    }
    literal_string(&text, reading->for_column, strlen(reading->for_column));
    text_add(&text, " }");
    return text.data;
}

/* `primary_key = true` in two columns. */
static void check_single(const struct reading *reading) {
    const struct object *parent = reading->object->parent;
    const struct object *other = reading->kind->single ? object_kid(parent, reading->kind, NULL) : NULL;
    struct arena *arena = reading->declaration->graph->arena;
    if (!other)
        return;
    const char *hint = reading->for_column ? hint_of_several(reading, other) : NULL;
    reading_fail(reading, 0, hint, "%s: %s has one already, at %s", reading_title(reading),
                 object_title(arena, parent), other->origin);
}

/* schema "billing" after a name in it has been used: the same object, now declared. */
static struct object *take_implied(const struct graph *graph, const struct object *draft, const char *name) {
    struct object *object = draft->kind->names_others ? graph_find(graph, draft->kind, NULL, name) : NULL;
    if (!object || !object->implied)
        return NULL;
    object->implied = false;
    return object;
}

struct object *naming_settle(struct reading *reading, const char *name) {
    struct graph *graph = reading->declaration->graph;
    struct object *draft = reading->object;
    check_single(reading);
    if (!name && draft->kind->default_name)
        name = make_name(reading);
    else if (!name && draft->kind->single)
        name = draft->kind->name;
    else if (!name)
        reading_fail(reading, 0, arena_printf(graph->arena, "write %s = { NAME = ... }", draft->kind->key),
                     "%s has no name", reading_title(reading));
    struct object *object = take_implied(graph, draft, name);
    if (!object)
        object = graph_add(graph, draft->kind, draft->parent, name);
    if (!object) {
        fail_twice(reading, name);
        return NULL;
    }
    for (const struct field *field = draft->kind->fields; field->name; field++)
        field_copy(object, draft, field);
    object->has = draft->has;
    object->renamed_from = draft->renamed_from;
    object->default_name = draft->default_name;
    object->owner = reading->declaration->owner;
    object->origin = reading_origin(reading);
    reading->object = object;
    return object;
}
