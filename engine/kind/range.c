/* Range types, each with its multirange, which PostgreSQL makes along (from 14 on). No ALTER changes more than names, so
 * a range is made anew beside the old one. */
#include <string.h>

#include "luamig/graph.h"
#include "luamig/type.h"

struct range {
    struct object object;
    const char *subtype, *collation, *opclass, *diff, *multirange;
};

static const struct field fields[] = {
    FIELD(range, subtype, TYPE, RECREATE | POSITIONAL | REQUIRED, .doc = "the type of its bounds"),
    FIELD_AS("subtype_opclass", range, opclass, TEXT, RECREATE, .doc = "of btree; unsaid: the subtype's own"),
    FIELD(range, collation, REF, RECREATE | ANYWHERE, .of = "collation", .doc = "a collation"),
    FIELD_AS("subtype_diff", range, diff, EXPR, RECREATE, .doc = "a function: the distance of two bounds"),
    FIELD_AS("multirange_type_name", range, multirange, TEXT, RECREATE, .doc = "unsaid: \"floatmultirange\""),
    {0},
};

/* makeMultirangeTypeName() in PostgreSQL's multirangetypes.c. */
static const char *multirange_name(struct arena *arena, const char *range) {
    const char *found = strstr(range, "range");
    return found ? arena_printf(arena, "%.*smulti%s", (int)(found - range), range, found)
                 : arena_printf(arena, "%s_multirange", range);
}

static const char *second_name(struct arena *arena, const struct object *object) {
    const struct range *range = (const struct range *)object;
    return range->multirange ? range->multirange : multirange_name(arena, object->name);
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct range *range = (struct range *)object;
    if (range->multirange && strcmp(range->multirange, multirange_name(graph->arena, object->name)) == 0)
        range->multirange = NULL;
    return true;
}

static void create(struct sql *sql, const struct object *object) {
    const struct range *range = (const struct range *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE TYPE %o AS RANGE (SUBTYPE = %s", object, range->subtype);
    if (range->opclass)
        sql_format(&text, ", SUBTYPE_OPCLASS = %s", range->opclass);
    if (range->collation)
        sql_format(&text, ", COLLATION = %P", range->collation);
    if (range->diff)
        sql_format(&text, ", SUBTYPE_DIFF = %s", range->diff);
    if (range->multirange)
        sql_format(&text, ", MULTIRANGE_TYPE_NAME = %I", range->multirange);
    sql_add(sql, "%s)", text.data);
}

/* Neither the multirange nor the functions that construct either are renamed by ALTER TYPE; a new range of the old name
 * makes its own. */
static const char carry_names[] =
    "DECLARE f record; BEGIN"
    " IF to_regtype(%L) IS NOT NULL THEN ALTER TYPE %s RENAME TO %I; END IF;"
    " FOR f IN SELECT p.oid::regprocedure AS was, CASE p.proname WHEN %L THEN %L ELSE %L END AS name"
    "            FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid"
    "           WHERE d.refclassid = 'pg_type'::regclass AND d.deptype = 'i' AND p.proname IN (%L, %L)"
    "             AND d.refobjid IN (to_regtype(%L), to_regtype(%L))"
    " LOOP EXECUTE format('ALTER FUNCTION %%s RENAME TO %%I', f.was, f.name); END LOOP; END";

static const char *reference_as(struct arena *arena, const struct object *object, const char *name) {
    struct object copy = *object;
    struct text text = text_new(arena);
    copy.current = name;
    object_add_reference(&text, &copy);
    return text.data;
}

static void rename_range(struct sql *sql, const struct object *object, const char *to) {
    const char *from = object_current(object);
    const char *old = multirange_name(sql->arena, from), *now = multirange_name(sql->arena, to);
    const char *reference = reference_as(sql->arena, object, old);
    struct text block = text_new(sql->arena);
    sql_format(&block, carry_names, reference, reference, now, from, to, now, from, old,
               reference_as(sql->arena, object, to), reference_as(sql->arena, object, now));
    sql_add(sql, "ALTER TYPE %o RENAME TO %I", object, to);
    sql_add(sql, "DO %L", block.data);
}

#define QUERY(multirange, join)                                                                                \
    "SELECT 'pg_type'::regclass::oid AS class_id, t.oid AS object_id, 0 AS sub_id,"                            \
    "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"           \
    "       t.typname AS name, format_type(r.rngsubtype, NULL) AS subtype,"                                    \
    "       CASE WHEN NOT o.opcdefault THEN CASE WHEN p.nspname IN ('pg_catalog', $2) THEN ''"                 \
    "            ELSE quote_ident(p.nspname) || '.' END || quote_ident(o.opcname) END AS subtype_opclass,"     \
    "       CASE WHEN r.rngcollation <> b.typcollation THEN CASE WHEN k.nspname IN ('pg_catalog', $2) THEN ''" \
    "            ELSE quote_ident(k.nspname) || '.' END || CASE WHEN l.collname ~ '[.\"(]'"                    \
    "            THEN quote_ident(l.collname) ELSE l.collname END END AS collation,"                           \
    "       CASE WHEN r.rngsubdiff <> 0 THEN CASE WHEN m.nspname IN ('pg_catalog', $2) THEN ''"                \
    "            ELSE quote_ident(m.nspname) || '.' END || quote_ident(f.proname) END AS subtype_diff"         \
    "       " multirange "  FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid"                              \
    "  JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = r.rngsubtype"                   \
    "  JOIN pg_opclass o ON o.oid = r.rngsubopc JOIN pg_namespace p ON p.oid = o.opcnamespace"                 \
    "  LEFT JOIN pg_collation l ON l.oid = r.rngcollation LEFT JOIN pg_namespace k ON k.oid = l.collnamespace" \
    "  LEFT JOIN pg_proc f ON f.oid = r.rngsubdiff LEFT JOIN pg_namespace m ON m.oid = f.pronamespace" join    \
    " WHERE " SQL_IN_SCHEMA("n.nspname") SQL_NO_MEMBER("pg_type", "t.oid") " ORDER BY n.nspname, t.typname"

const struct kind kind_range = {
    .name = "range",
    .word = "range",
    .within = "schema",
    .noun = "TYPE",
    .grant_noun = "TYPE",
    .space = "type",
    .aside = true,
    .size = sizeof(struct range),
    .fields = fields,
    .queries = {{140000, QUERY(", nullif(u.typname, CASE WHEN t.typname LIKE '%range%'"
                               "  THEN regexp_replace(t.typname, 'range', 'multirange')"
                               "  ELSE t.typname || '_multirange' END) AS multirange_type_name",
                               " JOIN pg_type u ON u.oid = r.rngmultitypid")},
                {0, QUERY("", "")}},
    .finish = finish,
    .second_name = second_name,
    .create = create,
    .rename = rename_range,
};
