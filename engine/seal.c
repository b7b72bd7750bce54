#include "luamig/seal.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "luamig/checksum.h"
#include "luamig/reader.h"
#include "luamig/text.h"

static const char *checksum_of(struct arena *arena, const char *bytes, size_t size) {
    char checksum[CHECKSUM_ROOM];
    checksum_bytes(bytes, size, checksum);
    return arena_copy(arena, checksum);
}

/* A part with its length, so that no two lists of parts read the same. */
static void add_part(struct text *text, const char *part) {
    text_addf(text, "%zu:%s ", part ? strlen(part) : 0, part ? part : "-");
}

static const char *make_key(struct arena *arena, const struct project *project,
                            const struct revisions *revisions) {
    struct text text = text_new(arena);
    add_part(&text, LUAMIG_VERSION);
    add_part(&text, project->schema);
    add_part(&text, project->ledger);
    for (int i = 0; i < project->source_count; i++) {
        add_part(&text, project->sources[i].path);
        add_part(&text, project->sources[i].owner);
    }
    for (int i = 0; i < project->requires_from.count; i++) {
        add_part(&text, project->requires_from.items[i]);
        add_part(&text, project->requires_on.items[i]);
    }
    for (int i = 0; i < revisions->count; i++) {
        add_part(&text, revisions->items[i]->id);
        add_part(&text, revisions->items[i]->checksum);
    }
    return checksum_of(arena, text.data, text.size);
}

/* The file's lines: the key, the fingerprint, then checksum and path of each file. Cut in place; NULL: no more. */
static char *next_line(char **rest) {
    char *line = *rest, *end = line ? strchr(line, '\n') : NULL;
    *rest = end ? end + 1 : NULL;
    if (end)
        *end = '\0';
    return end ? line : NULL;
}

static bool is_as_it_was(struct arena *arena, char *line) {
    char *path = strchr(line, ' ');
    struct fail none = {0};
    size_t size;
    if (!path)
        return false;
    *path++ = '\0';
    const char *bytes = reader_read(arena, path, path, &size, &none);
    fail_clear(&none);
    return bytes && strcmp(checksum_of(arena, bytes, size), line) == 0;
}

struct seal seal_read(struct arena *arena, const struct project *project, const struct revisions *revisions,
                      const char *owner, const char *url) {
    struct text name = text_new(arena);
    add_part(&name, owner);
    add_part(&name, url ? url : project->database);
    struct seal seal = {.arena = arena,
                        .path = arena_printf(arena, "%s/.luamig/seal/%.16s", project->root,
                                             checksum_of(arena, name.data, name.size)),
                        .key = make_key(arena, project, revisions)};
    struct fail none = {0};
    size_t size;
    char *rest = reader_read(arena, seal.path, seal.path, &size, &none);
    fail_clear(&none);
    const char *key = next_line(&rest), *catalogs = next_line(&rest);
    bool good = key && catalogs && strcmp(key, seal.key) == 0;
    for (char *line; good && (line = next_line(&rest));)
        good = is_as_it_was(arena, line);
    seal.catalogs = good ? catalogs : NULL;
    return seal;
}

bool seal_holds(const struct seal *seal, const char *fingerprint) {
    return seal->catalogs && strcmp(seal->catalogs, fingerprint) == 0;
}

bool seals_hold(struct arena *arena, const struct project *project, const struct revisions *revisions,
                const char *url, const char *fingerprint) {
    struct list owners = project_owners(project, arena);
    for (int i = 0; i < owners.count; i++) {
        struct seal seal = seal_read(arena, project, revisions, owners.items[i], url);
        if (!seal_holds(&seal, fingerprint))
            return false;
    }
    return owners.count > 0;
}

void seal_write(const struct seal *seal, const struct project *project, const char *fingerprint) {
    if (!project->files_known)
        return;
    struct text text = text_new(seal->arena);
    text_addf(&text, "%s\n%s\n", seal->key, fingerprint);
    for (int i = 0; i < project->files.count; i++)
        text_addf(&text, "%s %s\n", list_was(&project->files, i), project->files.items[i]);
    mkdir(arena_printf(seal->arena, "%s/.luamig", project->root), 0755);
    mkdir(arena_printf(seal->arena, "%s/.luamig/seal", project->root), 0755);
    /* Renamed into its place, since several may write it at once. */
    const char *draft = arena_printf(seal->arena, "%s.%ld", seal->path, (long)getpid());
    FILE *file = fopen(draft, "wxe");
    if (!file)
        return;
    bool good = fwrite(text.data, 1, text.size, file) == text.size;
    good = fclose(file) == 0 && good;
    if (!good || rename(draft, seal->path) != 0)
        unlink(draft);
}
