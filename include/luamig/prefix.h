/* The revision that somebody means: by its id, a unique beginning of it, or the name of its file.
 *
 * Ownership: the arena's, for scratch and candidates.
 */
#ifndef LUAMIG_PREFIX_H
#define LUAMIG_PREFIX_H

#include "luamig/arena.h"
#include "luamig/fail.h"

/* The place in `ids`, which are sorted by their bytes; -1: fail is set (EXIT_USAGE) and names the candidates.
 */
int prefix_find(struct arena *arena, const char *const *ids, int count, const char *name, struct fail *fail);

#endif
