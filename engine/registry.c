#include "luamig/registry.h"

#include <string.h>

#include "luamig/array.h"
#include "luamig/catalog.h"
#include "luamig/field.h"
#include "luamig/ledger.h"
#include "luamig/project.h"

bool registry_schemas(struct link *link, const char *schema, const char *ledger, struct arena *arena,
                      struct list *schemas, struct fail *fail) {
    struct fail own = {0};
    list_add(arena, schemas, arena_copy(arena, schema));
    const char *sql =
        "SELECT DISTINCT identity[1] COLLATE \"C\" FROM @.object"
        " WHERE cardinality(identity) > cardinality(string_to_array(kind, '/')) OR kind = $1 ORDER BY 1";
    const char *const values[] = {kind_of_schemas()->name};
    struct rows *rows = link_query(link, ledger_sql(arena, ledger, sql), 1, values, &own);
    bool absent = strcmp(own.sqlstate, "42P01") == 0 || strcmp(own.sqlstate, "3F000") == 0;
    if (absent)
        fail_clear(&own);
    fail_join(fail, &own);
    for (int i = 0; rows && i < rows_count(rows); i++)
        if (list_find(schemas, rows_value(rows, i, 0)) < 0)
            list_add(arena, schemas, arena_copy(arena, rows_value(rows, i, 0)));
    bool good = rows || absent;
    rows_free(rows);
    return good;
}

void registry_add_key(struct text *text, const char *prefix, const struct object *object) {
    struct list identity = object_identity(text->arena, object);
    text_addf(text, "\"%skind\":\"%s\",\"%sidentity\":[", prefix, object_kind_path(text->arena, object),
              prefix);
    for (int i = 0; i < identity.count; i++) {
        text_add(text, i ? "," : "");
        json_add_string(text, identity.items[i]);
    }
    text_add_char(text, ']');
}

/* The objects to be remembered, as JSON. NULL: none. */
static const char *unknown_objects(struct arena *arena, const struct graph *graph) {
    struct text text = text_new(arena);
    for (int i = 0; i < graph->count; i++) {
        const struct object *object = graph->objects[i], *on = object_holder(object);
        if (!object->owner || object->remembered)
            continue;
        text_add(&text, text.size ? ",{" : "[{");
        registry_add_key(&text, "", object);
        if (on) {
            text_add_char(&text, ',');
            registry_add_key(&text, "on_", on);
        }
        text_addf(&text, ",\"catalog\":%s}", fields_json(arena, object, UINT64_MAX));
    }
    if (!text.size)
        return NULL;
    text_add_char(&text, ']');
    return text.data;
}

static bool store(struct link *link, struct arena *arena, const char *ledger, const char *objects,
                  struct fail *fail) {
    const char *sql =
        "UPDATE @.object o SET catalog = n.catalog, server = current_setting('server_version_num')::int,"
        "       on_kind = n.on_kind, on_identity = n.on_identity"
        "  FROM jsonb_to_recordset($1::jsonb) AS n(kind text, identity text[], catalog jsonb,"
        "       on_kind text, on_identity text[])"
        " WHERE o.kind = n.kind AND o.identity = n.identity";
    struct rows *rows = link_query(link, ledger_sql(arena, ledger, sql), 1, &objects, fail);
    bool good = rows != NULL;
    rows_free(rows);
    return good;
}

bool registry_is_known(struct link *link, struct arena *arena, const char *ledger, bool *known,
                       struct fail *fail) {
    const char *sql = "SELECT FROM @.object WHERE catalog IS NULL"
                      "    OR server / 10000 <> current_setting('server_version_num')::int / 10000 LIMIT 1";
    struct rows *rows = link_query(link, ledger_sql(arena, ledger, sql), 0, NULL, fail);
    bool good = rows != NULL;
    *known = good && rows_count(rows) == 0;
    rows_free(rows);
    return good;
}

bool registry_remember(struct link *link, const struct project *project, struct fail *fail) {
    struct arena *arena = arena_new();
    struct list schemas = {0};
    struct graph *graph = NULL;
    bool known = false;
    bool good = registry_is_known(link, arena, project->ledger, &known, fail);
    if (good && !known) {
        good = registry_schemas(link, project->schema, project->ledger, arena, &schemas, fail) &&
               (graph = catalog_read(link, project->schema, &schemas, project->ledger, fail));
        const char *objects = good ? unknown_objects(arena, graph) : NULL;
        good = good && (!objects || store(link, arena, project->ledger, objects, fail));
    }
    graph_free(graph);
    arena_free(arena);
    return good;
}
