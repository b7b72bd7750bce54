#include "luamig/stale.h"

#include <string.h>

#include "luamig/checksum.h"
#include "luamig/hook.h"
#include "luamig/phase.h"

struct freezing {
    const struct phase *phase;
    const char *text; /* out, the box's */
};

static int freeze(lua_State *L) {
    struct freezing *freezing = lua_touserdata(L, 1);
    phase_push_function(L, freezing->phase);
    freezing->text = hook_freeze(L, -1);
    return 0;
}

/* NULL where the revision's copy was changed by hand so that it leans on the rest of its file. */
static const char *carried_text(struct revision *revision, const struct phase *phase) {
    struct freezing freezing = {.phase = phase};
    struct fail none = {0};
    lua_State *L = box_state(revision->box);
    lua_pushcfunction(L, freeze);
    lua_pushlightuserdata(L, &freezing);
    if (!box_call(revision->box, 1, 0, &none))
        freezing.text = NULL;
    fail_clear(&none);
    return freezing.text;
}

static bool has_checksum(struct arena *arena, const char *text, char checksum[CHECKSUM_ROOM]) {
    struct tokens tokens;
    if (!text || !tokens_read(arena, text, strlen(text), &tokens))
        return false;
    checksum_tokens(&tokens, checksum);
    return true;
}

static bool are_same(struct arena *arena, const char *text, const char *other) {
    char one[CHECKSUM_ROOM], two[CHECKSUM_ROOM];
    return has_checksum(arena, text, one) && has_checksum(arena, other, two) && strcmp(one, two) == 0;
}

/* A direction that the model does not give is the revision's own business. */
static bool is_stale(struct arena *arena, struct revision *revision, const struct hook *hook,
                     enum direction direction) {
    const char *text = direction == DIRECTION_UP ? hook->up : hook->down;
    int count;
    const struct phase *phases = phases_read(arena, revision, direction, &count);
    for (int i = 0; text && i < count; i++)
        if (phases[i].name && strcmp(phases[i].name, hook->name) == 0)
            return !are_same(arena, text, carried_text(revision, &phases[i]));
    return false;
}

bool stale_find(struct arena *arena, const struct graph *models, const struct revisions *revisions,
                struct stales *stales, struct fail *fail) {
    *stales = (struct stales){0};
    for (int i = 0; i < models->hook_count; i++) {
        const struct hook *hook = models->hooks[i];
        struct revision *revision = revisions_carrier(revisions, hook->owner, hook->name);
        if (!revision)
            continue;
        if (!revision_open(revision, fail))
            return false;
        if (is_stale(arena, revision, hook, DIRECTION_UP) ||
            is_stale(arena, revision, hook, DIRECTION_DOWN)) {
            stales->items = arena_grow(arena, stales->items, (size_t)stales->count, sizeof *stales->items);
            stales->items[stales->count++] = (struct stale){hook, revision};
        }
        revision_close(revision);
    }
    return true;
}
