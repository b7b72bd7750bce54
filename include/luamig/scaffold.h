/* A scaffold: files that luamig writes once for people to edit.
 *
 * What is there already is never touched. Ownership: the lists are the arena's.
 */
#ifndef LUAMIG_SCAFFOLD_H
#define LUAMIG_SCAFFOLD_H

#include <stdbool.h>

#include "luamig/fail.h"
#include "luamig/list.h"

struct scaffold {
    struct arena *arena;
    const char *folder;        /* where it stands: paths are relative to it */
    struct list created, kept; /* the paths, in order */
};

bool scaffold_folder(struct scaffold *scaffold, const char *path, struct fail *fail); /* and those above it */
bool scaffold_file(struct scaffold *scaffold, const char *path, const char *text, struct fail *fail);
/* Appends the lines that the file has not got yet. */
bool scaffold_lines(struct scaffold *scaffold, const char *path, const char *const *lines, int count,
                    struct fail *fail);
bool scaffold_has(const struct scaffold *scaffold, const char *path); /* is there something at the path? */
/* The source of an embedded file of lua/scaffold/. */
const char *scaffold_text(const char *name);

#endif
