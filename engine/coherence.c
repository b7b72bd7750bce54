#include "luamig/coherence.h"

#include <string.h>

#include "luamig/field.h"
#include "luamig/literal.h"
#include "luamig/name_space.h"
#include "luamig/nearest.h"

struct checking {
    const struct project *project;
    struct graph *graph;
    struct arena *arena;
    struct fail *fail;
};

/* The file that the place is in, or that requires the one it is in. */
static const struct source *source_of(const struct project *project, const struct object *object) {
    const struct source *of_owner = NULL;
    for (int i = 0; i < project->source_count; i++) {
        const struct source *source = &project->sources[i];
        size_t size = strlen(source->shown) - strlen("models.lua");
        if (strcmp(source->owner, object->owner) != 0)
            continue;
        of_owner = source;
        if (strncmp(object->origin, source->shown, size) == 0)
            return source;
    }
    return of_owner;
}

static void report(struct checking *checking, const struct object *object, struct fail *one) {
    const struct source *source =
        object->owner && object->origin ? source_of(checking->project, object) : NULL;
    if (source)
        fail_detail(one, "tool %s, owner %s", source->tool, source->owner);
    fail_join(checking->fail, one);
}

static bool is_column(const struct object *object) {
    return object->kind->key && *object->kind->key == '#';
}

/* ---- name spaces: a table is also a type, a key also an index ---- */

struct holder {
    const char *key;
    const struct object *object;
    UT_hash_handle hh;
};

static void report_shared(struct checking *checking, const struct object *object,
                          const struct object *other) {
    struct fail one = {0};
    fail_at(&one, object->origin, "%s has the name of %s, declared at %s",
            object_title(checking->arena, object), object_title(checking->arena, other), other->origin);
    if (object->owner && other->owner && strcmp(object->owner, other->owner) != 0)
        fail_hint(&one, "names are shared by all owners: this is of %s, that of %s", object->owner,
                  other->owner);
    else if (!object->kind->space || !other->kind->space)
        fail_hint(&one, "the constraints of a table share their names");
    else if (!strstr(object->kind->space, "relation") || !strstr(other->kind->space, "relation"))
        fail_hint(&one, "every table and view is a type of that name, too");
    else
        fail_hint(&one, "tables, views, sequences, indexes and keys share their schema's names");
    report(checking, object, &one);
}

static struct holder *hold(struct checking *checking, struct holder *holders, const struct object *object) {
    struct list keys = name_space_keys(checking->arena, object, false);
    for (int i = 0; i < keys.count; i++) {
        struct holder *found;
        HASH_FIND_STR(holders, keys.items[i], found);
        if (found) {
            report_shared(checking, object, found->object);
            break;
        }
        struct holder *holder = arena_alloc(checking->arena, sizeof *holder);
        *holder = (struct holder){.key = keys.items[i], .object = object};
        HASH_ADD_KEYPTR(hh, holders, holder->key, strlen(holder->key), holder);
    }
    return holders;
}

static void check_names(struct checking *checking) {
    struct holder *holders = NULL;
    for (int i = 0; i < checking->graph->count; i++)
        if (checking->graph->objects[i]->name)
            holders = hold(checking, holders, checking->graph->objects[i]);
    HASH_CLEAR(hh, holders);
}

/* ---- columns ---- */

static const struct object *table_of(const struct object *object) {
    const struct object *at = object->parent;
    while (at && !kind_of_key(at->kind, "#"))
        at = at->parent;
    return at;
}

static const struct object *find_column(const struct object *table, const char *name) {
    for (int i = 0; i < table->kid_count; i++)
        if (is_column(table->kids[i]) && strcmp(table->kids[i]->name, name) == 0)
            return table->kids[i];
    return NULL;
}

static void report_column(struct checking *checking, const struct object *object, const struct field *field,
                          const struct object *table, const char *name) {
    const char **names = arena_alloc(checking->arena, ((size_t)table->kid_count + 1) * sizeof *names);
    int count = 0;
    for (int i = 0; i < table->kid_count; i++)
        if (is_column(table->kids[i]))
            names[count++] = table->kids[i]->name;
    struct fail one = {0};
    fail_at(&one, object->origin, "%s: %s: there is no column '%s' in %s",
            object_title(checking->arena, object), field->name, name, object_title(checking->arena, table));
    const char *near = nearest(name, names, count);
    if (near)
        fail_hint(&one, "did you mean %s?", near);
    report(checking, object, &one);
}

/* "clients.idd", where clients is declared: its columns are known. One that is not may be in the database. */
static void check_reference(struct checking *checking, const struct object *object, const struct field *field,
                            const char *name) {
    char *parts[4];
    int count = name_split(checking->arena, name, parts, 4);
    if (count < 2 || graph_resolve(checking->graph, field->of, name))
        return;
    const char *of = arena_copy_bytes(checking->arena, name, strlen(name) - strlen(parts[count - 1]) - 1);
    const struct object *table = graph_resolve(checking->graph, NULL, of);
    if (table && kind_of_key(table->kind, "#"))
        report_column(checking, object, field, table, parts[count - 1]);
}

static void check_columns(struct checking *checking, const struct object *object) {
    for (const struct field *field = object->kind->fields; field->name; field++) {
        bool own = field->shape == SHAPE_NAMES,
             other = field->shape == SHAPE_REFS || field->shape == SHAPE_REF;
        if (own && table_of(object)) {
            const struct list *list = field_list(object, field);
            for (int i = 0; i < list->count; i++)
                if (!find_column(table_of(object), list->items[i]))
                    report_column(checking, object, field, table_of(object), list->items[i]);
        }
        const struct kind *of = other && field->of ? kind_named(field->of) : NULL;
        bool of_columns = of && of->key && *of->key == '#';
        if (of_columns && field_is_list(field))
            for (int i = 0; i < field_list(object, field)->count; i++)
                check_reference(checking, object, field, field_list(object, field)->items[i]);
        else if (of_columns && field_text(object, field))
            check_reference(checking, object, field, field_text(object, field));
    }
}

/* ---- owners ---- */

/* A custom model may lean on core's objects and its own; core leans on nobody; one organisation on another only
 * where luamig.lua says so. */
static bool may_lean(struct checking *checking, const struct object *object, const struct need *need) {
    return need->strength != KNOWN || !object->owner || !need->on->owner ||
           project_may_reference(checking->project, object->owner, need->on->owner);
}

static const char *organisation(const char *owner) {
    const char *slash = strchr(owner, '/');
    return slash ? slash + 1 : owner;
}

static void check_owners(struct checking *checking, const struct object *object) {
    for (int i = 0; i < object->need_count; i++) {
        const struct object *on = object->needs[i].on;
        if (may_lean(checking, object, &object->needs[i]))
            continue;
        struct fail one = {0};
        fail_at(&one, object->origin, "%s of %s leans on %s of %s, declared at %s",
                object_title(checking->arena, object), object->owner, object_title(checking->arena, on),
                on->owner, on->origin);
        if (strcmp(object->owner, "core") == 0) {
            fail_hint(&one,
                      "core never leans on custom models: move the table to core, or the reference to %s",
                      on->owner);
        } else {
            struct text key = text_new(checking->arena);
            literal_key(&key, organisation(object->owner));
            fail_hint(&one, "let luamig.lua say so: requires = { %s = { \"%s\" } }", key.data,
                      organisation(on->owner));
        }
        report(checking, object, &one);
        return; /* a foreign key leans on a column and on its key, too */
    }
}

bool coherence_check(const struct project *project, struct graph *graph, struct fail *fail) {
    struct checking checking = {.project = project, .graph = graph, .arena = arena_new(), .fail = fail};
    check_names(&checking);
    for (int i = 0; i < graph->count; i++) {
        const struct object *object = graph->objects[i];
        struct fail one = {0};
        check_columns(&checking, object);
        check_owners(&checking, object);
        if (object->kind->check && !object->kind->check(graph, object, &one))
            report(&checking, object, &one);
    }
    arena_free(checking.arena);
    return !fail->code;
}
