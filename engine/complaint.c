#include "luamig/complaint.h"

#include <ctype.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/chunk.h"
#include "luamig/visible.h"

enum { LONGEST = 4000 }; /* bytes of a message: what a person may still read */

/* Its address is the key of the metatable of raised failures in the registry. */
static const char metatable;

static const struct {
    const char *name;
    size_t offset;
} fields[] = {
    {"message", offsetof(struct fail, message)},
    {"origin", offsetof(struct fail, origin)},
    {"detail", offsetof(struct fail, detail)},
    {"hint", offsetof(struct fail, hint)},
};

static char **field_of(struct fail *fail, size_t index) {
    return (char **)((char *)fail + fields[index].offset);
}

/* ---- Failures as Lua values ---- */

static int failure_tostring(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_getfield(L, 1, "origin");
    lua_getfield(L, 1, "message");
    lua_pushfstring(L, "%s%s%s", luaL_optstring(L, -2, ""), lua_isnil(L, -2) ? "" : ": ",
                    luaL_optstring(L, -1, "failed"));
    return 1;
}

/* "it failed: " .. err is what people write. */
static int failure_concat(lua_State *L) {
    luaL_tolstring(L, 1, NULL);
    luaL_tolstring(L, 2, NULL);
    lua_concat(L, 2);
    return 1;
}

void complaint_open(lua_State *L) {
    static const luaL_Reg methods[] = {
        {"__tostring", failure_tostring}, {"__concat", failure_concat}, {NULL, NULL}};
    luaL_newlib(L, methods);
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &metatable);
}

/* Its strings hang in the box meanwhile: making Lua values may end in giving the state up. */
void box_push_failure(lua_State *L, struct fail *fail) {
    struct box *box = box_of(L);
    const char *origin = fail->origin ? NULL : box_origin(L, 1);
    fail_clear(&box->raised);
    box->raised = *fail;
    memset(fail, 0, sizeof *fail);
    luaL_checkstack(L, 3, NULL);
    lua_createtable(L, 1, 5);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        lua_pushstring(L, *field_of(&box->raised, i));
        lua_setfield(L, -2, fields[i].name);
    }
    if (origin) {
        lua_pushstring(L, origin);
        lua_setfield(L, -2, "origin");
    }
    if (*box->raised.sqlstate) {
        lua_pushstring(L, box->raised.sqlstate);
        lua_setfield(L, -2, "sqlstate");
    }
    lua_pushinteger(L, box->raised.code);
    lua_rawseti(L, -2, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable);
    lua_setmetatable(L, -2);
    fail_clear(&box->raised);
}

int box_raise(lua_State *L, struct fail *fail) {
    box_push_failure(L, fail);
    return lua_error(L);
}

int box_error(lua_State *L, const char *origin, const char *format, ...) {
    struct fail fail = {0};
    va_list arguments;
    va_start(arguments, format);
    /* Not by way of lua_pushvfstring, which knows few formats. */
    char *message = NULL;
    if (vasprintf(&message, format, arguments) >= 0) {
        fail_at(&fail, origin, "%s", message);
        free(message);
    }
    va_end(arguments);
    return box_raise(L, &fail);
}

static bool is_failure(lua_State *L, int index) {
    if (!lua_istable(L, index) || !lua_getmetatable(L, index))
        return false;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable);
    bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same;
}

/* ---- Texts ---- */

/* "#7:12:" at the beginning of `size` bytes: its size, 0 if there is none. */
static size_t read_place(const struct box *box, const char *bytes, size_t size, const struct chunk **chunk,
                         int *line) {
    size_t at = 1, colon;
    if (size < 4 || *bytes != '#')
        return 0;
    while (at < size && isdigit((unsigned char)bytes[at]))
        at++;
    if (at == 1 || at > 8 || at >= size || bytes[at] != ':')
        return 0;
    colon = at++;
    while (at < size && isdigit((unsigned char)bytes[at]))
        at++;
    if (at == colon + 1 || at >= size || bytes[at] != ':')
        return 0;
    long number = strtol(bytes + 1, NULL, 10);
    if (number < 1 || number > box->chunk_count)
        return 0;
    *chunk = box->chunks[number - 1];
    *line = atoi(bytes + colon + 1);
    return at + 1;
}

void complaint_expand(const struct box *box, struct text *text, const char *bytes, size_t size) {
    size_t from = 0;
    for (size_t at = 0; at < size; at++) {
        const struct chunk *chunk;
        int line;
        size_t length = at && isalnum((unsigned char)bytes[at - 1])
                            ? 0
                            : read_place(box, bytes + at, size - at, &chunk, &line);
        if (!length)
            continue;
        visible_add(text, bytes + from, at - from);
        text_addf(text, "%s:%d:", chunk->shown, line);
        from = at + length;
        at = from - 1;
    }
    visible_add(text, bytes + from, size - from);
}

/* "lua/luamig/patterns.lua:12: " says nothing to the user: the place is found on the stack instead. */
static size_t read_own_place(const char *bytes, size_t size) {
    static const char folder[] = "lua/luamig/";
    if (size < sizeof folder || memcmp(bytes, folder, sizeof folder - 1) != 0)
        return 0;
    const char *colon = memchr(bytes, ':', size);
    if (!colon || !isdigit((unsigned char)colon[1]))
        return 0;
    const char *end = colon + 1 + strspn(colon + 1, "0123456789");
    return end[0] == ':' && end[1] == ' ' ? (size_t)(end - bytes) + 2 : 0;
}

/* ---- Making ---- */

/* An error with a text, or with the place it begins with. */
static void make_of_text(struct box *box, const char *bytes, size_t size, lua_State *stack, int level) {
    const struct chunk *chunk = NULL;
    int line = 0;
    struct arena *arena = arena_new();
    struct text text = text_new(arena);
    size_t own = read_own_place(bytes, size);
    bytes += own;
    size -= own;
    size_t place = read_place(box, bytes, size, &chunk, &line);
    bytes += place;
    size -= place;
    if (place && size && *bytes == ' ') {
        bytes++;
        size--;
    }
    if (!place && !(stack && chunk_place(box, stack, level, &chunk, &line)))
        chunk = NULL;
    complaint_expand(box, &text, bytes, size < LONGEST ? size : LONGEST);
    if (size > LONGEST)
        text_add(&text, " ...");
    fail_at(&box->failure, chunk ? arena_printf(arena, "%s:%d", chunk->shown, line) : box->file.shown, "%s",
            text.size ? text.data : "error was called with an empty text");
    arena_free(arena);
}

static void make_of_failure(struct box *box, lua_State *L) {
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        size_t size = 0;
        lua_pushstring(L, fields[i].name);
        lua_rawget(L, 1);
        const char *bytes = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &size) : NULL;
        if (bytes) {
            struct text text = text_new(arena);
            complaint_expand(box, &text, bytes, size);
            *field_of(&box->failure, i) = strdup(text.data);
        }
        lua_pop(L, 1);
    }
    arena_free(arena);
    if (!box->failure.message)
        box->failure.message = strdup("failed");
    lua_pushliteral(L, "sqlstate");
    lua_rawget(L, 1);
    if (lua_type(L, -1) == LUA_TSTRING && lua_rawlen(L, -1) == sizeof box->failure.sqlstate - 1)
        memcpy(box->failure.sqlstate, lua_tostring(L, -1), sizeof box->failure.sqlstate);
    lua_rawgeti(L, 1, 1);
    lua_Integer code = lua_tointeger(L, -1);
    box->failure.code = code > 0 && code < 256 ? (int)code : EXIT_FAILED;
}

static int as_text(lua_State *L) {
    luaL_tolstring(L, 1, NULL);
    return 1;
}

/* The text of what is no string stands on the stack afterwards. Its __tostring is the file's own code: it may
 * fail, and fail again while that is told. */
static void push_text(lua_State *L) {
    bool told = luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL;
    if (!told && !lua_isnumber(L, 1) && !lua_isboolean(L, 1)) {
        lua_pushfstring(L, "error was called with a %s value, not with a text", luaL_typename(L, 1));
        return;
    }
    lua_pushcfunction(L, as_text);
    lua_pushvalue(L, 1);
    if (lua_pcall(L, 1, 1, 0) != LUA_OK)
        lua_pushfstring(L, "error was called with a %s value whose __tostring fails", luaL_typename(L, 1));
}

int complaint_handle(lua_State *L) {
    struct box *box = box_of(L);
    lua_State *stack = L;
    int level = 1;
    if (lua_gettop(L) > 1) {
        stack = lua_touserdata(L, 2);
        level = 0;
        lua_settop(L, 1);
    }
    fail_clear(&box->failure);
    if (is_failure(L, 1)) {
        make_of_failure(box, L);
    } else {
        size_t size;
        if (lua_type(L, 1) != LUA_TSTRING)
            push_text(L);
        const char *bytes = lua_tolstring(L, -1, &size);
        make_of_text(box, bytes, size, stack, level);
    }
    lua_settop(L, 1);
    return 1;
}

void complaint_make(struct box *box, lua_State *L, lua_State *stack) {
    if (box->failure.code) {
        lua_pop(L, 1);
        return;
    }
    lua_pushcfunction(L, complaint_handle);
    lua_insert(L, -2);
    lua_pushlightuserdata(L, stack);
    if (lua_pcall(L, 2, 0, 0) != LUA_OK) {
        lua_pop(L, 1);
        fail_at(&box->failure, box->file.shown, "failed, and so did the handling of its error");
    }
}

bool complaint_take(struct box *box, struct fail *fail) {
    struct fail *made = &box->failure;
    const struct box_file *file = &box->file;
    if (file->tool || file->owner) {
        char *detail = made->detail;
        made->detail = NULL;
        fail_detail(made, "%s%s%s%s%s%s%s", detail ? detail : "", detail ? "\n" : "",
                    file->tool ? "tool " : "", file->tool ? file->tool : "",
                    file->tool && file->owner ? ", " : "", file->owner ? "owner " : "",
                    file->owner ? file->owner : "");
        free(detail);
    }
    if (fail->code) {
        fail_clear(made);
        return false;
    }
    *fail = *made;
    memset(made, 0, sizeof *made);
    return false;
}
