#include "luamig/model.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/coherence.h"
#include "luamig/declaration.h"
#include "luamig/hook_read.h"
#include "luamig/inherit.h"
#include "luamig/json.h"
#include "luamig/marker.h"
#include "luamig/seed.h"

enum { DECLARATION = 1000 }; /* instructions that a declaration costs: what it makes is not Lua's memory */

/* The words that declare no object. */
static const struct own_word {
    const char *word;
    void (*read)(struct declaration *declaration, const char *name, int body, const struct places *places);
} own_words[] = {{"data_migration", hook_read}, {"seed", seed_read}};
enum { OWN_WORDS = sizeof own_words / sizeof *own_words };

/* A word that has been given its name and waits for its body. */
struct pending {
    const struct kind *kind; /* NULL: a word of the engine's own */
    const struct own_word *own;
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

static void take_body(lua_State *L, const struct source_reading *reading, struct pending *pending, int body) {
    if (pending->done)
        box_error(L, origin_of(reading, pending), "%s \"%s\" is given two bodies", pending->word,
                  pending->name);
    pending->done = true;
    const char *shown = arena_copy(reading->graph->arena, box_source_shown(reading->box, pending->source));
    struct declaration declaration = {L, reading->graph, reading->source->owner, shown, pending->line};
    if (pending->own) {
        pending->own->read(&declaration, pending->name, body, places_of(reading, pending));
        return;
    }
    const char *bare;
    struct object *parent = declaration_parent(&declaration, pending->kind, pending->name, &bare);
    declaration_read(&declaration, pending->kind, parent, bare, body, places_of(reading, pending));
}

static int body_given(lua_State *L) {
    struct pending *pending = lua_touserdata(L, lua_upvalueindex(2));
    if (!lua_istable(L, 1))
        return box_error(L, origin_of(reading_of(L), pending), "%s \"%s\" wants a table, not a %s",
                         pending->word, pending->name, luaL_typename(L, 1));
    take_body(L, reading_of(L), pending, 1);
    return 0;
}

/* The same words just before it on its line. A loop that stands in one line goes round and round there. */
static int count_before(const struct source_reading *reading, const struct pending *pending) {
    enum { MOST = 32 };
    int count = 0;
    for (int i = reading->count; i-- > 0 && count < MOST;) {
        const struct pending *before = reading->pending[i];
        if (before->line != pending->line || before->source != pending->source)
            break;
        count += strcmp(before->word, pending->word) == 0;
    }
    return count;
}

static const struct own_word *find_own(const char *word) {
    for (int i = 0; i < OWN_WORDS; i++)
        if (strcmp(own_words[i].word, word) == 0)
            return &own_words[i];
    return NULL;
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
        return box_error(L, box_origin(L, 1), "%s wants a name, as in %s \"name\" { ... }, not %s%s", word,
                         word, lua_isnil(L, 1) ? "" : "a ", luaL_typename(L, 1));
    const char *name = lua_tolstring(L, 1, &size);
    if (strlen(name) != size)
        return box_error(L, box_origin(L, 1), "a name holds a NUL byte, which PostgreSQL cannot store");
    struct pending *pending = arena_alloc(arena, sizeof *pending);
    *pending = (struct pending){.kind = lua_touserdata(L, lua_upvalueindex(2)),
                                .own = find_own(word),
                                .word = arena_copy(arena, word),
                                .name = arena_copy(arena, name),
                                .source = box_source(L, 1),
                                .line = line};
    pending->nth = count_before(reading, pending);
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

static int finish_pending(lua_State *L) {
    struct source_reading *reading = lua_touserdata(L, 1);
    for (int i = 0; i < reading->count; i++) {
        struct pending *pending = reading->pending[i];
        if (pending->done)
            continue;
        if (!pending->kind || !kind_may_be_bare(pending->kind))
            return box_error(L, origin_of(reading, pending), "%s \"%s\" has no body: write %s \"%s\" { ... }",
                             pending->word, pending->name, pending->word, pending->name);
        lua_newtable(L);
        take_body(L, reading, pending, lua_gettop(L));
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
    for (int i = 0; i < OWN_WORDS; i++)
        add_word(reading, NULL, own_words[i].word);
    lua_pushcfunction(L, timestamps);
    box_global(reading->box, "timestamps");
    hook_push_batches(L);
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

static bool read_source(struct project *project, struct graph *graph, const struct source *source,
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
    /* A file that was not there may be there the next time. */
    if (done && !box_files(reading.box, project->arena, &project->files))
        project->files_known = false;
    box_close(reading.box);
    return done;
}

bool model_read(struct project *project, struct graph *graph, struct fail *fail) {
    project->files = (struct list){0};
    project->files_known = true;
    for (int i = 0; i < project->source_count; i++) {
        struct fail one = {0};
        if (!read_source(project, graph, &project->sources[i], &one))
            fail_join(fail, &one);
    }
    if (fail->code)
        return false;
    inherit_expand(graph);
    graph_link(graph);
    inherit_link(graph);
    return coherence_check(project, graph, fail) && seeds_link(graph, fail);
}
