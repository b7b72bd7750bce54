/* Hooks of a file, frozen. */
#ifndef UNIT_FREEZE_H
#define UNIT_FREEZE_H

#include <lua.h>

/* freeze(path, shown, folder): runs the file in a box, in which freeze(f) is a global, and returns the text
 * of each function given to it; or nil, message, origin, hint. */
int unit_freeze(lua_State *L);

#endif
