#include "luamig/scratch.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/catalog.h"
#include "luamig/draft.h"
#include "luamig/moved.h"

struct scratch {
    struct link *link;
    struct draft *draft;   /* NULL: the role may build nothing here */
    struct graph *built;   /* what was read back */
    const char *temporary; /* the real name of pg_temp, NULL: a schema of our own */
    bool *failed;          /* by the numbers of declared objects */
};

/* A name of its own for each connection: two of one name would wait for each other. */
struct scratch *scratch_open(struct link *link, struct graph *models, struct graph *catalog, bool matched,
                             struct fail *fail) {
    struct rows *rows = link_query(link,
                                   "SELECT 'luamig_settle_' || pg_backend_pid(),"
                                   "       has_database_privilege(current_database(), 'CREATE'),"
                                   "       has_database_privilege(current_database(), 'TEMPORARY')",
                                   0, NULL, fail);
    if (!rows)
        return NULL;
    struct scratch *scratch = calloc(1, sizeof *scratch);
    if (!scratch)
        abort();
    scratch->link = link;
    bool may_create = *rows_value(rows, 0, 1) == 't', may_temporary = *rows_value(rows, 0, 2) == 't';
    if (may_create || may_temporary)
        scratch->draft = draft_new(models, catalog, matched, may_create ? rows_value(rows, 0, 0) : "pg_temp");
    if (scratch->draft)
        scratch->failed = arena_alloc(scratch->draft->arena, (size_t)models->count);
    rows_free(rows);
    return scratch;
}

void scratch_close(struct scratch *scratch) {
    if (!scratch)
        return;
    graph_free(scratch->built);
    draft_free(scratch->draft);
    free(scratch);
}

void scratch_want(struct scratch *scratch, struct object *declared, uint64_t fields) {
    if (scratch->draft)
        draft_want(scratch->draft, declared, fields);
}

/* ---- building ---- */

/* Nothing waits long for a lock on what a text names, and bodies are not looked into: what they name is not
 * here. */
static bool begin(struct scratch *scratch, struct fail *fail) {
    struct draft *draft = scratch->draft;
    struct text text = text_new(draft->arena);
    text_add(&text, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL check_function_bodies = off;"
                    "SET LOCAL lock_timeout = '5s'; SET LOCAL client_min_messages = warning;"
                    "SET LOCAL standard_conforming_strings = on;");
    sql_format(&text, "SET LOCAL search_path = %I, %I;", draft->scratch, draft->models->schema);
    for (int i = 0; i < draft->schema_count && !draft->temporary; i++)
        sql_format(&text, "CREATE SCHEMA %I;", draft->schemas[i]->name);
    text_add(&text, "SAVEPOINT luamig_settle");
    return link_execute(scratch->link, text.data, fail);
}

/* Each statement is sent alone: in one string with others, a text of a model could end the transaction. */
static bool build_together(struct scratch *scratch, struct fail *fail) {
    struct draft *draft = scratch->draft;
    struct query *queries = arena_alloc(draft->arena, (size_t)draft->piece_count * sizeof *queries);
    int count = 0;
    for (int i = 0; i < draft->piece_count;) {
        struct text text = text_new(draft->arena);
        const char *head = draft->pieces[i].statement.head;
        text_add(&text, draft->pieces[i].statement.text);
        for (i++; i < draft->piece_count && head; i++) {
            const struct statement *next = &draft->pieces[i].statement;
            if (!next->head || strcmp(head, next->head) != 0)
                break;
            text_addf(&text, ",%s", next->text + strlen(head));
        }
        queries[count++] = (struct query){.sql = text.data};
    }
    bool good = link_query_all(scratch->link, queries, count, fail);
    for (int i = 0; i < count; i++)
        rows_free(queries[i].rows);
    return good;
}

static bool is_among(const char *sqlstate, const char *const *prefixes) {
    while (*prefixes && strncmp(sqlstate, *prefixes, strlen(*prefixes)) != 0)
        prefixes++;
    return *prefixes != NULL;
}

/* Syntax, names, types and values are the model's. A missing privilege is not, nor an ambiguous call, nor what is
 * unknown because its extension is to be created first. */
static bool is_models_fault(const struct draft *draft, const struct fail *fail) {
    static const char *const faults[] = {"42", "22", "0A", "2B", "23", NULL};
    /* The copy of a type stands beside the real one, and so do the functions that take it. */
    static const char *const ours[] = {"42501", "42725", NULL};
    static const char *const unknown[] = {"42704", "42883", "42P01", "42703", NULL};
    if (draft->temporary || (draft->new_extension && is_among(fail->sqlstate, unknown)))
        return false;
    return is_among(fail->sqlstate, faults) && !is_among(fail->sqlstate, ours);
}

static bool blame(const struct draft *draft, const struct object *object, const struct fail *own,
                  struct fail *fail) {
    const char *title = object->name ? object_title(draft->arena, object)
                                     : arena_printf(draft->arena, "%s of %s", object->kind->name,
                                                    object_title(draft->arena, object->parent));
    fail_at(fail, object->origin, "%s: %s", title, own->message);
    memcpy(fail->sqlstate, own->sqlstate, sizeof fail->sqlstate);
    if (own->detail)
        fail_detail(fail, "%s", own->detail);
    if (own->hint)
        fail_hint(fail, "%s", own->hint);
    return false;
}

static bool build_piece(struct scratch *scratch, const struct piece *piece, struct fail *fail) {
    struct draft *draft = scratch->draft;
    struct fail own = {0};
    struct query queries[] = {
        {.sql = "SAVEPOINT luamig_piece"}, {.sql = piece->statement.text}, {.sql = "RELEASE luamig_piece"}};
    int count = sizeof queries / sizeof *queries;
    if (link_query_all(scratch->link, queries, count, &own)) {
        for (int i = 0; i < count; i++)
            rows_free(queries[i].rows);
        return true;
    }
    bool is_fault = is_models_fault(draft, &own);
    if (is_fault)
        blame(draft, piece->of, &own, fail);
    else if (!own.sqlstate[0])
        fail_join(fail, &own); /* the connection is gone */
    fail_clear(&own);
    scratch->failed[piece->of->number] = true;
    return !fail->code && link_execute(scratch->link, "ROLLBACK TO luamig_piece", fail);
}

/* All in one round trip; where that fails, one by one to see which it is. */
static bool build(struct scratch *scratch, struct fail *fail) {
    struct fail own = {0};
    if (build_together(scratch, &own))
        return true;
    fail_clear(&own);
    if (!link_execute(scratch->link, "ROLLBACK TO luamig_settle", fail))
        return false;
    for (int i = 0; i < scratch->draft->piece_count; i++)
        if (!build_piece(scratch, &scratch->draft->pieces[i], fail))
            return false;
    return true;
}

/* ---- reading back ---- */

static bool find_temporary(struct scratch *scratch, struct fail *fail) {
    struct rows *rows = link_query(
        scratch->link, "SELECT nspname FROM pg_namespace WHERE oid = pg_my_temp_schema()", 0, NULL, fail);
    if (!rows)
        return false;
    scratch->temporary =
        rows_count(rows) ? arena_copy(scratch->draft->arena, rows_value(rows, 0, 0)) : "pg_temp";
    rows_free(rows);
    return true;
}

static bool read_back(struct scratch *scratch, struct fail *fail) {
    struct draft *draft = scratch->draft;
    struct list schemas = {0};
    if (draft->temporary && !find_temporary(scratch, fail))
        return false;
    for (int i = 0; i < draft->schema_count; i++)
        list_add(draft->arena, &schemas, scratch->temporary ? scratch->temporary : draft->schemas[i]->name);
    const char *schema = scratch->temporary ? scratch->temporary : draft->scratch;
    scratch->built = catalog_read_here(scratch->link, schema, &schemas, fail);
    return scratch->built != NULL;
}

bool scratch_run(struct scratch *scratch, struct fail *fail) {
    if (!scratch->draft)
        return true;
    draft_write(scratch->draft);
    if (!scratch->draft->piece_count)
        return true;
    bool good = begin(scratch, fail) && build(scratch, fail) && read_back(scratch, fail);
    struct fail own = {0};
    if (!link_execute(scratch->link, "ROLLBACK", &own))
        fail_join(fail, &own);
    fail_clear(&own);
    return good && !fail->code;
}

/* The nth of its kind that PostgreSQL has named on the table: it counts object ids up. */
static const struct object *find_unnamed(const struct object *parent, const struct object *copy) {
    int nth = 0;
    for (int i = 0; i < copy->parent->kid_count && copy->parent->kids[i] != copy; i++)
        nth += copy->parent->kids[i]->kind == copy->kind;
    for (int i = 0; i < parent->kid_count; i++) {
        const struct object *kid = parent->kids[i];
        int before = 0;
        for (int k = 0; k < parent->kid_count; k++)
            before += parent->kids[k]->kind == copy->kind &&
                      parent->kids[k]->address.object_id < kid->address.object_id;
        if (kid->kind == copy->kind && before == nth)
            return kid;
    }
    return NULL;
}

static const struct object *find(const struct scratch *scratch, const struct object *copy) {
    if (!copy->parent)
        return graph_find(scratch->built, copy->kind, NULL,
                          scratch->temporary ? scratch->temporary : copy->name);
    const struct object *parent = find(scratch, copy->parent);
    if (!parent)
        return NULL;
    return copy->name ? graph_find(scratch->built, copy->kind, parent, copy->name)
                      : find_unnamed(parent, copy);
}

const struct object *scratch_find(const struct scratch *scratch, const struct object *declared) {
    if (!scratch->built || scratch->failed[declared->number])
        return NULL;
    const struct object *copy = draft_copy(scratch->draft, declared);
    return copy ? find(scratch, copy) : NULL;
}

const char *scratch_text(const struct scratch *scratch, struct arena *arena, const char *text) {
    return moved_back(scratch->draft, arena, text);
}
