/* Needs of declared objects, found in the text of their fields (graph.h, graph_link).
 *
 * The catalog knows dependencies; models have only words. A type, a name and a reference are known; an identifier
 * in an expression or a body that is the name of an object is a guess, which ordering may give up.
 */
#include "luamig/graph.h"

#include <string.h>

#include "luamig/field.h"
#include "luamig/type.h"
#include "luamig/words.h"

static const char operator_characters[] = "+-*/<>=~!@#%^&|`?";

/* Objects of the schemas by their bare name: a routine's is what stands before its arguments. */
struct bare {
    const char *name;
    struct object **objects;
    int count;
    UT_hash_handle hh;
};

struct linking {
    struct graph *graph;
    struct arena *arena; /* of this pass alone */
    struct bare *names;
    struct object *object; /* whose needs are sought */
    struct list words;     /* the identifiers of its text */
};

static void index_name(struct linking *linking, struct object *object, const char *name) {
    const char *arguments = object->kind->signature ? strchr(name, '(') : NULL;
    size_t size = arguments ? (size_t)(arguments - name) : strlen(name);
    struct bare *bare;
    HASH_FIND(hh, linking->names, name, size, bare);
    if (!bare) {
        bare = arena_alloc(linking->arena, sizeof *bare);
        bare->name = arena_copy_bytes(linking->arena, name, size);
        HASH_ADD_KEYPTR(hh, linking->names, bare->name, size, bare);
    }
    bare->objects = arena_grow(linking->arena, bare->objects, (size_t)bare->count, sizeof *bare->objects);
    bare->objects[bare->count++] = object;
}

static bool is_column(const struct object *object) {
    return object->kind->key && strcmp(object->kind->key, "#") == 0;
}

static struct object *column_of(const struct object *table, const char *name) {
    for (int i = 0; table && i < table->kid_count; i++)
        if (is_column(table->kids[i]) && strcmp(table->kids[i]->name, name) == 0)
            return table->kids[i];
    return NULL;
}

/* The nearest thing above that has columns. */
static struct object *table_of(const struct object *object) {
    struct object *at = object->parent;
    while (at && !(at->kid_count && is_column(at->kids[0])))
        at = at->parent;
    return at;
}

/* Columns of a table that the text names too. */
static void need_columns(struct linking *linking, struct object *table, enum strength strength) {
    for (int i = 0; i < table->kid_count; i++)
        if (is_column(table->kids[i]) && list_find(&linking->words, table->kids[i]->name) >= 0)
            graph_need(linking->graph, linking->object, table->kids[i], strength);
}

/* How many arguments the call has whose bracket comes next; -1: it is no call. */
static int arguments_of_call(struct arena *arena, const char *after) {
    struct word word = word_next(arena, after);
    if (word.kind != WORD_OTHER || *word.at != '(')
        return -1;
    int depth = 1, commas = 0;
    bool empty = true;
    while (depth) {
        word = word_next(arena, word.at + word.size);
        if (word.kind == WORD_END)
            return -1;
        char symbol = word.kind == WORD_OTHER ? *word.at : '\0';
        depth += (symbol == '(' || symbol == '[') - (symbol == ')' || symbol == ']');
        commas += symbol == ',' && depth == 1;
        empty = empty && depth == 0;
    }
    return empty ? 0 : commas + 1;
}

/* Does it take that many, by its name: "tax(integer, text)"? */
static bool takes(struct arena *arena, const struct object *object, int arguments) {
    const char *from = object->kind->signature ? strchr(object->name, '(') : NULL;
    int count = 0;
    if (!from)
        return false;
    from = arena_copy_bytes(arena, from + 1, strlen(from) - 2);
    while (type_next_argument(arena, &from))
        count++;
    return count == arguments;
}

/* Of overloaded routines a call means those that take as many arguments, if there are any; with defaults it may mean
 * another. */
static bool is_overloaded(struct linking *linking, const struct bare *bare, int arguments) {
    for (int i = 0; arguments >= 0 && i < bare->count; i++)
        if (takes(linking->arena, bare->objects[i], arguments))
            return true;
    return false;
}

static void need_named(struct linking *linking, const char *name, const char *schema, int arguments,
                       enum strength strength) {
    struct bare *bare;
    HASH_FIND(hh, linking->names, name, strlen(name), bare);
    bool overloaded = bare && bare->count > 1 && is_overloaded(linking, bare, arguments);
    for (int i = 0; bare && i < bare->count; i++) {
        struct object *object = bare->objects[i];
        if (schema && object->parent && strcmp(object->parent->name, schema) != 0)
            continue;
        if (overloaded && object->kind->signature && !takes(linking->arena, object, arguments))
            continue;
        if (object_is_within(linking->object, object))
            continue;
        graph_need(linking->graph, linking->object, object, strength);
        need_columns(linking, object, strength == KNOWN ? EXPRESSION : strength);
    }
}

/* Where no schema is said, the same sign in another schema is not meant. */
static void need_operator(struct linking *linking, const char *sign, const char *schema,
                          enum strength strength) {
    struct object *own = graph_find(linking->graph, kind_of_schemas(), NULL, linking->graph->schema);
    if (own)
        need_named(linking, sign, schema ? schema : own->name, -1, strength);
}

static bool is_schema(struct linking *linking, const char *name) {
    return graph_find(linking->graph, kind_of_schemas(), NULL, name) != NULL;
}

/* Every identifier, and every string that is wholly a name, as in nextval('t_id_seq'). */
static void need_words(struct linking *linking, const char *text, enum strength strength) {
    struct word word = word_next(linking->arena, text);
    linking->words = (struct list){0};
    for (; word.kind != WORD_END; word = word_next(linking->arena, word.at + word.size))
        if (word.kind == WORD_NAME && list_find(&linking->words, word.value) < 0)
            list_add(linking->arena, &linking->words, word.value);
    const char *schema = NULL;
    for (word = word_next(linking->arena, text); word.kind != WORD_END;
         word = word_next(linking->arena, word.at + word.size)) {
        const char *after = word.at + word.size;
        char *parts[3];
        if (word.kind == WORD_NAME && *after == '.' && is_schema(linking, word.value)) {
            schema = word.value;
            continue;
        }
        size_t size = word.kind == WORD_OTHER ? strspn(word.at, operator_characters) : 0;
        if (word.kind == WORD_NAME) {
            need_named(linking, word.value, schema, arguments_of_call(linking->arena, after), strength);
            schema = NULL;
        } else if (size) {
            need_operator(linking, arena_copy_bytes(linking->arena, word.at, size), schema, strength);
            word.size = size;
            schema = NULL;
        } else if (word.kind == WORD_STRING && strength != BODY) {
            int count = name_split(linking->arena, word.value, parts, 3);
            if (count == 1 || count == 2)
                need_named(linking, parts[count - 1], count == 2 ? parts[0] : NULL, -1, EXPRESSION);
        }
    }
    struct object *table = table_of(linking->object);
    if (table && strength != BODY)
        need_columns(linking, table, strength);
}

static void need_reference(struct linking *linking, const struct field *field, const char *name) {
    struct object *on = graph_resolve(linking->graph, field->of, name);
    graph_need(linking->graph, linking->object, on, KNOWN);
}

static void link_text(struct linking *linking, const struct field *field, const char *text) {
    switch (field->shape) {
    case SHAPE_TYPE:
        need_words(linking, text, KNOWN);
        break;
    case SHAPE_EXPR:
    case SHAPE_EXPRS:
        need_words(linking, text, EXPRESSION);
        break;
    case SHAPE_BODY:
        need_words(linking, text, BODY);
        break;
    case SHAPE_REF:
    case SHAPE_REFS:
        need_reference(linking, field, text);
        break;
    case SHAPE_KID:
        graph_need(linking->graph, linking->object, graph_kid(linking->object, field->of, text), KNOWN);
        break;
    case SHAPE_NAMES:
        graph_need(linking->graph, linking->object, column_of(table_of(linking->object), text), KNOWN);
        break;
    default:
        break;
    }
}

static void link_field(struct linking *linking, struct object *object, const struct field *field) {
    linking->object = object;
    if (field_is_list(field)) {
        const struct list *list = field_list(object, field);
        for (int i = 0; i < list->count; i++)
            link_text(linking, field, list->items[i]);
    } else if (field_text(object, field)) {
        link_text(linking, field, field_text(object, field));
    }
}

static void link_object(struct linking *linking, struct object *object) {
    for (const struct field *field = object->kind->fields; field && field->name; field++)
        if (field_refers(field) && !(field->rule & HINT))
            link_field(linking, object, field);
    if (object->kind->named_after)
        graph_need(linking->graph, object, graph_namesake(linking->graph, object), KNOWN);
    if (object->kind->link)
        object->kind->link(linking->graph, object);
}

static void link_bodies(struct linking *linking, struct object *object) {
    if (kind_is_remembered(object->kind))
        link_object(linking, object);
    for (const struct field *field = object->kind->fields; field && field->name; field++)
        if (field->shape == SHAPE_BODY || field->shape == SHAPE_KID)
            link_field(linking, object, field);
}

static void link_all(struct graph *graph, void (*link)(struct linking *, struct object *)) {
    struct linking linking = {.graph = graph, .arena = arena_new()};
    for (int i = 0; i < graph->count; i++) {
        const struct object *object = graph->objects[i];
        bool top = !object->parent || object->parent->kind->names_others;
        if (top && object->name && !object->kind->names_others)
            index_name(&linking, graph->objects[i], object->name);
        if (top && object->name && object->kind->second_name)
            index_name(&linking, graph->objects[i], object->kind->second_name(linking.arena, object));
    }
    for (int i = 0; i < graph->count; i++)
        link(&linking, graph->objects[i]);
    HASH_CLEAR(hh, linking.names);
    arena_free(linking.arena);
}

void graph_link(struct graph *graph) {
    link_all(graph, link_object);
}

void graph_link_bodies(struct graph *graph) {
    link_all(graph, link_bodies);
}
