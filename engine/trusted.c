#include "luamig/trusted.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/embedded.h"

int luaopen_lfs(lua_State *L); /* LuaFileSystem's library has no header installed */

/* package.searchers[1]: nothing else is searched, so that no file of the machine is run by its name. */
static int find_module(lua_State *L) {
    const char *name = luaL_gsub(L, luaL_checkstring(L, 1), ".", "/");
    for (const struct embedded *file = embedded; file->name; file++) {
        if (strcmp(file->name, name) != 0)
            continue;
        if (luaL_loadbufferx(L, file->source, file->size, file->chunk, "t") != LUA_OK)
            return lua_error(L);
        return 1;
    }
    lua_pushfstring(L, "no embedded file '%s'", name);
    return 1;
}

static int open_libraries(lua_State *L) {
    luaL_openlibs(L);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    lua_pushcfunction(L, luaopen_lfs);
    lua_setfield(L, -2, "lfs");
    lua_getglobal(L, LUA_LOADLIBNAME);
    lua_getfield(L, -1, "searchers");
    for (lua_Integer i = luaL_len(L, -1); i > 2; i--) {
        lua_pushnil(L);
        lua_seti(L, -2, i);
    }
    lua_pushcfunction(L, find_module);
    lua_seti(L, -2, 2);
    return 0;
}

lua_State *trusted_open(void) {
    lua_State *L = luaL_newstate();
    if (L)
        lua_pushcfunction(L, open_libraries);
    if (!L || lua_pcall(L, 0, 0, 0) != LUA_OK) {
        fputs("luamig: out of memory\n", stderr);
        exit(EXIT_FAILED);
    }
    return L;
}

void trusted_close(lua_State *L) {
    lua_close(L);
}

static int add_traceback(lua_State *L) {
    luaL_traceback(L, L, luaL_tolstring(L, 1, NULL), 1);
    return 1;
}

bool trusted_run(lua_State *L, lua_CFunction body, void *context, struct fail *fail) {
    lua_settop(L, 0);
    lua_pushcfunction(L, add_traceback);
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, context);
    if (lua_pcall(L, 1, 0, 1) == LUA_OK)
        return true;
    return fail_set(fail, EXIT_FAILED, "an error in luamig itself: %s", lua_tostring(L, -1));
}

void trusted_push(lua_State *L, const char *module, const char *function) {
    lua_getglobal(L, "require");
    lua_pushstring(L, module);
    lua_call(L, 1, 1);
    lua_getfield(L, -1, function);
    lua_remove(L, -2);
}
