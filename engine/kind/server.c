/* A foreign server, what a role says of itself there, and the tables whose rows it holds.
 *
 * The options of a user mapping hold passwords: they stand in statements and in the ledger, as PostgreSQL itself keeps
 * them, and in no message.
 */
#include <string.h>

#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/options.h"

struct server {
    struct object object;
    const char *wrapper, *type, *version;
    struct list options;
};

enum { WRAPPER, TYPE, VERSION, OPTIONS };

static const struct field server_fields[] = {
    [WRAPPER] = FIELD_AS("foreign_data_wrapper", server, wrapper, REF, RECREATE | REQUIRED | ANYWHERE,
                         .of = "foreign_data_wrapper", .doc = "the wrapper that knows how to speak to it"),
    [TYPE] = FIELD(server, type, TEXT, RECREATE, .doc = "for the wrapper to understand"),
    [VERSION] = FIELD(server, version, TEXT, ALTER, .doc = "for the wrapper to understand"),
    [OPTIONS] = FIELD(server, options, LIST, ALTER | SETTINGS, .doc = "{ host = \"db\", port = 5432 }"),
    {0},
};

struct user_mapping {
    struct object object;
    struct list options;
};

static const struct field mapping_fields[] = {
    FIELD(user_mapping, options, LIST, ALTER | SETTINGS | SECRET,
          .doc = "{ user = \"reader\", password = \"...\" }"),
    {0},
};

/* ---- server ---- */

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    list_sort(&((struct server *)object)->options);
    return true;
}

static void create(struct sql *sql, const struct object *object) {
    const struct server *server = (const struct server *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE SERVER %o", object);
    if (server->type)
        sql_format(&text, " TYPE %L", server->type);
    if (server->version)
        sql_format(&text, " VERSION %L", server->version);
    sql_format(&text, " FOREIGN DATA WRAPPER %P", server->wrapper);
    options_add(&text, &server->options);
    sql_add(sql, "%s", text.data);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct server *server = (const struct server *)now;
    struct text text = text_new(sql->arena);
    sql_format(&text, "ALTER SERVER %o", now);
    if (changed & 1U << VERSION)
        sql_format(&text, server->version ? " VERSION %L" : " VERSION NULL", server->version);
    if (changed & 1U << OPTIONS)
        options_add_change(&text, &((const struct server *)old)->options, &server->options);
    sql_add(sql, "%s", text.data);
}

/* ---- user mapping ---- */

static bool finish_mapping(struct graph *graph, struct object *object, struct fail *fail) {
    list_sort(&((struct user_mapping *)object)->options);
    return true;
}

/* "CREATE USER MAPPING FOR joe SERVER s" */
static struct text begin_mapping(struct sql *sql, const char *verb, const struct object *object) {
    struct text text = text_new(sql->arena);
    sql_format(&text, "%s USER MAPPING FOR ", verb);
    if (strcmp(object->name, "public") == 0)
        text_add(&text, "PUBLIC");
    else
        text_add_identifier(&text, object->name);
    sql_format(&text, " SERVER %o", object->parent);
    return text;
}

static void create_mapping(struct sql *sql, const struct object *object) {
    struct text text = begin_mapping(sql, "CREATE", object);
    options_add(&text, &((const struct user_mapping *)object)->options);
    sql_add(sql, "%s", text.data);
}

static void alter_mapping(struct sql *sql, const struct object *old, const struct object *now,
                          uint64_t changed) {
    struct text text = begin_mapping(sql, "ALTER", now);
    options_add_change(&text, &((const struct user_mapping *)old)->options,
                       &((const struct user_mapping *)now)->options);
    sql_add(sql, "%s", text.data);
}

static void drop_mapping(struct sql *sql, const struct object *object) {
    sql_add(sql, "%s", begin_mapping(sql, "DROP", object).data);
}

/* ---- the catalog ---- */

static const char server_query[] =
    "SELECT 'pg_foreign_server'::regclass::oid AS class_id, s.oid AS object_id, 0 AS sub_id,"
    "       NULL AS parent_class, NULL AS parent_object, NULL AS parent_sub, s.srvname AS name,"
    "       CASE WHEN w.fdwname ~ '[.\"(]' THEN quote_ident(w.fdwname) ELSE w.fdwname END AS foreign_data_wrapper,"
    "       s.srvtype AS type, s.srvversion AS version,"
    "       (SELECT array_agg(o ORDER BY o COLLATE \"C\") FROM unnest(s.srvoptions) o) AS options"
    "  FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw"
    " WHERE true" SQL_NO_MEMBER("pg_foreign_server", "s.oid") " ORDER BY s.srvname";

/* The view shows the options to those who may see them; the catalog itself is the superuser's. */
static const char mapping_query[] =
    "SELECT 'pg_user_mapping'::regclass::oid AS class_id, m.umid AS object_id, 0 AS sub_id,"
    "       'pg_foreign_server'::regclass::oid AS parent_class, m.srvid AS parent_object, 0 AS parent_sub,"
    "       m.usename AS name,"
    "       (SELECT array_agg(o ORDER BY o COLLATE \"C\") FROM unnest(m.umoptions) o) AS options"
    "  FROM pg_user_mappings m WHERE m.usename IS NOT NULL ORDER BY m.srvname, m.usename";

const struct kind kind_server = {
    .name = "server",
    .word = "server",
    .noun = "SERVER",
    .grant_noun = "FOREIGN SERVER",
    .size = sizeof(struct server),
    .fields = server_fields,
    .queries = {{0, server_query}},
    .finish = finish,
    .create = create,
    .alter = alter,
};

const struct kind kind_user_mapping = {
    .name = "user_mapping",
    .within = "server",
    .key = "user_mappings",
    .own_text = true,
    .own_drop = true,
    .size = sizeof(struct user_mapping),
    .fields = mapping_fields,
    .queries = {{0, mapping_query}},
    .finish = finish_mapping,
    .create = create_mapping,
    .alter = alter_mapping,
    .drop = drop_mapping,
};

/* ---- foreign table ---- */

/* A table whose rows another server holds. Its columns and checks are those of tables. */
struct foreign_table {
    struct object object;
    const char *server;
    struct list options;
};

enum { FOREIGN_SERVER, FOREIGN_OPTIONS };

static const struct field foreign_table_fields[] = {
    [FOREIGN_SERVER] = FIELD(foreign_table, server, REF, RECREATE | REQUIRED | ANYWHERE, .of = "server",
                             .doc = "the server that holds the rows"),
    [FOREIGN_OPTIONS] = FIELD(foreign_table, options, LIST, ALTER | SETTINGS,
                              .doc = "{ schema_name = \"public\", table_name = \"t\" }"),
    {0},
};

static bool finish_table(struct graph *graph, struct object *object, struct fail *fail) {
    list_sort(&((struct foreign_table *)object)->options);
    return true;
}

static void create_table(struct sql *sql, const struct object *object) {
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

static void alter_table(struct sql *sql, const struct object *old, const struct object *now,
                        uint64_t changed) {
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
    .fields = foreign_table_fields,
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
    .finish = finish_table,
    .create = create_table,
    .alter = alter_table,
};
