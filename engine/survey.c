#include "luamig/survey.h"

#include <string.h>

#include "luamig/document.h"
#include "luamig/nearest.h"

/* ---- opening ---- */

/* A typing error in --custom must not look like an owner with nothing to do. */
static bool check_owner(struct command *command, struct survey *survey, struct fail *fail) {
    struct project *project = command->project;
    if (!survey->owner || standing_owner(&survey->standing, survey->owner))
        return true;
    if (!project->sources && !project_discover(project, fail))
        return false;
    struct list names = {0};
    for (int i = 0; i < project->source_count; i++) {
        if (strcmp(project->sources[i].owner, survey->owner) == 0)
            return true;
        list_add(command->arena, &names, strrchr(project->sources[i].owner, '/'));
    }
    for (int i = 0; i < survey->standing.owner_count; i++)
        list_add(command->arena, &names, strrchr(survey->standing.owners[i].name, '/'));
    for (int i = 0; i < names.count; i++)
        names.items[i] = names.items[i] ? names.items[i] + 1 : "";
    const char *name = strchr(survey->owner, '/') + 1;
    const char *near = nearest(name, names.items, names.count);
    fail_set(fail, EXIT_USAGE, "no file and no applied revision belongs to the organisation \"%s\"", name);
    return near ? fail_hint(fail, "did you mean --custom %s?", near)
                : fail_hint(fail, "luamig status lists the owners");
}

bool survey_again(struct command *command, struct survey *survey, struct fail *fail) {
    struct project *project = command->project;
    if (survey->revisions.arena)
        revisions_close(&survey->revisions);
    if (!ledger_read(survey->link, project->ledger, command->arena, &survey->ledger, fail) ||
        !revisions_load(project, &survey->revisions, fail))
        return false;
    standing_read(command->arena, project, &survey->revisions, &survey->ledger, &survey->standing);
    return check_owner(command, survey, fail);
}

bool survey_open(struct command *command, struct survey *survey, struct fail *fail) {
    *survey = (struct survey){.owner = command_custom(command, fail)};
    if (fail->code)
        return false;
    /* The server works on its answer while the files are read. */
    survey->link = command_connect(command, fail);
    if (survey->link && survey_again(command, survey, fail))
        return true;
    survey_close(survey);
    return false;
}

void survey_close(struct survey *survey) {
    if (survey->revisions.arena)
        revisions_close(&survey->revisions);
    link_close(survey->link);
    survey->link = NULL;
}

/* ---- questions ---- */

bool survey_shows(const struct survey *survey, const char *owner) {
    return !survey->owner || strcmp(survey->owner, owner) == 0;
}

static bool is_vanished(const struct standing_row *row) {
    return !row->revision;
}

/* Files first: what they do not know may be one that has vanished. */
const struct standing_row *survey_resolve(const struct survey *survey, const char *name, struct fail *fail) {
    struct fail none = {0};
    const struct revision *revision = revisions_resolve(&survey->revisions, name, &none);
    const struct standing_row *found = NULL;
    int count = 0;
    for (int i = 0; i < survey->standing.count; i++) {
        const struct standing_row *row = &survey->standing.rows[i];
        bool same = strcmp(row->id, name) == 0;
        if (revision ? row->revision != revision
                     : !is_vanished(row) || strncmp(row->id, name, strlen(name)) != 0)
            continue;
        found = row;
        count = same ? 1 : count + 1;
        if (same || revision)
            break;
    }
    if (count == 1)
        fail_clear(&none);
    else
        *fail = none;
    return count == 1 ? found : NULL;
}

const char *survey_word(struct arena *arena, const struct standing_row *row) {
    if (row->state == STANDING_PARTLY) {
        bool up = strcmp(row->applied->state, "up") == 0;
        const char *edited = row->edited ? ", edited" : row->revision ? "" : ", file gone";
        if (!row->revision)
            return arena_printf(arena, "%d phases %s%s", row->applied->phase, row->applied->state, edited);
        return arena_printf(arena, "%d of %d phases %s%s", row->applied->phase,
                            up ? row->revision->ups : row->revision->downs, row->applied->state, edited);
    }
    if (row->state == STANDING_PENDING)
        return "pending";
    return row->edited ? "edited" : row->missing ? "missing" : !row->revision ? "absent" : "applied";
}

const char *survey_time(struct arena *arena, const struct applied *applied) {
    char *time = arena_copy(arena, applied->applied_at);
    char *t = strchr(time, 'T');
    if (t)
        *t = ' ';
    size_t minutes = sizeof "2024-12-21 14:00" - 1;
    if (strlen(time) > minutes)
        time[minutes] = '\0';
    return time;
}

void survey_add_row(struct text *text, const struct standing_row *row) {
    const struct revision *revision = row->revision;
    const struct applied *applied = row->applied;
    document_string(text, "id", row->id);
    document_string(text, "owner", row->owner);
    document_string(text, "state", applied ? applied->state : "pending");
    document_bool(text, "edited", row->edited);
    document_bool(text, "missing", row->missing);
    document_string(text, "message", revision ? revision->message : NULL);
    document_string(text, "file", revision ? revision->shown : NULL);
    document_string(text, "parent", revision ? revision->parent : applied->parent);
    document_list(text, "requires", revision ? &revision->requires : &applied->requires);
    document_string(text, "applied_at", applied ? applied->applied_at : NULL);
    document_string(text, "applied_by", applied ? applied->applied_by : NULL);
    if (row->state == STANDING_PARTLY)
        document_number(text, "phases_done", applied->phase);
}
