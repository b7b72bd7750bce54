#include "luamig/link.h"

#include <assert.h>
#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "luamig/url.h"

/* After so many statements the server is asked for its answers; larger figures won nothing. */
enum { PUSH_AFTER = 32 };

struct rows {
    PGresult *result;
    bool over;                 /* more than ROWS_LIMIT: the rest was dropped */
    struct rows *next, **back; /* those of the queue hang in their link */
};

enum sent_kind { SENT_STATEMENT, SENT_COMMIT, SENT_SIMPLE, SENT_COPY, SENT_SYNC };

struct sent {
    enum sent_kind kind;
    enum keep keep;
    enum outcome_state state;
    unsigned long long number;
    long long affected;
    size_t bytes; /* of its text and parameters */
    struct origin origin;
    struct outcome *outcome; /* NULL: nobody asks */
    struct rows *rows;
};

struct link {
    PGconn *conn; /* NULL: lost */
    bool piped;   /* in pipeline mode */

    struct sent *queue; /* a ring of `room`, a power of two */
    size_t head, count, room, bytes;
    unsigned long long number; /* of the last statement queued */
    int unpushed;              /* statements since the last Flush or Sync */
    bool unsynced, within;
    bool unsent;  /* bytes wait until the socket takes more */
    bool copying; /* COPY FROM STDIN takes data */

    char *text; /* what the unnamed prepared statement holds; "" if unknown */
    size_t text_size, text_room;

    bool failed, lost;
    struct failure failure;
    struct rows *rows; /* kept for the queue's users */
};

static void *must(void *memory) {
    if (!memory) {
        fputs("luamig: out of memory\n", stderr);
        exit(EXIT_FAILED);
    }
    return memory;
}

static void (*show_notice)(const char *severity, const char *message);

void link_show_notices(void (*show)(const char *severity, const char *message)) {
    show_notice = show;
}

static void take_notice(void *context, const PGresult *result) {
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (show_notice && message)
        show_notice(severity ? severity : "NOTICE", message);
}

/* ---- failures ---- */

/* libpq's own messages: the first line is the message, the others (indented by a tab) its hint. */
static bool fail_connection(struct fail *fail, const char *message) {
    size_t size = strcspn(message, "\n");
    fail_set(fail, EXIT_FAILED, "%.*s", (int)size, size ? message : "the connection was lost");
    const char *rest = message + size;
    rest += strspn(rest, "\n\t ");
    size = strlen(rest);
    while (size && rest[size - 1] == '\n')
        size--;
    if (size && !fail->hint)
        fail_hint(fail, "%.*s", (int)size, rest);
    return false;
}

/* "LINE 2: ...", and the line below with the caret: libpq makes them of the statement's text and the
 * position. */
static char *statement_excerpt(const PGresult *result) {
    char *text = PQresultVerboseErrorMessage(result, PQERRORS_DEFAULT, PQSHOW_CONTEXT_NEVER);
    char *from = text ? strstr(text, "\nLINE ") : NULL;
    char *to = from ? strchr(from + 1, '\n') : NULL;
    to = to ? strchr(to + 1, '\n') : NULL;
    char *excerpt = to ? must(strndup(from + 1, (size_t)(to - from - 1))) : NULL;
    PQfreemem(text);
    return excerpt;
}

static bool fail_result(struct link *link, const PGresult *result, struct fail *fail) {
    if (fail->code)
        return false;
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (!message) {
        const char *own = PQresultErrorMessage(result);
        return fail_connection(fail, *own ? own : PQerrorMessage(link->conn));
    }
    fail_set(fail, EXIT_FAILED, "%s", message);
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state)
        memcpy(fail->sqlstate, state, strnlen(state, sizeof fail->sqlstate - 1));
    char *excerpt = statement_excerpt(result);
    const char *lines[] = {excerpt, PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL),
                           PQresultErrorField(result, PG_DIAG_CONTEXT)};
    for (int i = 0; i < 3; i++)
        if (lines[i]) {
            char *before = fail->detail ? must(strdup(fail->detail)) : NULL;
            fail_detail(fail, "%s%s%s", before ? before : "", before ? "\n" : "", lines[i]);
            free(before);
        }
    free(excerpt);
    const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
    if (hint)
        fail_hint(fail, "%s", hint);
    return false;
}

/* ---- connecting ---- */

/* What libpq quotes of a text that it cannot parse may be the password. */
static bool fail_unparsed(struct fail *fail, char *error) {
    bool inside = false;
    char *to = error;
    for (const char *from = error ? error : ""; *from && *from != '\n'; from++) {
        if (*from == '"')
            inside = !inside;
        if (!inside || *from == '"')
            *to++ = *from;
    }
    if (error)
        *to = '\0';
    fail_set(fail, EXIT_FAILED, "the database URL cannot be read (%s)", error ? error : "out of memory");
    PQfreemem(error);
    return fail_hint(
        fail, "it looks like postgresql://user:password@host:5432/database; the characters @ : / ? # %% "
              "in a part are written %%40 %%3A %%2F %%3F %%23 %%25");
}

static bool check_url(const char *url, struct fail *fail) {
    if (url_is_ambiguous(url)) {
        fail_set(fail, EXIT_FAILED, "the database URL is ambiguous: its user or password holds @, / or :");
        return fail_hint(fail, "write these characters as %%40, %%2F and %%3A");
    }
    if (!strstr(url, "://") && !strchr(url, '='))
        return true; /* the name of a database alone */
    char *error = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &error);
    PQconninfoFree(options);
    return options || fail_unparsed(fail, error);
}

struct link *link_open(const char *url, struct fail *fail) {
    char *plain = url_plain(url);
    struct link *link = NULL;
    if (!check_url(plain, fail))
        goto out;
    /* What the URL says wins over what stands before it. A server that is gone without a word is noticed within a
     * minute. Lua's text is UTF-8 whatever the locale. */
    static const char *const keywords[] = {"fallback_application_name",
                                           "keepalives_idle",
                                           "keepalives_interval",
                                           "keepalives_count",
                                           "dbname",
                                           "client_encoding",
                                           NULL};
    const char *const values[] = {"luamig", "30", "10", "3", plain, "UTF8", NULL};
    link = must(calloc(1, sizeof *link));
    link->conn = PQconnectdbParams(keywords, values, 1);
    if (PQstatus(link->conn) != CONNECTION_OK) {
        fail_connection(fail, PQerrorMessage(link->conn));
        link_close(link);
        link = NULL;
        goto out;
    }
    PQsetNoticeReceiver(link->conn, take_notice, NULL);
    PQsetnonblocking(link->conn, 1);
out:
    free(plain);
    return link;
}

void link_close(struct link *link) {
    if (!link)
        return;
    if (link->count)
        link_cut(link, "the connection was closed");
    PQfinish(link->conn);
    link_drop_rows(link);
    fail_clear(&link->failure.fail);
    free(link->queue);
    free(link->text);
    free(link);
}

int link_server_version(const struct link *link) {
    return PQserverVersion(link->conn);
}

int link_backend(const struct link *link) {
    return PQbackendPID(link->conn);
}

bool link_alive(const struct link *link) {
    return link->conn && !link->lost;
}

/* ---- waiting calls ---- */

/* Sends what is unsent while taking in what comes: a server that waits for us to read would never read
 * itself. */
static bool wait_result(struct link *link, struct fail *fail) {
    for (;;) {
        int unsent = PQflush(link->conn);
        if (unsent < 0)
            return fail_connection(fail, PQerrorMessage(link->conn));
        if (!PQisBusy(link->conn))
            return true;
        struct pollfd socket = {PQsocket(link->conn), (short)(POLLIN | (unsent ? POLLOUT : 0)), 0};
        if (poll(&socket, 1, link_needs_looks(link) ? 100 : -1) < 0 && errno != EINTR)
            return fail_set(fail, EXIT_FAILED, "poll: %s", strerror(errno));
        if (!PQconsumeInput(link->conn) && PQisBusy(link->conn))
            return fail_connection(fail, PQerrorMessage(link->conn));
    }
}

static bool is_good(const PGresult *result) {
    switch (PQresultStatus(result)) {
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
    case PGRES_EMPTY_QUERY:
    case PGRES_PIPELINE_SYNC:
        return true;
    default:
        return false;
    }
}

static struct rows *rows_new(PGresult *result) {
    struct rows *rows = must(calloc(1, sizeof *rows));
    rows->result = result;
    return rows;
}

/* The rows of COPY TO STDOUT have nowhere to go. */
static bool refuse_copy_out(struct link *link, struct fail *fail) {
    char *row;
    while (PQgetCopyData(link->conn, &row, 0) > 0)
        PQfreemem(row);
    fail_set(fail, EXIT_FAILED, "COPY TO STDOUT cannot be used here");
    return fail_hint(fail, "read the rows with a SELECT");
}

/* The last result of the statement that was sent; NULL and fail if one of its results is a failure. */
static PGresult *take_last(struct link *link, struct fail *fail) {
    PGresult *last = NULL;
    bool good = true;
    while (good) {
        if (!wait_result(link, fail)) {
            good = false;
            break;
        }
        PGresult *result = PQgetResult(link->conn);
        if (!result)
            break;
        PQclear(last);
        last = result;
        if (PQresultStatus(result) == PGRES_COPY_IN)
            PQputCopyEnd(link->conn, "luamig sends no data here");
        else if (PQresultStatus(result) == PGRES_COPY_OUT)
            good = refuse_copy_out(link, fail);
        else if (!is_good(result))
            good = fail_result(link, result, fail);
    }
    if (good && last)
        return last;
    PQclear(last);
    for (PGresult *rest; PQstatus(link->conn) == CONNECTION_OK && (rest = PQgetResult(link->conn));)
        PQclear(rest);
    if (good)
        fail_set(fail, EXIT_FAILED, "the server answered nothing");
    return NULL;
}

/* A waiting call may begin: the queue is through, and the pipeline is left. */
static bool may_wait(struct link *link, struct fail *fail) {
    if (!link_alive(link))
        return fail_set(fail, EXIT_FAILED, "the connection was lost");
    assert(link_settled(link));
    if (link->piped && !PQexitPipelineMode(link->conn))
        return fail_connection(fail, PQerrorMessage(link->conn));
    link->piped = false;
    link->text_size = 0;
    return true;
}

struct rows *link_select(struct link *link, const char *sql, struct fail *fail) {
    if (!may_wait(link, fail))
        return NULL;
    if (!PQsendQuery(link->conn, sql)) {
        fail_connection(fail, PQerrorMessage(link->conn));
        return NULL;
    }
    PGresult *result = take_last(link, fail);
    return result ? rows_new(result) : NULL;
}

bool link_execute(struct link *link, const char *sql, struct fail *fail) {
    struct rows *rows = link_select(link, sql, fail);
    rows_free(rows);
    return rows != NULL;
}

struct rows *link_query(struct link *link, const char *sql, int count, const char *const *values,
                        struct fail *fail) {
    if (!may_wait(link, fail))
        return NULL;
    if (!PQsendQueryParams(link->conn, sql, count, NULL, values, NULL, NULL, 0)) {
        fail_connection(fail, PQerrorMessage(link->conn));
        return NULL;
    }
    PGresult *result = take_last(link, fail);
    return result ? rows_new(result) : NULL;
}

/* The result of one statement of a pipeline and the NULL behind it; behind a failure the others are
 * "aborted". */
static PGresult *take_piped(struct link *link, struct fail *fail) {
    PGresult *result = wait_result(link, fail) ? PQgetResult(link->conn) : NULL;
    if (!result || PQresultStatus(result) == PGRES_PIPELINE_SYNC)
        return result;
    if (!is_good(result) && PQresultStatus(result) != PGRES_PIPELINE_ABORTED)
        fail_result(link, result, fail);
    if (wait_result(link, fail))
        PQclear(PQgetResult(link->conn));
    return result;
}

bool link_query_all(struct link *link, struct query *queries, int count, struct fail *fail) {
    for (int i = 0; i < count; i++)
        queries[i].rows = NULL;
    if (!may_wait(link, fail))
        return false;
    bool good = PQenterPipelineMode(link->conn) == 1;
    for (int i = 0; good && i < count; i++)
        good = PQsendQueryParams(link->conn, queries[i].sql, queries[i].count, NULL, queries[i].values, NULL,
                                 NULL, 0) == 1;
    good = good && PQpipelineSync(link->conn) == 1;
    if (!good)
        fail_connection(fail, PQerrorMessage(link->conn));
    for (int i = 0; good && i <= count; i++) {
        PGresult *result = take_piped(link, fail);
        if (i < count && result && is_good(result))
            queries[i].rows = rows_new(result);
        else
            PQclear(result);
        good = PQstatus(link->conn) == CONNECTION_OK;
    }
    PQexitPipelineMode(link->conn);
    for (int i = 0; fail->code && i < count; i++) {
        rows_free(queries[i].rows);
        queries[i].rows = NULL;
    }
    return fail->code == 0;
}

/* ---- rows ---- */

int rows_count(const struct rows *rows) {
    return PQntuples(rows->result);
}

int rows_columns(const struct rows *rows) {
    return PQnfields(rows->result);
}

const char *rows_column_name(const struct rows *rows, int column) {
    return PQfname(rows->result, column);
}

unsigned rows_column_type(const struct rows *rows, int column) {
    return PQftype(rows->result, column);
}

const char *rows_value(const struct rows *rows, int row, int column) {
    return PQgetisnull(rows->result, row, column) ? NULL : PQgetvalue(rows->result, row, column);
}

size_t rows_size(const struct rows *rows, int row, int column) {
    return (size_t)PQgetlength(rows->result, row, column);
}

size_t rows_memory(const struct rows *rows) {
    return PQresultMemorySize(rows->result);
}

bool rows_overflowed(const struct rows *rows) {
    return rows->over;
}

void rows_free(struct rows *rows) {
    if (!rows)
        return;
    if (rows->back) {
        *rows->back = rows->next;
        if (rows->next)
            rows->next->back = rows->back;
    }
    PQclear(rows->result);
    free(rows);
}

static struct rows *rows_keep(struct link *link, PGresult *result) {
    struct rows *rows = rows_new(result);
    rows->next = link->rows;
    rows->back = &link->rows;
    if (rows->next)
        rows->next->back = &rows->next;
    link->rows = rows;
    return rows;
}

void link_drop_rows(struct link *link) {
    while (link->rows)
        rows_free(link->rows);
}

/* One more row behind the others. */
static void rows_append(struct rows *rows, const PGresult *one) {
    if (rows->over || PQresultMemorySize(rows->result) > ROWS_LIMIT) {
        rows->over = true;
        return;
    }
    int row = PQntuples(rows->result);
    for (int i = 0; i < PQnfields(one); i++) {
        int size = PQgetisnull(one, 0, i) ? -1 : PQgetlength(one, 0, i);
        if (!PQsetvalue(rows->result, row, i, PQgetvalue(one, 0, i), size))
            must(NULL);
    }
}

/* ---- the queue ---- */

static struct sent *queue_head(struct link *link) {
    return &link->queue[link->head];
}

static struct sent *queue_add(struct link *link, enum sent_kind kind) {
    if (link->count == link->room) {
        size_t room = link->room ? link->room * 2 : 64;
        struct sent *queue = must(malloc(room * sizeof *queue));
        for (size_t i = 0; i < link->count; i++)
            queue[i] = link->queue[(link->head + i) & (link->room - 1)];
        free(link->queue);
        link->queue = queue;
        link->room = room;
        link->head = 0;
    }
    struct sent *sent = &link->queue[(link->head + link->count++) & (link->room - 1)];
    *sent = (struct sent){.kind = kind, .state = OUTCOME_DONE};
    return sent;
}

static void queue_pop(struct link *link) {
    struct sent *sent = queue_head(link);
    if (sent->outcome) {
        sent->outcome->affected = sent->affected;
        sent->outcome->rows = sent->rows;
        sent->outcome->state = sent->state;
    }
    link->bytes -= sent->bytes;
    link->head = (link->head + 1) & (link->room - 1);
    link->count--;
}

static void note_failure(struct link *link, const struct sent *sent) {
    link->failed = true;
    link->failure.phase = sent->origin.phase;
    link->failure.number = sent->number;
    if (sent->origin.file) {
        char *place = NULL;
        if (sent->origin.line ? asprintf(&place, "%s:%d", sent->origin.file, sent->origin.line) < 0
                              : asprintf(&place, "%s", sent->origin.file) < 0)
            must(NULL);
        fail_origin(&link->failure.fail, place);
        free(place);
    }
}

/* The connection is gone, by itself or because we cut it: nothing that is still here may be sent, and what
 * has no answer yet never gets one. */
static void lose(struct link *link, const char *message) {
    if (link->lost)
        return;
    link->lost = true;
    /* What failed before could have been caught; this cannot. 57P01 and its like are the server's own farewell. */
    if (link->failed && strncmp(link->failure.fail.sqlstate, "57P", 3) != 0) {
        fail_clear(&link->failure.fail);
        link->failed = false;
    }
    if (!link->failed) {
        fail_connection(&link->failure.fail, message);
        if (link->count)
            note_failure(link, queue_head(link));
        link->failed = true;
    }
    /* PQfinish would flush first. */
    shutdown(PQsocket(link->conn), SHUT_RDWR);
    PQfinish(link->conn);
    link->conn = NULL;
    link->piped = link->unsynced = link->within = link->copying = link->unsent = false;
    for (bool first = true; link->count; first = false) {
        queue_head(link)->state = first ? OUTCOME_FAILED : OUTCOME_SKIPPED;
        queue_pop(link);
    }
}

void link_cut(struct link *link, const char *why) {
    if (link->conn)
        lose(link, why);
}

/* A statement whose rows may be too many, or are not wanted, is read row by row; libpq is told when its turn comes. */
static void begin_head(struct link *link) {
    if (link->count && queue_head(link)->kind == SENT_STATEMENT && queue_head(link)->keep != KEEP_ROWS)
        PQsetSingleRowMode(link->conn);
}

static void answer_rows(struct link *link, struct sent *sent, PGresult *result) {
    bool one = PQresultStatus(result) == PGRES_SINGLE_TUPLE;
    if (sent->rows && one)
        rows_append(sent->rows, result);
    if (sent->rows || sent->keep == KEEP_NOTHING)
        PQclear(result);
    else
        sent->rows = rows_keep(link, result);
}

static void answer(struct link *link, struct sent *sent, PGresult *result) {
    switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
        sent->affected = strtoll(PQcmdTuples(result), NULL, 10);
        if (sent->kind == SENT_COMMIT && strcmp(PQcmdStatus(result), "COMMIT") != 0) {
            sent->state = OUTCOME_FAILED;
            fail_set(&link->failure.fail, EXIT_FAILED,
                     "the transaction was rolled back by its own statements");
            note_failure(link, sent);
        }
        answer_rows(link, sent, result);
        return;
    case PGRES_SINGLE_TUPLE:
        answer_rows(link, sent, result);
        return;
    case PGRES_EMPTY_QUERY:
        break;
    case PGRES_PIPELINE_ABORTED:
        sent->state = OUTCOME_SKIPPED;
        break;
    case PGRES_COPY_IN:
        PQputCopyEnd(link->conn, "luamig sends no data here");
        break;
    default:
        sent->state = OUTCOME_FAILED;
        if (!link->failed) {
            fail_result(link, result, &link->failure.fail);
            note_failure(link, sent);
        }
    }
    PQclear(result);
}

/* Takes every answer that is here. */
static void take(struct link *link) {
    while (link->count && !PQisBusy(link->conn)) {
        struct sent *sent = queue_head(link);
        if (link->copying)
            return; /* PQgetResult would say so again and again */
        PGresult *result = PQgetResult(link->conn);
        if (result && PQresultStatus(result) == PGRES_COPY_IN && sent->kind == SENT_COPY) {
            PQclear(result);
            link->copying = true;
            return;
        }
        if (result && PQresultStatus(result) == PGRES_COPY_OUT) {
            PQclear(result);
            lose(link, "COPY TO STDOUT cannot be used here");
            return;
        }
        if (sent->kind != SENT_SYNC && result) {
            answer(link, sent, result);
            continue;
        }
        bool ended = sent->kind != SENT_SYNC || PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        PQclear(result);
        if (PQstatus(link->conn) != CONNECTION_OK)
            return;
        if (ended) {
            queue_pop(link);
            begin_head(link);
        }
    }
}

void link_work(struct link *link) {
    if (!link->conn)
        return;
    int unsent = PQflush(link->conn); /* may read, too: so it comes before the answers are taken */
    bool good = unsent >= 0 && PQconsumeInput(link->conn);
    link->unsent = unsent == 1;
    take(link);
    if (link->conn && (!good || PQstatus(link->conn) != CONNECTION_OK))
        lose(link, PQerrorMessage(link->conn));
}

int link_socket(const struct link *link) {
    return link->conn ? PQsocket(link->conn) : -1;
}

bool link_unsent(const struct link *link) {
    return link->conn && link->unsent;
}

bool link_needs_looks(const struct link *link) {
    return link->conn && PQsslInUse(link->conn);
}

static bool may_send(struct link *link) {
    if (link->failed || !link->conn || (link->count && !link->piped))
        return false;
    if (!link->piped && !PQenterPipelineMode(link->conn)) {
        lose(link, PQerrorMessage(link->conn));
        return false;
    }
    link->piped = true;
    return true;
}

/* The unnamed statement stays as long as its text repeats, so that a loop's statement is parsed once. It has
 * to return no rows: a plan whose columns change is refused by the server. */
static bool send_text(struct link *link, const char *sql, const struct params *params, enum keep keep) {
    static const struct params none = {0};
    if (!params)
        params = &none;
    size_t size = strlen(sql) + 1;
    if (keep == KEEP_NOTHING && size == link->text_size && memcmp(link->text, sql, size) == 0)
        return PQsendQueryPrepared(link->conn, "", params->count, params->values, params->sizes,
                                   params->binary, 0);
    if (size > link->text_room)
        link->text = must(realloc(link->text, link->text_room = size * 2));
    memcpy(link->text, sql, size);
    link->text_size = size;
    return PQsendQueryParams(link->conn, sql, params->count, NULL, params->values, params->sizes,
                             params->binary, 0);
}

static size_t count_bytes(const char *sql, const struct params *params) {
    size_t bytes = strlen(sql);
    for (int i = 0; params && i < params->count; i++)
        if (params->values[i])
            bytes +=
                params->binary && params->binary[i] ? (size_t)params->sizes[i] : strlen(params->values[i]);
    return bytes;
}

static bool queue_statement(struct link *link, enum sent_kind kind, const char *sql,
                            const struct params *params, enum keep keep, struct outcome *outcome,
                            struct origin origin) {
    if (!may_send(link))
        return false;
    if (!send_text(link, sql, params, keep)) {
        lose(link, PQerrorMessage(link->conn));
        return false;
    }
    struct sent *sent = queue_add(link, kind);
    sent->number = ++link->number;
    sent->bytes = count_bytes(sql, params);
    link->bytes += sent->bytes;
    sent->keep = keep;
    sent->outcome = outcome;
    sent->origin = origin;
    if (outcome)
        *outcome = (struct outcome){.state = OUTCOME_QUEUED, .number = sent->number};
    if (link->count == 1)
        begin_head(link);
    link->unsynced = true;
    if (++link->unpushed >= PUSH_AFTER)
        link_push(link);
    return true;
}

bool link_send(struct link *link, const char *sql, const struct params *params, enum keep keep,
               struct outcome *outcome, struct origin origin) {
    return queue_statement(link, SENT_STATEMENT, sql, params, keep, outcome, origin);
}

bool link_begin(struct link *link, struct origin origin) {
    link->text_size = 0;
    link->within = queue_statement(link, SENT_STATEMENT, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
                                   NULL, KEEP_NOTHING, NULL, origin);
    return link->within;
}

bool link_commit(struct link *link, struct outcome *outcome, struct origin origin) {
    bool sent = queue_statement(link, SENT_COMMIT, "COMMIT", NULL, KEEP_NOTHING, outcome, origin);
    if (sent)
        link->within = false;
    return sent;
}

bool link_within(const struct link *link) {
    return link->within;
}

/* Outside of the pipeline; nothing else is in the queue meanwhile. */
static bool queue_simple(struct link *link, enum sent_kind kind, const char *sql, struct outcome *outcome,
                         struct origin origin) {
    if (link->failed || !link->conn)
        return false;
    assert(link_settled(link));
    if ((link->piped && !PQexitPipelineMode(link->conn)) || !PQsendQuery(link->conn, sql)) {
        lose(link, PQerrorMessage(link->conn));
        return false;
    }
    link->piped = false;
    link->text_size = 0;
    struct sent *sent = queue_add(link, kind);
    sent->number = ++link->number;
    sent->outcome = outcome;
    sent->origin = origin;
    if (outcome)
        *outcome = (struct outcome){.state = OUTCOME_QUEUED, .number = sent->number};
    return true;
}

bool link_simple(struct link *link, const char *sql, struct outcome *outcome, struct origin origin) {
    return queue_simple(link, SENT_SIMPLE, sql, outcome, origin);
}

bool link_copy(struct link *link, const char *sql, struct outcome *outcome, struct origin origin) {
    return queue_simple(link, SENT_COPY, sql, outcome, origin);
}

bool link_copying(const struct link *link) {
    return link->copying;
}

bool link_copy_data(struct link *link, const char *bytes, size_t size) {
    if (!link->conn || !link->copying)
        return false;
    if (PQputCopyData(link->conn, bytes, (int)size) != 1) {
        lose(link, PQerrorMessage(link->conn));
        return false;
    }
    link->unsent = true;
    return true;
}

void link_copy_end(struct link *link) {
    if (!link->conn || !link->copying)
        return;
    link->copying = false;
    if (PQputCopyEnd(link->conn, NULL) != 1)
        lose(link, PQerrorMessage(link->conn));
}

size_t link_queued(const struct link *link) {
    return link->count;
}

size_t link_queued_bytes(const struct link *link) {
    return link->bytes;
}

void link_push(struct link *link) {
    if (!link->conn || !link->piped || !link->unsynced)
        return;
    if (!link->within) {
        link_sync(link);
        return;
    }
    if (link->unpushed && !PQsendFlushRequest(link->conn))
        lose(link, PQerrorMessage(link->conn));
    link->unpushed = 0;
    if (link->conn && PQflush(link->conn) < 0)
        lose(link, PQerrorMessage(link->conn));
}

void link_sync(struct link *link) {
    link_copy_end(link);
    if (!link->conn || !link->piped || !link->unsynced)
        return;
    if (!PQpipelineSync(link->conn)) {
        lose(link, PQerrorMessage(link->conn));
        return;
    }
    queue_add(link, SENT_SYNC);
    link->unsynced = false;
    link->unpushed = 0;
}

bool link_settled(const struct link *link) {
    return !link->count && !link->unsynced;
}

bool link_answered(const struct link *link) {
    return !link->count;
}

const struct failure *link_failure(const struct link *link) {
    return link->failed ? &link->failure : NULL;
}

bool link_in_transaction(const struct link *link) {
    return link->conn && PQtransactionStatus(link->conn) != PQTRANS_IDLE;
}

void link_forgive(struct link *link) {
    if (link->lost)
        return;
    assert(link_settled(link));
    fail_clear(&link->failure.fail);
    link->failed = false;
    link->text_size = 0;
    link->unpushed = 0;
}

bool link_roll_back(struct link *link, struct fail *fail) {
    link->within = false;
    return !link_in_transaction(link) || link_execute(link, "ROLLBACK", fail);
}

void link_cancel(struct link *link) {
    PGcancel *cancel = link->conn ? PQgetCancel(link->conn) : NULL;
    char message[256];
    if (cancel)
        PQcancel(cancel, message, sizeof message);
    PQfreeCancel(cancel);
}
