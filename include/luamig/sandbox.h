/* What the files that make up the sandbox share. Everybody else includes box.h; the functions are box.c's too.
 *
 * Ownership: box.c owns the struct; its strings are box->arena's.
 */
#ifndef LUAMIG_SANDBOX_H
#define LUAMIG_SANDBOX_H

#include <setjmp.h>
#include <signal.h>

#include "luamig/box.h"

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
    struct chunk **chunks; /* numbered from 1 in their names, see chunk.h */
    int chunk_count;
    bool lacked; /* a file that it required was not there */
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
    jmp_buf out;
    bool guarded;        /* `out` may be jumped to */
    bool gone;           /* it was */
    struct fail ending;  /* why */
    struct fail failure; /* what the message handler made of the last error */
    struct fail raised;  /* is being made a Lua value */
};

/* lua_resume, so that the box knows what runs. */
int sandbox_resume(struct box *box, lua_State *coroutine, int arguments, int *results);
/* lua_resetthread: runs what a coroutine has still to close. */
int sandbox_reset(struct box *box, lua_State *coroutine);
bool sandbox_is_mark(lua_State *L); /* on top of the stack: an engine's yield */

#endif
