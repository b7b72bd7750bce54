/* A scratch schema in which PostgreSQL rewrites declared texts, inside a transaction that is always rolled
 * back.
 *
 * Ownership: scratch_open() gives it, scratch_close() frees it; scratch_run() leaves no transaction open.
 */
#ifndef LUAMIG_SCRATCH_H
#define LUAMIG_SCRATCH_H

#include "luamig/graph.h"
#include "luamig/link.h"

struct scratch;

/* `matched`: the twins of the declared objects tell what the database has; else their names do. */
struct scratch *scratch_open(struct link *link, struct graph *models, struct graph *catalog, bool matched,
                             struct fail *fail);
void scratch_close(struct scratch *scratch); /* NULL is allowed */
void scratch_want(struct scratch *scratch, struct object *declared, uint64_t fields);
/* Builds what is wanted and reads it back. Fails with the model's place where PostgreSQL refuses a text; what
 * the role, or a type that is not installed yet, keeps from being built is left out. */
bool scratch_run(struct scratch *scratch, struct fail *fail);

/* What PostgreSQL made of it; NULL if it could not be built. Its texts go through scratch_text(). */
const struct object *scratch_find(const struct scratch *scratch, const struct object *declared);
const char *scratch_text(const struct scratch *scratch, struct arena *arena, const char *text);

#endif
