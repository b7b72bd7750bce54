/* Loading seeds into empty tables: all of them in one transaction, and each once, since the ledger's table `run`
 * remembers (action 'seed', the table's name as the revision).
 *
 * Ownership: results are the arena's.
 */
#ifndef LUAMIG_SEEDING_H
#define LUAMIG_SEEDING_H

#include "luamig/run.h"
#include "luamig/seed.h"

enum seeded { SEEDED, SEEDED_BEFORE, SEEDED_NEVER /* the table holds rows of others */ };

struct seeding {
    const struct seed *seed;
    enum seeded outcome;
    long long rows;
    const char *at;      /* SEEDED_BEFORE: when */
    const char *printed; /* what its function printed, lines */
};

/* Loads `count` seeds in their order; their `outcome` is set. `again`: also those that were loaded before and whose
 * table is empty. On failure nothing stays. */
bool seeding_run(struct run *run, struct seeding *items, int count, bool again, struct arena *arena,
                 struct fail *fail);

#endif
