/* Text search: a dictionary, and a configuration that maps the tokens of a parser to dictionaries. */
#include <string.h>

#include "luamig/fail.h"
#include "luamig/graph.h"
#include "luamig/options.h"

struct dictionary {
    struct object object;
    const char *template;
    struct list options;
};

static const struct field dictionary_fields[] = {
    FIELD(dictionary, template, TEXT, RECREATE | REQUIRED, .doc = "\"simple\", \"snowball\", \"ispell\""),
    FIELD(dictionary, options, LIST, ALTER | SETTINGS, .doc = "{ language = \"english\" }"),
    {0},
};

struct configuration {
    struct object object;
    const char *parser;
    struct list mappings;
};

static const struct field configuration_fields[] = {
    FIELD(configuration, parser, TEXT, RECREATE, .doc = "unsaid: PostgreSQL's \"default\""),
    FIELD(configuration, mappings, EXPRS, ALTER | SETTINGS,
          .doc = "{ word = { \"english_stem\", \"simple\" } }"),
    {0},
};

/* pg_catalog is always searched. */
static const char *without_catalog(const char *name) {
    static const char catalog[] = "pg_catalog.";
    return name && strncmp(name, catalog, sizeof catalog - 1) == 0 ? name + sizeof catalog - 1 : name;
}

/* ---- dictionary ---- */

static bool finish_dictionary(struct graph *graph, struct object *object, struct fail *fail) {
    struct dictionary *dictionary = (struct dictionary *)object;
    dictionary->template = without_catalog(dictionary->template);
    list_sort(&dictionary->options);
    return true;
}

static void add_option(struct text *text, const char *option) {
    sql_format(text, "%I = %L", option_name(text->arena, option), option_value(option));
}

static void create_dictionary(struct sql *sql, const struct object *object) {
    const struct dictionary *dictionary = (const struct dictionary *)object;
    struct text text = text_new(sql->arena);
    sql_format(&text, "CREATE TEXT SEARCH DICTIONARY %o (TEMPLATE = %P", object, dictionary->template);
    for (int i = 0; i < dictionary->options.count; i++) {
        text_add(&text, ", ");
        add_option(&text, dictionary->options.items[i]);
    }
    sql_add(sql, "%s)", text.data);
}

/* All of them are said, since PostgreSQL keeps them in the order in which they were set; one without a value goes
 * back to its default. */
static void alter_dictionary(struct sql *sql, const struct object *old, const struct object *now,
                             uint64_t changed) {
    const struct list *had = &((const struct dictionary *)old)->options,
                      *has = &((const struct dictionary *)now)->options;
    struct text text = text_new(sql->arena);
    for (int i = 0; i < had->count; i++) {
        const char *name = option_name(sql->arena, had->items[i]);
        if (!option_find(has, name))
            sql_format(&text, "%s%I", text.size ? ", " : "", name);
    }
    for (int i = 0; i < has->count; i++) {
        text_add(&text, text.size ? ", " : "");
        add_option(&text, has->items[i]);
    }
    sql_add(sql, "ALTER TEXT SEARCH DICTIONARY %o (%s)", now, text.data);
}

/* ---- configuration ---- */

/* "word=a, b", whatever blanks there were. */
static const char *canonical_mapping(struct arena *arena, const char *mapping) {
    struct text text = text_new(arena);
    for (const char *c = mapping; *c; c++)
        if (*c == ',')
            text_add(&text, ", ");
        else if (*c != ' ')
            text_add_char(&text, *c);
    return text.data;
}

static bool finish_configuration(struct graph *graph, struct object *object, struct fail *fail) {
    struct configuration *configuration = (struct configuration *)object;
    configuration->parser = without_catalog(configuration->parser);
    if (configuration->parser && strcmp(configuration->parser, "default") == 0)
        configuration->parser = NULL;
    struct list *mappings = &configuration->mappings;
    for (int i = 0; i < mappings->count; i++)
        mappings->items[i] = canonical_mapping(graph->arena, mappings->items[i]);
    list_sort(mappings);
    for (int i = 1; i < mappings->count; i++) {
        const char *token = option_name(graph->arena, mappings->items[i]);
        if (strcmp(token, option_name(graph->arena, mappings->items[i - 1])) == 0)
            return fail_at(fail, object->origin, "text search configuration %s maps '%s' twice", object->name,
                           token);
    }
    return true;
}

static void add_mapping(struct sql *sql, const struct object *object, const char *verb, const char *mapping) {
    sql_add(sql, "ALTER TEXT SEARCH CONFIGURATION %o %s MAPPING FOR %I WITH %s", object, verb,
            option_name(sql->arena, mapping), option_value(mapping));
}

static void alter_configuration(struct sql *sql, const struct object *old, const struct object *now,
                                uint64_t changed) {
    const struct list *had = &((const struct configuration *)old)->mappings,
                      *has = &((const struct configuration *)now)->mappings;
    for (int i = 0; i < had->count; i++) {
        const char *token = option_name(sql->arena, had->items[i]);
        if (!option_find(has, token))
            sql_add(sql, "ALTER TEXT SEARCH CONFIGURATION %o DROP MAPPING FOR %I", now, token);
    }
    for (int i = 0; i < has->count; i++) {
        bool there = option_find(had, option_name(sql->arena, has->items[i]));
        if (list_find(had, has->items[i]) < 0)
            add_mapping(sql, now, there ? "ALTER" : "ADD", has->items[i]);
    }
}

static void create_configuration(struct sql *sql, const struct object *object) {
    const struct configuration *configuration = (const struct configuration *)object;
    sql_add(sql, "CREATE TEXT SEARCH CONFIGURATION %o (PARSER = %P)", object,
            configuration->parser ? configuration->parser : "default");
    for (int i = 0; i < configuration->mappings.count; i++)
        add_mapping(sql, object, "ADD", configuration->mappings.items[i]);
}

/* ---- the catalog ---- */

/* pg_ts_dict holds the options as text, "language = 'english', accept = 'a\\b'", quoted as serialize_deflist() of
 * PostgreSQL's tsearchcmds.c does it. */
static const char dictionary_query[] =
    "SELECT 'pg_ts_dict'::regclass::oid AS class_id, d.oid AS object_id, 0 AS sub_id,"
    "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
    "       d.dictname AS name,"
    "       CASE WHEN m.nspname IN ('pg_catalog', $2) THEN '' ELSE quote_ident(m.nspname) || '.' END"
    "       || quote_ident(t.tmplname) AS template,"
    "       (SELECT array_agg(replace(trim('\"' FROM o[1]), '\"\"', '\"') || '='"
    "               || CASE WHEN o[2] LIKE 'E''%' THEN"
    "                         replace(replace(substr(o[2], 3, length(o[2]) - 3), '''''', ''''), '\\\\', '\\')"
    "                       WHEN o[2] LIKE '''%' THEN"
    "                         replace(substr(o[2], 2, length(o[2]) - 2), '''''', '''')"
    "                       ELSE o[2] END ORDER BY o[1] COLLATE \"C\")"
    "          FROM regexp_matches(d.dictinitoption, '(\"(?:[^\"]|\"\")+\"|[^ =,]+) = (E?''(?:[^'']|'''')*''|[^,]+)',"
    "                              'g') o) AS options"
    "  FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace"
    "  JOIN pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_namespace m ON m.oid = t.tmplnamespace"
    " WHERE " SQL_IN_SCHEMA("n.nspname")
        SQL_NO_MEMBER("pg_ts_dict", "d.oid") " ORDER BY n.nspname, d.dictname";

static const char configuration_query[] =
    "SELECT 'pg_ts_config'::regclass::oid AS class_id, c.oid AS object_id, 0 AS sub_id,"
    "       'pg_namespace'::regclass::oid AS parent_class, n.oid AS parent_object, 0 AS parent_sub,"
    "       c.cfgname AS name,"
    "       CASE WHEN m.nspname <> 'pg_catalog' OR p.prsname <> 'default' THEN"
    "         CASE WHEN m.nspname IN ('pg_catalog', $2) THEN '' ELSE quote_ident(m.nspname) || '.' END"
    "         || quote_ident(p.prsname) END AS parser,"
    "       (SELECT array_agg(t.alias || '=' || t.dictionaries ORDER BY t.alias COLLATE \"C\")"
    "          FROM (SELECT y.alias,"
    "                       string_agg(CASE WHEN k.nspname IN ('pg_catalog', $2) THEN ''"
    "                                       ELSE quote_ident(k.nspname) || '.' END || quote_ident(d.dictname),"
    "                                  ', ' ORDER BY w.mapseqno) AS dictionaries"
    "                  FROM pg_ts_config_map w JOIN ts_token_type(c.cfgparser) y ON y.tokid = w.maptokentype"
    "                  JOIN pg_ts_dict d ON d.oid = w.mapdict JOIN pg_namespace k ON k.oid = d.dictnamespace"
    "                 WHERE w.mapcfg = c.oid GROUP BY y.alias) t) AS mappings"
    "  FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace"
    "  JOIN pg_ts_parser p ON p.oid = c.cfgparser JOIN pg_namespace m ON m.oid = p.prsnamespace"
    " WHERE " SQL_IN_SCHEMA("n.nspname")
        SQL_NO_MEMBER("pg_ts_config", "c.oid") " ORDER BY n.nspname, c.cfgname";

const struct kind kind_text_search_dictionary = {
    .name = "text_search_dictionary",
    .word = "text_search_dictionary",
    .within = "schema",
    .noun = "TEXT SEARCH DICTIONARY",
    .size = sizeof(struct dictionary),
    .fields = dictionary_fields,
    .queries = {{0, dictionary_query}},
    .finish = finish_dictionary,
    .create = create_dictionary,
    .alter = alter_dictionary,
};

const struct kind kind_text_search_configuration = {
    .name = "text_search_configuration",
    .word = "text_search_configuration",
    .within = "schema",
    .noun = "TEXT SEARCH CONFIGURATION",
    .size = sizeof(struct configuration),
    .fields = configuration_fields,
    .queries = {{0, configuration_query}},
    .finish = finish_configuration,
    .create = create_configuration,
    .alter = alter_configuration,
};
