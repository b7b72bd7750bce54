/* db:batch: a table transformed in keyset batches that commit as they go.
 *
 * The key space is cut into ranges; a worker takes one range after the other over a connection of its own. For each
 * batch it reads the rows behind the range's cursor, lets Lua compute what changes, and writes the rows and the new
 * cursor in one transaction, which first moves the cursor in the ledger. The next batch is read while Lua works and the
 * server writes, so a write counts only rows whose xmin is still the one that was read; if one is missing, the batch is
 * rolled back, read again with FOR NO KEY UPDATE, and done again.
 *
 * engine/batch.c has the call, batch_table.c what is known of the table and the text of statements, batch_worker.c the
 * work on a range, batch_change.c the changed rows.
 *
 * Ownership: everything is the phase's arena's, workers' links hang in the phase.
 */
#ifndef LUAMIG_BATCH_H
#define LUAMIG_BATCH_H

#include "luamig/db.h"

enum { BATCH_KEYS = 8, BATCH_GROUPS = 16 };

struct batch_column {
    const char *name, *type; /* the type without its length, for casts */
    const char *value;       /* how errors call what it is set to */
    int key;                 /* its place in the primary key, from 1; 0: none */
};

/* Values of the key, as text. */
struct batch_key {
    bool set;
    struct text text;
    size_t at[BATCH_KEYS];
};

struct batch_range {
    int number;
    bool taken;
    struct batch_key cursor, upto; /* behind cursor, up to and with upto; not set: open */
};

struct batch {
    struct phase_run *phase;
    struct arena *arena;
    struct origin origin;
    const char *name;  /* in the ledger: "1 clients" */
    const char *shown; /* "clients" */
    const char *table; /* quoted, with its schema */
    struct batch_column *columns;
    int column_count, key_count;
    const struct batch_column *keys[BATCH_KEYS];
    const char *list; /* what is selected for Lua */
    const char *where;
    int size, parallel;
    double throttle; /* seconds */

    struct batch_range *ranges;
    int range_count;
    long long estimate, rows; /* of the table; done, here and by earlier runs */
    double began, told;
    long long before; /* rows that earlier runs had done */
};

/* ---- batch_table.c ---- */

/* Reads the table's key and columns from the catalog, waiting. Raises a Lua error if it has no primary key. */
void batch_describe(struct batch *batch, lua_State *L);
/* Finds the ranges in the ledger, or makes them; waiting, outside of a transaction. */
void batch_find_ranges(struct batch *batch, lua_State *L);

struct batch_bounds {
    const struct batch_key *after, *upto; /* NULL or not set: open */
    int limit;                            /* 0: none */
    bool lock;
};
/* SELECT of a batch: the key's columns as text, xmin, then what Lua sees. Values for $1 ... are put into `values`, which
 * has room for 2 * BATCH_KEYS; their number is returned. */
int batch_select(const struct batch *batch, struct text *sql, const struct batch_bounds *bounds,
                 const char **values);
/* " AND (t.a, t.b) > ($1::x, $2::y) AND ... <= ..." behind `count` values; their number then. */
int batch_add_bounds(const struct batch *batch, struct text *sql, const struct batch_bounds *bounds,
                     const char **values, int count);

void batch_key_clear(struct batch_key *key);
/* From the columns of a row, from `column` on. */
void batch_key_read(const struct batch *batch, struct batch_key *key, const struct rows *rows, int row,
                    int column);
void batch_key_copy(const struct batch *batch, struct batch_key *key, const struct batch_key *from);
const char *batch_key_value(const struct batch_key *key, int i);
/* {"a","b"} for the ledger, NULL if it is not set; in the text, until it is cleared. */
const char *batch_key_array(const struct batch *batch, const struct batch_key *key, struct text *text);

/* ---- batch_change.c ---- */

/* Changed rows of one batch with the same columns, as arrays of text in binary form. */
struct batch_group {
    int column_count;
    const struct batch_column **columns;
    struct text *arrays; /* keys, xmin, then the columns */
    int count;
};
struct batch_changes {
    struct batch_group groups[BATCH_GROUPS];
    int group_count; /* known; those without rows in this batch are empty */
    int count;       /* rows */
};
void batch_changes_clear(struct batch_changes *changes);
/* Takes what `each` gave for a row, from the top of the stack. */
void batch_changes_add(struct batch *batch, struct batch_changes *changes, lua_State *L,
                       const struct rows *rows, int row);
/* Queues the UPDATEs within these bounds; `guard`: only of rows that nobody has changed. */
bool batch_changes_send(struct batch *batch, struct batch_changes *changes, struct link *link,
                        const struct batch_bounds *bounds, bool guard);

/* ---- batch_worker.c ---- */

struct batch_worker;
struct batch_worker *batch_worker_new(struct batch *batch, struct link *link, struct task *task);
/* A C function of Lua's: (db, each, the worker as light userdata). Works until no range is left. */
int batch_work(lua_State *L);

/* db:batch { ... } */
int db_batch(lua_State *L);

#endif
