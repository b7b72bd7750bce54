#include "luamig/command.h"

#include <string.h>

#include "luamig/option.h"

/* 'it'\''s': all three shells read it. */
static void add_quoted(struct text *text, const char *string) {
    text_add_char(text, '\'');
    for (; *string; string++)
        if (*string == '\'')
            text_add(text, "'\\''");
        else
            text_add_char(text, *string);
    text_add_char(text, '\'');
}

/* The words of "a|b|c", each with a blank before it. */
static void add_choices(struct text *text, const char *choices) {
    char word[32];
    for (const char *rest = choices; choice_next(&rest, word, sizeof word);)
        text_addf(text, " %s", word);
}

static void add_command_names(struct text *text) {
    for (const struct command_row *row = command_rows; row->name; row++)
        text_addf(text, " %s", row->name);
}

/* What a word called so is completed with: words of ours, folders, or nothing. */
enum offer { NOTHING, WORDS, FOLDERS };

static enum offer words_of(struct text *text, const char *argument) {
    text_clear(text);
    if (strchr(argument, '|'))
        add_choices(text, argument);
    else if (strcmp(argument, "COMMAND") == 0)
        add_command_names(text);
    else
        return strcmp(argument, "DIR") == 0 ? FOLDERS : NOTHING;
    return WORDS;
}

/* Rows of one name complete alike: only the first of them counts. */
static bool is_first(const struct option_row *row) {
    return option_row_find(row->name, NULL) == row;
}

static void add_bash_offer(struct text *text, enum offer offer, const char *words) {
    if (offer == WORDS)
        text_addf(text, "words='%s'", words + 1);
    else
        text_add(text, offer == FOLDERS ? "kind=-d" : ":");
}

static void add_bash_values(struct text *text, struct text *words) {
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (!row->argument || !is_first(row))
            continue;
        text_addf(text, "        --%s) ", row->name);
        add_bash_offer(text, words_of(words, row->argument), words->data);
        text_add(text, " ;;\n");
    }
}

static void add_bash_options(struct text *text, const char *command) {
    for (const struct option_row *row = option_rows; row->name; row++)
        if (option_row_belongs(row, command))
            text_addf(text, " --%s", row->name);
}

static void add_bash_command(struct text *text, struct text *words, const struct command_row *row) {
    const char *rest = row->arguments;
    struct argument argument;
    text_addf(text, "        %s)\n            options+='", row->name);
    add_bash_options(text, row->name);
    text_add(text, "'\n");
    for (int at = 0; argument_next(&rest, &argument); at++) {
        enum offer offer = words_of(words, argument.name);
        if (offer == NOTHING)
            continue;
        text_addf(text, "            (( count == %d )) && ", at);
        add_bash_offer(text, offer, words->data);
        text_add_char(text, '\n');
    }
    text_add(text, "            ;;\n");
}

static const char bash_begin[] =
    "_luamig() {\n"
    "    local word skip='' command='' count=0 words='' kind='' options=''\n"
    "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    # bash cuts --color=auto into three words\n"
    "    if [[ $current == '=' ]]; then\n"
    "        current=''\n"
    "    elif [[ $previous == '=' ]]; then\n"
    "        previous=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    fi\n"
    "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
    "        if [[ $word == '=' ]]; then skip=1; continue; fi\n"
    "        if [[ $skip ]]; then skip=''; continue; fi\n"
    "        case $word in\n";

static void bash(struct text *text) {
    struct text words = text_new(text->arena);
    const char *bar = "            ";
    text_add(text, bash_begin);
    for (const struct option_row *row = option_rows; row->name; row++)
        if (row->argument && is_first(row)) {
            text_addf(text, "%s--%s", bar, row->name);
            bar = "|";
        }
    text_add(text, ") skip=1 ;;\n            --*|-[a-zA-Z]*) ;;\n"
                   "            *) if [[ $command ]]; then (( count++ )); else command=$word; fi ;;\n"
                   "        esac\n    done\n    case $previous in\n");
    add_bash_values(text, &words);
    text_add(text, "        *) skip='' ;;\n    esac\n    if [[ ! $skip ]]; then\n        options='");
    add_bash_options(text, NULL);
    text_add(text, "'\n        case $command in\n        '') words='");
    words_of(&words, "COMMAND");
    text_addf(text, "%s' ;;\n", words.data + 1);
    for (const struct command_row *row = command_rows; row->name; row++)
        add_bash_command(text, &words, row);
    text_add(text, "        esac\n        [[ $current == -* ]] && words=$options kind=''\n    fi\n"
                   "    COMPREPLY=($(compgen ${kind:+\"$kind\"} -W \"$words\" -- \"$current\"))\n}\n"
                   "complete -F _luamig luamig\n");
}

/* zsh's own marks within a description or a message are taken literally. */
static void add_zsh_text(struct text *text, const char *string) {
    for (; *string; string++) {
        if (strchr("[]:\\", *string))
            text_add_char(text, '\\');
        if (*string == '\'')
            text_add(text, "'\\''");
        else
            text_add_char(text, *string);
    }
}

static void add_zsh_value(struct text *text, const char *name) {
    struct text words = text_new(text->arena);
    enum offer offer = words_of(&words, name);
    text_add_char(text, ':');
    add_zsh_text(text, name);
    text_add_char(text, ':');
    if (offer == FOLDERS)
        text_add(text, "_files -/");
    else if (offer == WORDS)
        text_addf(text, "(%s)", words.data + 1);
}

static void add_zsh_options(struct text *text, const char *command) {
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (!option_row_belongs(row, command))
            continue;
        text_add(text, " \\\n        ");
        if (row->letter)
            text_addf(text, "'(-%c --%s)'{-%c,--%s}'[", row->letter, row->name, row->letter, row->name);
        else
            text_addf(text, "'%s--%s%s[", row->repeatable ? "*" : "", row->name, row->argument ? "=" : "");
        add_zsh_text(text, row->help);
        text_add_char(text, ']');
        if (row->argument)
            add_zsh_value(text, row->argument);
        text_add_char(text, '\'');
    }
}

static void add_zsh_arguments(struct text *text, const struct command_row *row) {
    const char *rest = row->arguments;
    struct argument argument;
    while (argument_next(&rest, &argument)) {
        text_addf(text, " \\\n        '%s", argument.many ? "*" : argument.optional ? ":" : "");
        add_zsh_value(text, argument.name);
        text_add_char(text, '\'');
    }
}

static void zsh(struct text *text) {
    text_add(text, "#compdef luamig\n\n_luamig() {\n    local -a commands everywhere\n    local state line\n"
                   "    commands=(\n");
    for (const struct command_row *row = command_rows; row->name; row++) {
        text_addf(text, "        '%s:", row->name);
        add_zsh_text(text, row->summary);
        text_add(text, "'\n");
    }
    text_add(text, "    )\n    everywhere=(");
    add_zsh_options(text, NULL);
    text_add(
        text,
        "\n    )\n    _arguments -C $everywhere '1: :->command' '*:: :->rest'\n    case $state in\n"
        "    command) _describe -t commands command commands ;;\n    rest)\n        case $words[1] in\n");
    for (const struct command_row *row = command_rows; row->name; row++) {
        text_addf(text, "        %s) _arguments $everywhere", row->name);
        add_zsh_options(text, row->name);
        add_zsh_arguments(text, row);
        text_add(text, " ;;\n");
    }
    text_add(text, "        esac ;;\n    esac\n}\n\n_luamig \"$@\"\n");
}

static void add_fish_option(struct text *text, const struct option_row *row, const char *command) {
    struct text words = text_new(text->arena);
    text_add(text, "complete -c luamig");
    if (command)
        text_addf(text, " -n '__fish_seen_subcommand_from %s'", command);
    text_addf(text, " -l %s", row->name);
    if (row->letter)
        text_addf(text, " -s %c", row->letter);
    if (row->argument) {
        enum offer offer = words_of(&words, row->argument);
        text_add(text, " -x");
        if (offer == WORDS)
            text_addf(text, " -a '%s'", words.data + 1);
        else if (offer == FOLDERS)
            text_add(text, " -a '(__fish_complete_directories)'");
    }
    text_add(text, " -d ");
    add_quoted(text, row->help);
    text_add_char(text, '\n');
}

static void add_fish_command(struct text *text, const struct command_row *row) {
    struct text words = text_new(text->arena);
    const char *rest = row->arguments;
    struct argument argument;
    text_addf(text, "complete -c luamig -n __fish_use_subcommand -a %s -d ", row->name);
    add_quoted(text, row->summary);
    text_add_char(text, '\n');
    while (argument_next(&rest, &argument)) {
        enum offer offer = words_of(&words, argument.name);
        if (offer != NOTHING)
            text_addf(text, "complete -c luamig -n '__fish_seen_subcommand_from %s' -a '%s'\n", row->name,
                      offer == WORDS ? words.data + 1 : "(__fish_complete_directories)");
    }
    for (const struct option_row *option = option_rows; option->name; option++)
        if (option_row_belongs(option, row->name))
            add_fish_option(text, option, row->name);
}

static void fish(struct text *text) {
    text_add(text, "complete -c luamig -f\n");
    for (const struct command_row *row = command_rows; row->name; row++)
        add_fish_command(text, row);
    for (const struct option_row *row = option_rows; row->name; row++)
        if (option_row_belongs(row, NULL))
            add_fish_option(text, row, NULL);
}

int command_completions(struct command *command, struct fail *fail) {
    const char *shell = command_argument(command, 0);
    struct text text = text_new(command->arena);
    if (strcmp(shell, "bash") == 0)
        bash(&text);
    else if (strcmp(shell, "zsh") == 0)
        zsh(&text);
    else
        fish(&text);
    output_text(text.data);
    return EXIT_DONE;
}
