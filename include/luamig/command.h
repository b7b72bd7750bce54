/* What every command is given, and the table of commands.
 *
 * A command is a function in engine/command/<name>.c. The tables of commands and options in engine/option.c serve
 * parsing, --help, completions and the man page.
 */
#ifndef LUAMIG_COMMAND_H
#define LUAMIG_COMMAND_H

#include <stdbool.h>

#include "luamig/arena.h"
#include "luamig/fail.h"
#include "luamig/link.h"
#include "luamig/list.h"
#include "luamig/project.h"

struct command {
    struct arena *arena;     /* lives as long as the process's one command */
    const char *name;        /* "upgrade" */
    struct list arguments;   /* "-1" and "+2" are arguments */
    struct list option_names, option_values; /* as given, by long name without dashes */
    struct project *project; /* opened before the command runs, if its row says so */
    bool json, quiet, verbose, color;
};

/* The value of an option, NULL if it was not given ("" for a flag that was). */
const char *command_option(const struct command *command, const char *name);
bool command_flag(const struct command *command, const char *name);
/* "core", or "custom/acme" for --custom acme; NULL if --custom was not given. */
const char *command_custom(struct command *command, struct fail *fail);

/* The connection of the command: --database, else the project's, else the private server (started). The URL is what
 * a second connection is opened with. */
const char *command_url(struct command *command, struct fail *fail);
struct link *command_connect(struct command *command, struct fail *fail);

/* Each returns an exit_code; on failure fail is set and its code is returned. */
int command_init(struct command *command, struct fail *fail);
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
int command_stamp(struct command *command, struct fail *fail);
int command_repair(struct command *command, struct fail *fail);
int command_server(struct command *command, struct fail *fail);
int command_doctor(struct command *command, struct fail *fail);

#endif
