/* The Lua values that models and revisions share and that Lua itself has no form for: `sql "..."`, an
 * expression where a plain string would be a literal, and `none`, which says that a field is absent where nil
 * could not.
 *
 * Ownership: Lua's. The functions are to be called inside a box_call.
 */
#ifndef LUAMIG_MARKER_H
#define LUAMIG_MARKER_H

#include <lua.h>
#include <stdbool.h>

void marker_push_none(lua_State *L);
bool marker_is_none(lua_State *L, int index);

/* The words `sql` and `now`, as functions: now() is sql "now()". */
void marker_push_sql(lua_State *L);
void marker_push_now(lua_State *L);
/* The text of an expression, valid as long as the value is; NULL: the value is none. */
const char *marker_sql(lua_State *L, int index);

#endif
