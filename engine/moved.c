#include "luamig/moved.h"

#include <string.h>

#include "luamig/words.h"

static bool is_named(const struct object *object, const char *bare) {
    size_t size = strlen(bare);
    return object->name && strncmp(object->name, bare, size) == 0 &&
           (!object->name[size] || (object->kind->signature && object->name[size] == '('));
}

/* The scratch schema instead of `schema`, if the thing of that bare name in it is built; else NULL. */
static const char *moved_to(const struct draft *draft, const char *schema, const char *bare) {
    const struct object *copy = NULL;
    for (int i = 0; i < draft->schema_count; i++)
        if (strcmp(draft->schemas[i]->declared->name, schema) == 0)
            copy = draft->schemas[i];
    for (int i = 0; copy && i < copy->kid_count; i++)
        if (is_named(copy->kids[i], bare))
            return copy->name;
    return NULL;
}

static const char *moved_path(const struct draft *draft, const char *path, bool signature) {
    char *parts[4];
    int count = name_split(draft->arena, path, parts, 4);
    const char *schema = count > 1 ? moved_to(draft, parts[0], parts[1]) : NULL;
    struct text text = text_new(draft->arena);
    if (!schema)
        return path;
    parts[0] = arena_copy(draft->arena, schema);
    text_add_name(&text, parts, count, signature);
    return text.data;
}

const char *moved_words(const struct draft *draft, const char *from) {
    struct text text = text_new(draft->arena);
    const char *at = from;
    for (struct word word = word_next(draft->arena, from); word.kind != WORD_END;
         word = word_next(draft->arena, at)) {
        const char *end = word.at + word.size, *moved = NULL;
        text_add_bytes(&text, at, (size_t)(word.at - at));
        if (word.kind == WORD_NAME && *end == '.') {
            struct word next = word_next(draft->arena, end + 1);
            moved = next.kind == WORD_NAME ? moved_to(draft, word.value, next.value) : NULL;
            if (moved)
                text_add_identifier(&text, moved);
        } else if (word.kind == WORD_STRING) {
            moved = moved_path(draft, word.value, false);
            if (moved == word.value)
                moved = NULL;
            else
                text_add_literal(&text, moved);
        }
        if (!moved)
            text_add_bytes(&text, word.at, word.size);
        at = end;
    }
    text_add(&text, at);
    return text.data;
}

const char *moved_text(const struct draft *draft, const struct field *field, const char *text) {
    switch (field->shape) {
    case SHAPE_REF:
    case SHAPE_REFS:
        return moved_path(draft, text, kind_named(field->of) && kind_named(field->of)->signature);
    case SHAPE_TYPE:
    case SHAPE_EXPR:
    case SHAPE_EXPRS:
        return moved_words(draft, text);
    default:
        return text;
    }
}

const char *moved_back(const struct draft *draft, struct arena *arena, const char *text) {
    for (int i = 0; text && i < draft->schema_count; i++) {
        const struct object *schema = draft->schemas[i];
        const char *found = strstr(text, schema->name);
        if (!found)
            continue;
        struct text real = text_new(arena);
        for (size_t size = strlen(schema->name); found; found = strstr(text, schema->name)) {
            text_add_bytes(&real, text, (size_t)(found - text));
            text = found + size;
            if (*text != '.')
                text_add(&real, schema->name); /* another one's, which begins with it */
            else if (schema->unqualified)
                text++;
            else
                text_add_identifier(&real, schema->declared->name);
        }
        text_add(&real, text);
        text = real.data;
    }
    return text;
}
