#include <string.h>

#include "luamig/command.h"
#include "luamig/document.h"
#include "luamig/model.h"
#include "luamig/seeding.h"

/* The seeds of one owner or of all, in their order. */
static struct seeding *select_seeds(struct arena *arena, const struct graph *graph, const char *owner,
                                    int *count) {
    struct seeding *items = arena_alloc(arena, ((size_t)graph->seed_count + 1) * sizeof *items);
    *count = 0;
    for (int i = 0; i < graph->seed_count; i++)
        if (!owner || strcmp(graph->seeds[i]->owner, owner) == 0)
            items[(*count)++] = (struct seeding){.seed = graph->seeds[i]};
    return items;
}

static void print_notes(struct arena *arena, const struct seeding *items, int count) {
    for (int i = 0; i < count; i++) {
        char *rest = arena_copy(arena, items[i].printed);
        for (char *line; rest && (line = strsep(&rest, "\n"));)
            if (*line || rest)
                output_note("%s", line);
        if (items[i].outcome == SEEDED_NEVER)
            output_note("%s holds rows already, so it was left alone", items[i].seed->name);
    }
}

static void print_lines(const struct seeding *items, int count) {
    int loaded = 0;
    for (int i = 0; i < count; i++) {
        const struct seeding *item = &items[i];
        if (item->outcome == SEEDED)
            output_line("%sseeded%s %s  %s%lld row%s  %s%s", output_style(STYLE_ADD),
                        output_style(STYLE_PLAIN), item->seed->name, output_style(STYLE_FAINT), item->rows,
                        item->rows == 1 ? "" : "s", item->seed->fill ? item->seed->origin : item->seed->shown,
                        output_style(STYLE_PLAIN));
        loaded += item->outcome == SEEDED;
    }
    if (!loaded)
        output_line("nothing to do");
}

static void print_document(struct arena *arena, const struct seeding *items, int count) {
    static const char *const outcomes[] = {"seeded", "seeded before", "not empty"};
    struct text text = text_new(arena);
    document_object(&text, NULL);
    document_array(&text, "seeds");
    for (int i = 0; i < count; i++) {
        document_object(&text, NULL);
        document_string(&text, "table", items[i].seed->name);
        document_string(&text, "owner", items[i].seed->owner);
        document_string(&text, "outcome", outcomes[items[i].outcome]);
        document_number(&text, "rows", items[i].rows);
        document_end(&text, '}');
    }
    document_end(&text, ']');
    document_end(&text, '}');
    output_json(text.data);
}

static bool load(struct command *command, struct link *link, struct seeding *items, int count,
                 struct fail *fail) {
    struct run run;
    const char *url = command_url(command, fail);
    double wait = command_seconds(command, "lock-wait", -1);
    bool good = url && run_open(&run, command->project, link, url, wait, "luamig seed", fail);
    good = good && seeding_run(&run, items, count, command_flag(command, "again"), command->arena, fail);
    if (url)
        run_close(&run);
    return good;
}

int command_seed(struct command *command, struct fail *fail) {
    struct project *project = command->project;
    const char *owner = command_custom(command, fail);
    if (fail->code || !project_discover(project, fail))
        return fail->code;
    struct graph *graph = graph_new(project->schema);
    struct link *link = NULL;
    int count;
    if (!model_read(project, graph, fail))
        goto out;
    struct seeding *items = select_seeds(command->arena, graph, owner, &count);
    if (count && (!(link = command_connect(command, fail)) || !load(command, link, items, count, fail)))
        goto out;
    print_notes(command->arena, items, count);
    if (command->json)
        print_document(command->arena, items, count);
    else
        print_lines(items, count);
out:
    link_close(link);
    graph_free(graph);
    return fail->code;
}
