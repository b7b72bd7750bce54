#include "luamig/field.h"
#include "luamig/graph.h"
#include "luamig/options.h"

struct foreign_data_wrapper {
    struct object object;
    const char *handler, *validator;
    struct list options;
};

enum { HANDLER, VALIDATOR, OPTIONS };

static const struct field fields[] = {
    [HANDLER] = FIELD(foreign_data_wrapper, handler, REF, ALTER | ANYWHERE, .of = "routine",
                      .doc = "the routine that reads foreign tables, as \"handle()\""),
    [VALIDATOR] = FIELD(foreign_data_wrapper, validator, REF, ALTER | ANYWHERE, .of = "routine",
                        .doc = "the routine that checks options, as \"validate(text[], oid)\""),
    [OPTIONS] = FIELD(foreign_data_wrapper, options, LIST, ALTER | SETTINGS, .doc = "name = value"),
    {0},
};

static bool finish(struct graph *graph, struct object *object, struct fail *fail) {
    list_sort(&((struct foreign_data_wrapper *)object)->options);
    return true;
}

static void create(struct sql *sql, const struct object *object) {
    const struct foreign_data_wrapper *wrapper = (const struct foreign_data_wrapper *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE FOREIGN DATA WRAPPER %o", object);
    if (wrapper->handler)
        sql_format(&text, " HANDLER %P", wrapper->handler);
    if (wrapper->validator)
        sql_format(&text, " VALIDATOR %P", wrapper->validator);
    options_add(&text, &wrapper->options);
    sql_add(sql, "%s", text.data);
}

static void add_routine(struct text *text, const char *word, const char *routine) {
    sql_format(text, routine ? " %s %P" : " NO %s", word, routine);
}

static void alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t changed) {
    const struct foreign_data_wrapper *wrapper = (const struct foreign_data_wrapper *)now;
    struct text text = text_new(sql->arena);
    sql_format(&text, "ALTER FOREIGN DATA WRAPPER %o", now);
    if (changed & 1U << HANDLER)
        add_routine(&text, "HANDLER", wrapper->handler);
    if (changed & 1U << VALIDATOR)
        add_routine(&text, "VALIDATOR", wrapper->validator);
    if (changed & 1U << OPTIONS)
        options_add_change(&text, &((const struct foreign_data_wrapper *)old)->options, &wrapper->options);
    sql_add(sql, "%s", text.data);
}

const struct kind kind_foreign_data_wrapper = {
    .name = "foreign_data_wrapper",
    .word = "foreign_data_wrapper",
    .noun = "FOREIGN DATA WRAPPER",
    .grant_noun = "FOREIGN DATA WRAPPER",
    .size = sizeof(struct foreign_data_wrapper),
    .fields = fields,
    .queries =
        {{0,
          "WITH routines AS ("
          "  SELECT p.oid, CASE WHEN n.nspname IN ('pg_catalog', $2) THEN '' ELSE quote_ident(n.nspname) || '.' END"
          "         || quote_ident(p.proname) || '(' || oidvectortypes(p.proargtypes) || ')' AS path"
          "    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace)"
          " SELECT 'pg_foreign_data_wrapper'::regclass::oid AS class_id, w.oid AS object_id, 0 AS sub_id,"
          "        NULL AS parent_class, NULL AS parent_object, NULL AS parent_sub, w.fdwname AS name,"
          "        h.path AS handler, v.path AS validator,"
          "        (SELECT array_agg(o ORDER BY o COLLATE \"C\") FROM unnest(w.fdwoptions) o) AS options"
          "   FROM pg_foreign_data_wrapper w LEFT JOIN routines h ON h.oid = w.fdwhandler"
          "   LEFT JOIN routines v ON v.oid = w.fdwvalidator"
          "  WHERE true" SQL_NO_MEMBER("pg_foreign_data_wrapper", "w.oid") " ORDER BY w.fdwname"}},
    .finish = finish,
    .create = create,
    .alter = alter,
};
