#include "luamig/chunk.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>

#include "luamig/checksum.h"
#include "luamig/reader.h"

/* Their addresses are keys in the registry: of the environment that a file begins with, of the origins given
 * out. */
static const char environment, origins;

void chunk_open(lua_State *L) {
    lua_rawsetp(L, LUA_REGISTRYINDEX, &environment);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &origins);
}

struct chunk *chunk_add(struct box *box, const char *path, const char *shown, struct fail *fail) {
    struct chunk *chunk = arena_alloc(box->arena, sizeof *chunk);
    chunk->path = arena_copy(box->arena, path);
    chunk->shown = arena_copy(box->arena, shown);
    chunk->text = reader_read(box->arena, path, shown, &chunk->size, fail);
    if (!chunk->text)
        return NULL;
    /* What is read stays until the box is closed, so that reading in a loop must meet a limit. */
    if (box->chunk_count)
        box->instructions += (long long)chunk->size;
    if (*chunk->text == *LUA_SIGNATURE) {
        fail_at(fail, shown, "is bytecode, not Lua text");
        return NULL;
    }
    box->chunks = arena_grow(box->arena, box->chunks, (size_t)box->chunk_count, sizeof *box->chunks);
    box->chunks[box->chunk_count++] = chunk;
    snprintf(chunk->name, sizeof chunk->name, "=#%d", box->chunk_count);
    return chunk;
}

struct chunk *chunk_find(const struct box *box, const char *source) {
    if (source[0] != '=' || source[1] != '#')
        return NULL;
    int number = atoi(source + 2);
    return number >= 1 && number <= box->chunk_count ? box->chunks[number - 1] : NULL;
}

void box_environment(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment);
}

int chunk_load(lua_State *L, const char *text, size_t size, const char *name) {
    int status = luaL_loadbufferx(L, text, size, name, "t");
    if (status == LUA_OK) {
        box_environment(L);
        lua_setupvalue(L, -2, 1);
    }
    return status;
}

const struct tokens *box_source_tokens(struct box *box, const char *source) {
    struct chunk *chunk = chunk_find(box, source);
    if (!chunk)
        return NULL;
    if (!chunk->tokens.items)
        tokens_read(box->arena, chunk->text, chunk->size, &chunk->tokens);
    return &chunk->tokens;
}

const char *box_source_shown(const struct box *box, const char *source) {
    const struct chunk *chunk = chunk_find(box, source);
    return chunk ? chunk->shown : NULL;
}

bool box_files(const struct box *box, struct arena *arena, struct list *files) {
    for (int i = 0; i < box->chunk_count; i++) {
        const struct chunk *chunk = box->chunks[i];
        char checksum[CHECKSUM_ROOM];
        checksum_bytes(chunk->text, chunk->size, checksum);
        list_add_renamed(arena, files, arena_copy(arena, chunk->path), arena_copy(arena, checksum));
    }
    return !box->lacked;
}

const struct tokens *box_tokens(struct box *box) {
    return box_source_tokens(box, box->chunks[0]->name);
}

static bool place_on_stack(const struct box *box, lua_State *L, int level, const struct chunk **chunk,
                           int *line) {
    lua_Debug ar;
    for (; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        *chunk = chunk_find(box, ar.source);
        *line = ar.currentline;
        if (*chunk && *line > 0)
            return true;
    }
    return false;
}

bool chunk_place(const struct box *box, lua_State *L, int level, const struct chunk **chunk, int *line) {
    if (place_on_stack(box, L, level, chunk, line))
        return true;
    struct activation *activation = box->running;
    while (activation && activation->L != L)
        activation = activation->outer;
    /* A coroutine of a C function has no line of its own: that of who resumed it is the next best. */
    for (activation = activation ? activation->outer : NULL; activation; activation = activation->outer)
        if (place_on_stack(box, activation->L, 0, chunk, line))
            return true;
    return false;
}

/* Kept in Lua's memory, so that a file which asks in a loop meets its own limit. */
const char *box_origin(lua_State *L, int level) {
    struct box *box = box_of(L);
    const struct chunk *chunk;
    int line;
    if (!chunk_place(box, L, level, &chunk, &line))
        return box->file.shown;
    luaL_checkstack(L, 3, NULL);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &origins);
    const char *origin = lua_pushfstring(L, "%s:%d", chunk->shown, line);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) == LUA_TSTRING) {
        origin = lua_tostring(L, -1);
    } else {
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -1);
        lua_rawset(L, -5);
    }
    lua_pop(L, 3);
    return origin;
}

const char *box_source(lua_State *L, int level) {
    const struct box *box = box_of(L);
    const struct chunk *chunk;
    int line;
    return chunk_place(box, L, level, &chunk, &line) ? chunk->name : box->chunks[0]->name;
}

int box_line(lua_State *L, int level) {
    const struct chunk *chunk;
    int line;
    return chunk_place(box_of(L), L, level, &chunk, &line) ? line : 0;
}
