#include "luamig/json.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/decimal.h"
#include "luamig/json_path.h"
#include "luamig/utf8.h"

struct reader {
    lua_State *L;
    const char *text, *at, *end;
};

static void read_value(struct reader *reader, const struct json_path *path);

static void refuse(const struct reader *reader, const struct json_path *path, const char *what) {
    lua_State *L = reader->L;
    luaL_checkstack(L, 16, "json");
    luaL_where(L, 1);
    json_path_push(L, path);
    const char *place = lua_tostring(L, -1);
    lua_pushfstring(L, "malformed JSON at byte %I%s%s%s: %s", (lua_Integer)(reader->at - reader->text + 1),
                    *place ? " (" : "", place, *place ? ")" : "", what);
    lua_remove(L, -2);
    lua_concat(L, 2);
    lua_error(L);
}

static size_t left(const struct reader *reader) {
    return (size_t)(reader->end - reader->at);
}

static bool take(struct reader *reader, const char *word) {
    size_t size = strlen(word);
    if (left(reader) < size || memcmp(reader->at, word, size) != 0)
        return false;
    reader->at += size;
    return true;
}

static void skip_blank(struct reader *reader) {
    while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at)
        reader->at++;
}

/* Four hexadecimal digits behind \u; false if there are none. */
static bool read_unit(const struct reader *reader, const char *at, uint32_t *unit) {
    *unit = 0;
    if (reader->end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return false;
    for (int i = 2; i < 6; i++) {
        char c = at[i], low = (char)(c | 0x20);
        bool digit = c >= '0' && c <= '9', letter = low >= 'a' && low <= 'f';
        if (!digit && !letter)
            return false;
        *unit = *unit << 4 | (uint32_t)(digit ? c - '0' : low - 'a' + 10);
    }
    return true;
}

static uint32_t read_unicode(struct reader *reader, const struct json_path *path) {
    uint32_t code, low = 0;
    if (!read_unit(reader, reader->at, &code))
        refuse(reader, path, "\\u wants four hexadecimal digits");
    if (code >= 0xD800 && code <= 0xDFFF) {
        bool pair =
            code < 0xDC00 && read_unit(reader, reader->at + 6, &low) && low >= 0xDC00 && low <= 0xDFFF;
        if (!pair)
            refuse(reader, path, "half of a surrogate pair");
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        reader->at += 6;
    }
    reader->at += 6;
    return code;
}

/* Writes the character of an escape and returns its bytes, which are fewer than those of the escape. */
static size_t read_escape(struct reader *reader, const struct json_path *path, char *out) {
    static const char shorts[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    char letter = '\0';
    if (left(reader) > 1)
        letter = reader->at[1];
    for (size_t i = 0; letter && shorts[i]; i += 2)
        if (shorts[i] == letter) {
            reader->at += 2;
            *out = shorts[i + 1];
            return 1;
        }
    if (letter != 'u')
        refuse(reader, path, "an escape that JSON does not have");
    return utf8_write(out, read_unicode(reader, path));
}

/* To the closing quote or the next backslash. */
static void skip_plain(struct reader *reader, const struct json_path *path) {
    uint32_t code;
    while (reader->at < reader->end && *reader->at != '"' && *reader->at != '\\') {
        size_t size = utf8_read(reader->at, left(reader), &code);
        if (size == 0)
            refuse(reader, path, "text that is no UTF-8");
        if (code < ' ')
            refuse(reader, path, "a control character in a string, which is written with a backslash");
        reader->at += size;
    }
    if (reader->at == reader->end)
        refuse(reader, path, "a string that does not end");
}

/* Behind the opening quote. Only a string with escapes is copied before Lua copies it. */
static void read_string(struct reader *reader, const struct json_path *path) {
    lua_State *L = reader->L;
    const char *from = reader->at;
    skip_plain(reader, path);
    if (*reader->at == '"') {
        lua_pushlstring(L, from, (size_t)(reader->at++ - from));
        return;
    }
    const char *close = reader->at;
    while (close < reader->end && *close != '"')
        close += *close == '\\' ? 2 : 1;
    size_t size = 0, room = (size_t)((close < reader->end ? close : reader->end) - from);
    char *out = lua_newuserdatauv(L, room, 0);
    for (;;) {
        memcpy(out + size, from, (size_t)(reader->at - from));
        size += (size_t)(reader->at - from);
        if (*reader->at == '"')
            break;
        size += read_escape(reader, path, out + size);
        from = reader->at;
        skip_plain(reader, path);
    }
    reader->at++;
    lua_pushlstring(L, out, size);
    lua_remove(L, -2);
}

static void read_number(struct reader *reader, const struct json_path *path) {
    lua_State *L = reader->L;
    const char *text = reader->at;
    size_t size = decimal_size(text, left(reader));
    long long integer;
    double value;
    if (size == 0)
        refuse(reader, path,
               reader->at == reader->end ? "it ends before the value" : "no value begins like this");
    reader->at += size;
    bool plain = !memchr(text, '.', size) && !memchr(text, 'e', size) && !memchr(text, 'E', size);
    bool minus_zero = plain && size == 2 && memcmp(text, "-0", 2) == 0; /* which is a float in Lua */
    if (plain && decimal_integer(text, size, &integer))
        lua_pushinteger(L, integer);
    else if ((!plain || minus_zero) && decimal_float(text, size, &value))
        lua_pushnumber(L, value);
    else
        json_push_number(L, text, size);
}

static void read_array(struct reader *reader, const struct json_path *path) {
    lua_State *L = reader->L;
    lua_newtable(L);
    json_mark_array(L, -1);
    skip_blank(reader);
    if (take(reader, "]"))
        return;
    for (lua_Integer i = 1;; i++) {
        struct json_path below = json_path_item(path, i);
        read_value(reader, &below);
        lua_rawseti(L, -2, i);
        if (take(reader, "]"))
            return;
        if (!take(reader, ","))
            refuse(reader, &below, "a comma or ] should follow");
    }
}

/* Of equal keys the last one stays, as in jsonb. */
static void read_object(struct reader *reader, const struct json_path *path) {
    lua_State *L = reader->L;
    lua_newtable(L);
    skip_blank(reader);
    if (take(reader, "}"))
        return;
    for (;;) {
        skip_blank(reader);
        if (!take(reader, "\""))
            refuse(reader, path, "a key in double quotes should follow");
        read_string(reader, path);
        size_t size;
        const char *key = lua_tolstring(L, -1, &size);
        struct json_path below = json_path_key(path, key, size);
        skip_blank(reader);
        if (!take(reader, ":"))
            refuse(reader, &below, "a colon should follow the key");
        read_value(reader, &below);
        lua_rawset(L, -3);
        if (take(reader, "}"))
            return;
        if (!take(reader, ","))
            refuse(reader, &below, "a comma or } should follow");
    }
}

/* With the blanks around it. */
static void read_value(struct reader *reader, const struct json_path *path) {
    lua_State *L = reader->L;
    luaL_checkstack(L, 16, "json");
    skip_blank(reader);
    char first = '\0';
    if (reader->at < reader->end)
        first = *reader->at;
    if ((first == '[' || first == '{') && path->level == JSON_LEVELS)
        refuse(reader, path, "more than 200 levels");
    if (take(reader, "["))
        read_array(reader, path);
    else if (take(reader, "{"))
        read_object(reader, path);
    else if (take(reader, "\""))
        read_string(reader, path);
    else if (take(reader, "true"))
        lua_pushboolean(L, true);
    else if (take(reader, "false"))
        lua_pushboolean(L, false);
    else if (take(reader, "null"))
        json_push_null(L);
    else
        read_number(reader, path);
    skip_blank(reader);
}

void json_decode(lua_State *L, const char *text, size_t size) {
    struct reader reader = {.L = L, .text = text, .at = text, .end = text + size};
    struct json_path whole = {0};
    read_value(&reader, &whole);
    if (reader.at < reader.end)
        refuse(&reader, &whole, "something follows the value");
}
