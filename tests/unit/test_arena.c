/* Memory of an arena is zeroed, aligned, its caller's alone, and goes with the arena. */
#include "util/arena.h"

#include <stdalign.h>
#include <stdlib.h>

#include "rows.h"

TestSuite(arena, .init = open_arena, .fini = close_arena);

static const struct {
    size_t size;
} sizes[] = {{0},     {1},     {2},     {7},     {8},     {15},    {16},     {17},      {63},
             {4096},  {16383}, {16384}, {16385}, {65520}, {65535}, {65536},  {65537},   {131072},
             {65521}, {57344}, {57345}, {8192},  {8193},  {100},   {999999}, {1048576}, {33554432}};

EACH_ROW(arena, gives_zeroed_and_aligned_memory, sizes) {
    for (int round = 0; round < 3; round++) {
        unsigned char *memory = rg_alloc(arena, row->size);
        cr_assert_not_null(memory);
        cr_assert_eq((uintptr_t)memory % alignof(max_align_t), 0, "%zu bytes, round %d", row->size, round);
        for (size_t i = 0; i < row->size; i++)
            cr_assert_eq(memory[i], 0, "byte %zu of %zu", i, row->size);
        memset(memory, 0xA5, row->size);
    }
}

EACH_ROW(arena, keeps_neighbours_apart, sizes) {
    unsigned char *before = rg_alloc(arena, 24), *memory = rg_alloc(arena, row->size), *after = rg_alloc(arena, 24);
    memset(before, 1, 24);
    memset(memory, 2, row->size);
    memset(after, 3, 24);
    for (size_t i = 0; i < 24; i++)
        cr_assert(before[i] == 1 && after[i] == 3, "%zu bytes run over byte %zu of a neighbour", row->size, i);
    for (size_t i = 0; i < row->size; i++)
        cr_assert_eq(memory[i], 2, "byte %zu of %zu", i, row->size);
}

Test(arena, keeps_many_pieces_of_all_sizes) {
    enum { PIECES = 4000 };
    unsigned char **pieces = rg_alloc_array(arena, PIECES, sizeof *pieces);
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = i * 37 % 1500 + (i % 200 == 0 ? 40000 : 0);
        pieces[i] = rg_alloc(arena, size);
        memset(pieces[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = i * 37 % 1500 + (i % 200 == 0 ? 40000 : 0);
        for (size_t k = 0; k < size; k++)
            cr_assert_eq(pieces[i][k], i % 251, "byte %zu of piece %zu", k, i);
    }
}

static const struct {
    size_t count, size;
    bool array;
} too_much[] = {
    {SIZE_MAX, 1, false},
    {SIZE_MAX - 1, 1, false},
    {SIZE_MAX - 14, 1, false},
    {SIZE_MAX, 2, true},
    {2, SIZE_MAX, true},
    {SIZE_MAX, SIZE_MAX, true},
    {SIZE_MAX / 2 + 1, 2, true},
    {2, SIZE_MAX / 2 + 1, true},
    {SIZE_MAX / 16 + 1, 16, true},
    {SIZE_MAX / 24 + 1, 24, true},
    {(size_t)1 << 32, (size_t)1 << 32, true},
    {((size_t)1 << 32) + 1, (size_t)1 << 32, true},
#ifndef __SANITIZE_ADDRESS__
    {SIZE_MAX / 2, 1, false},
    {SIZE_MAX / 4, 2, true},
#endif
};

EACH_ROW(arena, recovers_from_what_no_machine_has, too_much) {
    char *kept = rg_copy_text(arena, "kept", 4);
    if (setjmp(*rg_arena_recovery(arena)) == 0) {
        void *memory = row->array ? rg_alloc_array(arena, row->count, row->size) : rg_alloc(arena, row->count);
        cr_assert_fail("%zu times %zu bytes given at %p", row->count, row->size, memory);
    }
    cr_assert_str_eq(kept, "kept");
    cr_assert_str_eq(rg_copy_text(arena, "goes on", 7), "goes on");
}

static const struct { size_t count, size; } nothing[] = {{0, 0}, {0, 8}, {8, 0}, {0, SIZE_MAX}, {SIZE_MAX, 0}};

EACH_ROW(arena, gives_a_place_for_no_items, nothing) {
    cr_assert_not_null(rg_alloc_array(arena, row->count, row->size));
}

Test(arena, recovers_when_a_list_cannot_grow) {
    void *items = NULL;
    size_t capacity = 0;
    if (setjmp(*rg_arena_recovery(arena)) == 0) {
        rg_grow(arena, &items, &capacity, SIZE_MAX, 1);
        cr_assert_fail("room for SIZE_MAX items");
    }
    cr_assert_null(items);
    cr_assert_eq(capacity, 0);
}

static const struct {
    const char *text;
    size_t length;
} copies[] = {{BYTES("")}, {BYTES("a")}, {BYTES("two words")}, {BYTES("zero\0inside")}, {BYTES("日本語")}, {NULL, 0}};

EACH_ROW(arena, copies_text, copies) {
    char *copy = rg_copy_text(arena, row->text, row->length);
    cr_assert_neq(copy, row->text);
    if (row->length)
        cr_assert_arr_eq(copy, row->text, row->length);
    cr_assert_eq(copy[row->length], '\0');
}

static char released[8];
static size_t released_count;

static void note_release(void *letter) {
    released[released_count++] = *(char *)letter;
}

Test(arena, releases_the_last_deferred_first) {
    static char letters[] = "abc";
    rg_arena *short_lived = rg_arena_new();
    for (size_t i = 0; i < 3; i++)
        rg_arena_defer(short_lived, note_release, &letters[i]);
    cr_assert_eq(released_count, 0);
    rg_arena_free(short_lived);
    cr_assert_eq(released_count, 3);
    cr_assert_arr_eq(released, "cba", 3);
}

static void read_memory(void *memory) {
    released[released_count++] = *(char *)memory;
}

Test(arena, memory_is_there_while_resources_are_released) {
    rg_arena *short_lived = rg_arena_new();
    char *letter = rg_copy_text(short_lived, "x", 1);
    rg_arena_defer(short_lived, read_memory, letter);
    rg_arena_free(short_lived);
    cr_assert_eq(released_count, 1);
    cr_assert_eq(released[0], 'x');
}

Test(arena, releases_foreign_memory_once) {
    rg_arena *short_lived = rg_arena_new();
    for (size_t i = 0; i < 100; i++)
        rg_arena_defer(short_lived, free, malloc(100));
    rg_arena_free(short_lived);
    rg_arena_free(NULL);
}

static const struct { size_t count; } lists[] = {{0}, {1}, {7}, {8}, {9}, {16}, {17}, {1000}, {100000}};

EACH_ROW(arena, lists_keep_what_is_pushed, lists) {
    RG_LIST(size_t) list = {0};
    for (size_t i = 0; i < row->count; i++)
        RG_PUSH(arena, &list, i * i);
    cr_assert_eq(list.count, row->count);
    cr_assert_geq(list.capacity, list.count);
    for (size_t i = 0; i < row->count; i++)
        cr_assert_eq(list.items[i], i * i);
}

Test(arena, the_block_a_list_leaves_stays_readable) {
    RG_LIST(int) list = {0};
    for (int i = 0; i < 8; i++)
        RG_PUSH(arena, &list, i);
    const int *old = list.items;
    for (int i = 8; i < 1000; i++)
        RG_PUSH(arena, &list, i);
    for (int i = 0; i < 8; i++)
        cr_assert_eq(old[i], i);
}

Test(arena, lists_hold_structures) {
    RG_LIST(rg_place) list = {0};
    for (uint32_t i = 0; i < 100; i++)
        RG_PUSH(arena, &list, (rg_place){"file", i, i + 1});
    for (uint32_t i = 0; i < 100; i++)
        cr_assert(list.items[i].line == i && list.items[i].column == i + 1);
}
