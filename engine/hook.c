#include "luamig/hook.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/cut.h"
#include "luamig/text.h"

/* A function that is to be frozen. */
struct source {
    lua_State *L;
    int function; /* where it stands on the stack */
    lua_Debug debug;
    struct box *box;
    const struct tokens *tokens; /* of the file that it was read from */
};

/* What a frozen function may use of its surroundings: the globals of revisions. */
static bool is_global_of_revisions(const struct token *name) {
    static const char *const names[] = {
        "assert", "error",  "getmetatable", "ipairs",       "json",     "next",     "none",
        "now",    "pairs",  "pcall",        "print",        "rawequal", "rawget",   "rawlen",
        "rawset", "select", "sql",          "db",           "string",   "table",    "math",
        "utf8",   "type",   "xpcall",       "setmetatable", "tonumber", "tostring", "coroutine"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (token_is(name, names[i]))
            return true;
    return false;
}

static void refuse(const struct source *source, int line, const char *format, const char *name,
                   const char *hint) {
    struct fail fail = {0};
    fail_at(&fail,
            arena_printf(box_arena(source->box), "%s:%d", box_source_shown(source->box, source->debug.source),
                         line),
            format, name);
    fail_hint(&fail, "%s", hint);
    box_raise(source->L, &fail);
}

static const char alone[] =
    "a revision holds a copy of the function alone: declare what it needs inside of it";

/* A field's or method's name is no variable. */
static bool is_variable(const struct tokens *tokens, int at) {
    const struct token *token = &tokens->items[at];
    return token->kind == TOKEN_NAME && !(at > 0 && (token_is(token - 1, ".") || token_is(token - 1, ":")));
}

/* Where the function first uses a name; its own first line if it does not. */
static int find_use(const struct source *source, const char *name) {
    const struct tokens *tokens = source->tokens;
    for (int at = tokens_on_line(tokens, source->debug.linedefined);
         tokens->items[at].kind != TOKEN_END && tokens->items[at].line <= source->debug.lastlinedefined; at++)
        if (is_variable(tokens, at) && token_is(&tokens->items[at], name))
            return tokens->items[at].line;
    return source->debug.linedefined;
}

static void check_upvalues(const struct source *source) {
    lua_State *L = source->L;
    const char *name;
    for (int i = 1; (name = lua_getupvalue(L, source->function, i)); i++) {
        box_environment(L);
        if (strcmp(name, "_ENV") != 0)
            refuse(source, find_use(source, name), "the hook uses '%s', a local of its file", name, alone);
        if (!lua_rawequal(L, -1, -2))
            refuse(source, source->debug.linedefined, "the hook has an %s of its own", name, alone);
        lua_pop(L, 2);
    }
}

/* ---- Compiling the text of a function ---- */

/* Lines are a part of bytecode: the text stands on the line that it has in its file. */
struct pieces {
    int blank_lines, next;
    const char *texts[3];
};

static const char *next_piece(lua_State *L, void *data, size_t *size) {
    static const char blank[] = "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n";
    enum { MOST = sizeof blank - 1 };
    struct pieces *pieces = data;
    if (pieces->blank_lines > 0) {
        int count = pieces->blank_lines < MOST ? pieces->blank_lines : MOST;
        pieces->blank_lines -= count;
        *size = (size_t)count;
        return blank;
    }
    while (pieces->next < 3 && !*pieces->texts[pieces->next])
        pieces->next++;
    if (pieces->next == 3)
        return NULL;
    const char *text = pieces->texts[pieces->next++];
    *size = strlen(text);
    return text;
}

/* Pushes the function that the text gives between `before` and `after`; false, and nothing, if Lua refuses
 * it. */
static bool compile(const struct source *source, const char *before, const char *text, const char *after) {
    struct pieces pieces = {source->debug.linedefined - 1, 0, {before, text, after}};
    if (lua_load(source->L, next_piece, &pieces, "=hook", "t") != LUA_OK) {
        lua_pop(source->L, 1);
        return false;
    }
    lua_call(source->L, 0, 1);
    return true;
}

static int add_bytes(lua_State *L, const void *bytes, size_t size, void *data) {
    text_add_bytes(data, bytes, size);
    return 0;
}

/* The bytecode, without names, of the function on top of the stack, which is popped. */
static struct text take_bytecode(const struct source *source) {
    struct text text = text_new(box_arena(source->box));
    lua_dump(source->L, add_bytes, &text, true);
    lua_pop(source->L, 1);
    return text;
}

/* Is the function what its text gives? Bytecode says where the enclosing function keeps _ENV. So the text is
 * compiled at two depths, and where these two differ the file's may differ too. */
static bool is_proven(const struct source *source, const char *text) {
    lua_pushvalue(source->L, source->function);
    struct text original = take_bytecode(source);
    if (!compile(source, "return ", text, ""))
        return false;
    struct text outside = take_bytecode(source);
    if (!compile(source, "local a; return (function() local b = a; return ", text, " end)()"))
        return false;
    struct text inside = take_bytecode(source);
    if (original.size != outside.size || outside.size != inside.size)
        return false;
    for (size_t i = 0; i < original.size; i++)
        if (original.data[i] != outside.data[i] && outside.data[i] == inside.data[i])
            return false;
    return true;
}

/* ---- Globals ---- */

/* A name is free in the function exactly if a local of that name before it becomes its upvalue. */
static void check_declared(const struct source *source, const char *text, const char *names) {
    lua_State *L = source->L;
    const char *before = arena_printf(box_arena(source->box), "local %s; return ", names), *name;
    if (!compile(source, before, text, ""))
        return;
    for (int i = 1; (name = lua_getupvalue(L, -1, i)); i++) {
        lua_pop(L, 1);
        if (strcmp(name, "_ENV") != 0)
            refuse(source, find_use(source, name), "the hook uses '%s', which revisions do not have", name,
                   alone);
    }
    lua_pop(L, 1);
}

static void check_globals(const struct source *source, const struct cut *cut, const char *text) {
    enum { MOST = 100 }; /* Lua allows 200 locals */
    struct text names = text_new(box_arena(source->box));
    int count = 0;
    for (int at = cut->open; at < cut->end; at++) {
        const struct token *token = &cut->tokens->items[at];
        if (!is_variable(cut->tokens, at) || is_global_of_revisions(token))
            continue;
        if (token_is(token, "_ENV"))
            refuse(source, token->line, "the hook uses %s", "_ENV", alone);
        if (count == MOST) {
            check_declared(source, text, names.data);
            text_clear(&names);
            count = 0;
        }
        text_add(&names, count++ ? ", " : "");
        text_add_bytes(&names, token->at, token->size);
    }
    if (count)
        check_declared(source, text, names.data);
}

/* ---- Freezing ---- */

static struct source source_of(lua_State *L, int index) {
    struct source source = {.L = L, .function = lua_absindex(L, index), .box = box_of(L)};
    luaL_checkstack(L, 10, "hook");
    lua_pushvalue(L, index);
    lua_getinfo(L, ">Su", &source.debug);
    source.tokens = box_source_tokens(source.box, source.debug.source);
    /* Text and bytecode stay in the box's arena: as many instructions as keep a loop of hooks below its limit
     * there. */
    box_charge(L, 2000 + 200 * (source.debug.lastlinedefined - source.debug.linedefined));
    if (!source.tokens)
        box_error(L, box_origin(L, 1),
                  "a hook must be a Lua function that is written in the tool's own files");
    return source;
}

const char *hook_freeze(lua_State *L, int index) {
    struct source source = source_of(L, index);
    struct arena *arena = box_arena(source.box);
    int first = source.debug.linedefined, last = source.debug.lastlinedefined;
    struct cut cut;
    check_upvalues(&source);
    for (int nth = 0; cut_find(source.tokens, first, last, nth, &cut); nth++) {
        const char *text = cut_text(arena, &cut);
        if (!is_proven(&source, text))
            continue;
        check_globals(&source, &cut, text);
        return text;
    }
    /* A local <const> is no upvalue but a part of the bytecode; in the text alone it is a global. */
    for (int nth = 0; cut_find(source.tokens, first, last, nth, &cut); nth++)
        check_globals(&source, &cut, cut_text(arena, &cut));
    refuse(&source, first, "the hook cannot be told from the text of %s", "its line",
           "write it as function(db) ... end with its parameters on the line of that word");
    return NULL;
}
