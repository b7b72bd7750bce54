/* Storage parameters, as a list of "fillfactor=70".
 *
 * Ownership: the arena's.
 */
#ifndef LUAMIG_PARAMETERS_H
#define LUAMIG_PARAMETERS_H

#include "luamig/list.h"
#include "luamig/sql.h"

struct object;

/* As the catalog has them: no blanks about "=", sorted. */
struct list parameters_canonical(struct arena *arena, const struct list *parameters);
/* The names that are no longer said, and what is new. */
void parameters_change(struct arena *arena, const struct list *old, const struct list *now, struct list *gone,
                       struct list *set);
/* RESETs what is no longer said and SETs what is new. */
void parameters_alter(struct sql *sql, const struct object *object, const struct list *old,
                      const struct list *now);

#endif
