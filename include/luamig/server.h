/* private(): a PostgreSQL of the project's own.
 *
 * A cluster under .luamig/ (or where .luamig/server says, if that cannot be), reachable only through a socket in a
 * 0700 folder, made and started when needed. As root it runs as an unprivileged user, since PostgreSQL refuses root.
 */
#ifndef LUAMIG_SERVER_H
#define LUAMIG_SERVER_H

#include <stdbool.h>

#include "luamig/fail.h"
#include "luamig/project.h"

/* The URL of the project's private server, started if it does not run (says so on stderr unless quiet). NULL on
 * failure. The project's arena owns the string. */
const char *server_url(struct project *project, bool quiet, struct fail *fail);
bool server_start(struct project *project, bool quiet, struct fail *fail);
bool server_stop(struct project *project, bool quiet, struct fail *fail);
bool server_psql(struct project *project, struct fail *fail); /* replaces this process */

#endif
