#include <string.h>

#include "luamig/element.h"
#include "luamig/graph.h"
#include "luamig/parameters.h"

struct exclude {
    struct object object;
    struct list elements, include, with;
    const char *using, *where, *deferrable;
};

static const struct field fields[] = {
    FIELD(exclude, elements, EXPRS, RECREATE | POSITIONAL | REQUIRED,
          .doc = "\"room WITH =\", \"during WITH &&\""),
    FIELD(exclude, using, TEXT, RECREATE | LOWER, .doc = "the access method: gist, mostly; unsaid: btree"),
    FIELD(exclude, include, NAMES, RECREATE, .doc = "columns that the index holds besides"),
    FIELD(exclude, with, LIST, RECREATE | SETTINGS, .doc = "storage parameters: \"fillfactor=70\""),
    FIELD(exclude, where, EXPR, RECREATE, .doc = "the rows it holds for"),
    FIELD(exclude, deferrable, TEXT, RECREATE | LOWER, .words = "initially immediate|initially deferred"),
    {0},
};

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct exclude *exclude = (struct exclude *)object;
    for (int i = 0; i < exclude->elements.count; i++)
        exclude->elements.items[i] = element_sql(graph->arena, object->parent, exclude->elements.items[i]);
    exclude->with = parameters_canonical(graph->arena, &exclude->with);
    if (exclude->using && strcmp(exclude->using, "btree") == 0)
        exclude->using = NULL;
    return true;
}

static const char *default_name(struct arena *arena, const struct object *object, const char *table,
                                const struct list *columns) {
    const struct exclude *exclude = (const struct exclude *)object;
    return elements_name(arena, object->parent, table, columns, &exclude->include, "excl");
}

static bool clause(struct text *text, const struct object *object) {
    const struct exclude *exclude = (const struct exclude *)object;
    sql_format(text, "CONSTRAINT %I EXCLUDE", object_current(object));
    if (exclude->using)
        sql_format(text, " USING %I", exclude->using);
    sql_format(text, " (%E)", &exclude->elements);
    if (exclude->include.count)
        sql_format(text, " INCLUDE (%N)", &exclude->include);
    if (exclude->with.count)
        sql_format(text, " WITH (%E)", &exclude->with);
    if (exclude->where)
        sql_format(text, " WHERE (%s)", exclude->where);
    if (exclude->deferrable)
        sql_format(text, " DEFERRABLE %s", exclude->deferrable);
    return true;
}

#define WITH_OPERATOR                                                                      \
    "|| (SELECT ' WITH ' || CASE WHEN pg_operator_is_visible(r.oid) THEN r.oprname"        \
    "           ELSE 'OPERATOR(' || quote_ident(y.nspname) || '.' || r.oprname || ')' END" \
    "      FROM pg_operator r JOIN pg_namespace y ON y.oid = r.oprnamespace WHERE r.oid = n.conexclop[k])"

const struct kind kind_exclude = {
    .name = "exclude",
    .within = "table",
    .key = "exclude",
    .noun = "CONSTRAINT",
    .address = "%n ON %p",
    .space = "relation",
    .rigid = true,
    .bound = true,
    .tightens = true,
    .size = sizeof(struct exclude),
    .fields = fields,
    .queries =
        {{0,
          "SELECT 'pg_constraint'::regclass::oid AS class_id, n.oid AS object_id, 0 AS sub_id,"
          "       'pg_class'::regclass::oid AS parent_class, n.conrelid AS parent_object, 0 AS parent_sub,"
          "       n.conname AS name, n.conparentid <> 0 AS inherited, " SQL_ELEMENTS(
              WITH_OPERATOR) " AS elements,"
                             "       nullif(m.amname, 'btree') AS \"using\","
                             "       (SELECT array_agg(a.attname ORDER BY u.place)"
                             "          FROM unnest(i.indkey) WITH ORDINALITY u(num, place)"
                             "          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num"
                             "         WHERE u.place > i.indnkeyatts) AS include,"
                             "       (SELECT array_agg(w ORDER BY w COLLATE \"C\") FROM unnest(c.reloptions) "
                             "w) AS \"with\","
                             "       pg_get_expr(i.indpred, i.indrelid, true) AS \"where\","
                             "       CASE WHEN n.condeferred THEN 'initially deferred'"
                             "            WHEN n.condeferrable THEN 'initially immediate' END AS deferrable"
                             "  FROM pg_constraint n JOIN pg_index i ON i.indexrelid = n.conindid"
                             "  JOIN pg_class c ON c.oid = n.conindid JOIN pg_am m ON m.oid = c.relam"
                             "  JOIN pg_class t ON t.oid = n.conrelid JOIN pg_namespace s ON s.oid = "
                             "t.relnamespace"
                             " WHERE n.contype = 'x' AND t.relkind IN ('r', 'p')"
                             "   AND " SQL_IN_SCHEMA("s.nspname")
                                 SQL_NO_MEMBER("pg_class", "t.oid") " ORDER BY n.conrelid, n.conname"}},
    .finish = finish,
    .default_name = default_name,
    .clause = clause,
};
