#include <stdio.h>
#include <string.h>

#include "luamig/alembic.h"
#include "luamig/comparison.h"
#include "luamig/document.h"
#include "luamig/field.h"
#include "luamig/mark.h"
#include "luamig/match.h"
#include "luamig/pull.h"
#include "luamig/registry.h"
#include "luamig/revision_file.h"
#include "luamig/survey.h"

/* The first revision of one owner, written from what the database holds of its models. */
struct baseline {
    struct command *command;
    struct survey *survey;
    const char *owner;
    struct comparison comparison;
    struct graph *empty; /* a database in which the revision would run */
    struct revision_file file;
    struct list different; /* titles of what is not as its model says */
    int count;             /* objects that are registered */
    bool told_alembic;
};

static bool is_ours(const struct baseline *baseline, const struct object *object) {
    return object->owner && strcmp(object->owner, baseline->owner) == 0;
}

/* ---- models, where there are none ---- */

static bool write_models(struct command *command, struct link *link, struct fail *fail) {
    struct pull pull = {0};
    const char *root = command->project->root;
    bool done = pull_read(&pull, command, link, fail) && pull_write(&pull, root, false, fail);
    for (int i = 0; done && i < pull.file_count; i++)
        output_line("%swrote%s %s", output_style(STYLE_ADD), output_style(STYLE_PLAIN), pull.files[i].path);
    if (done)
        pull_tell(&pull);
    if (done && !pull.file_count)
        done = fail_set(fail, EXIT_FAILED, "the database holds nothing that luamig could adopt");
    pull_close(&pull);
    return done && project_discover(command->project, fail);
}

static bool find_models(struct command *command, struct link *link, bool *written, struct fail *fail) {
    if (!project_discover(command->project, fail))
        return false;
    *written = !command->project->source_count;
    if (*written)
        return write_models(command, link, fail);
    struct list said = {0};
    static const char *const options[] = {"schema", "table", "owner-of"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (command_flag(command, options[i]))
            list_add(command->arena, &said, options[i]);
    if (!said.count)
        return true;
    fail_set(fail, EXIT_USAGE, "--%s is for models that are to be written, and there are some already",
             said.items[0]);
    return fail_hint(fail, "luamig models lists them");
}

/* ---- what is adopted ---- */

static bool is_as_declared(const struct object *there) {
    return !there->change || !(there->change->fields || there->change->renames);
}

/* What is there and declared, in the model's words where they mean what is there. */
static void adopt(struct baseline *baseline) {
    struct graph *models = baseline->comparison.models;
    for (int i = 0; i < models->count; i++) {
        const struct object *now = models->objects[i];
        struct object *there = now->twin;
        if (!is_ours(baseline, now) || !there ||
            (now->kind->names_others && there->unqualified && now->implied) ||
            (there->owner && !is_ours(baseline, there)))
            continue;
        there->owner = baseline->owner;
        there->origin = now->origin;
        if (is_as_declared(there))
            there->declared = now->declared ? now->declared : now;
        else
            list_add(models->arena, &baseline->different, object_title(models->arena, there));
        baseline->count++;
    }
}

/* ---- the revision ---- */

static bool plan(struct baseline *baseline, struct plan *plan, struct graph *old, struct graph *now,
                 struct script *script, bool down, struct fail *fail) {
    if (!plan_compare(plan, old, now, baseline->owner, fail) || !plan_order(plan, fail))
        return false;
    script_write(script, plan, NULL, 0, down);
    return true;
}

/* The catalog's objects leave their models, to be matched with a database that has none of them. */
static bool write_revision(struct baseline *baseline, const char *message, struct fail *fail) {
    const struct project *project = baseline->command->project;
    struct graph *catalog = baseline->comparison.catalog;
    struct plan up = {0}, down = {0};
    struct script up_script, down_script;
    baseline->empty = graph_new(project->schema);
    graph_schema(baseline->empty, project->schema);
    for (int i = 0; i < catalog->count; i++)
        catalog->objects[i]->twin = NULL;
    graph_link(catalog);
    match(baseline->empty, catalog, NULL);
    if (!plan(baseline, &up, baseline->empty, catalog, &up_script, false, fail) ||
        !plan(baseline, &down, catalog, baseline->empty, &down_script, true, fail))
        return false;
    baseline->file.arena = baseline->command->arena;
    revision_file_begin(&baseline->file, baseline->command->project, &baseline->survey->revisions,
                        baseline->owner, message, catalog);
    baseline->file.text =
        script_revision(baseline->command->arena, &baseline->file.head, &up_script, &down_script);
    return true;
}

/* ---- the ledger ---- */

static const char *events_of(const struct baseline *baseline) {
    const struct graph *catalog = baseline->comparison.catalog;
    struct text text = text_new(catalog->arena);
    for (int i = 0; i < catalog->count; i++) {
        const struct object *object = catalog->objects[i], *holder = object_holder(object);
        if (!is_ours(baseline, object))
            continue;
        text_add(&text, text.size ? ",{\"do\":\"adopt\"," : "[{\"do\":\"adopt\",");
        registry_add_key(&text, "", object);
        if (holder) {
            text_add_char(&text, ',');
            registry_add_key(&text, "on_", holder);
        }
        text_add(&text, ",\"at\":");
        json_add_string(&text, baseline->file.shown);
        text_addf(&text, ",\"declared\":%s}",
                  fields_json(catalog->arena, object->declared ? object->declared : object, UINT64_MAX));
    }
    text_add(&text, text.size ? "]" : "[]");
    return text.data;
}

static bool read_again(struct baseline *baseline, struct fail *fail) {
    struct survey *survey = baseline->survey;
    struct command *command = baseline->command;
    revisions_close(&survey->revisions);
    survey->revisions = (struct revisions){0};
    survey->standing = (struct standing){0};
    if (!revisions_load(command->project, &survey->revisions, fail))
        return false;
    standing_read(command->arena, command->project, &survey->revisions, &survey->ledger, &survey->standing);
    return true;
}

static bool mark_applied(struct baseline *baseline, struct fail *fail) {
    struct survey *survey = baseline->survey;
    const char *ledger = baseline->command->project->ledger;
    struct arena *arena = baseline->comparison.catalog->arena;
    const struct mark mark = {MARK_APPLIED, standing_find(&survey->standing, baseline->file.id)};
    const char *values[] = {baseline->owner, baseline->file.id, events_of(baseline)};
    const char *call = ledger_sql(arena, ledger, "SELECT @.register($1, $2, $3::jsonb)");
    if (!link_execute(survey->link, "BEGIN", fail))
        return false;
    struct rows *rows = link_query(survey->link, call, 3, values, fail);
    rows_free(rows);
    return rows && marks_write(arena, survey->link, ledger, &mark, 1, fail) &&
           link_execute(survey->link, "COMMIT", fail);
}

/* A file that the ledger does not know as applied would be run by the next upgrade. */
static bool write_and_mark(struct baseline *baseline, struct fail *fail) {
    if (!revision_file_write(&baseline->file, fail))
        return false;
    if (read_again(baseline, fail) && mark_applied(baseline, fail))
        return registry_remember(baseline->survey->link, baseline->command->project, fail);
    struct fail second = {0};
    link_execute(baseline->survey->link, "ROLLBACK", &second);
    fail_clear(&second);
    remove(baseline->file.path);
    return false;
}

/* ---- one owner ---- */

static void tell(const struct baseline *baseline, struct text *json) {
    document_object(json, NULL);
    document_string(json, "owner", baseline->owner);
    document_string(json, "revision", baseline->file.id);
    document_string(json, "file", baseline->file.shown);
    document_number(json, "objects", baseline->count);
    document_list(json, "different", &baseline->different);
    document_end(json, '}');
    output_line("%screated%s %s  %d %s, applied", output_style(STYLE_ADD), output_style(STYLE_PLAIN),
                baseline->file.shown, baseline->count, baseline->count == 1 ? "object" : "objects");
    for (int i = 0; i < baseline->different.count; i++)
        output_warning("%s is not as its model says: the next create changes it",
                       baseline->different.items[i]);
}

/* Models that were written here have said it already. */
static bool tell_alembic(const struct baseline *baseline, struct fail *fail) {
    const char *version = NULL;
    if (!baseline->told_alembic && strcmp(baseline->owner, "core") == 0)
        alembic_find(baseline->survey->link, baseline->comparison.catalog, &version, fail);
    alembic_tell(version);
    return !fail->code;
}

static bool take_owner(struct command *command, struct survey *survey, const char *owner, bool pulled,
                       struct text *json, struct fail *fail) {
    struct baseline baseline = {.command = command, .survey = survey, .owner = owner, .told_alembic = pulled};
    const char *message = command_argument(command, 0);
    baseline.comparison.models = comparison_models(command->project, fail);
    bool done = baseline.comparison.models &&
                comparison_open(&baseline.comparison, command, survey->link, owner,
                                COMPARE_ADOPT | COMPARE_DRIFT, false, fail) &&
                tell_alembic(&baseline, fail);
    if (done)
        adopt(&baseline);
    if (done && !baseline.count) {
        output_note("%s: nothing of its models is in the database", owner);
    } else if (done && write_revision(&baseline, message ? message : "baseline", fail)) {
        if (write_and_mark(&baseline, fail))
            tell(&baseline, json);
    }
    comparison_close(&baseline.comparison);
    graph_free(baseline.empty);
    return !fail->code;
}

/* ---- all owners ---- */

static bool has_begun(const struct survey *survey, const char *owner) {
    const struct standing_owner *standing = standing_owner(&survey->standing, owner);
    return standing && (standing->files || standing->current);
}

static bool run(struct command *command, struct survey *survey, struct text *json, struct fail *fail) {
    int taken = 0;
    bool pulled;
    if (!find_models(command, survey->link, &pulled, fail))
        return false;
    struct list owners = project_owners(command->project, command->arena);
    for (int i = 0; i < owners.count; i++) {
        const char *owner = owners.items[i];
        if (!survey_shows(survey, owner))
            continue;
        if (has_begun(survey, owner)) {
            output_note("%s has revisions already: `luamig create` adopts what they do not know", owner);
            continue;
        }
        if (!take_owner(command, survey, owner, pulled, json, fail))
            return false;
        taken++;
    }
    if (taken)
        return true;
    return fail_set(fail, EXIT_FAILED, "no owner is left that has no revisions");
}

int command_baseline(struct command *command, struct fail *fail) {
    struct survey survey = {0};
    struct text json = text_new(command->arena);
    if (!survey_open_locked(command, &survey, fail))
        return fail->code;
    document_object(&json, NULL);
    document_array(&json, "baselines");
    bool done = run(command, &survey, &json, fail);
    document_end(&json, ']');
    document_end(&json, '}');
    if (done && command->json)
        output_json(json.data);
    survey_close(&survey);
    return fail->code;
}
