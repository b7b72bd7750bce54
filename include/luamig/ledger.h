/* The ledger: the schema `luamig` in the target database, which knows what ran.
 *
 * Tables: revision (a row for each applied id), run (history of ups and downs with the SQL of op calls), intent (what
 * runs outside of transactions right now), batch (how far each range of a db:batch has come), object (registry.h),
 * ledger (its own version). The ledger upgrades itself under the lock. The runner calls its functions in the
 * transaction of a phase:
 *
 * - claim() moves a revision from one state to the next; it raises LEDGER_TAKEN if the revision is in another one, since
 *   then another run was first. It waits for a run that is not finished yet.
 * - expect() raises LEDGER_TAKEN likewise, and moves nothing.
 * - record() writes what was done to `run`.
 * - intend() says that a phase without a transaction is about to begin, and answers what is known of an earlier attempt:
 *   'new', 'again' (its backend has ended), or 'busy <pid>'.
 * - move() moves the cursor of a batch's range; it raises LEDGER_TAKEN if that stands elsewhere.
 * - register() is the registry's.
 *
 * Ownership: strings are those of the arena given.
 */
#ifndef LUAMIG_LEDGER_H
#define LUAMIG_LEDGER_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/fail.h"
#include "luamig/link.h"
#include "luamig/list.h"

/* The SQLSTATE of claim() and intend(): no error, but a reason to read the ledger again. */
#define LEDGER_TAKEN "LM001"
/* That of expect_rows(): rows of a batch were changed between reading and writing. */
#define LEDGER_CHANGED "LM002"

struct applied {
    const char *id, *owner, *parent, *checksum;
    const char *state; /* "applied", or what is half done: "up", "down" */
    int phase;         /* phases that are finished, while state is "up" or "down" */
    const char *applied_at, *applied_by, *version;
    long long duration_ms;
    struct list requires; /* as they were when it was applied: a vanished file is still understood */
};

struct ledger {
    bool exists;           /* false: the schema is not there yet, and nothing is applied */
    int version;           /* of its tables and functions */
    struct applied *items; /* in the order in which they were applied */
    int count;
    struct applied **by_id; /* sorted by id */
};

/* One round trip. Creates nothing. Fails if a newer luamig has upgraded the ledger. */
bool ledger_read(struct link *link, const char *schema, struct arena *arena, struct ledger *ledger,
                 struct fail *fail);
/* What it would hold if the first `count` revisions in run order were applied, for scripts that are written without a
 * database. */
struct revisions;
void ledger_suppose(struct arena *arena, const struct revisions *revisions, int count, struct ledger *ledger);
const struct applied *ledger_find(const struct ledger *ledger, const char *id);

/* Creates the schema or brings it to this luamig's version; nothing to do if it is there already. The lock is
 * to be held. */
bool ledger_prepare(struct link *link, const char *schema, struct fail *fail);
/* The same as SQL text: all that is missing after `version` (0: all), for scripts. The arena's. */
const char *ledger_schema(struct arena *arena, const char *schema, int version);

/* Replaces each @ in `sql` by the schema, quoted where it must be. The arena's. */
char *ledger_sql(struct arena *arena, const char *schema, const char *sql);

#endif
