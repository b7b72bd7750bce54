/* The `coroutine` table of a sandbox.
 *
 * create and wrap are charged, so that a tree of short coroutines meets the limit of instructions; resume and wrap
 * pass the engine's yields outward, so that a call that waits may stand in a user's coroutine.
 */
#ifndef LUAMIG_COROUTINE_H
#define LUAMIG_COROUTINE_H

#include "luamig/sandbox.h"

void coroutine_open(lua_State *L); /* pushes the table */

#endif
