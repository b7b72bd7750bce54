/* One connection to PostgreSQL and its queue of statements. engine/link.c is the only file that includes libpq-fe.h.
 *
 * Ownership: link_open() gives a link, link_close() frees it; struct rows are the caller's until rows_free().
 * The passwords of a URL appear in no message.
 */
#ifndef LUAMIG_LINK_H
#define LUAMIG_LINK_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/fail.h"

struct link;
struct rows;

/* Connects and waits. `url` may be a URI or key=value words; PG* variables and ~/.pgpass work as in psql.
 * application_name is "luamig". Sets nothing else: settings are SET LOCAL in each transaction. */
struct link *link_open(const char *url, struct fail *fail);
void link_close(struct link *link); /* NULL is allowed */
int link_server_version(const struct link *link); /* 150018 */

/* Where NOTICE and WARNING of every link go, for -v. Without it they are dropped. */
void link_show_notices(void (*show)(const char *severity, const char *message));

/* Statements of the simple protocol (several in one string are allowed), waited for. */
bool link_execute(struct link *link, const char *sql, struct fail *fail);

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

int rows_count(const struct rows *rows);
int rows_columns(const struct rows *rows);
const char *rows_column_name(const struct rows *rows, int column);
const char *rows_value(const struct rows *rows, int row, int column); /* NULL: SQL NULL; lives as long as rows */
void rows_free(struct rows *rows); /* NULL is allowed */

#endif
