/* The clock that a sandbox runs against.
 *
 * Lua's hooks run between instructions; a C function that does not return (a pattern of eight `.-`) is reached by
 * a signal only. The first tick says that the time is over, so that the failure has a line; if a second tick still
 * finds the watchdog armed, one second later, it writes the last words and ends the process.
 *
 * Ownership: keeps nothing but one timer of the process. There is one watchdog: arm it for one box at a time.
 */
#ifndef LUAMIG_WATCHDOG_H
#define LUAMIG_WATCHDOG_H

#include <stdbool.h>

/* `late` is called by the first tick, in a signal's handler. `last_words` is copied: a line, without its end. */
void watchdog_arm(double seconds, void (*late)(void), const char *last_words);
void watchdog_disarm(void);
/* The time is over. */
bool watchdog_late(void);

#endif
