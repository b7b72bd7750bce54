#include "luamig/task.h"

static bool fail_interrupted(struct fail *fail) {
    return fail_set(fail, EXIT_INTERRUPTED, "interrupted");
}

bool task_run(struct task *task, int arguments, struct fail *fail) {
    int results;
    for (;;) {
        enum box_state state = box_resume(task->box, task->coroutine, arguments, &results, fail);
        if (state != BOX_WAITS)
            return state == BOX_DONE;
        if (!loop_until(task->loop, task->ready, task->context))
            return fail_interrupted(fail);
        arguments = 0;
    }
}

/* Where Lua cannot yield. */
static void wait_here(struct task *task, lua_State *L, ready_fn ready, void *context) {
    struct fail fail = {0};
    if (loop_until(task->loop, ready, context))
        return;
    fail_interrupted(&fail);
    box_raise(L, &fail);
}

bool task_ready(struct task *task, lua_State *L, ready_fn ready, void *context) {
    if (ready(context))
        return true;
    if (box_may_yield(L))
        return false;
    wait_here(task, L, ready, context);
    return true;
}

int task_park(struct task *task, lua_State *L, ready_fn ready, void *context, lua_KFunction next,
              lua_KContext k) {
    if (task_ready(task, L, ready, context))
        return next(L, LUA_OK, k);
    task->ready = ready;
    task->context = context;
    return box_yield(L, k, next);
}
