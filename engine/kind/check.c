#include <string.h>

#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/words.h"

struct check {
    struct object object;
    const char *expression;
    bool no_inherit, not_valid;
};

static const struct field fields[] = {
    FIELD(check, expression, EXPR, RECREATE | POSITIONAL | REQUIRED, .doc = "true or NULL in every row"),
    FIELD(check, no_inherit, BOOL, RECREATE, .doc = "does not hold in tables that inherit"),
    FIELD(check, not_valid, BOOL, ALTER, .doc = "existing rows are not checked"),
    {0},
};

/* The columns of the table that the expression names. */
static struct list columns_used(struct arena *arena, const struct check *check) {
    const struct object *table = check->object.parent;
    struct list used = {0};
    struct word word = word_next(arena, check->expression);
    for (; word.kind != WORD_END; word = word_next(arena, word.at + word.size)) {
        if (word.kind != WORD_NAME || list_find(&used, word.value) >= 0)
            continue;
        for (int i = 0; table && i < table->kid_count; i++) {
            const struct object *kid = table->kids[i];
            if (kid->kind->key && strcmp(kid->kind->key, "#") == 0 && strcmp(kid->name, word.value) == 0)
                list_add(arena, &used, word.value);
        }
    }
    return used;
}

/* "t_a_check" where a is the one column that is used, else "t_check" (AddRelationNewConstraints() in
 * PostgreSQL's heap.c). A name in the expression may also be a function's: only one is certain. */
static const char *default_name(struct arena *arena, const struct object *object, const char *table,
                                const struct list *columns) {
    struct list used = *columns;
    if (!used.count)
        used = columns_used(arena, (const struct check *)object);
    return used.count == 1 ? name_join(arena, table, used.items[0], "check") : NULL;
}

/* In the text of its table's CREATE it would be valid at once. */
static bool clause(struct text *text, const struct object *object) {
    const struct check *check = (const struct check *)object;
    if (check->not_valid)
        return false;
    sql_format(text, "CONSTRAINT %I CHECK (%s)%s", object_current(object), check->expression,
               check->no_inherit ? " NO INHERIT" : "");
    return true;
}

static void create(struct sql *sql, const struct object *object) {
    const struct check *check = (const struct check *)object;
    sql_alter(sql, object->parent, "ADD CONSTRAINT %I CHECK (%s)%s%s", object_current(object),
              check->expression, check->no_inherit ? " NO INHERIT" : "",
              check->not_valid ? " NOT VALID" : "");
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    sql_alter(sql, now->parent, "VALIDATE CONSTRAINT %I", object_current(now));
}

/* A constraint can become valid, not invalid. */
static int decide(struct graph *graph, const struct object *old, const struct object *now, uint64_t changed,
                  struct object **mid) {
    bool loosened = ((const struct check *)now)->not_valid && !((const struct check *)old)->not_valid;
    return loosened ? RECREATE : 0;
}

const struct kind kind_check = {
    .name = "check",
    .within = "table foreign_table",
    .key = "checks",
    .column_key = "check",
    .noun = "CONSTRAINT",
    .address = "%n ON %p",
    .rigid = true,
    .bound = true,
    .handed_down = true,
    .tightens = true,
    .size = sizeof(struct check),
    .fields = fields,
    .queries =
        {{0, "SELECT 'pg_constraint'::regclass::oid AS class_id, k.oid AS object_id, 0 AS sub_id,"
             "       'pg_class'::regclass::oid AS parent_class, k.conrelid AS parent_object, 0 AS parent_sub,"
             "       k.conname AS name, pg_get_expr(k.conbin, k.conrelid, true) AS expression,"
             "       CASE WHEN k.connoinherit THEN 'true' END AS no_inherit,"
             "       k.coninhcount > 0 AND (c.relispartition OR NOT k.conislocal) AS inherited,"
             "       CASE WHEN NOT k.convalidated THEN 'true' END AS not_valid"
             "  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
             "  JOIN pg_namespace n ON n.oid = c.relnamespace"
             " WHERE k.contype = 'c' AND c.relkind IN ('r', 'p', 'f')"
             "   AND " SQL_IN_SCHEMA("n.nspname")
                 SQL_NO_MEMBER("pg_class", "c.oid") " ORDER BY k.conrelid, k.conname"}},
    .decide = decide,
    .default_name = default_name,
    .clause = clause,
    .create = create,
    .alter = alter,
};
