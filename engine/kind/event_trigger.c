#include <string.h>

#include "luamig/field.h"
#include "luamig/graph.h"

/* A trigger on DDL, of the whole database. Only a superuser may make one. */
struct event_trigger {
    struct object object;
    const char *routine, *event, *enabled;
    struct list tags;
};

static const struct field fields[] = {
    FIELD(event_trigger, routine, REF, RECREATE | POSITIONAL | REQUIRED, .of = "routine",
          .doc = "\"audit()\""),
    FIELD(event_trigger, event, TEXT, RECREATE | LOWER | REQUIRED,
          .words = "ddl_command_start|ddl_command_end|sql_drop|table_rewrite|login"),
    FIELD(event_trigger, tags, LIST, RECREATE, .doc = "only for these commands: \"CREATE TABLE\""),
    FIELD(event_trigger, enabled, TEXT, ALTER | LOWER, .words = "always|replica|disabled"),
    {0},
};

/* PostgreSQL keeps the tags in upper case, in the order they were given, which means nothing. */
static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct event_trigger *trigger = (struct event_trigger *)object;
    for (int i = 0; i < trigger->tags.count; i++) {
        char *tag = arena_copy(graph->arena, trigger->tags.items[i]);
        for (char *c = tag; *c; c++)
            if (*c >= 'a' && *c <= 'z')
                *c = (char)(*c - 'a' + 'A');
        trigger->tags.items[i] = tag;
    }
    list_sort(&trigger->tags);
    if (trigger->routine && !strchr(trigger->routine, '('))
        trigger->routine = arena_printf(graph->arena, "%s()", trigger->routine);
    return true;
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const char *enabled = ((const struct event_trigger *)now)->enabled;
    bool disabled = enabled && strcmp(enabled, "disabled") == 0;
    sql_add(sql, "ALTER EVENT TRIGGER %o %s%s%s", now, disabled ? "DISABLE" : "ENABLE",
            enabled && !disabled ? " " : "", enabled && !disabled ? enabled : "");
}

static void create(struct sql *sql, const struct object *object) {
    const struct event_trigger *trigger = (const struct event_trigger *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE EVENT TRIGGER %o ON %s", object, trigger->event);
    for (int i = 0; i < trigger->tags.count; i++)
        sql_format(&text, "%s%L", i ? ", " : " WHEN TAG IN (", trigger->tags.items[i]);
    char *parts[4];
    int count = name_split(sql->arena, trigger->routine, parts, 4);
    sql_format(&text, "%s EXECUTE FUNCTION ", trigger->tags.count ? ")" : "");
    for (int i = 0; i < count; i++) {
        parts[i][strcspn(parts[i], "(")] = '\0';
        sql_format(&text, "%s%I", i ? "." : "", parts[i]);
    }
    sql_add(sql, "%s()", text.data);
    if (trigger->enabled)
        alter(sql, object, object, UINT64_MAX);
}

static const char query[] =
    "SELECT 'pg_event_trigger'::regclass::oid AS class_id, v.oid AS object_id, 0 AS sub_id,"
    "       NULL::oid AS parent_class, NULL::oid AS parent_object, NULL::int AS parent_sub, v.evtname AS name,"
    "       " SQL_PATH(
        "n.nspname",
        "p.proname") " || '()' AS routine, v.evtevent AS event,"
                     "       (SELECT array_agg(t ORDER BY t COLLATE \"C\") FROM unnest(v.evttags) t) AS tags,"
                     "       CASE v.evtenabled WHEN 'A' THEN 'always' WHEN 'R' THEN 'replica' WHEN 'D' THEN 'disabled' END AS enabled"
                     "  FROM pg_event_trigger v JOIN pg_proc p ON p.oid = v.evtfoid JOIN pg_namespace n ON n.oid = p.pronamespace"
                     " WHERE " SQL_IN_SCHEMA("n.nspname")
                         SQL_NO_MEMBER("pg_event_trigger", "v.oid") " ORDER BY v.evtname";

const struct kind kind_event_trigger = {
    .name = "event_trigger",
    .word = "event_trigger",
    .noun = "EVENT TRIGGER",
    .size = sizeof(struct event_trigger),
    .fields = fields,
    .queries = {{0, query}},
    .finish = finish,
    .create = create,
    .alter = alter,
};
