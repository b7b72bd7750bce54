#include <stdlib.h>
#include <string.h>

#include "luamig/lineage.h"
#include "luamig/prefix.h"
#include "luamig/revision.h"

/* ---- finding ---- */

/* The first in by_id that is not before `id`. */
static int lower_bound(const struct revisions *revisions, const char *id) {
    int low = 0, high = revisions->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(revisions->by_id[middle]->id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct revision *revisions_find(const struct revisions *revisions, const char *id) {
    int at = lower_bound(revisions, id);
    bool found = at < revisions->count && strcmp(revisions->by_id[at]->id, id) == 0;
    return found ? revisions->by_id[at] : NULL;
}

struct revision *revisions_resolve(const struct revisions *revisions, const char *prefix, struct fail *fail) {
    const char **ids = arena_alloc(revisions->arena, ((size_t)revisions->count + 1) * sizeof *ids);
    for (int i = 0; i < revisions->count; i++)
        ids[i] = revisions->by_id[i]->id;
    int at = prefix_find(revisions->arena, ids, revisions->count, prefix, fail);
    return at < 0 ? NULL : revisions->by_id[at];
}

struct revision *revisions_head(const struct revisions *revisions, const char *owner) {
    for (int i = revisions->count; i-- > 0;)
        if (strcmp(revisions->items[i]->owner, owner) == 0)
            return revisions->items[i];
    return NULL;
}

struct revision *revisions_carrier(const struct revisions *revisions, const char *owner, const char *hook) {
    for (int i = revisions->count; i-- > 0;) {
        struct revision *revision = revisions->items[i];
        if (strcmp(revision->owner, owner) == 0 && list_find(&revision->hooks, hook) >= 0)
            return revision;
    }
    return NULL;
}

/* ---- loading ---- */

/* Where the folders of core and of organisations are apart, a file cannot make itself another's: what an
 * organisation's revision may do hangs on its owner. */
static bool check_folder(struct project *project, const struct revision *revision, struct fail *fail) {
    if (strcmp(project->core_revisions, project->custom_revisions) == 0)
        return true;
    const char *folder = project_revisions_folder(project, revision->owner);
    size_t size = (size_t)(strrchr(revision->path, '/') - revision->path);
    if (strlen(folder) == size && strncmp(folder, revision->path, size) == 0)
        return true;
    char *wanted = realpath(folder, NULL);
    char *there = realpath(arena_copy_bytes(project->arena, revision->path, size), NULL);
    bool same = wanted && there && strcmp(wanted, there) == 0;
    free(wanted);
    free(there);
    if (same)
        return true;
    fail_at(fail, revision->shown, "a revision of %s stands in a folder that is not %s's", revision->owner,
            revision->owner);
    return fail_hint(fail, "move it to %s, or mend its owner", project_shown(project, folder));
}

/* "acme" for each "custom/acme" that discovery finds. */
static bool find_organisations(struct project *project, struct arena *arena, struct list *organisations,
                               struct fail *fail) {
    if (!project->sources && !project_discover(project, fail))
        return false;
    const char *last = "";
    for (int i = 0; i < project->source_count; i++) {
        const char *owner = project->sources[i].owner;
        if (strncmp(owner, "custom/", 7) == 0 && strcmp(owner, last) != 0)
            list_add(arena, organisations, owner + 7);
        last = owner;
    }
    return true;
}

static bool complete(struct project *project, struct revisions *revisions, struct fail *fail) {
    struct list organisations = {0};
    bool asked = false;
    for (int i = 0; i < revisions->count; i++) {
        struct revision *revision = revisions->by_id[i];
        struct fail one = {0};
        if (!asked && !revision_is_complete(revision)) {
            if (!find_organisations(project, revisions->arena, &organisations, fail))
                return false;
            asked = true;
        }
        if (!revision_complete(revisions->arena, revision, &organisations, &one) ||
            !check_folder(project, revision, &one))
            fail_join(fail, &one);
    }
    return fail->code == 0;
}

static int compare_ids(const void *a, const void *b) {
    const struct revision *x = *(struct revision *const *)a, *y = *(struct revision *const *)b;
    int order = strcmp(x->id, y->id);
    return order ? order : strcmp(x->path, y->path);
}

static bool check_ids(struct revisions *revisions, struct fail *fail) {
    for (int i = 1; i < revisions->count; i++) {
        const struct revision *a = revisions->by_id[i - 1], *b = revisions->by_id[i];
        if (strcmp(a->id, b->id) != 0)
            continue;
        struct fail one = {0};
        fail_at(&one, b->shown, "%s has the same id", a->shown);
        fail_hint(&one, "rename one of the two: an id stands for one revision in all folders");
        fail_join(fail, &one);
    }
    return fail->code == 0;
}

static bool read_all(struct project *project, struct revisions *revisions, struct fail *fail) {
    struct list paths = {0};
    if (!project_revisions(project, &paths, fail))
        return false;
    struct arena *arena = revisions->arena;
    size_t room = ((size_t)paths.count + 1) * sizeof(struct revision *);
    revisions->items = arena_alloc(arena, room);
    revisions->by_id = arena_alloc(arena, room);
    for (int i = 0; i < paths.count; i++) {
        const char *path = arena_copy(arena, paths.items[i]);
        struct revision *revision = arena_alloc(arena, sizeof *revision);
        struct fail one = {0};
        if (revision_read(arena, project, path, revision, &one))
            revisions->by_id[revisions->count++] = revision;
        else
            fail_join(fail, &one);
    }
    qsort(revisions->by_id, (size_t)revisions->count, sizeof *revisions->by_id, compare_ids);
    return fail->code == 0;
}

bool revisions_load(struct project *project, struct revisions *revisions, struct fail *fail) {
    *revisions = (struct revisions){.arena = arena_new()};
    if (read_all(project, revisions, fail) && check_ids(revisions, fail) &&
        complete(project, revisions, fail) && lineage_link(revisions, fail) && lineage_sort(revisions, fail))
        return true;
    revisions_close(revisions);
    return false;
}

void revisions_close(struct revisions *revisions) {
    for (int i = 0; i < revisions->count; i++)
        revision_close(revisions->by_id[i]);
    arena_free(revisions->arena);
    *revisions = (struct revisions){0};
}
