/* Lua values as source text: what a revision is written with.
 *
 * Every value read back by Lua is the one that was written, whatever its bytes.
 */
#ifndef LUAMIG_LITERAL_H
#define LUAMIG_LITERAL_H

#include "luamig/text.h"

/* "..." in one line, with escapes; in single quotes if that saves some. Invalid UTF-8 as \xff, bidirectional
 * and zero-width characters as \u{...}. */
void literal_string(struct text *text, const char *bytes, size_t size);
/* [[...]] if the text has line breaks and can stand in one (valid UTF-8 that is seen, no control characters
 * but \n and \t), at the level that is needed; else as literal_string(). Its lines cannot be indented. */
void literal_block(struct text *text, const char *bytes, size_t size);
/* A table key: a name as it is, else ["..."]. */
void literal_key(struct text *text, const char *key);
/* An integer stays an integer and a float a float; both sides of the range, infinities and NaN too. */
void literal_integer(struct text *text, long long value);
void literal_float(struct text *text, double value);

#endif
