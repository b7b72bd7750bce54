/* A database URL as users write it, before libpq sees it.
 *
 * Ownership: url_plain() gives a string to be freed.
 */
#ifndef LUAMIG_URL_H
#define LUAMIG_URL_H

#include <stdbool.h>

/* "postgresql+psycopg2://..." without the driver, as libpq wants it. */
char *url_plain(const char *url);
/* Where libpq would cut the authority otherwise than its author meant (a password with a bare @ or /), its
 * messages would show parts of the password as host or port: such a URL is refused before. */
bool url_is_ambiguous(const char *url);

#endif
