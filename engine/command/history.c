#include "luamig/survey.h"

#include <string.h>

#include "luamig/document.h"

static enum style row_style(const struct standing_row *row) {
    if (row->edited || row->missing)
        return STYLE_BAD;
    return row->state == STANDING_APPLIED ? STYLE_GOOD : STYLE_CHANGE;
}

/* Newest first, as git log and alembic history have it: what was done last is what is asked for. */
static void print_text(struct command *command, const struct survey *survey) {
    const struct standing *standing = &survey->standing;
    int words = 0, ids = 0;
    for (int i = 0; i < standing->count; i++) {
        const struct standing_row *row = &standing->rows[i];
        int word = (int)strlen(survey_word(command->arena, row)), id = (int)strlen(row->id);
        if (!survey_shows(survey, row->owner))
            continue;
        words = word > words ? word : words;
        ids = id > ids ? id : ids;
    }
    for (int i = standing->count; i-- > 0;) {
        const struct standing_row *row = &standing->rows[i];
        if (survey_shows(survey, row->owner))
            output_line("%s%-*s%s  %-16s  %-*s  %s", output_style(row_style(row)), words,
                        survey_word(command->arena, row), output_style(STYLE_PLAIN),
                        row->applied ? survey_time(command->arena, row->applied) : "", ids, row->id,
                        row->revision ? row->revision->message : "");
    }
}

static void print_json(struct command *command, const struct survey *survey) {
    struct text text = text_new(command->arena);
    document_object(&text, NULL);
    document_array(&text, "revisions");
    for (int i = survey->standing.count; i-- > 0;)
        if (survey_shows(survey, survey->standing.rows[i].owner)) {
            document_object(&text, NULL);
            survey_add_row(&text, &survey->standing.rows[i]);
            document_end(&text, '}');
        }
    document_end(&text, ']');
    document_end(&text, '}');
    output_json(text.data);
}

int command_history(struct command *command, struct fail *fail) {
    struct survey survey = {0};
    if (!survey_open(command, &survey, fail))
        return fail->code;
    if (command->json)
        print_json(command, &survey);
    else
        print_text(command, &survey);
    survey_close(&survey);
    return EXIT_DONE;
}
