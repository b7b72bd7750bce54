#include "luamig/run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "luamig/output.h"
#include "luamig/phase_run.h"
#include "luamig/registry.h"

/* A lock that is not free, a deadlock: so often, with pauses that double up to the longest, nobody need
 * notice. */
enum { DOUBLINGS = 10, MOST_QUEUED = 256, FEW_QUEUED = 128 };
static const double FIRST_PAUSE = 0.1, LONGEST_PAUSE = 5, CANCEL_PAUSE = 0.05;

/* ---- Opening and closing ---- */

/* The settings of each transaction. A body may name what is made later, two routines each other: pg_dump leaves bodies
 * unchecked for the same reason. The last ones say how values are read (see row.c) and quoted (see text.h). */
static const char settings[] =
    "SELECT pg_catalog.set_config('search_path', $1, true), pg_catalog.set_config('lock_timeout', $2, true), "
    "pg_catalog.set_config('statement_timeout', $3, true), "
    "pg_catalog.set_config('idle_in_transaction_session_timeout', '0', true), "
    "pg_catalog.set_config('check_function_bodies', 'off', true), "
    "pg_catalog.set_config('DateStyle', 'ISO', true), pg_catalog.set_config('bytea_output', 'hex', true), "
    "pg_catalog.set_config('extra_float_digits', '1', true), "
    "pg_catalog.set_config('standard_conforming_strings', 'on', true)";

/* So that the statement of a luamig that was killed does not go on for hours, with its locks. */
static const char notice_death[] = ", pg_catalog.set_config('client_connection_check_interval', '1s', true)";

/* What a transaction begins with, and the call that stands behind the settings. */
static void set_settings(struct run *run, const char *sql) {
    const char *ledger = run->project->ledger;
    run->settings = sql;
    run->claim =
        ledger_sql(run->arena, ledger,
                   arena_printf(run->arena, "%s, @.claim($4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", sql));
    run->expect = ledger_sql(run->arena, ledger, arena_printf(run->arena, "%s, @.expect($4, $5, $6)", sql));
    run->move =
        ledger_sql(run->arena, ledger,
                   arena_printf(run->arena, "%s, @.move($4, $5, $6, $7, $8, $9, $10, $11, $12)", sql));
}

static void prepare(struct run *run, const struct project *project) {
    struct arena *arena = arena_new();
    *run = (struct run){.arena = arena, .project = project, .seed = (unsigned)getpid()};
    run->last = &run->first;
    run->types.arena = arena;
    values_begin(&run->values, arena);
    run->sql = text_new(arena);
    set_settings(run, settings);
    run->record = ledger_sql(arena, project->ledger, "SELECT @.record($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    run->registers = ledger_sql(arena, project->ledger, "SELECT @.register($1, $2, $3)");
    run->intend = ledger_sql(arena, project->ledger, "SELECT @.intend($1, $2, $3, $4, $5, $6)");
    run->search_path = ledger_sql(arena, project->schema, "@");
}

/* Whoever has lost the lock sends nothing more. */
static void look(void *context) {
    struct run *run = context;
    if (run->lock && !lock_held(run->lock))
        link_cut(run->link,
                 "the connection that holds the migration lock was lost, so nothing more was sent");
}

bool run_open(struct run *run, const struct project *project, struct link *link, const char *url,
              double lock_wait, const char *again, struct fail *fail) {
    prepare(run, project);
    run->again = again;
    run->link = link;
    run->url = url;
    if (link_server_version(link) >= 140000)
        set_settings(run, arena_printf(run->arena, "%s%s", settings, notice_death));
    run->loop = loop_open();
    loop_add(run->loop, link);
    run->lock = lock_take(run->loop, url, project->ledger, lock_wait, fail);
    if (!run->lock)
        return false;
    loop_on_look(run->loop, look, run);
    return ledger_prepare(link, project->ledger, fail);
}

void run_forget(struct run *run) {
    for (struct phase_run *phase = run->first, *next; phase; phase = next) {
        next = phase->next;
        revision_close(phase->phase.revision);
        phase_end(phase);
    }
    run->first = NULL;
    run->last = &run->first;
}

void run_close(struct run *run) {
    lock_release(run->lock);
    loop_close(run->loop);
    arena_free(run->arena);
}

/* ---- Reporting ---- */

static void show_printed(const struct phase_run *phase) {
    char *copy = arena_copy(phase->arena, phase->printed.data), *rest = copy;
    for (char *line; *copy && (line = strsep(&rest, "\n"));)
        if (*line || rest)
            output_note("%s", line);
}

static void note_done(struct run *run, const struct revision *revision, enum direction direction) {
    long long milliseconds = (long long)((loop_now() - run->began) * 1000);
    run->done = arena_grow(run->arena, run->done, (size_t)run->done_count, sizeof *run->done);
    run->done[run->done_count++] = (struct done){arena_copy(run->arena, revision->id), milliseconds};
    output_line("%s%s%s %s  %s(%lld ms)%s", output_style(direction == DIRECTION_UP ? STYLE_ADD : STYLE_DROP),
                direction == DIRECTION_UP ? "applied" : "undone", output_style(STYLE_PLAIN), revision->id,
                output_style(STYLE_FAINT), milliseconds, output_style(STYLE_PLAIN));
}

/* Phases are committed in the order in which they were queued. */
static void report(struct run *run) {
    double now = loop_now();
    for (struct phase_run *phase; (phase = run->first) && phase->commit.state == OUTCOME_DONE;) {
        run->attempts = 0;
        show_printed(phase);
        if (run->current != phase->phase.revision) {
            run->current = phase->phase.revision;
            run->began = phase->began > run->reported ? phase->began : run->reported;
        }
        if (phase->phase.index + 1 >= phase->phase.count) {
            run->reported = now;
            note_done(run, phase->phase.revision, phase->phase.direction);
            revision_close(phase->phase.revision);
        }
        run->first = phase->next;
        if (!run->first)
            run->last = &run->first;
        phase_end(phase);
    }
}

/* ---- Waiting ---- */

static bool is_settled(void *link) {
    return link_settled(link);
}

static bool has_room(void *link) {
    return link_queued(link) <= FEW_QUEUED;
}

static bool always(void *context) {
    return true;
}

bool run_drain(struct run *run, struct fail *fail) {
    if (!run->link)
        return true;
    link_sync(run->link);
    if (!loop_until(run->loop, is_settled, run->link))
        return fail_set(fail, EXIT_INTERRUPTED, "interrupted");
    return !link_failure(run->link);
}

/* Between phases: takes in what is there, so that failures, a lost lock and signals are seen, and lets the
 * queue not grow for ever. */
static bool breathe(struct run *run, struct fail *fail) {
    ready_fn ready = link_queued(run->link) > MOST_QUEUED ? has_room : always;
    if (!loop_until(run->loop, ready, run->link) || loop_interrupted(run->loop))
        return fail_set(fail, EXIT_INTERRUPTED, "interrupted");
    report(run);
    return !link_failure(run->link);
}

/* ---- Queueing ---- */

static bool fail_turned(const struct revision *revision, struct fail *fail) {
    fail_at(fail, revision->shown, "another run has begun to take this revision the other way");
    return fail_hint(fail, "see where things stand: luamig status");
}

static bool queue_revision(struct run *run, struct arena *arena, struct revision *revision,
                           enum direction direction, const struct ledger *ledger, struct fail *fail) {
    int first = route_first_phase(revision, direction, ledger);
    int count, known = direction == DIRECTION_UP ? revision->ups : revision->downs;
    if (first < 0)
        return fail_turned(revision, fail);
    if (!revision_open(revision, fail))
        return false;
    struct phase *phases = phases_read(arena, revision, direction, &count);
    if (loop_interrupted(run->loop))
        return fail_set(fail, EXIT_INTERRUPTED, "interrupted");
    if (count != known)
        return fail_at(fail, revision->shown, "its phases could not be read again");
    for (int i = first; i < count; i++) {
        phases[i].turns = i == first && route_turns(revision, direction, ledger);
        if (!phase_run(run, &phases[i], fail) || (run->link && !breathe(run, fail)))
            return false;
    }
    return true;
}

static bool queue_route(struct run *run, struct arena *arena, const struct route *route,
                        const struct ledger *ledger, struct fail *fail) {
    for (int i = 0; i < route->count; i++)
        if (!queue_revision(run, arena, route->items[i], route->direction, ledger, fail))
            return false;
    return run_drain(run, fail);
}

/* ---- Failures ---- */

/* A cancel may meet the gap between two statements, so it is repeated; a COMMIT that won is reported. */
static void stop_server(struct run *run) {
    loop_take_interrupt(run->loop);
    link_sync(run->link);
    while (link_alive(run->link) && !link_settled(run->link)) {
        link_cancel(run->link);
        loop_wait(run->loop, is_settled, run->link, CANCEL_PAUSE);
    }
}

/* What failed, of which phase: a statement's failure explains an error of Lua's behind it. */
static void find_reason(struct run *run, struct fail *own, struct fail *reason, struct phase **phase) {
    const struct failure *failure = link_failure(run->link);
    struct phase_run *at = run->first;
    if (failure && own->code != EXIT_INTERRUPTED) {
        fail_clear(own);
        fail_copy(reason, &failure->fail);
        /* A phase that was reported is gone: the connection was lost behind its COMMIT. */
        while (at && at != failure->phase)
            at = at->next;
    } else {
        fail_copy(reason, own);
        fail_clear(own);
        while (at && at->next)
            at = at->next;
    }
    *phase = at ? &at->phase : NULL;
}

static bool is_passing(const struct fail *fail) {
    static const char *const states[] = {"55P03", "40P01", "40001"};
    for (int i = 0; i < 3; i++)
        if (strcmp(fail->sqlstate, states[i]) == 0)
            return true;
    return false;
}

/* Whether to read the ledger and go on; waits before, if that makes sense. */
static bool try_again(struct run *run, const struct fail *reason, const struct phase *phase) {
    bool taken = strcmp(reason->sqlstate, LEDGER_TAKEN) == 0;
    if (!link_alive(run->link) || (!taken && !is_passing(reason)))
        return false;
    if (++run->attempts > (phase ? phase_retries(phase, run->project) : run->project->retries) && !taken)
        return false;
    double pause = ldexp(FIRST_PAUSE, run->attempts < DOUBLINGS ? run->attempts - 1 : DOUBLINGS);
    pause = (pause < LONGEST_PAUSE ? pause : LONGEST_PAUSE) * (0.5 + rand_r(&run->seed) / (double)RAND_MAX);
    if (!taken)
        output_note("%s: %s; trying again in %.1f s", phase ? phase->revision->id : "luamig", reason->message,
                    pause);
    return loop_sleep(run->loop, pause);
}

/* ", 3 revisions are left" */
static const char *what_is_left(struct run *run, const struct route *route) {
    int left = route->count;
    for (int i = 0; i < route->count; i++)
        for (int k = 0; k < run->done_count; k++)
            left -= strcmp(route->items[i]->id, run->done[k].id) == 0;
    return arena_printf(run->arena, "%d of %d revision%s %s left", left, route->count,
                        route->count == 1 ? "" : "s", left == 1 ? "is" : "are");
}

/* What PostgreSQL gives no hint for. */
static void add_advice(struct fail *fail) {
    if (strcmp(fail->sqlstate, "25001") == 0 && !fail->hint)
        fail_hint(fail, "what PostgreSQL refuses inside a transaction is a phase of its own: "
                        "no_transaction(\"repeatable\", function(op) ... end)");
}

/* Appends to the hint where things stand and what to run next. */
static void add_state(struct run *run, const struct route *route, const struct phase *phase,
                      struct fail *fail) {
    struct text text = text_new(run->arena);
    add_advice(fail);
    if (fail->hint)
        text_addf(&text, "%s\n", fail->hint);
    if (!link_alive(run->link))
        text_add(&text, "the ledger knows what was committed; ");
    else if (phase && phase->kind == PHASE_REPEATABLE)
        text_addf(&text, "%s runs outside of a transaction: what it had done stays; ", phase->revision->id);
    else if (phase && phase->kind == PHASE_BATCHES)
        text_addf(
            &text,
            "phase %d of %d of %s is not finished: its committed batches stay, and the next run goes on "
            "behind them; ",
            phase->index + 1, phase->count, phase->revision->id);
    else if (phase && phase->index)
        text_addf(&text, "phase %d of %d of %s was rolled back, those before it stay; ", phase->index + 1,
                  phase->count, phase->revision->id);
    else if (phase)
        text_addf(&text, "%s was rolled back; ", phase->revision->id);
    text_addf(&text, "%s; to go on: %s%s", what_is_left(run, route), run->again,
              phase && phase->index ? " (an edited file is first accepted by luamig repair)" : "");
    fail_hint(fail, "%s", text.data);
}

/* After a failure: waits for what is under way, rolls back. True if the route is to be tried again. */
static bool recover(struct run *run, const struct route *route, struct fail *own, struct fail *fail) {
    struct phase *phase;
    if (own->code != EXIT_INTERRUPTED) {
        link_sync(run->link);
        if (!loop_until(run->loop, is_settled, run->link)) {
            fail_clear(own);
            fail_set(own, EXIT_INTERRUPTED, "interrupted");
        }
    }
    if (own->code == EXIT_INTERRUPTED)
        stop_server(run);
    report(run);
    struct fail reason = {0};
    find_reason(run, own, &reason, &phase);
    bool alive = link_alive(run->link);
    if (alive)
        link_forgive(run->link);
    if (alive && link_roll_back(run->link, &reason) && try_again(run, &reason, phase)) {
        run_forget(run);
        fail_clear(&reason);
        return true;
    }
    if (loop_interrupted(run->loop) && reason.code != EXIT_INTERRUPTED) {
        fail_clear(&reason);
        fail_set(&reason, EXIT_INTERRUPTED, "interrupted");
    }
    add_state(run, route, phase, &reason);
    run_forget(run);
    *fail = reason;
    return false;
}

/* ---- Running ---- */

bool run_route(struct run *run, const struct route *route, struct fail *fail) {
    for (;;) {
        struct arena *arena = arena_new();
        struct ledger ledger;
        struct fail own = {0};
        bool read = ledger_read(run->link, run->project->ledger, arena, &ledger, fail);
        bool good = read && queue_route(run, arena, route, &ledger, &own);
        report(run);
        bool again = read && !good && recover(run, route, &own, fail);
        arena_free(arena);
        if (good)
            return registry_remember(run->link, run->project, fail);
        if (!again)
            return false;
    }
}

/* ---- A script ---- */

/* "phase 2 of 3 (hook "prices")" */
static const char *phase_title(struct arena *arena, const struct phase *phase) {
    return arena_printf(arena, "phase %d of %d%s%s%s", phase->index + 1, phase->count,
                        phase->name ? " (hook \"" : "", phase->name ? phase->name : "",
                        phase->name ? "\")" : "");
}

static bool fail_reads(struct run *run, const struct phase_run *begun, bool skip_data, struct fail *fail) {
    struct fail one = {0};
    fail_at(&one, arena_printf(run->arena, "%s:%d", begun->origin.file, begun->reads_line),
            "%s reads the database, so %s cannot be written as a script", begun->reads,
            phase_title(run->arena, &begun->phase));
    fail_hint(
        &one, "%s",
        skip_data
            ? "what a function(op, db) does is not left out, since it may change the schema: make what "
              "reads a hook(...) or batches(...) of its own"
            : "run it: luamig upgrade without --sql; --skip-data leaves out hooks and batches that read");
    fail_join(fail, &one);
    return false;
}

/* Takes back what was written of the phase, and marks it as done in the ledger. */
static void leave_out(struct run *run, struct phase_run *begun, size_t mark) {
    struct text *script = run->script;
    script->size = mark;
    script->data[mark] = '\0';
    text_clear(&begun->sql);
    output_note("%s: %s is left out of the script", begun->phase.revision->id,
                phase_title(run->arena, &begun->phase));
    text_addf(script, "\n-- left out, since it reads the database: %s", begun->origin.file);
    phase_open(begun);
    phase_close(begun, 0);
}

static bool may_be_left_out(const struct phase *phase) {
    return phase->hook || phase->kind == PHASE_BATCHES;
}

static bool write_phase(struct run *run, const struct phase *phase, bool skip_data, struct fail *fail) {
    struct fail own = {0};
    size_t mark = run->script->size;
    bool good = phase_run(run, phase, &own);
    struct phase_run *begun = run->first;
    if (!begun->reads) {
        show_printed(begun);
        fail_join(fail, &own);
        return good;
    }
    fail_clear(&own);
    if (!skip_data || !may_be_left_out(phase))
        return fail_reads(run, begun, skip_data, fail);
    leave_out(run, begun, mark);
    return true;
}

/* All its phases are tried, so that all that cannot be written are named at once. */
static bool write_revision(struct run *run, struct revision *revision, enum direction direction,
                           const struct ledger *ledger, bool skip_data, struct fail *fail) {
    int count, first = route_first_phase(revision, direction, ledger);
    bool good = revision_open(revision, fail);
    struct phase *phases = good ? phases_read(run->arena, revision, direction, &count) : NULL;
    for (int i = first; phases && i < count; i++) {
        phases[i].turns = i == first && route_turns(revision, direction, ledger);
        good = write_phase(run, &phases[i], skip_data, fail) && good;
        phase_end(run->first);
        run->first = NULL;
        run->last = &run->first;
    }
    revision_close(revision);
    return good;
}

bool run_write(const struct project *project, const struct ledger *ledger, const struct route *route,
               bool skip_data, struct text *script, struct fail *fail) {
    struct run run;
    prepare(&run, project);
    run.script = script;
    text_add(script, "-- for psql; written by luamig " LUAMIG_VERSION "\n\\set ON_ERROR_STOP on\n");
    const char *schema = ledger_schema(run.arena, project->ledger, ledger->version);
    if (*schema)
        text_addf(script, "\nBEGIN;\n%s%s%sCOMMIT;\n", lock_statement(run.arena, project->ledger),
                  ledger_sql(run.arena, project->ledger, "CREATE SCHEMA IF NOT EXISTS @;\n"), schema);
    bool good = true;
    for (int i = 0; i < route->count; i++)
        good = write_revision(&run, route->items[i], route->direction, ledger, skip_data, fail) && good;
    arena_free(run.arena);
    return good;
}
