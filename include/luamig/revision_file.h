/* A revision that is about to be written: what it is called, where it goes and what stands at its head.
 *
 * Ownership: the arena's.
 */
#ifndef LUAMIG_REVISION_FILE_H
#define LUAMIG_REVISION_FILE_H

#include "luamig/graph.h"
#include "luamig/revision.h"
#include "luamig/script.h"

struct revision_file {
    struct arena *arena;
    const char *id, *path; /* full */
    const char *shown;     /* relative to the project */
    struct revision_head head;
    const char *text;
};

/* The message as a part of a file's name; "" if it has neither letter nor digit. */
const char *revision_slug(struct arena *arena, const char *message);
/* The next revision of an owner, which follows its last one and requires core's, and those of the organisations that
 * the objects of `graph` lean on (NULL: none). Its text is still to come. */
void revision_file_begin(struct revision_file *file, struct project *project,
                         const struct revisions *revisions, const char *owner, const char *message,
                         const struct graph *graph);
/* The data migrations of an owner that no revision carries yet: they go into its next one. */
struct hook **hooks_pending(struct arena *arena, const struct graph *models,
                            const struct revisions *revisions, const char *owner, int *count);
/* Never over a file that is there. */
bool revision_file_write(const struct revision_file *file, struct fail *fail);

#endif
