/* The catalog graph: what a live database holds, by one set-based query for each kind, all in one pipeline.
 *
 * Ownership: the caller frees the graph.
 */
#ifndef LUAMIG_CATALOG_H
#define LUAMIG_CATALOG_H

#include "luamig/graph.h"
#include "luamig/link.h"

/* Reads the objects of `schemas` (and what lies in none) with search_path set to the default schema in a
 * transaction of its own, REPEATABLE READ, READ ONLY. Needs come from pg_depend, for all kinds by one query.
 * Objects of extensions and the ledger's schema are left out. If the ledger exists, owner, remembered and wording of
 * registered objects are filled in. NULL on failure. */
struct graph *catalog_read(struct link *link, const char *schema, const struct list *schemas,
                           const char *ledger, struct fail *fail);
/* The objects alone, without needs and registry, inside a transaction that the caller has begun and with the
 * search_path it has set (settling reads its scratch schema so). `schema` is the one whose name is left out. The
 * transaction's settings for dates and the like are changed. */
struct graph *catalog_read_here(struct link *link, const char *schema, const struct list *schemas,
                                struct fail *fail);

#endif
