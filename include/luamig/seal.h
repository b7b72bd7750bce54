/* The seal on a comparison that found nothing: while nothing has moved, it would find nothing again.
 *
 * It holds as long as all it was made of stands still: the files that evaluating the models read (models.lua is a
 * function of them alone), the settings they were read with, the revisions, luamig's version, and the database's
 * catalogs with the registry. It lies in .luamig/seal/, may be deleted at any time, and is only ever a reason to do
 * less: where it cannot be read or written, everything is read as if it had never been.
 *
 * Ownership: the arena given.
 */
#ifndef LUAMIG_SEAL_H
#define LUAMIG_SEAL_H

#include "luamig/arena.h"
#include "luamig/link.h"
#include "luamig/project.h"
#include "luamig/revision.h"

struct seal {
    struct arena *arena;
    const char *path;
    const char *key;      /* of what is known before any model is evaluated */
    const char *catalogs; /* their fingerprint when it was made; NULL: there is no seal, or it is broken */
};

/* Looks for the seal of an owner's comparison with the database of `url` (NULL: the project's); project_discover() and
 * revisions_load() have run. Broken if a file or a setting has moved. */
struct seal seal_read(struct arena *arena, const struct project *project, const struct revisions *revisions,
                      const char *owner, const char *url);
bool seal_holds(const struct seal *seal, const char *fingerprint);
/* Of each owner that has models: nothing that is declared or managed has moved. */
bool seals_hold(struct arena *arena, const struct project *project, const struct revisions *revisions,
                const char *url, const char *fingerprint);
/* After model_read() and a comparison that found nothing to do and nothing to say. The fingerprint is one from before
 * the catalog was read. */
void seal_write(const struct seal *seal, const struct project *project, const char *fingerprint);

#endif
