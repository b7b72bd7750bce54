/* The PostgreSQL programs that are installed on this machine.
 *
 * Ownership: strings belong to the arena that is given.
 */
#ifndef LUAMIG_INSTALLATION_H
#define LUAMIG_INSTALLATION_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/fail.h"

struct installation {
    const char *folder;  /* of postgres and initdb */
    const char *version; /* "15.20" */
    int major;
};

/* Finds one of this major version, or with 0 the first: in LUAMIG_PG_BIN alone if it is set, else in PATH, in
 * the folders where distributions put them (the newest first), and where pg_config points. */
bool installation_find(struct arena *arena, int major, struct installation *found, struct fail *fail);

#endif
