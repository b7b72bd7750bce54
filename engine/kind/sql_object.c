/* What has no word of its own: its SQL is the model's, both ways, and the ledger alone knows that it is there. */
#include "luamig/fail.h"
#include "luamig/graph.h"
#include "luamig/statement.h"

struct sql_object {
    struct object object;
    const char *create, *drop;
    struct list after;
};

static const struct field fields[] = {
    FIELD(sql_object, create, BODY, RECREATE | REQUIRED, .doc = "the statements that make it"),
    FIELD(sql_object, drop, TEXT, ALTER | REQUIRED | PARTING, .doc = "the statements that undo them"),
    FIELD(sql_object, after, REFS, ALTER, .doc = "what must be there first"),
    {0},
};

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    const struct sql_object *said = (const struct sql_object *)object;
    const char *const texts[] = {said->create, said->drop};
    for (int i = 0; i < 2; i++) {
        struct statements statements = statements_read(texts[i] ? texts[i] : "");
        if (statements.control)
            return fail_at(fail, object->origin, "sql_object %s: %s is the revision's, not an object's",
                           object->name, statements.control);
    }
    return true;
}

/* A name that leads nowhere would be an order that nobody keeps. */
static bool check_after(const struct graph *graph, const struct object *object, struct fail *fail) {
    const struct list *after = &((const struct sql_object *)object)->after;
    for (int i = 0; i < after->count; i++)
        if (!graph_resolve(graph, NULL, after->items[i]))
            return fail_at(fail, object->origin, "sql_object %s comes after '%s', which no model declares",
                           object->name, after->items[i]);
    return true;
}

static void add_statements(struct sql *sql, const char *text) {
    const char *from;
    size_t size;
    while (statement_next(&text, &from, &size))
        sql_add(sql, "%s", arena_copy_bytes(sql->arena, from, size));
}

static void create(struct sql *sql, const struct object *object) {
    add_statements(sql, ((const struct sql_object *)object)->create);
}

static void drop(struct sql *sql, const struct object *object) {
    add_statements(sql, ((const struct sql_object *)object)->drop);
}

/* How it will be dropped, and after what it comes, is for the ledger to know. */
static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
}

/* So is what it is called. */
static void rename_sql_object(struct sql *sql, const struct object *object, const char *to) {
}

const struct kind kind_sql_object = {
    .name = "sql_object",
    .word = "sql_object",
    .underlies = true,
    .size = sizeof(struct sql_object),
    .fields = fields,
    .finish = finish,
    .check = check_after,
    .create = create,
    .alter = alter,
    .drop = drop,
    .rename = rename_sql_object,
};
