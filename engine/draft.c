#include "luamig/draft.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/field.h"
#include "luamig/moved.h"
#include "luamig/plan.h"
#include "luamig/verb.h"

enum fate {
    UNDECIDED,
    REAL, /* the database has it as it is declared */
    BUILT,
    IMPOSSIBLE /* it is missing and cannot be built here */
};

/* What becomes of a declared object. */
struct wish {
    uint64_t fields; /* wanted of it */
    bool wanted;
    bool holds; /* it is wanted, or something that hangs on it */
    enum fate fate;
    bool written, keyed;
    struct object *copy;
};

static struct wish *wish_of(const struct draft *draft, const struct object *object) {
    return &draft->wishes[object->number];
}

static bool is_root(const struct object *object) {
    return !object->parent || object->parent->kind->names_others;
}

static struct object *root_of(struct object *object) {
    while (!is_root(object))
        object = object->parent;
    return object;
}

static bool is_column(const struct object *object) {
    return object->kind->key && strcmp(object->kind->key, "#") == 0;
}

static bool holds_columns(const struct object *object) {
    return kind_of_key(object->kind, "#") != NULL;
}

/* ---- what the database has ---- */

static struct object *counterpart(const struct draft *draft, const struct object *object) {
    if (draft->matched)
        return object->twin;
    struct object *parent = object->parent ? counterpart(draft, object->parent) : NULL;
    if (!object->name || (object->parent && !parent))
        return NULL;
    return graph_find(draft->catalog, object->kind, parent, object->name);
}

static bool same_path(const struct object *a, const struct object *b) {
    return strcmp(a->name, b->name) == 0 && (!a->parent || strcmp(a->parent->name, b->parent->name) == 0);
}

/* `rules`: only fields that have one of them. */
static bool same_fields(const struct draft *draft, const struct object *real, const struct object *object,
                        int rules) {
    for (const struct field *field = object->kind->fields; field->name; field++)
        if ((field->rule & rules) && !(field->rule & LATE) && field->shape != SHAPE_BODY &&
            !plan_same_field(draft->arena, real, object, field))
            return false;
    return true;
}

static int count_columns(const struct object *object) {
    int count = 0;
    for (int i = 0; i < object->kid_count; i++)
        count += is_column(object->kids[i]);
    return count;
}

/* Does a text that leans on it read the same? Of a table only its columns with their types matter. */
static bool is_same(const struct draft *draft, const struct object *real, const struct object *object) {
    if (!real || !same_path(real, object))
        return false;
    if (!holds_columns(object))
        return same_fields(draft, real, object, ~0);
    for (int i = 0; i < object->kid_count; i++) {
        const struct object *column = object->kids[i], *other = counterpart(draft, column);
        if (is_column(column) && (!other || strcmp(other->name, column->name) != 0 ||
                                  !same_fields(draft, other, column, DISTURBS)))
            return false;
    }
    return count_columns(real) == count_columns(object);
}

/* ---- what is built ---- */

/* Is the field of a column part of the skeleton? The others are set, where they are wanted, once all is
 * there. */
static bool in_skeleton(const struct draft *draft, const struct object *column, const struct field *field) {
    bool wanted = wish_of(draft, column)->fields & field_bit(column->kind, field);
    return field->rule & (DISTURBS | POSITIONAL) || (wanted && field->rule & RECREATE);
}

/* A column whose expression is a part of its definition: generated. */
static bool is_made(const struct draft *draft, const struct object *column) {
    for (const struct field *field = column->kind->fields; field->name; field++)
        if (field->rule & RECREATE && wish_of(draft, column)->fields & field_bit(column->kind, field))
            return true;
    return false;
}

/* A field that is set in a step of its own is left out here, and so is what it names. */
static bool is_late(const struct draft *draft, const struct object *object, const struct object *on) {
    const struct field *field = kind_field_ruled(object->kind, LATE);
    const char *name = field && field->shape == SHAPE_REF ? field_text(object, field) : NULL;
    return name && graph_resolve(draft->models, field->of, name) == on;
}

/* The roots that a root leans on before it can stand: a body is read only when it runs. Those of its columns
 * are the types, and what a generated one calls. */
static void add_leans(const struct draft *draft, struct object *object, enum strength most,
                      struct object ***leans, int *count) {
    for (int i = 0; i < object->need_count; i++) {
        struct object *on = object->needs[i].on, *root = root_of(on);
        if (object->needs[i].strength > most || root == root_of(object) || root->kind->names_others ||
            root == graph_namesake(draft->models, object) || is_late(draft, object, on))
            continue;
        *leans = arena_grow(draft->arena, *leans, (size_t)*count, sizeof **leans);
        (*leans)[(*count)++] = root;
    }
}

static enum fate fate_of(const struct draft *draft, struct object *root);

static enum strength weakest_of_column(const struct draft *draft, const struct object *column) {
    return is_made(draft, column) ? EXPRESSION : KNOWN;
}

/* A column whose type cannot be had is left out, so that the others can be settled. */
static bool can_have(const struct draft *draft, struct object *column) {
    struct object **leans = NULL;
    int count = 0;
    add_leans(draft, column, weakest_of_column(draft, column), &leans, &count);
    for (int i = 0; i < count; i++)
        if (fate_of(draft, leans[i]) == IMPOSSIBLE)
            return false;
    return true;
}

static struct object **leans_of(const struct draft *draft, struct object *root, int *count) {
    struct object **leans = NULL;
    *count = 0;
    add_leans(draft, root, wish_of(draft, root)->wanted ? BODY : EXPRESSION, &leans, count);
    for (int i = 0; i < root->kid_count; i++)
        if (is_column(root->kids[i]) && can_have(draft, root->kids[i]))
            add_leans(draft, root->kids[i], weakest_of_column(draft, root->kids[i]), &leans, count);
    return leans;
}

/* A temporary schema finds no routines, and stands for all schemas: what is named with its own would be printed
 * without it, a table is not named by what hangs on it. */
static bool can_be_built(const struct draft *draft, const struct object *root) {
    if (!root->parent)
        return false;
    return !draft->temporary ||
           (!root->kind->signature && (root->parent->unqualified || holds_columns(root)));
}

static enum fate fate_of(const struct draft *draft, struct object *root) {
    struct wish *wish = wish_of(draft, root);
    if (wish->fate != UNDECIDED)
        return wish->fate;
    const struct object *real = counterpart(draft, root);
    wish->fate = wish->holds || !is_same(draft, real, root) ? BUILT : REAL;
    int count;
    struct object **leans = leans_of(draft, root, &count);
    for (int i = 0; i < count; i++) {
        enum fate fate = fate_of(draft, leans[i]);
        if (fate > wish->fate)
            wish->fate = fate;
    }
    if (wish->fate == BUILT && !can_be_built(draft, root))
        wish->fate = real && same_path(real, root) ? REAL : IMPOSSIBLE; /* the old one is better than none */
    return wish->fate;
}

/* ---- copies and statements ---- */

static struct object *add_schema(struct draft *draft, const struct object *schema, const char *name) {
    struct object *copy = graph_add(draft->graph, schema->kind, NULL, name);
    copy->unqualified = strcmp(name, draft->scratch) == 0;
    copy->declared = schema;
    size_t count = (size_t)draft->schema_count;
    draft->schemas = arena_grow(draft->arena, draft->schemas, count, sizeof *draft->schemas);
    draft->schemas[draft->schema_count++] = copy;
    return copy;
}

/* The one that stands for a declared schema: a temporary one for all. */
static struct object *scratch_schema(struct draft *draft, const struct object *schema) {
    struct wish *wish = wish_of(draft, schema);
    if (wish->copy)
        return wish->copy;
    const char *name = draft->scratch;
    if (!schema->unqualified && !draft->temporary)
        name = arena_printf(draft->arena, "%s_%d", draft->scratch, schema->number);
    struct object *copy = graph_find(draft->graph, schema->kind, NULL, name);
    return wish->copy = copy ? copy : add_schema(draft, schema, name);
}

static void copy_field(const struct draft *draft, struct object *copy, const struct object *object,
                       const struct field *field) {
    field_copy(copy, object, field);
    if (field_is_list(field)) {
        struct list list = {0};
        const struct list *from = field_list(object, field);
        for (int i = 0; i < from->count; i++)
            list_add(draft->arena, &list, moved_text(draft, field, from->items[i]));
        field_set_list(copy, field, list);
    } else if (!field_is_bool(field) && field_text(object, field)) {
        field_set_text(copy, field, moved_text(draft, field, field_text(object, field)));
    }
}

/* What it is named after stands outside the scratch schemas, under the name that it has now. */
static const char *copy_name(const struct draft *draft, const struct object *object) {
    const struct object *namesake = graph_namesake(draft->models, object);
    const struct object *real = namesake ? counterpart(draft, namesake) : NULL;
    return real ? real->name : object->name;
}

static struct object *make_copy(struct draft *draft, const struct object *object) {
    struct object *parent = wish_of(draft, object->parent)->copy;
    if (is_root(object))
        parent = scratch_schema(draft, object->parent);
    if (!parent)
        return NULL;
    const char *name = copy_name(draft, object);
    const char *arguments = name && object->kind->signature ? strchr(name, '(') : NULL;
    if (arguments)
        name = arena_printf(draft->arena, "%.*s%s", (int)(arguments - name), name,
                            moved_words(draft, arguments));
    struct object *copy = graph_add(draft->graph, object->kind, parent, name);
    if (copy && !name)
        copy->current = DRAFT_UNNAMED;
    return wish_of(draft, object)->copy = copy;
}

/* A part of the clause that makes it a partition is wanted: its bounds. */
static bool is_placed(const struct draft *draft, const struct object *object) {
    for (const struct field *field = object->kind->fields; holds_columns(object) && field->name; field++)
        if (field->rule & TOGETHER && wish_of(draft, object)->fields & field_bit(object->kind, field))
            return true;
    return false;
}

/* A table stands with all its columns on its own here, unless its place among others is what is wanted. */
static bool is_left_out(const struct draft *draft, const struct object *object, const struct field *field) {
    if (field->rule & (HINT | SEEN | LATE))
        return true;
    return holds_columns(object) && field->rule & (TOGETHER | INHERITS) &&
           !(field->rule & TOGETHER && is_placed(draft, object));
}

static void copy_fields(const struct draft *draft, struct object *copy, const struct object *object) {
    for (const struct field *field = object->kind->fields; field->name; field++)
        if (!is_left_out(draft, object, field))
            copy_field(draft, copy, object, field);
}

/* PostgreSQL makes the name where the statement has none. */
static const char *without_name(struct arena *arena, const char *text) {
    static const char *const forms[] = {"CONSTRAINT " DRAFT_UNNAMED " ", DRAFT_UNNAMED " "};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *found = strstr(text, forms[i]);
        if (found)
            return arena_printf(arena, "%.*s%s", (int)(found - text), text, found + strlen(forms[i]));
    }
    return text;
}

static void add_pieces(struct draft *draft, const struct sql *sql, const struct object *of) {
    for (int i = 0; i < sql->count; i++) {
        struct piece piece = {sql->items[i], of};
        if (!of->name)
            piece.statement.text = without_name(draft->arena, piece.statement.text);
        size_t count = (size_t)draft->piece_count;
        draft->pieces = arena_grow(draft->arena, draft->pieces, count, sizeof *draft->pieces);
        draft->pieces[draft->piece_count++] = piece;
    }
}

static void write_whole(struct draft *draft, const struct object *object) {
    struct sql sql = {.arena = draft->arena};
    struct object *copy = make_copy(draft, object);
    if (!copy)
        return;
    copy_fields(draft, copy, object);
    if (object->kind->sketch)
        object->kind->sketch(copy);
    verb_create(&sql, copy);
    add_pieces(draft, &sql, object);
}

static struct object *copy_column(struct draft *draft, const struct object *column) {
    struct object *copy = make_copy(draft, column);
    for (const struct field *field = column->kind->fields; copy && field->name; field++)
        if (in_skeleton(draft, column, field))
            copy_field(draft, copy, column, field);
    return copy;
}

static void write_column(struct draft *draft, const struct object *column) {
    struct sql sql = {.arena = draft->arena};
    struct object *copy = copy_column(draft, column);
    if (!copy)
        return;
    verb_create(&sql, copy);
    add_pieces(draft, &sql, column);
}

/* Its own text names its columns (PARTITION BY), which then have to stand in it. */
static bool names_columns(const struct object *copy) {
    for (const struct field *field = copy->kind->fields; field->name; field++)
        if (field->shape == SHAPE_EXPR && !(field->rule & TOGETHER) && !field_is_default(copy, field))
            return true;
    return false;
}

struct place {
    const struct object *column;
    int rank, number;
};

static int compare_places(const void *a, const void *b) {
    const struct place *one = a, *other = b;
    return one->rank != other->rank ? (one->rank > other->rank) - (one->rank < other->rank)
                                    : one->number - other->number;
}

/* The columns that the database has come in its order, which `SELECT *` shows; then new ones, as an upgrade
 * adds them; generated ones are last, since they name others. */
static void write_table(struct draft *draft, const struct object *table) {
    struct sql sql = {.arena = draft->arena};
    struct object *copy = make_copy(draft, table);
    struct place *places = arena_alloc(draft->arena, (size_t)table->kid_count * sizeof *places);
    int count = 0;
    if (!copy)
        return;
    copy_fields(draft, copy, table);
    bool within = names_columns(copy);
    for (int i = 0; within && i < table->kid_count; i++)
        if (is_column(table->kids[i]) && can_have(draft, table->kids[i]))
            copy_column(draft, table->kids[i]);
    verb_create(&sql, copy);
    add_pieces(draft, &sql, table);
    for (int i = 0; !within && !is_placed(draft, table) && i < table->kid_count; i++) {
        struct object *column = table->kids[i];
        if (!is_column(column) || !can_have(draft, column))
            continue;
        const struct object *real = counterpart(draft, column);
        int rank = is_made(draft, column) ? INT_MAX : real ? real->address.sub_id : INT_MAX - 1;
        places[count++] = (struct place){column, rank, column->number};
    }
    qsort(places, (size_t)count, sizeof *places, compare_places);
    for (int i = 0; i < count; i++)
        write_column(draft, places[i].column);
}

/* A view may group by the primary key alone. */
static void write_key(struct draft *draft, struct object *table) {
    struct wish *wish = wish_of(draft, table);
    if (wish->keyed || !wish->copy)
        return;
    wish->keyed = true;
    for (int i = 0; i < table->kid_count; i++)
        if (table->kids[i]->kind->is_key && table->kids[i]->kind->not_null && table->kids[i]->name)
            write_whole(draft, table->kids[i]);
}

static void write_root(struct draft *draft, struct object *root) {
    struct wish *wish = wish_of(draft, root);
    if (fate_of(draft, root) != BUILT || wish->written)
        return;
    wish->written = true;
    int count;
    struct object **leans = leans_of(draft, root, &count);
    for (int i = 0; i < count; i++) {
        write_root(draft, leans[i]);
        if (!holds_columns(root) && holds_columns(leans[i]))
            write_key(draft, leans[i]);
    }
    if (holds_columns(root))
        write_table(draft, root);
    else
        write_whole(draft, root);
}

/* What is wanted of a column besides its skeleton: its default. */
static void write_wanted_fields(struct draft *draft, const struct object *column) {
    struct sql sql = {.arena = draft->arena};
    struct object *copy = wish_of(draft, column)->copy;
    uint64_t fields = 0;
    if (!copy)
        return;
    struct object *now = graph_copy(draft->graph, copy);
    for (const struct field *field = column->kind->fields; field->name; field++)
        if (wish_of(draft, column)->fields & field_bit(column->kind, field) &&
            !in_skeleton(draft, column, field)) {
            copy_field(draft, now, column, field);
            fields |= field_bit(column->kind, field);
        }
    if (fields)
        column->kind->alter(&sql, copy, now, fields);
    add_pieces(draft, &sql, column);
}

static bool is_possible(struct draft *draft, struct object *object) {
    struct object **leans = NULL;
    int count = 0;
    add_leans(draft, object, EXPRESSION, &leans, &count);
    for (int i = 0; i < count; i++)
        if (fate_of(draft, leans[i]) == IMPOSSIBLE)
            return false;
    for (int i = 0; i < count; i++)
        write_root(draft, leans[i]);
    return fate_of(draft, root_of(object)) == BUILT;
}

void draft_write(struct draft *draft) {
    for (int i = 0; i < draft->wanted_count; i++)
        write_root(draft, root_of(draft->wanted[i]));
    bool *possible = arena_alloc(draft->arena, (size_t)draft->wanted_count + 1);
    for (int i = 0; i < draft->wanted_count; i++)
        possible[i] = is_possible(draft, draft->wanted[i]);
    for (int i = 0; i < draft->wanted_count; i++) {
        struct object *object = draft->wanted[i];
        if (!possible[i])
            wish_of(draft, object)->copy = NULL;
        else if (is_column(object))
            write_wanted_fields(draft, object);
        else if (!is_root(object))
            write_whole(draft, object);
    }
}

/* ---- the draft ---- */

struct draft *draft_new(struct graph *models, struct graph *catalog, bool matched, const char *scratch) {
    struct arena *arena = arena_new();
    struct draft *draft = arena_alloc(arena, sizeof *draft);
    draft->arena = arena;
    draft->scratch = arena_copy(arena, scratch);
    draft->models = models;
    draft->catalog = catalog;
    draft->matched = matched;
    draft->temporary = strcmp(scratch, "pg_temp") == 0;
    draft->graph = graph_new(scratch);
    draft->wishes = arena_alloc(arena, (size_t)models->count * sizeof *draft->wishes);
    for (int i = 0; i < models->count; i++) {
        const struct object *object = models->objects[i];
        if (object->kind->underlies && !counterpart(draft, object))
            draft->new_extension = true;
    }
    return draft;
}

void draft_free(struct draft *draft) {
    if (!draft)
        return;
    graph_free(draft->graph);
    arena_free(draft->arena);
}

void draft_want(struct draft *draft, struct object *declared, uint64_t fields) {
    struct wish *wish = wish_of(draft, declared);
    wish->fields |= fields;
    wish->wanted = true;
    wish_of(draft, root_of(declared))->holds = true;
    for (int i = 0; is_placed(draft, declared) && i < declared->need_count; i++)
        if (declared->needs[i].on->kind == declared->kind) /* what it is placed in is never the real one */
            wish_of(draft, declared->needs[i].on)->holds = true;
    draft->wanted =
        arena_grow(draft->arena, draft->wanted, (size_t)draft->wanted_count, sizeof *draft->wanted);
    draft->wanted[draft->wanted_count++] = declared;
}

struct object *draft_copy(const struct draft *draft, const struct object *declared) {
    return wish_of(draft, declared)->copy;
}
