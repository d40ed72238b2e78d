#include "support/random.h"

#include <stdlib.h>

rng rng_of(uint64_t seed) {
    return (rng){seed * UINT64_C(0x9E3779B97F4A7C15) + 1};
}

/* SplitMix64 (Steele, Lea, Flood 2014). */
uint64_t rng_next(rng *r) {
    uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

size_t rng_below(rng *r, size_t count) {
    return count ? (size_t)(rng_next(r) % count) : 0;
}

bool rng_chance(rng *r, unsigned percent) {
    return rng_below(r, 100) < percent;
}

static unsigned long long number_of(const char *name) {
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : 0;
}

size_t test_scale(void) {
    unsigned long long scale = number_of("REGGAP_TEST_SCALE");
    return scale ? (size_t)scale : 1;
}

uint64_t test_seed(void) {
    unsigned long long seed = number_of("REGGAP_TEST_SEED");
    return seed ? seed : 1;
}
