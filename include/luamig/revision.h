/* Revision scripts: files, their headers, and the graph that orders them.
 *
 * engine/revision.c reads one file, engine/revisions.c makes the graph. A file is run once to read its header
 * and its box is given up at once, so that ten thousand revisions cost little memory; revision_open() runs it
 * again for those whose functions are wanted.
 *
 * Ownership: revisions_load() fills a struct revisions, revisions_close() frees it and every box still open
 * in it.
 */
#ifndef LUAMIG_REVISION_H
#define LUAMIG_REVISION_H

#include <stdbool.h>

#include "luamig/box.h"
#include "luamig/project.h"

struct revision {
    const char *id; /* the file's name without .lua */
    const char *path, *shown;
    const char *message;        /* its first comment line, else the words of its name */
    const char *owner, *parent; /* parent: NULL for an owner's first */
    struct list requires, before;
    struct list allow, reasons; /* allow = { deletes_data = "reason" }: the hazard and its reason, by index */
    double lock_timeout, statement_timeout; /* seconds; 0: none; negative: not given, the project's holds */
    int retries;                            /* negative: not given */
    const char *role;                       /* NULL: not given */
    const char *checksum;                   /* of the token stream, see checksum.h */
    int ups, downs;                         /* how many phases; downs 0: it cannot be undone */
    struct list hooks;                      /* the names of those that `up` carries */
    int line, parent_line, requires_line, before_line; /* where they stand in the file; for messages */

    const struct box_limits *limits; /* the project's */
    struct box *box; /* NULL until revision_open(); holds the functions up and down, see phase.h */

    struct revision **after; /* those that must come earlier: parent, requires, who says before = this */
    int after_count;
    int position; /* in the run order */
};

struct revisions {
    struct arena *arena;
    struct revision **items; /* in run order */
    struct revision **by_id; /* sorted by id */
    int count;
};

/* Reads and orders all revision files. All broken files are reported at once; so is every error of the graph
 * (two with one parent, a cycle, a missing parent or requirement, core requiring custom), each naming the
 * files and saying the mend. */
bool revisions_load(struct project *project, struct revisions *revisions, struct fail *fail);
void revisions_close(struct revisions *revisions);
struct revision *revisions_find(const struct revisions *revisions, const char *id); /* exact */
/* By id, unique prefix of one, or file name; NULL and fail naming the candidates. */
struct revision *revisions_resolve(const struct revisions *revisions, const char *prefix, struct fail *fail);
/* The last revision of an owner, NULL: none. */
struct revision *revisions_head(const struct revisions *revisions, const char *owner);
/* The newest revision of an owner that carries the hook of that name; NULL: none does yet. */
struct revision *revisions_carrier(const struct revisions *revisions, const char *owner, const char *hook);

/* Reads one file. What its table does not say stays NULL: revision_complete() takes the owner from the name.
 */
bool revision_read(struct arena *arena, struct project *project, const char *path, struct revision *revision,
                   struct fail *fail);
/* Whether the name alone says whose it is; false: the organisations that discovery knows are to be asked. */
bool revision_is_complete(const struct revision *revision);
/* YYYYMMDD_HHMMSS_core_... or YYYYMMDD_HHMMSS_custom_ORG_...: ORG is the longest of the organisations that
 * fits, else the word up to the next _. Also the message, if the file begins with no comment. */
bool revision_complete(struct arena *arena, struct revision *revision, const struct list *organisations,
                       struct fail *fail);
/* Opens the box if it is not open. Fails if the file has changed since its header was read. */
bool revision_open(struct revision *revision, struct fail *fail);
/* Gives the box up; the header stays. */
void revision_close(struct revision *revision);

#endif
