/* Memory with one owner: everything allocated from an arena dies with it, foreign resources included. */
#ifndef RG_UTIL_ARENA_H
#define RG_UTIL_ARENA_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rg_arena rg_arena;

/* A new, empty arena, or NULL when there is no memory. Release with rg_arena_free. */
rg_arena *rg_arena_new(void);

/* Releases all memory of the arena and, last registered first, every resource given to rg_arena_defer. NULL is fine. */
void rg_arena_free(rg_arena *arena);

/*
 * The place execution returns to when an allocation fails. Each public entry of the library sets it with setjmp
 * before it allocates; all it has acquired hangs on the arena, so the recovery is one rg_arena_free.
 */
jmp_buf *rg_arena_recovery(rg_arena *arena);

/* Zeroed memory of `size` bytes, aligned for any type; never NULL (a failure jumps to the recovery place). */
void *rg_alloc(rg_arena *arena, size_t size);

/* As rg_alloc for `count` items of `size` bytes; an overflow of the product counts as no memory. */
void *rg_alloc_array(rg_arena *arena, size_t count, size_t size);

/* A copy of `length` bytes of `text` with a terminating zero. */
char *rg_copy_text(rg_arena *arena, const char *text, size_t length);

/* Makes `release(resource)` part of the arena's end. */
void rg_arena_defer(rg_arena *arena, void (*release)(void *), void *resource);

/*
 * Makes room for at least `need` items of `size` bytes in *items, which holds *capacity now; the old block stays in
 * the arena. Use through RG_PUSH.
 */
void rg_grow(rg_arena *arena, void **items, size_t *capacity, size_t need, size_t size);

/* An array that grows in an arena. */
#define RG_LIST(type)                                                                                                  \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count, capacity;                                                                                        \
    }

#define RG_PUSH(arena, list, ...)                                                                                      \
    do {                                                                                                               \
        if ((list)->count == (list)->capacity)                                                                         \
            rg_grow((arena), (void **)&(list)->items, &(list)->capacity, (list)->count + 1, sizeof *(list)->items);    \
        (list)->items[(list)->count++] = (__VA_ARGS__);                                                                \
    } while (0)

#endif
