/* The names of declared objects: written before the body, inside of it, or made as PostgreSQL makes them.
 *
 * Raises Lua errors as reading.h does. Ownership: the graph's arena.
 */
#ifndef LUAMIG_NAMING_H
#define LUAMIG_NAMING_H

#include "luamig/reading.h"

/* The name written in the table at `index`: a column's first item, or `name = "..."`; NULL: none. */
const char *naming_inside(const struct reading *reading, int index);
/* Checks that renamed_from can be the name of something of its kind. */
void naming_check_hint(const struct reading *reading);
/* Puts what has been read into the graph under `name`; NULL: under the one that PostgreSQL would give it. Raises if
 * the name is taken by another of its kind. */
struct object *naming_settle(struct reading *reading, const char *name);

#endif
