/* What went wrong, where, and what to do next.
 *
 * A function that can fail returns bool (or NULL) and takes a struct fail last. The first failure stays: setting
 * a second one over it does nothing. Ownership: the strings belong to the fail; fail_clear() frees them. Begin
 * with `struct fail fail = {0};`.
 */
#ifndef LUAMIG_FAIL_H
#define LUAMIG_FAIL_H

#include <stdbool.h>

/* Exit codes of the command (DESIGN: 0 done, ... ). */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_DIFFERENT = 3,    /* check and status --exit-code: something pending or different */
    EXIT_LOCKED = 4,       /* the migration lock was not obtained */
    EXIT_INTERRUPTED = 130 /* SIGINT */
};

struct fail {
    int code;      /* an exit_code; 0: nothing failed */
    char *message; /* one line or several, without a full stop; does not repeat the origin */
    char *origin;  /* "core/models.lua:12", or NULL */
    char *detail;  /* PostgreSQL's DETAIL, or more lines of ours, or NULL */
    char *hint;    /* the way out, or NULL */
    char sqlstate[6];
};

/* Both return false, so that `return fail_set(...)` reads well. */
bool fail_set(struct fail *fail, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool fail_at(struct fail *fail, const char *origin, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Each returns false and replaces what was there. */
bool fail_hint(struct fail *fail, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool fail_detail(struct fail *fail, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool fail_origin(struct fail *fail, const char *origin);
void fail_clear(struct fail *fail);
/* Sets `fail`, unless it is set, to the same failure. */
bool fail_copy(struct fail *fail, const struct fail *from);
/* Appends `next` to `all` as one more failure, for commands that report every broken file at once; clears next. */
void fail_join(struct fail *all, struct fail *next);

#endif
