#include "luamig/reading.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/field.h"
#include "luamig/json.h"
#include "luamig/marker.h"
#include "luamig/nearest.h"
#include "luamig/utf8.h"

static struct arena *arena_of(const struct reading *reading) {
    return reading->declaration->graph->arena;
}

/* ---- places ---- */

const char *declaration_origin(const struct declaration *declaration, int line) {
    return arena_printf(declaration->graph->arena, "%s:%d", declaration->file,
                        line ? line : declaration->line);
}

const char *reading_origin(const struct reading *reading) {
    return declaration_origin(reading->declaration, reading->line);
}

int slot_line(const struct slot *slot) {
    const struct places *places = slot->reading->places;
    int line = !places      ? 0
               : slot->key  ? places_key_line(places, slot->key)
               : slot->item ? places_item_line(places, slot->item)
                            : 0;
    return line ? line : slot->reading->line;
}

const char *slot_origin(const struct slot *slot) {
    return declaration_origin(slot->reading->declaration, slot_line(slot));
}

const struct places *slot_places(const struct slot *slot) {
    const struct places *places = slot->reading->places;
    if (!places || !(slot->key || slot->item))
        return places;
    return slot->key ? places_key(places, slot->key) : places_item(places, slot->item);
}

/* ---- titles ---- */

static const char *words_of(struct arena *arena, const char *name) {
    char *words = arena_copy(arena, name);
    for (char *c = words; *c; c++)
        if (*c == '_')
            *c = ' ';
    return words;
}

/* "a foreign key constraint of table t", "the comment of column t.id" */
static const char *nameless_title(const struct reading *reading) {
    struct arena *arena = arena_of(reading);
    const struct kind *kind = reading->kind;
    const struct object *parent = reading->object->parent;
    const char *article = kind->single ? "the" : strchr("aeio", *kind->name) ? "an" : "a";
    bool constraint = kind->noun && strcmp(kind->noun, "CONSTRAINT") == 0 && !kind->single;
    return arena_printf(arena, "%s %s%s%s%s", article, words_of(arena, kind->name),
                        constraint ? " constraint" : "", parent ? " of " : "",
                        parent ? object_title(arena, parent) : "");
}

static const char *object_or_key_title(const struct reading *reading) {
    struct arena *arena = arena_of(reading);
    if (!reading->for_column)
        return reading->object->name ? object_title(arena, reading->object) : nameless_title(reading);
    struct text column = text_new(arena);
    object_add_path(&column, reading->object->parent);
    text_add_char(&column, '.');
    text_add_part(&column, reading->for_column);
    return arena_printf(arena, "%s of column %s", reading->kind->column_key, column.data);
}

const char *reading_title(const struct reading *reading) {
    const char *title = object_or_key_title(reading);
    return reading->part ? arena_printf(arena_of(reading), "%s: %s", title, reading->part) : title;
}

const char *slot_title(const struct slot *slot) {
    struct arena *arena = arena_of(slot->reading);
    const char *title = reading_title(slot->reading);
    if (slot->title && !slot->reading->object->name && !slot->reading->part)
        return arena_printf(arena, "%s of %s", slot->title, title);
    if (slot->title || slot->key)
        return arena_printf(arena, "%s: %s", title, slot->title ? slot->title : slot->key);
    return slot->item ? arena_printf(arena, "%s: item %d", title, slot->item) : title;
}

/* ---- complaints ---- */

_Noreturn void reading_fail(const struct reading *reading, int line, const char *hint, const char *format,
                            ...) {
    struct fail fail = {0};
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vprintf(arena_of(reading), format, arguments);
    va_end(arguments);
    fail_at(&fail, declaration_origin(reading->declaration, line ? line : reading->line), "%s", message);
    if (hint)
        fail_hint(&fail, "%s", hint);
    box_raise(reading->declaration->L, &fail);
    abort(); /* box_raise() does not return */
}

static const char *a_value(lua_State *L, int index) {
    switch (lua_type(L, index)) {
    case LUA_TNIL:
        return "nil";
    case LUA_TBOOLEAN:
        return lua_toboolean(L, index) ? "true" : "false";
    case LUA_TNUMBER:
        return "a number";
    case LUA_TSTRING:
        return "a string";
    case LUA_TTABLE:
        return "a table";
    case LUA_TFUNCTION:
        return "a function";
    default:
        return marker_sql(L, index)       ? "sql \"...\""
               : marker_is_none(L, index) ? "none"
               : json_is_null(L, index)   ? "json.null"
               : json_is_number(L, index) ? "a json.number"
                                          : luaL_typename(L, index);
    }
}

_Noreturn void slot_wants(const struct slot *slot, const char *wanted, int index) {
    reading_fail(slot->reading, slot_line(slot), NULL, "%s wants %s, not %s", slot_title(slot), wanted,
                 a_value(slot->reading->declaration->L, index));
}

static const char *join(struct arena *arena, const char *const *words, int count) {
    struct text text = text_new(arena);
    for (int i = 0; i < count; i++)
        text_addf(&text, "%s%s", i ? ", " : "", words[i]);
    return text.data;
}

_Noreturn void reading_unknown_key(const struct reading *reading, const char *key) {
    enum { MOST = 128 };
    const char *known[MOST];
    const struct kind *kind = reading->kind;
    bool column = kind->key && *kind->key == '#';
    int count = 0;
    for (const struct field *field = kind->fields; field->name && count < MOST; field++)
        if (!(field->rule & (SEEN | POSITIONAL)))
            known[count++] = field->name;
    for (int i = 0; kinds[i] && count < MOST - 3; i++) {
        if (kinds[i]->key && *kinds[i]->key != '#' && kind_stands_within(kinds[i], kind))
            known[count++] = kinds[i]->key;
        if (column && kinds[i]->column_key)
            known[count++] = kinds[i]->column_key;
    }
    if (!kind->attached && !reading->for_column)
        known[count++] = "renamed_from";
    if (!reading->named && !column && !kind->attached)
        known[count++] = "name";
    struct arena *arena = arena_of(reading);
    struct slot slot = {.reading = reading, .key = key};
    const char *near = nearest(key, known, count);
    const char *hint = near    ? arena_printf(arena, "did you mean %s?", near)
                       : count ? arena_printf(arena, "its keys are %s", join(arena, known, count))
                               : "it has no keys";
    reading_fail(reading, slot_line(&slot), hint, "%s: unknown key '%s'", reading_title(reading), key);
}

/* ---- the keys of a table ---- */

static int compare_keys(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void check_list(const struct reading *reading, int index, int count) {
    lua_State *L = reading->declaration->L;
    for (int i = 1; i <= count; i++) {
        struct slot slot = {.reading = reading, .item = i};
        if (lua_rawgeti(L, index, i) == LUA_TNIL)
            reading_fail(reading, slot_line(&slot), NULL, "%s: item %d is nil", reading_title(reading), i);
        lua_pop(L, 1);
    }
}

struct list reading_keys(const struct reading *reading, int index, int *items) {
    lua_State *L = reading->declaration->L;
    struct list keys = {0};
    *items = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TSTRING) {
            size_t size;
            const char *key = lua_tolstring(L, -2, &size);
            if (strlen(key) != size || !utf8_valid(key, size))
                reading_fail(reading, 0, NULL, "%s: a key %s", reading_title(reading),
                             strlen(key) != size ? "holds a NUL byte" : "is not valid UTF-8");
            list_add(arena_of(reading), &keys, arena_copy(arena_of(reading), key));
        } else if (lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1) {
            ++*items;
        } else {
            reading_fail(reading, 0, NULL, "%s: a key is %s; keys are names", reading_title(reading),
                         a_value(L, -2));
        }
    }
    check_list(reading, index, *items);
    if (keys.count > 1)
        qsort(keys.items, (size_t)keys.count, sizeof *keys.items, compare_keys);
    for (int i = 0; reading->places && i < keys.count; i++) {
        int first = places_repeated_line(reading->places, keys.items[i]);
        struct slot slot = {.reading = reading, .key = keys.items[i]};
        if (first)
            reading_fail(reading, slot_line(&slot), NULL,
                         "%s: the key %s is given twice: here and on line %d", reading_title(reading),
                         keys.items[i], first);
    }
    return keys;
}

int reading_push(const struct reading *reading, int index, const char *key) {
    lua_pushstring(reading->declaration->L, key);
    return lua_rawget(reading->declaration->L, index);
}

/* ---- strings ---- */

const char *slot_string(const struct slot *slot, int index) {
    lua_State *L = slot->reading->declaration->L;
    size_t size;
    const char *string = lua_tolstring(L, index, &size);
    const char *wrong = strlen(string) != size      ? "holds a NUL byte, which PostgreSQL cannot store"
                        : !utf8_valid(string, size) ? "is not valid UTF-8"
                                                    : NULL;
    if (wrong)
        reading_fail(slot->reading, slot_line(slot), NULL, "%s %s", slot_title(slot), wrong);
    return arena_copy_bytes(arena_of(slot->reading), string, size);
}

/* Enough of it for a message, up to a whole character. */
static int beginning(const char *name) {
    int size = 20;
    while (((unsigned char)name[size] & 0xc0) == 0x80)
        size--;
    return size;
}

const char *slot_name(const struct slot *slot, int index) {
    enum { LONGEST = 63 };
    lua_State *L = slot->reading->declaration->L;
    if (lua_type(L, index) != LUA_TSTRING)
        slot_wants(slot, "a name", index);
    const char *name = slot_string(slot, index);
    size_t size = strlen(name);
    if (!size)
        reading_fail(slot->reading, slot_line(slot), NULL, "%s is empty", slot_title(slot));
    if (size > LONGEST)
        reading_fail(slot->reading, slot_line(slot), NULL, "%s '%.*s...' has %zu bytes; PostgreSQL keeps %d",
                     slot_title(slot), beginning(name), name, size, LONGEST);
    return name;
}
