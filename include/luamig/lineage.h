/* Which revision comes after which: the edges of the graph, and the order in which it runs.
 *
 * Ownership: the arena of the revisions.
 */
#ifndef LUAMIG_LINEAGE_H
#define LUAMIG_LINEAGE_H

#include "luamig/revision.h"

/* Sets `after` of each revision from parent, requires and before; `by_id` is sorted. All errors are reported
 * at once: a missing parent or requirement, a parent of another owner, core requiring custom, two with one
 * parent. */
bool lineage_link(struct revisions *revisions, struct fail *fail);
/* Sorts `items`: what must come earlier first; among those ready core before custom, then the older. Fails,
 * naming the files, if there is a cycle. */
bool lineage_sort(struct revisions *revisions, struct fail *fail);

#endif
