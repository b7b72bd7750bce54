/* What the ledger remembers of an object: the words of its model, and what PostgreSQL made of them.
 *
 * catalog_read() leaves both as JSON (object->wording, object->remembered). Ownership: the graph's arena.
 */
#ifndef LUAMIG_MEMORY_H
#define LUAMIG_MEMORY_H

#include "luamig/graph.h"

/* For each object whose text is still what PostgreSQL had made of the model's words: object->declared holds those
 * words, for printing. */
void memory_recall(struct graph *catalog);
/* The fields in which it differs from what PostgreSQL had made of it: somebody else has changed it. 0 if nothing is
 * remembered. */
uint64_t memory_drift(struct graph *catalog, const struct object *object);
/* The text that is remembered under a name; NULL: null or absent. */
const char *memory_text(struct arena *arena, const char *json, const char *name);
/* The remembered text of a field; false if nothing is remembered of it. NULL in *plain: PostgreSQL's default. */
bool memory_field(struct arena *arena, const char *json, const struct field *field, const char **plain);

#endif
