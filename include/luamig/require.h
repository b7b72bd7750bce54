/* `require` of a sandbox: files of the same tool, and luamig.patterns. */
#ifndef LUAMIG_REQUIRE_H
#define LUAMIG_REQUIRE_H

#include "luamig/sandbox.h"

void require_open(lua_State *L); /* pushes the function */

#endif
