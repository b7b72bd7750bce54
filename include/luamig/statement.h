/* SQL text as far as the runner has to understand it: where statements end and what their first words are.
 *
 * Strings, quoted names, dollar quotes and comments are skipped as PostgreSQL's scan.l reads them with
 * standard_conforming_strings on; where a statement ends follows psqlscan.l (parentheses, BEGIN ATOMIC
 * bodies). Ownership: nothing is kept.
 */
#ifndef LUAMIG_STATEMENT_H
#define LUAMIG_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "luamig/text.h"

struct statements {
    int count; /* those that are not empty */
    const char
        *control; /* "COMMIT": the first that begins or ends a transaction or savepoint; NULL: none does */
    bool copies;  /* COPY FROM STDIN or TO STDOUT */
    bool reads;   /* one statement that a cursor can be declared for */
};

struct statements statements_read(const char *sql);

/* Cuts the next statement that is not empty, without its semicolon, off `*sql`; false at the end. */
bool statement_next(const char **sql, const char **from, size_t *size);

/* The next word, name, string or sign of `*sql`, as it stands; false at the end. */
bool statement_lexeme(const char **sql, const char **from, size_t *size);

/* Appends the text with each $n replaced by the n-th value as a literal (NULL: NULL). */
void statement_bind(struct text *text, const char *sql, int count, const char *const *values);

#endif
