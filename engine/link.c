#include "luamig/link.h"

#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

struct link {
    PGconn *conn;
};

struct rows {
    PGresult *result;
};

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

static bool fail_result(struct link *link, const PGresult *result, struct fail *fail) {
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (!message)
        return fail_connection(fail, PQerrorMessage(link->conn));
    if (fail->code)
        return false;
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
    const char *context = PQresultErrorField(result, PG_DIAG_CONTEXT);
    fail_set(fail, EXIT_FAILED, "%s", message);
    if (state)
        memcpy(fail->sqlstate, state, strnlen(state, sizeof fail->sqlstate - 1));
    if (detail || context)
        fail_detail(fail, "%s%s%s", detail ? detail : "", detail && context ? "\n" : "",
                    context ? context : "");
    if (hint)
        fail_hint(fail, "%s", hint);
    return false;
}

/* ---- connecting ---- */

/* Where the authority of a URI would be cut otherwise than its author meant, libpq's messages would show
 * parts of the password as host or port. Such a URI is refused before libpq sees it. */
static bool is_ambiguous(const char *uri) {
    const char *authority = strstr(uri, "://");
    if (!authority)
        return false;
    authority += 3;
    size_t size = strcspn(authority, "/?#");
    const char *first = memchr(authority, '@', size), *last = memrchr(authority, '@', size);
    if (first != last)
        return true;
    const char *colon = memchr(authority, ':', size);
    bool numeric = !colon || *authority == '[' || strspn(colon + 1, "0123456789,") > 0;
    const char *path = authority + size;
    size_t rest = strcspn(path, "?");
    return !first && colon && (!numeric || memchr(path, '@', rest)) && !memchr(authority, ',', size);
}

/* "postgresql+psycopg2://" is how SQLAlchemy names a driver: libpq knows the scheme only without it. */
static char *without_driver(const char *url) {
    char *plain = strdup(url);
    if (!plain)
        abort();
    size_t scheme = strspn(plain, "abcdefghijklmnopqrstuvwxyz");
    size_t driver = strcspn(plain + scheme, ":/@ =");
    if (plain[scheme] == '+' && strncmp(plain + scheme + driver, "://", 3) == 0 &&
        (strncmp(plain, "postgresql+", 11) == 0 || strncmp(plain, "postgres+", 9) == 0))
        memmove(plain + scheme, plain + scheme + driver, strlen(plain + scheme + driver) + 1);
    return plain;
}

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
    if (is_ambiguous(url)) {
        fail_set(fail, EXIT_FAILED, "the database URL is ambiguous: its user or password holds @, / or :");
        return fail_hint(fail, "write these characters as %%40, %%2F and %%3A");
    }
    if (!strstr(url, "://") && !strchr(url, '=') && !strchr(url, '@'))
        return true; /* the name of a database alone */
    char *error = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &error);
    PQconninfoFree(options);
    return options || fail_unparsed(fail, error);
}

struct link *link_open(const char *url, struct fail *fail) {
    char *plain = without_driver(url);
    struct link *link = NULL;
    if (!check_url(plain, fail))
        goto out;
    /* What the URL says comes later and wins over the fallback; Lua's text is UTF-8 whatever the locale. */
    const char *const keywords[] = {"dbname", "fallback_application_name", "client_encoding", NULL};
    const char *const values[] = {plain, "luamig", "UTF8", NULL};
    link = calloc(1, sizeof *link);
    if (!link)
        abort();
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
    PQfinish(link->conn);
    free(link);
}

int link_server_version(const struct link *link) {
    return PQserverVersion(link->conn);
}

/* ---- waiting calls ---- */

/* Sends what is queued while taking in what comes: a server that waits for us to read would never read
 * itself. */
static bool wait_result(struct link *link, struct fail *fail) {
    for (;;) {
        int unsent = PQflush(link->conn);
        if (unsent < 0)
            return fail_connection(fail, PQerrorMessage(link->conn));
        if (!PQisBusy(link->conn))
            return true;
        struct pollfd socket = {PQsocket(link->conn), (short)(POLLIN | (unsent ? POLLOUT : 0)), 0};
        if (poll(&socket, 1, -1) < 0 && errno != EINTR)
            return fail_set(fail, EXIT_FAILED, "poll: %s", strerror(errno));
        if (!PQconsumeInput(link->conn))
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
    struct rows *rows = malloc(sizeof *rows);
    if (!rows)
        abort();
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

bool link_execute(struct link *link, const char *sql, struct fail *fail) {
    if (!PQsendQuery(link->conn, sql))
        return fail_connection(fail, PQerrorMessage(link->conn));
    PGresult *result = take_last(link, fail);
    PQclear(result);
    return result != NULL;
}

struct rows *link_query(struct link *link, const char *sql, int count, const char *const *values,
                        struct fail *fail) {
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

const char *rows_value(const struct rows *rows, int row, int column) {
    return PQgetisnull(rows->result, row, column) ? NULL : PQgetvalue(rows->result, row, column);
}

void rows_free(struct rows *rows) {
    if (!rows)
        return;
    PQclear(rows->result);
    free(rows);
}
