#include "luamig/rehearsal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "luamig/file.h"
#include "luamig/op.h"

/* One phase while it is called. */
struct rehearsing {
    struct arena *arena;
    const struct project *project;
    const struct phase *phase;
    struct rehearsed_phase *rehearsed;
};

static void take_statement(void *context, lua_State *L, const char *sql, bool alone, const char *origin) {
    struct rehearsing *rehearsing = context;
    list_add(rehearsing->arena, &rehearsing->rehearsed->statements, arena_copy(rehearsing->arena, sql));
}

static void take_event(void *context, lua_State *L, const char *json) {
}

static int call(lua_State *L) {
    struct rehearsing *rehearsing = lua_touserdata(L, 1);
    struct op_sink sink = {.context = rehearsing, .statement = take_statement, .event = take_event};
    phase_push_function(L, rehearsing->phase);
    op_push(L, &sink, rehearsing->project->schema);
    lua_call(L, 1, 0);
    op_flush(L, &sink);
    return 0;
}

static bool call_phase(struct rehearsing *rehearsing, struct fail *fail) {
    struct box *box = rehearsing->phase->revision->box;
    lua_State *L = box_state(box);
    lua_pushcfunction(L, call);
    lua_pushlightuserdata(L, rehearsing);
    return box_call(box, 1, 0, fail);
}

static bool call_all(struct rehearsal *rehearsal, struct arena *arena, const struct project *project,
                     struct revision *revision, struct fail *fail) {
    struct phase *phases = phases_read(arena, revision, DIRECTION_UP, &rehearsal->count);
    rehearsal->phases = arena_alloc(arena, ((size_t)rehearsal->count + 1) * sizeof *rehearsal->phases);
    for (int i = 0; i < rehearsal->count; i++) {
        struct rehearsed_phase *rehearsed = &rehearsal->phases[i];
        *rehearsed =
            (struct rehearsed_phase){.kind = phases[i].kind, .hook = phases[i].hook ? phases[i].name : NULL};
        struct rehearsing rehearsing = {arena, project, &phases[i], rehearsed};
        if (!phases[i].hook && !call_phase(&rehearsing, fail))
            return false;
    }
    return true;
}

/* Revisions are read from files. */
bool rehearse(struct rehearsal *rehearsal, struct arena *arena, struct project *project, const char *id,
              const char *text, struct fail *fail) {
    const char *temporary = getenv("TMPDIR");
    char *folder = arena_printf(arena, "%s/luamig-XXXXXX", temporary && *temporary ? temporary : "/tmp");
    if (!mkdtemp(folder))
        return fail_set(fail, EXIT_FAILED, "cannot make a folder %s: %s", folder, strerror(errno));
    const char *path = arena_printf(arena, "%s/%s.lua", folder, id);
    struct revision revision = {0};
    bool done = file_write(path, text, false, fail) && revision_read(arena, project, path, &revision, fail) &&
                revision_open(&revision, fail) && call_all(rehearsal, arena, project, &revision, fail);
    revision_close(&revision);
    unlink(path);
    rmdir(folder);
    return done;
}
