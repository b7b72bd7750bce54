#include "luamig/phase_run.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/array.h"
#include "luamig/db.h"
#include "luamig/output.h"
#include "luamig/outside.h"

enum { MOST_PRINTED = 1 << 20 };

/* ---- What a phase is allowed ---- */

struct move phase_move(const struct phase *phase) {
    bool up = phase->direction == DIRECTION_UP;
    bool first = phase->index == 0, last = phase->index + 1 >= phase->count;
    struct move move = {.from = up ? "up" : "down", .from_phase = phase->index};
    move.to = move.from;
    move.to_phase = phase->index + 1;
    if (phase->turns) {
        move.from = "up";
        move.from_phase = phase->count - phase->index;
    }
    if (first)
        move.from = up ? "" : "applied";
    if (last)
        move.to = up ? "applied" : "";
    return move;
}

const char *phase_action(const struct phase *phase) {
    return phase->direction == DIRECTION_UP ? "up" : "down";
}

double phase_lock_timeout(const struct phase *phase, const struct project *project) {
    return phase->revision->lock_timeout >= 0 ? phase->revision->lock_timeout : project->lock_timeout;
}

double phase_statement_timeout(const struct phase *phase, const struct project *project) {
    return phase->revision->statement_timeout >= 0 ? phase->revision->statement_timeout
                                                   : project->statement_timeout;
}

int phase_retries(const struct phase *phase, const struct project *project) {
    return phase->revision->retries >= 0 ? phase->revision->retries : project->retries;
}

const char *phase_role(const struct phase *phase, const struct project *project) {
    if (phase->revision->role)
        return phase->revision->role;
    bool custom = strcmp(phase->revision->owner, "core") != 0;
    return custom && project->custom_role ? project->custom_role : project->role;
}

/* ---- Statements ---- */

/* A script has no parameters: they are put in as literals, whose type the server infers just so. */
static void write_statement(struct phase_run *phase, const char *sql, const struct params *params) {
    struct text *script = phase->run->script;
    if (params && params->count)
        statement_bind(script, sql, params->count, params->values);
    else
        text_add(script, sql);
    while (script->size && strchr(" \t\n;", script->data[script->size - 1]))
        script->data[--script->size] = '\0';
    text_add(script, ";\n");
}

static bool is_settled(void *link) {
    return link_settled(link);
}

bool phase_send(struct phase_run *phase, const char *sql, const struct params *params, enum keep keep,
                struct outcome *outcome, struct origin origin) {
    struct link *link = phase->run->link;
    if (link && link_copying(link)) {
        link_sync(link);
        loop_until(phase->run->loop, is_settled, link);
    }
    if (link)
        return link_send(link, sql, params, keep, outcome, origin);
    write_statement(phase, sql, params);
    if (outcome)
        *outcome = (struct outcome){.state = OUTCOME_DONE};
    return true;
}

void phase_simple(struct phase_run *phase, lua_State *L, const char *sql, struct outcome *outcome,
                  struct origin origin) {
    struct link *link = phase->run->link;
    if (phase->run->script) {
        write_statement(phase, sql, NULL);
        return;
    }
    link_sync(link);
    bool ready = loop_until(phase->run->loop, is_settled, link);
    phase_check(phase, L);
    if (ready && link_simple(link, sql, outcome, origin))
        ready = loop_until(phase->run->loop, is_settled, link);
    phase_check(phase, L);
    if (!ready)
        phase_raise(phase, L);
}

struct origin phase_here(struct phase_run *phase, lua_State *L) {
    struct origin origin = phase->origin;
    origin.line = box_line(L, 1);
    return origin;
}

void phase_flush(struct phase_run *phase, lua_State *L) {
    if (phase->has_op)
        op_flush(L, &phase->sink);
}

int phase_raise(struct phase_run *phase, lua_State *L) {
    const struct failure *failure = link_failure(phase->run->link);
    struct fail fail = {0};
    if (failure)
        fail_copy(&fail, &failure->fail);
    else
        fail_set(&fail, EXIT_INTERRUPTED, "interrupted");
    return box_raise(L, &fail);
}

void phase_check(struct phase_run *phase, lua_State *L) {
    if (phase->run->link && link_failure(phase->run->link))
        phase_raise(phase, L);
}

/* ---- The sink of op calls ---- */

static int raise_at(lua_State *L, const char *origin, const char *message, const char *hint) {
    struct fail fail = {0};
    fail_at(&fail, origin, "%s", message);
    fail_hint(&fail, "%s", hint);
    return box_raise(L, &fail);
}

static struct origin origin_of(const struct phase_run *phase, const char *place) {
    struct origin origin = phase->origin;
    const char *colon = place ? strrchr(place, ':') : NULL;
    origin.line = colon ? atoi(colon + 1) : 0;
    return origin;
}

static void remember(struct phase_run *phase, const char *sql) {
    text_add(&phase->sql, sql);
    text_add(&phase->sql, ";\n");
}

static void take_statement(void *context, lua_State *L, const char *sql, bool alone, const char *place) {
    struct phase_run *phase = context;
    struct origin origin = origin_of(phase, place);
    if (phase->phase.kind == PHASE_NO_TRANSACTION) {
        if (phase->alone)
            raise_at(L, place, "no_transaction holds one op call that makes one statement",
                     "give each its own no_transaction(function(op) ... end) in the list of phases");
        phase->alone = arena_copy(phase->arena, sql);
        phase->alone_origin = origin;
    } else if (phase->outside) {
        phase_simple(phase, L, sql, NULL, origin);
    } else if (alone) {
        raise_at(L, place, "PostgreSQL refuses this inside a transaction",
                 "make it a phase of its own: no_transaction(function(op) ... end)");
    } else if (!phase_send(phase, sql, NULL, KEEP_NOTHING, NULL, origin)) {
        phase_raise(phase, L);
    }
    remember(phase, sql);
}

static void take_event(void *context, lua_State *L, const char *json) {
    struct phase_run *phase = context;
    if (phase->events.size)
        text_add_char(&phase->events, ',');
    text_add(&phase->events, json);
}

/* The way down undoes what the way up made, and its data with it. */
static void refuse_loss(void *context, lua_State *L, const char *title, const char *place) {
    struct phase_run *phase = context;
    static const char hazard[] = "deletes_data";
    if (phase->phase.direction == DIRECTION_UP && list_find(&phase->phase.revision->allow, hazard) < 0)
        raise_at(
            L, place,
            arena_printf(phase->arena, "dropping %s deletes data, which the revision does not allow", title),
            "if that is meant, say why in its heading: allow = { deletes_data = \"the reason\" }");
}

/* ---- Lua ---- */

static int after_function(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = (struct phase_run *)context;
    phase_flush(phase, L);
    phase_check(phase, L);
    return 0;
}

/* Nobody can probe whether raw SQL was done. */
static int refuse_execute(lua_State *L) {
    return raise_at(
        L, box_origin(L, 1), "no_transaction takes one op call, and no raw SQL",
        "if running it twice does no harm: no_transaction(\"repeatable\", function(op, db) ... end)");
}

static int phase_main(lua_State *L) {
    struct phase_run *phase = lua_touserdata(L, 1);
    phase_push_function(L, &phase->phase);
    int arguments = 0;
    if (!phase->phase.hook) {
        op_push(L, &phase->sink, phase->run->project->schema);
        phase->has_op = true;
        if (phase->phase.kind == PHASE_NO_TRANSACTION) {
            lua_pushcfunction(L, refuse_execute);
            lua_setfield(L, -2, "execute");
        } else {
            db_push_execute(L, phase);
        }
        arguments++;
    }
    if (phase->phase.kind != PHASE_NO_TRANSACTION) {
        db_push(L, phase);
        arguments++;
    }
    lua_callk(L, arguments, 0, (lua_KContext)phase, after_function);
    return after_function(L, LUA_OK, (lua_KContext)phase);
}

/* The coroutine is kept in the registry, one for each box, as long as it is the last. */
static int make_coroutine(lua_State *L) {
    static const char key;
    struct phase_run *phase = lua_touserdata(L, 1);
    phase->task.coroutine = lua_newthread(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key);
    lua_pushcfunction(phase->task.coroutine, phase_main);
    lua_pushlightuserdata(phase->task.coroutine, phase);
    return 0;
}

static void keep_printed(void *context, const char *line) {
    struct phase_run *phase = context;
    if (phase->printed.size > MOST_PRINTED)
        return;
    text_add(&phase->printed, line);
    text_add_char(&phase->printed, '\n');
    if (phase->printed.size > MOST_PRINTED)
        text_add(&phase->printed, "(the rest is left out: more than 1 MiB was printed)\n");
}

void phase_close_links(struct phase_run *phase) {
    for (int i = 0; i < phase->link_count; i++) {
        loop_remove(phase->run->loop, phase->links[i]);
        link_close(phase->links[i]);
    }
    phase->link_count = 0;
}

static bool links_settled(void *context) {
    struct phase_run *phase = context;
    bool settled = link_settled(phase->run->link);
    for (int i = 0; i < phase->link_count; i++)
        settled = settled && link_settled(phase->links[i]);
    return settled;
}

/* Batches that are on their way are waited for: nothing is lost by it, and the next run has less to do. */
static void finish_batches(struct phase_run *phase) {
    output_warning("%s: stopping after the batches that are at work (again: at once)",
                   phase->phase.revision->id);
    loop_take_interrupt(phase->run->loop);
    link_sync(phase->run->link);
    for (int i = 0; i < phase->link_count; i++)
        link_sync(phase->links[i]);
    loop_until(phase->run->loop, links_settled, phase);
}

bool phase_call(struct phase_run *phase, struct fail *fail) {
    struct box *box = phase->task.box;
    lua_State *L = box_state(box);
    box_on_print(box, keep_printed, phase);
    lua_pushcfunction(L, make_coroutine);
    lua_pushlightuserdata(L, phase);
    bool good = box_call(box, 1, 0, fail) && task_run(&phase->task, 1, fail);
    db_end(phase);
    if (!good && fail->code == EXIT_INTERRUPTED && phase->batching)
        finish_batches(phase);
    phase_close_links(phase);
    return good;
}

/* ---- The transaction ---- */

static const char *number_text(struct phase_run *phase, long long number) {
    return arena_printf(phase->arena, "%lld", number);
}

static bool begin(struct phase_run *phase, struct link *link) {
    if (!phase->run->script)
        return link_begin(link, phase->origin);
    text_addf(phase->run->script, "\n-- %s, %s, phase %d of %d\nBEGIN;\n", phase->phase.revision->id,
              phase_action(&phase->phase), phase->phase.index + 1, phase->phase.count);
    return true;
}

static bool send_on(struct phase_run *phase, struct link *link, const char *sql,
                    const struct params *params) {
    if (link == phase->run->link)
        return phase_send(phase, sql, params, KEEP_NOTHING, NULL, phase->origin);
    return link_send(link, sql, params, KEEP_NOTHING, NULL, phase->origin);
}

enum { SETTINGS = 3, MOST_VALUES = 10 };

bool phase_transaction(struct phase_run *phase, struct link *link, const char *sql, int count,
                       const char *const *values) {
    const struct project *project = phase->run->project;
    char lock[32], statement[32];
    const char *all[SETTINGS + MOST_VALUES] = {phase->run->search_path, lock, statement};
    snprintf(lock, sizeof lock, "%.0fms", phase_lock_timeout(&phase->phase, project) * 1000);
    snprintf(statement, sizeof statement, "%.0fms", phase_statement_timeout(&phase->phase, project) * 1000);
    for (int i = 0; i < count; i++)
        all[SETTINGS + i] = values[i];
    struct params params = {.count = SETTINGS + count, .values = all};
    if (!begin(phase, link) || !send_on(phase, link, sql, &params))
        return false;
    return !phase->role || send_on(phase, link, phase->role, NULL);
}

bool phase_end_role(struct phase_run *phase, struct link *link) {
    return !phase->role || send_on(phase, link, "SET LOCAL ROLE NONE", NULL);
}

static bool claim(struct phase_run *phase, bool begins) {
    const struct run *run = phase->run;
    const struct revision *revision = phase->phase.revision;
    struct move move = phase_move(&phase->phase);
    const char *values[MOST_VALUES] = {
        revision->id,
        move.from,
        number_text(phase, move.from_phase),
        move.to,
        number_text(phase, move.to_phase),
        revision->owner,
        revision->parent,
        array_write(phase->arena, &revision->requires),
        revision->checksum,
        LUAMIG_VERSION,
    };
    if (begins)
        return phase_transaction(phase, run->link, run->claim, MOST_VALUES, values);
    const char *sql = ledger_sql(phase->arena, run->project->ledger,
                                 "SELECT @.claim($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    struct params params = {.count = MOST_VALUES, .values = values};
    return phase_send(phase, sql, &params, KEEP_NOTHING, NULL, phase->origin);
}

bool phase_open(struct phase_run *phase) {
    return claim(phase, true);
}

bool phase_open_unclaimed(struct phase_run *phase) {
    struct move move = phase_move(&phase->phase);
    const char *values[] = {phase->phase.revision->id, move.from, number_text(phase, move.from_phase)};
    return phase_transaction(phase, phase->run->link, phase->run->expect, 3, values);
}

static bool send_events(struct phase_run *phase) {
    if (!phase->events.size)
        return true;
    const struct revision *revision = phase->phase.revision;
    const char *values[] = {revision->owner, revision->id,
                            arena_printf(phase->arena, "[%s]", phase->events.data)};
    struct params params = {.count = 3, .values = values};
    return phase_send(phase, phase->run->registers, &params, KEEP_NOTHING, NULL, phase->origin);
}

bool phase_close(struct phase_run *phase, long long spent) {
    const struct run *run = phase->run;
    const struct revision *revision = phase->phase.revision;
    const char *values[] = {
        revision->id,
        revision->owner,
        phase_action(&phase->phase),
        number_text(phase, phase->phase.index + 1),
        number_text(phase, phase->phase.count),
        revision->checksum,
        LUAMIG_VERSION,
        number_text(phase, spent),
        phase->sql.data,
    };
    struct params params = {.count = sizeof values / sizeof *values, .values = values};
    if (!phase_end_role(phase, run->link))
        return false;
    if (!send_events(phase) || !phase_send(phase, run->record, &params, KEEP_NOTHING, NULL, phase->origin))
        return false;
    if (run->script) {
        text_add(run->script, "COMMIT;\n");
        return true;
    }
    return link_commit(run->link, &phase->commit, phase->origin);
}

/* ---- Running ---- */

static bool run_inside(struct phase_run *phase, struct fail *fail) {
    return phase_open(phase) && phase_call(phase, fail) && phase_close(phase, 0);
}

/* The transactions in between are those of db:batch; what is left of the last one claims the phase. */
static bool run_batches(struct phase_run *phase, struct fail *fail) {
    const char *const values[] = {phase->phase.revision->id, phase_action(&phase->phase),
                                  number_text(phase, phase->phase.index + 1)};
    struct params params = {.count = 3, .values = values};
    const char *sql = ledger_sql(phase->arena, phase->run->project->ledger,
                                 "DELETE FROM @.batch WHERE revision = $1 AND action = $2 AND phase = $3");
    if (!phase_open_unclaimed(phase) || !phase_call(phase, fail))
        return false;
    if (phase->batching)
        return fail_at(fail, phase->origin.file, "db:batch has failed, which Lua cannot catch");
    long long spent = phase->batches ? (long long)((loop_now() - phase->began) * 1000) : 0;
    return phase_end_role(phase, phase->run->link) && claim(phase, false) &&
           phase_send(phase, sql, &params, KEEP_NOTHING, NULL, phase->origin) && phase_close(phase, spent);
}

/* SET LOCAL ROLE, or NULL. */
static const char *role_text(struct phase_run *phase) {
    const char *role = phase_role(&phase->phase, phase->run->project);
    struct text sql = text_new(phase->arena);
    text_add(&sql, "SET LOCAL ROLE ");
    text_add_identifier(&sql, role ? role : "none");
    return role ? sql.data : NULL;
}

struct phase_run *phase_begin(struct run *run, const struct phase *phase) {
    struct arena *arena = arena_new();
    struct phase_run *begun = arena_alloc(arena, sizeof *begun);
    *begun = (struct phase_run){
        .run = run,
        .phase = *phase,
        .arena = arena,
        .origin = {.file = phase->revision->shown, .phase = begun},
        .task = {.loop = run->loop, .box = phase->revision->box},
        .sink = {begun, take_statement, take_event, refuse_loss},
        .outside = phase->kind == PHASE_REPEATABLE,
        .sql = text_new(arena),
        .events = text_new(arena),
        .printed = text_new(arena),
        .seen = text_new(arena),
        .words = arena_alloc(arena, sizeof *begun->words),
        .began = loop_now(),
    };
    begun->role = role_text(begun);
    *run->last = begun;
    run->last = &begun->next;
    return begun;
}

void phase_end(struct phase_run *phase) {
    arena_free(phase->arena);
}

bool phase_run(struct run *run, const struct phase *phase, struct fail *fail) {
    struct phase_run *begun = phase_begin(run, phase);
    if (phase->kind == PHASE_NO_TRANSACTION || phase->kind == PHASE_REPEATABLE)
        return outside_run(begun, fail);
    return phase->kind == PHASE_BATCHES ? run_batches(begun, fail) : run_inside(begun, fail);
}
