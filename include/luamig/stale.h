/* Hooks that were edited in models.lua after a revision had copied them: the revision still runs its copy.
 *
 * Ownership: the items are the arena's; graph and revisions must live as long.
 */
#ifndef LUAMIG_STALE_H
#define LUAMIG_STALE_H

#include "luamig/graph.h"
#include "luamig/revision.h"

struct stale {
    const struct hook *hook;         /* as models.lua has it now */
    const struct revision *revision; /* that carries it */
};

struct stales {
    struct stale *items;
    int count;
};

/* Compares tokens, so that comments and blanks do not matter. */
bool stale_find(struct arena *arena, const struct graph *models, const struct revisions *revisions,
                struct stales *stales, struct fail *fail);

#endif
