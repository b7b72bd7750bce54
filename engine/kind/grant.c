/* What one role may do with an object, and with the objects that are yet to be made (default privileges).
 *
 * PUBLIC may execute every routine and use every type and language from the start: such a grant counts as none, and
 * one without privileges takes them away (`grants = { public = {} }`).
 *
 * Default privileges are named as they are read: "tables to reader", "tables of app in billing to reader". They are
 * those of objects that the role `of` makes, unsaid: the one that runs the migrations.
 */
#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/words.h"

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

/* ---- the name of default privileges ---- */

/* The parts of "tables of app in billing to reader"; `of` and `in` may be NULL. */
struct future {
    const char *objects, *of, *in, *to;
};

static const char *objects_named(const char *word) {
    static const char *const names[] = {"tables", "sequences", "routines", "types", "schemas"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], word) == 0)
            return names[i];
    return strcmp(word, "functions") == 0 ? "routines" : NULL;
}

/* False: it is no such name. */
static bool read_future(struct arena *arena, const char *name, struct future *future) {
    struct word word = word_next(arena, name);
    *future = (struct future){.objects = word.kind == WORD_NAME ? objects_named(word.value) : NULL};
    while (word.kind != WORD_END) {
        struct word key = word_next(arena, word.at + word.size);
        if (key.kind == WORD_END)
            break;
        bool is_of = key.kind == WORD_NAME && strcmp(key.value, "of") == 0;
        bool is_in = key.kind == WORD_NAME && strcmp(key.value, "in") == 0;
        const char **part = is_of ? &future->of : is_in ? &future->in : &future->to;
        word = word_next(arena, key.at + key.size);
        if ((!is_of && !is_in && (key.kind != WORD_NAME || strcmp(key.value, "to") != 0)) || *part ||
            word.kind != WORD_NAME)
            return false;
        *part = word.value;
    }
    return future->objects && future->to;
}

static const char *future_name(struct arena *arena, const struct future *future) {
    struct text text = text_new(arena);
    text_add(&text, future->objects);
    if (future->of)
        sql_format(&text, " of %I", future->of);
    if (future->in)
        sql_format(&text, " in %I", future->in);
    sql_format(&text, " to %I", future->to);
    return text.data;
}

/* ---- whom, and on what ---- */

static bool is_of_the_future(const struct object *object) {
    return !object->kind->attached;
}

static const char *role_of(struct arena *arena, const struct object *object) {
    struct future future;
    if (!is_of_the_future(object))
        return object->name;
    return read_future(arena, object->name, &future) ? future.to : "";
}

/* The privilege that PUBLIC has from the start, NULL: none. What is said of one schema only adds to it. */
static const char *initial(struct arena *arena, const struct object *object) {
    static const char *const nouns[][2] = {
        {"ROUTINE", "execute"}, {"TYPE", "usage"},       {"DOMAIN", "usage"},
        {"LANGUAGE", "usage"},  {"routines", "execute"}, {"types", "usage"},
    };
    struct future future = {0};
    if (strcmp(role_of(arena, object), "public") != 0)
        return NULL;
    if (is_of_the_future(object) && (!read_future(arena, object->name, &future) || future.in))
        return NULL;
    const char *noun = is_of_the_future(object) ? future.objects : object->parent->kind->grant_noun;
    for (size_t i = 0; noun && i < sizeof nouns / sizeof *nouns; i++)
        if (strcmp(nouns[i][0], noun) == 0)
            return nouns[i][1];
    return NULL;
}

/* ---- reading ---- */

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
                    role_of(graph->arena, object));
            return fail_hint(fail, "name each privilege: { \"select\", \"insert\" }");
        }
        if (!is_known(privilege)) {
            fail_at(fail, object->origin, "the grant to %s: there is no privilege \"%s\"",
                    role_of(graph->arena, object), privilege);
            return fail_hint(
                fail, "such as \"select\", \"insert\", \"update\", \"delete\", \"usage\", \"execute\"");
        }
        if (i && strcmp(privilege, without_option(graph->arena, privileges->items[i - 1])) == 0)
            return fail_at(fail, object->origin, "the grant to %s says \"%s\" twice",
                           role_of(graph->arena, object), privilege);
    }
    const char *given = initial(graph->arena, object);
    if (given && privileges->count) {
        fail_at(fail, object->origin, "public has %s on every %s unless that is revoked", given,
                object->parent ? object->parent->kind->name : "new one");
        return fail_hint(fail, object->parent ? "leave the grant out; public = {} revokes it"
                                              : "leave it out; {} revokes it");
    }
    if (!given && !privileges->count)
        return fail_at(fail, object->origin, "the grant to %s gives no privilege",
                       role_of(graph->arena, object));
    return true;
}

/* The name is written in one way: its roles and its schema are SQL's identifiers. */
static bool finish_future(struct graph *graph, struct object *object, struct fail *fail) {
    struct future future;
    if (!read_future(graph->arena, object->name, &future)) {
        fail_at(fail, object->origin, "'%s' are no default privileges", object->name);
        return fail_hint(
            fail, "write default_privileges \"tables to reader\" { \"select\" }, or \"tables of app in "
                  "billing to reader\"; besides tables: sequences, routines, types, schemas");
    }
    const char *name = future_name(graph->arena, &future);
    if (strcmp(name, object->name) != 0)
        return fail_at(fail, object->origin, "default privileges '%s' are called '%s'", object->name, name);
    return finish(graph, object, fail);
}

static void link_future(struct graph *graph, struct object *object) {
    struct future future;
    if (read_future(graph->arena, object->name, &future) && future.in)
        graph_need(graph, object, graph_find(graph, kind_of_schemas(), NULL, future.in), KNOWN);
}

/* ---- statements ---- */

/* "select, update", or for a column "select (amount), update (amount)". */
static void add_privileges(struct text *text, const struct list *privileges, const struct object *column) {
    for (int i = 0; i < privileges->count; i++) {
        sql_format(text, "%s%s", i ? ", " : "", privileges->items[i]);
        if (column)
            sql_format(text, " (%I)", object_current(column));
    }
}

static void add_role(struct text *text, const char *role) {
    if (strcmp(role, "public") == 0)
        text_add(text, "PUBLIC");
    else
        text_add_identifier(text, role);
}

static void add_future(struct text *text, const struct future *future, const char *verb,
                       const struct list *privileges) {
    text_add(text, "ALTER DEFAULT PRIVILEGES");
    if (future->of)
        sql_format(text, " FOR ROLE %I", future->of);
    if (future->in)
        sql_format(text, " IN SCHEMA %I", future->in);
    text_addf(text, " %s ", verb);
    add_privileges(text, privileges, NULL);
    text_addf(text, " ON %s", future->objects);
}

static void add_present(struct text *text, const struct object *parent, const char *verb,
                        const struct list *privileges) {
    bool on_column = parent->kind->noun && strcmp(parent->kind->noun, "COLUMN") == 0;
    text_addf(text, "%s ", verb);
    add_privileges(text, privileges, on_column ? parent : NULL);
    sql_format(text, " ON %s %o", parent->kind->grant_noun, on_column ? parent->parent : parent);
}

static void add_statement(struct sql *sql, const struct object *object, const char *verb,
                          const struct list *privileges, const char *towards, const char *end) {
    struct text text = text_new(sql->arena);
    struct future future;
    if (!privileges->count)
        return;
    if (!is_of_the_future(object))
        add_present(&text, object->parent, verb, privileges);
    else if (read_future(sql->arena, object->name, &future))
        add_future(&text, &future, verb, privileges);
    text_addf(&text, " %s ", towards);
    add_role(&text, role_of(sql->arena, object));
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
    add_statement(sql, object, "REVOKE", &gone, "FROM", "");
    add_statement(sql, object, "REVOKE GRANT OPTION FOR", &option_gone, "FROM", "");
    add_statement(sql, object, "GRANT", &plain, "TO", "");
    add_statement(sql, object, "GRANT", &optional, "TO", " WITH GRANT OPTION");
}

static struct list initial_list(struct arena *arena, const struct object *object) {
    struct list list = {0};
    if (initial(arena, object))
        list_add(arena, &list, initial(arena, object));
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
        add_statement(sql, object, "REVOKE", &all, "FROM", "");
}

/* ---- the catalog ---- */

/* `initial` is what PUBLIC has of it from the start. */
static const char grant_query[] =
    "WITH rights AS ("
    "  SELECT a.* FROM ("
    "    SELECT 'pg_class'::regclass AS class_of, oid, 0 AS sub, NULL AS initial, relacl AS acl,"
    "           relowner AS owner, relnamespace AS lies_in FROM pg_class"
    "    UNION ALL"
    "    SELECT 'pg_class'::regclass, c.oid, a.attnum, NULL, a.attacl, c.relowner, c.relnamespace"
    "      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped"
    "    UNION ALL"
    "    SELECT 'pg_proc'::regclass, oid, 0, 'execute', proacl, proowner, pronamespace FROM pg_proc"
    "    UNION ALL"
    "    SELECT 'pg_type'::regclass, oid, 0, 'usage', typacl, typowner, typnamespace FROM pg_type"
    "    UNION ALL"
    "    SELECT 'pg_namespace'::regclass, oid, 0, NULL, nspacl, nspowner, oid FROM pg_namespace"
    "    UNION ALL"
    "    SELECT 'pg_language'::regclass, oid, 0, 'usage', lanacl, lanowner, NULL FROM pg_language"
    "    UNION ALL"
    "    SELECT 'pg_foreign_data_wrapper'::regclass, oid, 0, NULL, fdwacl, fdwowner, NULL"
    "      FROM pg_foreign_data_wrapper"
    "    UNION ALL"
    "    SELECT 'pg_foreign_server'::regclass, oid, 0, NULL, srvacl, srvowner, NULL FROM pg_foreign_server"
    "  ) a LEFT JOIN pg_namespace n ON n.oid = a.lies_in"
    "   WHERE a.acl IS NOT NULL AND (a.lies_in IS NULL OR n.nspname = ANY ($1::text[])))"
    " SELECT NULL::oid AS class_id, NULL::oid AS object_id, NULL::int AS sub_id,"
    "        g.class_of::oid AS parent_class, g.oid AS parent_object, g.sub AS parent_sub,"
    "        CASE e.grantee WHEN 0 THEN 'public' ELSE r.rolname END AS name,"
    "        array_agg(lower(e.privilege_type)"
    "                  || CASE WHEN e.is_grantable THEN ' with grant option' ELSE '' END"
    "                  ORDER BY e.privilege_type) AS privileges"
    "   FROM rights g CROSS JOIN LATERAL aclexplode(g.acl) e LEFT JOIN pg_roles r ON r.oid = e.grantee"
    "  WHERE e.grantee <> g.owner AND (r.oid IS NOT NULL OR e.grantee = 0 AND g.initial IS NULL)"
    "  GROUP BY g.class_of, g.oid, g.sub, e.grantee, r.rolname"
    " UNION ALL"
    " SELECT NULL, NULL, NULL, g.class_of::oid, g.oid, g.sub, 'public', '{}'"
    "   FROM rights g WHERE g.initial IS NOT NULL"
    "    AND NOT EXISTS (SELECT FROM aclexplode(g.acl) e WHERE e.grantee = 0)"
    "  ORDER BY 4, 5, 6, 7";

/* What is said of one schema is added to what PostgreSQL gives, what is said of none replaces it. */
static const char default_privileges_query[] =
    "WITH rights AS ("
    "  SELECT d.oid, d.defaclacl AS acl, d.defaclrole AS owner,"
    "         d.defaclnamespace = 0 AND d.defaclobjtype IN ('f', 'T') AS is_initial,"
    "         CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'routines'"
    "                              WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' END"
    "         || CASE WHEN r.rolname <> current_user THEN ' of ' || quote_ident(r.rolname) ELSE '' END"
    "         || coalesce(' in ' || quote_ident(n.nspname), '') || ' to ' AS objects"
    "    FROM pg_default_acl d JOIN pg_roles r ON r.oid = d.defaclrole"
    "    LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace"
    "   WHERE d.defaclnamespace = 0 OR n.nspname = ANY ($1::text[]))"
    " SELECT 'pg_default_acl'::regclass::oid AS class_id, g.oid AS object_id, 0 AS sub_id,"
    "        NULL::oid AS parent_class, NULL::oid AS parent_object, NULL::int AS parent_sub,"
    "        g.objects || CASE e.grantee WHEN 0 THEN 'public' ELSE quote_ident(r.rolname) END AS name,"
    "        array_agg(lower(e.privilege_type)"
    "                  || CASE WHEN e.is_grantable THEN ' with grant option' ELSE '' END"
    "                  ORDER BY e.privilege_type) AS privileges"
    "   FROM rights g CROSS JOIN LATERAL aclexplode(g.acl) e LEFT JOIN pg_roles r ON r.oid = e.grantee"
    "  WHERE e.grantee <> g.owner AND (r.oid IS NOT NULL OR e.grantee = 0 AND NOT g.is_initial)"
    "  GROUP BY g.oid, g.objects, e.grantee, r.rolname"
    " UNION ALL"
    " SELECT 'pg_default_acl'::regclass, g.oid, 0, NULL, NULL, NULL, g.objects || 'public', '{}'"
    "   FROM rights g WHERE g.is_initial"
    "    AND NOT EXISTS (SELECT FROM aclexplode(g.acl) e WHERE e.grantee = 0)"
    "  ORDER BY 7";

const struct kind kind_grant = {
    .name = "grant",
    .within = "*",
    .key = "grants",
    .attached = true,
    .grants = true,
    .size = sizeof(struct grant),
    .fields = fields,
    .queries = {{0, grant_query}},
    .finish = finish,
    .create = create,
    .alter = alter,
    .drop = drop,
};

const struct kind kind_default_privileges = {
    .name = "default_privileges",
    .word = "default_privileges",
    .foremost = true,
    .size = sizeof(struct grant),
    .fields = fields,
    .queries = {{0, default_privileges_query}},
    .finish = finish_future,
    .link = link_future,
    .create = create,
    .alter = alter,
    .drop = drop,
};
