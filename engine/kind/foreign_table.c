#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/options.h"

/* A table whose rows another server holds. Its columns and checks are those of tables. */
struct foreign_table {
    struct object object;
    const char *server;
    struct list options;
};

enum { SERVER, OPTIONS };

static const struct field fields[] = {
    [SERVER] = FIELD(foreign_table, server, REF, RECREATE | REQUIRED | ANYWHERE, .of = "server",
                     .doc = "the server that holds the rows"),
    [OPTIONS] = FIELD(foreign_table, options, LIST, ALTER | SETTINGS,
                      .doc = "{ schema_name = \"public\", table_name = \"t\" }"),
    {0},
};

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    list_sort(&((struct foreign_table *)object)->options);
    return true;
}

static void create(struct sql *sql, const struct object *object) {
    const struct foreign_table *table = (const struct foreign_table *)object;
    struct text text = text_new(sql->arena);
    const char *before = "\n  ";
    sql_format(&text, "CREATE FOREIGN TABLE %o (", object);
    for (int i = 0; i < object->kid_count; i++) {
        struct text clause = text_new(sql->arena);
        const struct object *kid = object->kids[i];
        if (!kid->kind->clause || !kid->kind->clause(&clause, kid))
            continue;
        text_addf(&text, "%s%s", before, clause.data);
        before = ",\n  ";
    }
    sql_format(&text, ") SERVER %P", table->server);
    options_add(&text, &table->options);
    sql_add(sql, "%s", text.data);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    struct text text = text_new(sql->arena);
    options_add_change(&text, &((const struct foreign_table *)old)->options,
                       &((const struct foreign_table *)now)->options);
    sql_add(sql, "ALTER FOREIGN TABLE %o%s", now, text.data);
}

const struct kind kind_foreign_table = {
    .name = "foreign_table",
    .word = "foreign_table",
    .within = "schema",
    .noun = "FOREIGN TABLE",
    .grant_noun = "TABLE",
    .space = "relation type",
    .size = sizeof(struct foreign_table),
    .fields = fields,
    .queries =
        {{0, "SELECT 'pg_class'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
             "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
             "       c.relname AS name,"
             "       CASE WHEN s.srvname ~ '[.\"(]' THEN quote_ident(s.srvname) ELSE s.srvname END AS server,"
             "       (SELECT array_agg(o ORDER BY o COLLATE \"C\") FROM unnest(f.ftoptions) o) AS options"
             "  FROM pg_foreign_table f JOIN pg_class c ON c.oid = f.ftrelid"
             "  JOIN pg_foreign_server s ON s.oid = f.ftserver JOIN pg_namespace n ON n.oid = c.relnamespace"
             " WHERE NOT c.relispartition AND " SQL_IN_SCHEMA("n.nspname")
                 SQL_NO_MEMBER("pg_class", "c.oid") " ORDER BY n.nspname, c.relname"}},
    .finish = finish,
    .create = create,
    .alter = alter,
};
