/* A plan: the changes between two graphs, and the steps that make them in an order PostgreSQL accepts.
 *
 * compare.c finds the changes and spreads what must be made anew; order.c makes steps of them, ordering.c puts those
 * in order, fold.c finds the ones that need no text of their own. `down` is the same
 * with the graphs swapped, ordered anew: it is not the reversed script, since adding an enum value has no inverse.
 * Ownership: the plan's memory is the arena of the graph that is newer (`now`).
 */
#ifndef LUAMIG_PLAN_H
#define LUAMIG_PLAN_H

#include "luamig/fail.h"
#include "luamig/graph.h"
#include "luamig/verb.h"

enum remake {
    IN_PLACE,
    REMAKE,      /* drop and create */
    REMAKE_ASIDE /* rename away, create, move the users, drop */
};

struct step;

struct change {
    struct object *old, *now; /* NULL: a create or a drop */
    struct object *mid;       /* the form between, where there is one */
    uint64_t fields;          /* that differ */
    uint64_t forced;          /* of these, the ones that something else's remaking asks for */
    const struct change *of;  /* the type made anew that forces it */
    bool disturbs, renames;
    enum { CAST_NONE, CAST_DIRECT, CAST_BY_TEXT } cast; /* what a new type needs to be written */
    enum remake remake;
    struct change *taken_by; /* its drop is a part of that change's create (a counter is carried over) */
    struct step *rename, *release, *away, *drop, *create, *late, *alter; /* order.c */
};

struct step {
    enum verb verb;
    struct change *change;
    const struct object *from, *to; /* from: what is there; to: what shall be */
    uint64_t fields;
    const char *name; /* of a RENAME: the new one */
    bool folded;      /* said by its parent's text, or done by its parent's drop */
    bool contracts;   /* removes or tightens: after the hooks */
    int number, place;
    struct edge *before; /* what must come earlier */
    int before_count;
};

struct edge {
    struct step *step;
    enum strength strength;
};

struct plan {
    struct graph *old, *now;
    const char *owner;
    bool hooked; /* data migrations run in it: what tightens is held back until they have run */
    struct change **changes;
    int change_count;
    struct step **steps; /* in order, folded ones left in */
    int step_count;
};

/* Begins with a zeroed plan (`hooked` may be set). Only what `owner` owns is compared. An object of somebody else that would have to change is an error that names
 * it; comments and privileges on something made anew are restored whoever made them. */
bool plan_compare(struct plan *plan, struct graph *old, struct graph *now, const char *owner,
                  struct fail *fail);
bool plan_order(struct plan *plan, struct fail *fail);
/* Does it put back what nobody manages (a comment, a grant) on something made anew? */
bool plan_restores(const struct step *step);
/* Could its create stand in its parent's text? */
bool plan_may_fold(const struct object *object);
/* Marks the steps of an ordered plan that are said or done by others. */
void plan_fold(struct plan *plan);
/* Is there no change in this field? The old text is read as it is after the renames. */
bool plan_same_field(struct arena *arena, const struct object *old, const struct object *now,
                     const struct field *field);

#endif
