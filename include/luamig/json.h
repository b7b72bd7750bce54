/* JSON between text and Lua, losing nothing.
 *
 * 64-bit integers are exact; a number that no Lua number holds stays as text (a json.number); [] and {} stay
 * apart; keys are written sorted; NaN, lone surrogates, invalid UTF-8, control characters and more than 200 levels
 * are errors. null is a light userdata that the sandbox shows as db.null.
 */
#ifndef LUAMIG_JSON_H
#define LUAMIG_JSON_H

#include <lua.h>

#include "luamig/text.h"

void json_push_library(lua_State *L); /* pushes { encode, decode, array } */
void json_push_null(lua_State *L);
bool json_is_null(lua_State *L, int index);
bool json_is_number(lua_State *L, int index); /* a json.number */
/* Appends the value at `index`; raises a Lua error naming the path within the value if it has no JSON form. */
void json_encode(lua_State *L, int index, struct text *text);
/* Pushes the value; raises a Lua error with the offset if the text is malformed. */
void json_decode(lua_State *L, const char *text, size_t size);

#endif
