#include "luamig/declaration.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/field.h"
#include "luamig/field_read.h"
#include "luamig/marker.h"
#include "luamig/naming.h"
#include "luamig/type.h"
#include "luamig/verb.h"

static bool is_column(const struct kind *kind) {
    return kind->key && *kind->key == '#';
}

static bool is_body(lua_State *L, int index) {
    return lua_istable(L, index);
}

/* ---- fields ---- */

static const struct field *positional(const struct kind *kind, int number) {
    for (const struct field *field = kind->fields; field->name; field++)
        if ((field->rule & POSITIONAL) && --number == 0)
            return field;
    return NULL;
}

/* `unique = true` in a column says the columns already. */
static bool is_said(const struct reading *reading, const struct field *field) {
    return reading->for_column && strcmp(field->name, "columns") == 0;
}

static void fail_said(const struct reading *reading) {
    struct arena *arena = reading->declaration->graph->arena;
    const char *key = reading->kind->key;
    reading_fail(reading, 0, arena_printf(arena, "on other columns it is said in the table: %s = ...", key),
                 "%s wants true, or a table of its options", reading_title(reading));
}

/* The items of the array part that belong to the object's own fields. A column's first item is its name. */
static void read_positional(const struct reading *reading, int index, int items) {
    lua_State *L = reading->declaration->L;
    const struct field *first = positional(reading->kind, 1);
    bool named = is_column(reading->kind) && !reading->named;
    if (items && first && is_said(reading, first))
        fail_said(reading);
    if (first && field_is_list(first)) {
        if (items)
            field_read_items(reading, first, index);
        return;
    }
    for (int i = named ? 2 : 1; i <= items; i++) {
        struct slot slot = {.reading = reading, .item = i};
        const struct field *field = positional(reading->kind, i - named);
        if (!field) {
            reading_fail(reading, slot_line(&slot), NULL, "%s means nothing here", slot_title(&slot));
        } else {
            lua_rawgeti(L, index, i);
            slot.title = field->name;
            field_read(&slot, field, lua_gettop(L));
            lua_pop(L, 1);
        }
    }
}

static bool lacks(const struct reading *reading, const struct field *field) {
    return (field->rule & REQUIRED) && field_is_default(reading->object, field);
}

static void check_required(const struct reading *reading) {
    for (const struct field *field = reading->kind->fields; field->name; field++)
        if (lacks(reading, field))
            reading_fail(reading, 0, is_column(reading->kind) ? "as in { \"id\", \"bigint\" }" : field->doc,
                         "%s lacks its %s", reading_title(reading), field->name);
}

/* A value that is no table: the first positional field; or true; or the name of one of its flags ("always"). */
static void read_plain(const struct reading *reading, int index) {
    lua_State *L = reading->declaration->L;
    struct slot slot = {.reading = reading};
    const struct field *first = positional(reading->kind, 1);
    bool enough = true;
    for (const struct field *field = reading->kind->fields; field->name; field++)
        enough = enough && !lacks(reading, field);
    if (enough && lua_isboolean(L, index) && lua_toboolean(L, index))
        return;
    if (first && is_said(reading, first))
        fail_said(reading);
    if (first) {
        field_read(&slot, first, index);
        return;
    }
    const struct field *flag =
        lua_type(L, index) == LUA_TSTRING ? kind_field(reading->kind, lua_tostring(L, index)) : NULL;
    if (!flag || !field_is_bool(flag))
        slot_wants(&slot, enough && reading->kind->single ? "true or a table" : "a table", index);
    reading->object->has |= field_bit(reading->kind, flag);
    field_set_bool(reading->object, flag, true);
}

/* The kind that the key of a column makes for it, NULL: none. */
static const struct kind *kind_for_column(const struct reading *reading, const char *key) {
    return is_column(reading->kind) ? kind_of_column_key(reading->object->parent->kind, key) : NULL;
}

static bool is_known_key(const struct reading *reading, const char *key) {
    if (strcmp(key, "name") == 0)
        return !reading->named && !is_column(reading->kind) && !reading->kind->attached;
    return kind_of_key(reading->kind, key) || kind_for_column(reading, key);
}

static void fail_repeated(const struct slot *slot) {
    const struct field *first = &slot->reading->kind->fields[0];
    struct arena *arena = slot->reading->declaration->graph->arena;
    bool other = !slot->reading->for_column && strcmp(first->name, slot->key) != 0 && field_is_list(first);
    reading_fail(slot->reading, slot_line(slot),
                 other
                     ? arena_printf(arena, "what stands without a key is its %s; %s has a key: %s = { ... }",
                                    slot->key, first->name, first->name)
                     : NULL,
                 "%s is said twice: without a key, and as %s", slot_title(slot), slot->key);
}

static bool can_be_renamed(const struct kind *kind) {
    return !kind->attached && !kind->follows && verb_can_rename(kind);
}

/* Fields and the hint of a rename. What is left for the second pass: kinds within. */
static void read_fields(const struct reading *reading, int index, const struct list *keys) {
    lua_State *L = reading->declaration->L;
    for (int i = 0; i < keys->count; i++) {
        const char *key = keys->items[i];
        struct slot slot = {.reading = reading, .key = key};
        const struct field *field = kind_field(reading->kind, key);
        reading_push(reading, index, key);
        if (field && !(field->rule & SEEN)) {
            if (is_said(reading, field))
                fail_said(reading);
            if (reading->object->has & field_bit(reading->kind, field))
                fail_repeated(&slot);
            field_read(&slot, field, lua_gettop(L));
        } else if (strcmp(key, "renamed_from") == 0 && can_be_renamed(reading->kind)) {
            reading->object->renamed_from = slot_name(&slot, lua_gettop(L));
            naming_check_hint(reading);
        } else if (!is_known_key(reading, key)) {
            reading_unknown_key(reading, key);
        }
        lua_pop(L, 1);
    }
}

/* ---- what stands within ---- */

static struct object *read_object(struct reading reading, const char *name, int index);

static struct reading within(const struct slot *slot, const struct kind *kind, struct object *parent) {
    return (struct reading){
        .declaration = slot->reading->declaration,
        .places = slot_places(slot),
        .line = slot_line(slot),
        .kind = kind,
        .object = graph_loose(slot->reading->declaration->graph, kind, parent, NULL),
    };
}

/* Columns; a list among them is spliced in. */
static void read_columns(const struct reading *reading, const struct kind *kind, int index, int items,
                         int depth) {
    enum { DEEPEST = 50 };
    lua_State *L = reading->declaration->L;
    luaL_checkstack(L, 8, "lists within lists");
    for (int i = 1; i <= items; i++) {
        struct slot slot = {.reading = reading, .item = i};
        lua_rawgeti(L, index, i);
        int item = lua_gettop(L);
        if (!is_body(L, item))
            slot_wants(&slot, "a column, { \"name\", \"type\" }", item);
        struct reading next = within(&slot, kind, reading->object);
        bool spliced = lua_rawgeti(L, item, 1) == LUA_TTABLE;
        lua_pop(L, 1);
        if (spliced && depth == DEEPEST)
            reading_fail(reading, slot_line(&slot), "does a table hold itself?", "%s: lists within %d lists",
                         reading_title(reading), DEEPEST);
        if (spliced) {
            struct reading list = *reading;
            list.places = next.places;
            list.line = next.line;
            int inner;
            struct list keys = reading_keys(&list, item, &inner);
            if (keys.count)
                reading_fail(&list, 0, "keys stand in the table or in a column",
                             "%s: a list of columns has the key '%s'", reading_title(reading), keys.items[0]);
            read_columns(&list, kind, item, inner, depth + 1);
        } else {
            read_object(next, NULL, item);
        }
        lua_pop(L, 1);
    }
}

static void check_member(const struct slot *slot, const struct kind *kind, int index) {
    lua_State *L = slot->reading->declaration->L;
    const struct field *first = positional(kind, 1);
    const char *key = kind->key;
    struct arena *arena = slot->reading->declaration->graph->arena;
    if (!kind->default_name && (kind->attached || !is_body(L, index)))
        reading_fail(slot->reading, slot_line(slot), arena_printf(arena, "write %s = { NAME = ... }", key),
                     "%s has no name", slot_title(slot));
    if (lua_type(L, index) == LUA_TSTRING && first && field_is_list(first))
        reading_fail(slot->reading, slot_line(slot),
                     arena_printf(arena, "write %s = { { \"%s\" } }", key, lua_tostring(L, index)),
                     "%s wants a table, not a string", slot_title(slot));
}

/* A list of definitions, or name = definition. */
static void read_members(const struct slot *slot, const struct kind *kind, int index) {
    lua_State *L = slot->reading->declaration->L;
    struct object *parent = slot->reading->object;
    struct reading all = *slot->reading;
    all.places = slot_places(slot);
    all.line = slot_line(slot);
    all.part = slot->key;
    int items;
    if (!is_body(L, index))
        slot_wants(slot, "a table", index);
    struct list names = reading_keys(&all, index, &items);
    for (int i = 1; i <= items; i++) {
        struct slot item = {.reading = &all, .item = i};
        lua_rawgeti(L, index, i);
        check_member(&item, kind, lua_gettop(L));
        struct reading next = within(&item, kind, parent);
        read_object(next, NULL, lua_gettop(L));
        lua_pop(L, 1);
    }
    for (int i = 0; i < names.count; i++) {
        struct slot item = {.reading = &all, .key = names.items[i], .title = "the name"};
        struct reading next = within(&item, kind, parent);
        lua_pushstring(L, names.items[i]);
        const char *name = slot_name(&item, lua_gettop(L));
        next.named = true;
        lua_rawget(L, index);
        read_object(next, name, lua_gettop(L));
        lua_pop(L, 1);
    }
}

/* `unique = true`, `references = "clients.id"` in a column: a kind of the table, with this column put in. */
static void read_for_column(const struct slot *slot, const struct kind *kind, int index) {
    struct reading next = within(slot, kind, slot->reading->object->parent);
    next.for_column = slot->reading->object->name;
    read_object(next, NULL, index);
}

static bool is_false(lua_State *L, int index) {
    return lua_isboolean(L, index) && !lua_toboolean(L, index);
}

static void read_within(const struct reading *reading, int index, const struct list *keys, int items) {
    lua_State *L = reading->declaration->L;
    const struct kind *columns = kind_of_key(reading->kind, "#");
    if (columns)
        read_columns(reading, columns, index, items, 0);
    for (int i = 0; i < keys->count; i++) {
        struct slot slot = {.reading = reading, .key = keys->items[i]};
        const struct kind *kind = kind_of_key(reading->kind, slot.key);
        if (kind_field(reading->kind, slot.key))
            continue;
        reading_push(reading, index, slot.key);
        int value = lua_gettop(L);
        if (kind && kind->single && !is_false(L, value))
            read_object(within(&slot, kind, reading->object), NULL, value);
        else if (kind && !kind->single)
            read_members(&slot, kind, value);
        else if (!kind && kind_for_column(reading, slot.key) && !is_false(L, value))
            read_for_column(&slot, kind_for_column(reading, slot.key), value);
        lua_pop(L, 1);
    }
}

/* ---- an object ---- */

static struct object *read_object(struct reading reading, const char *name, int index) {
    lua_State *L = reading.declaration->L;
    struct graph *graph = reading.declaration->graph;
    luaL_checkstack(L, 16, "tables within tables");
    struct list keys = {0};
    int items = 0;
    reading.object->name = name;
    if (is_body(L, index)) {
        keys = reading_keys(&reading, index, &items);
        if (!reading.named && !reading.kind->attached)
            name = naming_inside(&reading, index);
        reading.object->name = name;
    }
    if (reading.for_column && kind_field(reading.kind, "columns")) {
        struct list list = {0};
        list_add(graph->arena, &list, reading.for_column);
        field_set_list(reading.object, kind_field(reading.kind, "columns"), list);
    }
    if (is_body(L, index)) {
        if (!kind_of_key(reading.kind, "#"))
            read_positional(&reading, index, items);
        read_fields(&reading, index, &keys);
    } else {
        read_plain(&reading, index);
    }
    check_required(&reading);
    struct object *object = naming_settle(&reading, name);
    struct fail fail = {0};
    if (is_body(L, index))
        read_within(&reading, index, &keys, items);
    if (object->kind->finish && !object->kind->finish(graph, object, &fail))
        box_raise(L, &fail);
    return object;
}

struct object *declaration_read(struct declaration *declaration, const struct kind *kind,
                                struct object *parent, const char *name, int index,
                                const struct places *places) {
    struct reading reading = {
        .declaration = declaration,
        .places = places,
        .line = declaration->line,
        .kind = kind,
        .object = graph_loose(declaration->graph, kind, parent, NULL),
        .named = name != NULL,
    };
    return read_object(reading, name, lua_absindex(declaration->L, index));
}

struct object *declaration_read_fields(struct declaration *declaration, const struct kind *kind,
                                       struct object *parent, const char *name, int index) {
    lua_State *L = declaration->L;
    struct reading reading = {
        .declaration = declaration,
        .line = declaration->line,
        .kind = kind,
        .named = true,
        .object = graph_loose(declaration->graph, kind, parent, name),
    };
    index = lua_absindex(L, index);
    reading.object->origin = reading_origin(&reading);
    if (!is_body(L, index)) {
        read_plain(&reading, index);
        return reading.object;
    }
    int items;
    struct list keys = reading_keys(&reading, index, &items);
    read_positional(&reading, index, items);
    for (int i = 0; i < keys.count; i++) {
        struct slot slot = {.reading = &reading, .key = keys.items[i]};
        const struct field *field = kind_field(kind, slot.key);
        if (!field)
            reading_unknown_key(&reading, slot.key);
        reading_push(&reading, index, slot.key);
        field_read(&slot, field, lua_gettop(L));
        lua_pop(L, 1);
    }
    return reading.object;
}

/* ---- qualified names ---- */

struct object *declaration_parent(struct declaration *declaration, const struct kind *kind, const char *name,
                                  const char **bare) {
    struct graph *graph = declaration->graph;
    struct reading reading = {
        .declaration = declaration, .kind = kind, .object = graph_loose(graph, kind, NULL, NULL)};
    struct slot slot = {.reading = &reading, .title = "the name"};
    bool in_schema = kind->within && kind_stands_within(kind, kind_of_schemas());
    char *parts[3];
    /* The types of a routine's arguments may hold dots of their own. */
    const char *arguments = kind->signature ? strchr(name, '(') : NULL;
    const char *head = arguments ? arena_copy_bytes(graph->arena, name, (size_t)(arguments - name)) : name;
    const char *types = kind->signature ? type_signature(graph->arena, arguments ? arguments : "") : "";
    int count = *name ? name_split(graph->arena, head, parts, 3) : 1;
    if (!*name)
        parts[0] = "";
    if (!count || count > (in_schema ? 2 : 1))
        reading_fail(
            &reading, 0,
            in_schema ? "write \"name\" or \"schema.name\"; a part that holds a dot stands in double quotes"
                      : "a name that holds a dot stands in double quotes",
            "%s '%s' is malformed", slot_title(&slot), name);
    for (int i = 0; i < count; i++) {
        lua_pushstring(declaration->L, parts[i]);
        slot_name(&slot, lua_gettop(declaration->L));
        lua_pop(declaration->L, 1);
    }
    if (!types)
        reading_fail(&reading, 0,
                     "it holds the types of the arguments and nothing else, as in \"tax(integer)\"",
                     "%s '%s' is malformed", slot_title(&slot), name);
    *bare = arena_printf(graph->arena, "%s%s", parts[count - 1], types);
    if (!in_schema)
        return NULL;
    struct object *schema = graph_schema(graph, count == 2 ? parts[0] : graph->schema);
    if (!schema->owner) {
        schema->owner = declaration->owner;
        schema->origin = declaration_origin(declaration, 0);
    }
    return schema;
}
