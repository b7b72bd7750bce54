#include "luamig/heading.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/duration.h"
#include "luamig/json.h"
#include "luamig/marker.h"
#include "luamig/nearest.h"
#include "luamig/phase.h"
#include "luamig/phase_words.h"
#include "luamig/places.h"
#include "luamig/text.h"

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

int heading_refuse(lua_State *L, struct heading *heading, const char *key, const char *hint,
                   const char *format, ...) {
    struct arena *arena = box_arena(box_of(L));
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    struct fail fail = {0};
    fail_set(&fail, EXIT_FAILED, "%s", message);
    int line = heading ? key_line(heading, key) : 0;
    if (line)
        fail_origin(&fail, arena_printf(arena, "%s:%d", box_file(heading->box)->shown, line));
    else if (heading)
        fail_origin(&fail, heading->origin);
    if (hint)
        fail_hint(&fail, "%s", hint);
    return box_raise(L, &fail);
}

/* ---- values ---- */

/* The string on the top of the stack, copied; raises if it is none that PostgreSQL could hold. */
static const char *take_string(lua_State *L, struct heading *heading, const char *key, const char *what) {
    if (lua_type(L, -1) != LUA_TSTRING)
        heading_refuse(L, heading, key, NULL, "%s is %s, not a %s", key, what, luaL_typename(L, -1));
    size_t size = 0;
    const char *string = lua_tolstring(L, -1, &size);
    if (size == 0)
        heading_refuse(L, heading, key, NULL, "%s is empty", key);
    if (strlen(string) != size)
        heading_refuse(L, heading, key, NULL, "%s holds a NUL byte", key);
    return arena_copy_bytes(heading->arena, string, size);
}

static void take_owner(lua_State *L, struct heading *heading, const char *key) {
    const char *owner = take_string(L, heading, key, "\"core\" or \"custom/ORG\"");
    const char *org = strncmp(owner, "custom/", 7) == 0 ? owner + 7 : "";
    bool good = *org && *org != '_' && *org != '-' &&
                org[strspn(org, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
    if (!good && strcmp(owner, "core") != 0)
        heading_refuse(L, heading, key, "ORG is of a-z, 0-9, _ and -, and begins with a letter or a digit",
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
        heading_refuse(L, heading, key, hint, "%s is a list of revisions, not a %s", key,
                       luaL_typename(L, -1));
    lua_Integer count = 0;
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (!lua_isinteger(L, -2))
            heading_refuse(L, heading, key, hint, "%s is a list of revisions, without keys", key);
        count++;
    }
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, -1, i) == LUA_TNIL)
            heading_refuse(L, heading, key, hint, "%s has a hole: item %d is nil", key, (int)i);
        if (lua_type(L, -1) != LUA_TSTRING)
            heading_refuse(L, heading, key, hint, "%s is a list of revisions, but item %d is a %s", key,
                           (int)i, luaL_typename(L, -1));
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
        heading_refuse(L, heading, key, hint, "allow is a table of hazards, not a %s", luaL_typename(L, -1));
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            heading_refuse(L, heading, key, hint, "allow says a reason for each hazard");
        const char *hazard = lua_tostring(L, -2);
        size_t size = 0;
        const char *reason = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &size) : "";
        if (strspn(reason, " \t\r\n") == size)
            heading_refuse(L, heading, key, hint, "allow.%s has no reason", hazard);
        add_allowed(heading, arena_copy(heading->arena, hazard), arena_copy(heading->arena, reason));
    }
}

static double take_seconds(lua_State *L, struct heading *heading, const char *key) {
    static const char hint[] = "seconds as a number, or a text such as \"500ms\" or \"2min\"; 0 is no limit";
    double seconds = 0;
    int type = lua_type(L, -1);
    if (type != LUA_TNUMBER && type != LUA_TSTRING)
        heading_refuse(L, heading, key, hint, "%s is a length of time, not a %s", key, luaL_typename(L, -1));
    if (!duration_read(lua_tostring(L, -1), &seconds))
        heading_refuse(L, heading, key, hint, "%s cannot be %s", key, lua_tostring(L, -1));
    return seconds;
}

static void take_lock_timeout(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->lock_timeout = take_seconds(L, heading, key);
}

static void take_statement_timeout(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->statement_timeout = take_seconds(L, heading, key);
}

static void take_retries(lua_State *L, struct heading *heading, const char *key) {
    lua_Integer retries = lua_tointeger(L, -1);
    if (!lua_isinteger(L, -1) || retries < 0 || retries > 1000)
        heading_refuse(L, heading, key, NULL, "%s is a whole number from 0 to 1000", key);
    heading->revision->retries = (int)retries;
}

static void take_role(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->role = take_string(L, heading, key, "the name of a role");
}

/* ---- phases ---- */

static void take_up(lua_State *L, struct heading *heading, const char *key) {
    heading->revision->ups =
        phase_words_take(L, heading, key, PHASE_UP, heading->arena, &heading->revision->hooks);
}

static void take_down(lua_State *L, struct heading *heading, const char *key) {
    struct list hooks = {0};
    heading->revision->downs = phase_words_take(L, heading, key, PHASE_DOWN, heading->arena, &hooks);
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
    {"retries", take_retries},
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
        return heading_refuse(L, heading, key, all.data, "unknown key \"%s\"; the nearest is \"%s\"", key,
                              near);
    return heading_refuse(L, heading, key, all.data, "unknown key \"%s\"", key);
}

/* Reports the first in the order of bytes, since lua_next goes by hash. */
static void check_keys(lua_State *L, struct heading *heading) {
    const char *unknown = NULL;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            heading_refuse(L, heading, NULL, "phases stand behind a key: up = { ... }",
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
        return heading_refuse(L, NULL, NULL, "it stands at the top of the file",
                              "revision was called while the revision runs");
    if (heading->origin)
        return heading_refuse(L, NULL, NULL, "a file holds one: put the other into a file of its own",
                              "a second revision; the first stands in %s", heading->origin);
    heading->origin = arena_copy(box_arena(heading->box), box_origin(L, 1));
    if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TTABLE)
        return heading_refuse(L, heading, NULL, "revision { up = function(op, db) ... end }",
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
        return heading_refuse(L, heading, NULL, "a revision that does nothing says up = function() end",
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
    revision->retries = -1;
    lua_State *L = box_state(box);
    add_word(heading, "revision", word_revision);
    phase_words_add(box);
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
