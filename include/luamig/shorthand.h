/* PostgreSQL's own words as a person writes them: varchar(50) for character varying(50), 'x' for 'x'::text.
 *
 * What comes back means the same to PostgreSQL. Ownership: the arena's, or the text that was given.
 */
#ifndef LUAMIG_SHORTHAND_H
#define LUAMIG_SHORTHAND_H

#include "luamig/arena.h"

const char *shorthand_type(struct arena *arena, const char *type);
/* A default of a column of that type, which PostgreSQL prints with a cast: '...'::type is the literal, '-1'::integer
 * the number. Any other expression comes back as it is. */
const char *shorthand_literal(struct arena *arena, const char *expression, const char *type);
/* An expression in which a::text = ANY (ARRAY['x'::character varying, ...]::text[]) is a IN ('x', ...) again: read as
 * it is printed, PostgreSQL would store and print something else. */
const char *shorthand_expression(struct arena *arena, const char *expression);

#endif
