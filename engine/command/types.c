#include "luamig/annotation.h"
#include "luamig/command.h"

int command_types(struct command *command, struct fail *fail) {
    output_text(annotations(command->arena));
    return EXIT_DONE;
}
