#include "luamig/survey.h"

#include <string.h>

#include "luamig/document.h"
#include "luamig/drift.h"
#include "luamig/fingerprint.h"
#include "luamig/hook.h"
#include "luamig/model.h"
#include "luamig/seal.h"
#include "luamig/stale.h"

enum { SHOWN = 20 }; /* rows of a section that are listed without -v */

struct report {
    struct command *command;
    const struct survey *survey;
    struct graph *models; /* NULL: no revision carries a hook, so none is asked for */
    struct stales stales;
    struct graph *catalog; /* which holds the drift; NULL: nothing is managed, or nothing has moved */
    struct drift managed, unmanaged;
};

/* ---- owners ---- */

static enum style owner_style(const struct standing_owner *owner) {
    if (owner->edited || owner->missing)
        return STYLE_BAD;
    if (owner->pending || owner->partly)
        return STYLE_CHANGE;
    return owner->absent || !owner->applied ? STYLE_FAINT : STYLE_GOOD;
}

static void add_count(struct text *text, int count, const char *what) {
    if (count)
        text_addf(text, "%s%d %s", text->size ? ", " : "", count, what);
}

static const char *owner_word(struct arena *arena, const struct standing_owner *owner) {
    struct text text = text_new(arena);
    if (owner->absent)
        return "absent";
    add_count(&text, owner->edited, "edited");
    add_count(&text, owner->missing, "missing");
    add_count(&text, owner->partly, "half done");
    add_count(&text, owner->pending, "pending");
    if (text.size)
        return text.data;
    return owner->applied ? "up to date" : "no revisions";
}

static const char *owner_detail(struct arena *arena, const struct standing_owner *owner) {
    struct text text = text_new(arena);
    bool core = strcmp(owner->name, "core") == 0;
    if (owner->applied)
        text_addf(&text, "%d applied, last %s", owner->applied, owner->current->id);
    else if (owner->files)
        text_add(&text, "nothing applied");
    else if (owner->sources)
        text_addf(&text, "luamig create \"first\"%s%s", core ? "" : " --custom ",
                  core ? "" : strchr(owner->name, '/') + 1);
    else if (core)
        text_add(&text, "and no models.lua");
    if (owner->absent)
        text_add(&text, "; none of its files is here, its objects stay");
    return text.data;
}

static void print_owners(const struct report *report) {
    struct arena *arena = report->command->arena;
    const struct standing *standing = &report->survey->standing;
    int names = 0, words = 0;
    for (int i = 0; i < standing->owner_count; i++) {
        const struct standing_owner *owner = &standing->owners[i];
        int name = (int)strlen(owner->name), word = (int)strlen(owner_word(arena, owner));
        if (!survey_shows(report->survey, owner->name))
            continue;
        names = name > names ? name : names;
        words = word > words ? word : words;
    }
    for (int i = 0; i < standing->owner_count; i++) {
        const struct standing_owner *owner = &standing->owners[i];
        if (survey_shows(report->survey, owner->name))
            output_line("%-*s  %s%-*s%s  %s", names, owner->name, output_style(owner_style(owner)), words,
                        owner_word(arena, owner), output_style(STYLE_PLAIN), owner_detail(arena, owner));
    }
}

/* ---- sections ---- */

static bool is_pending(const struct standing_row *row) {
    return row->state == STANDING_PENDING;
}

static bool is_partly(const struct standing_row *row) {
    return row->state == STANDING_PARTLY;
}

static bool is_edited(const struct standing_row *row) {
    return row->edited;
}

static bool is_missing(const struct standing_row *row) {
    return row->missing;
}

static const struct section {
    const char *key, *title;
    bool (*holds)(const struct standing_row *row);
    enum style style;
} sections[] = {
    {"missing", "Applied, but the file is gone (bring it back, or: luamig repair --forget ID):", is_missing,
     STYLE_BAD},
    {"edited", "Edited after it was applied (put it back, or accept it: luamig repair):", is_edited,
     STYLE_BAD},
    {"partly", "Half done (luamig upgrade or downgrade goes on with it):", is_partly, STYLE_CHANGE},
    {"pending", "Pending, in the order in which luamig upgrade runs it:", is_pending, STYLE_CHANGE},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

static bool is_in(const struct report *report, const struct section *section,
                  const struct standing_row *row) {
    return section->holds(row) && survey_shows(report->survey, row->owner);
}

static void print_section(const struct report *report, const struct section *section, int count) {
    struct arena *arena = report->command->arena;
    const struct standing *standing = &report->survey->standing;
    int shown = 0, limit = report->command->verbose ? count : SHOWN, widest = 0;
    for (int i = 0; i < standing->count; i++)
        if (is_in(report, section, &standing->rows[i]) && (int)strlen(standing->rows[i].id) > widest)
            widest = (int)strlen(standing->rows[i].id);
    output_line("%s", "");
    output_line("%s", section->title);
    for (int i = 0; i < standing->count && shown < limit; i++) {
        const struct standing_row *row = &standing->rows[i];
        if (!is_in(report, section, row))
            continue;
        const char *detail = section->holds == is_partly ? survey_word(arena, row)
                             : row->revision             ? row->revision->message
                                                         : survey_time(arena, row->applied);
        output_line("  %s%-*s%s  %s", output_style(section->style), widest, row->id,
                    output_style(STYLE_PLAIN), detail);
        shown++;
    }
    if (count > shown)
        output_line("  and %d more: luamig status -v", count - shown);
}

static void print_stales(const struct report *report) {
    bool first = true;
    for (int i = 0; i < report->stales.count; i++) {
        const struct stale *stale = &report->stales.items[i];
        if (!survey_shows(report->survey, stale->hook->owner))
            continue;
        if (first) {
            output_line("%s", "");
            output_line(
                "Data migrations edited after a revision had copied them (the revision runs its copy):");
        }
        first = false;
        output_line("  %s\"%s\"%s  %s, copied into %s", output_style(STYLE_CHANGE), stale->hook->name,
                    output_style(STYLE_PLAIN), stale->hook->origin, stale->revision->id);
    }
}

static bool is_shown(const struct report *report, const struct drift_item *item) {
    return survey_shows(report->survey, item->owner);
}

static int count_drift(const struct report *report) {
    int count = 0;
    for (int i = 0; i < report->managed.count; i++)
        count += is_shown(report, &report->managed.items[i]);
    return count;
}

static void print_drift(const struct report *report) {
    if (count_drift(report)) {
        output_line("%s", "");
        output_line(
            "Changed by somebody else (luamig diff shows the way back, create --accept-drift writes it):");
    }
    for (int i = 0; i < report->managed.count; i++) {
        const struct drift_item *item = &report->managed.items[i];
        if (is_shown(report, item))
            output_line("  %s%s%s  %s", output_style(STYLE_CHANGE), item->object, output_style(STYLE_PLAIN),
                        item->detail);
    }
    if (report->unmanaged.count && report->command->verbose) {
        output_line("%s", "");
        output_line("Not managed (luamig changes none of these):");
        for (int i = 0; i < report->unmanaged.count; i++)
            output_line("  %s", report->unmanaged.items[i].object);
    }
}

static void print_text(const struct report *report, const int *counts) {
    print_owners(report);
    for (int i = 0; i < SECTIONS; i++)
        if (counts[i])
            print_section(report, &sections[i], counts[i]);
    print_stales(report);
    print_drift(report);
}

/* ---- JSON ---- */

static void add_owner(struct text *text, const struct standing_owner *owner) {
    document_object(text, NULL);
    document_string(text, "owner", owner->name);
    document_number(text, "models", owner->sources);
    document_number(text, "files", owner->files);
    document_number(text, "applied", owner->applied);
    document_number(text, "pending", owner->pending);
    document_number(text, "partly", owner->partly);
    document_number(text, "edited", owner->edited);
    document_number(text, "missing", owner->missing);
    document_bool(text, "absent", owner->absent);
    document_string(text, "current", owner->current ? owner->current->id : NULL);
    document_string(text, "head", owner->head ? owner->head->id : NULL);
    document_end(text, '}');
}

static void add_stales(struct text *text, const struct report *report) {
    document_array(text, "stale_hooks");
    for (int i = 0; i < report->stales.count; i++) {
        const struct stale *stale = &report->stales.items[i];
        if (!survey_shows(report->survey, stale->hook->owner))
            continue;
        document_object(text, NULL);
        document_string(text, "name", stale->hook->name);
        document_string(text, "owner", stale->hook->owner);
        document_string(text, "origin", stale->hook->origin);
        document_string(text, "revision", stale->revision->id);
        document_end(text, '}');
    }
    document_end(text, ']');
}

static void add_drift(struct text *text, const struct report *report) {
    document_array(text, "drift");
    for (int i = 0; i < report->managed.count; i++) {
        const struct drift_item *item = &report->managed.items[i];
        if (!is_shown(report, item))
            continue;
        document_object(text, NULL);
        document_string(text, "owner", item->owner);
        document_string(text, "object", item->object);
        document_string(text, "detail", item->detail);
        document_end(text, '}');
    }
    document_end(text, ']');
    document_array(text, "unmanaged");
    for (int i = 0; i < report->unmanaged.count; i++)
        document_string(text, NULL, report->unmanaged.items[i].object);
    document_end(text, ']');
}

static void print_json(const struct report *report, bool clean) {
    const struct standing *standing = &report->survey->standing;
    struct text text = text_new(report->command->arena);
    document_object(&text, NULL);
    document_bool(&text, "clean", clean);
    document_array(&text, "owners");
    for (int i = 0; i < standing->owner_count; i++)
        if (survey_shows(report->survey, standing->owners[i].name))
            add_owner(&text, &standing->owners[i]);
    document_end(&text, ']');
    for (int i = 0; i < SECTIONS; i++) {
        document_array(&text, sections[i].key);
        for (int k = 0; k < standing->count; k++)
            if (is_in(report, &sections[i], &standing->rows[k])) {
                document_object(&text, NULL);
                survey_add_row(&text, &standing->rows[k]);
                document_end(&text, '}');
            }
        document_end(&text, ']');
    }
    add_stales(&text, report);
    add_drift(&text, report);
    document_end(&text, '}');
    output_json(text.data);
}

/* Evaluating the models costs more than all the rest of status: only where there is something to compare. */
static void find_stales(struct report *report) {
    struct project *project = report->command->project;
    const struct revisions *revisions = &report->survey->revisions;
    struct fail fail = {0};
    bool any = false;
    for (int i = 0; !any && i < revisions->count; i++)
        any = revisions->items[i]->hooks.count > 0;
    if (!any)
        return;
    report->models = graph_new(project->schema);
    /* Where revisions stand is told also while a models.lua is being edited. */
    if (!model_read(project, report->models, &fail) ||
        !stale_find(report->command->arena, report->models, revisions, &report->stales, &fail))
        output_warning("data migrations were not compared with their copies: %s%s%s",
                       fail.origin ? fail.origin : "", fail.origin ? ": " : "", fail.message);
    fail_clear(&fail);
}

/* Reading the catalog costs more than all the rest: not while the seals say that nothing has moved. */
static bool find_drift(struct report *report, struct fail *fail) {
    struct command *command = report->command;
    const struct survey *survey = report->survey;
    if (!survey->ledger.exists)
        return true;
    const char *fingerprint = fingerprint_read(survey->link, command->project->ledger, command->arena, fail);
    bool full = command->verbose || command->json;
    if (!fingerprint || (!full && seals_hold(command->arena, command->project, &survey->revisions,
                                             command_option(command, "database"), fingerprint)))
        return fingerprint != NULL;
    report->catalog = drift_read(survey->link, command->project, &report->managed, &report->unmanaged, fail);
    return report->catalog != NULL;
}

int command_status(struct command *command, struct fail *fail) {
    struct survey survey = {0};
    if (!project_discover(command->project, fail) || !survey_open(command, &survey, fail))
        return fail->code;
    struct report report = {.command = command, .survey = &survey};
    int counts[SECTIONS] = {0}, total = 0;
    for (int i = 0; i < survey.standing.count; i++)
        for (int k = 0; k < SECTIONS; k++)
            if (is_in(&report, &sections[k], &survey.standing.rows[i])) {
                counts[k]++;
                total++;
            }
    find_stales(&report);
    if (find_drift(&report, fail)) {
        total += count_drift(&report);
        if (command->json)
            print_json(&report, total == 0);
        else
            print_text(&report, counts);
    }
    graph_free(report.catalog);
    graph_free(report.models);
    survey_close(&survey);
    return !fail->code && total && command_flag(command, "exit-code") ? EXIT_DIFFERENT : fail->code;
}
