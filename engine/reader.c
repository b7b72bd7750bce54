#include "luamig/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *kind_of(mode_t mode) {
    return S_ISDIR(mode)    ? "a folder"
           : S_ISFIFO(mode) ? "a FIFO"
           : S_ISCHR(mode)  ? "a character device"
           : S_ISBLK(mode)  ? "a block device"
           : S_ISSOCK(mode) ? "a socket"
                            : "something else";
}

/* One byte more than is allowed is asked for: files in /proc say that they have none. */
static char *read_whole(struct arena *arena, int file, size_t expected, size_t *size) {
    size_t room = (expected < READER_MOST ? expected : READER_MOST) + 1, used = 0;
    char *bytes = arena_alloc(arena, room + 1);
    for (;;) {
        ssize_t count = read(file, bytes + used, room - used);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return NULL;
        used += (size_t)count;
        if (count == 0 || used > READER_MOST)
            break;
        if (used == room) {
            char *more = arena_alloc(arena, room * 2 + 1);
            memcpy(more, bytes, used);
            bytes = more;
            room *= 2;
        }
    }
    bytes[used] = '\0';
    *size = used;
    return bytes;
}

static char *normalise(char *bytes, size_t *size) {
    size_t from = *size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, to = 0;
    for (; from < *size; from++)
        if (bytes[from] != '\r' || bytes[from + 1] != '\n')
            bytes[to++] = bytes[from];
    bytes[to] = '\0';
    *size = to;
    return bytes;
}

static char *read_opened(struct arena *arena, int file, const char *shown, size_t *size, struct fail *fail) {
    struct stat status;
    if (fstat(file, &status) != 0) {
        fail_at(fail, shown, "cannot be read: %s", strerror(errno));
        return NULL;
    }
    if (!S_ISREG(status.st_mode)) {
        fail_at(fail, shown, "is %s, not a regular file", kind_of(status.st_mode));
        return NULL;
    }
    char *bytes = status.st_size > READER_MOST ? NULL : read_whole(arena, file, (size_t)status.st_size, size);
    if (status.st_size > READER_MOST || (bytes && *size > READER_MOST)) {
        fail_at(fail, shown, "is larger than %d MiB", READER_MOST >> 20);
        return NULL;
    }
    if (!bytes) {
        fail_at(fail, shown, "cannot be read: %s", strerror(errno));
        return NULL;
    }
    return normalise(bytes, size);
}

char *reader_read(struct arena *arena, const char *path, const char *shown, size_t *size, struct fail *fail) {
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0) {
        fail_at(fail, shown, "cannot be read: %s", strerror(errno));
        return NULL;
    }
    char *bytes = read_opened(arena, file, shown, size, fail);
    close(file);
    return bytes;
}
