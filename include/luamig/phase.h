/* The phases of a revision: each is one transaction, or declared to be none.
 *
 * How they lie in a revision's box: engine/revision.c, which reads the revision's table, leaves in the
 * registry of the box's state (LUA_REGISTRYINDEX), under PHASE_UP and PHASE_DOWN, a list of phases in the
 * order of `up` and of `down`. A phase is a table { kind = <enum phase_kind>, fn = <function>, hook =
 * <boolean>, name = <string or nil>, line = <integer> } where `hook` says that fn is called with (db) instead
 * of (op, db), `name` is a hook's, and `line` is where fn begins (linedefined). A plain function is such a
 * list of one. A missing `up` or `down` is no list (nil): running it is refused. The words `batches`, `hook`
 * and `no_transaction` are C functions of engine/revision.c that give such tables; a hook(name, batches(fn))
 * is { kind = PHASE_BATCHES, hook = true, name = name, ... }.
 *
 * Ownership: what phases_read() gives is the arena's; the functions stay in the box.
 */
#ifndef LUAMIG_PHASE_H
#define LUAMIG_PHASE_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/revision.h"

#define PHASE_UP   "luamig.up"
#define PHASE_DOWN "luamig.down"

enum phase_kind {
    PHASE_TRANSACTION, /* function(op, db) */
    PHASE_BATCHES, /* batches(function(op, db)): for work that commits as it goes, once there is db:batch; one transaction
                              until then */
    PHASE_NO_TRANSACTION, /* no_transaction(function(op)): one op call, probed after a crash */
    PHASE_REPEATABLE      /* no_transaction("repeatable", function(op, db)): running it twice does no harm */
};

enum direction { DIRECTION_UP, DIRECTION_DOWN };

struct phase {
    struct revision *revision;
    enum direction direction;
    enum phase_kind kind;
    bool hook;        /* called with (db) */
    const char *name; /* a hook's; NULL: none */
    int index, count; /* from 0; how many phases this direction of the revision has */
    int line;         /* of its function */
    bool turns;       /* the first one down of a revision that is half way up */
};

/* All phases of one direction, `*count` of them; NULL and 0 if the revision has none (a missing `down`). */
struct phase *phases_read(struct arena *arena, struct revision *revision, enum direction direction,
                          int *count);

/* Pushes the function of a phase. */
void phase_push_function(lua_State *L, const struct phase *phase);

#endif
