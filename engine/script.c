#include "luamig/script.h"

#include <string.h>

#include "luamig/field.h"
#include "luamig/literal.h"
#include "luamig/write.h"

enum { INDENT = 4 }; /* of a line in the one function of `up` */

struct scripting {
    struct script *script;
    struct plan *plan;
    struct list fresh; /* enum values that this phase has added: usable in the next one only */
};

/* ---- names as of this point of the script ---- */

static void name_twins(struct plan *plan) {
    for (int i = 0; i < plan->now->count; i++) {
        struct object *now = plan->now->objects[i];
        if (now->twin)
            now->current = now->twin->name;
    }
}

/* What stands in its text is created with it, under its own name. */
static void follow_create(struct object *object) {
    object->current = object->name;
    for (int i = 0; i < object->kid_count; i++)
        if (object->kids[i]->folded)
            follow_create(object->kids[i]);
}

/* A column is renamed in all tables that inherit it. */
static void follow_heirs(struct plan *plan, const struct object *giver, const char *name) {
    for (int i = 0; i < plan->now->count; i++) {
        struct object *heir = plan->now->objects[i];
        if (heir->giver != giver || !heir->twin || (heir->change && heir->change->renames))
            continue;
        heir->current = heir->twin->current = name;
        follow_heirs(plan, heir, name);
    }
}

static void follow(struct plan *plan, const struct step *step) {
    struct change *change = step->change;
    if (step->verb == VERB_RENAME) {
        change->old->current = step->name;
        if (step == change->away)
            return;
        change->now->current = step->name;
        if (change->now->kind->handed_down)
            follow_heirs(plan, change->now, step->name);
    } else if (step->verb == VERB_CREATE) {
        follow_create(change->now);
    }
}

/* ---- one call ---- */

static struct writer writer_to(struct scripting *scripting, struct text *text) {
    return (struct writer){.text = text, .arena = scripting->script->arena, .indent = INDENT};
}

static const struct field *carried_flag(const struct object *object) {
    for (const struct field *field = object->kind->fields; field->name; field++)
        if ((field->rule & CARRIED) && field_is_bool(field) && !field_is_default(object, field))
            return field;
    return NULL;
}

/* What nobody manages is put back as it was, but stays unmanaged: no op call registers it. */
static void write_restored(struct text *text, const struct object *object) {
    struct sql sql = {.arena = text->arena};
    verb_create(&sql, object);
    for (int i = 0; i < sql.count; i++) {
        text_add(text, i ? "\n    op.execute " : "op.execute ");
        literal_string(text, sql.items[i].text, strlen(sql.items[i].text));
    }
}

static void write_create(struct scripting *scripting, struct text *text, const struct step *step) {
    if (plan_restores(step)) {
        write_restored(text, step->to);
        return;
    }
    struct writer writer = writer_to(scripting, text);
    const struct object *object = step->to;
    const struct field *flag = carried_flag(object);
    struct object *copy = graph_copy(scripting->plan->now, object);
    if (flag && object->parent && object->parent->change && object->parent->change->create)
        field_set_bool(copy, flag, false); /* nobody waits for a table that is new */
    text_addf(text, "op.create_%s(", object->kind->name);
    write_create_identity(&writer, step->change->now);
    struct text body = text_new(text->arena);
    writer.text = &body;
    writer.used = INDENT + (int)text->size;
    write_body(&writer, copy);
    if (strcmp(body.data, "{}") != 0)
        text_addf(text, ", %s", body.data);
    text_add(text, ")");
}

/* As the kind of the type knows it; an array's elements cannot be reached, only cast. */
static const char *convert(struct arena *arena, const struct change *change, const char *new_type) {
    const struct object *type = change->of->old;
    if (!change->of->now)
        return NULL; /* of another kind now */
    struct text value = text_new(arena);
    text_add_identifier(&value, object_current(change->now));
    const char *converted =
        type->kind->convert ? type->kind->convert(arena, type, change->of->now, value.data) : NULL;
    if (!converted)
        return NULL;
    if (strcmp(converted, value.data) == 0)
        return arena_printf(arena, "%s::%s", converted, new_type);
    return strchr(new_type, '[') ? NULL : converted;
}

/* How the old value becomes one of the new type: as the model says, or by way of text for a type made anew, or by a
 * cast where assignment knows none. */
static void carry(struct scripting *scripting, const struct step *step, struct object *to) {
    const struct change *change = step->change;
    struct arena *arena = scripting->script->arena;
    if (to->kind->carry)
        to->kind->carry(scripting->plan->now, change->old, to);
    const struct field *conversion = NULL, *type = NULL;
    for (const struct field *field = to->kind->fields; field->name; field++) {
        if ((field->rule & CARRIED) && field->shape == SHAPE_TEXT && !conversion)
            conversion = field;
        if (field->shape == SHAPE_TYPE && (step->fields & field_bit(to->kind, field)))
            type = field;
    }
    if (!conversion || !type || field_text(to, conversion))
        return;
    struct text text = text_new(arena);
    const char *new_type = field_text(to->declared ? to->declared : to, type);
    const char *array = strchr(new_type, '[') ? strchr(new_type, '[') : "";
    const char *converted =
        change->forced & field_bit(to->kind, type) ? convert(arena, change, new_type) : NULL;
    if (converted)
        text_add(&text, converted);
    else if (change->forced & field_bit(to->kind, type) || change->cast == CAST_BY_TEXT)
        sql_format(&text, "%I::text%s::%s", object_current(change->now), array, new_type);
    else if (change->cast == CAST_DIRECT)
        sql_format(&text, "%I::%s", object_current(change->now), new_type);
    if (text.size)
        field_set_text(to, conversion, text.data);
}

static void write_alter(struct scripting *scripting, struct text *text, const struct step *step) {
    struct writer writer = writer_to(scripting, text);
    const struct object *named = step->change->now ? step->change->now : step->change->old;
    if (step == step->change->release && step->change->away == NULL && step->change->now &&
        step->change->drop)
        named = step->change->old;
    struct object *to = graph_copy(scripting->plan->now, step->to);
    for (const struct field *field = to->kind->fields; step->change->create && field->name; field++)
        if (field->rule & CARRIED) /* its create has said it */
            field_set_plain(text->arena, to, field, NULL);
    if (step->change->now && step->change->old)
        carry(scripting, step, to);
    text_addf(text, "op.alter_%s(", named->kind->name);
    write_identity(&writer, named);
    text_add(text, ", ");
    struct text now = text_new(text->arena), was = text_new(text->arena);
    writer.text = &now;
    writer.used = INDENT + (int)text->size;
    if (to->kind->whole)
        write_body(&writer, to);
    else
        write_fields(&writer, to, step->fields);
    text_add(text, now.data);
    if (!to->kind->whole) {
        struct object *from = graph_copy(scripting->plan->now, step->from);
        for (const struct field *field = from->kind->fields; field->name; field++)
            if ((field->rule & CARRIED) && !(step->fields & field_bit(from->kind, field)))
                field_set_plain(text->arena, from, field, NULL);
        writer.text = &was;
        write_fields(&writer, from, step->fields);
        text_addf(text, ", %s", was.data);
    }
    text_add(text, ")");
}

static void write_drop(struct scripting *scripting, struct text *text, const struct step *step) {
    struct writer writer = writer_to(scripting, text);
    const struct field *flag = carried_flag(step->from);
    text_addf(text, "op.drop_%s(", step->from->kind->name);
    write_identity(&writer, step->change->old);
    const struct field *parting = kind_field_ruled(step->from->kind, PARTING);
    if (flag)
        text_addf(text, ", { %s = true }", flag->name);
    if (parting) {
        struct text body = text_new(text->arena);
        writer.used = INDENT + (int)text->size;
        writer.text = &body;
        write_fields(&writer, step->from, field_bit(step->from->kind, parting));
        text_addf(text, ", %s", body.data);
    }
    text_add(text, ")");
}

static void write_rename(struct scripting *scripting, struct text *text, const struct step *step) {
    struct writer writer = writer_to(scripting, text);
    text_addf(text, "op.rename_%s(", step->from->kind->name);
    write_identity(&writer, step->change->old);
    text_add(text, ", ");
    literal_string(text, step->name, strlen(step->name));
    const struct object *old = step->change->old;
    if (strcmp(object_current(old), old->name) != 0) { /* by way of a temporary name */
        text_add(text, ", ");
        literal_string(text, old->name, strlen(old->name));
    }
    text_add(text, ")");
}

static const char *write_step(struct scripting *scripting, const struct step *step) {
    static void (*const writers[])(struct scripting *, struct text *, const struct step *) = {
        [VERB_CREATE] = write_create,
        [VERB_ALTER] = write_alter,
        [VERB_DROP] = write_drop,
        [VERB_RENAME] = write_rename,
    };
    struct text text = text_new(scripting->script->arena);
    writers[step->verb](scripting, &text, step);
    return text.data;
}

/* ---- phases ---- */

static struct script_phase *add_phase(struct scripting *scripting, enum script_phase_kind kind) {
    struct script *script = scripting->script;
    script->phases = arena_grow(script->arena, script->phases, (size_t)script->count, sizeof *script->phases);
    struct script_phase *phase = &script->phases[script->count++];
    *phase = (struct script_phase){.kind = kind};
    scripting->fresh = (struct list){0};
    return phase;
}

static struct script_phase *open_phase(struct scripting *scripting) {
    struct script *script = scripting->script;
    if (script->count && script->phases[script->count - 1].kind == SCRIPT_TRANSACTION)
        return &script->phases[script->count - 1];
    return add_phase(scripting, SCRIPT_TRANSACTION);
}

/* PostgreSQL refuses it inside a transaction, and nobody waits for it on a table that is new. */
static bool is_alone(struct scripting *scripting, const struct step *step) {
    const struct object *object = step->to ? step->to : step->from;
    if (step->verb == VERB_ALTER || step->verb == VERB_RENAME || !carried_flag(object))
        return false;
    const struct change *parent = object->parent ? object->parent->change : NULL;
    return !(parent && (parent->create || parent->drop));
}

/* Up, the new list says what a value was called; down, the old one does. */
static bool is_renamed(const struct list *had, const struct list *has, int at) {
    for (int i = 0; i < had->count; i++)
        if (list_was(had, i) && strcmp(list_was(had, i), has->items[at]) == 0)
            return true;
    return list_was(has, at) != NULL;
}

/* Values that this step adds to a list whose additions PostgreSQL lets be used only after a COMMIT. */
static void note_fresh(struct scripting *scripting, const struct step *step) {
    for (const struct field *field = step->to->kind->fields; step->verb == VERB_ALTER && field->name;
         field++) {
        if (!(field->rule & COMMITS) || !(step->fields & field_bit(step->to->kind, field)))
            continue;
        const struct list *had = field_list(step->from, field), *has = field_list(step->to, field);
        for (int i = 0; i < has->count; i++)
            if (list_find(had, has->items[i]) < 0 && !is_renamed(had, has, i))
                list_add(scripting->script->arena, &scripting->fresh, has->items[i]);
    }
}

static bool uses_fresh(struct scripting *scripting, const char *line) {
    for (int i = 0; i < scripting->fresh.count; i++) {
        struct text quoted = text_new(scripting->script->arena);
        literal_string(&quoted, scripting->fresh.items[i], strlen(scripting->fresh.items[i]));
        const char *bare = scripting->fresh.items[i];
        struct text sql = text_new(scripting->script->arena);
        text_add_literal(&sql, bare);
        if (strstr(line, quoted.data) || strstr(line, sql.data))
            return true;
    }
    return false;
}

static void note_loss(struct scripting *scripting, const struct step *step) {
    const struct object *old = step->change->old;
    if (step->verb != VERB_DROP || !old->kind->holds_data)
        return;
    struct arena *arena = scripting->script->arena;
    const char *title = object_title(arena, old);
    list_add(arena, &scripting->script->drops, title);
    bool rows = old->parent && old->parent->kind->names_others;
    if ((old->kind->is_hollow && old->kind->is_hollow(old)) || (step->change->now && !rows))
        return; /* its rows are its partitions', its values are computed */
    list_add(arena, &scripting->script->losses,
             arena_printf(arena, "the %s of %s", rows ? "rows" : "values", title));
}

static void take_step(struct scripting *scripting, const struct step *step) {
    if (step->verb == VERB_CREATE)
        follow(scripting->plan, step); /* it is created under its new name */
    if (!step->folded) {
        note_loss(scripting, step);
        const char *line = write_step(scripting, step);
        if (is_alone(scripting, step)) {
            list_add(scripting->script->arena, &add_phase(scripting, SCRIPT_ALONE)->lines, line);
        } else {
            if (uses_fresh(scripting, line))
                add_phase(scripting, SCRIPT_TRANSACTION);
            list_add(scripting->script->arena, &open_phase(scripting)->lines, line);
            if (step->to)
                note_fresh(scripting, step);
        }
    }
    follow(scripting->plan, step);
}

static void take_hook(struct scripting *scripting, const struct hook *hook, bool down) {
    struct script_phase *phase = add_phase(scripting, SCRIPT_HOOK);
    phase->name = hook->name;
    phase->function = down ? hook->down : hook->up;
    phase->batches = down ? hook->down_batches : hook->up_batches;
    if (!phase->function) {
        struct text message = text_new(scripting->script->arena);
        const char *words =
            arena_printf(scripting->script->arena, "data migration \"%s\" has no way back", hook->name);
        literal_string(&message, words, strlen(words));
        phase->function =
            arena_printf(scripting->script->arena, "function(db)\n  error(%s)\nend", message.data);
    }
}

/* A way back that one of the hooks refuses is refused before anything is undone. */
static void refuse_first(struct scripting *scripting, struct hook **hooks, int hook_count) {
    for (int i = 0; i < hook_count; i++)
        if (!hooks[i]->down)
            take_hook(scripting, hooks[i], true);
}

void script_write(struct script *script, struct plan *plan, struct hook **hooks, int hook_count, bool down) {
    *script = (struct script){.arena = plan->now->arena};
    struct scripting scripting = {.script = script, .plan = plan};
    name_twins(plan);
    if (down)
        refuse_first(&scripting, hooks, hook_count);
    for (int i = 0; i < plan->step_count; i++)
        if (!hook_count || !plan->steps[i]->contracts)
            take_step(&scripting, plan->steps[i]);
    for (int i = 0; i < hook_count; i++) {
        const struct hook *hook = hooks[down ? hook_count - 1 - i : i];
        if (!down || hook->down)
            take_hook(&scripting, hook, down);
    }
    for (int i = 0; hook_count && i < plan->step_count; i++)
        if (plan->steps[i]->contracts)
            take_step(&scripting, plan->steps[i]);
}

/* ---- the file ---- */

/* Lines of ours move by `blanks`; what stands inside a long string does not. */
static void add_lines(struct text *text, const char *lines, int blanks) {
    const char *open = NULL;
    char close[16] = "";
    for (const char *c = lines; *c; c++) {
        text_add_char(text, *c);
        if (!open && *c == '[' && (c[1] == '[' || c[1] == '=')) {
            size_t level = strspn(c + 1, "=");
            if (c[1 + level] == '[' && level < sizeof close - 3) {
                open = c;
                close[0] = ']';
                memset(close + 1, '=', level);
                strcpy(close + 1 + level, "]");
            }
        } else if (open && strncmp(c, close, strlen(close)) == 0) {
            open = NULL;
        }
        if (*c == '\n' && !open && c[1] != '\n')
            text_addf(text, "%*s", blanks, "");
    }
}

static void add_body(struct text *text, const struct script_phase *phase, int indent) {
    for (int i = 0; i < phase->lines.count; i++) {
        text_addf(text, "%*s", indent, "");
        add_lines(text, phase->lines.items[i], indent - INDENT);
        text_add(text, "\n");
    }
}

static void add_phase_text(struct text *text, const struct script_phase *phase, int indent) {
    if (phase->kind == SCRIPT_HOOK) {
        text_add(text, "hook(");
        literal_string(text, phase->name, strlen(phase->name));
        text_add(text, phase->batches ? ", batches(" : ", ");
        add_lines(text, phase->function, indent);
        text_add(text, phase->batches ? "))" : ")");
        return;
    }
    text_add(text, phase->kind == SCRIPT_ALONE ? "no_transaction(function(op)\n" : "function(op)\n");
    add_body(text, phase, indent + 2);
    text_addf(text, "%*send%s", indent, "", phase->kind == SCRIPT_ALONE ? ")" : "");
}

static void add_direction(struct text *text, const char *key, const struct script *script) {
    text_addf(text, "  %s = ", key);
    if (script->count == 0) {
        text_add(text, "function(op)\n  end,\n");
    } else if (script->count == 1 && script->phases[0].kind == SCRIPT_TRANSACTION) {
        add_phase_text(text, &script->phases[0], 2);
        text_add(text, ",\n");
    } else {
        text_add(text, "{\n");
        for (int i = 0; i < script->count; i++) {
            text_add(text, "    ");
            add_phase_text(text, &script->phases[i], 4);
            text_add(text, ",\n");
        }
        text_add(text, "  },\n");
    }
}

static void add_string(struct text *text, const char *string) {
    literal_string(text, string, strlen(string));
}

const char *script_revision(struct arena *arena, const struct revision_head *head, const struct script *up,
                            const struct script *down) {
    struct text text = text_new(arena);
    text_add(&text, "-- ");
    for (const char *c = head->message; *c; c++)
        text_add_char(&text, (unsigned char)*c < ' ' ? ' ' : *c);
    text_add(&text, "\nrevision {\n  owner    = ");
    add_string(&text, head->owner);
    if (head->parent) {
        text_add(&text, ",\n  parent   = ");
        add_string(&text, head->parent);
    }
    if (head->requires.count) {
        text_add(&text, ",\n  requires = { ");
        for (int i = 0; i < head->requires.count; i++) {
            text_add(&text, i ? ", " : "");
            add_string(&text, head->requires.items[i]);
        }
        text_add(&text, " }");
    }
    if (head->allow.count) {
        text_add(&text, ",\n  allow    = { ");
        for (int i = 0; i < head->allow.count; i++) {
            text_addf(&text, "%s%s = ", i ? ", " : "", head->allow.items[i]);
            add_string(&text, head->reasons.items[i]);
        }
        text_add(&text, " }");
    }
    text_add(&text, ",\n\n");
    add_direction(&text, "up", up);
    text_add(&text, "\n");
    for (int i = 0; i < up->losses.count; i++)
        text_addf(&text, "  -- Not restored: %s.\n", up->losses.items[i]);
    add_direction(&text, "down", down);
    text_add(&text, "}\n");
    return text.data;
}
