#include "luamig/json_path.h"

#include "luamig/lexer.h"

struct json_path json_path_key(const struct json_path *up, const char *key, size_t size) {
    return (struct json_path){.up = up, .key = key, .size = size, .level = up->level + 1};
}

struct json_path json_path_item(const struct json_path *up, lua_Integer item) {
    return (struct json_path){.up = up, .item = item, .level = up->level + 1};
}

/* Pushes one step as Lua would write it. */
static void push_step(lua_State *L, const struct json_path *path) {
    enum { SHOWN = 60 }; /* a key may be as long as the document */
    if (!path->key) {
        lua_pushfstring(L, "[%I]", path->item);
        return;
    }
    lua_pushlstring(L, path->key, path->size < SHOWN ? path->size : SHOWN);
    const char *key = lua_tostring(L, -1), *rest = path->size > SHOWN ? "..." : "";
    if (lexer_is_name(path->key, path->size))
        lua_pushfstring(L, "%s%s%s", path->up->up ? "." : "", key, rest);
    else
        lua_pushfstring(L, "[\"%s%s\"]", key, rest);
    lua_remove(L, -2);
}

void json_path_push(lua_State *L, const struct json_path *path) {
    enum { SHOWN = 12 }; /* of 200 steps only the innermost help */
    lua_pushliteral(L, "");
    for (int i = 0; path->up && i <= SHOWN; path = path->up, i++) {
        if (i < SHOWN)
            push_step(L, path);
        else
            lua_pushliteral(L, "...");
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
}
