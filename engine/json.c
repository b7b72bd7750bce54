#include "luamig/json.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/decimal.h"

/* Names of metatables in the registry, and what Lua's messages call such a value. */
#define ARRAY  "json.array"
#define NUMBER "json.number"

static const char null_mark; /* whose address is null */

void json_push_null(lua_State *L) {
    lua_pushlightuserdata(L, (void *)&null_mark);
}

bool json_is_null(lua_State *L, int index) {
    return lua_islightuserdata(L, index) && lua_touserdata(L, index) == &null_mark;
}

bool json_is_number(lua_State *L, int index) {
    return luaL_testudata(L, index, NUMBER);
}

const char *json_number_text(lua_State *L, int index, size_t *size) {
    *size = lua_rawlen(L, index);
    return lua_touserdata(L, index);
}

static int number_tostring(lua_State *L) {
    luaL_checkudata(L, 1, NUMBER);
    size_t size;
    const char *text = json_number_text(L, 1, &size);
    lua_pushlstring(L, text, size);
    return 1;
}

/* Equal if they are written alike: 1.0 is not 1.00, since the document told them apart. */
static int number_equal(lua_State *L) {
    bool equal = json_is_number(L, 1) && json_is_number(L, 2);
    if (equal) {
        size_t one, two;
        const char *a = json_number_text(L, 1, &one), *b = json_number_text(L, 2, &two);
        equal = one == two && memcmp(a, b, one) == 0;
    }
    lua_pushboolean(L, equal);
    return 1;
}

/* Pushes the metatable; true if it is new. Files see its name in its stead, and cannot change it. */
static bool push_metatable(lua_State *L, const char *name) {
    bool fresh = luaL_newmetatable(L, name);
    if (fresh) {
        lua_pushstring(L, name);
        lua_setfield(L, -2, "__metatable");
    }
    return fresh;
}

void json_push_number(lua_State *L, const char *text, size_t size) {
    static const luaL_Reg metamethods[] = {
        {"__tostring", number_tostring}, {"__eq", number_equal}, {NULL, NULL}};
    luaL_checkstack(L, 4, "json");
    memcpy(lua_newuserdatauv(L, size, 0), text, size);
    if (push_metatable(L, NUMBER))
        luaL_setfuncs(L, metamethods, 0);
    lua_setmetatable(L, -2);
}

bool json_is_array(lua_State *L, int index) {
    if (!lua_istable(L, index) || !lua_getmetatable(L, index))
        return false;
    luaL_getmetatable(L, ARRAY);
    bool marked = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return marked;
}

void json_mark_array(lua_State *L, int index) {
    index = lua_absindex(L, index);
    push_metatable(L, ARRAY);
    lua_setmetatable(L, index);
}

static int library_encode(lua_State *L) {
    luaL_checkany(L, 1);
    json_push_encoded(L, 1);
    return 1;
}

static int library_decode(lua_State *L) {
    size_t size;
    luaL_checktype(L, 1, LUA_TSTRING);
    const char *text = lua_tolstring(L, 1, &size);
    json_decode(L, text, size);
    return 1;
}

static int library_array(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    if (!json_is_array(L, 1) && lua_getmetatable(L, 1))
        return luaL_argerror(L, 1, "the table has a metatable of its own");
    lua_settop(L, 1);
    json_mark_array(L, 1);
    return 1;
}

static int library_number(lua_State *L) {
    size_t size;
    const char *text = luaL_checklstring(L, 1, &size);
    if (size == 0 || decimal_size(text, size) != size)
        return luaL_argerror(L, 1, "not a number as JSON writes it");
    json_push_number(L, text, size);
    return 1;
}

static int null_tostring(lua_State *L) {
    lua_pushliteral(L, "null");
    return 1;
}

/* All light userdata of a state share one metatable; null is the only one that a file can hold. */
static void name_null(lua_State *L) {
    json_push_null(L);
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, null_tostring);
    lua_setfield(L, -2, "__tostring");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void json_push_library(lua_State *L) {
    static const luaL_Reg library[] = {{"encode", library_encode},
                                       {"decode", library_decode},
                                       {"array", library_array},
                                       {"number", library_number},
                                       {NULL, NULL}};
    name_null(L);
    luaL_newlib(L, library);
    json_push_null(L);
    lua_setfield(L, -2, "null");
}
