#include <string.h>

#include "luamig/command.h"
#include "luamig/comparison.h"
#include "luamig/drift.h"
#include "luamig/fingerprint.h"
#include "luamig/hook.h"
#include "luamig/output.h"
#include "luamig/revision.h"
#include "luamig/seal.h"
#include "luamig/standing.h"

struct checking {
    struct command *command;
    struct link *link;
    struct revisions revisions;
    const char *fingerprint; /* of the catalogs, before they are read */
    struct text json;
    int findings;
    struct graph *catalog; /* which holds the drift; NULL: nothing is managed, or nothing has moved */
    struct drift managed, unmanaged;
};

static void find(struct checking *checking, const char *owner, const char *what, const char *detail) {
    struct text *json = &checking->json;
    text_add(json, checking->findings++ ? ",{\"owner\":" : "{\"owner\":");
    output_json_string(json, owner);
    text_add(json, ",\"finding\":");
    output_json_string(json, what);
    text_add(json, ",\"detail\":");
    output_json_string(json, detail);
    text_add(json, "}");
    output_line("%s%s%s: %s: %s", output_style(STYLE_CHANGE), owner, output_style(STYLE_PLAIN), what, detail);
}

static void check_standing(struct checking *checking, const struct standing *standing, const char *owner) {
    for (int i = 0; i < standing->count; i++) {
        const struct standing_row *row = &standing->rows[i];
        if (owner && strcmp(row->owner, owner) != 0)
            continue;
        if (row->missing)
            find(checking, row->owner, "revision file missing", row->id);
        else if (row->edited)
            find(checking, row->owner, "applied revision edited", row->id);
        else if (row->state != STANDING_APPLIED)
            find(checking, row->owner,
                 row->state == STANDING_PARTLY ? "revision partly applied" : "revision pending", row->id);
    }
}

static void check_drift(struct checking *checking, const char *owner) {
    for (int i = 0; i < checking->managed.count; i++) {
        const struct drift_item *item = &checking->managed.items[i];
        if (!owner || strcmp(item->owner, owner) == 0)
            find(checking, item->owner, "changed by somebody else",
                 arena_printf(checking->command->arena, "%s: %s", item->object, item->detail));
    }
}

/* No finding: luamig leaves them alone, but whoever made them may have meant to say it in a model. */
static void tell_unmanaged(const struct checking *checking) {
    const struct drift *unmanaged = &checking->unmanaged;
    if (unmanaged->count && checking->command->verbose)
        output_line("not managed (luamig changes none of these):");
    for (int i = 0; i < unmanaged->count && checking->command->verbose; i++)
        output_line("  %s", unmanaged->items[i].object);
}

static void check_changes(struct checking *checking, const struct comparison *comparison) {
    const struct plan *plan = &comparison->up;
    struct arena *arena = checking->command->arena;
    for (int i = 0; i < plan->change_count; i++) {
        const struct change *change = plan->changes[i];
        const char *what = !change->now   ? "in the database, no longer declared"
                           : !change->old ? "declared, not in the database"
                                          : "differs from the database";
        const struct object *object = change->now ? change->now : change->old;
        const struct change *parent = object->parent ? object->parent->change : NULL;
        bool said = parent && ((!change->old && !parent->old) || (!change->now && !parent->now));
        bool made_anew = change->old && change->now && !change->fields && !change->renames;
        if (!said && !made_anew)
            find(checking, comparison->owner, what,
                 arena_printf(arena, "%s%s%s", object_title(arena, object), object->origin ? "  " : "",
                              object->origin ? object->origin : ""));
    }
    for (int i = 0; i < comparison->adopted_count; i++)
        find(checking, comparison->owner, "declared and present, but not managed",
             object_title(arena, comparison->adopted[i]));
}

/* Hooks that are in no revision yet. */
static void check_hooks(struct checking *checking, const struct graph *models, const char *owner) {
    for (int i = 0; i < models->hook_count; i++) {
        const struct hook *hook = models->hooks[i];
        if (strcmp(hook->owner, owner) == 0 && !revisions_carrier(&checking->revisions, owner, hook->name))
            find(checking, owner, "declared, in no revision yet",
                 arena_printf(checking->command->arena, "data migration \"%s\"  %s", hook->name,
                              hook->origin));
    }
}

static bool check_owner(struct checking *checking, const char *owner, struct fail *fail) {
    struct project *project = checking->command->project;
    struct seal seal = seal_read(checking->command->arena, project, &checking->revisions, owner,
                                 command_option(checking->command, "database"));
    if (seal_holds(&seal, checking->fingerprint))
        return true;
    struct comparison comparison = {0};
    int before = checking->findings;
    comparison.models = comparison_models(project, fail);
    bool done = comparison.models && comparison_open(&comparison, checking->command, checking->link, owner,
                                                     COMPARE_ADOPT | COMPARE_DRIFT, false, fail);
    if (done)
        check_hooks(checking, comparison.models, owner);
    if (done && !comparison.drift.count)
        check_changes(checking, &comparison);
    if (done && checking->findings == before && !comparison.drift.count && !comparison.stale.count &&
        !comparison.unsettled.count)
        seal_write(&seal, project, checking->fingerprint);
    comparison_close(&comparison);
    return done;
}

/* Of all owners, also of those that are behind their revisions and so are not compared with their models. */
static bool find_drift(struct checking *checking, struct fail *fail) {
    struct command *command = checking->command;
    bool full = command->verbose || command->json;
    if (!full && seals_hold(command->arena, command->project, &checking->revisions,
                            command_option(command, "database"), checking->fingerprint))
        return true;
    checking->catalog =
        drift_read(checking->link, command->project, &checking->managed, &checking->unmanaged, fail);
    return checking->catalog != NULL;
}

static bool check(struct checking *checking, const char *owner, struct fail *fail) {
    struct command *command = checking->command;
    struct ledger ledger = {0};
    struct standing standing = {0};
    checking->link = project_discover(command->project, fail) &&
                             revisions_load(command->project, &checking->revisions, fail)
                         ? command_connect(command, fail)
                         : NULL;
    if (!checking->link ||
        !ledger_read(checking->link, command->project->ledger, command->arena, &ledger, fail))
        return false;
    standing_read(command->arena, command->project, &checking->revisions, &ledger, &standing);
    check_standing(checking, &standing, owner);
    checking->fingerprint = fingerprint_read(checking->link, ledger.exists ? command->project->ledger : NULL,
                                             command->arena, fail);
    if (!checking->fingerprint)
        return false;
    if (ledger.exists && !find_drift(checking, fail))
        return false;
    check_drift(checking, owner);
    for (int i = 0; i < standing.owner_count; i++) {
        const struct standing_owner *one = &standing.owners[i];
        bool behind = one->pending || one->partly || one->missing;
        /* Behind its revisions the database cannot be like the models; an absent owner has none. */
        if ((owner && strcmp(owner, one->name) != 0) || behind || one->absent ||
            (!one->sources && !one->files))
            continue;
        if (!check_owner(checking, one->name, fail))
            return false;
    }
    return true;
}

static void tell(struct checking *checking) {
    text_add(&checking->json, "],\"unmanaged\":[");
    for (int i = 0; i < checking->unmanaged.count; i++) {
        text_add(&checking->json, i ? "," : "");
        output_json_string(&checking->json, checking->unmanaged.items[i].object);
    }
    text_add(&checking->json, "]}");
    if (checking->command->json)
        output_json(checking->json.data);
    if (!checking->findings)
        output_line("models, revisions and database agree");
    tell_unmanaged(checking);
}

int command_check(struct command *command, struct fail *fail) {
    struct checking checking = {.command = command, .json = text_new(command->arena)};
    const char *owner = command_custom(command, fail);
    text_add(&checking.json, "{\"findings\":[");
    bool done = !fail->code && check(&checking, owner, fail);
    if (done)
        tell(&checking);
    graph_free(checking.catalog);
    revisions_close(&checking.revisions);
    link_close(checking.link);
    return done && checking.findings ? EXIT_DIFFERENT : fail->code;
}
