/* Marks in the ledger that no run made: what `stamp` and `repair` write.
 *
 * Ownership: the caller's.
 */
#ifndef LUAMIG_MARK_H
#define LUAMIG_MARK_H

#include "luamig/ledger.h"
#include "luamig/standing.h"

enum mark_kind {
    MARK_APPLIED,     /* whole, as if it had run */
    MARK_NOT_APPLIED, /* its row goes */
    MARK_ACCEPTED,    /* the file as it is now is what ran */
    MARK_FORGOTTEN    /* its row goes, since its file has */
};

struct mark {
    enum mark_kind kind;
    const struct standing_row *row;
};

/* Writes them, and a row of the ledger's `run` for each, in one statement. The lock is to be held. */
bool marks_write(struct arena *arena, struct link *link, const char *ledger, const struct mark *marks,
                 int count, struct fail *fail);

#endif
