#include <string.h>

#include "luamig/comparison.h"
#include "luamig/document.h"
#include "luamig/rehearsal.h"
#include "luamig/revision_file.h"
#include "luamig/survey.h"

/* What one owner's next revision would do, and how. */
struct difference {
    struct command *command;
    struct survey *survey;
    const char *owner;
    struct comparison comparison;
    struct rehearsal rehearsal;
};

struct differences {
    struct text script, json;
    int count; /* owners that differ */
};

/* Of one change: what is to be said of it in a line. */
static const char *sign_of(const struct change *change) {
    return !change->now ? "drop" : !change->old ? "create" : "alter";
}

/* ---- the script ---- */

static void add_drift(struct text *text, const struct list *drift) {
    for (int i = 0; i < drift->count; i++) {
        text_add(text, "-- drift: ");
        for (const char *c = drift->items[i]; *c; c++) {
            text_add_char(text, *c);
            if (*c == '\n')
                text_add(text, "--   ");
        }
        text_add_char(text, '\n');
    }
}

static void add_phase(struct text *text, const struct rehearsed_phase *phase) {
    if (phase->hook) {
        text_addf(text, "\n-- data migration \"%s\" runs here\n", phase->hook);
        return;
    }
    bool transaction = phase->kind == PHASE_TRANSACTION;
    if (!phase->statements.count)
        return;
    text_add(text, transaction ? "\nBEGIN;\n" : "\n");
    for (int i = 0; i < phase->statements.count; i++)
        text_addf(text, "%s;\n", phase->statements.items[i]);
    text_add(text, transaction ? "COMMIT;\n" : "");
}

static void add_script(struct text *text, const struct difference *difference) {
    if (!text->size) {
        struct text path = text_new(text->arena);
        text_add_identifier(&path, difference->command->project->schema);
        text_addf(text,
                  "-- for psql; written by luamig " LUAMIG_VERSION
                  "\n\\set ON_ERROR_STOP on\nSET search_path = %s;\n",
                  path.data);
    }
    text_addf(text, "\n-- %s\n", difference->owner);
    add_drift(text, &difference->comparison.drift);
    for (int i = 0; i < difference->rehearsal.count; i++)
        add_phase(text, &difference->rehearsal.phases[i]);
}

/* ---- the document ---- */

static void add_changes(struct text *json, const struct difference *difference) {
    const struct plan *plan = &difference->comparison.up;
    struct arena *arena = difference->comparison.models->arena;
    document_array(json, "changes");
    for (int i = 0; i < plan->change_count; i++) {
        const struct change *change = plan->changes[i];
        const struct object *object = change->now ? change->now : change->old;
        document_object(json, NULL);
        document_string(json, "change", sign_of(change));
        document_string(json, "object", object_title(arena, object));
        document_string(json, "origin", object->origin);
        document_end(json, '}');
    }
    document_end(json, ']');
}

static void add_document(struct text *json, const struct difference *difference) {
    document_object(json, NULL);
    document_string(json, "owner", difference->owner);
    add_changes(json, difference);
    document_list(json, "drift", &difference->comparison.drift);
    document_array(json, "phases");
    for (int i = 0; i < difference->rehearsal.count; i++) {
        const struct rehearsed_phase *phase = &difference->rehearsal.phases[i];
        document_object(json, NULL);
        document_string(json, "hook", phase->hook);
        document_bool(json, "transaction", phase->kind == PHASE_TRANSACTION);
        document_list(json, "statements", &phase->statements);
        document_end(json, '}');
    }
    document_end(json, ']');
    document_end(json, '}');
}

/* ---- one owner ---- */

/* The revision as `create` would write it, to be called rather than written. */
static bool rehearse_revision(struct difference *difference, struct hook **hooks, int hook_count,
                              struct fail *fail) {
    struct command *command = difference->command;
    struct script up, down = {0};
    struct revision_file file = {.arena = command->arena};
    script_write(&up, &difference->comparison.up, hooks, hook_count, false);
    revision_file_begin(&file, command->project, &difference->survey->revisions, difference->owner, "diff",
                        NULL);
    const char *text = script_revision(command->arena, &file.head, &up, &down);
    return rehearse(&difference->rehearsal, command->arena, command->project, file.id, text, fail);
}

static bool compare_owner(struct difference *difference, struct differences *differences, struct fail *fail) {
    struct command *command = difference->command;
    struct comparison *comparison = &difference->comparison;
    comparison->models = comparison_models(command->project, fail);
    if (!comparison->models)
        return false;
    int hook_count;
    struct hook **hooks = hooks_pending(command->arena, comparison->models, &difference->survey->revisions,
                                        difference->owner, &hook_count);
    if (!comparison_open(comparison, command, difference->survey->link, difference->owner,
                         COMPARE_ADOPT | COMPARE_DRIFT | COMPARE_AHEAD, hook_count > 0, fail))
        return false;
    if (!comparison->up.change_count && !hook_count)
        return true;
    if (!rehearse_revision(difference, hooks, hook_count, fail))
        return false;
    differences->count++;
    add_script(&differences->script, difference);
    add_document(&differences->json, difference);
    return true;
}

static bool take_owner(struct command *command, struct survey *survey, const char *owner,
                       struct differences *differences, struct fail *fail) {
    struct difference difference = {.command = command, .survey = survey, .owner = owner};
    const struct standing_owner *standing = standing_owner(&survey->standing, owner);
    if (standing && standing->pending + standing->partly)
        output_note("%s: %d pending; `luamig upgrade` runs what is written already, this shows the whole way",
                    owner, standing->pending + standing->partly);
    bool done = compare_owner(&difference, differences, fail);
    comparison_close(&difference.comparison);
    return done;
}

static bool run(struct command *command, struct survey *survey, struct differences *differences,
                struct fail *fail) {
    if (!project_discover(command->project, fail))
        return false;
    struct list owners = project_owners(command->project, command->arena);
    for (int i = 0; i < owners.count; i++)
        if (survey_shows(survey, owners.items[i]) &&
            !take_owner(command, survey, owners.items[i], differences, fail))
            return false;
    return true;
}

int command_diff(struct command *command, struct fail *fail) {
    struct survey survey = {0};
    struct differences differences = {.script = text_new(command->arena), .json = text_new(command->arena)};
    if (!survey_open(command, &survey, fail))
        return fail->code;
    document_object(&differences.json, NULL);
    document_array(&differences.json, "owners");
    bool done = run(command, &survey, &differences, fail);
    document_end(&differences.json, ']');
    document_end(&differences.json, '}');
    if (done && command->json)
        output_json(differences.json.data);
    else if (done && differences.count)
        output_text(differences.script.data);
    else if (done)
        output_note("the database is as the models say");
    survey_close(&survey);
    return fail->code;
}
