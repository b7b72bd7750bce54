#include "luamig/object.h"

#include <string.h>

#include "luamig/kind.h"

const char *object_current(const struct object *object) {
    if (object->current)
        return object->current;
    return object->name ? object->name : "?";
}

struct object *object_schema(const struct object *object) {
    struct object *at = object->parent;
    while (at && at->parent)
        at = at->parent;
    return at;
}

/* What a name is written after: the parent, or for a name that is the schema's own (an index) the schema. */
static const struct object *namer(const struct object *object) {
    return object->kind->schema_wide ? object_schema(object) : object->parent;
}

void object_add_path(struct text *text, const struct object *object) {
    const struct object *above = namer(object);
    if (above && !above->unqualified) {
        object_add_path(text, above);
        text_add_char(text, '.');
    }
    const char *name = object_current(object);
    const char *arguments = object->kind->signature ? strchr(name, '(') : NULL;
    text_add_part(text, arguments ? arena_copy_bytes(text->arena, name, (size_t)(arguments - name)) : name);
    text_add(text, arguments ? arguments : "");
}

const char *object_path(struct arena *arena, const struct object *object) {
    struct text text = text_new(arena);
    object_add_path(&text, object);
    return text.data;
}

const char *object_title(struct arena *arena, const struct object *object) {
    struct text text = text_new(arena);
    if (object->kind->attached && object->parent) {
        text_addf(&text, "%s on %s", object->kind->name, object_title(arena, object->parent));
        return text.data;
    }
    for (const char *c = object->kind->name; *c; c++)
        text_add_char(&text, *c == '_' ? ' ' : *c);
    text_add_char(&text, ' ');
    object_add_path(&text, object);
    return text.data;
}

void object_add_reference(struct text *text, const struct object *object) {
    const struct object *above = namer(object);
    if (above && !above->unqualified) {
        object_add_reference(text, above);
        text_add_char(text, '.');
    }
    const char *name = object_current(object);
    if (object->kind->add_name) {
        object->kind->add_name(text, name);
        return;
    }
    /* Only what stands before the argument types is an identifier. */
    const char *arguments = object->kind->signature ? strchr(name, '(') : NULL;
    if (!arguments) {
        text_add_identifier(text, name);
        return;
    }
    text_add_identifier(text, arena_copy_bytes(text->arena, name, (size_t)(arguments - name)));
    text_add(text, arguments);
}

void object_add_address(struct text *text, const struct object *object) {
    if (!object->kind->address) {
        object_add_reference(text, object);
        return;
    }
    for (const char *c = object->kind->address; *c; c++) {
        if (*c != '%')
            text_add_char(text, *c);
        else if (*++c == 'n')
            text_add_identifier(text, object_current(object));
        else
            object_add_reference(text, object->parent);
    }
}

/* What may hang on several kinds is filed under the first of them: its names tell it apart. */
static void add_kind_path(struct text *text, const struct object *object) {
    const struct object *parent = object->kind->schema_wide ? NULL : object->parent;
    if (parent && object->kind->attached) {
        add_kind_path(text, parent);
        text_add_char(text, '/');
    } else if (parent && !parent->kind->names_others) {
        text_add_bytes(text, object->kind->within, strcspn(object->kind->within, " "));
        text_add_char(text, '/');
    }
    text_add(text, object->kind->name);
}

const char *object_kind_path(struct arena *arena, const struct object *object) {
    struct text text = text_new(arena);
    add_kind_path(&text, object);
    return text.data;
}

static void add_identity(struct arena *arena, struct list *list, const struct object *object) {
    const struct object *above = namer(object);
    if (above)
        add_identity(arena, list, above);
    list_add(arena, list, object_current(object));
}

struct list object_identity(struct arena *arena, const struct object *object) {
    struct list list = {0};
    add_identity(arena, &list, object);
    return list;
}

const struct object *object_holder(const struct object *object) {
    while (object && !object->kind->schema_wide)
        object = object->parent;
    return object && object->parent && object->parent->parent ? object->parent : NULL;
}

struct object *object_kid(const struct object *object, const struct kind *kind, const char *name) {
    for (int i = 0; i < object->kid_count; i++) {
        struct object *kid = object->kids[i];
        if (kid->kind == kind && (!name || (kid->name && strcmp(kid->name, name) == 0)))
            return kid;
    }
    return NULL;
}

bool object_is_adorned(const struct object *object) {
    for (int i = 0; i < object->kid_count; i++)
        if (!object->kids[i]->implied)
            return true;
    return false;
}

bool object_is_within(const struct object *object, const struct object *ancestor) {
    while (object && object != ancestor)
        object = object->parent;
    return object != NULL;
}
