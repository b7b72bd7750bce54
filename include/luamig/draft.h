/* A draft: declared objects as statements that build them in a scratch schema, with what they lean on.
 *
 * What is wanted stands on a skeleton of its table: the columns with their types, nothing else. What it leans
 * on comes along only where the database does not have it, or has it otherwise (a changed enum); everything
 * else is found in the real schemas, which stand behind the scratch schema in search_path. Ownership: the
 * draft's memory is its own arena; the graphs must outlive it.
 */
#ifndef LUAMIG_DRAFT_H
#define LUAMIG_DRAFT_H

#include "luamig/graph.h"

struct piece {
    struct statement statement;
    const struct object *of; /* the declared object that is to blame */
};

struct draft {
    struct arena *arena;
    const char *scratch;
    struct graph *models, *catalog;
    bool matched;        /* twins tell what the database has; else names do */
    bool temporary;      /* built in pg_temp, where not everything can stand */
    bool new_extension;  /* types may be missing that no model is to blame for */
    struct graph *graph; /* the scratch schemas with copies of what is built */
    struct object **schemas;
    int schema_count;
    struct wish *wishes; /* for each declared object, by its number */
    struct object **wanted;
    int wanted_count;
    struct piece *pieces;
    int piece_count;
};

/* `scratch` is the name of the schema that stands for the default one; those for others begin with it.
 * "pg_temp" makes a temporary draft. */
struct draft *draft_new(struct graph *models, struct graph *catalog, bool matched, const char *scratch);
void draft_free(struct draft *draft); /* NULL is allowed */
/* To be built, before draft_write(): these fields of it (others come along where they must). */
void draft_want(struct draft *draft, struct object *declared, uint64_t fields);
void draft_write(struct draft *draft);

/* The copy that stands in draft->graph; NULL if it is not built. One without a name has DRAFT_UNNAMED. */
struct object *draft_copy(const struct draft *draft, const struct object *declared);
#define DRAFT_UNNAMED "luamig_unnamed"

#endif
