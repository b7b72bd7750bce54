/* private(): a PostgreSQL of the project's own.
 *
 * It is reachable only through a socket in a 0700 folder, made and started when needed; cluster.h says where
 * it lives and who runs it. As root it runs as an unprivileged user, since PostgreSQL refuses root. Commands
 * that start it at the same time wait for each other.
 */
#ifndef LUAMIG_SERVER_H
#define LUAMIG_SERVER_H

#include <stdbool.h>

#include "luamig/fail.h"
#include "luamig/list.h"
#include "luamig/project.h"

/* The URL of the project's private server, started if it does not run (says so on stderr). NULL on
 * failure. The project's arena owns the string. */
const char *server_url(struct project *project, struct fail *fail);
bool server_start(struct project *project, struct fail *fail);
bool server_stop(struct project *project, struct fail *fail);
/* Replaces this process by psql with these arguments; returns only on failure. */
bool server_psql(struct project *project, const struct list *arguments, struct fail *fail);

#endif
