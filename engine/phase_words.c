#include "luamig/phase_words.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/phase.h"

/* The metatable of what `batches`, `hook` and `no_transaction` give. */
static const char PHASE[] = "luamig.phase";

static bool is_phase(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index))
        return false;
    luaL_getmetatable(L, PHASE);
    bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same;
}

static int frozen(lua_State *L) {
    return luaL_error(L, "a phase cannot be changed");
}

/* Pushes { kind, fn, hook, name, line } of the function at `index`; `name` NULL: no hook. */
static void push_phase(lua_State *L, enum phase_kind kind, int index, const char *name) {
    index = lua_absindex(L, index);
    lua_Debug activation;
    lua_pushvalue(L, index);
    lua_getinfo(L, ">S", &activation);
    lua_createtable(L, 0, 5);
    lua_pushinteger(L, kind);
    lua_setfield(L, -2, "kind");
    lua_pushvalue(L, index);
    lua_setfield(L, -2, "fn");
    lua_pushboolean(L, name != NULL);
    lua_setfield(L, -2, "hook");
    lua_pushstring(L, name);
    lua_setfield(L, -2, "name");
    lua_pushinteger(L, activation.linedefined);
    lua_setfield(L, -2, "line");
    if (luaL_newmetatable(L, PHASE)) {
        lua_pushboolean(L, false);
        lua_setfield(L, -2, "__metatable");
        lua_pushcfunction(L, frozen);
        lua_setfield(L, -2, "__newindex");
    }
    lua_setmetatable(L, -2);
}

/* A function of C has no line, no text, and none that users can reach is a phase. */
static bool is_function(lua_State *L, int index) {
    return lua_type(L, index) == LUA_TFUNCTION && !lua_iscfunction(L, index);
}

static int word_batches(lua_State *L) {
    if (lua_gettop(L) != 1 || !is_function(L, 1))
        return heading_refuse(L, NULL, NULL, "batches(function(op, db) ... end)",
                              "batches takes one function");
    push_phase(L, PHASE_BATCHES, 1, NULL);
    return 1;
}

static int word_no_transaction(lua_State *L) {
    static const char hint[] =
        "no_transaction(function(op) ... end) for one op call, "
        "no_transaction(\"repeatable\", function(op, db) ... end) for SQL that may run twice";
    const char *word = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : NULL;
    if (word && strcmp(word, "repeatable") != 0)
        return heading_refuse(L, NULL, NULL, hint,
                              "unknown word \"%s\" for no_transaction; it knows \"repeatable\"", word);
    int at = word ? 2 : 1;
    if (lua_gettop(L) != at || !is_function(L, at))
        return heading_refuse(L, NULL, NULL, hint, "no_transaction takes one function");
    push_phase(L, word ? PHASE_REPEATABLE : PHASE_NO_TRANSACTION, at, NULL);
    return 1;
}

static lua_Integer phase_integer(lua_State *L, int index, const char *field) {
    index = lua_absindex(L, index);
    lua_pushstring(L, field);
    lua_rawget(L, index);
    lua_Integer value = lua_tointeger(L, -1);
    lua_pop(L, 1);
    return value;
}

static int word_hook(lua_State *L) {
    static const char hint[] = "hook(\"name\", function(db) ... end)";
    size_t size = 0;
    const char *name = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &size) : NULL;
    if (!name || size == 0 || strlen(name) != size)
        return heading_refuse(L, NULL, NULL, hint, "hook takes a name and a function");
    bool batches = lua_gettop(L) == 2 && is_phase(L, 2) && phase_integer(L, 2, "kind") == PHASE_BATCHES;
    if (batches) {
        lua_pushstring(L, "fn");
        lua_rawget(L, 2);
        lua_replace(L, 2);
    }
    if (lua_gettop(L) != 2 || !is_function(L, 2))
        return heading_refuse(L, NULL, NULL, hint, "the hook \"%s\" takes one function, or batches(function)",
                              name);
    push_phase(L, batches ? PHASE_BATCHES : PHASE_TRANSACTION, 2, name);
    return 1;
}

/* Pushes a copy of the phase at `index` that the file has no hand on; raises if rawset has spoilt it. */
static void push_copy(lua_State *L, struct heading *heading, const char *key, int index) {
    index = lua_absindex(L, index);
    lua_Integer kind = phase_integer(L, index, "kind");
    lua_pushstring(L, "fn");
    lua_rawget(L, index);
    lua_pushstring(L, "name");
    lua_rawget(L, index);
    bool named = lua_type(L, -1) == LUA_TSTRING;
    if (kind < PHASE_TRANSACTION || kind > PHASE_REPEATABLE || !is_function(L, -2) ||
        (!named && !lua_isnil(L, -1)))
        heading_refuse(L, heading, key, NULL, "a phase of %s was changed after it was made", key);
    push_phase(L, (enum phase_kind)kind, -2, named ? lua_tostring(L, -1) : NULL);
    lua_replace(L, -3);
    lua_pop(L, 1);
}

/* Pushes the phase that one item of `up` or `down` is. */
static void push_item(lua_State *L, struct heading *heading, const char *key, int index, int number) {
    static const char hint[] =
        "a phase is function(op, db) ... end, batches(...), hook(name, ...) or no_transaction(...)";
    if (is_phase(L, index))
        push_copy(L, heading, key, index);
    else if (is_function(L, index))
        push_phase(L, PHASE_TRANSACTION, index, NULL);
    else if (lua_iscfunction(L, index))
        heading_refuse(L, heading, key, hint, "phase %d of %s is a function of Lua's own", number, key);
    else if (lua_type(L, index) == LUA_TTABLE)
        heading_refuse(L, heading, key, hint, "phase %d of %s is a table: phases do not nest", number, key);
    else
        heading_refuse(L, heading, key, hint, "phase %d of %s is a %s", number, key, luaL_typename(L, index));
}

/* The name of a hook is what its progress is known by. */
static void add_hook(lua_State *L, struct heading *heading, const char *key, struct arena *arena,
                     struct list *hooks) {
    lua_getfield(L, -1, "name");
    const char *name = lua_tostring(L, -1);
    if (name && list_find(hooks, name) >= 0)
        heading_refuse(L, heading, key, NULL, "the hook \"%s\" stands twice in %s", name, key);
    if (name)
        list_add(arena, hooks, arena_copy(arena, name));
    lua_pop(L, 1);
}

/* Leaves the list of phases in the registry and gives their number. */
int phase_words_take(lua_State *L, struct heading *heading, const char *key, const char *place,
                     struct arena *arena, struct list *hooks) {
    int value = lua_absindex(L, -1);
    bool alone = is_phase(L, value) || lua_type(L, value) == LUA_TFUNCTION;
    if (!alone && lua_type(L, value) != LUA_TTABLE)
        heading_refuse(L, heading, key, "one phase is function(op, db) ... end, several are a list of such",
                       "%s is a function or a list of phases, not a %s", key, luaL_typename(L, value));
    lua_Integer count = alone ? 1 : 0;
    for (lua_pushnil(L); !alone && lua_next(L, value); lua_pop(L, 1)) {
        if (!lua_isinteger(L, -2))
            heading_refuse(L, heading, key, NULL, "%s is a list of phases, without keys", key);
        count++;
    }
    if (count == 0)
        heading_refuse(L, heading, key, "where nothing is to be done it is function() end",
                       "%s is an empty list", key);
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        if (alone)
            lua_pushvalue(L, value);
        else if (lua_rawgeti(L, value, i) == LUA_TNIL)
            heading_refuse(L, heading, key, NULL, "%s has a hole: phase %d is nil", key, (int)i);
        push_item(L, heading, key, -1, (int)i);
        add_hook(L, heading, key, arena, hooks);
        lua_rawseti(L, -3, i);
        lua_pop(L, 1);
    }
    lua_setfield(L, LUA_REGISTRYINDEX, place);
    return (int)count;
}

void phase_words_add(struct box *box) {
    static const luaL_Reg words[] = {{"batches", word_batches},
                                     {"hook", word_hook},
                                     {"no_transaction", word_no_transaction},
                                     {NULL, NULL}};
    for (const luaL_Reg *word = words; word->name; word++) {
        lua_pushcfunction(box_state(box), word->func);
        box_global(box, word->name);
    }
}
