/* Are the types that models name there? A column's type is the word that is misspelt most often, and the revision
 * would fail only when it runs.
 *
 * Ownership: nothing is kept.
 */
#ifndef LUAMIG_TYPE_CHECK_H
#define LUAMIG_TYPE_CHECK_H

#include "luamig/graph.h"
#include "luamig/link.h"

/* Asks PostgreSQL, once for all, for the types of the owner's columns that are new or change. The graph is matched.
 * Every unknown type is reported, at its first column. */
bool type_check(struct link *link, const struct graph *models, const char *owner, struct fail *fail);

#endif
