/* A sandbox: one lua_State for each file that users wrote.
 *
 * Limits are no Lua errors: when one is met the state is abandoned (longjmp) and its memory freed whole, so no
 * handler, coroutine or finalizer of the file runs again. engine/box.c is the only file with longjmp and
 * lua_newstate.
 *
 * A failure has the place as its origin ("core/models.lua:12"), the text alone as its message, and, where the file
 * belongs to a tool, "tool invoice_generator, owner custom/acme" in its detail.
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
#include "luamig/list.h"

struct box;

enum box_use {
    BOX_MODELS,   /* models.lua: memory, instructions, seconds; no math.random */
    BOX_REVISION, /* revisions: memory only; coroutines pass the engine's yields outward */
    BOX_PROJECT   /* luamig.lua: as models, and env() */
};

struct box_limits {
    size_t memory;          /* bytes */
    long long instructions; /* of Lua's virtual machine; revisions have no such limit */
    double seconds;         /* of the clock; nor this one */
};
extern const struct box_limits box_limits; /* 64 MiB, 100 million, 10 s */

struct box_file {
    const char *path;                /* full */
    const char *shown;               /* as messages name it: relative to the project */
    const char *folder;              /* require reaches files beneath it; NULL: no require */
    const char *owner, *tool;        /* for messages; NULL: none */
    const struct box_limits *limits; /* NULL: box_limits */
};

/* NULL and fail if the file cannot be read: not regular, over 16 MiB, bytecode. The file is read, not run. */
struct box *box_open(enum box_use use, const struct box_file *file, struct fail *fail);
void box_close(struct box *box); /* NULL is allowed */
lua_State *box_state(struct box *box);
struct box *box_of(lua_State *L); /* the box a state or coroutine lives in */
const struct box_file *box_file(const struct box *box);
struct arena *box_arena(struct box *box);

/* The tokens of the file itself, and of any file that runs in the box by the `source` of a lua_Debug (the file
 * itself, or one that it requires); NULL for what is not the user's. Cut when first asked for. */
const struct tokens *box_tokens(struct box *box);
const struct tokens *box_source_tokens(struct box *box, const char *source);
/* Adds the full paths of the files that were read so far, each with the checksum of its bytes (list_was). False: it
 * looked for one that was not there, so that these are not all that it depends on. */
bool box_files(const struct box *box, struct arena *arena, struct list *files);
/* How messages name that file; NULL as above. */
const char *box_source_shown(const struct box *box, const char *source);

/* Makes a global that the file sees: pops the value on the stack. */
void box_global(struct box *box, const char *name);
/* Pushes the table that stands as _ENV where the file begins. */
void box_environment(lua_State *L);
/* Who takes what the file prints, a line without its end; stderr if nobody asks for it. */
void box_on_print(struct box *box, void (*print)(void *context, const char *line), void *context);

/* Adds to the count of instructions, and gives the state up if a limit is met. For C functions that make more than a
 * few instructions' worth of work or memory: one that takes 100 bytes a call is called a million times in no time. */
void box_charge(lua_State *L, long long instructions);

/* Runs the file; its result (one value) is left on the stack. */
bool box_run(struct box *box, struct fail *fail);
/* lua_pcall on box_state() under the limits of the box, its message handler adding file:line. Nothing is left on
 * failure. For C functions inside the box there is lua_call(). */
bool box_call(struct box *box, int arguments, int results, struct fail *fail);

/* "core/models.lua:12", the place of the running call as the user wrote it (level 1: the caller of the C function):
 * the engine's own Lua is passed over, and so are C functions. Lives as long as the box. Allocates in Lua. */
const char *box_origin(lua_State *L, int level);
/* The file of that place, as box_source_tokens() and box_source_shown() know it; the same pointer for the same file. */
const char *box_source(lua_State *L, int level);
/* The number of the line alone, 0 if none. */
int box_line(lua_State *L, int level);
/* Raises a Lua error that carries its own place: "core/models.lua:14". For errors found in values whose line is
 * known better than the call's. */
int box_error(lua_State *L, const char *origin, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Raises a Lua error that holds the whole failure (message, origin, detail, hint, sqlstate) and clears it. Without
 * an origin it gets the place of the running call. Users see a table with these fields and a __tostring; box_call()
 * and box_resume() make it a struct fail again. */
int box_raise(lua_State *L, struct fail *fail);
/* Pushes the same value without raising it; for calls that give errors as results. */
void box_push_failure(lua_State *L, struct fail *fail);

/* ---- Waiting: revisions run in coroutines (lua_newthread of the box's state) that the engine resumes. A C function
 * that must wait yields the engine's mark; the sandbox's own coroutine.resume and wrap pass it outward. Where Lua
 * cannot yield (table.sort, gsub, __tostring, coroutine.close; also when that happens outside of the user's
 * coroutine that would yield) it has to wait in place: ask box_may_yield(), which knows more than
 * lua_isyieldable(). ---- */

enum box_state {
    BOX_DONE,  /* it returned: `*results` values are on the coroutine's stack */
    BOX_WAITS, /* it yielded the mark, which is popped */
    BOX_FAILED /* fail is set, with the place; a yield that is not the engine's is such a failure too */
};

/* Begins or goes on with a coroutine under the box's limits; its `arguments` (and first the function) are on its own
 * stack. A box that met a limit is gone: only box_close() may follow. */
enum box_state box_resume(struct box *box, lua_State *coroutine, int arguments, int *results,
                          struct fail *fail);
bool box_is_gone(const struct box *box);
bool box_may_yield(lua_State *L);
/* Yields the mark: `return box_yield(L, context, next);` in a C function. */
int box_yield(lua_State *L, lua_KContext context, lua_KFunction next);
/* Stops the Lua code that runs now, in whatever coroutine, so that box_resume() fails with EXIT_INTERRUPTED. May be
 * called by a signal's handler. Nothing runs: what would go on next, in whatever box, fails so. */
void box_interrupt(void);

#endif
