/*
 * Exactness by brute force on shipped rules: a device that leaves a few attributes open is completed in every
 * admissible way, each completion is decided by the plain evaluator and by the compiled program, and what the engine
 * says of the open device is compared with all of them.
 */
#ifndef TESTS_BRUTE_H
#define TESTS_BRUTE_H

#include "support/plain_market.h"
#include "support/random.h"
#include "support/world.h"

enum { MOST_OPEN = 12, MOST_CHOICES = 4096, MOST_DECISIONS = 512 };

/* What an attribute may be; of a set, one member of each kind that no condition tells apart. */
typedef struct {
    plain_value *values;
    size_t count;
} choices;

typedef struct {
    world w;
    const char *code;
    rg_market *market;
    plain_world *plain;
    plain_market *rules;
    bool *relevant;   /* by attribute: some condition of the market hangs on it */
    choices *choices; /* by attribute */
    const rg_node *cases;
} bench;

/* One open device. */
typedef struct {
    bench *b;
    uint64_t seed;
    const char *body; /* the profile, without its first line */
    plain_device device;
    size_t open[MOST_OPEN], open_count; /* attributes */
} riddle;

/* What all completions of a device come to. */
typedef struct {
    size_t completions;
    uint64_t classes;
    bool unclassed, estimated;
    size_t in_scope;
    plain_decision decisions[MOST_DECISIONS];
    size_t decision_count;
    size_t fires[PLAIN_SCHEMES][PLAIN_RULES];
    bool open_always[PLAIN_ROUTES], open_ever[PLAIN_ROUTES], possible_ever[PLAIN_ROUTES], best_always[PLAIN_ROUTES];
    bool subclass_always[32];
    bool depends[MOST_OPEN];
} solution;

void bench_open(bench *b, const char *code, const char *as_of);
void bench_close(bench *b);

/* Draws a device near one of the market's cases, with at most `limit` ways to complete it. False: nothing came of it.
 */
bool riddle_draw(bench *b, uint64_t seed, size_t limit, riddle *out);

/* A given profile with some of its attributes, separated by blanks, open. */
void riddle_of(bench *b, const char *body, const char *open, riddle *out);

/*
 * Fills the open attributes with values of some admissible completion, and orders them so that each, from the last to
 * the first, is asked or not whatever those before it are. False: there is no such completion or order.
 */
bool riddle_complete(riddle *r);

/* Writes the profile anew, with the first `open_count` attributes open. */
void riddle_write(riddle *r);

/* Completes the device in every way. With `compiled` each completion is put before the compiled program too. */
void riddle_solve(riddle *r, bool compiled, solution *out);

/* Compares the engine's answer with the solution; where they differ the test fails, goes on, and this is false. */
bool riddle_check(riddle *r, const solution *expected);

#endif
