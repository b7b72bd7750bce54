#include "luamig/command.h"

int command_version(struct command *command, struct fail *fail) {
    if (command->json)
        output_json("{\"version\": \"" LUAMIG_VERSION "\"}");
    else
        output_line("luamig %s", LUAMIG_VERSION);
    return EXIT_DONE;
}
