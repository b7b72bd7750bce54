#include <string.h>
#include <strings.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/parameters.h"

struct table {
    struct object object;
    const char *partition_of, *for_values, *partition_by;
    struct list inherits;
    bool unlogged, row_security, force_row_security;
    struct list with;
    const char *using, *tablespace, *replica_identity, *cluster_on;
};

enum {
    PARTITION_OF,
    FOR_VALUES,
    PARTITION_BY,
    PARENTS,
    UNLOGGED,
    ROW_SECURITY,
    FORCE_ROW_SECURITY,
    WITH,
    METHOD,
    TABLESPACE,
    REPLICA_IDENTITY,
    CLUSTER_ON
};

#define INDEXES "index primary_key unique exclude"

static const struct field fields[] = {
    [PARTITION_OF] = FIELD(table, partition_of, REF, ALTER | TOGETHER | INHERITS, .of = "table",
                           .doc = "the partitioned table that it is a part of, and has its columns from"),
    [FOR_VALUES] =
        FIELD(table, for_values, EXPR, ALTER | TOGETHER,
              .doc = "\"FROM (1) TO (10)\", \"IN ('a')\", \"WITH (MODULUS 4, REMAINDER 0)\", \"DEFAULT\""),
    [PARTITION_BY] = FIELD(table, partition_by, EXPR, RECREATE,
                           .doc = "\"RANGE (created_at)\"; LIST, HASH; columns or expressions"),
    [PARENTS] = FIELD(table, inherits, REFS, ALTER | INHERITS, .of = "table",
                      .doc = "the tables that it has columns from"),
    [UNLOGGED] = FIELD(table, unlogged, BOOL, ALTER, .doc = "not written to the WAL: lost after a crash"),
    [ROW_SECURITY] = FIELD(table, row_security, BOOL, ALTER, .doc = "policies hold"),
    [FORCE_ROW_SECURITY] =
        FIELD(table, force_row_security, BOOL, ALTER, .doc = "policies hold for the table's owner too"),
    [WITH] = FIELD(table, with, LIST, ALTER | SETTINGS,
                   .doc = "storage parameters: { fillfactor = 70, [\"toast.autovacuum_enabled\"] = false }"),
    [METHOD] = FIELD(table, using, TEXT, ALTER, .doc = "the access method; unsaid: heap"),
    [TABLESPACE] = FIELD(table, tablespace, TEXT, ALTER, .doc = "unsaid: the database's own"),
    [REPLICA_IDENTITY] =
        FIELD(table, replica_identity, KID, ALTER | LATE, .of = INDEXES,
              .doc = "\"full\", \"nothing\" or the name of an index; unsaid: the primary key"),
    [CLUSTER_ON] = FIELD(table, cluster_on, KID, ALTER | LATE, .of = INDEXES,
                         .doc = "the name of the index that CLUSTER sorts the rows by"),
    {0},
};

/* Columns and constraints stand inside; what else hangs on the table follows in statements of its own. */
static void add_kids(struct text *text, const struct object *object) {
    bool first = true;
    for (int i = 0; i < object->kid_count; i++) {
        const struct object *kid = object->kids[i];
        struct text clause = text_new(text->arena);
        bool given = kid->inherited && !kid->owner;
        if (given || !kid->kind->clause || !kid->kind->clause(&clause, kid))
            continue;
        text_addf(text, "%s\n  %s", first ? " (" : ",", clause.data);
        first = false;
    }
    bool needs_none = ((const struct table *)object)->partition_of != NULL;
    text_add(text, !first ? "\n)" : needs_none ? "" : " ()");
}

/* "FOR VALUES" does not stand before DEFAULT. */
static void add_bounds(struct text *text, const struct table *table) {
    bool is_default = strcasecmp(table->for_values, "DEFAULT") == 0;
    sql_format(text, " %s%s", is_default ? "" : "FOR VALUES ", table->for_values);
}

static void create(struct sql *sql, const struct object *object) {
    const struct table *table = (const struct table *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE %sTABLE %o", table->unlogged ? "UNLOGGED " : "", object);
    if (table->partition_of)
        sql_format(&text, " PARTITION OF %P", table->partition_of);
    add_kids(&text, object);
    if (table->partition_of)
        add_bounds(&text, table);
    for (int i = 0; i < table->inherits.count; i++)
        sql_format(&text, "%s%P", i ? ", " : " INHERITS (", table->inherits.items[i]);
    if (table->inherits.count)
        text_add(&text, ")");
    if (table->partition_by)
        sql_format(&text, " PARTITION BY %s", table->partition_by);
    if (table->using)
        sql_format(&text, " USING %I", table->using);
    if (table->with.count)
        sql_format(&text, " WITH (%E)", &table->with);
    if (table->tablespace)
        sql_format(&text, " TABLESPACE %I", table->tablespace);
    sql_add(sql, "%s", text.data);
    if (table->row_security)
        sql_alter(sql, object, "ENABLE ROW LEVEL SECURITY");
    if (table->force_row_security)
        sql_alter(sql, object, "FORCE ROW LEVEL SECURITY");
}

static const char *bounds_alone(const char *text) {
    static const char before[] = "for values ";
    bool begins = text && strncasecmp(text, before, strlen(before)) == 0;
    return begins ? text + strlen(before) : text;
}

static const char *unless(const char *text, const char *unsaid) {
    return text && strcmp(text, unsaid) == 0 ? NULL : text;
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct table *table = (struct table *)object;
    table->with = parameters_canonical(graph->arena, &table->with);
    table->for_values = bounds_alone(table->for_values);
    table->using = unless(table->using, "heap");
    table->replica_identity = unless(table->replica_identity, "default");
    if (table->partition_of && table->inherits.count)
        return fail_at(fail, object->origin, "%s is a partition, and a partition inherits from nothing else",
                       object_title(graph->arena, object));
    if (table->for_values && !table->partition_of &&
        !(object->has & field_bit(object->kind, &fields[PARTITION_OF])))
        return fail_at(fail, object->origin, "%s has values and no partition_of",
                       object_title(graph->arena, object));
    return true;
}

static bool check(const struct graph *graph, const struct object *object, struct fail *fail) {
    const struct table *table = (const struct table *)object;
    if (!table->partition_of || table->for_values)
        return true;
    fail_at(fail, object->origin, "%s is a partition and does not say of which values",
            object_title(graph->arena, object));
    return fail_hint(fail,
                     "for_values = \"FROM (...) TO (...)\", \"IN (...)\", \"WITH (MODULUS ..., REMAINDER "
                     "...)\" or \"DEFAULT\"");
}

static void move(struct sql *sql, const struct object *now, const struct table *was, const struct table *is) {
    struct text bounds = text_new(sql->arena);
    if (was->partition_of)
        sql_add(sql, "ALTER TABLE %P DETACH PARTITION %o", was->partition_of, now);
    if (!is->partition_of || !is->for_values)
        return;
    add_bounds(&bounds, is);
    sql_add(sql, "ALTER TABLE %P ATTACH PARTITION %o%s", is->partition_of, now, bounds.data);
}

/* Each alone: in one statement with it a column would still be inherited. */
static void change_parents(struct sql *sql, const struct object *now, const struct list *had,
                           const struct list *has) {
    for (int i = 0; i < had->count; i++)
        if (list_find(has, had->items[i]) < 0)
            sql_add(sql, "ALTER TABLE %o NO INHERIT %P", now, had->items[i]);
    for (int i = 0; i < has->count; i++)
        if (list_find(had, has->items[i]) < 0)
            sql_add(sql, "ALTER TABLE %o INHERIT %P", now, has->items[i]);
}

static void identify(struct sql *sql, const struct object *now, const char *identity) {
    bool word = identity && (strcmp(identity, "full") == 0 || strcmp(identity, "nothing") == 0);
    if (identity && !word)
        sql_alter(sql, now, "REPLICA IDENTITY USING INDEX %I", identity);
    else
        sql_alter(sql, now, "REPLICA IDENTITY %s", identity ? identity : "DEFAULT");
}

static void cluster(struct sql *sql, const struct object *now, const char *index) {
    if (index)
        sql_alter(sql, now, "CLUSTER ON %I", index);
    else
        sql_alter(sql, now, "SET WITHOUT CLUSTER");
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct table *is = (const struct table *)now, *was = (const struct table *)old;
    if (changed & 1U << UNLOGGED)
        /* Alone: in one statement with ADD COLUMN it would not see the new column's sequence. */
        sql_add(sql, "ALTER TABLE %o SET %s", now, is->unlogged ? "UNLOGGED" : "LOGGED");
    if (changed & 1U << ROW_SECURITY)
        sql_alter(sql, now, "%s ROW LEVEL SECURITY", is->row_security ? "ENABLE" : "DISABLE");
    if (changed & 1U << FORCE_ROW_SECURITY)
        sql_alter(sql, now, "%sFORCE ROW LEVEL SECURITY", is->force_row_security ? "" : "NO ");
    if (changed & 1U << WITH)
        parameters_alter(sql, now, &was->with, &is->with);
    if (changed & 1U << METHOD)
        sql_alter(sql, now, "SET ACCESS METHOD %I", is->using ? is->using : "heap");
    if (changed & 1U << TABLESPACE)
        sql_alter(sql, now, "SET TABLESPACE %I", is->tablespace ? is->tablespace : "pg_default");
    if (changed & 1U << PARENTS)
        change_parents(sql, now, &was->inherits, &is->inherits);
    if (changed & (1U << PARTITION_OF | 1U << FOR_VALUES))
        move(sql, now, was, is);
    if (changed & 1U << REPLICA_IDENTITY)
        identify(sql, now, is->replica_identity);
    if (changed & 1U << CLUSTER_ON)
        cluster(sql, now, is->cluster_on);
}

static struct table *copy_alone(struct graph *graph, const struct object *object) {
    struct table *copy = (struct table *)graph_copy(graph, object);
    if (object->declared)
        copy->object.declared = graph_copy(graph, object->declared);
    return copy;
}

static void stand_alone(struct table *table) {
    table->partition_of = table->for_values = NULL;
    if (table->object.declared)
        stand_alone((struct table *)(uintptr_t)table->object.declared);
}

/* A partition that gets other bounds is detached first, so that two can change places. */
static int decide(struct graph *graph, const struct object *old, const struct object *now, uint64_t changed,
                  struct object **mid) {
    const struct table *was = (const struct table *)old, *is = (const struct table *)now;
    if (!(changed & 1U << FOR_VALUES) || !was->partition_of || !is->partition_of)
        return 0;
    struct table *between = copy_alone(graph, now);
    stand_alone(between);
    *mid = &between->object;
    return 0;
}

static bool is_hollow(const struct object *object) {
    return ((const struct table *)object)->partition_by != NULL;
}

static void forget(struct arena *arena, struct table *table, const char *parent, const char *index) {
    struct list parents = {0};
    if (table->partition_of && strcmp(table->partition_of, parent) == 0)
        stand_alone(table);
    for (int i = 0; i < table->inherits.count; i++)
        if (strcmp(table->inherits.items[i], parent) != 0)
            list_add(arena, &parents, table->inherits.items[i]);
    table->inherits = parents;
    if (table->replica_identity && strcmp(table->replica_identity, index) == 0)
        table->replica_identity = NULL;
    if (table->cluster_on && strcmp(table->cluster_on, index) == 0)
        table->cluster_on = NULL;
    if (table->object.declared)
        forget(arena, (struct table *)(uintptr_t)table->object.declared, parent, index);
}

/* Its rows stay while the table that it is a part of, or the index that it is sorted by, is made anew. */
static struct object *without(struct graph *graph, const struct object *object, const struct object *lost) {
    struct table *rest = copy_alone(graph, object);
    forget(graph->arena, rest, object_path(graph->arena, lost), lost->name);
    for (const struct field *field = fields; field->name; field++)
        if (!field_equal(object, &rest->object, field))
            return &rest->object;
    return NULL;
}

const struct kind kind_table = {
    .name = "table",
    .word = "model",
    .within = "schema",
    .noun = "TABLE",
    .grant_noun = "TABLE",
    .space = "relation type",
    .holds_data = true,
    .size = sizeof(struct table),
    .fields = fields,
    .queries =
        {{0,
          "SELECT 'pg_class'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
          "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
          "       c.relname AS name,"
          "       CASE WHEN c.relispartition THEN (SELECT " SQL_PATH(
              "pn.nspname",
              "p.relname") "          FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent"
                           "          JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid) END AS partition_of,"
                           "       regexp_replace(pg_get_expr(c.relpartbound, c.oid), '^FOR VALUES ', '') AS for_values,"
                           "       CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,"
                           "       CASE WHEN NOT c.relispartition THEN (SELECT array_agg(" SQL_PATH(
                               "pn.nspname",
                               "p.relname") "                 ORDER BY h.inhseqno) FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent"
                                            "          JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid) END AS inherits,"
                                            "       CASE c.relpersistence WHEN 'u' THEN 'true' END AS unlogged,"
                                            "       CASE WHEN c.relrowsecurity THEN 'true' END AS row_security,"
                                            "       CASE WHEN c.relforcerowsecurity THEN 'true' END AS force_row_security,"
                                            "       (SELECT array_agg(o ORDER BY o COLLATE \"C\") FROM (SELECT unnest(c.reloptions) UNION ALL"
                                            "          SELECT 'toast.' || unnest(t.reloptions) FROM pg_class t WHERE t.oid = c.reltoastrelid) w(o))"
                                            "         AS \"with\","
                                            "       (SELECT nullif(m.amname, 'heap') FROM pg_am m WHERE m.oid = c.relam) AS \"using\","
                                            "       (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) AS tablespace,"
                                            "       CASE c.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' WHEN 'i' THEN"
                                            "         (SELECT x.relname FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid"
                                            "           WHERE i.indrelid = c.oid AND i.indisreplident) END AS replica_identity,"
                                            "       (SELECT x.relname FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid"
                                            "         WHERE i.indrelid = c.oid AND i.indisclustered) AS cluster_on"
                                            "  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                                            " WHERE c.relkind IN ('r', 'p') AND " SQL_IN_SCHEMA("n.nspname")
                                                SQL_NO_MEMBER("pg_class",
                                                              "c.oid") " ORDER BY n.nspname, c.relname"}},
    .finish = finish,
    .check = check,
    .decide = decide,
    .is_hollow = is_hollow,
    .without = without,
    .create = create,
    .alter = alter,
};
