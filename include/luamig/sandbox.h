/* What the files that make up the sandbox share. Everybody else includes box.h; the functions are box.c's too.
 *
 * Ownership: box.c owns the struct; its strings are box->arena's.
 */
#ifndef LUAMIG_SANDBOX_H
#define LUAMIG_SANDBOX_H

#include <setjmp.h>
#include <signal.h>

#include "luamig/box.h"

/* A file that runs in the box: the file itself, or one that it requires. Lua knows it as "=#7", since it cuts longer
 * names, and 7 is its number in the box. */
struct chunk {
    const char *path, *shown;
    char name[16];
    const char *text;
    size_t size;
    struct tokens tokens; /* no items until they are asked for */
};

/* A coroutine that runs, or has resumed the one that does. They lie on the C stack. */
struct activation {
    lua_State *L;
    struct activation *outer;
};

/* All blocks of a state, so that they can be freed without asking it. */
struct block {
    struct block *before, *after;
};

struct box {
    enum box_use use;
    struct box_file file;
    struct box_limits limits;
    struct arena *arena;
    lua_State *L;
    struct chunk **chunks; /* numbered from 1 in their names */
    int chunk_count;
    void (*print)(void *context, const char *line);
    void *print_context;

    struct block ring;
    size_t used;
    struct {
        bool set;
        const void *block;
        size_t size;
    } missed; /* the request that was refused last */
    long long instructions;

    struct activation *volatile running;
    volatile sig_atomic_t interrupted;
    jmp_buf out;
    bool guarded;        /* `out` may be jumped to */
    bool gone;           /* it was */
    struct fail ending;  /* why */
    struct fail failure; /* what the message handler made of the last error */
    struct fail raised;  /* is being made a Lua value */
};

/* Adds to the count of instructions, and gives the state up if a limit is met. */
void sandbox_charge(struct box *box, long long instructions);
/* lua_resume, so that the box knows what runs. */
int sandbox_resume(struct box *box, lua_State *coroutine, int arguments, int *results);
/* lua_resetthread: runs what a coroutine has still to close. */
int sandbox_reset(struct box *box, lua_State *coroutine);
bool sandbox_is_mark(lua_State *L); /* on top of the stack: an engine's yield */

/* Loads a text as a function whose _ENV is the file's: Lua's status, and the function or the error pushed. */
int sandbox_load(lua_State *L, const char *text, size_t size, const char *name);
/* Reads a file as one more chunk of the box. NULL on failure. */
struct chunk *sandbox_add_chunk(struct box *box, const char *path, const char *shown, struct fail *fail);
/* The chunk that Lua calls "=#7"; NULL: not the user's. */
struct chunk *sandbox_chunk(const struct box *box, const char *source);
/* Where the user's code stands, seen from a level of a stack that runs: false if nowhere. Allocates nothing, so that
 * the allocator may ask. */
bool sandbox_place(const struct box *box, lua_State *L, int level, const struct chunk **chunk, int *line);

#endif
