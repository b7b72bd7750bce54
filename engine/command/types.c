#include "luamig/annotation.h"
#include "luamig/command.h"
#include "luamig/document.h"
#include "luamig/field.h"

static void add_fields(struct text *text, const struct kind *kind) {
    document_array(text, "fields");
    for (const struct field *field = kind->fields; field->name; field++) {
        document_object(text, NULL);
        document_string(text, "name", field->name);
        document_bool(text, "compared", !(field->rule & (HINT | SEEN)));
        document_bool(text, "refers", field_refers(field));
        document_end(text, '}');
    }
    document_end(text, ']');
}

/* The annotations, and the field tables that they are made from. */
static void print_document(const char *annotated, struct arena *arena) {
    struct text text = text_new(arena);
    document_object(&text, NULL);
    document_string(&text, "text", annotated);
    document_array(&text, "kinds");
    for (int i = 0; kinds[i]; i++) {
        document_object(&text, NULL);
        document_string(&text, "name", kinds[i]->name);
        add_fields(&text, kinds[i]);
        document_end(&text, '}');
    }
    document_end(&text, ']');
    document_end(&text, '}');
    output_json(text.data);
}

int command_types(struct command *command, struct fail *fail) {
    const char *text = annotations(command->arena);
    if (command->json)
        print_document(text, command->arena);
    else
        output_text(text);
    return EXIT_DONE;
}
