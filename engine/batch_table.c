#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/batch.h"

/* ---- Keys ---- */

void batch_key_clear(struct batch_key *key) {
    key->set = false;
    if (key->text.arena)
        text_clear(&key->text);
}

static void add_part(const struct batch *batch, struct batch_key *key, int i, const char *value) {
    if (!key->text.arena)
        key->text = text_new(batch->arena);
    key->at[i] = key->text.size;
    text_add(&key->text, value);
    text_add_char(&key->text, '\0');
    key->set = true;
}

void batch_key_read(const struct batch *batch, struct batch_key *key, const struct rows *rows, int row,
                    int column) {
    batch_key_clear(key);
    for (int i = 0; i < batch->key_count; i++)
        if (rows_value(rows, row, column + i))
            add_part(batch, key, i, rows_value(rows, row, column + i));
}

void batch_key_copy(const struct batch *batch, struct batch_key *key, const struct batch_key *from) {
    batch_key_clear(key);
    for (int i = 0; from->set && i < batch->key_count; i++)
        add_part(batch, key, i, batch_key_value(from, i));
}

const char *batch_key_value(const struct batch_key *key, int i) {
    return key->text.data + key->at[i];
}

const char *batch_key_array(const struct batch *batch, const struct batch_key *key, struct text *text) {
    if (!key->set)
        return NULL;
    text_clear(text);
    for (int i = 0; i < batch->key_count; i++) {
        text_add(text, i ? ",\"" : "{\"");
        for (const char *c = batch_key_value(key, i); *c; c++) {
            if (*c == '"' || *c == '\\')
                text_add_char(text, '\\');
            text_add_char(text, *c);
        }
        text_add_char(text, '"');
    }
    text_add_char(text, '}');
    return text->data;
}

/* ---- Statements ---- */

void batch_add_keys(const struct batch *batch, struct text *sql, const char *before, const char *after) {
    for (int i = 0; i < batch->key_count; i++) {
        text_addf(sql, "%s%s", i ? ", " : "", before);
        text_add_identifier(sql, batch->keys[i]->name);
        text_add(sql, after);
    }
}

static int add_bound(const struct batch *batch, struct text *sql, const char *sign,
                     const struct batch_key *key, const char **values, int count) {
    text_add(sql, " AND (");
    batch_add_keys(batch, sql, "t.", "");
    text_addf(sql, ") %s (", sign);
    for (int i = 0; i < batch->key_count; i++) {
        values[count++] = batch_key_value(key, i);
        text_addf(sql, "%s$%d::%s", i ? ", " : "", count, batch->keys[i]->type);
    }
    text_add(sql, ")");
    return count;
}

int batch_add_bounds(const struct batch *batch, struct text *sql, const struct batch_bounds *bounds,
                     const char **values, int count) {
    if (bounds->after && bounds->after->set)
        count = add_bound(batch, sql, ">", bounds->after, values, count);
    if (bounds->upto && bounds->upto->set)
        count = add_bound(batch, sql, "<=", bounds->upto, values, count);
    return count;
}

int batch_select(const struct batch *batch, struct text *sql, const struct batch_bounds *bounds,
                 const char **values) {
    text_add(sql, "SELECT ");
    batch_add_keys(batch, sql, "t.", "::text");
    text_addf(sql, ", t.xmin::text, %s FROM %s t WHERE ", batch->list, batch->from.name);
    if (batch->where)
        text_addf(sql, "(%s\n)", batch->where); /* a line comment may end it */
    else
        text_add(sql, "true");
    int count = batch_add_bounds(batch, sql, bounds, values, 0);
    text_add(sql, " ORDER BY ");
    batch_add_keys(batch, sql, "t.", "");
    if (bounds->limit)
        text_addf(sql, " LIMIT %d", bounds->limit);
    if (bounds->lock)
        text_add(sql, " FOR NO KEY UPDATE OF t");
    return count;
}

/* ---- The catalog ---- */

static const char columns_query[] =
    "SELECT a.attname, pg_catalog.format_type(a.atttypid, -1), "
    "coalesce(pg_catalog.array_position(i.indkey::int2[], a.attnum), -1) + 1, "
    "pg_catalog.format('%I.%I', n.nspname, c.relname), c.reltuples::bigint "
    "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary "
    "WHERE c.oid = pg_catalog.to_regclass($1) AND c.relkind IN ('r', 'p') ORDER BY a.attnum";

static void read_columns(struct batch *batch, struct batch_table *table, const struct rows *rows) {
    struct arena *arena = batch->arena;
    table->column_count = rows_count(rows);
    table->columns = arena_alloc(arena, (size_t)table->column_count * sizeof *table->columns);
    for (int i = 0; i < table->column_count; i++)
        table->columns[i] = (struct batch_column){
            .name = arena_copy(arena, rows_value(rows, i, 0)),
            .type = arena_copy(arena, rows_value(rows, i, 1)),
            .value = arena_printf(arena, "the new value of %s", rows_value(rows, i, 0)),
            .key = atoi(rows_value(rows, i, 2)),
        };
    table->name = arena_copy(arena, rows_value(rows, 0, 3));
}

/* False if there are more columns than a batch takes. */
static bool find_keys(struct batch *batch) {
    for (int i = 0; i < batch->from.column_count; i++) {
        const struct batch_column *column = &batch->from.columns[i];
        if (column->key > BATCH_KEYS)
            return false;
        if (column->key) {
            batch->keys[column->key - 1] = column;
            batch->key_count++;
        }
    }
    return batch->key_count > 0;
}

void batch_raise(struct batch *batch, lua_State *L, struct fail *fail) {
    char place[32];
    snprintf(place, sizeof place, ":%d", batch->origin.line);
    fail_origin(fail, lua_pushfstring(L, "%s%s", batch->origin.file, place));
    box_raise(L, fail);
}

struct rows *batch_query(struct batch *batch, lua_State *L, const char *sql, int count,
                         const char *const *values) {
    struct fail fail = {0};
    struct rows *rows = link_query(batch->phase->run->link, sql, count, values, &fail);
    if (!rows)
        batch_raise(batch, L, &fail);
    return rows;
}

static void describe(struct batch *batch, lua_State *L, const char *option, struct batch_table *table) {
    struct rows *rows = batch_query(batch, L, columns_query, 1, &table->shown);
    int count = rows_count(rows);
    if (count) {
        read_columns(batch, table, rows);
        batch->estimate = table == &batch->from ? atoll(rows_value(rows, 0, 4)) : batch->estimate;
    }
    rows_free(rows);
    if (!count)
        db_raise(L, lua_pushfstring(L, "%s names a table", option), "there is no table %s", table->shown);
}

void batch_describe(struct batch *batch, lua_State *L) {
    describe(batch, L, "from", &batch->from);
    if (batch->inserts)
        describe(batch, L, "into", &batch->into);
    if (!find_keys(batch))
        db_raise(L, "the batches go along it; give the table one, or use db:query and db:execute",
                 "%s has no primary key of at most %d columns", batch->from.shown, BATCH_KEYS);
}

const struct batch_column *batch_find_column(const struct batch_table *table, const char *name) {
    for (int i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return &table->columns[i];
    return NULL;
}
