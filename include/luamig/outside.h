/* Phases without a transaction: one op call that PostgreSQL refuses inside one, or raw SQL that may run
 * twice.
 *
 * An intent in the ledger, committed before, says what is about to run and in which backend. A later run
 * waits until that backend has ended and then probes the catalog: what is done is marked as done, an INVALID
 * index is dropped and built again.
 */
#ifndef LUAMIG_OUTSIDE_H
#define LUAMIG_OUTSIDE_H

#include "luamig/phase_run.h"

/* Runs the phase and waits for it; its last transaction, which tells the ledger, is queued. As phase_run().
 */
bool outside_run(struct phase_run *phase, struct fail *fail);

#endif
