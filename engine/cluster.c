#include "luamig/cluster.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "luamig/text.h"

/* The address of a unix socket holds 107 bytes, and PostgreSQL appends a name of 14 and a lock's suffix. */
enum { LONGEST_SOCKET = 100 - (int)sizeof "/.s.PGSQL.5432" };

/* What .luamig/server holds. `project` is there because a copied tree must not share its original's server.
 */
struct record {
    char *project, *data, *socket;
};

static const char *state_folder(struct project *project) {
    return arena_printf(project->arena, "%s/.luamig", project->root);
}

static bool read_record(struct arena *arena, const char *root, struct record *record) {
    FILE *file = fopen(arena_printf(arena, "%s/.luamig/server", root), "re");
    if (!file)
        return false;
    *record = (struct record){0};
    char *line = NULL;
    size_t room = 0;
    for (ssize_t size; (size = getline(&line, &room, file)) > 0;) {
        line[strcspn(line, "\n")] = '\0';
        char **place = strncmp(line, "project ", 8) == 0   ? &record->project
                       : strncmp(line, "data    ", 8) == 0 ? &record->data
                       : strncmp(line, "socket  ", 8) == 0 ? &record->socket
                                                           : NULL;
        if (place)
            *place = arena_copy(arena, line + 8);
    }
    free(line);
    fclose(file);
    return record->project && record->data && record->socket;
}

static bool write_record(struct project *project, const struct cluster *cluster, struct fail *fail) {
    const char *path = arena_printf(project->arena, "%s/server", cluster->state);
    const char *aside = arena_printf(project->arena, "%s.new", path);
    FILE *file = fopen(aside, "we");
    if (!file)
        return fail_set(fail, EXIT_FAILED, "cannot write %s: %s", aside, strerror(errno));
    fprintf(file, "project %s\ndata    %s\nsocket  %s\n", project->root, cluster->data, cluster->socket);
    if (fclose(file) != 0 || rename(aside, path) != 0)
        return fail_set(fail, EXIT_FAILED, "cannot write %s: %s", path, strerror(errno));
    return true;
}

/* The version and the owner of the data; false if it is not there. */
static bool look_at_data(struct project *project, struct cluster *cluster) {
    cluster->log = arena_printf(project->arena, "%s/server.log", cluster->state);
    cluster->major = 0;
    struct stat status;
    if (stat(cluster->data, &status) < 0)
        return false;
    user_numbered(project->arena, status.st_uid, &cluster->user);
    FILE *file = fopen(arena_printf(project->arena, "%s/PG_VERSION", cluster->data), "re");
    if (file && fscanf(file, "%d", &cluster->major) != 1)
        cluster->major = 0;
    if (file)
        fclose(file);
    return true;
}

bool cluster_read(struct project *project, struct cluster *cluster) {
    struct record record;
    if (!read_record(project->arena, project->root, &record) || strcmp(record.project, project->root) != 0)
        return false;
    *cluster = (struct cluster){.state = state_folder(project), .data = record.data, .socket = record.socket};
    user_numbered(project->arena, geteuid(), &cluster->user);
    return look_at_data(project, cluster);
}

bool cluster_make_state(struct project *project, struct fail *fail) {
    const char *state = state_folder(project);
    if (mkdir(state, 0755) < 0 && errno != EEXIST)
        return fail_set(fail, EXIT_FAILED, "cannot make %s: %s", state, strerror(errno));
    const char *ignore = arena_printf(project->arena, "%s/.gitignore", state);
    if (access(ignore, F_OK) == 0)
        return true;
    FILE *file = fopen(ignore, "we");
    if (!file)
        return fail_set(fail, EXIT_FAILED, "cannot write %s: %s", ignore, strerror(errno));
    fputs("*\n", file);
    return fclose(file) == 0 || fail_set(fail, EXIT_FAILED, "cannot write %s: %s", ignore, strerror(errno));
}

bool cluster_make_folder(const char *path, const struct user *user, struct fail *fail) {
    if (mkdir(path, 0700) < 0)
        return fail_set(fail, EXIT_FAILED, "cannot make %s: %s", path, strerror(errno));
    if (user->uid != geteuid() && chown(path, user->uid, user->gid) < 0) {
        int number = errno;
        rmdir(path);
        return fail_set(fail, EXIT_FAILED, "cannot give %s to user %s: %s", path, user->name,
                        strerror(number));
    }
    return true;
}

/* A new folder of mode 0700 under /var/lib/luamig, which only root can make, else under /tmp. */
static const char *make_elsewhere(struct project *project, const struct user *user, struct fail *fail) {
    char *path = arena_copy(project->arena, "/var/lib/luamig/XXXXXX");
    bool made = geteuid() == 0 && (mkdir("/var/lib/luamig", 0711) == 0 || errno == EEXIST) && mkdtemp(path);
    if (!made) {
        path = arena_copy(project->arena, "/tmp/luamig-XXXXXX");
        made = mkdtemp(path);
    }
    if (!made || (user->uid != geteuid() && chown(path, user->uid, user->gid) < 0)) {
        fail_set(fail, EXIT_FAILED, "cannot make a folder for the private server under /var/lib or /tmp: %s",
                 strerror(errno));
        return NULL;
    }
    return path;
}

/* A moved project takes its data along, wherever that is; a copied one must leave it to the original. */
static const char *inherited_data(struct project *project, const struct record *was) {
    size_t size = strlen(was->project);
    if (strncmp(was->data, was->project, size) == 0 && was->data[size] == '/')
        return NULL; /* it was in the tree, and stands there again */
    struct record original;
    if (strcmp(was->project, project->root) != 0 && read_record(project->arena, was->project, &original) &&
        strcmp(original.data, was->data) == 0)
        return NULL;
    return access(was->data, F_OK) == 0 ? was->data : NULL;
}

static bool choose_user(struct project *project, struct cluster *cluster, struct fail *fail) {
    if (geteuid() != 0) {
        user_numbered(project->arena, geteuid(), &cluster->user);
        return true;
    }
    if (user_named(project->arena, "postgres", &cluster->user) ||
        user_named(project->arena, "nobody", &cluster->user))
        return true;
    fail_set(fail, EXIT_FAILED,
             "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`");
    return fail_hint(fail, "run luamig as another user, or add a user `postgres`");
}

static bool place_data(struct project *project, struct cluster *cluster, const char *inherited,
                       struct fail *fail) {
    cluster->data = inherited ? inherited : arena_printf(project->arena, "%s/data", cluster->state);
    if (access(cluster->data, F_OK) == 0 || geteuid() != 0)
        return true;
    if (user_reaches(&cluster->user, cluster->state)) {
        /* Some file systems (shared folders of virtual machines) know no owners: then elsewhere. */
        const char *trial = arena_printf(project->arena, "%s/trial", cluster->state);
        struct fail refused = {0};
        rmdir(trial);
        bool made = cluster_make_folder(trial, &cluster->user, &refused);
        fail_clear(&refused);
        rmdir(trial);
        if (made)
            return true;
    }
    const char *folder = make_elsewhere(project, &cluster->user, fail);
    if (folder)
        cluster->data = arena_printf(project->arena, "%s/data", folder);
    return folder;
}

static bool place_socket(struct project *project, struct cluster *cluster, struct fail *fail) {
    /* Beside the data, so that it is reachable whenever the data is. */
    size_t beside = strlen(cluster->data) - strlen("/data");
    cluster->socket = arena_printf(project->arena, "%.*s/socket", (int)beside, cluster->data);
    bool usable = strlen(cluster->socket) <= LONGEST_SOCKET && !strchr(cluster->socket, ',');
    if (!usable) /* libpq cuts a host at commas, however they are written */
        cluster->socket = make_elsewhere(project, &cluster->user, fail);
    return cluster->socket && (!usable || cluster_make_socket(cluster, fail));
}

bool cluster_place(struct project *project, struct cluster *cluster, struct fail *fail) {
    if (strchr(project->root, '\n'))
        return fail_set(fail, EXIT_FAILED, "the path of the project holds a line break: %s", project->root);
    struct record was;
    bool moved = read_record(project->arena, project->root, &was);
    *cluster = (struct cluster){.state = state_folder(project)};
    if (!choose_user(project, cluster, fail) ||
        !place_data(project, cluster, moved ? inherited_data(project, &was) : NULL, fail))
        return false;
    look_at_data(project, cluster);
    if (!place_socket(project, cluster, fail) || !write_record(project, cluster, fail))
        return false;
    if (moved && access(was.project, F_OK) < 0)
        rmdir(was.socket); /* the one that the project had where it was, if it is empty */
    return true;
}

bool cluster_make_socket(const struct cluster *cluster, struct fail *fail) {
    struct stat status;
    if (lstat(cluster->socket, &status) < 0)
        return errno == ENOENT ? cluster_make_folder(cluster->socket, &cluster->user, fail)
                               : fail_set(fail, EXIT_FAILED, "%s: %s", cluster->socket, strerror(errno));
    /* In /tmp anybody can make a folder of that name after a reboot. */
    if (S_ISDIR(status.st_mode) && status.st_uid == cluster->user.uid && (status.st_mode & 077) == 0)
        return true;
    fail_set(fail, EXIT_FAILED,
             "%s, where the private server's socket belongs, is not a folder of mode 0700 owned by %s",
             cluster->socket, cluster->user.name);
    return fail_hint(fail, "remove it, or remove %s/server to have another one chosen", cluster->state);
}
