#include "luamig/survey.h"

#include <string.h>

#include "luamig/document.h"

/* Whether discovery has met models without revisions does not matter here. */
static bool is_shown(const struct survey *survey, const struct standing_owner *owner) {
    bool known = owner->files || owner->current || strcmp(owner->name, "core") == 0;
    return known && survey_shows(survey, owner->name);
}

static void print_text(struct command *command, const struct survey *survey) {
    const struct standing *standing = &survey->standing;
    int widest = 0;
    for (int i = 0; i < standing->owner_count; i++)
        if (is_shown(survey, &standing->owners[i]) && (int)strlen(standing->owners[i].name) > widest)
            widest = (int)strlen(standing->owners[i].name);
    for (int i = 0; i < standing->owner_count; i++) {
        const struct standing_owner *owner = &standing->owners[i];
        if (is_shown(survey, owner))
            output_line("%-*s  %s", widest, owner->name, owner->current ? owner->current->id : "-");
    }
}

static void print_json(struct command *command, const struct survey *survey) {
    const struct standing *standing = &survey->standing;
    struct text text = text_new(command->arena);
    document_object(&text, NULL);
    document_array(&text, "current");
    for (int i = 0; i < standing->owner_count; i++) {
        const struct standing_owner *owner = &standing->owners[i];
        if (!is_shown(survey, owner))
            continue;
        document_object(&text, NULL);
        document_string(&text, "owner", owner->name);
        document_string(&text, "id", owner->current ? owner->current->id : NULL);
        document_string(&text, "state", owner->current ? owner->current->state : NULL);
        document_string(&text, "applied_at", owner->current ? owner->current->applied_at : NULL);
        document_end(&text, '}');
    }
    document_end(&text, ']');
    document_end(&text, '}');
    output_json(text.data);
}

int command_current(struct command *command, struct fail *fail) {
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
