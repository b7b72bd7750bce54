#include <string.h>

#include "luamig/fail.h"
#include "luamig/graph.h"
#include "luamig/type.h"

/* How a value of one type becomes one of another; named by both, "mood AS integer". */
struct cast {
    struct object object;
    const char *source, *target, *routine, *context;
    bool inout;
};

static const struct field fields[] = {
    FIELD(cast, source, TYPE, SEEN, .doc = "the first part of its name"),
    FIELD(cast, target, TYPE, SEEN, .doc = "the second part of its name"),
    FIELD(cast, routine, REF, RECREATE | ANYWHERE, .of = "routine",
          .doc = "what converts, as \"rank(mood)\"; unsaid: the bytes are the same"),
    FIELD(cast, inout, BOOL, RECREATE, .doc = "by way of text"),
    FIELD(cast, context, TEXT, RECREATE | LOWER, .words = "assignment|implicit",
          .doc = "where nobody asks for it; unsaid: nowhere"),
    {0},
};

/* The types' places in the name, where it is written as PostgreSQL writes them. */
static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct cast *cast = (struct cast *)object;
    struct arena *arena = graph->arena;
    const char *as = strstr(object->name, " AS ");
    if (!as) {
        fail_at(fail, object->origin, "the cast '%s' does not name two types", object->name);
        return fail_hint(fail, "write cast \"mood AS integer\" { ... }");
    }
    size_t size = (size_t)(as - object->name);
    cast->source = type_bare(arena, arena_copy_bytes(arena, object->name, size));
    cast->target = type_bare(arena, as + strlen(" AS "));
    const char *name = arena_printf(arena, "%s AS %s", cast->source, cast->target);
    if (strcmp(name, object->name) != 0)
        return fail_at(fail, object->origin, "the cast '%s' is called '%s'", object->name, name);
    if (cast->routine && cast->inout)
        return fail_at(fail, object->origin, "the cast '%s' has a routine and goes by way of text too",
                       object->name);
    return true;
}

static void add_name(struct text *text, const char *name) {
    text_addf(text, "(%s)", name);
}

static void create(struct sql *sql, const struct object *object) {
    const struct cast *cast = (const struct cast *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE CAST %o", object);
    if (cast->routine)
        sql_format(&text, " WITH FUNCTION %P%s", cast->routine, strchr(cast->routine, '('));
    else
        text_add(&text, cast->inout ? " WITH INOUT" : " WITHOUT FUNCTION");
    sql_add(sql, "%s%s%s", text.data, cast->context ? " AS " : "", cast->context ? cast->context : "");
}

/* A range makes one to its multirange, which is a part of it. */
static const char query[] =
    "SELECT 'pg_cast'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
    "       NULL AS parent_class, NULL AS parent_object, NULL AS parent_sub,"
    "       format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL) AS name,"
    "       format_type(c.castsource, NULL) AS source, format_type(c.casttarget, NULL) AS target,"
    "       CASE WHEN n.nspname IN ('pg_catalog', $2) THEN '' ELSE quote_ident(n.nspname) || '.' END"
    "       || quote_ident(p.proname) || '(' || oidvectortypes(p.proargtypes) || ')' AS routine,"
    "       CASE c.castmethod WHEN 'i' THEN 'true' END AS inout,"
    "       CASE c.castcontext WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' END AS context"
    "  FROM pg_cast c LEFT JOIN pg_proc p ON p.oid = c.castfunc LEFT JOIN pg_namespace n ON n.oid = p.pronamespace"
    " WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_cast'::regclass"
    "                                      AND e.objid = c.oid AND e.deptype IN ('e', 'i')) ORDER BY 7";

const struct kind kind_cast = {
    .name = "cast",
    .word = "cast",
    .noun = "CAST",
    .follows = true,
    .size = sizeof(struct cast),
    .fields = fields,
    .queries = {{0, query}},
    .finish = finish,
    .create = create,
    .add_name = add_name,
};
