#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"

struct view {
    struct object object;
    const char *body, *check_option;
    bool security_barrier, security_invoker;
    struct list columns;
};

static const struct field fields[] = {
    FIELD(view, body, EXPR, ALTER | POSITIONAL | REQUIRED, .doc = "its SELECT"),
    FIELD(view, security_barrier, BOOL, ALTER, .doc = "its conditions come before the user's"),
    FIELD(view, security_invoker, BOOL, ALTER, .doc = "with the rights of who asks (PostgreSQL 15)"),
    FIELD(view, check_option, TEXT, ALTER | LOWER, .words = "cascaded|local"),
    FIELD(view, columns, LIST, SEEN, .doc = "name and type of each column"),
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
    return true;
}

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
    const struct list *had = &((const struct view *)old)->columns,
                      *has = &((const struct view *)now)->columns;
    if (!(changed & field_bit(now->kind, &fields[0])))
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
    .fields = fields,
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
             "         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns"
             "  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
             "  CROSS JOIN LATERAL"
             "       (SELECT max(option_value) FILTER (WHERE option_name = 'security_barrier') AS "
             "security_barrier,"
             "               max(option_value) FILTER (WHERE option_name = 'security_invoker') AS "
             "security_invoker,"
             "               max(option_value) FILTER (WHERE option_name = 'check_option') AS check_option"
             "          FROM pg_options_to_table(c.reloptions)) w"
             " WHERE c.relkind = 'v' AND " SQL_IN_SCHEMA("n.nspname")
                 SQL_NO_MEMBER("pg_class", "c.oid") " ORDER BY n.nspname, c.relname"}},
    .finish = finish,
    .decide = decide,
    .create = create,
    .alter = alter,
};
