/* The models of one owner beside the database: what `create`, `check` and `diff` start from.
 *
 * Ownership: comparison_open() fills it, comparison_close() frees both graphs.
 */
#ifndef LUAMIG_COMPARISON_H
#define LUAMIG_COMPARISON_H

#include "luamig/command.h"
#include "luamig/graph.h"
#include "luamig/ledger.h"
#include "luamig/plan.h"

struct comparison {
    struct project *project;
    struct link *link;
    const char *owner;
    struct graph *models, *catalog;
    struct ledger ledger;
    struct list stale;       /* hints that have been followed */
    struct list unsettled;   /* pairs that were compared as text */
    struct list drift;       /* "column clients.name: type": managed, and changed by somebody else */
    struct object **adopted; /* declared, present, unmanaged and equal */
    int adopted_count;
    struct plan up, down;
};

enum comparison_flags {
    COMPARE_ADOPT = 1, /* what is unmanaged and different is taken over, too */
    COMPARE_DRIFT = 2, /* drift is brought back to the models */
    COMPARE_AHEAD = 4  /* what others have declared and not made yet counts as there */
};

/* The models of everybody (project_discover() has run), read once for several comparisons. */
struct graph *comparison_models(struct project *project, struct fail *fail);
/* Reads the catalog, matches, settles and plans the way up for one owner. `comparison` is zeroed but for `models`,
 * which it changes (paired, settled) and owns from then on. `hooked`: data migrations will run in it. */
bool comparison_open(struct comparison *comparison, struct command *command, struct link *link,
                     const char *owner, int flags, bool hooked, struct fail *fail);
/* The way back. Both plans mark the same objects, so what is made of `up` has to be done with before. */
bool comparison_plan_down(struct comparison *comparison, struct fail *fail);
void comparison_close(struct comparison *comparison);
/* Nothing to do: no change, nothing to adopt. */
bool comparison_is_empty(const struct comparison *comparison);

#endif
