#include "luamig/declaration.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/field.h"
#include "luamig/json.h"
#include "luamig/marker.h"
#include "luamig/nearest.h"
#include "luamig/type.h"
#include "luamig/utf8.h"

/* What is being read: an object and where it is written. */
struct reading {
    struct declaration *declaration;
    const struct places *places;
    int line;
    const char *what;          /* "table clients", for messages */
    const struct kind *kind;
    struct object *object;     /* its fields are being set */
    const char *for_column;    /* it is a key of that column: `unique = true` */
};

static const char *origin_at(const struct declaration *declaration, int line) {
    return arena_printf(declaration->graph->arena, "%s:%d", declaration->file, line ? line : declaration->line);
}

static const char *origin(const struct reading *reading) {
    return origin_at(reading->declaration, reading->line);
}

static int key_line(const struct reading *reading, const char *key) {
    int line = reading->places ? places_key_line(reading->places, key) : 0;
    return line ? line : reading->line;
}

static const char *key_origin(const struct reading *reading, const char *key) {
    return origin_at(reading->declaration, key_line(reading, key));
}

/* ---- names ---- */

static void check_name(struct declaration *declaration, const char *place, const char *name, size_t size) {
    enum { LONGEST = 63 };
    if (!*name)
        box_error(declaration->L, place, "a name is empty");
    if (strlen(name) != size)
        box_error(declaration->L, place, "a name holds a NUL byte, which PostgreSQL cannot store");
    if (!utf8_valid(name, size))
        box_error(declaration->L, place, "a name is not valid UTF-8");
    if (size > LONGEST)
        box_error(declaration->L, place, "the name '%.20s...' has %d bytes; PostgreSQL keeps 63", name, (int)size);
}

struct object *declaration_parent(struct declaration *declaration, const struct kind *kind, const char *name,
                                  const char **bare) {
    struct graph *graph = declaration->graph;
    bool in_schema = kind->within && kind_stands_within(kind, kind_of_schemas());
    char *parts[3];
    /* The types of a routine's arguments may hold dots of their own. */
    const char *arguments = kind->signature ? strchr(name, '(') : NULL;
    const char *head = arguments ? arena_copy_bytes(graph->arena, name, (size_t)(arguments - name)) : name;
    int count = name_split(graph->arena, head, parts, 3);
    if (!count || count > (in_schema ? 2 : 1))
        box_error(declaration->L, origin_at(declaration, 0), "'%s' is no name of %s %s", name, kind->name,
                  in_schema ? "(write \"name\" or \"schema.name\"; a part that holds a dot in double quotes)"
                            : "(a part that holds a dot stands in double quotes)");
    for (int i = 0; i < count; i++)
        check_name(declaration, origin_at(declaration, 0), parts[i], strlen(parts[i]));
    const char *types = kind->signature ? type_signature(graph->arena, arguments ? arguments : "") : "";
    if (!types)
        box_error(declaration->L, origin_at(declaration, 0),
                  "'%s' is no name of a %s: it holds the types of the arguments and nothing else, as in \"tax(integer)\"",
                  name, kind->name);
    *bare = arena_printf(graph->arena, "%s%s", parts[count - 1], types);
    if (!in_schema)
        return NULL;
    struct object *schema = graph_schema(graph, count == 2 ? parts[0] : graph->schema);
    if (!schema->owner) {
        schema->owner = declaration->owner;
        schema->origin = origin_at(declaration, 0);
    }
    return schema;
}

/* ---- values ---- */

static int wrong_value(const struct reading *reading, const char *key, const char *wanted, int index) {
    lua_State *L = reading->declaration->L;
    return box_error(L, key_origin(reading, key), "%s: %s wants %s, not %s", reading->what, key, wanted,
                     marker_sql(L, index) ? "sql" : luaL_typename(L, index));
}

static const char *read_string(const struct reading *reading, const char *key, int index) {
    lua_State *L = reading->declaration->L;
    size_t size;
    const char *string = lua_tolstring(L, index, &size);
    if (strlen(string) != size)
        box_error(L, key_origin(reading, key), "%s: %s holds a NUL byte, which PostgreSQL cannot store", reading->what,
                  key);
    if (!utf8_valid(string, size))
        box_error(L, key_origin(reading, key), "%s: %s is not valid UTF-8", reading->what, key);
    return arena_copy(reading->declaration->graph->arena, string);
}

static const char *read_number(const struct reading *reading, int index) {
    lua_State *L = reading->declaration->L;
    lua_pushvalue(L, index);
    const char *number = arena_copy(reading->declaration->graph->arena, lua_tostring(L, -1));
    lua_pop(L, 1);
    return number;
}

/* A string is a literal, a number or boolean itself, a table JSON, sql "..." an expression. */
static const char *read_literal(const struct reading *reading, const char *key, int index) {
    lua_State *L = reading->declaration->L;
    struct text text = text_new(reading->declaration->graph->arena);
    const char *expression = marker_sql(L, index);
    if (expression)
        return arena_copy(text.arena, expression);
    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        text_add_literal(&text, read_string(reading, key, index));
        return text.data;
    case LUA_TNUMBER:
        return read_number(reading, index);
    case LUA_TBOOLEAN:
        return lua_toboolean(L, index) ? "true" : "false";
    case LUA_TTABLE: {
        struct text json = text_new(text.arena);
        json_encode(L, index, &json);
        text_add_literal(&text, json.data);
        return text.data;
    }
    default:
        wrong_value(reading, key, "a literal or sql \"...\"", index);
        return NULL;
    }
}

static const char *lower(struct arena *arena, const char *text) {
    char *copy = arena_copy(arena, text);
    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

/* Is `value` one of `words`? "set null (a, b)" counts as "set null". */
static void check_word(const struct reading *reading, const struct field *field, const char *value) {
    size_t size = strcspn(value, "(");
    while (size && value[size - 1] == ' ')
        size--;
    const char *candidates[16];
    int count = 0;
    for (const char *word = field->words; word && count < 16;) {
        size_t length = strcspn(word, "|");
        if (length == size && strncmp(word, value, size) == 0)
            return;
        candidates[count++] = arena_copy_bytes(reading->declaration->graph->arena, word, length);
        word = word[length] ? word + length + 1 : NULL;
    }
    const char *near = nearest(value, candidates, count);
    box_error(reading->declaration->L, key_origin(reading, field->name), "%s: %s cannot be '%s'; %s%s", reading->what,
              field->name, value, near ? "did you mean " : "it is one of ", near ? near : field->words);
}

static const char *read_text(const struct reading *reading, const struct field *field, int index) {
    lua_State *L = reading->declaration->L;
    struct arena *arena = reading->declaration->graph->arena;
    if (field->rule & LITERAL)
        return read_literal(reading, field->name, index);
    if (field->words && lua_isboolean(L, index))
        return lua_toboolean(L, index) ? arena_copy_bytes(arena, field->words, strcspn(field->words, "|")) : NULL;
    if (field->shape == SHAPE_EXPR && marker_sql(L, index))
        return arena_copy(arena, marker_sql(L, index));
    bool is_number = lua_type(L, index) == LUA_TNUMBER;
    if (field->shape == SHAPE_NUMBER ? !is_number : lua_type(L, index) != LUA_TSTRING)
        wrong_value(reading, field->name, field->shape == SHAPE_NUMBER ? "a number" : "a string", index);
    const char *text = is_number ? read_number(reading, index) : read_string(reading, field->name, index);
    if (!*text && field->shape != SHAPE_TEXT && field->shape != SHAPE_BODY)
        box_error(L, key_origin(reading, field->name), "%s: %s is empty", reading->what, field->name);
    if (field->rule & LOWER)
        text = lower(arena, text);
    if (field->words)
        check_word(reading, field, text);
    return text;
}

/* One item of a list: a string, or { "new", renamed_from = "old" } where the items are names of their own. */
static void read_item(const struct reading *reading, const struct field *field, struct list *list, int index) {
    lua_State *L = reading->declaration->L;
    struct arena *arena = reading->declaration->graph->arena;
    const char *item = NULL, *was = NULL;
    if (lua_type(L, index) == LUA_TSTRING) {
        item = read_string(reading, field->name, index);
    } else if (lua_istable(L, index) && field->shape == SHAPE_LIST) {
        lua_rawgeti(L, index, 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            wrong_value(reading, field->name, "{ \"name\", renamed_from = \"old name\" }", -1);
        item = read_string(reading, field->name, lua_gettop(L));
        lua_getfield(L, index, "renamed_from");
        if (lua_type(L, -1) == LUA_TSTRING)
            was = read_string(reading, field->name, lua_gettop(L));
        lua_pop(L, 2);
    } else {
        wrong_value(reading, field->name, "a list of strings", index);
        return;
    }
    if (!*item && field->shape != SHAPE_LIST)
        box_error(L, key_origin(reading, field->name), "%s: an item of %s is empty", reading->what, field->name);
    list_add_renamed(arena, list, field->rule & LOWER ? lower(arena, item) : item, was);
}

static void read_list(const struct reading *reading, const struct field *field, int index) {
    lua_State *L = reading->declaration->L;
    struct list list = {0};
    if (!lua_istable(L, index)) {
        read_item(reading, field, &list, index);
    } else {
        for (lua_Integer i = 1, count = (lua_Integer)lua_rawlen(L, index); i <= count; i++) {
            lua_rawgeti(L, index, i);
            read_item(reading, field, &list, lua_gettop(L));
            lua_pop(L, 1);
        }
    }
    field_set_list(reading->object, field, list);
}

/* using = { up = ..., down = ... }: both ways of a hint that has a field for the way back. */
static bool read_both_ways(const struct reading *reading, const struct field *field, int index) {
    lua_State *L = reading->declaration->L;
    const char *name = arena_printf(reading->declaration->graph->arena, "%s_down", field->name);
    const struct field *down = kind_field(reading->kind, name);
    if (!down || !lua_istable(L, index) || marker_sql(L, index))
        return false;
    const struct field *ways[] = {field, down};
    const char *const keys[] = {"up", "down"};
    for (int i = 0; i < 2; i++) {
        if (lua_getfield(L, index, keys[i]) != LUA_TNIL)
            field_set_text(reading->object, ways[i], read_text(reading, field, lua_gettop(L)));
        lua_pop(L, 1);
    }
    return true;
}

static void set_field(const struct reading *reading, const struct field *field, int index) {
    lua_State *L = reading->declaration->L;
    struct object *object = reading->object;
    object->has |= field_bit(reading->kind, field);
    if (marker_is_none(L, index)) {
        field_set_plain(reading->declaration->graph->arena, object, field, NULL);
    } else if (field_is_list(field)) {
        read_list(reading, field, index);
    } else if (field_is_bool(field)) {
        if (!lua_isboolean(L, index))
            wrong_value(reading, field->name, "true or false", index);
        field_set_bool(object, field, lua_toboolean(L, index));
    } else if (!read_both_ways(reading, field, index)) {
        field_set_text(object, field, read_text(reading, field, index));
    }
}

/* ---- keys ---- */

static void unknown_key(const struct reading *reading, const char *key) {
    const char *known[128];
    int count = 0;
    for (const struct field *field = reading->kind->fields; field->name; field++)
        if (!(field->rule & SEEN))
            known[count++] = field->name;
    bool column = reading->kind->key && strcmp(reading->kind->key, "#") == 0;
    for (int i = 0; kinds[i] && count < 120; i++) {
        if (kinds[i]->key && *kinds[i]->key != '#' && kind_stands_within(kinds[i], reading->kind))
            known[count++] = kinds[i]->key;
        if (column && kinds[i]->column_key)
            known[count++] = kinds[i]->column_key;
    }
    known[count++] = "renamed_from";
    known[count++] = "name";
    const char *near = nearest(key, known, count);
    box_error(reading->declaration->L, key_origin(reading, key), "%s: unknown key '%s'%s%s%s", reading->what, key,
              near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* Sorted, so that the same file gives the same graph: Lua's own order differs at each run. */
static struct list string_keys(const struct reading *reading, int index) {
    lua_State *L = reading->declaration->L;
    struct list keys = {0};
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TSTRING)
            list_add(reading->declaration->graph->arena, &keys, read_string(reading, "a key", lua_gettop(L) - 1));
        else if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1 || lua_tointeger(L, -2) > count)
            box_error(L, origin(reading), "%s: the list has a hole, or a key that is no name", reading->what);
    }
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, index, i) == LUA_TNIL)
            box_error(L, origin(reading), "%s: item %d of the list is nil (a name that is not defined?)",
                      reading->what, (int)i);
        lua_pop(L, 1);
    }
    for (int i = 1; i < keys.count; i++)
        for (int k = i; k > 0 && strcmp(keys.items[k - 1], keys.items[k]) > 0; k--) {
            const char *key = keys.items[k];
            keys.items[k] = keys.items[k - 1];
            keys.items[k - 1] = key;
        }
    return keys;
}

/* ---- an object ---- */

static const struct field *positional(const struct kind *kind, int number) {
    for (const struct field *field = kind->fields; field->name; field++)
        if ((field->rule & POSITIONAL) && --number == 0)
            return field;
    return NULL;
}

/* The items of the array part that belong to the object's own fields. A column's first item is its name. */
static void read_positional(struct reading *reading, int index, bool named) {
    lua_State *L = reading->declaration->L;
    const struct field *first = positional(reading->kind, 1);
    if (first && field_is_list(first)) {
        if (lua_rawlen(L, index))
            set_field(reading, first, index);
        return;
    }
    for (lua_Integer i = named ? 2 : 1, count = (lua_Integer)lua_rawlen(L, index); i <= count; i++) {
        const struct field *field = positional(reading->kind, (int)i - named);
        lua_rawgeti(L, index, i);
        if (!field)
            box_error(L, origin(reading), "%s: item %d of its list (a %s) means nothing here", reading->what, (int)i,
                      luaL_typename(L, -1));
        set_field(reading, field, lua_gettop(L));
        lua_pop(L, 1);
    }
}

/* A value that is no table: the first positional field; or true; or the name of one of its flags ("always"). */
static void read_plain(struct reading *reading, int index) {
    lua_State *L = reading->declaration->L;
    const struct field *first = positional(reading->kind, 1);
    if (lua_isboolean(L, index) && lua_toboolean(L, index))
        return;
    if (lua_type(L, index) == LUA_TSTRING && !first) {
        const struct field *flag = kind_field(reading->kind, lua_tostring(L, index));
        if (flag && field_is_bool(flag)) {
            reading->object->has |= field_bit(reading->kind, flag);
            field_set_bool(reading->object, flag, true);
            return;
        }
    }
    if (!first)
        box_error(L, origin(reading), "%s wants a table", reading->what);
    set_field(reading, first, index);
}

static bool holds_columns(const struct kind *kind) {
    return kind_of_key(kind, "#") != NULL;
}

static bool is_column(const struct kind *kind) {
    return kind->key && strcmp(kind->key, "#") == 0;
}

/* Fields, the name inside and the hint of a rename. What is left for the second pass: kinds within. */
static void read_fields(struct reading *reading, int index, const struct list *keys) {
    lua_State *L = reading->declaration->L;
    if (!holds_columns(reading->kind))
        read_positional(reading, index, is_column(reading->kind));
    for (int i = 0; i < keys->count; i++) {
        const char *key = keys->items[i];
        const struct field *field = kind_field(reading->kind, key);
        lua_getfield(L, index, key);
        int value = lua_gettop(L);
        if (field && !(field->rule & SEEN)) {
            set_field(reading, field, value);
        } else if (strcmp(key, "renamed_from") == 0 || strcmp(key, "name") == 0) {
            if (lua_type(L, value) != LUA_TSTRING)
                wrong_value(reading, key, "a string", value);
            if (*key == 'r')
                reading->object->renamed_from = read_string(reading, key, value);
        } else if (!kind_of_key(reading->kind, key) && !(is_column(reading->kind) && kind_of_column_key(key))) {
            unknown_key(reading, key);
        }
        lua_pop(L, 1);
    }
}

/* The name written inside: `name = "..."`, or a column's first item. */
static const char *name_inside(struct reading *reading, int index) {
    lua_State *L = reading->declaration->L;
    if (!lua_istable(L, index) || marker_sql(L, index))
        return NULL;
    const char *name = NULL;
    if (is_column(reading->kind)) {
        lua_rawgeti(L, index, 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            box_error(L, origin(reading), "%s: a column begins with its name, as in { \"id\", \"bigint\" }",
                      reading->what);
    } else if (lua_getfield(L, index, "name") != LUA_TSTRING) {
        lua_pop(L, 1);
        return NULL;
    }
    size_t size;
    lua_tolstring(L, -1, &size);
    check_name(reading->declaration, origin(reading), lua_tostring(L, -1), size);
    name = arena_copy(reading->declaration->graph->arena, lua_tostring(L, -1));
    lua_pop(L, 1);
    return name;
}

static bool is_taken(struct graph *graph, const struct kind *kind, struct object *parent, const char *name) {
    struct object *schema = parent;
    while (schema->parent)
        schema = schema->parent;
    for (int i = 0; kinds[i]; i++) {
        bool shares = kind->space && kinds[i]->space && strcmp(kind->space, kinds[i]->space) == 0;
        if ((shares || kinds[i] == kind) &&
            (graph_find(graph, kinds[i], parent, name) || graph_find(graph, kinds[i], schema, name)))
            return true;
    }
    return false;
}

/* PostgreSQL's name for it, with a number if that is taken; NULL: an expression decides. */
static const char *make_name(struct reading *reading) {
    struct object *object = reading->object;
    struct graph *graph = reading->declaration->graph;
    struct list columns = {0};
    const struct object *table = object->parent;
    if (is_column(object->parent->kind)) {
        list_add(graph->arena, &columns, object->parent->name);
        table = object->parent->parent;
    } else if (reading->for_column) {
        list_add(graph->arena, &columns, reading->for_column);
    } else if (field_is_list(&object->kind->fields[0])) {
        columns = *field_list(object, &object->kind->fields[0]);
    }
    object->default_name = true;
    const char *name = object->kind->default_name(graph->arena, object, table->name, &columns);
    const char *stem = name;
    for (int number = 1; name && is_taken(graph, object->kind, object->parent, name); number++)
        name = arena_printf(graph->arena, "%s%d", stem, number);
    return name;
}

static void twice(struct reading *reading, const char *name) {
    struct declaration *declaration = reading->declaration;
    struct object *other = graph_find(declaration->graph, reading->kind, reading->object->parent, name);
    const char *owner = other->owner && declaration->owner && strcmp(other->owner, declaration->owner) != 0
                            ? other->owner
                            : NULL;
    box_error(declaration->L, origin(reading), "%s is declared twice: here and at %s%s%s%s",
              object_title(declaration->graph->arena, other), other->origin ? other->origin : "the same place",
              owner ? " (by " : "", owner ? owner : "", owner ? "); prefix the name with the organisation's" : "");
}

/* Puts the object that has been read into the graph, under the name it has or is given. */
static struct object *settle_in(struct reading *reading, const char *name) {
    struct graph *graph = reading->declaration->graph;
    struct object *draft = reading->object;
    if (!name && draft->kind->default_name)
        name = make_name(reading);
    else if (!name && draft->kind->single)
        name = draft->kind->name;
    else if (!name)
        box_error(reading->declaration->L, origin(reading), "%s has no name: write name = \"...\"", reading->what);
    struct object *object = graph_add(graph, draft->kind, draft->parent, name);
    if (!object) {
        twice(reading, name);
        return NULL;
    }
    for (const struct field *field = draft->kind->fields; field->name; field++)
        field_copy(object, draft, field);
    object->has = draft->has;
    object->renamed_from = draft->renamed_from;
    object->default_name = draft->default_name;
    object->owner = reading->declaration->owner;
    object->origin = origin(reading);
    reading->object = object;
    return object;
}

static struct object *read_object(struct reading reading, struct object *parent, const char *name, int index);

static struct reading within(const struct reading *reading, const struct kind *kind, int line,
                             const struct places *places) {
    struct arena *arena = reading->declaration->graph->arena;
    return (struct reading){
        .declaration = reading->declaration,
        .places = places,
        .line = line ? line : reading->line,
        .kind = kind,
        .what = arena_printf(arena, "%s of %s", kind->key && *kind->key != '#' ? kind->key : "a column", reading->what),
    };
}

/* Columns; a list among them is spliced in. */
static void read_columns(const struct reading *reading, const struct kind *kind, struct object *table, int index,
                         const struct places *places) {
    lua_State *L = reading->declaration->L;
    luaL_checkstack(L, 8, "lists within lists");
    for (lua_Integer i = 1, count = (lua_Integer)lua_rawlen(L, index); i <= count; i++) {
        lua_rawgeti(L, index, i);
        int item = lua_gettop(L);
        int line = places ? places_item_line(places, (int)i) : 0;
        if (!lua_istable(L, item) || marker_sql(L, item))
            box_error(L, origin_at(reading->declaration, line ? line : reading->line),
                      "%s: item %d is a %s; a column is a table: { \"name\", \"type\" }", reading->what, (int)i,
                      luaL_typename(L, item));
        bool spliced = lua_rawgeti(L, item, 1) == LUA_TTABLE || (lua_isnil(L, -1) && lua_rawlen(L, item) == 0);
        lua_pop(L, 1);
        const struct places *inner = places ? places_item(places, (int)i) : NULL;
        struct reading next = within(reading, kind, line, inner);
        if (spliced && lua_rawlen(L, item))
            read_columns(&next, kind, table, item, inner);
        else
            read_object(next, table, NULL, item);
        lua_pop(L, 1);
    }
}

/* A list of definitions, or name = definition. */
static void read_members(const struct reading *reading, const struct kind *kind, struct object *parent, int index,
                         const char *key) {
    lua_State *L = reading->declaration->L;
    const struct places *places = reading->places ? places_key(reading->places, key) : NULL;
    const struct field *first = positional(kind, 1);
    struct reading all = within(reading, kind, key_line(reading, key), places);
    if (!lua_istable(L, index))
        wrong_value(reading, key, "a table", index);
    struct list names = string_keys(&all, index);
    for (lua_Integer i = 1, count = (lua_Integer)lua_rawlen(L, index); i <= count; i++) {
        lua_rawgeti(L, index, i);
        if (lua_type(L, -1) == LUA_TSTRING && first && field_is_list(first))
            box_error(L, origin(&all), "%s: each item is a table: %s = { { \"%s\" } }", reading->what, key,
                      lua_tostring(L, -1));
        struct reading next = within(reading, kind, places ? places_item_line(places, (int)i) : all.line,
                                     places ? places_item(places, (int)i) : NULL);
        read_object(next, parent, NULL, lua_gettop(L));
        lua_pop(L, 1);
    }
    for (int i = 0; i < names.count; i++) {
        const char *name = names.items[i];
        lua_getfield(L, index, name);
        struct reading next = within(reading, kind, places ? places_key_line(places, name) : all.line,
                                     places ? places_key(places, name) : NULL);
        check_name(reading->declaration, origin(&next), name, strlen(name));
        read_object(next, parent, name, lua_gettop(L));
        lua_pop(L, 1);
    }
}

/* `unique = true`, `references = "clients.id"` in a column: a kind of the table, with this column put in. */
static void read_for_column(const struct reading *reading, const struct kind *kind, int index, const char *key) {
    lua_State *L = reading->declaration->L;
    if (lua_isboolean(L, index) && !lua_toboolean(L, index))
        return;
    struct reading next =
        within(reading, kind, key_line(reading, key), reading->places ? places_key(reading->places, key) : NULL);
    next.for_column = reading->object->name;
    next.what = arena_printf(reading->declaration->graph->arena, "%s of %s", key, reading->what);
    read_object(next, reading->object->parent, NULL, index);
}

static void read_within(struct reading *reading, int index, const struct list *keys) {
    lua_State *L = reading->declaration->L;
    const struct kind *columns = kind_of_key(reading->kind, "#");
    if (columns)
        read_columns(reading, columns, reading->object, index, reading->places);
    for (int i = 0; i < keys->count; i++) {
        const char *key = keys->items[i];
        if (kind_field(reading->kind, key))
            continue;
        const struct kind *kind = kind_of_key(reading->kind, key);
        lua_getfield(L, index, key);
        int value = lua_gettop(L);
        if (kind && kind->single && !(lua_isboolean(L, value) && !lua_toboolean(L, value)))
            read_object(within(reading, kind, key_line(reading, key),
                               reading->places ? places_key(reading->places, key) : NULL),
                        reading->object, NULL, value);
        else if (kind && !kind->single)
            read_members(reading, kind, reading->object, value, key);
        else if (!kind && is_column(reading->kind) && kind_of_column_key(key))
            read_for_column(reading, kind_of_column_key(key), value, key);
        lua_pop(L, 1);
    }
}

static struct object *read_object(struct reading reading, struct object *parent, const char *name, int index) {
    lua_State *L = reading.declaration->L;
    struct graph *graph = reading.declaration->graph;
    luaL_checkstack(L, 16, "tables within tables");
    struct list keys = {0};
    reading.object = graph_loose(graph, reading.kind, parent, NULL);
    bool is_table = lua_istable(L, index) && !marker_sql(L, index);
    if (!name)
        name = name_inside(&reading, index);
    if (name)
        reading.what = arena_printf(graph->arena, "%s %s", reading.kind->name, name);
    if (reading.for_column) {
        const struct field *columns = kind_field(reading.kind, "columns");
        struct list list = {0};
        list_add(graph->arena, &list, reading.for_column);
        if (columns)
            field_set_list(reading.object, columns, list);
    }
    if (is_table) {
        keys = string_keys(&reading, index);
        read_fields(&reading, index, &keys);
    } else {
        read_plain(&reading, index);
    }
    if (is_column(reading.kind) && !field_text(reading.object, &reading.kind->fields[0]))
        box_error(L, origin(&reading), "%s has no type, as in { \"%s\", \"text\" }", reading.what, name);
    struct object *object = settle_in(&reading, name);
    struct fail fail = {0};
    if (is_table)
        read_within(&reading, index, &keys);
    if (object->kind->finish && !object->kind->finish(graph, object, &fail))
        box_raise(L, &fail);
    return object;
}

struct object *declaration_read(struct declaration *declaration, const struct kind *kind, struct object *parent,
                                const char *name, int index, const struct places *places) {
    struct reading reading = {
        .declaration = declaration,
        .places = places,
        .line = declaration->line,
        .kind = kind,
        .what = kind->name,
    };
    return read_object(reading, parent, name, lua_absindex(declaration->L, index));
}

struct object *declaration_read_fields(struct declaration *declaration, const struct kind *kind,
                                       struct object *parent, const char *name, int index) {
    struct reading reading = {
        .declaration = declaration,
        .line = declaration->line,
        .kind = kind,
        .what = arena_printf(declaration->graph->arena, "%s %s", kind->name, name ? name : ""),
    };
    lua_State *L = declaration->L;
    index = lua_absindex(L, index);
    reading.object = graph_loose(declaration->graph, kind, parent, name);
    reading.object->origin = origin(&reading);
    if (lua_istable(L, index) && !marker_sql(L, index) && !marker_is_none(L, index)) {
        struct list keys = string_keys(&reading, index);
        const struct field *first = positional(kind, 1);
        if (first && lua_rawlen(L, index)) {
            if (field_is_list(first))
                set_field(&reading, first, index);
            else
                read_positional(&reading, index, false);
        }
        for (int i = 0; i < keys.count; i++) {
            const struct field *field = kind_field(kind, keys.items[i]);
            if (!field)
                unknown_key(&reading, keys.items[i]);
            lua_getfield(L, index, keys.items[i]);
            set_field(&reading, field, lua_gettop(L));
            lua_pop(L, 1);
        }
    } else {
        read_plain(&reading, index);
    }
    return reading.object;
}
