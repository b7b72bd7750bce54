#include "luamig/dependency.h"

#include <stdlib.h>

/* Dependencies on what is in no schema of ours matter too: a member of an extension leads to the extension. */
const char dependency_query[] =
    "SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid,"
    "       deptype IN ('i', 'e') OR classid = 'pg_attrdef'::regclass AND deptype = 'a' AND refobjsubid > 0"
    "  FROM pg_depend WHERE objid >= 16384 AND refobjid >= 16384"
    "   AND deptype IN ('n', 'a', 'i', 'e', 'P', 'S')"
    "   AND (refclassid <> 'pg_namespace'::regclass OR classid = 'pg_extension'::regclass)"
    "   AND NOT EXISTS (SELECT FROM pg_class t WHERE classid = 'pg_class'::regclass AND t.oid = objid"
    "                   AND t.relkind = 't')";

static unsigned number_of(const char *value) {
    return value ? (unsigned)strtoul(value, NULL, 10) : 0;
}

struct address dependency_address(const struct rows *rows, int row, int column) {
    return (struct address){number_of(rows_value(rows, row, column)),
                            number_of(rows_value(rows, row, column + 1)),
                            (int)number_of(rows_value(rows, row, column + 2))};
}

/* What PostgreSQL keeps as an entry of its own but is part of another: a default of its column, a rule of its
 * view, a row type of its table, an array type of its element, an index of its constraint, a member of its
 * extension. */
struct part {
    struct address address, of;
    UT_hash_handle hh;
};

static struct object *whole_of(const struct graph *graph, const struct part *parts, struct address address) {
    enum { DEEPEST = 6 }; /* the array of the row type of a view of an extension */
    for (int depth = 0; depth < DEEPEST; depth++) {
        struct object *object = graph_at(graph, address);
        if (object)
            return object;
        const struct part *part;
        HASH_FIND(hh, parts, &address, sizeof address, part);
        if (part)
            address = part->of;
        else if (address.sub_id)
            address.sub_id = 0;
        else
            return NULL;
    }
    return NULL;
}

void dependency_read(struct graph *graph, const struct rows *rows) {
    enum { CLASS, REF_CLASS = 3, IS_PART = 6 };
    struct arena *scratch = arena_new();
    struct part *parts = NULL, *all = arena_alloc(scratch, (size_t)rows_count(rows) * sizeof *all);
    for (int row = 0; row < rows_count(rows); row++) {
        const struct part *known;
        all[row].address = dependency_address(rows, row, CLASS);
        all[row].of = dependency_address(rows, row, REF_CLASS);
        HASH_FIND(hh, parts, &all[row].address, sizeof all[row].address, known);
        if (*rows_value(rows, row, IS_PART) == 't' && !known)
            HASH_ADD(hh, parts, address, sizeof all[row].address, &all[row]);
    }
    for (int row = 0; row < rows_count(rows); row++) {
        struct object *user = whole_of(graph, parts, all[row].address);
        struct object *on = user ? whole_of(graph, parts, all[row].of) : NULL;
        while (on && on->kind->adorns)
            on = on->parent;
        if (on)
            graph_need(graph, user, on, KNOWN);
    }
    HASH_CLEAR(hh, parts);
    arena_free(scratch);
    graph_link_users(graph);
}
