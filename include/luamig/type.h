/* The name of a type as PostgreSQL itself writes it: "int4" is "integer", "varchar(50)" "character
 * varying(50)".
 *
 * Only built-in aliases are known, by the rules of gram.y and of format_type(); the name of any other type is
 * folded and quoted as SQL does it. Text that is no type's name comes back as it is. Ownership: the arena's.
 */
#ifndef LUAMIG_TYPE_H
#define LUAMIG_TYPE_H

#include "luamig/arena.h"

/* A column's type: "char" is "character(1)", "numeric(10)" is "numeric(10,0)", "int[3]" is "integer[]". */
const char *type_canonical(struct arena *arena, const char *text);
/* Without its modifiers, as an argument's type identifies a routine: "varchar(50)" is "character varying". */
const char *type_bare(struct arena *arena, const char *text);
/* The dotted name of a type, without its modifiers and brackets: "billing.amount" for "billing.amount(3)[]". */
const char *type_path(struct arena *arena, const char *text);
/* A routine's name with its argument types made so: "tax(int, varchar(3))" is "tax(integer, character varying)". NULL
 * if it has no types in brackets, or more than types: "tax(a integer)", "f(VARIADIC text[])". */
const char *type_signature(struct arena *arena, const char *name);
/* Cuts at the commas that stand in no brackets and no quotes; NULL where `from` has ended. Moves `from`
 * behind it. */
const char *type_next_argument(struct arena *arena, const char **from);

#endif
