/* PostgreSQL's text form of a text[]: {public,"a b",NULL}.
 *
 * Ownership: the arena's.
 */
#ifndef LUAMIG_ARRAY_H
#define LUAMIG_ARRAY_H

#include "luamig/list.h"

/* The elements of an array of one dimension; a NULL among them is left out. Rules of array_out(). */
struct list array_read(struct arena *arena, const char *text);
const char *array_write(struct arena *arena, const struct list *list);

#endif
