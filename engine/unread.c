#include "luamig/unread.h"

#include "luamig/array.h"
#include "luamig/dependency.h"

/* Each catalog of what can be created, but for what is a part of another object: indexes of constraints, row types and
 * array types, rules of views, triggers of constraints, sequences of identities. OIDs up to 16383 are initdb's. */
static const char unread_query[] =
    "WITH made AS ("
    " SELECT tableoid AS class, oid FROM pg_class WHERE relkind NOT IN ('t', 'i', 'I', 'c')"
    " UNION ALL SELECT c.tableoid, c.oid FROM pg_class c WHERE relkind IN ('i', 'I') AND NOT EXISTS"
    "   (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))"
    " UNION ALL SELECT tableoid, oid FROM pg_constraint WHERE contype IN ('c', 'f', 'p', 'u', 'x') AND conislocal"
    " UNION ALL SELECT tableoid, oid FROM pg_proc"
    " UNION ALL SELECT t.tableoid, t.oid FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid"
    "   WHERE coalesce(c.relkind = 'c', true) AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)"
    " UNION ALL SELECT r.tableoid, r.oid FROM pg_rewrite r WHERE rulename <> '_RETURN'"
    " UNION ALL SELECT tableoid, oid FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0"
    " UNION ALL SELECT tableoid, oid FROM pg_namespace WHERE nspname !~ '^pg_'"
    " UNION ALL SELECT tableoid, oid FROM pg_policy UNION ALL SELECT tableoid, oid FROM pg_operator"
    " UNION ALL SELECT tableoid, oid FROM pg_opclass UNION ALL SELECT tableoid, oid FROM pg_opfamily"
    " UNION ALL SELECT tableoid, oid FROM pg_cast UNION ALL SELECT tableoid, oid FROM pg_collation"
    " UNION ALL SELECT tableoid, oid FROM pg_conversion UNION ALL SELECT tableoid, oid FROM pg_statistic_ext"
    " UNION ALL SELECT tableoid, oid FROM pg_ts_config UNION ALL SELECT tableoid, oid FROM pg_ts_dict"
    " UNION ALL SELECT tableoid, oid FROM pg_ts_parser UNION ALL SELECT tableoid, oid FROM pg_ts_template"
    " UNION ALL SELECT tableoid, oid FROM pg_event_trigger UNION ALL SELECT tableoid, oid FROM pg_publication"
    " UNION ALL SELECT tableoid, oid FROM pg_extension UNION ALL SELECT tableoid, oid FROM pg_default_acl"
    " UNION ALL SELECT tableoid, oid FROM pg_foreign_data_wrapper UNION ALL SELECT tableoid, oid FROM pg_foreign_server"
    " UNION ALL SELECT 'pg_user_mapping'::regclass, umid FROM pg_user_mappings"
    " UNION ALL SELECT tableoid, oid FROM pg_language UNION ALL SELECT tableoid, oid FROM pg_transform"
    " UNION ALL SELECT tableoid, oid FROM pg_am"
    "), named AS (SELECT m.class, m.oid, i.type, i.schema, i.identity FROM made m"
    "   CROSS JOIN LATERAL pg_identify_object(m.class, m.oid, 0) i WHERE m.oid >= 16384)"
    " SELECT class, oid, 0, type || ' ' || identity, d.refclassid, d.refobjid, 0 FROM named n"
    /* A constraint, a trigger: what it hangs on says where it lies. */
    "  LEFT JOIN LATERAL (SELECT d.refclassid, d.refobjid, s.nspname FROM pg_depend d"
    "     JOIN pg_class c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid"
    "     JOIN pg_namespace s ON s.oid = c.relnamespace"
    "    WHERE n.schema IS NULL AND d.classid = n.class AND d.objid = n.oid AND d.deptype IN ('a', 'i', 'P')"
    "      AND n.identity LIKE '% on %' ORDER BY d.deptype, d.refobjsubid LIMIT 1) d ON true"
    " WHERE coalesce(n.schema, d.nspname, ($1::text[])[1]) = ANY ($1::text[]) AND NOT (type = 'schema' AND identity <> ALL ($1::text[]))"
    "   AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = n.class AND e.objid = n.oid"
    "                   AND (e.deptype = 'e' OR e.deptype = 'i' AND e.refclassid <> 'pg_namespace'::regclass))"
    " ORDER BY type, identity";

/* What an object of a kind that is read may have and no field says. Words of later servers' catalogs are asked for by
 * way of JSON, which an earlier one answers with nothing. */
static const char attributes_query[] =
    "WITH had AS ("
    " SELECT tableoid AS class, oid, 0 AS part, 'OF ' || reloftype::regtype AS what FROM pg_class WHERE reloftype <> 0"
    " UNION ALL SELECT c.tableoid, c.oid, a.attnum, 'STORAGE, COMPRESSION or STATISTICS of its own'"
    "   FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 JOIN pg_type t ON t.oid = a.atttypid"
    "  WHERE c.relkind = 'm' AND (a.attstorage <> t.typstorage OR coalesce(a.attstattarget, -1) >= 0"
    "                             OR coalesce(nullif(to_jsonb(a) ->> 'attcompression', ''), 'd') <> 'd')"
    " UNION ALL SELECT c.tableoid, c.oid, 0, 'CLUSTER ON ' || i.indexrelid::regclass"
    "   FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE i.indisclustered AND c.relkind = 'm'"
    " UNION ALL SELECT c.tableoid, c.oid, 0, 'UNLOGGED' FROM pg_class c WHERE c.relkind = 'S' AND c.relpersistence = 'u'"
    "   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = c.tableoid AND d.objid = c.oid AND d.deptype = 'i')"
    " UNION ALL SELECT t.tableoid, t.oid, 0, 'another enabled state than on the partitioned table'"
    "   FROM pg_trigger t JOIN pg_trigger p ON p.oid = t.tgparentid WHERE t.tgenabled <> p.tgenabled AND NOT t.tgisinternal"
    " UNION ALL SELECT c.tableoid, c.oid, a.attnum, 'GENERATED VIRTUAL'"
    "   FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE a.attgenerated = 'v'"
    " UNION ALL SELECT k.tableoid, k.oid, 0, w.what FROM pg_constraint k CROSS JOIN LATERAL (VALUES"
    "   ('WITHOUT OVERLAPS or PERIOD', to_jsonb(k) ->> 'conperiod' = 'true'),"
    "   ('NOT ENFORCED', to_jsonb(k) ->> 'conenforced' = 'false'),"
    "   ('NOT NULL that is NOT VALID or NO INHERIT', k.contype = 'n' AND k.conislocal"
    "     AND (NOT k.convalidated OR k.connoinherit))) w(what, has) WHERE w.has"
    /* The schema that every database begins with may have less than initdb grants on it. */
    " UNION ALL SELECT n.tableoid, n.oid, 0, 'REVOKE ' || string_agg(lost.privilege_type, ', ')"
    "   FROM pg_namespace n JOIN pg_init_privs i ON i.classoid = n.tableoid AND i.objoid = n.oid CROSS JOIN LATERAL"
    "   (SELECT grantee, privilege_type FROM aclexplode(i.initprivs) EXCEPT"
    "    SELECT grantee, privilege_type FROM aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner)))) lost"
    "  WHERE n.nspname = 'public' GROUP BY n.tableoid, n.oid"
    ") SELECT i.type || ' ' || i.identity || ': ' || h.what FROM had h"
    " CROSS JOIN LATERAL pg_identify_object(h.class, h.oid, h.part) i"
    " LEFT JOIN pg_constraint k ON h.class = 'pg_constraint'::regclass AND k.oid = h.oid"
    " LEFT JOIN pg_trigger t ON h.class = 'pg_trigger'::regclass AND t.oid = h.oid"
    " LEFT JOIN pg_class r ON r.oid = CASE WHEN h.class = 'pg_class'::regclass THEN h.oid ELSE coalesce(k.conrelid, t.tgrelid) END"
    " LEFT JOIN pg_namespace n ON n.oid = coalesce(r.relnamespace, h.oid)"
    " WHERE n.nspname = ANY ($1::text[]) AND NOT EXISTS"
    "   (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = r.oid AND e.deptype = 'e')"
    " ORDER BY 1";

static bool find_attributes(struct link *link, struct arena *arena, const char *schemas, struct list *unread,
                            struct fail *fail) {
    struct rows *rows = link_query(link, attributes_query, 1, &schemas, fail);
    for (int i = 0; rows && i < rows_count(rows); i++)
        list_add(arena, unread, arena_copy(arena, rows_value(rows, i, 0)));
    rows_free(rows);
    return !fail->code;
}

bool unread_find(struct link *link, struct graph *catalog, const struct list *schemas, struct list *unread,
                 struct fail *fail) {
    enum { TITLE = 3, HOLDER };
    const char *values[] = {array_write(catalog->arena, schemas)};
    struct rows *rows = link_query(link, unread_query, 1, values, fail);
    for (int i = 0; rows && i < rows_count(rows); i++) {
        struct address holder = dependency_address(rows, i, HOLDER);
        bool read = graph_at(catalog, dependency_address(rows, i, 0));
        /* What hangs on an unread table is said with it. */
        if (!read && (!holder.class_id || graph_at(catalog, holder)))
            list_add(catalog->arena, unread, arena_copy(catalog->arena, rows_value(rows, i, TITLE)));
    }
    rows_free(rows);
    return !fail->code && find_attributes(link, catalog->arena, values[0], unread, fail);
}
