#include "luamig/globals.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/complaint.h"
#include "luamig/coroutine.h"
#include "luamig/nearest.h"
#include "luamig/require.h"

/* ---- pairs in order ---- */

/* Numbers, then strings by their bytes, then the rest as they come: Lua's own order differs in each run. */
struct key {
    enum { NUMBER, STRING, OTHER } kind;
    long double number; /* holds every integer and every float of Lua exactly */
    const char *bytes;
    size_t size;
    lua_Integer at; /* in the list of keys as they came */
};

static int compare_keys(const void *left, const void *right) {
    const struct key *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind == NUMBER)
        return (a->number > b->number) - (a->number < b->number);
    if (a->kind == STRING) {
        int order = memcmp(a->bytes, b->bytes, a->size < b->size ? a->size : b->size);
        return order ? order : (a->size > b->size) - (a->size < b->size);
    }
    return (a->at > b->at) - (a->at < b->at);
}

static struct key read_key(lua_State *L, int index, lua_Integer at) {
    struct key key = {.kind = OTHER, .at = at};
    if (lua_type(L, index) == LUA_TNUMBER) {
        key.kind = NUMBER;
        key.number = lua_isinteger(L, index) ? (long double)lua_tointeger(L, index) : lua_tonumber(L, index);
    } else if (lua_type(L, index) == LUA_TSTRING) {
        key.kind = STRING;
        key.bytes = lua_tolstring(L, index, &key.size);
    }
    return key;
}

/* Pushes a list of the keys of the table at 1, in order. */
static void push_keys(lua_State *L) {
    lua_Integer count = 0;
    lua_newtable(L);
    int came = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        lua_pushvalue(L, -2);
        lua_rawseti(L, came, ++count);
    }
    struct key *keys = lua_newuserdatauv(L, (size_t)count * sizeof *keys + 1, 0);
    bool sorted = true;
    for (lua_Integer i = 0; i < count; i++) {
        lua_rawgeti(L, came, i + 1);
        keys[i] = read_key(L, -1, i + 1);
        lua_pop(L, 1);
        sorted = sorted && (i == 0 || compare_keys(&keys[i - 1], &keys[i]) <= 0);
    }
    if (sorted) {
        lua_pop(L, 1);
        return;
    }
    qsort(keys, (size_t)count, sizeof *keys, compare_keys);
    lua_createtable(L, count < 1 << 20 ? (int)count : 0, 0);
    for (lua_Integer i = 0; i < count; i++) {
        lua_rawgeti(L, came, keys[i].at);
        lua_rawseti(L, -2, i + 1);
    }
}

/* Upvalues: the table, its keys, how many are spent. What was set to nil meanwhile is passed over, as next()
 * does. */
static int next_pair(lua_State *L) {
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
    for (;;) {
        if (lua_rawgeti(L, lua_upvalueindex(2), ++at) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, -1);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
            break;
        lua_pop(L, 2);
    }
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(3));
    return 2;
}

static int pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    push_keys(L);
    lua_replace(L, 3);
    lua_settop(L, 3);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 3);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* ---- Functions in place of Lua's ---- */

/* Lua marks an object for finalization only here, and hooks do not reach finalizers. */
static int set_metatable(lua_State *L) {
    int type = lua_type(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
        return luaL_error(L, "cannot change a protected metatable");
    if (type == LUA_TTABLE) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL)
            return luaL_error(L, "a metatable may have no __gc here");
    }
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

/* rawset reaches past the metatable of the environment; it must not be a way to make globals. */
static int raw_set(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    box_environment(L);
    if (lua_rawequal(L, 1, 4))
        return luaL_error(L, "globals cannot be assigned here: use local");
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 1;
}

static void give_line(const struct box *box, const char *bytes, size_t size) {
    struct arena *arena = arena_new();
    struct text line = text_new(arena);
    complaint_expand(box, &line, bytes, size);
    if (box->print)
        box->print(box->print_context, line.data);
    else
        fprintf(stderr, "%s\n", line.data);
    arena_free(arena);
}

static int print(lua_State *L) {
    int count = lua_gettop(L);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (int i = 1; i <= count; i++) {
        if (i > 1)
            luaL_addchar(&buffer, '\t');
        luaL_tolstring(L, i, NULL);
        luaL_addvalue(&buffer);
    }
    luaL_pushresult(&buffer);
    size_t size;
    const char *bytes = lua_tolstring(L, -1, &size);
    box_charge(L, (long long)size); /* nobody wants to read more than 100 MB */
    give_line(box_of(L), bytes, size);
    return 0;
}

/* ---- The environment ---- */

static const char *use_name(enum box_use use) {
    return use == BOX_MODELS ? "models.lua" : use == BOX_PROJECT ? "luamig.lua" : "a revision";
}

/* Names that a Lua programmer expects and that are left out on purpose. */
static bool is_left_out(const char *name) {
    static const char *const names[] = {"os",       "io",     "debug",      "package",        "load",
                                        "loadfile", "dofile", "loadstring", "collectgarbage", "warn",
                                        "require"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* The known word that is nearest: a global, or a word of the language (flase). */
static const char *nearest_name(lua_State *L, const char *name) {
    const char *words[256] = {"true", "false", "nil", "not", "and", "or", "function", "local", "return"};
    int count = 9;
    lua_pushglobaltable(L);
    for (lua_pushnil(L); count < 256 && lua_next(L, -2); lua_pop(L, 1))
        if (lua_type(L, -2) == LUA_TSTRING)
            words[count++] = lua_tostring(L, -2);
    return nearest(name, words, count);
}

static int unknown_name(lua_State *L) {
    struct box *box = box_of(L);
    struct fail fail = {0};
    const char *origin = box_origin(L, 1);
    if (lua_type(L, 2) != LUA_TSTRING)
        return box_error(L, origin, "unknown name of type %s", luaL_typename(L, 2));
    const char *name = lua_tostring(L, 2);
    if (is_left_out(name)) {
        fail_at(&fail, origin, "%s has no '%s'", use_name(box->use), name);
        return box_raise(L, &fail);
    }
    const char *near = nearest_name(L, name);
    fail_at(&fail, origin, "unknown name '%s'", name);
    if (near)
        fail_hint(&fail, "did you mean '%s'?", near);
    return box_raise(L, &fail);
}

static int refuse_global(lua_State *L) {
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2);
    return box_error(L, box_origin(L, 1), "'%s' is assigned as a global: use local", name);
}

/* The table of globals raises what it does not know. The file sees it through an empty table, its _ENV, so
 * that each assignment is one of an unknown name. */
static void push_environment(lua_State *L) {
    lua_pushglobaltable(L);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, unknown_name);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);

    lua_newtable(L);
    lua_createtable(L, 0, 3);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse_global);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);

    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "_G");
    lua_remove(L, -2);
}

static void remove_fields(lua_State *L, const char *const *names) {
    for (; *names; names++) {
        lua_pushnil(L);
        lua_setfield(L, -2, *names);
    }
}

static void open_base(lua_State *L) {
    static const char *const absent[] = {"dofile", "loadfile", "load", "collectgarbage", "warn", NULL};
    static const luaL_Reg own[] = {{"setmetatable", set_metatable},
                                   {"rawset", raw_set},
                                   {"pairs", pairs},
                                   {"print", print},
                                   {NULL, NULL}};
    luaL_requiref(L, LUA_GNAME, luaopen_base, false);
    remove_fields(L, absent);
    luaL_setfuncs(L, own, 0);
    lua_pop(L, 1);
}

static void open_string(lua_State *L) {
    static const char *const absent[] = {"dump", NULL};
    luaL_requiref(L, LUA_STRLIBNAME, luaopen_string, true);
    remove_fields(L, absent);
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 3);
}

static void open_math(lua_State *L, enum box_use use) {
    static const char *const absent[] = {"random", "randomseed", NULL};
    luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, true);
    if (use != BOX_REVISION)
        remove_fields(L, absent);
    lua_pop(L, 1);
}

void globals_open(struct box *box) {
    lua_State *L = box->L;
    open_base(L);
    open_string(L);
    open_math(L, box->use);
    luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, true);
    luaL_requiref(L, LUA_UTF8LIBNAME, luaopen_utf8, true);
    coroutine_open(L);
    lua_setglobal(L, LUA_COLIBNAME);
    if (box->file.folder) {
        require_open(L);
        lua_setglobal(L, "require");
    }
    lua_settop(L, 0);
    push_environment(L);
}
