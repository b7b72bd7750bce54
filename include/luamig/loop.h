/* The event loop: all sockets, timers and signals of a run.
 *
 * There is one in a process. It waits for a condition and moves the bytes of its links meanwhile; nothing
 * else in the runner calls poll(). A condition that is true is never slept on: it is tested again after
 * everything that can make it true, and nothing of that happens between the test and poll().
 *
 * Ownership: loop_open() gives a loop and catches SIGINT, SIGTERM and SIGHUP; loop_close() frees it and lets
 * go of them. Links are the caller's.
 */
#ifndef LUAMIG_LOOP_H
#define LUAMIG_LOOP_H

#include <stdbool.h>

#include "luamig/link.h"

struct loop;
typedef bool (*ready_fn)(void *context);

struct loop *loop_open(void);
void loop_close(struct loop *loop); /* NULL is allowed */

void loop_add(struct loop *loop, struct link *link);
void loop_remove(struct loop *loop, struct link *link);
/* Cuts all links. */
void loop_cut(struct loop *loop, const char *why);
/* Has conditions tested at that time, at the latest. */
void loop_wake_at(struct loop *loop, double time);
/* Calls `fire` each `seconds` while the loop waits. */
void loop_every(struct loop *loop, double seconds, void (*fire)(void *context), void *context);

void loop_stop(struct loop *loop, void *context); /* the timers of that context */

/* Calls `look` after each time that bytes have moved: who must act when a connection is lost sees it here. */
void loop_on_look(struct loop *loop, void (*look)(void *context), void *context);

enum waited { WAITED_READY, WAITED_TIMEOUT, WAITED_INTERRUPTED };

/* Waits until `ready`, at most `seconds` (negative: for ever), or for a signal. */
enum waited loop_wait(struct loop *loop, ready_fn ready, void *context, double seconds);
/* False if a signal came first. */
bool loop_until(struct loop *loop, ready_fn ready, void *context);
bool loop_sleep(struct loop *loop, double seconds);

/* A first signal ends waiting, also later waits, until it is taken; a second one ends the process at once,
 * since the server then finishes or rolls back what it has received. */
bool loop_interrupted(const struct loop *loop);
void loop_take_interrupt(struct loop *loop);

double loop_now(void); /* seconds of a clock that never jumps */

#endif
