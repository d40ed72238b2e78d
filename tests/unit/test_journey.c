/* The order of markets against all orders and all sets, on small tables of times and fees drawn by chance. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "plan/journey.h"
#include "support/random.h"

enum { MOST = 6, SETS = 1 << MOST };

/* Times and fees by market and set of approvals held; made so that more is never worse. */
typedef struct {
    size_t count;
    int32_t days[MOST][SETS];
    double fees[MOST][SETS], values[MOST];
    int32_t age; /* an approval counts once it is so many days old */
} table;

static rg_arena *arena;

static void open_arena(void) {
    arena = rg_arena_new();
    cr_assert(arena);
}

static void close_arena(void) {
    rg_arena_free(arena);
}

TestSuite(journey, .init = open_arena, .fini = close_arena, .timeout = 120);

static uint32_t old_enough(const table *t, uint32_t held, const int32_t *gained, int32_t start) {
    for (size_t m = 0; m < t->count && start != RG_AT_ANY_AGE; m++)
        if (held >> m & 1 && start - gained[m] < t->age)
            held &= ~(UINT32_C(1) << m);
    return held;
}

static rg_leg leg_of(void *context, size_t market, uint32_t held, const int32_t *gained, int32_t start) {
    const table *t = context;
    held = old_enough(t, held, gained, start);
    return (rg_leg){t->days[market][held], t->fees[market][held], held};
}

static size_t waits_of(void *context, size_t market, uint32_t held, const int32_t *gained, int32_t *out) {
    const table *t = context;
    size_t count = 0;
    (void)market;
    for (size_t m = 0; m < t->count; m++)
        if (held >> m & 1)
            out[count++] = gained[m] + t->age;
    return count;
}

static void draw(table *t, rng *r, size_t count, int32_t age) {
    *t = (table){.count = count, .age = age};
    for (size_t m = 0; m < count; m++) {
        t->values[m] = (double)rng_below(r, 9);
        for (size_t set = 0; set < SETS; set++) {
            bool helps = !set || rng_chance(r, 30);
            t->days[m][set] = helps ? 1 + (int32_t)rng_below(r, 60) : 1000;
            t->fees[m][set] = helps ? (double)rng_below(r, 40) : 1000;
        }
        for (size_t set = 0; set < SETS; set++)
            for (size_t k = 0; k < count; k++)
                if (set >> k & 1) {
                    size_t less = set & ~((size_t)1 << k);
                    t->days[m][set] = t->days[m][less] < t->days[m][set] ? t->days[m][less] : t->days[m][set];
                    t->fees[m][set] = fmin(t->fees[m][less], t->fees[m][set]);
                }
    }
}

static rg_journey journey_of(table *t) {
    return (rg_journey){.count = t->count,
                        .context = t,
                        .leg = leg_of,
                        .waits = t->age ? waits_of : NULL,
                        .ages = t->age != 0,
                        .values = t->values};
}

/* ---- all orders, one by one ---- */

typedef struct {
    double measure, days;
} least;

static void all_orders(const table *t, rg_goal goal, uint32_t done, double measure, double now, least *best) {
    if (done == (UINT32_C(1) << t->count) - 1) {
        if (measure < best->measure || (measure == best->measure && now < best->days))
            *best = (least){measure, now};
        return;
    }
    for (size_t m = 0; m < t->count; m++) {
        if (done >> m & 1)
            continue;
        double finish = now + t->days[m][done];
        double step = goal == RG_GOAL_TIME   ? t->days[m][done]
                      : goal == RG_GOAL_COST ? t->fees[m][done]
                                             : t->values[m] * finish;
        all_orders(t, goal, done | UINT32_C(1) << m, measure + step, finish, best);
    }
}

static void check_sum(const table *t, rg_goal goal, const rg_itinerary *i) {
    double days = 0, fees = 0, value = 0;
    uint32_t done = 0;
    cr_assert_eq(i->count, t->count);
    for (size_t k = 0; k < i->count; k++) {
        size_t m = i->stops[k].market;
        cr_assert(!(done >> m & 1));
        days += t->days[m][done];
        fees += t->fees[m][done];
        value += t->values[m] * days;
        cr_assert_eq(i->stops[k].held, done);
        cr_assert_float_eq(i->stops[k].finish, days, 1e-9);
        done |= UINT32_C(1) << m;
    }
    cr_assert_float_eq(i->measure, goal == RG_GOAL_TIME ? days : goal == RG_GOAL_COST ? fees : value, 1e-6);
}

Test(journey, one_by_one_is_the_best_of_all_orders) {
    for (uint64_t seed = test_seed(); seed < test_seed() + 60 * test_scale(); seed++) {
        rng r = rng_of(seed);
        table t;
        draw(&t, &r, 1 + rng_below(&r, MOST), 0);
        rg_journey j = journey_of(&t);
        for (rg_goal goal = RG_GOAL_TIME; goal <= RG_GOAL_VALUE; goal++) {
            least best = {INFINITY, INFINITY};
            all_orders(&t, goal, 0, 0, 0, &best);
            rg_itinerary *found = rg_journey_one_by_one(&j, goal, arena);
            cr_assert_float_eq(found->measure, best.measure, 1e-6, "seed %llu, goal %d: %g, not %g",
                               (unsigned long long)seed, goal, found->measure, best.measure);
            if (goal == RG_GOAL_COST)
                cr_assert_float_eq(found->finish, best.days, 1e-6, "seed %llu: ties go by time",
                                   (unsigned long long)seed);
            cr_assert(found->exact);
            check_sum(&t, goal, found);
        }
    }
}

/* ---- side by side: every assignment of a set to every market that can be met ---- */

/*
 * The definition, worked off by rounds: f(m) is the least, over all sets W of other markets, of the day the last of W
 * (old enough) is there plus T(m|W). Rounds go on until nothing becomes earlier; all times are above 0, so they end at
 * the one solution.
 */
static void by_rounds(const table *t, int32_t *finish) {
    for (size_t m = 0; m < t->count; m++)
        finish[m] = t->days[m][0];
    for (bool earlier = true; earlier;) {
        earlier = false;
        for (size_t m = 0; m < t->count; m++)
            for (uint32_t set = 1; set < UINT32_C(1) << t->count; set++) {
                int32_t begin = 0;
                if (set >> m & 1)
                    continue;
                for (size_t w = 0; w < t->count; w++)
                    if (set >> w & 1 && finish[w] + t->age > begin)
                        begin = finish[w] + t->age;
                if (begin + t->days[m][set] < finish[m]) {
                    finish[m] = begin + t->days[m][set];
                    earlier = true;
                }
            }
    }
}

static void check_side_by_side(int32_t age) {
    for (uint64_t seed = test_seed(); seed < test_seed() + 200 * test_scale(); seed++) {
        rng r = rng_of(seed);
        table t;
        int32_t expected[MOST];
        draw(&t, &r, 1 + rng_below(&r, MOST), age);
        rg_journey j = journey_of(&t);
        by_rounds(&t, expected);
        rg_itinerary *found = rg_journey_side_by_side(&j, RG_GOAL_TIME, arena);
        cr_assert(found->exact && found->count == t.count);
        for (size_t i = 0; i < found->count; i++) {
            const rg_stop *s = &found->stops[i];
            cr_assert_eq(s->finish, expected[s->market], "seed %llu, market %zu: %d, not %d", (unsigned long long)seed,
                         s->market, s->finish, expected[s->market]);
            cr_assert(!i || found->stops[i - 1].finish <= s->finish);
        }
    }
}

Test(journey, side_by_side_is_the_earliest_of_all_sets) {
    check_side_by_side(0);
}

Test(journey, side_by_side_waits_for_approvals_to_grow_old) {
    check_side_by_side(7);
    check_side_by_side(25);
}

Test(journey, one_by_one_with_ages_says_what_it_does_not_know) {
    for (uint64_t seed = test_seed(); seed < test_seed() + 60 * test_scale(); seed++) {
        rng r = rng_of(seed);
        table t;
        draw(&t, &r, 2 + rng_below(&r, MOST - 1), 20);
        rg_journey j = journey_of(&t);
        least best = {INFINITY, INFINITY};
        all_orders(&t, RG_GOAL_TIME, 0, 0, 0, &best); /* with every approval old enough at once */
        rg_itinerary *found = rg_journey_one_by_one(&j, RG_GOAL_TIME, arena);
        cr_assert_float_eq(found->bound, best.measure, 1e-6, "seed %llu", (unsigned long long)seed);
        cr_assert(found->measure >= found->bound - 1e-9);
        cr_assert_eq(found->exact, found->measure <= found->bound + 1e-9);
    }
}

/* ---- more than can be searched in full ---- */

static rg_leg many_leg(void *context, size_t market, uint32_t held, const int32_t *gained, int32_t start) {
    (void)context, (void)gained, (void)start;
    /* every odd market takes a third of the time once the one before it is there */
    bool opened = market % 2 && held >> (market - 1) & 1;
    return (rg_leg){opened ? 30 : 90 + (int32_t)market, 100, opened ? UINT32_C(1) << (market - 1) : 0};
}

Test(journey, many_markets_have_a_bound) {
    double values[20];
    for (size_t m = 0; m < 20; m++)
        values[m] = 20 - (double)m;
    rg_journey j = {.count = 20, .leg = many_leg, .values = values};
    rg_itinerary *time = rg_journey_one_by_one(&j, RG_GOAL_TIME, arena);
    /* the even ones 90, 92, ... 108 and the odd ones 30 each: no order takes less */
    cr_expect_eq(time->finish, 990 + 300);
    cr_expect(time->exact && time->bound == 1290);
    rg_itinerary *value = rg_journey_one_by_one(&j, RG_GOAL_VALUE, arena);
    cr_expect(value->bound <= value->measure && value->count == 20);
    cr_expect_eq(value->exact, value->bound >= value->measure - 1e-6);
}

/* A and B: 100 days each, B 20 once A is approved. */
static rg_leg two_leg(void *context, size_t market, uint32_t held, const int32_t *gained, int32_t start) {
    (void)context, (void)gained, (void)start;
    return market == 1 && held & 1 ? (rg_leg){20, 5, 1} : (rg_leg){market ? 130 : 100, 50, 0};
}

Test(journey, two_markets_by_hand) {
    static const double values[] = {1, 3};
    rg_journey j = {.count = 2, .leg = two_leg, .values = values};
    rg_itinerary *side = rg_journey_side_by_side(&j, RG_GOAL_TIME, arena);
    cr_expect(side->finish == 120 && side->stops[1].start == 100 && side->stops[1].by == 1);
    cr_expect_float_eq(side->fees, 55, 1e-9);
    /* value one by one: A then B 1*100 + 3*120 = 460; B then A 3*130 + 1*230 = 620 */
    rg_itinerary *value = rg_journey_one_by_one(&j, RG_GOAL_VALUE, arena);
    cr_expect_float_eq(value->measure, 460, 1e-9);
    cr_expect_eq(value->stops[0].market, 0);
    size_t order[] = {1, 0};
    cr_expect_eq(rg_journey_in_order(&j, RG_GOAL_TIME, order, arena)->finish, 230);
}
