/* Dependencies as PostgreSQL knows them: the needs of catalog objects, of all kinds by one query of pg_depend.
 *
 * Ownership: the graph's.
 */
#ifndef LUAMIG_DEPENDENCY_H
#define LUAMIG_DEPENDENCY_H

#include "luamig/graph.h"
#include "luamig/link.h"

extern const char dependency_query[];
/* Takes the query's rows: both ends of a need are in the graph, or parts of what is. Links the users too. */
void dependency_read(struct graph *graph, const struct rows *rows);

/* The catalog address in three columns from `column` on; zero where they are NULL. */
struct address dependency_address(const struct rows *rows, int row, int column);

#endif
