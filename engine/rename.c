#include "luamig/rename.h"

#include <string.h>

#include "luamig/words.h"

struct renaming {
    const char *from, *to;
    bool in_strings; /* nextval('t_a_seq'): a column's name is in none */
};

struct renamings {
    struct arena *arena;
    struct renaming *items;
    int count;
};

static const char *bare_name(struct arena *arena, const struct object *object) {
    const char *arguments = object->kind->signature ? strchr(object->name, '(') : NULL;
    return arguments ? arena_copy_bytes(arena, object->name, (size_t)(arguments - object->name))
                     : object->name;
}

static void add_name(struct renamings *renamings, const struct object *object, const char *from,
                     const char *to) {
    size_t count = (size_t)renamings->count;
    if (strcmp(from, to) == 0)
        return;
    renamings->items = arena_grow(renamings->arena, renamings->items, count, sizeof *renamings->items);
    renamings->items[renamings->count++] = (struct renaming){
        .from = from, .to = to, .in_strings = !(object->kind->key && *object->kind->key == '#')};
}

static void add(struct renamings *renamings, const struct object *object) {
    struct arena *arena = renamings->arena;
    if (!object || !object->twin || !object->name || !object->twin->name)
        return;
    if (strcmp(object->name, object->twin->name) != 0)
        add_name(renamings, object, bare_name(arena, object), bare_name(arena, object->twin));
    if (object->kind->second_name)
        add_name(renamings, object, object->kind->second_name(arena, object),
                 object->kind->second_name(arena, object->twin));
}

/* What the text may name: what the object needs, what that lies in, and the columns of its own table or its own. */
static struct renamings collect(struct arena *arena, const struct object *old) {
    struct renamings renamings = {.arena = arena};
    for (int i = 0; i < old->need_count; i++) {
        if (old->needs[i].strength == BODY)
            continue;
        add(&renamings, old->needs[i].on);
        add(&renamings, old->needs[i].on->parent);
    }
    for (const struct object *at = old; at; at = at->parent) {
        if (at != old)
            add(&renamings, at);
        for (int i = 0; i < at->kid_count && at->kids[i]->kind->key && *at->kids[i]->kind->key == '#'; i++)
            add(&renamings, at->kids[i]);
    }
    return renamings;
}

static const char *renamed_in(const struct renamings *renamings, const char *name, bool string) {
    for (int i = 0; i < renamings->count; i++)
        if (strcmp(renamings->items[i].from, name) == 0 && (!string || renamings->items[i].in_strings))
            return renamings->items[i].to;
    return NULL;
}

static const char *renamed(const struct renamings *renamings, const char *name) {
    return renamed_in(renamings, name, false);
}

static const char *rename_words(const struct renamings *renamings, const char *from) {
    struct text text = text_new(renamings->arena);
    const char *at = from;
    for (struct word word = word_next(renamings->arena, from); word.kind != WORD_END;
         word = word_next(renamings->arena, at)) {
        text_add_bytes(&text, at, (size_t)(word.at - at));
        const char *to =
            word.kind == WORD_OTHER ? NULL : renamed_in(renamings, word.value, word.kind == WORD_STRING);
        if (to && word.kind == WORD_NAME)
            text_add_identifier(&text, to);
        else if (to)
            text_add_literal(&text, to);
        else
            text_add_bytes(&text, word.at, word.size);
        at = word.at + word.size;
    }
    text_add(&text, at);
    return text.data;
}

static const char *rename_path(const struct renamings *renamings, const char *path, bool signature) {
    char *parts[4];
    int count = name_split(renamings->arena, path, parts, 4);
    struct text text = text_new(renamings->arena);
    for (int i = 0; i < count; i++) {
        const char *types = signature && i == count - 1 ? strchr(parts[i], '(') : NULL;
        size_t size = types ? (size_t)(types - parts[i]) : strlen(parts[i]);
        const char *bare = arena_copy_bytes(renamings->arena, parts[i], size);
        const char *to = renamed(renamings, bare);
        if (types)
            types = rename_words(renamings, types);
        if (to || types)
            parts[i] = arena_printf(renamings->arena, "%s%s", to ? to : bare, types ? types : "");
    }
    text_add_name(&text, parts, count, signature);
    return count ? text.data : path;
}

static const char *rename_one(const struct renamings *renamings, const struct field *field,
                              const char *text) {
    if (field->shape == SHAPE_NAMES || field->shape == SHAPE_KID)
        return renamed(renamings, text) ? renamed(renamings, text) : text;
    if (field->shape == SHAPE_REF || field->shape == SHAPE_REFS) {
        const struct kind *of = field->of ? kind_named(field->of) : NULL;
        bool signature = field->of ? of && of->signature : strchr(text, '(') != NULL;
        return rename_path(renamings, text, signature);
    }
    return rename_words(renamings, text);
}

const char *rename_text(struct arena *arena, const struct object *old, const struct field *field,
                        const char *text) {
    if (field->shape == SHAPE_BODY)
        return text; /* mere text to PostgreSQL: it names what it always named */
    struct renamings renamings = collect(arena, old);
    return text && renamings.count ? rename_one(&renamings, field, text) : text;
}

struct list rename_list(struct arena *arena, const struct object *old, const struct field *field,
                        const struct list *list) {
    struct renamings renamings = collect(arena, old);
    struct list result = {0};
    for (int i = 0; i < list->count; i++)
        list_add(arena, &result,
                 renamings.count ? rename_one(&renamings, field, list->items[i]) : list->items[i]);
    return result;
}

const char *rename_signature(struct arena *arena, const struct object *old) {
    struct renamings renamings = collect(arena, old);
    const char *types = old->kind->signature ? strchr(old->name, '(') : old->name;
    return arena_printf(arena, "%.*s%s", (int)(types - old->name), old->name,
                        rename_words(&renamings, types));
}
