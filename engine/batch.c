#include "luamig/batch.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "luamig/duration.h"
#include "luamig/output.h"

enum { SIZE = 1000, MOST_SIZE = 100000 };

/* ---- Options ---- */

static int bad_option(lua_State *L, const char *name, const char *what) {
    return db_raise(
        L, "db:batch { from = \"clients\", each = function(row) return { name = row.name:upper() } end }",
        "%s of db:batch is %s", name, what);
}

static const char *text_option(struct batch *batch, lua_State *L, const char *name, bool needed) {
    int type = lua_getfield(L, 2, name);
    if (type != LUA_TSTRING && (type != LUA_TNIL || needed))
        bad_option(L, name, "no string");
    const char *text = arena_copy(batch->arena, lua_tostring(L, -1));
    lua_pop(L, 1);
    return text;
}

static int number_option(lua_State *L, const char *name, int otherwise, int most) {
    int number = otherwise;
    if (lua_getfield(L, 2, name) != LUA_TNIL) {
        if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) < 1 || lua_tointeger(L, -1) > most)
            bad_option(L, name, lua_pushfstring(L, "no whole number from 1 to %d", most));
        number = (int)lua_tointeger(L, -1);
    }
    lua_pop(L, 1);
    return number;
}

static double seconds_option(lua_State *L, const char *name) {
    double seconds = 0;
    if (lua_getfield(L, 2, name) != LUA_TNIL) {
        bool read = lua_type(L, -1) == LUA_TNUMBER
                        ? (seconds = lua_tonumber(L, -1), true)
                        : lua_isstring(L, -1) && duration_read(lua_tostring(L, -1), &seconds);
        if (!read || !(seconds >= 0) || isinf(seconds))
            bad_option(L, name, "no length of time, like 0.1 or \"100ms\"");
    }
    lua_pop(L, 1);
    return seconds;
}

static bool flag_option(lua_State *L, const char *name) {
    int type = lua_getfield(L, 2, name);
    bool flag = lua_toboolean(L, -1);
    if (type != LUA_TNIL && type != LUA_TBOOLEAN)
        bad_option(L, name, "neither true nor false");
    lua_pop(L, 1);
    return flag;
}

static void check_names(lua_State *L) {
    static const char *const names[] = {"from",    "where", "columns", "size", "parallel", "throttle",
                                        "max_lag", "into",  "delete",  "each", "all",      NULL};
    for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        int at = 0;
        while (names[at] && strcmp(names[at], name) != 0)
            at++;
        if (!names[at])
            db_raise(
                L,
                "it knows from, where, columns, size, parallel, throttle, max_lag, into, delete, each and all",
                "db:batch has no option '%s'", luaL_tolstring(L, -2, NULL));
    }
}

/* Leaves the function on the stack. */
static void read_function(struct batch *batch, lua_State *L) {
    batch->whole = lua_getfield(L, 2, "all") != LUA_TNIL;
    bool both = lua_getfield(L, 2, "each") != LUA_TNIL && batch->whole;
    if (both)
        bad_option(L, "each", "there beside all");
    lua_remove(L, batch->whole ? -1 : -2);
    if (!lua_isfunction(L, -1))
        bad_option(L, batch->whole ? "all" : "each", "no function");
}

static void read_options(struct batch *batch, lua_State *L) {
    if (!lua_istable(L, 2))
        bad_option(L, "the argument", "no table");
    check_names(L);
    batch->from.shown = text_option(batch, L, "from", true);
    batch->into.shown = text_option(batch, L, "into", false);
    batch->inserts = batch->into.shown != NULL;
    batch->deletes = flag_option(L, "delete");
    batch->where = text_option(batch, L, "where", false);
    batch->size = number_option(L, "size", SIZE, MOST_SIZE);
    batch->parallel = number_option(L, "parallel", 1, PHASE_LINKS);
    batch->throttle = seconds_option(L, "throttle");
    batch->max_lag = seconds_option(L, "max_lag");
    batch->name = arena_printf(batch->arena, "%d %s", ++batch->phase->batches, batch->from.shown);
    read_function(batch, L);
}

/* ---- Columns ---- */

static bool is_wanted(lua_State *L, int columns, const char *name) {
    for (lua_Integer i = 1; lua_rawgeti(L, columns, i) != LUA_TNIL; i++) {
        const char *wanted = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        bool same = strcmp(wanted, name) == 0;
        lua_pop(L, 1);
        if (same)
            return true;
    }
    lua_pop(L, 1);
    return false;
}

static void check_columns(const struct batch *batch, lua_State *L, int columns) {
    for (lua_Integer i = 1; lua_rawgeti(L, columns, i) != LUA_TNIL; i++) {
        const char *wanted = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        if (!batch_find_column(&batch->from, wanted))
            db_raise(L, "columns is a list of names", "%s has no column '%s'", batch->from.shown,
                     luaL_tolstring(L, -1, NULL));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* The key is always there. */
static void choose_columns(struct batch *batch, lua_State *L) {
    struct text list = text_new(batch->arena);
    int type = lua_getfield(L, 2, "columns"), columns = lua_gettop(L);
    if (type != LUA_TNIL && type != LUA_TTABLE)
        bad_option(L, "columns", "no list of names");
    if (type == LUA_TTABLE)
        check_columns(batch, L, columns);
    for (int i = 0; i < batch->from.column_count; i++) {
        const struct batch_column *column = &batch->from.columns[i];
        if (type == LUA_TNIL || column->key || is_wanted(L, columns, column->name)) {
            text_add(&list, list.size ? ", t." : "t.");
            text_add_identifier(&list, column->name);
        }
    }
    lua_pop(L, 1);
    batch->list = list.data;
}

/* ---- Workers ---- */

/* Stack of db:batch: 1 db, 2 options, 3 each, 4 the batch, 5 the workers' coroutines. */
enum { FUNCTION = 3, BATCH };

static bool is_settled(void *link) {
    return link_settled(link);
}

static void settle(struct phase_run *phase, lua_State *L) {
    link_sync(phase->run->link);
    bool ready = loop_until(phase->run->loop, is_settled, phase->run->link);
    phase_check(phase, L);
    if (!ready)
        phase_raise(phase, L);
}

static int batch_end(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    struct batch *batch = lua_touserdata(L, BATCH);
    struct fail fail = {0};
    bool good = task_end_children(&phase->task, &fail);
    phase_close_links(phase);
    if (!good)
        return box_raise(L, &fail);
    phase_check(phase, L);
    phase->batching = false;
    output_status("");
    if (!phase_open_unclaimed(phase))
        return phase_raise(phase, L);
    lua_pushinteger(L, batch->rows);
    return 1;
}

static void push_worker(struct batch *batch, lua_State *L, lua_State *to, struct link *link,
                        struct task *task) {
    lua_pushcfunction(to, batch_work);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, FUNCTION);
    if (L != to)
        lua_xmove(L, to, 2);
    lua_pushlightuserdata(to, batch_worker_new(batch, link, task));
}

static struct link *open_link(struct batch *batch, lua_State *L) {
    struct phase_run *phase = batch->phase;
    struct fail fail = {0};
    struct link *link = link_open(phase->run->url, &fail);
    if (!link) {
        fail_hint(&fail, "parallel = N needs N connections");
        box_raise(L, &fail);
    }
    phase->links[phase->link_count++] = link;
    loop_add(phase->run->loop, link);
    return link;
}

/* The first works over the phase's own link, the others over new ones. */
static int start_workers(struct batch *batch, lua_State *L, int count) {
    struct phase_run *phase = batch->phase;
    struct task *tasks = arena_alloc(batch->arena, (size_t)count * sizeof *tasks);
    lua_createtable(L, count, 0);
    for (int i = 0; i < count; i++) {
        struct link *link = i ? open_link(batch, L) : phase->run->link;
        tasks[i] = (struct task){
            .loop = phase->run->loop, .box = phase->task.box, .coroutine = lua_newthread(L), .arguments = 3};
        lua_rawseti(L, -2, i + 1);
        push_worker(batch, L, tasks[i].coroutine, link, &tasks[i]);
    }
    phase->task.children = tasks;
    phase->task.child_count = count;
    return task_park(&phase->task, L, task_children_ended, &phase->task, batch_end, 0);
}

static int run_workers(struct batch *batch, lua_State *L) {
    struct phase_run *phase = batch->phase;
    int count = batch->range_count < batch->parallel ? batch->range_count : batch->parallel;
    batch->began = batch->told = loop_now();
    /* Where Lua cannot yield, one does all the work in place. */
    if (count > 1 && box_may_yield(L))
        return start_workers(batch, L, count);
    push_worker(batch, L, L, phase->run->link, &phase->task);
    lua_callk(L, 3, 0, 0, batch_end);
    return batch_end(L, LUA_OK, 0);
}

static void check_place(struct phase_run *phase, lua_State *L) {
    if (phase->phase.kind != PHASE_BATCHES)
        db_raise(L, "make it one: batches(function(op, db) ... end)", "%s",
                 "db:batch commits as it goes, so it needs a phase of its own");
}

int db_batch(lua_State *L) {
    struct phase_run *phase = db_enter(L);
    db_needs_database(phase, L, "db:batch");
    check_place(phase, L);
    lua_settop(L, 2);
    struct batch *batch = arena_alloc(phase->arena, sizeof *batch);
    *batch = (struct batch){.phase = phase, .arena = phase->arena, .origin = phase_here(phase, L)};
    read_options(batch, L);
    lua_pushlightuserdata(L, batch);
    settle(phase, L);
    batch_describe(batch, L);
    choose_columns(batch, L);
    /* What stood before it is committed: it may run again after a crash. */
    if (!phase_end_role(phase, phase->run->link) || !link_commit(phase->run->link, NULL, batch->origin))
        return phase_raise(phase, L);
    settle(phase, L);
    batch_find_ranges(batch, L);
    phase->batching = true;
    return run_workers(batch, L);
}
