#include "luamig/migration.h"

int command_downgrade(struct command *command, struct fail *fail) {
    return migration_run(command, DIRECTION_DOWN, fail);
}
