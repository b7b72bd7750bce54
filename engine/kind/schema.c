#include "luamig/kind.h"

struct schema {
    struct object object;
};

static const struct field fields[] = {{0}};

static void create(struct sql *sql, const struct object *object) {
    sql_add(sql, "CREATE SCHEMA %o", object);
}

const struct kind kind_schema = {
    .name = "schema",
    .word = "schema",
    .noun = "SCHEMA",
    .grant_noun = "SCHEMA",
    .names_others = true,
    .size = sizeof(struct schema),
    .fields = fields,
    .queries = {{0,
                 "SELECT 'pg_namespace'::regclass::oid AS class_id, n.oid AS object_id, 0 AS sub_id,"
                 "       NULL AS parent_class, NULL AS parent_object, NULL AS parent_sub, n.nspname AS name"
                 "  FROM pg_namespace n WHERE " SQL_IN_SCHEMA("n.nspname") " ORDER BY n.nspname"}},
    .create = create,
};
