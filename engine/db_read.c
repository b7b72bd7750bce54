#include <string.h>

#include "luamig/db.h"
#include "luamig/row.h"

int db_read(struct phase_run *phase, lua_State *L, const char *sql, const struct params *params,
            lua_KFunction next) {
    struct result *result = result_push(L, 2);
    db_anchor(L);
    db_send(phase, L, sql, params, KEEP_LIMITED, &result->outcomes[0]);
    return db_await(phase, L, &result->outcomes[0], next, 0);
}

static void check_names(lua_State *L, const struct rows *rows) {
    for (int i = 0; i < rows_columns(rows); i++)
        for (int k = 0; k < i; k++)
            if (strcmp(rows_column_name(rows, i), rows_column_name(rows, k)) == 0)
                db_raise(L, "name one of them with AS", "two columns of the rows are called %s",
                         rows_column_name(rows, i));
}

struct rows *db_rows(struct phase_run *phase, lua_State *L, struct result *result) {
    struct outcome *outcome = &result->outcomes[0], *types = &result->outcomes[1];
    phase_check(phase, L);
    if (outcome->state != OUTCOME_DONE || !outcome->rows)
        db_raise_skipped(L);
    if (rows_overflowed(outcome->rows))
        db_raise(L, "a SELECT alone is read through a cursor: for row in db:query(...)", "%s",
                 "the statement gives more than 16 MiB of rows");
    if (types->rows) {
        types_learn(&phase->run->types, types->rows);
        rows_free(types->rows);
        types->rows = NULL;
    }
    check_names(L, outcome->rows);
    return types_question(&phase->run->types, outcome->rows) ? NULL : outcome->rows;
}

int db_learn(struct phase_run *phase, lua_State *L, struct result *result, lua_KFunction next) {
    const char *sql = types_question(&phase->run->types, result->outcomes[0].rows);
    db_anchor(L);
    db_send(phase, L, sql, NULL, KEEP_ROWS, &result->outcomes[1]);
    return db_await(phase, L, &result->outcomes[1], next, 0);
}

void db_push_rows(struct phase_run *phase, lua_State *L, struct rows *rows) {
    int count = rows_count(rows);
    lua_createtable(L, count, 0);
    for (int i = 0; i < count; i++) {
        row_push(L, &phase->run->types, rows, i, 0);
        lua_rawseti(L, -2, i + 1);
    }
    rows_free(rows);
}

static struct rows *single_row(struct phase_run *phase, lua_State *L) {
    struct rows *rows = db_rows(phase, L, lua_touserdata(L, -1));
    if (rows && rows_count(rows) > 1)
        db_raise(L, "say which: ORDER BY ... LIMIT 1", "the statement gives more than %s", "one row");
    return rows;
}

static int one_ready(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    struct rows *rows = single_row(phase, L);
    if (!rows)
        return db_learn(phase, L, lua_touserdata(L, -1), one_ready);
    if (rows_count(rows))
        row_push(L, &phase->run->types, rows, 0, 0);
    else
        lua_pushnil(L);
    rows_free(rows);
    return 1;
}

static int value_ready(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    struct rows *rows = single_row(phase, L);
    if (!rows)
        return db_learn(phase, L, lua_touserdata(L, -1), value_ready);
    if (rows_columns(rows) != 1)
        db_raise(L, "db:one gives a row of several columns", "db:value is for %s", "one column");
    if (rows_count(rows))
        row_push_value(L, &phase->run->types, rows, 0, 0);
    else
        lua_pushnil(L);
    rows_free(rows);
    return 1;
}

static int read_single(lua_State *L, const char *call, lua_KFunction next) {
    struct phase_run *phase = db_enter(L);
    db_needs_database(phase, L, call);
    const char *sql = db_sql(phase, L, 2);
    struct params params = db_params(phase, L, 3);
    return db_read(phase, L, sql, &params, next);
}

int db_one(lua_State *L) {
    return read_single(L, "db:one", one_ready);
}

int db_value(lua_State *L) {
    return read_single(L, "db:value", value_ready);
}
