/* Composite types and their attributes. Attributes change in place unless rows hold values of the type, or unless their
 * order changes: then the type is made anew beside the old one. */
#include <string.h>

#include "luamig/conversion.h"
#include "luamig/graph.h"

static const struct field no_fields[] = {{0}};

struct attribute {
    struct object object;
    const char *type, *collate;
};

static const struct field attribute_fields[] = {
    FIELD(attribute, type, TYPE, ALTER | DISTURBS | POSITIONAL | REQUIRED, .doc = "PostgreSQL's type text"),
    FIELD(attribute, collate, REF, ALTER | DISTURBS | ANYWHERE, .of = "collation", .doc = "a collation"),
    {0},
};

static bool clause(struct text *text, const struct object *object) {
    const struct attribute *attribute = (const struct attribute *)object;
    sql_format(text, "%I %s", object_current(object), attribute->type);
    if (attribute->collate)
        sql_format(text, " COLLATE %P", attribute->collate);
    return true;
}

static void create_composite(struct sql *sql, const struct object *object) {
    struct text text = text_new(sql->arena);
    for (int i = 0; i < object->kid_count; i++) {
        const struct object *kid = object->kids[i];
        if (!kid->kind->clause)
            continue;
        text_add(&text, text.size ? ",\n  " : "\n  ");
        kid->kind->clause(&text, kid);
    }
    sql_add(sql, "CREATE TYPE %o AS (%s\n)", object, text.data);
}

/* What a value of the old type holds for this attribute. */
static const char *convert_attribute(struct arena *arena, const struct object *now, const char *value) {
    struct text text = text_new(arena);
    if (!now->twin)
        return "NULL";
    sql_format(&text, "(%s).%I", value, now->twin->name);
    const char *converted = conversion_beneath(arena, now->twin, now, text.data);
    return converted ? converted : arena_printf(arena, "%s::text", text.data);
}

/* The text of a row says no names: it will do while the attributes are the same ones. */
static const char *convert(struct arena *arena, const struct object *old, const struct object *now,
                           const char *value) {
    struct text row = text_new(arena);
    bool same = true;
    int at = 0;
    for (int i = 0; i < now->kid_count; i++) {
        const struct object *kid = now->kids[i];
        if (!kid->kind->clause)
            continue;
        while (at < old->kid_count && !old->kids[at]->kind->clause)
            at++;
        const char *part = convert_attribute(arena, kid, value);
        same = same && at < old->kid_count && old->kids[at++] == kid->twin && strstr(part, "::text");
        text_addf(&row, "%s%s", row.size ? ", " : "", part);
    }
    for (; at < old->kid_count; at++)
        same = same && !old->kids[at]->kind->clause;
    if (same)
        return NULL;
    struct text text = text_new(arena);
    sql_format(&text, "CASE WHEN %s IS DISTINCT FROM NULL THEN ROW(%s)::%o END", value, row.data, now);
    return text.data;
}

const struct kind kind_composite = {
    .name = "composite",
    .word = "composite",
    .within = "schema",
    .noun = "TYPE",
    .grant_noun = "TYPE",
    .space = "relation type",
    .aside = true,
    .ordered = true,
    .size = sizeof(struct object),
    .fields = no_fields,
    .queries =
        {{0, "SELECT 'pg_type'::regclass::oid AS class_id, t.oid AS object_id, 0 AS sub_id,"
             "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
             "       t.typname AS name"
             "  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
             "  JOIN pg_class c ON c.oid = t.typrelid"
             " WHERE c.relkind = 'c' AND " SQL_IN_SCHEMA("n.nspname")
                 SQL_NO_MEMBER("pg_type", "t.oid") " ORDER BY n.nspname, t.typname"}},
    .convert = convert,
    .create = create_composite,
};

/* ---- attributes ---- */

static void create_attribute(struct sql *sql, const struct object *object) {
    struct text text = text_new(sql->arena);
    clause(&text, object);
    sql_add(sql, "ALTER TYPE %o ADD ATTRIBUTE %s", object->parent, text.data);
}

static void alter_attribute(struct sql *sql, const struct object *old, const struct object *now,
                            uint64_t changed) {
    const struct attribute *attribute = (const struct attribute *)now;
    struct text text = text_new(sql->arena);
    sql_format(&text, "ALTER TYPE %o ALTER ATTRIBUTE %I TYPE %s", now->parent, object_current(now),
               attribute->type);
    if (attribute->collate)
        sql_format(&text, " COLLATE %P", attribute->collate);
    sql_add(sql, "%s", text.data);
}

static void drop_attribute(struct sql *sql, const struct object *object) {
    sql_add(sql, "ALTER TYPE %o DROP ATTRIBUTE %I", object->parent, object_current(object));
}

static void rename_attribute(struct sql *sql, const struct object *object, const char *to) {
    sql_add(sql, "ALTER TYPE %o RENAME ATTRIBUTE %I TO %I", object->parent, object_current(object), to);
}

const struct kind kind_attribute = {
    .name = "attribute",
    .within = "composite",
    .key = "#",
    .noun = "COLUMN",
    .holds_data = true,
    .size = sizeof(struct attribute),
    .fields = attribute_fields,
    .queries =
        {{0,
          "SELECT 'pg_class'::regclass::oid AS class_id, a.attrelid AS object_id, a.attnum AS sub_id,"
          "       'pg_type'::regclass::oid AS parent_class, c.reltype AS parent_object, 0 AS parent_sub,"
          "       a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,"
          "       CASE WHEN a.attcollation <> t.typcollation THEN"
          "         (SELECT CASE WHEN k.nspname IN ('pg_catalog', $2) THEN ''"
          "                      ELSE quote_ident(k.nspname) || '.' END"
          "                 || CASE WHEN l.collname ~ '[.\"(]' THEN quote_ident(l.collname) ELSE l.collname END"
          "            FROM pg_collation l JOIN pg_namespace k ON k.oid = l.collnamespace"
          "           WHERE l.oid = a.attcollation) END AS collate"
          "  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
          "  JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid"
          " WHERE c.relkind = 'c' AND a.attnum > 0 AND NOT a.attisdropped"
          "   AND " SQL_IN_SCHEMA("n.nspname") " ORDER BY a.attrelid, a.attnum"}},
    .clause = clause,
    .create = create_attribute,
    .alter = alter_attribute,
    .drop = drop_attribute,
    .rename = rename_attribute,
};
