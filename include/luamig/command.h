/* What every command is given.
 *
 * A command is a function in engine/command/<name>.c. The tables of commands and options in engine/option.c
 * serve parsing, --help, completions and the man page.
 *
 * Ownership: everything a command allocates belongs to its arena. SIGPIPE is ignored in this process: who
 * replaces it by another program sets it back.
 */
#ifndef LUAMIG_COMMAND_H
#define LUAMIG_COMMAND_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/fail.h"
#include "luamig/link.h"
#include "luamig/list.h"
#include "luamig/output.h"
#include "luamig/project.h"

struct command {
    struct arena *arena;                     /* lives as long as the process's one command */
    const char *name;                        /* "upgrade"; NULL: none was given */
    struct list arguments;                   /* "-1" and "+2" are arguments */
    struct list option_names, option_values; /* as given, by long name without dashes */
    struct project *project;                 /* opened before the command runs, if its row says so */
    bool json, quiet, verbose;
    enum output_color color;
};

/* Reads main()'s arguments against the table. What could be read is set also when it fails, so that the
 * failure is printed as the options say. With --help or --version nothing else is required. */
bool command_parse(struct command *command, int count, char **arguments, struct fail *fail);

/* The value of an option, NULL if it was not given ("" for a flag that was). */
const char *command_option(const struct command *command, const char *name);
bool command_flag(const struct command *command, const char *name);
/* All values of an option that may be repeated, in order; the arena's. */
struct list command_values(const struct command *command, const char *name);
/* The value of an option whose argument is SECONDS; `otherwise` if it was not given. */
double command_seconds(const struct command *command, const char *name, double otherwise);
/* The argument at a position, NULL if there are fewer. */
const char *command_argument(const struct command *command, int at);
/* "custom/acme" for --custom acme; NULL if --custom was not given, and NULL with fail set if it is no name of
 * an organisation. */
const char *command_custom(struct command *command, struct fail *fail);

/* The connection of the command: --database, else the project's, else the private server (started). The URL
 * is what a second connection is opened with. */
const char *command_url(struct command *command, struct fail *fail);
struct link *command_connect(struct command *command, struct fail *fail);

/* Each returns an exit_code; on failure fail is set and its code is returned. */
int command_init(struct command *command, struct fail *fail);
int command_new(struct command *command, struct fail *fail);
int command_models(struct command *command, struct fail *fail);
int command_create(struct command *command, struct fail *fail);
int command_upgrade(struct command *command, struct fail *fail);
int command_downgrade(struct command *command, struct fail *fail);
int command_status(struct command *command, struct fail *fail);
int command_history(struct command *command, struct fail *fail);
int command_show(struct command *command, struct fail *fail);
int command_current(struct command *command, struct fail *fail);
int command_heads(struct command *command, struct fail *fail);
int command_check(struct command *command, struct fail *fail);
int command_baseline(struct command *command, struct fail *fail);
int command_diff(struct command *command, struct fail *fail);
int command_pull(struct command *command, struct fail *fail);
int command_stamp(struct command *command, struct fail *fail);
int command_repair(struct command *command, struct fail *fail);
int command_seed(struct command *command, struct fail *fail);
int command_server(struct command *command, struct fail *fail);
int command_doctor(struct command *command, struct fail *fail);
int command_types(struct command *command, struct fail *fail);
int command_help(struct command *command, struct fail *fail);
int command_version(struct command *command, struct fail *fail);
int command_completions(struct command *command, struct fail *fail);
int command_man(struct command *command, struct fail *fail);

#endif
