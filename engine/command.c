#include "luamig/command.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/nearest.h"
#include "luamig/option.h"
#include "luamig/server.h"

/* lock_timeout and statement_timeout are milliseconds in an int of PostgreSQL's. */
enum { MOST_SECONDS = 2147483, OLDEST_SERVER = 130000 };

/* The arguments of main() while they are read. */
struct reader {
    struct command *command;
    char **arguments;
    int at, count;
    const char *unknown; /* the first option that no row has: reported once the command is known */
};

static bool is_number(const char *word) {
    return (*word == '-' || *word == '+') && isdigit((unsigned char)word[1]);
}

static bool is_option(const char *word) {
    return *word == '-' && word[1] && !is_number(word);
}

static void keep(struct command *command, const struct option_row *row, const char *value) {
    list_add(command->arena, &command->option_names, row->name);
    list_add(command->arena, &command->option_values, value);
}

/* "--name", "--name=value", "--name value". What follows is no value if it is an option itself: `--custom
 * --empty` is a forgotten value, and the form with = can say what is meant. */
static bool read_long(struct reader *reader, const char *word, struct fail *fail) {
    struct command *command = reader->command;
    const char *equals = strchr(word, '=');
    char *name = arena_copy_bytes(command->arena, word, equals ? (size_t)(equals - word) : strlen(word));
    const struct option_row *row = option_row_find(name + 2, NULL);
    if (!row) {
        reader->unknown = reader->unknown ? reader->unknown : name;
        return true;
    }
    const char *value = equals ? equals + 1 : "";
    if (!row->argument) {
        keep(command, row, "");
        return equals ? fail_set(fail, EXIT_USAGE, "option %s takes no value", name) : true;
    }
    if (!equals && reader->at < reader->count && !is_option(reader->arguments[reader->at]))
        value = reader->arguments[reader->at++];
    if (!*value)
        return fail_set(fail, EXIT_USAGE, "option %s needs a value: %s", name, row->argument);
    keep(command, row, value);
    return true;
}

/* "-v", "-qv": letters are flags only. */
static bool read_letters(struct reader *reader, const char *word) {
    for (const char *letter = word + 1; *letter; letter++)
        if (!option_row_letter(*letter)) {
            reader->unknown = reader->unknown ? reader->unknown : word;
            return true;
        }
    for (const char *letter = word + 1; *letter; letter++)
        keep(reader->command, option_row_letter(*letter), "");
    return true;
}

static bool read_all(struct reader *reader, struct fail *fail) {
    struct command *command = reader->command;
    bool fine = true, options = true;
    while (reader->at < reader->count) {
        const char *word = reader->arguments[reader->at++];
        if (options && strcmp(word, "--") == 0)
            options = false;
        else if (options && strncmp(word, "--", 2) == 0)
            fine = read_long(reader, word, fail) && fine;
        else if (options && is_option(word))
            fine = read_letters(reader, word) && fine;
        else if (!command->name)
            command->name = word;
        else
            list_add(command->arena, &command->arguments, word);
    }
    return fine;
}

/* Is the value one of "a|b|c"? `what` is "option --color" or "completions". */
static bool check_choice(const char *what, const char *choices, const char *value, struct fail *fail) {
    char words[16][32];
    const char *names[16];
    int count = 0;
    for (const char *rest = choices; count < 16 && choice_next(&rest, words[count], sizeof *words); count++) {
        if (strcmp(words[count], value) == 0)
            return true;
        names[count] = words[count];
    }
    const char *meant = nearest(value, names, count);
    fail_set(fail, EXIT_USAGE, "%s takes %s, not '%s'", what, choices, value);
    return meant ? fail_hint(fail, "did you mean %s?", meant) : false;
}

static bool check_seconds(const char *name, const char *value, struct fail *fail) {
    const char *dot = strchr(value, '.');
    bool digits = strspn(value, "0123456789.") == strlen(value) && isdigit((unsigned char)*value);
    if (digits && !(dot && strchr(dot + 1, '.')) && strtod(value, NULL) <= MOST_SECONDS)
        return true;
    return fail_set(fail, EXIT_USAGE, "option --%s takes a number of seconds up to %d, not '%s'", name,
                    MOST_SECONDS, value);
}

static bool check_option(struct command *command, int at, struct fail *fail) {
    const char *name = command->option_names.items[at], *value = command->option_values.items[at];
    const struct option_row *row = option_row_find(name, command->name);
    if (!row) {
        row = option_row_find(name, NULL);
        fail_set(fail, EXIT_USAGE, "%s takes no option --%s", command->name, name);
        return fail_hint(fail, "it belongs to: %s", row->commands);
    }
    if (!row->argument)
        return true;
    if (!row->repeatable && list_find(&command->option_names, name) != at)
        return fail_set(fail, EXIT_USAGE, "option --%s was given twice", name);
    if (strcmp(row->argument, "SECONDS") == 0)
        return check_seconds(name, value, fail);
    if (strchr(row->argument, '|'))
        return check_choice(arena_printf(command->arena, "option --%s", name), row->argument, value, fail);
    return true;
}

static bool usage_hint(const struct command_row *row, struct fail *fail) {
    return fail_hint(fail, "luamig %s%s%s", row->name, row->arguments ? " " : "",
                     row->arguments ? row->arguments : "");
}

/* Several words where one is expected were probably meant to be one. */
static bool too_many(const struct command *command, const struct command_row *row, int most,
                     struct fail *fail) {
    if (most == 0)
        return fail_set(fail, EXIT_USAGE, "%s takes no arguments, but was given '%s'", row->name,
                        command->arguments.items[0]);
    fail_set(fail, EXIT_USAGE, "%s takes %s, but was given %d arguments", row->name, row->arguments,
             command->arguments.count);
    if (strcmp(row->arguments, "MESSAGE") == 0)
        return fail_hint(fail, "put the message in quotes: luamig %s \"%s %s ...\"", row->name,
                         command->arguments.items[0], command->arguments.items[1]);
    return usage_hint(row, fail);
}

static bool check_arguments(const struct command *command, const struct command_row *row, struct fail *fail) {
    const char *rest = row->arguments;
    struct argument argument;
    int at = 0;
    for (; argument_next(&rest, &argument); at++) {
        if (argument.many)
            return true;
        const char *given = command_argument(command, at);
        if (!given && !argument.optional) {
            fail_set(fail, EXIT_USAGE, "%s needs %s", row->name, argument.name);
            return usage_hint(row, fail);
        }
        if (given && !*given)
            return fail_set(fail, EXIT_USAGE, "%s was given an empty %s", row->name, argument.name);
        if (given && argument.choice && !check_choice(row->name, argument.name, given, fail))
            return false;
    }
    return command->arguments.count <= at || too_many(command, row, at, fail);
}

static void read_settings(struct command *command) {
    const char *color = command_option(command, "color");
    command->json = command_flag(command, "json");
    command->quiet = command_flag(command, "quiet");
    command->verbose = command_flag(command, "verbose");
    if (color && strcmp(color, "always") == 0)
        command->color = COLOR_ALWAYS;
    else if (color && strcmp(color, "never") == 0)
        command->color = COLOR_NEVER;
}

bool command_parse(struct command *command, int count, char **arguments, struct fail *fail) {
    struct reader reader = {.command = command, .arguments = arguments, .at = 1, .count = count};
    bool fine = read_all(&reader, fail);
    read_settings(command);
    if (command_flag(command, "version"))
        command->name = "version";
    if (command_flag(command, "help") || command_flag(command, "version")) {
        fail_clear(fail);
        return true;
    }
    if (!fine)
        return false;
    const struct command_row *row = command->name ? command_row_find(command->name) : NULL;
    if (command->name && !row)
        return command_row_unknown(command->name, fail);
    if (reader.unknown)
        return option_row_unknown(reader.unknown, command->name ? command->name : "", fail);
    for (int i = 0; row && i < command->option_names.count; i++)
        if (!check_option(command, i, fail))
            return false;
    return !row || check_arguments(command, row, fail);
}

const char *command_option(const struct command *command, const char *name) {
    int at = list_find(&command->option_names, name);
    return at < 0 ? NULL : command->option_values.items[at];
}

bool command_flag(const struct command *command, const char *name) {
    return command_option(command, name) != NULL;
}

struct list command_values(const struct command *command, const char *name) {
    struct list values = {0};
    for (int i = 0; i < command->option_names.count; i++)
        if (strcmp(command->option_names.items[i], name) == 0)
            list_add(command->arena, &values, command->option_values.items[i]);
    return values;
}

double command_seconds(const struct command *command, const char *name, double otherwise) {
    const char *value = command_option(command, name);
    return value ? strtod(value, NULL) : otherwise;
}

const char *command_argument(const struct command *command, int at) {
    return at < command->arguments.count ? command->arguments.items[at] : NULL;
}

const char *command_custom(struct command *command, struct fail *fail) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    const char *name = command_option(command, "custom");
    if (!name)
        return NULL;
    if (strspn(name, letters) == strlen(name) && *name != '_' && *name != '-')
        return arena_printf(command->arena, "custom/%s", name);
    fail_set(fail, EXIT_USAGE, "--custom takes the name of an organisation, not '%s'", name);
    if (strncmp(name, "custom/", 7) == 0)
        fail_hint(fail, "write --custom %s", name + 7);
    else
        fail_hint(fail, "a name is made of a-z, 0-9, _ and -, and begins with a letter or a digit");
    return NULL;
}

/* Has the environment told libpq where to connect, as it tells psql? */
static bool environment_names_server(void) {
    static const char *const names[] = {"PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (getenv(names[i]))
            return true;
    return false;
}

const char *command_url(struct command *command, struct fail *fail) {
    const char *given = command_option(command, "database");
    const struct project *project = command->project;
    if (given)
        return given;
    if (project && project->database)
        return project->database;
    if (project && project->is_private)
        return server_url(command->project, fail);
    if (environment_names_server())
        return "";
    fail_set(fail, EXIT_FAILED, "no database is known");
    fail_hint(fail, "set database in luamig.lua or what it reads (DATABASE_URL), or give --database URL");
    return NULL;
}

struct link *command_connect(struct command *command, struct fail *fail) {
    const char *url = command_url(command, fail);
    struct link *link = url ? link_open(url, fail) : NULL;
    if (!link)
        return NULL;
    int version = link_server_version(link);
    if (version >= OLDEST_SERVER)
        return link;
    fail_set(fail, EXIT_FAILED, "the server is PostgreSQL %d.%d; luamig needs 13 or later", version / 10000,
             version < 100000 ? version / 100 % 100 : version % 100);
    link_close(link);
    return NULL;
}
