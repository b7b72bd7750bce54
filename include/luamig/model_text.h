/* Models as Lua text: a models.lua as a person would have written it; the reverse of model.h.
 *
 * What a declaration says by itself is left out: default names, a serial's sequence, the trigger of on_update.
 * Deterministic: the same graph gives the same bytes. Ownership: the graph's arena.
 */
#ifndef LUAMIG_MODEL_TEXT_H
#define LUAMIG_MODEL_TEXT_H

#include "luamig/graph.h"

/* What one declaration says for several objects becomes that declaration again: serial, on_update. Afterwards the graph
 * is only good to be written. */
void model_text_fold(struct graph *graph);
/* The same, and of a graph of the catalog the types and literals as a person writes them. */
void model_text_shorten(struct graph *graph);
/* All that `owner` has in it, the default schema first, then schema by schema; NULL: nothing. */
const char *model_text(struct graph *graph, const char *owner);

#endif
