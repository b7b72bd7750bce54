#include "luamig/revision.h"

#include <string.h>

#include "luamig/checksum.h"
#include "luamig/heading.h"

/* ---- the name ---- */

enum { STAMP = sizeof "YYYYMMDD_HHMMSS_" - 1 };

/* YYYYMMDD_HHMMSS_ and a word at least, of characters that need no quotes in a shell. */
static bool is_id(const char *id) {
    for (int i = 0; i < STAMP; i++)
        if (i == 8 || i == STAMP - 1 ? id[i] != '_' : id[i] < '0' || id[i] > '9')
            return false;
    const char *c = id + STAMP;
    for (; *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
              strchr("_-.", *c) || (unsigned char)*c >= 0x80))
            return false;
    return c > id + STAMP;
}

static bool set_id(struct arena *arena, struct revision *revision, struct fail *fail) {
    const char *slash = strrchr(revision->path, '/');
    const char *name = slash ? slash + 1 : revision->path;
    size_t size = strlen(name);
    if (size > 4 && strcmp(name + size - 4, ".lua") == 0)
        size -= 4;
    revision->id = arena_copy_bytes(arena, name, size);
    if (is_id(revision->id))
        return true;
    fail_at(fail, revision->shown, "the file's name is none of a revision");
    return fail_hint(
        fail, "name it YYYYMMDD_HHMMSS_core_WHAT.lua or YYYYMMDD_HHMMSS_custom_ORG_WHAT.lua, or move it "
              "out of the folder of revisions");
}

/* What follows "core_" or "custom_ORG_" in the name; NULL if that is not how it goes on. */
static const char *after_word(const char *name, const char *word, size_t size) {
    if (strncmp(name, word, size) != 0 || (name[size] && name[size] != '_'))
        return NULL;
    return name[size] ? name + size + 1 : name + size;
}

/* File names have _ where an organisation has -, since both are told apart badly there. */
static bool is_organisation(const char *name, const char *organisation) {
    size_t size = strlen(organisation);
    for (size_t i = 0; i < size; i++)
        if (name[i] != organisation[i] && !(name[i] == '_' && organisation[i] == '-'))
            return false;
    return name[size] == '_' || name[size] == '\0';
}

static const char *find_organisation(struct arena *arena, const char *name,
                                     const struct list *organisations) {
    const char *longest = NULL;
    for (int i = 0; i < organisations->count; i++) {
        const char *one = organisations->items[i];
        if (is_organisation(name, one) && (!longest || strlen(one) > strlen(longest)))
            longest = one;
    }
    return longest ? longest : arena_copy_bytes(arena, name, strcspn(name, "_"));
}

bool revision_is_complete(const struct revision *revision) {
    const char *name = revision->id + STAMP;
    return revision->owner || after_word(name, "core", 4);
}

/* The words of the name behind the owner's, for a file that begins with no comment. */
static const char *name_message(struct arena *arena, const struct revision *revision) {
    const char *name = revision->id + STAMP, *rest = after_word(name, "core", 4);
    const char *custom = after_word(name, "custom", 6);
    if (custom && strncmp(revision->owner, "custom/", 7) == 0 &&
        is_organisation(custom, revision->owner + 7)) {
        rest = custom + strlen(revision->owner + 7);
        rest += *rest == '_';
    }
    char *message = arena_copy(arena, rest && *rest ? rest : name);
    for (char *c = message; *c; c++)
        if (*c == '_')
            *c = ' ';
    return message;
}

bool revision_complete(struct arena *arena, struct revision *revision, const struct list *organisations,
                       struct fail *fail) {
    const char *name = revision->id + STAMP;
    const char *custom = after_word(name, "custom", 6);
    if (!revision->owner && after_word(name, "core", 4))
        revision->owner = "core";
    if (!revision->owner && custom && *custom && *custom != '_')
        revision->owner = arena_printf(arena, "custom/%s", find_organisation(arena, custom, organisations));
    if (!revision->owner) {
        fail_at(fail, arena_printf(arena, "%s:%d", revision->shown, revision->line),
                "neither the file nor its name says whose revision this is");
        return fail_hint(fail, "add owner = \"core\" or owner = \"custom/ORG\" to the revision");
    }
    if (!revision->message)
        revision->message = name_message(arena, revision);
    return true;
}

/* ---- the message ---- */

/* The end of a long comment whose brackets hold `level` signs; `at` is behind the opening one. */
static const char *long_end(const char *at, size_t level) {
    for (; (at = strchr(at, ']')); at++)
        if (strspn(at + 1, "=") == level && at[1 + level] == ']')
            return at;
    return NULL;
}

/* The text of a comment that begins at `at` ("--"), on its first line that says anything; NULL: none does. */
static const char *comment_line(struct arena *arena, const char *at) {
    at += 2;
    const char *end = NULL;
    size_t level = *at == '[' ? strspn(at + 1, "=") : 0;
    if (*at == '[' && at[1 + level] == '[') {
        end = long_end(at + 2 + level, level);
        at += 2 + level;
        at += strspn(at, " \t\n");
    }
    at += strspn(at, "- \t");
    size_t size = strcspn(at, "\n");
    if (end && end < at + size)
        size = end > at ? (size_t)(end - at) : 0;
    while (size && strchr("- \t", at[size - 1]))
        size--;
    char *line = arena_copy_bytes(arena, at, size);
    for (char *c = line; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
    return size ? line : NULL;
}

static const char *first_comment(struct arena *arena, const struct tokens *tokens) {
    const char *at = tokens->source, *code = tokens->items[0].at;
    const char *message = NULL;
    while (!message && (at = strstr(at, "--")) && at < code) {
        message = comment_line(arena, at);
        at += strcspn(at, "\n");
    }
    return message;
}

/* ---- the file ---- */

static struct box *open_box(struct arena *arena, struct revision *revision, struct fail *fail) {
    struct box_file file = {.path = revision->path, .shown = revision->shown, .limits = revision->limits};
    struct box *box = box_open(BOX_REVISION, &file, fail);
    if (!box)
        return NULL;
    struct heading *heading = heading_begin(box, arena, revision);
    if (!box_run(box, fail) || !heading_end(heading, fail)) {
        box_close(box);
        return NULL;
    }
    lua_settop(box_state(box), 0);
    /* Only now: what Lua has not compiled cannot be cut into tokens either. */
    const struct tokens *tokens = box_tokens(box);
    char checksum[CHECKSUM_ROOM];
    checksum_tokens(tokens, checksum);
    revision->checksum = arena_copy(arena, checksum);
    revision->message = first_comment(arena, tokens);
    return box;
}

bool revision_read(struct arena *arena, struct project *project, const char *path, struct revision *revision,
                   struct fail *fail) {
    *revision = (struct revision){
        .path = path, .shown = project_shown(project, path), .limits = &project->limits, .position = -1};
    if (!set_id(arena, revision, fail))
        return false;
    struct box *box = open_box(arena, revision, fail);
    if (!box)
        return false;
    box_close(box);
    return true;
}

bool revision_open(struct revision *revision, struct fail *fail) {
    if (revision->box)
        return true;
    struct arena *arena = arena_new();
    struct revision again = {.path = revision->path, .shown = revision->shown, .limits = revision->limits};
    struct box *box = open_box(arena, &again, fail);
    bool same = box && strcmp(again.checksum, revision->checksum) == 0;
    arena_free(arena);
    if (same) {
        revision->box = box;
        return true;
    }
    if (box) {
        box_close(box);
        fail_at(fail, revision->shown, "the file was changed while luamig was running");
        fail_hint(fail, "run the command again");
    }
    return false;
}

void revision_close(struct revision *revision) {
    if (revision->box)
        box_close(revision->box);
    revision->box = NULL;
}
