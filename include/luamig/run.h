/* A run: revisions going up or down in one database, one phase after the other.
 *
 * Phases are queued behind each other without waiting for answers; run_settle() takes the answers, reports
 * what was committed, and says what failed. What another run did first, and what can be tried again (a lock
 * timeout, a deadlock), leads to reading the ledger again and going on from there.
 *
 * Ownership: run_open() and run_close() are the caller's; the route's revisions are those of
 * revisions_load().
 */
#ifndef LUAMIG_RUN_H
#define LUAMIG_RUN_H

#include "luamig/ledger.h"
#include "luamig/lock.h"
#include "luamig/loop.h"
#include "luamig/phase.h"
#include "luamig/project.h"
#include "luamig/route.h"
#include "luamig/row.h"
#include "luamig/value.h"

struct phase_run;

struct done {
    const char *id;
    long long milliseconds; /* from its first phase to the answer of its last COMMIT */
};

struct run {
    struct arena *arena;
    const struct project *project;
    const char *again; /* the command that goes on after a failure: "luamig upgrade" */
    struct loop *loop;
    const char *url; /* for more links */
    struct link *link;
    struct lock *lock;
    struct text *script; /* --sql: statements are written here instead of being sent; then there is no link */

    struct types types;
    struct values values; /* scratch of db calls, and so is the text */
    struct text sql;
    unsigned anchored; /* outcomes that Lua holds, see db.h */
    /* Texts with the ledger's name put in. The first four begin transactions: $1 to $3 are settings. */
    const char *settings, *claim, *expect, *move, *record, *registers, *intend, *search_path;

    struct phase_run *first, **last; /* queued and not yet reported, in order */
    struct done *done;               /* what was finished, in order */
    int done_count;
    const struct revision *current; /* the one whose phases are being reported, and when it began */
    double began,
        reported; /* `reported`: when the one before it was done: the server works on one at a time */
    int attempts; /* since something was committed */
    unsigned seed;
};

/* Takes the lock and prepares the ledger. The link is the caller's, and free of transactions. `again` is the
 * command that messages tell people to run. */
bool run_open(struct run *run, const struct project *project, struct link *link, const char *url,
              double lock_wait, const char *again, struct fail *fail);
void run_close(struct run *run);

/* Runs the route to its end. After a failure it is rolled back as far as it was not committed, and fail says
 * what was done and what is left. */
bool run_route(struct run *run, const struct route *route, struct fail *fail);
/* Writes the script for psql that does the same to `script`; connects to nothing and needs no run_open(). Phases that
 * read the database are errors, unless `skip_data`: then hooks and batches that do are left out. */
bool run_write(const struct project *project, const struct ledger *ledger, const struct route *route,
               bool skip_data, struct text *script, struct fail *fail);

/* Ends the phases that are in the list, and closes their revisions. */
void run_forget(struct run *run);
/* Waits until everything queued is answered. False after a signal (fail set) or a failure (link_failure()).
 */
bool run_drain(struct run *run, struct fail *fail);

#endif
