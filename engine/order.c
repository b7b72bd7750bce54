/* Which of a plan's steps waits for which.
 *
 * Makers come before users; users let go before what they used goes; names are vacated before they are taken; what is
 * restored waits until what it leaned on is gone.
 */
#include "luamig/ordering.h"

#include <string.h>

#include "luamig/field.h"
#include "luamig/inherit.h"
#include "luamig/name_space.h"
#include "luamig/rename.h"

/* ---- steps ---- */

/* Fields that are set in a step of their own: LATE ones, and where data migrations fill a new column of a table that
 * is there, what tightens it. */
static uint64_t late_fields(const struct ordering *ordering, const struct object *object, bool is_new) {
    bool held_back =
        is_new && ordering->plan->hooked && object->parent && object->parent->twin && !object->kid_count;
    uint64_t fields = 0;
    for (const struct field *field = object->kind->fields; field->name; field++) {
        if (held_back && (field->rule & LITERAL) && !field_is_default(object, field))
            held_back = false; /* its default fills it */
        if ((field->rule & LATE) && !field_is_default(object, field))
            fields |= field_bit(object->kind, field);
    }
    for (const struct field *field = object->kind->fields; held_back && field->name; field++)
        if ((field->rule & TIGHTENS) && !field_is_default(object, field))
            fields |= field_bit(object->kind, field);
    return fields;
}

static void make_create(struct ordering *ordering, struct change *change) {
    uint64_t late = late_fields(ordering, change->now, !change->old);
    struct object *first = late ? graph_without(ordering->plan->now, change->now, late) : change->now;
    change->create = ordering_add_step(ordering, VERB_CREATE, change, NULL, first);
    if (late) {
        change->late = ordering_add_step(ordering, VERB_ALTER, change, first, change->now);
        change->late->fields = late;
        ordering_add_edge(ordering, change->create, change->late, KNOWN);
    }
}

/* Out of the way of a new one, beside which it stays till its users have moved. */
static void make_away(struct ordering *ordering, struct change *change) {
    change->away = ordering_add_step(ordering, VERB_RENAME, change, change->old, change->old);
    change->away->name = arena_printf(ordering->arena, "%.58s__old", change->old->name);
}

static void make_drop(struct ordering *ordering, struct change *change) {
    uint64_t late = late_fields(ordering, change->old, false);
    for (const struct field *field = change->old->kind->fields; field->name; field++)
        if (field->shape == SHAPE_KID) /* what hangs on it goes with it */
            late &= ~field_bit(change->old->kind, field);
    if (change->taken_by)
        return; /* its drop is that change's create, see take_over() */
    if (late) {
        change->release = ordering_add_step(ordering, VERB_ALTER, change, change->old,
                                            graph_without(ordering->plan->now, change->old, late));
        change->release->fields = late;
    }
    change->drop = ordering_add_step(ordering, VERB_DROP, change, change->old, NULL);
    ordering_add_edge(ordering, change->release, change->drop, KNOWN);
    if (change->remake == REMAKE_ASIDE)
        make_away(ordering, change);
    ordering_add_edge(ordering, change->away, change->drop, KNOWN);
}

static uint64_t difference(const struct object *from, const struct object *to) {
    uint64_t fields = 0;
    for (const struct field *field = to->kind->fields; field->name; field++)
        if (!(field->rule & (HINT | SEEN)) && !field_equal(from, to, field))
            fields |= field_bit(to->kind, field);
    return fields;
}

static void make_alter(struct ordering *ordering, struct change *change) {
    if (change->renames) {
        change->rename = ordering_add_step(ordering, VERB_RENAME, change, change->old, change->now);
        change->rename->name = change->now->name;
    }
    const struct object *from = change->old;
    if (change->mid) {
        change->release = ordering_add_step(ordering, VERB_ALTER, change, from, change->mid);
        change->release->fields = difference(from, change->mid);
        from = change->mid;
    }
    if (change->fields) {
        change->alter = ordering_add_step(ordering, VERB_ALTER, change, from, change->now);
        change->alter->fields = change->fields;
    }
    ordering_add_edge(ordering, change->release, change->alter, KNOWN);
    ordering_add_edge(ordering, change->rename, change->alter, KNOWN);
}

static void make_aside(struct ordering *ordering, struct change *change) {
    if (change->mid) {
        change->release = ordering_add_step(ordering, VERB_ALTER, change, change->old, change->mid);
        change->release->fields = difference(change->old, change->mid);
    }
    make_away(ordering, change);
    make_create(ordering, change);
    change->drop = ordering_add_step(ordering, VERB_DROP, change, change->old, NULL);
    ordering_add_edge(ordering, change->release, change->away, KNOWN);
    ordering_add_edge(ordering, change->away, change->create, KNOWN);
    ordering_add_edge(ordering, change->create, change->drop, KNOWN);
}

/* Is it a part of what is made anew beside the old one? Then both are there for a while. */
static bool lies_aside(const struct object *old) {
    for (const struct object *at = old->parent; at; at = at->parent)
        if (at->change && at->change->remake == REMAKE_ASIDE)
            return true;
    return false;
}

static void make_steps(struct ordering *ordering, struct change *change) {
    if (!change->now) {
        make_drop(ordering, change);
    } else if (!change->old) {
        make_create(ordering, change);
    } else if (change->remake == REMAKE_ASIDE) {
        make_aside(ordering, change);
    } else if (change->remake == REMAKE) {
        make_drop(ordering, change);
        make_create(ordering, change);
        if (!lies_aside(change->old))
            ordering_add_edge(ordering, change->drop, change->create, KNOWN);
    } else {
        make_alter(ordering, change);
    }
}

static void take_over(struct ordering *ordering) {
    for (int i = 0; i < ordering->plan->change_count; i++) {
        struct change *change = ordering->plan->changes[i];
        if (change->taken_by)
            change->drop = change->taken_by->create;
    }
}

/* ---- edges ---- */

/* After which the new object is there, in its new form. */
static struct step *made_by(const struct change *change) {
    if (!change)
        return NULL;
    return change->create ? change->create : change->alter ? change->alter : change->rename;
}

/* With which the old object lets go of what it needed; NULL: it does not. */
static struct step *lets_go(const struct change *change) {
    if (!change)
        return NULL;
    if (change->remake != IN_PLACE || !change->now)
        return change->drop;
    return change->release ? change->release : change->alter;
}

/* Is this the need that a LATE field makes? */
static bool is_late(const struct object *object, const struct object *on, struct arena *arena) {
    for (const struct field *field = object->kind->fields; field->name; field++) {
        if (!(field->rule & LATE) || field_is_list(field) || !field_text(object, field))
            continue;
        bool kid = field->shape == SHAPE_KID;
        if (strcmp(field_text(object, field), kid ? on->name : object_path(arena, on)) == 0)
            return true;
    }
    return false;
}

static void order_makers(struct ordering *ordering, struct change *change) {
    struct object *now = change->now;
    struct step *uses = change->create ? change->create : change->alter;
    if (!now)
        return;
    if (now->parent && now->parent->change) {
        struct change *parent = now->parent->change;
        ordering_add_edge(ordering, parent->create ? parent->create : parent->rename,
                          uses ? uses : change->rename, KNOWN);
    }
    for (int i = 0; i < now->need_count; i++) {
        const struct need *need = &now->needs[i];
        struct step *maker = made_by(need->on->change);
        /* Its name holds that of the type, under which it has to be found. */
        if (now->kind->signature && change->rename && need->on->change)
            ordering_add_edge(ordering, change->rename, need->on->change->rename, need->strength);
        if (is_late(now, need->on, ordering->arena)) {
            ordering_add_edge(ordering, maker, change->late ? change->late : change->alter,
                              maker && maker->verb == VERB_ALTER ? EXPRESSION : KNOWN);
            continue;
        }
        /* What is only altered is there before, too. */
        bool is_there = maker && maker->verb == VERB_ALTER && need->strength == KNOWN;
        ordering_add_edge(ordering, maker, uses, is_there ? EXPRESSION : need->strength);
    }
}

static void order_losers(struct ordering *ordering, struct change *user, const struct need *need) {
    struct change *lost = need->on->change;
    struct step *go = lets_go(user);
    bool goes_along = object_is_within(need->on, user->old) && user->drop;
    if (!lost || goes_along)
        return;
    bool late = is_late(user->old, need->on, ordering->arena);
    if (late)
        go = user->release ? user->release : go;
    else if (!user->now)
        go = user->drop;
    bool drops = !lost->away && (!lost->now || lost->remake == REMAKE);
    if (drops)
        ordering_add_edge(ordering, go, lost->drop, need->strength);
    if (lost->away) {
        bool stays =
            user->away || lies_aside(user->old); /* beside the new one, till the last user is moved */
        if (!stays && go != user->alter)
            ordering_add_edge(ordering, go, lost->away, need->strength);
        ordering_add_edge(ordering, user->drop ? user->drop : user->alter, lost->drop, need->strength);
    }
    bool rigid_went = user->remake == REMAKE || !user->now;
    if (lost->alter && rigid_went && !late)
        ordering_add_edge(ordering, user->drop, lost->alter, lost->disturbs ? need->strength : EXPRESSION);
    if (drops && user->now && (user->remake == REMAKE || user->mid))
        ordering_add_edge(ordering, lost->drop, made_by(user), EXPRESSION);
}

static void order_drops(struct ordering *ordering, struct change *change) {
    struct object *old = change->old;
    if (!old)
        return;
    for (int i = 0; i < old->need_count; i++)
        order_losers(ordering, change, &old->needs[i]);
    struct change *parent = old->parent ? old->parent->change : NULL;
    if (!parent || !change->drop)
        return;
    if (!parent->now || parent->remake == REMAKE)
        ordering_add_edge(ordering, change->drop, parent->drop,
                          parent->old->kind->names_others ? KNOWN : EXPRESSION);
    else if (parent->alter)
        ordering_add_edge(ordering, change->drop, parent->alter, EXPRESSION);
}

static bool is_given(const struct object *object) {
    return object && (object->inherited || object->giver);
}

/* What comes to be inherited is made equal before its table inherits; what ceases to be is its own after that. */
static void order_inherited(struct ordering *ordering, struct change *change) {
    const struct object *any = change->now ? change->now : change->old;
    struct change *heir = any->parent ? any->parent->change : NULL;
    struct step *steps[] = {change->release, change->drop, change->create, change->rename, change->alter};
    bool was = is_given(change->old), is = is_given(change->now);
    bool stays = was && is && change->old->giver && change->old->giver->twin == change->now->giver;
    for (size_t i = 0; heir && heir->alter && !stays && i < sizeof steps / sizeof *steps; i++) {
        if (was)
            ordering_add_edge(ordering, heir->release ? heir->release : heir->alter, steps[i], KNOWN);
        if (is)
            ordering_add_edge(ordering, steps[i], heir->alter, KNOWN);
    }
    const struct change *given = change->old && change->old->giver ? change->old->giver->change : NULL;
    if (given && given->alter) /* the change of a giver reaches those that have the same column, too */
        ordering_add_edge(ordering, given->alter, change->alter, EXPRESSION);
    if (given && given->drop && !given->now)
        ordering_add_edge(ordering, given->drop, change->drop, KNOWN);
    const struct change *comes = change->now && change->now->giver ? change->now->giver->change : NULL;
    bool both_stand = comes && comes->now && comes->now->parent->twin && change->now->parent->twin;
    if (both_stand && !comes->old && !change->old) /* which takes it for its own */
        ordering_add_edge(ordering, change->create, comes->create, EXPRESSION);
    /* A column of its own can only be added to what stands alone. */
    if (heir && heir->alter && heir->now && inherits(heir->old) && !inherits(heir->now))
        ordering_add_edge(ordering, heir->alter, change->create, EXPRESSION);
}

/* The field that says where among others it stands: the bounds of partitions may not meet. */
static const char *place_of_object(const struct ordering *ordering, const struct object *object, bool old) {
    for (const struct field *field = object ? object->kind->fields : NULL; field && field->name; field++)
        if (field->rule & INHERITS && field->rule & TOGETHER && field_text(object, field))
            return old ? rename_text(ordering->arena, object, field, field_text(object, field))
                       : field_text(object, field);
    return NULL;
}

static void order_places(struct ordering *ordering, struct change *leaves) {
    const char *left = place_of_object(ordering, leaves->old, true);
    struct step *leaving = leaves->drop ? leaves->drop : leaves->release ? leaves->release : leaves->alter;
    for (int i = 0; left && leaving && i < ordering->plan->change_count; i++) {
        struct change *comes = ordering->plan->changes[i];
        const char *place = comes == leaves ? NULL : place_of_object(ordering, comes->now, false);
        if (place && strcmp(place, left) == 0)
            ordering_add_edge(ordering, leaving, comes->create ? comes->create : comes->alter, EXPRESSION);
    }
}

/* What names nothing but the schema it lies in. */
static bool stands_alone(const struct object *object) {
    for (int i = 0; i < object->need_count; i++)
        if (!object->needs[i].on->kind->names_others)
            return false;
    return true;
}

/* Others may lean on it without a word that tells: it is made before them and dropped after them. */
static void order_underlying(struct ordering *ordering, struct change *change) {
    const struct object *object = change->now ? change->now : change->old;
    if (!object->kind->underlies || !stands_alone(object))
        return;
    struct plan *plan = ordering->plan;
    for (int i = 0; i < plan->change_count; i++) {
        struct change *other = plan->changes[i];
        const struct object *user = other->now ? other->now : other->old;
        if (user->kind->underlies || user->kind->names_others || object_is_within(user, object))
            continue;
        ordering_add_edge(ordering, made_by(change), other->create ? other->create : other->alter, BODY);
        ordering_add_edge(ordering, other->alter, change->drop, BODY);
        ordering_add_edge(ordering, other->drop, change->drop, BODY);
    }
}

/* Whatever becomes of it comes before all that is made, whose privileges it decides. */
static void order_foremost(struct ordering *ordering, struct change *change) {
    const struct object *object = change->now ? change->now : change->old;
    if (!object->kind->foremost)
        return;
    struct plan *plan = ordering->plan;
    for (int i = 0; i < plan->change_count; i++) {
        struct change *other = plan->changes[i];
        if (!other->create || other->now->kind->foremost)
            continue;
        ordering_add_edge(ordering, made_by(change), other->create, BODY);
        ordering_add_edge(ordering, change->alter, other->create, BODY);
        ordering_add_edge(ordering, change->drop, other->create, BODY);
    }
}

/* It goes under the old name of what it is named after, and comes under the new one. */
static void order_namesake(struct ordering *ordering, struct change *change) {
    const struct object *old = change->old ? graph_namesake(ordering->plan->old, change->old) : NULL;
    const struct object *now = change->now ? graph_namesake(ordering->plan->now, change->now) : NULL;
    if (old && old->change)
        ordering_add_edge(ordering, change->drop, old->change->rename, KNOWN);
    if (now && now->change)
        ordering_add_edge(ordering, now->change->rename, change->create, KNOWN);
}

/* A key and an identity go before the NOT NULL that they made can go; an identity comes after its column has it. */
static void order_not_null(struct ordering *ordering, struct change *change) {
    const struct object *old = change->old, *now = change->now;
    if (now && now->kind->not_null && !now->parent->parent->kind->names_others && now->parent->change)
        ordering_add_edge(ordering, now->parent->change->alter, change->create, EXPRESSION);
    if (!old || !old->kind->not_null || !change->drop)
        return;
    for (int i = 0; i < old->need_count; i++)
        if (old->needs[i].on->change)
            ordering_add_edge(ordering, change->drop, old->needs[i].on->change->alter, EXPRESSION);
    if (old->parent->change)
        ordering_add_edge(ordering, change->drop, old->parent->change->alter, EXPRESSION);
}

static void order_parts(struct ordering *ordering, const struct object *whole, struct change *change) {
    for (int k = 0; whole && k < whole->kid_count; k++) {
        const struct change *part = whole->kids[k]->change;
        if (!part || !part->drop || !whole->kids[k]->kind->holds_data)
            continue;
        ordering_add_edge(ordering, part->drop, change->create, WISH);
        ordering_add_edge(ordering, change->drop, part->drop, WISH);
    }
}

/* "SELECT *" stands on each column and names none: a text that names the table is made after its columns have gone,
 * and goes before they do. A wish, since few texts do so, and data migrations may need them before. */
static void order_stars(struct ordering *ordering, struct change *change) {
    const struct object *old = change->old, *now = change->now;
    for (int i = 0; now && change->create && i < now->need_count; i++)
        if (now->needs[i].strength != KNOWN)
            order_parts(ordering, now->needs[i].on->twin, change);
    for (int i = 0; old && change->drop && i < old->need_count; i++)
        if (old->needs[i].strength != KNOWN)
            order_parts(ordering, old->needs[i].on, change);
}

/* ---- names ---- */

struct holder {
    const char *key;
    struct step *vacates;
    UT_hash_handle hh;
};

static struct holder *vacate(struct ordering *ordering, struct holder *holders, const struct change *change) {
    struct step *vacates = change->away ? change->away : change->rename ? change->rename : change->drop;
    if (!change->old || !vacates || lies_aside(change->old))
        return holders;
    struct list keys = name_space_keys(ordering->arena, change->old, true);
    for (int i = 0; i < keys.count; i++) {
        struct holder *holder = arena_alloc(ordering->arena, sizeof *holder);
        *holder = (struct holder){.key = keys.items[i], .vacates = vacates};
        HASH_ADD_KEYPTR(hh, holders, holder->key, strlen(holder->key), holder);
    }
    return holders;
}

static void take(struct ordering *ordering, struct holder *holders, const struct change *change) {
    struct step *takes = change->create ? change->create : change->rename;
    if (!change->now || !takes)
        return;
    struct list keys = name_space_keys(ordering->arena, change->now, false);
    for (int i = 0; i < keys.count; i++) {
        struct holder *found;
        HASH_FIND_STR(holders, keys.items[i], found);
        if (found)
            ordering_add_edge(ordering, found->vacates, takes, KNOWN);
    }
}

static void order_names(struct ordering *ordering) {
    struct plan *plan = ordering->plan;
    struct holder *holders = NULL;
    for (int i = 0; i < plan->change_count; i++)
        holders = vacate(ordering, holders, plan->changes[i]);
    for (int i = 0; holders && i < plan->change_count; i++)
        take(ordering, holders, plan->changes[i]);
    HASH_CLEAR(hh, holders);
}

/* ---- wishes: so that a kid can stand in its parent's text ---- */

static void wish(struct ordering *ordering) {
    for (int i = 0; i < ordering->count; i++) {
        struct step *step = ordering->steps[i];
        const struct object *object = step->to ? step->to : step->from;
        struct change *parent = object->parent ? object->parent->change : NULL;
        if (step->verb == VERB_CREATE && parent && parent->create && plan_may_fold(object))
            for (int k = 0; k < step->before_count; k++)
                ordering_add_edge(ordering, step->before[k].step, parent->create, WISH);
        for (int k = 0; k < step->before_count; k++) {
            struct step *before = step->before[k].step;
            struct change *above = before->from && before->from->parent ? before->from->parent->change : NULL;
            if (before->verb == VERB_DROP && above && above->drop && above->drop != step)
                ordering_add_edge(ordering, above->drop, step, WISH);
        }
    }
}

/* ---- expand and contract ---- */

static bool tightens(const struct step *step) {
    const struct object *object = step->to;
    /* A type made anew beside the old one has lost a value, which rows may still hold. */
    if (step->verb == VERB_DROP || step->change->away == step)
        return true;
    if (step->verb == VERB_CREATE)
        return object->kind->tightens && object->parent && object->parent->twin;
    for (const struct field *field = object->kind->fields; step->verb == VERB_ALTER && field->name; field++)
        if ((field->rule & TIGHTENS) && (step->fields & field_bit(object->kind, field)) &&
            !field_is_default(object, field))
            return true;
    return false;
}

/* What removes or tightens waits for the data migrations, and with it all that waits for it. */
static void mark_contracts(struct plan *plan) {
    for (int i = 0; i < plan->step_count; i++) {
        struct step *step = plan->steps[i];
        step->contracts = tightens(step);
        for (int k = 0; k < step->before_count; k++)
            step->contracts |= step->before[k].step->contracts && step->before[k].strength != WISH;
    }
}

bool plan_order(struct plan *plan, struct fail *fail) {
    struct ordering ordering = {.plan = plan, .arena = plan->now->arena};
    for (int i = 0; i < plan->change_count; i++)
        make_steps(&ordering, plan->changes[i]);
    take_over(&ordering);
    for (int i = 0; i < plan->change_count; i++) {
        order_makers(&ordering, plan->changes[i]);
        order_drops(&ordering, plan->changes[i]);
        order_underlying(&ordering, plan->changes[i]);
        order_foremost(&ordering, plan->changes[i]);
        order_namesake(&ordering, plan->changes[i]);
        order_not_null(&ordering, plan->changes[i]);
        order_inherited(&ordering, plan->changes[i]);
        order_places(&ordering, plan->changes[i]);
        order_stars(&ordering, plan->changes[i]);
    }
    order_names(&ordering);
    wish(&ordering);
    if (!ordering_walk(&ordering, fail))
        return false;
    mark_contracts(plan);
    plan_fold(plan);
    return true;
}
