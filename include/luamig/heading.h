/* What a revision file says of itself: the word `revision` and the words its table is made with.
 *
 * heading_begin() gives a box the words `revision`, `batches`, `hook`, `no_transaction`, `none`, `sql`, `now`
 * and `json`; running the file then fills the struct revision and leaves the phases in the state's registry,
 * as phase.h says; heading_end() checks that the file did.
 *
 * Ownership: the strings of the header are the given arena's, the phases the box's.
 */
#ifndef LUAMIG_HEADING_H
#define LUAMIG_HEADING_H

#include "luamig/revision.h"

struct heading;

struct heading *heading_begin(struct box *box, struct arena *arena, struct revision *revision);
/* After box_run(): fails if the file has not called `revision`, and lets no later call of it write to the
 * struct. */
bool heading_end(struct heading *heading, struct fail *fail);
/* Raises a Lua error about a key: at its line where the table is written out, else at the word `revision`.
 * `hint` may be NULL. */
int heading_refuse(lua_State *L, struct heading *heading, const char *key, const char *hint,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
