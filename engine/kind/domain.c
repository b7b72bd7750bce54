/* Domains, and the checks that stand within them. What has no ALTER, the type beneath, makes a domain anew beside the
 * old one. */
#include <string.h>

#include "luamig/conversion.h"
#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/type.h"

struct domain {
    struct object object;
    const char *type, *collate, *fallback;
    bool null;
};

enum { TYPE, COLLATE, NULLS, FALLBACK };

static const struct field domain_fields[] = {
    [TYPE] = FIELD(domain, type, TYPE, RECREATE | POSITIONAL | REQUIRED, .doc = "the type beneath"),
    [COLLATE] = FIELD(domain, collate, REF, RECREATE | ANYWHERE, .of = "collation", .doc = "a collation"),
    [NULLS] = FIELD(domain, null, BOOL, ALTER | DEFAULT_TRUE | TIGHTENS, .doc = "false: NOT NULL"),
    [FALLBACK] = FIELD_AS("default", domain, fallback, EXPR, ALTER | LITERAL,
                          .doc = "a literal, or sql \"expression\"; of columns that have none"),
    {0},
};

/* CREATE DOMAIN copies the default of the domain beneath (DefineDomain() in PostgreSQL's typecmds.c). */
static const char *inherited_default(struct graph *graph, const struct object *object) {
    const struct domain *domain = (const struct domain *)object;
    const struct object *beneath =
        domain->fallback ? NULL : graph_resolve(graph, "domain", type_path(graph->arena, domain->type));
    if (beneath == object)
        return NULL;
    return beneath ? inherited_default(graph, beneath) : domain->fallback;
}

static void link_domain(struct graph *graph, struct object *object) {
    ((struct domain *)object)->fallback = inherited_default(graph, object);
}

static const char *convert(struct arena *arena, const struct object *old, const struct object *now,
                           const char *value) {
    const char *converted = conversion_beneath(arena, old, now, value);
    if (!converted || strcmp(converted, value) == 0)
        return converted;
    struct text text = text_new(arena);
    sql_format(&text, "(%s)::%o", converted, now);
    return text.data;
}

static void create_domain(struct sql *sql, const struct object *object) {
    const struct domain *domain = (const struct domain *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE DOMAIN %o AS %s", object, domain->type);
    if (domain->collate)
        sql_format(&text, " COLLATE %P", domain->collate);
    if (domain->fallback)
        sql_format(&text, " DEFAULT %s", domain->fallback);
    if (!domain->null)
        text_add(&text, " NOT NULL");
    for (int i = 0; i < object->kid_count; i++) {
        struct text clause = text_new(sql->arena);
        const struct object *kid = object->kids[i];
        if (kid->kind->clause && kid->kind->clause(&clause, kid))
            text_addf(&text, "\n  %s", clause.data);
    }
    sql_add(sql, "%s", text.data);
}

static void alter_domain(struct sql *sql, const struct object *old, const struct object *now,
                         uint64_t changed) {
    const struct domain *domain = (const struct domain *)now;
    if (changed & 1U << FALLBACK && domain->fallback)
        sql_add(sql, "ALTER DOMAIN %o SET DEFAULT %s", now, domain->fallback);
    if (changed & 1U << FALLBACK && !domain->fallback)
        sql_add(sql, "ALTER DOMAIN %o DROP DEFAULT", now);
    if (changed & 1U << NULLS)
        sql_add(sql, "ALTER DOMAIN %o %s NOT NULL", now, domain->null ? "DROP" : "SET");
}

/* A default can go for a while, the type beneath cannot. */
static struct object *without(struct graph *graph, const struct object *object, const struct object *lost) {
    const char *space = lost->kind->space;
    if (!((const struct domain *)object)->fallback || (space && strstr(space, "type")))
        return NULL;
    return graph_without(graph, object, 1U << FALLBACK);
}

const struct kind kind_domain = {
    .name = "domain",
    .word = "domain",
    .within = "schema",
    .noun = "DOMAIN",
    .grant_noun = "DOMAIN",
    .space = "type",
    .aside = true,
    .size = sizeof(struct domain),
    .fields = domain_fields,
    .queries =
        {{0,
          "SELECT 'pg_type'::regclass::oid AS class_id, t.oid AS object_id, 0 AS sub_id,"
          "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
          "       t.typname AS name, format_type(t.typbasetype, t.typtypmod) AS type,"
          "       CASE WHEN t.typcollation <> b.typcollation THEN"
          "         (SELECT CASE WHEN k.nspname IN ('pg_catalog', $2) THEN ''"
          "                      ELSE quote_ident(k.nspname) || '.' END"
          "                 || CASE WHEN l.collname ~ '[.\"(]' THEN quote_ident(l.collname) ELSE l.collname END"
          "            FROM pg_collation l JOIN pg_namespace k ON k.oid = l.collnamespace"
          "           WHERE l.oid = t.typcollation) END AS collate,"
          "       CASE WHEN t.typnotnull THEN 'false' END AS \"null\","
          "       pg_get_expr(t.typdefaultbin, 0) AS \"default\""
          "  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
          "  JOIN pg_type b ON b.oid = t.typbasetype"
          " WHERE t.typtype = 'd' AND " SQL_IN_SCHEMA("n.nspname")
              SQL_NO_MEMBER("pg_type", "t.oid") " ORDER BY n.nspname, t.typname"}},
    .link = link_domain,
    .without = without,
    .convert = convert,
    .create = create_domain,
    .alter = alter_domain,
};

/* ---- checks ---- */

struct domain_check {
    struct object object;
    const char *expression;
    bool not_valid;
};

static const struct field check_fields[] = {
    FIELD(domain_check, expression, EXPR, RECREATE | POSITIONAL | REQUIRED,
          .doc = "true or NULL for every VALUE"),
    FIELD(domain_check, not_valid, BOOL, ALTER, .doc = "existing values are not checked"),
    {0},
};

/* ChooseConstraintName() in domainAddCheckConstraint() of PostgreSQL's typecmds.c. */
static const char *check_name(struct arena *arena, const struct object *object, const char *domain,
                              const struct list *columns) {
    return name_join(arena, domain, NULL, "check");
}

/* CREATE DOMAIN knows no NOT VALID. */
static bool check_clause(struct text *text, const struct object *object) {
    const struct domain_check *check = (const struct domain_check *)object;
    if (check->not_valid)
        return false;
    sql_format(text, "CONSTRAINT %I CHECK (%s)", object_current(object), check->expression);
    return true;
}

static void create_check(struct sql *sql, const struct object *object) {
    const struct domain_check *check = (const struct domain_check *)object;
    sql_add(sql, "ALTER DOMAIN %o ADD CONSTRAINT %I CHECK (%s)%s", object->parent, object_current(object),
            check->expression, check->not_valid ? " NOT VALID" : "");
}

static void validate_check(struct sql *sql, const struct object *old, const struct object *now,
                           uint64_t changed) {
    sql_add(sql, "ALTER DOMAIN %o VALIDATE CONSTRAINT %I", now->parent, object_current(now));
}

/* A constraint can become valid, not invalid. */
static int decide_check(struct graph *graph, const struct object *old, const struct object *now,
                        uint64_t changed, struct object **mid) {
    bool loosened =
        ((const struct domain_check *)now)->not_valid && !((const struct domain_check *)old)->not_valid;
    return loosened ? RECREATE : 0;
}

static void drop_check(struct sql *sql, const struct object *object) {
    sql_add(sql, "ALTER DOMAIN %o DROP CONSTRAINT %I", object->parent, object_current(object));
}

static void rename_check(struct sql *sql, const struct object *object, const char *to) {
    sql_add(sql, "ALTER DOMAIN %o RENAME CONSTRAINT %I TO %I", object->parent, object_current(object), to);
}

const struct kind kind_domain_check = {
    .name = "domain_check",
    .within = "domain",
    .key = "checks",
    .noun = "CONSTRAINT",
    .address = "%n ON DOMAIN %p",
    .rigid = true,
    .tightens = true,
    .size = sizeof(struct domain_check),
    .fields = check_fields,
    .queries =
        {{0, "SELECT 'pg_constraint'::regclass::oid AS class_id, k.oid AS object_id, 0 AS sub_id,"
             "       'pg_type'::regclass::oid AS parent_class, k.contypid AS parent_object, 0 AS parent_sub,"
             "       k.conname AS name, pg_get_expr(k.conbin, 0, true) AS expression,"
             "       CASE WHEN NOT k.convalidated THEN 'true' END AS not_valid"
             "  FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid"
             "  JOIN pg_namespace n ON n.oid = t.typnamespace"
             " WHERE k.contype = 'c' AND " SQL_IN_SCHEMA("n.nspname")
                 SQL_NO_MEMBER("pg_type", "t.oid") " ORDER BY k.contypid, k.conname"}},
    .decide = decide_check,
    .default_name = check_name,
    .clause = check_clause,
    .create = create_check,
    .alter = validate_check,
    .drop = drop_check,
    .rename = rename_check,
};
