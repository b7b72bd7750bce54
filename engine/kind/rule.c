/* Rules of tables and views; the one that makes a view what it is belongs to the view. */
#include <string.h>

#include "luamig/fail.h"
#include "luamig/graph.h"

struct rewrite {
    struct object object;
    const char *action, *event, *when, *enabled;
    bool instead;
};

static const struct field fields[] = {
    FIELD(rewrite, action, EXPR, RECREATE | POSITIONAL,
          .doc = "what is done: an INSERT, UPDATE, DELETE, SELECT or NOTIFY; unsaid: nothing"),
    FIELD(rewrite, event, TEXT, RECREATE | LOWER | REQUIRED, .words = "insert|update|delete"),
    FIELD(rewrite, when, EXPR, RECREATE, .doc = "NEW.n > 0"),
    FIELD(rewrite, instead, BOOL, RECREATE, .doc = "it is done in place of the event"),
    FIELD(rewrite, enabled, TEXT, ALTER | LOWER, .words = "always|replica|disabled"),
    {0},
};

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct rewrite *rule = (struct rewrite *)object;
    size_t size = rule->action ? strlen(rule->action) : 0;
    while (size && strchr("; \t\r\n", rule->action[size - 1]))
        size--;
    rule->action = size ? arena_copy_bytes(graph->arena, rule->action, size) : NULL;
    return true;
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const char *enabled = ((const struct rewrite *)now)->enabled;
    bool disabled = enabled && strcmp(enabled, "disabled") == 0;
    sql_alter(sql, now->parent, "%s %s%sRULE %I", disabled ? "DISABLE" : "ENABLE",
              enabled && !disabled ? enabled : "", enabled && !disabled ? " " : "", object_current(now));
}

static void create(struct sql *sql, const struct object *object) {
    const struct rewrite *rule = (const struct rewrite *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE RULE %I AS ON %s TO %o", object_current(object), rule->event, object->parent);
    if (rule->when)
        sql_format(&text, " WHERE %s", rule->when);
    sql_add(sql, "%s DO %s%s", text.data, rule->instead ? "INSTEAD " : "",
            rule->action ? rule->action : "NOTHING");
    if (rule->enabled)
        alter(sql, object, object, UINT64_MAX);
}

/* pg_get_ruledef() alone knows the texts: "... ON INSERT TO t WHERE cond DO INSTEAD action;". */
static const char query[] =
    "SELECT 'pg_rewrite'::regclass::oid AS class_id, r.oid AS object_id, 0 AS sub_id,"
    "       'pg_class'::regclass::oid AS parent_class, r.ev_class AS parent_object, 0 AS parent_sub,"
    "       r.rulename AS name,"
    "       CASE r.ev_type WHEN '2' THEN 'update' WHEN '3' THEN 'insert' ELSE 'delete' END AS event,"
    "       CASE WHEN r.ev_qual::text <> '<>' THEN btrim(t.parts[1], E' \\n') END AS \"when\","
    "       CASE WHEN r.is_instead THEN 'true' END AS instead,"
    "       nullif(btrim(t.parts[2], E' \\n;'), 'NOTHING') AS action,"
    "       CASE r.ev_enabled WHEN 'A' THEN 'always' WHEN 'R' THEN 'replica' WHEN 'D' THEN 'disabled' END AS enabled"
    "  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace"
    "  CROSS JOIN LATERAL (SELECT CASE WHEN r.ev_qual::text <> '<>' THEN ' WHERE (.*?)' ELSE '()[^ ]*' END AS condition,"
    "                             pg_get_ruledef(r.oid, true) AS text) d"
    "  CROSS JOIN LATERAL (SELECT regexp_match(d.text, '^.*? ON [A-Z]+ TO .*?' || d.condition"
    "                                                  || ' DO(?: INSTEAD)?\\s+(.*)$') AS parts) t"
    " WHERE r.ev_type <> '1' AND " SQL_IN_SCHEMA("n.nspname")
        SQL_NO_MEMBER("pg_class", "c.oid") " ORDER BY r.ev_class, r.rulename";

const struct kind kind_rule = {
    .name = "rule",
    .within = "table view",
    .key = "rules",
    .noun = "RULE",
    .address = "%n ON %p",
    .rigid = true,
    .own_text = true,
    .size = sizeof(struct rewrite),
    .fields = fields,
    .queries = {{0, query}},
    .finish = finish,
    .create = create,
    .alter = alter,
};
