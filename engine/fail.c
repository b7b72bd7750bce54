#include "luamig/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *format_string(const char *format, va_list arguments) {
    char *string = NULL;
    if (vasprintf(&string, format, arguments) < 0) {
        fputs("luamig: out of memory\n", stderr);
        exit(EXIT_FAILED);
    }
    return string;
}

static void replace(char **place, char *string) {
    free(*place);
    *place = string;
}

bool fail_set(struct fail *fail, int code, const char *format, ...) {
    if (fail->code)
        return false;
    va_list arguments;
    va_start(arguments, format);
    fail->code = code;
    fail->message = format_string(format, arguments);
    va_end(arguments);
    return false;
}

bool fail_at(struct fail *fail, const char *origin, const char *format, ...) {
    if (fail->code)
        return false;
    va_list arguments;
    va_start(arguments, format);
    fail->code = EXIT_FAILED;
    fail->message = format_string(format, arguments);
    va_end(arguments);
    return fail_origin(fail, origin);
}

bool fail_hint(struct fail *fail, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    replace(&fail->hint, format_string(format, arguments));
    va_end(arguments);
    return false;
}

bool fail_detail(struct fail *fail, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    replace(&fail->detail, format_string(format, arguments));
    va_end(arguments);
    return false;
}

bool fail_origin(struct fail *fail, const char *origin) {
    replace(&fail->origin, origin ? strdup(origin) : NULL);
    return false;
}

void fail_clear(struct fail *fail) {
    free(fail->message);
    free(fail->origin);
    free(fail->detail);
    free(fail->hint);
    memset(fail, 0, sizeof *fail);
}

static char *copy_string(const char *string) {
    char *copy = string ? strdup(string) : NULL;
    if (string && !copy) {
        fputs("luamig: out of memory\n", stderr);
        exit(EXIT_FAILED);
    }
    return copy;
}

bool fail_copy(struct fail *fail, const struct fail *from) {
    if (fail->code)
        return false;
    *fail = *from;
    fail->message = copy_string(from->message);
    fail->origin = copy_string(from->origin);
    fail->detail = copy_string(from->detail);
    fail->hint = copy_string(from->hint);
    return false;
}

/* "origin: message", and what belongs to it on lines of its own. */
static char *fail_line(const struct fail *fail) {
    char *line = NULL;
    int size = asprintf(&line, "%s%s%s%s%s%s%s", fail->origin ? fail->origin : "", fail->origin ? ": " : "",
                        fail->message ? fail->message : "", fail->detail ? "\n  " : "",
                        fail->detail ? fail->detail : "", fail->hint ? "\n  hint: " : "",
                        fail->hint ? fail->hint : "");
    return size < 0 ? NULL : line;
}

void fail_join(struct fail *all, struct fail *next) {
    if (!next->code)
        return;
    if (!all->code) {
        *all = *next;
        memset(next, 0, sizeof *next);
        return;
    }
    char *first = fail_line(all), *second = fail_line(next);
    int code = all->code;
    fail_clear(all);
    fail_clear(next);
    fail_set(all, code, "%s\n%s", first ? first : "", second ? second : "");
    free(first);
    free(second);
}
