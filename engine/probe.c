#include "luamig/probe.h"

#include <string.h>
#include <strings.h>

#include "luamig/statement.h"
#include "luamig/text.h"

/* The words and names of a statement, one after the other. */
struct reader {
    const char *at, *from;
    size_t size;
};

static bool next(struct reader *reader) {
    return statement_lexeme(&reader->at, &reader->from, &reader->size);
}

static bool is_word(const struct reader *reader, const char *word) {
    return strlen(word) == reader->size && strncasecmp(reader->from, word, reader->size) == 0;
}

static bool skip_word(struct reader *reader, const char *word) {
    return is_word(reader, word) && next(reader);
}

/* schema . "name", as to_regclass() takes it. */
static const char *read_name(struct arena *arena, struct reader *reader) {
    struct text name = text_new(arena);
    for (;;) {
        text_add_bytes(&name, reader->from, reader->size);
        if (!next(reader) || !is_word(reader, "."))
            return name.data;
        text_add(&name, ".");
        if (!next(reader))
            return name.data;
    }
}

static bool skip_if_exists(struct reader *reader) {
    if (skip_word(reader, "if")) {
        skip_word(reader, "not");
        skip_word(reader, "exists");
    }
    return true;
}

struct probe probe_read(struct arena *arena, const char *sql) {
    static const char *const repeatable[] = {"reindex", "refresh", "vacuum",
                                             "analyze", "cluster", "checkpoint"};
    struct probe probe = {.kind = PROBE_UNKNOWN};
    struct reader reader = {.at = sql};
    if (!next(&reader))
        return probe;
    for (size_t i = 0; i < sizeof repeatable / sizeof *repeatable; i++)
        if (is_word(&reader, repeatable[i]))
            probe.kind = PROBE_REPEAT;
    bool create = is_word(&reader, "create"), drop = is_word(&reader, "drop");
    if ((!create && !drop) || !next(&reader))
        return probe;
    bool unique = skip_word(&reader, "unique");
    if (!skip_word(&reader, "index") || !skip_word(&reader, "concurrently") || !skip_if_exists(&reader))
        return probe;
    const char *name = read_name(arena, &reader);
    if (drop && !is_word(&reader, ","))
        return (struct probe){.kind = PROBE_DROP_INDEX, .name = name};
    if (!create || !skip_word(&reader, "on"))
        return probe;
    skip_word(&reader, "only");
    probe = (struct probe){.kind = PROBE_CREATE_INDEX, .name = name, .table = read_name(arena, &reader)};
    probe.copy = arena_printf(arena, "CREATE %sINDEX %s ON pg_temp.luamig_probe %s", unique ? "UNIQUE " : "",
                              name, reader.from);
    return probe;
}

/* An index stands in the schema of its table, whatever search_path says. */
static const char index_query[] =
    "SELECT i.indisvalid AND i.indisready, format('%I.%I', n.nspname, c.relname) "
    "FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "WHERE i.indrelid = pg_catalog.to_regclass($2) AND c.relname = (pg_catalog.parse_ident($1))[1]";

static const char relation_query[] = "SELECT pg_catalog.to_regclass($1) IS NULL, NULL WHERE $2::text IS NULL";

/* What stands behind the names in the definitions of the index on the table and of that on the copy: PostgreSQL writes
 * both, so equal indexes have equal texts. A name that holds the word itself makes them differ, which is safe. */
static const char same_query[] =
    "SELECT pg_catalog.count(DISTINCT (i.indisunique, pg_catalog.substr(d, pg_catalog.strpos(d, ' USING ')))) = 1 "
    "FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid, "
    "pg_catalog.pg_get_indexdef(i.indexrelid) d "
    "WHERE i.indrelid IN (pg_catalog.to_regclass($2), pg_catalog.to_regclass('pg_temp.luamig_probe')) "
    "AND c.relname = (pg_catalog.parse_ident($1))[1]";

/* Has PostgreSQL read the statement on an empty copy of the table, which is rolled back. */
static bool compare_definition(struct link *link, struct arena *arena, const struct probe *probe, bool *same,
                               struct fail *fail) {
    const char *const values[] = {probe->name, probe->table};
    struct query queries[] = {
        {.sql = "BEGIN"},
        {.sql = arena_printf(arena, "CREATE TEMPORARY TABLE luamig_probe (LIKE %s) ON COMMIT DROP",
                             probe->table)},
        {.sql = probe->copy},
        {.sql = same_query, .count = 2, .values = values},
        {.sql = "ROLLBACK"},
    };
    enum { QUERIES = sizeof queries / sizeof *queries, ANSWER = 3 };
    if (!link_query_all(link, queries, QUERIES, fail)) {
        struct fail second = {0};
        link_roll_back(link, &second);
        fail_clear(&second);
        return false;
    }
    *same = *rows_value(queries[ANSWER].rows, 0, 0) == 't';
    for (int i = 0; i < QUERIES; i++)
        rows_free(queries[i].rows);
    return true;
}

bool probe_look(struct link *link, struct arena *arena, const struct probe *probe, enum probed *probed,
                const char **leftover, struct fail *fail) {
    *probed = PROBED_ABSENT;
    if (probe->kind == PROBE_REPEAT)
        return true;
    bool index = probe->kind == PROBE_CREATE_INDEX;
    const char *const values[] = {probe->name, probe->table};
    struct rows *rows = link_query(link, index ? index_query : relation_query, 2, values, fail);
    if (!rows)
        return false;
    if (rows_count(rows)) {
        bool yes = *rows_value(rows, 0, 0) == 't';
        *probed = yes ? PROBED_DONE : index ? PROBED_INVALID : PROBED_ABSENT;
        *leftover = arena_copy(arena, rows_value(rows, 0, 1));
    }
    rows_free(rows);
    bool same = true;
    if (*probed == PROBED_INVALID && !compare_definition(link, arena, probe, &same, fail))
        return false;
    if (!same)
        *probed = PROBED_OTHER;
    return true;
}
