#include "luamig/drift.h"

#include <string.h>

#include "luamig/catalog.h"
#include "luamig/field.h"
#include "luamig/memory.h"
#include "luamig/registry.h"

enum { FIRST_OID = 16384 }; /* FirstNormalObjectId: what is below is initdb's */

static void add(struct graph *catalog, struct drift *drift, const char *owner, const char *object,
                const char *detail) {
    drift->items = arena_grow(catalog->arena, drift->items, (size_t)drift->count, sizeof *drift->items);
    drift->items[drift->count++] = (struct drift_item){owner, object, detail};
}

/* "type was text, is uuid; null was unset, is false" */
static const char *changes_of(struct graph *catalog, const struct object *object, uint64_t fields) {
    struct text text = text_new(catalog->arena);
    for (const struct field *field = object->kind->fields; field->name; field++) {
        const char *was;
        if (!(fields & field_bit(object->kind, field)))
            continue;
        memory_field(catalog->arena, object->remembered, field, &was);
        text_addf(&text, "%s%s was %s, is %s", text.size ? "; " : "", field->name, field_shown(field, was),
                  field_shown(field, field_plain(catalog->arena, object, field)));
    }
    return text.data;
}

void drift_find(struct graph *catalog, const char *owner, struct drift *drift) {
    for (int i = 0; i < catalog->missing.count; i++) {
        const char *whose = list_was(&catalog->missing, i);
        if (!owner || strcmp(whose, owner) == 0)
            add(catalog, drift, whose, catalog->missing.items[i], "has been dropped");
    }
    for (int i = 0; i < catalog->count; i++) {
        const struct object *object = catalog->objects[i];
        bool wanted = object->owner && !object->inherited && (!owner || strcmp(object->owner, owner) == 0);
        uint64_t fields = wanted ? memory_drift(catalog, object) : 0;
        if (fields)
            add(catalog, drift, object->owner, object_title(catalog->arena, object),
                changes_of(catalog, object, fields));
    }
}

/* What is said of a schema of initdb's, the sequence of a column, is nobody's doing. */
static bool goes_without_saying(const struct object *object) {
    const struct object *schema = object->kind->attached ? object->parent : object;
    bool initial = schema->kind->names_others && schema->address.object_id < FIRST_OID;
    return initial || object->implied || object->inherited ||
           (object->parent && !object->parent->owner && !object->parent->kind->names_others);
}

void drift_find_unmanaged(struct graph *catalog, struct drift *drift) {
    for (int i = 0; i < catalog->count; i++) {
        const struct object *object = catalog->objects[i];
        if (!object->owner && !goes_without_saying(object))
            add(catalog, drift, NULL, object_title(catalog->arena, object), NULL);
    }
}

struct graph *drift_read(struct link *link, const struct project *project, struct drift *managed,
                         struct drift *unmanaged, struct fail *fail) {
    struct arena *arena = arena_new();
    struct list schemas = {0};
    struct graph *catalog = NULL;
    if (registry_schemas(link, project->schema, project->ledger, arena, &schemas, fail))
        catalog = catalog_read(link, project->schema, &schemas, project->ledger, fail);
    if (catalog) {
        drift_find(catalog, NULL, managed);
        drift_find_unmanaged(catalog, unmanaged);
    }
    arena_free(arena);
    return catalog;
}
