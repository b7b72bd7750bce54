/* The reading of a declaration: which object is being read, where it is written, and how what is wrong with it is
 * told.
 *
 * A message names the object, the key or item within it, what is wanted there and what stands there instead, and its
 * place is the line of that key or item, not of the call. Titles and places are made when something is wrong, not
 * before. Everything here may raise a Lua error with its own place (box.h). Ownership: the graph's arena.
 */
#ifndef LUAMIG_READING_H
#define LUAMIG_READING_H

#include "luamig/declaration.h"

struct reading {
    struct declaration *declaration;
    const struct places *places; /* of the table it is written as; NULL: it is no literal table */
    int line;                    /* where it begins */
    const struct kind *kind;
    struct object *object;  /* loose; its fields are being set */
    const char *for_column; /* it is a key of that column: `unique = true` */
    const char *part;       /* not the object is read but this part of it: "checks" */
    bool named;             /* by its key or its call: no `name` may stand inside */
};

/* A value within the table that is read: by key, or by the number of the item; neither: it is the whole value. */
struct slot {
    const struct reading *reading;
    const char *key;
    int item;
    const char *title; /* what it is, for messages: "type"; NULL: the key, or "item 2" */
};

/* "core/models.lua:12"; line 0: of the call. */
const char *declaration_origin(const struct declaration *declaration, int line);
const char *reading_origin(const struct reading *reading);
const char *reading_title(const struct reading *reading); /* "column t.id", "indexes of table t" */
int slot_line(const struct slot *slot);
const char *slot_origin(const struct slot *slot);
const char *slot_title(const struct slot *slot); /* "column t.id: null" */
const struct places *slot_places(const struct slot *slot);

/* Raise. */
_Noreturn void reading_fail(const struct reading *reading, int line, const char *hint, const char *format,
                            ...) __attribute__((format(printf, 4, 5)));
_Noreturn void reading_unknown_key(const struct reading *reading, const char *key);
_Noreturn void slot_wants(const struct slot *slot, const char *wanted, int index);

/* The keys of the table at `index` in the order of their bytes, since Lua's own order differs at each run, and how
 * many items its list has. Raises where the list has a hole, or a key is no name or is written twice. */
struct list reading_keys(const struct reading *reading, int index, int *items);
/* The value of a key as it stands in the table: no metamethod is called. Pushes it and returns its type. */
int reading_push(const struct reading *reading, int index, const char *key);
/* A string that PostgreSQL can store. */
const char *slot_string(const struct slot *slot, int index);
/* One that can be a name, too: not empty, at most 63 bytes. */
const char *slot_name(const struct slot *slot, int index);

#endif
