#include "luamig/box.h"

#include <lauxlib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/chunk.h"
#include "luamig/complaint.h"
#include "luamig/globals.h"
#include "luamig/watchdog.h"

enum { HOOK_INTERVAL = 1000 }; /* instructions */

const struct box_limits box_limits = {.memory = 64 << 20, .instructions = 100000000, .seconds = 10};

/* The box whose code runs; a signal's handler reads it. */
static struct box *volatile current;

/* A signal came. It stays set, since it may come while no box runs, just before one goes on. */
static volatile sig_atomic_t interrupted;

/* Its address is what the engine yields. */
static const char mark;

/* ---- Giving up ---- */

/* Ends all that runs in the box, from whatever depth: nothing of the state runs again. */
static _Noreturn void give_up(struct box *box, int code, const char *message, const char *hint) {
    const struct chunk *chunk;
    int line;
    fail_set(&box->ending, code, "%s", message);
    if (hint)
        fail_hint(&box->ending, "%s", hint);
    if (box->running && chunk_place(box, box->running->L, 0, &chunk, &line))
        fail_origin(&box->ending, arena_printf(box->arena, "%s:%d", chunk->shown, line));
    else
        fail_origin(&box->ending, box->file.shown);
    longjmp(box->out, 1);
}

static _Noreturn void give_up_memory(struct box *box) {
    give_up(
        box, EXIT_FAILED,
        arena_printf(box->arena, "used more than %g MiB of memory", (double)box->limits.memory / (1 << 20)),
        box->use == BOX_REVISION ? "db:query and db:batch read rows one at a time" : NULL);
}

static _Noreturn void give_up_time(struct box *box) {
    give_up(box, EXIT_FAILED, arena_printf(box->arena, "ran for more than %g s", box->limits.seconds),
            "does a loop never end?");
}

static void give_up_if_over(struct box *box) {
    if (interrupted)
        give_up(box, EXIT_INTERRUPTED, "interrupted", NULL);
    if (box->missed.set)
        give_up_memory(box);
    if (box->use == BOX_REVISION)
        return;
    if (box->instructions > box->limits.instructions)
        give_up(box, EXIT_FAILED,
                arena_printf(box->arena, "ran more than %lld instructions", box->limits.instructions),
                "does a loop never end?");
    if (watchdog_late())
        give_up_time(box);
}

void box_charge(lua_State *L, long long instructions) {
    struct box *box = box_of(L);
    box->instructions += instructions;
    give_up_if_over(box);
}

static void count_hook(lua_State *L, lua_Debug *ar) {
    box_charge(L, HOOK_INTERVAL);
}

static void stop_hook(lua_State *L, lua_Debug *ar) {
    give_up_if_over(box_of(L));
}

/* What a signal's handler may do: the next instruction meets the hook. Where the running coroutine changes, what the
 * handler has noted is looked at anew. */
static void stop_at_next(struct box *box) {
    struct activation *running = box->running;
    if (running)
        lua_sethook(running->L, stop_hook, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

static void stop_late(void) {
    struct box *box = current;
    if (box)
        stop_at_next(box);
}

void box_interrupt(void) {
    struct box *box = current;
    interrupted = 1;
    if (box)
        stop_at_next(box);
}

/* ---- Memory ---- */

static bool is_missed(const struct box *box, const void *block, size_t size) {
    return box->missed.set && box->missed.block == block && box->missed.size == size;
}

/* Lua collects its garbage after a refusal and asks for the same again; then it is really too much.
 * luaL_Buffer does not ask again but raises an error, which the file may catch: the hook finds what was
 * missed. */
static void refuse(struct box *box, const void *block, size_t size) {
    if (is_missed(box, block, size))
        give_up_memory(box);
    box->missed.set = true;
    box->missed.block = block;
    box->missed.size = size;
}

static void release(struct box *box, struct block *block, size_t size) {
    if (!block)
        return;
    block->before->after = block->after;
    block->after->before = block->before;
    box->used -= size + sizeof *block;
    free(block);
}

static void *allocate(void *ud, void *pointer, size_t had, size_t size) {
    struct box *box = ud;
    struct block *block = pointer ? (struct block *)pointer - 1 : NULL;
    if (!pointer)
        had = 0; /* Lua gives a type there */
    if (size == 0) {
        release(box, block, had);
        return NULL;
    }
    if (box->guarded && size > had &&
        (box->used >= box->limits.memory || size - had > box->limits.memory - box->used)) {
        refuse(box, pointer, size);
        return NULL;
    }
    if (is_missed(box, pointer, size))
        box->missed.set = false;
    struct block *moved = realloc(block, sizeof *moved + size);
    if (!moved) {
        fputs("luamig: out of memory\n", stderr);
        exit(EXIT_FAILED);
    }
    if (!block) {
        moved->before = &box->ring;
        moved->after = box->ring.after;
        box->used += sizeof *moved;
    }
    moved->before->after = moved->after->before = moved;
    box->used += size - had;
    return moved + 1;
}

/* ---- Opening and closing ---- */

static int panic(lua_State *L) {
    fprintf(stderr, "luamig: a Lua error outside of box_call: %s\n", lua_tostring(L, -1));
    abort();
}

static void open_state(struct box *box) {
    box->ring.before = box->ring.after = &box->ring;
    lua_State *L = box->L = lua_newstate(allocate, box);
    *(struct box **)lua_getextraspace(L) = box;
    lua_atpanic(L, panic);
    /* luaL_Buffer fails without a collection when much of the memory is garbage: keep little of it. */
    lua_gc(L, LUA_GCINC, 110, 400, 0);
    complaint_open(L);
    globals_open(box);
    chunk_open(L);
    if (box->use != BOX_REVISION)
        lua_sethook(L, count_hook, LUA_MASKCOUNT, HOOK_INTERVAL);
}

struct box *box_open(enum box_use use, const struct box_file *file, struct fail *fail) {
    struct arena *arena = arena_new();
    struct box *box = arena_alloc(arena, sizeof *box);
    box->arena = arena;
    box->use = use;
    box->limits = file->limits ? *file->limits : box_limits;
    box->file = (struct box_file){
        .path = arena_copy(arena, file->path),
        .shown = arena_copy(arena, file->shown),
        .folder = arena_copy(arena, file->folder),
        .owner = arena_copy(arena, file->owner),
        .tool = arena_copy(arena, file->tool),
        .limits = &box->limits,
    };
    if (!chunk_add(box, box->file.path, box->file.shown, &box->failure)) {
        complaint_take(box, fail);
        arena_free(arena);
        return NULL;
    }
    open_state(box);
    return box;
}

void box_close(struct box *box) {
    if (!box)
        return;
    for (struct block *block = box->ring.after, *after; block != &box->ring; block = after) {
        after = block->after;
        free(block);
    }
    fail_clear(&box->ending);
    fail_clear(&box->failure);
    fail_clear(&box->raised);
    arena_free(box->arena);
}

lua_State *box_state(struct box *box) {
    return box->L;
}

struct box *box_of(lua_State *L) {
    return *(struct box **)lua_getextraspace(L);
}

const struct box_file *box_file(const struct box *box) {
    return &box->file;
}

struct arena *box_arena(struct box *box) {
    return box->arena;
}

void box_global(struct box *box, const char *name) {
    lua_setglobal(box->L, name);
}

void box_on_print(struct box *box, void (*print)(void *context, const char *line), void *context) {
    box->print = print;
    box->print_context = context;
}

/* ---- Running ---- */

static const char *last_words(struct box *box) {
    const struct box_file *file = &box->file;
    return arena_printf(
        box->arena, "luamig: %s: ran for more than %g s, inside one call of a C function (%s%s%s%s%s)",
        file->shown, box->limits.seconds, file->tool ? "tool " : "", file->tool ? file->tool : "",
        file->tool ? ", " : "", file->owner ? "owner " : "", file->owner ? file->owner : "no owner");
}

/* Lets `body` run under the limits; false if one was met. Inside of another call the outer one's jump serves,
 * since the state is given up as a whole. */
static bool guard(struct box *box, void (*body)(struct box *box, void *argument), void *argument,
                  struct fail *fail) {
    if (box->gone)
        return fail_at(fail, box->file.shown, "was given up before");
    if (box->guarded) {
        body(box, argument);
        return true;
    }
    struct box *outer = current;
    box->guarded = true;
    current = box;
    if (box->use != BOX_REVISION)
        watchdog_arm(box->limits.seconds, stop_late, last_words(box));
    if (setjmp(box->out) == 0) {
        body(box, argument);
        give_up_if_over(box);
    } else {
        box->gone = true;
    }
    if (box->use != BOX_REVISION)
        watchdog_disarm();
    current = outer;
    box->guarded = false;
    box->running = NULL;
    if (!box->gone)
        return true;
    fail_clear(&box->failure);
    box->failure = box->ending;
    memset(&box->ending, 0, sizeof box->ending);
    return complaint_take(box, fail);
}

struct call {
    int arguments, results, status;
};

/* The handler is put below the function, and away again. */
static void call(struct box *box, void *argument) {
    struct call *call = argument;
    lua_State *L = box->L;
    int base = lua_gettop(L) - call->arguments;
    struct activation activation = {.L = L, .outer = box->running};
    box->running = &activation;
    give_up_if_over(box);
    fail_clear(&box->failure);
    lua_pushcfunction(L, complaint_handle);
    lua_insert(L, base);
    call->status = lua_pcall(L, call->arguments, call->results, base);
    lua_remove(L, base);
    box->running = activation.outer;
    if (call->status != LUA_OK)
        complaint_make(box, L, NULL);
}

static void run(struct box *box, void *argument) {
    struct call *run = argument;
    struct chunk *chunk = box->chunks[0];
    run->status = chunk_load(box->L, chunk->text, chunk->size, chunk->name);
    if (run->status == LUA_OK)
        call(box, run);
    else
        complaint_make(box, box->L, NULL);
}

bool box_run(struct box *box, struct fail *fail) {
    struct call file = {.results = 1};
    if (!guard(box, run, &file, fail))
        return false;
    return file.status == LUA_OK || complaint_take(box, fail);
}

bool box_call(struct box *box, int arguments, int results, struct fail *fail) {
    struct call function = {.arguments = arguments, .results = results};
    if (!guard(box, call, &function, fail))
        return false;
    return function.status == LUA_OK || complaint_take(box, fail);
}

/* ---- Coroutines and waiting ---- */

int sandbox_resume(struct box *box, lua_State *coroutine, int arguments, int *results) {
    struct activation activation = {.L = coroutine, .outer = box->running};
    box->running = &activation;
    give_up_if_over(box);
    int status = lua_resume(coroutine, activation.outer ? activation.outer->L : NULL, arguments, results);
    box->running = activation.outer;
    give_up_if_over(box);
    return status;
}

int sandbox_reset(struct box *box, lua_State *coroutine) {
    struct activation activation = {.L = coroutine, .outer = box->running};
    box->running = &activation;
    give_up_if_over(box);
    int status = lua_resetthread(coroutine);
    box->running = activation.outer;
    give_up_if_over(box);
    return status;
}

bool sandbox_is_mark(lua_State *L) {
    return lua_touserdata(L, -1) == &mark;
}

struct resumption {
    lua_State *coroutine;
    int arguments, results, status;
};

static void resume(struct box *box, void *argument) {
    struct resumption *resumption = argument;
    lua_State *coroutine = resumption->coroutine;
    fail_clear(&box->failure);
    resumption->status = sandbox_resume(box, coroutine, resumption->arguments, &resumption->results);
    if (resumption->status == LUA_OK)
        return;
    if (resumption->status == LUA_YIELD && resumption->results == 1 && sandbox_is_mark(coroutine)) {
        lua_pop(coroutine, 1);
        return;
    }
    lua_State *stack = coroutine;
    if (resumption->status == LUA_YIELD) {
        lua_pushliteral(box->L, "coroutine.yield was called outside of every coroutine of the file's own");
        resumption->status = LUA_ERRRUN;
    } else {
        lua_xmove(coroutine, box->L, 1);
    }
    complaint_make(box, box->L, stack);
}

enum box_state box_resume(struct box *box, lua_State *coroutine, int arguments, int *results,
                          struct fail *fail) {
    struct resumption resumption = {.coroutine = coroutine, .arguments = arguments};
    *results = 0;
    if (!guard(box, resume, &resumption, fail))
        return BOX_FAILED;
    if (resumption.status == LUA_YIELD)
        return BOX_WAITS;
    if (resumption.status != LUA_OK) {
        complaint_take(box, fail);
        return BOX_FAILED;
    }
    *results = resumption.results;
    return BOX_DONE;
}

bool box_is_gone(const struct box *box) {
    return box->gone;
}

bool box_may_yield(lua_State *L) {
    for (struct activation *activation = box_of(L)->running; activation; activation = activation->outer)
        if (!lua_isyieldable(activation->L))
            return false;
    return true;
}

int box_yield(lua_State *L, lua_KContext context, lua_KFunction next) {
    lua_pushlightuserdata(L, (void *)(size_t)&mark);
    return lua_yieldk(L, 1, context, next);
}
