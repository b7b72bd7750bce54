/* Where each owner and each revision stands: the files compared with the ledger.
 *
 * Ownership: the arena given to standing_read(); revisions and ledger must live as long.
 */
#ifndef LUAMIG_STANDING_H
#define LUAMIG_STANDING_H

#include "luamig/ledger.h"
#include "luamig/revision.h"

enum standing_state {
    STANDING_PENDING, /* nothing of it has run, or it was undone */
    STANDING_PARTLY,  /* some of its phases have run, up or down */
    STANDING_APPLIED
};

struct standing_row {
    const char *id, *owner;
    struct revision *revision;     /* NULL: its file has vanished */
    const struct applied *applied; /* NULL: pending */
    enum standing_state state;
    bool edited;  /* the file's tokens are not those that ran */
    bool missing; /* the file has vanished, but others of its owner are there */
};

struct standing_owner {
    const char *name;
    int sources; /* its models.lua files */
    int files;   /* its revision files */
    int applied, pending, partly, edited, missing;
    bool absent; /* something of it ran, but none of its files is left: nothing is refused */
    const struct applied *current; /* what ran last; NULL: nothing */
    const struct revision *head;   /* NULL: no files */
};

struct standing {
    struct standing_row *rows; /* in run order; a vanished one follows what ran before it */
    int count;
    struct standing_row **by_id;   /* sorted by id */
    struct standing_owner *owners; /* core first (always there), then by name */
    int owner_count;
    int applied, pending, partly, edited, missing;
};

/* Owners are those of models.lua (once project_discover() has run), of the files and of the ledger. */
void standing_read(struct arena *arena, const struct project *project, const struct revisions *revisions,
                   const struct ledger *ledger, struct standing *standing);
const struct standing_owner *standing_owner(const struct standing *standing,
                                            const char *name);                       /* NULL: unknown */
struct standing_row *standing_find(const struct standing *standing, const char *id); /* NULL: unknown */
/* By id, unique prefix of one, or file name, vanished ones too; NULL and fail naming the candidates. */
struct standing_row *standing_resolve(const struct standing *standing, struct arena *arena, const char *name,
                                      struct fail *fail);
/* As the file says; of a vanished one, as it was when it ran. */
const char *standing_parent(const struct standing_row *row);
const struct list *standing_requires(const struct standing_row *row);
/* Nothing may run on a ledger that the files contradict: fails, with the way out, if an applied file was
 * edited, or has vanished while others of its owner are there. `owner` NULL: of all owners. */
bool standing_check(const struct standing *standing, const char *owner, struct fail *fail);

#endif
