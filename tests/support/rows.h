/* Parameterized tests over a table of rows. */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include <criterion/criterion.h>
#include <criterion/parameterized.h>

/* The numbers 0 to count - 1 as the parameters of a test. */
struct criterion_test_params row_numbers(size_t count);

/* Declares the test; its body follows and finds its row at `table[*row]`. */
#define ROWS(suite, name, table)                                                                                       \
    ParameterizedTestParameters(suite, name) {                                                                         \
        return row_numbers(sizeof(table) / sizeof *(table));                                                           \
    }                                                                                                                  \
    ParameterizedTest(const size_t *row, suite, name, .timeout = 600)

#endif
