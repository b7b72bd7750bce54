#include "luamig/verb.h"

#include <string.h>

#include "luamig/field.h"

static bool is_constraint(const struct kind *kind) {
    return kind->noun && strcmp(kind->noun, "CONSTRAINT") == 0;
}

/* The alone form of what stands inside its parent's CREATE. */
static void add_clause(struct sql *sql, const struct object *object) {
    struct text text = text_new(sql->arena);
    object->kind->clause(&text, object);
    sql_alter(sql, object->parent, "ADD %s", text.data);
}

static void create_alone(struct sql *sql, const struct object *object) {
    if (object->kind->create)
        object->kind->create(sql, object);
    else
        add_clause(sql, object);
    if (object->kind->complete)
        object->kind->complete(sql, object);
}

static bool stands_within(struct sql *sql, const struct object *kid) {
    struct text text = text_new(sql->arena);
    return kid->kind->clause && kid->kind->clause(&text, kid);
}

/* What its CREATE has left out: kids without a clause, at any depth. */
static void create_kids(struct sql *sql, const struct object *object) {
    for (int i = 0; i < object->kid_count; i++) {
        const struct object *kid = object->kids[i];
        bool given = kid->inherited && !kid->owner;
        if (!stands_within(sql, kid))
            create_alone(sql, kid);
        else if (kid->kind->complete && !given)
            kid->kind->complete(sql, kid);
        create_kids(sql, kid);
    }
}

void verb_set_late(struct sql *sql, const struct object *object) {
    uint64_t late = 0;
    for (const struct field *field = object->kind->fields; field->name; field++)
        if ((field->rule & LATE) && !field_is_default(object, field))
            late |= field_bit(object->kind, field);
    if (late)
        object->kind->alter(sql, object, object, late);
}

void verb_create_first(struct sql *sql, const struct object *object) {
    create_alone(sql, object);
    create_kids(sql, object);
}

void verb_create(struct sql *sql, const struct object *object) {
    verb_create_first(sql, object);
    verb_set_late(sql, object);
}

void verb_alter(struct sql *sql, const struct object *old, const struct object *now, uint64_t fields) {
    if (now->kind->alter)
        now->kind->alter(sql, old, now, fields);
    else
        verb_create(sql, now);
}

void verb_drop(struct sql *sql, const struct object *object) {
    const struct kind *kind = object->kind;
    struct text address = text_new(sql->arena);
    if (kind->drop) {
        kind->drop(sql, object);
    } else if (is_constraint(kind)) {
        sql_alter(sql, object->parent, "DROP CONSTRAINT %I", object_current(object));
    } else {
        object_add_address(&address, object);
        sql_add(sql, "DROP %s %s", kind->drop_noun ? kind->drop_noun : kind->noun, address.data);
    }
}

bool verb_can_rename(const struct kind *kind) {
    return kind->rename || kind->noun || kind->follows;
}

void verb_rename(struct sql *sql, const struct object *object, const char *to) {
    const struct kind *kind = object->kind;
    struct text address = text_new(sql->arena);
    if (kind->follows)
        return;
    if (kind->rename) {
        kind->rename(sql, object, to);
    } else if (is_constraint(kind)) {
        sql_add(sql, "ALTER TABLE %o RENAME CONSTRAINT %I TO %I", object->parent, object_current(object), to);
    } else {
        object_add_address(&address, object);
        sql_add(sql, "ALTER %s %s RENAME TO %I", kind->noun, address.data, to);
    }
}
