/* Hooks: data migrations declared in models.lua, cut out of it as text.
 *
 * hook_freeze() takes the source of a function by tokens and proves it by equal stripped bytecode, so that
 * later edits of models.lua change no history. What the function needs from outside (an upvalue, a global
 * that revisions lack, an _ENV of its own) is an error.
 */
#ifndef LUAMIG_HOOK_H
#define LUAMIG_HOOK_H

#include <lua.h>

#include "luamig/box.h"

struct hook {
    const char *name, *owner;
    const char *origin; /* "custom_tools/acme/x/models.lua:20" */
    const char *up;     /* "function(db)\n  ...\nend", first line unindented, the rest relative to it */
    const char *down;   /* NULL: none was given */
    bool up_batches, down_batches; /* declared as batches(function ...) */
};

/* The text of the Lua function at `index`, in the box's arena; raises a Lua error with file:line if it cannot
 * stand alone. */
const char *hook_freeze(lua_State *L, int index);

#endif
