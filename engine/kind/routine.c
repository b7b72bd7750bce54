/* Functions and procedures. Their identity is the name with the argument types: "tax(integer)". */
#include <stdlib.h>
#include <string.h>

#include "luamig/fail.h"
#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/type.h"
#include "luamig/words.h"

struct routine {
    struct object object;
    const char *arguments, *returns, *language, *volatility, *parallel, *cost, *rows, *support, *library,
        *body;
    struct list set, transforms;
    bool procedure, window, strict, security_definer, leakproof;
};

static const struct field fields[] = {
    FIELD(routine, arguments, EXPR, ALTER,
          .doc = "\"a integer, b text DEFAULT 'x'\"; unsaid: the types of its name"),
    FIELD(routine, returns, EXPR, RECREATE,
          .doc = "\"integer\", \"SETOF t\", \"TABLE(a integer)\"; unsaid: a procedure"),
    FIELD(routine, procedure, BOOL, RECREATE, .doc = "called by CALL"),
    FIELD(routine, language, TEXT, ALTER | LOWER, .doc = "unsaid: sql"),
    FIELD(routine, window, BOOL, RECREATE, .doc = "a window function"),
    FIELD(routine, volatility, TEXT, ALTER | LOWER, .words = "volatile|stable|immutable"),
    FIELD(routine, strict, BOOL, ALTER, .doc = "NULL if an argument is NULL, without being called"),
    FIELD(routine, leakproof, BOOL, ALTER, .doc = "tells nothing about its arguments but by its result"),
    FIELD(routine, security_definer, BOOL, ALTER, .doc = "runs with the rights of its owner"),
    FIELD(routine, parallel, TEXT, ALTER | LOWER, .words = "unsafe|restricted|safe"),
    FIELD(routine, cost, NUMBER, ALTER),
    FIELD(routine, rows, NUMBER, ALTER, .doc = "how many it is expected to return"),
    FIELD(routine, support, TEXT, ALTER, .doc = "the planner's support function, by its name"),
    FIELD(routine, transforms, LIST, ALTER, .doc = "types that the language transforms: \"hstore\""),
    FIELD(routine, set, LIST, ALTER | SETTINGS,
          .doc = "settings while it runs: \"search_path=public, pg_temp\""),
    FIELD(routine, library, TEXT, ALTER, .doc = "the file of a function in C; its body is the symbol"),
    FIELD(routine, body, BODY, ALTER, .doc = "its text; RETURN ... and BEGIN ATOMIC ... END are SQL's own"),
    {0},
};

/* ---- reading ---- */

static bool is_word(const struct word *word, const char *value) {
    return word->kind == WORD_NAME && !word->quoted && strcmp(word->value, value) == 0;
}

/* How many of its arguments give something back. */
static int count_out(struct arena *arena, const char *arguments) {
    const char *from = arguments ? arguments : "", *argument;
    int count = 0;
    while ((argument = type_next_argument(arena, &from))) {
        struct word first = word_next(arena, argument);
        count += is_word(&first, "out") || is_word(&first, "inout");
    }
    return count;
}

static const char *canonical_result(struct arena *arena, const char *returns) {
    struct word word = word_next(arena, returns);
    if (is_word(&word, "table"))
        return returns;
    if (!is_word(&word, "setof"))
        return type_bare(arena, returns);
    return arena_printf(arena, "SETOF %s", type_bare(arena, word.at + word.size));
}

/* Settings whose value is a list of names: GUC_LIST_QUOTE in PostgreSQL's guc_tables.c. */
static bool is_name_list(const char *setting, size_t size) {
    static const char *const settings[] = {"search_path", "temp_tablespaces", "local_preload_libraries",
                                           "session_preload_libraries"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (strlen(settings[i]) == size && strncmp(settings[i], setting, size) == 0)
            return true;
    return false;
}

/* The value of such a setting, each name by `add`. */
static const char *write_names(struct arena *arena, const char *value,
                               void (*add)(struct text *, const char *)) {
    struct text text = text_new(arena);
    struct word word = word_next(arena, value);
    for (; word.kind != WORD_END; word = word_next(arena, word.at + word.size)) {
        if (word.kind != WORD_NAME && word.kind != WORD_STRING)
            continue;
        text_add(&text, text.size ? ", " : "");
        add(&text, word.value);
    }
    if (!text.size)
        add(&text, "");
    return text.data;
}

/* "search_path = a,b" is "search_path=a, b". */
static const char *canonical_setting(struct arena *arena, const char *setting) {
    size_t size = strcspn(setting, "= \t");
    const char *value = setting + size;
    value += strspn(value, " \t");
    value += *value == '=';
    value += strspn(value, " \t");
    if (is_name_list(setting, size))
        value = write_names(arena, value, text_add_identifier);
    return arena_printf(arena, "%.*s=%s", (int)size, setting, value);
}

static const char *unless(const char *text, const char *unsaid) {
    return text && strcmp(text, unsaid) == 0 ? NULL : text;
}

/* Where the default of an argument begins: behind DEFAULT or "=". */
static const char *find_default(struct arena *arena, const char *argument) {
    struct word word = word_next(arena, argument);
    for (; word.kind != WORD_END; word = word_next(arena, word.at + word.size))
        if (is_word(&word, "default") || (word.kind == WORD_OTHER && *word.at == '='))
            return word.at;
    return NULL;
}

static bool same_type(const char *a, const char *b) {
    const char *dot = strrchr(a, '.'), *other = strrchr(b, '.');
    return strcmp(dot && !other ? dot + 1 : a, other && !dot ? other + 1 : b) == 0;
}

/* "IN a integer DEFAULT 1" is of that type: with its name or without one. */
static bool is_of_type(struct arena *arena, const char *argument, const char *type) {
    const char *fallback = find_default(arena, argument);
    if (fallback)
        argument = arena_copy_bytes(arena, argument, (size_t)(fallback - argument));
    struct word first = word_next(arena, argument);
    if (is_word(&first, "in") || is_word(&first, "inout") || is_word(&first, "variadic")) {
        argument = first.at + first.size;
        first = word_next(arena, argument);
    }
    return same_type(type_bare(arena, argument), type) ||
           same_type(type_bare(arena, first.at + first.size), type);
}

/* The name identifies the routine, so its types must be those of the arguments that are put in. */
static bool check_arguments(struct arena *arena, const struct routine *routine, struct fail *fail) {
    const struct object *object = &routine->object;
    const char *types = strchr(object->name, '(') + 1, *from = routine->arguments ? routine->arguments : "";
    types = arena_copy_bytes(arena, types, strlen(types) - 1);
    const char *argument, *type;
    while (routine->arguments && (argument = type_next_argument(arena, &from))) {
        struct word first = word_next(arena, argument);
        if (is_word(&first, "out"))
            continue;
        type = type_next_argument(arena, &types);
        if (!type || !is_of_type(arena, argument, type)) {
            fail_at(fail, object->origin, "routine %s: the argument \"%s\" is not in its name", object->name,
                    argument);
            return fail_hint(fail,
                             "the name holds the types of its arguments: \"tax(integer)\" for \"a integer\"");
        }
    }
    if (routine->arguments && type_next_argument(arena, &types)) {
        fail_at(fail, object->origin, "routine %s has more types in its name than arguments", object->name);
        return fail_hint(fail, "its arguments are \"%s\"", routine->arguments);
    }
    return true;
}

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    struct routine *routine = (struct routine *)object;
    struct arena *arena = graph->arena;
    if (object->renamed_from && !(object->renamed_from = type_signature(arena, object->renamed_from)))
        return fail_at(fail, object->origin,
                       "routine %s: renamed_from is no name of a routine, as \"f(integer)\" is",
                       object->name);
    if (!check_arguments(arena, routine, fail))
        return false;
    if (!routine->body)
        return fail_at(fail, object->origin, "routine %s has no body", object->name);
    if (!routine->language)
        routine->language = "sql";
    int out = count_out(arena, routine->arguments);
    if (!routine->returns && !out)
        routine->procedure = true;
    if (!routine->returns && !routine->procedure && out > 1)
        routine->returns = "record";
    if (routine->procedure && routine->returns)
        return fail_at(fail, object->origin, "routine %s is a procedure and says what it returns",
                       object->name);
    bool in_c = strcmp(routine->language, "c") == 0 || strcmp(routine->language, "internal") == 0;
    routine->returns = routine->returns ? canonical_result(arena, routine->returns) : NULL;
    routine->volatility = unless(routine->volatility, "volatile");
    routine->parallel = unless(routine->parallel, "unsafe");
    routine->cost = unless(routine->cost, in_c ? "1" : "100");
    routine->rows = unless(routine->rows, "1000");
    for (int i = 0; i < routine->set.count; i++)
        routine->set.items[i] = canonical_setting(arena, routine->set.items[i]);
    list_sort(&routine->set);
    for (int i = 0; i < routine->transforms.count; i++)
        routine->transforms.items[i] = type_bare(arena, routine->transforms.items[i]);
    list_sort(&routine->transforms);
    return true;
}

/* The types of its name, where no field says them. */
static void link_types(struct graph *graph, struct object *object) {
    struct arena *arena = graph->arena;
    const char *types = strchr(object->name, '(') + 1, *argument;
    types = arena_copy_bytes(arena, types, strlen(types) - 1);
    while ((argument = type_next_argument(arena, &types)))
        graph_need(graph, object, graph_resolve(graph, NULL, type_path(arena, argument)), KNOWN);
}

/* ---- writing ---- */

/* $$...$$, with a tag that the body does not hold. */
static void add_body(struct text *text, const char *body) {
    const char *quote = "$$";
    size_t size = strlen(body);
    if (strstr(body, "$$") || (size && body[size - 1] == '$'))
        quote = "$body$";
    for (int number = 1; strstr(body, quote); number++)
        quote = arena_printf(text->arena, "$body%d$", number);
    text_addf(text, "%s%s%s", quote, body, quote);
}

/* SQL-standard bodies stand unquoted. No other body in SQL can begin so. */
static bool is_standard_body(struct arena *arena, const struct routine *routine) {
    struct word first = word_next(arena, routine->body);
    struct word second = word_next(arena, first.at + first.size);
    return strcmp(routine->language, "sql") == 0 &&
           (is_word(&first, "return") || (is_word(&first, "begin") && is_word(&second, "atomic")));
}

static void add_settings(struct text *text, const struct list *settings) {
    for (int i = 0; i < settings->count; i++) {
        const char *setting = settings->items[i], *value = strchr(setting, '=') + 1;
        size_t size = (size_t)(value - setting) - 1;
        char *parts[3];
        const char *name = arena_copy_bytes(text->arena, setting, size);
        int count = name_split(text->arena, name, parts, 3);
        for (int k = 0; k < count; k++)
            sql_format(text, "%s%I", k ? "." : "\n  SET ", parts[k]);
        if (is_name_list(setting, size))
            text_addf(text, " TO %s", write_names(text->arena, value, text_add_literal));
        else
            sql_format(text, " TO %L", value);
    }
}

static void add_attributes(struct text *text, const struct routine *routine) {
    static const struct {
        const char *words;
        size_t at;
    } flags[] = {
        {" WINDOW", offsetof(struct routine, window)},
        {" STRICT", offsetof(struct routine, strict)},
        {" LEAKPROOF", offsetof(struct routine, leakproof)},
        {" SECURITY DEFINER", offsetof(struct routine, security_definer)},
    };
    for (int i = 0; i < routine->transforms.count; i++)
        text_addf(text, "%s FOR TYPE %s", i ? "," : "\n  TRANSFORM", routine->transforms.items[i]);
    sql_format(text, "\n  LANGUAGE %I", routine->language);
    if (routine->volatility)
        text_addf(text, " %s", routine->volatility);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (*(const bool *)((const char *)routine + flags[i].at))
            text_add(text, flags[i].words);
    if (routine->parallel)
        text_addf(text, " PARALLEL %s", routine->parallel);
    if (routine->cost)
        text_addf(text, " COST %s", routine->cost);
    if (routine->rows)
        text_addf(text, " ROWS %s", routine->rows);
    if (routine->support)
        text_addf(text, " SUPPORT %s", routine->support);
    add_settings(text, &routine->set);
}

/* The name without the types, which stand in `arguments`. */
static void add_head(struct text *text, const struct object *object) {
    const struct routine *routine = (const struct routine *)object;
    struct text reference = text_new(text->arena);
    object_add_reference(&reference, object);
    const char *types = strchr(object_current(object), '(');
    size_t size = reference.size - strlen(types);
    text_add(text, routine->procedure ? "PROCEDURE " : "FUNCTION ");
    text_add_bytes(text, reference.data, size);
    if (routine->arguments)
        text_addf(text, "(%s)", routine->arguments);
    else
        text_add(text, types);
}

static void write(struct sql *sql, const struct object *object, const char *verb) {
    const struct routine *routine = (const struct routine *)object;
    struct text text = text_new(sql->arena);
    text_add(&text, verb);
    add_head(&text, object);
    if (routine->returns)
        text_addf(&text, "\n  RETURNS %s", routine->returns);
    add_attributes(&text, routine);
    text_add(&text, "\n");
    if (is_standard_body(sql->arena, routine)) {
        text_add(&text, routine->body);
    } else {
        text_add(&text, "AS ");
        if (routine->library)
            sql_format(&text, "%L, ", routine->library);
        add_body(&text, routine->body);
    }
    sql_add(sql, "%s", text.data);
}

static void create(struct sql *sql, const struct object *object) {
    write(sql, object, "CREATE ");
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    write(sql, now, "CREATE OR REPLACE ");
}

/* The types in its name are renamed with the types. */
static void rename_routine(struct sql *sql, const struct object *object, const char *to) {
    size_t size = strcspn(to, "(");
    if (strncmp(object_current(object), to, size + 1) != 0)
        sql_add(sql, "ALTER ROUTINE %o RENAME TO %I", object, arena_copy_bytes(sql->arena, to, size));
}

/* ---- comparing ---- */

/* OR REPLACE may name what had no name and add or change defaults; it renames nothing and removes no default.
 */
static bool can_replace_arguments(struct arena *arena, const struct routine *old, const struct routine *now) {
    if (!old->arguments)
        return !count_out(arena, now->arguments);
    const char *from = old->arguments, *to = now->arguments ? now->arguments : "", *was, *is;
    while ((was = type_next_argument(arena, &from))) {
        is = type_next_argument(arena, &to);
        const char *had = find_default(arena, was), *has = is ? find_default(arena, is) : NULL;
        if (!is || (had && !has))
            return false;
        size_t size = had ? (size_t)(had - was) : strlen(was), other = has ? (size_t)(has - is) : strlen(is);
        while (size && was[size - 1] == ' ')
            size--;
        while (other && is[other - 1] == ' ')
            other--;
        if (size != other || strncmp(was, is, size) != 0)
            return false;
    }
    return !type_next_argument(arena, &to);
}

static int decide(struct graph *graph, const struct object *old, const struct object *now, uint64_t changed,
                  struct object **mid) {
    if (!(changed & field_bit(now->kind, kind_field(now->kind, "arguments"))))
        return 0;
    return can_replace_arguments(graph->arena, (const struct routine *)old, (const struct routine *)now)
               ? 0
               : RECREATE;
}

/* Not an extension's, nor the constructor of a range type. */
#define ROUTINE_OF_ITS_OWN                                                                               \
    " AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid" \
    "                 AND e.deptype IN ('e', 'i'))"

#define ROUTINE_QUERY(body)                                                                                  \
    "SELECT 'pg_proc'::regclass::oid AS class_id, p.oid AS object_id, 0 AS sub_id,"                          \
    "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"         \
    "       p.proname || '(' || s.types || ')' AS name,"                                                     \
    "       nullif(pg_get_function_arguments(p.oid), s.types) AS arguments,"                                 \
    "       CASE WHEN p.prokind <> 'p' THEN pg_get_function_result(p.oid) END AS returns,"                   \
    "       CASE WHEN p.prokind = 'p' THEN 'true' END AS procedure, l.lanname AS language,"                  \
    "       CASE WHEN p.prokind = 'w' THEN 'true' END AS \"window\","                                        \
    "       CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END AS volatility,"          \
    "       CASE WHEN p.proisstrict THEN 'true' END AS strict,"                                              \
    "       CASE WHEN p.proleakproof THEN 'true' END AS leakproof,"                                          \
    "       CASE WHEN p.prosecdef THEN 'true' END AS security_definer,"                                      \
    "       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END AS parallel,"             \
    "       nullif(p.procost, CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END) AS cost,"        \
    "       CASE WHEN p.proretset THEN nullif(p.prorows, 1000) END AS rows,"                                 \
    "       CASE WHEN p.prosupport <> 0 THEN (SELECT CASE WHEN m.nspname IN ('pg_catalog', $2) THEN ''"      \
    "         ELSE quote_ident(m.nspname) || '.' END || quote_ident(f.proname) FROM pg_proc f"               \
    "         JOIN pg_namespace m ON m.oid = f.pronamespace WHERE f.oid = p.prosupport) END AS support,"     \
    "       (SELECT array_agg(format_type(t, NULL) ORDER BY format_type(t, NULL) COLLATE \"C\")"             \
    "          FROM unnest(p.protrftypes) t) AS transforms,"                                                 \
    "       (SELECT array_agg(c ORDER BY c COLLATE \"C\") FROM unnest(p.proconfig) c) AS set,"               \
    "       p.probin AS library, " body " AS body"                                                           \
    "  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang" \
    "  CROSS JOIN LATERAL (SELECT coalesce(string_agg(format_type(u.type, NULL), ', ' ORDER BY u.place), "   \
    "'') AS types"                                                                                           \
    "       FROM unnest(p.proargtypes) WITH ORDINALITY u(type, place)) s"                                    \
    " WHERE p.prokind <> 'a' AND " SQL_IN_SCHEMA("n.nspname") ROUTINE_OF_ITS_OWN " ORDER BY n.nspname, 7"

const struct kind kind_routine = {
    .name = "routine",
    .word = "routine",
    .within = "schema",
    .noun = "ROUTINE",
    .grant_noun = "ROUTINE",
    .space = "routine",
    .signature = true,
    .whole = true,
    .size = sizeof(struct routine),
    .fields = fields,
    .queries = {{140000, ROUTINE_QUERY("coalesce(pg_get_function_sqlbody(p.oid), p.prosrc)")},
                {0, ROUTINE_QUERY("p.prosrc")}},
    .finish = finish,
    .link = link_types,
    .decide = decide,
    .create = create,
    .alter = alter,
    .rename = rename_routine,
};
