#include "luamig/array.h"

#include <string.h>

#include "luamig/text.h"

/* One element; returns where it ends. A bare NULL is no string. */
static const char *read_element(struct arena *arena, const char *at, const char **element) {
    struct text text = text_new(arena);
    bool quoted = *at == '"';
    for (at += quoted; *at && (quoted ? *at != '"' : !strchr(",}", *at)); at++) {
        if (*at == '\\' && at[1])
            at++;
        text_add_char(&text, *at);
    }
    *element = quoted || strcmp(text.data, "NULL") != 0 ? text.data : NULL;
    return quoted && *at ? at + 1 : at;
}

struct list array_read(struct arena *arena, const char *text) {
    struct list list = {0};
    const char *at = text && *text == '{' ? text + 1 : "";
    while (*at && *at != '}') {
        const char *element;
        at = read_element(arena, at, &element);
        if (element)
            list_add(arena, &list, element);
        if (*at == ',')
            at++;
    }
    return list;
}

const char *array_write(struct arena *arena, const struct list *list) {
    struct text text = text_new(arena);
    text_add_char(&text, '{');
    for (int i = 0; i < list->count; i++) {
        text_add(&text, i ? ",\"" : "\"");
        for (const char *c = list->items[i]; *c; c++) {
            if (*c == '"' || *c == '\\')
                text_add_char(&text, '\\');
            text_add_char(&text, *c);
        }
        text_add_char(&text, '"');
    }
    text_add_char(&text, '}');
    return text.data;
}
