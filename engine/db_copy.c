#include <lauxlib.h>
#include <stddef.h>
#include <string.h>

#include "luamig/db.h"

enum { BUFFER = 64 * 1024 };

/* One db:copy. COPY is opened when the first buffer is full and stays open until somebody else needs the link: the
 * iterator may call db, and what comes after goes into another COPY. */
struct copy {
    int columns;
    bool begun; /* a COPY was opened, and its rows are not counted yet */
    bool ended; /* the iterator gave nil */
    long long rows;
    struct outcome outcome;
    size_t used;
    char bytes[BUFFER];
};

/* Stack: 1 db, 2 table, 3 columns, 4 to 6 what a generic for goes by, then the copy and its statement; behind them what
 * the iterator gave, or the row that did not fit into the buffer. */
enum { COLUMNS = 3, ITERATOR, INVARIANT, CONTROL, COPY, STATEMENT, VALUE };

/* What copy_go() does next. */
enum step { CALL, TAKE, FLUSH, OPEN, SEND, END };

/* ---- Rows as COPY's text format, rules of CopyAttributeOutText() in PostgreSQL's copyto.c ---- */

static void add_field(struct text *row, const char *value) {
    for (;;) {
        size_t plain = strcspn(value, "\\\t\n\r");
        text_add_bytes(row, value, plain);
        value += plain;
        if (!*value)
            return;
        text_add_char(row, '\\');
        text_add_char(row, *value == '\t' ? 't' : *value == '\n' ? 'n' : *value == '\r' ? 'r' : '\\');
        value++;
    }
}

/* Column i: of a row table by the column's name or by position, else what the iterator gave. */
static void push_field(lua_State *L, int i, int given) {
    if (!lua_istable(L, VALUE)) {
        if (i <= given)
            lua_pushvalue(L, VALUE + i - 1);
        else
            lua_pushnil(L);
        return;
    }
    lua_rawgeti(L, COLUMNS, i);
    if (lua_rawget(L, VALUE) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_rawgeti(L, VALUE, i);
    }
}

static struct text *read_row(struct phase_run *phase, lua_State *L, const struct copy *copy) {
    struct values *values = &phase->run->values;
    struct text *row = &phase->run->sql;
    int given = lua_gettop(L) - STATEMENT;
    luaL_checkstack(L, copy->columns + 8, NULL);
    values_clear(values);
    for (int i = 1; i <= copy->columns; i++) {
        push_field(L, i, given); /* stays on the stack while the row is read */
        values_add(values, L, -1, "a value of the row");
    }
    struct params params = values_params(values);
    text_clear(row);
    for (int i = 0; i < params.count; i++) {
        if (i)
            text_add_char(row, '\t');
        if (params.values[i])
            add_field(row, params.values[i]);
        else
            text_add(row, "\\N");
    }
    text_add_char(row, '\n');
    return row;
}

/* ---- The link ---- */

static bool is_settled(void *link) {
    return link_settled(link);
}

static bool is_open(void *link) {
    return link_copying(link) ? !link_unsent(link) : link_settled(link);
}

static void count_rows(struct copy *copy) {
    if (copy->begun && copy->outcome.state == OUTCOME_DONE)
        copy->rows += copy->outcome.affected;
    copy->begun = false;
}

static void open_copy(struct phase_run *phase, lua_State *L, struct copy *copy) {
    phase_check(phase, L);
    count_rows(copy);
    lua_pushvalue(L, COPY);
    db_anchor(L);
    lua_pop(L, 1);
    copy->begun =
        link_copy(phase->run->link, lua_tostring(L, STATEMENT), &copy->outcome, phase_here(phase, L));
}

static void give(struct phase_run *phase, lua_State *L, struct copy *copy, const char *bytes, size_t size) {
    struct text *script = phase->run->script;
    if (script && !copy->begun)
        text_addf(script, "%s;\n", lua_tostring(L, STATEMENT));
    if (script)
        text_add_bytes(script, bytes, size);
    else
        link_copy_data(phase->run->link, bytes, size);
    copy->begun = true;
}

/* The buffer, and what did not fit into it. */
static void send_buffer(struct phase_run *phase, lua_State *L, struct copy *copy) {
    phase_check(phase, L);
    if (copy->used)
        give(phase, L, copy, copy->bytes, copy->used);
    copy->used = 0;
    if (lua_gettop(L) < VALUE)
        return;
    size_t size;
    const char *row = lua_tolstring(L, VALUE, &size);
    if (size <= BUFFER) {
        memcpy(copy->bytes, row, size);
        copy->used = size;
    } else {
        give(phase, L, copy, row, size);
    }
}

/* ---- The loop ---- */

static enum step take_row(struct phase_run *phase, lua_State *L, struct copy *copy) {
    phase_check(phase, L);
    if (lua_isnoneornil(L, VALUE)) {
        lua_settop(L, STATEMENT);
        copy->ended = true;
        return copy->used ? FLUSH : END;
    }
    lua_pushvalue(L, VALUE);
    lua_replace(L, CONTROL);
    const struct text *row = read_row(phase, L, copy);
    lua_settop(L, STATEMENT);
    if (copy->used + row->size > BUFFER) {
        lua_pushlstring(L, row->data, row->size);
        return FLUSH;
    }
    memcpy(copy->bytes + copy->used, row->data, row->size);
    copy->used += row->size;
    return CALL;
}

/* What has to hold before the step; NULL: nothing. */
static ready_fn condition(const struct phase_run *phase, enum step step) {
    bool waits = step == OPEN || step == END || step == SEND;
    if (phase->run->script || !waits)
        return NULL;
    return step == SEND ? is_open : is_settled;
}

/* One step but CALL and END; gives the next. */
static enum step copy_step(struct phase_run *phase, lua_State *L, struct copy *copy, enum step step) {
    struct link *link = phase->run->link;
    switch (step) {
    case TAKE:
        step = take_row(phase, L, copy);
        if (step == END && link)
            link_sync(link);
        return step;
    case FLUSH:
        if (!link || link_copying(link))
            return SEND;
        link_sync(link);
        return OPEN;
    case OPEN:
        open_copy(phase, L, copy);
        return SEND;
    default:
        send_buffer(phase, L, copy);
        lua_settop(L, STATEMENT);
        if (!copy->ended)
            return CALL;
        if (link)
            link_sync(link);
        return END;
    }
}

static int copy_end(struct phase_run *phase, lua_State *L, struct copy *copy) {
    phase_check(phase, L);
    if (phase->run->script && copy->begun)
        text_add(phase->run->script, "\\.\n");
    count_rows(copy);
    lua_pushinteger(L, copy->rows);
    return 1;
}

static int copy_go(lua_State *L, int status, lua_KContext context) {
    struct phase_run *phase = db_phase(L);
    struct copy *copy = lua_touserdata(L, COPY);
    for (enum step step = (enum step)context;;) {
        ready_fn ready = condition(phase, step);
        if (ready && !task_ready(&phase->task, L, ready, phase->run->link))
            return task_park(&phase->task, L, ready, phase->run->link, copy_go, step);
        if (step == END)
            return copy_end(phase, L, copy);
        if (step == CALL) {
            for (int i = ITERATOR; i <= CONTROL; i++)
                lua_pushvalue(L, i);
            lua_callk(L, 2, LUA_MULTRET, TAKE, copy_go);
            step = TAKE;
        } else {
            step = copy_step(phase, L, copy, step);
        }
    }
}

/* ---- The call ---- */

/* The rows of a list, one after the other. */
static int next_of_list(lua_State *L) {
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(2)) + 1;
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(2));
    lua_rawgeti(L, lua_upvalueindex(1), at);
    return 1;
}

static void push_statement(struct phase_run *phase, lua_State *L, int columns) {
    struct text *sql = &phase->run->sql;
    text_clear(sql);
    text_add(sql, "COPY ");
    db_add_table(phase, L, sql);
    for (int i = 1; i <= columns; i++) {
        text_add(sql, i > 1 ? ", " : " (");
        if (lua_rawgeti(L, COLUMNS, i) != LUA_TSTRING)
            box_error(L, box_origin(L, 1), "the columns of db:copy are a list of names");
        text_add_identifier(sql, lua_tostring(L, -1));
        lua_pop(L, 1);
    }
    text_add(sql, ") FROM STDIN");
    lua_pushstring(L, sql->data);
}

int db_copy(lua_State *L) {
    struct phase_run *phase = db_enter(L);
    lua_settop(L, CONTROL);
    int columns = lua_istable(L, COLUMNS) ? (int)lua_rawlen(L, COLUMNS) : 0;
    if (columns < 1)
        box_error(L, box_origin(L, 1),
                  "db:copy is given a table, its columns and the rows: "
                  "db:copy(\"t\", { \"a\", \"b\" }, rows)");
    if (lua_istable(L, ITERATOR)) {
        lua_pushvalue(L, ITERATOR);
        lua_pushinteger(L, 0);
        lua_pushcclosure(L, next_of_list, 2);
        lua_replace(L, ITERATOR);
    }
    if (!lua_isfunction(L, ITERATOR))
        box_error(L, box_origin(L, 1), "the rows of db:copy are an iterator or a list");
    struct copy *copy = lua_newuserdatauv(L, sizeof *copy, 0);
    memset(copy, 0, offsetof(struct copy, bytes));
    copy->columns = columns;
    push_statement(phase, L, columns);
    return copy_go(L, LUA_OK, CALL);
}
