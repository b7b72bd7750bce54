#include "luamig/revision_file.h"

#include <string.h>
#include <time.h>

#include "luamig/file.h"

const char *revision_slug(struct arena *arena, const char *message) {
    struct text text = text_new(arena);
    for (const char *c = message; *c; c++) {
        char lower = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
        bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
        if (plain)
            text_add_char(&text, lower);
        else if (text.size && text.data[text.size - 1] != '_')
            text_add_char(&text, '_');
    }
    while (text.size && text.data[text.size - 1] == '_')
        text.data[--text.size] = '\0';
    enum { LONGEST = 80 };
    return arena_printf(arena, "%.*s", LONGEST, text.data);
}

static bool is_taken(const struct revisions *revisions, const char *stamp) {
    for (int i = 0; i < revisions->count; i++)
        if (strncmp(revisions->items[i]->id, stamp, strlen(stamp)) == 0)
            return true;
    return false;
}

static void give_name(struct revision_file *file, struct project *project,
                      const struct revisions *revisions) {
    struct arena *arena = file->arena;
    const char *slash = strchr(file->head.owner, '/');
    char stamp[32];
    for (time_t now = time(NULL);; now++) {
        struct tm utc;
        gmtime_r(&now, &utc);
        strftime(stamp, sizeof stamp, "%Y%m%d_%H%M%S", &utc);
        if (!is_taken(revisions, stamp))
            break;
    }
    file->id = arena_printf(arena, "%s_%s%s_%s", stamp, slash ? "custom_" : "core", slash ? slash + 1 : "",
                            revision_slug(arena, file->head.message));
    const char *folder = project_revisions_folder(project, file->head.owner);
    file->path = arena_printf(arena, "%s/%s.lua", folder, file->id);
    file->shown = project_shown(project, file->path);
}

static void require_owner(struct revision_file *file, const struct revisions *revisions, const char *owner) {
    const struct revision *last = revisions_head(revisions, owner);
    if (last && strcmp(owner, file->head.owner) != 0 && list_find(&file->head.requires, last->id) < 0)
        list_add(file->arena, &file->head.requires, last->id);
}

void revision_file_begin(struct revision_file *file, struct project *project,
                         const struct revisions *revisions, const char *owner, const char *message,
                         const struct graph *graph) {
    const struct revision *last = revisions_head(revisions, owner);
    file->head.message = message;
    file->head.owner = owner;
    file->head.parent = last ? last->id : NULL;
    require_owner(file, revisions, "core");
    for (int i = 0; graph && i < graph->count; i++) {
        const struct object *object = graph->objects[i];
        bool ours = object->owner && strcmp(object->owner, owner) == 0;
        for (int n = 0; ours && n < object->need_count; n++)
            if (object->needs[n].on->owner)
                require_owner(file, revisions, object->needs[n].on->owner);
    }
    give_name(file, project, revisions);
}

struct hook **hooks_pending(struct arena *arena, const struct graph *models,
                            const struct revisions *revisions, const char *owner, int *count) {
    struct hook **hooks = NULL;
    *count = 0;
    for (int i = 0; i < models->hook_count; i++) {
        struct hook *hook = models->hooks[i];
        if (strcmp(hook->owner, owner) != 0 || revisions_carrier(revisions, hook->owner, hook->name))
            continue;
        hooks = arena_grow(arena, hooks, (size_t)*count, sizeof *hooks);
        hooks[(*count)++] = hook;
    }
    return hooks;
}

bool revision_file_write(const struct revision_file *file, struct fail *fail) {
    return file_write(file->path, file->text, false, fail);
}
