#include "luamig/plan.h"

#include <string.h>

#include "luamig/field.h"
#include "luamig/rename.h"
#include "luamig/type.h"
#include "luamig/words.h"

/* A change whose object is lost, or disturbed, for those who need it: they have to be asked. */
struct spreading {
    struct plan *plan;
    struct change **queue;
    int count;
    struct fail *fail;
};

static bool is_ours(const struct plan *plan, const struct object *object) {
    return object->owner && strcmp(object->owner, plan->owner) == 0;
}

static struct change *add_change(struct plan *plan, struct object *old, struct object *now) {
    struct arena *arena = plan->now->arena;
    struct change *change = arena_alloc(arena, sizeof *change);
    change->old = old;
    change->now = now;
    if (old)
        old->change = change;
    if (now)
        now->change = change;
    size_t count = (size_t)plan->change_count;
    plan->changes = arena_grow(arena, plan->changes, count, sizeof *plan->changes);
    plan->changes[plan->change_count++] = change;
    return change;
}

/* ---- the fields of a pair ---- */

static bool same_type(struct arena *arena, const char *a, const char *b) {
    return a == b || (a && b && strcmp(type_canonical(arena, a), type_canonical(arena, b)) == 0);
}

static bool same_list(struct arena *arena, const struct object *old, const struct object *now,
                      const struct field *field) {
    struct list list = *field_list(old, field);
    if (field_refers(field))
        list = rename_list(arena, old, field, &list);
    return list_equal(&list, field_list(now, field));
}

bool plan_same_field(struct arena *arena, const struct object *old, const struct object *now,
                     const struct field *field) {
    if (field->rule & (HINT | SEEN))
        return true;
    if ((field->rule & OPTIONAL) && (field_is_default(now, field) || field_is_default(old, field)))
        return true;
    if (field_is_list(field))
        return same_list(arena, old, now, field);
    if (field_is_bool(field))
        return field_bool(old, field) == field_bool(now, field);
    const char *was = field_text(old, field), *is = field_text(now, field);
    if (field_refers(field))
        was = rename_text(arena, old, field, was);
    if (field->shape == SHAPE_TYPE)
        return same_type(arena, was, is);
    return was == is || (was && is && strcmp(was, is) == 0);
}

/* What disturbs is one clause of SQL (TYPE ... COLLATE ...), as is what says that it belongs together: an ALTER that
 * says a part says the rest. */
static uint64_t whole_clause(const struct object *old, const struct object *now, int rule) {
    uint64_t fields = 0;
    for (const struct field *field = now->kind->fields; field->name; field++)
        if ((field->rule & rule) && !(field_is_default(old, field) && field_is_default(now, field)))
            fields |= field_bit(now->kind, field);
    return fields;
}

static void compare_pair(struct plan *plan, struct object *old, struct object *now) {
    struct graph *graph = plan->now;
    uint64_t fields = 0;
    int rule = 0;
    for (const struct field *field = now->kind->fields; field->name; field++) {
        if (plan_same_field(graph->arena, old, now, field))
            continue;
        fields |= field_bit(now->kind, field);
        rule |= field->rule;
    }
    bool renames = strcmp(old->name, now->name) != 0;
    if (!fields && !renames)
        return;
    fields |= whole_clause(old, now, rule & (DISTURBS | TOGETHER));
    struct change *change = add_change(plan, old, now);
    change->fields = fields;
    change->renames = renames;
    int decided = fields && now->kind->decide ? now->kind->decide(graph, old, now, fields, &change->mid) : 0;
    if (decided)
        rule = decided;
    change->disturbs = rule & DISTURBS;
    if (rule & RECREATE)
        change->remake = now->kind->aside ? REMAKE_ASIDE : REMAKE;
}

/* ---- what stands in an order ---- */

static bool is_part(const struct object *object) {
    return object->kind->key && strcmp(object->kind->key, "#") == 0;
}

/* New parts come last, the others stay where they are. */
static bool has_moved(const struct object *old, const struct object *now) {
    int last = -1;
    bool appended = false;
    for (int i = 0; i < now->kid_count; i++) {
        const struct object *kid = now->kids[i];
        int at = 0;
        if (!is_part(kid))
            continue;
        while (at < old->kid_count && old->kids[at] != kid->twin)
            at++;
        if (kid->twin && (appended || at < last))
            return true;
        appended |= !kid->twin;
        last = at;
    }
    return false;
}

/* May rows hold values of it, by a column or by something else that is of it? A routine only speaks of it. */
static bool is_stored(const struct object *type) {
    for (int i = 0; i < type->user_count; i++) {
        const struct object *user = type->users[i];
        bool is_type = user->kind->aside, is_part_of_one = user->parent && user->parent->kind->ordered;
        if (is_type || is_part_of_one ? is_stored(is_type ? user : user->parent) : !user->kind->signature)
            return true;
    }
    return false;
}

static bool is_disturbed(const struct object *old) {
    for (int i = 0; i < old->kid_count; i++)
        if (is_part(old->kids[i]) && old->kids[i]->change && old->kids[i]->change->disturbs)
            return true;
    return false;
}

static void find_rebuilt(struct plan *plan) {
    for (int i = 0; i < plan->now->count; i++) {
        struct object *now = plan->now->objects[i], *old = now->twin;
        if (!now->kind->ordered || !old || !is_ours(plan, now))
            continue;
        if (!has_moved(old, now) && !(is_disturbed(old) && is_stored(old)))
            continue;
        struct change *change = old->change ? old->change : add_change(plan, old, now);
        change->remake = REMAKE_ASIDE;
    }
}

/* A domain instead of an enum: a type of the same name, but of another kind, is made beside the one that goes. */
static void find_replaced(struct plan *plan) {
    for (int i = 0; i < plan->change_count; i++) {
        struct change *change = plan->changes[i];
        const struct object *old = change->old, *now = NULL;
        for (int k = 0; !change->now && old->kind->aside && kinds[k] && !now; k++)
            if (kinds[k]->aside && old->parent->twin)
                now = graph_find(plan->now, kinds[k], old->parent->twin, old->name);
        if (now && now->change && !now->twin)
            change->remake = REMAKE_ASIDE;
    }
}

/* What a table says of a column that it inherits too changes with its giver, as far as that goes. */
static void follow_giver(struct change *change, const struct object *giver) {
    const struct object *now = change->now;
    const struct change *given = giver->change;
    if (!given || !given->old || !given->now || given->remake != IN_PLACE)
        return;
    change->renames = change->renames && !(given->renames && strcmp(giver->name, now->name) == 0);
    for (const struct field *field = now->kind->fields; field->name; field++)
        if ((given->fields & field_bit(now->kind, field)) && field_equal(now, giver, field))
            change->fields &= ~field_bit(now->kind, field);
}

static void follow_givers(struct plan *plan) {
    int kept = 0;
    for (int i = 0; i < plan->change_count; i++) {
        struct change *change = plan->changes[i];
        const struct object *giver = change->old && change->now ? change->now->giver : NULL;
        for (; giver; giver = giver->giver)
            follow_giver(change, giver);
        bool nothing =
            change->old && change->now && change->now->giver && !change->fields && !change->renames;
        if (nothing)
            change->old->change = change->now->change = NULL;
        else
            plan->changes[kept++] = change;
    }
    plan->change_count = kept;
}

/* A sequence and an identity that give each other's place up: the counter goes over. */
static void take_over(struct plan *plan, struct change *taker, struct change *giver) {
    const struct object *lost = giver->old;
    if (!lost->name || strcmp(lost->name, taker->now->name) != 0 || lost->kind == taker->now->kind)
        return;
    giver->taken_by = taker;
    /* An identity is named by its column, a sequence by itself. */
    const struct object *named = lost->kind->schema_wide ? lost->parent : lost;
    field_set_text(taker->now, kind_field(taker->now->kind, "takes"), object_path(plan->now->arena, named));
}

/* Most plans only make such, or only drop them: what has no counterpart is not asked about each other change. */
static void find_takers(struct plan *plan) {
    struct arena *arena = plan->now->arena;
    size_t room = ((size_t)plan->change_count + 1) * sizeof(struct change *);
    struct change **takers = arena_alloc(arena, room), **givers = arena_alloc(arena, room);
    int taker_count = 0, giver_count = 0;
    for (int i = 0; i < plan->change_count; i++) {
        struct change *change = plan->changes[i];
        if (!change->old && kind_field(change->now->kind, "takes"))
            takers[taker_count++] = change;
        else if (!change->now && kind_field(change->old->kind, "takes"))
            givers[giver_count++] = change;
    }
    for (int i = 0; i < taker_count; i++)
        for (int k = 0; k < giver_count; k++)
            take_over(plan, takers[i], givers[k]);
}

/* ---- what has to be made anew for it ---- */

static void push(struct spreading *spreading, struct change *change) {
    struct arena *arena = spreading->plan->now->arena;
    spreading->queue =
        arena_grow(arena, spreading->queue, (size_t)spreading->count, sizeof *spreading->queue);
    spreading->queue[spreading->count++] = change;
}

static struct change *change_of(struct spreading *spreading, struct object *old) {
    return old->change ? old->change : add_change(spreading->plan, old, old->twin);
}

static bool may_touch(struct spreading *spreading, const struct object *object, const struct object *lost) {
    struct plan *plan = spreading->plan;
    if (is_ours(plan, object) || object->kind->attached)
        return true;
    struct arena *arena = plan->now->arena;
    fail_set(spreading->fail, EXIT_FAILED, "%s stands in the way of a change of %s",
             object_title(arena, object), object_title(arena, lost));
    if (object->owner)
        return fail_hint(spreading->fail, "it belongs to %s: let that owner's revision drop it first",
                         object->owner);
    return fail_hint(
        spreading->fail,
        "luamig does not manage it and never drops what it does not manage: drop it by hand, or declare "
        "it in a model so that it can be made again");
}

static bool remake(struct spreading *spreading, struct object *old, const struct object *lost) {
    if (old->change && (!old->change->now || old->change->remake != IN_PLACE))
        return true;
    if (!may_touch(spreading, old, lost))
        return false;
    struct change *change = change_of(spreading, old);
    change->remake = old->kind->aside ? REMAKE_ASIDE : REMAKE;
    push(spreading, change);
    return true;
}

/* While `lost` is away it stays in the form `mid`, and comes back to its own afterwards. */
static void release(struct spreading *spreading, struct object *old, struct object *mid) {
    struct change *change = change_of(spreading, old);
    if (change->remake != IN_PLACE || change->mid)
        return;
    change->mid = mid;
    for (const struct field *field = old->kind->fields; field->name; field++)
        if (!field_equal(old, mid, field))
            change->fields |= field_bit(old->kind, field);
}

static bool mentions(struct arena *arena, const char *text, const char *name) {
    for (struct word word = word_next(arena, text); word.kind != WORD_END;
         word = word_next(arena, word.at + word.size))
        if (word.kind == WORD_NAME && strcmp(word.value, name) == 0)
            return true;
    return false;
}

/* The field by which it is of that type, or has that collation, and which an ALTER can move to the new one. */
static const struct field *moved_field(const struct plan *plan, const struct object *user,
                                       const struct object *lost) {
    struct arena *arena = plan->now->arena;
    const char *second = lost->kind->second_name ? lost->kind->second_name(arena, lost) : NULL;
    for (const struct field *field = user->kind->fields; field->name; field++) {
        const char *text = field->rule & ALTER && !field_is_list(field) && !field_is_bool(field)
                               ? field_text(user, field)
                               : NULL;
        if (text && field->shape == SHAPE_TYPE &&
            (mentions(arena, text, lost->name) || (second && mentions(arena, text, second))))
            return field;
        if (text && field->shape == SHAPE_REF && graph_resolve(plan->old, field->of, text) == lost)
            return field;
    }
    return NULL;
}

/* The type is made anew beside the old one: its columns are moved, all else that names it is made again. */
static bool ask_aside(struct spreading *spreading, struct object *user, struct object *lost) {
    const struct field *field = user->twin ? moved_field(spreading->plan, user, lost) : NULL;
    if (!user->twin)
        return true;
    if (user->parent && user->parent->kind->ordered && is_stored(user->parent))
        return remake(spreading, user->parent, lost);
    struct object *mid = user->kind->without ? user->kind->without(spreading->plan->now, user, lost) : NULL;
    if (!field || (user->change && user->change->remake != IN_PLACE)) {
        if (mid && !field) {
            release(spreading, user, mid);
            return may_touch(spreading, user, lost);
        }
        return remake(spreading, user, lost);
    }
    if (!may_touch(spreading, user, lost))
        return false;
    struct change *change = change_of(spreading, user);
    change->fields |= field_bit(user->kind, field);
    if (field->rule & DISTURBS)
        change->fields |= whole_clause(user, user->twin, DISTURBS);
    change->forced |= field_bit(user->kind, field);
    change->of = lost->change;
    if (mid)
        release(spreading, user, mid);
    if (!change->disturbs) {
        change->disturbs = true;
        push(spreading, change);
    }
    return true;
}

/* Its own change lets go of what is dropped, if that touches a text that could have named it. */
static bool lets_go(const struct object *user) {
    const struct change *change = user->change;
    for (const struct field *field = user->kind->fields; change && field->name; field++)
        if (field_refers(field) && (change->fields & field_bit(user->kind, field)))
            return true;
    return false;
}

static bool ask(struct spreading *spreading, struct change *change, struct object *user) {
    struct object *lost = change->old;
    bool gone = !change->now || change->remake == REMAKE;
    /* What its giver gives goes with that; who needs it needs the giver too. */
    if ((user->change && !user->change->now) || (user->inherited && !is_ours(spreading->plan, user)))
        return true;
    /* Another owner's that is in one of the graphs only: declared, but not made yet. */
    if (!user->twin && !is_ours(spreading->plan, user))
        return true;
    if (change->remake == REMAKE_ASIDE)
        return ask_aside(spreading, user, lost);
    if (gone) {
        if (!change->now && lets_go(user))
            return true;
        struct object *mid =
            user->kind->without ? user->kind->without(spreading->plan->now, user, lost) : NULL;
        if (!mid)
            return remake(spreading, user, lost);
        if (!may_touch(spreading, user, lost))
            return false;
        release(spreading, user, mid);
        return true;
    }
    if (user->kind->bound && !is_ours(spreading->plan, user))
        return true;
    bool rigid = user->kind->rigid || (user->kind->is_rigid && user->kind->is_rigid(user, lost));
    bool generated = user->kind->without && !rigid && kind_field_ruled(user->kind, RECREATE) &&
                     !field_is_default(user, kind_field_ruled(user->kind, RECREATE));
    return rigid || generated ? remake(spreading, user, lost) : true;
}

static bool spread_from(struct spreading *spreading, struct change *change) {
    struct object *old = change->old;
    for (int i = 0; i < old->user_count; i++) {
        struct object *user = old->users[i];
        if (!object_is_within(user, old) && !ask(spreading, change, user))
            return false;
    }
    bool made_anew = change->now && change->remake != IN_PLACE;
    for (int i = 0; made_anew && i < old->kid_count; i++)
        if (old->kids[i]->twin && !old->kids[i]->inherited && !remake(spreading, old->kids[i], old))
            return false;
    return true;
}

static bool spread(struct plan *plan, struct fail *fail) {
    struct spreading spreading = {.plan = plan, .fail = fail};
    for (int i = 0; i < plan->change_count; i++) {
        struct change *change = plan->changes[i];
        if (change->old && (!change->now || change->remake != IN_PLACE || change->disturbs))
            push(&spreading, change);
    }
    for (int i = 0; i < spreading.count; i++)
        if (!spread_from(&spreading, spreading.queue[i]))
            return false;
    return true;
}

static void compare_all(struct plan *plan) {
    for (int i = 0; i < plan->now->count; i++) {
        struct object *now = plan->now->objects[i];
        if (is_ours(plan, now) && now->twin && !(now->implied && !is_ours(plan, now->twin)))
            compare_pair(plan, now->twin, now);
        else if (is_ours(plan, now) && !now->twin)
            add_change(plan, NULL, now);
    }
    for (int i = 0; i < plan->old->count; i++) {
        struct object *old = plan->old->objects[i];
        if (!old->twin && is_ours(plan, old))
            add_change(plan, old, NULL);
    }
}

static void reset(struct graph *graph) {
    for (int i = 0; i < graph->count; i++) {
        graph->objects[i]->change = NULL;
        graph->objects[i]->current = NULL;
        graph->objects[i]->folded = false;
    }
}

bool plan_compare(struct plan *plan, struct graph *old, struct graph *now, const char *owner,
                  struct fail *fail) {
    *plan = (struct plan){.old = old, .now = now, .owner = owner, .hooked = plan->hooked};
    reset(old);
    reset(now);
    graph_link_users(old);
    graph_link_users(now);
    compare_all(plan);
    follow_givers(plan);
    find_takers(plan);
    find_rebuilt(plan);
    find_replaced(plan);
    return spread(plan, fail);
}
