#include "luamig/duration.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* PostgreSQL holds its timeouts as milliseconds in 32 bits. */
static const double LONGEST = 2147483;

bool duration_read(const char *text, double *seconds) {
    static const struct {
        const char *name;
        double seconds;
    } units[] = {{"", 1}, {"ms", 0.001}, {"s", 1}, {"min", 60}, {"h", 3600}};
    char *end;
    double number = strtod(text, &end);
    if (end == text)
        return false;
    while (isspace((unsigned char)*end))
        end++;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(end, units[i].name) != 0)
            continue;
        *seconds = number * units[i].seconds;
        return *seconds >= 0 && *seconds <= LONGEST;
    }
    return false;
}
