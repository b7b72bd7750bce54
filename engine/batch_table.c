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

static void add_keys(const struct batch *batch, struct text *sql, const char *before, const char *after) {
    for (int i = 0; i < batch->key_count; i++) {
        text_addf(sql, "%s%s", i ? ", " : "", before);
        text_add_identifier(sql, batch->keys[i]->name);
        text_add(sql, after);
    }
}

static int add_bound(const struct batch *batch, struct text *sql, const char *sign,
                     const struct batch_key *key, const char **values, int count) {
    text_add(sql, " AND (");
    add_keys(batch, sql, "t.", "");
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
    add_keys(batch, sql, "t.", "::text");
    text_addf(sql, ", t.xmin::text, %s FROM %s t WHERE ", batch->list, batch->table);
    if (batch->where)
        text_addf(sql, "(%s\n)", batch->where); /* a line comment may end it */
    else
        text_add(sql, "true");
    int count = batch_add_bounds(batch, sql, bounds, values, 0);
    text_add(sql, " ORDER BY ");
    add_keys(batch, sql, "t.", "");
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

static void read_columns(struct batch *batch, const struct rows *rows) {
    struct arena *arena = batch->arena;
    batch->column_count = rows_count(rows);
    batch->columns = arena_alloc(arena, (size_t)batch->column_count * sizeof *batch->columns);
    for (int i = 0; i < batch->column_count; i++) {
        struct batch_column *column = &batch->columns[i];
        *column = (struct batch_column){
            .name = arena_copy(arena, rows_value(rows, i, 0)),
            .type = arena_copy(arena, rows_value(rows, i, 1)),
            .value = arena_printf(arena, "the new value of %s", rows_value(rows, i, 0)),
            .key = atoi(rows_value(rows, i, 2)),
        };
        if (column->key > BATCH_KEYS)
            batch->key_count = -1; /* too many */
        else if (column->key && batch->key_count >= 0) {
            batch->keys[column->key - 1] = column;
            batch->key_count++;
        }
    }
    batch->table = arena_copy(arena, rows_value(rows, 0, 3));
    batch->estimate = atoll(rows_value(rows, 0, 4));
}

/* Raises what a waiting call has failed with. */
static void raise_failure(struct batch *batch, lua_State *L, struct fail *fail) {
    char place[32];
    snprintf(place, sizeof place, ":%d", batch->origin.line);
    fail_origin(fail, lua_pushfstring(L, "%s%s", batch->origin.file, place));
    box_raise(L, fail);
}

void batch_describe(struct batch *batch, lua_State *L) {
    const char *const values[] = {batch->table};
    struct fail fail = {0};
    struct rows *rows = link_query(batch->phase->run->link, columns_query, 1, values, &fail);
    if (!rows)
        raise_failure(batch, L, &fail);
    int count = rows ? rows_count(rows) : 0;
    if (count)
        read_columns(batch, rows);
    rows_free(rows);
    if (!count)
        db_raise(L, "from names a table", "there is no table %s", batch->shown);
    if (batch->key_count <= 0)
        db_raise(L, "the batches go along it; give the table one, or use db:query and db:execute",
                 "%s has no primary key of at most %d columns", batch->shown, BATCH_KEYS);
}

/* ---- Ranges ---- */

static const char *identity_values(struct batch *batch, const char **values) {
    values[0] = batch->phase->phase.revision->id;
    values[1] = phase_action(&batch->phase->phase);
    values[2] = arena_printf(batch->arena, "%d", batch->phase->phase.index + 1);
    values[3] = batch->name;
    return values[3];
}

static struct rows *query(struct batch *batch, lua_State *L, const char *sql, int count,
                          const char *const *values) {
    struct fail fail = {0};
    struct rows *rows = link_query(batch->phase->run->link, sql, count, values, &fail);
    if (!rows)
        raise_failure(batch, L, &fail);
    return rows;
}

static const char *ledger(struct batch *batch, const char *sql) {
    return ledger_sql(batch->arena, batch->phase->run->project->ledger, sql);
}

/* range, done, rows; then the parts of cursor and upto. */
static const char *ranges_query(struct batch *batch) {
    struct text sql = text_new(batch->arena);
    text_add(&sql, "SELECT range, done, rows");
    for (int i = 1; i <= batch->key_count; i++)
        text_addf(&sql, ", cursor[%d]", i);
    for (int i = 1; i <= batch->key_count; i++)
        text_addf(&sql, ", upto[%d]", i);
    text_add(&sql,
             ledger(batch, " FROM @.batch WHERE revision = $1 AND action = $2 AND phase = $3 AND name = $4 "
                           "ORDER BY range"));
    return sql.data;
}

static void read_ranges(struct batch *batch, const struct rows *rows) {
    batch->range_count = rows_count(rows);
    batch->ranges = arena_alloc(batch->arena, (size_t)(batch->range_count + 1) * sizeof *batch->ranges);
    for (int i = 0; i < batch->range_count; i++) {
        struct batch_range *range = &batch->ranges[i];
        range->number = atoi(rows_value(rows, i, 0));
        range->taken = *rows_value(rows, i, 1) == 't';
        batch->rows += atoll(rows_value(rows, i, 2));
        batch_key_read(batch, &range->cursor, rows, i, 3);
        batch_key_read(batch, &range->upto, rows, i, 3 + batch->key_count);
    }
    batch->before = batch->rows;
}

/* Keys that cut the table into parts of about one size, by a sample of its pages. */
static struct rows *sample(struct batch *batch, lua_State *L) {
    enum { SAMPLED = 10000 };
    double percent = batch->estimate > SAMPLED ? 100.0 * SAMPLED / (double)batch->estimate : 100;
    struct text sql = text_new(batch->arena);
    text_add(&sql, "SELECT DISTINCT ON (part) ");
    add_keys(batch, &sql, "", "::text");
    text_addf(&sql, " FROM (SELECT ntile(%d) OVER (ORDER BY ", batch->parallel);
    add_keys(batch, &sql, "t.", "");
    text_add(&sql, ") AS part, ");
    add_keys(batch, &sql, "t.", "");
    text_addf(&sql, " FROM %s t TABLESAMPLE SYSTEM (%f)) s WHERE part < %d ORDER BY part", batch->table,
              percent, batch->parallel);
    for (int i = 0; i < batch->key_count; i++) {
        text_add(&sql, ", s.");
        text_add_identifier(&sql, batch->keys[i]->name);
        text_add(&sql, " DESC");
    }
    return query(batch, L, sql.data, 0, NULL);
}

static void insert_range(struct batch *batch, lua_State *L, int number, const struct batch_key *from,
                         const struct batch_key *upto) {
    const char *values[7];
    struct text first = text_new(batch->arena), last = text_new(batch->arena);
    identity_values(batch, values);
    values[4] = arena_printf(batch->arena, "%d", number);
    values[5] = batch_key_array(batch, from, &first);
    values[6] = batch_key_array(batch, upto, &last);
    rows_free(query(batch, L,
                    ledger(batch, "INSERT INTO @.batch (revision, action, phase, name, range, cursor, upto) "
                                  "VALUES ($1, $2, $3, $4, $5, $6, $7)"),
                    7, values));
}

/* All or none: a run that is killed in between must not leave half of the table to nobody. */
static void make_ranges(struct batch *batch, lua_State *L) {
    struct fail fail = {0};
    struct rows *bounds = batch->parallel > 1 ? sample(batch, L) : NULL;
    struct batch_key from = {0}, upto = {0};
    int count = bounds ? rows_count(bounds) : 0;
    if (!link_execute(batch->phase->run->link, "BEGIN READ WRITE", &fail))
        raise_failure(batch, L, &fail);
    for (int i = 0; i <= count; i++) {
        batch_key_clear(&upto);
        if (i < count)
            batch_key_read(batch, &upto, bounds, i, 0);
        insert_range(batch, L, i, &from, &upto);
        batch_key_copy(batch, &from, &upto);
    }
    rows_free(bounds);
    if (!link_execute(batch->phase->run->link, "COMMIT", &fail))
        raise_failure(batch, L, &fail);
}

void batch_find_ranges(struct batch *batch, lua_State *L) {
    const char *values[4];
    identity_values(batch, values);
    const char *sql = ranges_query(batch);
    struct rows *rows = query(batch, L, sql, 4, values);
    if (!rows_count(rows)) {
        rows_free(rows);
        make_ranges(batch, L);
        rows = query(batch, L, sql, 4, values);
    }
    read_ranges(batch, rows);
    rows_free(rows);
}
