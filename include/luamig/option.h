/* The table of commands and options: what the command line may hold.
 *
 * One table serves parsing, --help, `help`, `completions` and `man`, so none of them can disagree with
 * another. Ownership: constants.
 */
#ifndef LUAMIG_OPTION_H
#define LUAMIG_OPTION_H

#include <stdbool.h>

#include "luamig/command.h"

/* `arguments` is read by the parser too: words in order, [] optional, "..." any number, "a|b" one of these.
 */
struct command_row {
    const char *group;     /* the heading it stands under; rows of a group are neighbours */
    const char *name;      /* "create" */
    const char *arguments; /* "MESSAGE", "[TARGET]", "start|stop"; NULL: none */
    bool project;          /* luamig.lua is found and read before it runs */
    int (*run)(struct command *command, struct fail *fail);
    const char *summary;  /* one line */
    const char *about;    /* a paragraph, or NULL */
    const char *examples; /* lines, or NULL */
};

/* An option that means something else to each command has several rows, all with the same arity. */
struct option_row {
    const char *name;     /* "dry-run" */
    char letter;          /* 'v', 0: none */
    const char *argument; /* "ORG", "auto|always|never"; NULL: a flag. SECONDS is checked to be a number */
    bool repeatable;
    const char *commands; /* "create upgrade"; NULL: every command takes it */
    const char *help;     /* one line */
};

extern const struct command_row command_rows[]; /* the last has no name */
extern const struct option_row option_rows[];   /* the last has no name */

const struct command_row *command_row_find(const char *name); /* NULL: unknown */
/* The row for this command; with `command` NULL any row of that name. NULL: unknown, or not taken. */
const struct option_row *option_row_find(const char *name, const char *command);
const struct option_row *option_row_letter(char letter);
/* Fail with what was probably meant; both return false. */
bool command_row_unknown(const char *name, struct fail *fail);
bool option_row_unknown(const char *option, const char *command, struct fail *fail);
bool option_row_takes(const struct option_row *row, const char *command);
/* Is it one of the command's own? With `command` NULL: is it one that every command takes? */
bool option_row_belongs(const struct option_row *row, const char *command);

/* The next word of "MESSAGE [TARGET] a|b ...", cut from *rest. */
struct argument {
    char name[64]; /* "TARGET" */
    bool optional, many, choice;
};
bool argument_next(const char **rest, struct argument *argument);
/* The next word of a choice "a|b", cut from *rest. */
bool choice_next(const char **rest, char *word, int size);

#endif
