#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "luamig/db.h"

static const char CURSOR[] = "luamig.cursor";

/* Rows come in chunks of about so many bytes. */
enum { FIRST_CHUNK = 10, LEAST_CHUNK = 10, MOST_CHUNK = 1000, CHUNK_BYTES = 128 * 1024 };

/* What db:query iterates over. Its first user value is the db, its second the list of rows that are here. */
struct cursor {
    int number; /* names it in the server; 0: all rows are here */
    int size;   /* rows of the next chunk */
    bool fetching, done;
    struct outcome outcomes[2]; /* of FETCH, and of asking for types */
    lua_Integer at, count;
};

static struct phase_run *phase_of(lua_State *L, int cursor) {
    lua_getiuservalue(L, cursor, 1);
    struct phase_run *phase = ((struct db *)lua_touserdata(L, -1))->phase;
    lua_pop(L, 1);
    if (!phase)
        box_error(L, box_origin(L, 1), "this query belongs to a phase that is over");
    return phase;
}

/* The db_ calls want the db as argument 1. */
static void put_db_first(lua_State *L, int cursor) {
    lua_getiuservalue(L, cursor, 1);
    lua_replace(L, 1);
}

static void send_fetch(struct phase_run *phase, lua_State *L, struct cursor *cursor) {
    char sql[80];
    snprintf(sql, sizeof sql, "FETCH FORWARD %d FROM luamig_%d", cursor->size, cursor->number);
    lua_pushvalue(L, lua_upvalueindex(1));
    db_anchor(L);
    lua_pop(L, 1);
    db_send(phase, L, sql, NULL, KEEP_ROWS, &cursor->outcomes[0]);
    cursor->fetching = true;
}

static void send_close(struct phase_run *phase, lua_State *L, struct cursor *cursor) {
    char sql[80];
    snprintf(sql, sizeof sql, "CLOSE luamig_%d", cursor->number);
    cursor->done = true;
    if (cursor->number)
        db_send(phase, L, sql, NULL, KEEP_NOTHING, NULL);
}

/* The chunk's rows are made Lua's at once: nothing outside of Lua's memory waits for a loop that may be left.
 */
static void take_chunk(struct phase_run *phase, lua_State *L, struct cursor *cursor, struct rows *rows) {
    int count = rows_count(rows), asked = cursor->size;
    size_t each = count ? rows_memory(rows) / (size_t)count + 1 : 1;
    size_t size = CHUNK_BYTES / each;
    cursor->size = size < LEAST_CHUNK ? LEAST_CHUNK : size > MOST_CHUNK ? MOST_CHUNK : (int)size;
    db_push_rows(phase, L, rows);
    lua_setiuservalue(L, lua_upvalueindex(1), 2);
    cursor->outcomes[0].rows = NULL;
    cursor->at = 0;
    cursor->count = count;
    cursor->fetching = false;
    if (count < asked)
        send_close(phase, L, cursor);
    else
        send_fetch(phase, L, cursor); /* the server works while Lua does */
}

static int push_next(lua_State *L, struct cursor *cursor) {
    if (cursor->at >= cursor->count)
        return 0;
    lua_getiuservalue(L, lua_upvalueindex(1), 2);
    lua_rawgeti(L, -1, ++cursor->at);
    return 1;
}

static int chunk_ready(lua_State *L, int status, lua_KContext context) {
    struct cursor *cursor = lua_touserdata(L, lua_upvalueindex(1));
    struct phase_run *phase = phase_of(L, lua_upvalueindex(1));
    struct result *view = lua_touserdata(L, -1);
    view->outcomes[0] = cursor->outcomes[0];
    struct rows *rows = db_rows(phase, L, view);
    if (!rows)
        return db_learn(phase, L, view, chunk_ready);
    take_chunk(phase, L, cursor, rows);
    return push_next(L, cursor);
}

static int cursor_next(lua_State *L) {
    struct cursor *cursor = lua_touserdata(L, lua_upvalueindex(1));
    if (cursor->at < cursor->count || cursor->done)
        return push_next(L, cursor);
    struct phase_run *phase = phase_of(L, lua_upvalueindex(1));
    lua_settop(L, 1);
    put_db_first(L, lua_upvalueindex(1));
    db_enter(L);
    if (!cursor->fetching)
        send_fetch(phase, L, cursor);
    result_push(L, 2);
    return db_await(phase, L, &cursor->outcomes[0], chunk_ready, 0);
}

/* `break`, and an error in the loop. */
static int cursor_close(lua_State *L) {
    struct cursor *cursor = luaL_checkudata(L, 1, CURSOR);
    lua_getiuservalue(L, 1, 1);
    struct phase_run *phase = ((struct db *)lua_touserdata(L, -1))->phase;
    if (!cursor->done && phase && !link_failure(phase->run->link))
        send_close(phase, L, cursor);
    cursor->at = cursor->count = 0;
    cursor->done = true;
    return 0;
}

static struct cursor *cursor_push(lua_State *L) {
    struct cursor *cursor = lua_newuserdatauv(L, sizeof *cursor, 2);
    *cursor = (struct cursor){.size = FIRST_CHUNK};
    if (luaL_newmetatable(L, CURSOR)) {
        lua_pushcfunction(L, cursor_close);
        lua_setfield(L, -2, "__close");
        lua_pushboolean(L, false);
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return cursor;
}

/* The cursor is on the top: gives what a generic for wants. */
static int return_iterator(lua_State *L) {
    lua_pushvalue(L, -1);
    lua_pushcclosure(L, cursor_next, 1);
    lua_insert(L, -2);
    lua_pushnil(L);
    lua_insert(L, -2);
    lua_pushnil(L);
    lua_insert(L, -2);
    return 4;
}

static int whole_ready(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    struct result *result = lua_touserdata(L, -1);
    struct rows *rows = db_rows(phase, L, result);
    if (!rows)
        return db_learn(phase, L, result, whole_ready);
    struct cursor *cursor = cursor_push(L);
    cursor->done = true;
    cursor->count = rows_count(rows);
    db_push_rows(phase, L, rows);
    lua_setiuservalue(L, -2, 2);
    return return_iterator(L);
}

static int declare(struct phase_run *phase, lua_State *L, const char *sql) {
    struct params params = db_params(phase, L, 3);
    struct cursor *cursor = cursor_push(L);
    cursor->number = ++phase->cursors;
    lua_pushfstring(L, "DECLARE luamig_%d NO SCROLL CURSOR FOR %s", cursor->number, sql);
    db_send(phase, L, lua_tostring(L, -1), &params, KEEP_NOTHING, NULL);
    lua_pop(L, 1);
    return return_iterator(L);
}

static int query_next(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    phase_check(phase, L);
    const char *sql = db_sql(phase, L, 2);
    if (phase->words->reads && !phase->outside)
        return declare(phase, L, sql);
    struct params params = db_params(phase, L, 3);
    return db_read(phase, L, sql, &params, whole_ready);
}

int db_query(lua_State *L) {
    struct phase_run *phase = db_enter(L);
    db_needs_database(phase, L, "db:query");
    return db_make_room(phase, L, query_next, 0);
}
