#include "luamig/coroutine.h"

#include <lauxlib.h>
#include <lualib.h>

enum { CREATION = 1000 }; /* instructions that a coroutine costs, since it counts its own from 0 */

/* What the continuation has to know; the coroutine itself is argument 1 of resume, upvalue 1 of wrap's
 * function. */
enum { RESUMED, WRAPPED };

static lua_State *check_coroutine(lua_State *L, int index) {
    lua_State *coroutine = lua_tothread(L, index);
    luaL_argexpected(L, coroutine, index, "coroutine");
    return coroutine;
}

static int create(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    box_charge(L, CREATION);
    lua_State *coroutine = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, coroutine, 1);
    return 1;
}

/* resume: true and the results, or false and the error. */
static int give_resumed(lua_State *L, lua_State *coroutine, int status, int results) {
    bool done = status == LUA_OK || status == LUA_YIELD;
    if (done && !lua_checkstack(L, results + 1)) {
        lua_pop(coroutine, results);
        done = false;
        lua_pushliteral(L, "too many results to resume");
    } else {
        lua_xmove(coroutine, L, done ? results : 1);
    }
    lua_pushboolean(L, done);
    lua_insert(L, done ? -(results + 1) : -2);
    return done ? results + 1 : 2;
}

/* wrap: the results, or the error raised anew; it has its place already. */
static int give_wrapped(lua_State *L, lua_State *coroutine, int status, int results) {
    if (status == LUA_OK || status == LUA_YIELD) {
        if (!lua_checkstack(L, results)) {
            lua_pop(coroutine, results);
            return luaL_error(L, "too many results to resume");
        }
        lua_xmove(coroutine, L, results);
        return results;
    }
    status = lua_status(coroutine);
    if (status != LUA_OK && status != LUA_YIELD)
        sandbox_reset(box_of(L), coroutine);
    lua_xmove(coroutine, L, 1);
    return lua_error(L);
}

static int advance(lua_State *L, lua_State *coroutine, int arguments, lua_KContext how);

static int advance_again(lua_State *L, int status, lua_KContext how) {
    lua_State *coroutine = lua_tothread(L, how == RESUMED ? 1 : lua_upvalueindex(1));
    return advance(L, coroutine, 0, how);
}

/* The arguments are on top of L. */
static int advance(lua_State *L, lua_State *coroutine, int arguments, lua_KContext how) {
    int results = 0, status;
    if (!lua_checkstack(coroutine, arguments))
        return luaL_error(L, "too many arguments to resume");
    lua_xmove(L, coroutine, arguments);
    status = sandbox_resume(box_of(L), coroutine, arguments, &results);
    if (status == LUA_YIELD && results == 1 && sandbox_is_mark(coroutine)) {
        lua_pop(coroutine, 1);
        return box_yield(L, how, advance_again);
    }
    return how == RESUMED ? give_resumed(L, coroutine, status, results)
                          : give_wrapped(L, coroutine, status, results);
}

static int resume(lua_State *L) {
    lua_State *coroutine = check_coroutine(L, 1);
    return advance(L, coroutine, lua_gettop(L) - 1, RESUMED);
}

static int wrapped(lua_State *L) {
    return advance(L, lua_tothread(L, lua_upvalueindex(1)), lua_gettop(L), WRAPPED);
}

static int wrap(lua_State *L) {
    create(L);
    lua_pushcclosure(L, wrapped, 1);
    return 1;
}

static int close_coroutine(lua_State *L) {
    lua_State *coroutine = check_coroutine(L, 1);
    lua_Debug ar;
    bool suspended = lua_status(coroutine) == LUA_YIELD ||
                     (coroutine != L && lua_status(coroutine) == LUA_OK && !lua_getstack(coroutine, 0, &ar));
    bool failed = lua_status(coroutine) != LUA_OK && lua_status(coroutine) != LUA_YIELD;
    if (!suspended && !failed)
        return luaL_error(L, "cannot close a running coroutine");
    if (sandbox_reset(box_of(L), coroutine) == LUA_OK) {
        lua_pushboolean(L, true);
        return 1;
    }
    lua_pushboolean(L, false);
    lua_xmove(coroutine, L, 1);
    return 2;
}

void coroutine_open(lua_State *L) {
    static const luaL_Reg own[] = {
        {"create", create}, {"wrap", wrap}, {"resume", resume}, {"close", close_coroutine}, {NULL, NULL}};
    luaopen_coroutine(L);
    luaL_setfuncs(L, own, 0);
}
