/* The four verbs on an object as SQL: what a kind has no function for follows from its noun and address. */
#ifndef LUAMIG_VERB_H
#define LUAMIG_VERB_H

#include "luamig/kind.h"

enum verb { VERB_CREATE, VERB_ALTER, VERB_DROP, VERB_RENAME, VERB_COUNT };

/* With all that hangs on it: what has a clause stands inside, the rest follows, LATE fields last. */
void verb_create(struct sql *sql, const struct object *object);
/* The same without its LATE fields, and those alone. */
void verb_create_first(struct sql *sql, const struct object *object);
void verb_set_late(struct sql *sql, const struct object *object);
void verb_alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t fields);
void verb_drop(struct sql *sql, const struct object *object);
/* A comment has no name of its own. */
bool verb_can_rename(const struct kind *kind);
void verb_rename(struct sql *sql, const struct object *object, const char *to);

#endif
