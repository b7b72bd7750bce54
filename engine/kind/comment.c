#include "luamig/graph.h"

struct comment {
    struct object object;
    const char *text;
};

static const struct field fields[] = {
    FIELD(comment, text, TEXT, ALTER | POSITIONAL | REQUIRED, .doc = "what it is for"),
    {0},
};

static void create(struct sql *sql, const struct object *object) {
    struct text address = text_new(sql->arena);
    object_add_address(&address, object->parent);
    sql_add(sql, "COMMENT ON %s %s IS %L", object->parent->kind->noun, address.data,
            ((const struct comment *)object)->text);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    create(sql, now);
}

static void drop(struct sql *sql, const struct object *object) {
    struct text address = text_new(sql->arena);
    object_add_address(&address, object->parent);
    sql_add(sql, "COMMENT ON %s %s IS NULL", object->parent->kind->noun, address.data);
}

/* An empty comment is none (CommentObject() stores NULL for ''). */
const struct kind kind_comment = {
    .name = "comment",
    .within = "*",
    .key = "comment",
    .single = true,
    .nameless = true,
    .plain = true,
    .attached = true,
    .size = sizeof(struct comment),
    .fields = fields,
    .queries = {{0, "SELECT NULL AS class_id, NULL AS object_id, NULL AS sub_id,"
                    "       d.classoid AS parent_class, d.objoid AS parent_object, d.objsubid AS parent_sub,"
                    "       'comment' AS name, d.description AS text"
                    "  FROM pg_description d WHERE d.objoid >= 16384"
                    " UNION ALL"
                    " SELECT NULL, NULL, NULL, d.classoid, d.objoid, d.objsubid, 'comment', d.description"
                    "  FROM pg_description d JOIN pg_namespace n"
                    "    ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid"
                    " WHERE d.objoid < 16384 AND " SQL_IN_SCHEMA("n.nspname")}},
    .create = create,
    .alter = alter,
    .drop = drop,
};
