/* Rows of the server as tables of Lua.
 *
 * Integers are exact, floats are numbers, numeric is text, bool, json and arrays are what they are in Lua, bytea is its
 * bytes, all else is text; NULL is nil, within arrays db.null.
 *
 * Ownership: what is learnt about types is the arena's, the tables are Lua's. Errors are raised in Lua: call inside of
 * a box_call.
 */
#ifndef LUAMIG_ROW_H
#define LUAMIG_ROW_H

#include <lua.h>

#include "luamig/link.h"

/* What is known about the types of columns; built-in types are, others are asked for once. */
struct types {
    struct arena *arena;
    struct type *items;
    int count;
};

/* A query of pg_type for the types of these rows that are not known; NULL if all are. The arena's. */
const char *types_question(struct types *types, const struct rows *rows);
void types_learn(struct types *types, const struct rows *answer);

/* Pushes a row as a table from column name to value; columns before `from` are left out. */
void row_push(lua_State *L, const struct types *types, const struct rows *rows, int row, int from);
void row_push_value(lua_State *L, const struct types *types, const struct rows *rows, int row, int column);

#endif
