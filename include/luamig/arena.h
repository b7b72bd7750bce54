/* Memory that is freed whole.
 *
 * Ownership: whoever calls arena_new() calls arena_free(); everything allocated in between belongs to the arena
 * and is never freed alone. Allocation does not fail: when the machine has no memory left the process says so and
 * ends with exit code 1, since a migration that has nothing committed loses nothing.
 */
#ifndef LUAMIG_ARENA_H
#define LUAMIG_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is allowed */

/* Zeroed and aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
char *arena_copy(struct arena *arena, const char *string); /* NULL gives NULL */
char *arena_copy_bytes(struct arena *arena, const char *bytes, size_t size);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments);

/* Makes room for one more element of an array that holds `count`: returns the array, moved when `count` has
 * reached a power of two. The old place stays with the arena. */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t element);

/* Bytes handed out so far. */
size_t arena_used(const struct arena *arena);

#endif
