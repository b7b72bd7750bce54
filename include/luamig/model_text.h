/* Models as Lua text: a models.lua as a person would have written it; the reverse of model.h.
 *
 * What a declaration says by itself is left out: default names, a serial's sequence, the trigger of on_update.
 * Deterministic: the same graph gives the same bytes. Ownership: the graph's arena.
 */
#ifndef LUAMIG_MODEL_TEXT_H
#define LUAMIG_MODEL_TEXT_H

#include "luamig/graph.h"

/* Brings the objects of the graph to their short forms; afterwards it is only good to be written. */
void model_text_shorten(struct graph *graph);
/* All that `owner` has in it, the default schema first, then schema by schema; NULL: nothing. */
const char *model_text(struct graph *graph, const char *owner);

#endif
