/* Where in a JSON value reading or writing stands.
 *
 * Ownership: one link on the C stack for each level, made by whoever goes down a level.
 */
#ifndef LUAMIG_JSON_PATH_H
#define LUAMIG_JSON_PATH_H

#include <lua.h>
#include <stdbool.h>

enum { JSON_LEVELS = 200 };

struct json_path {
    const struct json_path *up; /* NULL: this is the whole value */
    const char *key;            /* NULL: an item */
    size_t size;                /* of the key */
    lua_Integer item;           /* from 1, as Lua counts */
    int level;
};

struct json_path json_path_key(const struct json_path *up, const char *key, size_t size);
struct json_path json_path_item(const struct json_path *up, lua_Integer item);
/* Pushes items[3].price; "" for the whole value. */
void json_path_push(lua_State *L, const struct json_path *path);

#endif
