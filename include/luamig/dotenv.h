/* The .env file beside luamig.lua.
 *
 * NAME=value, a line each; `export` may stand before, a comment (#) behind. A value in single quotes is as it stands;
 * in double quotes \n, \t, \\, \" and \$ are escapes; both may hold line feeds. Outside of single quotes ${NAME} is
 * replaced by that variable of the real environment, else of the lines above. A name alone says nothing.
 * Ownership: the arena's.
 */
#ifndef LUAMIG_DOTENV_H
#define LUAMIG_DOTENV_H

#include "luamig/arena.h"
#include "luamig/fail.h"
#include "luamig/list.h"

struct dotenv {
    struct list names, values; /* by index; the last of a name is the one that holds */
};

/* A file that is not there has no names. */
bool dotenv_read(struct arena *arena, const char *path, const char *shown, struct dotenv *dotenv,
                 struct fail *fail);
/* The real environment's value, else the file's; NULL if there is none or it is empty. */
const char *dotenv_find(const struct dotenv *dotenv, const char *name);

#endif
