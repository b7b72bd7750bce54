#include "luamig/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "luamig/arena.h"

static bool cannot(const char *what, const char *path, int error, struct fail *fail) {
    return fail_set(fail, EXIT_FAILED, "cannot %s %s: %s", what, path, strerror(error));
}

bool file_exists(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0;
}

static bool make_folders(const char *path, struct fail *fail) {
    struct arena *arena = arena_new();
    for (const char *slash = strchr(path + 1, '/'); slash && !fail->code; slash = strchr(slash + 1, '/')) {
        const char *folder = arena_copy_bytes(arena, path, (size_t)(slash - path));
        if (mkdir(folder, 0777) < 0 && errno != EEXIST)
            cannot("make the folder", folder, errno, fail);
    }
    arena_free(arena);
    return !fail->code;
}

static int write_all(int file, const char *text) {
    for (size_t size = strlen(text), done = 0; done < size;) {
        ssize_t written = write(file, text + done, size - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        done += (size_t)written;
    }
    return 0;
}

/* Beside the place where it is going, since a rename cannot leave the file system. */
static bool write_beside(const char *beside, const char *path, const char *text, bool replace,
                         struct fail *fail) {
    int file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        return cannot("write", path, errno, fail);
    int error = write_all(file, text);
    if (close(file) < 0 && !error)
        error = errno;
    if (!error && (replace ? rename(beside, path) : link(beside, path)) < 0)
        error = errno;
    unlink(beside);
    return error ? cannot("write", path, error, fail) : true;
}

bool file_write(const char *path, const char *text, bool replace, struct fail *fail) {
    if (!make_folders(path, fail))
        return false;
    struct arena *arena = arena_new();
    const char *beside = arena_printf(arena, "%s.%d.new", path, (int)getpid());
    bool done = write_beside(beside, path, text, replace, fail);
    arena_free(arena);
    return done;
}
