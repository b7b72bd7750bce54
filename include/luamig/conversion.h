/* Conversion: how a value of a declared type that is made anew becomes one of the new type.
 *
 * Ownership: the arena's.
 */
#ifndef LUAMIG_CONVERSION_H
#define LUAMIG_CONVERSION_H

#include "luamig/kind.h"

/* SQL that makes a value of the type that `old` is of (a domain, an attribute) one of the type that `now` is of; the
 * value itself: a cast will do. NULL: by way of its text. */
const char *conversion_beneath(struct arena *arena, const struct object *old, const struct object *now,
                               const char *value);

#endif
