#include "luamig/value.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/decimal.h"
#include "luamig/json.h"
#include "luamig/marker.h"

/* Wrapped values are userdata with the value behind them: no table of a user's can be taken for one. */
static const char ARRAY[] = "luamig.array", BYTES[] = "luamig.bytes";

enum { MOST_DIMENSIONS = 6 }; /* MAXDIM in PostgreSQL's array.h */

/* ---- Words ---- */

static int wrap(lua_State *L, const char *kind, int type, const char *message) {
    if (lua_type(L, 1) != type)
        return box_error(L, box_origin(L, 1), "%s", message);
    lua_newuserdatauv(L, 0, 1);
    if (luaL_newmetatable(L, kind)) {
        lua_pushboolean(L, false);
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

static int word_array(lua_State *L) {
    return wrap(L, ARRAY, LUA_TTABLE, "db.array is given a list: db.array { 1, 2, 3 }");
}

static int word_bytes(lua_State *L) {
    return wrap(L, BYTES, LUA_TSTRING, "db.bytes is given a string");
}

void value_push_array_word(lua_State *L) {
    lua_pushcfunction(L, word_array);
}

void value_push_bytes_word(lua_State *L) {
    lua_pushcfunction(L, word_bytes);
}

/* ---- To PostgreSQL ---- */

void values_begin(struct values *values, struct arena *arena) {
    *values = (struct values){.arena = arena, .text = text_new(arena)};
}

void values_clear(struct values *values) {
    text_clear(&values->text);
    values->count = 0;
}

/* printf() would take most of the time of a copy. */
static void add_integer(struct text *text, long long number) {
    char digits[24], *at = digits + sizeof digits;
    unsigned long long rest = number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--at = '-';
    text_add_bytes(text, at, (size_t)(digits + sizeof digits - at));
}

static void add_float(struct text *text, double number) {
    char digits[DECIMAL_ROOM];
    if (isnan(number))
        text_add(text, "NaN");
    else if (isinf(number))
        text_add(text, number > 0 ? "Infinity" : "-Infinity");
    else if (floor(number) == number && fabs(number) < 1e18 && (number != 0 || !signbit(number)))
        add_integer(text, (long long)number); /* "100.0" would be no integer */
    else {
        decimal_write(digits, number);
        text_add(text, digits);
    }
}

static void add_hex(struct text *text, const char *bytes, size_t size) {
    static const char digits[] = "0123456789abcdef";
    text_add(text, "\\x");
    for (size_t i = 0; i < size; i++) {
        text_add_char(text, digits[(unsigned char)bytes[i] >> 4]);
        text_add_char(text, digits[(unsigned char)bytes[i] & 15]);
    }
}

static void refuse(lua_State *L, const char *name, const char *why) {
    box_error(L, box_origin(L, 1), "%s %s", name, why);
}

/* Numbers, booleans, json.number and db.bytes; false: the value is none of these. */
static bool add_scalar(struct text *text, lua_State *L, int index) {
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        if (lua_isinteger(L, index))
            add_integer(text, lua_tointeger(L, index));
        else
            add_float(text, lua_tonumber(L, index));
        return true;
    case LUA_TBOOLEAN:
        text_add(text, lua_toboolean(L, index) ? "true" : "false");
        return true;
    case LUA_TUSERDATA:
        break;
    default:
        return false;
    }
    size_t size;
    if (json_is_number(L, index)) {
        const char *number = json_number_text(L, index, &size);
        text_add_bytes(text, number, size);
        return true;
    }
    if (!luaL_testudata(L, index, BYTES))
        return false;
    lua_getiuservalue(L, index, 1);
    const char *bytes = lua_tolstring(L, -1, &size);
    add_hex(text, bytes, size);
    lua_pop(L, 1);
    return true;
}

static void add_array_string(struct text *text, const char *string, size_t size) {
    text_add_char(text, '"');
    for (size_t i = 0; i < size; i++) {
        if (string[i] == '"' || string[i] == '\\')
            text_add_char(text, '\\');
        text_add_char(text, string[i]);
    }
    text_add_char(text, '"');
}

static bool is_list(lua_State *L, int index) {
    return lua_istable(L, index) && !json_is_array(L, index) && lua_rawlen(L, index) > 0;
}

/* A list without holes and other keys. */
static size_t list_size(lua_State *L, int index, const char *name) {
    size_t size = lua_rawlen(L, index), keys = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        keys++;
        if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1 || (size_t)lua_tointeger(L, -2) > size)
            refuse(L, name, "is an array with a key that is no place in it, or with a hole: NULL is db.null");
    }
    if (keys != size)
        refuse(L, name, "is an array with a hole: NULL is db.null");
    return size;
}

static void add_array(struct text *text, lua_State *L, int index, const char *name, int depth);

static void add_element(struct text *text, lua_State *L, int index, const char *name, int depth) {
    size_t size;
    if (json_is_null(L, index)) {
        text_add(text, "NULL");
    } else if (lua_type(L, index) == LUA_TSTRING) {
        const char *string = lua_tolstring(L, index, &size);
        if (memchr(string, '\0', size))
            refuse(L, name, "holds a NUL byte, which text cannot; bytea is written db.bytes(...)");
        add_array_string(text, string, size);
    } else if (is_list(L, index)) {
        add_array(text, L, index, name, depth + 1);
    } else if (lua_istable(L, index)) {
        json_push_encoded(L, index);
        const char *json = lua_tolstring(L, -1, &size);
        add_array_string(text, json, size);
        lua_pop(L, 1);
    } else {
        size_t before = text->size;
        if (!add_scalar(text, L, index))
            refuse(L, name, "holds what PostgreSQL has no value for");
        if (text->data[before] == '\\') { /* bytes: the array's own syntax takes one backslash away */
            char *hex = arena_copy(text->arena, text->data + before);
            text->size = before;
            add_array_string(text, hex, strlen(hex));
        }
    }
}

static void add_array(struct text *text, lua_State *L, int index, const char *name, int depth) {
    if (depth >= MOST_DIMENSIONS)
        refuse(L, name, "is an array of more than 6 dimensions");
    luaL_checkstack(L, 8, NULL);
    size_t size = list_size(L, index, name);
    text_add_char(text, '{');
    for (size_t i = 1; i <= size; i++) {
        if (i > 1)
            text_add_char(text, ',');
        lua_rawgeti(L, index, (lua_Integer)i);
        add_element(text, L, lua_gettop(L), name, depth);
        lua_pop(L, 1);
    }
    text_add_char(text, '}');
}

static struct value *new_value(struct values *values) {
    size_t count = (size_t)values->count;
    if (count == values->room) {
        size_t room = values->room ? values->room * 2 : 8;
        struct value *items = arena_alloc(values->arena, room * sizeof *items);
        if (count)
            memcpy(items, values->items, count * sizeof *items);
        values->items = items;
        values->strings = arena_alloc(values->arena, room * sizeof *values->strings);
        values->room = room;
    }
    values->count++;
    values->items[count] = (struct value){.offset = values->text.size};
    return &values->items[count];
}

static void add_composed(struct values *values, lua_State *L, int index, const char *name) {
    struct text *text = &values->text;
    if (luaL_testudata(L, index, ARRAY)) {
        lua_getiuservalue(L, index, 1);
        add_array(text, L, lua_gettop(L), name, 0);
        lua_pop(L, 1);
    } else if (lua_istable(L, index)) {
        json_encode(L, index, text);
    } else if (!add_scalar(text, L, index)) {
        if (marker_sql(L, index))
            refuse(L, name, "is an expression: write it in the statement's text");
        else
            refuse(L, name,
                   lua_pushfstring(L, "is a %s, which PostgreSQL has no value for", luaL_typename(L, index)));
    }
    text_add_char(text, '\0');
}

void values_add(struct values *values, lua_State *L, int index, const char *name) {
    index = lua_absindex(L, index);
    struct value *value = new_value(values);
    if (lua_isnoneornil(L, index) || json_is_null(L, index)) {
        value->null = true;
    } else if (lua_type(L, index) == LUA_TSTRING) {
        size_t size;
        value->string = lua_tolstring(L, index, &size);
        if (memchr(value->string, '\0', size))
            refuse(L, name, "holds a NUL byte, which text cannot; bytea is written db.bytes(...)");
    } else {
        add_composed(values, L, index, name);
    }
}

struct params values_params(struct values *values) {
    for (int i = 0; i < values->count; i++) {
        const struct value *value = &values->items[i];
        values->strings[i] = value->null     ? NULL
                             : value->string ? value->string
                                             : values->text.data + value->offset;
    }
    return (struct params){.count = values->count, .values = values->strings};
}
