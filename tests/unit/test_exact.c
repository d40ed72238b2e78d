/* What can still come out, and what it hangs on: exactly, by comparison with every completion. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "support/brute.h"
#include "support/rows.h"
#include "support/small.h"

/* ---- the shipped rules against brute force ---- */

typedef struct {
    const char *market;
    size_t block;
} block_row;

static const block_row BLOCKS[] = {
    {"eu", 0}, {"eu", 1}, {"eu", 2}, {"eu", 3}, {"us", 0}, {"us", 1}, {"us", 2}, {"us", 3}, {"jp", 0}, {"jp", 1}, {"jp", 2}, {"jp", 3},
};

enum { DEVICES = 180, USUAL_WAYS = 1500, MANY_WAYS = 40000, EVERY = 60 };

ROWS(exact, brute_force, BLOCKS) {
    bench b;
    bench_open(&b, BLOCKS[*row].market, TODAY);
    size_t completions = 0, most = 0, devices = 0, open = 0;
    clock_t t0 = clock();
    for (size_t n = 0; n < DEVICES * test_scale(); n++) {
        uint64_t seed = test_seed() * 1000003 + BLOCKS[*row].block * 100000 + n;
        riddle r;
        static solution s;
        if (!riddle_draw(&b, seed, n % EVERY == 0 ? MANY_WAYS : USUAL_WAYS, &r))
            continue;
        riddle_solve(&r, true, &s);
        riddle_check(&r, &s);
        completions += s.completions;
        most = s.completions > most ? s.completions : most;
        devices++;
        open += (s.classes & (s.classes - 1)) != 0;
    }
    fprintf(stderr, "%s %zu: %zu devices, %zu open, %zu completions, most %zu, %.2f s\n", BLOCKS[*row].market, BLOCKS[*row].block, devices, open, completions, most, (double)(clock() - t0) / CLOCKS_PER_SEC);
    bench_close(&b);
}
