#include <string.h>

#include "luamig/fail.h"
#include "luamig/graph.h"

struct enumeration {
    struct object object;
    struct list values;
};

static const struct field fields[] = {
    FIELD_AS("values", enumeration, values, LIST, POSITIONAL | ALTER | COMMITS | LABELS,
             .doc = "the labels, in order"),
    {0},
};

static const struct list *values_of(const struct object *object) {
    return &((const struct enumeration *)object)->values;
}

static void create(struct sql *sql, const struct object *object) {
    const struct list *values = values_of(object);
    struct text text = text_new(sql->arena);
    for (int i = 0; i < values->count; i++) {
        text_add(&text, i ? ", " : "");
        text_add_literal(&text, values->items[i]);
    }
    sql_add(sql, "CREATE TYPE %o AS ENUM (%s)", object, text.data);
}

/* Where the value is renamed from that one, -1: nowhere. */
static int renamed_from(const struct list *values, const char *was) {
    for (int i = 0; i < values->count; i++)
        if (list_was(values, i) && strcmp(list_was(values, i), was) == 0)
            return i;
    return -1;
}

/* What an old value is called now: the new list says so (up), or the old one says what it was (down). A hint counts
 * while its new name is free, or given away itself. */
static const char *renamed_value(const struct list *old, int at, const struct list *now) {
    const char *name = old->items[at], *was = list_was(old, at);
    int to = renamed_from(now, name);
    if (to >= 0 && (list_find(old, now->items[to]) < 0 || renamed_from(now, now->items[to]) >= 0))
        return now->items[to];
    int taken = was ? list_find(old, was) : -1;
    if (was && list_find(now, was) >= 0 && (taken < 0 || list_was(old, taken)))
        return was;
    return name;
}

static struct list renamed_values(struct arena *arena, const struct list *old, const struct list *now) {
    struct list renamed = {0};
    for (int i = 0; i < old->count; i++) {
        const char *name = renamed_value(old, i, now);
        list_add_renamed(arena, &renamed, name, name == old->items[i] ? NULL : old->items[i]);
    }
    /* Half of a swap leads to a name that is kept: then none of the hints can be followed. */
    for (int i = 0; i < renamed.count; i++)
        if (list_find(&renamed, renamed.items[i]) != i)
            return *old;
    return renamed;
}

static bool is_subsequence(const struct list *some, const struct list *all) {
    int found = 0;
    for (int i = 0; i < all->count && found < some->count; i++)
        if (strcmp(all->items[i], some->items[found]) == 0)
            found++;
    return found == some->count;
}

/* In place while the old values, renamed, stand in the new ones in the same order; else the type is made anew aside,
 * after the renames, so that rows keep what was renamed. */
static int decide(struct graph *graph, const struct object *old, const struct object *now, uint64_t changed,
                  struct object **mid) {
    struct list renamed = renamed_values(graph->arena, values_of(old), values_of(now));
    if (is_subsequence(&renamed, values_of(now)))
        return list_equal(&renamed, values_of(old)) && list_equal(values_of(old), values_of(now)) ? 0 : ALTER;
    if (!list_equal(&renamed, values_of(old))) {
        *mid = graph_copy(graph, old);
        ((struct enumeration *)*mid)->values = renamed;
        (*mid)->declared = NULL;
    }
    return RECREATE;
}

/* Renames whose new name is free go first; if every one waits for another, one is put aside. */
static void rename_values(struct sql *sql, const struct object *type, const struct list *old,
                          const struct list *renamed) {
    struct list at = {0};
    for (int i = 0; i < old->count; i++)
        list_add(sql->arena, &at, old->items[i]);
    for (bool moved = true; moved;) {
        int blocked = -1;
        moved = false;
        for (int i = 0; i < at.count; i++) {
            if (strcmp(at.items[i], renamed->items[i]) == 0)
                continue;
            if (list_find(&at, renamed->items[i]) >= 0) {
                blocked = i;
                continue;
            }
            sql_add(sql, "ALTER TYPE %o RENAME VALUE %L TO %L", type, at.items[i], renamed->items[i]);
            at.items[i] = renamed->items[i];
            moved = true;
        }
        if (!moved && blocked >= 0) {
            const char *aside = arena_printf(sql->arena, "%s__old", at.items[blocked]);
            sql_add(sql, "ALTER TYPE %o RENAME VALUE %L TO %L", type, at.items[blocked], aside);
            at.items[blocked] = aside;
            moved = true;
        }
    }
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct list *values = values_of(now);
    struct list renamed = renamed_values(sql->arena, values_of(old), values);
    rename_values(sql, now, values_of(old), &renamed);
    for (int i = 0; i < values->count; i++) {
        if (list_find(&renamed, values->items[i]) >= 0)
            continue;
        struct text text = text_new(sql->arena);
        sql_format(&text, "ALTER TYPE %o ADD VALUE %L", now, values->items[i]);
        const char *next = NULL; /* the first old value behind it: what is new before it has been added */
        for (int k = i + 1; k < values->count && !next; k++)
            next = list_find(&renamed, values->items[k]) >= 0 ? values->items[k] : NULL;
        if (next)
            sql_format(&text, " BEFORE %L", next);
        sql_add(sql, "%s", text.data);
    }
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    const struct list *values = values_of(object);
    for (int i = 0; i < values->count; i++) {
        if (strlen(values->items[i]) > 63)
            return fail_at(fail, object->origin, "the value '%.20s...' of enum %s has more than 63 bytes",
                           values->items[i], object->name);
        for (int k = 0; k < i; k++)
            if (strcmp(values->items[i], values->items[k]) == 0)
                return fail_at(fail, object->origin, "enum %s has the value '%s' twice", object->name,
                               values->items[i]);
    }
    return true;
}

const struct kind kind_enum = {
    .name = "enum",
    .word = "enum",
    .within = "schema",
    .noun = "TYPE",
    .grant_noun = "TYPE",
    .space = "type",
    .aside = true,
    .size = sizeof(struct enumeration),
    .fields = fields,
    .queries =
        {{0, "SELECT 'pg_type'::regclass::oid AS class_id, t.oid AS object_id, 0 AS sub_id,"
             "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
             "       t.typname AS name,"
             "       (SELECT array_agg(v.enumlabel ORDER BY v.enumsortorder)"
             "          FROM pg_enum v WHERE v.enumtypid = t.oid) AS values"
             "  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
             " WHERE t.typtype = 'e' AND " SQL_IN_SCHEMA("n.nspname")
                 SQL_NO_MEMBER("pg_type", "t.oid") " ORDER BY n.nspname, t.typname"}},
    .finish = finish,
    .decide = decide,
    .create = create,
    .alter = alter,
};
