/* The words of an old text after the renames: PostgreSQL itself carries a rename into everything that leans on it, so
 * that `amount >= 0` is `cents >= 0` without a change. */
#ifndef LUAMIG_RENAME_H
#define LUAMIG_RENAME_H

#include "luamig/graph.h"

/* The old object's text as it reads once every twin has its new name. The text itself if nothing it needs is renamed. */
const char *rename_text(struct arena *arena, const struct object *old, const struct field *field,
                        const char *text);
struct list rename_list(struct arena *arena, const struct object *old, const struct field *field,
                        const struct list *list);

/* The name of an old routine, or of a cast, whose types go through the renames. */
const char *rename_signature(struct arena *arena, const struct object *old);

#endif
