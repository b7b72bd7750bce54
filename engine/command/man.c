#include "luamig/command.h"

#include <ctype.h>
#include <string.h>

#include "luamig/option.h"

/* Text that roff reads as it is: a hyphen that can be copied, a backslash, no line that begins a request. */
static void add_roff(struct text *text, const char *string) {
    if (*string == '.' || *string == '\'')
        text_add(text, "\\&");
    for (; *string; string++)
        if (*string == '-')
            text_add(text, "\\-");
        else if (*string == '\\')
            text_add(text, "\\e");
        else
            text_add_char(text, *string);
}

static void add_line(struct text *text, const char *string) {
    add_roff(text, string);
    text_add_char(text, '\n');
}

static void add_heading(struct text *text, const char *group) {
    text_add(text, ".SH ");
    for (; *group; group++)
        text_add_char(text, (char)toupper((unsigned char)*group));
    text_add_char(text, '\n');
}

static void add_option(struct text *text, const struct option_row *row) {
    text_add(text, ".TP\n");
    if (row->letter)
        text_addf(text, "\\fB\\-%c\\fR, ", row->letter);
    text_add(text, "\\fB\\-\\-");
    add_roff(text, row->name);
    text_add(text, "\\fR");
    if (row->argument)
        text_addf(text, " \\fI%s\\fR", row->argument);
    text_add_char(text, '\n');
    add_line(text, row->help);
}

static void add_options(struct text *text, const char *command) {
    for (const struct option_row *row = option_rows; row->name; row++)
        if (option_row_belongs(row, command))
            add_option(text, row);
}

static void add_examples(struct text *text, const char *lines) {
    text_add(text, ".PP\n.EX\n");
    while (*lines) {
        size_t size = strcspn(lines, "\n");
        add_line(text, arena_copy_bytes(text->arena, lines, size));
        lines += size + (lines[size] == '\n');
    }
    text_add(text, ".EE\n");
}

static void add_command(struct text *text, const struct command_row *row) {
    text_addf(text, ".SS %s%s%s\n", row->name, row->arguments ? " " : "",
              row->arguments ? row->arguments : "");
    add_line(text, row->summary);
    if (row->about) {
        text_add(text, ".PP\n");
        add_line(text, row->about);
    }
    add_options(text, row->name);
    if (row->examples)
        add_examples(text, row->examples);
}

static const char end[] =
    ".SH EXIT STATUS\n"
    ".TP\n0\nDone, or nothing to do.\n"
    ".TP\n1\nFailed. The message says what, where, and what to do next.\n"
    ".TP\n2\nThe command line was not understood.\n"
    ".TP\n3\n\\fBcheck\\fR or \\fBstatus \\-\\-exit\\-code\\fR found something pending or different.\n"
    ".TP\n4\nAnother run holds the migration lock, and did not end in time.\n"
    ".TP\n130\nInterrupted.\n"
    ".SH ENVIRONMENT\n"
    ".TP\nPGHOST, PGUSER, PGPASSWORD, PGSSLMODE, ...\nAs for \\fBpsql\\fR(1); so is \\fI~/.pgpass\\fR.\n"
    ".TP\nNO_COLOR\nNo colour, unless \\-\\-color says otherwise.\n"
    ".PP\nWhat \\fIluamig.lua\\fR reads with env() comes from the environment, or from \\fI.env\\fR beside "
    "it.\n"
    ".SH FILES\n"
    ".TP\n\\fIluamig.lua\\fR\nThe project's configuration.\n"
    ".TP\n\\fImodels.lua\\fR\nThe tables of one tool.\n"
    ".TP\n\\fI.luamig/\\fR\nThe private server and caches; it may be deleted with what the server holds.\n"
    ".SH SEE ALSO\n\\fBpsql\\fR(1), \\fBlua\\fR(1)\n";

int command_man(struct command *command, struct fail *fail) {
    struct text text = text_new(command->arena);
    const char *group = "";
    text_add(
        &text,
        ".TH LUAMIG 1 \"\" \"luamig " LUAMIG_VERSION "\"\n.SH NAME\n"
        "luamig \\- migrates PostgreSQL for applications made of plugins\n.SH SYNOPSIS\n"
        "\\fBluamig\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]\n.SH DESCRIPTION\n"
        "Every tool, the core's own and each organisation's, declares its tables in a \\fImodels.lua\\fR. "
        "luamig finds those files, compares them with the database, writes revision scripts in Lua for one "
        "owner at a time, and runs them, core before custom.\n.SH OPTIONS\n"
        "Options may stand before or after the command. These are taken by every command:\n");
    add_options(&text, NULL);
    for (const struct command_row *row = command_rows; row->name; row++) {
        if (strcmp(group, row->group) != 0)
            add_heading(&text, row->group);
        group = row->group;
        add_command(&text, row);
    }
    text_add(&text, end);
    output_text(text.data);
    return EXIT_DONE;
}
