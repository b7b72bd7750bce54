#include "luamig/pull.h"

#include "luamig/document.h"

static void print_document(struct arena *arena, const struct pull *pull) {
    struct text text = text_new(arena);
    document_object(&text, NULL);
    document_array(&text, "files");
    for (int i = 0; i < pull->file_count; i++) {
        document_object(&text, NULL);
        document_string(&text, "owner", pull->files[i].owner);
        document_string(&text, "path", pull->files[i].path);
        document_string(&text, "text", pull->files[i].text);
        document_end(&text, '}');
    }
    document_end(&text, ']');
    document_list(&text, "unread", &pull->unread);
    document_string(&text, "alembic", pull->alembic);
    document_end(&text, '}');
    output_json(text.data);
}

/* Several owners on one stdout are told apart by a line. */
static void print_text(struct arena *arena, const struct pull *pull) {
    struct text text = text_new(arena);
    for (int i = 0; i < pull->file_count; i++) {
        if (pull->file_count > 1)
            text_addf(&text, "%s-- %s\n\n", i ? "\n" : "", pull->files[i].path);
        text_add(&text, pull->files[i].text);
    }
    output_text(text.data);
}

static bool print_files(struct command *command, const struct pull *pull, struct fail *fail) {
    const char *folder = command_option(command, "out");
    if (folder && !pull_write(pull, folder, command_flag(command, "force"), fail))
        return false;
    for (int i = 0; folder && i < pull->file_count; i++)
        output_line("%swrote%s %s/%s", output_style(STYLE_ADD), output_style(STYLE_PLAIN), folder,
                    pull->files[i].path);
    if (command->json)
        print_document(command->arena, pull);
    else if (!folder)
        print_text(command->arena, pull);
    if (!pull->file_count)
        output_note("the database holds nothing to be declared");
    pull_tell(pull);
    return true;
}

int command_pull(struct command *command, struct fail *fail) {
    struct pull pull = {0};
    struct link *link = command_connect(command, fail);
    if (link && pull_read(&pull, command, link, fail))
        print_files(command, &pull, fail);
    pull_close(&pull);
    link_close(link);
    return fail->code;
}
