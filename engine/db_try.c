#include <lauxlib.h>
#include <stdio.h>

#include "luamig/db.h"

/* db:try(fn): a savepoint around fn. What was queued before it may fail while fn runs; the number of the
 * SAVEPOINT tells such a failure, which the try cannot undo, from one of its own. */
struct attempt {
    int savepoint;
    struct outcome begun, ended;
    size_t sql, events; /* how much op calls had given before */
};

/* Stack: 1 db, 2 function, 3 attempt; then what the function gave, or the error. */
enum { ATTEMPT = 3 };

static void send_savepoint(struct phase_run *phase, lua_State *L, const char *words, struct attempt *attempt,
                           struct outcome *outcome) {
    char sql[80];
    snprintf(sql, sizeof sql, "%s luamig_%d", words, attempt->savepoint);
    lua_pushvalue(L, ATTEMPT);
    db_anchor(L);
    lua_pop(L, 1);
    phase_send(phase, sql, NULL, KEEP_NOTHING, outcome, phase_here(phase, L));
}

static bool is_settled(void *link) {
    return link_settled(link);
}

static int flush_in_call(lua_State *L) {
    phase_flush(db_phase(L), L);
    return 0;
}

/* What op calls hold back belongs to the savepoint, so it goes before it is rolled back; its own errors do
 * not matter any more. */
static void flush_quietly(lua_State *L) {
    lua_pushcfunction(L, flush_in_call);
    lua_pushvalue(L, 1);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK)
        lua_pop(L, 1);
}

/* A signal, a lost connection, and what failed before the savepoint are not the try's to catch. */
static bool is_own(const struct phase_run *phase, const struct attempt *attempt) {
    const struct failure *failure = link_failure(phase->run->link);
    return !failure || (link_alive(phase->run->link) && failure->number > attempt->begun.number);
}

static void undo(struct phase_run *phase, lua_State *L, struct attempt *attempt) {
    phase->sql.size = attempt->sql;
    phase->sql.data[attempt->sql] = '\0';
    phase->events.size = attempt->events;
    phase->events.data[attempt->events] = '\0';
    send_savepoint(phase, L, "ROLLBACK TO SAVEPOINT", attempt, NULL);
    send_savepoint(phase, L, "RELEASE SAVEPOINT", attempt, NULL);
}

/* Everything is answered. The function's error, if there was one, is on the top (`failed`). */
static int try_settled(lua_State *L, int status, lua_KContext failed) {
    struct phase_run *phase = db_phase(L);
    struct attempt *attempt = lua_touserdata(L, ATTEMPT);
    struct link *link = phase->run->link;
    if (!is_own(phase, attempt))
        return phase_raise(phase, L);
    const struct failure *failure = link_failure(link);
    if (failure) {
        struct fail fail = {0};
        fail_copy(&fail, &failure->fail);
        link_forgive(link);
        undo(phase, L, attempt);
        lua_pushnil(L);
        box_push_failure(L, &fail);
        return 2;
    }
    if (failed) {
        undo(phase, L, attempt);
        lua_pushnil(L);
        lua_insert(L, -2);
        return 2;
    }
    /* `if db:try(...)` is to work with a function that gives nothing. */
    if (lua_gettop(L) == ATTEMPT)
        lua_pushboolean(L, true);
    return lua_gettop(L) - ATTEMPT;
}

static bool is_ended(void *attempt) {
    return ((struct attempt *)attempt)->ended.state != OUTCOME_QUEUED;
}

/* The RELEASE is answered; behind a failure the rest is skipped only up to a Sync. */
static int try_answered(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    struct link *link = phase->run->link;
    if (!link_failure(link))
        return try_settled(L, LUA_OK, false);
    link_sync(link);
    return task_park(&phase->task, L, is_settled, link, try_settled, false);
}

static int try_returned(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    struct attempt *attempt = lua_touserdata(L, ATTEMPT);
    struct link *link = phase->run->link;
    if (status != LUA_OK && status != LUA_YIELD) {
        flush_quietly(L);
        link_sync(link);
        return task_park(&phase->task, L, is_settled, link, try_settled, true);
    }
    attempt->ended.state = OUTCOME_SKIPPED;
    send_savepoint(phase, L, "RELEASE SAVEPOINT", attempt, &attempt->ended);
    link_push(link);
    return task_park(&phase->task, L, is_ended, attempt, try_answered, 0);
}

/* The last of the function: what op calls hold back may fail, too. */
static int after_call(lua_State *L, int status, lua_KContext context) {
    phase_flush(db_phase(L), L);
    return lua_gettop(L) - 1;
}

static int call_and_flush(lua_State *L) {
    lua_callk(L, 0, LUA_MULTRET, 0, after_call);
    return after_call(L, LUA_OK, 0);
}

int db_try(lua_State *L) {
    struct phase_run *phase = db_enter(L);
    db_needs_database(phase, L, "db:try");
    if (!lua_isfunction(L, 2))
        box_error(L, box_origin(L, 1), "db:try is given a function");
    if (phase->outside)
        box_error(L, box_origin(L, 1), "db:try is a savepoint, which needs a transaction");
    lua_settop(L, 2);
    struct attempt *attempt = lua_newuserdatauv(L, sizeof *attempt, 0);
    *attempt = (struct attempt){
        .savepoint = ++phase->savepoints, .sql = phase->sql.size, .events = phase->events.size};
    send_savepoint(phase, L, "SAVEPOINT", attempt, &attempt->begun);
    lua_pushcfunction(L, call_and_flush);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, 2);
    return try_returned(L, lua_pcallk(L, 2, LUA_MULTRET, 0, 0, try_returned), 0);
}
