/* A sequence of its own, and the identity of a column: the same options in two grammars. When a column goes from the
 * one to the other, the new one takes the counter of the old one over (`takes`). */
#include <string.h>

#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/type.h"

struct sequence {
    struct object object;
    const char *type, *start, *increment, *minvalue, *maxvalue, *cache;
    bool cycle, always;
    const char *owned_by, *takes;
};

static const struct field sequence_fields[] = {
    FIELD(sequence, type, TEXT, ALTER | LOWER, .doc = "smallint, integer or bigint (unsaid)"),
    FIELD(sequence, start, NUMBER, ALTER | TOGETHER),
    FIELD(sequence, increment, NUMBER, ALTER | TOGETHER),
    FIELD(sequence, minvalue, NUMBER, ALTER | TOGETHER),
    FIELD(sequence, maxvalue, NUMBER, ALTER | TOGETHER),
    FIELD(sequence, cache, NUMBER, ALTER),
    FIELD(sequence, cycle, BOOL, ALTER),
    FIELD(sequence, owned_by, REF, ALTER | LATE, .of = "column", .doc = "the column it is dropped with"),
    FIELD(sequence, takes, TEXT, HINT | CARRIED, .of = "identity",
          .doc = "the column whose identity it takes the counter of"),
    {0},
};

static const struct field identity_fields[] = {
    FIELD(sequence, always, BOOL, ALTER),
    FIELD(sequence, start, NUMBER, ALTER | TOGETHER),
    FIELD(sequence, increment, NUMBER, ALTER | TOGETHER),
    FIELD(sequence, minvalue, NUMBER, ALTER | TOGETHER),
    FIELD(sequence, maxvalue, NUMBER, ALTER | TOGETHER),
    FIELD(sequence, cache, NUMBER, ALTER),
    FIELD(sequence, cycle, BOOL, ALTER),
    FIELD(sequence, takes, TEXT, HINT | CARRIED, .of = "sequence",
          .doc = "the sequence it takes the counter of"),
    {0},
};

static bool descends(const struct sequence *sequence) {
    return sequence->increment && *sequence->increment == '-';
}

/* Where it starts: unsaid, at the end it counts from (init_params() in PostgreSQL's sequence.c). */
static const char *first_value(const struct sequence *sequence) {
    const char *end = descends(sequence) ? sequence->maxvalue : sequence->minvalue;
    if (sequence->start)
        return sequence->start;
    return end ? end : descends(sequence) ? "-1" : "1";
}

static bool says(const struct sequence *sequence, uint64_t changed, const char *field) {
    const struct kind *kind = sequence->object.kind;
    return changed & field_bit(kind, kind_field(kind, field));
}

/* The options that both grammars know, each behind `set` ("SET " in ALTER COLUMN). With `all` a default is said too,
 * since an ALTER must undo what was there. */
static void add_options(struct text *text, const struct sequence *now, uint64_t changed, const char *set,
                        bool all) {
    static const struct {
        const char *field, *words, *unsaid;
    } options[] = {
        {"type", "AS", "AS bigint"},
        {"increment", "INCREMENT BY", "INCREMENT BY 1"},
        {"minvalue", "MINVALUE", "NO MINVALUE"},
        {"maxvalue", "MAXVALUE", "NO MAXVALUE"},
        {"cache", "CACHE", "CACHE 1"},
    };
    const struct kind *kind = now->object.kind;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const struct field *field = kind_field(kind, options[i].field);
        if (!field || !(changed & field_bit(kind, field)))
            continue;
        const char *value = field_text(&now->object, field);
        if (value)
            text_addf(text, " %s%s %s", set, options[i].words, value);
        else if (all)
            text_addf(text, " %s%s", set, options[i].unsaid);
    }
    if (says(now, changed, "start") && (now->start || all))
        text_addf(text, " %sSTART WITH %s", set, first_value(now));
    if (says(now, changed, "cycle") && (now->cycle || all))
        text_addf(text, " %s%s", set, now->cycle ? "CYCLE" : "NO CYCLE");
}

/* The first parts of a dotted name as SQL, the last with a suffix. */
static const char *sql_name(struct arena *arena, char **parts, int count, const char *suffix) {
    struct text text = text_new(arena);
    for (int i = 0; i < count; i++) {
        text_add(&text, i ? "." : "");
        text_add_identifier(&text, i == count - 1 ? arena_printf(arena, "%s%s", parts[i], suffix) : parts[i]);
    }
    return text.data;
}

static const char *unless(const char *text, const char *unsaid) {
    return text && strcmp(text, unsaid) == 0 ? NULL : text;
}

/* Saying what PostgreSQL takes unsaid is no difference (init_params() in its sequence.c). */
static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct sequence *sequence = (struct sequence *)object;
    const char *type = sequence->type ? type_canonical(graph->arena, sequence->type) : NULL,
               *start = sequence->start;
    sequence->start = NULL;
    sequence->start = start ? unless(start, first_value(sequence)) : NULL;
    sequence->type = unless(type, "bigint");
    sequence->increment = unless(sequence->increment, "1");
    sequence->cache = unless(sequence->cache, "1");
    if (descends(sequence))
        sequence->maxvalue = unless(sequence->maxvalue, "-1");
    else
        sequence->minvalue = unless(sequence->minvalue, "1");
    return true;
}

static void take_counter(struct sql *sql, const char *from, const struct object *to) {
    struct text name = text_new(sql->arena);
    object_add_reference(&name, to);
    sql_add(sql, "SELECT setval(%L, s.last_value, s.is_called) FROM %s s", name.data, from);
}

/* A column that is there already may be filled: the first value that is made comes behind those. */
static void count_on(struct sql *sql, const struct sequence *identity) {
    const struct object *column = identity->object.parent;
    struct text name = text_new(sql->arena);
    object_add_reference(&name, &identity->object);
    const char *last = descends(identity) ? "min" : "max";
    sql_add(sql, "SELECT setval(%L, %s(%I)) FROM %o HAVING %s(%I) %s %s", name.data, last,
            object_current(column), column->parent, last, object_current(column),
            descends(identity) ? "<=" : ">=", first_value(identity));
}

/* PostgreSQL refuses to leave the counter outside: from the new end on it makes no value twice. */
static void move_counter(struct sql *sql, const struct sequence *sequence, uint64_t changed) {
    bool down = descends(sequence);
    const char *end = down ? sequence->maxvalue : sequence->minvalue;
    if (!end || !says(sequence, changed, down ? "maxvalue" : "minvalue"))
        return;
    struct text name = text_new(sql->arena);
    object_add_reference(&name, &sequence->object);
    sql_add(sql, "SELECT setval(%L, %s, false) FROM %s s WHERE s.last_value %s %s", name.data, end, name.data,
            down ? ">" : "<", end);
}

/* ALTER leaves the start where it was, though a fresh sequence of these options would start elsewhere. */
static uint64_t with_start(const struct sequence *old, const struct sequence *now, uint64_t changed) {
    const struct kind *kind = now->object.kind;
    for (const struct field *field = kind->fields; field->name; field++)
        if (field->rule & TOGETHER && changed & field_bit(kind, field) &&
            strcmp(first_value(old), first_value(now)) != 0)
            return changed | field_bit(kind, kind_field(kind, "start"));
    return changed;
}

static void create_sequence(struct sql *sql, const struct object *object) {
    const struct sequence *sequence = (const struct sequence *)object;
    char *column[4], *own[4];
    int count = sequence->takes ? name_split(sql->arena, sequence->takes, column, 4) : 0;
    if (count)
        sql_add(sql, "ALTER SEQUENCE %o RENAME TO %I", object,
                arena_printf(sql->arena, "%s__old", object->name));
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE SEQUENCE %o", object);
    add_options(&text, sequence, UINT64_MAX, "", false);
    sql_add(sql, "%s", text.data);
    if (count) {
        int parts = name_split(sql->arena, object_path(sql->arena, object), own, 4);
        take_counter(sql, sql_name(sql->arena, own, parts, "__old"), object);
        sql_add(sql, "ALTER TABLE %s ALTER COLUMN %I DROP IDENTITY",
                sql_name(sql->arena, column, count - 1, ""), column[count - 1]);
    }
}

static void alter_sequence(struct sql *sql, const struct object *old, const struct object *now,
                           uint64_t changed) {
    const struct sequence *sequence = (const struct sequence *)now;
    struct text text = text_new(sql->arena);
    move_counter(sql, sequence, changed);
    add_options(&text, sequence, with_start((const struct sequence *)old, sequence, changed), "", true);
    if (changed & field_bit(now->kind, kind_field(now->kind, "owned_by"))) {
        char *parts[4];
        int count = sequence->owned_by ? name_split(sql->arena, sequence->owned_by, parts, 4) : 0;
        text_addf(&text, " OWNED BY %s", count ? sql_name(sql->arena, parts, count, "") : "NONE");
    }
    if (text.size)
        sql_add(sql, "ALTER SEQUENCE %o%s", now, text.data);
}

static bool identity_clause(struct text *text, const struct object *object) {
    const struct sequence *identity = (const struct sequence *)object;
    struct text options = text_new(text->arena);
    if (!object->default_name)
        sql_format(&options, " SEQUENCE NAME %o", object);
    add_options(&options, identity, UINT64_MAX, "", false);
    text_addf(text, "GENERATED %s AS IDENTITY", identity->always ? "ALWAYS" : "BY DEFAULT");
    if (options.size)
        text_addf(text, " (%s)", options.data + 1);
    return true;
}

static void create_identity(struct sql *sql, const struct object *object) {
    const struct sequence *identity = (const struct sequence *)object;
    const struct object *column = object->parent;
    struct text text = text_new(sql->arena);
    identity_clause(&text, object);
    char *parts[4];
    int count = identity->takes ? name_split(sql->arena, identity->takes, parts, 4) : 0;
    if (count) {
        const char *old = sql_name(sql->arena, parts, count, "");
        sql_add(sql, "ALTER SEQUENCE %s OWNED BY NONE", old);
        sql_add(sql, "ALTER SEQUENCE %s RENAME TO %I", old,
                arena_printf(sql->arena, "%s__old", parts[count - 1]));
    }
    sql_alter(sql, column->parent, "ALTER COLUMN %I ADD %s", object_current(column), text.data);
    if (count) {
        const char *aside = sql_name(sql->arena, parts, count, "__old");
        take_counter(sql, aside, object);
        sql_add(sql, "DROP SEQUENCE %s", aside);
    } else {
        count_on(sql, identity);
    }
}

static void alter_identity(struct sql *sql, const struct object *old, const struct object *now,
                           uint64_t changed) {
    const struct sequence *identity = (const struct sequence *)now;
    struct text text = text_new(sql->arena);
    move_counter(sql, identity, changed);
    if (changed & field_bit(now->kind, &identity_fields[0]))
        text_addf(&text, " SET GENERATED %s", identity->always ? "ALWAYS" : "BY DEFAULT");
    add_options(&text, identity, with_start((const struct sequence *)old, identity, changed), "SET ", true);
    if (text.size)
        sql_alter(sql, now->parent->parent, "ALTER COLUMN %I%s", object_current(now->parent), text.data);
}

static void drop_identity(struct sql *sql, const struct object *object) {
    sql_alter(sql, object->parent->parent, "ALTER COLUMN %I DROP IDENTITY", object_current(object->parent));
}

static const char *column_seq(struct arena *arena, const struct object *object, const char *table,
                              const struct list *columns) {
    return name_join(arena, table, columns->items[0], "seq");
}

/* NULL where an option is what PostgreSQL would have taken (init_params() in its sequence.c). */
#define OPTIONS                                                                                                 \
    " CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END THEN s.seqstart END" \
    " AS start, nullif(s.seqincrement, 1) AS increment,"                                                        \
    " CASE WHEN s.seqincrement > 0 THEN nullif(s.seqmin, 1)"                                                    \
    "      ELSE nullif(s.seqmin, CASE s.seqtypid WHEN 'int2'::regtype THEN -32768"                              \
    "           WHEN 'int4'::regtype THEN -2147483648 ELSE -9223372036854775808 END) END AS minvalue,"          \
    " CASE WHEN s.seqincrement > 0 THEN nullif(s.seqmax, CASE s.seqtypid WHEN 'int2'::regtype THEN 32767"       \
    "           WHEN 'int4'::regtype THEN 2147483647 ELSE 9223372036854775807 END)"                             \
    "      ELSE nullif(s.seqmax, -1) END AS maxvalue,"                                                          \
    " nullif(s.seqcache, 1) AS cache, CASE WHEN s.seqcycle THEN 'true' END AS cycle"

const struct kind kind_sequence = {
    .name = "sequence",
    .word = "sequence",
    .within = "schema",
    .noun = "SEQUENCE",
    .grant_noun = "SEQUENCE",
    .space = "relation",
    .after_column = true,
    .size = sizeof(struct sequence),
    .fields = sequence_fields,
    .queries =
        {{0,
          "SELECT 'pg_class'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
          "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
          "       c.relname AS name,"
          "       nullif(format_type(s.seqtypid, NULL), 'bigint') AS type," OPTIONS ","
          "       (SELECT " SQL_PATH("tn.nspname", "t.relname") " || '.' || " SQL_PART(
              "a.attname") "          FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid"
                           "          JOIN pg_namespace tn ON tn.oid = t.relnamespace"
                           "          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid"
                           "         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a'"
                           "           AND d.refclassid = 'pg_class'::regclass) AS owned_by"
                           "  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid"
                           "  JOIN pg_namespace n ON n.oid = c.relnamespace"
                           " WHERE NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_class'::regclass"
                           "         AND i.objid = c.oid AND i.deptype = 'i')"
                           "   AND " SQL_IN_SCHEMA("n.nspname")
                               SQL_NO_MEMBER("pg_class", "c.oid") " ORDER BY n.nspname, c.relname"}},
    .finish = finish,
    .default_name = column_seq,
    .create = create_sequence,
    .alter = alter_sequence,
};

const struct kind kind_identity = {
    .name = "identity",
    .within = "column",
    .key = "identity",
    .noun = "SEQUENCE",
    .space = "relation",
    .single = true,
    .schema_wide = true,
    .not_null = true,
    .size = sizeof(struct sequence),
    .fields = identity_fields,
    .queries =
        {{0, "SELECT 'pg_class'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
             "       'pg_class'::regclass::oid AS parent_class, d.refobjid AS parent_object,"
             "       d.refobjsubid AS parent_sub, c.relname AS name,"
             "       CASE a.attidentity WHEN 'a' THEN 'true' END AS always," OPTIONS
             "  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid"
             "  JOIN pg_namespace n ON n.oid = c.relnamespace"
             "  JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i'"
             "   AND d.refclassid = 'pg_class'::regclass"
             "  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
             " WHERE " SQL_IN_SCHEMA("n.nspname") " ORDER BY d.refobjid, d.refobjsubid"}},
    .finish = finish,
    .default_name = column_seq,
    .clause = identity_clause,
    .create = create_identity,
    .alter = alter_identity,
    .drop = drop_identity,
};
