#include "luamig/lock.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "luamig/output.h"
#include "luamig/text.h"

/* "luam": the first key of the lock; the second is the ledger's name. */
#define KEYS "1819631981, pg_catalog.hashtext(%s)"

static const double FIRST_PAUSE = 0.02, LONGEST_PAUSE = 0.5, KEEP_ALIVE = 30;

struct lock {
    struct arena *arena;
    struct loop *loop;
    struct link *link;
    const char *name; /* the ledger's schema as a literal */
    struct text who;  /* who holds it, as asked last; empty: nobody */
    unsigned seed;
};

static const char *literal(struct arena *arena, const char *string) {
    struct text text = text_new(arena);
    text_add_literal(&text, string);
    return text.data;
}

const char *lock_statement(struct arena *arena, const char *ledger) {
    return arena_printf(arena, "SELECT pg_catalog.pg_advisory_xact_lock(" KEYS ");\n",
                        literal(arena, ledger));
}

static const char *lock_question(struct lock *lock) {
    /* A session's limits for idle transactions would end the lock. */
    const char *limit =
        link_server_version(lock->link) >= 170000 ? "SET LOCAL transaction_timeout = 0; " : "";
    return arena_printf(
        lock->arena,
        "BEGIN ISOLATION LEVEL READ COMMITTED; "
        "SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0; %s"
        "SELECT pg_catalog.pg_try_advisory_xact_lock(" KEYS ")",
        limit, lock->name);
}

static const char *holder_question(struct lock *lock) {
    static const char sql[] =
        "SELECT l.pid, a.application_name, a.usename, a.xact_start::timestamptz(0) "
        "FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid) "
        "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2 AND l.classid = 1819631981 "
        "AND l.objid = (pg_catalog.hashtext(%s)::bigint & 4294967295)::oid "
        "AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = "
        "pg_catalog.current_database())";
    return arena_printf(lock->arena, sql, lock->name);
}

/* Tries once; a transaction that did not get it is ended, so that it does not look like one that holds it. */
static bool try_once(struct lock *lock, const char *question, bool *held, struct fail *fail) {
    struct rows *rows = link_select(lock->link, question, fail);
    if (!rows)
        return false;
    *held = *rows_value(rows, 0, 0) == 't';
    rows_free(rows);
    return *held || link_execute(lock->link, "ROLLBACK", fail);
}

static void describe(struct text *who, const struct rows *rows) {
    static const char *const labels[] = {"pid ", ", ", ", user ", ", since "};
    for (int i = 0; i < 4; i++) {
        const char *value = rows_value(rows, 0, i);
        if (value && *value) {
            text_add(who, labels[i]);
            text_add(who, value);
        }
    }
}

/* "pid 4711, luamig, user deploy, since 2024-12-21 14:00:03+00", or nothing if it has just become free. */
static bool ask_holder(struct lock *lock, const char *question, struct fail *fail) {
    struct rows *rows = link_select(lock->link, question, fail);
    if (!rows)
        return false;
    text_clear(&lock->who);
    if (rows_count(rows))
        describe(&lock->who, rows);
    rows_free(rows);
    return true;
}

static bool fail_locked(struct lock *lock, double seconds, struct fail *fail) {
    fail_set(fail, EXIT_LOCKED, "the migration lock was not obtained within %g s", seconds);
    if (lock->who.size)
        fail_detail(fail, "it is held by %s", lock->who.data);
    return fail_hint(fail,
                     "another luamig is at work: wait for it, or end it (its transaction is rolled back)");
}

/* Tells who holds the lock when that has changed. */
static void tell(struct lock *lock, struct text *told) {
    if (!lock->who.size || strcmp(lock->who.data, told->data) == 0)
        return;
    text_clear(told);
    text_add(told, lock->who.data);
    output_note("waiting for the migration lock, which is held by %s", told->data);
}

static bool obtain(struct lock *lock, double seconds, struct fail *fail) {
    const char *question = lock_question(lock), *whose = holder_question(lock);
    struct text told = text_new(lock->arena);
    double end = loop_now() + seconds, pause = FIRST_PAUSE;
    for (;;) {
        bool held = false;
        if (!try_once(lock, question, &held, fail))
            return false;
        if (held)
            return true;
        if (!ask_holder(lock, whose, fail))
            return false;
        tell(lock, &told);
        double left = end - loop_now();
        if (seconds >= 0 && left <= 0)
            return fail_locked(lock, seconds, fail);
        /* Ten that wait together must not ask together. */
        double jittered = pause * (0.5 + rand_r(&lock->seed) / (double)RAND_MAX);
        if (!loop_sleep(lock->loop, seconds >= 0 && left < jittered ? left : jittered))
            return fail_set(fail, EXIT_INTERRUPTED, "interrupted while waiting for the migration lock");
        pause = pause * 2 < LONGEST_PAUSE ? pause * 2 : LONGEST_PAUSE;
    }
}

static void keep_alive(void *context) {
    struct lock *lock = context;
    if (link_settled(lock->link))
        link_simple(lock->link, "SELECT 1", NULL, (struct origin){0});
}

struct lock *lock_take(struct loop *loop, const char *url, const char *ledger, double seconds,
                       struct fail *fail) {
    struct link *link = link_open(url, fail);
    if (!link)
        return NULL;
    struct arena *arena = arena_new();
    struct lock *lock = arena_alloc(arena, sizeof *lock);
    *lock = (struct lock){.arena = arena, .loop = loop, .link = link, .seed = (unsigned)getpid()};
    lock->name = literal(arena, ledger);
    lock->who = text_new(arena);
    if (!obtain(lock, seconds, fail)) {
        link_close(link);
        arena_free(arena);
        return NULL;
    }
    loop_add(loop, link);
    loop_every(loop, KEEP_ALIVE, keep_alive, lock);
    return lock;
}

void lock_release(struct lock *lock) {
    if (!lock)
        return;
    loop_stop(lock->loop, lock);
    loop_remove(lock->loop, lock->link);
    link_close(lock->link);
    arena_free(lock->arena);
}

bool lock_held(const struct lock *lock) {
    return link_alive(lock->link) && !link_failure(lock->link);
}
