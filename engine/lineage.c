#include "luamig/lineage.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/nearest.h"
#include "luamig/text.h"

static bool is_core(const struct revision *revision) {
    return strcmp(revision->owner, "core") == 0;
}

static const char *origin(struct arena *arena, const struct revision *revision, int line) {
    return arena_printf(arena, "%s:%d", revision->shown, line ? line : revision->line);
}

/* ---- edges ---- */

static void add_edge(struct arena *arena, struct revision *revision, struct revision *earlier) {
    revision->after =
        arena_grow(arena, revision->after, (size_t)revision->after_count, sizeof *revision->after);
    revision->after[revision->after_count++] = earlier;
}

/* The id that was probably meant: with .lua, a prefix, or mistyped. */
static const char *meant(struct revisions *revisions, const char *id) {
    struct fail none = {0};
    struct revision *found = revisions_resolve(revisions, id, &none);
    fail_clear(&none);
    if (found)
        return found->id;
    const char **ids = arena_alloc(revisions->arena, (size_t)revisions->count * sizeof *ids);
    for (int i = 0; i < revisions->count; i++)
        ids[i] = revisions->by_id[i]->id;
    return nearest(id, ids, revisions->count);
}

static void fail_missing(struct revisions *revisions, const struct revision *revision, const char *key,
                         int line, const char *id, struct fail *fail) {
    struct fail one = {0};
    const char *near = meant(revisions, id);
    fail_at(&one, origin(revisions->arena, revision, line), "%s names \"%s\", but no revision has that id",
            key, id);
    /* Whether it is mistyped or its file is gone nobody can tell from here. */
    if (near && strcmp(near, revision->id) != 0)
        fail_hint(&one, "the nearest id is \"%s\"; if that is not meant, bring the file %s.lua back", near,
                  id);
    else
        fail_hint(&one, "bring the file %s.lua back, or name another revision", id);
    fail_join(fail, &one);
}

static void link_parent(struct revisions *revisions, struct revision *revision, struct fail *fail) {
    struct revision *parent = revisions_find(revisions, revision->parent);
    if (!parent) {
        fail_missing(revisions, revision, "parent", revision->parent_line, revision->parent, fail);
        return;
    }
    add_edge(revisions->arena, revision, parent);
    if (strcmp(parent->owner, revision->owner) == 0)
        return;
    struct fail one = {0};
    fail_at(&one, origin(revisions->arena, revision, revision->parent_line),
            "the parent %s belongs to %s, but this revision to %s", parent->shown, parent->owner,
            revision->owner);
    fail_hint(&one,
              "a parent is of the same owner; what another owner must have done first is named by requires = "
              "{ \"%s\" }",
              parent->id);
    fail_join(fail, &one);
}

static void link_requires(struct revisions *revisions, struct revision *revision, struct fail *fail) {
    for (int i = 0; i < revision->requires.count; i++) {
        const char *id = revision->requires.items[i];
        struct revision *required = revisions_find(revisions, id);
        if (!required) {
            fail_missing(revisions, revision, "requires", revision->requires_line, id, fail);
            continue;
        }
        add_edge(revisions->arena, revision, required);
        if (!is_core(revision) || is_core(required))
            continue;
        struct fail one = {0};
        fail_at(&one, origin(revisions->arena, revision, revision->requires_line),
                "core requires %s, which is %s's", required->shown, required->owner);
        fail_hint(
            &one,
            "core must run without any custom code: let core do itself what it needs, or say before = { "
            "\"%s\" } in %s",
            revision->id, required->shown);
        fail_join(fail, &one);
    }
}

static void link_before(struct revisions *revisions, struct revision *revision, struct fail *fail) {
    for (int i = 0; i < revision->before.count; i++) {
        struct revision *later = revisions_find(revisions, revision->before.items[i]);
        if (later)
            add_edge(revisions->arena, later, revision);
        else
            fail_missing(revisions, revision, "before", revision->before_line, revision->before.items[i],
                         fail);
    }
}

/* ---- branches ---- */

/* By owner, then by parent (none first), then by age: those that share a parent are neighbours. */
static int compare_siblings(const void *a, const void *b) {
    const struct revision *x = *(struct revision *const *)a, *y = *(struct revision *const *)b;
    int order = strcmp(x->owner, y->owner);
    if (order == 0)
        order = strcmp(x->parent ? x->parent : "", y->parent ? y->parent : "");
    return order ? order : strcmp(x->id, y->id);
}

static bool are_siblings(const struct revision *a, const struct revision *b) {
    return strcmp(a->owner, b->owner) == 0 &&
           strcmp(a->parent ? a->parent : "", b->parent ? b->parent : "") == 0;
}

/* The last revision of the branch that begins with `first`: which the other branch should follow. */
static const struct revision *branch_end(struct revision **siblings, int count,
                                         const struct revision *first) {
    const struct revision *end = first;
    for (int steps = 0; steps < count; steps++) {
        const struct revision key = {.owner = end->owner, .parent = end->id, .id = ""}, *at = &key;
        int low = 0, high = count;
        while (low < high) {
            int middle = (low + high) / 2;
            if (compare_siblings(&siblings[middle], &at) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == count || !are_siblings(siblings[low], &key))
            break;
        end = siblings[low];
    }
    return end;
}

static void fail_branches(struct revisions *revisions, struct revision **siblings, int first, int last,
                          struct fail *fail) {
    struct arena *arena = revisions->arena;
    const struct revision *older = siblings[first], *newer = siblings[first + 1];
    struct text files = text_new(arena);
    for (int i = first; i <= last; i++)
        text_addf(&files, "%s%s", i > first ? "\n" : "",
                  origin(arena, siblings[i], siblings[i]->parent_line));
    struct fail one = {0};
    if (older->parent)
        fail_set(&one, EXIT_FAILED, "%d revisions of %s have the parent \"%s\"", last - first + 1,
                 older->owner, older->parent);
    else
        fail_set(&one, EXIT_FAILED, "%d revisions of %s have no parent", last - first + 1, older->owner);
    fail_detail(&one, "%s", files.data);
    fail_hint(&one, "an owner's revisions are one chain: if %s is to run first, set parent = \"%s\" in %s",
              older->id, branch_end(siblings, revisions->count, older)->id, newer->shown);
    fail_join(fail, &one);
}

static void check_branches(struct revisions *revisions, struct fail *fail) {
    size_t size = (size_t)revisions->count * sizeof(struct revision *);
    struct revision **siblings = arena_alloc(revisions->arena, size);
    memcpy(siblings, revisions->by_id, size);
    qsort(siblings, (size_t)revisions->count, sizeof *siblings, compare_siblings);
    for (int first = 0, last; first < revisions->count; first = last + 1) {
        last = first;
        while (last + 1 < revisions->count && are_siblings(siblings[first], siblings[last + 1]))
            last++;
        if (last > first)
            fail_branches(revisions, siblings, first, last, fail);
    }
}

bool lineage_link(struct revisions *revisions, struct fail *fail) {
    if (revisions->count == 0)
        return true;
    for (int i = 0; i < revisions->count; i++) {
        struct revision *revision = revisions->by_id[i];
        if (revision->parent)
            link_parent(revisions, revision, fail);
        link_requires(revisions, revision, fail);
        link_before(revisions, revision, fail);
    }
    check_branches(revisions, fail);
    return fail->code == 0;
}

/* ---- cycles ---- */

/* Why `later` waits for `earlier`, with its place. */
static void add_reason(struct text *text, const struct revision *later, const struct revision *earlier) {
    struct arena *arena = text->arena;
    if (later->parent && strcmp(later->parent, earlier->id) == 0)
        text_addf(text, "%s: parent = \"%s\"", origin(arena, later, later->parent_line), earlier->id);
    else if (list_find(&later->requires, earlier->id) >= 0)
        text_addf(text, "%s: requires = { \"%s\" }", origin(arena, later, later->requires_line), earlier->id);
    else
        text_addf(text, "%s: before = { \"%s\" }", origin(arena, earlier, earlier->before_line), later->id);
}

/* One that `revision` waits for and that was not sorted either: each that is left has one. */
static struct revision *waits_for(const struct revision *revision) {
    for (int i = 0; i < revision->after_count; i++)
        if (revision->after[i]->position < 0)
            return revision->after[i];
    return NULL;
}

static bool fail_cycle(struct revisions *revisions, struct fail *fail) {
    struct revision *at = NULL;
    for (int i = 0; !at && i < revisions->count; i++)
        if (revisions->by_id[i]->position < 0)
            at = revisions->by_id[i];
    /* After as many steps as there are revisions the walk is within a cycle. */
    for (int i = 0; i < revisions->count; i++)
        at = waits_for(at);
    struct text text = text_new(revisions->arena);
    struct revision *first = at;
    do {
        struct revision *earlier = waits_for(at);
        text_add(&text, at == first ? "" : "\n");
        add_reason(&text, at, earlier);
        at = earlier;
    } while (at != first);
    fail_set(fail, EXIT_FAILED,
             waits_for(first) == first ? "a revision waits for itself"
                                       : "revisions wait for each other in a circle");
    fail_detail(fail, "%s", text.data);
    return fail_hint(fail, "take one of these out");
}

/* ---- order ---- */

/* A binary heap of those that are ready. */
struct heap {
    struct revision **items;
    int count;
};

static bool runs_first(const struct revision *a, const struct revision *b) {
    if (is_core(a) != is_core(b))
        return is_core(a);
    return strcmp(a->id, b->id) < 0;
}

static void heap_push(struct heap *heap, struct revision *revision) {
    int at = heap->count++;
    for (int above = (at - 1) / 2; at && runs_first(revision, heap->items[above]); above = (at - 1) / 2) {
        heap->items[at] = heap->items[above];
        at = above;
    }
    heap->items[at] = revision;
}

static struct revision *heap_pop(struct heap *heap) {
    struct revision *first = heap->items[0], *last = heap->items[--heap->count];
    int at = 0;
    for (int below; (below = 2 * at + 1) < heap->count; at = below) {
        if (below + 1 < heap->count && runs_first(heap->items[below + 1], heap->items[below]))
            below++;
        if (!runs_first(heap->items[below], last))
            break;
        heap->items[at] = heap->items[below];
    }
    heap->items[at] = last;
    return first;
}

/* The edges turned round: for each revision (by its place in by_id) those that wait for it. */
struct waiting {
    struct revision **items;
    int *begin; /* count + 1 of them */
    int *open;  /* how many each still waits for */
};

static int place(const struct revisions *revisions, const struct revision *revision) {
    int low = 0, high = revisions->count - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(revisions->by_id[middle]->id, revision->id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct waiting turn_round(struct revisions *revisions) {
    size_t count = (size_t)revisions->count;
    struct waiting waiting = {
        .begin = arena_alloc(revisions->arena, (count + 2) * sizeof *waiting.begin),
        .open = arena_alloc(revisions->arena, (count + 1) * sizeof *waiting.open),
    };
    /* Counted two places ahead, so that filling in leaves begin[i] where it belongs. */
    for (int i = 0; i < revisions->count; i++) {
        struct revision *revision = revisions->by_id[i];
        waiting.open[i] = revision->after_count;
        for (int k = 0; k < revision->after_count; k++)
            waiting.begin[place(revisions, revision->after[k]) + 2]++;
    }
    for (int i = 2; i < revisions->count + 2; i++)
        waiting.begin[i] += waiting.begin[i - 1];
    waiting.items =
        arena_alloc(revisions->arena, ((size_t)waiting.begin[count + 1] + 1) * sizeof *waiting.items);
    for (int i = 0; i < revisions->count; i++) {
        struct revision *revision = revisions->by_id[i];
        for (int k = 0; k < revision->after_count; k++)
            waiting.items[waiting.begin[place(revisions, revision->after[k]) + 1]++] = revision;
    }
    return waiting;
}

bool lineage_sort(struct revisions *revisions, struct fail *fail) {
    struct waiting waiting = turn_round(revisions);
    size_t room = ((size_t)revisions->count + 1) * sizeof(struct revision *);
    struct heap heap = {.items = arena_alloc(revisions->arena, room)};
    for (int i = 0; i < revisions->count; i++)
        if (waiting.open[i] == 0)
            heap_push(&heap, revisions->by_id[i]);
    int position = 0;
    while (heap.count) {
        struct revision *revision = heap_pop(&heap);
        revision->position = position;
        revisions->items[position++] = revision;
        int at = place(revisions, revision);
        for (int i = waiting.begin[at]; i < waiting.begin[at + 1]; i++)
            if (--waiting.open[place(revisions, waiting.items[i])] == 0)
                heap_push(&heap, waiting.items[i]);
    }
    return position == revisions->count ? true : fail_cycle(revisions, fail);
}
