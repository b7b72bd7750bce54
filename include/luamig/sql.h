/* The SQL statements that a change becomes.
 *
 * Formats: %s text as it is, %I an identifier, %L a literal, %o an object as SQL refers to it, %P a name as models
 * write it (billing.tax(integer) without its types), %N a struct list of identifiers, %E a struct list of expressions,
 * %d an int. There is no other way by which a name reaches a
 * statement.
 * Ownership: the arena's.
 */
#ifndef LUAMIG_SQL_H
#define LUAMIG_SQL_H

#include <stdarg.h>
#include <stdbool.h>

#include "luamig/text.h"

struct object;

struct statement {
    const char *text;
    bool alone;       /* PostgreSQL refuses it inside a transaction */
    const char *head; /* of an ALTER that may be joined with its neighbour: "ALTER TABLE t" */
};

struct sql {
    struct arena *arena;
    struct statement *items;
    int count;
};

void sql_format(struct text *text, const char *format, ...);
void sql_vformat(struct text *text, const char *format, va_list arguments);
void sql_add(struct sql *sql, const char *format, ...);
void sql_add_alone(struct sql *sql, const char *format, ...);
/* ALTER TABLE parent action: joined with the one before if that has the same head. */
void sql_alter(struct sql *sql, const struct object *table, const char *format, ...);
/* Joins `next` to `last` if both are ALTERs of one head; false if they are not. */
bool sql_join(struct arena *arena, struct statement *last, const struct statement *next);

#endif
