#include "luamig/marker.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/box.h"

/* An expression is a userdata that holds its text and has this metatable: no table that a user writes can be
 * taken for one. */
static const char EXPRESSION[] = "luamig.sql";
static const char none;

void marker_push_none(lua_State *L) {
    lua_pushlightuserdata(L, (void *)&none);
}

bool marker_is_none(lua_State *L, int index) {
    return lua_touserdata(L, index) == (const void *)&none;
}

static int expression_tostring(lua_State *L) {
    lua_pushstring(L, marker_sql(L, 1));
    return 1;
}

static int expression_equal(lua_State *L) {
    const char *a = marker_sql(L, 1), *b = marker_sql(L, 2);
    lua_pushboolean(L, a && b && strcmp(a, b) == 0);
    return 1;
}

static void push_expression(lua_State *L, const char *text, size_t size) {
    memcpy(lua_newuserdatauv(L, size + 1, 0), text, size + 1);
    if (luaL_newmetatable(L, EXPRESSION)) {
        lua_pushcfunction(L, expression_tostring);
        lua_setfield(L, -2, "__tostring");
        lua_pushcfunction(L, expression_equal);
        lua_setfield(L, -2, "__eq");
        lua_pushboolean(L, false);
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2);
}

static int word_sql(lua_State *L) {
    size_t size = 0;
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &size) : NULL;
    const char *wrong = !text                             ? "sql is followed by a string: sql \"now()\""
                        : strlen(text) != size            ? "the text of sql holds a NUL byte"
                        : strspn(text, " \t\r\n") == size ? "the text of sql is empty"
                                                          : NULL;
    if (wrong)
        return box_error(L, box_origin(L, 1), "%s", wrong);
    push_expression(L, text, size);
    return 1;
}

static int word_now(lua_State *L) {
    push_expression(L, "now()", strlen("now()"));
    return 1;
}

void marker_push_sql(lua_State *L) {
    lua_pushcfunction(L, word_sql);
}

void marker_push_now(lua_State *L) {
    lua_pushcfunction(L, word_now);
}

const char *marker_sql(lua_State *L, int index) {
    return luaL_testudata(L, index, EXPRESSION);
}
