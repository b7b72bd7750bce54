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

static bool read_all(struct command *command, struct survey *survey, struct fail *fail) {
    struct project *project = command->project;
    if (!ledger_read(survey->link, project->ledger, command->arena, &survey->ledger, fail) ||
        !revisions_load(project, &survey->revisions, fail))
        return false;
    standing_read(command->arena, project, &survey->revisions, &survey->ledger, &survey->standing);
    return check_owner(command, survey, fail);
}

static bool take_lock(struct command *command, struct survey *survey, struct fail *fail) {
    const char *url = command_url(command, fail);
    if (!url)
        return false;
    survey->loop = loop_open();
    survey->lock = lock_take(survey->loop, url, command->project->ledger,
                             command_seconds(command, "lock-wait", -1), fail);
    return survey->lock && ledger_prepare(survey->link, command->project->ledger, fail);
}

static bool begin(struct command *command, struct survey *survey, bool locked, struct fail *fail) {
    *survey = (struct survey){.owner = command_custom(command, fail)};
    if (fail->code)
        return false;
    survey->link = command_connect(command, fail);
    if (survey->link && (!locked || take_lock(command, survey, fail)) && read_all(command, survey, fail))
        return true;
    survey_close(survey);
    return false;
}

bool survey_open(struct command *command, struct survey *survey, struct fail *fail) {
    return begin(command, survey, false, fail);
}

bool survey_open_locked(struct command *command, struct survey *survey, struct fail *fail) {
    return begin(command, survey, true, fail);
}

void survey_close(struct survey *survey) {
    if (survey->revisions.arena)
        revisions_close(&survey->revisions);
    lock_release(survey->lock);
    loop_close(survey->loop);
    link_close(survey->link);
    *survey = (struct survey){0};
}

/* ---- questions ---- */

bool survey_shows(const struct survey *survey, const char *owner) {
    return !survey->owner || strcmp(survey->owner, owner) == 0;
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
    document_string(text, "parent", standing_parent(row));
    document_list(text, "requires", standing_requires(row));
    document_string(text, "applied_at", applied ? applied->applied_at : NULL);
    document_string(text, "applied_by", applied ? applied->applied_by : NULL);
    if (row->state == STANDING_PARTLY)
        document_number(text, "phases_done", applied->phase);
}
