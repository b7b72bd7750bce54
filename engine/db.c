#include "luamig/db.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "luamig/batch.h"
#include "luamig/json.h"

static const char DB[] = "luamig.db", RESULT[] = "luamig.result";

/* So many statements may be without an answer before a call waits, and so few must be left until it goes on.
 * Outcomes are anchored in a ring that is twice as long. */
enum { WINDOW = 256, ROOM = 128, ANCHORS = 512, WINDOW_BYTES = 4 << 20, ROOM_BYTES = 1 << 20 };

/* ---- The phase of a db ---- */

struct phase_run *db_phase(lua_State *L) {
    struct db *db = luaL_testudata(L, 1, DB);
    if (!db)
        box_error(L, box_origin(L, 1), "db is called with a colon: db:execute(...)");
    else if (!db->phase)
        box_error(L, box_origin(L, 1),
                  "this db belongs to a phase that is over: use the one the phase is given");
    else
        return db->phase;
    return NULL;
}

struct phase_run *db_enter(lua_State *L) {
    struct phase_run *phase = db_phase(L);
    if (phase->batching)
        db_raise(L, "read what each needs before db:batch begins", "%s",
                 "db cannot be used while db:batch is at work, nor after it has failed");
    phase_flush(phase, L);
    phase_check(phase, L);
    return phase;
}

int db_raise(lua_State *L, const char *hint, const char *format, ...) {
    struct fail fail = {0};
    va_list arguments;
    va_start(arguments, format);
    fail_at(&fail, box_origin(L, 1), "%s", lua_pushvfstring(L, format, arguments));
    va_end(arguments);
    fail_hint(&fail, "%s", hint);
    return box_raise(L, &fail);
}

void db_needs_database(struct phase_run *phase, lua_State *L, const char *call) {
    if (!phase->run->script)
        return;
    if (!phase->reads) {
        phase->reads = arena_copy(phase->arena, call);
        phase->reads_line = box_line(L, 1);
    }
    db_raise(L, NULL, "%s reads the database, which a script cannot", call);
}

void db_end(struct phase_run *phase) {
    if (phase->db)
        phase->db->phase = NULL;
    phase->db = NULL;
    if (phase->run->link)
        link_drop_rows(phase->run->link);
}

/* ---- Outcomes ---- */

void db_anchor(lua_State *L) {
    struct db *db = lua_touserdata(L, 1);
    lua_getiuservalue(L, 1, 1);
    lua_pushvalue(L, -2);
    lua_rawseti(L, -2, 1 + db->phase->run->anchored++ % ANCHORS);
    lua_pop(L, 1);
}

struct result *result_push(lua_State *L, int count) {
    size_t size = sizeof(struct result) + (size_t)count * sizeof(struct outcome);
    struct result *result = lua_newuserdatauv(L, size, 1);
    memset(result, 0, size);
    result->count = count;
    for (int i = 0; i < count; i++)
        result->outcomes[i].state = OUTCOME_DONE;
    luaL_setmetatable(L, RESULT);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return result;
}

static bool is_answered(void *outcome) {
    return ((struct outcome *)outcome)->state != OUTCOME_QUEUED;
}

static bool has_room(void *link) {
    return link_queued(link) <= ROOM && link_queued_bytes(link) <= ROOM_BYTES;
}

bool db_has_room(const struct phase_run *phase) {
    const struct link *link = phase->run->link;
    return !link || (link_queued(link) < WINDOW && link_queued_bytes(link) < WINDOW_BYTES);
}

int db_make_room(struct phase_run *phase, lua_State *L, lua_KFunction next, lua_KContext context) {
    if (db_has_room(phase))
        return next(L, LUA_OK, context);
    link_push(phase->run->link);
    return task_park(&phase->task, L, has_room, phase->run->link, next, context);
}

int db_await(struct phase_run *phase, lua_State *L, struct outcome *outcome, lua_KFunction next,
             lua_KContext context) {
    if (phase->run->link)
        link_push(phase->run->link);
    return task_park(&phase->task, L, is_answered, outcome, next, context);
}

/* ---- Statements ---- */

const char *db_sql(struct phase_run *phase, lua_State *L, int index) {
    size_t size = 0;
    const char *sql = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &size) : NULL;
    if (!sql) {
        box_error(L, box_origin(L, 1), "the SQL text is a %s, not a string", luaL_typename(L, index));
        return NULL;
    }
    if (strlen(sql) != size)
        box_error(L, box_origin(L, 1), "the SQL text holds a NUL byte");
    /* In a loop the text repeats. */
    if (!phase->seen.size || phase->seen.size != size || memcmp(phase->seen.data, sql, size) != 0) {
        text_clear(&phase->seen);
        text_add_bytes(&phase->seen, sql, size);
        *phase->words = statements_read(sql);
    }
    if (phase->words->control)
        db_raise(L, "a phase is a transaction by itself; a savepoint is db:try(function() ... end)",
                 "%s does not belong into a revision", phase->words->control);
    if (phase->words->copies)
        db_raise(L, "write rows with db:copy, and read them with db:query",
                 "COPY %s cannot be used in a revision", "FROM STDIN or TO STDOUT");
    return sql;
}

struct params db_params(struct phase_run *phase, lua_State *L, int index) {
    struct values *values = &phase->run->values;
    int top = lua_gettop(L);
    values_clear(values);
    for (int i = index; i <= top; i++) {
        char name[32];
        lua_Integer number = i - index + 1;
        snprintf(name, sizeof name, "the value of $%d", (int)number);
        values_add(values, L, i, name);
    }
    return values_params(values);
}

void db_send(struct phase_run *phase, lua_State *L, const char *sql, const struct params *params,
             enum keep keep, struct outcome *outcome) {
    if (!phase_send(phase, sql, params, keep, outcome, phase_here(phase, L)))
        phase_raise(phase, L);
    /* Outside of a transaction each statement is committed before the next. */
    if (phase->outside && phase->run->link)
        link_sync(phase->run->link);
}

/* Several statements, or one that no transaction takes, go by the simple protocol; in a phase outside of
 * transactions each alone, since several in one message are one transaction. */
static void execute_simple(struct phase_run *phase, lua_State *L, const char *sql, struct outcome *outcome) {
    struct origin origin = phase_here(phase, L);
    if (!phase->outside) {
        phase_simple(phase, L, sql, outcome, origin);
        return;
    }
    const char *from;
    size_t size;
    while (statement_next(&sql, &from, &size)) {
        lua_pushlstring(L, from, size);
        phase_simple(phase, L, lua_tostring(L, -1), outcome, origin);
        lua_pop(L, 1);
    }
}

/* The statement stands at `index`, its values behind it; leaves the result on the top. */
static void execute(struct phase_run *phase, lua_State *L, int index) {
    const char *sql = db_sql(phase, L, index);
    bool bare = lua_gettop(L) == index, simple = bare && (phase->words->count > 1 || phase->outside);
    struct params params = db_params(phase, L, index + 1);
    struct result *result = result_push(L, 1);
    if (phase->words->count == 0)
        return;
    db_anchor(L);
    if (simple)
        execute_simple(phase, L, sql, result->outcomes);
    else
        db_send(phase, L, sql, &params, KEEP_NOTHING, result->outcomes);
}

static int execute_next(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    phase_check(phase, L);
    execute(phase, L, 2);
    return 1;
}

static int db_execute(lua_State *L) {
    struct phase_run *phase = db_enter(L);
    return db_make_room(phase, L, execute_next, 0);
}

/* op.execute(sql, ...): the db is its upvalue. */
static int op_execute(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    struct phase_run *phase = db_enter(L);
    execute(phase, L, 2);
    text_add(&phase->sql, lua_tostring(L, 2));
    text_add(&phase->sql, ";\n");
    return 0;
}

/* ---- Results ---- */

static int result_rows(lua_State *L, int status, lua_KContext at);

int db_raise_skipped(lua_State *L) {
    return box_error(L, box_origin(L, 1), "this statement was not run: one before it had failed");
}

/* From outcome `at` on: waits for each that is not there. */
static int result_wait(lua_State *L, struct phase_run *phase, struct result *result, lua_KContext at) {
    while (at < result->count && result->outcomes[at].state != OUTCOME_QUEUED)
        at++;
    if (at < result->count && !phase)
        return box_error(L, box_origin(L, 1), "this result belongs to a phase that is over");
    if (at < result->count)
        return db_await(phase, L, &result->outcomes[result->count - 1], result_rows, at);
    long long affected = 0;
    for (int i = 0; i < result->count; i++) {
        if (phase && result->outcomes[i].state != OUTCOME_DONE)
            phase_check(phase, L);
        if (result->outcomes[i].state != OUTCOME_DONE)
            return db_raise_skipped(L);
        affected += result->outcomes[i].affected;
    }
    lua_pushinteger(L, affected);
    return 1;
}

static int result_rows(lua_State *L, int status, lua_KContext at) {
    struct result *result = lua_touserdata(L, 1);
    lua_getiuservalue(L, 1, 1);
    struct phase_run *phase = ((struct db *)lua_touserdata(L, -1))->phase;
    lua_pop(L, 1);
    return result_wait(L, phase, result, at);
}

static int result_index(lua_State *L) {
    luaL_checkudata(L, 1, RESULT);
    const char *key = lua_tostring(L, 2);
    if (!key || strcmp(key, "rows") != 0)
        return box_error(L, box_origin(L, 1),
                         "a result has only the field rows, the number of affected rows");
    lua_getiuservalue(L, 1, 1);
    struct phase_run *phase = ((struct db *)lua_touserdata(L, -1))->phase;
    lua_pop(L, 1);
    if (phase) {
        db_needs_database(phase, L, "rows");
        phase_flush(phase, L);
    }
    return result_rows(L, LUA_OK, 0);
}

/* ---- The table ---- */

static const luaL_Reg calls[] = {{"execute", db_execute}, {"query", db_query},   {"one", db_one},
                                 {"value", db_value},     {"insert", db_insert}, {"update", db_update},
                                 {"delete", db_delete},   {"try", db_try},       {"copy", db_copy},
                                 {"batch", db_batch},     {NULL, NULL}};

static int unknown_call(lua_State *L) {
    return box_error(L, box_origin(L, 1), "db has no '%s'", luaL_tolstring(L, 2, NULL));
}

static void protect(lua_State *L) {
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
}

static void push_calls(lua_State *L) {
    luaL_newlib(L, calls);
    value_push_array_word(L);
    lua_setfield(L, -2, "array");
    value_push_bytes_word(L);
    lua_setfield(L, -2, "bytes");
    json_push_null(L);
    lua_setfield(L, -2, "null");
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, unknown_call);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

static void make_metatables(lua_State *L) {
    if (luaL_newmetatable(L, DB)) {
        push_calls(L);
        lua_setfield(L, -2, "__index");
        protect(L);
        luaL_newmetatable(L, RESULT);
        lua_pushcfunction(L, result_index);
        lua_setfield(L, -2, "__index");
        protect(L);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* One for each box, since a phase is over before its statements are answered. */
static void push_anchors(lua_State *L) {
    static const char key;
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_createtable(L, ANCHORS, 0);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key);
}

void db_push(lua_State *L, struct phase_run *phase) {
    if (phase->db) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, DB);
        return;
    }
    make_metatables(L);
    struct db *db = lua_newuserdatauv(L, sizeof *db, 1);
    *db = (struct db){.phase = phase};
    luaL_setmetatable(L, DB);
    push_anchors(L);
    lua_setiuservalue(L, -2, 1);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, DB);
    phase->db = db;
}

void db_push_execute(lua_State *L, struct phase_run *phase) {
    db_push(L, phase);
    lua_pushcclosure(L, op_execute, 1);
    lua_setfield(L, -2, "execute");
}
