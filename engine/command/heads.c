#include "luamig/command.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/document.h"
#include "luamig/revision.h"

/* Core first, then by name. */
static int compare_owners(const void *a, const void *b) {
    const char *x = (*(struct revision *const *)a)->owner, *y = (*(struct revision *const *)b)->owner;
    bool core_x = strcmp(x, "core") == 0, core_y = strcmp(y, "core") == 0;
    return core_x != core_y ? core_y - core_x : strcmp(x, y);
}

struct heads {
    struct revision **items;
    int count;
};

static struct heads find_heads(struct arena *arena, const struct revisions *revisions, const char *owner) {
    struct heads heads = {.items = arena_alloc(arena, ((size_t)revisions->count + 1) * sizeof *heads.items)};
    bool *followed = arena_alloc(arena, (size_t)revisions->count + 1);
    for (int i = revisions->count; i-- > 0;) {
        struct revision *revision = revisions->items[i];
        struct revision *parent = revision->parent ? revisions_find(revisions, revision->parent) : NULL;
        if (parent)
            followed[parent->position] = true;
        if (!followed[i] && (!owner || strcmp(owner, revision->owner) == 0))
            heads.items[heads.count++] = revision;
    }
    qsort(heads.items, (size_t)heads.count, sizeof *heads.items, compare_owners);
    return heads;
}

static void print_text(const struct heads *heads) {
    int owners = 0, ids = 0;
    for (int i = 0; i < heads->count; i++) {
        int owner = (int)strlen(heads->items[i]->owner), id = (int)strlen(heads->items[i]->id);
        owners = owner > owners ? owner : owners;
        ids = id > ids ? id : ids;
    }
    for (int i = 0; i < heads->count; i++)
        output_line("%-*s  %-*s  %s", owners, heads->items[i]->owner, ids, heads->items[i]->id,
                    heads->items[i]->message);
}

static void print_json(struct command *command, const struct heads *heads) {
    struct text text = text_new(command->arena);
    document_object(&text, NULL);
    document_array(&text, "heads");
    for (int i = 0; i < heads->count; i++) {
        document_object(&text, NULL);
        document_string(&text, "owner", heads->items[i]->owner);
        document_string(&text, "id", heads->items[i]->id);
        document_string(&text, "message", heads->items[i]->message);
        document_string(&text, "file", heads->items[i]->shown);
        document_end(&text, '}');
    }
    document_end(&text, ']');
    document_end(&text, '}');
    output_json(text.data);
}

/* Needs the files only: no database is asked. */
int command_heads(struct command *command, struct fail *fail) {
    struct revisions revisions;
    const char *owner = command_custom(command, fail);
    if (fail->code || !revisions_load(command->project, &revisions, fail))
        return fail->code;
    struct heads heads = find_heads(command->arena, &revisions, owner);
    if (command->json)
        print_json(command, &heads);
    else
        print_text(&heads);
    revisions_close(&revisions);
    return EXIT_DONE;
}
