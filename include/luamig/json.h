/* JSON between text and Lua, losing nothing.
 *
 * 64-bit integers are exact; a number that no Lua number holds stays as text (a json.number); [] and {} stay
 * apart; keys are written sorted; NaN, lone surrogates, invalid UTF-8, control characters in a string's text,
 * tables with both items and keys and more than 200 levels are errors that name the path. null is a light
 * userdata that the sandbox shows as db.null.
 *
 * A table is an object, unless it is marked as an array (json.array; what was read as one is) or has items.
 * Tables are read as they are: no metamethod of a user's is called, and nothing of a state outlives an error.
 */
#ifndef LUAMIG_JSON_H
#define LUAMIG_JSON_H

#include <lua.h>

#include "luamig/text.h"

void json_push_library(lua_State *L); /* pushes { encode, decode, array, number, null } */
void json_push_null(lua_State *L);
bool json_is_null(lua_State *L, int index);

bool json_is_number(lua_State *L, int index); /* a json.number */
/* Its text, as it stood in the document; the state's, as long as the value is. */
const char *json_number_text(lua_State *L, int index, size_t *size);
/* Pushes a json.number of a text that decimal_size() accepts whole. */
void json_push_number(lua_State *L, const char *text, size_t size);

bool json_is_array(lua_State *L, int index); /* a table that is marked */
void json_mark_array(lua_State *L, int index);

/* Appends the value at `index`; raises a Lua error naming the path within the value if it has no JSON form.
 */
void json_encode(lua_State *L, int index, struct text *text);
/* Pushes it as a Lua string: no memory but the state's. */
void json_push_encoded(lua_State *L, int index);
/* Pushes the value; raises a Lua error with the offset and the path if the text is malformed. */
void json_decode(lua_State *L, const char *text, size_t size);

#endif
