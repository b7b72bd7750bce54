/* OPTIONS (...) of foreign data: a list of "name=value".
 *
 * Ownership: the arena's.
 */
#ifndef LUAMIG_OPTIONS_H
#define LUAMIG_OPTIONS_H

#include "luamig/list.h"
#include "luamig/sql.h"

/* The name of "name=value", and the value. */
const char *option_name(struct arena *arena, const char *option);
const char *option_value(const char *option);
/* The one of that name; NULL: there is none. */
const char *option_find(const struct list *options, const char *name);
/* " OPTIONS (a 'x', b 'y')"; nothing if there are none. */
void options_add(struct text *text, const struct list *options);
/* " OPTIONS (ADD a 'x', SET b 'y', DROP c)": what leads from the old ones to the new. */
void options_add_change(struct text *text, const struct list *old, const struct list *now);

#endif
