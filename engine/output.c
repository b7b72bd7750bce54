#include "luamig/output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "luamig/utf8.h"
#include "luamig/visible.h"

static struct {
    bool quiet, json;
    bool colored, notes_colored;
    bool live, status; /* messages go to a terminal; its last line is to be drawn over */
} output;

static bool wants_color(enum output_color color, int stream) {
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (color != COLOR_AUTO)
        return color == COLOR_ALWAYS;
    return isatty(stream) && !(no_color && *no_color) && !(terminal && strcmp(terminal, "dumb") == 0);
}

void output_begin(enum output_color color, bool quiet, bool json) {
    output.quiet = quiet;
    output.json = json;
    output.colored = wants_color(color, STDOUT_FILENO);
    output.notes_colored = wants_color(color, STDERR_FILENO);
    output.live = !quiet && isatty(STDERR_FILENO);
}

bool output_end(struct fail *fail) {
    errno = 0;
    bool written = fflush(stdout) == 0 && !ferror(stdout);
    if (written || errno == EPIPE)
        return true;
    return fail_set(fail, EXIT_FAILED, "cannot write to stdout: %s", strerror(errno ? errno : EIO));
}

/* The styles of this file may pass: "\033[", digits and semicolons, "m". */
static size_t style_size(const char *from) {
    if (from[0] != '\033' || from[1] != '[')
        return 0;
    size_t digits = strspn(from + 2, "0123456789;");
    return from[2 + digits] == 'm' ? digits + 3 : 0;
}

static void add_visible(struct text *text, const char *string, bool styled) {
    while (*string) {
        size_t style = styled ? style_size(string) : 0;
        size_t size = style ? style : 1 + strcspn(string + 1, "\033");
        if (style)
            text_add_bytes(text, string, size);
        else
            visible_add(text, string, size);
        string += size;
    }
}

bool output_is_live(void) {
    return output.live;
}

void output_status(const char *line) {
    if (!output.live || (!*line && !output.status))
        return;
    struct winsize window = {0};
    ioctl(STDERR_FILENO, TIOCGWINSZ, &window);
    size_t size = strlen(line), most = window.ws_col ? (size_t)window.ws_col - 1 : 79;
    struct arena *arena = arena_new();
    struct text text = text_new(arena);
    visible_add(&text, line, size < most ? size : most);
    fflush(stdout);
    fprintf(stderr, "\r%s\033[K", text.data);
    arena_free(arena);
    output.status = *line != '\0';
}

static void write_line(FILE *stream, bool styled, const char *format, va_list arguments) {
    output_status("");
    struct arena *arena = arena_new();
    struct text text = text_new(arena);
    add_visible(&text, arena_vprintf(arena, format, arguments), styled);
    fprintf(stream, "%s\n", text.data);
    arena_free(arena);
}

void output_line(const char *format, ...) {
    if (output.json)
        return;
    va_list arguments;
    va_start(arguments, format);
    write_line(stdout, output.colored, format, arguments);
    va_end(arguments);
}

void output_text(const char *string) {
    if (!output.json) {
        fputs(string, stdout);
        return;
    }
    struct arena *arena = arena_new();
    struct text text = text_new(arena);
    text_add(&text, "{\"text\": ");
    output_json_string(&text, string);
    text_add_char(&text, '}');
    output_json(text.data);
    arena_free(arena);
}

/* Results come first where both go to one terminal or file. */
static void write_note(const char *format, va_list arguments) {
    fflush(stdout);
    write_line(stderr, output.notes_colored, format, arguments);
}

void output_note(const char *format, ...) {
    if (output.quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    write_note(format, arguments);
    va_end(arguments);
}

void output_warning(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    write_note(format, arguments);
    va_end(arguments);
}

static const char *style_escape(enum style style, bool colored) {
    static const char *const escapes[] = {
        [STYLE_PLAIN] = "\033[0m", [STYLE_GOOD] = "\033[32m", [STYLE_BAD] = "\033[1;31m",
        [STYLE_ADD] = "\033[32m",  [STYLE_DROP] = "\033[31m", [STYLE_CHANGE] = "\033[33m",
        [STYLE_FAINT] = "\033[2m", [STYLE_BOLD] = "\033[1m",
    };
    return colored ? escapes[style] : "";
}

const char *output_style(enum style style) {
    return style_escape(style, output.colored);
}

const char *output_note_style(enum style style) {
    return style_escape(style, output.notes_colored);
}

/* Lines after the first stand below it. */
static void write_indented(const char *label, const char *string) {
    for (const char *line = string; line;) {
        const char *end = strchr(line, '\n');
        int size = end ? (int)(end - line) : (int)strlen(line);
        output_warning("  %s%.*s", line == string ? label : "", size, line);
        line = end ? end + 1 : NULL;
    }
}

static void fail_text(const struct fail *fail) {
    const char *bad = output_note_style(STYLE_BAD), *bold = output_note_style(STYLE_BOLD);
    const char *plain = output_note_style(STYLE_PLAIN), *origin = fail->origin ? fail->origin : "";
    const char *colon = fail->origin ? ": " : "", *message = fail->message ? fail->message : "failed";
    if (*fail->sqlstate)
        output_warning("%serror:%s %s%s%s (SQLSTATE %s)", bad, plain, origin, colon, message, fail->sqlstate);
    else
        output_warning("%serror:%s %s%s%s", bad, plain, origin, colon, message);
    if (fail->detail)
        write_indented("", fail->detail);
    if (fail->hint) {
        char label[32];
        snprintf(label, sizeof label, "%shint:%s ", bold, plain);
        write_indented(label, fail->hint);
    }
}

static void fail_json(const struct fail *fail) {
    struct arena *arena = arena_new();
    struct text text = text_new(arena);
    const struct {
        const char *name, *value;
    } members[] = {{"message", fail->message},
                   {"origin", fail->origin},
                   {"detail", fail->detail},
                   {"hint", fail->hint},
                   {"sqlstate", *fail->sqlstate ? fail->sqlstate : NULL}};
    text_addf(&text, "{\"error\": {\"code\": %d", fail->code);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        text_addf(&text, ", \"%s\": ", members[i].name);
        output_json_string(&text, members[i].value);
    }
    text_add(&text, "}}");
    output_json(text.data);
    arena_free(arena);
}

void output_fail(const struct fail *fail) {
    if (output.json)
        fail_json(fail);
    else
        fail_text(fail);
}

void output_json(const char *document) {
    printf("%s\n", document);
}

void output_json_string(struct text *text, const char *string) {
    if (!string) {
        text_add(text, "null");
        return;
    }
    const char *end = string + strlen(string);
    text_add_char(text, '"');
    while (string < end) {
        uint32_t code;
        size_t size = utf8_read(string, (size_t)(end - string), &code);
        if (size == 0)
            text_add(text, "\\ufffd");
        else if (code == '"' || code == '\\')
            text_addf(text, "\\%c", (int)code);
        else if (code == '\n')
            text_add(text, "\\n");
        else if (code < 0x20 || code == 0x7f)
            text_addf(text, "\\u%04x", (unsigned)code);
        else
            text_add_bytes(text, string, size);
        string += size ? size : 1;
    }
    text_add_char(text, '"');
}
