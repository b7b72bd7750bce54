#include <string.h>

#include "luamig/graph.h"

/* How text is sorted. */
struct collation {
    struct object object;
    const char *provider, *locale, *lc_collate, *lc_ctype, *rules;
    bool deterministic;
};

static const struct field fields[] = {
    FIELD(collation, provider, TEXT, RECREATE | LOWER, .words = "libc|icu|builtin"),
    FIELD(collation, locale, TEXT, RECREATE, .doc = "\"de_DE\", of ICU \"de-u-ks-level2\""),
    FIELD(collation, lc_collate, TEXT, RECREATE, .doc = "libc: the locale of the order alone"),
    FIELD(collation, lc_ctype, TEXT, RECREATE, .doc = "libc: the locale of upper and lower case alone"),
    FIELD(collation, deterministic, BOOL, RECREATE | DEFAULT_TRUE,
          .doc = "false: strings of different bytes may be equal"),
    FIELD(collation, rules, TEXT, RECREATE,
          .doc = "ICU: what the locale's order is changed by (PostgreSQL 16)"),
    {0},
};

/* Saying what PostgreSQL takes unsaid is no difference, nor is one locale said twice. */
static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct collation *collation = (struct collation *)object;
    if (collation->provider && strcmp(collation->provider, "libc") == 0)
        collation->provider = NULL;
    if (collation->lc_collate && collation->lc_ctype &&
        strcmp(collation->lc_collate, collation->lc_ctype) == 0) {
        collation->locale = collation->lc_collate;
        collation->lc_collate = collation->lc_ctype = NULL;
    }
    return true;
}

static void create(struct sql *sql, const struct object *object) {
    const struct collation *collation = (const struct collation *)object;
    const struct {
        const char *word, *value;
    } locales[] = {{"locale", collation->locale},
                   {"lc_collate", collation->lc_collate},
                   {"lc_ctype", collation->lc_ctype},
                   {"rules", collation->rules}};
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE COLLATION %o (provider = %s", object,
               collation->provider ? collation->provider : "libc");
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
        if (locales[i].value)
            sql_format(&text, ", %s = %L", locales[i].word, locales[i].value);
    sql_add(sql, "%s%s)", text.data, collation->deterministic ? "" : ", deterministic = false");
}

/* One name may stand for several encodings: the one that this database would use. */
#define QUERY(locale, rules)                                                                               \
    "SELECT 'pg_collation'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"                   \
    "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"       \
    "       c.collname AS name,"                                                                           \
    "       CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END AS provider,"              \
    "       coalesce(" locale ", CASE WHEN c.collcollate = c.collctype THEN c.collcollate END) AS locale," \
    "       CASE WHEN c.collcollate <> c.collctype THEN c.collcollate END AS lc_collate,"                  \
    "       CASE WHEN c.collcollate <> c.collctype THEN c.collctype END AS lc_ctype,"                      \
    "       CASE WHEN NOT c.collisdeterministic THEN 'false' END AS deterministic, " rules " AS rules"     \
    "  FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace"                                 \
    "  JOIN pg_database d ON d.datname = current_database()"                                               \
    " WHERE c.collencoding IN (-1, d.encoding) AND " SQL_IN_SCHEMA("n.nspname")                            \
        SQL_NO_MEMBER("pg_collation", "c.oid") " ORDER BY n.nspname, c.collname"

const struct kind kind_collation = {
    .name = "collation",
    .word = "collation",
    .within = "schema",
    .noun = "COLLATION",
    .aside = true,
    .size = sizeof(struct collation),
    .fields = fields,
    .queries = {{170000, QUERY("c.colllocale", "c.collicurules")},
                {160000, QUERY("c.colliculocale", "c.collicurules")},
                {150000, QUERY("c.colliculocale", "NULL")},
                {0, QUERY("NULL", "NULL")}},
    .finish = finish,
    .create = create,
};
