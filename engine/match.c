#include "luamig/match.h"

#include <string.h>

#include "luamig/field.h"
#include "luamig/made_name.h"
#include "luamig/memory.h"
#include "luamig/plan.h"
#include "luamig/rename.h"

static void pair(struct object *old, struct object *now) {
    old->twin = now;
    now->twin = old;
}

static struct object *old_parent(const struct object *now) {
    return now->parent ? now->parent->twin : NULL;
}

static bool can_match(const struct object *now) {
    return !now->twin && now->name && (!now->parent || now->parent->twin);
}

/* What a hint names: `*schema` NULL where it is in the same one, or nothing that lies in a schema. */
static const char *read_hint(struct arena *arena, const struct object *now, const char *hint,
                             const char **schema) {
    char *parts[3];
    bool in_schema = now->parent && now->parent->kind->names_others;
    int count = in_schema && !now->kind->signature ? name_split(arena, hint, parts, 3) : 0;
    *schema = count == 2 ? parts[0] : NULL;
    return count ? parts[count - 1] : hint;
}

/* Has this hint been followed already? The ledger keeps it with what the model said. */
static bool remembers_hint(struct arena *arena, const struct object *old, const struct object *now) {
    const char *schema, *said = old->wording ? memory_text(arena, old->wording, "renamed_from") : NULL;
    return said && strcmp(read_hint(arena, now, said, &schema),
                          read_hint(arena, now, now->renamed_from, &schema)) == 0;
}

static struct object *hinted(struct graph *catalog, const struct object *now) {
    struct object *parent = old_parent(now);
    const char *schema, *was = read_hint(catalog->arena, now, now->renamed_from, &schema);
    if (schema)
        parent = graph_find(catalog, kind_of_schemas(), NULL, schema);
    return now->parent && !parent ? NULL : graph_find(catalog, now->kind, parent, was);
}

static void match_hint(struct graph *catalog, struct graph *models, struct object *now, struct list *stale) {
    if (!now->renamed_from || !can_match(now))
        return;
    struct object *was = hinted(catalog, now);
    struct object *same = graph_find(catalog, now->kind, old_parent(now), now->name);
    bool followed = same && (!was || was == same || remembers_hint(catalog->arena, same, now));
    if (was && !was->twin && !followed)
        pair(was, now);
    else if (same && stale)
        list_add_renamed(models->arena, stale,
                         arena_printf(models->arena,
                                      "%s: renamed_from = \"%s\" of %s has been followed; it can go",
                                      now->origin ? now->origin : "?", now->renamed_from,
                                      object_title(models->arena, now)),
                         now->owner);
}

static void match_name(struct graph *catalog, struct object *now) {
    if (!can_match(now))
        return;
    struct object *parent = old_parent(now);
    struct object *old = graph_find(catalog, now->kind, parent, now->name);
    if (!old && now->kind->single && parent)
        old = object_kid(parent, now->kind, NULL);
    if (!old && now->inherited && now->giver->twin) /* renamed with its giver */
        old = graph_find(catalog, now->kind, parent, now->giver->twin->name);
    if (old && old->implied && old->kind->attached && !old->owner)
        return; /* what would be so unsaid is nothing that has been said */
    if (old && !old->twin && (!parent || old->parent == parent))
        pair(old, now);
}

static bool can_carry(const struct object *old) {
    return !old->twin && (!old->parent || old->parent->twin);
}

/* The name that a rename of something else has carried along: of its table or columns, of an argument's type, or of
 * what it is named after. */
static const char *carried_name(const struct graph *catalog, struct arena *arena, const struct object *old) {
    const struct object *namesake = graph_namesake(catalog, old);
    if (!can_carry(old))
        return NULL;
    if (namesake && namesake->twin)
        return namesake->twin->name;
    bool of_types = old->kind->signature || old->kind->follows;
    return of_types ? rename_signature(arena, old) : made_name_carried(arena, old);
}

static void match_carried(struct graph *catalog, struct graph *models, struct object *old) {
    const char *name = carried_name(catalog, models->arena, old);
    struct object *parent = old->parent ? old->parent->twin : NULL;
    struct object *now = name ? graph_find(models, old->kind, parent, name) : NULL;
    if (now && !now->twin && now->parent == parent)
        pair(old, now);
}

static bool says_the_same(struct arena *arena, const struct object *old, const struct object *now) {
    for (const struct field *field = now->kind->fields; field->name; field++)
        if (!plan_same_field(arena, old, now, field))
            return false;
    return true;
}

/* Where an expression has decided the name: the same words, but for what else is renamed. */
static void match_worded(struct graph *models, struct object *old) {
    if (!old->parent || !can_carry(old) || !old->declared || !made_name_asked(models->arena, old))
        return;
    const struct object *table = old->parent->twin;
    for (int i = 0; i < table->kid_count; i++) {
        struct object *now = table->kids[i];
        if (!now->twin && now->kind == old->kind && now->default_name &&
            says_the_same(models->arena, old->declared, now)) {
            pair(old, now);
            return;
        }
    }
}

/* Columns come before what is named after them, types before what lies in no schema and is named after them. */
static int depth_of(const struct object *object) {
    int depth = !(object->kind->key && strcmp(object->kind->key, "#") == 0);
    for (const struct object *at = object; at; at = at->parent) {
        bool waits = at->kind->after_column || (at->kind->follows && !at->parent);
        depth += (at->parent ? 2 : 0) + (waits ? 2 : 0);
    }
    return depth;
}

void match(struct graph *catalog, struct graph *models, struct list *stale) {
    enum { DEEPEST = 10 };
    for (int depth = 0; depth <= DEEPEST; depth++) {
        for (int i = 0; i < models->count; i++)
            if (depth_of(models->objects[i]) == depth)
                match_hint(catalog, models, models->objects[i], stale);
        for (int i = 0; i < models->count; i++)
            if (depth_of(models->objects[i]) == depth)
                match_name(catalog, models->objects[i]);
        for (int i = 0; i < catalog->count; i++)
            if (depth_of(catalog->objects[i]) == depth)
                match_carried(catalog, models, catalog->objects[i]);
        for (int i = 0; i < catalog->count; i++)
            if (depth_of(catalog->objects[i]) == depth)
                match_worded(models, catalog->objects[i]);
    }
}

void match_carry(struct graph *catalog, struct graph *models, const char *owner) {
    for (int i = 0; i < catalog->count; i++) {
        struct object *old = catalog->objects[i];
        bool given_up = old->owner && strcmp(old->owner, owner) == 0;
        bool unsaid = old->implied && old->kind->attached;
        if (old->twin || given_up || unsaid || (old->parent && !old->parent->twin))
            continue;
        struct object *now = graph_add(models, old->kind, old->parent ? old->parent->twin : NULL, old->name);
        if (!now)
            continue;
        for (const struct field *field = old->kind->fields; field->name; field++)
            field_copy(now, old, field);
        now->owner = old->owner;
        now->inherited = old->inherited;
        now->default_name = old->default_name;
        pair(old, now);
    }
    for (int i = 0; i < catalog->count; i++) {
        const struct object *old = catalog->objects[i];
        bool copied = old->twin && !old->twin->origin;
        for (int n = 0; copied && n < old->need_count; n++)
            if (old->needs[n].on->twin)
                graph_need(models, old->twin, old->needs[n].on->twin, old->needs[n].strength);
    }
}
