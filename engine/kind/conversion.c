#include "luamig/graph.h"

/* How text of one encoding becomes text of another. */
struct conversion {
    struct object object;
    const char *from, *to, *routine;
    bool is_default;
};

static const struct field fields[] = {
    FIELD(conversion, from, TEXT, RECREATE | REQUIRED, .doc = "an encoding, as \"LATIN1\""),
    FIELD(conversion, to, TEXT, RECREATE | REQUIRED, .doc = "an encoding, as \"UTF8\""),
    FIELD(conversion, routine, BODY, RECREATE | REQUIRED, .doc = "what converts, as \"iso8859_1_to_utf8\""),
    FIELD_AS("default", conversion, is_default, BOOL, RECREATE,
             .doc = "the one that is used between these encodings"),
    {0},
};

static void create(struct sql *sql, const struct object *object) {
    const struct conversion *conversion = (const struct conversion *)object;
    sql_add(sql, "CREATE %sCONVERSION %o FOR %L TO %L FROM %P", conversion->is_default ? "DEFAULT " : "",
            object, conversion->from, conversion->to, conversion->routine);
}

static const char query[] =
    "SELECT 'pg_conversion'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
    "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
    "       c.conname AS name, pg_encoding_to_char(c.conforencoding) AS \"from\","
    "       pg_encoding_to_char(c.contoencoding) AS \"to\","
    "       CASE WHEN m.nspname IN ('pg_catalog', $2) THEN '' ELSE quote_ident(m.nspname) || '.' END"
    "       || quote_ident(p.proname) AS routine,"
    "       CASE WHEN c.condefault THEN 'true' END AS \"default\""
    "  FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace"
    "  JOIN pg_proc p ON p.oid = c.conproc JOIN pg_namespace m ON m.oid = p.pronamespace"
    " WHERE " SQL_IN_SCHEMA("n.nspname")
        SQL_NO_MEMBER("pg_conversion", "c.oid") " ORDER BY n.nspname, c.conname";

const struct kind kind_conversion = {
    .name = "conversion",
    .word = "conversion",
    .within = "schema",
    .noun = "CONVERSION",
    .size = sizeof(struct conversion),
    .fields = fields,
    .queries = {{0, query}},
    .create = create,
};
