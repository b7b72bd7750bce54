#include "luamig/command.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/document.h"
#include "luamig/ledger.h"
#include "luamig/model.h"
#include "luamig/revision.h"

/* The versions that the specs run with end here; a later server is not refused, but said. */
enum { NEWEST_TESTED = 18 };

enum state { FINE, WARNING, BAD };
static const char *const words[] = {"ok", "warning", "bad"};

struct finding {
    enum state state;
    const char *topic, *message;
    const char *advice; /* what to do; NULL: nothing */
};

struct doctor {
    struct command *command;
    struct arena *arena;
    struct finding *findings;
    int count;
    struct link *link;           /* NULL: no connection */
    struct revisions *revisions; /* NULL: they could not be read */
};

static struct finding *find(struct doctor *doctor, enum state state, const char *topic, const char *format,
                            ...) __attribute__((format(printf, 4, 5)));

static struct finding *find(struct doctor *doctor, enum state state, const char *topic, const char *format,
                            ...) {
    va_list arguments;
    doctor->findings =
        arena_grow(doctor->arena, doctor->findings, (size_t)doctor->count, sizeof *doctor->findings);
    struct finding *finding = &doctor->findings[doctor->count++];
    va_start(arguments, format);
    *finding = (struct finding){state, topic, arena_vprintf(doctor->arena, format, arguments), NULL};
    va_end(arguments);
    return finding;
}

/* A failure of what other commands would do is a finding here. */
static void find_fail(struct doctor *doctor, const char *topic, struct fail *fail) {
    struct finding *finding =
        find(doctor, BAD, topic, "%s%s%s%s%s", fail->origin ? fail->origin : "", fail->origin ? ": " : "",
             fail->message, fail->detail ? "\n" : "", fail->detail ? fail->detail : "");
    finding->advice = arena_copy(doctor->arena, fail->hint);
    fail_clear(fail);
}

/* ---- The project ---- */

static bool examine_project(struct doctor *doctor) {
    struct fail fail = {0};
    struct command *command = doctor->command;
    const char *folder = command_option(command, "project");
    command->project = project_open(folder, folder != NULL, &fail);
    if (!command->project) {
        find_fail(doctor, "project", &fail);
        return false;
    }
    find(doctor, FINE, "project", "%s/luamig.lua", command->project->root);
    return true;
}

static int count_owners(const struct project *project) {
    struct arena *arena = arena_new();
    struct list owners = {0};
    for (int i = 0; i < project->source_count; i++)
        if (list_find(&owners, project->sources[i].owner) < 0)
            list_add(arena, &owners, project->sources[i].owner);
    int count = owners.count;
    arena_free(arena);
    return count;
}

static const char *plural(int count) {
    return count == 1 ? "" : "s";
}

static void examine_models(struct doctor *doctor) {
    struct fail fail = {0};
    struct project *project = doctor->command->project;
    struct graph *graph = graph_new(project->schema);
    if (!project_discover(project, &fail) || !model_read(project, graph, &fail)) {
        find_fail(doctor, "models", &fail);
    } else if (!project->source_count) {
        find(doctor, WARNING, "models", "no models.lua was found")->advice =
            "see the patterns under core.models and custom.models in luamig.lua";
    } else {
        int owners = count_owners(project);
        find(doctor, FINE, "models", "%d file%s of %d owner%s", project->source_count,
             plural(project->source_count), owners, plural(owners));
    }
    graph_free(graph);
}

static void examine_revisions(struct doctor *doctor) {
    struct fail fail = {0};
    struct revisions *revisions = arena_alloc(doctor->arena, sizeof *revisions);
    if (!revisions_load(doctor->command->project, revisions, &fail)) {
        find_fail(doctor, "revisions", &fail);
        return;
    }
    doctor->revisions = revisions;
    find(doctor, FINE, "revisions", "%d file%s", revisions->count, plural(revisions->count));
}

/* ---- The server ---- */

static const char facts_query[] =
    "SELECT current_setting('server_version'), current_user, current_database(), pg_backend_pid(),"
    " pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean,"
    " current_setting('server_encoding'), has_database_privilege(current_database(), 'CREATE'),"
    " (SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = $1),"
    " (SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = $2)";

enum fact {
    VERSION,
    USER,
    DATABASE,
    BACKEND,
    READ_ONLY,
    ENCODING,
    DATABASE_CREATE,
    SCHEMA_CREATE,
    ROLE_MEMBER
};

static bool is_true(const struct rows *rows, enum fact fact) {
    const char *value = rows_value(rows, 0, (int)fact);
    return value && *value == 't';
}

static const char *quoted(struct doctor *doctor, const char *name) {
    struct text text = text_new(doctor->arena);
    text_add_identifier(&text, name);
    return text.data;
}

static void examine_server(struct doctor *doctor, const struct rows *rows) {
    const char *encoding = rows_value(rows, 0, ENCODING);
    int major = link_server_version(doctor->link) / 10000;
    if (major > NEWEST_TESTED)
        find(doctor, WARNING, "server", "PostgreSQL %s is newer than %d, the last that was tested",
             rows_value(rows, 0, VERSION), NEWEST_TESTED)
            ->advice = "look for a newer luamig";
    else
        find(doctor, FINE, "server", "PostgreSQL %s", rows_value(rows, 0, VERSION));
    if (strcmp(encoding, "UTF8") != 0)
        find(doctor, WARNING, "server", "the database's encoding is %s", encoding)->advice =
            "what it cannot store fails when it is written; a new database should have ENCODING 'UTF8'";
    if (is_true(rows, READ_ONLY))
        find(doctor, BAD, "server", "it takes no writes: a standby, or default_transaction_read_only is set")
            ->advice = "name the primary server";
}

static void examine_pooler(struct doctor *doctor, const struct rows *rows) {
    if (atoi(rows_value(rows, 0, BACKEND)) == link_backend(doctor->link))
        return;
    const char *direct = doctor->command->project ? doctor->command->project->direct : NULL;
    struct finding *finding =
        find(doctor, direct ? FINE : WARNING, "pooler", "a connection pooler stands before the server");
    if (!direct)
        finding->advice =
            "no_transaction phases need a session of their own: set direct = \"postgresql://...\" in "
            "luamig.lua to a URL that passes by it; the pool must hold two connections or more";
}

static void examine_privileges(struct doctor *doctor, const struct rows *rows) {
    const char *user = rows_value(rows, 0, USER), *database = rows_value(rows, 0, DATABASE);
    const struct project *project = doctor->command->project;
    const char *schema = project ? project->schema : "public";
    int bad = 0;
    if (!is_true(rows, DATABASE_CREATE) && ++bad)
        find(doctor, BAD, "privileges", "%s may not create schemas in database %s, and the ledger is one",
             user, database)
            ->advice = arena_printf(doctor->arena, "GRANT CREATE ON DATABASE %s TO %s",
                                    quoted(doctor, database), quoted(doctor, user));
    if (!rows_value(rows, 0, SCHEMA_CREATE))
        find(doctor, WARNING, "privileges", "there is no schema %s", schema)->advice = arena_printf(
            doctor->arena, "declare it in a models.lua, or: CREATE SCHEMA %s", quoted(doctor, schema));
    else if (!is_true(rows, SCHEMA_CREATE) && ++bad)
        find(doctor, BAD, "privileges", "%s may not create tables in schema %s", user, schema)->advice =
            arena_printf(doctor->arena, "GRANT CREATE ON SCHEMA %s TO %s", quoted(doctor, schema),
                         quoted(doctor, user));
    if (!bad)
        find(doctor, FINE, "privileges", "%s may create in database %s", user, database);
}

static void examine_custom_role(struct doctor *doctor, const struct rows *rows) {
    const struct project *project = doctor->command->project;
    const char *role = project ? project->custom_role : NULL;
    if (!role || project->custom_database)
        return;
    find(doctor, WARNING, "custom.role",
         "organisations' revisions run as %s, which guards against mistakes and not against attacks: raw SQL "
         "can "
         "RESET ROLE",
         role)
        ->advice = "set custom.database to a URL that logs in as a role of the organisation's own";
    if (strchr(role, '{') || is_true(rows, ROLE_MEMBER))
        return;
    const char *user = rows_value(rows, 0, USER);
    if (rows_value(rows, 0, ROLE_MEMBER))
        find(doctor, BAD, "custom.role", "%s is no member of role %s", user, role)->advice =
            arena_printf(doctor->arena, "GRANT %s TO %s", quoted(doctor, role), quoted(doctor, user));
    else
        find(doctor, BAD, "custom.role", "%s is no role of this server", role)->advice =
            arena_printf(doctor->arena, "CREATE ROLE %s", quoted(doctor, role));
}

/* ---- The ledger ---- */

static int count_pending(const struct doctor *doctor, const struct ledger *ledger) {
    int count = 0;
    for (int i = 0; i < doctor->revisions->count; i++)
        count += !ledger_find(ledger, doctor->revisions->items[i]->id);
    return count;
}

static void examine_ledger(struct doctor *doctor) {
    struct fail fail = {0};
    struct ledger ledger = {0};
    const struct project *project = doctor->command->project;
    if (!ledger_read(doctor->link, project->ledger, doctor->arena, &ledger, &fail)) {
        find_fail(doctor, "ledger", &fail);
        return;
    }
    int half = 0;
    for (int i = 0; i < ledger.count; i++)
        if (strcmp(ledger.items[i].state, "applied") != 0) {
            find(doctor, WARNING, "ledger", "%s is half done: phase %d of its %s has run", ledger.items[i].id,
                 ledger.items[i].phase, ledger.items[i].state)
                ->advice = "luamig upgrade goes on where it stopped";
            half++;
        }
    int pending = doctor->revisions ? count_pending(doctor, &ledger) : 0;
    struct finding *finding =
        !ledger.exists ? find(doctor, FINE, "ledger", "not there yet: the first upgrade makes it")
                       : find(doctor, FINE, "ledger", "%d applied, %d pending", ledger.count - half, pending);
    if (pending)
        finding->advice = "luamig upgrade";
}

static void examine_database(struct doctor *doctor) {
    struct fail fail = {0};
    struct project *project = doctor->command->project;
    doctor->link = command_connect(doctor->command, &fail);
    if (!doctor->link) {
        find_fail(doctor, "connection", &fail);
        return;
    }
    const char *values[] = {project ? project->schema : "public", project ? project->custom_role : NULL};
    struct rows *rows = link_query(doctor->link, facts_query, 2, values, &fail);
    if (!rows) {
        find_fail(doctor, "connection", &fail);
        return;
    }
    find(doctor, FINE, "connection", "database %s as %s", rows_value(rows, 0, DATABASE),
         rows_value(rows, 0, USER));
    examine_server(doctor, rows);
    examine_pooler(doctor, rows);
    examine_privileges(doctor, rows);
    examine_custom_role(doctor, rows);
    rows_free(rows);
    if (project)
        examine_ledger(doctor);
}

/* ---- What was found ---- */

/* Lines after the first stand below it. */
static const char *indented(struct arena *arena, const char *message) {
    struct text text = text_new(arena);
    for (; *message; message++)
        if (*message == '\n')
            text_addf(&text, "\n%21s", "");
        else
            text_add_char(&text, *message);
    return text.data;
}

static void print_lines(const struct doctor *doctor) {
    static const enum style styles[] = {STYLE_GOOD, STYLE_CHANGE, STYLE_BAD};
    for (int i = 0; i < doctor->count; i++) {
        const struct finding *finding = &doctor->findings[i];
        output_line("%s%-7s%s  %-11s %s", output_style(styles[finding->state]), words[finding->state],
                    output_style(STYLE_PLAIN), finding->topic, indented(doctor->arena, finding->message));
        if (finding->advice)
            output_line("%21s-> %s", "", finding->advice);
    }
}

static void print_document(const struct doctor *doctor) {
    struct text text = text_new(doctor->arena);
    document_object(&text, NULL);
    document_array(&text, "findings");
    for (int i = 0; i < doctor->count; i++) {
        const struct finding *finding = &doctor->findings[i];
        document_object(&text, NULL);
        document_string(&text, "topic", finding->topic);
        document_string(&text, "state", words[finding->state]);
        document_string(&text, "message", finding->message);
        document_string(&text, "advice", finding->advice);
        document_end(&text, '}');
    }
    document_end(&text, ']');
    document_end(&text, '}');
    output_json(text.data);
}

int command_doctor(struct command *command, struct fail *fail) {
    struct doctor doctor = {.command = command, .arena = command->arena};
    int code = EXIT_DONE;
    if (examine_project(&doctor)) {
        examine_models(&doctor);
        examine_revisions(&doctor);
        examine_database(&doctor);
    } else if (command_flag(command, "database")) {
        examine_database(&doctor);
    }
    link_close(doctor.link);
    if (doctor.revisions)
        revisions_close(doctor.revisions);
    if (command->json)
        print_document(&doctor);
    else
        print_lines(&doctor);
    for (int i = 0; i < doctor.count; i++)
        if (doctor.findings[i].state == BAD)
            code = EXIT_FAILED;
    return code;
}
