/* The Lua files of the engine's own, embedded in the binary as source. */
#ifndef LUAMIG_EMBEDDED_H
#define LUAMIG_EMBEDDED_H

#include <stddef.h>

struct embedded {
    const char *name;  /* "luamig/patterns" */
    const char *chunk; /* "@lua/luamig/patterns.lua" */
    const char *source;
    size_t size;
};

extern const struct embedded embedded[]; /* the last has no name */

#endif
