/* Runs a program whose connections to PostgreSQL pass through here, message by message, and does one harm at a
 * chosen message. For specs of crashes:
 *
 *   cutter FOLDER SERVER HARM SIDE AT REPORT PROGRAM ARGUMENT...
 *
 * It listens on FOLDER/.s.PGSQL.5432 and connects to SERVER/.s.PGSQL.5432. Messages of SIDE (client or server) are
 * counted over all connections, from 1 on; before message AT is passed on, HARM is done:
 *
 *   none      nothing: only counts
 *   cut       closes the connection
 *   tear      passes on half of the message, then closes the connection
 *   part      closes all connections
 *   kill      ends the program with SIGKILL; what was passed on before stays on its way to the server
 *   wait      makes the server run into the lock of the table fault.gate, where its timeouts strike
 *   PID       ends this postmaster and all its processes with SIGKILL
 *
 * REPORT gets "client N server N done 0|1". Exits as the program did: 128 + n for a signal. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 64, PIECE = 65536 };
enum side { CLIENT, SERVER };

struct bytes {
    char *data;
    size_t size, room;
};

/* What one end says: `come` has not been counted yet, `go` waits for the other end's socket. */
struct stream {
    struct bytes come, go;
    bool begun; /* a client's first message has no type */
    bool over;
};

struct connection {
    int sockets[2]; /* by side; -1: closed */
    struct stream streams[2];
};

static struct connection connections[MOST_CONNECTIONS];
static int connection_count;
static long counts[2];

static const char *harm;
static enum side harm_side;
static long harm_at;
static bool harm_done;
static pid_t program;

static void die(const char *what) {
    fprintf(stderr, "cutter: %s: %s\n", what, strerror(errno));
    exit(125);
}

static void add(struct bytes *bytes, const void *data, size_t size) {
    if (bytes->size + size > bytes->room) {
        bytes->room = 2 * (bytes->size + size);
        bytes->data = realloc(bytes->data, bytes->room);
        if (!bytes->data)
            die("memory");
    }
    memcpy(bytes->data + bytes->size, data, size);
    bytes->size += size;
}

static void take(struct bytes *bytes, size_t size) {
    memmove(bytes->data, bytes->data + size, bytes->size - size);
    bytes->size -= size;
}

static uint32_t read_length(const char *at) {
    const unsigned char *c = (const unsigned char *)at;
    return (uint32_t)c[0] << 24 | (uint32_t)c[1] << 16 | (uint32_t)c[2] << 8 | c[3];
}

static void add_length(struct bytes *bytes, size_t length) {
    const char c[4] = {(char)(length >> 24), (char)(length >> 16), (char)(length >> 8), (char)length};
    add(bytes, c, 4);
}

/* ---- Sockets ---- */

static struct sockaddr_un address(const char *folder) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int size = snprintf(address.sun_path, sizeof address.sun_path, "%s/.s.PGSQL.5432", folder);
    if (size >= (int)sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        die(folder);
    }
    return address;
}

static int listen_at(const char *folder) {
    struct sockaddr_un at = address(folder);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(at.sun_path);
    if (listener < 0 || bind(listener, (struct sockaddr *)&at, sizeof at) != 0 || listen(listener, 16) != 0)
        die(at.sun_path);
    return listener;
}

static void set_nonblocking(int socket) {
    fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK);
}

static void accept_one(int listener, const char *server) {
    struct sockaddr_un at = address(server);
    int client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    int backend = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client < 0 || backend < 0 || connection_count == MOST_CONNECTIONS)
        die("a connection");
    if (connect(backend, (struct sockaddr *)&at, sizeof at) != 0) {
        close(client);
        close(backend);
        return;
    }
    set_nonblocking(client);
    set_nonblocking(backend);
    connections[connection_count++] = (struct connection){.sockets = {client, backend}};
}

static void close_side(struct connection *connection, enum side side) {
    if (connection->sockets[side] >= 0)
        close(connection->sockets[side]);
    connection->sockets[side] = -1;
}

static void end_side(struct connection *connection, enum side side);

/* Writes what waits for this socket; closes it when nothing will follow. */
static void push(struct connection *connection, enum side to) {
    struct stream *stream = &connection->streams[!to];
    while (stream->go.size && connection->sockets[to] >= 0) {
        ssize_t done = send(connection->sockets[to], stream->go.data, stream->go.size, MSG_NOSIGNAL);
        if (done < 0 && errno == EAGAIN)
            return;
        if (done < 0)
            end_side(connection, to);
        else
            take(&stream->go, (size_t)done);
    }
    if (stream->over)
        close_side(connection, to);
}

/* One end is gone, whether that was seen when reading or when writing: the other is told once it has everything. */
static void end_side(struct connection *connection, enum side side) {
    close_side(connection, side);
    connection->streams[side].over = true;
    push(connection, !side);
}

static void break_connection(struct connection *connection) {
    for (enum side side = CLIENT; side <= SERVER; side++) {
        connection->streams[side].over = true;
        connection->streams[side].come.size = 0;
    }
    push(connection, CLIENT);
    push(connection, SERVER);
}

/* ---- Harm ---- */

static pid_t parent_of(const char *pid) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%.16s/stat", pid);
    FILE *file = fopen(path, "r");
    size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    text[size] = '\0';
    const char *name_end = strrchr(text, ')');
    return name_end ? (pid_t)strtol(name_end + 3, NULL, 10) : 0;
}

/* The postmaster first, so that it does not answer a backend's death with a restart of its own. */
static void kill_server(pid_t postmaster) {
    kill(postmaster, SIGSTOP);
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; processes && (entry = readdir(processes));)
        if (*entry->d_name >= '1' && *entry->d_name <= '9' && parent_of(entry->d_name) == postmaster)
            kill((pid_t)strtol(entry->d_name, NULL, 10), SIGKILL);
    closedir(processes);
    kill(postmaster, SIGKILL);
}

static const char GATE[] = "SELECT FROM fault.gate";

/* A message that the server cannot get past: a Parse in front of one of the extended protocol, which fails before it
 * is answered, or another text for a simple query. False if this message is neither. */
static bool add_wait(struct bytes *out, char type, bool *replaced) {
    if (!type || !strchr("PBDEQ", type))
        return false;
    *replaced = type == 'Q';
    add(out, *replaced ? "Q" : "P", 1);
    add_length(out, 4 + sizeof GATE + (*replaced ? 0 : sizeof "fault" + 2));
    if (!*replaced)
        add(out, "fault", sizeof "fault");
    add(out, GATE, sizeof GATE);
    if (!*replaced)
        add(out, "\0", 2);
    return true;
}

/* Returns whether the message is still to be passed on. */
static bool do_harm(struct connection *connection, enum side from, char type, size_t size) {
    struct stream *stream = &connection->streams[from];
    bool replaced = false;
    if (strcmp(harm, "wait") == 0) {
        harm_done = add_wait(&stream->go, type, &replaced);
        if (replaced)
            take(&stream->come, size);
        return !replaced;
    }
    harm_done = true;
    if (strcmp(harm, "kill") == 0) {
        kill(program, SIGKILL);
    } else if (strcmp(harm, "tear") == 0) {
        add(&stream->go, stream->come.data, size / 2);
        break_connection(connection);
        return false;
    } else if (strcmp(harm, "cut") == 0) {
        break_connection(connection);
        return false;
    } else if (strcmp(harm, "part") != 0) {
        kill_server((pid_t)strtol(harm, NULL, 10));
    }
    for (int i = 0; i < connection_count; i++)
        break_connection(&connections[i]);
    return false;
}

/* ---- Messages ---- */

/* Size of the first message, 0 while it is not whole. */
static size_t message_size(const struct stream *stream, bool typed) {
    if (stream->come.size < 4 + (size_t)typed)
        return 0;
    size_t size = read_length(stream->come.data + typed) + (size_t)typed;
    return size <= stream->come.size ? size : 0;
}

static void pass(struct connection *connection, enum side from) {
    struct stream *stream = &connection->streams[from];
    bool typed;
    for (size_t size; (size = message_size(stream, typed = from == SERVER || stream->begun));) {
        counts[from]++;
        bool due = !harm_done && from == harm_side && counts[from] >= harm_at && strcmp(harm, "none") != 0;
        stream->begun = true;
        if (due && !do_harm(connection, from, typed ? *stream->come.data : '\0', size)) {
            push(connection, !from);
            continue;
        }
        add(&stream->go, stream->come.data, size);
        take(&stream->come, size);
    }
    push(connection, !from);
}

static void receive(struct connection *connection, enum side from) {
    char piece[PIECE];
    ssize_t size = recv(connection->sockets[from], piece, sizeof piece, 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0) {
        end_side(connection, from);
        return;
    }
    add(&connection->streams[from].come, piece, (size_t)size);
    pass(connection, from);
}

/* ---- The loop ---- */

static void serve(struct connection *connection, const struct pollfd *polls) {
    for (enum side side = CLIENT; side <= SERVER; side++) {
        if (connection->sockets[side] >= 0 && polls[side].revents & POLLOUT)
            push(connection, side);
        if (connection->sockets[side] >= 0 && polls[side].revents & (POLLIN | POLLHUP | POLLERR))
            receive(connection, side);
    }
}

static void relay(int listener, const char *server) {
    struct pollfd polls[1 + 2 * MOST_CONNECTIONS] = {{.fd = listener, .events = POLLIN}};
    int count = connection_count;
    for (int i = 0; i < count; i++)
        for (enum side side = CLIENT; side <= SERVER; side++) {
            short writes = connections[i].streams[!side].go.size ? POLLOUT : 0;
            polls[1 + 2 * i + (int)side] =
                (struct pollfd){.fd = connections[i].sockets[side], .events = (short)(POLLIN | writes)};
        }
    poll(polls, (nfds_t)(1 + 2 * count), 10);
    for (int i = 0; i < count; i++)
        serve(&connections[i], polls + 1 + 2 * i);
    if (polls[0].revents)
        accept_one(listener, server);
}

static bool is_open(void) {
    for (int i = 0; i < connection_count; i++)
        if (connections[i].sockets[CLIENT] >= 0 || connections[i].sockets[SERVER] >= 0)
            return true;
    return false;
}

static void report(const char *path) {
    FILE *file = fopen(path, "w");
    if (!file)
        die(path);
    fprintf(file, "client %ld server %ld done %d\n", counts[CLIENT], counts[SERVER], harm_done);
    fclose(file);
}

int main(int count, char **arguments) {
    if (count < 8) {
        fputs("usage: cutter FOLDER SERVER HARM SIDE AT REPORT PROGRAM ARGUMENT...\n", stderr);
        return 2;
    }
    const char *server = arguments[2];
    harm = arguments[3];
    harm_side = strcmp(arguments[4], "server") == 0 ? SERVER : CLIENT;
    harm_at = strtol(arguments[5], NULL, 10);
    int listener = listen_at(arguments[1]);
    program = fork();
    if (program < 0)
        die("fork");
    if (program == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execv(arguments[7], arguments + 7);
        die(arguments[7]);
    }
    int status = 0;
    while (waitpid(program, &status, WNOHANG) == 0)
        relay(listener, server);
    while (is_open())
        relay(listener, server);
    report(arguments[6]);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
