/* Whether a statement that no transaction takes has been done already, asked of the catalog.
 *
 * Ownership: the strings are the arena's.
 */
#ifndef LUAMIG_PROBE_H
#define LUAMIG_PROBE_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/fail.h"
#include "luamig/link.h"

enum probe_kind {
    PROBE_UNKNOWN,      /* nobody can tell */
    PROBE_CREATE_INDEX, /* CREATE [UNIQUE] INDEX CONCURRENTLY name ON table */
    PROBE_DROP_INDEX,   /* DROP INDEX CONCURRENTLY name */
    PROBE_REPEAT        /* running it again does no harm: REINDEX, REFRESH, VACUUM, ANALYZE ... */
};

struct probe {
    enum probe_kind kind;
    const char *name, *table; /* as they stand in the statement */
    const char *copy;         /* makes the same index on a temporary table luamig_probe */
};

struct probe probe_read(struct arena *arena, const char *sql);

enum probed {
    PROBED_DONE,
    PROBED_ABSENT,
    PROBED_INVALID, /* the statement's index, left by a build that ended in the midst */
    PROBED_OTHER    /* an INVALID index of that name on that table with another definition */
};
/* Looks; the link's search_path is to be the one the statement runs with. `leftover`, if it is INVALID: its
 * name, quoted. Not for PROBE_UNKNOWN. */
bool probe_look(struct link *link, struct arena *arena, const struct probe *probe, enum probed *probed,
                const char **leftover, struct fail *fail);

#endif
