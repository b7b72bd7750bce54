#include "luamig/graph.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/field.h"

/* The hash tables live in the graph's arena too, so that a graph is freed whole wherever a Lua error leaves it. */
#undef uthash_malloc
#undef uthash_free
#define uthash_malloc(size)       arena_alloc(graph->arena, size)
#define uthash_free(memory, size) ((void)(memory))

struct graph *graph_new(const char *schema) {
    return graph_in(arena_new(), schema);
}

struct graph *graph_in(struct arena *arena, const char *schema) {
    struct graph *graph = arena_alloc(arena, sizeof *graph);
    graph->arena = arena;
    graph->schema = arena_copy(arena, schema);
    graph->sought = arena_alloc(arena, sizeof *graph->sought);
    *graph->sought = text_new(arena);
    return graph;
}

void graph_free(struct graph *graph) {
    if (graph)
        arena_free(graph->arena);
}

/* Unique for (kind, parent, name). A name that is the schema's own is keyed within the schema. The next key takes its
 * place. */
static const char *make_key(const struct graph *graph, const struct kind *kind, const struct object *parent,
                            const char *name) {
    while (kind->schema_wide && parent && parent->parent)
        parent = parent->parent;
    text_clear(graph->sought);
    text_add(graph->sought, parent ? parent->key : "");
    text_add_char(graph->sought, '\x1f');
    text_add(graph->sought, kind->name);
    text_add_char(graph->sought, '\x1f');
    text_add(graph->sought, name);
    return graph->sought->data;
}

struct object *graph_loose(struct graph *graph, const struct kind *kind, struct object *parent,
                           const char *name) {
    struct object *object = arena_alloc(graph->arena, kind->size);
    object->kind = kind;
    object->parent = parent;
    object->name = arena_copy(graph->arena, name);
    object->key = name ? arena_copy(graph->arena, make_key(graph, kind, parent, name)) : "";
    for (const struct field *field = kind->fields; field && field->name; field++)
        if (field->rule & DEFAULT_TRUE)
            field_set_bool(object, field, true);
    return object;
}

struct object *graph_copy(struct graph *graph, const struct object *object) {
    struct object *copy = arena_alloc(graph->arena, object->kind->size);
    memcpy(copy, object, object->kind->size);
    return copy;
}

struct object *graph_without(struct graph *graph, const struct object *object, uint64_t fields) {
    struct object *copy = graph_copy(graph, object);
    for (const struct field *field = object->kind->fields; field->name; field++)
        if (fields & field_bit(object->kind, field))
            field_set_plain(graph->arena, copy, field, NULL);
    copy->declared = object->declared ? graph_without(graph, object->declared, fields) : NULL;
    return copy;
}

struct object *graph_add(struct graph *graph, const struct kind *kind, struct object *parent,
                         const char *name) {
    if (name && graph_find(graph, kind, parent, name))
        return NULL;
    struct object *object = graph_loose(graph, kind, parent, name);
    graph->objects = arena_grow(graph->arena, graph->objects, (size_t)graph->count, sizeof *graph->objects);
    object->number = graph->count;
    graph->objects[graph->count++] = object;
    if (parent) {
        parent->kids =
            arena_grow(graph->arena, parent->kids, (size_t)parent->kid_count, sizeof *parent->kids);
        parent->kids[parent->kid_count++] = object;
    }
    if (name) {
        HASH_ADD_KEYPTR(by_key, graph->by_key, object->key, strlen(object->key), object);
    } else {
        object->key = arena_printf(graph->arena, "\x1f%d", object->number);
        graph->asked++;
    }
    return object;
}

struct object *graph_find(const struct graph *graph, const struct kind *kind, const struct object *parent,
                          const char *name) {
    const char *key = make_key(graph, kind, parent, name);
    struct object *object;
    HASH_FIND(by_key, graph->by_key, key, strlen(key), object);
    return object;
}

struct object *graph_namesake(const struct graph *graph, const struct object *object) {
    const struct kind *kind = object->kind->named_after ? kind_named(object->kind->named_after) : NULL;
    return kind ? graph_find(graph, kind, NULL, object->name) : NULL;
}

void graph_rename(struct graph *graph, struct object *object, const char *name) {
    if (object->name)
        HASH_DELETE(by_key, graph->by_key, object);
    else
        graph->asked--;
    object->name = arena_copy(graph->arena, name);
    object->key = arena_copy(graph->arena, make_key(graph, object->kind, object->parent, name));
    HASH_ADD_KEYPTR(by_key, graph->by_key, object->key, strlen(object->key), object);
}

struct object *graph_at(const struct graph *graph, struct address address) {
    struct object *object;
    HASH_FIND(by_address, graph->by_address, &address, sizeof address, object);
    return object;
}

void graph_set_address(struct graph *graph, struct object *object, struct address address) {
    object->address = address;
    if (!graph_at(graph, address))
        HASH_ADD(by_address, graph->by_address, address, sizeof address, object);
}

struct object *graph_schema(struct graph *graph, const char *name) {
    const struct kind *kind = kind_of_schemas();
    struct object *schema = graph_find(graph, kind, NULL, name);
    if (!schema) {
        schema = graph_add(graph, kind, NULL, name);
        schema->implied = true;
    }
    schema->unqualified = strcmp(name, graph->schema) == 0;
    return schema;
}

/* In the order of `kinds`, the object that `name` means below `parent`; `of` limits the kinds. */
static struct object *find_any(const struct graph *graph, const char *of, const struct object *parent,
                               const char *name) {
    for (int i = 0; kinds[i]; i++) {
        struct kind wanted = {.within = of};
        if (of && !kind_stands_within(&wanted, kinds[i]))
            continue;
        struct object *object = graph_find(graph, kinds[i], parent, name);
        if (object)
            return object;
    }
    return NULL;
}

/* The parts of a dotted name below `parent`, each but the last the name of something that holds the next. */
static struct object *resolve_parts(const struct graph *graph, const char *of, struct object *parent,
                                    char **parts, int count) {
    if (count == 1)
        return find_any(graph, of, parent, parts[0]);
    for (int i = 0; kinds[i]; i++) {
        struct object *above = graph_find(graph, kinds[i], parent, parts[0]);
        struct object *found = above ? resolve_parts(graph, of, above, parts + 1, count - 1) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

struct object *graph_resolve(const struct graph *graph, const char *of, const char *name) {
    char *parts[4];
    int count = name_split(graph->arena, name, parts, 4);
    const struct kind *schemas = kind_of_schemas();
    struct object *found = NULL;
    struct object *schema = graph_find(graph, schemas, NULL, graph->schema);
    if (count && schema)
        found = resolve_parts(graph, of, schema, parts, count);
    if (!found && count > 1 && (schema = graph_find(graph, schemas, NULL, parts[0])))
        found = resolve_parts(graph, of, schema, parts + 1, count - 1);
    if (!found && count == 1)
        found = find_any(graph, of, NULL, parts[0]);
    return found;
}

struct object *graph_kid(const struct object *object, const char *of, const char *name) {
    struct kind wanted = {.within = of};
    for (int i = 0; i < object->kid_count; i++) {
        struct object *kid = object->kids[i];
        if (kid->name && strcmp(kid->name, name) == 0 && kind_stands_within(&wanted, kid->kind))
            return kid;
    }
    return NULL;
}

void graph_need(struct graph *graph, struct object *object, struct object *on, enum strength strength) {
    if (!on || on == object || object_is_within(object, on))
        return;
    for (int i = 0; i < object->need_count; i++) {
        if (object->needs[i].on == on) {
            if (strength < object->needs[i].strength)
                object->needs[i].strength = strength;
            return;
        }
    }
    size_t count = (size_t)object->need_count;
    object->needs = arena_grow(graph->arena, object->needs, count, sizeof *object->needs);
    object->needs[object->need_count++] = (struct need){on, strength};
}

void graph_link_users(struct graph *graph) {
    for (int i = 0; i < graph->count; i++)
        graph->objects[i]->user_count = 0;
    for (int i = 0; i < graph->count; i++) {
        struct object *user = graph->objects[i];
        for (int n = 0; n < user->need_count; n++) {
            struct object *on = user->needs[n].on;
            if (user->needs[n].strength == BODY)
                continue;
            on->users = arena_grow(graph->arena, on->users, (size_t)on->user_count, sizeof *on->users);
            on->users[on->user_count++] = user;
        }
    }
}
