/* The registry: which objects are managed, by whom, and what the ledger remembers of each.
 *
 * A row of the ledger's table `object` is (kind, identity, owner, revision, declared, catalog, server). kind
 * is the path of kinds, "table/column/comment"; identity the names along it, {public,clients,id}; declared
 * and catalog are JSON objects from field to text: what the model said, and what PostgreSQL made of it on a
 * server of that version.
 *
 * op calls tell it what they did as events, JSON objects in the order of the calls:
 *
 *   {"do": "create", "kind": K, "identity": [...], "declared": {field: text}, "at": "file:line"}   "adopt"
 * likewise
 *   {"do": "alter", "kind": K, "identity": [...], "declared": {field: text, or null: at its default}, "at":
 * ...}
 *   {"do": "drop", "kind": K, "identity": [...], "at": ...}                    with all that hangs on it
 *   {"do": "rename", "kind": K, "identity": [the old one], "name": new, "at": ...}
 *
 * A create of what is named by its schema alone (an index, and a comment on it) says what it hangs on as
 * "on_kind" and "on_identity"; where that is left out, registry_remember() puts it in.
 */
#ifndef LUAMIG_REGISTRY_H
#define LUAMIG_REGISTRY_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/fail.h"
#include "luamig/list.h"

/* SQLSTATEs that register() raises; the message begins with the event's "at". */
#define REGISTRY_FOREIGN   "LM011" /* the object, or what it hangs on, belongs to another owner */
#define REGISTRY_UNMANAGED "LM012" /* to be altered, dropped or renamed, but nobody's */
#define REGISTRY_TAKEN     "LM013" /* the new name of a rename is registered */

struct link;
struct object;
struct project;
struct text;

/* The DDL of the table `object` and of the function `register(owner, revision, events jsonb)`, for the
 * ledger's own set-up and with its schema's name put in. */
const char *registry_schema(struct arena *arena, const char *ledger);

/* After a run: reads the catalog and stores, for each registered object whose `catalog` is not known, what
 * PostgreSQL made of it. Inside a transaction of its own. */
bool registry_remember(struct link *link, const struct project *project, struct fail *fail);

/* Whether nothing is left for registry_remember() to do: a run that was ended between its last COMMIT and that
 * leaves something. The ledger must exist. */
bool registry_is_known(struct link *link, struct arena *arena, const char *ledger, bool *known,
                       struct fail *fail);

/* Its key as members of a JSON object: "kind":"table","identity":["public","t"], each behind the prefix. */
void registry_add_key(struct text *text, const char *prefix, const struct object *object);

/* The schemas of which something is registered, the default one first; the default one alone if there is no
 * ledger. */
bool registry_schemas(struct link *link, const char *schema, const char *ledger, struct arena *arena,
                      struct list *schemas, struct fail *fail);

#endif
