#include "luamig/ordering.h"

struct step *ordering_add_step(struct ordering *ordering, enum verb verb, struct change *change,
                               const struct object *from, const struct object *to) {
    struct step *step = arena_alloc(ordering->arena, sizeof *step);
    *step = (struct step){.verb = verb, .change = change, .from = from, .to = to};
    step->number = ordering->count;
    ordering->steps =
        arena_grow(ordering->arena, ordering->steps, (size_t)ordering->count, sizeof *ordering->steps);
    ordering->steps[ordering->count++] = step;
    return step;
}

void ordering_add_edge(struct ordering *ordering, struct step *before, struct step *after,
                       enum strength strength) {
    if (!before || !after || before == after)
        return;
    size_t count = (size_t)after->before_count;
    after->before = arena_grow(ordering->arena, after->before, count, sizeof *after->before);
    after->before[after->before_count++] = (struct edge){before, strength};
}

/* ---- cycles ---- */

struct walk {
    struct ordering *ordering;
    enum strength level;
    int *index, *low, *stack;
    bool *on_stack;
    int next, top, components;
};

/* Does the edge count at this level? Those of weaker levels were weighed before. */
static bool counts(const struct edge *edge, enum strength level) {
    return edge->strength <= level;
}

/* Tarjan's strongly connected components. */
static void connect(struct walk *walk, int v) {
    struct step *step = walk->ordering->steps[v];
    walk->index[v] = walk->low[v] = ++walk->next;
    walk->stack[walk->top++] = v;
    walk->on_stack[v] = true;
    for (int i = 0; i < step->before_count; i++) {
        if (!counts(&step->before[i], walk->level))
            continue;
        int w = step->before[i].step->number;
        if (!walk->index[w]) {
            connect(walk, w);
            if (walk->low[w] < walk->low[v])
                walk->low[v] = walk->low[w];
        } else if (walk->on_stack[w] && walk->index[w] < walk->low[v]) {
            walk->low[v] = walk->index[w];
        }
    }
    if (walk->low[v] != walk->index[v])
        return;
    int w;
    do {
        w = walk->stack[--walk->top];
        walk->on_stack[w] = false;
        walk->ordering->component[w] = walk->components;
    } while (w != v);
    walk->components++;
}

static void find_components(struct ordering *ordering, enum strength level) {
    size_t count = (size_t)ordering->count + 1;
    struct arena *scratch = arena_new();
    struct walk walk = {
        .ordering = ordering,
        .level = level,
        .index = arena_alloc(scratch, count * sizeof(int)),
        .low = arena_alloc(scratch, count * sizeof(int)),
        .stack = arena_alloc(scratch, count * sizeof(int)),
        .on_stack = arena_alloc(scratch, count * sizeof(bool)),
    };
    ordering->component = arena_alloc(ordering->arena, count * sizeof(int));
    for (int i = 0; i < ordering->count; i++)
        if (!walk.index[i])
            connect(&walk, i);
    arena_free(scratch);
}

/* Drops the edges of that strength whose ends lie in one component. */
static void weed(struct ordering *ordering, enum strength level) {
    find_components(ordering, level);
    for (int i = 0; i < ordering->count; i++) {
        struct step *step = ordering->steps[i];
        int kept = 0;
        for (int k = 0; k < step->before_count; k++) {
            struct edge edge = step->before[k];
            bool within = ordering->component[edge.step->number] == ordering->component[i];
            if (edge.strength != level || !within)
                step->before[kept++] = edge;
        }
        step->before_count = kept;
    }
}

/* A rename in a cycle goes by a temporary name: it vacates the old one first and takes the new one later. */
static bool break_rename(struct ordering *ordering) {
    for (int i = 0; i < ordering->count; i++) {
        struct step *step = ordering->steps[i];
        bool in_cycle = false;
        for (int k = 0; k < step->before_count; k++)
            in_cycle |= ordering->component[step->before[k].step->number] == ordering->component[i];
        if (!in_cycle || step->verb != VERB_RENAME || step->change->away == step)
            continue;
        struct step *first = ordering_add_step(ordering, VERB_RENAME, step->change, step->from, step->to);
        first->name = arena_printf(ordering->arena, "%.55s__moving", step->change->now->name);
        for (int k = 0; k < ordering->count; k++)
            for (int e = 0; e < ordering->steps[k]->before_count; e++) {
                struct edge *edge = &ordering->steps[k]->before[e];
                if (edge->step == step && ordering->steps[k]->change != step->change &&
                    ordering->component[ordering->steps[k]->number] == ordering->component[i])
                    edge->step = first;
            }
        ordering_add_edge(ordering, first, step, KNOWN);
        return true;
    }
    return false;
}

static bool has_cycle(struct ordering *ordering, const struct step **in) {
    find_components(ordering, KNOWN);
    for (int i = 0; i < ordering->count; i++)
        for (int k = 0; k < ordering->steps[i]->before_count; k++)
            if (ordering->steps[i]->before[k].strength == KNOWN &&
                ordering->component[ordering->steps[i]->before[k].step->number] == ordering->component[i]) {
                *in = ordering->steps[i];
                return true;
            }
    return false;
}

static bool break_cycles(struct ordering *ordering, struct fail *fail) {
    const struct step *in = NULL;
    while (has_cycle(ordering, &in)) {
        if (break_rename(ordering))
            continue;
        struct text text = text_new(ordering->arena);
        for (int i = 0; i < ordering->count; i++)
            if (ordering->component[i] == ordering->component[in->number]) {
                const struct step *step = ordering->steps[i];
                static const char *const verbs[] = {"create", "alter", "drop", "rename"};
                text_addf(&text, "%s%s %s", text.size ? ", " : "", verbs[step->verb],
                          object_title(ordering->arena, step->to ? step->to : step->from));
            }
        fail_set(fail, EXIT_FAILED, "these changes wait for each other: %s", text.data);
        return fail_hint(
            fail, "make them in two revisions: change a part of the models, `luamig create`, then the rest");
    }
    return true;
}

/* ---- the walk ---- */

static void visit(struct ordering *ordering, struct step *step) {
    if (step->place)
        return;
    step->place = -1;
    for (int i = 0; i < step->before_count; i++)
        visit(ordering, step->before[i].step);
    struct plan *plan = ordering->plan;
    plan->steps = arena_grow(ordering->arena, plan->steps, (size_t)plan->step_count, sizeof *plan->steps);
    plan->steps[plan->step_count++] = step;
    step->place = plan->step_count;
}

/* Renames first, then what is new, what changes, and what goes; each in the order of the models. */
static void walk_all(struct ordering *ordering) {
    static const enum verb turns[] = {VERB_RENAME, VERB_CREATE, VERB_ALTER, VERB_DROP};
    for (size_t turn = 0; turn < sizeof turns / sizeof *turns; turn++)
        for (int i = 0; i < ordering->count; i++)
            if (ordering->steps[i]->verb == turns[turn])
                visit(ordering, ordering->steps[i]);
}

bool ordering_walk(struct ordering *ordering, struct fail *fail) {
    if (!break_cycles(ordering, fail))
        return false;
    for (enum strength level = EXPRESSION; level <= WISH; level++)
        weed(ordering, level);
    walk_all(ordering);
    return true;
}
