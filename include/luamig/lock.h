/* The lock that everything which writes holds: one run at a time in a database.
 *
 * It is an advisory lock of a transaction that stays open on a connection of its own: it excludes through
 * poolers (whose session locks leak), and is free as soon as that connection is gone. It is polled, since a
 * waiter inside pg_advisory_lock() would deadlock with CREATE INDEX CONCURRENTLY, and asked for by the simple
 * protocol, since the extended one leaves a portal open whose snapshot CONCURRENTLY waits for.
 *
 * Ownership: lock_take() gives a lock, lock_release() frees it and closes its connection.
 */
#ifndef LUAMIG_LOCK_H
#define LUAMIG_LOCK_H

#include "luamig/link.h"
#include "luamig/loop.h"

struct lock;

/* Waits at most `seconds` (negative: for ever), telling on stderr who holds it. EXIT_LOCKED if it was not
 * obtained. `ledger` is the schema whose lock it is. The loop keeps the connection alive, and must outlive
 * the lock. */
struct lock *lock_take(struct loop *loop, const char *url, const char *ledger, double seconds,
                       struct fail *fail);
void lock_release(struct lock *lock); /* NULL is allowed */
/* False as soon as its connection is lost. */
bool lock_held(const struct lock *lock);

/* A statement that waits for the lock and holds it to the end of its transaction, for scripts. The arena's.
 */
const char *lock_statement(struct arena *arena, const char *ledger);

#endif
