/* The engine's own Lua: one state with all of Lua's libraries and LuaFileSystem, in which embedded files run. What
 * users wrote never does.
 *
 * Ownership: trusted_open() gives the state, trusted_close() frees it.
 */
#ifndef LUAMIG_TRUSTED_H
#define LUAMIG_TRUSTED_H

#include <lua.h>
#include <stdbool.h>

#include "luamig/fail.h"

lua_State *trusted_open(void);
void trusted_close(lua_State *L);
/* Runs `body` protected, with `context` as its light userdata argument; there trusted_push() may be called. */
bool trusted_run(lua_State *L, lua_CFunction body, void *context, struct fail *fail);
/* Pushes a function of an embedded module: "luamig.discover", "models". Raises errors. */
void trusted_push(lua_State *L, const char *module, const char *function);

#endif
