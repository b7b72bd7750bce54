#include "luamig/json.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/decimal.h"
#include "luamig/json_path.h"
#include "luamig/utf8.h"

/* The text grows in a userdata, so that an error leaves nothing behind and the state's limits hold for it. */
struct writer {
    lua_State *L;
    int buffer; /* where the userdata stands on the stack */
    char *data;
    size_t size, room;
};

struct key {
    const char *at;
    size_t size;
};

static void write_value(struct writer *writer, int index, const struct json_path *path);

/* `what` may hold one %s, for `detail`. */
static void refuse(const struct writer *writer, const struct json_path *path, const char *what,
                   const char *detail) {
    lua_State *L = writer->L;
    luaL_where(L, 1);
    json_path_push(L, path);
    const char *place = lua_tostring(L, -1);
    lua_pushfstring(L, "cannot write JSON%s%s: ", *place ? ": " : "", place);
    lua_remove(L, -2);
    lua_pushfstring(L, what, detail);
    lua_concat(L, 3);
    lua_error(L);
}

static void add(struct writer *writer, const char *bytes, size_t size) {
    if (writer->room - writer->size < size) {
        size_t room = writer->room * 2 > writer->size + size ? writer->room * 2 : writer->size + size;
        char *moved = lua_newuserdatauv(writer->L, room, 0);
        memcpy(moved, writer->data, writer->size);
        lua_replace(writer->L, writer->buffer);
        writer->data = moved;
        writer->room = room;
    }
    memcpy(writer->data + writer->size, bytes, size);
    writer->size += size;
}

static void add_char(struct writer *writer, char c) {
    add(writer, &c, 1);
}

static void add_escape(struct writer *writer, char c) {
    static const char shorts[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    static const char digits[] = "0123456789abcdef";
    char escape[6] = {'\\', 'u', '0', '0', digits[(c >> 4) & 0xF], digits[c & 0xF]};
    for (size_t i = 0; shorts[i]; i += 2)
        if (shorts[i] == c) {
            escape[1] = shorts[i + 1];
            add(writer, escape, 2);
            return;
        }
    add(writer, escape, sizeof escape);
}

static bool is_escaped(char c) {
    return c == '"' || c == '\\' || (unsigned char)c < ' ';
}

static void write_string(struct writer *writer, const char *bytes, size_t size,
                         const struct json_path *path) {
    if (!utf8_valid(bytes, size))
        refuse(writer, path, "a string that is no UTF-8 text%s", "");
    add_char(writer, '"');
    size_t from = 0;
    for (size_t at = 0; at < size; at++)
        if (is_escaped(bytes[at])) {
            add(writer, bytes + from, at - from);
            add_escape(writer, bytes[at]);
            from = at + 1;
        }
    add(writer, bytes + from, size - from);
    add_char(writer, '"');
}

static void write_number(struct writer *writer, int index, const struct json_path *path) {
    char text[DECIMAL_ROOM];
    if (lua_isinteger(writer->L, index)) {
        snprintf(text, sizeof text, LUA_INTEGER_FMT, lua_tointeger(writer->L, index));
        add(writer, text, strlen(text));
        return;
    }
    double value = lua_tonumber(writer->L, index);
    if (!isfinite(value))
        refuse(writer, path, "%s is no number of JSON", isnan(value) ? "NaN" : "infinity");
    decimal_write(text, value);
    add(writer, text, strlen(text));
}

/* `count`: of the items. If there is one for each number from 1 to it, these are all. */
static void write_array(struct writer *writer, int index, lua_Integer count, const struct json_path *path) {
    add_char(writer, '[');
    for (lua_Integer i = 1; i <= count; i++) {
        struct json_path below = json_path_item(path, i);
        if (i > 1)
            add_char(writer, ',');
        if (lua_rawgeti(writer->L, index, i) == LUA_TNIL)
            refuse(writer, &below, "a list with a hole: null is written json.null%s", "");
        write_value(writer, lua_gettop(writer->L), &below);
        lua_pop(writer->L, 1);
    }
    add_char(writer, ']');
}

static int compare_keys(const void *one, const void *two) {
    const struct key *a = one, *b = two;
    int order = memcmp(a->at, b->at, a->size < b->size ? a->size : b->size);
    return order ? order : (a->size > b->size) - (a->size < b->size);
}

/* Pushes a table that holds the keys, and their sorted addresses as a userdata. The table of a user may be a
 * weak one, from which a collection takes keys away. */
static struct key *push_keys(lua_State *L, int index, size_t *count) {
    size_t room = *count;
    struct key *keys = lua_newuserdatauv(L, room * sizeof *keys, 0);
    lua_createtable(L, (int)room, 0);
    int holder = lua_gettop(L);
    *count = 0;
    for (lua_pushnil(L); lua_next(L, index);) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING || *count == room)
            continue;
        struct key *key = &keys[*count];
        key->at = lua_tolstring(L, -1, &key->size);
        lua_pushvalue(L, -1);
        lua_rawseti(L, holder, (lua_Integer)++ * count);
    }
    qsort(keys, *count, sizeof *keys, compare_keys);
    return keys;
}

static void write_object(struct writer *writer, int index, size_t count, const struct json_path *path) {
    lua_State *L = writer->L;
    if (count == 0) {
        add(writer, "{}", 2);
        return;
    }
    const struct key *keys = push_keys(L, index, &count);
    for (size_t i = 0; i < count; i++) {
        struct json_path below = json_path_key(path, keys[i].at, keys[i].size);
        add_char(writer, i ? ',' : '{');
        write_string(writer, keys[i].at, keys[i].size, &below);
        add_char(writer, ':');
        lua_pushlstring(L, keys[i].at, keys[i].size);
        lua_rawget(L, index);
        write_value(writer, lua_gettop(L), &below);
        lua_pop(L, 1);
    }
    add_char(writer, '}');
    lua_pop(L, 2);
}

static void write_table(struct writer *writer, int index, const struct json_path *path) {
    lua_State *L = writer->L;
    size_t keys = 0;
    lua_Integer items = 0;
    if (path->level == JSON_LEVELS)
        refuse(writer, path, "more than 200 levels (does a table hold itself?)%s", "");
    luaL_checkstack(L, 16, "json");
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_isinteger(L, -2))
            items++;
        else if (lua_type(L, -2) == LUA_TSTRING)
            keys++;
        else
            refuse(writer, path, "a key that is a %s: keys are strings", luaL_typename(L, -2));
    }
    bool marked = json_is_array(L, index);
    if (keys && items)
        refuse(writer, path, "a table with both items and keys%s", "");
    if (keys && marked)
        refuse(writer, path, "an array with keys%s", "");
    if (items || marked)
        write_array(writer, index, items, path);
    else
        write_object(writer, index, keys, path);
}

static void write_value(struct writer *writer, int index, const struct json_path *path) {
    lua_State *L = writer->L;
    size_t size;
    const char *bytes;
    switch (lua_type(L, index)) {
    case LUA_TBOOLEAN:
        bytes = lua_toboolean(L, index) ? "true" : "false";
        add(writer, bytes, strlen(bytes));
        return;
    case LUA_TNUMBER:
        write_number(writer, index, path);
        return;
    case LUA_TSTRING:
        bytes = lua_tolstring(L, index, &size);
        write_string(writer, bytes, size, path);
        return;
    case LUA_TTABLE:
        write_table(writer, index, path);
        return;
    default:
        break;
    }
    if (json_is_null(L, index)) {
        add(writer, "null", 4);
    } else if (json_is_number(L, index)) {
        bytes = json_number_text(L, index, &size);
        add(writer, bytes, size);
    } else {
        const char *what =
            lua_isnil(L, index) ? "nil, which is written json.null%s" : "a %s has no JSON form";
        refuse(writer, path, what, lua_isnil(L, index) ? "" : luaL_typename(L, index));
    }
}

/* Leaves the userdata with the text on the stack. */
static struct writer write_whole(lua_State *L, int index) {
    enum { FIRST_ROOM = 256 };
    struct writer writer = {.L = L, .room = FIRST_ROOM};
    struct json_path whole = {0};
    index = lua_absindex(L, index);
    luaL_checkstack(L, 16, "json");
    writer.data = lua_newuserdatauv(L, writer.room, 0);
    writer.buffer = lua_gettop(L);
    write_value(&writer, index, &whole);
    return writer;
}

void json_encode(lua_State *L, int index, struct text *text) {
    struct writer writer = write_whole(L, index);
    text_add_bytes(text, writer.data, writer.size);
    lua_pop(L, 1);
}

void json_push_encoded(lua_State *L, int index) {
    struct writer writer = write_whole(L, index);
    lua_pushlstring(L, writer.data, writer.size);
    lua_remove(L, -2);
}
