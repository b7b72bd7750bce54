/* A project: luamig.lua, .env, and the models.lua files that its patterns find.
 *
 * Ownership: project_open() gives it, project_close() frees it with all its strings.
 */
#ifndef LUAMIG_PROJECT_H
#define LUAMIG_PROJECT_H

#include <stdbool.h>

#include "luamig/box.h"
#include "luamig/fail.h"
#include "luamig/list.h"

struct source {
    const char *path;   /* full */
    const char *shown;  /* relative to the project's root */
    const char *owner;  /* "core" or "custom/acme" */
    const char *tool;   /* "invoice_generator": the folder's name; its parent's, where that is "models" */
    const char *folder; /* full path of the folder with models.lua */
};

struct project {
    struct arena *arena;
    const char *root;     /* full path of the folder with luamig.lua */
    const char *database; /* a URL; NULL: private(), or none at all */
    bool is_private;      /* database = private() */
    const char *schema;   /* "public": stands in search_path, and for names without a schema */
    const char *ledger;   /* the ledger's schema: "luamig" */
    const char *direct;   /* a URL that passes by the transaction pooler; NULL: none */
    const char
        *role; /* of revisions that have none of their own or of their owner; NULL: that of the login */
    const char *custom_role, *custom_database;     /* NULL: none */
    struct list core_models, custom_models;        /* patterns */
    const char *core_revisions, *custom_revisions; /* folders; custom's may hold {org} */
    double lock_timeout, statement_timeout;        /* seconds; 0: none; 5 and 0 if not set */
    int retries; /* of a phase that met a lock, a deadlock or a serialization failure; 9 if not set */
    struct list requires_from, requires_on; /* org a may reference org b: pairs by index */
    struct box_limits limits;               /* of each models.lua and revision */
    struct source *sources; /* set by project_discover(), in the order of the bytes of the path */
    int source_count;
    struct list files; /* set by model_read(): all that it read, each with its checksum (list_was) */
    bool files_known;  /* and nothing else decides what the models say */
};

/* Walks up from `folder` (NULL: the working folder) to luamig.lua. With `exact` the file must stand in it. */
struct project *project_open(const char *folder, bool exact, struct fail *fail);
void project_close(struct project *project); /* NULL is allowed */
/* All that is wrong is reported at once. */
bool project_discover(struct project *project, struct fail *fail);
/* Who has a models.lua: core first, then the organisations by name. The arena's. */
struct list project_owners(const struct project *project, struct arena *arena);
/* The folder, full path, where revisions of an owner are written ("core", "custom/acme"). */
const char *project_revisions_folder(struct project *project, const char *owner);
/* All revision files, full paths, sorted by their base name. */
bool project_revisions(struct project *project, struct list *paths, struct fail *fail);
bool project_may_reference(const struct project *project, const char *owner, const char *other);
/* The path as messages show it: relative to the root if it lies beneath. */
const char *project_shown(struct project *project, const char *path);

#endif
