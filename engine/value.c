#include "luamig/value.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/decimal.h"
#include "luamig/json.h"
#include "luamig/marker.h"

/* Wrapped values are userdata with the value behind them: no table of a user's can be taken for one. */
static const char ARRAY[] = "luamig.array", BYTES[] = "luamig.bytes";

enum { MOST_DIMENSIONS = 6 }; /* MAXDIM in PostgreSQL's array.h */

/* ---- Words ---- */

static int wrap(lua_State *L, const char *kind, int type, const char *message) {
    if (lua_type(L, 1) != type)
        return box_error(L, box_origin(L, 1), "%s", message);
    lua_newuserdatauv(L, 0, 1);
    if (luaL_newmetatable(L, kind)) {
        lua_pushboolean(L, false);
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

static int word_array(lua_State *L) {
    return wrap(L, ARRAY, LUA_TTABLE, "db.array is given a list: db.array { 1, 2, 3 }");
}

static int word_bytes(lua_State *L) {
    return wrap(L, BYTES, LUA_TSTRING, "db.bytes is given a string");
}

void value_push_array_word(lua_State *L) {
    lua_pushcfunction(L, word_array);
}

void value_push_bytes_word(lua_State *L) {
    lua_pushcfunction(L, word_bytes);
}

/* ---- To PostgreSQL ---- */

void values_begin(struct values *values, struct arena *arena) {
    *values = (struct values){.arena = arena, .text = text_new(arena)};
}

void values_clear(struct values *values) {
    text_clear(&values->text);
    values->count = 0;
}

static void add_float(struct text *text, double number) {
    char digits[DECIMAL_ROOM];
    if (isnan(number))
        text_add(text, "NaN");
    else if (isinf(number))
        text_add(text, number > 0 ? "Infinity" : "-Infinity");
    else if (floor(number) == number && fabs(number) < 1e18)
        text_addf(text, "%.0f", number); /* "100.0" would be no integer */
    else {
        decimal_write(digits, number);
        text_add(text, digits);
    }
}

static void add_hex(struct text *text, const char *bytes, size_t size) {
    static const char digits[] = "0123456789abcdef";
    text_add(text, "\\x");
    for (size_t i = 0; i < size; i++) {
        text_add_char(text, digits[(unsigned char)bytes[i] >> 4]);
        text_add_char(text, digits[(unsigned char)bytes[i] & 15]);
    }
}

static void refuse(lua_State *L, const char *name, const char *why) {
    box_error(L, box_origin(L, 1), "%s %s", name, why);
}

/* Numbers, booleans, json.number and db.bytes; false: the value is none of these. */
static bool add_scalar(struct text *text, lua_State *L, int index) {
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        if (lua_isinteger(L, index))
            text_addf(text, "%lld", lua_tointeger(L, index));
        else
            add_float(text, lua_tonumber(L, index));
        return true;
    case LUA_TBOOLEAN:
        text_add(text, lua_toboolean(L, index) ? "true" : "false");
        return true;
    case LUA_TUSERDATA:
        break;
    default:
        return false;
    }
    size_t size;
    if (json_is_number(L, index)) {
        const char *number = json_number_text(L, index, &size);
        text_add_bytes(text, number, size);
        return true;
    }
    if (!luaL_testudata(L, index, BYTES))
        return false;
    lua_getiuservalue(L, index, 1);
    const char *bytes = lua_tolstring(L, -1, &size);
    add_hex(text, bytes, size);
    lua_pop(L, 1);
    return true;
}

static void add_array_string(struct text *text, const char *string, size_t size) {
    text_add_char(text, '"');
    for (size_t i = 0; i < size; i++) {
        if (string[i] == '"' || string[i] == '\\')
            text_add_char(text, '\\');
        text_add_char(text, string[i]);
    }
    text_add_char(text, '"');
}

static bool is_list(lua_State *L, int index) {
    return lua_istable(L, index) && !json_is_array(L, index) && lua_rawlen(L, index) > 0;
}

/* A list without holes and other keys. */
static size_t list_size(lua_State *L, int index, const char *name) {
    size_t size = lua_rawlen(L, index), keys = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        keys++;
        if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1 || (size_t)lua_tointeger(L, -2) > size)
            refuse(L, name, "is an array with a key that is no place in it, or with a hole: NULL is db.null");
    }
    if (keys != size)
        refuse(L, name, "is an array with a hole: NULL is db.null");
    return size;
}

static void add_array(struct text *text, lua_State *L, int index, const char *name, int depth);

static void add_element(struct text *text, lua_State *L, int index, const char *name, int depth) {
    size_t size;
    if (json_is_null(L, index)) {
        text_add(text, "NULL");
    } else if (lua_type(L, index) == LUA_TSTRING) {
        const char *string = lua_tolstring(L, index, &size);
        if (memchr(string, '\0', size))
            refuse(L, name, "holds a NUL byte, which text cannot; bytea is written db.bytes(...)");
        add_array_string(text, string, size);
    } else if (is_list(L, index)) {
        add_array(text, L, index, name, depth + 1);
    } else if (lua_istable(L, index)) {
        json_push_encoded(L, index);
        const char *json = lua_tolstring(L, -1, &size);
        add_array_string(text, json, size);
        lua_pop(L, 1);
    } else {
        size_t before = text->size;
        if (!add_scalar(text, L, index))
            refuse(L, name, "holds what PostgreSQL has no value for");
        if (text->data[before] == '\\') { /* bytes: the array's own syntax takes one backslash away */
            char *hex = arena_copy(text->arena, text->data + before);
            text->size = before;
            add_array_string(text, hex, strlen(hex));
        }
    }
}

static void add_array(struct text *text, lua_State *L, int index, const char *name, int depth) {
    if (depth >= MOST_DIMENSIONS)
        refuse(L, name, "is an array of more than 6 dimensions");
    luaL_checkstack(L, 8, NULL);
    size_t size = list_size(L, index, name);
    text_add_char(text, '{');
    for (size_t i = 1; i <= size; i++) {
        if (i > 1)
            text_add_char(text, ',');
        lua_rawgeti(L, index, (lua_Integer)i);
        add_element(text, L, lua_gettop(L), name, depth);
        lua_pop(L, 1);
    }
    text_add_char(text, '}');
}

static struct value *new_value(struct values *values) {
    size_t count = (size_t)values->count;
    if (count == values->room) {
        size_t room = values->room ? values->room * 2 : 8;
        struct value *items = arena_alloc(values->arena, room * sizeof *items);
        if (count)
            memcpy(items, values->items, count * sizeof *items);
        values->items = items;
        values->strings = arena_alloc(values->arena, room * sizeof *values->strings);
        values->room = room;
    }
    values->count++;
    values->items[count] = (struct value){.offset = values->text.size};
    return &values->items[count];
}

static void add_composed(struct values *values, lua_State *L, int index, const char *name) {
    struct text *text = &values->text;
    if (luaL_testudata(L, index, ARRAY)) {
        lua_getiuservalue(L, index, 1);
        add_array(text, L, lua_gettop(L), name, 0);
        lua_pop(L, 1);
    } else if (lua_istable(L, index)) {
        json_encode(L, index, text);
    } else if (!add_scalar(text, L, index)) {
        if (marker_sql(L, index))
            refuse(L, name, "is an expression: write it in the statement's text");
        else
            refuse(L, name,
                   lua_pushfstring(L, "is a %s, which PostgreSQL has no value for", luaL_typename(L, index)));
    }
    text_add_char(text, '\0');
}

void values_add(struct values *values, lua_State *L, int index, const char *name) {
    index = lua_absindex(L, index);
    struct value *value = new_value(values);
    if (lua_isnoneornil(L, index) || json_is_null(L, index)) {
        value->null = true;
    } else if (lua_type(L, index) == LUA_TSTRING) {
        size_t size;
        value->string = lua_tolstring(L, index, &size);
        if (memchr(value->string, '\0', size))
            refuse(L, name, "holds a NUL byte, which text cannot; bytea is written db.bytes(...)");
    } else {
        add_composed(values, L, index, name);
    }
}

struct params values_params(struct values *values) {
    for (int i = 0; i < values->count; i++) {
        const struct value *value = &values->items[i];
        values->strings[i] = value->null     ? NULL
                             : value->string ? value->string
                                             : values->text.data + value->offset;
    }
    return (struct params){values->count, values->strings};
}

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

void value_push(lua_State *L, const struct types *types, const struct rows *rows, int row, int column) {
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

void value_push_row(lua_State *L, const struct types *types, const struct rows *rows, int row) {
    int columns = rows_columns(rows);
    luaL_checkstack(L, 8, NULL);
    lua_createtable(L, 0, columns);
    for (int i = 0; i < columns; i++) {
        value_push(L, types, rows, row, i);
        lua_setfield(L, -2, rows_column_name(rows, i));
    }
}
