#include "luamig/command.h"

#include <string.h>

#include "luamig/document.h"
#include "luamig/scaffold.h"

/* A pattern of lua/luamig/patterns.lua. */
struct pattern {
    const char *word, *suffix, *columns;
    const char *kind;          /* which kind of plugin begins with it */
    const char *leans, *alone; /* the pattern it refers to, and what to say if that is not there */
};

static const struct pattern patterns[] = {
    {"data", "_data", "client_id, external_id, status, data, created_at, updated_at", "tool", NULL, NULL},
    {"log", "_logs",
     "client_id, operation, success, error_message, request_data, response_data, execution_time_ms, "
     "created_at",
     "tool", "data", "data = false"},
    {"config", "_config",
     "client_id, api_endpoint, api_key_encrypted, rate_limit, webhook_url, advanced_settings, created_at, "
     "updated_at",
     "tool", NULL, NULL},
    {"item", "_items",
     "external_id, name, description, content, category, tags, mime_type, is_public, allowed_clients, "
     "source_url, "
     "last_synced, sync_hash, created_at, updated_at",
     "resource", NULL, NULL},
    {"access", "_access",
     "client_id, resource_item_id, operation, uri_requested, success, error_message, response_time_ms, "
     "bytes_returned, created_at",
     "resource", "item", "item = false"},
    {"sync", "_sync",
     "sync_type, source_system, source_url, status, started_at, completed_at, items_processed, "
     "items_created, "
     "items_updated, items_deleted, error_message, error_details, sync_config, last_cursor",
     "resource", NULL, NULL},
};

enum { LONGEST_PREFIX = 63 - 7 }; /* what PostgreSQL keeps of a name, without the longest suffix */

static bool check_name(const char *name, struct fail *fail) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    if (strspn(name, letters) == strlen(name) && *name >= 'a' && *name <= 'z')
        return true;
    fail_set(fail, EXIT_USAGE, "'%s' cannot be the name of a tool or resource", name);
    return fail_hint(
        fail, "a name is made of a-z, 0-9, _ and -, and begins with a letter: tables are called by it");
}

/* "acme_invoice" for acme's invoice: what belongs to one organisation is told apart by its name. */
static const char *table_prefix(struct arena *arena, const char *org, const char *name, struct fail *fail) {
    char *prefix = org ? arena_printf(arena, "%s_%s", org, name) : arena_copy(arena, name);
    for (char *c = prefix; *c; c++)
        if (*c == '-')
            *c = '_';
    if (strlen(prefix) <= LONGEST_PREFIX)
        return prefix;
    fail_set(fail, EXIT_USAGE, "'%s' is too long: PostgreSQL keeps 63 bytes of a table's name", prefix);
    return NULL;
}

/* The project's pattern for such files: the one that has the word ("tool") in it, else the first. */
static const char *place_for(const struct list *places, const char *word) {
    for (int i = 0; i < places->count; i++)
        if (strstr(places->items[i], word))
            return places->items[i];
    return places->count ? places->items[0] : NULL;
}

/* The piece of a pattern that begins at `from`: "**", "*", "{org}", "{tool}" or plain text. */
static size_t piece_size(const char *from) {
    if (*from == '*')
        return strspn(from, "*");
    if (*from == '{')
        return strcspn(from, "}") + (strchr(from, '}') != NULL);
    return strcspn(from, "*{");
}

/* "custom_tools/{org}/" "**" "/models.lua" with acme and invoice put in; only the first ** needs a folder. */
static const char *fill_place(struct arena *arena, const char *place, const char *org, const char *name) {
    struct text path = text_new(arena);
    bool named = false;
    for (const char *from = place; *from;) {
        size_t size = piece_size(from);
        if (strncmp(from, "{org}", size) == 0) {
            text_add(&path, org ? org : "");
        } else if (*from == '*' || *from == '{') {
            if (size == 2 && *from == '*' && named)
                size += from[size] == '/';
            else
                text_add(&path, name);
            named = true;
        } else {
            text_add_bytes(&path, from, size);
        }
        from += size;
    }
    return path.data;
}

static bool wanted(const struct list *words, const char *kind, const struct pattern *pattern) {
    return words->count ? list_find(words, pattern->word) >= 0 : strcmp(pattern->kind, kind) == 0;
}

static bool leans_on_nothing(const struct list *words, const char *kind, const struct pattern *pattern) {
    for (size_t i = 0; pattern->leans && i < sizeof patterns / sizeof *patterns; i++)
        if (strcmp(patterns[i].word, pattern->leans) == 0)
            return !wanted(words, kind, &patterns[i]);
    return false;
}

/* A comment, broken at blanks. */
static void add_comment(struct text *text, const char *string) {
    enum { WIDTH = 100 };
    text_add(text, "--");
    size_t column = 2;
    while (*string) {
        size_t size = strcspn(string, " ");
        if (column > 2 && column + 1 + size > WIDTH) {
            text_add(text, "\n--");
            column = 2;
        }
        text_addf(text, " %.*s", (int)size, string);
        column += 1 + size;
        string += size + strspn(string + size, " ");
    }
    text_add_char(text, '\n');
}

static const char *file_text(struct command *command, const char *kind, const char *org, const char *prefix) {
    struct arena *arena = command->arena;
    struct text text = text_new(arena);
    struct list words = command_values(command, "pattern");
    const char *name = command_argument(command, 1);
    add_comment(&text,
                arena_printf(arena, "The tables of %s's %s %s. The revision that makes them is written by",
                             org ? org : "core", kind, name));
    text_addf(&text, "--\n--     luamig create \"add %s\"%s%s\n--\n", name, org ? " --custom " : "",
              org ? org : "");
    add_comment(
        &text,
        "A pattern declares one table. What its second argument holds is added as in a model: columns, "
        "indexes, checks. A row belongs to a row of clients; client = \"tenants.id\" names another "
        "table, client = false none.");
    text_add(&text, "local patterns = require \"luamig.patterns\"\n");
    bool first = true;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        const struct pattern *pattern = &patterns[i];
        if (!wanted(&words, kind, pattern))
            continue;
        text_add_char(&text, '\n');
        add_comment(&text, arena_printf(arena, "%s%s: id, %s", prefix, pattern->suffix, pattern->columns));
        const char *alone = leans_on_nothing(&words, kind, pattern) ? pattern->alone : NULL;
        text_addf(&text, first || alone ? "patterns.%s(\"%s\", {\n" : "patterns.%s \"%s\"\n", pattern->word,
                  prefix);
        if (alone)
            text_addf(&text, "  %s,\n", alone);
        if (first)
            text_add(&text, "  -- { \"amount\", \"integer\", null = false, comment = \"in cents\" },\n");
        if (first || alone)
            text_add(&text, "})\n");
        first = false;
    }
    return text.data;
}

int command_new(struct command *command, struct fail *fail) {
    const char *kind = command_argument(command, 0), *name = command_argument(command, 1);
    const char *owner = command_custom(command, fail),
               *org = owner ? command_option(command, "custom") : NULL;
    const char *prefix =
        !fail->code && check_name(name, fail) ? table_prefix(command->arena, org, name, fail) : NULL;
    if (!prefix)
        return fail->code;
    const struct project *project = command->project;
    const char *place = place_for(org ? &project->custom_models : &project->core_models, kind);
    if (!place) {
        fail_set(fail, EXIT_FAILED, "luamig.lua names no place for models of %s",
                 org ? "organisations" : "core");
        fail_hint(fail, "add a pattern to %s.models", org ? "custom" : "core");
        return fail->code;
    }
    struct scaffold scaffold = {.arena = command->arena, .folder = project->root};
    const char *path = fill_place(command->arena, place, org, name);
    if (!scaffold_file(&scaffold, path, file_text(command, kind, org, prefix), fail))
        return fail->code;
    if (scaffold.kept.count) {
        fail_set(fail, EXIT_FAILED, "%s is there already", path);
        return fail->code;
    }
    struct text json = text_new(command->arena);
    document_object(&json, NULL);
    document_string(&json, "created", path);
    document_end(&json, '}');
    if (command->json)
        output_json(json.data);
    output_line("%screated%s %s", output_style(STYLE_ADD), output_style(STYLE_PLAIN), path);
    output_note("\nNext: luamig create \"add %s\"%s%s", name, org ? " --custom " : "", org ? org : "");
    return EXIT_DONE;
}
