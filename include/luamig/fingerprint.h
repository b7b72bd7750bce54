/* A short text that changes whenever the catalogs of a database do.
 *
 * PostgreSQL never changes a row of a catalog: it writes a new one, whose xmin, the transaction that wrote it, is larger
 * than all before. So while the number of rows and the sum of their xmin stand still in every catalog, no DDL has been
 * committed. (What is changed in place are statistics and flags such as relhasindex, which no model tells of.)
 * Roles, whose rows only a superuser may read, go by what pg_roles and pg_user_mappings show.
 */
#ifndef LUAMIG_FINGERPRINT_H
#define LUAMIG_FINGERPRINT_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/fail.h"
#include "luamig/link.h"

/* The arena's; NULL on failure. `ledger`: the ledger's schema, whose registry counts too; NULL while there is none. */
const char *fingerprint_read(struct link *link, const char *ledger, struct arena *arena, struct fail *fail);

#endif
