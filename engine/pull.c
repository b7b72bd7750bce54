#include "luamig/pull.h"

#include <fnmatch.h>
#include <string.h>

#include "luamig/alembic.h"
#include "luamig/catalog.h"
#include "luamig/dependency.h"
#include "luamig/field.h"
#include "luamig/file.h"
#include "luamig/inherit.h"
#include "luamig/model_text.h"
#include "luamig/unread.h"

/* ---- which schemas ---- */

static const char schemas_query[] =
    "SELECT nspname, nspname = $1 FROM pg_namespace n WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
    "   AND nspname <> $2 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_namespace'::regclass"
    "                                     AND e.objid = n.oid AND e.deptype = 'e')"
    " ORDER BY nspname <> $1, nspname COLLATE \"C\"";

static bool find_schemas(struct pull *pull, struct command *command, struct link *link, struct arena *arena,
                         struct fail *fail) {
    struct list wanted = command_values(command, "schema");
    const char *values[] = {command->project->schema, command->project->ledger};
    struct rows *rows = link_query(link, schemas_query, 2, values, fail);
    for (int i = 0; rows && i < rows_count(rows); i++)
        if (!wanted.count || list_find(&wanted, rows_value(rows, i, 0)) >= 0)
            list_add(arena, &pull->schemas, arena_copy(arena, rows_value(rows, i, 0)));
    rows_free(rows);
    for (int i = 0; !fail->code && i < wanted.count; i++)
        if (list_find(&pull->schemas, wanted.items[i]) < 0)
            fail_set(fail, EXIT_FAILED, "the database has no schema %s", wanted.items[i]);
    return !fail->code;
}

/* ---- whose it is ---- */

static bool is_root(const struct object *object) {
    return !object->parent || object->parent->kind->names_others;
}

/* The organisation whose prefix is the longest; --owner-of acme_=acme. */
static const char *owner_by_name(struct arena *arena, const struct list *prefixes, const char *name) {
    const char *owner = "core";
    size_t longest = 0;
    for (int i = 0; i < prefixes->count; i++) {
        const char *prefix = prefixes->items[i];
        size_t size = strcspn(prefix, "=");
        if (size <= longest || strncmp(name, prefix, size) != 0)
            continue;
        longest = size;
        owner = arena_printf(arena, "custom/%s", prefix + size + 1);
    }
    return owner;
}

static void give_owners(struct pull *pull, const struct list *prefixes) {
    struct graph *graph = pull->graph;
    for (int i = 0; i < graph->count; i++) {
        struct object *object = graph->objects[i];
        if (inherit_is_bare(object))
            object->owner = NULL;
        else if (!is_root(object) || object->kind->attached)
            object->owner = object->parent ? object->parent->owner : "core";
        else if (!object->owner && object->kind->names_others)
            object->owner = "core";
        else if (!object->owner)
            object->owner = owner_by_name(graph->arena, prefixes, object->name);
    }
}

static bool check_prefixes(const struct list *prefixes, struct fail *fail) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    for (int i = 0; i < prefixes->count; i++) {
        const char *prefix = prefixes->items[i], *equals = strchr(prefix, '=');
        bool fine = equals && equals > prefix && equals[1] &&
                    strspn(equals + 1, letters) == strlen(equals + 1) && equals[1] != '_' && equals[1] != '-';
        if (!fine) {
            fail_set(fail, EXIT_USAGE, "--owner-of takes PREFIX=ORG, as in acme_=acme, not '%s'", prefix);
            return fail_hint(fail, "an organisation's name is made of a-z, 0-9, _ and -");
        }
    }
    return true;
}

/* ---- which of it ---- */

static struct object *root_of(struct object *object) {
    while (!is_root(object))
        object = object->parent;
    return object;
}

/* Tables, views, sequences: what has rows. Indexes hang on something. */
static bool is_relation(const struct kind *kind) {
    return kind->space && strncmp(kind->space, "relation", strlen("relation")) == 0;
}

static bool matches(const struct object *object, const struct list *patterns, struct arena *arena) {
    for (int i = 0; i < patterns->count; i++)
        if (fnmatch(patterns->items[i], object->name, 0) == 0 ||
            fnmatch(patterns->items[i], object_path(arena, object), 0) == 0)
            return true;
    return false;
}

/* What a chosen object leans on comes along, but for other tables. */
static void choose_needs(bool *chosen, struct object *object) {
    struct object *root = root_of(object);
    for (int i = 0; chosen[root->number] && i < object->need_count; i++) {
        struct object *on = root_of(object->needs[i].on);
        if (chosen[on->number] || on->kind->holds_data || on->kind->names_others)
            continue;
        chosen[on->number] = true;
        choose_needs(chosen, on);
        for (int k = 0; k < on->kid_count; k++)
            choose_needs(chosen, on->kids[k]);
    }
}

static void choose(struct pull *pull, const struct list *patterns) {
    struct graph *graph = pull->graph;
    bool *chosen = arena_alloc(graph->arena, (size_t)graph->count + 1);
    for (int i = 0; i < graph->count; i++) {
        struct object *object = graph->objects[i];
        chosen[i] = object->parent && is_root(object) && is_relation(object->kind) &&
                    matches(object, patterns, graph->arena);
    }
    for (int i = 0; i < graph->count; i++)
        choose_needs(chosen, graph->objects[i]);
    for (int i = 0; i < graph->count; i++)
        if (!chosen[root_of(graph->objects[i])->number])
            graph->objects[i]->owner = NULL;
}

/* ---- what goes without saying ---- */

/* What initdb says of a schema that it makes. */
static bool find_initial(struct pull *pull, struct link *link, struct fail *fail) {
    struct rows *rows = link_query(
        link,
        "SELECT 'pg_namespace'::regclass::oid, n.oid, 0, obj_description(n.oid, 'pg_namespace') ="
        "       'standard public schema', n.nspacl = i.initprivs FROM pg_namespace n LEFT JOIN pg_init_privs i"
        "    ON i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid WHERE n.oid < 16384",
        0, NULL, fail);
    for (int i = 0; rows && i < rows_count(rows); i++) {
        enum { ADDRESS, COMMENT = 3, RIGHTS };
        const struct object *schema = graph_at(pull->graph, dependency_address(rows, i, ADDRESS));
        for (int k = 0; schema && k < schema->kid_count; k++) {
            struct object *kid = schema->kids[k];
            const char *same = rows_value(rows, i, kid->kind->grants ? RIGHTS : COMMENT);
            if (kid->kind->attached && same && *same == 't')
                kid->implied = true;
        }
    }
    rows_free(rows);
    return !fail->code;
}

/* What a sql_object has made is that object's: its text says more than the catalog's word for it would. Only the
 * ledger knows those, so they have no place in the catalog. */
static void leave_made(struct pull *pull) {
    struct graph *graph = pull->graph;
    for (int i = 0; i < graph->count; i++) {
        const struct object *maker = graph->objects[i];
        bool by_ledger = !maker->kind->attached && !maker->address.class_id;
        for (int n = 0; by_ledger && n < maker->need_count; n++) {
            struct object *made = maker->needs[n].on;
            if (made->owner || !is_root(made) || made->kind->names_others)
                continue;
            made->implied = true;
            list_add_renamed(graph->arena, &pull->made, object_title(graph->arena, made),
                             object_title(graph->arena, maker));
        }
    }
}

static bool leave_alembic(struct pull *pull, struct link *link, struct fail *fail) {
    struct graph *graph = pull->graph;
    const struct object *table = alembic_find(link, graph, &pull->alembic, fail);
    for (int i = 0; table && i < graph->count; i++)
        if (object_is_within(graph->objects[i], table))
            graph->objects[i]->owner = NULL;
    return !fail->code;
}

/* ---- the files ---- */

/* custom_tools/{org}/(any depth)/models.lua is custom_tools/acme/models.lua; a segment that captures or matches something
 * else is called as the organisation is, or core. */
static const char *path_of(struct arena *arena, const struct project *project, const char *owner) {
    const char *slash = strchr(owner, '/'), *org = slash ? slash + 1 : owner;
    const struct list *patterns = slash ? &project->custom_models : &project->core_models;
    struct text path = text_new(arena);
    for (const char *at = patterns->items[0]; *at;) {
        size_t size = strcspn(at, "/");
        bool any_depth = size == 2 && strncmp(at, "**", 2) == 0;
        const char *segment = arena_copy_bytes(arena, at, size);
        at += size + (at[size] == '/');
        if (any_depth)
            continue;
        if (path.size)
            text_add_char(&path, '/');
        for (const char *c = segment; *c; c++) {
            bool hole = *c == '*' || *c == '{';
            if (*c == '{')
                c += strcspn(c, "}");
            if (hole)
                text_add(&path, org);
            else
                text_add_char(&path, *c);
        }
    }
    return path.data;
}

static void make_files(struct pull *pull, const struct project *project) {
    struct arena *arena = pull->graph->arena;
    pull->files = arena_alloc(arena, ((size_t)pull->owners.count + 1) * sizeof *pull->files);
    model_text_shorten(pull->graph);
    for (int i = 0; i < pull->owners.count; i++) {
        const char *owner = pull->owners.items[i], *text = model_text(pull->graph, owner);
        if (text)
            pull->files[pull->file_count++] =
                (struct pulled_file){owner, path_of(arena, project, owner), text};
    }
}

bool pull_write(const struct pull *pull, const char *folder, bool force, struct fail *fail) {
    struct arena *arena = pull->graph->arena;
    for (int i = 0; i < pull->file_count && !force; i++) {
        const char *path = arena_printf(arena, "%s/%s", folder, pull->files[i].path);
        if (!file_exists(path))
            continue;
        fail_set(fail, EXIT_FAILED, "%s is there already", path);
        return fail_hint(fail, "pull --force overwrites it");
    }
    for (int i = 0; i < pull->file_count; i++)
        if (!file_write(arena_printf(arena, "%s/%s", folder, pull->files[i].path), pull->files[i].text, force,
                        fail))
            return false;
    return true;
}

/* ---- the whole ---- */

/* Core may not lean on an organisation, nor one organisation on another: the prefixes have cut through the schema. */
static void find_refused(struct pull *pull, const struct project *project) {
    struct graph *graph = pull->graph;
    for (int i = 0; i < graph->count; i++) {
        const struct object *object = graph->objects[i];
        for (int n = 0; object->owner && !object->implied && n < object->need_count; n++) {
            const struct object *on = object->needs[n].on;
            if (!on->owner || object->needs[n].strength != KNOWN ||
                project_may_reference(project, object->owner, on->owner))
                continue;
            list_add(graph->arena, &pull->refused,
                     arena_printf(graph->arena, "%s of %s, which %s of %s needs",
                                  object_title(graph->arena, on), on->owner,
                                  object_title(graph->arena, object), object->owner));
        }
    }
}

static void find_secrets(struct pull *pull) {
    struct graph *graph = pull->graph;
    for (int i = 0; i < graph->count; i++) {
        const struct object *object = graph->objects[i];
        const struct field *secret = kind_field_ruled(object->kind, SECRET);
        if (object->owner && secret && !field_is_default(object, secret))
            list_add(graph->arena, &pull->secrets, object_title(graph->arena, object));
    }
}

static void find_owners(struct pull *pull) {
    const struct graph *graph = pull->graph;
    for (int i = 0; i < graph->count; i++) {
        const char *owner = graph->objects[i]->owner;
        if (owner && list_find(&pull->owners, owner) < 0)
            list_add(graph->arena, &pull->owners, owner);
    }
    list_sort(&pull->owners);
    for (int i = 1; i < pull->owners.count; i++)
        if (strcmp(pull->owners.items[i], "core") == 0) {
            memmove(pull->owners.items + 1, pull->owners.items, (size_t)i * sizeof *pull->owners.items);
            pull->owners.items[0] = "core";
        }
}

bool pull_read(struct pull *pull, struct command *command, struct link *link, struct fail *fail) {
    const struct project *project = command->project;
    struct list prefixes = command_values(command, "owner-of"), tables = command_values(command, "table");
    if (!check_prefixes(&prefixes, fail) || !find_schemas(pull, command, link, command->arena, fail))
        return false;
    pull->graph = catalog_read(link, project->schema, &pull->schemas, project->ledger, fail);
    if (!pull->graph)
        return false;
    leave_made(pull);
    give_owners(pull, &prefixes);
    if (!find_initial(pull, link, fail))
        return false;
    if (tables.count)
        choose(pull, &tables);
    else if (!unread_find(link, pull->graph, &pull->schemas, &pull->unread, fail))
        return false;
    if (!leave_alembic(pull, link, fail))
        return false;
    find_owners(pull);
    find_refused(pull, project);
    find_secrets(pull);
    make_files(pull, project);
    return true;
}

void pull_tell(const struct pull *pull) {
    alembic_tell(pull->alembic);
    for (int i = 0; i < pull->made.count; i++)
        output_note("%s is left out: %s says it", pull->made.items[i], list_was(&pull->made, i));
    for (int i = 0; i < pull->secrets.count; i++)
        output_warning("what %s keeps secret stands in its models.lua: mind who reads that",
                       pull->secrets.items[i]);
    for (int i = 0; i < pull->refused.count; i++)
        output_warning("models may not say it: %s", pull->refused.items[i]);
    if (pull->refused.count)
        output_warning("give both to one owner (--owner-of), or allow it by requires in luamig.lua");
    if (!pull->unread.count)
        return;
    output_warning("luamig has no word for %d things of the database, which are left out:",
                   pull->unread.count);
    for (int i = 0; i < pull->unread.count; i++)
        output_warning("  %s", pull->unread.items[i]);
    output_warning("declare them in models.lua as sql_object, or make them by op.execute in a revision");
}

void pull_close(struct pull *pull) {
    graph_free(pull->graph);
}
