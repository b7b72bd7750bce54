#include "luamig/pull.h"

#include "luamig/document.h"
#include "luamig/file.h"
#include "luamig/model_text.h"

struct pulled_file {
    const char *owner, *path, *text;
};

static void print_document(struct arena *arena, const struct pulled_file *files, int count,
                           const struct pull *pull) {
    struct text text = text_new(arena);
    document_object(&text, NULL);
    document_array(&text, "files");
    for (int i = 0; i < count; i++) {
        document_object(&text, NULL);
        document_string(&text, "owner", files[i].owner);
        document_string(&text, "path", files[i].path);
        document_string(&text, "text", files[i].text);
        document_end(&text, '}');
    }
    document_end(&text, ']');
    document_list(&text, "unread", &pull->unread);
    document_string(&text, "alembic", pull->alembic);
    document_end(&text, '}');
    output_json(text.data);
}

/* Several owners on one stdout are told apart by a line. */
static void print_text(struct arena *arena, const struct pulled_file *files, int count) {
    struct text text = text_new(arena);
    for (int i = 0; i < count; i++) {
        if (count > 1)
            text_addf(&text, "%s-- %s\n\n", i ? "\n" : "", files[i].path);
        text_add(&text, files[i].text);
    }
    output_text(text.data);
}

/* All or none: what is there is found before anything is written. */
static bool write_files(struct command *command, const struct pulled_file *files, int count,
                        const char *folder, struct fail *fail) {
    bool force = command_flag(command, "force");
    for (int i = 0; i < count; i++) {
        const char *path = arena_printf(command->arena, "%s/%s", folder, files[i].path);
        if (force || !file_exists(path))
            continue;
        fail_set(fail, EXIT_FAILED, "%s is there already", path);
        return fail_hint(fail, "--force overwrites it");
    }
    for (int i = 0; i < count; i++) {
        const char *path = arena_printf(command->arena, "%s/%s", folder, files[i].path);
        if (!file_write(path, files[i].text, force, fail))
            return false;
        if (!command->json)
            output_line("%swrote%s %s", output_style(STYLE_ADD), output_style(STYLE_PLAIN), path);
    }
    return true;
}

static bool pull_files(struct command *command, struct pull *pull, struct fail *fail) {
    struct pulled_file *files = arena_alloc(command->arena, ((size_t)pull->owners.count + 1) * sizeof *files);
    int count = 0;
    model_text_shorten(pull->graph);
    for (int i = 0; i < pull->owners.count; i++) {
        const char *owner = pull->owners.items[i], *text = model_text(pull->graph, owner);
        if (text)
            files[count++] = (struct pulled_file){owner, pull_path(pull, command->project, owner), text};
    }
    const char *folder = command_option(command, "out");
    if (folder && !write_files(command, files, count, folder, fail))
        return false;
    if (command->json)
        print_document(command->arena, files, count, pull);
    else if (!folder)
        print_text(command->arena, files, count);
    if (!count)
        output_note("the database holds nothing to be declared");
    pull_tell(pull);
    return true;
}

int command_pull(struct command *command, struct fail *fail) {
    struct pull pull = {0};
    struct link *link = command_connect(command, fail);
    if (link && pull_read(&pull, command, link, fail))
        pull_files(command, &pull, fail);
    pull_close(&pull);
    link_close(link);
    return fail->code;
}
