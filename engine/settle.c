#include "luamig/settle.h"

#include <string.h>

#include "luamig/field.h"
#include "luamig/made_name.h"
#include "luamig/memory.h"
#include "luamig/plan.h"
#include "luamig/rename.h"
#include "luamig/scratch.h"

struct settling {
    struct link *link;
    struct graph *models, *catalog;
    struct scratch *scratch; /* NULL while nothing is asked */
    struct object **asked;
    uint64_t *fields; /* of each that is asked */
    int count;
};

/* ---- what is known without asking ---- */

static bool same(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* The object is about to hold PostgreSQL's text: what the model said is kept for printing. */
static void keep_wording(struct settling *settling, struct object *object) {
    if (object->declared)
        return;
    struct object *said = graph_copy(settling->models, object);
    said->declared = NULL;
    object->declared = said;
}

/* The model says what it said when PostgreSQL made of it what the catalog still has. */
static bool is_remembered(struct settling *settling, const struct object *now, const struct field *field) {
    struct arena *arena = settling->models->arena;
    const struct object *old = now->twin;
    const char *words, *made;
    return memory_field(arena, old->wording, field, &words) &&
           memory_field(arena, old->remembered, field, &made) &&
           same(words, field_plain(arena, now, field)) && same(made, field_plain(arena, old, field));
}

static void take_old(struct settling *settling, struct object *now, const struct field *field) {
    struct arena *arena = settling->models->arena;
    keep_wording(settling, now);
    if (field_is_list(field))
        field_set_list(now, field, rename_list(arena, now->twin, field, field_list(now->twin, field)));
    else
        field_set_text(now, field, rename_text(arena, now->twin, field, field_text(now->twin, field)));
}

/* A name is written in one way, whatever schema the model has put before it, and whatever quotes about it. */
static const char *canonical_name(struct settling *settling, const struct field *field, const char *name) {
    const struct object *object = graph_resolve(settling->models, field->of, name);
    if (!object)
        object = graph_resolve(settling->catalog, field->of, name);
    if (object)
        return object_path(settling->models->arena, object);
    enum { DEEPEST = 4 };
    char *parts[DEEPEST];
    int count = strchr(name, '(') ? 0 : name_split(settling->models->arena, name, parts, DEEPEST);
    struct text text = text_new(settling->models->arena);
    text_add_name(&text, parts, count, false);
    return count ? text.data : name;
}

static void take_names(struct settling *settling, struct object *now, const struct field *field) {
    keep_wording(settling, now);
    if (!field_is_list(field)) {
        if (field_text(now, field))
            field_set_text(now, field, canonical_name(settling, field, field_text(now, field)));
        return;
    }
    struct list names = {0};
    const struct list *said = field_list(now, field);
    for (int i = 0; i < said->count; i++)
        list_add(settling->models->arena, &names, canonical_name(settling, field, said->items[i]));
    field_set_list(now, field, names);
}

/* ---- asking ---- */

static bool ask(struct settling *settling, struct object *object, uint64_t fields, bool matched,
                struct fail *fail) {
    struct arena *arena = settling->models->arena;
    if (!settling->scratch) {
        settling->scratch = scratch_open(settling->link, settling->models, settling->catalog, matched, fail);
        if (!settling->scratch)
            return false;
    }
    scratch_want(settling->scratch, object, fields);
    size_t count = (size_t)settling->count;
    settling->asked = arena_grow(arena, settling->asked, count, sizeof *settling->asked);
    settling->fields = arena_grow(arena, settling->fields, count, sizeof *settling->fields);
    settling->asked[count] = object;
    settling->fields[count] = fields;
    settling->count++;
    return true;
}

/* The same words mean something else once the type is another: 'a' is a text, or a value of an enum. */
static bool is_retyped(struct settling *settling, const struct object *now) {
    for (const struct field *field = now->kind->fields; field->name; field++)
        if (field->shape == SHAPE_TYPE && !is_remembered(settling, now, field) &&
            !plan_same_field(settling->models->arena, now->twin, now, field))
            return true;
    return false;
}

/* What the catalog does not tell apart shapes the text too: the names of a view's columns. */
static bool is_reshaped(struct settling *settling, const struct object *now) {
    struct arena *arena = settling->models->arena;
    const char *words;
    for (const struct field *field = now->kind->fields; field->name; field++)
        if ((field->rule & OPTIONAL) && memory_field(arena, now->twin->wording, field, &words) &&
            !same(words, field_plain(arena, now, field)))
            return true;
    return false;
}

/* What is not known of this object; the rest is put in place. */
static uint64_t unknown_fields(struct settling *settling, struct object *now) {
    bool retyped = is_retyped(settling, now) || is_reshaped(settling, now);
    uint64_t fields = 0;
    for (const struct field *field = now->kind->fields; field->name; field++) {
        if (!field_refers(field) || field->shape == SHAPE_NAMES || field->shape == SHAPE_KID ||
            plan_same_field(settling->models->arena, now->twin, now, field))
            continue;
        if (field->shape == SHAPE_REF || field->shape == SHAPE_REFS)
            take_names(settling, now, field);
        else if (!retyped && is_remembered(settling, now, field))
            take_old(settling, now, field);
        else if (!field_is_default(now, field))
            fields |= field_bit(now->kind, field);
    }
    return fields;
}

static const char *real_text(struct settling *settling, const char *text) {
    struct arena *arena = settling->models->arena;
    return arena_copy(arena, scratch_text(settling->scratch, arena, text));
}

static void take_field(struct settling *settling, struct object *object, const struct object *made,
                       const struct field *field) {
    if (field_is_bool(field)) {
        field_copy(object, made, field);
    } else if (field_is_list(field)) {
        struct list list = {0};
        const struct list *items = field_list(made, field);
        for (int i = 0; i < items->count; i++)
            list_add(settling->models->arena, &list, real_text(settling, items->items[i]));
        field_set_list(object, field, list);
    } else {
        field_set_text(object, field, real_text(settling, field_text(made, field)));
    }
}

/* With what only the catalog knows of it: the columns of a view. */
static void take_made(struct settling *settling, struct object *object, const struct object *made,
                      uint64_t fields) {
    keep_wording(settling, object);
    for (const struct field *field = object->kind->fields; field->name; field++)
        if (fields & field_bit(object->kind, field) || field->rule & SEEN)
            take_field(settling, object, made, field);
}

bool settle(struct link *link, struct graph *models, struct graph *catalog, const char *owner,
            struct list *unsettled, struct fail *fail) {
    struct settling settling = {.link = link, .models = models, .catalog = catalog};
    bool good = true;
    for (int i = 0; good && i < models->count; i++) {
        struct object *object = models->objects[i];
        if (!object->twin || !object->owner || strcmp(object->owner, owner) != 0)
            continue;
        uint64_t fields = unknown_fields(&settling, object);
        if (fields)
            good = ask(&settling, object, fields, true, fail);
    }
    good = good && (!settling.count || scratch_run(settling.scratch, fail));
    for (int i = 0; good && i < settling.count; i++) {
        struct object *object = settling.asked[i];
        const struct object *made = scratch_find(settling.scratch, object);
        if (made)
            take_made(&settling, object, made, settling.fields[i]);
        else
            list_add(models->arena, unsettled, object_title(models->arena, object));
    }
    scratch_close(settling.scratch);
    return good;
}

/* ---- names ---- */

static bool is_taken(struct graph *graph, const struct object *object, const char *name) {
    struct object *schema = object_schema(object);
    for (int i = 0; kinds[i]; i++) {
        bool shares =
            object->kind->space && kinds[i]->space && strcmp(object->kind->space, kinds[i]->space) == 0;
        if ((shares || kinds[i] == object->kind) &&
            (graph_find(graph, kinds[i], object->parent, name) || graph_find(graph, kinds[i], schema, name)))
            return true;
    }
    return false;
}

/* As PostgreSQL does: a number behind the label, counted up while the name is taken. */
static void give_name(struct graph *models, struct object *object, const char *name) {
    size_t size = strlen(name);
    while (size && name[size - 1] >= '0' && name[size - 1] <= '9')
        size--;
    for (int number = 1; is_taken(models, object, name); number++)
        name = arena_printf(models->arena, "%.*s%d", (int)size, name, number);
    graph_rename(models, object, name);
}

static bool has_wording(struct arena *arena, const struct object *old, const struct object *now) {
    for (const struct field *field = now->kind->fields; field->name; field++) {
        const char *words;
        if (field->rule & (HINT | SEEN))
            continue;
        if (!memory_field(arena, old->wording, field, &words) || !same(words, field_plain(arena, now, field)))
            return false;
    }
    return true;
}

/* The ledger knows an object of the same words on the same table: it was asked for when that was created. */
static const char *remembered_name(struct graph *models, struct graph *catalog, const struct object *object) {
    const struct object *table = object->parent, *schema = table->parent;
    schema = schema ? graph_find(catalog, schema->kind, NULL, schema->name) : NULL;
    table = schema ? graph_find(catalog, table->kind, schema, table->name) : NULL;
    for (int i = 0; table && i < table->kid_count; i++) {
        const struct object *old = table->kids[i];
        if (old->kind == object->kind && made_name_asked(models->arena, old) &&
            has_wording(models->arena, old, object) && !is_taken(models, object, old->name))
            return old->name;
    }
    return NULL;
}

static bool take_names_made(struct settling *settling, struct fail *fail) {
    struct graph *models = settling->models;
    for (int i = 0; i < settling->count; i++) {
        struct object *object = settling->asked[i];
        const struct object *made = scratch_find(settling->scratch, object);
        if (made) {
            give_name(models, object, made->name);
            continue;
        }
        fail_at(fail, object->origin,
                "PostgreSQL makes the name of this %s from its expression, and could not be asked",
                object->kind->name);
        return fail_hint(fail, "give it one: name = \"...\"");
    }
    return true;
}

bool settle_names(struct link *link, struct graph *models, struct graph *catalog, struct fail *fail) {
    struct settling settling = {.link = link, .models = models, .catalog = catalog};
    bool good = true;
    for (int i = 0; good && i < models->count; i++) {
        struct object *object = models->objects[i];
        if (object->name)
            continue;
        const char *name = remembered_name(models, catalog, object);
        if (name)
            graph_rename(models, object, name);
        else
            good = ask(&settling, object, UINT64_MAX, false, fail);
    }
    good = good && (!settling.count || scratch_run(settling.scratch, fail));
    good = good && take_names_made(&settling, fail);
    scratch_close(settling.scratch);
    return good;
}
