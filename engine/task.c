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

int task_park(struct task *task, lua_State *L, ready_fn ready, void *context, lua_KFunction next,
              lua_KContext k) {
    if (ready(context))
        return next(L, LUA_OK, k);
    if (box_may_yield(L)) {
        task->ready = ready;
        task->context = context;
        return box_yield(L, k, next);
    }
    if (loop_until(task->loop, ready, context))
        return next(L, LUA_OK, k);
    struct fail fail = {0};
    fail_interrupted(&fail);
    return box_raise(L, &fail);
}
