/* Conditions and profiles drawn by chance over the small vocabulary, as YAML. */
#ifndef TESTS_DRAW_H
#define TESTS_DRAW_H

#include "support/random.h"
#include "util/buffer.h"

/* A condition of at most `depth` levels, as a flow map. */
void draw_condition(rng *r, rg_buffer *out, unsigned depth);

/* A profile without its first line; `percent` of the attributes are stated. */
void draw_profile(rng *r, rg_buffer *out, unsigned percent);

#endif
