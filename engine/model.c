#include "luamig/model.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/declaration.h"
#include "luamig/hook.h"
#include "luamig/json.h"
#include "luamig/marker.h"

enum { DECLARATION = 1000 }; /* instructions that a declaration costs: what it makes is not Lua's memory */

/* A word that has been given its name and waits for its body. */
struct pending {
    const struct kind *kind; /* NULL: data_migration or seed */
    const char *word, *name;
    const char *source; /* the file where it stands, see box_source() */
    int line, nth;
    bool done;
};

/* What the words of one file work on. */
struct source_reading {
    const struct source *source;
    struct graph *graph;
    struct box *box;
    struct pending **pending;
    int count;
};

static struct source_reading *reading_of(lua_State *L) {
    return lua_touserdata(L, lua_upvalueindex(1));
}

static const char *origin_of(const struct source_reading *reading, const struct pending *pending) {
    return arena_printf(reading->graph->arena, "%s:%d", box_source_shown(reading->box, pending->source),
                        pending->line);
}

/* The constructor behind a pending word. Several words on one line are told apart by their order; a word in a loop
 * stands there once and is called often. */
static const struct places *places_of(const struct source_reading *reading, const struct pending *pending) {
    struct arena *arena = reading->graph->arena;
    const struct tokens *tokens = box_source_tokens(reading->box, pending->source);
    const struct places *places = places_find(arena, tokens, pending->line, pending->word, pending->nth);
    return places ? places : places_find(arena, tokens, pending->line, pending->word, 0);
}

static void declare(lua_State *L, const struct source_reading *reading, struct pending *pending, int body) {
    const char *shown = arena_copy(reading->graph->arena, box_source_shown(reading->box, pending->source));
    struct declaration declaration = {L, reading->graph, reading->source->owner, shown, pending->line};
    const char *bare;
    struct object *parent = declaration_parent(&declaration, pending->kind, pending->name, &bare);
    pending->done = true;
    /* schema "billing" after a name in it has been used: the same object, now declared. */
    struct object *object = graph_find(reading->graph, pending->kind, parent, bare);
    if (object && object->implied && pending->kind->names_others) {
        object->implied = false;
        object->owner = reading->source->owner;
        object->origin = origin_of(reading, pending);
        return;
    }
    declaration_read(&declaration, pending->kind, parent, bare, body, places_of(reading, pending));
}

static bool has_function(lua_State *L, int table, const char *key, const char **text, bool *batches, const char *place) {
    int kind = lua_getfield(L, table, key);
    if (kind == LUA_TTABLE && lua_getfield(L, -1, "batches") == LUA_TFUNCTION) {
        *batches = true;
        lua_remove(L, -2);
        kind = LUA_TFUNCTION;
    } else if (kind == LUA_TTABLE) {
        lua_pop(L, 1);
    }
    if (kind == LUA_TFUNCTION)
        *text = hook_freeze(L, lua_gettop(L));
    else if (kind != LUA_TNIL)
        box_error(L, place, "%s of a data migration is a function(db), not a %s", key, lua_typename(L, kind));
    lua_pop(L, 1);
    return kind == LUA_TFUNCTION;
}

static void check_hook_keys(lua_State *L, int table, const char *place) {
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "(a list item)";
        if (strcmp(key, "up") != 0 && strcmp(key, "down") != 0)
            box_error(L, place, "unknown key '%s' in a data migration; it has up and down", key);
    }
}

static void declare_hook(lua_State *L, const struct source_reading *reading, struct pending *pending, int body) {
    struct graph *graph = reading->graph;
    const char *place = origin_of(reading, pending);
    luaL_checktype(L, body, LUA_TTABLE);
    check_hook_keys(L, body, place);
    for (int i = 0; i < graph->hook_count; i++)
        if (strcmp(graph->hooks[i]->name, pending->name) == 0 &&
            strcmp(graph->hooks[i]->owner, reading->source->owner) == 0)
            box_error(L, place, "data migration '%s' is declared twice: here and at %s", pending->name,
                      graph->hooks[i]->origin);
    struct hook *hook = arena_alloc(graph->arena, sizeof *hook);
    *hook = (struct hook){.name = pending->name, .owner = reading->source->owner, .origin = place};
    if (!has_function(L, body, "up", &hook->up, &hook->up_batches, place))
        box_error(L, place, "data migration '%s' has no up", pending->name);
    has_function(L, body, "down", &hook->down, &hook->down_batches, place);
    hook->up = arena_copy(graph->arena, hook->up);
    hook->down = arena_copy(graph->arena, hook->down);
    graph->hooks = arena_grow(graph->arena, graph->hooks, (size_t)graph->hook_count, sizeof *graph->hooks);
    graph->hooks[graph->hook_count++] = hook;
    pending->done = true;
}

static void take_body(lua_State *L, const struct source_reading *reading, struct pending *pending, int body) {
    if (pending->done)
        box_error(L, origin_of(reading, pending), "%s \"%s\" is given two bodies", pending->word, pending->name);
    if (pending->kind)
        declare(L, reading, pending, body);
    else
        declare_hook(L, reading, pending, body);
}

static int body_given(lua_State *L) {
    struct pending *pending = lua_touserdata(L, lua_upvalueindex(2));
    if (!lua_istable(L, 1))
        return box_error(L, origin_of(reading_of(L), pending), "%s \"%s\" wants a table, not a %s",
                         pending->word, pending->name, luaL_typename(L, 1));
    take_body(L, reading_of(L), pending, 1);
    return 0;
}

/* `word "name" { body }`; the body of what has nothing that must be said may be left out. */
static int word_given(lua_State *L) {
    struct source_reading *reading = reading_of(L);
    struct arena *arena = reading->graph->arena;
    const char *word = lua_tostring(L, lua_upvalueindex(3));
    int line = box_line(L, 1);
    size_t size;
    box_charge(L, DECLARATION);
    if (lua_type(L, 1) != LUA_TSTRING)
        return box_error(L, box_origin(L, 1), "%s wants a name, as in %s \"name\" { ... }, not a %s", word,
                         word, luaL_typename(L, 1));
    const char *name = lua_tolstring(L, 1, &size);
    if (strlen(name) != size)
        return box_error(L, box_origin(L, 1), "a name holds a NUL byte, which PostgreSQL cannot store");
    struct pending *pending = arena_alloc(arena, sizeof *pending);
    *pending = (struct pending){.kind = lua_touserdata(L, lua_upvalueindex(2)),
                                .word = arena_copy(arena, word),
                                .name = arena_copy(arena, name),
                                .source = box_source(L, 1),
                                .line = line};
    for (int i = 0; i < reading->count; i++)
        if (reading->pending[i]->line == line && reading->pending[i]->source == pending->source &&
            strcmp(reading->pending[i]->word, word) == 0)
            pending->nth++;
    reading->pending = arena_grow(arena, reading->pending, (size_t)reading->count, sizeof *reading->pending);
    reading->pending[reading->count++] = pending;
    if (lua_istable(L, 2)) {
        take_body(L, reading, pending, 2);
        return 0;
    }
    lua_pushlightuserdata(L, reading);
    lua_pushlightuserdata(L, pending);
    lua_pushcclosure(L, body_given, 2);
    return 1;
}

/* Nothing must be said of it: no columns, no list, no body. */
static bool may_be_bare(const struct kind *kind) {
    return kind && !kind_field_ruled(kind, POSITIONAL) && !kind_of_key(kind, "#");
}

static int finish_pending(lua_State *L) {
    struct source_reading *reading = lua_touserdata(L, 1);
    for (int i = 0; i < reading->count; i++) {
        struct pending *pending = reading->pending[i];
        if (pending->done)
            continue;
        if (!may_be_bare(pending->kind))
            return box_error(L, origin_of(reading, pending), "%s \"%s\" has no body: write %s \"%s\" { ... }",
                             pending->word, pending->name, pending->word, pending->name);
        lua_newtable(L);
        declare(L, reading, pending, lua_gettop(L));
        lua_pop(L, 1);
    }
    return 0;
}

static int timestamps(lua_State *L) {
    static const char *const names[] = {"created_at", "updated_at"};
    lua_createtable(L, 2, 0);
    for (int i = 0; i < 2; i++) {
        lua_createtable(L, 2, 3);
        lua_pushstring(L, names[i]);
        lua_rawseti(L, -2, 1);
        lua_pushliteral(L, "timestamptz");
        lua_rawseti(L, -2, 2);
        lua_pushboolean(L, false);
        lua_setfield(L, -2, "null");
        marker_push_now(L);
        lua_call(L, 0, 1);
        if (i == 1) {
            lua_pushvalue(L, -1);
            lua_setfield(L, -3, "on_update");
        }
        lua_setfield(L, -2, "default");
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

static int batches(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "batches");
    return 1;
}

static void add_word(struct source_reading *reading, const struct kind *kind, const char *word) {
    lua_State *L = box_state(reading->box);
    lua_pushlightuserdata(L, reading);
    lua_pushlightuserdata(L, (void *)(uintptr_t)kind);
    lua_pushstring(L, word);
    lua_pushcclosure(L, word_given, 3);
    box_global(reading->box, word);
}

static int add_words(lua_State *L) {
    struct source_reading *reading = lua_touserdata(L, 1);
    for (int i = 0; kinds[i]; i++)
        if (kinds[i]->word)
            add_word(reading, kinds[i], kinds[i]->word);
    add_word(reading, NULL, "data_migration");
    lua_pushcfunction(L, timestamps);
    box_global(reading->box, "timestamps");
    lua_pushcfunction(L, batches);
    box_global(reading->box, "batches");
    marker_push_sql(L);
    box_global(reading->box, "sql");
    marker_push_now(L);
    box_global(reading->box, "now");
    json_push_library(L);
    box_global(reading->box, "json");
    return 0;
}

static bool call_with(struct source_reading *reading, lua_CFunction function, struct fail *fail) {
    lua_State *L = box_state(reading->box);
    lua_pushcfunction(L, function);
    lua_pushlightuserdata(L, reading);
    return box_call(reading->box, 1, 0, fail);
}

static bool read_source(const struct project *project, struct graph *graph, const struct source *source,
                        struct fail *fail) {
    struct box_file file = {.path = source->path,
                            .shown = source->shown,
                            .folder = source->folder,
                            .owner = source->owner,
                            .tool = source->tool,
                            .limits = &project->limits};
    struct source_reading reading = {.source = source, .graph = graph};
    reading.box = box_open(BOX_MODELS, &file, fail);
    bool done = reading.box && call_with(&reading, add_words, fail) && box_run(reading.box, fail) &&
                call_with(&reading, finish_pending, fail);
    box_close(reading.box);
    return done;
}

/* A custom model may lean on core's objects and its own; core leans on nobody; one organisation on another only
 * where luamig.lua says so. */
static bool check_owners(const struct project *project, struct graph *graph, struct fail *fail) {
    for (int i = 0; i < graph->count; i++) {
        const struct object *object = graph->objects[i];
        for (int n = 0; n < object->need_count; n++) {
            const struct object *on = object->needs[n].on;
            if (object->needs[n].strength != KNOWN || !object->owner || !on->owner ||
                project_may_reference(project, object->owner, on->owner))
                continue;
            struct fail one = {0};
            fail_at(&one, object->origin, "%s of %s leans on %s of %s", object_title(graph->arena, object),
                    object->owner, object_title(graph->arena, on), on->owner);
            if (strcmp(object->owner, "core") == 0)
                fail_hint(&one, "core never leans on custom models: move the table to core, or the reference to %s",
                          on->owner);
            else
                fail_hint(&one, "let luamig.lua say so: requires = { %s = { \"%s\" } }",
                          strchr(object->owner, '/') ? strchr(object->owner, '/') + 1 : object->owner,
                          strchr(on->owner, '/') ? strchr(on->owner, '/') + 1 : on->owner);
            fail_join(fail, &one);
        }
    }
    return !fail->code;
}

bool model_read(struct project *project, struct graph *graph, struct fail *fail) {
    for (int i = 0; i < project->source_count; i++) {
        struct fail one = {0};
        if (!read_source(project, graph, &project->sources[i], &one))
            fail_join(fail, &one);
    }
    if (fail->code)
        return false;
    graph_link(graph);
    return check_owners(project, graph, fail);
}
