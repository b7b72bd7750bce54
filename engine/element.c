#include "luamig/element.h"

#include <string.h>

#include "luamig/kind.h"
#include "luamig/words.h"

static bool is_column_name(const struct object *table, const char *name) {
    for (int i = 0; table && i < table->kid_count; i++) {
        const struct object *kid = table->kids[i];
        if (kid->kind->key && strcmp(kid->kind->key, "#") == 0 && strcmp(kid->name, name) == 0)
            return true;
    }
    return false;
}

/* Its first word if that is a column: grammar's index_elem begins with a name, a function or a bracket. */
static struct word column_word(struct arena *arena, const char *element) {
    struct word word = word_next(arena, element);
    struct word next = word_next(arena, word.at + word.size);
    if (next.kind == WORD_OTHER && (*next.at == '(' || *next.at == '.'))
        word.kind = WORD_OTHER;
    return word;
}

const char *element_column(struct arena *arena, const struct object *table, const char *element) {
    if (is_column_name(table, element))
        return element;
    struct word word = column_word(arena, element);
    if (word.kind != WORD_NAME)
        return NULL;
    return word.quoted ? word.value : arena_copy_bytes(arena, word.at, word.size);
}

const char *element_sql(struct arena *arena, const struct object *table, const char *element) {
    const char *column = element_column(arena, table, element);
    if (!column)
        return element;
    struct text text = text_new(arena);
    text_add_identifier(&text, column);
    if (column != element) {
        struct word word = column_word(arena, element);
        text_add(&text, word.at + word.size);
    }
    return text.data;
}

/* A column that stands there twice gets a number. */
static const char *make_unique(struct arena *arena, const struct list *names, const char *name) {
    enum { LONGEST = 63 };
    const char *unique = name;
    for (int number = 1; list_find(names, unique) >= 0; number++) {
        size_t digits = strlen(arena_printf(arena, "%d", number));
        size_t size = strlen(name) + digits > LONGEST ? LONGEST - digits : strlen(name);
        while (size && ((unsigned char)name[size] & 0xC0) == 0x80)
            size--;
        unique = arena_printf(arena, "%.*s%d", (int)size, name, number);
    }
    return unique;
}

const char *elements_name(struct arena *arena, const struct object *table, const char *name,
                          const struct list *elements, const struct list *include, const char *label) {
    struct list names = {0};
    struct text text = text_new(arena);
    for (int i = 0; i < elements->count + include->count; i++) {
        const char *column = i < elements->count ? element_column(arena, table, elements->items[i])
                                                 : include->items[i - elements->count];
        if (!column)
            return NULL;
        list_add(arena, &names, make_unique(arena, &names, column));
        text_add(&text, i ? "_" : "");
        text_add(&text, names.items[i]);
    }
    return name_join(arena, name, text.data, label);
}
