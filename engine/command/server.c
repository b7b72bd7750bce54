#include "luamig/server.h"

#include <string.h>

#include "luamig/command.h"
#include "luamig/output.h"
#include "luamig/text.h"

static bool print_url(struct command *command, struct fail *fail) {
    const char *url = server_url(command->project, fail);
    if (!url)
        return false;
    output_line("%s", url);
    if (command->json) {
        struct text document = text_new(command->arena);
        text_add(&document, "{\"url\": ");
        output_json_string(&document, url);
        text_add(&document, "}");
        output_json(document.data);
    }
    return true;
}

static bool psql(struct command *command, struct fail *fail) {
    struct list words = {0};
    for (int at = 1; at < command->arguments.count; at++)
        list_add(command->arena, &words, command->arguments.items[at]);
    return server_psql(command->project, &words, fail);
}

int command_server(struct command *command, struct fail *fail) {
    const char *action = command->arguments.items[0];
    if (strcmp(action, "psql") == 0)
        psql(command, fail);
    else if (command->arguments.count > 1)
        fail_set(fail, EXIT_USAGE, "server %s takes no arguments, but was given '%s'", action,
                 command->arguments.items[1]);
    else if (strcmp(action, "stop") == 0)
        server_stop(command->project, fail);
    else /* start says where the server is */
        print_url(command, fail);
    return fail->code;
}
