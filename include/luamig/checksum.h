/* SHA-256 of what a Lua text says, and of plain bytes.
 *
 * The checksum of a revision is that of its tokens, so that comments, blanks and line ends may change after
 * it ran. It carries the version of this rule: an old ledger can be read by a later luamig.
 */
#ifndef LUAMIG_CHECKSUM_H
#define LUAMIG_CHECKSUM_H

#include <stddef.h>

#include "luamig/lexer.h"

enum { CHECKSUM_ROOM = 80 }; /* of the longest checksum, with its NUL */

/* "1:9f86d0...": kind, length and text of each token; line ends within tokens count as \n. */
void checksum_tokens(const struct tokens *tokens, char checksum[CHECKSUM_ROOM]);
/* 64 hexadecimal digits, without a version: for keys of caches. */
void checksum_bytes(const void *bytes, size_t size, char checksum[CHECKSUM_ROOM]);

#endif
