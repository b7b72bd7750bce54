#include "luamig/project.h"

#include <errno.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "luamig/dotenv.h"
#include "luamig/settings.h"
#include "luamig/trusted.h"

#define FILE_NAME "luamig.lua"

/* ---- Opening ---- */

static const char *join(struct arena *arena, const char *folder, const char *name) {
    if (*name == '/')
        return name;
    return arena_printf(arena, "%s%s%s", folder, strcmp(folder, "/") == 0 ? "" : "/", name);
}

/* The folder itself or the nearest above it that holds luamig.lua, a full path; NULL and fail. */
static const char *find_root(struct arena *arena, const char *folder, bool exact, struct fail *fail) {
    char *full = realpath(folder ? folder : ".", NULL);
    if (!full) {
        fail_set(fail, EXIT_FAILED, "%s: %s", folder ? folder : "the working folder", strerror(errno));
        return NULL;
    }
    char *root = arena_copy(arena, full);
    free(full);
    const char *from = arena_copy(arena, root);
    while (access(join(arena, root, FILE_NAME), F_OK) != 0) {
        char *slash = strrchr(root, '/');
        if (exact || strcmp(root, "/") == 0) {
            fail_set(fail, EXIT_FAILED, "no " FILE_NAME " in %s%s", from,
                     exact ? "" : " or in a folder above it");
            fail_hint(fail, "make a project with: luamig init%s%s", exact ? " " : "", exact ? folder : "");
            return NULL;
        }
        slash[slash == root] = '\0';
    }
    return root;
}

/* What env() asks: .env is read when the real environment does not answer, and once. */
struct variables {
    struct project *project;
    struct dotenv dotenv;
    bool read;
};

static const char *find_variable(void *context, const char *name, struct fail *fail) {
    struct variables *variables = context;
    struct project *project = variables->project;
    const char *value = dotenv_find(&variables->dotenv, name);
    if (value || variables->read)
        return value;
    if (!dotenv_read(project->arena, join(project->arena, project->root, ".env"), ".env", &variables->dotenv,
                     fail))
        return NULL;
    variables->read = true;
    return dotenv_find(&variables->dotenv, name);
}

static void set_defaults(struct project *project) {
    project->schema = "public";
    project->ledger = "luamig";
    project->lock_timeout = 5;
    project->retries = 9;
    project->core_revisions = project->custom_revisions = "migrations";
    project->limits = box_limits;
    list_add(project->arena, &project->core_models, "core/**/models.lua");
    list_add(project->arena, &project->custom_models, "custom_tools/{org}/**/models.lua");
    list_add(project->arena, &project->custom_models, "custom_resources/{org}/**/models.lua");
}

static bool read_project(struct project *project, struct fail *fail) {
    struct box_file file = {.path = join(project->arena, project->root, FILE_NAME), .shown = FILE_NAME};
    struct variables variables = {.project = project};
    struct environment environment = {.find = find_variable, .context = &variables};
    struct box *box = box_open(BOX_PROJECT, &file, fail);
    if (!box)
        return false;
    settings_words(box, &environment);
    bool done = box_run(box, fail) && settings_read(project, box, fail);
    box_close(box);
    return done;
}

struct project *project_open(const char *folder, bool exact, struct fail *fail) {
    struct arena *arena = arena_new();
    struct project *project = arena_alloc(arena, sizeof *project);
    project->arena = arena;
    project->root = find_root(arena, folder, exact, fail);
    if (project->root) {
        set_defaults(project);
        if (read_project(project, fail))
            return project;
    }
    project_close(project);
    return NULL;
}

void project_close(struct project *project) {
    if (project)
        arena_free(project->arena);
}

/* ---- Discovery: lua/luamig/discover.lua ---- */

struct search {
    struct project *project;
    struct list *revisions; /* out, of search_revisions() */
    struct fail *fail;      /* all that is wrong */
};

static void push_list(lua_State *L, const struct list *list) {
    lua_createtable(L, list->count, 0);
    for (int i = 0; i < list->count; i++) {
        lua_pushstring(L, list->items[i]);
        lua_rawseti(L, -2, i + 1);
    }
}

static const char *field(lua_State *L, struct arena *arena, const char *name) {
    lua_getfield(L, -1, name);
    const char *string = arena_copy(arena, lua_tostring(L, -1));
    lua_pop(L, 1);
    return string;
}

/* Takes the list of errors from the top of the stack. */
static void take_errors(lua_State *L, const struct search *search) {
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TTABLE; i++) {
        struct fail one = {0};
        fail_at(&one, field(L, search->project->arena, "origin"), "%s",
                field(L, search->project->arena, "message"));
        const char *hint = field(L, search->project->arena, "hint");
        if (hint)
            fail_hint(&one, "%s", hint);
        fail_join(search->fail, &one);
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
}

static int search_models(lua_State *L) {
    struct search *search = lua_touserdata(L, 1);
    struct project *project = search->project;
    trusted_push(L, "luamig.discover", "models");
    lua_pushstring(L, project->root);
    push_list(L, &project->core_models);
    push_list(L, &project->custom_models);
    lua_call(L, 3, 2);
    take_errors(L, search);
    project->source_count = (int)luaL_len(L, -1);
    project->sources =
        arena_alloc(project->arena, ((size_t)project->source_count + 1) * sizeof *project->sources);
    for (int i = 0; i < project->source_count; i++) {
        lua_rawgeti(L, -1, i + 1);
        project->sources[i] = (struct source){
            .path = field(L, project->arena, "path"),
            .shown = field(L, project->arena, "shown"),
            .owner = field(L, project->arena, "owner"),
            .tool = field(L, project->arena, "tool"),
            .folder = field(L, project->arena, "folder"),
        };
        lua_pop(L, 1);
    }
    return 0;
}

static int search_revisions(lua_State *L) {
    struct search *search = lua_touserdata(L, 1);
    struct project *project = search->project;
    struct list folders = {0};
    list_add(project->arena, &folders, project->core_revisions);
    list_add(project->arena, &folders, project->custom_revisions);
    trusted_push(L, "luamig.discover", "revisions");
    lua_pushstring(L, project->root);
    push_list(L, &folders);
    lua_call(L, 2, 2);
    take_errors(L, search);
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TTABLE; i++) {
        list_add(project->arena, search->revisions, field(L, project->arena, "path"));
        lua_pop(L, 1);
    }
    return 0;
}

static bool run_search(struct search *search, lua_CFunction body) {
    lua_State *L = trusted_open();
    trusted_run(L, body, search, search->fail);
    trusted_close(L);
    return !search->fail->code;
}

bool project_discover(struct project *project, struct fail *fail) {
    struct search search = {.project = project, .fail = fail};
    return run_search(&search, search_models);
}

bool project_revisions(struct project *project, struct list *paths, struct fail *fail) {
    struct search search = {.project = project, .revisions = paths, .fail = fail};
    return run_search(&search, search_revisions);
}

/* ---- Questions ---- */

struct list project_owners(const struct project *project, struct arena *arena) {
    struct list organisations = {0}, owners = {0};
    for (int i = 0; i < project->source_count; i++) {
        const char *owner = project->sources[i].owner;
        struct list *list = strchr(owner, '/') ? &organisations : &owners;
        if (list_find(list, owner) < 0)
            list_add(arena, list, owner);
    }
    list_sort(&organisations);
    for (int i = 0; i < organisations.count; i++)
        list_add(arena, &owners, organisations.items[i]);
    return owners;
}

const char *project_revisions_folder(struct project *project, const char *owner) {
    const char *slash = strchr(owner, '/');
    const char *folder = slash ? project->custom_revisions : project->core_revisions;
    const char *org = strstr(folder, "{org}");
    if (org && slash)
        folder = arena_printf(project->arena, "%.*s%s%s", (int)(org - folder), folder, slash + 1,
                              org + strlen("{org}"));
    return join(project->arena, project->root, folder);
}

bool project_may_reference(const struct project *project, const char *owner, const char *other) {
    if (strcmp(owner, other) == 0)
        return true;
    const char *from = strchr(owner, '/'), *on = strchr(other, '/');
    if (!from || !on)
        return from && !on;
    for (int i = 0; i < project->requires_from.count; i++)
        if (strcmp(project->requires_from.items[i], from + 1) == 0 &&
            strcmp(project->requires_on.items[i], on + 1) == 0)
            return true;
    return false;
}

const char *project_shown(struct project *project, const char *path) {
    size_t size = strcmp(project->root, "/") == 0 ? 0 : strlen(project->root);
    return strncmp(path, project->root, size) == 0 && path[size] == '/' ? path + size + 1 : path;
}
