/* The registry: which objects are managed, by whom, and what the ledger remembers of each.
 *
 * A row of the ledger's table `object` is (kind, identity, owner, revision, declared, catalog, server). kind is the
 * path of kinds, "table/column/comment"; identity the names along it, {public,clients,id}; declared and catalog are
 * JSON objects from field to text: what the model said, and what PostgreSQL made of it.
 */
#ifndef LUAMIG_REGISTRY_H
#define LUAMIG_REGISTRY_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/fail.h"

struct link;
struct graph;
struct project;

/* The DDL of the table `object` and of the function `register(owner, revision, events jsonb)`, for the ledger's
 * own set-up and with its schema's name put in. register() raises, naming the event's origin, if an event touches
 * an object of another owner or drops or alters one that is unmanaged. */
const char *registry_schema(struct arena *arena, const char *ledger);

/* After a run: reads the catalog and stores, for each registered object whose `catalog` is not known, what
 * PostgreSQL made of it. Inside a transaction of its own. */
bool registry_remember(struct link *link, const struct project *project, struct fail *fail);

#endif
