#include <string.h>

#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/parameters.h"

struct table {
    struct object object;
    bool unlogged, row_security, force_row_security;
    struct list with;
};

static const struct field fields[] = {
    FIELD(table, unlogged, BOOL, ALTER, .doc = "not written to the WAL: lost after a crash"),
    FIELD(table, row_security, BOOL, ALTER, .doc = "policies hold"),
    FIELD(table, force_row_security, BOOL, ALTER, .doc = "policies hold for the table's owner too"),
    FIELD(table, with, LIST, ALTER | SETTINGS, .doc = "storage parameters: \"fillfactor=70\""),
    {0},
};

/* Columns and constraints stand inside; what else hangs on the table follows in statements of its own. */
static void create(struct sql *sql, const struct object *object) {
    const struct table *table = (const struct table *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE %sTABLE %o (", table->unlogged ? "UNLOGGED " : "", object);
    bool first = true;
    for (int i = 0; i < object->kid_count; i++) {
        const struct object *kid = object->kids[i];
        struct text clause = text_new(sql->arena);
        if (!kid->kind->clause || !kid->kind->clause(&clause, kid))
            continue;
        text_addf(&text, "%s\n  %s", first ? "" : ",", clause.data);
        first = false;
    }
    text_add(&text, first ? ")" : "\n)");
    if (table->with.count)
        sql_format(&text, " WITH (%E)", &table->with);
    sql_add(sql, "%s", text.data);
    if (table->row_security)
        sql_alter(sql, object, "ENABLE ROW LEVEL SECURITY");
    if (table->force_row_security)
        sql_alter(sql, object, "FORCE ROW LEVEL SECURITY");
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct table *table = (struct table *)object;
    table->with = parameters_canonical(graph->arena, &table->with);
    return true;
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct table *table = (const struct table *)now;
    if (changed & field_bit(now->kind, &fields[0]))
        /* Alone: in one statement with ADD COLUMN it would not see the new column's sequence. */
        sql_add(sql, "ALTER TABLE %o SET %s", now, table->unlogged ? "UNLOGGED" : "LOGGED");
    if (changed & field_bit(now->kind, &fields[1]))
        sql_alter(sql, now, "%s ROW LEVEL SECURITY", table->row_security ? "ENABLE" : "DISABLE");
    if (changed & field_bit(now->kind, &fields[2]))
        sql_alter(sql, now, "%sFORCE ROW LEVEL SECURITY", table->force_row_security ? "" : "NO ");
    if (changed & field_bit(now->kind, &fields[3]))
        parameters_alter(sql, now, &((const struct table *)old)->with, &table->with);
}

const struct kind kind_table = {
    .name = "table",
    .word = "model",
    .within = "schema",
    .noun = "TABLE",
    .grant_noun = "TABLE",
    .space = "relation type",
    .holds_data = true,
    .size = sizeof(struct table),
    .fields = fields,
    .queries =
        {{0, "SELECT 'pg_class'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
             "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
             "       c.relname AS name, CASE c.relpersistence WHEN 'u' THEN 'true' END AS unlogged,"
             "       CASE WHEN c.relrowsecurity THEN 'true' END AS row_security,"
             "       CASE WHEN c.relforcerowsecurity THEN 'true' END AS force_row_security,"
             "       (SELECT array_agg(o ORDER BY o COLLATE \"C\") FROM unnest(c.reloptions) o) AS \"with\""
             "  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
             " WHERE c.relkind = 'r' AND NOT c.relispartition"
             "   AND " SQL_IN_SCHEMA("n.nspname")
                 SQL_NO_MEMBER("pg_class", "c.oid") " ORDER BY n.nspname, c.relname"}},
    .finish = finish,
    .create = create,
    .alter = alter,
};
