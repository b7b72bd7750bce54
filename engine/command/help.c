#include "luamig/command.h"

#include <stdio.h>
#include <string.h>

#include "luamig/document.h"
#include "luamig/option.h"

enum { WIDTH = 80, COLUMN = 27 };

/* A paragraph, broken at spaces; the cursor stands at `column` already and later lines begin there. */
static void add_wrapped(struct text *text, const char *string, int column) {
    int at = column;
    while (*string) {
        int size = (int)strcspn(string, " ");
        if (at > column && at + 1 + size > WIDTH) {
            text_addf(text, "\n%*s", column, "");
            at = column;
        } else if (at > column) {
            text_add_char(text, ' ');
            at++;
        }
        text_addf(text, "%.*s", size, string);
        at += size;
        string += size + (int)strspn(string + size, " ");
    }
    text_add_char(text, '\n');
}

/* "  label      explanation", the explanation below where the label is too long. */
static void add_entry(struct text *text, const char *label, const char *explanation) {
    text_addf(text, "  %-*s", COLUMN - 3, label);
    if ((int)strlen(label) > COLUMN - 3)
        text_addf(text, "\n%*s", COLUMN, "");
    else
        text_add_char(text, ' ');
    add_wrapped(text, explanation, COLUMN);
}

static void add_option(struct text *text, const struct option_row *row) {
    char label[80];
    snprintf(label, sizeof label, "%c%c%c --%s%s%s", row->letter ? '-' : ' ', row->letter ? row->letter : ' ',
             row->letter ? ',' : ' ', row->name, row->argument ? " " : "",
             row->argument ? row->argument : "");
    add_entry(text, label, row->help);
}

static void add_options(struct text *text, const char *heading, const char *command) {
    bool first = true;
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (!option_row_belongs(row, command))
            continue;
        if (first)
            text_addf(text, "\n%s%s%s\n", output_style(STYLE_BOLD), heading, output_style(STYLE_PLAIN));
        add_option(text, row);
        first = false;
    }
}

static void overview(struct text *text) {
    const char *group = "";
    add_wrapped(
        text,
        "luamig migrates PostgreSQL for applications made of plugins: each tool declares its tables in "
        "a models.lua, and luamig writes and runs the revisions, core's first.",
        0);
    text_add(text, "\nluamig COMMAND [ARGUMENTS] [OPTIONS]\n");
    for (const struct command_row *row = command_rows; row->name; row++) {
        char label[80];
        if (strcmp(group, row->group) != 0)
            text_addf(text, "\n%s%s%s\n", output_style(STYLE_BOLD), row->group, output_style(STYLE_PLAIN));
        group = row->group;
        snprintf(label, sizeof label, "%s %s", row->name, row->arguments ? row->arguments : "");
        add_entry(text, label, row->summary);
    }
    add_options(text, "Options everywhere, before or after the command", NULL);
    text_add(text,
             "\nluamig help COMMAND says more. Exit codes: 0 done or nothing to do, 1 failed, 2 usage,\n"
             "3 something is pending or different, 4 lock not obtained, 130 interrupted.\n");
}

static void add_lines(struct text *text, const char *lines) {
    while (*lines) {
        int size = (int)strcspn(lines, "\n");
        text_addf(text, "  %.*s\n", size, lines);
        lines += size + (lines[size] == '\n');
    }
}

static void detail(struct text *text, const struct command_row *row) {
    text_addf(text, "luamig %s%s%s [OPTIONS]\n\n", row->name, row->arguments ? " " : "",
              row->arguments ? row->arguments : "");
    text_addf(text, "%s: ", row->name);
    add_wrapped(text, row->summary, 0);
    if (row->about) {
        text_add_char(text, '\n');
        add_wrapped(text, row->about, 0);
    }
    add_options(text, "Options", row->name);
    add_options(text, "Options everywhere, before or after the command", NULL);
    if (row->examples) {
        text_addf(text, "\n%sExamples%s\n", output_style(STYLE_BOLD), output_style(STYLE_PLAIN));
        add_lines(text, row->examples);
    }
}

static void add_json_options(struct text *text, const char *command) {
    document_array(text, "options");
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (!option_row_belongs(row, command))
            continue;
        document_object(text, NULL);
        document_string(text, "name", row->name);
        document_string(text, "argument", row->argument);
        document_bool(text, "repeatable", row->repeatable);
        document_string(text, "help", row->help);
        document_end(text, '}');
    }
    document_end(text, ']');
}

static void document(struct text *text, const struct command_row *only) {
    document_object(text, NULL);
    document_array(text, "commands");
    for (const struct command_row *row = command_rows; row->name; row++) {
        if (only && row != only)
            continue;
        document_object(text, NULL);
        document_string(text, "name", row->name);
        document_string(text, "arguments", row->arguments);
        document_string(text, "summary", row->summary);
        document_string(text, "about", row->about);
        document_string(text, "examples", row->examples);
        add_json_options(text, row->name);
        document_end(text, '}');
    }
    document_end(text, ']');
    add_json_options(text, NULL);
    document_end(text, '}');
}

int command_help(struct command *command, struct fail *fail) {
    bool asked = command->name && (strcmp(command->name, "help") != 0 || command_flag(command, "help"));
    const char *topic = asked ? command->name : command_argument(command, 0);
    const struct command_row *row = topic ? command_row_find(topic) : NULL;
    if (topic && !row) {
        command_row_unknown(topic, fail);
        return fail->code;
    }
    struct text text = text_new(command->arena);
    if (command->json) {
        document(&text, row);
        output_json(text.data);
        return EXIT_DONE;
    }
    if (row)
        detail(&text, row);
    else
        overview(&text);
    output_text(text.data);
    return EXIT_DONE;
}
