/* How an index method handles a type: an operator class, and the family that classes of related types share. Both are
 * named with the method, "money_ops(btree)".
 */
#include <string.h>

#include "luamig/fail.h"
#include "luamig/graph.h"
#include "luamig/type.h"

struct operator_class {
    struct object object;
    const char *type, *family, *storage;
    bool is_default;
    struct list operators, routines;
};

static const struct field class_fields[] = {
    FIELD(operator_class, type, TYPE, RECREATE | REQUIRED, .doc = "the type that it is for"),
    FIELD_AS("default", operator_class, is_default, BOOL, RECREATE,
             .doc = "what an index of the type takes unsaid"),
    FIELD(operator_class, family, REF, RECREATE, .of = "operator_family",
          .doc = "\"money_ops(btree)\"; unsaid: one of the same name"),
    FIELD(operator_class, operators, EXPRS, RECREATE, .doc = "{ \"1 < (money, money)\" }"),
    FIELD(operator_class, routines, EXPRS, RECREATE, .doc = "{ \"1 compare(money, money)\" }"),
    FIELD(operator_class, storage, TYPE, RECREATE,
          .doc = "the type that the index holds, where it is another"),
    {0},
};

struct operator_family {
    struct object object;
};

static const struct field family_fields[] = {{0}};

/* "money_ops(btree)" is money_ops USING btree. */
static void add_name(struct text *text, const char *name) {
    size_t size = strcspn(name, "(");
    const char *method = strchr(name, '(') + 1;
    sql_format(text, "%I USING %I", arena_copy_bytes(text->arena, name, size),
               arena_copy_bytes(text->arena, method, strlen(method) - 1));
}

/* A class without a family gets one of its own, which PostgreSQL would make too but not drop with it. */
static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct operator_class *class = (struct operator_class *)object;
    const struct kind *families = kind_named("operator_family");
    if (!class->type || class->family)
        return true;
    class->family = object_path(graph->arena, object);
    if (graph_find(graph, families, object->parent, object->name))
        return true;
    struct object *family = graph_add(graph, families, object->parent, object->name);
    family->owner = object->owner;
    family->origin = object->origin;
    family->implied = true;
    return true;
}

static void rename_using(struct sql *sql, const struct object *object, const char *to) {
    sql_add(sql, "ALTER %s %o RENAME TO %I", object->kind->noun, object,
            arena_copy_bytes(sql->arena, to, strcspn(to, "(")));
}

/* "money_ops", without the method. */
static const char *bare_reference(struct arena *arena, const struct object *object) {
    struct text text = text_new(arena);
    object_add_reference(&text, object);
    return arena_copy_bytes(arena, text.data, (size_t)(strstr(text.data, " USING ") - text.data));
}

static void create_class(struct sql *sql, const struct object *object) {
    const struct operator_class *class = (const struct operator_class *)object;
    const char *method = strchr(object_current(object), '(') + 1;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE OPERATOR CLASS %s%s FOR TYPE %s USING %I FAMILY %P AS ",
               bare_reference(sql->arena, object), class->is_default ? " DEFAULT" : "", class->type,
               arena_copy_bytes(sql->arena, method, strlen(method) - 1), class->family);
    size_t before = text.size;
    for (int i = 0; i < class->operators.count; i++)
        sql_format(&text, "%sOPERATOR %s", text.size > before ? ", " : "", class->operators.items[i]);
    for (int i = 0; i < class->routines.count; i++)
        sql_format(&text, "%sFUNCTION %s", text.size > before ? ", " : "", class->routines.items[i]);
    if (class->storage || text.size == before)
        sql_format(&text, "%sSTORAGE %s", text.size > before ? ", " : "",
                   class->storage ? class->storage : class->type);
    sql_add(sql, "%s", text.data);
}

static void create_family(struct sql *sql, const struct object *object) {
    sql_add(sql, "CREATE OPERATOR FAMILY %o", object);
}

/* ---- the catalog ---- */

/* What belongs to the class, rather than only to its family, depends on it. */
static const char class_query[] =
    "SELECT 'pg_opclass'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
    "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
    "       c.opcname || '(' || m.amname || ')' AS name, format_type(c.opcintype, NULL) AS type,"
    "       CASE WHEN c.opcdefault THEN 'true' END AS \"default\","
    "       CASE WHEN k.nspname IN ('pg_catalog', $2) THEN '' ELSE quote_ident(k.nspname) || '.' END"
    "       || f.opfname || '(' || m.amname || ')' AS family,"
    "       (SELECT array_agg(o.amopstrategy || ' ' || CASE WHEN pg_operator_is_visible(p.oid) THEN ''"
    "                         ELSE quote_ident(q.nspname) || '.' END || p.oprname || ' ('"
    "                         || format_type(o.amoplefttype, NULL) || ', ' || format_type(o.amoprighttype, NULL) || ')'"
    "                         || coalesce(' FOR ORDER BY ' || nullif(quote_ident(s.opfname), ''), '')"
    "                         ORDER BY o.amopstrategy, o.amopopr)"
    "          FROM pg_depend d JOIN pg_amop o ON o.oid = d.objid JOIN pg_operator p ON p.oid = o.amopopr"
    "          JOIN pg_namespace q ON q.oid = p.oprnamespace LEFT JOIN pg_opfamily s ON s.oid = o.amopsortfamily"
    "         WHERE d.classid = 'pg_amop'::regclass AND d.refclassid = 'pg_opclass'::regclass"
    "           AND d.refobjid = c.oid) AS operators,"
    "       (SELECT array_agg(o.amprocnum || ' '"
    "                         || CASE WHEN (o.amproclefttype, o.amprocrighttype) <> (c.opcintype, c.opcintype)"
    "                                 THEN '(' || format_type(o.amproclefttype, NULL) || ', '"
    "                                      || format_type(o.amprocrighttype, NULL) || ') ' ELSE '' END"
    "                         || CASE WHEN q.nspname IN ('pg_catalog', $2) THEN ''"
    "                                 ELSE quote_ident(q.nspname) || '.' END || quote_ident(p.proname)"
    "                         || '(' || oidvectortypes(p.proargtypes) || ')' ORDER BY o.amprocnum)"
    "          FROM pg_depend d JOIN pg_amproc o ON o.oid = d.objid JOIN pg_proc p ON p.oid = o.amproc"
    "          JOIN pg_namespace q ON q.oid = p.pronamespace"
    "         WHERE d.classid = 'pg_amproc'::regclass AND d.refclassid = 'pg_opclass'::regclass"
    "           AND d.refobjid = c.oid) AS routines,"
    "       CASE WHEN c.opckeytype NOT IN (0, c.opcintype) THEN format_type(c.opckeytype, NULL) END AS storage"
    "  FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace JOIN pg_am m ON m.oid = c.opcmethod"
    "  JOIN pg_opfamily f ON f.oid = c.opcfamily JOIN pg_namespace k ON k.oid = f.opfnamespace"
    " WHERE " SQL_IN_SCHEMA("n.nspname") SQL_NO_MEMBER("pg_opclass", "c.oid") " ORDER BY n.nspname, 7";

static const char family_query[] =
    "SELECT 'pg_opfamily'::regclass::oid AS class_id, f.oid AS object_id, 0 AS sub_id,"
    "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
    "       f.opfname || '(' || m.amname || ')' AS name"
    "  FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod"
    " WHERE " SQL_IN_SCHEMA("n.nspname") SQL_NO_MEMBER("pg_opfamily", "f.oid") " ORDER BY n.nspname, 7";

const struct kind kind_operator_class = {
    .name = "operator_class",
    .word = "operator_class",
    .within = "schema",
    .noun = "OPERATOR CLASS",
    .signature = true,
    .size = sizeof(struct operator_class),
    .fields = class_fields,
    .queries = {{0, class_query}},
    .finish = finish,
    .create = create_class,
    .rename = rename_using,
    .add_name = add_name,
};

const struct kind kind_operator_family = {
    .name = "operator_family",
    .word = "operator_family",
    .within = "schema",
    .noun = "OPERATOR FAMILY",
    .signature = true,
    .size = sizeof(struct operator_family),
    .fields = family_fields,
    .queries = {{0, family_query}},
    .create = create_family,
    .rename = rename_using,
    .add_name = add_name,
};
