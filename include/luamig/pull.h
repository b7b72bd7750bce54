/* The models of a live database: what it holds, shared out among its owners, as models.lua says it.
 *
 * Ownership: pull_read() fills it, pull_close() frees it with all its strings.
 */
#ifndef LUAMIG_PULL_H
#define LUAMIG_PULL_H

#include "luamig/command.h"
#include "luamig/graph.h"

struct pull {
    struct graph *graph;
    struct list schemas; /* those that are read */
    struct list owners;  /* that something belongs to, core first */
    struct list unread;  /* what luamig has no word for: "operator public.=(box, box)" */
    struct list made;    /* what a sql_object says, with the title of that (list_was) */
    const char *alembic; /* the version that Alembic's table tells, which is left out; NULL: there is none */
};

/* --schema, --table and --owner-of say what is taken and whose it is; what is managed stays its owner's. */
bool pull_read(struct pull *pull, struct command *command, struct link *link, struct fail *fail);
/* Where the models of an owner go, relative to the project: the first of its patterns, as short as it can be. */
const char *pull_path(struct pull *pull, const struct project *project, const char *owner);
/* On stderr: what has been left out, and why. */
void pull_tell(const struct pull *pull);
void pull_close(struct pull *pull);

#endif
