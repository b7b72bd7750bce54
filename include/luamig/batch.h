/* db:batch: a table transformed in keyset batches that commit as they go.
 *
 * The key space is cut into ranges; a worker takes one range after the other over a connection of its own. For each
 * batch it reads the rows behind the range's cursor, lets Lua compute what changes, and writes the rows and the new
 * cursor in one transaction, which first moves the cursor in the ledger. The next batch is read while Lua works and the
 * server writes, so a write counts only rows whose xmin is still the one that was read; if one is missing, the batch is
 * rolled back, read again with FOR NO KEY UPDATE, and done again.
 *
 * engine/batch.c has the call, batch_table.c what is known of tables and the text of statements, batch_range.c the
 * ranges in the ledger, batch_worker.c the work on one, batch_change.c what Lua makes of rows, batch_progress.c what
 * people see of it.
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

struct batch_table {
    const char *shown; /* "clients" */
    const char *name;  /* quoted, with its schema */
    struct batch_column *columns;
    int column_count;
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
    const char *name; /* in the ledger: "1 clients" */
    struct batch_table from, into;
    int key_count;
    const struct batch_column *keys[BATCH_KEYS]; /* of `from` */
    const char *list;                            /* what is selected for Lua */
    const char *where;
    int size, parallel;
    double throttle, max_lag; /* seconds; 0: none */
    bool whole;               /* `all` is called with a list of rows, else `each` with one */
    bool inserts, deletes;    /* what Lua gives is not what changes, but a row for `into`; goes */

    struct batch_range *ranges;
    int range_count;
    long long estimate, rows; /* of the table; done, here and by earlier runs */
    long long before;         /* rows that earlier runs had done */
    double began, told;
};

/* ---- batch_table.c ---- */

/* Reads the tables' columns and the key from the catalog, waiting. Raises a Lua error if there is none. */
void batch_describe(struct batch *batch, lua_State *L);
const struct batch_column *batch_find_column(const struct batch_table *table, const char *name); /* or NULL */
/* "t.a::text, t.b::text" of the key's columns, with what stands before and behind each. */
void batch_add_keys(const struct batch *batch, struct text *sql, const char *before, const char *after);
/* A query over the phase's link, waited for. Raises a Lua error on failure. */
struct rows *batch_query(struct batch *batch, lua_State *L, const char *sql, int count,
                         const char *const *values);
void batch_raise(struct batch *batch, lua_State *L, struct fail *fail);

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

/* ---- batch_range.c ---- */

/* Finds the ranges in the ledger, or makes them; waiting, outside of a transaction. */
void batch_find_ranges(struct batch *batch, lua_State *L);

/* ---- batch_progress.c ---- */

/* Called after each batch; shows where things stand, if it is time to. */
void batch_show(struct batch *batch);

/* ---- batch_change.c ---- */

enum batch_verb { BATCH_UPDATE, BATCH_DELETE, BATCH_INSERT };

/* Rows of one batch to which the same is done, with the same columns, as arrays of text in binary form. */
struct batch_group {
    enum batch_verb verb;
    int column_count;
    const struct batch_column **columns;
    struct text *arrays; /* keys and xmin, unless it is INSERT; then the columns */
    int count;
};
struct batch_changes {
    struct batch_group groups[BATCH_GROUPS];
    int group_count; /* known; those without rows in this batch are empty */
    int count;       /* rows that are updated or deleted */
};
void batch_changes_clear(struct batch_changes *changes);
/* Takes what Lua gave for a row, from the top of the stack. */
void batch_changes_add(struct batch *batch, struct batch_changes *changes, lua_State *L,
                       const struct rows *rows, int row);
/* Queues the statements within these bounds; `guard`: only of rows that nobody has changed. */
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
