/* The `db` table of revisions: data as Lua calls.
 *
 * Statements are queued; what reads waits. Each call gives its own line as the origin of its statement.
 * engine/db.c has the table and db:execute, db_read.c what reads, db_cursor.c db:query, db_write.c insert, update and
 * delete, db_copy.c db:copy, db_try.c db:try.
 *
 * Ownership: everything is Lua's. Outcomes that the link writes to are anchored until they are answered,
 * whatever becomes of the Lua value that asked for them.
 */
#ifndef LUAMIG_DB_H
#define LUAMIG_DB_H

#include "luamig/phase_run.h"

/* Pushes the table. */
void db_push(lua_State *L, struct phase_run *phase);
/* Puts `execute` into the table of ops on the stack's top. */
void db_push_execute(lua_State *L, struct phase_run *phase);
/* The phase is over: what Lua still holds of it refuses to work. */
void db_end(struct phase_run *phase);

/* ---- For the calls ---- */

/* The userdata that Lua calls db. */
struct db {
    struct phase_run *phase; /* NULL: over */
};

/* The phase of the `db` that is argument 1; raises if it is over. */
struct phase_run *db_phase(lua_State *L);
/* The same at the beginning of a call: held back op calls are sent, an earlier failure is raised. */
struct phase_run *db_enter(lua_State *L);
/* Raises an error at the running call; the format is that of lua_pushfstring(). */
int db_raise(lua_State *L, const char *hint, const char *format, ...);
int db_raise_skipped(lua_State *L); /* the statement was not run, since one before it had failed */
/* Raises if the statements are only written to a script, or each is its own transaction. */
void db_needs_database(struct phase_run *phase, lua_State *L, const char *call);

/* One statement or several, whose outcomes are asked for; `rows` of it waits. */
struct result {
    int count;
    struct outcome outcomes[];
};
/* Pushes one; argument 1 is the db. */
struct result *result_push(lua_State *L, int count);
/* Keeps the value on the top of the stack until what is about to be sent for it is answered. */
void db_anchor(lua_State *L);

/* The text at `index`, looked at: raises if it is no string or holds transaction control. */
const char *db_sql(struct phase_run *phase, lua_State *L, int index);
/* The arguments from `index` on as parameters; valid until the next call. */
struct params db_params(struct phase_run *phase, lua_State *L, int index);
/* Queues a statement; raises if one before it has failed. */
void db_send(struct phase_run *phase, lua_State *L, const char *sql, const struct params *params,
             enum keep keep, struct outcome *outcome);
/* Goes on with `next` when the queue has room; at once if it has. */
bool db_has_room(const struct phase_run *phase);
int db_make_room(struct phase_run *phase, lua_State *L, lua_KFunction next, lua_KContext context);
/* Goes on with `next` when the outcome is there. */
int db_await(struct phase_run *phase, lua_State *L, struct outcome *outcome, lua_KFunction next,
             lua_KContext context);

/* Queues a statement whose rows are read whole, and goes on with `next`, the result being on the stack's top.
 */
int db_read(struct phase_run *phase, lua_State *L, const char *sql, const struct params *params,
            lua_KFunction next);
/* In `next`: the rows, once the types of their columns are known; else NULL, and `next` is to be parked again
 * by db_learn(). Raises if the statement failed or gave too much. */
struct rows *db_rows(struct phase_run *phase, lua_State *L, struct result *result);
int db_learn(struct phase_run *phase, lua_State *L, struct result *result, lua_KFunction next);
/* Pushes all rows as a list, and frees them. */
void db_push_rows(struct phase_run *phase, lua_State *L, struct rows *rows);

/* Appends the table's name, argument 2, quoted. */
void db_add_table(struct phase_run *phase, lua_State *L, struct text *sql);

/* What the table is made of. */
int db_copy(lua_State *L);
int db_query(lua_State *L);
int db_one(lua_State *L);
int db_value(lua_State *L);
int db_insert(lua_State *L);
int db_update(lua_State *L);
int db_delete(lua_State *L);
int db_try(lua_State *L);

#endif
