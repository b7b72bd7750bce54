/* Text as a terminal may be given it: control characters, invalid bytes and characters that reorder or hide others
 * are written as escapes ("\\x1b", "\\u{202e}"); line feeds and tabs stay. */
#ifndef LUAMIG_VISIBLE_H
#define LUAMIG_VISIBLE_H

#include "luamig/text.h"

void visible_add(struct text *text, const char *bytes, size_t size);

#endif
