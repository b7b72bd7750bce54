/* Numbers as decimal text, without loss.
 *
 * What is compared is the value that is written: 1.50, 15e-1 and 1.5 are one decimal; no text is too long and
 * no exponent too large for it.
 */
#ifndef LUAMIG_DECIMAL_H
#define LUAMIG_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

enum { DECIMAL_ROOM = 32 };

/* The size of the JSON number (RFC 8259) at the beginning of the text, 0 if there is none. */
size_t decimal_size(const char *text, size_t size);
/* Exactly that integer: false if it has a fraction or exponent, is -0 or needs more than 64 bits. */
bool decimal_integer(const char *text, size_t size, long long *value);
/* A float that decimal_write() would write as the same decimal; false if there is none. */
bool decimal_float(const char *text, size_t size, double *value);
/* The shortest text that is read back as this finite float, with a fraction or an exponent: 100.0, 0.1,
 * 1e+25. */
void decimal_write(char text[DECIMAL_ROOM], double value);

#endif
