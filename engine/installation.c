#include "luamig/installation.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "luamig/child.h"
#include "luamig/list.h"

static bool has(struct arena *arena, const char *folder, const char *program) {
    return access(arena_printf(arena, "%s/%s", folder, program), X_OK) == 0;
}

static void add_path(struct arena *arena, struct list *folders) {
    char *rest = arena_copy(arena, getenv("PATH"));
    for (char *folder; (folder = strsep(&rest, ":"));)
        if (*folder == '/')
            list_add(arena, folders, folder);
}

/* The newest last in glob's order of bytes, but "9" is not newer than "15": versions are compared as numbers.
 */
static int by_version(const void *a, const void *b) {
    return strverscmp(*(char *const *)b, *(char *const *)a);
}

static void add_matches(struct arena *arena, struct list *folders, const char *pattern) {
    glob_t matches;
    if (glob(pattern, 0, NULL, &matches) != 0)
        return;
    qsort(matches.gl_pathv, matches.gl_pathc, sizeof *matches.gl_pathv, by_version);
    for (size_t at = 0; at < matches.gl_pathc; at++)
        list_add(arena, folders, arena_copy(arena, matches.gl_pathv[at]));
    globfree(&matches);
}

static void add_pg_config(struct arena *arena, struct list *folders) {
    struct list path = {0};
    add_path(arena, &path);
    for (int at = 0; at < path.count; at++) {
        if (!has(arena, path.items[at], "pg_config"))
            continue;
        const char *words[] = {arena_printf(arena, "%s/pg_config", path.items[at]), "--bindir", NULL};
        const char *output;
        int code;
        struct fail ignored = {0}; /* it is one place of several */
        if (child_run(arena, words, NULL, &output, &code, &ignored) && code == 0)
            list_add(arena, folders, arena_copy_bytes(arena, output, strcspn(output, "\n")));
        fail_clear(&ignored);
        return;
    }
}

/* "postgres (PostgreSQL) 15.20 (Debian ...)": the word after the parenthesis. */
static bool read_version(struct arena *arena, const char *folder, struct installation *found) {
    const char *words[] = {arena_printf(arena, "%s/postgres", folder), "--version", NULL};
    const char *output;
    int code;
    struct fail ignored = {0}; /* another folder may have one that runs */
    bool ran = child_run(arena, words, NULL, &output, &code, &ignored) && code == 0;
    fail_clear(&ignored);
    const char *version = ran ? strstr(output, ") ") : NULL;
    if (!version)
        return false;
    version += 2;
    *found = (struct installation){.folder = folder,
                                   .version = arena_copy_bytes(arena, version, strcspn(version, " \n")),
                                   .major = atoi(version)};
    return found->major > 0;
}

static bool find_in(struct arena *arena, const struct list *folders, int major, struct installation *found) {
    for (int at = 0; at < folders->count; at++) {
        const char *folder = folders->items[at];
        if (has(arena, folder, "postgres") && has(arena, folder, "initdb") &&
            read_version(arena, folder, found) && (!major || found->major == major))
            return true;
    }
    return false;
}

bool installation_find(struct arena *arena, int major, struct installation *found, struct fail *fail) {
    struct list folders = {0};
    const char *chosen = getenv("LUAMIG_PG_BIN");
    if (chosen && *chosen) {
        list_add(arena, &folders, chosen);
    } else {
        add_path(arena, &folders);
        add_matches(arena, &folders, "/usr/lib/postgresql/*/bin");
        add_matches(arena, &folders, "/usr/pgsql-*/bin");
        add_matches(arena, &folders, "/usr/local/pgsql*/bin");
    }
    if (find_in(arena, &folders, major, found))
        return true;
    if (!chosen || !*chosen) {
        folders = (struct list){0};
        add_pg_config(arena, &folders);
        if (find_in(arena, &folders, major, found))
            return true;
    }
    if (chosen && *chosen)
        fail_set(fail, EXIT_FAILED,
                 "LUAMIG_PG_BIN names %s, where there is no postgres and initdb that run%s", chosen,
                 major ? arena_printf(arena, " and are of version %d", major) : "");
    else if (major)
        fail_set(fail, EXIT_FAILED, "PostgreSQL %d is not installed on this machine", major);
    else
        fail_set(fail, EXIT_FAILED, "no PostgreSQL server is installed on this machine");
    return fail_hint(
        fail,
        "install one (Debian: apt install %s), name the folder of its programs in LUAMIG_PG_BIN, or "
        "set `database` in luamig.lua to a server that runs elsewhere",
        major ? arena_printf(arena, "postgresql-%d", major) : "postgresql");
}
