#include <arpa/inet.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/batch.h"

/* An array of text in binary form, as array_recv() of PostgreSQL's arrayfuncs.c reads it: dimensions, whether it has
 * NULLs, the OID of text, size and lower bound; then each element with its size before it, -1 for NULL. */
enum { TEXT_OID = 25, SIZE_AT = 12 };

static void add_number(struct text *text, int number) {
    uint32_t bytes = htonl((uint32_t)number);
    text_add_bytes(text, (const char *)&bytes, sizeof bytes);
}

static void begin_array(struct text *array) {
    text_clear(array);
    add_number(array, 1);
    add_number(array, 1);
    add_number(array, TEXT_OID);
    add_number(array, 0);
    add_number(array, 1);
}

static void set_size(struct text *array, int size) {
    uint32_t bytes = htonl((uint32_t)size);
    memcpy(array->data + SIZE_AT, &bytes, sizeof bytes);
}

static void add_element(struct text *array, const char *value, size_t size) {
    add_number(array, value ? (int)size : -1);
    if (value)
        text_add_bytes(array, value, size);
}

/* ---- Groups ---- */

/* The key and xmin stand before the columns of what has to find its row. */
static int fixed_arrays(const struct batch *batch, const struct batch_group *group) {
    return group->verb == BATCH_INSERT ? 0 : batch->key_count + 1;
}

static int count_arrays(const struct batch *batch, const struct batch_group *group) {
    return fixed_arrays(batch, group) + group->column_count;
}

void batch_changes_clear(struct batch_changes *changes) {
    changes->count = 0;
    for (int i = 0; i < changes->group_count; i++)
        changes->groups[i].count = 0;
}

static int compare_columns(const void *a, const void *b) {
    const struct batch_column *x = *(const struct batch_column *const *)a;
    const struct batch_column *y = *(const struct batch_column *const *)b;
    return x < y ? -1 : x > y;
}

static const char *function_name(const struct batch *batch) {
    return batch->whole ? "all" : "each";
}

/* The columns of the table at the top of the stack, in the order of `table`. */
static int read_columns(const struct batch *batch, const struct batch_table *table, lua_State *L,
                        const struct batch_column **columns) {
    int count = 0, row = lua_gettop(L);
    for (lua_pushnil(L); lua_next(L, row); lua_pop(L, 1)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
        const struct batch_column *column = name ? batch_find_column(table, name) : NULL;
        if (!column)
            db_raise(L, lua_pushfstring(L, "%s gives tables from column to value", function_name(batch)),
                     "%s has no column %s", table->shown, luaL_tolstring(L, -2, NULL));
        else if (column->key && table == &batch->from)
            db_raise(L, "the cursor goes by it", "%s is part of the primary key, which a batch cannot change",
                     name);
        columns[count++] = column;
    }
    qsort(columns, (size_t)count, sizeof *columns, compare_columns);
    return count;
}

static bool is_group(const struct batch_group *group, const struct batch_group *wanted) {
    if (group->verb != wanted->verb || group->column_count != wanted->column_count)
        return false;
    for (int i = 0; i < group->column_count; i++)
        if (group->columns[i] != wanted->columns[i])
            return false;
    return true;
}

static struct batch_group *new_group(struct batch *batch, struct batch_changes *changes, lua_State *L,
                                     const struct batch_group *wanted) {
    if (changes->group_count == BATCH_GROUPS)
        db_raise(L, "give all columns for each row, the unchanged ones as they are",
                 "%s gives more than %d different sets of columns", function_name(batch), BATCH_GROUPS);
    struct batch_group *group = &changes->groups[changes->group_count++];
    size_t columns = (size_t)wanted->column_count * sizeof *group->columns;
    int arrays = count_arrays(batch, wanted);
    *group = *wanted;
    group->columns = arena_alloc(batch->arena, columns);
    group->arrays = arena_alloc(batch->arena, (size_t)arrays * sizeof *group->arrays);
    for (int i = 0; i < wanted->column_count; i++)
        group->columns[i] = wanted->columns[i];
    for (int i = 0; i < arrays; i++)
        group->arrays[i] = text_new(batch->arena);
    return group;
}

static struct batch_group *find_group(struct batch *batch, struct batch_changes *changes, lua_State *L,
                                      const struct batch_group *wanted) {
    for (int i = 0; i < changes->group_count; i++)
        if (is_group(&changes->groups[i], wanted))
            return &changes->groups[i];
    return new_group(batch, changes, L, wanted);
}

/* ---- Rows ---- */

static void add_values(struct batch *batch, struct batch_group *group, lua_State *L) {
    struct values *values = &batch->phase->run->values;
    int fixed = fixed_arrays(batch, group);
    values_clear(values);
    for (int i = 0; i < group->column_count; i++) {
        lua_pushstring(L, group->columns[i]->name);
        lua_rawget(L, -2);
        values_add(values, L, -1, group->columns[i]->value);
        lua_pop(L, 1); /* the row keeps a string */
    }
    struct params params = values_params(values);
    for (int i = 0; i < params.count; i++)
        add_element(&group->arrays[fixed + i], params.values[i],
                    params.values[i] ? strlen(params.values[i]) : 0);
}

static void add_row(struct batch *batch, struct batch_group *group, lua_State *L, const struct rows *rows,
                    int row) {
    for (int i = 0; i < count_arrays(batch, group) && group->count == 0; i++)
        begin_array(&group->arrays[i]);
    for (int i = 0; i < fixed_arrays(batch, group); i++)
        add_element(&group->arrays[i], rows_value(rows, row, i), rows_size(rows, row, i));
    add_values(batch, group, L);
    group->count++;
}

/* The table at the top of the stack. */
static void add_table(struct batch *batch, struct batch_changes *changes, lua_State *L,
                      const struct rows *rows, int row) {
    const struct batch_table *table = batch->inserts ? &batch->into : &batch->from;
    struct batch_group wanted = {.verb = batch->inserts ? BATCH_INSERT : BATCH_UPDATE};
    wanted.columns = lua_newuserdatauv(L, (size_t)(table->column_count + 1) * sizeof *wanted.columns, 0);
    lua_insert(L, -2);
    wanted.column_count = read_columns(batch, table, L, wanted.columns);
    if (wanted.column_count) {
        add_row(batch, find_group(batch, changes, L, &wanted), L, rows, row);
        changes->count += wanted.verb == BATCH_UPDATE;
    }
    lua_remove(L, -2);
}

/* A row for `into`, or a list of them. */
static void add_inserts(struct batch *batch, struct batch_changes *changes, lua_State *L,
                        const struct rows *rows, int row) {
    lua_Integer count = luaL_len(L, -1);
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, -1, i) != LUA_TTABLE)
            db_raise(L, "it is a row, or a list of rows", "what %s gives for %s holds a %s",
                     function_name(batch), batch->into.shown, luaL_typename(L, -1));
        add_table(batch, changes, L, rows, row);
        lua_pop(L, 1);
    }
    if (!count)
        add_table(batch, changes, L, rows, row);
}

void batch_changes_add(struct batch *batch, struct batch_changes *changes, lua_State *L,
                       const struct rows *rows, int row) {
    static const struct batch_group gone = {.verb = BATCH_DELETE};
    if (!lua_toboolean(L, -1))
        return;
    bool table = lua_istable(L, -1), deletes_only = batch->deletes && !batch->inserts;
    if (deletes_only ? !lua_isboolean(L, -1) : !table)
        db_raise(L,
                 deletes_only     ? "with delete = true, it gives true for each row that is to go"
                 : batch->inserts ? "with into, it gives a row for that table, a list of rows, or nil"
                                  : "it gives a table from column to new value, or nil",
                 "%s has given a %s", function_name(batch), luaL_typename(L, -1));
    if (batch->inserts)
        add_inserts(batch, changes, L, rows, row);
    else if (!batch->deletes)
        add_table(batch, changes, L, rows, row);
    if (batch->deletes) {
        add_row(batch, find_group(batch, changes, L, &gone), L, rows, row);
        changes->count++;
    }
}

/* ---- Statements ---- */

static void add_names(const struct batch_group *group, struct text *sql, const char *before) {
    for (int i = 0; i < group->column_count; i++) {
        text_add(sql, i ? ", " : before);
        text_add_identifier(sql, group->columns[i]->name);
    }
}

/* unnest($1::text[], ...) AS v(k0, x, c0) */
static void add_source(const struct batch *batch, const struct batch_group *group, struct text *sql) {
    text_add(sql, " unnest(");
    for (int i = 0; i < count_arrays(batch, group); i++)
        text_addf(sql, "%s$%d::text[]", i ? ", " : "", i + 1);
    text_add(sql, ") AS v(");
    for (int i = 0; i < fixed_arrays(batch, group); i++)
        text_addf(sql, i < batch->key_count ? "k%d, " : "x", i);
    for (int i = 0; i < group->column_count; i++)
        text_addf(sql, "%sc%d", i || group->verb != BATCH_INSERT ? ", " : "", i);
    text_add(sql, ")");
}

static void add_insert(struct batch *batch, const struct batch_group *group, struct text *sql) {
    text_addf(sql, "INSERT INTO %s (", batch->into.name);
    add_names(group, sql, "");
    for (int i = 0; i < group->column_count; i++)
        text_addf(sql, "%sv.c%d::%s", i ? ", " : ") SELECT ", i, group->columns[i]->type);
    text_add(sql, " FROM");
    add_source(batch, group, sql);
}

/* What finds its row. How many it met is added up in a setting, since only the login role reaches the ledger's
 * functions. The key range stands in it, or PostgreSQL may scan the whole table for each batch. */
static const char counting[] =
    " RETURNING 1) SELECT pg_catalog.set_config('luamig.changed', (coalesce(nullif(pg_catalog.current_setting("
    "'luamig.changed', true), ''), '0')::bigint + count(*))::text, true) FROM u";

static void add_assignments(const struct batch_group *group, struct text *sql) {
    for (int i = 0; i < group->column_count; i++) {
        text_add(sql, i ? ", " : " SET ");
        text_add_identifier(sql, group->columns[i]->name);
        text_addf(sql, " = v.c%d::%s", i, group->columns[i]->type);
    }
}

static int add_change(struct batch *batch, const struct batch_group *group, struct text *sql,
                      const struct batch_bounds *bounds, bool guard, const char **values) {
    bool update = group->verb == BATCH_UPDATE;
    text_addf(sql, "WITH u AS (%s %s t", update ? "UPDATE" : "DELETE FROM", batch->from.name);
    add_assignments(group, sql);
    text_add(sql, update ? " FROM" : " USING");
    add_source(batch, group, sql);
    for (int i = 0; i < batch->key_count; i++) {
        text_add(sql, i ? " AND t." : " WHERE t.");
        text_add_identifier(sql, batch->keys[i]->name);
        text_addf(sql, " = v.k%d::%s", i, batch->keys[i]->type);
    }
    if (guard)
        text_add(sql, " AND t.xmin = v.x::xid");
    int count = batch_add_bounds(batch, sql, bounds, values, count_arrays(batch, group));
    text_add(sql, counting);
    return count;
}

static bool send_group(struct batch *batch, struct batch_group *group, struct link *link,
                       const struct batch_bounds *bounds, bool guard) {
    struct text *sql = &batch->phase->run->sql;
    int arrays = count_arrays(batch, group), count = arrays;
    size_t room = (size_t)arrays + 2 * BATCH_KEYS;
    const char *values[room];
    int sizes[room], binary[room];
    text_clear(sql);
    if (group->verb == BATCH_INSERT)
        add_insert(batch, group, sql);
    else
        count = add_change(batch, group, sql, bounds, guard, values);
    for (int i = 0; i < arrays; i++) {
        set_size(&group->arrays[i], group->count);
        values[i] = group->arrays[i].data;
    }
    for (int i = 0; i < count; i++) {
        binary[i] = i < arrays;
        sizes[i] = i < arrays ? (int)group->arrays[i].size : 0;
    }
    struct params params = {count, values, sizes, binary};
    return link_send(link, sql->data, &params, KEEP_NOTHING, NULL, batch->origin);
}

/* Inserts before deletes: what goes may be what the new rows are made from by a trigger or a reference. */
bool batch_changes_send(struct batch *batch, struct batch_changes *changes, struct link *link,
                        const struct batch_bounds *bounds, bool guard) {
    static const enum batch_verb order[] = {BATCH_INSERT, BATCH_UPDATE, BATCH_DELETE};
    for (int verb = 0; verb < 3; verb++)
        for (int i = 0; i < changes->group_count; i++) {
            struct batch_group *group = &changes->groups[i];
            if (group->verb == order[verb] && group->count && !send_group(batch, group, link, bounds, guard))
                return false;
        }
    return true;
}
