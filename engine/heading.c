#include "luamig/heading.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/duration.h"
#include "luamig/json.h"
#include "luamig/marker.h"
#include "luamig/nearest.h"
#include "luamig/phase.h"
#include "luamig/places.h"
#include "luamig/text.h"

/* The metatable of what `batches`, `hook` and `no_transaction` give. */
static const char PHASE[] = "luamig.phase";

struct heading {
    struct box *box;
    struct arena *arena;
    struct revision *revision; /* NULL once the file has run: the words then refuse */
    const struct places *places;
    const char *origin; /* of the word `revision`; NULL: not met yet */
};

/* ---- errors ---- */

static struct heading *heading_of(lua_State *L) {
    return lua_touserdata(L, lua_upvalueindex(1));
}

static int key_line(const struct heading *heading, const char *key) {
    return heading->places && key ? places_key_line(heading->places, key) : 0;
}

/* At the line of the key where the table is written out, else at the word; `hint` may be NULL. */
__attribute__((format(printf, 5, 6))) static int
refuse(lua_State *L, struct heading *heading, const char *key, const char *hint, const char *format, ...) {
    struct arena *arena = box_arena(heading->box);
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    int line = key_line(heading, key);
    const char *origin = heading->origin;
    if (line)
        origin = arena_printf(arena, "%s:%d", box_file(heading->box)->shown, line);
    struct fail fail = {0};
    fail_at(&fail, origin, "%s", message);
    if (hint)
        fail_hint(&fail, "%s", hint);
    return box_raise(L, &fail);
}

/* ---- values ---- */

/* The string on the top of the stack, copied; raises if it is none that PostgreSQL could hold. */
static const char *take_string(lua_State *L, struct heading *heading, const char *key, const char *what) {
    if (lua_type(L, -1) != LUA_TSTRING)
        refuse(L, heading, key, NULL, "%s is %s, not a %s", key, what, luaL_typename(L, -1));
    size_t size = 0;
    const char *string = lua_tolstring(L, -1, &size);
    if (size == 0)
        refuse(L, heading, key, NULL, "%s is empty", key);
    if (strlen(string) != size)
        refuse(L, heading, key, NULL, "%s holds a NUL byte", key);
    return arena_copy_bytes(heading->arena, string, size);
}

static void take_owner(lua_State *L, struct heading *heading, const char *key) {
    const char *owner = take_string(L, heading, key, "\"core\" or \"custom/ORG\"");
    const char *org = strncmp(owner, "custom/", 7) == 0 ? owner + 7 : "";
    bool good = *org && *org != '_' && *org != '-' &&
                org[strspn(org, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
    if (!good && strcmp(owner, "core") != 0)
        refuse(L, heading, key, "ORG is of a-z, 0-9, _ and -, and begins with a letter or a digit",
               "unknown owner \"%s\": it is \"core\" or \"custom/ORG\"", owner);
    heading->revision->owner = owner;
}

static void take_parent(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->parent = take_string(L, heading, key, "the id of a revision");
    heading->revision->parent_line = key_line(heading, key);
}

static struct list take_ids(lua_State *L, struct heading *heading, const char *key) {
    const char *hint = arena_printf(box_arena(heading->box), "%s = { \"ID\", \"ID\" }", key);
    struct list ids = {0};
    if (lua_type(L, -1) != LUA_TTABLE)
        refuse(L, heading, key, hint, "%s is a list of revisions, not a %s", key, luaL_typename(L, -1));
    lua_Integer count = 0;
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (!lua_isinteger(L, -2))
            refuse(L, heading, key, hint, "%s is a list of revisions, without keys", key);
        count++;
    }
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, -1, i) == LUA_TNIL)
            refuse(L, heading, key, hint, "%s has a hole: item %d is nil", key, (int)i);
        if (lua_type(L, -1) != LUA_TSTRING)
            refuse(L, heading, key, hint, "%s is a list of revisions, but item %d is a %s", key, (int)i,
                   luaL_typename(L, -1));
        const char *id = take_string(L, heading, key, "a list of revisions");
        if (list_find(&ids, id) < 0)
            list_add(heading->arena, &ids, id);
        lua_pop(L, 1);
    }
    return ids;
}

static void take_requires(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->requires = take_ids(L, heading, key);
    heading->revision->requires_line = key_line(heading, key);
}

static void take_before(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->before = take_ids(L, heading, key);
    heading->revision->before_line = key_line(heading, key);
}

/* Sorted by the hazard, since lua_next goes by hash. */
static void add_allowed(struct heading *heading, const char *hazard, const char *reason) {
    struct list *allow = &heading->revision->allow, *reasons = &heading->revision->reasons;
    list_add(heading->arena, allow, hazard);
    list_add(heading->arena, reasons, reason);
    for (int i = allow->count - 1; i > 0 && strcmp(allow->items[i - 1], hazard) > 0; i--) {
        allow->items[i] = allow->items[i - 1];
        reasons->items[i] = reasons->items[i - 1];
        allow->items[i - 1] = hazard;
        reasons->items[i - 1] = reason;
    }
}

static void take_allow(lua_State *L, struct heading *heading, const char *key) {
    static const char hint[] = "allow = { deletes_data = \"the reason\" }";
    if (lua_type(L, -1) != LUA_TTABLE)
        refuse(L, heading, key, hint, "allow is a table of hazards, not a %s", luaL_typename(L, -1));
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            refuse(L, heading, key, hint, "allow says a reason for each hazard");
        const char *hazard = lua_tostring(L, -2);
        size_t size = 0;
        const char *reason = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &size) : "";
        if (strspn(reason, " \t\r\n") == size)
            refuse(L, heading, key, hint, "allow.%s has no reason", hazard);
        add_allowed(heading, arena_copy(heading->arena, hazard), arena_copy(heading->arena, reason));
    }
}

static double take_seconds(lua_State *L, struct heading *heading, const char *key) {
    static const char hint[] = "seconds as a number, or a text such as \"500ms\" or \"2min\"; 0 is no limit";
    double seconds = 0;
    int type = lua_type(L, -1);
    if (type != LUA_TNUMBER && type != LUA_TSTRING)
        refuse(L, heading, key, hint, "%s is a length of time, not a %s", key, luaL_typename(L, -1));
    if (!duration_read(lua_tostring(L, -1), &seconds))
        refuse(L, heading, key, hint, "%s cannot be %s", key, lua_tostring(L, -1));
    return seconds;
}

static void take_lock_timeout(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->lock_timeout = take_seconds(L, heading, key);
}

static void take_statement_timeout(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->statement_timeout = take_seconds(L, heading, key);
}

static void take_role(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->role = take_string(L, heading, key, "the name of a role");
}

/* ---- phases ---- */

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

/* At the place of the running call. */
__attribute__((format(printf, 3, 4))) static int refuse_call(lua_State *L, const char *hint,
                                                             const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vprintf(box_arena(box_of(L)), format, arguments);
    va_end(arguments);
    struct fail fail = {0};
    fail_set(&fail, EXIT_FAILED, "%s", message);
    fail_hint(&fail, "%s", hint);
    return box_raise(L, &fail);
}

static int word_batches(lua_State *L) {
    if (lua_gettop(L) != 1 || !is_function(L, 1))
        return refuse_call(L, "batches(function(op, db) ... end)", "batches takes one function");
    push_phase(L, PHASE_BATCHES, 1, NULL);
    return 1;
}

static int word_no_transaction(lua_State *L) {
    static const char hint[] =
        "no_transaction(function(op) ... end) for one op call, "
        "no_transaction(\"repeatable\", function(op, db) ... end) for SQL that may run twice";
    const char *word = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : NULL;
    if (word && strcmp(word, "repeatable") != 0)
        return refuse_call(L, hint, "unknown word \"%s\" for no_transaction; it knows \"repeatable\"", word);
    int at = word ? 2 : 1;
    if (lua_gettop(L) != at || !is_function(L, at))
        return refuse_call(L, hint, "no_transaction takes one function");
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
        return refuse_call(L, hint, "hook takes a name and a function");
    bool batches = lua_gettop(L) == 2 && is_phase(L, 2) && phase_integer(L, 2, "kind") == PHASE_BATCHES;
    if (batches) {
        lua_pushstring(L, "fn");
        lua_rawget(L, 2);
        lua_replace(L, 2);
    }
    if (lua_gettop(L) != 2 || !is_function(L, 2))
        return refuse_call(L, hint, "the hook \"%s\" takes one function, or batches(function)", name);
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
        refuse(L, heading, key, NULL, "a phase of %s was changed after it was made", key);
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
        refuse(L, heading, key, hint, "phase %d of %s is a function of Lua's own", number, key);
    else if (lua_type(L, index) == LUA_TTABLE)
        refuse(L, heading, key, hint, "phase %d of %s is a table: phases do not nest", number, key);
    else
        refuse(L, heading, key, hint, "phase %d of %s is a %s", number, key, luaL_typename(L, index));
}

/* The name of a hook is what its progress is known by. */
static void check_hook(lua_State *L, struct heading *heading, const char *key, struct list *hooks) {
    lua_getfield(L, -1, "name");
    const char *name = lua_tostring(L, -1);
    if (name && list_find(hooks, name) >= 0)
        refuse(L, heading, key, NULL, "the hook \"%s\" stands twice in %s", name, key);
    if (name)
        list_add(box_arena(heading->box), hooks, arena_copy(box_arena(heading->box), name));
    lua_pop(L, 1);
}

/* Leaves the list of phases in the registry and gives their number. */
static int take_phases(lua_State *L, struct heading *heading, const char *key, const char *place) {
    int value = lua_absindex(L, -1);
    bool alone = is_phase(L, value) || lua_type(L, value) == LUA_TFUNCTION;
    if (!alone && lua_type(L, value) != LUA_TTABLE)
        refuse(L, heading, key, "one phase is function(op, db) ... end, several are a list of such",
               "%s is a function or a list of phases, not a %s", key, luaL_typename(L, value));
    lua_Integer count = alone ? 1 : 0;
    for (lua_pushnil(L); !alone && lua_next(L, value); lua_pop(L, 1)) {
        if (!lua_isinteger(L, -2))
            refuse(L, heading, key, NULL, "%s is a list of phases, without keys", key);
        count++;
    }
    if (count == 0)
        refuse(L, heading, key, "where nothing is to be done it is function() end", "%s is an empty list",
               key);
    struct list hooks = {0};
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        if (alone)
            lua_pushvalue(L, value);
        else if (lua_rawgeti(L, value, i) == LUA_TNIL)
            refuse(L, heading, key, NULL, "%s has a hole: phase %d is nil", key, (int)i);
        push_item(L, heading, key, -1, (int)i);
        check_hook(L, heading, key, &hooks);
        lua_rawseti(L, -3, i);
        lua_pop(L, 1);
    }
    lua_setfield(L, LUA_REGISTRYINDEX, place);
    return (int)count;
}

static void take_up(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->ups = take_phases(L, heading, key, PHASE_UP);
}

static void take_down(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->downs = take_phases(L, heading, key, PHASE_DOWN);
}

/* ---- the table ---- */

static const struct {
    const char *name;
    void (*take)(lua_State *L, struct heading *heading, const char *key);
} keys[] = {
    {"owner", take_owner},
    {"parent", take_parent},
    {"requires", take_requires},
    {"before", take_before},
    {"allow", take_allow},
    {"lock_timeout", take_lock_timeout},
    {"statement_timeout", take_statement_timeout},
    {"role", take_role},
    {"up", take_up},
    {"down", take_down},
};
enum { KEYS = sizeof keys / sizeof *keys };

static bool is_known(const char *key) {
    for (int i = 0; i < KEYS; i++)
        if (strcmp(keys[i].name, key) == 0)
            return true;
    return false;
}

static int refuse_key(lua_State *L, struct heading *heading, const char *key) {
    const char *names[KEYS];
    struct text all = text_new(box_arena(heading->box));
    text_add(&all, "revision knows ");
    for (int i = 0; i < KEYS; i++) {
        names[i] = keys[i].name;
        text_addf(&all, "%s%s", i ? ", " : "", keys[i].name);
    }
    const char *near = nearest(key, names, KEYS);
    if (near)
        return refuse(L, heading, key, all.data, "unknown key \"%s\"; the nearest is \"%s\"", key, near);
    return refuse(L, heading, key, all.data, "unknown key \"%s\"", key);
}

/* Reports the first in the order of bytes, since lua_next goes by hash. */
static void check_keys(lua_State *L, struct heading *heading) {
    const char *unknown = NULL;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            refuse(L, heading, NULL, "phases stand behind a key: up = { ... }",
                   "a value in revision has no key");
        const char *key = lua_tostring(L, -2);
        if (!is_known(key) && (!unknown || strcmp(key, unknown) < 0))
            unknown = key;
    }
    if (unknown)
        refuse_key(L, heading, unknown);
}

static int word_revision(lua_State *L) {
    struct heading *heading = heading_of(L);
    if (!heading->revision)
        return refuse_call(L, "it stands at the top of the file",
                           "revision was called while the revision runs");
    if (heading->origin)
        return refuse_call(L, "a file holds one: put the other into a file of its own",
                           "a second revision; the first stands in %s", heading->origin);
    heading->origin = arena_copy(box_arena(heading->box), box_origin(L, 1));
    if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TTABLE)
        return refuse(L, heading, NULL, "revision { up = function(op, db) ... end }",
                      "revision takes one table");
    heading->revision->line = box_line(L, 1);
    heading->places = places_find(box_arena(heading->box), box_tokens(heading->box), heading->revision->line,
                                  "revision", 0);
    check_keys(L, heading);
    for (int i = 0; i < KEYS; i++) {
        lua_pushstring(L, keys[i].name);
        if (lua_rawget(L, 1) != LUA_TNIL)
            keys[i].take(L, heading, keys[i].name);
        lua_pop(L, 1);
    }
    if (heading->revision->ups == 0)
        return refuse(L, heading, NULL, "a revision that does nothing says up = function() end",
                      "up is missing");
    return 0;
}

/* ---- the file ---- */

static void add_word(struct heading *heading, const char *name, lua_CFunction word) {
    lua_State *L = box_state(heading->box);
    lua_pushlightuserdata(L, heading);
    lua_pushcclosure(L, word, 1);
    box_global(heading->box, name);
}

struct heading *heading_begin(struct box *box, struct arena *arena, struct revision *revision) {
    /* In the box's arena, since the word may be called as long as the box lives. */
    struct heading *heading = arena_alloc(box_arena(box), sizeof *heading);
    *heading = (struct heading){.box = box, .arena = arena, .revision = revision};
    revision->lock_timeout = revision->statement_timeout = -1;
    lua_State *L = box_state(box);
    add_word(heading, "revision", word_revision);
    add_word(heading, "batches", word_batches);
    add_word(heading, "hook", word_hook);
    add_word(heading, "no_transaction", word_no_transaction);
    marker_push_none(L);
    box_global(box, "none");
    marker_push_sql(L);
    box_global(box, "sql");
    marker_push_now(L);
    box_global(box, "now");
    json_push_library(L);
    box_global(box, "json");
    return heading;
}

bool heading_end(struct heading *heading, struct fail *fail) {
    heading->revision = NULL;
    if (heading->origin)
        return true;
    fail_at(fail, box_file(heading->box)->shown, "no revision stands in this file");
    return fail_hint(fail, "begin it with: revision { owner = \"core\", up = function(op, db) ... end }");
}
