#include "luamig/list.h"

#include <string.h>

void list_add(struct arena *arena, struct list *list, const char *item) {
    list_add_renamed(arena, list, item, NULL);
}

void list_add_renamed(struct arena *arena, struct list *list, const char *item, const char *was) {
    size_t count = (size_t)list->count;
    list->items = arena_grow(arena, list->items, count, sizeof *list->items);
    list->was = arena_grow(arena, list->was, count, sizeof *list->was);
    list->items[count] = item;
    list->was[count] = was;
    list->count++;
}

const char *list_was(const struct list *list, int at) {
    return list->was ? list->was[at] : NULL;
}

int list_find(const struct list *list, const char *item) {
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->items[i], item) == 0)
            return i;
    return -1;
}

bool list_equal(const struct list *a, const struct list *b) {
    if (a->count != b->count)
        return false;
    for (int i = 0; i < a->count; i++)
        if (strcmp(a->items[i], b->items[i]) != 0)
            return false;
    return true;
}

void list_sort(struct list *list) {
    for (int i = 1; i < list->count; i++) {
        const char *item = list->items[i], *was = list_was(list, i);
        int at = i;
        for (; at > 0 && strcmp(list->items[at - 1], item) > 0; at--) {
            list->items[at] = list->items[at - 1];
            if (list->was)
                list->was[at] = list->was[at - 1];
        }
        list->items[at] = item;
        if (list->was)
            list->was[at] = was;
    }
}
