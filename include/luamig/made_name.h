/* The names that PostgreSQL makes for what hangs on a table and was given none: t_pkey, t_a_key, t_a_idx. */
#ifndef LUAMIG_MADE_NAME_H
#define LUAMIG_MADE_NAME_H

#include "luamig/object.h"

/* `for_column`: it is written in that column (a check's name depends on it); NULL: it is not. NULL if an expression
 * decides, or the kind's names are never made. */
const char *made_name(struct arena *arena, const struct object *object, const char *for_column);
/* The same, had its table and columns always been called as their twins are; NULL if its name is not of PostgreSQL's
 * making. */
const char *made_name_carried(struct arena *arena, const struct object *object);
/* Was its name made from an expression, so that only PostgreSQL knows how? Then it begins with the table's. */
bool made_name_asked(struct arena *arena, const struct object *object);

#endif
