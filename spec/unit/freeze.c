#include "freeze.h"

#include <lauxlib.h>

#include "luamig/box.h"
#include "luamig/hook.h"
#include "luamig/text.h"

/* The global of the file: freeze(function). Its texts, each with a NUL behind it, are the upvalue's. */
static int freeze(lua_State *L) {
    struct text *texts = lua_touserdata(L, lua_upvalueindex(1));
    luaL_checktype(L, 1, LUA_TFUNCTION);
    const char *text = hook_freeze(L, 1);
    text_add(texts, text);
    text_add_char(texts, '\0');
    return 0;
}

static int push_failure(lua_State *L, struct fail *fail) {
    lua_pushnil(L);
    lua_pushstring(L, fail->message);
    lua_pushstring(L, fail->origin);
    lua_pushstring(L, fail->hint);
    fail_clear(fail);
    return 4;
}

int unit_freeze(lua_State *L) {
    struct box_file file = {
        .path = luaL_checkstring(L, 1), .shown = luaL_checkstring(L, 2), .folder = luaL_checkstring(L, 3)};
    struct fail fail = {0};
    struct box *box = box_open(BOX_MODELS, &file, &fail);
    if (!box)
        return push_failure(L, &fail);
    struct text texts = text_new(box_arena(box));
    lua_pushlightuserdata(box_state(box), &texts);
    lua_pushcclosure(box_state(box), freeze, 1);
    box_global(box, "freeze");
    int count = 0;
    if (box_run(box, &fail))
        for (size_t at = 0; at < texts.size; at += lua_rawlen(L, -1) + 1, count++) {
            luaL_checkstack(L, 1, NULL);
            lua_pushstring(L, texts.data + at);
        }
    box_close(box);
    return fail.code ? push_failure(L, &fail) : count;
}
