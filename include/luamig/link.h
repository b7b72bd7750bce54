/* One connection to PostgreSQL and its queue of statements. engine/link.c is the only file that includes
 * libpq-fe.h.
 *
 * Two ways to use it. The waiting calls (link_execute, link_query ...) are for whoever has nothing else to
 * do; they need a link whose queue is empty. The queue is the runner's: statements are sent through libpq's
 * pipeline mode and nobody waits; link_work() moves bytes, and outcomes tell what became of each statement.
 *
 * Ownership: link_open() gives a link, link_close() frees it; struct rows are the caller's until rows_free(),
 * those of the queue at the latest until link_drop_rows(). The passwords of a URL appear in no message.
 */
#ifndef LUAMIG_LINK_H
#define LUAMIG_LINK_H

#include <stdbool.h>
#include <stddef.h>

#include "luamig/arena.h"
#include "luamig/fail.h"

struct link;
struct rows;

/* Connects and waits. `url` may be a URI, key=value words or the name of a database; PG* variables and
 * ~/.pgpass work as in psql. application_name is "luamig" unless the user says another. Sets nothing else:
 * settings are SET LOCAL in each transaction. */
struct link *link_open(const char *url, struct fail *fail);
void link_close(struct link *link);               /* NULL is allowed */
int link_server_version(const struct link *link); /* 150018 */
int link_backend(const struct link *link);        /* the server process, as the connection was told */
bool link_alive(const struct link *link);         /* false once the connection is lost */

/* Where NOTICE and WARNING of every link go, for -v. Without it they are dropped. */
void link_show_notices(void (*show)(const char *severity, const char *message));

/* ---- Waiting calls ---- */

/* Statements of the simple protocol (several in one string are allowed), waited for. */
bool link_execute(struct link *link, const char *sql, struct fail *fail);
/* The same, giving the rows of the last one. The simple protocol leaves no portal open, which would hold a
 * snapshot while its transaction is idle. */
struct rows *link_select(struct link *link, const char *sql, struct fail *fail);

/* One query with text parameters (NULL: SQL NULL), waited for. NULL on failure. */
struct rows *link_query(struct link *link, const char *sql, int count, const char *const *values,
                        struct fail *fail);

/* Several queries in one pipeline: one round trip for all. On failure no rows are left to free. */
struct query {
    const char *sql;
    int count;
    const char *const *values;
    struct rows *rows; /* out */
};
bool link_query_all(struct link *link, struct query *queries, int count, struct fail *fail);

/* ---- Rows ---- */

int rows_count(const struct rows *rows);
int rows_columns(const struct rows *rows);
const char *rows_column_name(const struct rows *rows, int column);
unsigned rows_column_type(const struct rows *rows, int column); /* its OID in pg_type */
const char *rows_value(const struct rows *rows, int row,
                       int column);                             /* NULL: SQL NULL; lives as long as rows */
size_t rows_size(const struct rows *rows, int row, int column); /* bytes of that value */
size_t rows_memory(const struct rows *rows);                    /* bytes that they occupy */
bool rows_overflowed(
    const struct rows *rows);      /* KEEP_LIMITED: there were more than ROWS_LIMIT bytes; the rest is lost */
void rows_free(struct rows *rows); /* NULL is allowed */

/* ---- The queue ---- */

struct phase_run;

/* Who issued a statement: for the message of its failure, and so that the runner knows where to begin again.
 */
struct origin {
    const char *file; /* as messages name it; lives as long as the link */
    int line;         /* 0: none */
    struct phase_run *phase;
};

enum outcome_state { OUTCOME_QUEUED, OUTCOME_DONE, OUTCOME_FAILED, OUTCOME_SKIPPED };

/* What became of one statement. Its memory is the caller's and must stay until `state` is no longer QUEUED.
 */
struct outcome {
    enum outcome_state state;
    unsigned long long number; /* the statement's place in the order of the link */
    long long affected;        /* rows; 0 for what affects none */
    struct rows *rows; /* if they were to be kept and the state is DONE; valid until link_drop_rows() */
};

enum keep { KEEP_NOTHING, KEEP_ROWS, KEEP_LIMITED /* at most ROWS_LIMIT bytes */ };
enum { ROWS_LIMIT = 16 * 1024 * 1024 };

struct params {
    int count;
    const char *const *values; /* NULL: SQL NULL */
    const int *sizes,
        *binary; /* NULL: all are text; else 1 where the value is in binary form, of that size */
};

/* Queues one statement; never waits. `outcome` and `params` may be NULL. After a failure nothing is queued
 * and false is returned: see link_failure(). */
bool link_send(struct link *link, const char *sql, const struct params *params, enum keep keep,
               struct outcome *outcome, struct origin origin);
/* Queues BEGIN and COMMIT; the link has to know, because inside a transaction what is queued is pushed by
 * Flush, and outside by Sync: what was only flushed outside is not committed. The outcome of a COMMIT that
 * the server answered with ROLLBACK is a failure. */
bool link_begin(struct link *link, struct origin origin);
bool link_commit(struct link *link, struct outcome *outcome, struct origin origin);
bool link_within(const struct link *link); /* a transaction is open once the queue is through */

/* Statements that the pipeline cannot take (several in one string, CONCURRENTLY), by the simple protocol.
 * Needs a settled link; later statements wait until this one is answered. */
bool link_simple(struct link *link, const char *sql, struct outcome *outcome, struct origin origin);

/* COPY table FROM STDIN: needs a settled link. Once link_copying() holds, data may be given; it is on its way when
 * link_unsent() is false. Errors of the data are seen only after link_copy_end(). */
bool link_copy(struct link *link, const char *sql, struct outcome *outcome, struct origin origin);
bool link_copying(const struct link *link);
bool link_copy_data(struct link *link, const char *bytes, size_t size);
void link_copy_end(struct link *link);

size_t link_queued(const struct link *link);       /* statements not yet answered */
size_t link_queued_bytes(const struct link *link); /* of their texts and parameters */
void link_push(struct link *link); /* asks for the answers of all that is queued: Flush or Sync */
void link_sync(
    struct link *link); /* Sync, also inside a transaction, and the end of an open COPY: needed to settle */
bool link_settled(const struct link *link); /* nothing is queued and nothing waits for a Sync */
bool link_answered(
    const struct link *link); /* all that was queued has been answered, though perhaps not synced */

/* Moves bytes both ways without waiting and takes in answers. */
void link_work(struct link *link);
int link_socket(const struct link *link);       /* -1: lost */
bool link_unsent(const struct link *link);      /* as of the last link_work() */
bool link_needs_looks(const struct link *link); /* TLS: bytes may wait where poll() does not see them */

/* The first failure since the last link_forgive(); NULL: none. A lost connection is one that cannot be
 * forgiven. */
struct failure {
    struct fail fail;
    struct phase_run *phase;
    unsigned long long number;
};
const struct failure *link_failure(const struct link *link);
/* After a failure, link_sync() and a settled link: what follows may be queued again. The transaction, if
 * there was one, is still there and aborted. */
void link_forgive(struct link *link);
/* Whether the server, as of its last answer, is inside a transaction. */
bool link_in_transaction(const struct link *link);
/* Ends the transaction, if there is one, and waits for it. Needs a settled link without a failure. */
bool link_roll_back(struct link *link, struct fail *fail);

/* Asks the server to stop what it is doing; blocks for as long as it takes to connect. */
void link_cancel(struct link *link);
/* Cuts the connection so that nothing that is still here is sent. Everything queued is answered with `why`.
 */
void link_cut(struct link *link, const char *why);
void link_drop_rows(struct link *link);

#endif
