/* Publications, and what a table or a schema says of being in one.
 *
 * That a table is published hangs on the table, as an index does: it belongs to the table's owner, and goes with it.
 * It is named after the publication.
 */
#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"

struct publication {
    struct object object;
    bool all_tables, publish_via_partition_root;
    const char *publish_generated_columns;
    struct list publish;
};

static const struct field publication_fields[] = {
    FIELD(publication, all_tables, BOOL, RECREATE, .doc = "every table, also those that are yet to be made"),
    FIELD(publication, publish, LIST, ALTER | LOWER,
          .doc = "\"insert\", \"update\", \"delete\", \"truncate\"; unsaid: all of them"),
    FIELD(publication, publish_via_partition_root, BOOL, ALTER,
          .doc = "changes of a partition are those of the partitioned table"),
    FIELD(publication, publish_generated_columns, TEXT, ALTER | LOWER, .words = "stored|none",
          .doc = "PostgreSQL 18"),
    {0},
};

struct published {
    struct object object;
    struct list columns;
    const char *where;
};

static const struct field table_fields[] = {
    FIELD(published, columns, NAMES, RECREATE, .doc = "only these (PostgreSQL 15)"),
    FIELD(published, where, EXPR, RECREATE, .doc = "only the rows for which it holds (PostgreSQL 15)"),
    {0},
};

static const struct field schema_fields[] = {{0}};

/* ---- publication ---- */

static const char all_verbs[] = "insert, update, delete, truncate";

/* In PostgreSQL's order; all of them are unsaid. */
static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    static const char *const verbs[] = {"insert", "update", "delete", "truncate"};
    enum { COUNT = sizeof verbs / sizeof *verbs };
    struct publication *publication = (struct publication *)object;
    struct list sorted = {0};
    for (int i = 0; i < COUNT; i++)
        if (list_find(&publication->publish, verbs[i]) >= 0)
            list_add(graph->arena, &sorted, verbs[i]);
    for (int i = 0; i < publication->publish.count; i++)
        if (list_find(&sorted, publication->publish.items[i]) < 0) {
            fail_at(fail, object->origin, "publication %s cannot publish \"%s\"", object->name,
                    publication->publish.items[i]);
            return fail_hint(fail, "it publishes some of %s", all_verbs);
        }
    if (sorted.count == COUNT)
        sorted = (struct list){0};
    publication->publish = sorted;
    const char *generated = publication->publish_generated_columns;
    if (generated && strcmp(generated, "none") == 0)
        publication->publish_generated_columns = NULL;
    return true;
}

/* The parameters that are not default, or those in `changed` with their defaults. */
static struct list parameters(struct arena *arena, const struct publication *publication, uint64_t changed) {
    const struct kind *kind = publication->object.kind;
    struct list list = {0};
    for (const struct field *field = publication_fields + 1; field->name; field++) {
        if (changed ? !(changed & field_bit(kind, field)) : field_is_default(&publication->object, field))
            continue;
        struct text text = text_new(arena);
        sql_format(&text, "%s = ", field->name);
        if (field_is_list(field))
            sql_format(&text, publication->publish.count ? "'%E'" : "'%s'",
                       publication->publish.count ? (const void *)&publication->publish : all_verbs);
        else if (field_is_bool(field))
            text_add(&text, field_bool(&publication->object, field) ? "true" : "false");
        else
            text_add(&text, field_text(&publication->object, field) ? "stored" : "none");
        list_add(arena, &list, text.data);
    }
    return list;
}

static void create(struct sql *sql, const struct object *object) {
    const struct publication *publication = (const struct publication *)object;
    struct list with = parameters(sql->arena, publication, 0);
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE PUBLICATION %o%s", object, publication->all_tables ? " FOR ALL TABLES" : "");
    if (with.count)
        sql_format(&text, " WITH (%E)", &with);
    sql_add(sql, "%s", text.data);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    struct list with = parameters(sql->arena, (const struct publication *)now, changed);
    sql_add(sql, "ALTER PUBLICATION %o SET (%E)", now, &with);
}

/* ---- what is in it ---- */

/* PostgreSQL keeps the columns by their numbers. */
static bool finish_table(struct graph *graph, struct object *object, struct fail *fail) {
    list_sort(&((struct published *)object)->columns);
    return true;
}

static void create_table(struct sql *sql, const struct object *object) {
    const struct published *published = (const struct published *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "ALTER PUBLICATION %I ADD TABLE %o", object_current(object), object->parent);
    if (published->columns.count)
        sql_format(&text, " (%N)", &published->columns);
    if (published->where)
        sql_format(&text, " WHERE (%s)", published->where);
    sql_add(sql, "%s", text.data);
}

static void drop_table(struct sql *sql, const struct object *object) {
    sql_add(sql, "ALTER PUBLICATION %I DROP TABLE %o", object_current(object), object->parent);
}

static void create_schema(struct sql *sql, const struct object *object) {
    sql_add(sql, "ALTER PUBLICATION %I ADD TABLES IN SCHEMA %o", object_current(object), object->parent);
}

static void drop_schema(struct sql *sql, const struct object *object) {
    sql_add(sql, "ALTER PUBLICATION %I DROP TABLES IN SCHEMA %o", object_current(object), object->parent);
}

/* ---- the catalog ---- */

#define QUERY(generated)                                                                              \
    "SELECT 'pg_publication'::regclass::oid AS class_id, p.oid AS object_id, 0 AS sub_id,"            \
    "       NULL AS parent_class, NULL AS parent_object, NULL AS parent_sub, p.pubname AS name,"      \
    "       CASE WHEN p.puballtables THEN 'true' END AS all_tables,"                                  \
    "       CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate) THEN"       \
    "         array_remove(ARRAY[CASE WHEN p.pubinsert THEN 'insert' END,"                            \
    "                            CASE WHEN p.pubupdate THEN 'update' END,"                            \
    "                            CASE WHEN p.pubdelete THEN 'delete' END,"                            \
    "                            CASE WHEN p.pubtruncate THEN 'truncate' END], NULL) END AS publish," \
    "       CASE WHEN p.pubviaroot THEN 'true' END AS publish_via_partition_root, " generated         \
    "       AS publish_generated_columns"                                                             \
    "  FROM pg_publication p WHERE true" SQL_NO_MEMBER("pg_publication", "p.oid") " ORDER BY p.pubname"

#define TABLE_QUERY(columns, condition)                                                              \
    "SELECT 'pg_publication_rel'::regclass::oid AS class_id, r.oid AS object_id, 0 AS sub_id,"       \
    "       'pg_class'::regclass::oid AS parent_class, r.prrelid AS parent_object, 0 AS parent_sub," \
    "       p.pubname AS name, " columns " AS columns, " condition " AS \"where\""                   \
    "  FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid"                         \
    "  JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace"           \
    " WHERE " SQL_IN_SCHEMA("n.nspname") " ORDER BY r.prrelid, p.pubname"

#define COLUMNS                                                                         \
    "(SELECT array_agg(a.attname ORDER BY a.attname COLLATE \"C\") FROM pg_attribute a" \
    "  WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs))"

static const char schema_query[] =
    "SELECT 'pg_publication_namespace'::regclass::oid AS class_id, s.oid AS object_id, 0 AS sub_id,"
    "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
    "       p.pubname AS name"
    "  FROM pg_publication_namespace s JOIN pg_publication p ON p.oid = s.pnpubid"
    "  JOIN pg_namespace n ON n.oid = s.pnnspid"
    " WHERE " SQL_IN_SCHEMA("n.nspname") " ORDER BY n.nspname, p.pubname";

const struct kind kind_publication = {
    .name = "publication",
    .word = "publication",
    .noun = "PUBLICATION",
    .size = sizeof(struct publication),
    .fields = publication_fields,
    .queries = {{180000, QUERY("CASE p.pubgencols WHEN 's' THEN 'stored' END")}, {0, QUERY("NULL")}},
    .finish = finish,
    .create = create,
    .alter = alter,
};

const struct kind kind_publication_table = {
    .name = "publication_table",
    .within = "table",
    .key = "publications",
    .named_after = "publication",
    .follows = true,
    .rigid = true,
    .own_text = true,
    .size = sizeof(struct published),
    .fields = table_fields,
    .queries = {{150000, TABLE_QUERY(COLUMNS, "pg_get_expr(r.prqual, r.prrelid)")},
                {0, TABLE_QUERY("NULL::name[]", "NULL")}},
    .finish = finish_table,
    .create = create_table,
    .drop = drop_table,
};

const struct kind kind_publication_schema = {
    .name = "publication_schema",
    .within = "schema",
    .key = "publications",
    .named_after = "publication",
    .follows = true,
    .own_text = true,
    .size = sizeof(struct object),
    .fields = schema_fields,
    .queries = {{150000, schema_query}},
    .create = create_schema,
    .drop = drop_schema,
};
