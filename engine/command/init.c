#include "luamig/command.h"

#include <string.h>

#include "luamig/annotation.h"
#include "luamig/document.h"
#include "luamig/scaffold.h"

static const char example_environment[] =
    "# Copy this to .env, which stays out of version control. The real environment wins over it.\n"
    "# Without DATABASE_URL luamig keeps a PostgreSQL of the project's own under .luamig/.\n"
    "#DATABASE_URL=postgresql://user:password@localhost:5432/database\n";

/* The annotations define the words of models.lua as globals, in lower case. */
static const char editor_settings[] =
    "{\n"
    "  \"runtime.version\": \"Lua 5.4\",\n"
    "  \"runtime.builtin\": { \"io\": \"disable\", \"os\": \"disable\", \"debug\": \"disable\", \"package\": \"disable\" },\n"
    "  \"workspace.ignoreDir\": [\".luamig\"],\n"
    "  \"workspace.checkThirdParty\": false,\n"
    "  \"diagnostics.disable\": [\"lowercase-global\"]\n"
    "}\n";

/* An example in a project that has its own files would be one table too many. */
static bool write_files(struct scaffold *scaffold, struct fail *fail) {
    static const char *const ignored[] = {".luamig/", ".env"};
    bool fresh = !scaffold_has(scaffold, "luamig.lua") && !scaffold_has(scaffold, "core");
    return scaffold_file(scaffold, "luamig.lua", scaffold_text("luamig"), fail) &&
           (!fresh || scaffold_file(scaffold, "core/models.lua", scaffold_text("models"), fail)) &&
           scaffold_folder(scaffold, "migrations", fail) &&
           scaffold_file(scaffold, ".env.example", example_environment, fail) &&
           scaffold_file(scaffold, "types/luamig.lua", annotations(scaffold->arena), fail) &&
           scaffold_file(scaffold, ".luarc.json", editor_settings, fail) &&
           scaffold_lines(scaffold, ".gitignore", ignored, 2, fail);
}

static void print_document(const struct scaffold *scaffold) {
    struct text text = text_new(scaffold->arena);
    document_object(&text, NULL);
    document_string(&text, "folder", scaffold->folder);
    document_list(&text, "created", &scaffold->created);
    document_list(&text, "kept", &scaffold->kept);
    document_end(&text, '}');
    output_json(text.data);
}

/* A path as a shell reads it. */
static const char *shell_word(struct arena *arena, const char *path) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
    struct text text = text_new(arena);
    if (strspn(path, plain) == strlen(path))
        return path;
    text_add_char(&text, '\'');
    for (; *path; path++)
        if (*path == '\'')
            text_add(&text, "'\\''");
        else
            text_add_char(&text, *path);
    text_add_char(&text, '\'');
    return text.data;
}

static void print_lines(const struct scaffold *scaffold, const char *folder) {
    for (int i = 0; i < scaffold->created.count; i++)
        output_line("%screated%s %s", output_style(STYLE_ADD), output_style(STYLE_PLAIN),
                    scaffold->created.items[i]);
    for (int i = 0; i < scaffold->kept.count; i++)
        output_line("%skept%s    %s", output_style(STYLE_FAINT), output_style(STYLE_PLAIN),
                    scaffold->kept.items[i]);
    output_note("\nNext:");
    if (strcmp(folder, ".") != 0)
        output_note("  cd %s", shell_word(scaffold->arena, folder));
    output_note("  luamig create \"first tables\"     # writes a revision for what core/models.lua declares\n"
                "  luamig upgrade                   # runs it; without DATABASE_URL on a PostgreSQL of the "
                "project's own\n"
                "  luamig new tool NAME --custom ORG");
}

int command_init(struct command *command, struct fail *fail) {
    const char *folder = command_argument(command, 0), *project = command_option(command, "project");
    if (folder && project) {
        fail_set(fail, EXIT_USAGE, "init takes DIR or --project DIR, not both");
        return fail->code;
    }
    folder = folder ? folder : project ? project : ".";
    struct scaffold scaffold = {.arena = command->arena, .folder = folder};
    if (!write_files(&scaffold, fail))
        return fail->code;
    if (command->json)
        print_document(&scaffold);
    else
        print_lines(&scaffold, folder);
    return EXIT_DONE;
}
