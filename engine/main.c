#include "luamig/option.h"

#include <signal.h>
#include <string.h>

#include "luamig/output.h"
#include "luamig/project.h"

static int run(struct command *command, struct fail *fail) {
    bool help = command_flag(command, "help");
    if (!command->name || help)
        return command_help(command, fail) == EXIT_DONE && !help ? EXIT_USAGE : fail->code;
    const struct command_row *row = command_row_find(command->name);
    if (row->project) {
        const char *folder = command_option(command, "project");
        command->project = project_open(folder, folder != NULL, fail);
        if (!command->project)
            return fail->code;
    }
    return row->run(command, fail);
}

int main(int count, char **arguments) {
    /* A reader that goes away, as in `luamig upgrade | head`, must not end a migration half way. */
    signal(SIGPIPE, SIG_IGN);
    struct command command = {.arena = arena_new()};
    struct fail fail = {0};
    int code = EXIT_USAGE;
    bool parsed = command_parse(&command, count, arguments, &fail);
    output_begin(command.color, command.quiet, command.json);
    if (parsed)
        code = run(&command, &fail);
    output_end(&fail);
    if (fail.code) {
        output_fail(&fail);
        code = fail.code;
    }
    if (command.project)
        project_close(command.project);
    arena_free(command.arena);
    fail_clear(&fail);
    return code;
}
