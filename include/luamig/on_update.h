/* `on_update = now()`: the database sets a column on every UPDATE, by a trigger and a function of ours. */
#ifndef LUAMIG_ON_UPDATE_H
#define LUAMIG_ON_UPDATE_H

#include "luamig/fail.h"
#include "luamig/graph.h"

/* Adds to the graph the trigger `t_on_update` on the column's table (`t_<column>_on_update` for a further column)
 * and, once for an owner and column, the routine `on_update_<column>()` (`acme_on_update_<column>()`). */
bool on_update_expand(struct graph *graph, struct object *column, const char *expression, struct fail *fail);
/* The way back, for models.lua: the expression, if these two are there as on_update_expand() makes them and nothing
 * more is to be said of them; both are marked implied. NULL: they are not. */
const char *on_update_fold(struct graph *graph, const struct object *column);

#endif
