/* A string that grows, and the one place where SQL is quoted.
 *
 * Ownership: the bytes belong to the arena the text was begun with; a struct text itself is a value on the stack.
 */
#ifndef LUAMIG_TEXT_H
#define LUAMIG_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "luamig/arena.h"

struct text {
    char *data; /* always NUL-terminated; may hold NUL bytes within */
    size_t size, room;
    struct arena *arena;
};

struct text text_new(struct arena *arena);
void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t size);
void text_add_char(struct text *text, char character);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_clear(struct text *text);

/* SQL. An identifier is quoted only where PostgreSQL needs it (upper case, a reserved word, other characters):
 * rules of quote_identifier() in its ruleutils.c, for the keywords of PostgreSQL 18. */
void text_add_identifier(struct text *text, const char *name);
/* 'it''s', and E'...' where a backslash stands in it. Rules of quote_literal(). */
void text_add_literal(struct text *text, const char *value);
bool text_is_keyword(const char *word); /* one that cannot be a bare column name */

/* A dotted name as luamig writes it: parts joined by dots, a part that holds a dot, a double quote or a bracket in
 * double quotes. name_split() cuts it again: returns the number of parts (at most `most`), or 0 if it is malformed. */
void text_add_part(struct text *text, const char *part);
/* A dotted name of these parts; `signature`: the last is a routine's, whose argument types stand behind the quotes. */
void text_add_name(struct text *text, char *const *parts, int count, bool signature);
int name_split(struct arena *arena, const char *name, char **parts, int most);
/* The name PostgreSQL makes for what hangs on a table: "t_a_key", the longer of the first two cut until it has at
 * most 63 bytes. `middle` may be NULL. Rules of makeObjectName() in its indexcmds.c. */
char *name_join(struct arena *arena, const char *first, const char *middle, const char *label);

#endif
