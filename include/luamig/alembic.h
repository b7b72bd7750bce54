/* A database that Alembic has migrated: its table, which is none of the application's. */
#ifndef LUAMIG_ALEMBIC_H
#define LUAMIG_ALEMBIC_H

#include "luamig/graph.h"
#include "luamig/link.h"

/* Alembic's table in the catalog; NULL: there is none. *version: where it stands, "" for nowhere; the graph's. */
struct object *alembic_find(struct link *link, const struct graph *catalog, const char **version,
                            struct fail *fail);
void alembic_tell(const char *version);

#endif
