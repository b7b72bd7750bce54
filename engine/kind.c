#include "luamig/kind.h"

#include <string.h>

/* Is the word of that size one of those in `words`, which are parted by blanks? */
static bool among(const char *words, const char *word, size_t size) {
    for (const char *at = words; *at; at += *at == ' ') {
        size_t length = strcspn(at, " ");
        if (length == size && memcmp(at, word, size) == 0)
            return true;
        at += length;
    }
    return false;
}

const struct kind *kind_named(const char *name) {
    for (int i = 0; kinds[i]; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

const struct kind *kind_of_schemas(void) {
    int i = 0;
    while (!kinds[i]->names_others)
        i++;
    return kinds[i];
}

bool kind_is_remembered(const struct kind *kind) {
    return !kind->queries[0].sql;
}

const struct kind *kind_of_word(const char *word) {
    for (int i = 0; kinds[i]; i++)
        if (kinds[i]->word && strcmp(kinds[i]->word, word) == 0)
            return kinds[i];
    return NULL;
}

bool kind_shares_names(const struct kind *a, const struct kind *b) {
    if (!a->space || !b->space)
        return false;
    for (const char *at = b->space; *at; at += *at == ' ') {
        size_t size = strcspn(at, " ");
        if (among(a->space, at, size))
            return true;
        at += size;
    }
    return false;
}

bool kind_stands_within(const struct kind *kind, const struct kind *parent) {
    if (!kind->within)
        return false;
    if (strcmp(kind->within, "*") == 0)
        return parent->noun && !parent->attached && !(kind->grants && !parent->grant_noun);
    return among(kind->within, parent->name, strlen(parent->name));
}

const struct kind *kind_of_key(const struct kind *parent, const char *key) {
    for (int i = 0; kinds[i]; i++)
        if (kinds[i]->key && strcmp(kinds[i]->key, key) == 0 && kind_stands_within(kinds[i], parent))
            return kinds[i];
    return NULL;
}

const struct kind *kind_of_column_key(const struct kind *table, const char *key) {
    for (int i = 0; kinds[i]; i++)
        if (kinds[i]->column_key && strcmp(kinds[i]->column_key, key) == 0 &&
            kind_stands_within(kinds[i], table))
            return kinds[i];
    return NULL;
}

const struct field *kind_field(const struct kind *kind, const char *name) {
    for (const struct field *field = kind->fields; field && field->name; field++)
        if (strcmp(field->name, name) == 0)
            return field;
    return NULL;
}

bool kind_may_be_bare(const struct kind *kind) {
    return !kind_field_ruled(kind, POSITIONAL) && !kind_of_key(kind, "#");
}

int field_count(const struct kind *kind) {
    int count = 0;
    while (kind->fields && kind->fields[count].name)
        count++;
    return count;
}

uint64_t field_bit(const struct kind *kind, const struct field *field) {
    return UINT64_C(1) << (field - kind->fields);
}

const struct field *kind_field_ruled(const struct kind *kind, int rule) {
    for (const struct field *field = kind->fields; field && field->name; field++)
        if (field->rule & rule)
            return field;
    return NULL;
}
