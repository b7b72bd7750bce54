#include "luamig/op.h"

#include <lauxlib.h>
#include <string.h>

#include "luamig/box.h"
#include "luamig/declaration.h"
#include "luamig/field.h"
#include "luamig/nearest.h"
#include "luamig/registry.h"
#include "luamig/statement.h"
#include "luamig/verb.h"

/* What the calls of one `op` table share. Lives in the box's arena. */
struct op {
    const struct op_sink *sink;
    const char *schema;
    struct statement held; /* an ALTER that the next call's may join; no text: nothing is held */
    const char *held_origin;
};

/* One call. */
struct call {
    struct op *op;
    lua_State *L;
    struct declaration declaration;
    const struct kind *kind;
    int argument; /* the next to read */
    const char *origin;
    const char *name; /* "op.create_table", for messages */
};

static const char *const verb_names[] = {
    [VERB_CREATE] = "create", [VERB_ALTER] = "alter", [VERB_DROP] = "drop", [VERB_RENAME] = "rename"};

/* ---- to the sink ---- */

static void send_held(lua_State *L, struct op *op) {
    if (!op->held.text)
        return;
    struct statement held = op->held;
    op->held.text = NULL;
    op->sink->statement(op->sink->context, L, held.text, held.alone, op->held_origin);
}

/* A text that ends its statement and begins another: nothing that an op call is for. */
static void check_single(struct call *call, const char *statement) {
    if (statements_read(statement).count <= 1)
        return;
    struct fail fail = {0};
    fail_at(&fail, call->origin, "%s: a text of it ends the statement with a semicolon: %s", call->name,
            statement);
    fail_hint(&fail, "op.execute takes any SQL");
    box_raise(call->L, &fail);
}

static void send(struct call *call, const struct sql *sql) {
    struct op *op = call->op;
    struct arena *arena = box_arena(box_of(call->L));
    for (int i = 0; i < sql->count; i++) {
        const struct statement *statement = &sql->items[i];
        check_single(call, statement->text);
        if (op->held.text && sql_join(arena, &op->held, statement))
            continue;
        send_held(call->L, op);
        if (statement->head) {
            op->held = *statement;
            op->held_origin = call->origin;
        } else {
            op->sink->statement(op->sink->context, call->L, statement->text, statement->alone, call->origin);
        }
    }
}

static struct text begin_event(struct call *call, const char *what, const char *kind,
                               const struct object *object) {
    struct text text = text_new(call->declaration.graph->arena);
    struct list identity = object_identity(text.arena, object);
    text_addf(&text, "{\"do\":\"%s\",\"kind\":\"%s\",\"identity\":[", what, kind);
    for (int i = 0; i < identity.count; i++) {
        text_add(&text, i ? "," : "");
        json_add_string(&text, identity.items[i]);
    }
    text_add(&text, "],\"at\":");
    json_add_string(&text, call->origin);
    return text;
}

static void end_event(struct call *call, struct text *text) {
    text_add_char(text, '}');
    call->op->sink->event(call->op->sink->context, call->L, text->data);
}

static void send_event(struct call *call, const char *what, const struct object *object, uint64_t fields) {
    struct arena *arena = call->declaration.graph->arena;
    struct text text = begin_event(call, what, object_kind_path(arena, object), object);
    if (fields) {
        struct text declared = text_new(arena);
        text_add(&declared, fields_json(arena, object, fields));
        if (object->renamed_from) {
            declared.data[--declared.size] = '\0';
            text_add(&declared, declared.size > 1 ? ",\"renamed_from\":" : "\"renamed_from\":");
            json_add_string(&declared, object->renamed_from);
            text_add_char(&declared, '}');
        }
        text_addf(&text, ",\"declared\":%s", declared.data);
    }
    if (object_holder(object)) {
        text_add_char(&text, ',');
        registry_add_key(&text, "on_", object_holder(object));
    }
    end_event(call, &text);
}

/* It and all that stands within it. */
static void send_created(struct call *call, const char *what, const struct object *object) {
    const struct field *takes = kind_field(object->kind, "takes");
    if (takes && field_text(object, takes)) {
        struct text text = begin_event(call, "drop", takes->of, object);
        end_event(call, &text);
    }
    send_event(call, what, object, UINT64_MAX);
    for (int i = 0; i < object->kid_count; i++)
        send_created(call, what, object->kids[i]);
}

/* ---- arguments ---- */

static const char *take_string(struct call *call, const char *what) {
    size_t size;
    if (lua_type(call->L, call->argument) != LUA_TSTRING) {
        box_error(call->L, call->origin, "%s: argument %d is %s, not a %s", call->name, call->argument, what,
                  luaL_typename(call->L, call->argument));
        return NULL;
    }
    const char *string = lua_tolstring(call->L, call->argument++, &size);
    if (strlen(string) != size)
        box_error(call->L, call->origin, "%s: a name holds a NUL byte, which PostgreSQL cannot store",
                  call->name);
    return arena_copy(call->declaration.graph->arena, string);
}

static const struct kind *take_kind(struct call *call) {
    const char *name = take_string(call, "a kind of object");
    const struct kind *kind = kind_named(name);
    if (kind)
        return kind;
    const char *known[128];
    int count = 0;
    while (count < 128 && kinds[count]) {
        known[count] = kinds[count]->name;
        count++;
    }
    const char *near = nearest(name, known, count);
    box_error(call->L, call->origin, "%s: there is no kind '%s'%s%s%s", call->name, name,
              near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return NULL;
}

static struct object *take_object(struct call *call, const struct kind *kind);

static const struct kind *first_within(struct call *call, const struct kind *kind) {
    struct arena *arena = call->declaration.graph->arena;
    return kind_named(arena_copy_bytes(arena, kind->within, strcspn(kind->within, " ")));
}

/* What the object hangs on, and its own name: identity is the parent's, then the own name. A name that is the
 * schema's own stands alone; its table follows on create only. */
static struct object *take_identity(struct call *call, const struct kind *kind, bool creating,
                                    const char **name) {
    *name = NULL;
    if (kind->attached) {
        struct object *parent = take_object(call, take_kind(call));
        if (!kind->nameless)
            *name = take_string(call, "a name");
        else
            *name = kind->name;
        return parent;
    }
    if (!kind->within || kind_stands_within(kind, kind_of_schemas()))
        return declaration_parent(&call->declaration, kind, take_string(call, "a name"), name);
    if (kind->schema_wide && !kind->single) {
        struct kind named = *kind;
        named.within = kind_of_schemas()->name;
        struct object *schema =
            declaration_parent(&call->declaration, &named, take_string(call, "a name"), name);
        return creating ? take_object(call, first_within(call, kind)) : schema;
    }
    struct object *parent = take_object(call, first_within(call, kind));
    bool named_inside = creating && kind->key && *kind->key == '#';
    if (!named_inside)
        *name = take_string(call, "a name");
    return parent;
}

/* Something that is there: only its name counts. */
static struct object *take_object(struct call *call, const struct kind *kind) {
    const char *name;
    struct object *parent = take_identity(call, kind, false, &name);
    struct object *object = graph_find(call->declaration.graph, kind, parent, name);
    return object ? object : graph_loose(call->declaration.graph, kind, parent, name);
}

static void no_more(struct call *call) {
    if (lua_gettop(call->L) >= call->argument && !lua_isnoneornil(call->L, call->argument))
        box_error(call->L, call->origin, "%s: argument %d is one too many", call->name, call->argument);
}

/* ---- verbs ---- */

static struct object *read_whole(struct call *call, struct object *parent, const char *name) {
    lua_State *L = call->L;
    lua_settop(L, call->argument > lua_gettop(L) ? call->argument : lua_gettop(L));
    if (lua_isnil(L, call->argument)) {
        lua_newtable(L);
        lua_replace(L, call->argument);
    }
    /* The object of an identity lies loose, so that the one that is read can take its place. */
    return declaration_read(&call->declaration, call->kind, parent, name, call->argument++, NULL);
}

static void do_create(struct call *call, struct sql *sql) {
    const char *name;
    struct object *parent = take_identity(call, call->kind, true, &name);
    struct object *object = read_whole(call, parent, name);
    struct graph *graph = call->declaration.graph;
    no_more(call);
    for (int i = 0; i < graph->count; i++)
        if (graph->objects[i]->implied && !graph->objects[i]->kind->names_others)
            verb_create_first(sql, graph->objects[i]);
    verb_create(sql, object);
    send_created(call, "create", object);
    for (int i = 0; i < graph->count; i++) {
        if (!graph->objects[i]->implied || graph->objects[i]->kind->names_others)
            continue;
        verb_set_late(sql, graph->objects[i]);
        send_created(call, "create", graph->objects[i]);
    }
}

static uint64_t changed_fields(const struct object *now, const struct object *was) {
    uint64_t fields = now->has | (was ? was->has : 0);
    for (const struct field *field = now->kind->fields; field->name; field++)
        if (field->rule & HINT)
            fields &= ~field_bit(now->kind, field);
    return fields;
}

/* What an object cannot be without is said where it changes, and where another part of its clause of SQL does. */
static void check_change(struct call *call, const struct object *now, uint64_t fields) {
    uint64_t disturbing = 0;
    if (!fields)
        box_error(call->L, call->origin, "%s: no field changes: %s(..., { now }, { was })", call->name,
                  call->name);
    for (const struct field *field = now->kind->fields; field->name; field++)
        if (field->rule & DISTURBS)
            disturbing |= field_bit(now->kind, field);
    for (const struct field *field = now->kind->fields; field->name; field++) {
        bool needed =
            (fields & field_bit(now->kind, field)) || ((field->rule & DISTURBS) && (fields & disturbing));
        if (needed && (field->rule & REQUIRED) && field_is_default(now, field))
            box_error(call->L, call->origin, "%s: %s is missing: what it is now is needed", call->name,
                      field->name);
    }
}

static void do_alter(struct call *call, struct sql *sql) {
    const char *name;
    struct object *parent = take_identity(call, call->kind, false, &name);
    if (call->kind->whole) {
        struct object *now = read_whole(call, parent, name);
        verb_alter(sql, now, now, UINT64_MAX);
        send_event(call, "alter", now, UINT64_MAX);
        return;
    }
    if (lua_isnoneornil(call->L, call->argument))
        box_error(call->L, call->origin, "%s: what shall change is missing: %s(..., { now }, { was })",
                  call->name, call->name);
    struct object *now =
        declaration_read_fields(&call->declaration, call->kind, parent, name, call->argument++);
    struct object *was = NULL;
    const struct field *first = kind_field_ruled(call->kind, COMMITS);
    if (!lua_isnoneornil(call->L, call->argument))
        was = declaration_read_fields(&call->declaration, call->kind, parent, name, call->argument++);
    else if (first && (now->has & field_bit(call->kind, first)))
        box_error(call->L, call->origin, "%s: what it was is needed too: %s(..., { now }, { was })",
                  call->name, call->name);
    no_more(call);
    uint64_t fields = changed_fields(now, was);
    check_change(call, now, fields);
    verb_alter(sql, was ? was : graph_loose(call->declaration.graph, call->kind, parent, name), now, fields);
    send_event(call, "alter", now, fields);
}

static void do_drop(struct call *call, struct sql *sql) {
    const char *name;
    struct object *parent = take_identity(call, call->kind, false, &name);
    struct object *object;
    if (lua_istable(call->L, call->argument))
        object = declaration_read_fields(&call->declaration, call->kind, parent, name, call->argument++);
    else
        object = graph_loose(call->declaration.graph, call->kind, parent, name);
    no_more(call);
    const struct field *parting = kind_field_ruled(call->kind, PARTING);
    if (parting && field_is_default(object, parting))
        box_error(call->L, call->origin, "%s: its %s is missing: %s(..., { %s = \"...\" })", call->name,
                  parting->name, call->name, parting->name);
    if (call->kind->holds_data && call->op->sink->loss)
        call->op->sink->loss(call->op->sink->context, call->L,
                             object_title(call->declaration.graph->arena, object), call->origin);
    verb_drop(sql, object);
    send_event(call, "drop", object, 0);
}

static void do_rename(struct call *call, struct sql *sql) {
    struct object *object = take_object(call, call->kind);
    const char *to = take_string(call, "the new name");
    /* The second leg of a rename that went by a temporary name says what it was called before the first. */
    const char *was =
        lua_isnoneornil(call->L, call->argument) ? object->name : take_string(call, "the first name");
    no_more(call);
    verb_rename(sql, object, to);
    struct arena *arena = call->declaration.graph->arena;
    struct text text = begin_event(call, "rename", object_kind_path(arena, object), object);
    struct text hint = text_new(arena); /* as a model would write it */
    if (object->parent && object->parent->kind->names_others && !object->kind->signature)
        text_add_part(&hint, was);
    else
        text_add(&hint, was);
    text_add(&text, ",\"declared\":{\"renamed_from\":");
    json_add_string(&text, hint.data);
    text_add(&text, "},\"name\":");
    json_add_string(&text, to);
    end_event(call, &text);
}

/* ---- the functions of the table ---- */

static struct call begin_call(lua_State *L, const struct kind *kind, const char *name) {
    struct op *op = lua_touserdata(L, lua_upvalueindex(1));
    struct arena *arena = box_arena(box_of(L));
    struct call call = {.op = op, .L = L, .kind = kind, .argument = 1, .name = name};
    call.origin = box_origin(L, 1);
    call.declaration = (struct declaration){
        .L = L,
        .graph = graph_in(arena, op->schema),
        .file = box_file(box_of(L))->shown,
        .line = box_line(L, 1),
    };
    return call;
}

static int call_verb(lua_State *L) {
    static void (*const verbs[])(struct call *, struct sql *) = {
        [VERB_CREATE] = do_create, [VERB_ALTER] = do_alter, [VERB_DROP] = do_drop, [VERB_RENAME] = do_rename};
    const struct kind *kind = lua_touserdata(L, lua_upvalueindex(2));
    lua_Integer verb = lua_tointeger(L, lua_upvalueindex(3));
    struct arena *arena = box_arena(box_of(L));
    struct call call = begin_call(L, kind, arena_printf(arena, "op.%s_%s", verb_names[verb], kind->name));
    struct sql sql = {.arena = arena};
    verbs[verb](&call, &sql);
    send(&call, &sql);
    return 0;
}

/* op.adopt(kind, identity..., [body]): only registers it. */
static int call_adopt(lua_State *L) {
    struct call call = begin_call(L, NULL, "op.adopt");
    call.kind = take_kind(&call);
    const char *name;
    /* As for op.create_X: an index's table follows its name, a column's name stands in its body. */
    bool named_inside = call.kind->key && *call.kind->key == '#' && lua_istable(L, lua_gettop(L));
    bool creating = named_inside || (call.kind->schema_wide && !call.kind->single);
    struct object *parent = take_identity(&call, call.kind, creating, &name);
    if (lua_isnoneornil(L, call.argument) && kind_of_key(call.kind, "#") == NULL && name) {
        send_event(&call, "adopt", graph_loose(call.declaration.graph, call.kind, parent, name), 0);
        return 0;
    }
    struct object *object = read_whole(&call, parent, name);
    no_more(&call);
    send_created(&call, "adopt", object);
    return 0;
}

static int unknown_function(lua_State *L) {
    const char *known[512];
    int count = 0;
    luaL_checktype(L, 1, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, 1) && count < 512; lua_pop(L, 1))
        if (lua_type(L, -2) == LUA_TSTRING)
            known[count++] = lua_tostring(L, -2);
    const char *key = luaL_tolstring(L, 2, NULL);
    /* Lua's own order differs at each run; the nearest must not. */
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0 && strcmp(known[k - 1], known[k]) > 0; k--) {
            const char *swap = known[k];
            known[k] = known[k - 1];
            known[k - 1] = swap;
        }
    const char *near = nearest(key, known, count);
    return box_error(L, box_origin(L, 1), "there is no op.%s%s%s%s", key, near ? "; did you mean op." : "",
                     near ? near : "", near ? "?" : "");
}

void op_push(lua_State *L, const struct op_sink *sink, const char *schema) {
    struct arena *arena = box_arena(box_of(L));
    struct op *op = arena_alloc(arena, sizeof *op);
    *op = (struct op){.sink = sink, .schema = arena_copy(arena, schema)};
    lua_newtable(L);
    for (int i = 0; kinds[i]; i++) {
        for (int verb = 0; verb < VERB_COUNT; verb++) {
            if (verb == VERB_RENAME && !verb_can_rename(kinds[i]))
                continue;
            lua_pushlightuserdata(L, op);
            lua_pushlightuserdata(L, (void *)(uintptr_t)kinds[i]);
            lua_pushinteger(L, verb);
            lua_pushcclosure(L, call_verb, 3);
            lua_setfield(L, -2, arena_printf(arena, "%s_%s", verb_names[verb], kinds[i]->name));
        }
    }
    lua_pushlightuserdata(L, op);
    lua_pushcclosure(L, call_adopt, 1);
    lua_setfield(L, -2, "adopt");
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, unknown_function);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pushlightuserdata(L, op);
    lua_rawsetp(L, LUA_REGISTRYINDEX, sink);
}

void op_flush(lua_State *L, const struct op_sink *sink) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, sink);
    struct op *op = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (op)
        send_held(L, op);
}
