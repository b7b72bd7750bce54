#include "luamig/route.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/standing.h"

static bool is_partly(const struct applied *applied, const char *direction) {
    return applied && strcmp(applied->state, direction) == 0;
}

int route_first_phase(const struct revision *revision, enum direction direction,
                      const struct ledger *ledger) {
    const struct applied *applied = ledger_find(ledger, revision->id);
    bool up = direction == DIRECTION_UP;
    if (is_partly(applied, up ? "up" : "down"))
        return applied->phase;
    if (is_partly(applied, up ? "down" : "up"))
        return up || revision->downs != revision->ups ? -1 : revision->downs - applied->phase;
    bool done = up ? applied != NULL : applied == NULL;
    return done ? (up ? revision->ups : revision->downs) : 0;
}

bool route_turns(const struct revision *revision, enum direction direction, const struct ledger *ledger) {
    return direction == DIRECTION_DOWN && is_partly(ledger_find(ledger, revision->id), "up");
}

/* "+3" and "-1": false if the text is none. */
static bool read_count(const char *text, char sign, int *count) {
    char *end;
    if (!text || *text != sign || text[1] < '0' || text[1] > '9')
        return false;
    *count = (int)strtol(text + 1, &end, 10);
    return *end == '\0' && *count > 0;
}

static bool is_of(const char *owner, const char *wanted) {
    return !wanted || strcmp(owner, wanted) == 0;
}

static void add(struct route *route, struct revision *revision) {
    route->items[route->count++] = revision;
}

/* ---- upgrade ---- */

/* What has to come before what is wanted is wanted, too; it stands earlier in run order. */
static void want_needs(const struct revisions *revisions, bool *wanted) {
    for (int i = revisions->count - 1; i >= 0; i--) {
        const struct revision *revision = revisions->items[i];
        for (int k = 0; wanted[i] && k < revision->after_count; k++)
            wanted[revision->after[k]->position] = true;
    }
}

static bool is_pending(const struct ledger *ledger, const struct revision *revision) {
    const struct applied *applied = ledger_find(ledger, revision->id);
    return !applied || strcmp(applied->state, "applied") != 0;
}

static bool want(const struct revisions *revisions, const struct ledger *ledger, const char *target,
                 const char *owner, bool *wanted, struct fail *fail) {
    int count = revisions->count;
    if (target && *target == '+' && !read_count(target, '+', &count)) {
        fail_set(fail, EXIT_USAGE, "'%s' is no number of revisions", target);
        return fail_hint(fail, "luamig upgrade +1 runs the next one");
    }
    if (target && *target != '+') {
        const struct revision *revision = revisions_resolve(revisions, target, fail);
        if (!revision)
            return false;
        if (!is_of(revision->owner, owner))
            return fail_set(fail, EXIT_USAGE, "%s belongs to %s, not to %s", revision->id, revision->owner,
                            owner);
        wanted[revision->position] = true;
        return true;
    }
    for (int i = 0; i < revisions->count && count > 0; i++)
        if (is_of(revisions->items[i]->owner, owner) && is_pending(ledger, revisions->items[i])) {
            wanted[i] = true;
            count--;
        }
    return true;
}

static bool fail_half_undone(const struct revision *revision, const struct applied *applied,
                             struct fail *fail) {
    fail_at(fail, revision->shown, "is partly undone: %d of its %d phases down are done", applied->phase,
            revision->downs);
    return fail_hint(fail, "finish that first: luamig downgrade %s",
                     revision->parent ? revision->parent : "base");
}

bool route_up(struct arena *arena, const struct project *project, const struct revisions *revisions,
              const struct ledger *ledger, const char *target, const char *owner, struct route *route,
              struct fail *fail) {
    struct standing standing;
    standing_read(arena, project, revisions, ledger, &standing);
    if (!standing_check(&standing, owner, fail) || (owner && !standing_check(&standing, "core", fail)))
        return false;
    size_t count = (size_t)revisions->count + 1;
    bool *wanted = arena_alloc(arena, count * sizeof *wanted);
    *route =
        (struct route){.direction = DIRECTION_UP, .items = arena_alloc(arena, count * sizeof *route->items)};
    if (!want(revisions, ledger, target, owner, wanted, fail))
        return false;
    want_needs(revisions, wanted);
    for (int i = 0; i < revisions->count; i++) {
        struct revision *revision = revisions->items[i];
        if (!wanted[i] || !is_pending(ledger, revision))
            continue;
        const struct applied *applied = ledger_find(ledger, revision->id);
        if (is_partly(applied, "down"))
            return fail_half_undone(revision, applied, fail);
        add(route, revision);
    }
    return true;
}

/* ---- downgrade: `chosen` goes by the ledger's order ---- */

struct choice {
    const struct ledger *ledger;
    bool *chosen;
};

static bool is_chosen(const struct choice *choice, const char *id) {
    const struct applied *applied = id ? ledger_find(choice->ledger, id) : NULL;
    return applied && choice->chosen[applied - choice->ledger->items];
}

/* Which of what was chosen this one needs; NULL: none. */
static const char *chosen_need(const struct choice *choice, const struct applied *applied) {
    if (is_chosen(choice, applied->parent))
        return applied->parent;
    for (int i = 0; i < applied->requires.count; i++)
        if (is_chosen(choice, applied->requires.items[i]))
    return applied->requires.items[i];
    return NULL;
}

static void choose_last(struct choice *choice, int count, const char *owner) {
    for (int i = choice->ledger->count - 1; i >= 0 && count > 0; i--)
        if (is_of(choice->ledger->items[i].owner, owner)) {
            choice->chosen[i] = true;
            count--;
        }
}

/* Those of its owner that came after it, and all that need those. */
static bool choose_after(struct choice *choice, const struct revisions *revisions, const char *target,
                         struct fail *fail) {
    const struct revision *revision = revisions_resolve(revisions, target, fail);
    if (!revision)
        return false;
    const struct applied *applied = ledger_find(choice->ledger, revision->id);
    if (!applied || is_partly(applied, "down")) {
        fail_set(fail, EXIT_FAILED, "%s is not applied", revision->id);
        return fail_hint(
            fail, "the target is the revision that shall be the last one of its owner; -1 and base are "
                  "the others that there are");
    }
    for (int i = 0; i < choice->ledger->count; i++) {
        const struct applied *other = &choice->ledger->items[i];
        const struct revision *file = revisions_find(revisions, other->id);
        if (strcmp(other->owner, revision->owner) == 0 && file && file->position > revision->position)
            choice->chosen[i] = true;
    }
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < choice->ledger->count; i++)
            if (!choice->chosen[i] && chosen_need(choice, &choice->ledger->items[i]))
                more = choice->chosen[i] = true;
    }
    return true;
}

static bool choose(struct choice *choice, const struct revisions *revisions, const char *target,
                   const char *owner, struct fail *fail) {
    int count;
    if (strcmp(target, "base") == 0)
        choose_last(choice, choice->ledger->count, owner);
    else if (read_count(target, '-', &count))
        choose_last(choice, count, owner);
    else if (*target == '-')
        return fail_set(fail, EXIT_USAGE, "'%s' is no number of revisions", target);
    else if (!choose_after(choice, revisions, target, fail))
        return false;
    for (int i = 0; i < choice->ledger->count; i++)
        if (!is_of(choice->ledger->items[i].owner, owner))
            choice->chosen[i] = false;
    return true;
}

/* Nothing that stays may need what goes. */
static bool check_needs(const struct choice *choice, struct fail *fail) {
    for (int i = 0; i < choice->ledger->count; i++) {
        const struct applied *applied = &choice->ledger->items[i];
        const char *need = choice->chosen[i] ? NULL : chosen_need(choice, applied);
        if (need) {
            fail_set(fail, EXIT_FAILED, "%s cannot be undone: %s, which stays, needs it", need, applied->id);
            return fail_hint(fail, "undo that one, too: leave --custom out");
        }
    }
    return true;
}

/* Half way up, the way back begins with what undoes the phase that was finished last. That has to be there, and the
 * phase behind it must have left nothing: one transaction is all or nothing, batches are not. */
static bool check_turn(const struct applied *applied, struct revision *revision, struct fail *fail) {
    if (!revision_open(revision, fail))
        return false;
    int count;
    struct arena *arena = arena_new();
    const struct phase *phases = phases_read(arena, revision, DIRECTION_UP, &count);
    bool whole = applied->phase < count && phases[applied->phase].kind == PHASE_TRANSACTION;
    arena_free(arena);
    revision_close(revision);
    if (whole && revision->ups == revision->downs)
        return true;
    fail_at(fail, revision->shown, "is partly applied: %d of its %d phases are done, and %s", applied->phase,
            revision->ups,
            whole ? "its down, which has another number of phases, cannot begin in the middle"
                  : "the next one may have left something behind");
    return fail_hint(fail, "finish it first, and undo it then: luamig upgrade");
}

static bool check_file(const struct applied *applied, struct revision *revision, struct fail *fail) {
    if (!revision) {
        fail_set(fail, EXIT_FAILED, "%s cannot be undone: its file is not there", applied->id);
        return fail_hint(fail, "bring it back, for example from git");
    }
    if (!revision->downs) {
        fail_at(fail, revision->shown, "cannot be undone: it has no down");
        return fail_hint(fail, "write one, and accept the edited file: luamig repair");
    }
    return !is_partly(applied, "up") || check_turn(applied, revision, fail);
}

static int compare_positions(const void *a, const void *b) {
    return (*(struct revision *const *)b)->position - (*(struct revision *const *)a)->position;
}

bool route_down(struct arena *arena, const struct project *project, const struct revisions *revisions,
                const struct ledger *ledger, const char *target, const char *owner, struct route *route,
                struct fail *fail) {
    size_t count = (size_t)ledger->count + 1;
    struct choice choice = {ledger, arena_alloc(arena, count * sizeof(bool))};
    struct standing standing;
    standing_read(arena, project, revisions, ledger, &standing);
    *route = (struct route){.direction = DIRECTION_DOWN,
                            .items = arena_alloc(arena, count * sizeof *route->items)};
    if (!choose(&choice, revisions, target, owner, fail) || !check_needs(&choice, fail))
        return false;
    for (int i = 0; i < ledger->count; i++) {
        const struct applied *applied = &ledger->items[i];
        struct revision *revision = revisions_find(revisions, applied->id);
        if (!choice.chosen[i])
            continue;
        if (!check_file(applied, revision, fail) || !standing_check(&standing, applied->owner, fail))
            return false;
        add(route, revision);
    }
    qsort(route->items, (size_t)route->count, sizeof *route->items, compare_positions);
    return true;
}
