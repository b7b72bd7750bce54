/* The ledger: the schema `luamig` in the target database, which knows what ran.
 *
 * Tables: revision (a row for each applied id), run (history of ups and downs with the SQL of op calls), object
 * (registry.h), batch. The ledger has its own version and upgrades itself under the lock.
 */
#ifndef LUAMIG_LEDGER_H
#define LUAMIG_LEDGER_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/fail.h"
#include "luamig/link.h"
#include "luamig/list.h"

struct applied {
    const char *id, *owner, *parent, *checksum;
    const char *state;  /* "applied", or what is half done: "up", "down" */
    int phase;          /* phases that are finished, while state is "up" or "down" */
    const char *applied_at, *applied_by, *version;
    long long duration_ms;
    struct list requires; /* as they were when it was applied: a vanished file is still understood */
};

struct ledger {
    bool exists; /* false: the schema is not there yet, and nothing is applied */
    struct applied *items; /* in the order in which they were applied */
    int count;
};

/* One round trip. Creates nothing. */
bool ledger_read(struct link *link, const char *schema, struct arena *arena, struct ledger *ledger,
                 struct fail *fail);
const struct applied *ledger_find(const struct ledger *ledger, const char *id);

#endif
