/* Reads the value of a field from Lua: a string is a literal or a text, a list may be one string, `none` is the
 * default. Raises Lua errors as reading.h does. Ownership: the graph's arena.
 */
#ifndef LUAMIG_FIELD_READ_H
#define LUAMIG_FIELD_READ_H

#include "luamig/reading.h"

/* The value at `index`, which stands in that slot, into the field of slot->reading->object. */
void field_read(const struct slot *slot, const struct field *field, int index);
/* The array part of the table at `index` as the field, which is a list. */
void field_read_items(const struct reading *reading, const struct field *field, int index);

#endif
