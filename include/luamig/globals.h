/* The names that a file in a sandbox sees.
 *
 * What stands here is all there is: no io, os, debug, package, load, dofile, collectgarbage, string.dump.
 * Ownership: the state's.
 */
#ifndef LUAMIG_GLOBALS_H
#define LUAMIG_GLOBALS_H

#include "luamig/sandbox.h"

void globals_open(struct box *box);

#endif
