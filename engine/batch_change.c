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

static int fixed_arrays(const struct batch *batch) {
    return batch->key_count + 1;
}

void batch_changes_clear(struct batch_changes *changes) {
    changes->count = 0;
    for (int i = 0; i < changes->group_count; i++)
        changes->groups[i].count = 0;
}

static const struct batch_column *find_column(const struct batch *batch, const char *name) {
    for (int i = 0; i < batch->column_count; i++)
        if (strcmp(batch->columns[i].name, name) == 0)
            return &batch->columns[i];
    return NULL;
}

static int compare_columns(const void *a, const void *b) {
    const struct batch_column *x = *(const struct batch_column *const *)a;
    const struct batch_column *y = *(const struct batch_column *const *)b;
    return x < y ? -1 : x > y;
}

/* The columns that are changed, in the table's order. */
static int read_columns(const struct batch *batch, lua_State *L, int change,
                        const struct batch_column **columns) {
    int count = 0;
    for (lua_pushnil(L); lua_next(L, change); lua_pop(L, 1)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
        const struct batch_column *column = name ? find_column(batch, name) : NULL;
        if (!column)
            db_raise(L, "each gives a table from column to new value", "%s has no column %s", batch->shown,
                     luaL_tolstring(L, -2, NULL));
        else if (column->key)
            db_raise(L, "the cursor goes by it", "%s is part of the primary key, which a batch cannot change",
                     name);
        columns[count++] = column;
    }
    qsort(columns, (size_t)count, sizeof *columns, compare_columns);
    return count;
}

static struct batch_group *new_group(struct batch *batch, struct batch_changes *changes, lua_State *L,
                                     const struct batch_column **columns, int count) {
    if (changes->group_count == BATCH_GROUPS)
        db_raise(L, "give all columns for each row, the unchanged ones as they are",
                 "each gives more than %d different sets of columns", BATCH_GROUPS);
    struct batch_group *group = &changes->groups[changes->group_count++];
    int arrays = fixed_arrays(batch) + count;
    *group = (struct batch_group){
        .column_count = count,
        .columns = arena_alloc(batch->arena, (size_t)count * sizeof *group->columns),
        .arrays = arena_alloc(batch->arena, (size_t)arrays * sizeof *group->arrays),
    };
    memcpy(group->columns, columns, (size_t)count * sizeof *columns);
    for (int i = 0; i < arrays; i++)
        group->arrays[i] = text_new(batch->arena);
    return group;
}

static struct batch_group *find_group(struct batch *batch, struct batch_changes *changes, lua_State *L,
                                      const struct batch_column **columns, int count) {
    for (int i = 0; i < changes->group_count; i++) {
        struct batch_group *group = &changes->groups[i];
        if (group->column_count == count &&
            memcmp(group->columns, columns, (size_t)count * sizeof *columns) == 0)
            return group;
    }
    return new_group(batch, changes, L, columns, count);
}

/* ---- Rows ---- */

static void add_row(struct batch *batch, struct batch_group *group, lua_State *L, const struct rows *rows,
                    int row) {
    struct values *values = &batch->phase->run->values;
    int fixed = fixed_arrays(batch), arrays = fixed + group->column_count;
    values_clear(values);
    for (int i = 0; i < group->column_count; i++) {
        lua_pushstring(L, group->columns[i]->name);
        lua_rawget(L, -2);
        values_add(values, L, -1, group->columns[i]->value);
        lua_pop(L, 1); /* the row keeps a string */
    }
    struct params params = values_params(values);
    for (int i = 0; i < arrays && group->count == 0; i++)
        begin_array(&group->arrays[i]);
    for (int i = 0; i < fixed; i++)
        add_element(&group->arrays[i], rows_value(rows, row, i), rows_size(rows, row, i));
    for (int i = 0; i < params.count; i++)
        add_element(&group->arrays[fixed + i], params.values[i],
                    params.values[i] ? strlen(params.values[i]) : 0);
    group->count++;
}

void batch_changes_add(struct batch *batch, struct batch_changes *changes, lua_State *L,
                       const struct rows *rows, int row) {
    if (lua_isnil(L, -1))
        return;
    if (!lua_istable(L, -1))
        db_raise(L, "each gives a table from column to new value, or nil", "each has given a %s",
                 luaL_typename(L, -1));
    const struct batch_column **columns =
        lua_newuserdatauv(L, (size_t)(batch->column_count + 1) * sizeof *columns, 0);
    lua_insert(L, -2);
    int count = read_columns(batch, L, lua_gettop(L), columns);
    if (count) {
        add_row(batch, find_group(batch, changes, L, columns, count), L, rows, row);
        changes->count++;
    }
    lua_remove(L, -2);
}

/* ---- Writing ---- */

static void add_names(struct batch *batch, const struct batch_group *group, struct text *sql) {
    text_add(sql, ") AS v(");
    for (int i = 0; i < batch->key_count; i++)
        text_addf(sql, "k%d, ", i);
    text_add(sql, "x");
    for (int i = 0; i < group->column_count; i++)
        text_addf(sql, ", c%d", i);
    text_add(sql, ") WHERE true");
    for (int i = 0; i < batch->key_count; i++) {
        text_add(sql, " AND t.");
        text_add_identifier(sql, batch->keys[i]->name);
        text_addf(sql, " = v.k%d::%s", i, batch->keys[i]->type);
    }
}

/* The key range stands in the UPDATE, or PostgreSQL may scan the whole table for each batch. How many rows it met is
 * added up in a setting, since only the login role reaches the ledger's functions. */
static void add_update(struct batch *batch, const struct batch_group *group, struct text *sql, bool guard) {
    text_addf(sql, "WITH u AS (UPDATE %s t SET ", batch->table);
    for (int i = 0; i < group->column_count; i++) {
        text_add(sql, i ? ", " : "");
        text_add_identifier(sql, group->columns[i]->name);
        text_addf(sql, " = v.c%d::%s", i, group->columns[i]->type);
    }
    text_add(sql, " FROM unnest(");
    for (int i = 0; i < fixed_arrays(batch) + group->column_count; i++)
        text_addf(sql, "%s$%d::text[]", i ? ", " : "", i + 1);
    add_names(batch, group, sql);
    if (guard)
        text_add(sql, " AND t.xmin = v.x::xid");
}

static const char counting[] =
    " RETURNING 1) SELECT pg_catalog.set_config('luamig.changed', (coalesce(nullif(pg_catalog.current_setting("
    "'luamig.changed', true), ''), '0')::bigint + count(*))::text, true) FROM u";

static bool send_group(struct batch *batch, struct batch_group *group, struct link *link,
                       const struct batch_bounds *bounds, bool guard) {
    struct text *sql = &batch->phase->run->sql;
    int arrays = fixed_arrays(batch) + group->column_count, count = arrays;
    size_t room = (size_t)arrays + 2 * BATCH_KEYS;
    const char *values[room];
    int sizes[room], binary[room];
    text_clear(sql);
    add_update(batch, group, sql, guard);
    count = batch_add_bounds(batch, sql, bounds, values, count);
    text_add(sql, counting);
    for (int i = 0; i < count; i++) {
        binary[i] = i < arrays;
        sizes[i] = i < arrays ? (int)group->arrays[i].size : 0;
    }
    for (int i = 0; i < arrays; i++) {
        set_size(&group->arrays[i], group->count);
        values[i] = group->arrays[i].data;
    }
    struct params params = {count, values, sizes, binary};
    return link_send(link, sql->data, &params, KEEP_NOTHING, NULL, batch->origin);
}

bool batch_changes_send(struct batch *batch, struct batch_changes *changes, struct link *link,
                        const struct batch_bounds *bounds, bool guard) {
    for (int i = 0; i < changes->group_count; i++)
        if (changes->groups[i].count && !send_group(batch, &changes->groups[i], link, bounds, guard))
            return false;
    return true;
}
