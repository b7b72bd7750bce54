/* Whose an object is in PostgreSQL: said by a model, or left to the role that makes it. */
#include "luamig/graph.h"

struct owner {
    struct object object;
    const char *role;
};

static const struct field fields[] = {
    FIELD(owner, role, TEXT, ALTER | POSITIONAL | REQUIRED, .doc = "the role; unsaid: the one that makes it"),
    {0},
};

static void give(struct sql *sql, const struct object *object, const char *role) {
    struct text address = text_new(sql->arena);
    object_add_address(&address, object->parent);
    sql_add(sql, "ALTER %s %s OWNER TO %s", object->parent->kind->noun, address.data, role);
}

static void create(struct sql *sql, const struct object *object) {
    struct text role = text_new(sql->arena);
    text_add_identifier(&role, ((const struct owner *)object)->role);
    give(sql, object, role.data);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    create(sql, now);
}

static void drop(struct sql *sql, const struct object *object) {
    give(sql, object, "CURRENT_USER");
}

/* What has an owner of its own: a sequence of a column has its table's. The role that asks is its default. */
#define OWNERS(catalog, column, more)                                                                \
    " SELECT '" catalog "'::regclass::oid, oid, " column " FROM " catalog " WHERE oid >= 16384" more \
    " UNION ALL"
#define LAST_OWNERS(catalog, column) \
    " SELECT '" catalog "'::regclass::oid, oid, " column " FROM " catalog " WHERE oid >= 16384"

const struct kind kind_owner = {
    .name = "owner",
    .within = "table view materialized_view sequence routine aggregate schema enum domain composite range"
              " collation statistics text_search_dictionary text_search_configuration publication"
              " foreign_data_wrapper server event_trigger",
    .key = "owner",
    .single = true,
    .nameless = true,
    .plain = true,
    .attached = true,
    .size = sizeof(struct owner),
    .fields = fields,
    .queries =
        {{0,
          "SELECT NULL AS class_id, NULL AS object_id, NULL AS sub_id,"
          "       o.class_id AS parent_class, o.object_id AS parent_object, 0 AS parent_sub,"
          "       'owner' AS name, r.rolname AS role, r.rolname = current_user AS implied"
          "  FROM (" OWNERS(
              "pg_class", "relowner",
              " AND relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT EXISTS (SELECT FROM pg_depend d"
              " WHERE relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = pg_class.oid"
              " AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass)") OWNERS("pg_proc",
                                                                                              "proowner", "")
              OWNERS("pg_type", "typowner", " AND typtype IN ('c', 'd', 'e', 'r')") OWNERS(
                  "pg_namespace", "nspowner", "") OWNERS("pg_collation", "collowner",
                                                         "") OWNERS("pg_statistic_ext", "stxowner", "")
                  OWNERS("pg_ts_dict", "dictowner", "") OWNERS("pg_ts_config", "cfgowner", "") OWNERS(
                      "pg_publication",
                      "pubowner",
                      "") OWNERS("pg_foreign_data_wrapper", "fdwowner", "")
                      OWNERS("pg_foreign_server", "srvowner", "") LAST_OWNERS(
                          "pg_event_trigger",
                          "evtowner") ") o(class_id, object_id, role_id) JOIN pg_roles r ON r.oid = o.role_id"}},
    .create = create,
    .alter = alter,
    .drop = drop,
};
