/* Lua errors of a sandbox made into failures, and failures raised as Lua errors.
 *
 * Whatever a file throws (text with or without a place, nil, a table whose __tostring lies) becomes a text and a
 * place. The functions box_error(), box_raise() and box_push_failure() of box.h are here too.
 * Ownership: what is made lies in box->failure until it is taken.
 */
#ifndef LUAMIG_COMPLAINT_H
#define LUAMIG_COMPLAINT_H

#include "luamig/sandbox.h"
#include "luamig/text.h"

void complaint_open(lua_State *L);
/* The message handler: makes box->failure of the error, looking for its place on the stack that runs. */
int complaint_handle(lua_State *L);
/* Makes a failure of the error on top of L's stack, and pops it. The place is looked for on `stack`, where the
 * error ended a coroutine (NULL: nowhere). */
void complaint_make(struct box *box, lua_State *L, lua_State *stack);
/* Moves the failure that was made to `fail`, naming tool and owner. */
bool complaint_take(struct box *box, struct fail *fail);
/* Adds a text in which "#7:12:" is replaced by "core/models.lua:12:", with what a terminal must not get escaped. */
void complaint_expand(const struct box *box, struct text *text, const char *bytes, size_t size);

#endif
