/* Which steps are said, or done, by another's text: `create table` holds its columns, and a table that is dropped
 * takes them along.
 */
#include "luamig/plan.h"

#include "luamig/field.h"

bool plan_restores(const struct step *step) {
    return step->verb == VERB_CREATE && step->to->kind->attached && step->change->old &&
           !step->change->old->owner;
}

bool plan_may_fold(const struct object *object) {
    return !object->kind->own_text && (object->kind->clause || object->kind->attached);
}

/* Where the script has it done: a folded create is done by its parent's. */
static int place_of(const struct step *step) {
    while (step->folded && step->verb == VERB_CREATE)
        step = step->to->parent->change->create;
    return step->folded && step == step->change->late ? step->change->create->place : step->place;
}

/* Each kid whose makers are there already when its parent is created stands in the parent's text; a late field whose
 * makers are there, in its own. */
static void fold_creates(struct plan *plan) {
    for (int i = 0; i < plan->step_count; i++) {
        struct step *step = plan->steps[i];
        struct change *change = step->change;
        struct step *into = NULL;
        if (step == change->late)
            into = change->create;
        else if (step->verb == VERB_CREATE && plan_may_fold(step->to) && !plan_restores(step) &&
                 step->to->parent && step->to->parent->change)
            into = step->to->parent->change->create;
        if (!into)
            continue;
        bool ready = true;
        for (int k = 0; k < step->before_count; k++) {
            const struct step *before = step->before[k].step;
            ready = ready && place_of(before) <= into->place;
        }
        ready = ready && !(plan->hooked && step->contracts && !into->contracts);
        if (ready) {
            step->folded = true;
            if (step->verb == VERB_CREATE)
                change->now->folded = true;
            else
                change->create->to = change->now;
        }
    }
}

static struct step *drop_above(const struct step *drop) {
    return drop->from->parent->change->drop;
}

/* Where it is done: a folded drop is done by its parent's. */
static int drop_place(const struct step *step) {
    while (step->verb == VERB_DROP && step->folded)
        step = drop_above(step);
    return step->place;
}

/* A kid's drop that nothing waits for but its parent's is done by that, except that a schema takes nothing along, nor
 * what only adorns a part of something else; any other has to be written out, which may move what was folded into it. */
static void fold_drops(struct plan *plan) {
    for (int i = 0; i < plan->step_count; i++) {
        struct step *step = plan->steps[i];
        const struct object *parent = step->verb == VERB_DROP ? step->from->parent : NULL;
        while (parent && parent->kind->adorns)
            parent = parent->parent;
        if (parent && !parent->kind->names_others && !step->from->kind->own_drop && parent->change &&
            parent->change->drop && parent->change->drop->verb == VERB_DROP)
            step->folded = true;
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (int i = plan->step_count; i-- > 0;) {
            struct step *step = plan->steps[i];
            for (int k = 0; k < step->before_count; k++) {
                struct step *before = step->before[k].step;
                if (before->verb != VERB_DROP || !before->folded || drop_place(before) <= drop_place(step))
                    continue;
                before->folded = false;
                moved = true;
            }
        }
    }
}

void plan_fold(struct plan *plan) {
    fold_creates(plan);
    fold_drops(plan);
}
