#include "luamig/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/ledger_schema.h"
#include "luamig/registry.h"
#include "luamig/revision.h"
#include "luamig/text.h"

char *ledger_sql(struct arena *arena, const char *schema, const char *sql) {
    struct text text = text_new(arena);
    for (; *sql; sql++)
        if (*sql == '@')
            text_add_identifier(&text, schema);
        else
            text_add_char(&text, *sql);
    return text.data;
}

/* ---- Reading ---- */

static int compare_ids(const void *a, const void *b) {
    return strcmp((*(struct applied *const *)a)->id, (*(struct applied *const *)b)->id);
}

static void index_by_id(struct arena *arena, struct ledger *ledger) {
    size_t count = (size_t)ledger->count;
    ledger->by_id = arena_alloc(arena, (count + 1) * sizeof(struct applied *));
    for (size_t i = 0; i < count; i++)
        ledger->by_id[i] = &ledger->items[i];
    qsort(ledger->by_id, count, sizeof(struct applied *), compare_ids);
}

const struct applied *ledger_find(const struct ledger *ledger, const char *id) {
    struct applied key = {.id = id}, *at = &key;
    struct applied **found = ledger->count ? bsearch(&at, ledger->by_id, (size_t)ledger->count,
                                                     sizeof(struct applied *), compare_ids)
                                           : NULL;
    return found ? *found : NULL;
}

static struct list read_lines(struct arena *arena, const char *lines) {
    struct list list = {0};
    char *copy = arena_copy(arena, lines ? lines : ""), *rest = copy;
    for (char *line; (line = strsep(&rest, "\n"));)
        if (*line)
            list_add(arena, &list, line);
    return list;
}

static void read_applied(struct arena *arena, const struct rows *rows, int row, struct applied *applied) {
    const char **strings[] = {&applied->id,    &applied->owner,      &applied->parent,     &applied->checksum,
                              &applied->state, &applied->applied_at, &applied->applied_by, &applied->version};
    for (int i = 0; i < 8; i++)
        *strings[i] = arena_copy(arena, rows_value(rows, row, i));
    applied->phase = atoi(rows_value(rows, row, 8));
    applied->duration_ms = atoll(rows_value(rows, row, 9));
    applied->requires = read_lines(arena, rows_value(rows, row, 10));
}

static bool fail_newer(struct fail *fail, const char *schema, int version) {
    fail_set(fail, EXIT_FAILED, "the ledger (schema %s) has version %d, and this luamig knows %d", schema,
             version, LEDGER_VERSION);
    return fail_hint(fail, "a newer luamig has upgraded it: use that one");
}

bool ledger_read(struct link *link, const char *schema, struct arena *arena, struct ledger *ledger,
                 struct fail *fail) {
    *ledger = (struct ledger){0};
    struct query queries[] = {
        {.sql = ledger_sql(arena, schema, "SELECT version FROM @.ledger")},
        {.sql = ledger_sql(
             arena, schema,
             "SELECT id, owner, parent, checksum, state, "
             "to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), applied_by, "
             "version, phase, duration_ms, array_to_string(requires, chr(10)) "
             "FROM @.revision ORDER BY number")},
    };
    struct fail own = {0};
    if (!link_query_all(link, queries, 2, &own)) {
        /* No such table or schema: nothing has run here yet. */
        bool absent = strcmp(own.sqlstate, "42P01") == 0 || strcmp(own.sqlstate, "3F000") == 0;
        if (absent)
            fail_clear(&own);
        else
            fail_join(fail, &own);
        return absent;
    }
    ledger->exists = rows_count(queries[0].rows) > 0;
    ledger->version = ledger->exists ? atoi(rows_value(queries[0].rows, 0, 0)) : 0;
    ledger->count = rows_count(queries[1].rows);
    ledger->items = arena_alloc(arena, ((size_t)ledger->count + 1) * sizeof *ledger->items);
    for (int i = 0; i < ledger->count; i++)
        read_applied(arena, queries[1].rows, i, &ledger->items[i]);
    rows_free(queries[0].rows);
    rows_free(queries[1].rows);
    index_by_id(arena, ledger);
    return ledger->version <= LEDGER_VERSION || fail_newer(fail, schema, ledger->version);
}

void ledger_suppose(struct arena *arena, const struct revisions *revisions, int count,
                    struct ledger *ledger) {
    *ledger = (struct ledger){.exists = count > 0, .version = count > 0 ? LEDGER_VERSION : 0, .count = count};
    ledger->items = arena_alloc(arena, ((size_t)count + 1) * sizeof *ledger->items);
    for (int i = 0; i < count; i++) {
        const struct revision *revision = revisions->items[i];
        ledger->items[i] = (struct applied){.id = revision->id,
                                            .owner = revision->owner,
                                            .parent = revision->parent,
                                            .checksum = revision->checksum,
                                            .state = "applied",
                                            .phase = revision->ups,
                                            .requires = revision->requires};
    }
    index_by_id(arena, ledger);
}

/* ---- Set-up ---- */

const char *ledger_schema(struct arena *arena, const char *schema, int version) {
    struct text text = text_new(arena);
    for (int i = version; i < LEDGER_VERSION; i++) {
        for (const char *const *part = ledger_steps[i]; *part; part++)
            text_add(&text, ledger_sql(arena, schema, *part));
        if (i == 0)
            text_add(&text, registry_schema(arena, schema));
    }
    return text.data;
}

/* What there is: 0 without tables; `bare` if not even the schema is there. */
static bool find_version(struct link *link, struct arena *arena, const char *schema, int *version, bool *bare,
                         struct fail *fail) {
    const char *name = ledger_sql(arena, schema, "@"), *table = ledger_sql(arena, schema, "@.ledger");
    const char *const values[] = {name, table};
    struct rows *rows = link_query(link,
                                   "SELECT pg_catalog.to_regnamespace($1) IS NULL, "
                                   "pg_catalog.to_regclass($2) IS NULL",
                                   2, values, fail);
    if (!rows)
        return false;
    bool absent = *rows_value(rows, 0, 1) == 't';
    *bare = *rows_value(rows, 0, 0) == 't';
    *version = 0;
    rows_free(rows);
    if (absent)
        return true;
    rows = link_query(link, ledger_sql(arena, schema, "SELECT version FROM @.ledger"), 0, NULL, fail);
    if (!rows)
        return false;
    if (rows_count(rows))
        *version = atoi(rows_value(rows, 0, 0));
    rows_free(rows);
    return true;
}

static bool create(struct link *link, struct arena *arena, const char *schema, int version, bool bare,
                   struct fail *fail) {
    /* One string of the simple protocol is one transaction, whose settings come first. */
    struct text sql = text_new(arena);
    text_add(&sql, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE;\n");
    if (bare)
        text_add(&sql, ledger_sql(arena, schema, "CREATE SCHEMA @;\n"));
    text_add(&sql, ledger_schema(arena, schema, version));
    if (link_execute(link, sql.data, fail))
        return true;
    if (bare && strcmp(fail->sqlstate, "42501") == 0)
        fail_hint(fail,
                  "the ledger needs a schema of its own: let the owner of the database run "
                  "CREATE SCHEMA %s AUTHORIZATION <this user>",
                  ledger_sql(arena, schema, "@"));
    return fail_origin(fail, "the ledger");
}

/* The backend of a luamig that was killed in the midst of it may still be at work. */
static bool is_taken(const struct fail *fail) {
    static const char *const states[] = {"23505", "42P06", "42P07", "42723"};
    for (int i = 0; i < 4; i++)
        if (strcmp(fail->sqlstate, states[i]) == 0)
            return true;
    return false;
}

static bool prepare_once(struct link *link, struct arena *arena, const char *schema, struct fail *fail) {
    int version;
    bool bare;
    if (!find_version(link, arena, schema, &version, &bare, fail))
        return false;
    if (version > LEDGER_VERSION)
        return fail_newer(fail, schema, version);
    return version == LEDGER_VERSION || create(link, arena, schema, version, bare, fail);
}

bool ledger_prepare(struct link *link, const char *schema, struct fail *fail) {
    struct arena *arena = arena_new();
    struct fail first = {0};
    bool good = prepare_once(link, arena, schema, &first);
    if (!good && is_taken(&first) && prepare_once(link, arena, schema, fail)) {
        fail_clear(&first);
        good = true;
    }
    fail_join(fail, &first);
    arena_free(arena);
    return good;
}
