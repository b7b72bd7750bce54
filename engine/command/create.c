#include <string.h>

#include "luamig/command.h"
#include "luamig/comparison.h"
#include "luamig/field.h"
#include "luamig/fingerprint.h"
#include "luamig/hook.h"
#include "luamig/literal.h"
#include "luamig/nearest.h"
#include "luamig/output.h"
#include "luamig/phase.h"
#include "luamig/revision_file.h"
#include "luamig/seal.h"
#include "luamig/standing.h"
#include "luamig/type.h"
#include "luamig/write.h"

struct creation {
    struct command *command;
    const char *owner, *message;
    struct link *link;
    const char *fingerprint; /* of the catalogs, before they are read */
    struct revisions revisions;
    struct comparison comparison;
    struct hook **hooks; /* that no revision carries yet */
    int hook_count;
    struct revision_file file;
};

static const char *org_of(const char *owner) {
    const char *slash = strchr(owner, '/');
    return slash ? slash + 1 : NULL;
}

/* ---- before anything is compared ---- */

static bool check_pending(struct creation *creation, const struct standing *standing, const char *owner,
                          struct fail *fail) {
    const struct standing_owner *where = standing_owner(standing, owner);
    int behind = where ? where->pending + where->partly : 0;
    if (!behind)
        return true;
    fail_set(fail, EXIT_FAILED, "the database is behind: %d %s of %s not applied", behind,
             behind == 1 ? "revision" : "revisions",
             arena_printf(creation->command->arena, "%s %s", owner, behind == 1 ? "is" : "are"));
    return fail_hint(fail, "first: luamig upgrade");
}

static bool check_standing(struct creation *creation, struct fail *fail) {
    struct ledger ledger = {0};
    struct standing standing = {0};
    struct project *project = creation->command->project;
    if (!ledger_read(creation->link, project->ledger, creation->command->arena, &ledger, fail))
        return false;
    standing_read(creation->command->arena, project, &creation->revisions, &ledger, &standing);
    if (!standing_check(&standing, creation->owner, fail) ||
        !check_pending(creation, &standing, creation->owner, fail) ||
        !check_pending(creation, &standing, "core", fail))
        return false;
    creation->fingerprint = fingerprint_read(creation->link, ledger.exists ? project->ledger : NULL,
                                             creation->command->arena, fail);
    return creation->fingerprint != NULL;
}

/* ---- what it destroys ---- */

static const char *allowed(const struct command *command, const char *hazard) {
    for (int i = 0; i < command->option_names.count; i++) {
        const char *value = command->option_values.items[i];
        size_t size = strlen(hazard);
        if (strcmp(command->option_names.items[i], "allow") == 0 && strncmp(value, hazard, size) == 0 &&
            (value[size] == '\0' || value[size] == '='))
            return value[size] ? value + size + 1 : "";
    }
    return NULL;
}

static bool check_hazards(const struct command *command, struct fail *fail) {
    static const char *const hazards[] = {"deletes_data"};
    for (int i = 0; i < command->option_names.count; i++) {
        const char *value = command->option_values.items[i];
        if (strcmp(command->option_names.items[i], "allow") != 0)
            continue;
        const char *name = arena_copy_bytes(command->arena, value, strcspn(value, "="));
        if (strcmp(name, hazards[0]) == 0)
            continue;
        fail_set(fail, EXIT_USAGE, "there is no hazard '%s'", name);
        const char *near = nearest(name, hazards, 1);
        return fail_hint(fail, near ? "did you mean --allow %s?" : "the one that can be allowed is %s",
                         hazards[0]);
    }
    return true;
}

/* How many rows PostgreSQL believes the table has; NULL: it has never counted. */
static const char *rows_of(struct creation *creation, const struct object *object, struct fail *fail) {
    while (object->parent && !object->parent->kind->names_others)
        object = object->parent;
    struct text name = text_new(creation->command->arena);
    object_add_reference(&name, object);
    const char *values[] = {name.data, creation->command->project->schema};
    struct rows *rows = link_query(creation->link,
                                   "SELECT CASE WHEN reltuples < 0 THEN 'an unknown number of' ELSE"
                                   " 'about ' || reltuples::bigint END || ' rows, ' ||"
                                   " pg_size_pretty(pg_total_relation_size(oid)) FROM pg_class"
                                   " WHERE oid = to_regclass(CASE WHEN strpos($1, '.') > 0 THEN $1"
                                   "             ELSE quote_ident($2) || '.' || $1 END)",
                                   2, values, fail);
    const char *answer = rows && rows_count(rows)
                             ? arena_copy(creation->command->arena, rows_value(rows, 0, 0))
                             : "rows unknown";
    rows_free(rows);
    return answer;
}

/* A table made anew loses its rows; a column made anew is one whose values are computed. */
static bool is_lost(const struct change *change) {
    const struct object *old = change->old;
    bool goes = old && (!change->now ||
                        (change->remake == REMAKE && (!old->parent || old->parent->kind->names_others)));
    if (!goes || !old->kind->holds_data || change->taken_by)
        return false;
    if (old->kind->is_hollow && old->kind->is_hollow(old))
        return false;
    const struct object *parent = change->old->parent;
    bool with_parent = parent && !parent->kind->names_others && parent->change && !parent->change->now;
    return !with_parent; /* which is said, or nothing can be of its type any more */
}

static bool check_losses(struct creation *creation, struct fail *fail) {
    struct arena *arena = creation->command->arena;
    const struct plan *plan = &creation->comparison.up;
    struct text text = text_new(arena), reason = text_new(arena);
    for (int i = 0; i < plan->change_count; i++) {
        const struct change *change = plan->changes[i];
        if (!is_lost(change))
            continue;
        const char *title = object_title(arena, change->old);
        text_addf(&text, "%s%s (%s)", text.size ? "\n" : "", title, rows_of(creation, change->old, fail));
        text_addf(&reason, "%s%s", reason.size ? ", " : "drops ", title);
    }
    if (!text.size)
        return !fail->code;
    const char *given = allowed(creation->command, "deletes_data");
    if (given) {
        list_add(arena, &creation->file.head.allow, "deletes_data");
        list_add(arena, &creation->file.head.reasons, *given ? given : reason.data);
        return !fail->code;
    }
    fail_set(fail, EXIT_FAILED, "this revision would delete data");
    fail_detail(fail, "%s", text.data);
    const char *org = org_of(creation->owner);
    return fail_hint(fail, "if that is meant: luamig create \"%s\"%s%s --allow deletes_data",
                     creation->message, org ? " --custom " : "", org ? org : "");
}

/* ---- likely renames ---- */

static bool alike(const struct object *old, const struct object *now) {
    if (old->kind != now->kind || (old->parent && old->parent->twin != now->parent))
        return false;
    int same = 0, all = 0;
    for (int i = 0; i < now->kid_count; i++) {
        const struct object *kid = now->kids[i];
        all += kid->kind->key && *kid->kind->key == '#';
        same += kid->kind->key && *kid->kind->key == '#' && object_kid(old, kid->kind, kid->name);
    }
    if (all)
        return same * 2 >= all;
    const struct field *first = &now->kind->fields[0];
    struct arena *arena = arena_new();
    bool same_type = first->shape == SHAPE_TYPE && field_text(old, first) && field_text(now, first) &&
                     strcmp(type_canonical(arena, field_text(old, first)),
                            type_canonical(arena, field_text(now, first))) == 0;
    arena_free(arena);
    return same_type;
}

static void hint_renames(const struct creation *creation) {
    const struct plan *plan = &creation->comparison.up;
    for (int i = 0; i < plan->change_count; i++) {
        const struct change *gone = plan->changes[i];
        if (!gone->old || gone->now || !gone->old->kind->holds_data)
            continue;
        for (int k = 0; k < plan->change_count; k++) {
            const struct change *come = plan->changes[k];
            if (come->old || !come->now || !alike(gone->old, come->now))
                continue;
            struct arena *arena = creation->command->arena;
            struct text name = text_new(arena);
            literal_string(&name, gone->old->name, strlen(gone->old->name));
            output_warning("%s: if %s is %s renamed, say so: renamed_from = %s", come->now->origin,
                           object_title(arena, come->now), object_title(arena, gone->old), name.data);
        }
    }
}

/* ---- what may fail over the rows ---- */

/* NOT NULL, on a table that is there, and nothing that fills it. */
static bool is_unfilled(const struct object *object) {
    if (!object->parent || !object->parent->twin || object->kid_count)
        return false;
    bool tight = false;
    for (const struct field *field = object->kind->fields; field->name; field++) {
        if (((field->rule & LITERAL) && !(field->rule & HINT) && !field_is_default(object, field)) ||
            ((field->rule & RECREATE) && !field_is_default(object, field)))
            return false;
        tight |= (field->rule & TIGHTENS) && !field_is_default(object, field);
    }
    return tight;
}

static void warn_unfilled(const struct creation *creation) {
    const struct plan *plan = &creation->comparison.up;
    for (int i = 0; i < plan->change_count && !creation->hook_count; i++) {
        const struct change *change = plan->changes[i];
        if (change->now && !change->old && is_unfilled(change->now))
            output_warning(
                "%s: %s is NOT NULL and nothing fills it: upgrade fails if the table has rows; give it a "
                "default, or a data_migration that fills it",
                change->now->origin, object_title(creation->command->arena, change->now));
    }
}

/* ---- the text ---- */

/* Adoptions come first: op.adopt only registers. What hangs on an adopted table stands in its body. */
static void write_adoptions(struct creation *creation, struct script *script) {
    struct comparison *comparison = &creation->comparison;
    struct arena *arena = comparison->models->arena;
    struct list lines = {0};
    bool *adopted = arena_alloc(arena, (size_t)comparison->models->count * sizeof *adopted);
    for (int i = 0; i < comparison->adopted_count; i++) {
        struct object *object = comparison->adopted[i];
        adopted[object->number] = true;
        object->folded = object->parent && adopted[object->parent->number] && !object->kind->own_text;
    }
    for (int i = 0; i < comparison->adopted_count; i++) {
        struct object *object = comparison->adopted[i];
        if (object->folded)
            continue;
        struct text line = text_new(arena), body = text_new(arena);
        struct writer writer = {.text = &line, .arena = arena, .indent = 4};
        text_addf(&line, "op.adopt(\"%s\", ", object->kind->name);
        struct text arguments = text_new(arena);
        writer.text = &arguments;
        write_create_identity(&writer, object);
        text_add(&line, arguments.data);
        writer.text = &body;
        write_body(&writer, object);
        if (strcmp(body.data, "{}") != 0)
            text_addf(&line, ", %s", body.data);
        text_add(&line, ")");
        list_add(arena, &lines, line.data);
    }
    if (!lines.count)
        return;
    if (!script->count || script->phases[0].kind != SCRIPT_TRANSACTION) {
        struct script_phase *phases = arena_alloc(arena, ((size_t)script->count + 1) * sizeof *phases);
        if (script->count)
            memcpy(phases + 1, script->phases, (size_t)script->count * sizeof *phases);
        phases[0] = (struct script_phase){.kind = SCRIPT_TRANSACTION};
        script->phases = phases;
        script->count++;
    }
    for (int i = 0; i < script->phases[0].lines.count; i++)
        list_add(arena, &lines, script->phases[0].lines.items[i]);
    script->phases[0].lines = lines;
    for (int i = 0; i < comparison->adopted_count; i++)
        comparison->adopted[i]->folded = false;
}

/* `upgrade` refuses what may hold data and is dropped without a word of it. Here nobody has to be asked: a partitioned
 * table's rows are its partitions', a column that is made anew is computed. */
static void allow_hollow(struct creation *creation, const struct script *up) {
    struct arena *arena = creation->command->arena;
    struct revision_head *head = &creation->file.head;
    if (!up->drops.count || head->allow.count)
        return;
    struct text reason = text_new(arena);
    for (int i = 0; i < up->drops.count; i++)
        text_addf(&reason, "%s%s", i ? ", " : "nothing is stored in ", up->drops.items[i]);
    text_add(&reason, " itself");
    list_add(arena, &head->allow, "deletes_data");
    list_add(arena, &head->reasons, reason.data);
}

static bool write_text(struct creation *creation, struct fail *fail) {
    struct comparison *comparison = &creation->comparison;
    struct script up, down;
    script_write(&up, &comparison->up, creation->hooks, creation->hook_count, false);
    write_adoptions(creation, &up);
    if (!comparison_plan_down(comparison, fail))
        return false;
    script_write(&down, &comparison->down, creation->hooks, creation->hook_count, true);
    allow_hollow(creation, &up);
    creation->file.text = script_revision(creation->command->arena, &creation->file.head, &up, &down);
    return true;
}

/* ---- what is told ---- */

struct line {
    char sign;
    const struct object *object;
};

/* Each change that is a thought of its own: a column of a new table is none. */
static bool line_of(const struct change *change, struct line *line) {
    const struct object *object = change->now ? change->now : change->old;
    const struct change *parent = object->parent ? object->parent->change : NULL;
    if (!change->now)
        *line = (struct line){'-', change->old};
    else if (!change->old)
        *line = (struct line){'+', change->now};
    else
        *line = (struct line){'~', change->now};
    bool said = parent && !object->kind->own_text &&
                ((line->sign == '+' && !parent->old) || (line->sign == '-' && !parent->now));
    bool made_anew = change->old && change->now && !change->fields && !change->renames;
    return !said && !made_anew && !(change->taken_by) && !(line->sign == '-' && parent && !parent->now);
}

static void tell_line(char sign, const char *title, const char *origin) {
    enum style style = sign == '+' ? STYLE_ADD : sign == '-' ? STYLE_DROP : STYLE_CHANGE;
    output_line("  %s%c %s%s%*s%s", output_style(style), sign, title, output_style(STYLE_PLAIN),
                origin ? (int)(strlen(title) < 40 ? 41 - strlen(title) : 1) : 0, "", origin ? origin : "");
}

static void tell(struct creation *creation, bool written, const struct list *lines,
                 const struct list *origins) {
    struct arena *arena = creation->command->arena;
    if (creation->command->json) {
        struct text json = text_new(arena);
        text_add(&json, "{\"revision\":");
        output_json_string(&json, creation->file.id);
        text_add(&json, ",\"file\":");
        output_json_string(&json, written ? creation->file.shown : NULL);
        text_add(&json, ",\"changes\":[");
        for (int i = 0; i < lines->count; i++) {
            text_addf(&json, "%s{\"change\":\"%s\",\"object\":", i ? "," : "",
                      *lines->items[i] == '+'   ? "create"
                      : *lines->items[i] == '-' ? "drop"
                                                : "alter");
            output_json_string(&json, lines->items[i] + 1);
            text_add(&json, ",\"origin\":");
            output_json_string(&json, origins->items[i]);
            text_add(&json, "}");
        }
        text_add(&json, "]}");
        output_json(json.data);
        return;
    }
    if (!written)
        return;
    output_line("created %s", creation->file.shown);
    for (int i = 0; i < lines->count; i++)
        tell_line(*lines->items[i], lines->items[i] + 1, origins->items[i]);
}

/* Collected before the way back is planned, which marks the same objects. */
static void collect_lines(const struct creation *creation, struct list *lines, struct list *origins) {
    struct arena *arena = creation->command->arena;
    const struct plan *plan = &creation->comparison.up;
    for (int i = 0; i < plan->change_count; i++) {
        struct line line;
        if (!line_of(plan->changes[i], &line))
            continue;
        list_add(arena, lines, arena_printf(arena, "%c%s", line.sign, object_title(arena, line.object)));
        list_add(arena, origins, line.object->origin);
    }
    for (int i = 0; i < creation->comparison.adopted_count; i++) {
        const struct object *object = creation->comparison.adopted[i];
        if (object->parent && !object->parent->kind->names_others)
            continue;
        list_add(arena, lines, arena_printf(arena, "=%s", object_title(arena, object)));
        list_add(arena, origins, object->origin);
    }
    for (int i = 0; i < creation->hook_count; i++) {
        list_add(arena, lines, arena_printf(arena, "*data migration \"%s\"", creation->hooks[i]->name));
        list_add(arena, origins, creation->hooks[i]->origin);
    }
}

static void tell_notes(const struct creation *creation) {
    const struct comparison *comparison = &creation->comparison;
    for (int i = 0; i < comparison->stale.count; i++)
        if (list_was(&comparison->stale, i) && strcmp(list_was(&comparison->stale, i), creation->owner) == 0)
            output_note("%s", comparison->stale.items[i]);
    for (int i = 0; i < comparison->unsettled.count; i++)
        output_warning("%s could not be settled by PostgreSQL and is compared as text",
                       comparison->unsettled.items[i]);
}

static bool read_models(struct creation *creation, struct fail *fail) {
    struct project *project = creation->command->project;
    creation->comparison.models = comparison_models(project, fail);
    if (!creation->comparison.models)
        return false;
    creation->hooks = hooks_pending(creation->command->arena, creation->comparison.models,
                                    &creation->revisions, creation->owner, &creation->hook_count);
    return true;
}

static bool connect(struct creation *creation, struct fail *fail) {
    creation->link = command_connect(creation->command, fail);
    return creation->link && check_standing(creation, fail);
}

static bool compare(struct creation *creation, struct fail *fail) {
    struct command *command = creation->command;
    int flags = (command_flag(command, "adopt") ? COMPARE_ADOPT : 0) |
                (command_flag(command, "accept-drift") ? COMPARE_DRIFT : 0);
    if (!comparison_open(&creation->comparison, command, creation->link, creation->owner, flags,
                         creation->hook_count > 0, fail))
        return false;
    tell_notes(creation);
    hint_renames(creation);
    warn_unfilled(creation);
    return true;
}

static bool has_nothing_to_say(const struct creation *creation) {
    const struct comparison *comparison = &creation->comparison;
    return comparison_is_empty(comparison) && !creation->hook_count && !comparison->drift.count &&
           !comparison->stale.count && !comparison->unsettled.count;
}

static void tell_no_changes(const struct creation *creation) {
    if (creation->command->json)
        output_json("{\"revision\":null,\"file\":null,\"changes\":[]}");
    output_line("no changes");
}

/* Whether there is something to write. A seal spares the comparison; broken models are told of even where no database
 * answers. */
static bool find_changes(struct creation *creation, bool *found, struct fail *fail) {
    struct command *command = creation->command;
    if (!project_discover(command->project, fail) ||
        !revisions_load(command->project, &creation->revisions, fail))
        return false;
    bool empty_too = command_flag(command, "empty");
    struct seal seal = seal_read(command->arena, command->project, &creation->revisions, creation->owner,
                                 command_option(command, "database"));
    if (!seal.catalogs && !read_models(creation, fail))
        return false;
    if (!connect(creation, fail))
        return false;
    *found = empty_too || !seal_holds(&seal, creation->fingerprint);
    if (!*found)
        return true;
    if (seal.catalogs && !read_models(creation, fail))
        return false;
    if (!compare(creation, fail))
        return false;
    if (has_nothing_to_say(creation))
        seal_write(&seal, command->project, creation->fingerprint);
    *found = empty_too || !comparison_is_empty(&creation->comparison) || creation->hook_count;
    return true;
}

static bool create(struct creation *creation, struct fail *fail) {
    struct command *command = creation->command;
    struct list lines = {0}, origins = {0};
    bool found;
    if (!find_changes(creation, &found, fail))
        return false;
    if (!found) {
        tell_no_changes(creation);
        return true;
    }
    revision_file_begin(&creation->file, command->project, &creation->revisions, creation->owner,
                        creation->message, creation->comparison.models);
    collect_lines(creation, &lines, &origins);
    if (!check_losses(creation, fail) || !write_text(creation, fail))
        return false;
    bool dry = command_flag(command, "dry-run");
    if (dry && !command->json)
        output_text(creation->file.text);
    else if (!dry && !revision_file_write(&creation->file, fail))
        return false;
    tell(creation, !dry, &lines, &origins);
    return true;
}

int command_create(struct command *command, struct fail *fail) {
    struct creation creation = {.command = command,
                                .owner = "core",
                                .message = command->arguments.items[0],
                                .file = {.arena = command->arena}};
    const char *custom = command_custom(command, fail);
    if (fail->code)
        return fail->code;
    if (custom)
        creation.owner = custom;
    if (!*revision_slug(command->arena, creation.message)) {
        fail_set(fail, EXIT_USAGE, "the message needs a letter or a digit: the file is named after it");
        return fail->code;
    }
    if (check_hazards(command, fail))
        create(&creation, fail);
    comparison_close(&creation.comparison);
    revisions_close(&creation.revisions);
    link_close(creation.link);
    return fail->code;
}
