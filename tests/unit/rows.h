/*
 * Tables of rows as tests: every row of a static array runs, and is counted, on its own. A test runs in a process of
 * its own, so only the number of the row is handed to it.
 */
#ifndef REGGAP_TESTS_ROWS_H
#define REGGAP_TESTS_ROWS_H

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <string.h>
#include <time.h>

#include "util/diagnostics.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* A text with its length, which zero bytes in it do not end. */
#define BYTES(text) (text), sizeof(text) - 1

/* `EACH_ROW(suite, name, rows) { ... row->field ... }` */
#define EACH_ROW(suite, name, rows) EACH_ROW_WITHIN(suite, name, rows, 30)

#define EACH_ROW_WITHIN(suite, name, rows, seconds)                                                                    \
    static void suite##_##name##_row(const __typeof__((rows)[0]) *row);                                                \
    ParameterizedTestParameters(suite, name) {                                                                         \
        static size_t row_numbers[COUNT_OF(rows)];                                                                     \
        for (size_t i = 0; i < COUNT_OF(rows); i++)                                                                    \
            row_numbers[i] = i;                                                                                        \
        return cr_make_param_array(size_t, row_numbers, COUNT_OF(rows));                                               \
    }                                                                                                                  \
    ParameterizedTest(size_t *row_number, suite, name, .timeout = seconds) {                                           \
        suite##_##name##_row(&(rows)[*row_number]);                                                                    \
    }                                                                                                                  \
    static void suite##_##name##_row(const __typeof__((rows)[0]) *row)

/* The arena of the running test: `TestSuite(name, .init = open_arena, .fini = close_arena)`. */
static rg_arena *arena;

static inline void open_arena(void) {
    arena = rg_arena_new();
    cr_assert_not_null(arena);
}

static inline void close_arena(void) {
    rg_arena_free(arena);
    arena = NULL;
}

/* Processor seconds that hostile input may take: one, and more where every access is checked. */
#ifdef __SANITIZE_ADDRESS__
#define ONE_SECOND 5.0
#else
#define ONE_SECOND 1.0
#endif

static inline double processor_seconds(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

/* What stands first in the list, for the message of a failed test. */
static inline const char *first_told(const rg_diagnostics *told) {
    return told->list.count ? told->list.items[0].message : "(nothing)";
}

/* The diagnostic at `index` is an error with this code, place and text; a NULL text is any. */
static inline void expect_error(const rg_diagnostics *told, size_t index, const char *code, unsigned line,
                                unsigned column, const char *message) {
    cr_assert_gt(told->list.count, index, "expected %s at %u:%u, but %zu told, first: %s", code, line, column,
                 told->list.count, first_told(told));
    const rg_diagnostic *d = &told->list.items[index];
    cr_expect_eq(d->severity, RG_ERROR, "severity of: %s", d->message);
    cr_expect_str_eq(d->code, code, "code '%s' expected, got '%s': %s", code, d->code, d->message);
    cr_expect(d->place.line == line && d->place.column == column, "place %u:%u expected, got %u:%u: %s", line, column,
              d->place.line, d->place.column, d->message);
    if (message)
        cr_expect_str_eq(d->message, message, "expected: %s\ngot: %s", message, d->message);
}

#endif
