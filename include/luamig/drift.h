/* Drift: what in a database differs from what the revisions made of it.
 *
 * Ownership: the catalog graph's arena; drift_read() gives that graph too, for the caller to free.
 */
#ifndef LUAMIG_DRIFT_H
#define LUAMIG_DRIFT_H

#include "luamig/graph.h"
#include "luamig/link.h"
#include "luamig/project.h"

struct drift_item {
    const char *owner;  /* NULL: nobody's, since no revision made or adopted it */
    const char *object; /* "column clients.name" */
    const char *detail; /* "type was text, is uuid", "has been dropped"; NULL: it is merely there */
};

struct drift {
    struct drift_item *items;
    int count;
};

/* What is managed by `owner` (NULL: by anybody) and is not as luamig remembers it, object by object. */
void drift_find(struct graph *catalog, const char *owner, struct drift *drift);
/* What is there and not managed; what hangs on such an object is not told apart from it. */
void drift_find_unmanaged(struct graph *catalog, struct drift *drift);
/* Both, by reading the schemas of which something is registered. NULL: failed. */
struct graph *drift_read(struct link *link, const struct project *project, struct drift *managed,
                         struct drift *unmanaged, struct fail *fail);

#endif
