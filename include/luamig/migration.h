/* What `upgrade` and `downgrade` share: from the command line to the run and its result.
 *
 * Ownership: the command's arena.
 */
#ifndef LUAMIG_MIGRATION_H
#define LUAMIG_MIGRATION_H

#include "luamig/command.h"
#include "luamig/phase.h"

/* An exit code. */
int migration_run(struct command *command, enum direction direction, struct fail *fail);

#endif
