#include "luamig/options.h"

#include <string.h>

const char *option_name(struct arena *arena, const char *option) {
    return arena_copy_bytes(arena, option, strcspn(option, "="));
}

const char *option_value(const char *option) {
    const char *equals = strchr(option, '=');
    return equals ? equals + 1 : "";
}

const char *option_find(const struct list *options, const char *name) {
    size_t size = strlen(name);
    for (int i = 0; i < options->count; i++)
        if (strncmp(options->items[i], name, size) == 0 && options->items[i][size] == '=')
            return options->items[i];
    return NULL;
}

static void add(struct text *text, bool first, const char *verb, const char *option) {
    sql_format(text, "%s%s%I", first ? " OPTIONS (" : ", ", verb, option_name(text->arena, option));
    if (*verb != 'D')
        sql_format(text, " %L", option_value(option));
}

void options_add(struct text *text, const struct list *options) {
    for (int i = 0; i < options->count; i++)
        add(text, i == 0, "", options->items[i]);
    text_add(text, options->count ? ")" : "");
}

void options_add_change(struct text *text, const struct list *old, const struct list *now) {
    bool first = true;
    for (int i = 0; i < old->count; i++) {
        if (option_find(now, option_name(text->arena, old->items[i])))
            continue;
        add(text, first, "DROP ", old->items[i]);
        first = false;
    }
    for (int i = 0; i < now->count; i++) {
        const char *was = option_find(old, option_name(text->arena, now->items[i]));
        if (was && strcmp(was, now->items[i]) == 0)
            continue;
        add(text, first, was ? "SET " : "ADD ", now->items[i]);
        first = false;
    }
    text_add(text, first ? "" : ")");
}
