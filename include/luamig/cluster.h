/* Where the project's private PostgreSQL lives and who runs it.
 *
 * Its data and its socket stand in .luamig/. They stand elsewhere if the user who runs the server cannot
 * reach the project's folder (root's home), or if the socket's path is too long for an address;
 * .luamig/server names both. Ownership: strings belong to the project's arena.
 */
#ifndef LUAMIG_CLUSTER_H
#define LUAMIG_CLUSTER_H

#include <stdbool.h>

#include "luamig/child.h"
#include "luamig/fail.h"
#include "luamig/project.h"

struct cluster {
    const char *state;  /* .luamig, full path like all of these */
    const char *data;   /* PGDATA */
    const char *socket; /* the folder of the socket, mode 0700 */
    const char *log;    /* what the server says */
    struct user user;   /* who runs it: us, or for root the owner of the data, `postgres` or `nobody` */
    int major;          /* the version that made the data; 0: not made yet */
};

/* Reads .luamig/server. False, with nothing failed, if there is no server yet or the project has been moved
 * or copied since: then cluster_place() is called for, under the lock of server.c. */
bool cluster_read(struct project *project, struct cluster *cluster);
/* Decides where it is to live and writes .luamig/server. */
bool cluster_place(struct project *project, struct cluster *cluster, struct fail *fail);
/* Makes .luamig with its .gitignore. */
bool cluster_make_state(struct project *project, struct fail *fail);
/* Makes a folder of mode 0700 that belongs to the server's user. */
bool cluster_make_folder(const char *path, const struct user *user, struct fail *fail);
/* The folder of the socket again, if something has swept /tmp. */
bool cluster_make_socket(const struct cluster *cluster, struct fail *fail);

#endif
