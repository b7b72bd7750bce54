#include "luamig/graph.h"

/* Extended statistics: what the planner may know about columns together. */
struct statistics {
    struct object object;
    struct list columns, kinds;
    const char *target;
};

static const struct field fields[] = {
    FIELD(statistics, columns, EXPRS, RECREATE | POSITIONAL, .doc = "columns and expressions, at least two"),
    FIELD(statistics, kinds, LIST, RECREATE | LOWER,
          .doc = "ndistinct, dependencies, mcv; unsaid: all of them"),
    FIELD(statistics, target, NUMBER, ALTER, .doc = "how many values are sampled; unsaid: the columns' own"),
    {0},
};

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct statistics *statistics = (const struct statistics *)now;
    if (changed & field_bit(now->kind, kind_field(now->kind, "target")))
        sql_add(sql, "ALTER STATISTICS %o SET STATISTICS %s", now,
                statistics->target ? statistics->target : "-1");
}

static void create(struct sql *sql, const struct object *object) {
    const struct statistics *statistics = (const struct statistics *)object;
    struct text kinds = text_new(sql->arena);
    if (statistics->kinds.count)
        sql_format(&kinds, " (%E)", &statistics->kinds);
    sql_add(sql, "CREATE STATISTICS %o%s ON %E FROM %o", object, kinds.data, &statistics->columns,
            object->parent);
    if (statistics->target)
        alter(sql, object, object, UINT64_MAX);
}

/* PostgreSQL keeps all kinds that were asked for, and 'e' where there are expressions; all of them is unsaid. */
#define QUERY(expressions)                                                                                    \
    "SELECT 'pg_statistic_ext'::regclass::oid AS class_id, s.oid AS object_id, 0 AS sub_id,"                  \
    "       'pg_class'::regclass::oid AS parent_class, s.stxrelid AS parent_object, 0 AS parent_sub,"         \
    "       s.stxname AS name,"                                                                               \
    "       (SELECT array_agg(quote_ident(a.attname) ORDER BY a.attnum) FROM pg_attribute a"                  \
    "         WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys))" expressions " AS columns,"       \
    "       CASE WHEN NOT s.stxkind @> '{d,f,m}' THEN"                                                        \
    "         (SELECT array_agg(CASE k WHEN 'd' THEN 'ndistinct' WHEN 'f' THEN 'dependencies' ELSE 'mcv' END" \
    "                           ORDER BY k) FROM unnest(s.stxkind) k WHERE k <> 'e') END AS kinds,"           \
    "       nullif(s.stxstattarget, -1) AS target"                                                            \
    "  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace"                                 \
    " WHERE " SQL_IN_SCHEMA("n.nspname")                                                                      \
        SQL_NO_MEMBER("pg_statistic_ext", "s.oid") " ORDER BY s.stxrelid, s.stxname"

const struct kind kind_statistics = {
    .name = "statistics",
    .within = "table",
    .key = "statistics",
    .noun = "STATISTICS",
    .schema_wide = true,
    .own_text = true,
    .size = sizeof(struct statistics),
    .fields = fields,
    .queries = {{140000, QUERY(" || pg_get_statisticsobjdef_expressions(s.oid)")}, {0, QUERY("")}},
    .create = create,
    .alter = alter,
};
