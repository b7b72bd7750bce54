#include "luamig/trial.h"

#include <string.h>

#include "luamig/field.h"
#include "luamig/words.h"

struct tried {
    const char *words;
    UT_hash_handle hh;
};

static bool is_column(const struct kind *kind) {
    return kind->key && strcmp(kind->key, "#") == 0;
}

/* The columns of another table: a foreign key would lock it. */
static bool refers_to_columns(const struct field *field) {
    bool refers = field->shape == SHAPE_REFS || field->shape == SHAPE_REF;
    return refers && field->of && kind_named(field->of) && is_column(kind_named(field->of));
}

struct object *trial_key(const struct object *object) {
    for (int i = 0; i < object->need_count; i++)
        if (object->needs[i].on->kind->is_key)
            return object->needs[i].on;
    return NULL;
}

static uint64_t fields_to_try(const struct object *object) {
    uint64_t fields = 0;
    bool asks = false;
    for (const struct field *field = object->kind->fields; field->name; field++) {
        if ((field->rule & (HINT | SEEN)) || field_is_default(object, field))
            continue;
        if (refers_to_columns(field) && !trial_key(object))
            return 0;
        fields |= field_bit(object->kind, field);
        asks = asks || field->shape == SHAPE_EXPR || field->shape == SHAPE_EXPRS ||
               field->shape == SHAPE_NAMES || (field->shape == SHAPE_REF && (field->rule & DISTURBS));
    }
    return asks ? fields : 0;
}

/* ---- the words that it is known by ---- */

static void add_type(struct text *text, const struct object *column) {
    for (const struct field *field = column->kind->fields; field->name; field++)
        if ((field->rule & DISTURBS) && !field_is_list(field) && !field_is_bool(field) &&
            field_text(column, field))
            text_addf(text, " %s", field_text(column, field));
}

/* A column is as good as another of its type, and a sequence as another. */
static void add_word(struct text *text, const struct object *object, const char *word) {
    const struct object *table = is_column(object->kind) ? object->parent : object;
    for (; table && !kind_of_key(table->kind, "#"); table = table->parent)
        ;
    for (int i = 0; table && i < table->kid_count; i++)
        if (is_column(table->kids[i]->kind) && strcmp(table->kids[i]->name, word) == 0) {
            add_type(text, table->kids[i]);
            return;
        }
    for (int i = 0; i < object->need_count; i++) {
        const struct object *on = object->needs[i].on;
        if (on->kind->after_column && on->name && strcmp(on->name, word) == 0)
            word = on->kind->name;
    }
    text_addf(text, " %s", word);
}

static void add_words(struct text *text, const struct object *object, const struct field *field,
                      const char *said) {
    if (field->shape == SHAPE_NAMES) {
        add_word(text, object, said);
        return;
    }
    for (int i = 0; refers_to_columns(field) && i < object->need_count; i++)
        if (is_column(object->needs[i].on->kind))
            add_type(text, object->needs[i].on);
    if (refers_to_columns(field))
        return;
    for (struct word word = word_next(text->arena, said); word.kind != WORD_END;
         word = word_next(text->arena, word.at + word.size)) {
        if (word.kind == WORD_OTHER)
            text_add_bytes(text, word.at, word.size);
        else
            add_word(text, object, word.value);
        text_addf(text, ";%d", word.kind);
    }
}

static const char *words_of(struct arena *arena, const struct object *object) {
    struct text text = text_new(arena);
    text_add(&text, object->kind->name);
    for (const struct field *field = object->kind->fields; field->name; field++) {
        if ((field->rule & (HINT | SEEN)) || field_is_default(object, field))
            continue;
        text_addf(&text, "\n%s", field->name);
        const struct list *list = field_is_list(field) ? field_list(object, field) : NULL;
        for (int i = 0; list && i < list->count; i++)
            add_words(&text, object, field, list->items[i]);
        if (!list && !field_is_bool(field))
            add_words(&text, object, field, field_text(object, field));
    }
    return text.data;
}

uint64_t trial_fields(struct trial *trial, const struct object *object) {
    /* What is named after another stands only with that, which lies in no schema (a publication). */
    bool alone = object->name && !object->kind->named_after;
    uint64_t fields = alone ? fields_to_try(object) : 0;
    /* A body of its own may say anything of any table: only what hangs on one is known by its columns. */
    if (!fields || !object->parent || object->parent->kind->names_others)
        return fields;
    const char *words = words_of(trial->arena, object);
    struct tried *tried;
    HASH_FIND_STR(trial->tried, words, tried);
    if (tried)
        return 0;
    tried = arena_alloc(trial->arena, sizeof *tried);
    tried->words = words;
    HASH_ADD_KEYPTR(hh, trial->tried, tried->words, strlen(tried->words), tried);
    return fields;
}

void trial_end(struct trial *trial) {
    HASH_CLEAR(hh, trial->tried);
    arena_free(trial->arena);
}
