/* Seeds: what a table holds at first, declared in models.lua.
 *
 *   seed "prices" { file = "seeds/prices.csv" }                   -- or .json, beneath the tool's folder
 *   seed "prices" { fill = function(db) ... end }
 *
 * A function is frozen as a hook is (hook.h): it may use what revisions have and nothing of its file.
 *
 * Ownership: the graph's arena.
 */
#ifndef LUAMIG_SEED_H
#define LUAMIG_SEED_H

#include "luamig/declaration.h"

struct seed {
    const char *name, *owner;
    const char *origin;       /* "core/models.lua:12" */
    struct object *table;     /* once seeds_link() has run */
    const char *file;         /* as it was written; NULL: a function */
    const char *folder;       /* of the tool */
    const char *fill;         /* the function's text */
    int line;                 /* where it begins */
    const char *path, *shown; /* of the file that holds what is loaded: the data, or the function */
};

/* The word `seed`: reads the body at `body` into the graph. Raises Lua errors with their own place. */
void seed_read(struct declaration *declaration, const char *name, int body, const struct places *places);

/* Finds the table of each, and puts them into an order in which no table comes before one that it refers to. Fails if
 * there is no such table of the same owner. */
bool seeds_link(struct graph *graph, struct fail *fail);

/* The file's text, of at most READER_MOST bytes; NULL if it cannot be read or leads out of the tool's folder. */
char *seed_text(const struct seed *seed, struct arena *arena, size_t *size, struct fail *fail);

#endif
