/* What a run is to do: which revisions, in which direction and order.
 *
 * Ownership: the arena's; revisions and ledger must live as long.
 */
#ifndef LUAMIG_ROUTE_H
#define LUAMIG_ROUTE_H

#include "luamig/ledger.h"
#include "luamig/phase.h"
#include "luamig/project.h"

struct route {
    enum direction direction;
    struct revision **items; /* in the order in which they run */
    int count;
};

/* What `upgrade TARGET --custom ORG` means now: the pending revisions among those that are wanted. TARGET is
 * an id, a unique beginning of one, +N, or NULL for all; `owner` is "custom/acme", or NULL for all. Fails if
 * the files contradict the ledger. */
bool route_up(struct arena *arena, const struct project *project, const struct revisions *revisions,
              const struct ledger *ledger, const char *target, const char *owner, struct route *route,
              struct fail *fail);
/* What `downgrade TARGET --custom ORG` means now. TARGET is -N, "base", or an id. */
bool route_down(struct arena *arena, const struct project *project, const struct revisions *revisions,
                const struct ledger *ledger, const char *target, const char *owner, struct route *route,
                struct fail *fail);

/* The first phase that is still to run, by the ledger: 0 if none has, the number of phases if all have. What is half
 * way up is undone from the phase on that mirrors the last finished one; -1: it is half way and cannot turn. */
int route_first_phase(const struct revision *revision, enum direction direction, const struct ledger *ledger);
/* Whether that phase begins to undo what is half way up. */
bool route_turns(const struct revision *revision, enum direction direction, const struct ledger *ledger);

#endif
