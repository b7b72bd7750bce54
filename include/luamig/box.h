/* A sandbox: one lua_State for each file that users wrote.
 *
 * Limits are no Lua errors: when one is met the state is abandoned (longjmp) and its memory freed whole, so no
 * handler, coroutine or finalizer of the file runs again. engine/box.c is the only file with longjmp and
 * lua_newstate.
 *
 * Ownership: box_open() gives a box, box_close() frees it and all memory of its state; lua_close() is never called.
 * C functions of ours that run inside it keep their memory in an arena, never in malloc.
 */
#ifndef LUAMIG_BOX_H
#define LUAMIG_BOX_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

#include "luamig/fail.h"
#include "luamig/lexer.h"

struct box;

enum box_use {
    BOX_MODELS,   /* models.lua: memory, instructions, seconds; no math.random */
    BOX_REVISION, /* revisions: memory only; coroutines pass the engine's yields outward */
    BOX_PROJECT   /* luamig.lua: as models, and env() */
};

struct box_file {
    const char *path;     /* full */
    const char *shown;    /* as messages name it: relative to the project */
    const char *folder;   /* require reaches files beneath it; NULL: no require */
    const char *owner, *tool; /* for messages; NULL: none */
};

/* NULL and fail if the file cannot be read: not regular, over 16 MiB, bytecode. The file is read and cut into
 * tokens, not run. */
struct box *box_open(enum box_use use, const struct box_file *file, struct fail *fail);
void box_close(struct box *box);
lua_State *box_state(struct box *box);
struct box *box_of(lua_State *L); /* the box a state or coroutine lives in */
const struct box_file *box_file(const struct box *box);
struct arena *box_arena(struct box *box);
const struct tokens *box_tokens(const struct box *box); /* of the file itself */

/* Makes a global that the file sees: pops the value on the stack. */
void box_global(struct box *box, const char *name);

/* Runs the file; its result (one value) is left on the stack. */
bool box_run(struct box *box, struct fail *fail);
/* lua_pcall under the limits of the box, its message handler adding file:line. Nothing is left on failure. */
bool box_call(struct box *box, int arguments, int results, struct fail *fail);

/* "core/models.lua:12", the place of the running call as the user wrote it (level 1: the caller of the C function);
 * in the box's arena. */
const char *box_origin(lua_State *L, int level);
/* The number of the line alone, 0 if none. */
int box_line(lua_State *L, int level);
/* Raises a Lua error that carries its own place: "core/models.lua:14". For errors found in values whose line is
 * known better than the call's. */
int box_error(lua_State *L, const char *origin, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Raises a Lua error that holds the whole failure (message, origin, detail, hint, sqlstate) and clears it. Users see
 * a table with these fields and a __tostring; box_call() and box_resume() make it a struct fail again. */
int box_raise(lua_State *L, struct fail *fail);

/* ---- Waiting: revisions run in coroutines (lua_newthread of the box's state) that the engine resumes. A C function
 * that must wait yields the engine's mark; the sandbox's own coroutine.resume and wrap pass it outward. Where Lua
 * cannot yield (table.sort, gsub, __tostring, coroutine.close) it has to wait in place: ask lua_isyieldable(). ---- */

enum box_state {
    BOX_DONE,   /* it returned: `*results` values are on the coroutine's stack */
    BOX_WAITS,  /* it yielded the mark, which is popped */
    BOX_FAILED  /* fail is set, with the place; a yield that is not the engine's is such a failure too */
};

/* Begins or goes on with a coroutine under the box's limits; its `arguments` (and first the function) are on its own
 * stack. A box that met a limit is gone: only box_close() may follow. */
enum box_state box_resume(struct box *box, lua_State *coroutine, int arguments, int *results, struct fail *fail);
/* Yields the mark: `return box_yield(L, context, next);` in a C function. */
int box_yield(lua_State *L, lua_KContext context, lua_KFunction next);
/* Stops the Lua code that runs now, in whatever coroutine, so that box_resume() fails with EXIT_INTERRUPTED. May be
 * called by a signal's handler; nothing runs: does nothing. */
void box_interrupt(void);

#endif
