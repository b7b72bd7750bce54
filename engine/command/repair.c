#include "luamig/survey.h"

#include <string.h>

#include "luamig/document.h"
#include "luamig/mark.h"

struct repair {
    struct command *command;
    const struct survey *survey;
    struct mark *marks;
    int count;
};

static void add_mark(struct repair *repair, enum mark_kind kind, const struct standing_row *row) {
    for (int i = 0; i < repair->count; i++)
        if (repair->marks[i].row == row)
            return;
    repair->marks[repair->count++] = (struct mark){kind, row};
}

/* What has run of a half finished revision must still be what its file begins with. */
static bool check_phases(const struct standing_row *row, struct fail *fail) {
    if (row->state != STANDING_PARTLY)
        return true;
    bool up = strcmp(row->applied->state, "up") == 0;
    int phases = up ? row->revision->ups : row->revision->downs;
    if (row->applied->phase < phases)
        return true;
    fail_at(fail, row->revision->shown, "%d phases of %s are done, but the file has only %d now",
            row->applied->phase, row->applied->state, phases);
    return fail_hint(fail, "put back the phases that ran, or say what the state is: luamig stamp");
}

static bool accept(struct repair *repair, const struct standing_row *row, struct fail *fail) {
    if (!row->edited) {
        fail_set(fail, EXIT_USAGE, row->applied ? "%s is not edited" : "%s is not applied", row->id);
        return row->missing
                   ? fail_hint(fail, "its file is gone; to forget it: luamig repair --forget %s", row->id)
                   : fail_hint(fail, "there is nothing to accept");
    }
    if (!check_phases(row, fail))
        return false;
    add_mark(repair, MARK_ACCEPTED, row);
    return true;
}

static bool forget(struct repair *repair, const struct standing_row *row, struct fail *fail) {
    if (row->revision) {
        fail_set(fail, EXIT_USAGE, "%s is not gone: it stands in %s", row->id, row->revision->shown);
        return fail_hint(fail, "to undo it: luamig downgrade; to mark it as not applied: luamig stamp");
    }
    add_mark(repair, MARK_FORGOTTEN, row);
    return true;
}

/* Without arguments everything that was edited. */
static bool find_marks(struct repair *repair, struct fail *fail) {
    struct command *command = repair->command;
    const struct standing *standing = &repair->survey->standing;
    struct list given = command->arguments, gone = command_values(command, "forget");
    repair->marks = arena_alloc(command->arena, ((size_t)standing->count + 1) * sizeof *repair->marks);
    for (int i = 0; i < gone.count; i++) {
        const struct standing_row *row = standing_resolve(standing, command->arena, gone.items[i], fail);
        if (!row || !forget(repair, row, fail))
            return false;
    }
    for (int i = 0; i < given.count; i++) {
        const struct standing_row *row = standing_resolve(standing, command->arena, given.items[i], fail);
        if (!row || !accept(repair, row, fail))
            return false;
    }
    for (int i = 0; given.count + gone.count == 0 && i < standing->count; i++)
        if (standing->rows[i].edited && survey_shows(repair->survey, standing->rows[i].owner) &&
            !accept(repair, &standing->rows[i], fail))
            return false;
    return true;
}

static void print_text(const struct repair *repair, bool dry) {
    const struct survey *survey = repair->survey;
    int missing = 0;
    for (int i = 0; i < repair->count; i++) {
        const struct mark *mark = &repair->marks[i];
        bool accepted = mark->kind == MARK_ACCEPTED;
        output_line("%s%s%s  %s", output_style(accepted ? STYLE_CHANGE : STYLE_DROP),
                    accepted ? "accepted" : "forgot  ", output_style(STYLE_PLAIN),
                    accepted ? mark->row->revision->shown : mark->row->id);
    }
    for (int i = 0; i < survey->standing.count; i++)
        missing += survey->standing.rows[i].missing && survey_shows(survey, survey->standing.rows[i].owner);
    for (int i = 0; i < repair->count; i++)
        missing -= repair->marks[i].row->missing;
    if (repair->count == 0 && missing <= 0)
        output_note("nothing to repair");
    else if (dry)
        output_note("nothing was written: --dry-run");
    if (missing > 0)
        output_note(
            "%d applied revision%s without a file: bring the files back, or forget each: luamig repair "
            "--forget ID (luamig status lists them)",
            missing, missing == 1 ? " is" : "s are");
}

static void print_json(const struct repair *repair, bool dry) {
    struct text text = text_new(repair->command->arena);
    document_object(&text, NULL);
    document_bool(&text, "dry_run", dry);
    for (int kind = MARK_ACCEPTED; kind <= MARK_FORGOTTEN; kind++) {
        document_array(&text, kind == MARK_ACCEPTED ? "accepted" : "forgotten");
        for (int i = 0; i < repair->count; i++)
            if ((int)repair->marks[i].kind == kind)
                document_string(&text, NULL, repair->marks[i].row->id);
        document_end(&text, ']');
    }
    document_end(&text, '}');
    output_json(text.data);
}

int command_repair(struct command *command, struct fail *fail) {
    struct survey survey = {0};
    bool dry = command_flag(command, "dry-run");
    if (!(dry ? survey_open : survey_open_locked)(command, &survey, fail))
        return fail->code;
    struct repair repair = {.command = command, .survey = &survey};
    if (find_marks(&repair, fail) && (dry || repair.count == 0 ||
                                      marks_write(command->arena, survey.link, command->project->ledger,
                                                  repair.marks, repair.count, fail))) {
        if (command->json)
            print_json(&repair, dry);
        else
            print_text(&repair, dry);
    }
    survey_close(&survey);
    return fail->code;
}
