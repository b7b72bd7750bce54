/* The `op` table of revisions: schema changes as Lua calls.
 *
 * op.create_X, alter_X, drop_X and rename_X exist for every kind, made from the kinds' field tables; adopt registers
 * an object that exists. Each call gives SQL statements and events for the ledger's registry; what is done with
 * them is the sink's business: the runner queues them, `diff` and `upgrade --sql` print them.
 * op.execute (raw SQL) belongs to the runner, since its statements are the user's.
 */
#ifndef LUAMIG_OP_H
#define LUAMIG_OP_H

#include <lua.h>
#include <stdbool.h>

struct op_sink {
    void *context;
    /* One statement. `alone`: PostgreSQL refuses it inside a transaction. Neighbouring ALTERs of one table have
     * been joined already. `origin` is the call's "file:line"; the strings live until the call returns. Raises a
     * Lua error to refuse. */
    void (*statement)(void *context, lua_State *L, const char *sql, bool alone, const char *origin);
    /* One JSON object for registry_apply: what an op did to the registry, in order. */
    void (*event)(void *context, lua_State *L, const char *json);
    /* What is about to be dropped may hold data; NULL: nobody asks. Raises a Lua error to refuse. */
    void (*loss)(void *context, lua_State *L, const char *title, const char *origin);
};

/* Pushes the table. The sink must outlive it. */
void op_push(lua_State *L, const struct op_sink *sink, const char *schema);
/* Gives the sink what is still held back to be joined (an ALTER). The runner calls it before anything that is no
 * op call (op.execute, db calls) and at the end of each phase. */
void op_flush(lua_State *L, const struct op_sink *sink);

#endif
