/* A list of strings, as the fields of objects hold it.
 *
 * Ownership: an arena's.
 */
#ifndef LUAMIG_LIST_H
#define LUAMIG_LIST_H

#include <stdbool.h>

#include "luamig/arena.h"

struct list {
    int count;
    const char **items;
    const char **was; /* NULL, or for each item the name it is renamed from (NULL: none) */
};

void list_add(struct arena *arena, struct list *list, const char *item);
void list_add_renamed(struct arena *arena, struct list *list, const char *item, const char *was);
const char *list_was(const struct list *list, int at);       /* NULL: not renamed */
int list_find(const struct list *list, const char *item);    /* -1: absent */
bool list_equal(const struct list *a, const struct list *b); /* items only */
void list_sort(struct list *list);                           /* by bytes, in place */

#endif
