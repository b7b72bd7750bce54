#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/db.h"
#include "luamig/json.h"
#include "luamig/marker.h"

enum { MOST_COLUMNS = 1600 }; /* MaxHeapAttributeNumber in PostgreSQL's htup_details.h */

struct names {
    int count;
    const char *items[MOST_COLUMNS];
};

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys of the row at `index`, sorted, so that the same columns give the same text, which is parsed once.
 */
static void read_names(lua_State *L, int index, const char *what, struct names *names) {
    names->count = 0;
    if (!lua_istable(L, index))
        box_error(L, box_origin(L, 1), "%s is a %s, not a table of columns", what, luaL_typename(L, index));
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            box_error(L, box_origin(L, 1), "%s has a key that is no column: %s", what,
                      luaL_tolstring(L, -2, NULL));
        if (names->count == MOST_COLUMNS)
            box_error(L, box_origin(L, 1), "%s has more than %d columns", what, MOST_COLUMNS);
        names->items[names->count++] = lua_tostring(L, -2);
    }
    qsort(names->items, (size_t)names->count, sizeof *names->items, compare_names);
}

void db_add_table(struct phase_run *phase, lua_State *L, struct text *sql) {
    size_t size = 0;
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &size) : "";
    char *parts[2];
    int count = strlen(name) == size ? name_split(phase->arena, name, parts, 2) : 0;
    if (!count)
        box_error(L, box_origin(L, 1), "the table's name is not of the form \"table\" or \"schema.table\"");
    for (int i = 0; i < count; i++) {
        text_add(sql, i ? "." : "");
        text_add_identifier(sql, parts[i]);
    }
}

/* $n, or the text of sql "..."; the row is at `index`. */
static void add_value(struct phase_run *phase, lua_State *L, struct text *sql, int index,
                      const char *column) {
    struct values *values = &phase->run->values;
    lua_pushstring(L, column);
    lua_rawget(L, index);
    const char *expression = marker_sql(L, -1);
    if (expression) {
        text_addf(sql, "(%s)", expression);
    } else {
        char name[100];
        snprintf(name, sizeof name, "the value of column %.63s", column);
        values_add(values, L, -1, name);
        text_addf(sql, "$%d", values->count);
    }
    /* A string stays in the row while its value is on its way. */
    lua_pop(L, 1);
}

static void add_assignments(struct phase_run *phase, lua_State *L, struct text *sql, int index,
                            const struct names *names) {
    for (int i = 0; i < names->count; i++) {
        text_add(sql, i ? ", " : "");
        text_add_identifier(sql, names->items[i]);
        text_add(sql, " = ");
        add_value(phase, L, sql, index, names->items[i]);
    }
}

static void add_conditions(struct phase_run *phase, lua_State *L, struct text *sql, int index) {
    struct names names;
    read_names(L, index, "the condition", &names);
    if (!names.count) {
        db_raise(L, "say it in SQL if that is meant: db:execute(...)",
                 "the condition is empty, which would mean every row");
    }
    for (int i = 0; i < names.count; i++) {
        text_add(sql, i ? " AND " : " WHERE ");
        text_add_identifier(sql, names.items[i]);
        lua_pushstring(L, names.items[i]);
        lua_rawget(L, index);
        bool null = json_is_null(L, -1);
        lua_pop(L, 1);
        text_add(sql, null ? " IS NULL" : " = ");
        if (!null)
            add_value(phase, L, sql, index, names.items[i]);
    }
}

static struct text *begin_text(struct phase_run *phase, const char *words) {
    struct text *sql = &phase->run->sql;
    text_clear(sql);
    values_clear(&phase->run->values);
    text_add(sql, words);
    return sql;
}

static void send_text(struct phase_run *phase, lua_State *L, struct outcome *outcome) {
    struct params params = values_params(&phase->run->values);
    db_anchor(L);
    db_send(phase, L, phase->run->sql.data, &params, KEEP_NOTHING, outcome);
}

/* ---- insert ---- */

static void insert_row(struct phase_run *phase, lua_State *L, int index, struct outcome *outcome) {
    struct names names;
    read_names(L, index, "the row", &names);
    struct text *sql = begin_text(phase, "INSERT INTO ");
    db_add_table(phase, L, sql);
    text_add(sql, names.count ? " (" : " DEFAULT VALUES");
    for (int i = 0; i < names.count; i++) {
        text_add(sql, i ? ", " : "");
        text_add_identifier(sql, names.items[i]);
    }
    for (int i = 0; i < names.count; i++) {
        text_add(sql, i ? ", " : ") VALUES (");
        add_value(phase, L, sql, index, names.items[i]);
    }
    if (names.count)
        text_add(sql, ")");
    lua_pushvalue(L, 4);
    send_text(phase, L, outcome);
    lua_pop(L, 1);
}

/* 1 db, 2 table, 3 list of rows, 4 result: goes on with row `at` whenever the queue has room. */
static int insert_next(lua_State *L, int status, lua_KContext at) {
    struct phase_run *phase = db_phase(L);
    struct result *result = lua_touserdata(L, 4);
    phase_check(phase, L);
    lua_settop(L, 4);
    for (; at < result->count; at++) {
        if (!db_has_room(phase))
            return db_make_room(phase, L, insert_next, at);
        lua_rawgeti(L, 3, at + 1);
        insert_row(phase, L, 5, &result->outcomes[at]);
        lua_settop(L, 4);
    }
    return 1;
}

static bool is_list_of_rows(lua_State *L, int index) {
    lua_pushnil(L);
    if (!lua_next(L, index))
        return true; /* no rows */
    bool list = lua_isinteger(L, -2);
    lua_pop(L, 2);
    return list;
}

int db_insert(lua_State *L) {
    db_enter(L);
    lua_settop(L, 3);
    if (!lua_istable(L, 3))
        box_error(L, box_origin(L, 1), "db:insert is given a row or a list of rows");
    if (!is_list_of_rows(L, 3)) {
        lua_createtable(L, 1, 0);
        lua_insert(L, 3);
        lua_rawseti(L, 3, 1);
    }
    result_push(L, (int)lua_rawlen(L, 3));
    return insert_next(L, LUA_OK, 0);
}

/* ---- update and delete ---- */

static int update_next(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    struct names names;
    phase_check(phase, L);
    read_names(L, 3, "what is set", &names);
    struct result *result = result_push(L, 1);
    if (!names.count)
        return 1;
    struct text *sql = begin_text(phase, "UPDATE ");
    db_add_table(phase, L, sql);
    text_add(sql, " SET ");
    add_assignments(phase, L, sql, 3, &names);
    add_conditions(phase, L, sql, 4);
    send_text(phase, L, &result->outcomes[0]);
    return 1;
}

int db_update(lua_State *L) {
    struct phase_run *phase = db_enter(L);
    lua_settop(L, 4);
    return db_make_room(phase, L, update_next, 0);
}

static int delete_next(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    phase_check(phase, L);
    struct result *result = result_push(L, 1);
    struct text *sql = begin_text(phase, "DELETE FROM ");
    db_add_table(phase, L, sql);
    add_conditions(phase, L, sql, 3);
    send_text(phase, L, &result->outcomes[0]);
    return 1;
}

int db_delete(lua_State *L) {
    struct phase_run *phase = db_enter(L);
    lua_settop(L, 3);
    return db_make_room(phase, L, delete_next, 0);
}
