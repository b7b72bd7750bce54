#include "luamig/seed.h"

#include <errno.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/hook.h"
#include "luamig/reader.h"

/* ---- Reading a declaration ---- */

struct reading {
    struct declaration *declaration;
    const struct places *places;
    struct seed *seed;
};

static int refuse(const struct reading *reading, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static int refuse(const struct reading *reading, const char *key, const char *format, ...) {
    const struct declaration *declaration = reading->declaration;
    struct arena *arena = declaration->graph->arena;
    int line = reading->places && key ? places_key_line(reading->places, key) : 0;
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    const char *origin = arena_printf(arena, "%s:%d", declaration->file, line ? line : declaration->line);
    return box_error(declaration->L, origin, "seed \"%s\" %s", reading->seed->name, message);
}

static void check_keys(const struct reading *reading, int body) {
    lua_State *L = reading->declaration->L;
    for (lua_pushnil(L); lua_next(L, body); lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
        if (!key)
            refuse(reading, NULL, "has a list item; it has the key file or the key fill");
        else if (strcmp(key, "file") != 0 && strcmp(key, "fill") != 0)
            refuse(reading, key, "has the unknown key '%s'; it has file or fill", key);
    }
}

static bool ends_with(const char *path, const char *suffix) {
    size_t size = strlen(path), own = strlen(suffix);
    return size > own && strcmp(path + size - own, suffix) == 0;
}

/* A path that can be read off to lie beneath the folder; links are looked at when it is opened. */
static bool is_beneath(const char *path) {
    if (*path == '/' || !*path)
        return false;
    for (const char *part = path; part; part = strchr(part, '/') ? strchr(part, '/') + 1 : NULL)
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || !part[2]))
            return false;
    return true;
}

/* "core/seeds/a.csv" beside "core/models.lua" */
static const char *beside(struct arena *arena, const char *file, const char *path) {
    const char *slash = strrchr(file, '/');
    return arena_printf(arena, "%.*s%s", slash ? (int)(slash + 1 - file) : 0, file, path);
}

static void read_file(const struct reading *reading) {
    lua_State *L = reading->declaration->L;
    struct arena *arena = reading->declaration->graph->arena;
    struct seed *seed = reading->seed;
    size_t size = 0;
    const char *path = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &size) : NULL;
    if (!path || strlen(path) != size || !is_beneath(path))
        refuse(reading, "file",
               "wants a path beneath the tool's folder as its file, such as \"seeds/prices.csv\"");
    else if (!ends_with(path, ".csv") && !ends_with(path, ".json"))
        refuse(reading, "file", "has the file '%s', which is neither .csv nor .json", path);
    seed->file = arena_copy(arena, path);
    seed->path = arena_printf(arena, "%s/%s", seed->folder, path);
    seed->shown = beside(arena, box_file(box_of(L))->shown, path);
}

static void read_function(const struct reading *reading) {
    lua_State *L = reading->declaration->L;
    struct arena *arena = reading->declaration->graph->arena;
    struct seed *seed = reading->seed;
    if (!lua_isfunction(L, -1))
        refuse(reading, "fill", "wants a function(db) as its fill, not a %s", luaL_typename(L, -1));
    lua_Debug debug;
    seed->fill = arena_copy(arena, hook_freeze(L, lua_gettop(L)));
    lua_pushvalue(L, -1);
    lua_getinfo(L, ">S", &debug);
    seed->line = debug.linedefined;
    seed->path = arena_copy(arena, box_file(box_of(L))->path);
    seed->shown = arena_copy(arena, box_source_shown(box_of(L), debug.source));
}

void seed_read(struct declaration *declaration, const char *name, int body, const struct places *places) {
    struct graph *graph = declaration->graph;
    lua_State *L = declaration->L;
    struct seed *seed = arena_alloc(graph->arena, sizeof *seed);
    struct reading reading = {declaration, places, seed};
    *seed = (struct seed){.name = name,
                          .owner = declaration->owner,
                          .origin = arena_printf(graph->arena, "%s:%d", declaration->file, declaration->line),
                          .folder = arena_copy(graph->arena, box_file(box_of(L))->folder)};
    check_keys(&reading, body);
    lua_getfield(L, body, "file");
    lua_getfield(L, body, "fill");
    if (lua_isnil(L, -1) == lua_isnil(L, -2))
        refuse(&reading, NULL, "has %s: it has one of them",
               lua_isnil(L, -1) ? "neither file nor fill" : "both file and fill");
    if (lua_isnil(L, -2)) {
        read_function(&reading);
    } else {
        lua_pop(L, 1);
        read_file(&reading);
        lua_pushnil(L);
    }
    lua_pop(L, 2);
    graph->seeds = arena_grow(graph->arena, graph->seeds, (size_t)graph->seed_count, sizeof(struct seed *));
    graph->seeds[graph->seed_count++] = seed;
}

/* ---- Tables and order ---- */

/* The kinds whose objects have columns and rows, as graph_resolve() takes them. */
static const char *kinds_of_rows(struct arena *arena) {
    struct text text = text_new(arena);
    for (int i = 0; kinds[i]; i++)
        if (kinds[i]->holds_data && kind_of_key(kinds[i], "#"))
            text_addf(&text, "%s%s", text.size ? " " : "", kinds[i]->name);
    return text.data;
}

static bool find_table(struct graph *graph, struct seed *seed, const char *of, struct fail *fail) {
    seed->table = graph_resolve(graph, of, seed->name);
    if (!seed->table || !seed->table->owner) {
        fail_at(fail, seed->origin, "seed \"%s\": no table of that name is declared", seed->name);
        return fail_hint(fail, "a seed has the name of its table");
    }
    if (strcmp(seed->table->owner, seed->owner) != 0)
        return fail_at(fail, seed->origin, "seed \"%s\": the table belongs to %s", seed->name,
                       seed->table->owner);
    for (int i = 0; i < graph->seed_count && graph->seeds[i] != seed; i++)
        if (graph->seeds[i]->table == seed->table)
            return fail_at(fail, seed->origin, "seed \"%s\" is declared twice: here and at %s", seed->name,
                           graph->seeds[i]->origin);
    return true;
}

struct ordering {
    struct graph *graph;
    struct seed **done;
    int count;
    bool *seen; /* by the object's place in the graph */
};

static void visit(struct ordering *ordering, const struct object *object);

static void visit_needs(struct ordering *ordering, const struct object *object) {
    for (int i = 0; i < object->need_count; i++) {
        const struct object *on = object->needs[i].on;
        while (on->parent && !on->parent->kind->names_others)
            on = on->parent;
        visit(ordering, on);
    }
    for (int i = 0; i < object->kid_count; i++)
        visit_needs(ordering, object->kids[i]);
}

/* What the table and all that hangs on it needs comes first; a circle is entered where it is met. */
static void visit(struct ordering *ordering, const struct object *object) {
    const struct graph *graph = ordering->graph;
    if (ordering->seen[object->number])
        return;
    ordering->seen[object->number] = true;
    visit_needs(ordering, object);
    for (int i = 0; i < graph->seed_count; i++)
        if (graph->seeds[i]->table == object)
            ordering->done[ordering->count++] = graph->seeds[i];
}

bool seeds_link(struct graph *graph, struct fail *fail) {
    const char *of = kinds_of_rows(graph->arena);
    for (int i = 0; i < graph->seed_count; i++) {
        struct fail one = {0};
        if (!find_table(graph, graph->seeds[i], of, &one))
            fail_join(fail, &one);
    }
    if (fail->code || !graph->seed_count)
        return !fail->code;
    struct ordering ordering = {
        .graph = graph,
        .done = arena_alloc(graph->arena, (size_t)graph->seed_count * sizeof(struct seed *)),
        .seen = arena_alloc(graph->arena, (size_t)graph->count * sizeof(bool)),
    };
    for (int i = 0; i < graph->count; i++)
        graph->objects[i]->number = i;
    for (int i = 0; i < graph->seed_count; i++)
        visit(&ordering, graph->seeds[i]->table);
    graph->seeds = ordering.done;
    return true;
}

/* ---- The file ---- */

char *seed_text(const struct seed *seed, struct arena *arena, size_t *size, struct fail *fail) {
    char folder[PATH_MAX], real[PATH_MAX];
    if (!realpath(seed->folder, folder) || !realpath(seed->path, real)) {
        fail_at(fail, seed->origin, "%s: %s", seed->shown, strerror(errno));
        return NULL;
    }
    size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    if (strncmp(real, folder, length) == 0 && real[length] == '/')
        return reader_read(arena, real, seed->shown, size, fail);
    fail_at(fail, seed->origin, "%s leads out of the tool's folder", seed->shown);
    return NULL;
}
