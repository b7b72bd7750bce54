/* Values of Lua as parameters of statements, in PostgreSQL's text format.
 *
 * nil and db.null are NULL, numbers and booleans are themselves, a string is its bytes, a table is JSON;
 * db.array {} and db.bytes "" wrap what is an array or bytea. The server infers the type from the statement.
 *
 * Ownership: struct values is begun once and used again for each call; the strings of Lua that it points to
 * stay on the stack meanwhile. Errors are raised in Lua: call inside of a box_call.
 */
#ifndef LUAMIG_VALUE_H
#define LUAMIG_VALUE_H

#include <lua.h>

#include "luamig/link.h"
#include "luamig/text.h"

struct value {
    const char *string; /* a Lua string, or NULL */
    size_t offset;      /* else where it stands in `text` */
    bool null;
};

struct values {
    struct arena *arena;
    struct text text;
    struct value *items;
    const char **strings;
    size_t room;
    int count;
};

void values_begin(struct values *values, struct arena *arena);
void values_clear(struct values *values);
/* Adds the value at `index`; `name` is how an error calls it ("argument 2", "column \"a\""). */
void values_add(struct values *values, lua_State *L, int index, const char *name);
/* What was added, until the next call. */
struct params values_params(struct values *values);

/* db.array and db.bytes, as functions. */
void value_push_array_word(lua_State *L);
void value_push_bytes_word(lua_State *L);

#endif
