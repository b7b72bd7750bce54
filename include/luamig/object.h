/* An object: anything PostgreSQL can CREATE that luamig knows.
 *
 * One structure flows through everything. Models make a graph of objects, the catalog makes a graph of objects; they
 * are matched, compared, ordered and written, always as this. A kind's own struct begins with it and adds the
 * fields of the kind's table.
 *
 * Ownership: a graph's arena.
 */
#ifndef LUAMIG_OBJECT_H
#define LUAMIG_OBJECT_H

#include <stdbool.h>
#include <stdint.h>
#include <uthash.h>

#include "luamig/list.h"
#include "luamig/text.h"

struct kind;
struct field;
struct object;
struct change;

/* How sure it is that one object needs another; a cycle loses its weakest edges first. */
enum strength {
    KNOWN,      /* the catalog says so, or a field names it */
    EXPRESSION, /* an identifier in an expression has its name */
    BODY,       /* an identifier in a body has its name */
    WISH        /* only for the beauty of the text */
};

struct need {
    struct object *on;
    enum strength strength;
};

/* Where the catalog has it: pg_depend and pg_description attach by it. */
struct address {
    unsigned class_id, object_id;
    int sub_id;
};

struct object {
    const struct kind *kind;
    const char *name; /* its own; a routine's holds its argument types; NULL: PostgreSQL is to be asked */
    struct object *parent; /* hangs on it, is named within it, dies with it; a table's is its schema */
    struct object **kids;
    int kid_count;
    struct need *needs;
    int need_count;
    struct object **users; /* the reverse of needs, once graph_link_users() has run */
    int user_count;

    struct object *twin;  /* the same object in the other graph */
    struct object *giver; /* where what it hangs on inherits it from; NULL: it does not, see inherit.h */
    bool inherited;       /* not said here but given: it changes and goes with its giver */
    const struct object *declared; /* the wording to print, where this one holds PostgreSQL's */
    const char *renamed_from;      /* a hint of the model */
    const char *owner;             /* "core", "custom/acme"; NULL: unmanaged */
    const char *origin;            /* "core/models.lua:12", of models */
    uint64_t has;                  /* bits of the fields that were given */
    bool unqualified;              /* of a schema: stands in search_path, so names leave it out */
    bool implied;                  /* made by another declaration (a schema by a name in it) */
    bool default_name;             /* the name was not given but made */
    struct change *change;         /* what happens to it (plan.h), NULL: nothing */
    bool folded;                   /* stands in its parent's text, when that is written */
    const char *current;           /* its name at this point of the script */
    struct address address;
    const char *remembered; /* the ledger's JSON of what PostgreSQL had made of it; NULL: not known */
    const char *wording;    /* the ledger's JSON of what the model said; NULL: not known */
    int number;             /* place in the graph */

    const char *key;
    UT_hash_handle by_key, by_address;
};

/* The name as luamig writes it: "clients", "billing.invoices", "clients.id" (parts quoted where they hold a dot);
 * a schema that is in search_path is left out. Current names. */
void object_add_path(struct text *text, const struct object *object);
const char *object_path(struct arena *arena, const struct object *object);
/* For messages: "table clients", "column clients.id". */
const char *object_title(struct arena *arena, const struct object *object);

/* As SQL refers to it: quoted, with its schema unless that is in search_path. */
void object_add_reference(struct text *text, const struct object *object);

/* As COMMENT ON names it, by its kind's `address`. */
void object_add_address(struct text *text, const struct object *object);

/* The registry's two keys: the path of kinds ("table/column"), and the names as a list. */
const char *object_kind_path(struct arena *arena, const struct object *object);
struct list object_identity(struct arena *arena, const struct object *object);
/* What it hangs on where the identity does not tell (an index's table, and that of its comment); else NULL. */
const struct object *object_holder(const struct object *object);

/* The schema that an object lies in; NULL for what lies in none. */
struct object *object_schema(const struct object *object);
struct object *object_kid(const struct object *object, const struct kind *kind, const char *name);
bool object_is_adorned(const struct object *object); /* does something hang on it that is to be said? */
bool object_is_within(const struct object *object, const struct object *ancestor); /* itself counts */
/* The name to use at this point of the script: `current`, else `name`. */
const char *object_current(const struct object *object);

#endif
