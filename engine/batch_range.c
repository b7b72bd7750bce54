#include <stdlib.h>

#include "luamig/batch.h"

static const char *identity_values(struct batch *batch, const char **values) {
    values[0] = batch->phase->phase.revision->id;
    values[1] = phase_action(&batch->phase->phase);
    values[2] = arena_printf(batch->arena, "%d", batch->phase->phase.index + 1);
    values[3] = batch->name;
    return values[3];
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
    batch_add_keys(batch, &sql, "", "::text");
    text_addf(&sql, " FROM (SELECT ntile(%d) OVER (ORDER BY ", batch->parallel);
    batch_add_keys(batch, &sql, "t.", "");
    text_add(&sql, ") AS part, ");
    batch_add_keys(batch, &sql, "t.", "");
    text_addf(&sql, " FROM %s t TABLESAMPLE SYSTEM (%f)) s WHERE part < %d ORDER BY part", batch->from.name,
              percent, batch->parallel);
    for (int i = 0; i < batch->key_count; i++) {
        text_add(&sql, ", s.");
        text_add_identifier(&sql, batch->keys[i]->name);
        text_add(&sql, " DESC");
    }
    return batch_query(batch, L, sql.data, 0, NULL);
}

static void insert_range(struct batch *batch, lua_State *L, int number, const struct batch_key *from,
                         const struct batch_key *upto) {
    const char *values[7];
    struct text first = text_new(batch->arena), last = text_new(batch->arena);
    identity_values(batch, values);
    values[4] = arena_printf(batch->arena, "%d", number);
    values[5] = batch_key_array(batch, from, &first);
    values[6] = batch_key_array(batch, upto, &last);
    rows_free(
        batch_query(batch, L,
                    ledger(batch, "INSERT INTO @.batch (revision, action, phase, name, range, cursor, upto) "
                                  "VALUES ($1, $2, $3, $4, $5, $6, $7)"),
                    7, values));
}

/* Where the ranges but the last one end; the number of them. */
static int find_bounds(struct batch *batch, lua_State *L, struct batch_key **bounds) {
    struct rows *rows = batch->parallel > 1 ? sample(batch, L) : NULL;
    int count = rows ? rows_count(rows) : 0;
    *bounds = arena_alloc(batch->arena, (size_t)(count + 1) * sizeof **bounds);
    for (int i = 0; i < count; i++)
        batch_key_read(batch, *bounds + i, rows, i, 0);
    rows_free(rows);
    return count;
}

/* All or none: a run that is killed in between must not leave half of the table to nobody. */
static void make_ranges(struct batch *batch, lua_State *L) {
    static const struct batch_key open = {0};
    struct fail fail = {0};
    struct batch_key *bounds;
    int count = find_bounds(batch, L, &bounds);
    if (!link_execute(batch->phase->run->link, "BEGIN READ WRITE", &fail))
        batch_raise(batch, L, &fail);
    for (int i = 0; i <= count; i++)
        insert_range(batch, L, i, i ? &bounds[i - 1] : &open, &bounds[i]);
    if (!link_execute(batch->phase->run->link, "COMMIT", &fail))
        batch_raise(batch, L, &fail);
}

void batch_find_ranges(struct batch *batch, lua_State *L) {
    const char *values[4];
    identity_values(batch, values);
    const char *sql = ranges_query(batch);
    struct rows *rows = batch_query(batch, L, sql, 4, values);
    if (!rows_count(rows)) {
        rows_free(rows);
        make_ranges(batch, L);
        rows = batch_query(batch, L, sql, 4, values);
    }
    read_ranges(batch, rows);
    rows_free(rows);
}
