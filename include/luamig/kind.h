/* Kinds: a table of fields and a few functions each, one file in engine/kind/ each.
 *
 * Nothing outside engine/kind/ knows a kind by name. A row of a kind's field table serves five readers: the key in
 * models.lua and op calls, the column of the catalog query, the comparison, the change rule, and the text in a
 * revision. kinds[] is generated from the folder.
 */
#ifndef LUAMIG_KIND_H
#define LUAMIG_KIND_H

#include "luamig/object.h"
#include "luamig/sql.h"

/* What a field holds, and so how its words refer to other objects. */
enum shape {
    SHAPE_TEXT,   /* const char *: a word or free text, no references */
    SHAPE_NUMBER, /* const char *, digits; a Lua number */
    SHAPE_BOOL,   /* bool */
    SHAPE_LIST,   /* struct list of words */
    SHAPE_BODY,   /* const char *: text whose identifiers may be references (strength BODY) */
    SHAPE_NAMES,  /* struct list: columns of the own table */
    SHAPE_EXPR,   /* const char *: SQL that names objects (strength EXPRESSION) */
    SHAPE_EXPRS,  /* struct list of such */
    SHAPE_TYPE,   /* const char *: a type's text */
    SHAPE_REF,    /* const char *: a dotted name of an object of the field's `of` */
    SHAPE_REFS,   /* struct list of such */
    SHAPE_KID     /* const char *: the name of one of `of` that hangs on the object itself, or another word */
};

enum rule {
    HINT = 1,           /* never compared: a wish of the model (using, concurrently) */
    ALTER = 2,          /* a difference is an ALTER */
    RECREATE = 4,       /* a difference is a drop and a create */
    DISTURBS = 8,       /* with ALTER: what is rigid must stand aside for it */
    LATE = 16,          /* set in a step of its own after the create, let go before the drop */
    POSITIONAL = 32,    /* the array part of the Lua table (a list), or its next item (others) */
    LITERAL = 64,       /* a Lua value is a literal, sql "..." an expression */
    COMMITS = 128,      /* what it adds is usable in the next phase only */
    SEEN = 256,         /* in the catalog only, never declared or written */
    DEFAULT_TRUE = 512, /* a boolean that is true unless said */
    OPTIONAL = 1024,    /* compared only where the model says it */
    LOWER = 2048,       /* a keyword: read in lower case */
    TIGHTENS = 8192,  /* a boolean whose departure from its default can fail over the rows: after the hooks */
    REQUIRED = 16384, /* must be said where an object is declared whole */
    LABELS = 32768,   /* a list of names of its own: none twice, each may be renamed */
    SETTINGS = 65536, /* a list of "name=value", which may be written as name = value */
    PARTING = 524288, /* said by the drop too, which needs it */
    SECRET = 1048576, /* no message shows what it says: passwords */
    ANYWHERE =
        2097152, /* a reference that may lead to what no graph holds: PostgreSQL's own, or an extension's */
    TOGETHER = 131072, /* an ALTER that says one of these says the others too, where they are not default */
    INHERITS = 262144, /* REF(S): what these name hands its kids down to the object (inherit.h) */
    CARRIED = 4096     /* printed even where an alter does not change it: the conversion of a type (using) */
};

struct field {
    const char *name;
    enum shape shape;
    int rule;
    size_t at;         /* offset in the kind's struct */
    const char *of;    /* REF(S): the kinds it may name, parted by blanks */
    const char *words; /* what is allowed, parted by '|'; the first is meant by `true`. NULL: anything */
    const char *doc;   /* its line in the editor's types */
};

/* FIELD(column, type, TYPE, ALTER | DISTURBS, .doc = "..."): the rule, then what else is to be said. */
#define FIELD(type, member, shape, ...) FIELD_AS(#member, type, member, shape, __VA_ARGS__)
/* Where the word is one of C's. */
#define FIELD_AS(word, type, member, of_shape, ...) \
    { .name = word, .shape = SHAPE_##of_shape, .at = offsetof(struct type, member), .rule = __VA_ARGS__ }

/* Pieces of catalog queries. $1 is the schemas as text[], $2 the default one, $3 the ledger's. */
#define SQL_IN_SCHEMA(name) name " = ANY ($1::text[])"
#define SQL_NO_MEMBER(class, oid)                                                                         \
    " AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '" class "'::regclass AND e.objid = " oid \
                                                                         " AND e.deptype = 'e')"
#define SQL_PART(name) \
    "CASE WHEN " name " ~ '[.\"(]' THEN '\"' || replace(" name ", '\"', '\"\"') || '\"' ELSE " name " END"
#define SQL_PATH(schema, name) \
    "(CASE WHEN " schema " = $2 THEN '' ELSE " SQL_PART(schema) " || '.' END || " SQL_PART(name) ")"

struct graph;
struct fail;

struct kind {
    const char *name; /* "foreign_key": op.create_foreign_key */
    const char *word; /* in models.lua: "model"; NULL: only within its parent */
    const char *
        within; /* the kinds it hangs on, parted by blanks; "schema": a qualified name; "*": any; NULL: none */
    const char *key;         /* its key in the parent's table; "#": the array part */
    const char *named_after; /* the kind whose objects, which have no parent, it is named after */
    const char *column_key;  /* the key in a column that makes one for that column ("unique") */
    const char *noun;        /* COMMENT ON noun, ALTER noun, DROP noun */
    const char *drop_noun;   /* where it differs; "" : it cannot be dropped by name */
    const char *grant_noun;  /* GRANT ... ON grant_noun; NULL: it has no privileges */
    const char *address;     /* how COMMENT and others name it: "%n ON %p", "%p.%n"; NULL: its reference */
    const char *space;       /* the schema's name spaces that it shares with other kinds: "relation type" */
    bool single;             /* one for each parent; its key holds the object itself */
    bool nameless;           /* op calls name it by its parent alone (comment) */
    bool schema_wide;        /* its name is the schema's, whatever it hangs on (index) */
    bool names_others;       /* schema: the first part of qualified names */
    bool signature;          /* its name holds argument types: "tax(integer)" */
    bool not_null;           /* makes its column, or those it lists, NOT NULL */
    bool is_key;             /* a foreign key can lean on it: its first list names the columns */
    bool plain;       /* its Lua form is the first field's value alone (comment = "...") where that is all */
    bool attached;    /* comment, grant: goes and comes with its parent, and is restored if unmanaged */
    bool grants;      /* stands only where there are privileges */
    bool rigid;       /* cannot stay over a disturbed need */
    bool aside;       /* is made anew beside the old one */
    bool ordered;     /* its parts have an order that no ALTER changes, nor their form while rows hold them */
    bool whole;       /* an ALTER writes all fields */
    bool own_text;    /* never folded into the parent's text (index) */
    bool own_drop;    /* the parent cannot be dropped while it is there (a user mapping) */
    bool holds_data;  /* its drop deletes data */
    bool tightens;    /* its create on an existing table can fail over the data: after the hooks */
    bool handed_down; /* what inherits from its parent has it too, and must before it does (inherit.h) */
    bool underlies;   /* others lean on it without naming it (an extension's operator classes) */
    bool foremost;    /* what is made later depends on it (default privileges): its changes come first */
    bool follows;     /* nothing renames it: its name follows those of what it is about (a cast's types) */
    bool after_column; /* named after the column that it needs (serial's sequence) */
    bool adorns;       /* only says something of its parent's part: what leans on that leans on the parent */
    bool bound; /* rigid only within the same owner: PostgreSQL itself rebuilds the others (foreign keys) */
    size_t size;
    const struct field *fields; /* the last has no name */
    /* Catalog query. $1: text[] of schemas. Columns: class_id, object_id, sub_id, parent_class, parent_object,
     * parent_sub, name, then fields by their names; NULL is PostgreSQL's default; `implied` is true of what would be so unsaid, `inherited` of what another
     * object gives (inherit.h). `queries` are variants, the first whose version (150000) is not above the server's
     * is used. None at all: PostgreSQL knows nothing of the kind, and what the ledger remembers is what there is. */
    struct kind_query {
        int version;
        const char *sql;
    } queries[4];
    /* Each may be NULL. */
    bool (*finish)(struct graph *graph, struct object *object,
                   struct fail *fail); /* after it is read from Lua */
    /* PostgreSQL's name for it, were its table and columns called so; NULL: an expression decides it, ask. */
    const char *(*default_name)(struct arena *arena, const struct object *object, const char *table,
                                const struct list *columns);
    /* Need this field not be written, because something else says it (NOT NULL by the primary key)? */
    bool (*omit)(const struct object *object, const struct field *field);
    /* For models.lua: says it in the short form that means the same (serial), and marks what that implies. */
    void (*shorten)(struct graph *graph, struct object *object);
    void (*link)(struct graph *graph, struct object *object); /* needs that no field's text tells */
    /* Of an is_key: the columns, where the first list does not tell (a unique index); none: it is no key. */
    struct list (*key_columns)(struct arena *arena, const struct object *object);
    /* Another name that it goes by: of a range's multirange. */
    const char *(*second_name)(struct arena *arena, const struct object *object);
    /* Does a declared object, once all is linked, fit those around it? */
    bool (*check)(const struct graph *graph, const struct object *object, struct fail *fail);
    /* Overrides the rules for these changed fields: returns the rule (ALTER, ALTER | DISTURBS, RECREATE; 0: as the
     * fields say) and may give the form between. */
    int (*decide)(struct graph *graph, const struct object *old, const struct object *now, uint64_t fields,
                  struct object **mid);
    /* Though its kind holds data, has this one none of its own (a partitioned table)? */
    bool (*is_hollow)(const struct object *object);
    /* What it is while `lost` is gone; NULL: it must go too. */
    struct object *(*without)(struct graph *graph, const struct object *object, const struct object *lost);
    /* Hints for this change on a loose copy of `now`, printed with it: the conversion of a type. */
    void (*carry)(struct graph *graph, const struct object *old, struct object *now);
    /* Of a copy that is only built to be read back: what would be work in vain is left out (a SELECT's rows). */
    void (*sketch)(struct object *copy);
    /* Of a type that is made anew beside the old one: SQL that makes a value of the old one a new one; the value itself:
     * a cast will do. NULL: by way of its text. */
    const char *(*convert)(struct arena *arena, const struct object *old, const struct object *now,
                           const char *value);
    /* Where not all of the kind are `rigid`: is it, over a change of `lost`? */
    bool (*is_rigid)(const struct object *object, const struct object *lost);
    /* Inside the parent's CREATE; ADD clause alone, unless there is a `create`. False, and nothing added: it cannot
     * stand there (NOT VALID) and follows in a statement of its own. */
    bool (*clause)(struct text *text, const struct object *object);
    /* What its clause cannot say follows it at once: the storage of a column. */
    void (*complete)(struct sql *sql, const struct object *object);
    void (*create)(struct sql *sql, const struct object *object);
    void (*alter)(struct sql *sql, const struct object *old, const struct object *now, uint64_t fields);
    void (*drop)(struct sql *sql, const struct object *object);
    void (*rename)(struct sql *sql, const struct object *object, const char *to);
    /* Its own name in SQL, behind the schema's, where that is no identifier: an operator's. */
    void (*add_name)(struct text *text, const char *name);
};

extern const struct kind *const kinds[]; /* ends with NULL */

const struct kind *kind_named(const char *name);
const struct kind *kind_of_schemas(void);
bool kind_is_remembered(const struct kind *kind); /* has no query: only the ledger knows its objects */
const struct kind *kind_of_word(const char *word);
/* The kind that `key` means in the table of a `parent`. */
const struct kind *kind_of_key(const struct kind *parent, const char *key);
/* The kind that hangs on the `table` and that `key` makes where it stands in a column. */
const struct kind *kind_of_column_key(const struct kind *table, const char *key);
bool kind_shares_names(const struct kind *a, const struct kind *b); /* have they a name space in common? */
bool kind_stands_within(const struct kind *kind, const struct kind *parent);
const struct field *kind_field(const struct kind *kind, const char *name);
/* Must nothing be said of it: no columns, no list, no body? */
bool kind_may_be_bare(const struct kind *kind);
int field_count(const struct kind *kind);
uint64_t field_bit(const struct kind *kind, const struct field *field);
/* The first field with a rule, NULL: none. */
const struct field *kind_field_ruled(const struct kind *kind, int rule);

#endif
