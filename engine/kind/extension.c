#include <string.h>

#include "luamig/graph.h"

struct extension {
    struct object object;
    const char *version, *schema;
};

static const struct field fields[] = {
    FIELD(extension, version, TEXT, ALTER | OPTIONAL, .doc = "the installed version; unsaid: any"),
    FIELD(extension, schema, TEXT, ALTER | OPTIONAL,
          .doc = "where its objects lie; unsaid: wherever they are"),
    {0},
};

static void create(struct sql *sql, const struct object *object) {
    const struct extension *extension = (const struct extension *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE EXTENSION %o", object);
    if (extension->schema)
        sql_format(&text, " SCHEMA %I", extension->schema);
    if (extension->version)
        sql_format(&text, " VERSION %L", extension->version);
    sql_add(sql, "%s", text.data);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct extension *extension = (const struct extension *)now;
    if (changed & field_bit(now->kind, &fields[0]) && extension->version)
        sql_add(sql, "ALTER EXTENSION %o UPDATE TO %L", now, extension->version);
    if (changed & field_bit(now->kind, &fields[1]) && extension->schema)
        sql_add(sql, "ALTER EXTENSION %o SET SCHEMA %I", now, extension->schema);
}

/* A model that names the installed version would have to follow each update of the server. What a model has said
 * stays. */
static void shorten(struct graph *graph, struct object *object) {
    struct extension *extension = (struct extension *)object;
    if (object->has)
        return;
    extension->version = NULL;
    if (extension->schema && strcmp(extension->schema, graph->schema) == 0)
        extension->schema = NULL;
}

/* The schema's name is no reference, since an unsaid one is compared with none. */
static void link_schema(struct graph *graph, struct object *object) {
    const struct extension *extension = (const struct extension *)object;
    if (extension->schema)
        graph_need(graph, object, graph_find(graph, kind_of_schemas(), NULL, extension->schema), KNOWN);
}

const struct kind kind_extension = {
    .name = "extension",
    .word = "extension",
    .noun = "EXTENSION",
    .underlies = true,
    .size = sizeof(struct extension),
    .fields = fields,
    .queries = {{0,
                 "SELECT 'pg_extension'::regclass::oid AS class_id, e.oid AS object_id, 0 AS sub_id,"
                 "       NULL AS parent_class, NULL AS parent_object, NULL AS parent_sub, e.extname AS name,"
                 "       e.extversion AS version, n.nspname AS schema"
                 "  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
                 " WHERE e.extname <> 'plpgsql' ORDER BY e.extname"}},
    .shorten = shorten,
    .link = link_schema,
    .create = create,
    .alter = alter,
};
