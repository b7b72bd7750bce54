/* Primary key and unique constraint: an index that is the table's word. */
#include "luamig/graph.h"
#include "luamig/parameters.h"

struct key {
    struct object object;
    struct list columns, include, with;
    bool nulls_distinct;
    const char *deferrable, *tablespace;
};

static const struct field primary_fields[] = {
    FIELD(key, columns, NAMES, RECREATE | POSITIONAL | REQUIRED, .doc = "the columns, in order"),
    FIELD(key, include, NAMES, RECREATE, .doc = "columns that the index holds besides"),
    FIELD(key, deferrable, TEXT, RECREATE | LOWER, .words = "initially immediate|initially deferred"),
    FIELD(key, with, LIST, ALTER | SETTINGS, .doc = "storage parameters of the index: { fillfactor = 70 }"),
    FIELD(key, tablespace, TEXT, RECREATE, .doc = "of the index; unsaid: the database's own"),
    {0},
};

static const struct field unique_fields[] = {
    FIELD(key, columns, NAMES, RECREATE | POSITIONAL | REQUIRED, .doc = "the columns, in order"),
    FIELD(key, include, NAMES, RECREATE, .doc = "columns that the index holds besides"),
    FIELD(key, nulls_distinct, BOOL, RECREATE | DEFAULT_TRUE,
          .doc = "false: NULLs are equal (PostgreSQL 15)"),
    FIELD(key, deferrable, TEXT, RECREATE | LOWER, .words = "initially immediate|initially deferred"),
    FIELD(key, with, LIST, ALTER | SETTINGS, .doc = "storage parameters of the index: { fillfactor = 70 }"),
    FIELD(key, tablespace, TEXT, RECREATE, .doc = "of the index; unsaid: the database's own"),
    {0},
};

extern const struct kind kind_primary_key;

/* CREATE TABLE takes two keys of the same columns for one (transformIndexConstraints() in PostgreSQL's
 * parse_utilcmd.c): the second has to follow. */
static bool repeats_another(const struct object *object) {
    const struct key *key = (const struct key *)object;
    bool before = true;
    for (int i = 0; i < object->parent->kid_count; i++) {
        const struct object *kid = object->parent->kids[i];
        const struct key *other = (const struct key *)kid;
        before = before && kid != object;
        bool is_first = kid->kind == &kind_primary_key || (before && kid->kind == object->kind);
        if (is_first && list_equal(&key->columns, &other->columns) &&
            list_equal(&key->include, &other->include))
            return true;
    }
    return false;
}

static void add_clause(struct text *text, const struct object *object, const char *words) {
    const struct key *key = (const struct key *)object;
    sql_format(text, "CONSTRAINT %I %s (%N)", object_current(object), words, &key->columns);
    if (key->include.count)
        sql_format(text, " INCLUDE (%N)", &key->include);
    if (key->with.count)
        sql_format(text, " WITH (%E)", &key->with);
    if (key->tablespace)
        sql_format(text, " USING INDEX TABLESPACE %I", key->tablespace);
    if (key->deferrable)
        text_addf(text, " DEFERRABLE %s", key->deferrable);
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct key *key = (struct key *)object;
    key->with = parameters_canonical(graph->arena, &key->with);
    return true;
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    parameters_alter(sql, now, &((const struct key *)old)->with, &((const struct key *)now)->with);
}

static bool primary_clause(struct text *text, const struct object *object) {
    add_clause(text, object, "PRIMARY KEY");
    return true;
}

static void add_unique(struct text *text, const struct object *object) {
    bool distinct = ((const struct key *)object)->nulls_distinct;
    add_clause(text, object, distinct ? "UNIQUE" : "UNIQUE NULLS NOT DISTINCT");
}

static bool unique_clause(struct text *text, const struct object *object) {
    if (repeats_another(object))
        return false;
    add_unique(text, object);
    return true;
}

static void create_unique(struct sql *sql, const struct object *object) {
    struct text text = text_new(sql->arena);
    add_unique(&text, object);
    sql_alter(sql, object->parent, "ADD %s", text.data);
}

static const char *primary_name(struct arena *arena, const struct object *object, const char *table,
                                const struct list *columns) {
    return name_join(arena, table, NULL, "pkey");
}

static const char *unique_name(struct arena *arena, const struct object *object, const char *table,
                               const struct list *columns) {
    struct text text = text_new(arena);
    for (int i = 0; i < columns->count; i++)
        text_addf(&text, "%s%s", i ? "_" : "", columns->items[i]);
    return name_join(arena, table, text.data, "key");
}

#define KEY_QUERY(type, more)                                                                                    \
    "SELECT 'pg_constraint'::regclass::oid AS class_id, k.oid AS object_id, 0 AS sub_id,"                        \
    "       'pg_class'::regclass::oid AS parent_class, k.conrelid AS parent_object, 0 AS parent_sub,"            \
    "       k.conname AS name,"                                                                                  \
    "       (SELECT array_agg(a.attname ORDER BY u.place) FROM unnest(k.conkey) WITH ORDINALITY u(num, place)"   \
    "          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num) AS columns,"                 \
    "       (SELECT array_agg(a.attname ORDER BY u.place) FROM unnest(i.indkey) WITH ORDINALITY u(num, place)"   \
    "          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num"                              \
    "         WHERE u.place > i.indnkeyatts) AS include, k.conparentid <> 0 AS inherited," more                  \
    "       (SELECT array_agg(w ORDER BY w COLLATE \"C\") FROM unnest(x.reloptions) w) AS \"with\","             \
    "       (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = x.reltablespace) AS tablespace,"                \
    "       CASE WHEN k.condeferred THEN 'initially deferred'"                                                   \
    "            WHEN k.condeferrable THEN 'initially immediate' END AS deferrable"                              \
    "  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace" \
    "  JOIN pg_index i ON i.indexrelid = k.conindid JOIN pg_class x ON x.oid = i.indexrelid"                     \
    " WHERE k.contype = '" type "' AND " SQL_IN_SCHEMA("n.nspname") " ORDER BY k.conrelid, k.conname"

const struct kind kind_primary_key = {
    .name = "primary_key",
    .within = "table",
    .key = "primary_key",
    .column_key = "primary_key",
    .noun = "CONSTRAINT",
    .address = "%n ON %p",
    .space = "relation",
    .single = true,
    .not_null = true,
    .is_key = true,
    .tightens = true,
    .size = sizeof(struct key),
    .fields = primary_fields,
    .queries = {{0, KEY_QUERY("p", "")}},
    .finish = finish,
    .default_name = primary_name,
    .clause = primary_clause,
    .alter = alter,
};

const struct kind kind_unique = {
    .name = "unique",
    .within = "table",
    .key = "unique",
    .column_key = "unique",
    .noun = "CONSTRAINT",
    .address = "%n ON %p",
    .space = "relation",
    .is_key = true,
    .tightens = true,
    .size = sizeof(struct key),
    .fields = unique_fields,
    .queries = {{150000,
                 KEY_QUERY("u", " CASE WHEN i.indnullsnotdistinct THEN 'false' END AS nulls_distinct,")},
                {0, KEY_QUERY("u", "")}},
    .finish = finish,
    .default_name = unique_name,
    .clause = unique_clause,
    .create = create_unique,
    .alter = alter,
};
