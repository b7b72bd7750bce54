#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/type.h"

/* An operator is named by its sign and the types on both sides of it, "+(money, integer)", or of the one behind it,
 * "-(money)". */
struct operator{
    struct object object;
    const char *routine, *commutator, *negator, *restrict_with, *join;
    bool hashes, merges;
};

enum { ROUTINE, COMMUTATOR, NEGATOR, RESTRICT, JOIN, HASHES, MERGES };

/* PostgreSQL writes a commutator and a negator down on both operators: it need be said on one. */
static const struct field fields[] = {
    [ROUTINE] = FIELD(operator, routine, REF, RECREATE | REQUIRED | ANYWHERE, .of = "routine",
                      .doc = "what computes it, as \"add(money, integer)\""),
    [COMMUTATOR] =
        FIELD(operator, commutator, TEXT, RECREATE | OPTIONAL, .doc = "the sign with the sides changed"),
    [NEGATOR] = FIELD(operator, negator, TEXT, RECREATE | OPTIONAL, .doc = "the sign of its opposite"),
    [RESTRICT] = FIELD_AS("restrict", operator, restrict_with, TEXT, ALTER,
                          .doc = "estimates how many rows a condition leaves, as \"eqsel\""),
    [JOIN] = FIELD(operator, join, TEXT, ALTER, .doc = "estimates a join, as \"eqjoinsel\""),
    [HASHES] = FIELD(operator, hashes, BOOL, RECREATE, .doc = "equal values have equal hashes"),
    [MERGES] = FIELD(operator, merges, BOOL, RECREATE, .doc = "a merge join can use it"),
    {0},
};

/* The types on both sides; NULL where there is none. */
static void read_sides(struct arena *arena, const char *name, const char **left, const char **right) {
    const char *types = strchr(name, '(') + 1;
    types = arena_copy_bytes(arena, types, strlen(types) - 1);
    *left = type_next_argument(arena, &types);
    *right = type_next_argument(arena, &types);
    if (*right)
        return;
    *right = *left;
    *left = NULL;
}

static void add_name(struct text *text, const char *name) {
    const char *left, *right;
    read_sides(text->arena, name, &left, &right);
    text_add_bytes(text, name, strcspn(name, "("));
    text_addf(text, " (%s, %s)", left ? left : "NONE", right ? right : "NONE");
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    const char *left, *right;
    read_sides(graph->arena, object->name, &left, &right);
    return right || fail_at(fail, object->origin, "operator %s has no type on either side", object->name);
}

/* The sign with its schema, without the types. */
static const char *sign_of(struct arena *arena, const struct object *object) {
    struct text text = text_new(arena);
    object_add_reference(&text, object);
    return arena_copy_bytes(arena, text.data, strcspn(text.data, " "));
}

static void link_types(struct graph *graph, struct object *object) {
    const char *sides[2];
    read_sides(graph->arena, object->name, &sides[0], &sides[1]);
    for (int i = 0; i < 2; i++)
        if (sides[i])
            graph_need(graph, object, graph_resolve(graph, NULL, type_path(graph->arena, sides[i])), KNOWN);
}

static void create(struct sql *sql, const struct object *object) {
    const struct operator* operator=(const struct operator*) object;
    const char *left, *right;
    struct text text = text_new(sql->arena);
    read_sides(sql->arena, object_current(object), &left, &right);
    sql_format(&text, "CREATE OPERATOR %s (FUNCTION = %P", sign_of(sql->arena, object), operator->routine);
    if (left)
        sql_format(&text, ", LEFTARG = %s", left);
    sql_format(&text, ", RIGHTARG = %s", right);
    if (operator->commutator)
        sql_format(&text, ", COMMUTATOR = OPERATOR(%s)", operator->commutator);
    if (operator->negator)
        sql_format(&text, ", NEGATOR = OPERATOR(%s)", operator->negator);
    if (operator->restrict_with)
        sql_format(&text, ", RESTRICT = %P", operator->restrict_with);
    if (operator->join)
        sql_format(&text, ", JOIN = %P", operator->join);
    text_add(&text, operator->hashes ? ", HASHES" : "");
    text_add(&text, operator->merges ? ", MERGES" : "");
    sql_add(sql, "%s)", text.data);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct operator* operator=(const struct operator*) now;
    struct text text = text_new(sql->arena);
    if (changed & 1U << RESTRICT)
        sql_format(
            &text, operator->restrict_with ? "RESTRICT = %P" : "RESTRICT = NONE", operator->restrict_with);
    if (changed & 1U << JOIN) {
        text_add(&text, text.size ? ", " : "");
        sql_format(&text, operator->join ? "JOIN = %P" : "JOIN = NONE", operator->join);
    }
    sql_add(sql, "ALTER OPERATOR %o SET (%s)", now, text.data);
}

/* One without a routine is only promised, by another that names it as its commutator. */
static const char query[] =
    "WITH routines AS ("
    "  SELECT p.oid, CASE WHEN n.nspname IN ('pg_catalog', $2) THEN '' ELSE quote_ident(n.nspname) || '.' END"
    "         || quote_ident(p.proname) AS path, '(' || oidvectortypes(p.proargtypes) || ')' AS types"
    "    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace),"
    " signs AS ("
    "  SELECT o.oid, CASE WHEN n.nspname IN ('pg_catalog', $2) THEN '' ELSE quote_ident(n.nspname) || '.' END"
    "         || o.oprname AS path"
    "    FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace)"
    " SELECT 'pg_operator'::regclass::oid AS class_id, o.oid AS object_id, 0 AS sub_id,"
    "        'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
    "        o.oprname || '(' || CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) || ', ' ELSE '' END"
    "        || format_type(o.oprright, NULL) || ')' AS name, f.path || f.types AS routine,"
    "        c.path AS commutator, g.path AS negator, r.path AS restrict, j.path AS \"join\","
    "        CASE WHEN o.oprcanhash THEN 'true' END AS hashes, CASE WHEN o.oprcanmerge THEN 'true' END AS merges"
    "   FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace JOIN routines f ON f.oid = o.oprcode"
    "   LEFT JOIN signs c ON c.oid = o.oprcom LEFT JOIN signs g ON g.oid = o.oprnegate"
    "   LEFT JOIN routines r ON r.oid = o.oprrest LEFT JOIN routines j ON j.oid = o.oprjoin"
    "  WHERE " SQL_IN_SCHEMA("n.nspname") SQL_NO_MEMBER("pg_operator", "o.oid") " ORDER BY n.nspname, 7";

const struct kind kind_operator = {
    .name = "operator",
    .word = "operator",
    .within = "schema",
    .noun = "OPERATOR",
    .signature = true,
    .follows = true,
    .size = sizeof(struct operator),
    .fields = fields,
    .queries = {{0, query}},
    .finish = finish,
    .link = link_types,
    .create = create,
    .alter = alter,
    .add_name = add_name,
};
