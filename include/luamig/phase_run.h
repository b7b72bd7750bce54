/* One phase while it runs: what Lua's `op` and `db` work on.
 *
 * Ownership: phase_begin() gives it, phase_end() frees it. Lua knows it through the userdata of `db`, which
 * is told when the phase is over; statements in the queue know it as their origin.
 */
#ifndef LUAMIG_PHASE_RUN_H
#define LUAMIG_PHASE_RUN_H

#include <lua.h>

#include "luamig/op.h"
#include "luamig/run.h"
#include "luamig/statement.h"
#include "luamig/task.h"

struct db;

enum { PHASE_LINKS = 64 };

struct phase_run {
    struct run *run;
    struct phase phase;
    struct arena *arena;
    struct origin origin; /* of the engine's own statements */
    struct task task;
    struct op_sink sink;
    const char *role; /* the statement that takes it; NULL: none */
    bool has_op;      /* an `op` table was made for the sink */
    bool outside;     /* each statement is a transaction of its own */
    struct db *db;    /* what Lua knows it by; NULL: nothing yet, or it is over */

    struct text sql;     /* of op calls, for the ledger */
    struct text events;  /* of op calls, for the registry: JSON objects with commas between */
    struct text printed; /* what the phase printed: shown when it is committed */
    const char *alone;   /* the one statement of a phase without a transaction */
    struct origin alone_origin;

    const char *reads; /* the first call that a script cannot hold, since it reads the database: "db:query" */
    int reads_line;

    struct text seen; /* the SQL whose words were looked at last, and what they said */
    struct statements *words;
    int savepoints, cursors;

    struct link *links[PHASE_LINKS]; /* more connections: those of batch workers */
    int link_count;
    int batches;   /* calls of db:batch so far */
    bool batching; /* one is at work */

    double began;
    struct outcome commit;
    struct phase_run *next;
};

/* Runs one phase: its statements are queued, COMMIT included. False if Lua failed or a signal came (fail is
 * set), or if a statement was seen to fail (link_failure()). The phase hangs in the run's list until it is
 * reported. */
bool phase_run(struct run *run, const struct phase *phase, struct fail *fail);
void phase_end(struct phase_run *phase);
/* One more in the run's list, which nobody has begun to run. */
struct phase_run *phase_begin(struct run *run, const struct phase *phase);

/* Closes the links of workers; what they have under way is rolled back. */
void phase_close_links(struct phase_run *phase);

/* ---- For those who run phases ---- */

/* Calls the phase's function. */
bool phase_call(struct phase_run *phase, struct fail *fail);
/* Queues BEGIN on a link, the settings with a call of the ledger behind them (run->claim and its like, whose values
 * stand from $4 on), and the role. */
bool phase_transaction(struct phase_run *phase, struct link *link, const char *sql, int count,
                       const char *const *values);
bool phase_end_role(struct phase_run *phase, struct link *link); /* back to the role that logged in */
/* The same for the phase's own transaction, which claims the phase. */
bool phase_open(struct phase_run *phase);
/* One that claims nothing yet: batches commit as they go. */
bool phase_open_unclaimed(struct phase_run *phase);
/* Queues what the ledger is to know, and COMMIT. `spent` is what the phase took before its transaction. */
bool phase_close(struct phase_run *phase, long long spent);
/* The states of the revision before and after the phase, as claim() and intend() take them. */
struct move {
    const char *from, *to;
    int from_phase, to_phase;
};
struct move phase_move(const struct phase *phase);
const char *phase_action(const struct phase *phase); /* "up", "down" */
/* The seconds of lock_timeout and statement_timeout, and the role (NULL: none), as revision and project say.
 */
double phase_lock_timeout(const struct phase *phase, const struct project *project);
double phase_statement_timeout(const struct phase *phase, const struct project *project);
int phase_retries(const struct phase *phase, const struct project *project);
const char *phase_role(const struct phase *phase, const struct project *project);

/* ---- For `op` and `db` ---- */

/* Queues a statement, or writes it to the script. False after a failure. */
bool phase_send(struct phase_run *phase, const char *sql, const struct params *params, enum keep keep,
                struct outcome *outcome, struct origin origin);
/* Runs statements that the pipeline cannot take, and waits for them in place. Raises what failed. */
void phase_simple(struct phase_run *phase, lua_State *L, const char *sql, struct outcome *outcome,
                  struct origin origin);
/* Where the running call stands in the revision. */
struct origin phase_here(struct phase_run *phase, lua_State *L);
/* Sends what op calls hold back, so that what follows stands behind it. */
void phase_flush(struct phase_run *phase, lua_State *L);
/* Raises the failure of the link, if there is one. */
void phase_check(struct phase_run *phase, lua_State *L);
int phase_raise(struct phase_run *phase, lua_State *L);

#endif
