#include "luamig/field_read.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/decimal.h"
#include "luamig/field.h"
#include "luamig/json.h"
#include "luamig/marker.h"
#include "luamig/nearest.h"
#include "luamig/words.h"

static lua_State *state_of(const struct slot *slot) {
    return slot->reading->declaration->L;
}

static struct arena *arena_of(const struct slot *slot) {
    return slot->reading->declaration->graph->arena;
}

static _Noreturn void refuse(const struct slot *slot, const char *wrong) {
    reading_fail(slot->reading, slot_line(slot), NULL, "%s %s", slot_title(slot), wrong);
}

/* The table that stands in the slot as a reading of its own, whose title ends in `part`. */
static struct reading within(const struct slot *slot, const char *part) {
    struct reading inner = *slot->reading;
    inner.places = slot_places(slot);
    inner.line = slot_line(slot);
    inner.part = part;
    return inner;
}

/* ---- numbers and literals ---- */

/* As SQL: a float keeps all its digits. One that is a whole number is written as such where `whole`. */
static const char *read_number(const struct slot *slot, bool whole, int index) {
    lua_State *L = state_of(slot);
    char decimal[DECIMAL_ROOM];
    int is_integer;
    lua_Integer integer = lua_tointegerx(L, index, &is_integer);
    if (is_integer && (whole || lua_isinteger(L, index)))
        return arena_printf(arena_of(slot), "%lld", (long long)integer);
    double number = lua_tonumber(L, index);
    if (isnan(number))
        reading_fail(slot->reading, slot_line(slot), "write it as SQL does: sql \"'NaN'::float8\"",
                     "%s is not a number (0/0)", slot_title(slot));
    if (isinf(number))
        reading_fail(slot->reading, slot_line(slot), "write it as SQL does: sql \"'Infinity'::float8\"",
                     "%s is infinite", slot_title(slot));
    decimal_write(decimal, number);
    return arena_copy(arena_of(slot), decimal);
}

static int encode(lua_State *L) {
    json_push_encoded(L, 1);
    return 1;
}

/* Its error has the place of the call: the one of the key is nearer. */
static const char *read_json(const struct slot *slot, int index) {
    lua_State *L = state_of(slot);
    lua_pushcfunction(L, encode);
    lua_pushvalue(L, index);
    if (lua_pcall(L, 1, 1, 0) != LUA_OK)
        reading_fail(slot->reading, slot_line(slot), NULL, "%s: %s", slot_title(slot),
                     luaL_tolstring(L, -1, NULL));
    struct text literal = text_new(arena_of(slot));
    text_add_literal(&literal, lua_tostring(L, -1));
    lua_pop(L, 1);
    return literal.data;
}

static void check_expression(const struct slot *slot, const char *text, bool list) {
    const char *trouble = words_trouble(arena_of(slot), text, list);
    if (trouble)
        refuse(slot, trouble);
}

/* A string is a literal, a number or boolean itself, a table JSON, sql "..." an expression. */
static const char *read_literal(const struct slot *slot, int index) {
    lua_State *L = state_of(slot);
    struct text text = text_new(arena_of(slot));
    const char *expression = marker_sql(L, index);
    if (expression) {
        check_expression(slot, expression, false);
        return arena_copy(text.arena, expression);
    }
    if (lua_istable(L, index) || json_is_null(L, index) || json_is_number(L, index))
        return read_json(slot, index);
    switch (lua_type(L, index)) {
    case LUA_TSTRING:
        text_add_literal(&text, slot_string(slot, index));
        return text.data;
    case LUA_TNUMBER:
        return read_number(slot, false, index);
    case LUA_TBOOLEAN:
        return lua_toboolean(L, index) ? "true" : "false";
    default:
        slot_wants(slot, "a string, number, boolean or table, or sql \"...\"", index);
        return NULL;
    }
}

/* ---- texts ---- */

static const char *lower(struct arena *arena, const char *text) {
    char *copy = arena_copy(arena, text);
    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

/* Is `value` one of `words`? "set null (a, b)" counts as "set null". */
static void check_word(const struct slot *slot, const struct field *field, const char *value) {
    enum { MOST = 16 };
    struct arena *arena = arena_of(slot);
    size_t size = strcspn(value, "(");
    while (size && value[size - 1] == ' ')
        size--;
    const char *candidates[MOST];
    struct text all = text_new(arena);
    int count = 0;
    for (const char *word = field->words; word && count < MOST;) {
        size_t length = strcspn(word, "|");
        if (length == size && strncmp(word, value, size) == 0)
            return;
        candidates[count] = arena_copy_bytes(arena, word, length);
        text_addf(&all, "%s\"%s\"", count ? ", " : "", candidates[count]);
        count++;
        word = word[length] ? word + length + 1 : NULL;
    }
    const char *near = nearest(value, candidates, count);
    reading_fail(slot->reading, slot_line(slot),
                 near ? arena_printf(arena, "did you mean \"%s\"?", near)
                      : arena_printf(arena, "it is one of %s", all.data),
                 "%s cannot be \"%s\"", slot_title(slot), value);
}

static const char *read_text(const struct slot *slot, const struct field *field, int index) {
    lua_State *L = state_of(slot);
    if (field->rule & LITERAL)
        return read_literal(slot, index);
    if (field->words && lua_isboolean(L, index))
        return lua_toboolean(L, index)
                   ? arena_copy_bytes(arena_of(slot), field->words, strcspn(field->words, "|"))
                   : NULL;
    if (field->shape == SHAPE_EXPR && marker_sql(L, index))
        return check_expression(slot, marker_sql(L, index), true),
               arena_copy(arena_of(slot), marker_sql(L, index));
    if (field->shape == SHAPE_NUMBER) {
        if (lua_type(L, index) != LUA_TNUMBER)
            slot_wants(slot, "a number", index);
        return read_number(slot, true, index);
    }
    if (lua_type(L, index) != LUA_TSTRING)
        slot_wants(slot, "a string", index);
    const char *text = slot_string(slot, index);
    if (!text[strspn(text, " \t\r\n")] && field->shape != SHAPE_BODY)
        refuse(slot, "is empty");
    if (field->rule & LOWER)
        text = lower(arena_of(slot), text);
    if (field->words)
        check_word(slot, field, text);
    if (field->shape == SHAPE_EXPR)
        check_expression(slot, text, true);
    return text;
}

/* ---- lists ---- */

/* { "new", renamed_from = "old" } */
static const char *read_renamed(const struct slot *slot, int index, const char **was) {
    lua_State *L = state_of(slot);
    struct reading inner = within(slot, arena_printf(arena_of(slot), "item %d", slot->item));
    int items;
    struct list keys = reading_keys(&inner, index, &items);
    if (items != 1 || keys.count > 1 || (keys.count && strcmp(keys.items[0], "renamed_from") != 0))
        slot_wants(slot, "\"name\" or { \"name\", renamed_from = \"old name\" }", index);
    struct slot name = {.reading = &inner, .item = 1, .title = "the name"},
                old = {.reading = &inner, .key = "renamed_from"};
    lua_rawgeti(L, index, 1);
    if (lua_type(L, -1) != LUA_TSTRING)
        slot_wants(&name, "a string", -1);
    const char *item = slot_string(&name, lua_gettop(L));
    if (keys.count) {
        if (reading_push(&inner, index, "renamed_from") != LUA_TSTRING)
            slot_wants(&old, "a string", -1);
        *was = slot_string(&old, lua_gettop(L));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return item;
}

/* "Two Words" as it is written: it is quoted later (element.h). */
static bool is_column_name(const struct object *table, const char *item) {
    const struct kind *columns = table ? kind_of_key(table->kind, "#") : NULL;
    return columns && object_kid(table, columns, item);
}

static void check_item(const struct slot *slot, const struct field *field, const struct list *list,
                       const char *item) {
    enum { LONGEST = 63 };
    bool labels = field->rule & LABELS;
    if (!*item && field->shape != SHAPE_LIST)
        refuse(slot, "is empty");
    if (field->shape == SHAPE_EXPRS && !is_column_name(slot->reading->object->parent, item))
        check_expression(slot, item, (field->rule & SETTINGS) != 0);
    if (labels && strlen(item) > LONGEST)
        refuse(slot,
               arena_printf(arena_of(slot), "has %zu bytes; PostgreSQL keeps %d", strlen(item), LONGEST));
    if ((labels || field->shape == SHAPE_NAMES) && list_find(list, item) >= 0)
        refuse(slot, arena_printf(arena_of(slot), "says '%s' again", item));
}

static void read_item(const struct slot *slot, const struct field *field, struct list *list, int index) {
    lua_State *L = state_of(slot);
    const char *item = NULL, *was = NULL;
    if (lua_type(L, index) == LUA_TSTRING)
        item = slot_string(slot, index);
    else if (lua_istable(L, index) && (field->rule & LABELS))
        item = read_renamed(slot, index, &was);
    else
        slot_wants(slot, slot->item ? "a string" : "a string or a list of strings", index);
    if (field->rule & LOWER)
        item = lower(arena_of(slot), item);
    check_item(slot, field, list, item);
    list_add_renamed(arena_of(slot), list, item, was);
}

static void read_items(const struct reading *reading, const struct field *field, int index, int items) {
    lua_State *L = reading->declaration->L;
    struct list list = {0};
    for (int i = 1; i <= items; i++) {
        struct slot slot = {.reading = reading, .item = i};
        lua_rawgeti(L, index, i);
        read_item(&slot, field, &list, lua_gettop(L));
        lua_pop(L, 1);
    }
    field_set_list(reading->object, field, list);
}

/* { "simple", "english_stem" } is "simple, english_stem". */
static const char *read_words(const struct slot *slot, int index) {
    lua_State *L = state_of(slot);
    struct reading inner = within(slot, slot->key);
    struct text text = text_new(arena_of(slot));
    int items;
    struct list keys = reading_keys(&inner, index, &items);
    if (keys.count || !items)
        slot_wants(slot, "a value or a list of strings", index);
    for (int i = 1; i <= items; i++) {
        struct slot item = {.reading = &inner, .item = i};
        lua_rawgeti(L, index, i);
        if (lua_type(L, -1) != LUA_TSTRING)
            slot_wants(&item, "a string", -1);
        text_addf(&text, "%s%s", i > 1 ? ", " : "", slot_string(&item, lua_gettop(L)));
        lua_pop(L, 1);
    }
    return text.data;
}

/* fillfactor = 70 is "fillfactor=70". */
static void read_setting(const struct reading *reading, const struct field *field, const char *key,
                         int index) {
    struct slot slot = {.reading = reading, .key = key};
    lua_State *L = reading->declaration->L;
    struct list list = *field_list(reading->object, field);
    const char *value = NULL;
    int type = reading_push(reading, index, key);
    if (type == LUA_TSTRING)
        value = slot_string(&slot, lua_gettop(L));
    else if (type == LUA_TNUMBER)
        value = read_number(&slot, true, lua_gettop(L));
    else if (type == LUA_TBOOLEAN)
        value = lua_toboolean(L, -1) ? "true" : "false";
    else if (type == LUA_TTABLE)
        value = read_words(&slot, lua_gettop(L));
    else
        slot_wants(&slot, "a string, number, boolean or list of strings", -1);
    list_add(arena_of(&slot), &list, arena_printf(arena_of(&slot), "%s=%s", key, value));
    field_set_list(reading->object, field, list);
    lua_pop(L, 1);
}

static void read_list(const struct slot *slot, const struct field *field, int index) {
    if (!lua_istable(state_of(slot), index)) {
        struct list list = {0};
        read_item(slot, field, &list, index);
        field_set_list(slot->reading->object, field, list);
        return;
    }
    struct reading inner = within(slot, slot->key);
    int items;
    struct list keys = reading_keys(&inner, index, &items);
    if (keys.count && !(field->rule & SETTINGS)) {
        struct slot key = {.reading = &inner, .key = keys.items[0]};
        reading_fail(&inner, slot_line(&key), NULL, "%s is a list of strings; it has no key '%s'",
                     slot_title(slot), keys.items[0]);
    }
    read_items(&inner, field, index, items);
    for (int i = 0; i < keys.count; i++)
        read_setting(&inner, field, keys.items[i], index);
}

void field_read_items(const struct reading *reading, const struct field *field, int index) {
    int items;
    reading_keys(reading, index, &items);
    reading->object->has |= field_bit(reading->kind, field);
    read_items(reading, field, index, items);
}

/* ---- a field ---- */

/* using = { up = ..., down = ... }: both ways of a hint that has a field for the way back. */
static bool read_both_ways(const struct slot *slot, const struct field *field, int index) {
    lua_State *L = state_of(slot);
    const struct field *down =
        kind_field(slot->reading->kind, arena_printf(arena_of(slot), "%s_down", field->name));
    if (!down || !lua_istable(L, index))
        return false;
    struct reading inner = within(slot, slot->key);
    int items;
    struct list keys = reading_keys(&inner, index, &items);
    for (int i = 0; i < keys.count; i++) {
        bool up = strcmp(keys.items[i], "up") == 0;
        struct slot way = {.reading = &inner, .key = keys.items[i]};
        if (!up && strcmp(keys.items[i], "down") != 0)
            reading_fail(&inner, slot_line(&way), "its keys are up and down", "%s: unknown key '%s'",
                         slot_title(slot), keys.items[i]);
        reading_push(&inner, index, keys.items[i]);
        field_set_text(slot->reading->object, up ? field : down, read_text(&way, field, lua_gettop(L)));
        lua_pop(L, 1);
    }
    if (items || !keys.count)
        slot_wants(slot, "a string or { up = \"...\", down = \"...\" }", index);
    return true;
}

void field_read(const struct slot *slot, const struct field *field, int index) {
    lua_State *L = state_of(slot);
    struct object *object = slot->reading->object;
    object->has |= field_bit(slot->reading->kind, field);
    if (marker_is_none(L, index)) {
        field_set_plain(arena_of(slot), object, field, NULL);
    } else if (field_is_list(field)) {
        read_list(slot, field, index);
    } else if (field_is_bool(field)) {
        if (!lua_isboolean(L, index))
            slot_wants(slot, "true or false", index);
        field_set_bool(object, field, lua_toboolean(L, index));
    } else if (!read_both_ways(slot, field, index)) {
        field_set_text(object, field, read_text(slot, field, index));
    }
}
