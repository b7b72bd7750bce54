/* models.lua: the words that declare objects, and the metadata graph they make.
 *
 * Each file runs in a box of its own. A file that cannot be read or evaluated stops the command: it is never skipped,
 * because a skipped file would look like dropped tables. All broken files are reported at once.
 */
#ifndef LUAMIG_MODEL_H
#define LUAMIG_MODEL_H

#include "luamig/graph.h"
#include "luamig/project.h"

/* Evaluates all discovered files (project_discover has run) into `graph`, links it, and checks who may lean on whom. */
bool model_read(struct project *project, struct graph *graph, struct fail *fail);

#endif
