#include "luamig/migration.h"

int command_upgrade(struct command *command, struct fail *fail) {
    return migration_run(command, DIRECTION_UP, fail);
}
