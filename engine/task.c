#include "luamig/task.h"

static bool fail_interrupted(struct fail *fail) {
    return fail_set(fail, EXIT_INTERRUPTED, "interrupted");
}

static bool is_runnable(const struct task *task) {
    return !task->ended && (!task->ready || task->ready(task->context));
}

static bool any_runnable(void *context) {
    const struct task *task = context;
    for (int i = 0; i < task->child_count; i++)
        if (is_runnable(&task->children[i]))
            return true;
    return is_runnable(task);
}

bool task_children_ended(void *context) {
    const struct task *task = context;
    bool ended = true;
    for (int i = 0; i < task->child_count; i++) {
        if (task->children[i].failed)
            return true;
        ended = ended && task->children[i].ended;
    }
    return ended;
}

bool task_end_children(struct task *task, struct fail *fail) {
    bool good = true;
    for (int i = 0; i < task->child_count; i++) {
        struct task *child = &task->children[i];
        good = good && !child->failed;
        fail_copy(fail, &child->fail);
        fail_clear(&child->fail);
    }
    task->child_count = 0;
    return good;
}

static void resume(struct task *task, struct fail *fail) {
    int results;
    enum box_state state = box_resume(task->box, task->coroutine, task->arguments, &results, fail);
    task->arguments = 0;
    task->ended = state != BOX_WAITS;
    task->failed = state == BOX_FAILED;
}

/* Everything that need not wait goes on, up to where it waits next. */
static bool run_ready(struct task *task, struct fail *fail) {
    /* Without a loop (a script is written) nothing waits. */
    if (task->loop && !loop_until(task->loop, any_runnable, task))
        return fail_interrupted(fail);
    for (int i = 0; i < task->child_count; i++)
        if (is_runnable(&task->children[i]))
            resume(&task->children[i], &task->children[i].fail);
    /* A limit or a signal that a child met ends this task too, which so cannot take the child's failure. */
    if (box_is_gone(task->box))
        return false;
    if (is_runnable(task))
        resume(task, fail);
    return !task->failed;
}

bool task_run(struct task *task, int arguments, struct fail *fail) {
    bool good = true;
    task->arguments = arguments;
    task->ready = NULL;
    while (good && !task->ended)
        good = run_ready(task, fail);
    task_end_children(task, fail);
    return good;
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
