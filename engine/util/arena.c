#include "util/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024 };

typedef struct block {
    struct block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
} block;

typedef struct release {
    struct release *next;
    void (*function)(void *);
    void *resource;
} release;

struct rg_arena {
    block *blocks;
    release *releases;
    jmp_buf recovery;
};

rg_arena *rg_arena_new(void) {
    return calloc(1, sizeof(rg_arena));
}

void rg_arena_free(rg_arena *arena) {
    if (!arena)
        return;
    for (release *r = arena->releases; r; r = r->next)
        r->function(r->resource);
    for (block *b = arena->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(arena);
}

jmp_buf *rg_arena_recovery(rg_arena *arena) {
    return &arena->recovery;
}

static block *add_block(rg_arena *arena, size_t size) {
    size_t room = size > BLOCK ? size : BLOCK;
    block *b = room > SIZE_MAX - sizeof *b ? NULL : calloc(1, sizeof *b + room);
    if (!b)
        longjmp(arena->recovery, 1);
    b->size = room;
    /* A block made for one large item goes behind the current one, whose rest is still good. */
    if (arena->blocks && size > BLOCK / 4 && arena->blocks->size - arena->blocks->used > BLOCK / 8) {
        b->next = arena->blocks->next;
        arena->blocks->next = b;
    } else {
        b->next = arena->blocks;
        arena->blocks = b;
    }
    return b;
}

void *rg_alloc(rg_arena *arena, size_t size) {
    size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - align)
        longjmp(arena->recovery, 1);
    size = (size + align - 1) & ~(align - 1);
    block *b = arena->blocks;
    if (!b || b->size - b->used < size)
        b = add_block(arena, size);
    void *memory = b->bytes + b->used;
    b->used += size;
    return memory;
}

void *rg_alloc_array(rg_arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / size)
        longjmp(arena->recovery, 1);
    return rg_alloc(arena, count * size);
}

char *rg_copy_text(rg_arena *arena, const char *text, size_t length) {
    char *copy = rg_alloc(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

void rg_arena_defer(rg_arena *arena, void (*function)(void *), void *resource) {
    release *r = rg_alloc(arena, sizeof *r);
    *r = (release){.next = arena->releases, .function = function, .resource = resource};
    arena->releases = r;
}

void rg_grow(rg_arena *arena, void **items, size_t *capacity, size_t need, size_t size) {
    size_t larger = *capacity ? *capacity : 8;
    while (larger < need) {
        if (larger > SIZE_MAX / 2)
            longjmp(arena->recovery, 1);
        larger *= 2;
    }
    void *moved = rg_alloc_array(arena, larger, size);
    if (*items)
        memcpy(moved, *items, *capacity * size);
    *items = moved;
    *capacity = larger;
}
