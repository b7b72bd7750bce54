/* Reads the body of a data_migration: { up = function(db) ... end, down = ... }, each of which may be batches(...).
 *
 * Raises Lua errors with their own place (box.h). Ownership: the graph's arena.
 */
#ifndef LUAMIG_HOOK_READ_H
#define LUAMIG_HOOK_READ_H

#include "luamig/declaration.h"
#include "luamig/hook.h"

/* The table at `body`, frozen into the graph. `places` may be NULL. */
void hook_read(struct declaration *declaration, const char *name, int body, const struct places *places);
/* The word `batches`, as a function. */
void hook_push_batches(lua_State *L);

#endif
