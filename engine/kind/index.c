#include <string.h>

#include "luamig/element.h"
#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/parameters.h"
#include "luamig/words.h"

struct index {
    struct object object;
    struct list columns, include, with, statistics;
    const char *using, *where, *tablespace;
    bool unique, nulls_distinct, concurrently, invalid;
};

static const struct field fields[] = {
    FIELD(index, columns, EXPRS, RECREATE | POSITIONAL | REQUIRED,
          .doc = "columns or expressions: \"created_at DESC\""),
    FIELD(index, unique, BOOL, RECREATE),
    FIELD(index, nulls_distinct, BOOL, RECREATE | DEFAULT_TRUE,
          .doc = "false: NULLs are equal (PostgreSQL 15)"),
    FIELD(index, using, TEXT, RECREATE | LOWER, .doc = "the access method; unsaid: btree"),
    FIELD(index, include, NAMES, RECREATE, .doc = "columns that it holds besides"),
    FIELD(index, where, EXPR, RECREATE, .doc = "the rows it holds"),
    FIELD(index, with, LIST, ALTER | SETTINGS, .doc = "storage parameters: \"fillfactor=70\""),
    FIELD(index, tablespace, TEXT, ALTER, .doc = "unsaid: the database's own"),
    FIELD(index, statistics, LIST, ALTER | SETTINGS,
          .doc = "how many values of an expression are sampled, by its number: { [\"2\"] = 500 }"),
    FIELD(index, concurrently, BOOL, HINT | CARRIED, .doc = "built and dropped without blocking writes"),
    FIELD(index, invalid, BOOL, SEEN, .doc = "left by a build that failed"),
    {0},
};

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct index *index = (struct index *)object;
    for (int i = 0; i < index->columns.count; i++)
        index->columns.items[i] = element_sql(graph->arena, object->parent, index->columns.items[i]);
    index->with = parameters_canonical(graph->arena, &index->with);
    index->statistics = parameters_canonical(graph->arena, &index->statistics);
    if (index->using && strcmp(index->using, "btree") == 0)
        index->using = NULL;
    return true;
}

static const char *default_name(struct arena *arena, const struct object *object, const char *table,
                                const struct list *columns) {
    const struct index *index = (const struct index *)object;
    return elements_name(arena, object->parent, table, columns, &index->include, "idx");
}

/* What a foreign key can lean on: a unique index of columns, over all rows. */
static struct list key_columns(struct arena *arena, const struct object *object) {
    const struct index *index = (const struct index *)object;
    struct list columns = {0};
    for (int i = 0; index->unique && !index->where && i < index->columns.count; i++) {
        const char *column = element_column(arena, NULL, index->columns.items[i]);
        if (!column)
            return (struct list){0};
        list_add(arena, &columns, column);
    }
    return columns;
}

static bool names(struct arena *arena, const char *expression, const char *name) {
    struct word word = word_next(arena, expression);
    while (word.kind != WORD_END && !(word.kind == WORD_NAME && strcmp(word.value, name) == 0))
        word = word_next(arena, word.at + word.size);
    return word.kind != WORD_END;
}

/* PostgreSQL rebuilds an index when the type of a column changes, but reads an expression as it stood ('x'::text),
 * which need not fit the new type. */
static bool is_rigid(const struct object *object, const struct object *lost) {
    const struct index *index = (const struct index *)object;
    struct arena *arena = arena_new();
    bool rigid = index->where && names(arena, index->where, lost->name);
    for (int i = 0; i < index->columns.count; i++) {
        const char *element = index->columns.items[i];
        rigid = rigid || (!element_column(arena, NULL, element) && names(arena, element, lost->name));
    }
    arena_free(arena);
    return rigid;
}

static void create(struct sql *sql, const struct object *object) {
    const struct index *index = (const struct index *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE %sINDEX %s%I ON %o", index->unique ? "UNIQUE " : "",
               index->concurrently ? "CONCURRENTLY " : "", object_current(object), object->parent);
    if (index->using)
        sql_format(&text, " USING %I", index->using);
    sql_format(&text, " (%E)", &index->columns);
    if (index->include.count)
        sql_format(&text, " INCLUDE (%N)", &index->include);
    if (!index->nulls_distinct)
        text_add(&text, " NULLS NOT DISTINCT");
    if (index->with.count)
        sql_format(&text, " WITH (%E)", &index->with);
    if (index->tablespace)
        sql_format(&text, " TABLESPACE %I", index->tablespace);
    if (index->where)
        sql_format(&text, " WHERE %s", index->where);
    if (index->concurrently)
        sql_add_alone(sql, "%s", text.data);
    else
        sql_add(sql, "%s", text.data);
}

/* "2=500"; -1 is the server's own. */
static void sample(struct sql *sql, const struct object *object, const char *setting, bool gone) {
    size_t size = strcspn(setting, "=");
    sql_add(sql, "ALTER INDEX %o ALTER COLUMN %s SET STATISTICS %s", object,
            arena_copy_bytes(sql->arena, setting, size), gone ? "-1" : setting + size + 1);
}

static void set_statistics(struct sql *sql, const struct object *object, const struct list *old,
                           const struct list *now) {
    struct list gone, set;
    parameters_change(sql->arena, old, now, &gone, &set);
    for (int i = 0; i < gone.count; i++)
        sample(sql, object, gone.items[i], true);
    for (int i = 0; i < set.count; i++)
        sample(sql, object, set.items[i], false);
}

static void complete(struct sql *sql, const struct object *object) {
    set_statistics(sql, object, &(struct list){0}, &((const struct index *)object)->statistics);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct index *was = (const struct index *)old, *is = (const struct index *)now;
    parameters_alter(sql, now, &was->with, &is->with);
    set_statistics(sql, now, &was->statistics, &is->statistics);
    if (changed & field_bit(now->kind, kind_field(now->kind, "tablespace")))
        sql_add(sql, "ALTER INDEX %o SET TABLESPACE %I", now, is->tablespace ? is->tablespace : "pg_default");
}

static void drop(struct sql *sql, const struct object *object) {
    if (((const struct index *)object)->concurrently)
        sql_add_alone(sql, "DROP INDEX CONCURRENTLY %o", object);
    else
        sql_add(sql, "DROP INDEX %o", object);
}

#define INDEX_QUERY(nulls_distinct)                                                                              \
    "SELECT 'pg_class'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"                             \
    "       'pg_class'::regclass::oid AS parent_class, i.indrelid AS parent_object, 0 AS parent_sub,"            \
    "       c.relname AS name, c.relispartition AS inherited, " SQL_ELEMENTS(                                    \
        "") " AS columns,"                                                                                       \
            "       CASE WHEN i.indisunique THEN 'true' END AS \"unique\", " nulls_distinct                      \
            "       nullif(m.amname, 'btree') AS \"using\","                                                     \
            "       (SELECT array_agg(a.attname ORDER BY u.place) FROM unnest(i.indkey) WITH ORDINALITY "        \
            "u(num, place)"                                                                                      \
            "          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num"                      \
            "         WHERE u.place > i.indnkeyatts) AS include,"                                                \
            "       pg_get_expr(i.indpred, i.indrelid, true) AS \"where\","                                      \
            "       (SELECT array_agg(w ORDER BY w COLLATE \"C\") FROM unnest(c.reloptions) w) AS \"with\","     \
            "       (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) AS tablespace,"        \
            "       (SELECT array_agg(a.attnum || '=' || a.attstattarget ORDER BY a.attnum::text COLLATE \"C\")" \
            "          FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attstattarget >= 0) AS statistics,"    \
            "       CASE WHEN NOT i.indisvalid THEN 'true' END AS invalid"                                       \
            "  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = "              \
            "i.indrelid"                                                                                         \
            "  JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_am m ON m.oid = c.relam"                    \
            " WHERE t.relkind IN ('r', 'p', 'm') AND " SQL_IN_SCHEMA(                                            \
                "n.nspname") "   AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND "      \
                             "k.contype IN ('p', 'u', 'x'))" SQL_NO_MEMBER("pg_class",                           \
                                                                           "t.oid") " ORDER BY i.indrelid, "     \
                                                                                    "c.relname"

const struct kind kind_index = {
    .name = "index",
    .within = "table materialized_view",
    .key = "indexes",
    .noun = "INDEX",
    .space = "relation",
    .schema_wide = true,
    .own_text = true,
    .is_key = true,
    .bound = true,
    .tightens = true,
    .size = sizeof(struct index),
    .fields = fields,
    .queries = {{150000, INDEX_QUERY("CASE WHEN i.indnullsnotdistinct THEN 'false' END AS nulls_distinct,")},
                {0, INDEX_QUERY("")}},
    .finish = finish,
    .default_name = default_name,
    .is_rigid = is_rigid,
    .key_columns = key_columns,
    .complete = complete,
    .create = create,
    .alter = alter,
    .drop = drop,
};
