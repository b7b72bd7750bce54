#include "luamig/child.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "luamig/text.h"

extern char **environ;

static void take_user(struct arena *arena, const struct passwd *entry, struct user *user) {
    *user =
        (struct user){.name = arena_copy(arena, entry->pw_name), .uid = entry->pw_uid, .gid = entry->pw_gid};
}

bool user_named(struct arena *arena, const char *name, struct user *user) {
    const struct passwd *entry = getpwnam(name);
    if (entry)
        take_user(arena, entry, user);
    return entry;
}

void user_numbered(struct arena *arena, uid_t uid, struct user *user) {
    const struct passwd *entry = getpwuid(uid);
    if (entry)
        take_user(arena, entry, user);
    else
        *user = (struct user){.name = arena_printf(arena, "uid %u", uid), .uid = uid, .gid = (gid_t)uid};
}

static bool become(const struct user *user) {
    return !user || user->uid == geteuid() ||
           (initgroups(user->name, user->gid) == 0 && setgid(user->gid) == 0 && setuid(user->uid) == 0);
}

static void clean_environment(void) {
    for (size_t at = 0; environ[at];) {
        const char *end = strchr(environ[at], '=');
        if (end && strncmp(environ[at], "PG", 2) == 0) {
            char name[256] = "";
            size_t size = (size_t)(end - environ[at]);
            if (size < sizeof name) {
                memcpy(name, environ[at], size);
                unsetenv(name);
                continue;
            }
        }
        at++;
    }
    setenv("LC_ALL", "C", 1);
}

/* What the new process does until it is the program; returns only if that failed, with errno set. */
static void turn_into(const struct child *child) {
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(child->output, STDOUT_FILENO) < 0 ||
        dup2(child->output, STDERR_FILENO) < 0)
        return;
    if (child->keep >= 0 && fcntl(child->keep, F_SETFD, 0) < 0)
        return;
    if (child->detached)
        setsid();
    /* Ignored signals stay ignored over exec, and luamig ignores this one. */
    signal(SIGPIPE, SIG_DFL);
    clean_environment();
    umask(077);
    if (!become(child->user) || chdir("/") < 0)
        return;
    execv(child->words[0], (char *const *)child->words);
}

pid_t child_start(const struct child *child, struct fail *fail) {
    /* Closed by exec: what can be read from it is the errno of a child that never became the program. */
    int trouble[2];
    pid_t pid = pipe2(trouble, O_CLOEXEC) < 0 ? -1 : fork();
    if (pid < 0) {
        fail_set(fail, EXIT_FAILED, "cannot start %s: %s", child->words[0], strerror(errno));
        return -1;
    }
    if (pid == 0) {
        turn_into(child);
        int number = errno;
        _exit(write(trouble[1], &number, sizeof number) == sizeof number ? 127 : 126);
    }
    close(trouble[1]);
    int number = 0;
    ssize_t size;
    while ((size = read(trouble[0], &number, sizeof number)) < 0 && errno == EINTR)
        ;
    close(trouble[0]);
    if (size <= 0)
        return pid;
    waitpid(pid, NULL, 0);
    fail_set(fail, EXIT_FAILED, "cannot start %s%s%s: %s", child->words[0], child->user ? " as user " : "",
             child->user ? child->user->name : "", strerror(number));
    return -1;
}

static int exit_code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool child_run(struct arena *arena, const char *const *words, const struct user *user, const char **output,
               int *code, struct fail *fail) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return fail_set(fail, EXIT_FAILED, "cannot start %s: %s", words[0], strerror(errno));
    struct child child = {.words = words, .user = user, .output = ends[1], .keep = -1};
    pid_t pid = child_start(&child, fail);
    close(ends[1]);
    struct text text = text_new(arena);
    char bytes[4096];
    ssize_t size;
    while ((size = read(ends[0], bytes, sizeof bytes)) > 0 || (size < 0 && errno == EINTR))
        if (size > 0)
            text_add_bytes(&text, bytes, (size_t)size);
    close(ends[0]);
    if (pid < 0)
        return false;
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    *code = exit_code_of(status);
    if (output)
        *output = text.data;
    return true;
}

bool user_reaches(const struct user *user, const char *folder) {
    pid_t pid = fork();
    if (pid == 0)
        _exit(become(user) && access(folder, X_OK) == 0 ? 0 : 1);
    int status = 1;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return pid > 0 && exit_code_of(status) == 0;
}
