#include "luamig/catalog.h"

#include <string.h>

#include "luamig/array.h"
#include "luamig/dependency.h"
#include "luamig/field.h"
#include "luamig/inherit.h"
#include "luamig/memory.h"

/* What each catalog query answers with before the fields. */
enum column { CLASS_ID, OBJECT_ID, SUB_ID, PARENT_CLASS, PARENT_OBJECT, PARENT_SUB, NAME, FIRST_FIELD };

/* Settings that a constant's text depends on (a timestamptz is printed in the session's zone), pinned so that
 * the same catalog reads the same in every session; compiling a plan would cost more than these queries take.
 */
static const char settings[] =
    "SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true),"
    "       set_config('IntervalStyle', 'postgres', true), set_config('extra_float_digits', '1', true),"
    "       set_config('bytea_output', 'hex', true), set_config('lc_monetary', 'C', true),"
    "       set_config('standard_conforming_strings', 'on', true),"
    "       set_config('quote_all_identifiers', 'off', true), set_config('jit', 'off', true)";

struct reading {
    struct link *link;
    struct graph *graph;
    struct arena *scratch; /* of this reading alone */
    const char *values[3]; /* $1, $2, $3 of the kinds' queries */
    struct query *queries;
    int count;
    const struct kind **kinds; /* those read, parents before what hangs on them */
    int kind_count;
};

/* ---- the queries ---- */

static bool is_placed(const struct reading *reading, const struct kind *kind) {
    for (int i = 0; i < reading->kind_count; i++)
        if (reading->kinds[i] == kind)
            return true;
    return false;
}

static bool waits_for_another(const struct reading *reading, const struct kind *kind) {
    for (int i = 0; kinds[i]; i++)
        if (kinds[i] != kind && kind_stands_within(kind, kinds[i]) && !is_placed(reading, kinds[i]))
            return true;
    return false;
}

static void order_kinds(struct reading *reading) {
    int all = 0;
    while (kinds[all])
        all++;
    reading->kinds = arena_alloc(reading->scratch, (size_t)all * sizeof *reading->kinds);
    for (bool moved = true; moved;) {
        moved = false;
        for (int i = 0; i < all; i++) {
            if (is_placed(reading, kinds[i]) || waits_for_another(reading, kinds[i]))
                continue;
            reading->kinds[reading->kind_count++] = kinds[i];
            moved = true;
        }
    }
}

static struct query *add_query(struct reading *reading, const char *sql) {
    size_t count = (size_t)reading->count;
    reading->queries = arena_grow(reading->scratch, reading->queries, count, sizeof *reading->queries);
    reading->queries[reading->count] = (struct query){.sql = sql};
    return &reading->queries[reading->count++];
}

/* PostgreSQL refuses parameters that a query does not use: those it does use are numbered from $1. */
static void add_kind_query(struct reading *reading, const char *sql) {
    struct text text = text_new(reading->scratch);
    int number[3] = {0}, used = 0;
    const char **values = arena_alloc(reading->scratch, sizeof reading->values);
    for (const char *c = sql; *c; c++) {
        text_add_char(&text, *c);
        if (*c != '$' || c[1] < '1' || c[1] > '3')
            continue;
        int parameter = *++c - '1';
        if (!number[parameter]) {
            values[used++] = reading->values[parameter];
            number[parameter] = used;
        }
        text_addf(&text, "%d", number[parameter]);
    }
    struct query *query = add_query(reading, text.data);
    query->count = used;
    query->values = values;
}

static const char *variant(const struct kind *kind, int version) {
    for (size_t i = 0; i < sizeof kind->queries / sizeof *kind->queries && kind->queries[i].sql; i++)
        if (version >= kind->queries[i].version)
            return kind->queries[i].sql;
    return NULL;
}

/* A kind that this server does not have, or that no query reads, is not in the graph. */
static void add_kind_queries(struct reading *reading) {
    int version = link_server_version(reading->link), kept = 0;
    order_kinds(reading);
    for (int i = 0; i < reading->kind_count; i++) {
        const char *sql = variant(reading->kinds[i], version);
        if (!sql)
            continue;
        add_kind_query(reading, sql);
        reading->kinds[kept++] = reading->kinds[i];
    }
    reading->kind_count = kept;
}

/* ---- objects ---- */

static bool is_true(const char *value) {
    return strcmp(value, "t") == 0 || strcmp(value, "true") == 0;
}

static void set_field(struct graph *graph, struct object *object, const struct field *field,
                      const char *value) {
    if (!value)
        return; /* PostgreSQL's default, which a new object has */
    if (field_is_bool(field))
        field_set_bool(object, field, is_true(value));
    else if (field_is_list(field))
        field_set_list(object, field, array_read(graph->arena, value));
    else
        field_set_text(object, field, arena_copy(graph->arena, value));
}

/* NULL without a failure: what it hangs on is not in the graph. */
static struct object *add_object(struct graph *graph, const struct kind *kind, const struct rows *rows,
                                 int row, struct fail *fail) {
    const char *name = rows_value(rows, row, NAME);
    struct address address = dependency_address(rows, row, CLASS_ID),
                   above = dependency_address(rows, row, PARENT_CLASS);
    struct object *parent = above.class_id ? graph_at(graph, above) : NULL, *object;
    if (!name || (kind->within && !parent))
        return NULL;
    if (parent && !kind_stands_within(kind, parent->kind))
        return NULL;
    if (kind->names_others) {
        object = graph_schema(graph, name);
        object->implied = false;
    } else {
        object = graph_add(graph, kind, parent, name);
    }
    if (!object) {
        fail_set(fail, EXIT_FAILED, "the catalog names %s %s twice", kind->name, name);
        return NULL;
    }
    if (address.class_id)
        graph_set_address(graph, object, address);
    return object;
}

static bool add_objects(struct graph *graph, const struct kind *kind, const struct rows *rows,
                        struct fail *fail) {
    int columns = rows_columns(rows);
    const struct field *fields[64];
    int inherited = 0, implied = 0;
    for (int column = FIRST_FIELD; column < columns; column++) {
        const char *name = rows_column_name(rows, column);
        fields[column] = kind_field(kind, name);
        if (strcmp(name, "inherited") == 0)
            inherited = column;
        else if (strcmp(name, "implied") == 0)
            implied = column;
        else if (!fields[column])
            return fail_set(fail, EXIT_FAILED,
                            "the catalog query of %s answers with %s, which is no field of it", kind->name,
                            name);
    }
    for (int row = 0; row < rows_count(rows); row++) {
        struct object *object = add_object(graph, kind, rows, row, fail);
        if (!object && fail->code)
            return false;
        if (object && inherited)
            object->inherited = rows_value(rows, row, inherited) && is_true(rows_value(rows, row, inherited));
        if (object && implied)
            object->implied = is_true(rows_value(rows, row, implied));
        for (int column = FIRST_FIELD; object && column < columns; column++)
            if (fields[column])
                set_field(graph, object, fields[column], rows_value(rows, row, column));
    }
    return true;
}

/* ---- the registry ---- */

/* The ledger may not be there yet, and a query that names a missing table is refused: a cursor that a block
 * opens stands for both cases in the same pipeline. What another major version made of a text is not
 * remembered. */
static void add_registry_queries(struct reading *reading, const char *ledger) {
    struct text table = text_new(reading->scratch), block = text_new(reading->scratch);
    text_add_identifier(&table, ledger);
    text_add(&table, ".object");
    text_add(&block, "BEGIN IF to_regclass(");
    text_add_literal(&block, table.data);
    text_addf(&block,
              ") IS NOT NULL THEN"
              "  EXECUTE 'DECLARE luamig_objects CURSOR FOR SELECT kind, identity, owner, declared,"
              "             CASE WHEN server / 10000 = current_setting(''server_version_num'')::int / 10000"
              "                  THEN catalog END FROM %s';"
              " ELSE EXECUTE 'DECLARE luamig_objects CURSOR FOR SELECT WHERE false'; END IF; END",
              table.data);
    struct text statement = text_new(reading->scratch);
    text_add(&statement, "DO ");
    text_add_literal(&statement, block.data);
    add_query(reading, statement.data);
    add_query(reading, "FETCH ALL FROM luamig_objects");
}

/* What may hang on several kinds is filed under the first of them (object_kind_path), so that a part of the path
 * that is not the last may mean any on which the next may hang. */
static struct object *find_part(struct reading *reading, const struct kind *kind, struct object *parent,
                                const char *name, const char *rest) {
    struct object *object = graph_find(reading->graph, kind, parent, name);
    if (object || *rest != '/')
        return object;
    const struct kind *next =
        kind_named(arena_copy_bytes(reading->scratch, rest + 1, strcspn(rest + 1, "/")));
    for (int i = 0; next && kinds[i] && !object; i++)
        if (!next->attached && kind_stands_within(next, kinds[i]))
            object = graph_find(reading->graph, kinds[i], parent, name);
    return object;
}

/* The object of a path of kinds ("table/column") with the names along it, the schema's first if it lies in
 * one. */
static struct object *find_registered(struct reading *reading, const char *path,
                                      const struct list *identity) {
    struct object *object = NULL;
    int at = 0;
    for (const char *next = path; *next; next += *next == '/') {
        size_t size = strcspn(next, "/");
        const struct kind *kind = kind_named(arena_copy_bytes(reading->scratch, next, size));
        if (kind && !object && kind->within && at < identity->count)
            object = graph_find(reading->graph, kind_of_schemas(), NULL, identity->items[at++]);
        if (!kind || at >= identity->count || (kind->within && !object))
            return NULL;
        object = find_part(reading, kind, object, identity->items[at++], next + size);
        if (!object)
            return NULL;
        next += size;
    }
    return object;
}

static bool is_unknown(const struct object *object) {
    return object->owner && !object->remembered;
}

static bool hangs_on_unknown(const struct object *object) {
    while (object && !is_unknown(object))
        object = object->parent;
    return object != NULL;
}

static bool leans_on_unknown(const struct object *object) {
    if (hangs_on_unknown(object))
        return true;
    for (int i = 0; i < object->need_count; i++)
        if (hangs_on_unknown(object->needs[i].on))
            return true;
    return false;
}

/* PostgreSQL rewrites the texts of what leans on a changed object too (a renamed column, a new type): what
 * was remembered of these is as old. */
static void forget_outdated(struct reading *reading) {
    struct graph *graph = reading->graph;
    bool *outdated = arena_alloc(reading->scratch, (size_t)graph->count);
    for (int i = 0; i < graph->count; i++)
        outdated[i] = leans_on_unknown(graph->objects[i]);
    for (int i = 0; i < graph->count; i++)
        if (outdated[i])
            graph->objects[i]->remembered = NULL;
}

/* Somebody has dropped it by hand: it is registered, what it hangs on is there, and it is not. What is gone with
 * something else that is missing is not told apart. */
static void note_missing(struct reading *reading, const char *path, struct list identity, const char *owner) {
    struct graph *graph = reading->graph;
    const char *slash = strrchr(path, '/');
    const char *kind = slash ? slash + 1 : path;
    identity.count--;
    const char *above = slash ? arena_copy_bytes(reading->scratch, path, (size_t)(slash - path)) : NULL;
    const struct object *parent = above ? find_registered(reading, above, &identity) : NULL;
    /* What was its own before it inherited goes, and is renamed, with what gives it now. */
    bool given = parent && inherits(parent) && kind_named(kind) && kind_named(kind)->handed_down;
    if ((slash && !parent) || given)
        return;
    identity.count++;
    struct text title = text_new(graph->arena);
    text_addf(&title, "%s ", kind);
    for (int i = identity.count > 1 && strcmp(identity.items[0], graph->schema) == 0; i < identity.count;
         i++) {
        text_add_part(&title, identity.items[i]);
        text_add(&title, i + 1 < identity.count ? "." : "");
    }
    list_add_renamed(graph->arena, &graph->missing, title.data, arena_copy(graph->arena, owner));
}

/* PostgreSQL knows nothing of such a kind: it stands as its revision has said it. */
static struct object *add_remembered(struct reading *reading, const char *path, const struct list *identity,
                                     const char *declared) {
    const struct kind *kind = kind_named(path);
    if (!kind || !kind_is_remembered(kind))
        return NULL;
    struct arena *arena = reading->graph->arena;
    struct object *object = graph_add(reading->graph, kind, NULL, arena_copy(arena, identity->items[0]));
    for (const struct field *field = kind->fields; object && field->name; field++)
        field_set_plain(arena, object, field, memory_text(arena, declared, field->name));
    return object;
}

static void take_registry(struct reading *reading, const struct rows *rows) {
    enum { KIND, IDENTITY, OWNER, DECLARED, CATALOG };
    struct arena *arena = reading->graph->arena;
    for (int row = 0; row < rows_count(rows); row++) {
        struct list identity = array_read(reading->scratch, rows_value(rows, row, IDENTITY));
        const char *path = rows_value(rows, row, KIND);
        struct object *object = find_registered(reading, path, &identity);
        if (!object)
            object = add_remembered(reading, path, &identity, rows_value(rows, row, DECLARED));
        if (!object && rows_value(rows, row, CATALOG))
            note_missing(reading, path, identity, rows_value(rows, row, OWNER));
        if (!object)
            continue;
        object->owner = arena_copy(arena, rows_value(rows, row, OWNER));
        object->wording = arena_copy(arena, rows_value(rows, row, DECLARED));
        object->remembered = arena_copy(arena, rows_value(rows, row, CATALOG));
    }
    forget_outdated(reading);
}

/* ---- reading ---- */

static bool take_objects(struct reading *reading, int first, struct fail *fail) {
    for (int i = 0; i < reading->kind_count; i++)
        if (!add_objects(reading->graph, reading->kinds[i], reading->queries[first + i].rows, fail))
            return false;
    return true;
}

static struct reading begin(struct link *link, const char *schema, const struct list *schemas,
                            const char *ledger) {
    struct reading reading = {.link = link, .graph = graph_new(schema), .scratch = arena_new()};
    reading.values[0] = array_write(reading.scratch, schemas);
    reading.values[1] = schema;
    reading.values[2] = ledger ? ledger : "";
    return reading;
}

static struct graph *end(struct reading *reading, bool good) {
    for (int i = 0; i < reading->count; i++)
        rows_free(reading->queries[i].rows);
    arena_free(reading->scratch);
    if (good)
        return reading->graph;
    graph_free(reading->graph);
    return NULL;
}

struct graph *catalog_read(struct link *link, const char *schema, const struct list *schemas,
                           const char *ledger, struct fail *fail) {
    struct reading reading = begin(link, schema, schemas, ledger);
    struct text path = text_new(reading.scratch);
    text_add_identifier(&path, schema);
    const char *search_path[] = {path.data};
    add_query(&reading, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    add_query(&reading, settings);
    struct query *set = add_query(&reading, "SELECT set_config('search_path', $1, true)");
    set->count = 1;
    set->values = search_path;
    int first = reading.count;
    add_kind_queries(&reading);
    add_query(&reading, dependency_query);
    if (ledger)
        add_registry_queries(&reading, ledger);
    add_query(&reading, "COMMIT");
    bool good = link_query_all(link, reading.queries, reading.count, fail);
    if (good) {
        const struct query *rest = &reading.queries[first + reading.kind_count];
        good = take_objects(&reading, first, fail);
        if (good)
            dependency_read(reading.graph, rest->rows);
        if (good)
            inherit_link(reading.graph);
        if (good && ledger)
            take_registry(&reading, rest[2].rows);
        if (good)
            graph_link_bodies(reading.graph);
    } else {
        struct fail second = {0};
        link_execute(link, "ROLLBACK", &second);
        fail_clear(&second);
    }
    return end(&reading, good);
}

struct graph *catalog_read_here(struct link *link, const char *schema, const struct list *schemas,
                                struct fail *fail) {
    struct reading reading = begin(link, schema, schemas, NULL);
    add_query(&reading, settings);
    int first = reading.count;
    add_kind_queries(&reading);
    bool good =
        link_query_all(link, reading.queries, reading.count, fail) && take_objects(&reading, first, fail);
    return end(&reading, good);
}
