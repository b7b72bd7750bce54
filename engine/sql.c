#include "luamig/sql.h"

#include <string.h>

#include "luamig/object.h"

static void add_list(struct text *text, const struct list *list, void (*add)(struct text *, const char *)) {
    for (int i = 0; i < list->count; i++) {
        if (i)
            text_add(text, ", ");
        add(text, list->items[i]);
    }
}

static void add_path(struct text *text, const char *path) {
    enum { DEEPEST = 4 };
    char *parts[DEEPEST];
    const char *types = strchr(path, '(');
    const char *name = types ? arena_copy_bytes(text->arena, path, (size_t)(types - path)) : path;
    int count = name_split(text->arena, name, parts, DEEPEST);
    for (int i = 0; i < count; i++) {
        text_add(text, i ? "." : "");
        text_add_identifier(text, parts[i]);
    }
}

void sql_vformat(struct text *text, const char *format, va_list arguments) {
    for (const char *c = format; *c; c++) {
        if (*c != '%') {
            text_add_char(text, *c);
            continue;
        }
        switch (*++c) {
        case 's':
            text_add(text, va_arg(arguments, const char *));
            break;
        case 'd':
            text_addf(text, "%d", va_arg(arguments, int));
            break;
        case 'I':
            text_add_identifier(text, va_arg(arguments, const char *));
            break;
        case 'L':
            text_add_literal(text, va_arg(arguments, const char *));
            break;
        case 'o':
            object_add_reference(text, va_arg(arguments, const struct object *));
            break;
        case 'P':
            add_path(text, va_arg(arguments, const char *));
            break;
        case 'N':
            add_list(text, va_arg(arguments, const struct list *), text_add_identifier);
            break;
        case 'E':
            add_list(text, va_arg(arguments, const struct list *), text_add);
            break;
        default:
            text_add_char(text, *c);
        }
    }
}

void sql_format(struct text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    sql_vformat(text, format, arguments);
    va_end(arguments);
}

static struct statement *push(struct sql *sql, const char *text) {
    sql->items = arena_grow(sql->arena, sql->items, (size_t)sql->count, sizeof *sql->items);
    sql->items[sql->count] = (struct statement){.text = text};
    return &sql->items[sql->count++];
}

void sql_add(struct sql *sql, const char *format, ...) {
    struct text text = text_new(sql->arena);
    va_list arguments;
    va_start(arguments, format);
    sql_vformat(&text, format, arguments);
    va_end(arguments);
    push(sql, text.data);
}

void sql_add_alone(struct sql *sql, const char *format, ...) {
    struct text text = text_new(sql->arena);
    va_list arguments;
    va_start(arguments, format);
    sql_vformat(&text, format, arguments);
    va_end(arguments);
    push(sql, text.data)->alone = true;
}

bool sql_join(struct arena *arena, struct statement *last, const struct statement *next) {
    if (!last->head || !next->head || strcmp(last->head, next->head) != 0)
        return false;
    last->text = arena_printf(arena, "%s,\n  %s", last->text, next->text + strlen(next->head) + 1);
    return true;
}

void sql_alter(struct sql *sql, const struct object *table, const char *format, ...) {
    struct text head = text_new(sql->arena), text = text_new(sql->arena);
    sql_format(&head, "ALTER TABLE %o", table);
    text_addf(&text, "%s ", head.data);
    va_list arguments;
    va_start(arguments, format);
    sql_vformat(&text, format, arguments);
    va_end(arguments);
    struct statement next = {.text = text.data, .head = head.data};
    if (sql->count && sql_join(sql->arena, &sql->items[sql->count - 1], &next))
        return;
    push(sql, text.data)->head = head.data;
}
