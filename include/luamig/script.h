/* A plan as the Lua text of a revision: phases of op calls, with the data migrations between what adds and what
 * removes or tightens.
 *
 * Ownership: the arena of the plan's newer graph.
 */
#ifndef LUAMIG_SCRIPT_H
#define LUAMIG_SCRIPT_H

#include "luamig/hook.h"
#include "luamig/plan.h"

enum script_phase_kind { SCRIPT_TRANSACTION, SCRIPT_ALONE, SCRIPT_HOOK };

struct script_phase {
    enum script_phase_kind kind;
    struct list lines; /* op calls; an item may hold several lines */
    const char *name;  /* of a hook */
    const char *function;
    bool batches;
};

struct script {
    struct arena *arena;
    struct script_phase *phases;
    int count;
    struct list drops;  /* titles of what it drops of the kinds that hold data */
    struct list losses; /* what the way back cannot restore: "the rows of table clients" */
};

/* `hooks` in the order of their declaration; `down` takes their way back, last first. */
void script_write(struct script *script, struct plan *plan, struct hook **hooks, int hook_count, bool down);

struct revision_head {
    const char *message, *owner, *parent;
    struct list requires;
    struct list allow, reasons; /* hazards, and why each was allowed */
};

/* The whole file. */
const char *script_revision(struct arena *arena, const struct revision_head *head, const struct script *up,
                            const struct script *down);

#endif
