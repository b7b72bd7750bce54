#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/on_update.h"
#include "luamig/parameters.h"

struct column {
    struct object object;
    const char *type, *collate, *fallback, *generated, *using, *using_down, *on_update;
    const char *storage, *compression, *statistics;
    struct list options;
    bool null;
};

enum { TYPE, COLLATE, NULLS, FALLBACK, GENERATED };

static const struct field fields[] = {
    FIELD(column, type, TYPE, ALTER | DISTURBS | POSITIONAL | REQUIRED, .doc = "PostgreSQL's type text"),
    FIELD(column, collate, REF, ALTER | DISTURBS | ANYWHERE, .of = "collation", .doc = "a collation"),
    FIELD(column, null, BOOL, ALTER | DEFAULT_TRUE | TIGHTENS, .doc = "false: NOT NULL"),
    FIELD_AS("default", column, fallback, EXPR, ALTER | LITERAL, .doc = "a literal, or sql \"expression\""),
    FIELD(column, generated, EXPR, RECREATE, .doc = "GENERATED ALWAYS AS (...) STORED"),
    FIELD(column, using, TEXT, HINT | CARRIED, .doc = "converts the old type's value in a change of type"),
    FIELD(column, using_down, TEXT, HINT, .doc = "the same for the way back"),
    FIELD(column, on_update, TEXT, HINT | LITERAL, .doc = "set on every UPDATE: now()"),
    FIELD(column, storage, TEXT, ALTER | LOWER | CARRIED, .words = "plain|external|extended|main",
          .doc = "where long values go; unsaid: the type's own"),
    FIELD(column, compression, TEXT, ALTER | LOWER | CARRIED, .words = "pglz|lz4",
          .doc = "of long values (PostgreSQL 14)"),
    FIELD(column, statistics, NUMBER, ALTER, .doc = "how many values are sampled; unsaid: the server's own"),
    FIELD(column, options, LIST, ALTER | SETTINGS, .doc = "{ n_distinct = -0.5 }"),
    {0},
};

/* serial is an integer, an owned sequence and its default, as in transformColumnDefinition() of PostgreSQL's
 * parse_utilcmd.c. */
static bool expand_serial(struct graph *graph, struct column *column, struct fail *fail) {
    static const char *const serials[][2] = {
        {"smallserial", "smallint"}, {"serial2", "smallint"}, {"serial", "integer"},
        {"serial4", "integer"},      {"bigserial", "bigint"}, {"serial8", "bigint"},
    };
    struct object *object = &column->object, *table = object->parent;
    const char *type = NULL;
    for (size_t i = 0; i < sizeof serials / sizeof *serials; i++)
        if (strcmp(column->type, serials[i][0]) == 0)
            type = serials[i][1];
    if (!type)
        return true;
    if (column->fallback)
        return fail_at(fail, object->origin, "column %s is %s and has a default too: serial is a default",
                       object_path(graph->arena, object), column->type);
    const char *name = name_join(graph->arena, table->name, object->name, "seq");
    const struct kind *sequences = kind_named("sequence");
    struct object *sequence = graph_add(graph, sequences, table->parent, name);
    if (!sequence)
        return fail_at(fail, object->origin, "the sequence %s of column %s is declared already", name,
                       object_path(graph->arena, object));
    sequence->owner = object->owner;
    sequence->origin = object->origin;
    sequence->implied = true;
    if (strcmp(type, "bigint") != 0)
        field_set_text(sequence, kind_field(sequences, "type"), type);
    field_set_text(sequence, kind_field(sequences, "owned_by"), object_path(graph->arena, object));
    struct text literal = text_new(graph->arena), reference = text_new(graph->arena);
    object_add_reference(&reference, sequence);
    text_add_literal(&literal, reference.data);
    column->type = type;
    column->fallback = arena_printf(graph->arena, "nextval(%s)", literal.data);
    column->null = false;
    return true;
}

static const char *serial_of(const char *type) {
    static const char *const serials[][2] = {
        {"smallint", "smallserial"}, {"integer", "serial"}, {"bigint", "bigserial"}};
    for (size_t i = 0; i < sizeof serials / sizeof *serials; i++)
        if (strcmp(type, serials[i][0]) == 0)
            return serials[i][1];
    return NULL;
}

/* Is it the sequence that serial makes, and is there no more to be said of it? */
static bool is_serials(struct graph *graph, const struct column *column, const struct object *sequence) {
    struct object *made = graph_loose(graph, sequence->kind, sequence->parent, sequence->name);
    if (strcmp(column->type, "bigint") != 0)
        field_set_text(made, kind_field(made->kind, "type"), column->type);
    field_set_text(made, kind_field(made->kind, "owned_by"), object_path(graph->arena, &column->object));
    for (const struct field *field = made->kind->fields; field->name; field++)
        if (!field_equal(made, sequence, field))
            return false;
    return !object_is_adorned(sequence);
}

/* The other way of expand_serial(). */
static void fold_serial(struct graph *graph, struct column *column) {
    const struct object *object = &column->object, *table = object->parent;
    const char *serial = serial_of(column->type);
    const char *name = name_join(graph->arena, table->name, object->name, "seq");
    struct object *sequence = graph_find(graph, kind_named("sequence"), table->parent, name);
    if (!serial || !sequence || column->null || !column->fallback || !is_serials(graph, column, sequence))
        return;
    struct text literal = text_new(graph->arena), reference = text_new(graph->arena);
    object_add_reference(&reference, sequence);
    text_add_literal(&literal, reference.data);
    const char *call = arena_printf(graph->arena, "nextval(%s", literal.data);
    size_t size = strlen(call);
    if (strncmp(column->fallback, call, size) != 0 ||
        (strcmp(column->fallback + size, ")") != 0 && strcmp(column->fallback + size, "::regclass)") != 0))
        return;
    column->type = serial;
    column->fallback = NULL;
    column->null = true;
    sequence->implied = true;
}

static void shorten(struct graph *graph, struct object *object) {
    struct column *column = (struct column *)object;
    fold_serial(graph, column);
    const char *on_update = on_update_fold(graph, object);
    if (on_update)
        column->on_update = on_update;
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct column *column = (struct column *)object;
    column->options = parameters_canonical(graph->arena, &column->options);
    if (!column->type)
        return true; /* an op call that changes something else */
    if (column->generated && column->fallback)
        return fail_at(fail, object->origin, "column %s has a default and is generated; it can be only one",
                       object_path(graph->arena, object));
    for (int i = 0; i < object->kid_count; i++)
        if (object->kids[i]->kind->not_null && (column->fallback || column->generated))
            return fail_at(fail, object->origin, "column %s has an %s and %s; it can be only one",
                           object_path(graph->arena, object), object->kids[i]->kind->name,
                           column->generated ? "is generated" : "a default");
    if (!expand_serial(graph, column, fail))
        return false;
    return !column->on_update || on_update_expand(graph, object, column->on_update, fail);
}

/* What makes it NOT NULL without saying so: its identity, or a key of the table that lists it. */
static bool not_null_by_another(const struct object *column) {
    for (int i = 0; i < column->kid_count; i++)
        if (column->kids[i]->kind->not_null)
            return true;
    for (int i = 0; i < column->parent->kid_count; i++) {
        const struct object *key = column->parent->kids[i];
        if (key->kind->not_null && list_find(field_list(key, &key->kind->fields[0]), column->name) >= 0)
            return true;
    }
    return false;
}

static void link_column(struct graph *graph, struct object *object) {
    bool given = object->inherited && object->giver;
    if (given)
        link_column(graph, object->giver);
    if (not_null_by_another(object) || (given && !((struct column *)object->giver)->null))
        ((struct column *)object)->null = false;
}

/* In a partition the columns are there already: only what it says of them stands in its text. */
static bool is_typed(const struct object *column) {
    const struct field *partition = kind_field(column->parent->kind, "partition_of");
    return !partition || field_is_default(column->parent, partition);
}

static bool omit(const struct object *object, const struct field *field) {
    return field == &fields[NULLS] && not_null_by_another(object);
}

static bool clause(struct text *text, const struct object *object) {
    const struct column *column = (const struct column *)object;
    bool typed = is_typed(object);
    sql_format(text, "%I", object_current(object));
    if (typed)
        text_addf(text, " %s", column->type);
    if (typed && column->collate)
        sql_format(text, " COLLATE %P", column->collate);
    if (column->fallback)
        sql_format(text, " DEFAULT %s", column->fallback);
    if (typed && column->generated)
        sql_format(text, " GENERATED ALWAYS AS (%s) STORED", column->generated);
    if (!column->null)
        text_add(text, " NOT NULL");
    for (int i = 0; i < object->kid_count; i++) {
        if (!object->kids[i]->kind->clause)
            continue;
        text_add_char(text, ' ');
        object->kids[i]->kind->clause(text, object->kids[i]);
    }
    return true;
}

static void set_options(struct sql *sql, const struct object *object, const char *verb,
                        const struct list *options) {
    if (options->count)
        sql_alter(sql, object->parent, "ALTER COLUMN %I %s (%E)", object_current(object), verb, options);
}

/* DEFAULT is a word of SET STORAGE since PostgreSQL 16 only: the type is asked. */
static void reset_storage(struct sql *sql, const struct object *object) {
    struct text table = text_new(sql->arena), block = text_new(sql->arena);
    object_add_reference(&table, object->parent);
    sql_format(
        &block,
        "BEGIN EXECUTE (SELECT format('ALTER TABLE %%s ALTER COLUMN %%I SET STORAGE %%s', a.attrelid::regclass,"
        " a.attname, CASE t.typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN'"
        " ELSE 'EXTENDED' END) FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
        " WHERE a.attrelid = %L::regclass AND a.attname = %L); END",
        table.data, object_current(object));
    sql_add(sql, "DO %L", block.data);
}

/* What stands in no text of a column (before PostgreSQL 16 not even STORAGE). */
static void set_attributes(struct sql *sql, const struct object *old, const struct object *now,
                           uint64_t changed) {
    const struct column *column = (const struct column *)now;
    const struct object *table = now->parent;
    const char *name = object_current(now);
    bool stored = changed & field_bit(now->kind, kind_field(now->kind, "storage"));
    if (stored && column->storage)
        sql_alter(sql, table, "ALTER COLUMN %I SET STORAGE %s", name, column->storage);
    else if (stored)
        reset_storage(sql, now);
    if (changed & field_bit(now->kind, kind_field(now->kind, "compression")))
        sql_alter(sql, table, "ALTER COLUMN %I SET COMPRESSION %s", name,
                  column->compression ? column->compression : "DEFAULT");
    if (changed & field_bit(now->kind, kind_field(now->kind, "statistics")))
        sql_alter(sql, table, "ALTER COLUMN %I SET STATISTICS %s", name,
                  column->statistics ? column->statistics : "-1");
    struct list gone, set;
    parameters_change(sql->arena, &((const struct column *)old)->options, &column->options, &gone, &set);
    set_options(sql, now, "RESET", &gone);
    set_options(sql, now, "SET", &set);
}

static void complete(struct sql *sql, const struct object *object) {
    struct column none = *(const struct column *)object;
    uint64_t said = 0;
    none.options = (struct list){0};
    for (const struct field *field = fields; field->name; field++)
        if (!field_is_default(object, field))
            said |= field_bit(object->kind, field);
    set_attributes(sql, &none.object, object, said);
}

static void create(struct sql *sql, const struct object *object) {
    struct text text = text_new(sql->arena);
    clause(&text, object);
    sql_alter(sql, object->parent, "ADD COLUMN %s", text.data);
}

static void drop(struct sql *sql, const struct object *object) {
    sql_alter(sql, object->parent, "DROP COLUMN %I", object_current(object));
}

/* PostgreSQL runs the parts of one ALTER TABLE in passes of its own: DROP DEFAULT before TYPE, SET DEFAULT after
 * (ATPrepCmd() in its tablecmds.c), so the order here is for the reader. */
static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct column *column = (const struct column *)now;
    const char *name = object_current(now);
    bool retyped = changed & (field_bit(now->kind, &fields[TYPE]) | field_bit(now->kind, &fields[COLLATE]));
    bool was_default = ((const struct column *)old)->fallback != NULL;
    /* A default that has no cast to the new type would stop the change of the type. */
    if (changed & field_bit(now->kind, &fields[FALLBACK]) && (!column->fallback || (retyped && was_default)))
        sql_alter(sql, now->parent, "ALTER COLUMN %I DROP DEFAULT", name);
    if (retyped) {
        struct text text = text_new(sql->arena);
        sql_format(&text, "ALTER COLUMN %I TYPE %s", name, column->type);
        if (column->collate)
            sql_format(&text, " COLLATE %P", column->collate);
        if (column->using)
            sql_format(&text, " USING %s", column->using);
        sql_alter(sql, now->parent, "%s", text.data);
    }
    if (changed & field_bit(now->kind, &fields[FALLBACK]) && column->fallback)
        sql_alter(sql, now->parent, "ALTER COLUMN %I SET DEFAULT %s", name, column->fallback);
    if (changed & field_bit(now->kind, &fields[GENERATED]) && !column->generated)
        sql_alter(sql, now->parent, "ALTER COLUMN %I DROP EXPRESSION", name);
    if (changed & field_bit(now->kind, &fields[NULLS]))
        sql_alter(sql, now->parent, "ALTER COLUMN %I %s NOT NULL", name, column->null ? "DROP" : "SET");
    set_attributes(sql, old, now, changed);
}

/* The values of a generated column can stay as plain ones; the other way there is no ALTER. */
static int decide(struct graph *graph, const struct object *old, const struct object *now, uint64_t changed,
                  struct object **mid) {
    if (!(changed & field_bit(now->kind, &fields[GENERATED])))
        return 0;
    bool stays = ((const struct column *)old)->generated && !((const struct column *)now)->generated;
    return stays ? ALTER : RECREATE;
}

/* Does the need come from the default, or the generation expression, rather than the type? */
static struct object *without(struct graph *graph, const struct object *object, const struct object *lost) {
    const struct column *column = (const struct column *)object;
    if (column->generated || !column->fallback)
        return NULL;
    return graph_without(graph, object, 1U << FALLBACK);
}

static void carry(struct graph *graph, const struct object *old, struct object *now) {
    const struct column *was = (const struct column *)old;
    struct column *column = (struct column *)now;
    if (!column->using && was->using_down)
        column->using = was->using_down;
}

static void rename_column(struct sql *sql, const struct object *object, const char *to) {
    sql_add(sql, "ALTER TABLE %o RENAME COLUMN %I TO %I", object->parent, object_current(object), to);
}

/* Some minor releases keep a version of their own there, which pg_dump leaves out too. */
#define OWN " WHERE o NOT LIKE 'pg\\_attver=%'"
#define COLUMN_QUERY(compression)                                                                          \
    "SELECT 'pg_class'::regclass::oid AS class_id, a.attrelid AS object_id, a.attnum AS sub_id,"           \
    "       'pg_class'::regclass::oid AS parent_class, c.oid AS parent_object, 0 AS parent_sub,"           \
    "       a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,"                              \
    "       CASE WHEN a.attnotnull THEN 'false' END AS \"null\","                                          \
    "       CASE WHEN a.attcollation <> t.typcollation THEN"                                               \
    "         (SELECT CASE WHEN k.nspname IN ('pg_catalog', $2) THEN ''"                                   \
    "                      ELSE quote_ident(k.nspname) || '.' END"                                         \
    "                 || CASE WHEN l.collname ~ '[.\"(]' THEN quote_ident(l.collname) ELSE l.collname END" \
    "            FROM pg_collation l JOIN pg_namespace k ON k.oid = l.collnamespace"                       \
    "           WHERE l.oid = a.attcollation) END AS collate,"                                             \
    "       CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'plain'"           \
    "            WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END AS storage,"        \
    "       nullif(a.attstattarget, -1) AS statistics,"                                                    \
    "       (SELECT array_agg(o ORDER BY o COLLATE \"C\") FROM unnest(a.attoptions) o" OWN                 \
    ") AS options," compression                                                                            \
    "       a.attinhcount > 0 AND (c.relispartition OR NOT a.attislocal) AS inherited,"                    \
    "       CASE a.attgenerated WHEN '' THEN pg_get_expr(d.adbin, d.adrelid) END AS \"default\","          \
    "       CASE a.attgenerated WHEN 's' THEN pg_get_expr(d.adbin, d.adrelid) END AS generated"            \
    "  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"                                          \
    "  JOIN pg_namespace n ON n.oid = c.relnamespace"                                                      \
    "  JOIN pg_type t ON t.oid = a.atttypid"                                                               \
    "  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"                            \
    " WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped"                          \
    "   AND " SQL_IN_SCHEMA("n.nspname") " ORDER BY a.attrelid, a.attnum"
#define COMPRESSION " CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,"

const struct kind kind_column = {
    .name = "column",
    .within = "table foreign_table",
    .key = "#",
    .noun = "COLUMN",
    .grant_noun = "TABLE",
    .holds_data = true,
    .handed_down = true,
    .size = sizeof(struct column),
    .fields = fields,
    .queries = {{140000, COLUMN_QUERY(COMPRESSION)}, {0, COLUMN_QUERY("")}},
    .finish = finish,
    .shorten = shorten,
    .omit = omit,
    .link = link_column,
    .decide = decide,
    .without = without,
    .carry = carry,
    .clause = clause,
    .complete = complete,
    .create = create,
    .alter = alter,
    .drop = drop,
    .rename = rename_column,
};
