#include "luamig/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *url_plain(const char *url) {
    char *plain = strdup(url);
    if (!plain) {
        fputs("luamig: out of memory\n", stderr);
        exit(1);
    }
    size_t scheme = strspn(plain, "abcdefghijklmnopqrstuvwxyz");
    size_t driver = strcspn(plain + scheme, ":/@ =");
    char *rest = plain + scheme + driver;
    bool known = strncmp(plain, "postgresql+", 11) == 0 || strncmp(plain, "postgres+", 9) == 0;
    if (known && strncmp(rest, "://", 3) == 0)
        memmove(plain + scheme, rest, strlen(rest) + 1);
    return plain;
}

bool url_is_ambiguous(const char *url) {
    const char *authority = strstr(url, "://");
    if (!authority)
        return strchr(url, '@') && !strchr(url, '=');
    authority += 3;
    size_t size = strcspn(authority, "/?#");
    const char *first = memchr(authority, '@', size), *last = memrchr(authority, '@', size);
    if (first || memchr(authority, ',', size))
        return first != last;
    const char *colon = *authority == '[' ? NULL : memchr(authority, ':', size);
    if (!colon)
        return false;
    bool port = strspn(colon + 1, "0123456789") == (size_t)(authority + size - colon - 1);
    const char *path = authority + size;
    return !port || memchr(path, '@', strcspn(path, "?"));
}
