#include "luamig/standing.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/prefix.h"

/* ---- rows ---- */

static void add_row(struct standing *standing, const struct standing_row *row) {
    standing->rows[standing->count++] = *row;
}

static void add_file(struct standing *standing, struct revision *revision, const struct applied *applied) {
    struct standing_row row = {
        .id = revision->id, .owner = revision->owner, .revision = revision, .applied = applied};
    if (applied) {
        row.state = strcmp(applied->state, "applied") == 0 ? STANDING_APPLIED : STANDING_PARTLY;
        row.edited = strcmp(applied->checksum, revision->checksum) != 0;
    }
    add_row(standing, &row);
}

/* What ran after ledger->items[at - 1] and has no file any more, up to the next that has one. */
static void add_vanished(struct standing *standing, const struct revisions *revisions,
                         const struct ledger *ledger, int at) {
    for (; at < ledger->count && !revisions_find(revisions, ledger->items[at].id); at++) {
        const struct applied *applied = &ledger->items[at];
        bool whole = strcmp(applied->state, "applied") == 0;
        add_row(standing, &(struct standing_row){.id = applied->id,
                                                 .owner = applied->owner,
                                                 .applied = applied,
                                                 .state = whole ? STANDING_APPLIED : STANDING_PARTLY});
    }
}

/* ---- owners ---- */

static bool is_core(const char *owner) {
    return strcmp(owner, "core") == 0;
}

static int compare_owners(const void *a, const void *b) {
    const char *x = ((const struct standing_owner *)a)->name, *y = ((const struct standing_owner *)b)->name;
    return is_core(x) != is_core(y) ? is_core(y) - is_core(x) : strcmp(x, y);
}

static struct standing_owner *find_owner(const struct standing *standing, const char *name) {
    const struct standing_owner key = {.name = name};
    return bsearch(&key, standing->owners, (size_t)standing->owner_count, sizeof key, compare_owners);
}

const struct standing_owner *standing_owner(const struct standing *standing, const char *name) {
    return find_owner(standing, name);
}

/* Names may repeat: sorted, and each kept once. */
static void set_owners(struct arena *arena, const struct project *project, struct standing *standing) {
    size_t room = (size_t)(1 + project->source_count + standing->count);
    struct standing_owner *owners = arena_alloc(arena, room * sizeof *owners);
    int count = 0;
    owners[count++].name = "core";
    for (int i = 0; i < project->source_count; i++)
        owners[count++].name = project->sources[i].owner;
    for (int i = 0; i < standing->count; i++)
        owners[count++].name = standing->rows[i].owner;
    qsort(owners, (size_t)count, sizeof *owners, compare_owners);
    standing->owners = owners;
    for (int i = 0; i < count; i++)
        if (i == 0 || strcmp(owners[i].name, owners[standing->owner_count - 1].name) != 0)
            owners[standing->owner_count++] = owners[i];
}

static void count_rows(struct standing *standing) {
    for (int i = 0; i < standing->count; i++) {
        const struct standing_row *row = &standing->rows[i];
        struct standing_owner *owner = find_owner(standing, row->owner);
        owner->files += row->revision != NULL;
        owner->applied += row->state == STANDING_APPLIED;
        owner->partly += row->state == STANDING_PARTLY;
        owner->pending += row->state == STANDING_PENDING;
        owner->edited += row->edited;
        if (row->revision)
            owner->head = row->revision;
    }
}

/* The ledger, not the rows, is in the order in which things ran. */
static void set_current(struct standing *standing, const struct ledger *ledger) {
    for (int i = 0; i < ledger->count; i++)
        find_owner(standing, ledger->items[i].owner)->current = &ledger->items[i];
}

static void set_missing(struct standing *standing) {
    for (int i = 0; i < standing->count; i++) {
        struct standing_row *row = &standing->rows[i];
        struct standing_owner *owner = find_owner(standing, row->owner);
        if (row->revision)
            continue;
        owner->absent = owner->files == 0;
        row->missing = !owner->absent;
        owner->missing += row->missing;
    }
    for (int i = 0; i < standing->owner_count; i++) {
        const struct standing_owner *owner = &standing->owners[i];
        standing->applied += owner->applied;
        standing->pending += owner->pending;
        standing->partly += owner->partly;
        standing->edited += owner->edited;
        standing->missing += owner->missing;
    }
}

/* ---- finding ---- */

static int compare_rows(const void *a, const void *b) {
    return strcmp((*(struct standing_row *const *)a)->id, (*(struct standing_row *const *)b)->id);
}

static void index_rows(struct arena *arena, struct standing *standing) {
    standing->by_id = arena_alloc(arena, ((size_t)standing->count + 1) * sizeof *standing->by_id);
    for (int i = 0; i < standing->count; i++)
        standing->by_id[i] = &standing->rows[i];
    qsort(standing->by_id, (size_t)standing->count, sizeof *standing->by_id, compare_rows);
}

struct standing_row *standing_find(const struct standing *standing, const char *id) {
    struct standing_row key = {.id = id}, *at = &key, **found;
    found = bsearch(&at, standing->by_id, (size_t)standing->count, sizeof *standing->by_id, compare_rows);
    return found ? *found : NULL;
}

struct standing_row *standing_resolve(const struct standing *standing, struct arena *arena, const char *name,
                                      struct fail *fail) {
    const char **ids = arena_alloc(arena, ((size_t)standing->count + 1) * sizeof *ids);
    for (int i = 0; i < standing->count; i++)
        ids[i] = standing->by_id[i]->id;
    int at = prefix_find(arena, ids, standing->count, name, fail);
    return at < 0 ? NULL : standing->by_id[at];
}

/* A row has a file or a place in the ledger. */
const char *standing_parent(const struct standing_row *row) {
    return row->revision ? row->revision->parent : row->applied ? row->applied->parent : NULL;
}

const struct list *standing_requires(const struct standing_row *row) {
    static const struct list none = {0};
    return row->revision ? &row->revision->requires : row->applied ? &row->applied->requires : &none;
}

/* ---- reading ---- */

void standing_read(struct arena *arena, const struct project *project, const struct revisions *revisions,
                   const struct ledger *ledger, struct standing *standing) {
    size_t room = (size_t)(revisions->count + ledger->count + 1);
    *standing = (struct standing){.rows = arena_alloc(arena, room * sizeof *standing->rows)};
    add_vanished(standing, revisions, ledger, 0);
    for (int i = 0; i < revisions->count; i++) {
        struct revision *revision = revisions->items[i];
        const struct applied *applied = ledger_find(ledger, revision->id);
        add_file(standing, revision, applied);
        if (applied)
            add_vanished(standing, revisions, ledger, (int)(applied - ledger->items) + 1);
    }
    index_rows(arena, standing);
    set_owners(arena, project, standing);
    for (int i = 0; i < project->source_count; i++)
        find_owner(standing, project->sources[i].owner)->sources++;
    count_rows(standing);
    set_current(standing, ledger);
    set_missing(standing);
}

/* ---- refusing ---- */

static bool is_of(const struct standing_row *row, const char *owner) {
    return !owner || strcmp(row->owner, owner) == 0;
}

static void fail_edited(const struct standing *standing, const char *owner, struct fail *fail) {
    for (int i = 0; i < standing->count; i++) {
        const struct standing_row *row = &standing->rows[i];
        if (!row->edited || !is_of(row, owner))
            continue;
        struct fail one = {0};
        fail_at(&one, row->revision->shown, "the file was changed after it was %s",
                row->state == STANDING_APPLIED ? "applied" : "applied in part");
        fail_hint(
            &one,
            "put it back as it was and write a new revision; if it does the same, accept it: luamig repair");
        fail_join(fail, &one);
    }
}

static void fail_missing(const struct standing *standing, const char *owner, struct fail *fail) {
    for (int i = 0; i < standing->count; i++) {
        const struct standing_row *row = &standing->rows[i];
        if (!row->missing || !is_of(row, owner))
            continue;
        struct fail one = {0};
        fail_set(&one, EXIT_FAILED, "%s of %s is applied, but its file is gone", row->id, row->owner);
        fail_hint(&one, "bring %s.lua back; if it is gone for good: luamig repair --forget %s", row->id,
                  row->id);
        fail_join(fail, &one);
    }
}

bool standing_check(const struct standing *standing, const char *owner, struct fail *fail) {
    fail_edited(standing, owner, fail);
    fail_missing(standing, owner, fail);
    return fail->code == 0;
}
