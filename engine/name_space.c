#include "luamig/name_space.h"

#include <string.h>

#include "luamig/kind.h"

static void add_key(struct arena *arena, struct list *keys, const struct object *object,
                    const struct object *within, const char *space) {
    list_add(arena, keys, arena_printf(arena, "%p\x1f%s\x1f%s", (const void *)within, space, object->name));
}

static const struct object *as_new(const struct object *within, bool old) {
    return old && within && within->twin ? within->twin : within;
}

struct list name_space_keys(struct arena *arena, const struct object *object, bool old) {
    const struct kind *kind = object->kind;
    const struct object *schema = as_new(object_schema(object), old), *parent = as_new(object->parent, old);
    bool constraint = kind->noun && strcmp(kind->noun, "CONSTRAINT") == 0;
    struct list keys = {0};
    for (const char *at = kind->space ? kind->space : ""; *at; at += *at == ' ') {
        size_t size = strcspn(at, " ");
        add_key(arena, &keys, object, schema, arena_copy_bytes(arena, at, size));
        at += size;
    }
    if (constraint || !kind->space)
        add_key(arena, &keys, object, parent, constraint ? kind->noun : kind->name);
    return keys;
}
