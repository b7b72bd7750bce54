#include "luamig/graph.h"

/* SECURITY LABEL FOR provider: its name is the provider's, which the server has to have loaded. */
struct security_label {
    struct object object;
    const char *label;
};

static const struct field fields[] = {
    FIELD(security_label, label, TEXT, ALTER | POSITIONAL | REQUIRED, .doc = "what the provider reads"),
    {0},
};

static void label(struct sql *sql, const struct object *object, const char *text) {
    struct text address = text_new(sql->arena);
    object_add_address(&address, object->parent);
    sql_add(sql, "SECURITY LABEL FOR %I ON %s %s IS %s", object_current(object), object->parent->kind->noun,
            address.data, text);
}

static void create(struct sql *sql, const struct object *object) {
    struct text literal = text_new(sql->arena);
    text_add_literal(&literal, ((const struct security_label *)object)->label);
    label(sql, object, literal.data);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    create(sql, now);
}

static void drop(struct sql *sql, const struct object *object) {
    label(sql, object, "NULL");
}

const struct kind kind_security_label = {
    .name = "security_label",
    .within =
        "table column view materialized_view sequence routine aggregate schema enum domain composite range"
        " publication event_trigger",
    .key = "security_labels",
    .plain = true,
    .attached = true,
    .size = sizeof(struct security_label),
    .fields = fields,
    .queries = {{0, "SELECT NULL AS class_id, NULL AS object_id, NULL AS sub_id,"
                    "       l.classoid AS parent_class, l.objoid AS parent_object, l.objsubid AS parent_sub,"
                    "       l.provider AS name, l.label"
                    "  FROM pg_seclabel l ORDER BY l.classoid, l.objoid, l.objsubid, l.provider"}},
    .create = create,
    .alter = alter,
    .drop = drop,
};
