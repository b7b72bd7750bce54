#include "luamig/require.h"

#include <ctype.h>
#include <errno.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/chunk.h"
#include "luamig/embedded.h"

enum { SEARCH = 10000 }; /* instructions that looking for a file costs */

/* What is in the table of loaded modules (upvalue 1) while a module runs. */
static const char loading;

/* Parts of [A-Za-z0-9_] joined by dots: a name can be no path. */
static bool is_name(const char *name, size_t size) {
    bool part = false;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)name[i];
        if (c == '.' ? !part : !(isalnum(c) || c == '_'))
            return false;
        part = c != '.';
    }
    return part;
}

static const struct embedded *find_own(const char *name) {
    if (strcmp(name, "luamig.patterns") != 0)
        return NULL;
    for (const struct embedded *file = embedded; file->name; file++)
        if (strcmp(file->name, "luamig/patterns") == 0)
            return file;
    return NULL;
}

/* "a/b.lua" for "a.b", in memory that Lua collects. */
static const char *push_file_name(lua_State *L, const char *name) {
    luaL_gsub(L, name, ".", "/");
    return lua_pushfstring(L, "%s.lua", lua_tostring(L, -1));
}

/* The real path of the module's file must lie beneath that of the tool's folder. */
static bool resolve(const struct box *box, const char *path, const char *name, char real[PATH_MAX],
                    struct fail *fail) {
    char folder[PATH_MAX];
    if (!realpath(box->file.folder, folder) || !realpath(path, real)) {
        if (errno == ENOENT)
            return fail_set(fail, EXIT_FAILED, "require '%s': the tool has no such file", name);
        return fail_set(fail, EXIT_FAILED, "require '%s': %s", name, strerror(errno));
    }
    size_t size = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    if (strncmp(real, folder, size) != 0 || real[size] != '/')
        return fail_set(fail, EXIT_FAILED, "require '%s' leads out of the tool's folder", name);
    return true;
}

/* The tool's folder as messages show it: what stands before models.lua. */
static const char *shown_path(struct box *box, const char *file) {
    size_t folder = strlen(box->file.folder), path = strlen(box->file.path), shown = strlen(box->file.shown);
    size_t below = path > folder ? path - folder : 0; /* "/models.lua" */
    if (below == 0 || shown < below || strncmp(box->file.path, box->file.folder, folder) != 0)
        return arena_copy(box->arena, file);
    return arena_printf(box->arena, "%.*s%s%s", (int)(shown - below), box->file.shown,
                        shown > below ? "/" : "", file);
}

/* Pushes the module's function. */
static void load_file(lua_State *L, const char *name) {
    struct box *box = box_of(L);
    struct fail fail = {0};
    char real[PATH_MAX];
    box_charge(L, SEARCH);
    const char *file = push_file_name(L, name);
    const char *path = lua_pushfstring(L, "%s/%s", box->file.folder, file);
    struct chunk *chunk =
        resolve(box, path, name, real, &fail) ? chunk_add(box, real, shown_path(box, file), &fail) : NULL;
    if (!chunk) {
        box->lacked = true;
        box_raise(L, &fail);
        return;
    }
    /* Lua gives some errors of its parser no place. */
    if (chunk_load(L, chunk->text, chunk->size, chunk->name) != LUA_OK) {
        if (*lua_tostring(L, -1) == '#')
            lua_error(L);
        box_error(L, chunk->shown, "%s", lua_tostring(L, -1));
    }
}

static void load_own(lua_State *L, const struct embedded *own) {
    if (chunk_load(L, own->source, own->size, own->chunk) != LUA_OK)
        lua_error(L);
}

static int require(lua_State *L) {
    size_t size;
    const char *name = luaL_checklstring(L, 1, &size);
    lua_settop(L, 1);
    if (!is_name(name, size))
        return box_error(L, box_origin(L, 1), "require takes names such as \"lib.columns\", no paths");
    lua_pushvalue(L, 1);
    int known = lua_rawget(L, lua_upvalueindex(1));
    if (known == LUA_TLIGHTUSERDATA && lua_touserdata(L, -1) == &loading)
        return box_error(L, box_origin(L, 1), "require '%s' goes in a circle: that file is being loaded",
                         name);
    if (known != LUA_TNIL)
        return 1;
    const struct embedded *own = find_own(name);
    if (own)
        load_own(L, own);
    else
        load_file(L, name);
    lua_pushvalue(L, 1);
    lua_pushlightuserdata(L, (void *)(size_t)&loading);
    lua_rawset(L, lua_upvalueindex(1));

    /* The mark must not stay when the module fails and the file goes on. */
    lua_pushvalue(L, 1);
    bool failed = lua_pcall(L, 1, 1, 0) != LUA_OK;
    lua_pushvalue(L, 1);
    if (failed)
        lua_pushnil(L);
    else if (lua_isnil(L, -2))
        lua_pushboolean(L, true);
    else
        lua_pushvalue(L, -2);
    lua_rawset(L, lua_upvalueindex(1));
    if (failed)
        return lua_error(L);
    lua_pushvalue(L, 1);
    lua_rawget(L, lua_upvalueindex(1));
    return 1;
}

void require_open(lua_State *L) {
    lua_newtable(L);
    lua_pushcclosure(L, require, 1);
}
