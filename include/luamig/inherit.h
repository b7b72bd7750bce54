/* What one object gives to another: the columns of a partitioned table to its partitions, those of a table to what
 * inherits from it.
 *
 * A field ruled INHERITS names the givers. What they hand down (kind.h, `handed_down`) stands in the heir's graph too,
 * so that its indexes and views find it there, but marked `inherited`: nobody owns it, no revision says it, and it
 * changes and goes with its giver. Whatever needs it needs the giver. What PostgreSQL itself makes on an heir (the
 * indexes and keys of a partition) is marked so by the catalog query alone.
 * Ownership: the graph's.
 */
#ifndef LUAMIG_INHERIT_H
#define LUAMIG_INHERIT_H

#include "luamig/graph.h"

/* Gives each declared heir what it does not say itself; before graph_link(). */
void inherit_expand(struct graph *graph);
/* Finds the giver of all that is inherited, and has what needs the one need the other too. */
void inherit_link(struct graph *graph);
/* Is it wholly as its giver has it, so that nothing is to be said? */
bool inherit_is_bare(const struct object *object);
/* Does the object say a giver? */
bool inherits(const struct object *object);

/* Of matched graphs: what comes to stand on its own (a partition is detached) or ceases to (attached) is for this once
 * `owner`'s, so that it is compared. What stays inherited is nobody's. */
void inherit_settle(struct graph *catalog, struct graph *models, const char *owner);

#endif
