/* The SQL of a revision's op calls, of one that nobody has written to a file yet: `up` is called, and what it would send
 * is kept.
 *
 * Ownership: the arena's.
 */
#ifndef LUAMIG_REHEARSAL_H
#define LUAMIG_REHEARSAL_H

#include "luamig/phase.h"
#include "luamig/project.h"

struct rehearsed_phase {
    enum phase_kind kind;
    const char *hook;       /* its name: its statements are known only when it runs; NULL: none */
    struct list statements; /* without semicolons */
};

struct rehearsal {
    struct rehearsed_phase *phases;
    int count;
};

/* `id` and `text` are those that the file would have. */
bool rehearse(struct rehearsal *rehearsal, struct arena *arena, struct project *project, const char *id,
              const char *text, struct fail *fail);

#endif
