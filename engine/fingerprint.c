#include "luamig/fingerprint.h"

#include "luamig/sql.h"

/* All catalogs that tell of objects; those of a later server than 13 with the version that brought them. */
static const struct catalog {
    const char *name;
    int since;
} catalogs[] = {
    {"pg_aggregate", 0},
    {"pg_am", 0},
    {"pg_amop", 0},
    {"pg_amproc", 0},
    {"pg_attrdef", 0},
    {"pg_attribute", 0},
    {"pg_cast", 0},
    {"pg_class", 0},
    {"pg_collation", 0},
    {"pg_constraint", 0},
    {"pg_conversion", 0},
    {"pg_default_acl", 0},
    {"pg_depend", 0},
    {"pg_description", 0},
    {"pg_enum", 0},
    {"pg_event_trigger", 0},
    {"pg_extension", 0},
    {"pg_foreign_data_wrapper", 0},
    {"pg_foreign_server", 0},
    {"pg_foreign_table", 0},
    {"pg_index", 0},
    {"pg_inherits", 0},
    {"pg_language", 0},
    {"pg_namespace", 0},
    {"pg_opclass", 0},
    {"pg_operator", 0},
    {"pg_opfamily", 0},
    {"pg_partitioned_table", 0},
    {"pg_policy", 0},
    {"pg_proc", 0},
    {"pg_publication", 0},
    {"pg_publication_namespace", 150000},
    {"pg_publication_rel", 0},
    {"pg_range", 0},
    {"pg_rewrite", 0},
    {"pg_seclabel", 0},
    {"pg_sequence", 0},
    {"pg_shdepend", 0}, /* whose what is, and who is named in it */
    {"pg_statistic_ext", 0},
    {"pg_tablespace", 0},
    {"pg_transform", 0},
    {"pg_trigger", 0},
    {"pg_ts_config", 0},
    {"pg_ts_config_map", 0},
    {"pg_ts_dict", 0},
    {"pg_ts_parser", 0},
    {"pg_ts_template", 0},
    {"pg_type", 0},
};

/* Two databases, or two servers, are never taken for one another. */
static const char whose[] = "SELECT concat_ws(' ', current_setting('server_version_num'), current_user,"
                            " (SELECT system_identifier FROM pg_control_system()),"
                            " (SELECT oid FROM pg_database WHERE datname = current_database()),"
                            " (SELECT sum(hashtextextended(concat(oid, rolname), 0)) FROM pg_roles),"
                            " (SELECT sum(hashtextextended(m::text, 0)) FROM pg_user_mappings m)";

static void add_count(struct text *sql, const char *schema, const char *table) {
    sql_format(sql, ", (SELECT concat(count(*), '.', sum(xmin::text::bigint)) FROM %I.%I)", schema, table);
}

const char *fingerprint_read(struct link *link, const char *ledger, struct arena *arena, struct fail *fail) {
    struct text sql = text_new(arena);
    text_add(&sql, whose);
    for (size_t i = 0; i < sizeof catalogs / sizeof *catalogs; i++)
        if (link_server_version(link) >= catalogs[i].since)
            add_count(&sql, "pg_catalog", catalogs[i].name);
    if (ledger)
        add_count(&sql, ledger, "object");
    text_add(&sql, ")");
    struct rows *rows = link_query(link, sql.data, 0, NULL, fail);
    const char *fingerprint = rows ? arena_copy(arena, rows_value(rows, 0, 0)) : NULL;
    rows_free(rows);
    return fingerprint;
}
