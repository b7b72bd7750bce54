/* Settling: texts are compared only after PostgreSQL has rewritten both sides.
 *
 * PostgreSQL rewrites what it stores ('x' becomes 'x'::character varying). Where the text of a declared object
 * differs from the catalog's, the declared one is built in a scratch schema that stands first in search_path, inside
 * a transaction that is always rolled back, and read back by the same catalog query. No lock beyond ACCESS SHARE is
 * taken on anything real.
 */
#ifndef LUAMIG_SETTLE_H
#define LUAMIG_SETTLE_H

#include "luamig/graph.h"
#include "luamig/link.h"

/* Both graphs are matched (object->twin, match.h). For each declared object of `owner` whose fields that refer
 * differ from its twin's: if the ledger remembers the same words and the twin's catalog text is still the remembered
 * one, they are equal; else PostgreSQL is asked. Then declared->declared is a copy with the model's wording, and the
 * object itself holds PostgreSQL's. A text that PostgreSQL refuses is the model's error, with its origin. A pair
 * that cannot be settled stays as text, and `unsettled` gets its title. New objects are tried there too (trial.h). */
bool settle(struct link *link, struct graph *models, struct graph *catalog, const char *owner,
            struct list *unsettled, struct fail *fail);
/* Asks PostgreSQL for the names of declared objects that an expression decides (object->name == NULL). Runs before
 * matching: `catalog` serves only to know which types and columns exist. */
bool settle_names(struct link *link, struct graph *models, struct graph *catalog, struct fail *fail);

#endif
