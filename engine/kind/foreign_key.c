#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"

struct foreign_key {
    struct object object;
    struct list columns, references;
    const char *on_delete, *on_update, *match, *deferrable;
    bool not_valid;
};

#define ACTIONS "cascade|set null|set default|restrict|no action"

static const struct field fields[] = {
    FIELD(foreign_key, columns, NAMES, RECREATE | REQUIRED, .doc = "the columns that refer"),
    FIELD(foreign_key, references, REFS, RECREATE | POSITIONAL | REQUIRED, .of = "column",
          .doc = "\"table.column\" for each"),
    FIELD(foreign_key, on_delete, TEXT, RECREATE | LOWER, .words = ACTIONS),
    FIELD(foreign_key, on_update, TEXT, RECREATE | LOWER, .words = ACTIONS),
    FIELD(foreign_key, match, TEXT, RECREATE | LOWER, .words = "full|simple"),
    FIELD(foreign_key, deferrable, TEXT, ALTER | LOWER, .words = "initially immediate|initially deferred"),
    FIELD(foreign_key, not_valid, BOOL, ALTER, .doc = "existing rows are not checked"),
    {0},
};

/* PostgreSQL's defaults are not kept, so that saying them is no difference. */
static const char *unless(const char *text, const char *unsaid) {
    return text && strcmp(text, unsaid) == 0 ? NULL : text;
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct foreign_key *key = (struct foreign_key *)object;
    key->on_delete = unless(key->on_delete, "no action");
    key->on_update = unless(key->on_update, "no action");
    key->match = unless(key->match, "simple");
    char *parts[4];
    const char *table = NULL;
    for (int i = 0; i < key->references.count; i++) {
        const char *reference = key->references.items[i];
        int count = name_split(graph->arena, reference, parts, 4);
        if (!count)
            return fail_at(fail, object->origin, "\"%s\" is no name of a column: write \"table.column\"",
                           reference);
        if (count == 1)
            continue; /* a table alone: its primary key is meant, see link */
        const char *of =
            arena_copy_bytes(graph->arena, reference, strlen(reference) - strlen(parts[count - 1]));
        if (table && strcmp(table, of) != 0)
            return fail_at(fail, object->origin, "foreign key %s refers to columns of two tables",
                           object->name);
        table = of;
    }
    return true;
}

/* A table alone means its primary key; the foreign key needs whichever key has the columns it refers to. */
static void link_key(struct graph *graph, struct object *object) {
    struct foreign_key *key = (struct foreign_key *)object;
    struct object *column = NULL, *table = NULL;
    if (key->references.count == 1) {
        table = graph_resolve(graph, "table", key->references.items[0]);
        for (int i = 0; table && i < table->kid_count; i++) {
            const struct object *primary = table->kids[i];
            if (!primary->kind->single || !primary->kind->is_key)
                continue;
            const struct list *columns = field_list(primary, &primary->kind->fields[0]);
            struct list references = {0};
            for (int k = 0; k < columns->count; k++) {
                column = object_kid(table, kind_of_key(table->kind, "#"), columns->items[k]);
                if (!column)
                    return; /* coherence.c tells of it */
                list_add(graph->arena, &references, object_path(graph->arena, column));
                graph_need(graph, object, column, KNOWN);
            }
            key->references = references;
        }
    }
    struct list wanted = {0};
    for (int i = 0; i < key->references.count; i++) {
        column = graph_resolve(graph, "column", key->references.items[i]);
        if (!column)
            return;
        table = column->parent;
        list_add(graph->arena, &wanted, column->name);
    }
    for (int i = 0; table && i < table->kid_count; i++) {
        struct object *other = table->kids[i];
        if (!other->kind->is_key)
            continue;
        struct list columns = other->kind->key_columns ? other->kind->key_columns(graph->arena, other)
                                                       : *field_list(other, &other->kind->fields[0]);
        bool same = columns.count == wanted.count;
        for (int k = 0; same && k < wanted.count; k++)
            same = list_find(&columns, wanted.items[k]) >= 0;
        if (same)
            graph_need(graph, object, other, KNOWN);
    }
}

static void add_clause(struct text *text, const struct object *object) {
    const struct foreign_key *key = (const struct foreign_key *)object;
    struct text columns = text_new(text->arena), table = text_new(text->arena);
    for (int i = 0; i < key->references.count; i++) {
        char *parts[4];
        int count = name_split(text->arena, key->references.items[i], parts, 4);
        for (int k = 0; i == 0 && k < (count > 1 ? count - 1 : count); k++) {
            text_add(&table, k ? "." : "");
            text_add_identifier(&table, parts[k]);
        }
        if (count > 1)
            sql_format(&columns, "%s%I", i ? ", " : "", parts[count - 1]);
    }
    sql_format(text, "CONSTRAINT %I FOREIGN KEY (%N) REFERENCES %s", object_current(object), &key->columns,
               table.data);
    if (columns.size)
        text_addf(text, " (%s)", columns.data);
    if (key->match)
        text_addf(text, " MATCH %s", key->match);
    if (key->on_delete)
        text_addf(text, " ON DELETE %s", key->on_delete);
    if (key->on_update)
        text_addf(text, " ON UPDATE %s", key->on_update);
    if (key->deferrable)
        text_addf(text, " DEFERRABLE %s", key->deferrable);
    if (key->not_valid)
        text_add(text, " NOT VALID");
}

/* PostgreSQL asks for a unique index on exactly the columns that are referred to: link_key() has found it. */
static bool check_key(const struct graph *graph, const struct object *object, const struct object *table,
                      const struct list *columns, struct fail *fail) {
    struct text text = text_new(graph->arena);
    for (int i = 0; i < object->need_count; i++)
        if (object->needs[i].on->kind->is_key && object->needs[i].on->parent == table)
            return true;
    for (int i = 0; i < columns->count; i++)
        text_addf(&text, "%s%s", i ? ", " : "", columns->items[i]);
    fail_at(fail, object->origin, "%s refers to (%s) of %s, which no key has",
            object_title(graph->arena, object), text.data, object_title(graph->arena, table));
    return fail_hint(fail, "a foreign key leans on a primary key, a unique constraint or a unique index");
}

static bool check(const struct graph *graph, const struct object *object, struct fail *fail) {
    const struct foreign_key *key = (const struct foreign_key *)object;
    const struct object *table = graph_resolve(graph, "table", key->references.items[0]);
    struct list wanted = {0};
    if (table && key->references.count == 1) {
        fail_at(fail, object->origin, "%s refers to %s, which has no primary key",
                object_title(graph->arena, object), object_title(graph->arena, table));
        return fail_hint(fail, "give it one, or name the column: \"table.column\"");
    }
    for (int i = 0; i < key->references.count; i++) {
        const struct object *column = graph_resolve(graph, "column", key->references.items[i]);
        if (!column)
            return true; /* of a table that no model declares, or told as a column that is not there */
        table = column->parent;
        list_add(graph->arena, &wanted, column->name);
    }
    if (key->columns.count != wanted.count)
        return fail_at(fail, object->origin, "%s is of %d column%s and refers to %d",
                       object_title(graph->arena, object), key->columns.count,
                       key->columns.count == 1 ? "" : "s", wanted.count);
    return check_key(graph, object, table, &wanted, fail);
}

/* In the text of its table's CREATE it would be valid at once. */
static bool clause(struct text *text, const struct object *object) {
    if (((const struct foreign_key *)object)->not_valid)
        return false;
    add_clause(text, object);
    return true;
}

static void create(struct sql *sql, const struct object *object) {
    struct text text = text_new(sql->arena);
    add_clause(&text, object);
    sql_alter(sql, object->parent, "ADD %s", text.data);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct foreign_key *key = (const struct foreign_key *)now;
    if (changed & field_bit(now->kind, kind_field(now->kind, "deferrable")))
        sql_alter(sql, now->parent, "ALTER CONSTRAINT %I %s", object_current(now),
                  key->deferrable ? arena_printf(sql->arena, "DEFERRABLE %s", key->deferrable)
                                  : "NOT DEFERRABLE");
    if (changed & field_bit(now->kind, kind_field(now->kind, "not_valid")))
        sql_alter(sql, now->parent, "VALIDATE CONSTRAINT %I", object_current(now));
}

/* A constraint can become valid, not invalid. */
static int decide(struct graph *graph, const struct object *old, const struct object *now, uint64_t changed,
                  struct object **mid) {
    bool loosened =
        ((const struct foreign_key *)now)->not_valid && !((const struct foreign_key *)old)->not_valid;
    return loosened ? RECREATE : 0;
}

static const char *default_name(struct arena *arena, const struct object *object, const char *table,
                                const struct list *columns) {
    struct text text = text_new(arena);
    for (int i = 0; i < columns->count; i++)
        text_addf(&text, "%s%s", i ? "_" : "", columns->items[i]);
    return name_join(arena, table, text.data, "fkey");
}

#define ACTION(column)                                                                               \
    "CASE k." column " WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default'" \
    " WHEN 'r' THEN 'restrict' END"
#define COLUMNS(numbers)                                                                                     \
    "(SELECT array_agg(a.attname ORDER BY u.place) FROM unnest(k." numbers ") WITH ORDINALITY u(num, place)" \
    "   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num)"
#define PATHS                                                                                                   \
    "(SELECT array_agg(" SQL_PATH("fn.nspname", "f.relname") " || '.' || " SQL_PART(                            \
        "a.attname") "                  ORDER BY u.place) FROM unnest(k.confkey) WITH ORDINALITY u(num, place)" \
                     "   JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num)"
/* On a partitioned table there is a further one for each partition that it refers to. */
#define FOREIGN_QUERY(on_delete)                                                                                                       \
    "SELECT 'pg_constraint'::regclass::oid AS class_id, k.oid AS object_id, 0 AS sub_id,"                                              \
    "       'pg_class'::regclass::oid AS parent_class, k.conrelid AS parent_object, 0 AS parent_sub,"                                  \
    "       k.conname AS name, k.conparentid <> 0 AS inherited, " COLUMNS(                                                             \
        "conkey") " AS columns,"                                                                                                       \
                  "       " PATHS " AS \"references\", " on_delete " AS on_delete,"                                                    \
                  "       " ACTION(                                                                                                    \
                      "confupdtype") " AS on_update,"                                                                                  \
                                     "       CASE k.confmatchtype WHEN 'f' THEN 'full' END AS match,"                                  \
                                     "       CASE WHEN k.condeferred THEN 'initially deferred'"                                        \
                                     "            WHEN k.condeferrable THEN 'initially immediate' END AS deferrable,"                  \
                                     "       CASE WHEN NOT k.convalidated THEN 'true' END AS not_valid"                                \
                                     "  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"                                    \
                                     "  JOIN pg_namespace n ON n.oid = c.relnamespace"                                                 \
                                     "  JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace"        \
                                     " WHERE k.contype = 'f' AND NOT EXISTS (SELECT FROM pg_constraint u"                              \
                                     "                                       WHERE u.oid = k.conparentid AND u.conrelid = k.conrelid)" \
                                     "   AND " SQL_IN_SCHEMA("n.nspname") " ORDER BY k.conrelid, k.conname"
#define SOME_COLUMNS                                                                                \
    " || coalesce((SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY u.place) || ')'" \
    "                FROM unnest(k.confdelsetcols) WITH ORDINALITY u(num, place)"                   \
    "                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num), '')"

const struct kind kind_foreign_key = {
    .name = "foreign_key",
    .within = "table",
    .key = "foreign_keys",
    .column_key = "references",
    .noun = "CONSTRAINT",
    .address = "%n ON %p",
    .rigid = true,
    .bound = true,
    .tightens = true,
    .size = sizeof(struct foreign_key),
    .fields = fields,
    .queries = {{150000, FOREIGN_QUERY(ACTION("confdeltype") SOME_COLUMNS)},
                {0, FOREIGN_QUERY(ACTION("confdeltype"))}},
    .finish = finish,
    .link = link_key,
    .check = check,
    .decide = decide,
    .default_name = default_name,
    .clause = clause,
    .create = create,
    .alter = alter,
};
