/* The words that make the phases of a revision: `batches`, `hook` and `no_transaction`.
 *
 * Ownership: the box's.
 */
#ifndef LUAMIG_PHASE_WORDS_H
#define LUAMIG_PHASE_WORDS_H

#include "luamig/heading.h"

void phase_words_add(struct box *box);
/* Takes the value of the key `up` or `down` on the top of the stack: leaves its phases in the registry at
 * `place`, as phase.h says, returns how many there are, and adds the names of hooks among them to `hooks`.
 * Raises a Lua error if it is no function, phase, or list of such. */
int phase_words_take(lua_State *L, struct heading *heading, const char *key, const char *place,
                     struct arena *arena, struct list *hooks);

#endif
