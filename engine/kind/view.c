/* Views, materialized views, and what is said of single columns of either. */
#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/parameters.h"

struct view {
    struct object object;
    const char *body, *check_option, *using, *tablespace;
    bool security_barrier, security_invoker, with_data;
    struct list names, with, output;
};

enum { BODY_FIELD };

/* PostgreSQL keeps the names in the SELECT: the catalog says none. */
static const struct field view_fields[] = {
    [BODY_FIELD] = FIELD(view, body, EXPR, ALTER | POSITIONAL | REQUIRED, .doc = "its SELECT"),
    FIELD(view, names, LIST, ALTER | OPTIONAL, .doc = "of its columns, where the SELECT gives others"),
    FIELD(view, security_barrier, BOOL, ALTER, .doc = "its conditions come before the user's"),
    FIELD(view, security_invoker, BOOL, ALTER, .doc = "with the rights of who asks (PostgreSQL 15)"),
    FIELD(view, check_option, TEXT, ALTER | LOWER, .words = "cascaded|local"),
    FIELD(view, output, LIST, SEEN, .doc = "name and type of each column"),
    {0},
};

static const struct field materialized_fields[] = {
    [BODY_FIELD] = FIELD(view, body, EXPR, RECREATE | POSITIONAL | REQUIRED, .doc = "its SELECT"),
    FIELD(view, names, LIST, RECREATE | OPTIONAL, .doc = "of its columns, where the SELECT gives others"),
    FIELD(view, with_data, BOOL, ALTER | OPTIONAL | DEFAULT_TRUE, .doc = "false: a REFRESH will fill it"),
    FIELD(view, using, TEXT, RECREATE, .doc = "the access method; unsaid: heap"),
    FIELD(view, tablespace, TEXT, ALTER, .doc = "where it is stored"),
    FIELD(view, with, LIST, ALTER | SETTINGS, .doc = "storage parameters: \"fillfactor=70\""),
    {0},
};

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct view *view = (struct view *)object;
    size_t size = view->body ? strlen(view->body) : 0;
    while (size && strchr("; \t\r\n", view->body[size - 1]))
        size--;
    if (!size)
        return fail_at(fail, object->origin, "view %s has no SELECT", object->name);
    view->body = arena_copy_bytes(graph->arena, view->body, size);
    view->with = parameters_canonical(graph->arena, &view->with);
    if (view->using && strcmp(view->using, "heap") == 0)
        view->using = NULL;
    return true;
}

/* ---- views ---- */

static void write(struct sql *sql, const struct object *object, const char *verb) {
    const struct view *view = (const struct view *)object;
    struct list options = {0};
    if (view->security_barrier)
        list_add(sql->arena, &options, "security_barrier");
    if (view->security_invoker)
        list_add(sql->arena, &options, "security_invoker");
    if (view->check_option)
        list_add(sql->arena, &options, arena_printf(sql->arena, "check_option=%s", view->check_option));
    struct text text = text_new(sql->arena);
    sql_format(&text, "%s VIEW %o", verb, object);
    if (view->names.count)
        sql_format(&text, " (%N)", &view->names);
    if (options.count)
        sql_format(&text, " WITH (%E)", &options);
    sql_add(sql, "%s AS\n%s", text.data, view->body);
}

static void create(struct sql *sql, const struct object *object) {
    write(sql, object, "CREATE");
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    write(sql, now, "CREATE OR REPLACE");
}

/* OR REPLACE may only append columns. Where the new ones are not known, the view is made again. */
static int decide(struct graph *graph, const struct object *old, const struct object *now, uint64_t changed,
                  struct object **mid) {
    const struct list *had = &((const struct view *)old)->output, *has = &((const struct view *)now)->output;
    if (!(changed & 1U << BODY_FIELD))
        return 0;
    if (!had->count || had->count > has->count)
        return RECREATE;
    for (int i = 0; i < had->count; i++)
        if (strcmp(had->items[i], has->items[i]) != 0)
            return RECREATE;
    return 0;
}

const struct kind kind_view = {
    .name = "view",
    .word = "view",
    .within = "schema",
    .noun = "VIEW",
    .grant_noun = "TABLE",
    .space = "relation type",
    .rigid = true,
    .whole = true,
    .size = sizeof(struct view),
    .fields = view_fields,
    .queries =
        {{0, "SELECT 'pg_class'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
             "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
             "       c.relname AS name, btrim(pg_get_viewdef(c.oid, true), E' \\n;') AS body,"
             "       CASE WHEN w.security_barrier::bool THEN 'true' END AS security_barrier,"
             "       CASE WHEN w.security_invoker::bool THEN 'true' END AS security_invoker, w.check_option,"
             "       (SELECT array_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)"
             "                         || CASE WHEN a.attcollation <> t.typcollation"
             "                                 THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END"
             "                         ORDER BY a.attnum)"
             "          FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
             "         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS output"
             "  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
             "  CROSS JOIN LATERAL"
             "       (SELECT max(option_value) FILTER (WHERE option_name = 'security_barrier')"
             "                 AS security_barrier,"
             "               max(option_value) FILTER (WHERE option_name = 'security_invoker')"
             "                 AS security_invoker,"
             "               max(option_value) FILTER (WHERE option_name = 'check_option') AS check_option"
             "          FROM pg_options_to_table(c.reloptions)) w"
             " WHERE c.relkind = 'v' AND " SQL_IN_SCHEMA("n.nspname")
                 SQL_NO_MEMBER("pg_class", "c.oid") " ORDER BY n.nspname, c.relname"}},
    .finish = finish,
    .decide = decide,
    .create = create,
    .alter = alter,
};

/* ---- materialized views ---- */

static void create_materialized(struct sql *sql, const struct object *object) {
    const struct view *view = (const struct view *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE MATERIALIZED VIEW %o", object);
    if (view->names.count)
        sql_format(&text, " (%N)", &view->names);
    if (view->using)
        sql_format(&text, " USING %I", view->using);
    if (view->with.count)
        sql_format(&text, " WITH (%E)", &view->with);
    if (view->tablespace)
        sql_format(&text, " TABLESPACE %I", view->tablespace);
    sql_add(sql, "%s AS\n%s\nWITH %sDATA", text.data, view->body, view->with_data ? "" : "NO ");
}

static void alter_materialized(struct sql *sql, const struct object *old, const struct object *now,
                               uint64_t changed) {
    const struct view *view = (const struct view *)now;
    if (changed & field_bit(now->kind, kind_field(now->kind, "tablespace"))) {
        const char *tablespace = view->tablespace ? view->tablespace : "pg_default";
        sql_add(sql, "ALTER MATERIALIZED VIEW %o SET TABLESPACE %I", now, tablespace);
    }
    if (changed & field_bit(now->kind, kind_field(now->kind, "with")))
        parameters_alter(sql, now, &((const struct view *)old)->with, &view->with);
}

/* Nobody reads the rows of a copy. */
static void sketch(struct object *copy) {
    ((struct view *)copy)->with_data = false;
}

const struct kind kind_materialized_view = {
    .name = "materialized_view",
    .word = "materialized_view",
    .within = "schema",
    .noun = "MATERIALIZED VIEW",
    .grant_noun = "TABLE",
    .space = "relation type",
    .rigid = true,
    .size = sizeof(struct view),
    .fields = materialized_fields,
    .queries =
        {{0, "SELECT 'pg_class'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
             "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
             "       c.relname AS name, btrim(pg_get_viewdef(c.oid, true), E' \\n;') AS body,"
             "       nullif(m.amname, 'heap') AS \"using\", s.spcname AS tablespace,"
             "       (SELECT array_agg(w ORDER BY w COLLATE \"C\") FROM unnest(c.reloptions) w) AS \"with\""
             "  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = c.relam"
             "  LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace"
             " WHERE c.relkind = 'm' AND " SQL_IN_SCHEMA("n.nspname")
                 SQL_NO_MEMBER("pg_class", "c.oid") " ORDER BY n.nspname, c.relname"}},
    .finish = finish,
    .sketch = sketch,
    .create = create_materialized,
    .alter = alter_materialized,
};

/* ---- columns of either ---- */

struct view_column {
    struct object object;
    const char *fallback;
};

static const struct field column_fields[] = {
    FIELD_AS("default", view_column, fallback, EXPR, ALTER | LITERAL,
             .doc = "what an INSERT into the view puts in"),
    {0},
};

static void alter_column(struct sql *sql, const struct object *old, const struct object *now,
                         uint64_t changed) {
    const char *fallback = ((const struct view_column *)now)->fallback;
    struct text text = text_new(sql->arena);
    sql_format(&text, "ALTER VIEW %o ALTER COLUMN %I ", now->parent, object_current(now));
    if (fallback)
        sql_add(sql, "%sSET DEFAULT %s", text.data, fallback);
    else
        sql_add(sql, "%sDROP DEFAULT", text.data);
}

/* It follows its view's CREATE, but is written with it. */
static bool no_clause(struct text *text, const struct object *object) {
    return false;
}

static void create_column(struct sql *sql, const struct object *object) {
    if (((const struct view_column *)object)->fallback)
        alter_column(sql, NULL, object, UINT64_MAX);
}

/* It stays a column of its view, of which nothing is said any more. An op call does not know what was said: dropping a
 * default that is not there does no harm, but a materialized view can have none. */
static void drop_column(struct sql *sql, const struct object *object) {
    if (object->parent->kind == &kind_view)
        sql_add(sql, "ALTER VIEW %o ALTER COLUMN %I DROP DEFAULT", object->parent, object_current(object));
}

const struct kind kind_view_column = {
    .name = "view_column",
    .within = "view materialized_view",
    .key = "columns",
    .noun = "COLUMN",
    .grant_noun = "TABLE",
    .adorns = true,
    .size = sizeof(struct view_column),
    .fields = column_fields,
    .queries =
        {{0,
          "SELECT 'pg_class'::regclass::oid AS class_id, a.attrelid AS object_id, a.attnum AS sub_id,"
          "       'pg_class'::regclass::oid AS parent_class, c.oid AS parent_object, 0 AS parent_sub,"
          "       a.attname AS name, pg_get_expr(d.adbin, d.adrelid) AS \"default\""
          "  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
          "  JOIN pg_namespace n ON n.oid = c.relnamespace"
          "  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
          " WHERE c.relkind IN ('v', 'm') AND a.attnum > 0 AND NOT a.attisdropped"
          "   AND (d.oid IS NOT NULL OR a.attacl IS NOT NULL OR EXISTS (SELECT FROM pg_description o"
          "        WHERE o.classoid = 'pg_class'::regclass AND o.objoid = c.oid AND o.objsubid = a.attnum))"
          "   AND " SQL_IN_SCHEMA("n.nspname")
              SQL_NO_MEMBER("pg_class", "c.oid") " ORDER BY a.attrelid, a.attnum"}},
    .clause = no_clause,
    .create = create_column,
    .alter = alter_column,
    .drop = drop_column,
};
