/* Reproducible chance: every test that draws prints the seed it drew from. */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t state;
} rng;

rng rng_of(uint64_t seed);
uint64_t rng_next(rng *r);

/* 0 to count - 1. */
size_t rng_below(rng *r, size_t count);
bool rng_chance(rng *r, unsigned percent);

/* How many times the usual number of rounds to run: REGGAP_TEST_SCALE, 1 where it is not set. */
size_t test_scale(void);

/* The first seed: REGGAP_TEST_SEED, 1 where it is not set. */
uint64_t test_seed(void);

#endif
