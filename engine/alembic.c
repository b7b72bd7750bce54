#include "luamig/alembic.h"

#include <string.h>

#include "luamig/output.h"

static const char table_name[] = "alembic_version";

static const char *read_version(struct link *link, const struct object *table, struct arena *arena,
                                struct fail *fail) {
    struct text sql = text_new(arena);
    sql_format(&sql, "SELECT string_agg(version_num, ', ' ORDER BY version_num) FROM %I.%I",
               table->parent->name, table->name);
    struct rows *rows = link_query(link, sql.data, 0, NULL, fail);
    const char *version = rows && rows_count(rows) ? rows_value(rows, 0, 0) : NULL;
    version = version ? arena_copy(arena, version) : "";
    rows_free(rows);
    return version;
}

struct object *alembic_find(struct link *link, const struct graph *catalog, const char **version,
                            struct fail *fail) {
    for (int i = 0; i < catalog->count; i++) {
        struct object *table = catalog->objects[i];
        if (!table->kind->holds_data || !table->parent || !table->parent->kind->names_others ||
            strcmp(table->name, table_name) != 0)
            continue;
        *version = read_version(link, table, catalog->arena, fail);
        return table;
    }
    return NULL;
}

void alembic_tell(const char *version) {
    if (version)
        output_note("%s is Alembic's and is left out; it stands at %s", table_name,
                    *version ? version : "no version");
}
