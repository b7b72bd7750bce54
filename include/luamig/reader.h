/* Reading a file that a user wrote, whole.
 *
 * Only regular files of at most READER_MOST bytes are read, and opening never waits (a FIFO would). A byte order
 * mark is left out and CRLF is LF, so that a file means the same however an editor saved it.
 * Ownership: the arena's. Errors carry `shown` as their origin.
 */
#ifndef LUAMIG_READER_H
#define LUAMIG_READER_H

#include <stddef.h>

#include "luamig/arena.h"
#include "luamig/fail.h"

enum { READER_MOST = 16 << 20 };

/* The file's text, NUL-terminated (NUL bytes may stand within); NULL on failure. */
char *reader_read(struct arena *arena, const char *path, const char *shown, size_t *size, struct fail *fail);

#endif
