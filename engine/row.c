#include "luamig/row.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/json.h"

/* ---- Types ---- */

enum form {
    FORM_UNKNOWN,
    FORM_TEXT,
    FORM_INTEGER,
    FORM_FLOAT,
    FORM_BOOLEAN,
    FORM_JSON,
    FORM_BYTES,
    FORM_ARRAY
};

struct type {
    unsigned oid;
    enum form form;
    unsigned element; /* an array's */
    char delimiter;
};

/* OIDs of PostgreSQL's pg_type.dat, which never change. What is a text in Lua is here too, so that nobody
 * asks. */
static const struct type built_in[] = {
    {16, FORM_BOOLEAN, 0, 0},      {17, FORM_BYTES, 0, 0},        {18, FORM_TEXT, 0, 0},
    {19, FORM_TEXT, 0, 0},         {20, FORM_INTEGER, 0, 0},      {21, FORM_INTEGER, 0, 0},
    {23, FORM_INTEGER, 0, 0},      {25, FORM_TEXT, 0, 0},         {26, FORM_INTEGER, 0, 0},
    {114, FORM_JSON, 0, 0},        {700, FORM_FLOAT, 0, 0},       {701, FORM_FLOAT, 0, 0},
    {705, FORM_TEXT, 0, 0},        {1042, FORM_TEXT, 0, 0},       {1043, FORM_TEXT, 0, 0},
    {1082, FORM_TEXT, 0, 0},       {1083, FORM_TEXT, 0, 0},       {1114, FORM_TEXT, 0, 0},
    {1184, FORM_TEXT, 0, 0},       {1186, FORM_TEXT, 0, 0},       {1266, FORM_TEXT, 0, 0},
    {1700, FORM_TEXT, 0, 0},       {2278, FORM_TEXT, 0, 0},       {2950, FORM_TEXT, 0, 0},
    {3802, FORM_JSON, 0, 0},       {199, FORM_ARRAY, 114, ','},   {1000, FORM_ARRAY, 16, ','},
    {1001, FORM_ARRAY, 17, ','},   {1005, FORM_ARRAY, 21, ','},   {1007, FORM_ARRAY, 23, ','},
    {1009, FORM_ARRAY, 25, ','},   {1015, FORM_ARRAY, 1043, ','}, {1016, FORM_ARRAY, 20, ','},
    {1021, FORM_ARRAY, 700, ','},  {1022, FORM_ARRAY, 701, ','},  {1182, FORM_ARRAY, 1082, ','},
    {1185, FORM_ARRAY, 1184, ','}, {1231, FORM_ARRAY, 1700, ','}, {2951, FORM_ARRAY, 2950, ','},
    {3807, FORM_ARRAY, 3802, ','},
};

static const struct type *find_type(const struct types *types, unsigned oid) {
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        if (built_in[i].oid == oid)
            return &built_in[i];
    for (int i = 0; i < types->count; i++)
        if (types->items[i].oid == oid)
            return &types->items[i];
    return NULL;
}

const char *types_question(struct types *types, const struct rows *rows) {
    struct text list = {0};
    for (int i = 0; i < rows_columns(rows); i++)
        if (!find_type(types, rows_column_type(rows, i))) {
            if (!list.arena)
                list = text_new(types->arena);
            text_addf(&list, "%s%u", list.size ? "," : "", rows_column_type(rows, i));
        }
    if (!list.arena)
        return NULL;
    return arena_printf(
        types->arena,
        "SELECT t.oid, CASE WHEN t.typcategory = 'A' THEN coalesce(nullif(e.typbasetype, 0), e.oid) "
        "END, e.typdelim FROM pg_catalog.pg_type t "
        "LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem WHERE t.oid IN (%s)",
        list.data);
}

void types_learn(struct types *types, const struct rows *answer) {
    for (int i = 0; i < rows_count(answer); i++) {
        types->items = arena_grow(types->arena, types->items, (size_t)types->count, sizeof *types->items);
        const char *element = rows_value(answer, i, 1);
        types->items[types->count++] = (struct type){
            .oid = (unsigned)strtoul(rows_value(answer, i, 0), NULL, 10),
            .form = element ? FORM_ARRAY : FORM_TEXT,
            .element = element ? (unsigned)strtoul(element, NULL, 10) : 0,
            .delimiter = element ? *rows_value(answer, i, 2) : 0,
        };
    }
}

/* ---- To Lua ---- */

static int hex_digit(char c) {
    return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

/* '\x0aff', as bytea_output = hex writes it; the runner sets that in each transaction. */
static void push_bytes(lua_State *L, const char *text, size_t size) {
    luaL_Buffer buffer;
    size_t count = size / 2 - (size >= 2);
    char *bytes = luaL_buffinitsize(L, &buffer, count);
    for (size_t i = 0; i < count; i++)
        bytes[i] = (char)(hex_digit(text[2 + 2 * i]) << 4 | hex_digit(text[3 + 2 * i]));
    luaL_pushresultsize(&buffer, count);
}

static void push_text(lua_State *L, enum form form, const char *text, size_t size) {
    switch (form) {
    case FORM_INTEGER:
        lua_pushinteger(L, strtoll(text, NULL, 10));
        return;
    case FORM_FLOAT:
        lua_pushnumber(L, strtod(text, NULL));
        return;
    case FORM_BOOLEAN:
        lua_pushboolean(L, *text == 't');
        return;
    case FORM_JSON:
        json_decode(L, text, size);
        return;
    case FORM_BYTES:
        push_bytes(L, text, size);
        return;
    default:
        lua_pushlstring(L, text, size);
    }
}

/* One element, up to the delimiter or the closing brace; returns what follows. */
static const char *push_element(lua_State *L, enum form form, char delimiter, const char *at) {
    luaL_Buffer buffer;
    bool quoted = *at == '"';
    const char *from = at;
    luaL_buffinit(L, &buffer);
    if (quoted) {
        for (at++; *at && *at != '"'; at++) {
            if (*at == '\\')
                at++;
            luaL_addchar(&buffer, *at);
        }
        at += *at == '"';
    } else {
        for (; *at && *at != delimiter && *at != '}'; at++)
            luaL_addchar(&buffer, *at);
    }
    luaL_pushresult(&buffer);
    if (!quoted && at - from == 4 && memcmp(from, "NULL", 4) == 0) {
        json_push_null(L);
    } else {
        size_t size;
        const char *text = lua_tolstring(L, -1, &size);
        push_text(L, form, text, size);
    }
    lua_remove(L, -2);
    return at;
}

/* Rules of array_out() in PostgreSQL's arrayfuncs.c. */
static const char *push_array(lua_State *L, enum form form, char delimiter, const char *at) {
    luaL_checkstack(L, 8, NULL);
    lua_newtable(L);
    at++;
    if (*at == '}') /* an empty table would be {} where it is written as JSON */
        json_mark_array(L, -1);
    for (lua_Integer i = 1; *at && *at != '}'; i++) {
        at = *at == '{' ? push_array(L, form, delimiter, at) : push_element(L, form, delimiter, at);
        lua_rawseti(L, -2, i);
        at += *at == delimiter;
    }
    return *at ? at + 1 : at;
}

void row_push_value(lua_State *L, const struct types *types, const struct rows *rows, int row, int column) {
    const char *text = rows_value(rows, row, column);
    if (!text) {
        lua_pushnil(L);
        return;
    }
    const struct type *type = find_type(types, rows_column_type(rows, column));
    if (!type || type->form != FORM_ARRAY) {
        push_text(L, type ? type->form : FORM_TEXT, text, rows_size(rows, row, column));
        return;
    }
    const struct type *element = find_type(types, type->element);
    if (*text == '[') /* bounds that do not begin at 1 */
        text = strchr(text, '=') + 1;
    push_array(L, element ? element->form : FORM_TEXT, type->delimiter, text);
}

void row_push(lua_State *L, const struct types *types, const struct rows *rows, int row, int from) {
    int columns = rows_columns(rows);
    luaL_checkstack(L, 8, NULL);
    lua_createtable(L, 0, columns - from);
    for (int i = from; i < columns; i++) {
        row_push_value(L, types, rows, row, i);
        lua_setfield(L, -2, rows_column_name(rows, i));
    }
}
