#include "luamig/dotenv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "luamig/reader.h"
#include "luamig/text.h"

struct reading {
    struct arena *arena;
    struct dotenv *dotenv;
    const char *at;
    int line;
};

static const char *find_last(const struct dotenv *dotenv, const char *name) {
    for (int i = dotenv->names.count - 1; i >= 0; i--)
        if (strcmp(dotenv->names.items[i], name) == 0)
            return dotenv->values.items[i];
    return NULL;
}

const char *dotenv_find(const struct dotenv *dotenv, const char *name) {
    const char *value = getenv(name);
    if (!value)
        value = find_last(dotenv, name);
    return value && *value ? value : NULL;
}

static void skip_blanks(struct reading *reading) {
    while (*reading->at == ' ' || *reading->at == '\t')
        reading->at++;
}

static size_t name_size(const char *from) {
    size_t size = 0;
    if (isalpha((unsigned char)*from) || *from == '_')
        while (isalnum((unsigned char)from[size]) || from[size] == '_')
            size++;
    return size;
}

/* "${NAME}": adds its value and steps over it; false if none stands here. */
static bool read_variable(struct reading *reading, struct text *value) {
    const char *at = reading->at;
    size_t size = at[0] == '$' && at[1] == '{' ? name_size(at + 2) : 0;
    if (size == 0 || at[2 + size] != '}')
        return false;
    const char *found = dotenv_find(reading->dotenv, arena_copy_bytes(reading->arena, at + 2, size));
    text_add(value, found ? found : "");
    reading->at += size + 3;
    return true;
}

static bool read_quoted(struct reading *reading, struct text *value) {
    char quote = *reading->at++;
    while (*reading->at != quote) {
        char c = *reading->at;
        if (c == '\0')
            return false;
        if (quote == '"' && read_variable(reading, value))
            continue;
        if (c == '\\' && quote == '"' && reading->at[1]) {
            char next = *++reading->at;
            c = next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next;
            if (!strchr("ntr\\\"$", next))
                text_add_char(value, '\\');
        }
        reading->line += *reading->at == '\n';
        text_add_char(value, c);
        reading->at++;
    }
    reading->at++;
    return true;
}

/* Up to the end of the line, or to a comment, which a blank parts from the value. */
static void read_bare(struct reading *reading, struct text *value) {
    const char *begin = reading->at;
    while (*reading->at && *reading->at != '\n') {
        if (*reading->at == '#' && (reading->at == begin || isblank((unsigned char)reading->at[-1])))
            break;
        if (read_variable(reading, value))
            continue;
        text_add_char(value, *reading->at++);
    }
    while (value->size && isspace((unsigned char)value->data[value->size - 1]))
        value->data[--value->size] = '\0';
}

static const char *read_line(struct reading *reading) {
    skip_blanks(reading);
    if (strncmp(reading->at, "export", 6) == 0 && isblank((unsigned char)reading->at[6])) {
        reading->at += 6;
        skip_blanks(reading);
    }
    size_t size = name_size(reading->at);
    char *name = arena_copy_bytes(reading->arena, reading->at, size);
    reading->at += size;
    skip_blanks(reading);
    if (size && *reading->at == '=') {
        struct text value = text_new(reading->arena);
        reading->at++;
        skip_blanks(reading);
        if (*reading->at != '"' && *reading->at != '\'')
            read_bare(reading, &value);
        else if (!read_quoted(reading, &value))
            return "a quote is not closed";
        list_add(reading->arena, &reading->dotenv->names, name);
        list_add(reading->arena, &reading->dotenv->values, value.data);
    }
    skip_blanks(reading);
    if (*reading->at == '#')
        reading->at += strcspn(reading->at, "\n");
    return *reading->at == '\0' || *reading->at == '\n' ? NULL : "is not of the form NAME=value";
}

bool dotenv_read(struct arena *arena, const char *path, const char *shown, struct dotenv *dotenv,
                 struct fail *fail) {
    size_t size;
    if (access(path, F_OK) != 0)
        return true;
    const char *bytes = reader_read(arena, path, shown, &size, fail);
    if (!bytes)
        return false;
    struct reading reading = {.arena = arena, .dotenv = dotenv, .at = bytes, .line = 1};
    while (*reading.at) {
        int line = reading.line;
        const char *wrong = read_line(&reading);
        if (wrong)
            return fail_at(fail, arena_printf(arena, "%s:%d", shown, line), "%s", wrong);
        if (*reading.at == '\n') {
            reading.at++;
            reading.line++;
        }
    }
    return true;
}
