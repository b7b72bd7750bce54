/* The value of a field, whatever its shape.
 *
 * Ownership: values live where their object does.
 */
#ifndef LUAMIG_FIELD_H
#define LUAMIG_FIELD_H

#include "luamig/kind.h"

bool field_is_list(const struct field *field);
bool field_is_bool(const struct field *field);
/* Shapes whose text names other objects, and so goes through renames and settling. */
bool field_refers(const struct field *field);

const char *field_text(const struct object *object,
                       const struct field *field); /* NULL: none; not for lists, bools */
const struct list *field_list(const struct object *object, const struct field *field);
bool field_bool(const struct object *object, const struct field *field);
void field_set_text(struct object *object, const struct field *field, const char *text);
void field_set_list(struct object *object, const struct field *field, struct list list);
void field_set_bool(struct object *object, const struct field *field, bool value);
void field_copy(struct object *to, const struct object *from, const struct field *field);

/* Is it PostgreSQL's default: no text, an empty list, the default boolean? */
bool field_is_default(const struct object *object, const struct field *field);
bool field_equal(const struct object *a, const struct object *b, const struct field *field);
/* One text for any shape, NULL for the default: what the ledger remembers. A list is a JSON array. */
const char *field_plain(struct arena *arena, const struct object *object, const struct field *field);
/* That text as a message shows it: "unset", or without its secret. */
const char *field_shown(const struct field *field, const char *plain);
void field_set_plain(struct arena *arena, struct object *object, const struct field *field,
                     const char *plain);
/* {"type":"bigint","null":"false"}: all fields that are not default (or those in `fields`), for the registry. */
const char *fields_json(struct arena *arena, const struct object *object, uint64_t fields);

void json_add_string(struct text *text, const char *string);

#endif
