/* Lua code that the event loop runs: a coroutine of a box, and what it waits for.
 *
 * Ownership: a task lives on the stack of who runs it; the coroutine is the box's.
 */
#ifndef LUAMIG_TASK_H
#define LUAMIG_TASK_H

#include <lua.h>

#include "luamig/box.h"
#include "luamig/loop.h"

struct task {
    struct loop *loop;
    struct box *box;
    lua_State *coroutine;
    int arguments;  /* on its stack, when it begins */
    ready_fn ready; /* what it waits for while it is parked; NULL: it begins */
    void *context;
    bool ended, failed;
    struct fail fail; /* of a task that another one has started; whoever takes it clears it */

    struct task *children; /* those that this task has started: they run while it waits */
    int child_count;
};

/* Runs the function and its `arguments`, which are on the coroutine's stack, to the end; waiting serves the loop, and
 * children. False if it failed or a signal came (EXIT_INTERRUPTED). */
bool task_run(struct task *task, int arguments, struct fail *fail);
/* Whether all children have ended, or one has failed: a ready_fn for the task that has started them. */
bool task_children_ended(void *task);
/* Forgets the children; false and the first one's failure, unless fail is set already, if any has failed. */
bool task_end_children(struct task *task, struct fail *fail);

/* In a C function that Lua called: goes on with `next` once `ready` holds; at once if it does already. Yields
 * where Lua can, else waits in place. `context` must outlive the wait: keep it on the Lua stack. */
int task_park(struct task *task, lua_State *L, ready_fn ready, void *context, lua_KFunction next,
              lua_KContext k);

/* For loops, whose stack would grow by task_park(): true if `ready` holds, after waiting in place where Lua cannot
 * yield; false: it is to be waited for by task_park(). */
bool task_ready(struct task *task, lua_State *L, ready_fn ready, void *context);

#endif
