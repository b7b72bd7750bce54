#include "luamig/server.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "luamig/child.h"
#include "luamig/cluster.h"
#include "luamig/installation.h"
#include "luamig/output.h"
#include "luamig/text.h"

enum {
    SECOND = 1000 * 1000,   /* in microseconds */
    TICK = 20 * 1000,       /* between two looks at a server that starts or stops */
    PATIENCE = 3,           /* seconds until we say what we wait for, such as crash recovery */
    STOP_SECONDS = 60,      /* as long as pg_ctl waits */
    LOG_SIZE = 1024 * 1024, /* the log is begun anew when it is longer */
    LOG_LINES = 12          /* of it that a failure shows */
};

/* The postmaster's process id if something listens on the socket, else 0. The kernel says it (who called
 * listen), so a stale postmaster.pid whose number another process has by now does not matter. */
static pid_t listener(const struct cluster *cluster, int *trouble) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int size = snprintf(address.sun_path, sizeof address.sun_path, "%s/.s.PGSQL.5432", cluster->socket);
    *trouble = ENAMETOOLONG;
    if (size < 0 || (size_t)size >= sizeof address.sun_path)
        return 0;
    int handle = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct ucred peer = {0};
    socklen_t length = sizeof peer;
    bool connected = handle >= 0 && connect(handle, (struct sockaddr *)&address, sizeof address) == 0;
    *trouble = connected ? 0 : errno;
    bool known = connected && getsockopt(handle, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0;
    if (handle >= 0)
        close(handle);
    return !connected ? 0 : known && peer.pid > 0 ? peer.pid : -1; /* -1: in another container */
}

/* The eighth line of postmaster.pid says "starting", "stopping" or "ready" (PostgreSQL's miscinit.h). */
static bool has_status(struct project *project, const struct cluster *cluster, const char *word) {
    FILE *file = fopen(arena_printf(project->arena, "%s/postmaster.pid", cluster->data), "re");
    if (!file)
        return false;
    char line[1024] = "";
    int number = 0;
    while (number < 8 && fgets(line, sizeof line, file))
        number++;
    fclose(file);
    return number == 8 && strncmp(line, word, strlen(word)) == 0;
}

static bool is_ready(struct project *project, const struct cluster *cluster) {
    int trouble;
    return listener(cluster, &trouble) && has_status(project, cluster, "ready");
}

static bool may_use(const struct cluster *cluster, struct fail *fail) {
    if (geteuid() == 0 || geteuid() == cluster->user.uid)
        return true;
    fail_set(fail, EXIT_FAILED, "the project's private PostgreSQL belongs to user %s", cluster->user.name);
    return fail_hint(fail,
                     "run luamig as %s or root, or remove %s (and with it the data) to have one of your own",
                     cluster->user.name, cluster->state);
}

/* Commands take turns: what one finds while it holds this stays true. -1 on failure. */
static int take_turn(struct project *project, struct fail *fail) {
    if (!cluster_make_state(project, fail))
        return -1;
    const char *path = arena_printf(project->arena, "%s/.luamig/server.lock", project->root);
    int handle = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    while (handle >= 0 && flock(handle, LOCK_EX) < 0 && errno == EINTR)
        ;
    if (handle < 0)
        fail_set(fail, EXIT_FAILED, "cannot open %s: %s", path, strerror(errno));
    return handle;
}

/* The server and its backends inherit this lock, so it is free exactly when the last of them has gone. That
 * holds across containers and for a postmaster.pid that was left behind, where a process id says nothing. The
 * handle is -1 if a server runs. */
static bool take_life(struct project *project, const struct cluster *cluster, int *life, struct fail *fail) {
    const char *path = arena_printf(project->arena, "%s.lock", cluster->data);
    *life = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (*life < 0)
        return fail_set(fail, EXIT_FAILED, "cannot open %s: %s", path, strerror(errno));
    if (flock(*life, LOCK_EX | LOCK_NB) == 0)
        return true;
    close(*life);
    *life = -1;
    return true;
}

/* The last lines of what the server has written since `from`, as the detail of a failure. */
static bool add_log(struct project *project, const struct cluster *cluster, off_t from, struct fail *fail) {
    FILE *file = fopen(cluster->log, "re");
    struct text text = text_new(project->arena);
    if (file && fseeko(file, from, SEEK_SET) == 0) {
        char bytes[1024];
        for (size_t size; (size = fread(bytes, 1, sizeof bytes, file)) > 0;)
            text_add_bytes(&text, bytes, size);
    }
    if (file)
        fclose(file);
    while (text.size && text.data[text.size - 1] == '\n')
        text.data[--text.size] = '\0';
    const char *start = text.data + text.size;
    for (int lines = 1; start > text.data && (start[-1] != '\n' || lines < LOG_LINES); start--)
        lines += start[-1] == '\n';
    if (text.size)
        fail_detail(fail, "%s", start);
    return fail_hint(fail, "its log is %s", cluster->log);
}

/* The data stands aside until it is complete: an initdb that was killed leaves half a cluster. */
static bool make_data(struct project *project, struct cluster *cluster,
                      const struct installation *installation, struct fail *fail) {
    struct arena *arena = project->arena;
    const char *aside = arena_printf(arena, "%s.new", cluster->data);
    const char *clear[] = {"/bin/rm", "-rf", "--", aside, NULL};
    const char *words[] = {arena_printf(arena, "%s/initdb", installation->folder),
                           arena_printf(arena, "--pgdata=%s", aside),
                           "--username=postgres",
                           "--auth=trust", /* the folder of the socket keeps everybody else out */
                           "--encoding=UTF8",
                           "--locale=C.UTF-8",
                           NULL};
    const char *output;
    int code = 0;
    if (!child_run(arena, clear, NULL, NULL, &code, fail) ||
        !cluster_make_folder(aside, &cluster->user, fail) ||
        !child_run(arena, words, &cluster->user, &output, &code, fail))
        return false;
    if (code != 0) {
        fail_set(fail, EXIT_FAILED, "initdb could not make the project's private PostgreSQL in %s",
                 cluster->data);
        return fail_detail(fail, "%s", output);
    }
    if (rename(aside, cluster->data) < 0)
        return fail_set(fail, EXIT_FAILED, "cannot rename %s: %s", aside, strerror(errno));
    return true;
}

/* What a server that was killed leaves behind. Nobody uses it: its life is ours. */
static void clear_traces(struct project *project, const struct cluster *cluster) {
    unlink(arena_printf(project->arena, "%s/postmaster.pid", cluster->data));
    unlink(arena_printf(project->arena, "%s/.s.PGSQL.5432", cluster->socket));
    unlink(arena_printf(project->arena, "%s/.s.PGSQL.5432.lock", cluster->socket));
}

/* A folder as an item of a list in PostgreSQL's configuration, where commas and blanks separate. */
static const char *quoted(struct arena *arena, const char *path) {
    struct text text = text_new(arena);
    text_add_char(&text, '"');
    for (; *path; path++) {
        if (*path == '"')
            text_add_char(&text, '"');
        text_add_char(&text, *path);
    }
    text_add_char(&text, '"');
    return text.data;
}

static int open_log(const struct cluster *cluster, off_t *end, struct fail *fail) {
    int log = open(cluster->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    struct stat status;
    if (log < 0 || fstat(log, &status) < 0) {
        fail_set(fail, EXIT_FAILED, "cannot open %s: %s", cluster->log, strerror(errno));
        return -1;
    }
    *end = status.st_size > LOG_SIZE && ftruncate(log, 0) == 0 ? 0 : status.st_size;
    return log;
}

static bool launch(struct project *project, const struct cluster *cluster,
                   const struct installation *installation, int life, struct fail *fail) {
    struct arena *arena = project->arena;
    const char *words[] = {arena_printf(arena, "%s/postgres", installation->folder),
                           "-D",
                           cluster->data,
                           "-c",
                           "listen_addresses=",
                           "-c",
                           "port=5432",
                           "-c",
                           arena_printf(arena, "unix_socket_directories=%s", quoted(arena, cluster->socket)),
                           NULL};
    off_t end = 0;
    int log = open_log(cluster, &end, fail);
    if (log < 0)
        return false;
    struct child child = {
        .words = words, .user = &cluster->user, .output = log, .keep = life, .detached = true};
    pid_t pid = child_start(&child, fail);
    close(log);
    if (pid < 0)
        return false;
    for (int ticks = 1; !is_ready(project, cluster); ticks++) {
        int status;
        if (waitpid(pid, &status, WNOHANG) == pid) {
            fail_set(fail, EXIT_FAILED, "the project's private PostgreSQL does not start");
            return add_log(project, cluster, end, fail);
        }
        if (ticks == PATIENCE * (SECOND / TICK))
            output_note("waiting for PostgreSQL to be ready; its log is %s", cluster->log);
        usleep(TICK);
    }
    return true;
}

/* Waits until the server is ready (true) or its last process has gone (false, *life is ours). */
static bool wait_for_other(struct project *project, const struct cluster *cluster, int *life,
                           struct fail *fail) {
    while (*life < 0 && !is_ready(project, cluster)) {
        usleep(TICK);
        if (!take_life(project, cluster, life, fail))
            return false;
    }
    return *life < 0;
}

static bool start_in_turn(struct project *project, struct cluster *cluster, struct fail *fail) {
    bool known = cluster_read(project, cluster);
    int life = -1;
    if ((!known && !cluster_place(project, cluster, fail)) || !may_use(cluster, fail) ||
        !take_life(project, cluster, &life, fail))
        return false;
    if (life < 0 && wait_for_other(project, cluster, &life, fail))
        return true;
    struct installation installation;
    bool first = access(cluster->data, F_OK) < 0;
    bool done = !fail->code && installation_find(project->arena, cluster->major, &installation, fail);
    if (done && first)
        output_note("making the project's private PostgreSQL %s in %s", installation.version, cluster->data);
    done = done && (!first || make_data(project, cluster, &installation, fail)) &&
           cluster_make_socket(cluster, fail);
    if (done)
        clear_traces(project, cluster);
    done = done && launch(project, cluster, &installation, life, fail);
    if (done)
        output_note("started the project's private PostgreSQL %s (luamig server stop ends it)",
                    installation.version);
    close(life);
    return done;
}

static bool ensure(struct project *project, struct cluster *cluster, struct fail *fail) {
    int trouble;
    if (cluster_read(project, cluster)) {
        if (!may_use(cluster, fail))
            return false;
        if (listener(cluster, &trouble) && has_status(project, cluster, "ready"))
            return true;
    }
    int turn = take_turn(project, fail);
    bool done = turn >= 0 && start_in_turn(project, cluster, fail);
    if (turn >= 0)
        close(turn);
    return done;
}

bool server_start(struct project *project, struct fail *fail) {
    struct cluster cluster;
    return ensure(project, &cluster, fail);
}

const char *server_url(struct project *project, struct fail *fail) {
    struct cluster cluster;
    if (!ensure(project, &cluster, fail))
        return NULL;
    struct text text = text_new(project->arena);
    text_add(&text, "postgresql://postgres@/postgres?host=");
    for (const char *at = cluster.socket; *at; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
        if (plain || strchr("/-_.~", *at))
            text_add_char(&text, *at);
        else
            text_addf(&text, "%%%02X", (unsigned char)*at);
    }
    return text.data;
}

static bool stop_in_turn(struct project *project, const struct cluster *cluster, struct fail *fail) {
    int trouble, life;
    pid_t pid = listener(cluster, &trouble);
    if (!take_life(project, cluster, &life, fail))
        return false;
    if (life >= 0)
        output_note("the project's private PostgreSQL does not run");
    else if (life < 0 && pid <= 0)
        return fail_set(fail, EXIT_FAILED,
                        "the project's private PostgreSQL runs where it cannot be stopped from: %s",
                        pid ? "in another container" : strerror(trouble));
    else if (life < 0 && kill(pid, SIGINT) < 0)
        return fail_set(fail, EXIT_FAILED, "cannot stop process %d: %s", (int)pid, strerror(errno));
    bool ran = life < 0;
    for (int waited = 0; life < 0; waited++) {
        if (waited > STOP_SECONDS * (SECOND / TICK)) {
            fail_set(fail, EXIT_FAILED, "the project's private PostgreSQL (process %d) does not end",
                     (int)pid);
            return fail_hint(fail, "its log is %s", cluster->log);
        }
        usleep(TICK);
        if (!take_life(project, cluster, &life, fail))
            return false;
    }
    close(life);
    if (ran)
        output_note("stopped the project's private PostgreSQL");
    return true;
}

bool server_stop(struct project *project, struct fail *fail) {
    struct cluster cluster;
    if (!cluster_read(project, &cluster)) {
        output_note("the project has no private PostgreSQL yet");
        return true;
    }
    if (!may_use(&cluster, fail))
        return false;
    int turn = take_turn(project, fail);
    bool done = turn >= 0 && stop_in_turn(project, &cluster, fail);
    if (turn >= 0)
        close(turn);
    return done;
}

bool server_psql(struct project *project, const struct list *arguments, struct fail *fail) {
    const char *url = server_url(project, fail);
    if (!url)
        return false;
    const char **words = arena_alloc(project->arena, ((size_t)arguments->count + 4) * sizeof *words);
    int count = 0;
    words[count++] = "psql";
    words[count++] = "--dbname";
    words[count++] = url;
    for (int at = 0; at < arguments->count; at++)
        words[count++] = arguments->items[at];
    signal(SIGPIPE, SIG_DFL); /* luamig ignores it, and exec would keep that */
    execvp("psql", (char *const *)words);
    fail_set(fail, EXIT_FAILED, "cannot run psql: %s", strerror(errno));
    return fail_hint(fail, "install it (Debian: apt install postgresql-client); the server's URL is %s", url);
}
