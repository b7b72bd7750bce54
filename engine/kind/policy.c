#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"

struct policy {
    struct object object;
    bool permissive;
    const char *command, *using, *with_check;
    struct list roles;
};

enum { PERMISSIVE, COMMAND, ROLES, USING, WITH_CHECK };

static const struct field fields[] = {
    [PERMISSIVE] =
        FIELD(policy, permissive, BOOL, RECREATE | DEFAULT_TRUE, .doc = "false: it holds besides the others"),
    [COMMAND] = FIELD(policy, command, TEXT, RECREATE | LOWER, .words = "all|select|insert|update|delete"),
    [ROLES] = FIELD(policy, roles, LIST, ALTER, .doc = "for whom; unsaid: everybody"),
    [USING] = FIELD(policy, using, EXPR, ALTER, .doc = "the rows that are seen"),
    [WITH_CHECK] = FIELD(policy, with_check, EXPR, ALTER, .doc = "the rows that may be written"),
    {0},
};

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct policy *policy = (struct policy *)object;
    if (policy->command && strcmp(policy->command, "all") == 0)
        policy->command = NULL;
    if (list_find(&policy->roles, "public") >= 0)
        policy->roles = (struct list){0};
    list_sort(&policy->roles);
    return true;
}

static void add_conditions(struct text *text, const struct policy *policy, uint64_t which) {
    if (policy->using && (which & 1U << USING))
        sql_format(text, " USING (%s)", policy->using);
    if (policy->with_check && (which & 1U << WITH_CHECK))
        sql_format(text, " WITH CHECK (%s)", policy->with_check);
}

static void create(struct sql *sql, const struct object *object) {
    const struct policy *policy = (const struct policy *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE POLICY %I ON %o", object_current(object), object->parent);
    if (!policy->permissive)
        text_add(&text, " AS RESTRICTIVE");
    if (policy->command)
        sql_format(&text, " FOR %s", policy->command);
    if (policy->roles.count)
        sql_format(&text, " TO %N", &policy->roles);
    add_conditions(&text, policy, UINT64_MAX);
    sql_add(sql, "%s", text.data);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct policy *policy = (const struct policy *)now;
    struct text text = text_new(sql->arena);
    sql_format(&text, "ALTER POLICY %I ON %o", object_current(now), now->parent);
    if (changed & 1U << ROLES) {
        text_add(&text, " TO ");
        sql_format(&text, policy->roles.count ? "%N" : "PUBLIC", &policy->roles);
    }
    add_conditions(&text, policy, changed);
    sql_add(sql, "%s", text.data);
}

/* ALTER POLICY can change a condition, not remove it. */
static int decide(struct graph *graph, const struct object *old, const struct object *now, uint64_t changed,
                  struct object **mid) {
    const struct policy *had = (const struct policy *)old, *has = (const struct policy *)now;
    bool removes = (had->using && !has->using) || (had->with_check && !has->with_check);
    return removes ? RECREATE : 0;
}

const struct kind kind_policy = {
    .name = "policy",
    .within = "table",
    .key = "policies",
    .noun = "POLICY",
    .address = "%n ON %p",
    .rigid = true,
    .own_text = true,
    .size = sizeof(struct policy),
    .fields = fields,
    .queries =
        {{0, "SELECT 'pg_policy'::regclass::oid AS class_id, y.oid AS object_id, 0 AS sub_id,"
             "       'pg_class'::regclass::oid AS parent_class, y.polrelid AS parent_object, 0 AS parent_sub,"
             "       y.polname AS name, CASE WHEN NOT y.polpermissive THEN 'false' END AS permissive,"
             "       CASE y.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'"
             "                     WHEN 'd' THEN 'delete' END AS command,"
             "       (SELECT array_agg(r.rolname ORDER BY r.rolname COLLATE \"C\")"
             "          FROM pg_roles r WHERE r.oid = ANY (y.polroles)) AS roles,"
             "       pg_get_expr(y.polqual, y.polrelid, true) AS \"using\","
             "       pg_get_expr(y.polwithcheck, y.polrelid, true) AS with_check"
             "  FROM pg_policy y JOIN pg_class c ON c.oid = y.polrelid"
             "  JOIN pg_namespace n ON n.oid = c.relnamespace"
             " WHERE " SQL_IN_SCHEMA("n.nspname")
                 SQL_NO_MEMBER("pg_class", "c.oid") " ORDER BY y.polrelid, y.polname"}},
    .finish = finish,
    .decide = decide,
    .create = create,
    .alter = alter,
};
