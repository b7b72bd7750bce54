#include "luamig/migration.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/output.h"
#include "luamig/registry.h"
#include "luamig/run.h"

struct migration {
    struct command *command;
    enum direction direction;
    const char *target, *owner;
    struct revisions revisions;
    struct ledger ledger;
    struct route route;
};

static bool is_up(const struct migration *migration) {
    return migration->direction == DIRECTION_UP;
}

/* --from: the database stands there, or so we are told. */
static bool suppose(struct migration *migration, const char *from, struct fail *fail) {
    int count = 0;
    if (strcmp(from, "base") != 0) {
        const struct revision *last = revisions_resolve(&migration->revisions, from, fail);
        if (!last)
            return false;
        count = last->position + 1;
    }
    ledger_suppose(migration->command->arena, &migration->revisions, count, &migration->ledger);
    return true;
}

/* Reads the ledger, and what the command means by it. */
static bool plan(struct migration *migration, struct link *link, struct fail *fail) {
    struct command *command = migration->command;
    const char *from = command_option(command, "from");
    if (from ? !suppose(migration, from, fail)
             : !ledger_read(link, command->project->ledger, command->arena, &migration->ledger, fail))
        return false;
    return (is_up(migration) ? route_up : route_down)(command->arena, command->project, &migration->revisions,
                                                      &migration->ledger, migration->target, migration->owner,
                                                      &migration->route, fail);
}

static void show_notice(const char *severity, const char *message) {
    output_note("%s: %s", severity, message);
}

/* ---- Results ---- */

static void print_done(const struct command *command, const struct done *done, int count) {
    struct text text = text_new(command->arena);
    text_add(&text, "{\"revisions\": [");
    for (int i = 0; i < count; i++) {
        text_add(&text, i ? ", {\"id\": " : "{\"id\": ");
        output_json_string(&text, done[i].id);
        text_addf(&text, ", \"milliseconds\": %lld}", done[i].milliseconds);
    }
    text_add(&text, "]}");
    if (command->json)
        output_json(text.data);
    if (!count)
        output_line("nothing to do");
}

static void print_route(const struct migration *migration) {
    const struct route *route = &migration->route;
    struct text text = text_new(migration->command->arena);
    text_add(&text, "{\"revisions\": [");
    for (int i = 0; i < route->count; i++) {
        const struct revision *revision = route->items[i];
        int first = route_first_phase(revision, route->direction, &migration->ledger);
        int count = is_up(migration) ? revision->ups : revision->downs;
        output_line("would %s %s  %s%s%s", is_up(migration) ? "apply" : "undo", revision->id,
                    output_style(STYLE_FAINT), revision->message, output_style(STYLE_PLAIN));
        if (first)
            output_line("  from phase %d of %d on", first + 1, count);
        text_add(&text, i ? ", {\"id\": " : "{\"id\": ");
        output_json_string(&text, revision->id);
        text_addf(&text, ", \"phases\": %d}", count - first);
    }
    text_add(&text, "]}");
    if (migration->command->json)
        output_json(text.data);
    if (!route->count)
        output_line("nothing to do");
}

static bool print_script(const struct migration *migration, struct fail *fail) {
    struct text script = text_new(migration->command->arena);
    if (!run_write(migration->command->project, &migration->ledger, &migration->route,
                   command_flag(migration->command, "skip-data"), &script, fail))
        return false;
    output_text(script.data);
    return true;
}

/* ---- Running ---- */

/* Under the lock the ledger is read again: whoever held it has changed it. */
static bool run_locked(struct migration *migration, struct link *link, const char *url, struct fail *fail) {
    struct command *command = migration->command;
    double wait = command_seconds(command, "lock-wait", -1);
    const char *again =
        arena_printf(command->arena, "luamig %s%s%s%s%s", command->name, migration->target ? " " : "",
                     migration->target ? migration->target : "", migration->owner ? " --custom " : "",
                     migration->owner ? strchr(migration->owner, '/') + 1 : "");
    struct run run;
    bool good = run_open(&run, command->project, link, url, wait, again, fail) &&
                plan(migration, link, fail) && run_route(&run, &migration->route, fail);
    if (good)
        print_done(command, run.done, run.done_count);
    run_close(&run);
    return good;
}

static bool run(struct migration *migration, struct link *link, const char *url, struct fail *fail) {
    const struct command *command = migration->command;
    if (!plan(migration, link, fail))
        return false;
    if (command_flag(command, "sql"))
        return print_script(migration, fail);
    if (command_flag(command, "dry-run")) {
        print_route(migration);
        return true;
    }
    bool known = true;
    if (!migration->route.count && migration->ledger.exists &&
        !registry_is_known(link, command->arena, command->project->ledger, &known, fail))
        return false;
    if (migration->route.count || !known)
        return run_locked(migration, link, url, fail);
    print_done(command, NULL, 0);
    return true;
}

/* Through a pooler some phases cannot run: `direct` of luamig.lua leads around it. */
static const char *find_url(struct command *command, struct fail *fail) {
    bool given = command_option(command, "database") != NULL;
    return !given && command->project->direct ? command->project->direct : command_url(command, fail);
}

static bool check_options(struct command *command, struct fail *fail) {
    static const char *const of_scripts[] = {"from", "skip-data"};
    for (int i = 0; i < 2 && !command_flag(command, "sql"); i++)
        if (command_option(command, of_scripts[i]))
            return fail_set(fail, EXIT_USAGE, "--%s is for scripts, so it needs --sql", of_scripts[i]);
    return true;
}

/* What the command line says of this run. */
static bool take_settings(struct command *command, struct fail *fail) {
    struct project *project = command->project;
    const char *retries = command_option(command, "retries"), *role = command_option(command, "role");
    project->lock_timeout = command_seconds(command, "lock-timeout", project->lock_timeout);
    project->statement_timeout = command_seconds(command, "statement-timeout", project->statement_timeout);
    if (role)
        project->role = role;
    if (retries && (!*retries || strlen(retries) > 3 || strspn(retries, "0123456789") != strlen(retries)))
        return fail_set(fail, EXIT_USAGE, "--retries takes a number up to 999, not '%s'", retries);
    project->retries = retries ? atoi(retries) : project->retries;
    return true;
}

int migration_run(struct command *command, enum direction direction, struct fail *fail) {
    struct migration migration = {
        .command = command, .direction = direction, .target = command_argument(command, 0)};
    migration.owner = command_custom(command, fail);
    if (!check_options(command, fail) || fail->code || !take_settings(command, fail) ||
        !revisions_load(command->project, &migration.revisions, fail))
        return fail->code;
    if (command->verbose)
        link_show_notices(show_notice);
    bool offline = command_option(command, "from") != NULL;
    const char *url = offline ? NULL : find_url(command, fail);
    struct link *link = url ? link_open(url, fail) : NULL;
    if (link || offline)
        run(&migration, link, url, fail);
    link_close(link);
    revisions_close(&migration.revisions);
    return fail->code;
}
