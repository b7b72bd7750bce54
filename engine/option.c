#include "luamig/option.h"

#include <stdio.h>
#include <string.h>

#include "luamig/nearest.h"

const struct command_row command_rows[] = {
    {.group = "Begin",
     .name = "init",
     .arguments = "[DIR]",
     .run = command_init,
     .summary = "scaffold a project",
     .about =
         "Writes luamig.lua, a first core/models.lua, migrations/, .env.example, a line of .gitignore, and what "
         "editors complete by: types/luamig.lua and .luarc.json. "
         "Files that are there already stay as they are."},
    {.group = "Begin",
     .name = "new",
     .arguments = "tool|resource NAME",
     .project = true,
     .run = command_new,
     .summary = "begin the models.lua of a tool or resource",
     .about =
         "Without --pattern a tool begins with data, log and config tables, a resource with item, access and "
         "sync.",
     .examples = "luamig new tool invoice_generator --custom acme\n"
                 "luamig new resource price_list --custom acme --pattern item"},
    {.group = "Begin",
     .name = "models",
     .project = true,
     .run = command_models,
     .summary = "list the models.lua files that are found, with owner, tables and hooks"},
    {.group = "Begin",
     .name = "doctor",
     .run = command_doctor,
     .summary = "check connection, privileges, versions and discovery, and say what to do"},
    {.group = "Begin",
     .name = "server",
     .arguments = "start|stop|url|psql [ARGUMENT...]",
     .project = true,
     .run = command_server,
     .summary = "the project's private PostgreSQL",
     .about =
         "It lives under .luamig/, listens on no network port, and is made when it is first needed. Arguments "
         "are psql's; what begins with a dash stands behind --.",
     .examples = "luamig server psql\n"
                 "luamig server psql -- -c 'select * from clients'\n"
                 "DATABASE_URL=$(luamig server url) my_application"},

    {.group = "Change",
     .name = "create",
     .arguments = "MESSAGE",
     .project = true,
     .run = command_create,
     .summary = "write the revision that brings one owner's objects to its models",
     .about =
         "Compares the models with the database and writes a revision script. The database is only read. If "
         "nothing differs it says so and writes no file.",
     .examples = "luamig create \"add clients\"\n"
                 "luamig create \"add invoice tables\" --custom acme\n"
                 "luamig create \"drop the old price\" --allow deletes_data"},
    {.group = "Change",
     .name = "check",
     .project = true,
     .run = command_check,
     .summary = "exit 3 if models, revisions and database disagree",
     .about = "For CI: a models.lua that was edited without a revision, a revision that was not run, and an "
              "object "
              "that was changed by hand are each reported."},

    {.group = "Change",
     .name = "diff",
     .project = true,
     .run = command_diff,
     .summary = "print the SQL that would bring the database to the models",
     .about =
         "What `create` and then `upgrade` would run, as a script for psql, without the ledger's own statements. "
         "Nothing is written anywhere.",
     .examples = "luamig diff\n"
                 "luamig diff --custom acme --json"},
    {.group = "Change",
     .name = "pull",
     .project = true,
     .run = command_pull,
     .summary = "write models.lua from a live database",
     .about =
         "Reads the database and prints models that say the same, or writes them below DIR, where the patterns "
         "of luamig.lua find them. What luamig has no word for is named. --owner-of shares objects out by the "
         "prefix of their name; the rest is core's.",
     .examples = "luamig pull\n"
                 "luamig pull --out . --owner-of acme_=acme\n"
                 "luamig pull --schema billing --table 'invoice*'"},

    {.group = "Change",
     .name = "baseline",
     .arguments = "[MESSAGE]",
     .project = true,
     .run = command_baseline,
     .summary = "adopt a database that was made without luamig",
     .about =
         "Writes models.lua from the database if there is none, and for each owner the first revision, which "
         "makes on an empty database what is there; it is marked as applied, and every object is managed from "
         "then on. Nothing of the database but the ledger is changed. What the models declare and the "
         "database lacks is left for the next create.",
     .examples = "luamig baseline\n"
                 "luamig baseline --owner-of acme_=acme\n"
                 "luamig baseline \"as of 2024\" --custom acme"},

    {.group = "Run",
     .name = "upgrade",
     .arguments = "[TARGET]",
     .project = true,
     .run = command_upgrade,
     .summary = "run what is pending, core before custom",
     .about = "TARGET is a revision, by its id or a unique beginning of it (it runs, and what it needs), or "
              "+N for "
              "the next N.",
     .examples = "luamig upgrade\n"
                 "luamig upgrade +1\n"
                 "luamig upgrade --sql > upgrade.sql"},
    {.group = "Run",
     .name = "downgrade",
     .arguments = "TARGET",
     .project = true,
     .run = command_downgrade,
     .summary = "undo what was run",
     .about = "TARGET is -N for the last N that were applied, base for all, or a revision: those of its "
              "owner that "
              "came after it are undone, and all that require them.",
     .examples = "luamig downgrade -1\n"
                 "luamig downgrade base --custom acme"},
    {.group = "Run",
     .name = "stamp",
     .arguments = "[TARGET]",
     .project = true,
     .run = command_stamp,
     .summary = "mark revisions as applied without running them",
     .about =
         "Without TARGET all revisions are marked as applied. A revision, by its id or a unique beginning of "
         "it, becomes its owner's last: it and what it needs are applied, what came after it and all that "
         "require that are not. base marks all as not applied. No SQL runs, and no object is registered.",
     .examples = "luamig stamp --dry-run\n"
                 "luamig stamp 20241221_135900\n"
                 "luamig stamp base --custom acme"},
    {.group = "Run",
     .name = "repair",
     .arguments = "[REVISION...]",
     .project = true,
     .run = command_repair,
     .summary = "accept edited revisions and mend the ledger",
     .about = "Accepts the files of applied revisions as they are now, after they were edited: all, or those "
              "named. "
              "A revision whose file is gone for good is forgotten only if --forget names it.",
     .examples = "luamig repair --dry-run\n"
                 "luamig repair --forget 20241221_135900_core_first"},

    {.group = "Run",
     .name = "seed",
     .project = true,
     .run = command_seed,
     .summary = "load the seeds of models.lua into empty tables",
     .about =
         "All in one transaction, a table after those that it refers to. Each is loaded once: the ledger "
         "remembers it. A table that holds rows is left alone.",
     .examples = "luamig seed\n"
                 "luamig seed --custom acme"},

    {.group = "Look",
     .name = "status",
     .project = true,
     .run = command_status,
     .summary = "say what is applied and what is pending, for each owner"},
    {.group = "Look",
     .name = "history",
     .project = true,
     .run = command_history,
     .summary = "list the revisions, the newest first, and when each was applied"},
    {.group = "Look",
     .name = "show",
     .arguments = "REVISION",
     .project = true,
     .run = command_show,
     .summary = "show one revision"},
    {.group = "Look",
     .name = "current",
     .project = true,
     .run = command_current,
     .summary = "print the last applied revision of each owner"},
    {.group = "Look",
     .name = "heads",
     .project = true,
     .run = command_heads,
     .summary = "print the last revision of each owner"},

    {.group = "Help",
     .name = "help",
     .arguments = "[COMMAND]",
     .run = command_help,
     .summary = "show what a command does and takes"},
    {.group = "Help", .name = "version", .run = command_version, .summary = "print the version"},
    {.group = "Help",
     .name = "completions",
     .arguments = "bash|zsh|fish",
     .run = command_completions,
     .summary = "print a completion script for a shell",
     .examples = "luamig completions bash > ~/.local/share/bash-completion/completions/luamig\n"
                 "luamig completions zsh > \"${fpath[1]}/_luamig\"\n"
                 "luamig completions fish > ~/.config/fish/completions/luamig.fish"},
    {.group = "Help",
     .name = "types",
     .run = command_types,
     .summary = "print annotations of every word for editors (LuaLS)",
     .about = "`init` writes them to types/luamig.lua, where the Lua language server finds them. "
              "With --json the fields of each kind are told too.",
     .examples = "luamig types > types/luamig.lua"},
    {.group = "Help",
     .name = "man",
     .run = command_man,
     .summary = "print the manual page",
     .examples = "luamig man | man -l -"},
    {0},
};

const struct option_row option_rows[] = {
    {.name = "custom",
     .argument = "ORG",
     .commands = "create new",
     .help = "write for this organisation; without it, for core"},
    {.name = "empty",
     .commands = "create",
     .help = "write a revision also when nothing differs, to be filled by hand"},
    {.name = "allow",
     .argument = "HAZARD",
     .repeatable = true,
     .commands = "create",
     .help = "let the revision do this, for example deletes_data"},
    {.name = "adopt",
     .commands = "create",
     .help = "take over objects that were made without luamig and differ from their model"},
    {.name = "accept-drift",
     .commands = "create",
     .help = "bring objects that were changed by hand back to their model"},
    {.name = "dry-run", .commands = "create", .help = "print the revision and write no file"},

    {.name = "out",
     .argument = "DIR",
     .commands = "pull",
     .help = "write files below this folder; without it, print"},
    {.name = "schema",
     .argument = "NAME",
     .repeatable = true,
     .commands = "pull baseline",
     .help = "only this schema; may be repeated"},
    {.name = "table",
     .argument = "PATTERN",
     .repeatable = true,
     .commands = "pull baseline",
     .help = "only tables, views and sequences of such a name, and what they need; * and ? stand for others"},
    {.name = "owner-of",
     .argument = "PREFIX=ORG",
     .repeatable = true,
     .commands = "pull baseline",
     .help = "what is so called belongs to the organisation; may be repeated"},
    {.name = "force", .commands = "pull", .help = "overwrite files that are there"},

    {.name = "lua", .commands = "models", .help = "print what they declare as one models.lua for each owner"},

    {.name = "pattern",
     .argument = "data|log|config|item|access|sync",
     .repeatable = true,
     .commands = "new",
     .help = "a table to begin with; may be repeated"},

    {.name = "custom",
     .argument = "ORG",
     .commands = "upgrade downgrade stamp",
     .help = "only this organisation's revisions, and what they need"},
    {.name = "sql", .commands = "upgrade downgrade", .help = "print a script for psql and run nothing"},
    {.name = "from",
     .argument = "REVISION",
     .commands = "upgrade downgrade",
     .help =
         "with --sql: connect to nothing; everything up to this revision in run order is applied, or nothing "
         "(base)"},
    {.name = "skip-data",
     .commands = "upgrade downgrade",
     .help = "with --sql: leave out hooks and batches that read the database, and mark them as done"},
    {.name = "dry-run", .commands = "upgrade downgrade", .help = "print what would run and touch nothing"},
    {.name = "dry-run", .commands = "stamp repair", .help = "print what would be marked and write nothing"},
    {.name = "forget",
     .argument = "REVISION",
     .repeatable = true,
     .commands = "repair",
     .help = "take a revision whose file is gone out of the ledger; may be repeated"},
    {.name = "lock-wait",
     .argument = "SECONDS",
     .commands = "upgrade downgrade seed stamp repair baseline",
     .help = "how long to wait for another run to end; exit 4 when it did not"},
    {.name = "lock-timeout",
     .argument = "SECONDS",
     .commands = "upgrade downgrade",
     .help = "how long a statement may wait for a lock on a table, unless its revision says so"},
    {.name = "statement-timeout",
     .argument = "SECONDS",
     .commands = "upgrade downgrade",
     .help = "how long a statement may run, unless its revision says so"},
    {.name = "retries",
     .argument = "NUMBER",
     .commands = "upgrade downgrade",
     .help = "how often what passes (a lock, a deadlock) is tried again, unless its revision says so"},
    {.name = "role",
     .argument = "ROLE",
     .commands = "upgrade downgrade",
     .help = "run as this role, unless a revision or its owner has one"},

    {.name = "custom",
     .argument = "ORG",
     .commands = "models seed check diff status history current heads repair baseline",
     .help = "only this organisation"},
    {.name = "again", .commands = "seed", .help = "also what was loaded before, if its table is empty now"},
    {.name = "exit-code", .commands = "status", .help = "exit 3 if something is pending or different"},

    {.name = "project",
     .argument = "DIR",
     .help = "the folder of luamig.lua; without it, the nearest one upwards"},
    {.name = "database",
     .argument = "URL",
     .help = "the database, in place of the one that luamig.lua names"},
    {.name = "json", .help = "print one JSON document on stdout"},
    {.name = "quiet", .letter = 'q', .help = "print results and errors only"},
    {.name = "verbose", .letter = 'v', .help = "print more"},
    {.name = "color",
     .argument = "auto|always|never",
     .help = "colour; auto: on a terminal, unless NO_COLOR is set"},
    {.name = "help", .letter = 'h', .help = "show help, of a command if one is given"},
    {.name = "version", .letter = 'V', .help = "print the version"},
    {0},
};

const struct command_row *command_row_find(const char *name) {
    for (const struct command_row *row = command_rows; row->name; row++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

bool command_row_unknown(const char *name, struct fail *fail) {
    const char *names[sizeof command_rows / sizeof *command_rows];
    int count = 0;
    for (const struct command_row *row = command_rows; row->name; row++)
        names[count++] = row->name;
    const char *meant = nearest(name, names, count);
    fail_set(fail, EXIT_USAGE, "unknown command '%s'", name);
    return meant ? fail_hint(fail, "did you mean '%s'?", meant)
                 : fail_hint(fail, "luamig help lists the commands");
}

bool option_row_unknown(const char *option, const char *command, struct fail *fail) {
    const char *names[sizeof option_rows / sizeof *option_rows];
    int count = 0;
    for (const struct option_row *row = option_rows; row->name; row++)
        if (option_row_takes(row, command))
            names[count++] = row->name;
    const char *meant = nearest(option + strspn(option, "-"), names, count);
    fail_set(fail, EXIT_USAGE, "unknown option %s", option);
    return meant ? fail_hint(fail, "did you mean --%s?", meant)
                 : fail_hint(fail, "luamig help%s%s lists the options", *command ? " " : "", command);
}

bool option_row_takes(const struct option_row *row, const char *command) {
    if (!row->commands)
        return true;
    size_t size = strlen(command);
    for (const char *at = row->commands; *at; at += strspn(at, " ")) {
        size_t word = strcspn(at, " ");
        if (word == size && strncmp(at, command, size) == 0)
            return true;
        at += word;
    }
    return false;
}

bool option_row_belongs(const struct option_row *row, const char *command) {
    return command ? row->commands && option_row_takes(row, command) : !row->commands;
}

const struct option_row *option_row_find(const char *name, const char *command) {
    for (const struct option_row *row = option_rows; row->name; row++)
        if (strcmp(row->name, name) == 0 && (!command || option_row_takes(row, command)))
            return row;
    return NULL;
}

const struct option_row *option_row_letter(char letter) {
    for (const struct option_row *row = option_rows; row->name; row++)
        if (row->letter && row->letter == letter)
            return row;
    return NULL;
}

bool argument_next(const char **rest, struct argument *argument) {
    if (!*rest)
        return false;
    const char *from = *rest + strspn(*rest, " ");
    int size = (int)strcspn(from, " ");
    if (size == 0)
        return false;
    *rest = from + size;
    *argument = (struct argument){.optional = *from == '['};
    if (argument->optional) {
        from++;
        size -= 2;
    }
    argument->many = size > 3 && strncmp(from + size - 3, "...", 3) == 0;
    if (argument->many)
        size -= 3;
    snprintf(argument->name, sizeof argument->name, "%.*s", size, from);
    argument->choice = strchr(argument->name, '|') != NULL;
    return true;
}

bool choice_next(const char **rest, char *word, int size) {
    if (!**rest)
        return false;
    int length = (int)strcspn(*rest, "|");
    snprintf(word, (size_t)size, "%.*s", length, *rest);
    *rest += length;
    if (**rest == '|')
        ++*rest;
    return true;
}
