/* Files that luamig writes for people: whole or not at all. */
#ifndef LUAMIG_FILE_H
#define LUAMIG_FILE_H

#include <stdbool.h>

#include "luamig/fail.h"

bool file_exists(const char *path);
/* Makes the folders above it. Without `replace` what is there stays, and is an error; with it the old file is there
 * until the new one is whole. */
bool file_write(const char *path, const char *text, bool replace, struct fail *fail);

#endif
