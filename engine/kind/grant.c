/* What one role may do with an object.
 *
 * PUBLIC may execute every routine and use every type from the start: such a grant counts as none, and one
 * without privileges takes them away (`grants = { public = {} }`).
 */
#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"

struct grant {
    struct object object;
    struct list privileges;
};

static const struct field fields[] = {
    FIELD(grant, privileges, LIST, ALTER | LOWER | POSITIONAL,
          .doc = "\"select\", \"update with grant option\""),
    {0},
};

static const char option[] = " with grant option";

static const struct list *privileges_of(const struct object *object) {
    return &((const struct grant *)object)->privileges;
}

static bool has_option(const char *privilege) {
    size_t size = strlen(privilege);
    return size >= sizeof option && strcmp(privilege + size - (sizeof option - 1), option) == 0;
}

static const char *without_option(struct arena *arena, const char *privilege) {
    size_t size = strlen(privilege) - (has_option(privilege) ? sizeof option - 1 : 0);
    return arena_copy_bytes(arena, privilege, size);
}

/* The privilege that PUBLIC has from the start, NULL: none. */
static const char *initial(const struct object *object) {
    const char *noun = object->parent->kind->grant_noun;
    if (strcmp(object->name, "public") != 0 || !noun)
        return NULL;
    if (strcmp(noun, "ROUTINE") == 0)
        return "execute";
    return strcmp(noun, "TYPE") == 0 || strcmp(noun, "DOMAIN") == 0 ? "usage" : NULL;
}

static bool is_known(const char *privilege) {
    static const char *const known[] = {"select",  "insert", "update",  "delete", "truncate", "references",
                                        "trigger", "usage",  "execute", "create", "maintain"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i], privilege) == 0)
            return true;
    return false;
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct list *privileges = &((struct grant *)object)->privileges;
    list_sort(privileges);
    for (int i = 0; i < privileges->count; i++) {
        const char *privilege = without_option(graph->arena, privileges->items[i]);
        if (strcmp(privilege, "all") == 0 || strcmp(privilege, "all privileges") == 0) {
            fail_at(fail, object->origin, "the grant to %s says \"all\", which differs between servers",
                    object->name);
            return fail_hint(fail, "name each privilege: { \"select\", \"insert\" }");
        }
        if (!is_known(privilege)) {
            fail_at(fail, object->origin, "the grant to %s: there is no privilege \"%s\"", object->name,
                    privilege);
            return fail_hint(
                fail, "such as \"select\", \"insert\", \"update\", \"delete\", \"usage\", \"execute\"");
        }
        if (i && strcmp(privilege, without_option(graph->arena, privileges->items[i - 1])) == 0)
            return fail_at(fail, object->origin, "the grant to %s says \"%s\" twice", object->name,
                           privilege);
    }
    const char *given = initial(object);
    if (given && privileges->count) {
        fail_at(fail, object->origin, "public has %s on every %s unless that is revoked", given,
                object->parent->kind->name);
        return fail_hint(fail, "leave the grant out; public = {} revokes it");
    }
    if (!given && !privileges->count)
        return fail_at(fail, object->origin, "the grant to %s gives no privilege", object->name);
    return true;
}

/* "select, update", or for a column "select (amount), update (amount)". */
static void add_privileges(struct text *text, const struct object *parent, const struct list *privileges) {
    for (int i = 0; i < privileges->count; i++) {
        sql_format(text, "%s%s", i ? ", " : "", privileges->items[i]);
        if (parent->kind->key && strcmp(parent->kind->key, "#") == 0)
            sql_format(text, " (%I)", object_current(parent));
    }
}

static void add_statement(struct sql *sql, const struct object *object, const char *verb,
                          const struct list *privileges, const char *towards, const char *end) {
    const struct object *parent = object->parent;
    bool on_column = parent->kind->key && strcmp(parent->kind->key, "#") == 0;
    if (!privileges->count)
        return;
    struct text text = text_new(sql->arena);
    text_add(&text, verb);
    add_privileges(&text, parent, privileges);
    sql_format(&text, " ON %s %o %s ", parent->kind->grant_noun, on_column ? parent->parent : parent,
               towards);
    if (strcmp(object->name, "public") == 0)
        text_add(&text, "PUBLIC");
    else
        text_add_identifier(&text, object->name);
    sql_add(sql, "%s%s", text.data, end);
}

/* From what was to what is, with as few words as possible. A privilege that goes takes its option along. */
static void change(struct sql *sql, const struct object *object, const struct list *was,
                   const struct list *is) {
    struct list plain = {0}, optional = {0}, option_gone = {0}, gone = {0};
    for (int i = 0; i < is->count; i++) {
        if (list_find(was, is->items[i]) >= 0)
            continue;
        const char *privilege = without_option(sql->arena, is->items[i]);
        if (has_option(is->items[i]))
            list_add(sql->arena, &optional, privilege);
        else if (list_find(was, arena_printf(sql->arena, "%s%s", privilege, option)) >= 0)
            list_add(sql->arena, &option_gone, privilege);
        else
            list_add(sql->arena, &plain, privilege);
    }
    for (int i = 0; i < was->count; i++) {
        const char *privilege = without_option(sql->arena, was->items[i]);
        if (list_find(is, privilege) < 0 &&
            list_find(is, arena_printf(sql->arena, "%s%s", privilege, option)) < 0)
            list_add(sql->arena, &gone, privilege);
    }
    add_statement(sql, object, "REVOKE ", &gone, "FROM", "");
    add_statement(sql, object, "REVOKE GRANT OPTION FOR ", &option_gone, "FROM", "");
    add_statement(sql, object, "GRANT ", &plain, "TO", "");
    add_statement(sql, object, "GRANT ", &optional, "TO", " WITH GRANT OPTION");
}

static struct list initial_list(struct arena *arena, const struct object *object) {
    struct list list = {0};
    if (initial(object))
        list_add(arena, &list, initial(object));
    return list;
}

static void create(struct sql *sql, const struct object *object) {
    struct list before = initial_list(sql->arena, object);
    change(sql, object, &before, privileges_of(object));
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    change(sql, now, privileges_of(old), privileges_of(now));
}

/* op.drop_grant names no privileges: what the role has goes. */
static void drop(struct sql *sql, const struct object *object) {
    struct list after = initial_list(sql->arena, object), all = {0};
    list_add(sql->arena, &all, "all");
    if (after.count)
        change(sql, object, privileges_of(object), &after);
    else
        add_statement(sql, object, "REVOKE ", &all, "FROM", "");
}

/* Rows of `from`, whose alias is o: the address, the rights, the owner, and what PUBLIC has from the start.
 */
#define RIGHTS(catalog, sub, initial, acl, owner, from)                                       \
    "SELECT '" catalog "'::regclass::oid AS class_of, o.oid AS oid, " sub " AS sub, " initial \
    " AS initial, " acl " AS acl, o." owner " AS owner FROM " from " WHERE " acl              \
    " IS NOT NULL AND " SQL_IN_SCHEMA("n.nspname")

const struct kind kind_grant = {
    .name = "grant",
    .within = "*",
    .key = "grants",
    .attached = true,
    .grants = true,
    .size = sizeof(struct grant),
    .fields = fields,
    .queries =
        {{0, "WITH granted AS (" RIGHTS("pg_class", "0", "NULL", "o.relacl", "relowner", "pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace") " UNION ALL " RIGHTS("pg_class", "a.attnum", "NULL", "a.attacl", "relowner", "pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace JOIN pg_attribute a ON a.attrelid = o.oid AND NOT a.attisdropped") " UNION ALL " RIGHTS(
                 "pg_proc", "0", "'execute'", "o.proacl", "proowner",
                 "pg_proc o JOIN pg_namespace n ON n.oid = o.pronamespace") " UNION ALL " RIGHTS("pg_type",
                                                                                                 "0",
                                                                                                 "'usage'",
                                                                                                 "o.typacl",
                                                                                                 "typowner",
                                                                                                 "pg_type o JOIN pg_namespace n ON n.oid = o.typnamespace") " UNION ALL " RIGHTS("pg_namespace",
                                                                                                                                                                                 "0",
                                                                                                                                                                                 "NULL", "o.nspacl", "nspowner", "pg_namespace o JOIN pg_namespace n ON n.oid = o.oid") "), given AS (SELECT g.class_of, g.oid, g.sub, g.initial,       CASE e.grantee WHEN 0 THEN 'public' ELSE r.rolname::text END AS name,       lower(e.privilege_type) AS privilege, bool_or(e.is_grantable) AS grantable  FROM granted g CROSS JOIN LATERAL aclexplode(g.acl) e LEFT JOIN pg_roles r ON r.oid = e.grantee WHERE e.grantee <> g.owner GROUP BY 1, 2, 3, 4, 5, 6) SELECT NULL::oid AS class_id, NULL::oid AS object_id, NULL::int AS sub_id,       class_of AS parent_class, oid AS parent_object, sub AS parent_sub, name,       array_agg(privilege || CASE WHEN grantable THEN ' with grant option' ELSE '' END                 ORDER BY privilege) AS privileges  FROM given WHERE name IS NOT NULL GROUP BY class_of, oid, sub, name, initial HAVING NOT (name = 'public' AND initial IS NOT NULL) UNION ALL SELECT NULL, NULL, NULL, g.class_of, g.oid, g.sub, 'public', '{}'  FROM granted g WHERE g.initial IS NOT NULL AND NOT EXISTS   (SELECT FROM given v WHERE v.class_of = g.class_of AND v.oid = g.oid AND v.name = 'public') ORDER BY 4, 5, 6, 7"}},
    .finish = finish,
    .create = create,
    .alter = alter,
    .drop = drop,
};
