/* Ranking by weighed factors, and how far a weight can move: against a sheet worked out by hand, and by trying out. */
#include <math.h>
#include <string.h>

#include "plan/rank.h"
#include "support/random.h"
#include "support/rows.h"

static rg_arena *arena;

static void open_arena(void) {
    arena = rg_arena_new();
    cr_assert(arena);
}

static void close_arena(void) {
    rg_arena_free(arena);
}

TestSuite(rank, .init = open_arena, .fini = close_arena);

enum { MOST = 8 };

static const char *const CODES[MOST] = {"aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh"};

/* NAN stands for a value that is not known. */
static rg_ranked *markets_of(size_t count, size_t factors, const double *values) {
    rg_ranked *markets = rg_alloc_array(arena, count, sizeof *markets);
    for (size_t i = 0; i < count; i++) {
        rg_market *m = rg_alloc(arena, sizeof *m);
        m->code = CODES[i];
        markets[i] = (rg_ranked){.market = m, .values = rg_alloc_array(arena, factors, sizeof(rg_appraisal))};
        for (size_t f = 0; f < factors; f++) {
            double value = values[i * factors + f];
            markets[i].values[f] = (rg_appraisal){.known = !isnan(value), .value = isnan(value) ? 0 : value};
        }
    }
    return markets;
}

static const rg_ranked *market_of(const rg_ranking *r, const char *code) {
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->markets[i].market->code, code) == 0)
            return &r->markets[i];
    cr_assert_fail("no market %s", code);
    return NULL;
}

#define NEAR(a, b) cr_expect_float_eq(a, b, 1e-12, "%.15g expected, got %.15g", (double)(b), (double)(a))

/*
 * Three markets, three factors with weights 2, 1, 1 (one half, a quarter, a quarter).
 *            days   n       fees/unit   log(1+x)  n          people  n
 *   aa       100    1       0           0         1          -       0.5 (mean of 0 and 1)
 *   bb       300    0       7           log 8     0          50      1
 *   cc       200    0.5     1           log 2     2/3        10      0
 * aa: 0.5 + 0.25 + 0.125 = 0.875; bb: 0.25; cc: 0.25 + 1/6 = 5/12
 */
static const double SHEET[] = {100, 0, NAN, 300, 700, 50, 200, 100, 10};
static const rg_factor SHEET_FACTORS[] = {{"days", true, 0, 2}, {"fees", true, 100, 1}, {"people", false, 0, 1}};

Test(rank, a_sheet_by_hand) {
    rg_ranking *r = rg_rank(SHEET_FACTORS, 3, markets_of(3, 3, SHEET), 3, arena);
    const rg_ranked *aa = market_of(r, "aa"), *bb = market_of(r, "bb"), *cc = market_of(r, "cc");
    NEAR(r->weights[0], 0.5);
    NEAR(r->weights[1], 0.25);
    NEAR(aa->values[2].normalised, 0.5);
    NEAR(cc->values[1].normalised, 2.0 / 3);
    NEAR(aa->score, 0.875);
    NEAR(bb->score, 0.25);
    NEAR(cc->score, 5.0 / 12);
    cr_expect(aa->place == 1 && cc->place == 2 && bb->place == 3);
}

/*
 * The leads of aa: over bb in days 1, in the rest (1 - 0.5) / 2 = 0.25; over cc in days 0.5, in the rest
 * ((1 - 2/3) + 0.5) / 2 > 0: days never turn it. People: own lead over bb -0.5, the rest (2 * 1 + 1) / 3 = 1, so bb
 * takes over at 1 / 1.5 = 2/3; over cc +0.5. Fees: all leads are positive.
 */
Test(rank, leeway_by_hand) {
    rg_ranking *r = rg_rank(SHEET_FACTORS, 3, markets_of(3, 3, SHEET), 3, arena);
    for (size_t f = 0; f < 2; f++) {
        cr_expect(r->leeways[f].moves && !r->leeways[f].below && !r->leeways[f].above);
        NEAR(r->leeways[f].lowest, 0);
        NEAR(r->leeways[f].highest, 1);
    }
    NEAR(r->leeways[2].highest, 2.0 / 3);
    cr_assert(r->leeways[2].above);
    cr_expect_str_eq(r->leeways[2].above->market->code, "bb");
    cr_expect(!r->leeways[2].below);
}

Test(rank, all_alike_stand_at_one_half_and_go_by_code) {
    static const double values[] = {5, NAN, 5, NAN, 5, NAN};
    static const rg_factor factors[] = {{"x", false, 0, 1}, {"y", true, 0, 3}};
    rg_ranking *r = rg_rank(factors, 2, markets_of(3, 2, values), 3, arena);
    for (size_t i = 0; i < 3; i++) {
        NEAR(r->markets[i].score, 0.5);
        cr_expect_str_eq(r->markets[i].market->code, CODES[i]);
        cr_expect_eq(r->markets[i].place, i + 1);
    }
}

Test(rank, one_factor_cannot_move) {
    static const double values[] = {1, 2};
    static const rg_factor factors[] = {{"x", false, 0, 4}};
    rg_ranking *r = rg_rank(factors, 1, markets_of(2, 1, values), 2, arena);
    cr_expect_str_eq(r->markets[0].market->code, "bb");
    cr_expect(!r->leeways[0].moves);
}

Test(rank, equal_scores_part_at_once) {
    /* aa leads in x as much as bb does in y, with equal weights */
    static const double values[] = {1, 0, 0, 1};
    static const rg_factor factors[] = {{"x", false, 0, 1}, {"y", false, 0, 1}};
    rg_ranking *r = rg_rank(factors, 2, markets_of(2, 2, values), 2, arena);
    NEAR(r->leeways[0].lowest, 0.5);
    NEAR(r->leeways[0].highest, 1);
    NEAR(r->leeways[1].highest, 0.5);
    cr_expect_str_eq(r->leeways[1].above->market->code, "bb");
}

/* Score of a market when the weight of a factor is t and the others keep their proportions. */
static double score_at(const rg_ranking *r, const rg_ranked *m, size_t factor, double t) {
    double score = t * m->values[factor].normalised;
    for (size_t f = 0; f < r->factor_count; f++)
        if (f != factor)
            score += r->weights[f] / (1 - r->weights[factor]) * (1 - t) * m->values[f].normalised;
    return score;
}

static bool is_first(const rg_ranking *r, const rg_ranked *m, size_t factor, double t) {
    for (size_t i = 0; i < r->count; i++)
        if (score_at(r, &r->markets[i], factor, t) > score_at(r, m, factor, t) + 1e-12)
            return false;
    return true;
}

static void try_ends(const rg_ranking *r, size_t f, uint64_t seed) {
    const rg_leeway *l = &r->leeways[f];
    const double step = 1e-6;
    for (int i = 0; i <= 100; i++)
        cr_expect(is_first(r, &r->markets[0], f, l->lowest + (l->highest - l->lowest) * i / 100.0), "seed %llu",
                  (unsigned long long)seed);
    cr_expect(l->below ? is_first(r, l->below, f, l->lowest) : l->lowest == 0);
    cr_expect(l->above ? is_first(r, l->above, f, l->highest) : l->highest == 1);
    if (l->below && l->lowest > step)
        cr_expect(!is_first(r, &r->markets[0], f, l->lowest - step), "seed %llu", (unsigned long long)seed);
    if (l->above && l->highest < 1 - step)
        cr_expect(!is_first(r, &r->markets[0], f, l->highest + step), "seed %llu", (unsigned long long)seed);
}

Test(rank, leeway_by_trying_out) {
    for (uint64_t seed = test_seed(); seed < test_seed() + 300 * test_scale(); seed++) {
        rng source = rng_of(seed);
        size_t count = 1 + rng_below(&source, MOST), factors = 2 + rng_below(&source, 5);
        double values[MOST * 8];
        rg_factor list[8];
        for (size_t i = 0; i < count * factors; i++)
            values[i] = rng_below(&source, 6) ? (double)rng_below(&source, 50) : NAN;
        for (size_t f = 0; f < factors; f++)
            list[f] = (rg_factor){"f", rng_below(&source, 2), rng_below(&source, 2) ? 3.0 : 0.0,
                                  1 + (double)rng_below(&source, 9)};
        rg_ranking *r = rg_rank(list, factors, markets_of(count, factors, values), count, arena);
        for (size_t i = 0; i < count; i++) {
            double sum = 0;
            for (size_t f = 0; f < factors; f++)
                sum += r->markets[i].values[f].normalised * r->weights[f];
            NEAR(sum, r->markets[i].score);
            cr_expect(!i || r->markets[i - 1].score >= r->markets[i].score);
            cr_expect_eq(r->markets[i].place, i + 1);
        }
        for (size_t f = 0; f < factors; f++)
            try_ends(r, f, seed);
    }
}
