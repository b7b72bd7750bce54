/* Pairs the objects of two graphs: which declared object is which object of the catalog.
 *
 * Top down, since identity is (kind, parent, name) and the rename of a parent changes no child: first the hints
 * (renamed_from), then names, then names that PostgreSQL would have made from the old ones.
 */
#ifndef LUAMIG_MATCH_H
#define LUAMIG_MATCH_H

#include "luamig/graph.h"

/* Sets twin on both sides. A hint that no longer applies leaves a line in `stale` ("core/models.lua:3: ..."), with
 * the owner whose hint it is (list_was); it may be NULL. */
void match(struct graph *catalog, struct graph *models, struct list *stale);
/* Afterwards: what the catalog holds and no model of anybody declares is copied into the model graph, as its own
 * twin, except what `owner` has given up. So it is in both graphs, and changes only if it is forced to. */
void match_carry(struct graph *catalog, struct graph *models, const char *owner);

#endif
