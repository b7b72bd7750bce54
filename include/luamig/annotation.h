/* LuaLS annotations (https://luals.github.io/wiki/annotations) for models.lua, revisions and luamig.lua: what editors
 * complete and check by.
 *
 * The words of objects and the functions of `op` come from the kinds' field tables; the rest, which no table knows, is
 * lua/scaffold/types.lua. Ownership: the arena's.
 */
#ifndef LUAMIG_ANNOTATION_H
#define LUAMIG_ANNOTATION_H

#include "luamig/arena.h"

const char *annotations(struct arena *arena);

#endif
