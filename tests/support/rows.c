#include "support/rows.h"

enum { MOST_ROWS = 4096 };

struct criterion_test_params row_numbers(size_t count) {
    static size_t numbers[MOST_ROWS];
    cr_assert(count <= MOST_ROWS);
    for (size_t i = 0; i < count; i++)
        numbers[i] = i;
    return cr_make_param_array(size_t, numbers, count);
}
