#include "luamig/phase.h"

#include <lauxlib.h>
#include <string.h>

static const char *key_of(enum direction direction) {
    return direction == DIRECTION_UP ? PHASE_UP : PHASE_DOWN;
}

static lua_Integer integer_field(lua_State *L, const char *name) {
    lua_getfield(L, -1, name);
    lua_Integer value = lua_tointeger(L, -1);
    lua_pop(L, 1);
    return value;
}

static void read_phase(lua_State *L, struct arena *arena, struct phase *phase) {
    phase->kind = (enum phase_kind)integer_field(L, "kind");
    phase->line = (int)integer_field(L, "line");
    lua_getfield(L, -1, "hook");
    phase->hook = lua_toboolean(L, -1);
    lua_getfield(L, -2, "name");
    phase->name = arena_copy(arena, lua_tostring(L, -1));
    lua_pop(L, 2);
}

struct reading {
    struct arena *arena;
    struct phase *phases;
    enum direction direction;
    int count;
};

/* In a C function of Lua's, since each access may allocate and so raise. */
static int read_phases(lua_State *L) {
    struct reading *reading = lua_touserdata(L, 1);
    if (lua_getfield(L, LUA_REGISTRYINDEX, key_of(reading->direction)) != LUA_TTABLE)
        return 0;
    reading->count = (int)lua_rawlen(L, -1);
    reading->phases = arena_alloc(reading->arena, ((size_t)reading->count + 1) * sizeof *reading->phases);
    for (int i = 0; i < reading->count; i++) {
        lua_rawgeti(L, -1, i + 1);
        read_phase(L, reading->arena, &reading->phases[i]);
        lua_pop(L, 1);
    }
    return 0;
}

struct phase *phases_read(struct arena *arena, struct revision *revision, enum direction direction,
                          int *count) {
    struct reading reading = {.arena = arena, .direction = direction};
    struct fail fail = {0};
    lua_State *L = box_state(revision->box);
    lua_pushcfunction(L, read_phases);
    lua_pushlightuserdata(L, &reading);
    if (!box_call(revision->box, 1, 0, &fail))
        reading.phases = NULL;
    fail_clear(&fail);
    *count = reading.phases ? reading.count : 0;
    for (int i = 0; i < *count; i++) {
        reading.phases[i].revision = revision;
        reading.phases[i].direction = direction;
        reading.phases[i].index = i;
        reading.phases[i].count = *count;
    }
    return reading.phases;
}

void phase_push_function(lua_State *L, const struct phase *phase) {
    lua_getfield(L, LUA_REGISTRYINDEX, key_of(phase->direction));
    lua_rawgeti(L, -1, phase->index + 1);
    lua_getfield(L, -1, "fn");
    lua_replace(L, -3);
    lua_pop(L, 1);
}
