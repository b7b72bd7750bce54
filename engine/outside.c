#include "luamig/outside.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/output.h"
#include "luamig/probe.h"

/* CREATE INDEX CONCURRENTLY waits for every transaction that is older than it. */
static const double INDEX_LOCK_TIMEOUT = 600, BUSY_PAUSE = 0.2;

/* ---- Settings: outside of transactions they are the session's, and are taken back ---- */

static const char *const settings[] = {"search_path", "lock_timeout", "statement_timeout",
                                       "DateStyle",   "bytea_output", "standard_conforming_strings"};
enum { SETTINGS = sizeof settings / sizeof *settings };

static bool set(struct phase_run *phase, struct fail *fail) {
    const struct project *project = phase->run->project;
    double lock = phase_lock_timeout(&phase->phase, project);
    if (lock > 0 && phase->phase.kind == PHASE_NO_TRANSACTION && lock < INDEX_LOCK_TIMEOUT)
        lock = INDEX_LOCK_TIMEOUT;
    const char *values[] = {
        phase->run->search_path,
        arena_printf(phase->arena, "%.0fms", lock * 1000),
        arena_printf(phase->arena, "%.0fms", phase_statement_timeout(&phase->phase, project) * 1000),
        "ISO",
        "hex",
        "on",
    };
    struct text sql = text_new(phase->arena);
    for (int i = 0; i < SETTINGS; i++) {
        text_addf(&sql, "%s pg_catalog.set_config('%s', ", i ? "," : "SELECT", settings[i]);
        text_add_literal(&sql, values[i]);
        text_add(&sql, ", false)");
    }
    const char *role = phase_role(&phase->phase, project);
    if (role) {
        text_add(&sql, "; SET ROLE ");
        text_add_identifier(&sql, role);
    }
    return link_execute(phase->run->link, sql.data, fail);
}

static bool reset(struct phase_run *phase, struct fail *fail) {
    struct text sql = text_new(phase->arena);
    for (int i = 0; i < SETTINGS; i++)
        text_addf(&sql, "RESET %s; ", settings[i]);
    if (phase_role(&phase->phase, phase->run->project))
        text_add(&sql, "RESET ROLE");
    return link_execute(phase->run->link, sql.data, fail);
}

/* What a pooler gives to others after each transaction is no session. */
static bool check_session(struct phase_run *phase, struct fail *fail) {
    struct rows *rows = link_query(phase->run->link, "SELECT pg_catalog.pg_backend_pid()", 0, NULL, fail);
    if (!rows)
        return false;
    bool own = atoi(rows_value(rows, 0, 0)) == link_backend(phase->run->link);
    rows_free(rows);
    if (own)
        return true;
    fail_at(fail, phase->phase.revision->shown,
            "a phase without a transaction needs a session of its own, and a pooler stands in between");
    return fail_hint(fail, "lead luamig around it: direct = \"postgresql://...\" in luamig.lua");
}

/* ---- The intent ---- */

/* A transaction of its own, whatever the defaults of the role are. */
static struct rows *write_ledger(struct phase_run *phase, const char *sql, int count,
                                 const char *const *values, struct fail *fail) {
    struct query queries[] = {
        {.sql = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"},
        {.sql = sql, .count = count, .values = values},
        {.sql = "COMMIT"},
    };
    if (!link_query_all(phase->run->link, queries, 3, fail)) {
        struct fail second = {0};
        link_roll_back(phase->run->link, &second);
        fail_clear(&second);
        return NULL;
    }
    rows_free(queries[0].rows);
    rows_free(queries[2].rows);
    return queries[1].rows;
}

/* Says what is about to run. `again`: an earlier attempt has ended, and nobody knows how. */
static bool intend(struct phase_run *phase, const char *sql, bool *again, struct fail *fail) {
    struct move move = phase_move(&phase->phase);
    const char *values[] = {
        phase->phase.revision->id,
        move.from,
        arena_printf(phase->arena, "%d", move.from_phase),
        phase_action(&phase->phase),
        arena_printf(phase->arena, "%d", phase->phase.index + 1),
        sql,
    };
    for (bool told = false;; told = true) {
        struct rows *rows = write_ledger(phase, phase->run->intend, 6, values, fail);
        if (!rows)
            return false;
        const char *answer = arena_copy(phase->arena, rows_value(rows, 0, 0));
        rows_free(rows);
        *again = strcmp(answer, "again") == 0;
        if (strncmp(answer, "busy ", 5) != 0)
            return true;
        if (!told)
            output_note("%s: waiting for server process %s, which an earlier run has left at work on it",
                        phase->phase.revision->id, answer + 5);
        if (!loop_sleep(phase->run->loop, BUSY_PAUSE))
            return fail_set(fail, EXIT_INTERRUPTED, "interrupted");
    }
}

static bool forget(struct phase_run *phase, struct fail *fail) {
    const char *const values[] = {phase->phase.revision->id};
    const char *sql =
        ledger_sql(phase->arena, phase->run->project->ledger, "DELETE FROM @.intent WHERE revision = $1");
    struct rows *rows = write_ledger(phase, sql, 1, values, fail);
    rows_free(rows);
    return rows != NULL;
}

/* ---- The statement ---- */

static bool is_settled(void *link) {
    return link_settled(link);
}

/* Runs one statement in the loop, so that a signal is heard and the lock is kept alive. */
static bool execute(struct phase_run *phase, const char *sql, struct fail *fail) {
    struct link *link = phase->run->link;
    if (link_simple(link, sql, NULL, phase->alone_origin) && !loop_until(phase->run->loop, is_settled, link))
        return fail_set(fail, EXIT_INTERRUPTED, "interrupted");
    return !link_failure(link);
}

static bool drop_leftover(struct phase_run *phase, const char *name, struct fail *fail) {
    output_note("%s: dropping the invalid index %s that an earlier attempt has left",
                phase->phase.revision->id, name);
    return execute(phase, arena_printf(phase->arena, "DROP INDEX CONCURRENTLY IF EXISTS %s", name), fail);
}

static bool fail_unknown(struct phase_run *phase, struct fail *fail) {
    fail_at(fail, arena_printf(phase->arena, "%s:%d", phase->origin.file, phase->alone_origin.line),
            "an earlier run ended while this statement was at work, and nobody can tell whether it was done");
    fail_detail(fail, "%s", phase->alone);
    return fail_hint(
        fail,
        "look at the database; then either DELETE FROM %s WHERE revision = '%s' to run it again, or "
        "luamig stamp %s",
        ledger_sql(phase->arena, phase->run->project->ledger, "@.intent"), phase->phase.revision->id,
        phase->phase.revision->id);
}

static bool fail_other(struct phase_run *phase, const char *name, struct fail *fail) {
    fail_at(fail, arena_printf(phase->arena, "%s:%d", phase->origin.file, phase->alone_origin.line),
            "an invalid index %s stands in the way, and it is not the one that this statement makes", name);
    fail_detail(fail, "%s", phase->alone);
    return fail_hint(fail, "if nobody needs it: DROP INDEX %s; or REINDEX or rename it", name);
}

/* After an attempt whose end is not known: `*done` if there is nothing left to do. */
static bool probe(struct phase_run *phase, bool *done, struct fail *fail) {
    struct probe probe = probe_read(phase->arena, phase->alone);
    if (probe.kind == PROBE_UNKNOWN)
        return fail_unknown(phase, fail);
    enum probed probed;
    const char *leftover = NULL;
    if (!probe_look(phase->run->link, phase->arena, &probe, &probed, &leftover, fail))
        return false;
    if (probed == PROBED_OTHER)
        return fail_other(phase, leftover, fail);
    *done = probed == PROBED_DONE;
    return probed != PROBED_INVALID || drop_leftover(phase, leftover, fail);
}

static bool run_statement(struct phase_run *phase, bool again, struct fail *fail) {
    bool done = false;
    if (again && !probe(phase, &done, fail))
        return false;
    return done || execute(phase, phase->alone, fail);
}

/* ---- The phase ---- */

/* After a failure nothing of the attempt is to stay: an invalid index is dropped, the intent and the settings
 * are taken back. If that fails too, the next run finds the intent and probes. A signal leaves all this to
 * the next run. */
static void clean_up(struct phase_run *phase, struct fail *fail) {
    struct link *link = phase->run->link;
    struct fail second = {0};
    bool done;
    link_sync(link);
    if (fail->code == EXIT_INTERRUPTED || !loop_until(phase->run->loop, is_settled, link) ||
        !link_alive(link))
        return;
    if (link_failure(link)) {
        fail_copy(fail, &link_failure(link)->fail);
        link_forgive(link);
    }
    /* An index that was there before is somebody else's. */
    bool tried = phase->alone && strcmp(fail->sqlstate, "42P07") != 0;
    bool known = tried && probe_read(phase->arena, phase->alone).kind != PROBE_UNKNOWN;
    if ((!known || probe(phase, &done, &second)) && reset(phase, &second))
        forget(phase, &second);
    if (link_alive(link) && link_failure(link))
        link_forgive(link);
    fail_clear(&second);
}

static bool run_alone(struct phase_run *phase, struct fail *fail) {
    bool again;
    if (!phase_call(phase, fail))
        return false;
    if (!phase->alone)
        return true;
    if (!check_session(phase, fail) || !intend(phase, phase->alone, &again, fail))
        return false;
    if (set(phase, fail) && run_statement(phase, again, fail))
        return reset(phase, fail);
    clean_up(phase, fail);
    return false;
}

static bool run_repeatable(struct phase_run *phase, struct fail *fail) {
    bool again;
    if (!check_session(phase, fail) || !intend(phase, "repeatable", &again, fail))
        return false;
    if (set(phase, fail) && phase_call(phase, fail) && run_drain(phase->run, fail))
        return reset(phase, fail);
    clean_up(phase, fail);
    return false;
}

/* Tells the ledger, in a transaction; record() takes the intent back. */
static bool close_outside(struct phase_run *phase) {
    return phase_open(phase) && phase_close(phase, (long long)((loop_now() - phase->began) * 1000));
}

static bool write_outside(struct phase_run *phase, struct fail *fail) {
    struct text *script = phase->run->script;
    text_addf(script, "\n-- %s, %s, phase %d of %d: outside of a transaction\n", phase->phase.revision->id,
              phase_action(&phase->phase), phase->phase.index + 1, phase->phase.count);
    text_addf(script, "SET search_path = %s;\n", phase->run->search_path);
    if (!phase_call(phase, fail))
        return false;
    if (phase->alone)
        text_addf(script, "%s;\n", phase->alone);
    text_add(script, "RESET search_path;\n");
    return close_outside(phase);
}

bool outside_run(struct phase_run *phase, struct fail *fail) {
    if (phase->run->script)
        return write_outside(phase, fail);
    if (!run_drain(phase->run, fail))
        return false;
    bool good =
        phase->phase.kind == PHASE_NO_TRANSACTION ? run_alone(phase, fail) : run_repeatable(phase, fail);
    return good && close_outside(phase);
}
