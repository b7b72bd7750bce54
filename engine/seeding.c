#include "luamig/seeding.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/checksum.h"
#include "luamig/chunk.h"
#include "luamig/heading.h"
#include "luamig/ledger.h"
#include "luamig/phase_run.h"

enum { PIECE = 64 * 1024 };

/* One seed while it is loaded. */
struct loading {
    struct run *run;
    struct arena *arena;
    struct seeding *item;
    const char *table; /* as SQL names it */
    const char *text;  /* of the file */
    size_t size;
    struct revision revision; /* stands for the seed where a phase belongs to one */
    struct phase_run *phase;
};

/* ---- Asking ---- */

static bool drain(struct run *run, struct fail *fail) {
    if (run_drain(run, fail))
        return true;
    if (!fail->code)
        fail_copy(fail, &link_failure(run->link)->fail);
    return false;
}

/* The first value of the first row, NULL for none. */
static bool ask(const struct loading *loading, const char *sql, const char *const *values, int count,
                const char **answer, struct fail *fail) {
    struct rows *rows = link_query(loading->run->link, sql, count, values, fail);
    if (rows && answer)
        *answer = rows_count(rows) ? arena_copy(loading->arena, rows_value(rows, 0, 0)) : NULL;
    rows_free(rows);
    return rows != NULL;
}

static bool tell(const struct loading *loading, const char *sql, struct fail *fail) {
    return ask(loading, sql, NULL, 0, NULL, fail);
}

/* The line that PostgreSQL's context names: "COPY prices, line 3, column price", "JSON data, line 3: ...". */
static bool fail_in_file(const struct loading *loading, struct fail *fail) {
    const struct seed *seed = loading->item->seed;
    const char *context = fail->detail ? strstr(fail->detail, "COPY ") : NULL;
    if (!context && fail->detail)
        context = strstr(fail->detail, "JSON data, line ");
    const char *line = context ? strstr(context, ", line ") : NULL;
    fail_origin(fail,
                line ? arena_printf(loading->arena, "%s:%d", seed->shown, atoi(line + sizeof ", line " - 1))
                     : seed->shown);
    return false;
}

/* ---- CSV ---- */

static const char *read_field(struct arena *arena, const char **at) {
    struct text field = text_new(arena);
    bool quoted = **at == '"';
    const char *c = *at + quoted;
    for (; *c && (quoted || (*c != ',' && *c != '\n')); c++) {
        if (quoted && *c == '"' && c[1] != '"')
            break;
        c += quoted && *c == '"';
        text_add_char(&field, *c);
    }
    c += quoted && *c == '"';
    *at = c;
    return arena_copy(arena, field.data ? field.data : "");
}

/* "a, b" of the header line, as SQL lists columns. */
static bool read_header(const struct loading *loading, const char **columns, struct fail *fail) {
    struct text list = text_new(loading->arena);
    const char *at = loading->text;
    const char *origin = arena_printf(loading->arena, "%s:1", loading->item->seed->shown);
    for (;; at++) {
        const char *name = read_field(loading->arena, &at);
        if (!*name || (*at && *at != ',' && *at != '\n')) {
            fail_at(fail, origin, "the first line is no list of columns");
            return fail_hint(fail, "it names the columns of the table, with commas between");
        }
        text_add(&list, list.size ? ", " : "");
        text_add_identifier(&list, name);
        if (*at != ',')
            break;
    }
    *columns = list.data;
    return true;
}

static bool is_open(void *link) {
    return link_copying(link) ? !link_unsent(link) : link_settled(link);
}

static bool load_csv(const struct loading *loading, struct fail *fail) {
    struct run *run = loading->run;
    struct outcome outcome;
    const char *columns = NULL;
    if (!read_header(loading, &columns, fail))
        return false;
    const char *sql =
        arena_printf(loading->arena, "COPY %s (%s) FROM STDIN (FORMAT csv, HEADER)", loading->table, columns);
    link_copy(run->link, sql, &outcome, loading->phase->origin);
    for (size_t at = 0; at < loading->size; at += PIECE) {
        if (!loop_until(run->loop, is_open, run->link))
            return fail_set(fail, EXIT_INTERRUPTED, "interrupted");
        if (link_copying(run->link))
            link_copy_data(run->link, loading->text + at,
                           loading->size - at < PIECE ? loading->size - at : PIECE);
    }
    return drain(run, fail) || fail_in_file(loading, fail);
}

/* ---- JSON ---- */

/* Objects with the same keys are one INSERT, so that a key that is absent is the column's default. */
static const char key_sets[] =
    "SELECT DISTINCT (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(k), ', ' ORDER BY k)"
    " FROM pg_catalog.jsonb_object_keys(o) k), (SELECT pg_catalog.string_agg('r.' || pg_catalog.quote_ident(k), ', '"
    " ORDER BY k) FROM pg_catalog.jsonb_object_keys(o) k) FROM pg_catalog.jsonb_array_elements($1::jsonb) o";

static bool insert_objects(const struct loading *loading, const char *columns, const char *sources,
                           struct fail *fail) {
    const char *const values[] = {loading->text, columns};
    const char *sql =
        arena_printf(loading->arena,
                     "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s"
                     " FROM pg_catalog.jsonb_array_elements($1::jsonb) WITH ORDINALITY AS o(value, place),"
                     " LATERAL pg_catalog.jsonb_populate_record(NULL::%s, o.value) r"
                     " WHERE (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(k), ', ' ORDER BY k)"
                     " FROM pg_catalog.jsonb_object_keys(o.value) k) = $2 ORDER BY o.place",
                     loading->table, columns, sources, loading->table);
    return ask(loading, sql, values, 2, NULL, fail);
}

static bool load_json(const struct loading *loading, struct fail *fail) {
    struct rows *sets = link_query(loading->run->link, key_sets, 1, &loading->text, fail);
    if (!sets) {
        fail_hint(fail, "a JSON seed is a list of objects, whose keys are columns");
        return fail_in_file(loading, fail);
    }
    bool good = true;
    for (int i = 0; good && i < rows_count(sets); i++) {
        const char *columns = rows_value(sets, i, 0);
        good = columns ? insert_objects(loading, columns, rows_value(sets, i, 1), fail)
                       : fail_set(fail, EXIT_FAILED, "an object has no keys");
    }
    rows_free(sets);
    return good || fail_in_file(loading, fail);
}

/* ---- Functions ---- */

/* Leaves the function where phase_push_function() finds it. Lines are those of the file that it was written in. */
static int push_function(lua_State *L) {
    const struct seed *seed = lua_touserdata(L, 1);
    struct text text = text_new(box_arena(box_of(L)));
    for (int line = 1; line < seed->line; line++)
        text_add_char(&text, '\n');
    text_addf(&text, "return %s", seed->fill);
    if (chunk_load(L, text.data, text.size, "=#1") != LUA_OK)
        return lua_error(L);
    lua_call(L, 0, 1);
    lua_createtable(L, 1, 0);
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "fn");
    lua_rawseti(L, -2, 1);
    lua_setfield(L, LUA_REGISTRYINDEX, PHASE_UP);
    return 0;
}

static bool open_box(struct loading *loading, struct fail *fail) {
    const struct seed *seed = loading->item->seed;
    struct box_file file = {
        .path = seed->path, .shown = seed->shown, .limits = &loading->run->project->limits};
    struct box *box = loading->revision.box = box_open(BOX_REVISION, &file, fail);
    if (!box)
        return false;
    heading_begin(box, loading->arena, &loading->revision);
    lua_pushcfunction(box_state(box), push_function);
    lua_pushlightuserdata(box_state(box), (void *)(uintptr_t)seed);
    return box_call(box, 1, 0, fail);
}

static bool call_function(struct loading *loading, struct fail *fail) {
    struct run *run = loading->run;
    bool good = phase_call(loading->phase, fail);
    link_sync(run->link);
    if (!loop_until(run->loop, is_open, run->link) && !fail->code)
        fail_set(fail, EXIT_INTERRUPTED, "interrupted");
    /* A statement's failure explains an error of Lua's behind it. */
    if (link_failure(run->link) && fail->code != EXIT_INTERRUPTED) {
        fail_clear(fail);
        fail_copy(fail, &link_failure(run->link)->fail);
    }
    return good && !fail->code;
}

/* ---- One seed ---- */

static bool begin(struct loading *loading, struct fail *fail) {
    const struct seed *seed = loading->item->seed;
    struct text table = text_new(loading->arena);
    object_add_reference(&table, seed->table);
    loading->table = table.data;
    loading->revision = (struct revision){.id = seed->name,
                                          .owner = seed->owner,
                                          .shown = seed->shown,
                                          .lock_timeout = -1,
                                          .statement_timeout = -1,
                                          .retries = -1};
    if (seed->fill ? !open_box(loading, fail)
                   : !(loading->text = seed_text(seed, loading->arena, &loading->size, fail)))
        return false;
    struct phase phase = {.revision = &loading->revision, .hook = true, .count = 1, .line = seed->line};
    loading->phase = phase_begin(loading->run, &phase);
    return true;
}

static bool find_record(const struct loading *loading, const char **at, struct fail *fail) {
    const char *name = object_path(loading->arena, loading->item->seed->table);
    const char *sql =
        ledger_sql(loading->arena, loading->run->project->ledger,
                   "SELECT max(at)::timestamptz(0)::text FROM @.run WHERE action = 'seed' AND revision = $1");
    return ask(loading, sql, &name, 1, at, fail);
}

/* Nobody inserts from now on until the transaction is over. */
static bool is_empty(const struct loading *loading, bool *empty, struct fail *fail) {
    const char *lock =
        arena_printf(loading->arena, "LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE", loading->table);
    const char *sql = arena_printf(loading->arena, "SELECT EXISTS (SELECT FROM %s)", loading->table), *some;
    if (!tell(loading, lock, fail) || !ask(loading, sql, NULL, 0, &some, fail)) {
        fail_origin(fail, loading->item->seed->origin);
        return strcmp(fail->sqlstate, "42P01") == 0 ? fail_hint(fail, "first run: luamig upgrade") : false;
    }
    *empty = *some == 'f';
    return true;
}

/* What was loaded may hold values that the sequences of its columns have not given yet. */
static bool move_sequences(const struct loading *loading, struct fail *fail) {
    static const char find[] =
        "SELECT pg_catalog.quote_ident(attname), pg_catalog.pg_get_serial_sequence($1, attname)"
        "  FROM pg_catalog.pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped"
        "   AND pg_catalog.pg_get_serial_sequence($1, attname) IS NOT NULL";
    struct rows *rows = link_query(loading->run->link, find, 1, &loading->table, fail);
    bool good = rows != NULL;
    for (int i = 0; good && i < rows_count(rows); i++) {
        const char *sequence = rows_value(rows, i, 1);
        const char *sql = arena_printf(
            loading->arena,
            "SELECT pg_catalog.setval($1::regclass, last) FROM (SELECT max(%s) AS last FROM %s) m, %s s"
            " WHERE last > s.last_value OR (last = s.last_value AND NOT s.is_called)",
            rows_value(rows, i, 0), loading->table, sequence);
        good = ask(loading, sql, &sequence, 1, NULL, fail);
    }
    rows_free(rows);
    return good;
}

static bool record(const struct loading *loading, struct fail *fail) {
    const struct seed *seed = loading->item->seed;
    char checksum[CHECKSUM_ROOM];
    const char *text = seed->fill ? seed->fill : loading->text;
    checksum_bytes(text, seed->fill ? strlen(text) : loading->size, checksum);
    const char *const values[] = {object_path(loading->arena, seed->table),
                                  seed->owner,
                                  "seed",
                                  "1",
                                  "1",
                                  checksum,
                                  LUAMIG_VERSION,
                                  "0",
                                  ""};
    return ask(loading, loading->run->record, values, sizeof values / sizeof *values, NULL, fail);
}

static bool fill(struct loading *loading, struct fail *fail) {
    const struct seed *seed = loading->item->seed;
    if (seed->fill)
        return call_function(loading, fail);
    size_t size = strlen(seed->file);
    return strcmp(seed->file + size - 4, ".csv") == 0 ? load_csv(loading, fail) : load_json(loading, fail);
}

static bool count_rows(const struct loading *loading, struct fail *fail) {
    const char *count = "0";
    const char *sql = arena_printf(loading->arena, "SELECT count(*) FROM %s", loading->table);
    bool good = ask(loading, sql, NULL, 0, &count, fail);
    loading->item->rows = atoll(count);
    return good;
}

/* As the owner's role. */
static bool load_empty(struct loading *loading, bool *empty, struct fail *fail) {
    const char *role = loading->phase->role;
    if ((role && !tell(loading, role, fail)) || !is_empty(loading, empty, fail))
        return false;
    if (*empty && (!fill(loading, fail) || !move_sequences(loading, fail) || !count_rows(loading, fail)))
        return false;
    return !role || tell(loading, "SET LOCAL ROLE NONE", fail);
}

static bool load(struct loading *loading, bool again, struct fail *fail) {
    struct seeding *item = loading->item;
    bool empty = false;
    if (!find_record(loading, &item->at, fail))
        return false;
    item->outcome = SEEDED_BEFORE;
    if (item->at && !again)
        return true;
    if (!load_empty(loading, &empty, fail))
        return false;
    item->outcome = empty ? SEEDED : SEEDED_NEVER;
    item->printed = arena_copy(loading->arena, loading->phase->printed.data);
    return !empty || record(loading, fail);
}

/* ---- All of them ---- */

/* After a failure: nothing stays. */
static void give_up(struct run *run) {
    struct fail second = {0};
    if (loop_interrupted(run->loop))
        link_cancel(run->link);
    loop_take_interrupt(run->loop);
    link_sync(run->link);
    loop_until(run->loop, is_open, run->link);
    if (link_failure(run->link))
        link_forgive(run->link);
    link_roll_back(run->link, &second);
    fail_clear(&second);
}

static bool load_all(struct run *run, struct seeding *items, int count, bool again, struct arena *arena,
                     struct fail *fail) {
    bool good = true;
    for (int i = 0; good && i < count; i++) {
        struct loading loading = {.run = run, .arena = arena, .item = &items[i]};
        good = begin(&loading, fail) && load(&loading, again, fail);
        run_forget(run);
        revision_close(&loading.revision);
    }
    return good;
}

bool seeding_run(struct run *run, struct seeding *items, int count, bool again, struct arena *arena,
                 struct fail *fail) {
    struct revision all = {.id = "seed",
                           .owner = "core",
                           .shown = "seed",
                           .lock_timeout = -1,
                           .statement_timeout = -1,
                           .retries = -1};
    struct phase phase = {.revision = &all, .count = 1};
    struct phase_run *transaction = phase_begin(run, &phase);
    struct outcome outcome = {0};
    bool good = phase_transaction(transaction, run->link, run->settings, 0, NULL) && drain(run, fail);
    run_forget(run);
    good = good && load_all(run, items, count, again, arena, fail);
    if (good && link_commit(run->link, &outcome, (struct origin){.file = "seed"}))
        good = drain(run, fail);
    if (!good)
        give_up(run);
    return good;
}
