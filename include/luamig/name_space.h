/* Name spaces: where PostgreSQL lets a name be taken once, whatever the kind of object.
 *
 * Tables, indexes and keys are relations of one schema; a table is a type, too; constraints share their table's
 * names. Ownership: the arena's.
 */
#ifndef LUAMIG_NAME_SPACE_H
#define LUAMIG_NAME_SPACE_H

#include "luamig/object.h"

/* One key for each name space that the object's name is taken in: two objects with a key in common cannot be there at
 * once. `old`: an object of the older graph, told by the twins of what it lies in. */
struct list name_space_keys(struct arena *arena, const struct object *object, bool old);

#endif
