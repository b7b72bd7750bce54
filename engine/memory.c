#include "luamig/memory.h"

#include <stdlib.h>
#include <string.h>

#include "luamig/field.h"
#include "luamig/utf8.h"

/* One string of the ledger's JSON, which is flat: {"field": "text", "other": null}. Returns what follows it. */
static const char *read_string(struct arena *arena, const char *at, const char **string) {
    static const char escapes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    struct text text = text_new(arena);
    for (at++; *at && *at != '"'; at++) {
        if (*at != '\\') {
            text_add_char(&text, *at);
            continue;
        }
        at++;
        const char *escape = *at ? strchr(escapes, *at) : NULL;
        if (escape) {
            text_add_char(&text, meanings[escape - escapes]);
        } else if (*at == 'u' && strlen(at) >= 5) {
            char digits[5] = {at[1], at[2], at[3], at[4], 0}, bytes[4];
            text_add_bytes(&text, bytes, utf8_write(bytes, (uint32_t)strtoul(digits, NULL, 16)));
            at += 4;
        }
    }
    *string = text.data;
    return *at ? at + 1 : at;
}

const char *memory_text(struct arena *arena, const char *json, const char *name) {
    for (const char *at = json; (at = strchr(at, '"'));) {
        const char *key, *value = NULL;
        at = read_string(arena, at, &key);
        at += strspn(at, ": ");
        if (*at == '"')
            at = read_string(arena, at, &value);
        if (strcmp(key, name) == 0)
            return value;
    }
    return NULL;
}

bool memory_field(struct arena *arena, const char *json, const struct field *field, const char **plain) {
    *plain = json ? memory_text(arena, json, field->name) : NULL;
    return json != NULL;
}

static bool same(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

uint64_t memory_drift(struct graph *catalog, const struct object *object) {
    uint64_t fields = 0;
    for (const struct field *field = object->kind->fields; object->remembered && field->name; field++) {
        const char *was;
        if (field->rule & (HINT | SEEN))
            continue;
        memory_field(catalog->arena, object->remembered, field, &was);
        if (!same(was, field_plain(catalog->arena, object, field)))
            fields |= field_bit(object->kind, field);
    }
    return fields;
}

static void recall(struct graph *catalog, struct object *object) {
    uint64_t drift = memory_drift(catalog, object);
    struct object *said = graph_copy(catalog, object);
    for (const struct field *field = object->kind->fields; field->name; field++) {
        const char *words;
        if ((field->rule & SEEN) || (drift & field_bit(object->kind, field)))
            continue;
        memory_field(catalog->arena, object->wording, field, &words);
        /* What the model leaves to PostgreSQL (NOT NULL by a key) is no word of it. */
        if (words)
            field_set_plain(catalog->arena, said, field, words);
    }
    said->declared = NULL;
    object->declared = said;
}

void memory_recall(struct graph *catalog) {
    for (int i = 0; i < catalog->count; i++)
        if (catalog->objects[i]->wording && catalog->objects[i]->remembered)
            recall(catalog, catalog->objects[i]);
}
