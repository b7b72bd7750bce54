/* Lengths of time as people write them: 5, "500ms", "2min".
 *
 * Ownership: none.
 */
#ifndef LUAMIG_DURATION_H
#define LUAMIG_DURATION_H

#include <stdbool.h>

/* A number with a unit of PostgreSQL's settings: ms, s, min, h; none is seconds. False: the text is none. */
bool duration_read(const char *text, double *seconds);

#endif
