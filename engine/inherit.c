#include "luamig/inherit.h"

#include <string.h>

#include "luamig/field.h"

bool inherits(const struct object *object) {
    for (const struct field *field = object->kind->fields; field->name; field++)
        if ((field->rule & INHERITS) && !field_is_default(object, field))
            return true;
    return false;
}

/* The names of those it inherits from, in order. */
static struct list givers_of(struct graph *graph, const struct object *heir) {
    struct list givers = {0};
    for (const struct field *field = heir->kind->fields; field->name; field++) {
        if (!(field->rule & INHERITS) || field_is_default(heir, field))
            continue;
        if (!field_is_list(field))
            list_add(graph->arena, &givers, field_text(heir, field));
        for (int i = 0; field_is_list(field) && i < field_list(heir, field)->count; i++)
            list_add(graph->arena, &givers, field_list(heir, field)->items[i]);
    }
    return givers;
}

static struct object *giver_named(const struct graph *graph, const struct object *heir, const char *name) {
    return graph_resolve(graph, heir->kind->name, name);
}

/* A check may be said to hold for its own table alone. */
static bool is_handed_down(const struct object *kid) {
    const struct field *alone = kind_field(kid->kind, "no_inherit");
    return kid->kind->handed_down && kid->name && !(alone && field_bool(kid, alone));
}

/* ---- models ---- */

/* What needs columns looks for them in front of a table's other kids. */
static void put_in_front(struct object *heir, struct object *given) {
    const char *key = given->kind->key;
    int at = heir->kid_count - 1;
    for (; key && *key == '#' && at > 0 && heir->kids[at - 1]->kind != given->kind; at--)
        heir->kids[at] = heir->kids[at - 1];
    heir->kids[at] = given;
}

static void give(struct graph *graph, struct object *heir, struct object *kid) {
    struct object *own = object_kid(heir, kid->kind, kid->name);
    if (own) {
        own->giver = kid;
        return;
    }
    struct object *given = graph_add(graph, kid->kind, heir, kid->name);
    if (!given)
        return;
    for (const struct field *field = kid->kind->fields; field->name; field++)
        field_copy(given, kid, field);
    put_in_front(heir, given);
    given->origin = kid->origin;
    given->giver = kid;
    given->inherited = true;
}

static void expand(struct graph *graph, struct object *heir, bool *expanded) {
    struct list givers = givers_of(graph, heir);
    if (expanded[heir->number])
        return;
    expanded[heir->number] = true;
    for (int i = 0; i < givers.count; i++) {
        struct object *giver = giver_named(graph, heir, givers.items[i]);
        if (!giver)
            continue;
        expand(graph, giver, expanded);
        for (int k = 0; k < giver->kid_count; k++)
            if (is_handed_down(giver->kids[k]))
                give(graph, heir, giver->kids[k]);
    }
}

void inherit_expand(struct graph *graph) {
    int count = graph->count;
    bool *expanded = arena_alloc(graph->arena, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        expand(graph, graph->objects[i], expanded);
}

/* ---- needs ---- */

static void find_giver(struct graph *graph, struct object *kid) {
    struct list givers = givers_of(graph, kid->parent);
    for (int i = 0; i < givers.count && !kid->giver; i++) {
        const struct object *giver = giver_named(graph, kid->parent, givers.items[i]);
        if (giver && giver != kid->parent)
            kid->giver = object_kid(giver, kid->kind, kid->name);
    }
}

void inherit_link(struct graph *graph) {
    for (int i = 0; i < graph->count; i++) {
        struct object *object = graph->objects[i];
        if (object->parent && object->kind->handed_down && inherits(object->parent))
            find_giver(graph, object);
    }
    for (int i = 0; i < graph->count; i++) {
        struct object *object = graph->objects[i];
        for (int n = 0; n < object->need_count; n++) /* a giver may have a giver of its own */
            graph_need(graph, object, object->needs[n].on->giver, object->needs[n].strength);
    }
}

/* ---- changes of standing ---- */

static bool is_owned(const struct object *object, const char *owner) {
    return object->owner && strcmp(object->owner, owner) == 0;
}

/* Does `heir`, of the other graph, inherit from the twin of the table that gives `kid`? */
static bool still_inherits(struct graph *graph, const struct object *heir, const struct object *kid) {
    if (!kid->giver)
        return inherits(heir);
    struct list givers = givers_of(graph, heir);
    for (int i = 0; i < givers.count; i++) {
        const struct object *giver = giver_named(graph, heir, givers.items[i]);
        if (giver && giver == kid->giver->parent->twin)
            return true;
    }
    return false;
}

static bool same(const struct object *a, const struct object *b) {
    for (const struct field *field = a->kind->fields; field->name; field++)
        if (!(field->rule & (HINT | SEEN)) && !field_equal(a, b, field))
            return false;
    return true;
}

bool inherit_is_bare(const struct object *object) {
    if (!object->inherited)
        return false;
    bool comparable = object->giver && object->kind->handed_down;
    return !comparable || (!object->kid_count && same(object, object->giver));
}

/* An index that the new giver has too: PostgreSQL takes the one that is there for its own. */
static bool will_be_given(struct graph *graph, const struct object *heir, const struct object *kid) {
    struct list givers = givers_of(graph, heir);
    for (int i = 0; i < givers.count; i++) {
        const struct object *giver = giver_named(graph, heir, givers.items[i]);
        for (int k = 0; giver && k < giver->kid_count; k++)
            if (giver->kids[k]->kind == kid->kind && same(giver->kids[k], kid))
                return true;
    }
    return false;
}

static void settle_old(struct graph *models, const struct object *heir, struct object *kid,
                       const char *owner) {
    bool gives_up = !kid->twin && !kid->kind->attached;
    if (!gives_up)
        return;
    if (kid->inherited)
        kid->owner = still_inherits(models, heir, kid) ? NULL : owner;
    else if (is_owned(kid, owner) && kid->kind->is_key && will_be_given(models, heir, kid))
        kid->owner = NULL;
}

void inherit_settle(struct graph *catalog, struct graph *models, const char *owner) {
    for (int i = 0; i < models->count; i++) {
        struct object *now = models->objects[i], *old = now->twin;
        if (!old || !is_owned(now, owner) || !(inherits(now) || inherits(old)))
            continue;
        for (int k = 0; k < old->kid_count; k++)
            settle_old(models, now, old->kids[k], owner);
        for (int k = 0; k < now->kid_count; k++)
            if (now->kids[k]->inherited && !still_inherits(catalog, old, now->kids[k]))
                now->kids[k]->owner = owner;
    }
}
