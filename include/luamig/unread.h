/* What a database holds and no kind has read: luamig has no word for it, and nothing may be left out in silence.
 *
 * Ownership: the graph's arena.
 */
#ifndef LUAMIG_UNREAD_H
#define LUAMIG_UNREAD_H

#include "luamig/graph.h"
#include "luamig/link.h"

/* The objects of `schemas`, and of none, that are not in the graph: "operator public.=(box, box)", in the words of
 * pg_identify_object(). Members of extensions and what is a part of something else are left out. Behind them what the
 * objects of the graph have and no field says: "table public.t: OF pair". */
bool unread_find(struct link *link, struct graph *catalog, const struct list *schemas, struct list *unread,
                 struct fail *fail);

#endif
