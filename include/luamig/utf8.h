/* Characters of UTF-8 text (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF). */
#ifndef LUAMIG_UTF8_H
#define LUAMIG_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at the beginning of `size` bytes: how many bytes it takes, 0 if they begin with none. */
size_t utf8_read(const char *bytes, size_t size, uint32_t *code);
/* Writes 1 to 4 bytes and returns how many. */
size_t utf8_write(char bytes[4], uint32_t code);
bool utf8_valid(const char *bytes, size_t size);
/* A character that a reader of source text does not see, or that reorders what he sees: controls other than
 * ASCII's, zero-width and bidirectional ones. */
bool utf8_hidden(uint32_t code);

#endif
