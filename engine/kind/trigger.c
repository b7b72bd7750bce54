#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"

struct trigger {
    struct object object;
    const char *routine, *timing, *each, *when, *old_table, *new_table, *from, *deferrable, *enabled;
    struct list arguments, events, columns;
    bool constraint;
};

static const struct field fields[] = {
    FIELD(trigger, routine, REF, RECREATE | POSITIONAL | REQUIRED, .of = "routine", .doc = "\"touch()\""),
    FIELD(trigger, arguments, LIST, RECREATE, .doc = "strings that it is given"),
    FIELD(trigger, constraint, BOOL, RECREATE, .doc = "a constraint trigger, which may be deferred"),
    FIELD(trigger, timing, TEXT, RECREATE | LOWER, .words = "before|after|instead of"),
    FIELD(trigger, events, LIST, RECREATE | LOWER, .doc = "\"insert\", \"delete\", \"update\", \"truncate\""),
    FIELD(trigger, columns, NAMES, RECREATE, .doc = "only an UPDATE of these"),
    FIELD(trigger, from, REF, RECREATE, .of = "table", .doc = "the other table of a constraint trigger"),
    FIELD(trigger, deferrable, TEXT, RECREATE | LOWER, .words = "initially immediate|initially deferred"),
    FIELD(trigger, old_table, TEXT, RECREATE, .doc = "the transition table of old rows"),
    FIELD(trigger, new_table, TEXT, RECREATE, .doc = "the transition table of new rows"),
    FIELD(trigger, each, TEXT, RECREATE | LOWER, .words = "statement|row"),
    FIELD(trigger, when, EXPR, RECREATE, .doc = "NEW.n > 0"),
    FIELD(trigger, enabled, TEXT, ALTER | LOWER, .words = "always|replica|disabled"),
    {0},
};

static const char *const events[] = {"insert", "delete", "update", "truncate"};

/* In PostgreSQL's order. */
static bool sort_events(struct arena *arena, struct trigger *trigger, struct fail *fail) {
    struct list sorted = {0};
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (list_find(&trigger->events, events[i]) >= 0)
            list_add(arena, &sorted, events[i]);
    for (int i = 0; i < trigger->events.count; i++) {
        const char *event = trigger->events.items[i];
        if (list_find(&sorted, event) >= 0)
            continue;
        fail_at(fail, trigger->object.origin, "trigger %s: there is no event \"%s\"", trigger->object.name,
                event);
        return fail_hint(fail, "it is one of \"insert\", \"delete\", \"update\", \"truncate\"; "
                               "columns = { \"a\" } limits an update");
    }
    trigger->events = sorted;
    return true;
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct trigger *trigger = (struct trigger *)object;
    if (!trigger->routine)
        return true; /* an op call that changes something else */
    if (!strchr(trigger->routine, '('))
        trigger->routine = arena_printf(graph->arena, "%s()", trigger->routine);
    if (trigger->constraint && !trigger->timing)
        trigger->timing = "after";
    if (!trigger->timing)
        return fail_at(fail, object->origin,
                       "trigger %s lacks its timing: \"before\", \"after\" or \"instead of\"", object->name);
    if (!trigger->events.count)
        return fail_at(fail, object->origin, "trigger %s lacks its events, as in events = { \"update\" }",
                       object->name);
    if (trigger->each && strcmp(trigger->each, "statement") == 0)
        trigger->each = NULL;
    return sort_events(graph->arena, trigger, fail);
}

static void add_events(struct text *text, const struct trigger *trigger) {
    for (int i = 0; i < trigger->events.count; i++) {
        sql_format(text, "%s%s", i ? " or " : " ", trigger->events.items[i]);
        if (trigger->columns.count && strcmp(trigger->events.items[i], "update") == 0)
            sql_format(text, " OF %N", &trigger->columns);
    }
}

static void add_transition_tables(struct text *text, const struct trigger *trigger) {
    if (trigger->old_table || trigger->new_table)
        text_add(text, " REFERENCING");
    if (trigger->old_table)
        sql_format(text, " OLD TABLE AS %I", trigger->old_table);
    if (trigger->new_table)
        sql_format(text, " NEW TABLE AS %I", trigger->new_table);
}

static void enable(struct sql *sql, const struct object *object) {
    const char *enabled = ((const struct trigger *)object)->enabled;
    bool disabled = enabled && strcmp(enabled, "disabled") == 0;
    sql_alter(sql, object->parent, "%s %s%sTRIGGER %I", disabled ? "DISABLE" : "ENABLE",
              enabled && !disabled ? enabled : "", enabled && !disabled ? " " : "", object_current(object));
}

static void create(struct sql *sql, const struct object *object) {
    const struct trigger *trigger = (const struct trigger *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE %sTRIGGER %I %s", trigger->constraint ? "CONSTRAINT " : "",
               object_current(object), trigger->timing);
    add_events(&text, trigger);
    sql_format(&text, " ON %o", object->parent);
    if (trigger->from)
        sql_format(&text, " FROM %P", trigger->from);
    if (trigger->deferrable)
        sql_format(&text, " DEFERRABLE %s", trigger->deferrable);
    add_transition_tables(&text, trigger);
    sql_format(&text, " FOR EACH %s", trigger->each ? trigger->each : "statement");
    if (trigger->when)
        sql_format(&text, " WHEN (%s)", trigger->when);
    sql_format(&text, " EXECUTE FUNCTION %P", trigger->routine);
    for (int i = 0; i < trigger->arguments.count; i++)
        sql_format(&text, "%s%L", i ? ", " : "(", trigger->arguments.items[i]);
    sql_add(sql, "%s%s", text.data, trigger->arguments.count ? ")" : "()");
    if (trigger->enabled)
        enable(sql, object);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    enable(sql, now);
}

const struct kind kind_trigger = {
    .name = "trigger",
    .within = "table view",
    .key = "triggers",
    .noun = "TRIGGER",
    .address = "%n ON %p",
    .rigid = true,
    .own_text = true,
    .size = sizeof(struct trigger),
    .fields = fields,
    .queries =
        {{0, "SELECT 'pg_trigger'::regclass::oid AS class_id, g.oid AS object_id, 0 AS sub_id,"
             "       'pg_class'::regclass::oid AS parent_class, g.tgrelid AS parent_object, 0 AS parent_sub,"
             "       g.tgname AS name,"
             "       CASE WHEN m.nspname IN ('pg_catalog', $2) THEN '' ELSE " SQL_PART(
                 "m.nspname") " || '.' END"
                              "       || " SQL_PART(
                                  "p.proname") " || '()' AS routine,"
                                               "       (SELECT array_agg(convert_from(decode(a.hex, "
                                               "'hex'), getdatabaseencoding()) ORDER BY a.place)"
                                               "          FROM "
                                               "unnest(string_to_array(regexp_replace(encode(g.tgargs,"
                                               " 'hex'), '(..)', '\\1 ', 'g'), '00 '))"
                                               "               WITH ORDINALITY a(hex, place) WHERE "
                                               "a.place <= g.tgnargs) AS arguments,"
                                               "       CASE WHEN g.tgconstraint <> 0 THEN 'true' END "
                                               "AS \"constraint\","
                                               "       CASE WHEN g.tgtype & 2 = 2 THEN 'before' WHEN "
                                               "g.tgtype & 64 = 64 THEN 'instead of'"
                                               "            ELSE 'after' END AS timing,"
                                               "       array_remove(ARRAY[CASE WHEN g.tgtype & 4 = 4 "
                                               "THEN 'insert' END,"
                                               "                          CASE WHEN g.tgtype & 8 = 8 "
                                               "THEN 'delete' END,"
                                               "                          CASE WHEN g.tgtype & 16 = "
                                               "16 THEN 'update' END,"
                                               "                          CASE WHEN g.tgtype & 32 = "
                                               "32 THEN 'truncate' END], NULL) AS events,"
                                               "       (SELECT array_agg(a.attname ORDER BY u.place) "
                                               "FROM unnest(g.tgattr) WITH ORDINALITY u(num, place)"
                                               "          JOIN pg_attribute a ON a.attrelid = "
                                               "g.tgrelid AND a.attnum = u.num) AS columns,"
                                               "       (SELECT " SQL_PATH(
                                                   "q.nspname",
                                                   "r.relname") " FROM pg_class r"
                                                                "          JOIN pg_namespace q ON "
                                                                "q.oid = r.relnamespace WHERE r.oid = "
                                                                "g.tgconstrrelid) AS \"from\","
                                                                "       CASE WHEN g.tginitdeferred "
                                                                "THEN 'initially deferred'"
                                                                "            WHEN g.tgdeferrable THEN "
                                                                "'initially immediate' END AS "
                                                                "deferrable,"
                                                                "       g.tgoldtable AS old_table, "
                                                                "g.tgnewtable AS new_table,"
                                                                "       CASE WHEN g.tgtype & 1 = 1 "
                                                                "THEN 'row' END AS \"each\","
                                                                "       CASE WHEN g.tgqual IS NOT "
                                                                "NULL THEN"
                                                                "         "
                                                                "substring(pg_get_triggerdef(g.oid, "
                                                                "true) FROM ' WHEN \\((.*)\\) EXECUTE "
                                                                "FUNCTION ') END AS \"when\","
                                                                "       CASE g.tgenabled WHEN 'A' "
                                                                "THEN 'always' WHEN 'R' THEN "
                                                                "'replica' WHEN 'D' THEN 'disabled' "
                                                                "END"
                                                                "         AS enabled"
                                                                "  FROM pg_trigger g JOIN pg_class c "
                                                                "ON c.oid = g.tgrelid JOIN "
                                                                "pg_namespace n ON n.oid = "
                                                                "c.relnamespace"
                                                                "  JOIN pg_proc p ON p.oid = g.tgfoid "
                                                                "JOIN pg_namespace m ON m.oid = "
                                                                "p.pronamespace"
                                                                " WHERE NOT g.tgisinternal AND "
                                                                "g.tgparentid = 0 AND " SQL_IN_SCHEMA(
                                                                    "n.nspname")
                                                                    SQL_NO_MEMBER("pg_class",
                                                                                  "c.oid") " ORDER BY "
                                                                                           "g.tgrelid, "
                                                                                           "g.tgname"}},
    .finish = finish,
    .create = create,
    .alter = alter,
};
