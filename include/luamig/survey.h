/* What the commands that look at revisions begin with: a connection, the ledger, the files, and where each
 * stands.
 *
 * Ownership: survey_open() fills a struct survey, survey_close() frees it; its strings are the command's.
 */
#ifndef LUAMIG_SURVEY_H
#define LUAMIG_SURVEY_H

#include "luamig/command.h"
#include "luamig/lock.h"
#include "luamig/standing.h"

struct survey {
    struct link *link;
    struct ledger ledger;
    struct revisions revisions;
    struct standing standing;
    const char *owner; /* of --custom; NULL: all */

    struct loop *loop; /* of the lock; NULL: nothing is to be written */
    struct lock *lock;
};

/* On failure nothing is left to close. */
bool survey_open(struct command *command, struct survey *survey, struct fail *fail);
void survey_close(struct survey *survey);
/* For commands that write to the ledger: takes the lock first, waiting as --lock-wait says, and makes the
 * ledger if it is not there. */
bool survey_open_locked(struct command *command, struct survey *survey, struct fail *fail);

/* Does --custom let it through? */
bool survey_shows(const struct survey *survey, const char *owner);
/* "applied", "pending", "edited", "missing", "1 of 3 phases up": one word or a few for people. The arena's.
 */
const char *survey_word(struct arena *arena, const struct standing_row *row);
/* The members of a row's JSON object: id, owner, state, ... */
void survey_add_row(struct text *text, const struct standing_row *row);
/* "2024-12-21 14:00" of the ledger's time (UTC); the arena's. */
const char *survey_time(struct arena *arena, const struct applied *applied);

#endif
