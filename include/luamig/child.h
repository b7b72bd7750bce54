/* Another program: run to its end, or started and left running, as another user where root may not run it.
 *
 * Ownership: output and users belong to the arena that is given. Errors: a program that cannot be started is
 * a failure that names it; one that ends with another code than 0 is the caller's to judge.
 */
#ifndef LUAMIG_CHILD_H
#define LUAMIG_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "luamig/arena.h"
#include "luamig/fail.h"

struct user {
    const char *name;
    uid_t uid;
    gid_t gid;
};

/* Where the machine knows no such user these return false and fail nothing. */
bool user_named(struct arena *arena, const char *name, struct user *user);
void user_numbered(struct arena *arena, uid_t uid,
                   struct user *user); /* an unknown one is named "uid 12345" */

struct child {
    const char *const *words; /* a full path and its arguments, NULL at the end */
    const struct user *user;  /* NULL: ours; only root can become another */
    int output;               /* for stdout and stderr */
    int keep;                 /* a descriptor that it inherits, or -1 */
    bool detached;            /* in a session of its own: our terminal's signals do not reach it */
};

/* Its process id, -1 on failure. It runs in "/", without PG* variables and in the C locale, so that nothing
 * of the caller's settings reaches a server. */
pid_t child_start(const struct child *child, struct fail *fail);

/* Runs it to its end. `output` (or NULL) gets what it printed on both streams, `code` its exit code, 128 + n
 * for a signal. */
bool child_run(struct arena *arena, const char *const *words, const struct user *user, const char **output,
               int *code, struct fail *fail);

/* Can this user enter the folder? Asked as that user, since modes alone do not tell (ACLs, mounts). */
bool user_reaches(const struct user *user, const char *folder);

#endif
