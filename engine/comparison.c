#include "luamig/comparison.h"

#include <string.h>

#include "luamig/catalog.h"
#include "luamig/drift.h"
#include "luamig/field.h"
#include "luamig/inherit.h"
#include "luamig/match.h"
#include "luamig/memory.h"
#include "luamig/model.h"
#include "luamig/settle.h"
#include "luamig/type_check.h"

static bool is_ours(const struct comparison *comparison, const struct object *object) {
    return object->owner && strcmp(object->owner, comparison->owner) == 0;
}

struct graph *comparison_models(struct project *project, struct fail *fail) {
    struct graph *models = graph_new(project->schema);
    graph_schema(models, project->schema);
    if (model_read(project, models, fail))
        return models;
    graph_free(models);
    return NULL;
}

/* The schemas that matter: those of the models and those of what is registered. */
static bool find_schemas(struct comparison *comparison, struct list *schemas, struct fail *fail) {
    struct graph *models = comparison->models;
    for (int i = 0; i < models->count; i++)
        if (models->objects[i]->kind->names_others)
            list_add(models->arena, schemas, models->objects[i]->name);
    if (!comparison->ledger.exists)
        return true;
    struct text sql = text_new(models->arena);
    sql_format(&sql, "SELECT DISTINCT identity[1] FROM %I.object", comparison->project->ledger);
    struct rows *rows = link_query(comparison->link, sql.data, 0, NULL, fail);
    for (int i = 0; rows && i < rows_count(rows); i++)
        if (list_find(schemas, rows_value(rows, i, 0)) < 0)
            list_add(models->arena, schemas, arena_copy(models->arena, rows_value(rows, i, 0)));
    rows_free(rows);
    return !fail->code;
}

static int sources_of(const struct project *project, const char *owner) {
    int count = 0;
    for (int i = 0; i < project->source_count; i++)
        count += strcmp(project->sources[i].owner, owner) == 0;
    return count;
}

/* An owner whose models are gone is a submodule that was not checked out, not a wish to drop everything. */
static bool check_sources(struct comparison *comparison, struct fail *fail) {
    if (sources_of(comparison->project, comparison->owner))
        return true;
    int managed = 0;
    for (int i = 0; i < comparison->catalog->count; i++)
        managed += is_ours(comparison, comparison->catalog->objects[i]);
    if (managed) {
        fail_set(fail, EXIT_FAILED, "%s has no models.lua, but %d managed objects in the database",
                 comparison->owner, managed);
        return fail_hint(fail,
                         "check its files out (a git submodule?); to give its tables up on purpose, leave an "
                         "empty models.lua in its place");
    }
    fail_set(fail, EXIT_FAILED, "no models.lua of %s was found", comparison->owner);
    return fail_hint(fail, "`luamig models` lists what is found and the patterns that were searched");
}

/* Objects of others that these models lean on have to be there. */
static bool check_foundations(struct comparison *comparison, struct fail *fail) {
    struct graph *models = comparison->models;
    for (int i = 0; i < models->count; i++) {
        const struct object *object = models->objects[i];
        for (int n = 0; is_ours(comparison, object) && n < object->need_count; n++) {
            const struct object *on = object->needs[n].on;
            if (on->twin || object->needs[n].strength != KNOWN || is_ours(comparison, on) || !on->owner)
                continue;
            fail_at(fail, object->origin,
                    "%s leans on %s, which is declared by %s but not in the database yet",
                    object_title(models->arena, object), object_title(models->arena, on), on->owner);
            const char *org = strchr(on->owner, '/');
            return fail_hint(fail, "first: luamig create \"...\"%s%s && luamig upgrade",
                             org ? " --custom " : "", org ? org + 1 : "");
        }
    }
    return true;
}

/* Is it one of PostgreSQL's own routines, or an extension's? What the models make first may bring one too. */
static bool is_of_the_server(struct comparison *comparison, const struct field *field, const char *name,
                             struct fail *fail) {
    const struct kind *kind = kind_named(field->of);
    if (!kind || !kind->signature)
        return false;
    for (int i = 0; i < comparison->models->count; i++)
        if (comparison->models->objects[i]->kind->underlies)
            return true;
    const char *values[] = {name, arena_printf(comparison->models->arena, "pg_catalog.%s", name)};
    struct rows *rows = link_query(
        comparison->link, "SELECT 1 WHERE coalesce(to_regprocedure($1), to_regprocedure($2)) IS NOT NULL", 2,
        values, fail);
    bool found = rows && rows_count(rows);
    rows_free(rows);
    return found;
}

/* References to what nobody declares and the database does not have. */
static bool check_references(struct comparison *comparison, struct fail *fail) {
    struct graph *models = comparison->models;
    for (int i = 0; i < models->count; i++) {
        const struct object *object = models->objects[i];
        for (const struct field *field = object->kind->fields; is_ours(comparison, object) && field->name;
             field++) {
            if ((field->shape != SHAPE_REFS && field->shape != SHAPE_REF) || (field->rule & ANYWHERE))
                continue;
            int count =
                field_is_list(field) ? field_list(object, field)->count : field_text(object, field) != NULL;
            for (int k = 0; k < count; k++) {
                const char *name =
                    field_is_list(field) ? field_list(object, field)->items[k] : field_text(object, field);
                if (graph_resolve(models, field->of, name) ||
                    graph_resolve(comparison->catalog, field->of, name) ||
                    is_of_the_server(comparison, field, name, fail))
                    continue;
                struct fail one = {0};
                fail_at(&one, object->origin,
                        "%s refers to %s %s, which nobody declares and the database lacks",
                        object_title(models->arena, object), field->of, name);
                fail_join(fail, &one);
            }
        }
    }
    return !fail->code;
}

static void adopt(struct comparison *comparison, struct object *object) {
    struct arena *arena = comparison->models->arena;
    size_t count = (size_t)comparison->adopted_count;
    comparison->adopted = arena_grow(arena, comparison->adopted, count, sizeof *comparison->adopted);
    comparison->adopted[comparison->adopted_count++] = object;
}

/* Declared, present, and not ours in the ledger. */
static bool claim(struct comparison *comparison, struct object *now, struct fail *fail) {
    struct object *old = now->twin;
    struct graph *models = comparison->models;
    if (old->owner && !is_ours(comparison, old)) {
        struct fail one = {0};
        fail_at(&one, now->origin, "%s is registered to %s", object_title(models->arena, now), old->owner);
        fail_hint(&one, "one of the two must give it up: prefix the name with the organisation's");
        fail_join(fail, &one);
        return false;
    }
    if (is_ours(comparison, old) || now->implied)
        return true;
    old->owner = comparison->owner;
    adopt(comparison, now);
    return true;
}

/* What an heir gives up with its inheritance was never registered: it has to be, to be dropped. */
static void adopt_inherited(struct comparison *comparison) {
    for (int i = 0; i < comparison->catalog->count; i++) {
        struct object *old = comparison->catalog->objects[i];
        if (old->inherited && !old->twin && !old->wording && is_ours(comparison, old))
            adopt(comparison, old);
    }
}

static bool claim_all(struct comparison *comparison, struct fail *fail) {
    struct graph *models = comparison->models;
    for (int i = 0; i < models->count; i++)
        if (is_ours(comparison, models->objects[i]) && models->objects[i]->twin)
            claim(comparison, models->objects[i], fail);
    adopt_inherited(comparison);
    return !fail->code;
}

/* What is adopted has to be equal, unless the user said that it is to be changed. */
static bool check_adopted(struct comparison *comparison, int flags, struct fail *fail) {
    struct graph *models = comparison->models;
    for (int i = 0; i < comparison->adopted_count && !(flags & COMPARE_ADOPT); i++) {
        const struct object *now = comparison->adopted[i];
        const struct change *change = now->twin && !now->twin->inherited ? now->twin->change : NULL;
        if (!change || !(change->fields || change->renames))
            continue;
        struct text text = text_new(models->arena);
        for (const struct field *field = now->kind->fields; field->name; field++)
            if (change->fields & field_bit(now->kind, field)) {
                const char *was = field_shown(field, field_plain(models->arena, now->twin, field));
                const char *is = field_shown(field, field_plain(models->arena, now, field));
                text_addf(&text, "%s%s is %s there, %s here", text.size ? "; " : "", field->name, was, is);
            }
        struct fail one = {0};
        fail_at(&one, now->origin, "%s is in the database, unmanaged and different: %s",
                object_title(models->arena, now), text.data);
        fail_join(fail, &one);
    }
    if (fail->code)
        fail_hint(
            fail,
            "`luamig baseline` adopts a database as it is; --adopt takes these over and changes them to "
            "the models");
    return !fail->code;
}

static void find_drift(struct comparison *comparison) {
    struct arena *arena = comparison->catalog->arena;
    struct drift drift = {0};
    drift_find(comparison->catalog, comparison->owner, &drift);
    for (int i = 0; i < drift.count; i++)
        list_add(arena, &comparison->drift,
                 arena_printf(arena, "%s: %s", drift.items[i].object, drift.items[i].detail));
}

static bool check_drift(struct comparison *comparison, int flags, struct fail *fail) {
    if (!comparison->drift.count || (flags & COMPARE_DRIFT))
        return true;
    struct text text = text_new(comparison->catalog->arena);
    for (int i = 0; i < comparison->drift.count; i++)
        text_addf(&text, "%s%s", i ? "\n" : "", comparison->drift.items[i]);
    fail_set(fail, EXIT_FAILED, "somebody else has changed what luamig manages");
    fail_detail(fail, "%s", text.data);
    return fail_hint(fail,
                     "undo it by hand, or --accept-drift writes the revision that brings it to the models");
}

static const struct field *changed_type(const struct change *change) {
    if (!change->now || !change->old || change->remake != IN_PLACE)
        return NULL;
    for (const struct field *field = change->now->kind->fields; field->name; field++)
        if (field->shape == SHAPE_TYPE && (change->fields & field_bit(change->now->kind, field)))
            return field;
    return NULL;
}

/* How the old type becomes the new one: by itself ('n': an assignment cast leads there), by a cast ('c'), or by way of
 * text ('t': there is none, as between two enums). Rules of find_coercion_pathway() in PostgreSQL's parse_coerce.c. */
static const char cast_query[] =
    "SELECT CASE WHEN f.oid = t.oid OR c.castcontext IN ('a', 'i') OR t.typcategory = 'S' AND f.oid IS NOT NULL THEN 'n'"
    "            WHEN c.castcontext = 'e' OR f.typcategory = 'S' OR f.typcategory = 'A' AND t.typcategory = 'A' THEN 'c'"
    "            ELSE 't' END"
    "  FROM (SELECT to_regtype($1) AS a, to_regtype($2) AS b) r"
    "  LEFT JOIN pg_type f ON f.oid = r.a LEFT JOIN pg_type t ON t.oid = r.b"
    "  LEFT JOIN pg_cast c ON c.castsource = f.oid AND c.casttarget = t.oid";

static bool find_casts(struct comparison *comparison, struct plan *plan, struct fail *fail) {
    for (int i = 0; i < plan->change_count; i++) {
        struct change *change = plan->changes[i];
        const struct field *type = changed_type(change);
        if (!type)
            continue;
        const char *values[] = {field_text(change->old, type), field_text(change->now, type)};
        struct rows *rows = link_query(comparison->link, cast_query, 2, values, fail);
        if (!rows)
            return false;
        char way = rows_count(rows) ? *rows_value(rows, 0, 0) : 't';
        change->cast = way == 'n' ? CAST_NONE : way == 'c' ? CAST_DIRECT : CAST_BY_TEXT;
        rows_free(rows);
    }
    return true;
}

bool comparison_plan_down(struct comparison *comparison, struct fail *fail) {
    comparison->down.hooked = comparison->up.hooked;
    /* On the way back the models are what is there: what settling has told of them tells more of their needs. */
    graph_link(comparison->models);
    /* And what comes back is made of the catalog, which knows no needs of a body. */
    graph_link(comparison->catalog);
    return plan_compare(&comparison->down, comparison->models, comparison->catalog, comparison->owner,
                        fail) &&
           find_casts(comparison, &comparison->down, fail) && plan_order(&comparison->down, fail);
}

/* What is said of a thing that another gives, and is as there, need not be told the ledger. */
static void forget_given(struct comparison *comparison) {
    int kept = 0;
    for (int i = 0; i < comparison->adopted_count; i++) {
        struct object *object = comparison->adopted[i];
        if (!(object->inherited || object->giver) || object->change)
            comparison->adopted[kept++] = object;
    }
    comparison->adopted_count = kept;
}

static bool plan_up(struct comparison *comparison, int flags, bool hooked, struct fail *fail) {
    comparison->up.hooked = hooked;
    if (!plan_compare(&comparison->up, comparison->catalog, comparison->models, comparison->owner, fail))
        return false;
    forget_given(comparison);
    return check_adopted(comparison, flags, fail) && find_casts(comparison, &comparison->up, fail) &&
           plan_order(&comparison->up, fail);
}

bool comparison_open(struct comparison *comparison, struct command *command, struct link *link,
                     const char *owner, int flags, bool hooked, struct fail *fail) {
    struct project *project = command->project;
    struct list schemas = {0};
    comparison->project = project;
    comparison->link = link;
    comparison->owner = owner;
    if (!ledger_read(link, project->ledger, command->arena, &comparison->ledger, fail) ||
        !find_schemas(comparison, &schemas, fail))
        return false;
    comparison->catalog = catalog_read(link, project->schema, &schemas, project->ledger, fail);
    if (!comparison->catalog || !check_sources(comparison, fail))
        return false;
    memory_recall(comparison->catalog);
    find_drift(comparison);
    if (!check_drift(comparison, flags, fail) || !check_references(comparison, fail))
        return false;
    if (comparison->models->asked && !settle_names(link, comparison->models, comparison->catalog, fail))
        return false;
    match(comparison->catalog, comparison->models, &comparison->stale);
    inherit_settle(comparison->catalog, comparison->models, owner);
    if ((!(flags & COMPARE_AHEAD) && !check_foundations(comparison, fail)) || !claim_all(comparison, fail) ||
        !type_check(link, comparison->models, owner, fail) ||
        !settle(link, comparison->models, comparison->catalog, owner, &comparison->unsettled, fail))
        return false;
    match_carry(comparison->catalog, comparison->models, owner);
    return plan_up(comparison, flags, hooked, fail);
}

void comparison_close(struct comparison *comparison) {
    graph_free(comparison->catalog);
    graph_free(comparison->models);
}

bool comparison_is_empty(const struct comparison *comparison) {
    return comparison->up.change_count == 0 && comparison->adopted_count == 0;
}
