/* Do the models of all files fit together? What no file can know alone: names that two kinds share, columns that
 * are not there, and who may lean on whom.
 *
 * Every mistake is reported, each with its place. Ownership: nothing is kept.
 */
#ifndef LUAMIG_COHERENCE_H
#define LUAMIG_COHERENCE_H

#include "luamig/graph.h"
#include "luamig/project.h"

/* The graph is linked. */
bool coherence_check(const struct project *project, struct graph *graph, struct fail *fail);

#endif
