/* An element of an index or of an exclusion constraint: a column or an expression, and how it is sorted.
 *
 * "created_at DESC", "lower(name) text_pattern_ops", "room WITH =". A column's name is taken as it is
 * written, like every name in a model: `userId DESC` is the column userId. What follows it, and an
 * expression, is SQL. Ownership: the arena's.
 */
#ifndef LUAMIG_ELEMENT_H
#define LUAMIG_ELEMENT_H

#include "luamig/object.h"

/* The column that it is, NULL: an expression. `table` (NULL: not known) tells of columns whose names hold
 * blanks. */
const char *element_column(struct arena *arena, const struct object *table, const char *element);
/* As SQL: the column's name quoted where it must be. */
const char *element_sql(struct arena *arena, const struct object *table, const char *element);
/* The name PostgreSQL makes for an index on these: "t_a_b_idx"; NULL if an expression is among them. `name`
 * is the table's. Rules of ChooseIndexColumnNames() and ChooseIndexNameAddition() in its indexcmds.c. */
const char *elements_name(struct arena *arena, const struct object *table, const char *name,
                          const struct list *elements, const struct list *include, const char *label);

/* Catalog: the elements of the index `i` (a row of pg_index) as text[], `more` behind each (number k).
 * Collation and operator class stand there where ruleutils.c writes them: what the type alone does not tell,
 * its text does. */
#define SQL_INDEX_HAS(text) "(strpos(e.def, '(' || " text ") > 0 OR strpos(e.def, ', ' || " text ") > 0)"
#define SQL_ELEMENTS(more)                                                                                   \
    "(SELECT array_agg(e.text || l.collation"                                                                \
    "    || CASE WHEN x.attoptions IS NULL AND o.opcdefault AND (a.atttypid = o.opcintype"                   \
    "                 OR a.atttypid = 'varchar'::regtype AND o.opcintype = 'text'::regtype"                  \
    "                 OR NOT " SQL_INDEX_HAS(                                                                \
        "e.text || l.collation || e.class") ") THEN '' ELSE e.class END"                                     \
                                            "    || coalesce((SELECT ' (' || string_agg(split_part(w, '=', " \
                                            "1) || '=' || CASE WHEN w ~ '=[0-9.]+$'"                         \
                                            "             THEN split_part(w, '=', 2) ELSE "                  \
                                            "quote_literal(substr(w, strpos(w, '=') + 1)) END, ', ') || ')'" \
                                            "          FROM unnest(x.attoptions) w), '')"                    \
                                            "    || CASE WHEN i.indoption[k - 1] & 1 = 1 THEN ' DESC' ELSE " \
                                            "'' END"                                                         \
                                            "    || CASE i.indoption[k - 1] & 3 WHEN 1 THEN ' NULLS LAST' "  \
                                            "WHEN 2 THEN ' NULLS FIRST' ELSE '' END"                         \
                                            "    " more " ORDER BY k)"                                       \
                                            "   FROM generate_series(1, i.indnkeyatts) k"                    \
                                            "   JOIN pg_opclass o ON o.oid = i.indclass[k - 1] JOIN "        \
                                            "pg_namespace p ON p.oid = o.opcnamespace"                       \
                                            "   JOIN pg_attribute x ON x.attrelid = i.indexrelid AND "       \
                                            "x.attnum = k"                                                   \
                                            "   LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND "    \
                                            "a.attnum = i.indkey[k - 1]"                                     \
                                            "   LEFT JOIN pg_collation c ON c.oid = i.indcollation[k - 1]"   \
                                            "   LEFT JOIN pg_namespace q ON q.oid = c.collnamespace"         \
                                            "   CROSS JOIN LATERAL (SELECT "                                 \
                                            "coalesce(quote_ident(a.attname), "                              \
                                            "pg_get_indexdef(i.indexrelid, k, true)) AS text,"               \
                                            "        pg_get_indexdef(i.indexrelid, 0, true) AS def,"         \
                                            "        ' COLLATE ' || CASE WHEN "                              \
                                            "pg_collation_is_visible(c.oid) THEN '' ELSE "                   \
                                            "quote_ident(q.nspname) || '.' END"                              \
                                            "        || quote_ident(c.collname) AS collation,"               \
                                            "        ' ' || CASE WHEN pg_opclass_is_visible(o.oid) THEN '' " \
                                            "ELSE quote_ident(p.nspname) || '.' END"                         \
                                            "        || quote_ident(o.opcname) AS class) e"                  \
                                            "   CROSS JOIN LATERAL (SELECT CASE WHEN c.oid IS NULL OR "      \
                                            "a.attcollation = c.oid THEN ''"                                 \
                                            "        WHEN a.attnum IS NOT NULL OR " SQL_INDEX_HAS(           \
                                                "e.text || e.collation") "        THEN e.collation ELSE '' " \
                                                                         "END AS collation) l)"

#endif
