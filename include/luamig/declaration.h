/* A declaration: the Lua form of an object, as models.lua and op calls write it.
 *
 * One reader serves both: the key of each field and of each kind that may stand within another comes from the kinds'
 * tables. Everything here may raise a Lua error with its own place (box.h), so it runs inside a box_call; memory is
 * the graph's arena.
 */
#ifndef LUAMIG_DECLARATION_H
#define LUAMIG_DECLARATION_H

#include <lua.h>

#include "luamig/graph.h"
#include "luamig/places.h"

struct declaration {
    lua_State *L;
    struct graph *graph;
    const char *owner; /* NULL in op calls */
    const char *file;  /* as messages name it */
    int line;          /* of the call */
};

/* Reads the value at `index` as an object of `kind` in `parent` (a schema for what has a qualified name) and all that
 * stands within it, and adds it to the graph. `name` NULL: it is given inside, or made. `places` may be NULL. */
struct object *declaration_read(struct declaration *declaration, const struct kind *kind,
                                struct object *parent, const char *name, int index,
                                const struct places *places);
/* Only the fields, into a loose object: what op.alter_X takes. `has` tells which were given; `none` gives one its
 * default. */
struct object *declaration_read_fields(struct declaration *declaration, const struct kind *kind,
                                       struct object *parent, const char *name, int index);
/* The parent and the bare name of a qualified name: its schema object, made if need be. Raises if it is malformed. */
struct object *declaration_parent(struct declaration *declaration, const struct kind *kind, const char *name,
                                  const char **bare);

#endif
