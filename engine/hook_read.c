#include "luamig/hook_read.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/utf8.h"

struct hook_reading {
    struct declaration *declaration;
    const struct places *places;
    struct hook *hook;
};

/* What batches(function) gives: a table that no user makes by hand. */
static const char BATCHES[] = "batches";

static struct arena *arena_of(const struct hook_reading *reading) {
    return reading->declaration->graph->arena;
}

static const char *origin_at(const struct hook_reading *reading, int line) {
    const struct declaration *declaration = reading->declaration;
    return arena_printf(arena_of(reading), "%s:%d", declaration->file, line ? line : declaration->line);
}

static int fail_key(const struct hook_reading *reading, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static int fail_key(const struct hook_reading *reading, const char *key, const char *format, ...) {
    int line = reading->places && key ? places_key_line(reading->places, key) : 0;
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vprintf(arena_of(reading), format, arguments);
    va_end(arguments);
    return box_error(reading->declaration->L, origin_at(reading, line), "data migration '%s'%s",
                     reading->hook->name, message);
}

static void check_name(const struct hook_reading *reading) {
    const char *name = reading->hook->name;
    if (!name[strspn(name, " \t\r\n")])
        fail_key(reading, NULL, ": its name is empty");
    if (!utf8_valid(name, strlen(name)))
        fail_key(reading, NULL, ": its name is not valid UTF-8");
}

static void check_keys(const struct hook_reading *reading, int body) {
    lua_State *L = reading->declaration->L;
    for (lua_pushnil(L); lua_next(L, body); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            box_error(L, origin_at(reading, reading->places ? places_item_line(reading->places, 1) : 0),
                      "data migration '%s' has a list item; it has the keys up and down",
                      reading->hook->name);
        const char *key = lua_tostring(L, -2);
        if (strcmp(key, "up") != 0 && strcmp(key, "down") != 0)
            fail_key(reading, key, ": unknown key '%s'; it has up and down", key);
        int first = reading->places ? places_repeated_line(reading->places, key) : 0;
        if (first)
            fail_key(reading, key, ": the key %s is given twice: here and on line %d", key, first);
    }
}

/* Leaves the function on the stack, if it is one. */
static bool push_function(lua_State *L, int body, const char *key, bool *batches) {
    lua_pushstring(L, key);
    if (lua_rawget(L, body) == LUA_TTABLE) {
        *batches = lua_rawgetp(L, -1, BATCHES) == LUA_TFUNCTION;
        if (*batches)
            lua_remove(L, -2);
        else
            lua_pop(L, 1);
    }
    return lua_isfunction(L, -1);
}

static const char *read_way(const struct hook_reading *reading, int body, const char *key, bool *batches) {
    lua_State *L = reading->declaration->L;
    const char *text = NULL;
    if (push_function(L, body, key, batches))
        text = arena_copy(arena_of(reading), hook_freeze(L, lua_gettop(L)));
    else if (!lua_isnil(L, -1))
        fail_key(reading, key, ": %s wants a function(db), not a %s", key, luaL_typename(L, -1));
    lua_pop(L, 1);
    return text;
}

static void check_twice(const struct hook_reading *reading) {
    const struct graph *graph = reading->declaration->graph;
    for (int i = 0; i < graph->hook_count; i++)
        if (strcmp(graph->hooks[i]->name, reading->hook->name) == 0 &&
            strcmp(graph->hooks[i]->owner, reading->hook->owner) == 0)
            fail_key(reading, NULL, " is declared twice: here and at %s", graph->hooks[i]->origin);
}

void hook_read(struct declaration *declaration, const char *name, int body, const struct places *places) {
    struct graph *graph = declaration->graph;
    struct hook *hook = arena_alloc(graph->arena, sizeof *hook);
    struct hook_reading reading = {declaration, places, hook};
    *hook = (struct hook){.name = name, .owner = declaration->owner, .origin = origin_at(&reading, 0)};
    check_name(&reading);
    check_keys(&reading, body);
    check_twice(&reading);
    hook->up = read_way(&reading, body, "up", &hook->up_batches);
    if (!hook->up)
        fail_key(&reading, NULL, " has no up: write up = function(db) ... end");
    hook->down = read_way(&reading, body, "down", &hook->down_batches);
    graph->hooks = arena_grow(graph->arena, graph->hooks, (size_t)graph->hook_count, sizeof *graph->hooks);
    graph->hooks[graph->hook_count++] = hook;
}

static int batches(lua_State *L) {
    if (!lua_isfunction(L, 1))
        return box_error(L, box_origin(L, 1), "batches wants a function(db), not a %s", luaL_typename(L, 1));
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, 1);
    lua_rawsetp(L, -2, BATCHES);
    return 1;
}

void hook_push_batches(lua_State *L) {
    lua_pushcfunction(L, batches);
}
