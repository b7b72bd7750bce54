#include "luamig/survey.h"

#include <string.h>

#include "luamig/document.h"
#include "luamig/mark.h"

/* What the ledger is to say: marked[i] belongs to standing.rows[i]. */
enum wish { WISH_NONE, WISH_APPLIED, WISH_NOT_APPLIED };

struct stamp {
    struct command *command;
    const struct survey *survey;
    enum wish *wishes;
    struct mark *marks;
    int count;
};

static enum wish *wish_of(const struct stamp *stamp, const char *id) {
    const struct standing_row *row = standing_find(&stamp->survey->standing, id);
    return row ? &stamp->wishes[row - stamp->survey->standing.rows] : NULL;
}

/* ---- what is to be applied ---- */

/* Rows are in run order, so going backwards meets each before what it needs. */
static void wish_needs(const struct stamp *stamp) {
    const struct standing *standing = &stamp->survey->standing;
    for (int i = standing->count; i-- > 0;) {
        const struct revision *revision = standing->rows[i].revision;
        if (stamp->wishes[i] != WISH_APPLIED || !revision)
            continue;
        for (int k = 0; k < revision->after_count; k++)
            *wish_of(stamp, revision->after[k]->id) = WISH_APPLIED;
    }
}

static void wish_all(const struct stamp *stamp) {
    const struct standing *standing = &stamp->survey->standing;
    for (int i = 0; i < standing->count; i++)
        if (standing->rows[i].revision && survey_shows(stamp->survey, standing->rows[i].owner))
            stamp->wishes[i] = WISH_APPLIED;
    wish_needs(stamp);
}

/* ---- what is not ---- */

static bool needs_unwished(const struct stamp *stamp, const struct standing_row *row) {
    const char *parent = standing_parent(row);
    const struct list *requires = standing_requires(row);
    const enum wish *wish = parent ? wish_of(stamp, parent) : NULL;
    if (wish && *wish == WISH_NOT_APPLIED)
        return true;
    for (int i = 0; i < requires->count; i++) {
        wish = wish_of(stamp, requires->items[i]);
        if (wish && *wish == WISH_NOT_APPLIED)
            return true;
    }
    return false;
}

/* All that require what is not applied; more than one pass only if a vanished file stands out of order. */
static void unwish_users(const struct stamp *stamp) {
    const struct standing *standing = &stamp->survey->standing;
    for (bool again = true; again;) {
        again = false;
        for (int i = 0; i < standing->count; i++)
            if (stamp->wishes[i] != WISH_NOT_APPLIED && needs_unwished(stamp, &standing->rows[i])) {
                stamp->wishes[i] = WISH_NOT_APPLIED;
                again = true;
            }
    }
}

static void wish_base(const struct stamp *stamp) {
    const struct standing *standing = &stamp->survey->standing;
    for (int i = 0; i < standing->count; i++)
        if (survey_shows(stamp->survey, standing->rows[i].owner))
            stamp->wishes[i] = WISH_NOT_APPLIED;
    unwish_users(stamp);
}

static bool wish_target(const struct stamp *stamp, const char *target, struct fail *fail) {
    const struct standing *standing = &stamp->survey->standing;
    struct revision *revision = revisions_resolve(&stamp->survey->revisions, target, fail);
    if (!revision)
        return false;
    if (!survey_shows(stamp->survey, revision->owner)) {
        fail_set(fail, EXIT_USAGE, "%s belongs to %s, not to %s", revision->id, revision->owner,
                 stamp->survey->owner);
        return fail_hint(fail, "leave --custom out: the target says whose it is");
    }
    for (int i = 0; i < standing->count; i++) {
        const struct revision *other = standing->rows[i].revision;
        if (other && strcmp(other->owner, revision->owner) == 0 && other->position > revision->position)
            stamp->wishes[i] = WISH_NOT_APPLIED;
    }
    unwish_users(stamp);
    *wish_of(stamp, revision->id) = WISH_APPLIED;
    wish_needs(stamp);
    return true;
}

/* ---- doing it ---- */

static void find_marks(struct stamp *stamp) {
    const struct standing *standing = &stamp->survey->standing;
    stamp->marks = arena_alloc(stamp->command->arena, ((size_t)standing->count + 1) * sizeof *stamp->marks);
    for (int i = 0; i < standing->count; i++) {
        const struct standing_row *row = &standing->rows[i];
        if (stamp->wishes[i] == WISH_APPLIED && row->state != STANDING_APPLIED)
            stamp->marks[stamp->count++] = (struct mark){MARK_APPLIED, row};
        if (stamp->wishes[i] == WISH_NOT_APPLIED && row->state != STANDING_PENDING)
            stamp->marks[stamp->count++] = (struct mark){MARK_NOT_APPLIED, row};
    }
}

static void print_text(const struct stamp *stamp, bool dry) {
    bool applied = false, other = false;
    for (int i = 0; i < stamp->count; i++) {
        const struct mark *mark = &stamp->marks[i];
        bool now = mark->kind == MARK_APPLIED;
        applied = applied || now;
        other = other || !now;
        output_line("%s%s%s  %s  %s", output_style(now ? STYLE_ADD : STYLE_DROP),
                    now ? "applied    " : "not applied", output_style(STYLE_PLAIN), mark->row->id,
                    mark->row->revision ? mark->row->revision->message : "");
    }
    if (stamp->count == 0)
        output_note("nothing to stamp: the ledger says so already");
    else if (dry)
        output_note("nothing was written: --dry-run");
    if (applied)
        output_note(
            "stamp runs nothing and registers no object: what these revisions would have made is unmanaged "
            "until a revision adopts it");
    if (other)
        output_note("stamp undoes nothing: what these revisions made is still there, and still registered");
}

static void add_ids(struct text *text, const char *key, const struct stamp *stamp, enum mark_kind kind) {
    document_array(text, key);
    for (int i = 0; i < stamp->count; i++)
        if (stamp->marks[i].kind == kind)
            document_string(text, NULL, stamp->marks[i].row->id);
    document_end(text, ']');
}

static void print_json(const struct stamp *stamp, bool dry) {
    struct text text = text_new(stamp->command->arena);
    document_object(&text, NULL);
    document_bool(&text, "dry_run", dry);
    add_ids(&text, "applied", stamp, MARK_APPLIED);
    add_ids(&text, "not_applied", stamp, MARK_NOT_APPLIED);
    document_end(&text, '}');
    output_json(text.data);
}

static bool run(struct stamp *stamp, bool dry, struct fail *fail) {
    const char *target = command_argument(stamp->command, 0);
    const struct survey *survey = stamp->survey;
    stamp->wishes =
        arena_alloc(stamp->command->arena, ((size_t)survey->standing.count + 1) * sizeof *stamp->wishes);
    if (!target)
        wish_all(stamp);
    else if (strcmp(target, "base") == 0)
        wish_base(stamp);
    else if (!wish_target(stamp, target, fail))
        return false;
    find_marks(stamp);
    return dry || stamp->count == 0 ||
           marks_write(stamp->command->arena, survey->link, stamp->command->project->ledger, stamp->marks,
                       stamp->count, fail);
}

int command_stamp(struct command *command, struct fail *fail) {
    struct survey survey = {0};
    bool dry = command_flag(command, "dry-run");
    if (!(dry ? survey_open : survey_open_locked)(command, &survey, fail))
        return fail->code;
    struct stamp stamp = {.command = command, .survey = &survey};
    if (run(&stamp, dry, fail)) {
        if (command->json)
            print_json(&stamp, dry);
        else
            print_text(&stamp, dry);
    }
    survey_close(&survey);
    return fail->code;
}
