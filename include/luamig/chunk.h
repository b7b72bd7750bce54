/* The files that run in a sandbox, and the places in them.
 *
 * box_tokens(), box_source_tokens(), box_source_shown(), box_environment(), box_origin() and box_line() of
 * box.h are here too. Ownership: the box's arena's.
 */
#ifndef LUAMIG_CHUNK_H
#define LUAMIG_CHUNK_H

#include "luamig/sandbox.h"

/* The file itself, or one that it requires. */
struct chunk {
    const char *path, *shown;
    char name[16]; /* "=#7", its number in the box: Lua cuts longer names */
    const char *text;
    size_t size;
    struct tokens tokens; /* no items until they are asked for */
};

/* Takes the environment from the top of the stack. */
void chunk_open(lua_State *L);
/* Reads a file as one more chunk of the box. NULL on failure. */
struct chunk *chunk_add(struct box *box, const char *path, const char *shown, struct fail *fail);
/* The chunk of that name; NULL: not the user's. */
struct chunk *chunk_find(const struct box *box, const char *name);
/* Loads a text as a function whose _ENV is the file's: Lua's status, and the function or the error pushed. */
int chunk_load(lua_State *L, const char *text, size_t size, const char *name);
/* Where the user's code stands, seen from a level of a stack that runs: false if nowhere. Allocates nothing,
 * so that the allocator may ask. */
bool chunk_place(const struct box *box, lua_State *L, int level, const struct chunk **chunk, int *line);

#endif
