/* The trial of new objects: which of them PostgreSQL is shown before a revision is written, so that a text that it
 * refuses is the model's error and not that of an upgrade.
 *
 * Expressions, and the operator classes that keys and indexes need of their columns, are known to nobody else. The
 * same words over columns of the same types are tried once, however many tables have them. What refers to columns of
 * another table would lock that: it is tried on a copy of the key that it leans on, or not at all.
 * Ownership: trial_end() frees what has been noted.
 */
#ifndef LUAMIG_TRIAL_H
#define LUAMIG_TRIAL_H

#include "luamig/graph.h"

struct trial {
    struct arena *arena; /* arena_new() */
    struct tried *tried;
};

/* The fields of a new object that are to be tried; 0: none, or one like it has been asked for. */
uint64_t trial_fields(struct trial *trial, const struct object *object);
/* The key of a declared table that has to stand beside it; NULL: none. */
struct object *trial_key(const struct object *object);
void trial_end(struct trial *trial);

#endif
