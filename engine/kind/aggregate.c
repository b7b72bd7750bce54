/* Aggregates. Like a routine's, their identity is the name with the argument types: "total(integer)"; those of an
 * ordered-set aggregate are its direct arguments and then the others. */
#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/type.h"

struct aggregate {
    struct object object;
    const char *arguments;
    const char *sfunc, *stype, *sspace, *finalfunc, *finalfunc_modify, *combinefunc, *serialfunc,
        *deserialfunc, *initcond;
    const char *msfunc, *minvfunc, *mstype, *msspace, *mfinalfunc, *mfinalfunc_modify, *minitcond;
    const char *sortop, *parallel;
    bool finalfunc_extra, mfinalfunc_extra, hypothetical;
};

/* OR REPLACE changes neither the arguments nor the type of the result, which the final function decides. */
static const struct field fields[] = {
    FIELD(aggregate, arguments, EXPR, RECREATE,
          .doc = "\"v integer\", \"p float8 ORDER BY v anyelement\"; unsaid: the types of its name"),
    FIELD(aggregate, sfunc, EXPR, ALTER | REQUIRED, .doc = "takes each row into the state"),
    FIELD(aggregate, stype, TYPE, RECREATE | REQUIRED, .doc = "the type of the state"),
    FIELD(aggregate, sspace, NUMBER, ALTER, .doc = "the state's size in bytes, as the planner reckons"),
    FIELD(aggregate, finalfunc, EXPR, RECREATE, .doc = "makes the result of the state"),
    FIELD(aggregate, finalfunc_extra, BOOL, RECREATE, .doc = "it is given the arguments' types too"),
    FIELD(aggregate, finalfunc_modify, TEXT, ALTER | LOWER, .words = "read_only|shareable|read_write"),
    FIELD(aggregate, combinefunc, EXPR, ALTER, .doc = "makes one state of two"),
    FIELD(aggregate, serialfunc, EXPR, ALTER, .doc = "writes a state of type internal"),
    FIELD(aggregate, deserialfunc, EXPR, ALTER, .doc = "reads it again"),
    FIELD(aggregate, initcond, TEXT, ALTER, .doc = "the first state"),
    FIELD(aggregate, msfunc, EXPR, ALTER, .doc = "sfunc while the aggregate moves along a window"),
    FIELD(aggregate, minvfunc, EXPR, ALTER, .doc = "takes a row out of the state"),
    FIELD(aggregate, mstype, TYPE, RECREATE),
    FIELD(aggregate, msspace, NUMBER, ALTER),
    FIELD(aggregate, mfinalfunc, EXPR, RECREATE),
    FIELD(aggregate, mfinalfunc_extra, BOOL, RECREATE),
    FIELD(aggregate, mfinalfunc_modify, TEXT, ALTER | LOWER, .words = "read_only|shareable|read_write"),
    FIELD(aggregate, minitcond, TEXT, ALTER),
    FIELD(aggregate, sortop, TEXT, ALTER, .doc = "the operator of a MIN or MAX: \"<\""),
    FIELD(aggregate, parallel, TEXT, ALTER | LOWER, .words = "unsafe|restricted|safe"),
    FIELD(aggregate, hypothetical, BOOL, RECREATE, .doc = "a hypothetical-set aggregate"),
    {0},
};

static const char *unless(const char *text, const char *unsaid) {
    return text && strcmp(text, unsaid) == 0 ? NULL : text;
}

static bool is_ordered_set(const struct aggregate *aggregate) {
    return aggregate->arguments && strstr(aggregate->arguments, "ORDER BY");
}

/* AggregateCreate()'s defaults in PostgreSQL's pg_aggregate.c. */
static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct aggregate *aggregate = (struct aggregate *)object;
    const char *modify = is_ordered_set(aggregate) ? "read_write" : "read_only";
    if (object->renamed_from && !(object->renamed_from = type_signature(graph->arena, object->renamed_from)))
        return fail_at(fail, object->origin,
                       "aggregate %s: renamed_from is no name of an aggregate, as \"f(integer)\" is",
                       object->name);
    if (aggregate->hypothetical && !is_ordered_set(aggregate))
        return fail_at(fail, object->origin,
                       "aggregate %s is hypothetical, but its arguments have no ORDER BY", object->name);
    aggregate->finalfunc_modify = unless(aggregate->finalfunc_modify, modify);
    aggregate->mfinalfunc_modify = unless(aggregate->mfinalfunc_modify, modify);
    aggregate->parallel = unless(aggregate->parallel, "unsafe");
    aggregate->sspace = unless(aggregate->sspace, "0");
    aggregate->msspace = unless(aggregate->msspace, "0");
    return true;
}

/* What CREATE AGGREGATE calls a field is its name; what stands bare there is a name or a type, the rest a literal. */
static void add_option(struct text *text, const struct object *object, const struct field *field) {
    if (field->rule & HINT || strcmp(field->name, "arguments") == 0 || field_is_default(object, field))
        return;
    text_addf(text, ",\n  %s", field->name);
    if (field_is_bool(field))
        return;
    if (field->shape == SHAPE_TEXT && strstr(field->name, "initcond"))
        sql_format(text, " = %L", field_text(object, field));
    else
        text_addf(text, " = %s", field_text(object, field));
}

static void write(struct sql *sql, const struct object *object, const char *verb) {
    const struct aggregate *aggregate = (const struct aggregate *)object;
    struct text options = text_new(sql->arena), reference = text_new(sql->arena);
    for (const struct field *field = fields; field->name; field++)
        add_option(&options, object, field);
    object_add_reference(&reference, object);
    const char *types = strchr(object_current(object), '(');
    const char *arguments = aggregate->arguments ? aggregate->arguments : NULL;
    if (!arguments)
        arguments =
            strcmp(types, "()") == 0 ? "*" : arena_copy_bytes(sql->arena, types + 1, strlen(types) - 2);
    sql_add(sql, "%s AGGREGATE %s(%s) (%s\n)", verb,
            arena_copy_bytes(sql->arena, reference.data, reference.size - strlen(types)), arguments,
            options.data + 1);
}

static void create(struct sql *sql, const struct object *object) {
    write(sql, object, "CREATE");
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    write(sql, now, "CREATE OR REPLACE");
}

/* The types in its name are renamed with the types. */
static void rename_aggregate(struct sql *sql, const struct object *object, const char *to) {
    size_t size = strcspn(to, "(");
    if (strncmp(object_current(object), to, size + 1) != 0)
        sql_add(sql, "ALTER ROUTINE %o RENAME TO %I", object, arena_copy_bytes(sql->arena, to, size));
}

/* The types of its name, where no field says them. */
static void link_types(struct graph *graph, struct object *object) {
    const char *types = strchr(object->name, '(') + 1, *argument;
    types = arena_copy_bytes(graph->arena, types, strlen(types) - 1);
    while ((argument = type_next_argument(graph->arena, &types)))
        graph_need(graph, object, graph_resolve(graph, NULL, type_path(graph->arena, argument)), KNOWN);
}

static const char query[] =
    "WITH f AS (SELECT p.oid, CASE WHEN m.nspname IN ('pg_catalog', $2) THEN '' ELSE quote_ident(m.nspname) || '.' END"
    "                  || quote_ident(p.proname) AS name FROM pg_proc p JOIN pg_namespace m ON m.oid = p.pronamespace),"
    " k AS (SELECT * FROM (VALUES ('r', 'read_only'), ('s', 'shareable'), ('w', 'read_write')) k (letter, word))"
    " SELECT 'pg_proc'::regclass::oid AS class_id, p.oid AS object_id, 0 AS sub_id,"
    "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
    "       p.proname || '(' || s.types || ')' AS name,"
    "       nullif(pg_get_function_arguments(p.oid), s.types) AS arguments,"
    "       (SELECT f.name FROM f WHERE f.oid = a.aggtransfn) AS sfunc,"
    "       format_type(a.aggtranstype, NULL) AS stype, nullif(a.aggtransspace, 0) AS sspace,"
    "       (SELECT f.name FROM f WHERE f.oid = a.aggfinalfn) AS finalfunc,"
    "       CASE WHEN a.aggfinalextra THEN 'true' END AS finalfunc_extra,"
    "       (SELECT nullif(k.word, d.modify) FROM k WHERE k.letter = a.aggfinalmodify) AS finalfunc_modify,"
    "       (SELECT f.name FROM f WHERE f.oid = a.aggcombinefn) AS combinefunc,"
    "       (SELECT f.name FROM f WHERE f.oid = a.aggserialfn) AS serialfunc,"
    "       (SELECT f.name FROM f WHERE f.oid = a.aggdeserialfn) AS deserialfunc,"
    "       a.agginitval AS initcond,"
    "       (SELECT f.name FROM f WHERE f.oid = a.aggmtransfn) AS msfunc,"
    "       (SELECT f.name FROM f WHERE f.oid = a.aggminvtransfn) AS minvfunc,"
    "       CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS mstype,"
    "       nullif(a.aggmtransspace, 0) AS msspace,"
    "       (SELECT f.name FROM f WHERE f.oid = a.aggmfinalfn) AS mfinalfunc,"
    "       CASE WHEN a.aggmfinalextra THEN 'true' END AS mfinalfunc_extra,"
    "       (SELECT nullif(k.word, d.modify) FROM k WHERE k.letter = a.aggmfinalmodify) AS mfinalfunc_modify,"
    "       a.aggminitval AS minitcond,"
    "       (SELECT CASE WHEN m.nspname IN ('pg_catalog', $2) THEN o.oprname"
    "                    ELSE 'OPERATOR(' || quote_ident(m.nspname) || '.' || o.oprname || ')' END"
    "          FROM pg_operator o JOIN pg_namespace m ON m.oid = o.oprnamespace WHERE o.oid = a.aggsortop) AS sortop,"
    "       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END AS parallel,"
    "       CASE WHEN a.aggkind = 'h' THEN 'true' END AS hypothetical"
    "  FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN pg_namespace n ON n.oid = p.pronamespace"
    "  CROSS JOIN LATERAL (SELECT coalesce(string_agg(format_type(u.type, NULL), ', ' ORDER BY u.place), '') AS types"
    "       FROM unnest(p.proargtypes) WITH ORDINALITY u(type, place)) s"
    "  CROSS JOIN LATERAL (SELECT CASE a.aggkind WHEN 'n' THEN 'read_only' ELSE 'read_write' END AS modify) d"
    " WHERE " SQL_IN_SCHEMA("n.nspname") SQL_NO_MEMBER("pg_proc", "p.oid") " ORDER BY n.nspname, 7";

const struct kind kind_aggregate = {
    .name = "aggregate",
    .word = "aggregate",
    .within = "schema",
    .noun = "ROUTINE", /* which takes a name without arguments too */
    .grant_noun = "ROUTINE",
    .space = "routine",
    .signature = true,
    .whole = true,
    .size = sizeof(struct aggregate),
    .fields = fields,
    .queries = {{0, query}},
    .finish = finish,
    .link = link_types,
    .create = create,
    .alter = alter,
    .rename = rename_aggregate,
};
