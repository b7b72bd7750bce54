#include "luamig/command.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/document.h"
#include "luamig/field.h"
#include "luamig/hook.h"
#include "luamig/model.h"
#include "luamig/model_text.h"
#include "luamig/seed.h"

/* What is shown: the files of one owner or of all, with what the graph has from each. */
struct listing {
    const struct project *project;
    const struct graph *graph;
    const char *owner; /* NULL: all */
};

/* The line of an origin "core/models.lua:12" if it is of this file, else 0. */
static int line_in(const struct source *source, const char *origin) {
    size_t size = strlen(source->shown);
    if (!origin || strncmp(origin, source->shown, size) != 0 || origin[size] != ':')
        return 0;
    return atoi(origin + size + 1);
}

/* What the file itself declares by a word of its own: not what hangs on that, nor what follows from it. */
static int declared_line(const struct source *source, const struct object *object) {
    return object->kind->word && !object->implied ? line_in(source, object->origin) : 0;
}

static bool is_shown(const struct listing *listing, const struct source *source) {
    return !listing->owner || strcmp(listing->owner, source->owner) == 0;
}

/* ---- Lines ---- */

static void print_entry(const char *title, int line) {
    output_line("    %s  %s:%d%s", title, output_style(STYLE_FAINT), line, output_style(STYLE_PLAIN));
}

/* A hook or a seed, which are no objects: false if it stands in another file. */
static bool print_other(const struct listing *listing, const struct source *source, const char *word,
                        const char *name, const char *origin) {
    int line = line_in(source, origin);
    if (line)
        print_entry(arena_printf(listing->graph->arena, "%s \"%s\"", word, name), line);
    return line != 0;
}

static void print_source(const struct listing *listing, const struct source *source) {
    const struct graph *graph = listing->graph;
    int count = 0;
    output_line("  %s", source->shown);
    for (int i = 0; i < graph->count; i++) {
        int line = declared_line(source, graph->objects[i]);
        if (!line)
            continue;
        print_entry(object_title(graph->arena, graph->objects[i]), line);
        count++;
    }
    for (int i = 0; i < graph->hook_count; i++)
        count +=
            print_other(listing, source, "data migration", graph->hooks[i]->name, graph->hooks[i]->origin);
    for (int i = 0; i < graph->seed_count; i++)
        count += print_other(listing, source, "seed", graph->seeds[i]->name, graph->seeds[i]->origin);
    if (!count)
        output_line("    %sdeclares nothing%s", output_style(STYLE_FAINT), output_style(STYLE_PLAIN));
}

/* Paths are sorted, so that the files of an owner need not be neighbours. */
static bool is_first_of_owner(const struct project *project, int at) {
    for (int i = 0; i < at; i++)
        if (strcmp(project->sources[i].owner, project->sources[at].owner) == 0)
            return false;
    return true;
}

static void print_lines(const struct listing *listing) {
    const struct project *project = listing->project;
    int count = 0;
    for (int first = 0; first < project->source_count; first++) {
        const struct source *source = &project->sources[first];
        if (!is_shown(listing, source) || !is_first_of_owner(project, first))
            continue;
        output_line("%s%s%s", output_style(STYLE_BOLD), source->owner, output_style(STYLE_PLAIN));
        for (int i = first; i < project->source_count; i++)
            if (strcmp(project->sources[i].owner, source->owner) == 0) {
                print_source(listing, &project->sources[i]);
                count++;
            }
    }
    if (!count)
        output_note("no models.lua was found%s%s", listing->owner ? " of " : "",
                    listing->owner ? listing->owner : "");
}

/* ---- The document ---- */

static void add_objects(struct text *text, const struct listing *listing, const struct source *source) {
    const struct graph *graph = listing->graph;
    document_array(text, "objects");
    for (int i = 0; i < graph->count; i++) {
        const struct object *object = graph->objects[i];
        int line = declared_line(source, object);
        if (!line)
            continue;
        document_object(text, NULL);
        document_string(text, "kind", object->kind->name);
        document_string(text, "name", object_path(graph->arena, object));
        document_number(text, "line", line);
        document_end(text, '}');
    }
    document_end(text, ']');
}

static void add_other(struct text *text, const struct source *source, const char *name, const char *origin) {
    int line = line_in(source, origin);
    if (!line)
        return;
    document_object(text, NULL);
    document_string(text, "name", name);
    document_number(text, "line", line);
    document_end(text, '}');
}

static void add_others(struct text *text, const struct listing *listing, const struct source *source) {
    const struct graph *graph = listing->graph;
    document_array(text, "hooks");
    for (int i = 0; i < graph->hook_count; i++)
        add_other(text, source, graph->hooks[i]->name, graph->hooks[i]->origin);
    document_end(text, ']');
    document_array(text, "seeds");
    for (int i = 0; i < graph->seed_count; i++)
        add_other(text, source, graph->seeds[i]->name, graph->seeds[i]->origin);
    document_end(text, ']');
}

/* ---- What they say ---- */

static void add_said(struct text *text, const struct graph *graph, const struct object *object) {
    document_object(text, "fields");
    for (const struct field *field = object->kind->fields; field->name; field++)
        if (!(field->rule & SEEN) && !field_is_default(object, field))
            document_string(text, field->name, field_shown(field, field_plain(graph->arena, object, field)));
    document_end(text, '}');
}

/* The whole graph, with all that hangs on an object and all that follows from it. */
static void add_graph(struct text *text, const struct listing *listing) {
    const struct graph *graph = listing->graph;
    document_array(text, "graph");
    for (int i = 0; i < graph->count; i++) {
        const struct object *object = graph->objects[i];
        struct list identity = object_identity(graph->arena, object);
        if (!object->owner || (listing->owner && strcmp(object->owner, listing->owner) != 0))
            continue;
        document_object(text, NULL);
        document_string(text, "owner", object->owner);
        document_string(text, "kind", object_kind_path(graph->arena, object));
        document_list(text, "identity", &identity);
        document_string(text, "renamed_from", object->renamed_from);
        add_said(text, graph, object);
        document_end(text, '}');
    }
    document_end(text, ']');
}

/* As `pull` would write them, without the data migrations. */
static void print_lua(const struct listing *listing, struct graph *graph, struct arena *arena) {
    struct list owners = project_owners(listing->project, arena);
    struct text text = text_new(arena);
    model_text_fold(graph);
    for (int i = 0; i < owners.count; i++) {
        const char *said = model_text(graph, owners.items[i]);
        if (!said || (listing->owner && strcmp(owners.items[i], listing->owner) != 0))
            continue;
        if (owners.count > 1)
            text_addf(&text, "%s-- %s\n\n", text.size ? "\n" : "", owners.items[i]);
        text_add(&text, said);
    }
    output_text(text.data);
}

static void print_document(const struct listing *listing, struct arena *arena) {
    struct text text = text_new(arena);
    document_object(&text, NULL);
    document_array(&text, "files");
    for (int i = 0; i < listing->project->source_count; i++) {
        const struct source *source = &listing->project->sources[i];
        if (!is_shown(listing, source))
            continue;
        document_object(&text, NULL);
        document_string(&text, "path", source->shown);
        document_string(&text, "owner", source->owner);
        document_string(&text, "tool", source->tool);
        add_objects(&text, listing, source);
        add_others(&text, listing, source);
        document_end(&text, '}');
    }
    document_end(&text, ']');
    add_graph(&text, listing);
    document_end(&text, '}');
    output_json(text.data);
}

int command_models(struct command *command, struct fail *fail) {
    struct listing listing = {.project = command->project, .owner = command_custom(command, fail)};
    if (fail->code || !project_discover(command->project, fail))
        return fail->code;
    struct graph *graph = graph_new(command->project->schema);
    listing.graph = graph;
    if (model_read(command->project, graph, fail)) {
        if (command_flag(command, "lua"))
            print_lua(&listing, graph, command->arena);
        else if (command->json)
            print_document(&listing, command->arena);
        else
            print_lines(&listing);
    }
    graph_free(graph);
    return fail->code;
}
