#include "luamig/scaffold.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "luamig/embedded.h"
#include "luamig/text.h"

static const char *full_path(const struct scaffold *scaffold, const char *path) {
    return arena_printf(scaffold->arena, "%s/%s", scaffold->folder, path);
}

static bool make_folder(const char *path, struct fail *fail) {
    struct stat status;
    if (mkdir(path, 0777) == 0 || (stat(path, &status) == 0 && S_ISDIR(status.st_mode)))
        return true;
    return fail_set(fail, EXIT_FAILED, "cannot make the folder %s: %s", path,
                    strerror(errno == EEXIST ? ENOTDIR : errno));
}

/* Every folder above the last slash of `path`. */
static bool make_parents(struct arena *arena, const char *path, struct fail *fail) {
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/'))
        if (!make_folder(arena_copy_bytes(arena, path, (size_t)(slash - path)), fail))
            return false;
    return true;
}

bool scaffold_has(const struct scaffold *scaffold, const char *path) {
    struct stat status;
    return lstat(full_path(scaffold, path), &status) == 0;
}

bool scaffold_folder(struct scaffold *scaffold, const char *path, struct fail *fail) {
    bool had = scaffold_has(scaffold, path);
    const char *full = full_path(scaffold, path);
    if (!make_parents(scaffold->arena, full, fail) || !make_folder(full, fail))
        return false;
    list_add(scaffold->arena, had ? &scaffold->kept : &scaffold->created,
             arena_printf(scaffold->arena, "%s/", path));
    return true;
}

static bool write_all(int file, const char *path, const char *text, struct fail *fail) {
    size_t size = strlen(text), written = 0;
    while (written < size) {
        ssize_t bytes = write(file, text + written, size - written);
        if (bytes < 0 && errno != EINTR)
            break;
        written += bytes > 0 ? (size_t)bytes : 0;
    }
    bool fine = written == size;
    int error = errno;
    if (close(file) != 0 && fine) {
        fine = false;
        error = errno;
    }
    return fine || fail_set(fail, EXIT_FAILED, "cannot write %s: %s", path, strerror(error));
}

bool scaffold_file(struct scaffold *scaffold, const char *path, const char *text, struct fail *fail) {
    const char *full = full_path(scaffold, path);
    if (!make_parents(scaffold->arena, full, fail))
        return false;
    int file = open(full, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0 && errno == EEXIST) {
        list_add(scaffold->arena, &scaffold->kept, path);
        return true;
    }
    if (file < 0)
        return fail_set(fail, EXIT_FAILED, "cannot write %s: %s", full, strerror(errno));
    list_add(scaffold->arena, &scaffold->created, path);
    return write_all(file, full, text, fail);
}

/* NULL and fail if it cannot be read; "" if it is not there. */
static const char *read_file(struct arena *arena, const char *path, struct fail *fail) {
    struct text text = text_new(arena);
    char buffer[4096];
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t bytes = 0;
    if (file < 0 && errno == ENOENT)
        return "";
    while (file >= 0 && (bytes = read(file, buffer, sizeof buffer)) > 0)
        text_add_bytes(&text, buffer, (size_t)bytes);
    if (file < 0 || bytes < 0)
        fail_set(fail, EXIT_FAILED, "cannot read %s: %s", path, strerror(errno));
    if (file >= 0)
        close(file);
    return fail->code ? NULL : text.data;
}

static bool has_line(const char *text, const char *line) {
    size_t size = strlen(line);
    for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n')
        if (strncmp(at, line, size) == 0 && strchr("\r\n", at[size]))
            return true;
    return false;
}

bool scaffold_lines(struct scaffold *scaffold, const char *path, const char *const *lines, int count,
                    struct fail *fail) {
    const char *full = full_path(scaffold, path), *old = read_file(scaffold->arena, full, fail);
    struct text more = text_new(scaffold->arena);
    if (!old)
        return false;
    for (int i = 0; i < count; i++)
        if (!has_line(old, lines[i]))
            text_addf(&more, "%s\n", lines[i]);
    list_add(scaffold->arena, more.size ? &scaffold->created : &scaffold->kept, path);
    if (!more.size)
        return true;
    int file = open(full, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (file < 0)
        return fail_set(fail, EXIT_FAILED, "cannot write %s: %s", full, strerror(errno));
    bool open_line = *old && old[strlen(old) - 1] != '\n';
    return write_all(file, full, arena_printf(scaffold->arena, "%s%s", open_line ? "\n" : "", more.data),
                     fail);
}

const char *scaffold_text(const char *name) {
    for (const struct embedded *file = embedded; file->name; file++)
        if (strncmp(file->name, "scaffold/", 9) == 0 && strcmp(file->name + 9, name) == 0)
            return file->source;
    return "";
}
