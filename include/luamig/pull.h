/* The models of a live database: what it holds, shared out among its owners, as models.lua says it.
 *
 * Ownership: pull_read() fills it, pull_close() frees it with all its strings.
 */
#ifndef LUAMIG_PULL_H
#define LUAMIG_PULL_H

#include "luamig/command.h"
#include "luamig/graph.h"

struct pulled_file {
    const char *owner;
    const char *path; /* relative to the project: the first of the owner's patterns, as short as it can be */
    const char *text;
};

struct pull {
    struct graph *graph;
    struct pulled_file *files; /* one for each owner, core first */
    int file_count;
    struct list schemas; /* those that are read */
    struct list owners;  /* that something belongs to, core first */
    struct list unread;  /* what luamig has no word for: "operator public.=(box, box)" */
    struct list made;    /* what a sql_object says, with the title of that (list_was) */
    struct list
        refused; /* what no model may say: "table acme_data of custom/acme, which foreign key t.f of core needs" */
    struct list secrets; /* titles of what holds a password */
    const char *alembic; /* the version that Alembic's table tells, which is left out; NULL: there is none */
};

/* --schema, --table and --owner-of say what is taken and whose it is; what is managed stays its owner's. */
bool pull_read(struct pull *pull, struct command *command, struct link *link, struct fail *fail);
/* Below `folder`, all or none: what is there already is found before anything is written. */
bool pull_write(const struct pull *pull, const char *folder, bool force, struct fail *fail);
/* On stderr: what has been left out, and why. */
void pull_tell(const struct pull *pull);
void pull_close(struct pull *pull);

#endif
