/* Revision scripts: files, their headers, and the graph that orders them.
 *
 * Ownership: revisions_load() fills a struct revisions, revisions_close() frees it and every box in it.
 */
#ifndef LUAMIG_REVISION_H
#define LUAMIG_REVISION_H

#include <stdbool.h>

#include "luamig/box.h"
#include "luamig/project.h"

struct revision {
    const char *id;      /* the file's name without .lua */
    const char *path, *shown;
    const char *message; /* its first comment line */
    const char *owner, *parent; /* parent: NULL for an owner's first */
    struct list requires, before;
    struct list allow;   /* hazards that it was written with (allow = { deletes_data = "reason" }) */
    const char *checksum; /* of the token stream, with its version: "1:9f86d0..." */
    struct box *box;     /* holds the functions up and down, see phase.h */
    struct revision **after; /* those that must come earlier: parent, requires, who says before = this */
    int after_count;
    int position;        /* in the run order */
};

struct revisions {
    struct arena *arena;
    struct revision **items; /* in run order */
    int count;
};

/* Reads and orders all revision files. Every error of the graph (two with one parent, a cycle, a missing parent or
 * requirement, core requiring custom) names the files and says the mend. */
bool revisions_load(struct project *project, struct revisions *revisions, struct fail *fail);
void revisions_close(struct revisions *revisions);
struct revision *revisions_find(const struct revisions *revisions, const char *id); /* exact */
/* By id or unique prefix; NULL and fail naming the candidates. */
struct revision *revisions_resolve(const struct revisions *revisions, const char *prefix, struct fail *fail);
/* The last revision of an owner, NULL: none. */
struct revision *revisions_head(const struct revisions *revisions, const char *owner);

#endif
