#include "luamig/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks double up to this size, so that a small project costs one small block and a large one few mallocs. */
enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct block {
    struct block *next;
    size_t used, size;
    max_align_t data[];
};

struct arena {
    struct block *blocks; /* the one in use first */
    size_t used;
};

static void *must(void *memory) {
    if (!memory) {
        fputs("luamig: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

struct arena *arena_new(void) {
    return must(calloc(1, sizeof(struct arena)));
}

void arena_free(struct arena *arena) {
    if (!arena)
        return;
    for (struct block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

static struct block *block_add(struct arena *arena, size_t size) {
    size_t room = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
    if (room > LARGEST_BLOCK)
        room = LARGEST_BLOCK;
    if (room < size)
        room = size;
    struct block *block = must(calloc(1, sizeof *block + room));
    block->size = room;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size) {
    size_t align = sizeof(max_align_t);
    if (size > SIZE_MAX - LARGEST_BLOCK)
        must(NULL);
    size = (size + align - 1) / align * align;
    struct block *block = arena->blocks;
    if (!block || block->size - block->used < size)
        block = block_add(arena, size);
    void *memory = (char *)block->data + block->used;
    block->used += size;
    arena->used += size;
    return memory;
}

char *arena_copy_bytes(struct arena *arena, const char *bytes, size_t size) {
    char *copy = arena_alloc(arena, size + 1);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

char *arena_copy(struct arena *arena, const char *string) {
    return string ? arena_copy_bytes(arena, string, strlen(string)) : NULL;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    char *string = arena_alloc(arena, (size_t)(size < 0 ? 0 : size) + 1);
    if (size > 0)
        vsnprintf(string, (size_t)size + 1, format, again);
    va_end(again);
    return string;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *string = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return string;
}

void *arena_grow(struct arena *arena, void *array, size_t count, size_t element) {
    if (count && (count & (count - 1)))
        return array;
    void *moved = arena_alloc(arena, (count ? count * 2 : 1) * element);
    if (count)
        memcpy(moved, array, count * element);
    return moved;
}

size_t arena_used(const struct arena *arena) {
    return arena->used;
}
