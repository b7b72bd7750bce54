#include "luamig/places.h"

#include <string.h>

struct entry {
    int line;
    int table;       /* the { of the literal table that it is, as an index of tokens; 0: it is none */
    const char *key; /* not terminated; NULL: a positional item */
    size_t key_size;
};

struct entries {
    struct entry *list;
    int count;
};

struct places {
    struct arena *arena;
    const struct tokens *tokens;
    struct entries items, keys;
};

/* A walk over the tokens of a file that Lua has accepted; at the end it stays there all the same. */
struct walk {
    const struct tokens *tokens;
    int at;
};

static const struct token *token_at(const struct walk *walk, int ahead) {
    int last = walk->tokens->count - 1, at = walk->at + ahead;
    return &walk->tokens->items[at < last ? at : last];
}

static bool is(const struct walk *walk, int ahead, const char *text) {
    const struct token *token = token_at(walk, ahead);
    return token->kind != TOKEN_STRING && token_is(token, text);
}

static bool at_end(const struct walk *walk) {
    return token_at(walk, 0)->kind == TOKEN_END;
}

static void skip(struct walk *walk) {
    walk->at = tokens_skip(walk->tokens, walk->at);
}

static bool at_separator(const struct walk *walk) {
    return at_end(walk) || is(walk, 0, ",") || is(walk, 0, ";") || is(walk, 0, "}");
}

/* `name =` or `["name"] =`. A key that is written otherwise becomes "", which nobody asks for. */
static void read_key(struct walk *walk, struct entry *entry) {
    const struct token *first = token_at(walk, 0), *inner = token_at(walk, 1);
    if (first->kind == TOKEN_NAME && is(walk, 1, "=")) {
        entry->key = first->at;
        entry->key_size = first->size;
        walk->at += 2;
    } else if (is(walk, 0, "[")) {
        entry->key = "";
        bool quoted = inner->kind == TOKEN_STRING && *inner->at != '[' && is(walk, 2, "]");
        if (quoted && !memchr(inner->at, '\\', inner->size)) {
            entry->key = inner->at + 1;
            entry->key_size = inner->size - 2;
        }
        skip(walk);
        walk->at++;
    }
}

static struct entry read_entry(struct walk *walk) {
    struct entry entry = {.line = token_at(walk, 0)->line};
    read_key(walk, &entry);
    int value = walk->at;
    if (is(walk, 0, "{")) {
        skip(walk);
        entry.table = at_separator(walk) ? value : 0;
    }
    while (!at_separator(walk))
        skip(walk);
    return entry;
}

static void add_entry(struct arena *arena, struct entries *entries, struct entry entry) {
    entries->list = arena_grow(arena, entries->list, (size_t)entries->count, sizeof entry);
    entries->list[entries->count++] = entry;
}

/* Tables within are read when they are asked for. */
static struct places *read_table(struct arena *arena, const struct tokens *tokens, int brace) {
    struct places *places = arena_alloc(arena, sizeof *places);
    places->arena = arena;
    places->tokens = tokens;
    struct walk walk = {tokens, brace + 1};
    while (!at_end(&walk) && !is(&walk, 0, "}")) {
        struct entry entry = read_entry(&walk);
        add_entry(arena, entry.key ? &places->keys : &places->items, entry);
        if (!is(&walk, 0, "}"))
            walk.at++;
    }
    return places;
}

const struct places *places_find(struct arena *arena, const struct tokens *tokens, int line, const char *word,
                                 int nth) {
    struct walk walk = {tokens, tokens_on_line(tokens, line)};
    while (!at_end(&walk) && token_at(&walk, 0)->line == line) {
        bool found = is(&walk, 0, word) && nth-- == 0;
        walk.at++;
        if (!found)
            continue;
        if (token_at(&walk, 0)->kind == TOKEN_STRING || is(&walk, 0, "("))
            skip(&walk);
        walk.at += is(&walk, 0, "(");
        return is(&walk, 0, "{") ? read_table(arena, tokens, walk.at) : NULL;
    }
    return NULL;
}

static const struct entry *find_item(const struct places *places, int k) {
    return k >= 1 && k <= places->items.count ? &places->items.list[k - 1] : NULL;
}

/* The last one of that name: its value is the one that stays. */
static const struct entry *find_key(const struct places *places, const char *key) {
    size_t size = strlen(key);
    for (int i = places->keys.count - 1; i >= 0; i--) {
        const struct entry *entry = &places->keys.list[i];
        if (entry->key_size == size && memcmp(entry->key, key, size) == 0)
            return entry;
    }
    return NULL;
}

static const struct places *entry_table(const struct places *places, const struct entry *entry) {
    return entry && entry->table ? read_table(places->arena, places->tokens, entry->table) : NULL;
}

int places_item_line(const struct places *places, int k) {
    const struct entry *entry = find_item(places, k);
    return entry ? entry->line : 0;
}

int places_key_line(const struct places *places, const char *key) {
    const struct entry *entry = find_key(places, key);
    return entry ? entry->line : 0;
}

const struct places *places_item(const struct places *places, int k) {
    return entry_table(places, find_item(places, k));
}

const struct places *places_key(const struct places *places, const char *key) {
    return entry_table(places, find_key(places, key));
}

int places_repeated_line(const struct places *places, const char *key) {
    const struct entry *last = find_key(places, key);
    for (const struct entry *entry = places->keys.list; last && entry < last; entry++)
        if (entry->key_size == last->key_size && memcmp(entry->key, last->key, last->key_size) == 0)
            return entry->line;
    return 0;
}
