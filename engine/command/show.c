#include "luamig/survey.h"

#include <string.h>

#include "luamig/document.h"
#include "luamig/phase.h"

/* ---- phases ---- */

static const char *const kind_words[] = {
    [PHASE_TRANSACTION] = "transaction",
    [PHASE_BATCHES] = "batches",
    [PHASE_NO_TRANSACTION] = "no_transaction",
    [PHASE_REPEATABLE] = "repeatable",
};

static const char *phase_word(struct arena *arena, const struct phase *phase) {
    const char *kind = kind_words[phase->kind];
    if (!phase->name)
        return kind;
    return arena_printf(arena, phase->kind == PHASE_BATCHES ? "hook \"%s\" in batches" : "hook \"%s\"",
                        phase->name);
}

static void print_phases(struct arena *arena, struct revision *revision, enum direction direction) {
    int count;
    const struct phase *phases = phases_read(arena, revision, direction, &count);
    const char *key = direction == DIRECTION_UP ? "up" : "down";
    if (count == 0)
        output_line("  %-9s none: it cannot be undone", key);
    for (int i = 0; i < count; i++)
        output_line("  %-9s %s%s, line %d", i ? "" : key, count > 1 ? arena_printf(arena, "%d. ", i + 1) : "",
                    phase_word(arena, &phases[i]), phases[i].line);
}

static void add_phases(struct text *text, struct revision *revision, enum direction direction) {
    int count;
    const struct phase *phases = phases_read(text->arena, revision, direction, &count);
    document_array(text, direction == DIRECTION_UP ? "up" : "down");
    for (int i = 0; i < count; i++) {
        document_object(text, NULL);
        document_string(text, "kind", kind_words[phases[i].kind]);
        document_string(text, "hook", phases[i].name);
        document_number(text, "line", phases[i].line);
        document_end(text, '}');
    }
    document_end(text, ']');
}

/* ---- output ---- */

static void print_value(const char *key, const char *value) {
    if (value)
        output_line("  %-9s %s", key, value);
}

static void print_list(const char *key, const struct list *list) {
    for (int i = 0; i < list->count; i++)
        output_line("  %-9s %s", i ? "" : key, list->items[i]);
}

static void print_applied(struct arena *arena, const struct standing_row *row) {
    const struct applied *applied = row->applied;
    output_line("  %-9s %s", "state", survey_word(arena, row));
    if (applied)
        output_line("  %-9s %s by %s, luamig %s, %lld ms",
                    row->state == STANDING_APPLIED ? "applied" : "begun", applied->applied_at,
                    applied->applied_by, applied->version, applied->duration_ms);
}

static void print_revision(struct arena *arena, struct revision *revision) {
    print_value("file", revision->shown);
    print_value("owner", revision->owner);
    print_value("parent", revision->parent);
    print_list("requires", &revision->requires);
    print_list("before", &revision->before);
    for (int i = 0; i < revision->allow.count; i++)
        output_line("  %-9s %s: %s", "allows", revision->allow.items[i], revision->reasons.items[i]);
    print_phases(arena, revision, DIRECTION_UP);
    print_phases(arena, revision, DIRECTION_DOWN);
}

static void print_text(struct command *command, const struct standing_row *row) {
    output_line("%s%s%s", output_style(STYLE_BOLD), row->id, output_style(STYLE_PLAIN));
    if (row->revision) {
        output_line("  %s", row->revision->message);
        print_revision(command->arena, row->revision);
    } else {
        output_line("  its file is gone; this is what the ledger knows");
        print_value("owner", row->owner);
        print_value("parent", row->applied->parent);
        print_list("requires", &row->applied->requires);
    }
    print_applied(command->arena, row);
    print_value("checksum", row->revision ? row->revision->checksum : row->applied->checksum);
    if (row->edited)
        print_value("was", row->applied->checksum);
    if (command->verbose && row->revision) {
        const struct tokens *file = box_tokens(row->revision->box);
        output_line("%s", "");
        output_text(arena_copy_bytes(command->arena, file->source, file->size));
    }
}

static void print_json(struct command *command, const struct standing_row *row) {
    struct text text = text_new(command->arena);
    document_object(&text, NULL);
    survey_add_row(&text, row);
    if (row->revision) {
        document_list(&text, "before", &row->revision->before);
        document_object(&text, "allow");
        for (int i = 0; i < row->revision->allow.count; i++)
            document_string(&text, row->revision->allow.items[i], row->revision->reasons.items[i]);
        document_end(&text, '}');
        add_phases(&text, row->revision, DIRECTION_UP);
        add_phases(&text, row->revision, DIRECTION_DOWN);
        document_string(&text, "checksum", row->revision->checksum);
    }
    document_string(&text, "applied_checksum", row->applied ? row->applied->checksum : NULL);
    document_end(&text, '}');
    output_json(text.data);
}

int command_show(struct command *command, struct fail *fail) {
    struct survey survey = {0};
    if (!survey_open(command, &survey, fail))
        return fail->code;
    const struct standing_row *row =
        standing_resolve(&survey.standing, command->arena, command_argument(command, 0), fail);
    if (row && (!row->revision || revision_open(row->revision, fail))) {
        if (command->json)
            print_json(command, row);
        else
            print_text(command, row);
    }
    survey_close(&survey);
    return fail->code;
}
