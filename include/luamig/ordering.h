/* Steps, and edges that say which waits for which: put in order, cycles and all.
 *
 * Edges have strengths, and an edge of strength k counts only if its ends lie in different strongly connected
 * components of the edges of strength <= k: so the weakest edges of a cycle go first, in linear time. What is left of
 * cycles among known edges are renames, which take a temporary name.
 * Ownership: all memory is the arena's.
 */
#ifndef LUAMIG_ORDERING_H
#define LUAMIG_ORDERING_H

#include "luamig/plan.h"

struct ordering {
    struct plan *plan;
    struct arena *arena;
    struct step **steps;
    int count;
    int *component; /* of each step at the level that was last looked at */
};

struct step *ordering_add_step(struct ordering *ordering, enum verb verb, struct change *change,
                               const struct object *from, const struct object *to);
/* One that is NULL, and an edge from a step to itself, are left out. */
void ordering_add_edge(struct ordering *ordering, struct step *before, struct step *after,
                       enum strength strength);
/* Puts the steps into the plan, in order; false if known edges make a cycle without a rename in it, and fail names
 * the steps. */
bool ordering_walk(struct ordering *ordering, struct fail *fail);

#endif
