/* Names of what a draft builds: a text that says a schema has to say the scratch one instead, and PostgreSQL's answer the
 * real one again.
 *
 * Ownership: the draft's arena, or the one given.
 */
#ifndef LUAMIG_MOVED_H
#define LUAMIG_MOVED_H

#include "luamig/draft.h"

const char *moved_text(const struct draft *draft, const struct field *field, const char *text);
/* The words of a piece of SQL. */
const char *moved_words(const struct draft *draft, const char *text);
/* What PostgreSQL says of the scratch schemas, with the real names put back. */
const char *moved_back(const struct draft *draft, struct arena *arena, const char *text);

#endif
