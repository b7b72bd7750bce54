#include "luamig/settings.h"

#include <ctype.h>
#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/nearest.h"
#include "luamig/places.h"

/* Its address is what private() gives. */
static const char private_mark;

/* A table of luamig.lua while it is read: it lies on top of the stack. */
struct section {
    lua_State *L;
    struct project *project;
    const struct places *places; /* NULL: it is not written as a table */
    const char *name;            /* "", "core." */
};

struct setting {
    const char *key;
    void (*read)(const struct section *section, const struct setting *setting); /* the value is on top */
    size_t offset;                                                              /* in struct project */
};

static void *place_of(const struct section *section, const struct setting *setting) {
    return (char *)section->project + setting->offset;
}

/* ---- Errors ---- */

static const char *origin_of(const struct section *section, const char *key) {
    struct box *box = box_of(section->L);
    const char *shown = box_file(box)->shown;
    int line = section->places ? places_key_line(section->places, key) : 0;
    return line ? arena_printf(box_arena(box), "%s:%d", shown, line) : shown;
}

static void refuse(const struct section *section, const struct setting *setting, const char *wanted) {
    lua_State *L = section->L;
    box_error(L, origin_of(section, setting->key), "'%s%s' must be %s, not a %s", section->name, setting->key,
              wanted, luaL_typename(L, -1));
}

static void refuse_key(const struct section *section, const struct setting *settings, const char *key) {
    const char *known[16];
    int count = 0;
    for (const struct setting *setting = settings; setting->key; setting++)
        known[count++] = setting->key;
    struct fail fail = {0};
    fail_at(&fail, origin_of(section, key), "unknown key '%s%s'", section->name, key);
    const char *near = nearest(key, known, count);
    if (near)
        fail_hint(&fail, "did you mean '%s%s'?", section->name, near);
    box_raise(section->L, &fail);
}

/* ---- Values ---- */

static const char *read_string(const struct section *section, const struct setting *setting,
                               const char *wanted) {
    size_t size = 0;
    const char *string =
        lua_type(section->L, -1) == LUA_TSTRING ? lua_tolstring(section->L, -1, &size) : NULL;
    if (!string)
        refuse(section, setting, wanted);
    if (size == 0 || strlen(string) != size)
        box_error(section->L, origin_of(section, setting->key), "'%s%s' is empty or holds a NUL byte",
                  section->name, setting->key);
    return arena_copy(section->project->arena, string);
}

static void read_name(const struct section *section, const struct setting *setting) {
    *(const char **)place_of(section, setting) = read_string(section, setting, "a name");
}

static void read_url(const struct section *section, const struct setting *setting) {
    *(const char **)place_of(section, setting) = read_string(section, setting, "a URL");
}

static void read_database(const struct section *section, const struct setting *setting) {
    if (lua_touserdata(section->L, -1) == &private_mark)
        section->project->is_private = true;
    else
        read_url(section, setting);
}

static void read_seconds(const struct section *section, const struct setting *setting) {
    static const struct {
        const char *unit;
        double seconds;
    } units[] = {{"", 1}, {"ms", 0.001}, {"s", 1}, {"min", 60}, {"h", 3600}};
    const char *text = lua_tostring(section->L, -1);
    char *end = NULL;
    double number = text ? strtod(text, &end) : 0;
    while (text && isspace((unsigned char)*end))
        end++;
    for (size_t i = 0; text && end != text && i < sizeof units / sizeof *units; i++) {
        if (strcmp(end, units[i].unit) != 0 || !(number >= 0 && number < 1e9))
            continue;
        *(double *)place_of(section, setting) = number * units[i].seconds;
        return;
    }
    if (text)
        box_error(section->L, origin_of(section, setting->key),
                  "'%s%s' must be seconds such as 5, \"500ms\" or \"2min\"", section->name, setting->key);
    refuse(section, setting, "a number of seconds");
}

/* Adds a string, or each string of a list. */
static void read_list(const struct section *section, const struct setting *setting, struct list *list) {
    lua_State *L = section->L;
    static const char wanted[] = "a text or a list of texts";
    if (lua_type(L, -1) == LUA_TSTRING) {
        list_add(section->project->arena, list, read_string(section, setting, wanted));
        return;
    }
    if (!lua_istable(L, -1))
        refuse(section, setting, wanted);
    lua_Integer count = 0;
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1))
        count++;
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, -1, i) == LUA_TNIL)
            box_error(L, origin_of(section, setting->key), "'%s%s' is a list with a hole or a key",
                      section->name, setting->key);
        list_add(section->project->arena, list, read_string(section, setting, wanted));
        lua_pop(L, 1);
    }
}

/* ---- Patterns ---- */

static int count_org(const char *pattern) {
    int count = 0;
    while ((pattern = strstr(pattern, "{org}"))) {
        pattern += strlen("{org}");
        count++;
    }
    return count;
}

/* What is wrong with a pattern; NULL: nothing. */
static const char *check_pattern(const char *pattern, bool custom) {
    const char *file = strrchr(pattern, '/');
    file = file ? file + 1 : pattern;
    if (*file == '\0' || strpbrk(file, "{*"))
        return "must end with a file's name, such as models.lua";
    if (custom && count_org(pattern) != 1)
        return "must hold {org} once: that is how a file's owner is known";
    if (!custom && count_org(pattern) != 0)
        return "holds {org}, which only custom's patterns may";
    return NULL;
}

static void read_patterns(const struct section *section, const struct setting *setting, bool custom) {
    struct list *list = place_of(section, setting);
    *list = (struct list){0};
    read_list(section, setting, list);
    for (int i = 0; i < list->count; i++) {
        const char *wrong = check_pattern(list->items[i], custom);
        if (wrong)
            box_error(section->L, origin_of(section, setting->key), "the pattern '%s' %s", list->items[i],
                      wrong);
    }
}

static void read_core_patterns(const struct section *section, const struct setting *setting) {
    read_patterns(section, setting, false);
}

static void read_custom_patterns(const struct section *section, const struct setting *setting) {
    read_patterns(section, setting, true);
}

static const char *read_folder_text(const struct section *section, const struct setting *setting, int orgs) {
    const char *folder = read_string(section, setting, "a folder");
    if (strchr(folder, '*') || count_org(folder) > orgs)
        box_error(section->L, origin_of(section, setting->key), "'%s%s' is one folder%s", section->name,
                  setting->key, orgs ? ", which may hold {org} once" : ", without * or {org}");
    return folder;
}

static void read_folder(const struct section *section, const struct setting *setting) {
    *(const char **)place_of(section, setting) = read_folder_text(section, setting, 0);
}

static void read_org_folder(const struct section *section, const struct setting *setting) {
    *(const char **)place_of(section, setting) = read_folder_text(section, setting, 1);
}

/* ---- Tables ---- */

static const char *find_unknown(lua_State *L, const struct section *section, const struct setting *settings) {
    const char *unknown = NULL;
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        const struct setting *setting = settings;
        if (lua_type(L, -2) != LUA_TSTRING)
            box_error(L, box_file(box_of(L))->shown, "a value without a key in %s",
                      *section->name ? section->name : "the table");
        const char *key = lua_tostring(L, -2);
        while (setting->key && strcmp(setting->key, key) != 0)
            setting++;
        if (!setting->key && (!unknown || strcmp(key, unknown) < 0))
            unknown = key;
    }
    return unknown;
}

static void read_table(const struct section *section, const struct setting *settings) {
    lua_State *L = section->L;
    const char *unknown = find_unknown(L, section, settings);
    if (unknown)
        refuse_key(section, settings, unknown);
    for (const struct setting *setting = settings; setting->key; setting++) {
        lua_pushstring(L, setting->key);
        if (lua_rawget(L, -2) != LUA_TNIL)
            setting->read(section, setting);
        lua_pop(L, 1);
    }
}

static void read_section(const struct section *outer, const struct setting *setting,
                         const struct setting *settings) {
    if (!lua_istable(outer->L, -1))
        refuse(outer, setting, "a table");
    struct section section = *outer;
    section.name = arena_printf(outer->project->arena, "%s.", setting->key);
    section.places = outer->places ? places_key(outer->places, setting->key) : NULL;
    read_table(&section, settings);
}

static void read_core(const struct section *section, const struct setting *setting) {
    static const struct setting settings[] = {
        {"models", read_core_patterns, offsetof(struct project, core_models)},
        {"revisions", read_folder, offsetof(struct project, core_revisions)},
        {0},
    };
    read_section(section, setting, settings);
}

static void read_custom(const struct section *section, const struct setting *setting) {
    static const struct setting settings[] = {
        {"models", read_custom_patterns, offsetof(struct project, custom_models)},
        {"revisions", read_org_folder, offsetof(struct project, custom_revisions)},
        {"role", read_name, offsetof(struct project, custom_role)},
        {"database", read_url, offsetof(struct project, custom_database)},
        {0},
    };
    read_section(section, setting, settings);
}

/* `revisions` is read first: core's and custom's own stand above it. */
static void read_revisions(const struct section *section, const struct setting *setting) {
    section->project->core_revisions = section->project->custom_revisions =
        read_folder_text(section, setting, 0);
}

static void read_requires(const struct section *section, const struct setting *setting) {
    lua_State *L = section->L;
    struct project *project = section->project;
    if (!lua_istable(L, -1))
        refuse(section, setting, "a table such as { widgets = { \"acme\" } }");
    for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            box_error(L, origin_of(section, setting->key),
                      "'requires' is a table such as { widgets = { \"acme\" } }");
        const char *from = arena_copy(project->arena, lua_tostring(L, -2));
        read_list(section, setting, &project->requires_on);
        while (project->requires_from.count < project->requires_on.count)
            list_add(project->arena, &project->requires_from, from);
    }
}

/* ---- limits ---- */

static double read_limit(const struct section *section, const struct setting *setting, double most) {
    int is_number;
    double number = lua_tonumberx(section->L, -1, &is_number);
    if (!is_number)
        refuse(section, setting, "a number");
    if (!(number > 0 && number <= most))
        box_error(section->L, origin_of(section, setting->key),
                  "'%s%s' must be above 0 and at most %.0f: limits can only be lowered", section->name,
                  setting->key, most);
    return number;
}

static void read_limit_seconds(const struct section *section, const struct setting *setting) {
    section->project->limits.seconds = read_limit(section, setting, box_limits.seconds);
}

static void read_limit_instructions(const struct section *section, const struct setting *setting) {
    section->project->limits.instructions =
        (long long)read_limit(section, setting, (double)box_limits.instructions);
}

static void read_limit_memory(const struct section *section, const struct setting *setting) {
    double mib = read_limit(section, setting, (double)(box_limits.memory >> 20));
    section->project->limits.memory = (size_t)(mib * (1 << 20));
}

static void read_limits(const struct section *section, const struct setting *setting) {
    static const struct setting settings[] = {
        {"seconds", read_limit_seconds, 0},
        {"instructions", read_limit_instructions, 0},
        {"memory", read_limit_memory, 0},
        {0},
    };
    read_section(section, setting, settings);
}

static void read_retries(const struct section *section, const struct setting *setting) {
    lua_Integer retries = lua_tointeger(section->L, -1);
    if (!lua_isinteger(section->L, -1) || retries < 0 || retries > 1000)
        refuse(section, setting, "a whole number from 0 to 1000");
    section->project->retries = (int)retries;
}

/* ---- The file ---- */

static const struct setting top[] = {
    {"database", read_database, offsetof(struct project, database)},
    {"direct", read_url, offsetof(struct project, direct)},
    {"schema", read_name, offsetof(struct project, schema)},
    {"ledger", read_name, offsetof(struct project, ledger)},
    {"revisions", read_revisions, 0},
    {"core", read_core, 0},
    {"custom", read_custom, 0},
    {"requires", read_requires, 0},
    {"lock_timeout", read_seconds, offsetof(struct project, lock_timeout)},
    {"statement_timeout", read_seconds, offsetof(struct project, statement_timeout)},
    {"retries", read_retries, 0},
    {"role", read_name, offsetof(struct project, role)},
    {"limits", read_limits, 0},
    {0},
};

/* The table behind the `return` that ends the file. */
static const struct places *find_places(struct box *box) {
    const struct tokens *tokens = box_tokens(box);
    for (int i = 0; i + 1 < tokens->count; i++) {
        if (!token_is(&tokens->items[i], "return") || !token_is(&tokens->items[i + 1], "{"))
            continue;
        int depth = 0, end = i + 1;
        do {
            depth += token_is(&tokens->items[end], "{") - token_is(&tokens->items[end], "}");
        } while (++end < tokens->count && depth > 0);
        if (end < tokens->count && tokens->items[end].kind == TOKEN_END)
            return places_find(box_arena(box), tokens, tokens->items[i].line, "return", 0);
    }
    return NULL;
}

static int read_file(lua_State *L) {
    struct box *box = box_of(L);
    struct section section = {
        .L = L, .project = lua_touserdata(L, 2), .places = find_places(box), .name = ""};
    lua_settop(L, 1);
    if (!lua_istable(L, 1))
        return box_error(L, box_file(box)->shown, "must return a table: return { ... }");
    luaL_checkstack(L, 20, NULL);
    read_table(&section, top);
    return 0;
}

bool settings_read(struct project *project, struct box *box, struct fail *fail) {
    lua_State *L = box_state(box);
    lua_pushcfunction(L, read_file);
    lua_insert(L, -2);
    lua_pushlightuserdata(L, project);
    return box_call(box, 2, 0, fail);
}

/* ---- Words ---- */

static int env(lua_State *L) {
    struct environment *environment = lua_touserdata(L, lua_upvalueindex(1));
    struct fail fail = {0};
    if (lua_type(L, 1) != LUA_TSTRING)
        return box_error(L, box_origin(L, 1), "env is followed by a name: env \"DATABASE_URL\"");
    const char *value = environment->find(environment->context, lua_tostring(L, 1), &fail);
    if (fail.code)
        return box_raise(L, &fail);
    lua_pushstring(L, value);
    return 1;
}

static int private_database(lua_State *L) {
    lua_pushlightuserdata(L, (void *)(size_t)&private_mark);
    return 1;
}

void settings_words(struct box *box, struct environment *environment) {
    lua_State *L = box_state(box);
    lua_pushlightuserdata(L, environment);
    lua_pushcclosure(L, env, 1);
    box_global(box, "env");
    lua_pushcfunction(L, private_database);
    box_global(box, "private");
}
