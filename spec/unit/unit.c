/* luamig's C units as a Lua module, for the specs only. */
#include <lauxlib.h>
#include <lua.h>

#include "freeze.h"
#include "luamig/checksum.h"
#include "luamig/json.h"
#include "luamig/lexer.h"
#include "luamig/literal.h"
#include "luamig/places.h"
#include "luamig/type.h"

/* tokens(source): { { kind, text, line }, ... }, or nothing if it cannot be cut into tokens. */
static int unit_tokens(lua_State *L) {
    static const char *const kinds[] = {
        [TOKEN_NAME] = "name",     [TOKEN_KEYWORD] = "keyword", [TOKEN_STRING] = "string",
        [TOKEN_NUMBER] = "number", [TOKEN_SYMBOL] = "symbol",   [TOKEN_END] = "end",
    };
    size_t size;
    const char *source = luaL_checklstring(L, 1, &size);
    struct arena *arena = arena_new();
    struct tokens tokens;
    bool read = tokens_read(arena, source, size, &tokens);
    lua_createtable(L, read ? tokens.count : 0, 0);
    for (int i = 0; read && i < tokens.count; i++) {
        const struct token *token = &tokens.items[i];
        lua_createtable(L, 3, 0);
        lua_pushstring(L, kinds[token->kind]);
        lua_rawseti(L, -2, 1);
        lua_pushlstring(L, token->at, token->size);
        lua_rawseti(L, -2, 2);
        lua_pushinteger(L, token->line);
        lua_rawseti(L, -2, 3);
        lua_rawseti(L, -2, i + 1);
    }
    arena_free(arena);
    return read;
}

/* checksum(source): nothing if it cannot be cut into tokens. */
static int unit_checksum(lua_State *L) {
    size_t size;
    const char *source = luaL_checklstring(L, 1, &size);
    struct arena *arena = arena_new();
    struct tokens tokens;
    char checksum[CHECKSUM_ROOM];
    bool read = tokens_read(arena, source, size, &tokens);
    if (read) {
        checksum_tokens(&tokens, checksum);
        lua_pushstring(L, checksum);
    }
    arena_free(arena);
    return read;
}

static int unit_sha256(lua_State *L) {
    size_t size;
    const char *bytes = luaL_checklstring(L, 1, &size);
    char checksum[CHECKSUM_ROOM];
    checksum_bytes(bytes, size, checksum);
    lua_pushstring(L, checksum);
    return 1;
}

static int push_literal(lua_State *L, void (*write)(struct text *, const char *, size_t)) {
    size_t size;
    const char *bytes = luaL_checklstring(L, 1, &size);
    struct arena *arena = arena_new();
    struct text text = text_new(arena);
    write(&text, bytes, size);
    lua_pushlstring(L, text.data, text.size);
    arena_free(arena);
    return 1;
}

static int unit_string(lua_State *L) {
    return push_literal(L, literal_string);
}

static int unit_block(lua_State *L) {
    return push_literal(L, literal_block);
}

static void write_key(struct text *text, const char *key, size_t size) {
    literal_key(text, key);
}

static int unit_key(lua_State *L) {
    return push_literal(L, write_key);
}

static int unit_number(lua_State *L) {
    struct arena *arena = arena_new();
    struct text text = text_new(arena);
    if (lua_isinteger(L, 1))
        literal_integer(&text, lua_tointeger(L, 1));
    else
        literal_float(&text, lua_tonumber(L, 1));
    lua_pushlstring(L, text.data, text.size);
    arena_free(arena);
    return 1;
}

/* place(source, line, word, nth, step, ...): the line of what the steps (an item's number or a key) lead to;
 * 0 if it is not there, nothing if there is no constructor. Without steps: whether there is one. */
static int unit_place(lua_State *L) {
    size_t size;
    const char *source = luaL_checklstring(L, 1, &size);
    int line = (int)luaL_checkinteger(L, 2), nth = (int)luaL_checkinteger(L, 4), found = 0;
    const char *word = luaL_checkstring(L, 3);
    struct arena *arena = arena_new();
    struct tokens tokens;
    const struct places *places = NULL;
    if (tokens_read(arena, source, size, &tokens))
        places = places_find(arena, &tokens, line, word, nth);
    lua_settop(L, lua_gettop(L) + 1); /* what the last step is followed by */
    for (int step = 5; places && step < lua_gettop(L); step++) {
        bool item = lua_isinteger(L, step);
        int k = item ? (int)lua_tointeger(L, step) : 0;
        const char *key = item ? NULL : lua_tostring(L, step);
        found = item ? places_item_line(places, k) : places_key_line(places, key);
        if (step + 1 < lua_gettop(L))
            places = item ? places_item(places, k) : places_key(places, key);
    }
    bool any = places != NULL;
    arena_free(arena);
    lua_pushinteger(L, found);
    return any;
}

static int push_type(lua_State *L, const char *(*write)(struct arena *, const char *)) {
    struct arena *arena = arena_new();
    lua_pushstring(L, write(arena, luaL_checkstring(L, 1)));
    arena_free(arena);
    return 1;
}

static int unit_type(lua_State *L) {
    return push_type(L, type_canonical);
}

static int unit_bare_type(lua_State *L) {
    return push_type(L, type_bare);
}

/* signature(name): nil if it holds more than types. */
static int unit_signature(lua_State *L) {
    return push_type(L, type_signature);
}

static const luaL_Reg functions[] = {
    {"tokens", unit_tokens},
    {"checksum", unit_checksum},
    {"sha256", unit_sha256},
    {"string", unit_string},
    {"block", unit_block},
    {"key", unit_key},
    {"number", unit_number},
    {"place", unit_place},
    {"freeze", unit_freeze},
    {"type", unit_type},
    {"bare_type", unit_bare_type},
    {"signature", unit_signature},
    {NULL, NULL},
};

int luaopen_unit(lua_State *L);

int luaopen_unit(lua_State *L) {
    luaL_newlib(L, functions);
    json_push_library(L);
    lua_setfield(L, -2, "json");
    return 1;
}
