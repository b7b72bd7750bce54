/* The keys of luamig.lua.
 *
 *     database            a URL, env "NAME" or private()
 *     direct              a URL that reaches the server without a transaction pooler
 *     schema, ledger      names of schemas: "public", "luamig"
 *     core                { models = { patterns }, revisions = "folder" }
 *     custom              { models = { patterns with {org} }, revisions = "folder", role = , database = }
 *     revisions           the folder of all revisions whose owner has none of its own: "migrations"
 *     requires            { widgets = { "acme" } }: widgets' models may reference acme's
 *     lock_timeout, statement_timeout   seconds, or "500ms", "5s", "2min", "1h"; 0: none
 *     retries             how often what passes (a lock, a deadlock) is tried again: 0 to 1000
 *     limits              { seconds = , instructions = , memory = MiB } of each models.lua; they may only be lowered
 *
 * Ownership: what is read is the project's arena's.
 */
#ifndef LUAMIG_SETTINGS_H
#define LUAMIG_SETTINGS_H

#include "luamig/project.h"

/* Takes the table that luamig.lua returned from the top of the box's stack. */
bool settings_read(struct project *project, struct box *box, struct fail *fail);
/* Gives the box the words of luamig.lua: env and private. `find` answers env (NULL: no such variable). */
struct environment {
    const char *(*find)(void *context, const char *name, struct fail *fail);
    void *context;
};
void settings_words(struct box *box, struct environment *environment);

#endif
