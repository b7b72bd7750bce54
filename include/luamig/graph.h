/* A graph of objects with their dependencies.
 *
 * Ownership: graph_new() gives it with an arena of its own, graph_free() frees both.
 */
#ifndef LUAMIG_GRAPH_H
#define LUAMIG_GRAPH_H

#include "luamig/kind.h"

struct hook;
struct seed;

struct graph {
    struct arena *arena;
    const char *schema;      /* the default one: not written in names */
    struct object **objects; /* parents before their kids */
    int count;
    struct hook **hooks;
    int hook_count;
    struct seed **seeds; /* in an order in which they can be loaded */
    int seed_count;
    struct object *by_key, *by_address; /* uthash */
    struct text *sought;                /* the key that is looked for */
    struct list
        missing; /* of a catalog: titles of what is registered and gone, each with its owner (list_was) */
    int asked;   /* how many names PostgreSQL is to be asked for */
};

struct graph *graph_new(const char *schema);
struct graph *graph_in(struct arena *arena, const char *schema); /* in an arena that the caller frees */
void graph_free(struct graph *graph);                            /* with its arena; NULL is allowed */
/* A new object, with its parent's kids joined. NULL if (kind, parent, name) is taken; a NULL name never is. */
struct object *graph_add(struct graph *graph, const struct kind *kind, struct object *parent,
                         const char *name);
/* One that hangs nowhere: a form between, or an op call's. */
struct object *graph_loose(struct graph *graph, const struct kind *kind, struct object *parent,
                           const char *name);
struct object *graph_copy(struct graph *graph, const struct object *object); /* loose */
/* A loose copy with these fields at their default, in its wording too. */
struct object *graph_without(struct graph *graph, const struct object *object, uint64_t fields);
struct object *graph_find(const struct graph *graph, const struct kind *kind, const struct object *parent,
                          const char *name);
/* What it is named after (kind.h); NULL: nothing, or it is not in the graph. */
struct object *graph_namesake(const struct graph *graph, const struct object *object);
/* Changes the name of an object in the graph. */
void graph_rename(struct graph *graph, struct object *object, const char *name);
struct object *graph_at(const struct graph *graph, struct address address);
void graph_set_address(struct graph *graph, struct object *object, struct address address);
/* The schema object of that name, made (implied) if it is not there. */
struct object *graph_schema(struct graph *graph, const char *name);
/* The object that a dotted name means: one of the kinds in `of` (blanks between; NULL: any). */
struct object *graph_resolve(const struct graph *graph, const char *of, const char *name);

/* The one of the kinds in `of` that hangs on it under that name; NULL: none. */
struct object *graph_kid(const struct object *object, const char *of, const char *name);

void graph_need(struct graph *graph, struct object *object, struct object *on, enum strength strength);
/* Finds the needs of declared objects in the text of their fields. */
void graph_link(struct graph *graph);
/* In a graph of the catalog, which knows all needs but those of bodies, and of a table on its indexes. */
void graph_link_bodies(struct graph *graph);
/* Bodies are left out: PostgreSQL lets go what only they name. */
void graph_link_users(struct graph *graph);

#endif
