#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "luamig/batch.h"
#include "luamig/output.h"

/* What a worker does next. */
enum step {
    NEXT_RANGE,
    ASKED,
    BEHIND,
    LAG,
    READ,
    ROWS,
    EACH,
    CHANGED,
    ALL,
    ALL_CHANGED,
    WRITE,
    WRITTEN,
    COMMITTED,
    FAILED,
    RECOVER,
    AGAIN,
    END
};

enum { DOUBLINGS = 10, FIRST_LIMIT = 10, BATCH_BYTES = 2 << 20 };
static const double FIRST_PAUSE = 0.1, LONGEST_PAUSE = 5, LAG_PAUSE = 1;

/* Stack of the worker: 1 db, 2 each, 3 itself; then the question for types, the row. */
enum { DB = 1, FUNCTION, SELF };

struct batch_worker {
    struct batch *batch;
    struct link *link;
    struct task *task;
    unsigned seed;

    struct batch_range *range;
    struct batch_key next;        /* the key of the last row of this batch */
    struct text old, new;         /* scratch: keys for the ledger */
    const char *question, *check; /* texts with the ledger's name put in */
    struct outcome asked, lag, reads[2], types, commit;
    int turn;     /* which of the reads is this batch's; the other one is read ahead */
    bool ahead;   /* the other one is under way */
    bool careful; /* somebody changes rows: this batch is read again with a lock */
    bool locked;  /* that has happened */
    bool last;    /* nothing is behind this batch */
    bool lagging; /* somebody was told so */
    int limit;

    struct rows *rows;
    int row;
    struct batch_changes changes;
    double until; /* a pause ends */
    int attempts;
};

static const char *cursor_question(struct batch *batch) {
    struct text sql = text_new(batch->arena);
    text_add(&sql, "SELECT done");
    for (int i = 1; i <= batch->key_count; i++)
        text_addf(&sql, ", cursor[%d]", i);
    text_add(&sql,
             ledger_sql(batch->arena, batch->phase->run->project->ledger,
                        " FROM @.batch WHERE revision = $1 AND action = $2 AND phase = $3 AND name = $4 "
                        "AND range = $5"));
    return sql.data;
}

/* A guard needs a row that is written; without one, what was read is locked while its copy is written. */
static bool is_careful(const struct batch *batch) {
    return batch->inserts && !batch->deletes;
}

struct batch_worker *batch_worker_new(struct batch *batch, struct link *link, struct task *task) {
    struct batch_worker *worker = arena_alloc(batch->arena, sizeof *worker);
    *worker = (struct batch_worker){.batch = batch,
                                    .link = link,
                                    .task = task,
                                    .seed = (unsigned)getpid() + (unsigned)batch->phase->link_count,
                                    .old = text_new(batch->arena),
                                    .new = text_new(batch->arena),
                                    .careful = is_careful(batch),
                                    .types = {.state = OUTCOME_DONE}};
    worker->question = cursor_question(batch);
    worker->check =
        ledger_sql(batch->arena, batch->phase->run->project->ledger,
                   "SELECT @.expect_rows(pg_catalog.current_setting('luamig.changed')::bigint, $1)");
    worker->limit = batch->size < FIRST_LIMIT ? batch->size : FIRST_LIMIT;
    return worker;
}

/* ---- Conditions ---- */

static bool is_answered(const struct outcome *outcome, const struct link *link) {
    return outcome->state != OUTCOME_QUEUED || link_failure(link);
}

static bool was_asked(void *worker) {
    const struct batch_worker *w = worker;
    return is_answered(&w->asked, w->link);
}

static bool was_told(void *worker) {
    const struct batch_worker *w = worker;
    return is_answered(&w->lag, w->link);
}

static bool was_read(void *worker) {
    const struct batch_worker *w = worker;
    return is_answered(&w->reads[w->turn], w->link) && is_answered(&w->types, w->link);
}

static bool was_committed(void *worker) {
    const struct batch_worker *w = worker;
    return is_answered(&w->commit, w->link);
}

static bool has_settled(void *worker) {
    return link_settled(((const struct batch_worker *)worker)->link);
}

static bool has_paused(void *worker) {
    return loop_now() >= ((const struct batch_worker *)worker)->until;
}

/* What has to hold before the step; NULL: nothing. */
static ready_fn condition(enum step step) {
    switch (step) {
    case ASKED:
        return was_asked;
    case LAG:
        return was_told;
    case ROWS:
        return was_read;
    case COMMITTED:
        return was_committed;
    case RECOVER:
        return has_settled;
    case BEHIND:
    case READ:
    case AGAIN:
        return has_paused;
    default:
        return NULL;
    }
}

static void pause_for(struct batch_worker *w, double seconds) {
    w->until = loop_now() + seconds;
    loop_wake_at(w->batch->phase->run->loop, w->until);
}

/* ---- Statements ---- */

static bool send_text(struct batch_worker *w, const char *sql, int count, const char *const *values,
                      enum keep keep, struct outcome *outcome) {
    struct params params = {.count = count, .values = values};
    return link_send(w->link, sql, &params, keep, outcome, w->batch->origin);
}

/* Where the range stands now: after a failure, and what another run has done. */
static enum step ask(struct batch_worker *w) {
    struct batch *batch = w->batch;
    const struct phase *phase = &batch->phase->phase;
    char number[16], range[16];
    snprintf(number, sizeof number, "%d", phase->index + 1);
    snprintf(range, sizeof range, "%d", w->range->number);
    const char *values[] = {phase->revision->id, phase_action(phase), number, batch->name, range};
    if (!send_text(w, w->question, 5, values, KEEP_ROWS, &w->asked))
        return FAILED;
    link_sync(w->link);
    return ASKED;
}

/* A SELECT in a transaction of its own, for its settings and role. */
static bool send_read(struct batch_worker *w, const struct batch_key *after, struct outcome *outcome) {
    struct batch *batch = w->batch;
    const char *values[2 * BATCH_KEYS];
    struct text *sql = &batch->phase->run->sql;
    struct batch_bounds bounds = {.after = after, .upto = &w->range->upto, .limit = w->limit};
    if (!phase_transaction(batch->phase, w->link, batch->phase->run->settings, 0, NULL))
        return false;
    text_clear(sql);
    int count = batch_select(batch, sql, &bounds, values);
    if (!send_text(w, sql->data, count, values, KEEP_ROWS, outcome) ||
        !link_commit(w->link, NULL, batch->origin))
        return false;
    link_sync(w->link);
    return true;
}

/* Begins the transaction that writes: it moves the cursor first. */
static bool send_move(struct batch_worker *w, int moved) {
    struct batch *batch = w->batch;
    const struct phase *phase = &batch->phase->phase;
    const struct batch_key *new = w->next.set ? &w->next : &w->range->cursor;
    char number[16], range[16], rows[16];
    snprintf(number, sizeof number, "%d", phase->index + 1);
    snprintf(range, sizeof range, "%d", w->range->number);
    snprintf(rows, sizeof rows, "%d", moved);
    const char *values[] = {phase->revision->id,
                            phase_action(phase),
                            number,
                            batch->name,
                            range,
                            batch_key_array(batch, &w->range->cursor, &w->old),
                            batch_key_array(batch, new, &w->new),
                            rows,
                            w->last ? "true" : "false"};
    return phase_transaction(batch->phase, w->link, batch->phase->run->move, 9, values);
}

/* The rows of this batch once more, which nobody can change any more. */
static bool send_locked_read(struct batch_worker *w) {
    struct batch *batch = w->batch;
    const char *values[2 * BATCH_KEYS];
    struct text *sql = &batch->phase->run->sql;
    struct batch_bounds bounds = {.after = &w->range->cursor, .upto = &w->next, .lock = true};
    int moved = rows_count(w->rows);
    rows_free(w->rows);
    w->rows = NULL;
    if (!send_move(w, moved))
        return false;
    text_clear(sql);
    int count = batch_select(batch, sql, &bounds, values);
    if (!send_text(w, sql->data, count, values, KEEP_ROWS, &w->reads[w->turn]))
        return false;
    link_push(w->link);
    return true;
}

static bool send_check(struct batch_worker *w) {
    char expected[16];
    const char *values[] = {expected};
    snprintf(expected, sizeof expected, "%d", w->changes.count);
    return send_text(w, w->check, 1, values, KEEP_NOTHING, NULL);
}

/* Else the answer of the read behind it tells. */
static bool waits_for_commit(const struct batch_worker *w) {
    return w->last || w->locked;
}

static bool send_batch(struct batch_worker *w) {
    struct batch *batch = w->batch;
    struct batch_bounds bounds = {.after = &w->range->cursor, .upto = &w->next};
    bool check = !w->locked && w->changes.count;
    struct outcome *commit = waits_for_commit(w) ? &w->commit : NULL;
    if ((!w->locked && !send_move(w, w->row)) ||
        !batch_changes_send(batch, &w->changes, w->link, &bounds, !w->locked) ||
        !phase_end_role(batch->phase, w->link) || (check && !send_check(w)) ||
        !link_commit(w->link, commit, batch->origin))
        return false;
    link_sync(w->link);
    return true;
}

/* ---- Steps ---- */

static enum step take_range(struct batch_worker *w) {
    struct batch *batch = w->batch;
    for (int i = 0; i < batch->range_count; i++)
        if (!batch->ranges[i].taken) {
            w->range = &batch->ranges[i];
            w->range->taken = true;
            return ask(w);
        }
    return END;
}

static enum step take_cursor(struct batch_worker *w) {
    const struct rows *rows = w->asked.rows;
    if (link_failure(w->link) || !rows)
        return FAILED;
    bool done = !rows_count(rows) || *rows_value(rows, 0, 0) == 't';
    if (!done)
        batch_key_read(w->batch, &w->range->cursor, rows, 0, 1);
    rows_free(w->asked.rows);
    w->ahead = w->locked = w->last = false;
    pause_for(w, 0);
    return done ? NEXT_RANGE : w->batch->max_lag > 0 ? BEHIND : READ;
}

/* How far the replicas are behind. Who may not see that (it takes pg_monitor) sees none. */
static enum step ask_lag(struct batch_worker *w) {
    static const char sql[] =
        "SELECT max(extract(epoch FROM replay_lag)) FROM pg_catalog.pg_stat_replication";
    if (!send_text(w, sql, 0, NULL, KEEP_ROWS, &w->lag))
        return FAILED;
    link_sync(w->link);
    return LAG;
}

static enum step take_lag(struct batch_worker *w) {
    if (link_failure(w->link) || !w->lag.rows)
        return FAILED;
    const char *value = rows_value(w->lag.rows, 0, 0);
    double lag = value ? strtod(value, NULL) : 0;
    rows_free(w->lag.rows);
    if (lag <= w->batch->max_lag)
        return READ;
    if (!w->lagging)
        output_note("%s: waiting for a replica, which is %.1f s behind", w->batch->from.shown, lag);
    w->lagging = true;
    pause_for(w, LAG_PAUSE);
    return BEHIND;
}

static enum step read_batch(struct batch_worker *w) {
    if (w->ahead)
        w->turn = !w->turn;
    else if (!send_read(w, &w->range->cursor, &w->reads[w->turn]))
        return FAILED;
    w->ahead = w->locked = false;
    w->lagging = false;
    return ROWS;
}

/* Rows are read so that the batches of all workers have about as many bytes as fit into little memory. */
static void adjust_limit(struct batch_worker *w, const struct rows *rows) {
    size_t each = rows_memory(rows) / (size_t)rows_count(rows) + 1,
           fit = BATCH_BYTES / (size_t)w->batch->parallel / each;
    w->limit = fit < 1 ? 1 : fit < (size_t)w->batch->size ? (int)fit : w->batch->size;
}

/* Types that nobody knows yet; false: there are none. */
static bool ask_types(struct batch_worker *w, struct rows *rows) {
    struct types *types = &w->batch->phase->run->types;
    if (w->types.rows) {
        types_learn(types, w->types.rows);
        rows_free(w->types.rows);
        w->types.rows = NULL;
    }
    const char *sql = types_question(types, rows);
    if (!sql || !send_text(w, sql, 0, NULL, KEEP_ROWS, &w->types))
        return false;
    link_push(w->link);
    return true;
}

static enum step call_step(const struct batch_worker *w) {
    return w->batch->whole ? ALL : EACH;
}

static enum step take_rows(struct batch_worker *w) {
    struct batch *batch = w->batch;
    struct outcome *outcome = &w->reads[w->turn];
    if (link_failure(w->link) || !outcome->rows)
        return FAILED;
    if (ask_types(w, outcome->rows))
        return ROWS;
    w->rows = outcome->rows;
    outcome->rows = NULL;
    w->row = 0;
    batch_changes_clear(&w->changes);
    int count = rows_count(w->rows);
    if (w->locked)
        return call_step(w);
    w->last = count < w->limit;
    batch_key_clear(&w->next);
    if (count) {
        batch_key_read(batch, &w->next, w->rows, count - 1, 0);
        adjust_limit(w, w->rows);
    }
    if (w->careful && count) {
        w->locked = true;
        return send_locked_read(w) ? ROWS : FAILED;
    }
    w->ahead = !w->last;
    return w->last || send_read(w, &w->next, &w->reads[!w->turn]) ? call_step(w) : FAILED;
}

static enum step write_batch(struct batch_worker *w) {
    if (!send_batch(w))
        return FAILED;
    w->batch->rows += w->row;
    batch_show(w->batch);
    rows_free(w->rows);
    w->rows = NULL;
    return waits_for_commit(w) ? COMMITTED : WRITTEN;
}

/* The batch is on its way; the next one begins behind it. */
static enum step go_on(struct batch_worker *w) {
    batch_key_copy(w->batch, &w->range->cursor, &w->next);
    w->attempts = 0;
    w->careful = is_careful(w->batch);
    pause_for(w, w->batch->throttle);
    return w->batch->max_lag > 0 ? BEHIND : READ;
}

static enum step after_commit(struct batch_worker *w) {
    if (link_failure(w->link) || w->commit.state != OUTCOME_DONE)
        return FAILED;
    return w->last ? NEXT_RANGE : go_on(w);
}

/* ---- Failures: the range goes on from its cursor in the ledger ---- */

static bool is_passing(const char *sqlstate) {
    static const char *const states[] = {"55P03", "40P01", "40001", LEDGER_TAKEN};
    for (int i = 0; i < 4; i++)
        if (strcmp(sqlstate, states[i]) == 0)
            return true;
    return false;
}

static enum step recover(struct batch_worker *w, lua_State *L) {
    struct fail fail = {0};
    fail_copy(&fail, &link_failure(w->link)->fail);
    link_drop_rows(w->link);
    w->rows = w->types.rows = NULL;
    if (!link_alive(w->link))
        box_raise(L, &fail);
    link_forgive(w->link);
    struct fail second = {0};
    if (!link_roll_back(w->link, &second))
        box_raise(L, &second);
    bool changed = strcmp(fail.sqlstate, LEDGER_CHANGED) == 0;
    if (!changed && (!is_passing(fail.sqlstate) ||
                     ++w->attempts > phase_retries(&w->batch->phase->phase, w->batch->phase->run->project)))
        box_raise(L, &fail);
    w->careful = w->careful || changed;
    double pause = ldexp(FIRST_PAUSE, w->attempts < DOUBLINGS ? w->attempts : DOUBLINGS);
    pause = (pause < LONGEST_PAUSE ? pause : LONGEST_PAUSE) * (0.5 + rand_r(&w->seed) / (double)RAND_MAX);
    if (!changed)
        output_note("%s: %s; trying again in %.1f s", w->batch->from.shown, fail.message, pause);
    fail_clear(&fail);
    pause_for(w, changed ? 0 : pause);
    return AGAIN;
}

/* ---- The loop ---- */

static enum step take_change(struct batch_worker *w, lua_State *L) {
    batch_changes_add(w->batch, &w->changes, L, w->rows, w->row);
    lua_settop(L, SELF);
    w->row++;
    return EACH;
}

/* The list of changes is at the top: place i is that of row i. */
static enum step take_changes(struct batch_worker *w, lua_State *L) {
    int list = lua_gettop(L), count = rows_count(w->rows);
    if (lua_isnil(L, list)) {
        lua_newtable(L);
        lua_replace(L, list);
    }
    if (!lua_istable(L, list))
        db_raise(L, "it gives a list: at place i what becomes of row i, or nil", "all has given a %s",
                 luaL_typename(L, list));
    for (; w->row < count; w->row++) {
        lua_rawgeti(L, list, w->row + 1);
        batch_changes_add(w->batch, &w->changes, L, w->rows, w->row);
        lua_settop(L, list);
    }
    lua_settop(L, SELF);
    return WRITE;
}

static enum step work_step(struct batch_worker *w, lua_State *L, enum step step) {
    switch (step) {
    case NEXT_RANGE:
        return take_range(w);
    case ASKED:
        return take_cursor(w);
    case BEHIND:
        return ask_lag(w);
    case LAG:
        return take_lag(w);
    case READ:
        return read_batch(w);
    case ROWS:
        return take_rows(w);
    case CHANGED:
        return take_change(w, L);
    case ALL_CHANGED:
        return take_changes(w, L);
    case WRITE:
        return write_batch(w);
    case WRITTEN:
        return go_on(w);
    case COMMITTED:
        return after_commit(w);
    case FAILED:
        link_sync(w->link);
        return RECOVER;
    case RECOVER:
        return recover(w, L);
    default: /* AGAIN */
        return ask(w);
    }
}

static void push_row(struct batch_worker *w, lua_State *L, int row) {
    row_push(L, &w->batch->phase->run->types, w->rows, row, w->batch->key_count + 1);
}

static int work(lua_State *L, int status, lua_KContext context);

/* Calls `each` with the next row. */
static enum step call_each(struct batch_worker *w, lua_State *L) {
    if (w->row == rows_count(w->rows))
        return WRITE;
    lua_pushvalue(L, FUNCTION);
    push_row(w, L, w->row);
    lua_callk(L, 1, 1, CHANGED, work);
    return CHANGED;
}

/* Calls `all` with the list of rows, unless there are none. */
static enum step call_all(struct batch_worker *w, lua_State *L) {
    int count = rows_count(w->rows);
    if (!count)
        return WRITE;
    lua_pushvalue(L, FUNCTION);
    lua_createtable(L, count, 0);
    for (int i = 0; i < count; i++) {
        push_row(w, L, i);
        lua_rawseti(L, -2, i + 1);
    }
    lua_callk(L, 1, 1, ALL_CHANGED, work);
    return ALL_CHANGED;
}

static int work(lua_State *L, int status, lua_KContext context) {
    struct batch_worker *w = lua_touserdata(L, SELF);
    for (enum step step = (enum step)context; step != END;) {
        ready_fn ready = condition(step);
        if (ready && !task_ready(w->task, L, ready, w))
            return task_park(w->task, L, ready, w, work, step);
        step = step == EACH ? call_each(w, L) : step == ALL ? call_all(w, L) : work_step(w, L, step);
    }
    return 0;
}

int batch_work(lua_State *L) {
    db_phase(L);
    lua_settop(L, SELF);
    return work(L, LUA_OK, NEXT_RANGE);
}
