/*
 * The best order of markets, where an approval gained on the way may shorten the way to another: pure search over a
 * function that gives time and fees of a market for the approvals held. route.c supplies that function.
 */
#ifndef RG_PLAN_JOURNEY_H
#define RG_PLAN_JOURNEY_H

#include <stdbool.h>
#include <stdint.h>

#include "util/arena.h"

typedef enum { RG_GOAL_TIME, RG_GOAL_COST, RG_GOAL_VALUE } rg_goal;

/* Up to so many markets the order one by one is searched in full: 2^12 sets of markets. */
enum { RG_MOST_EXACT = 12, RG_MOST_STOPS = 32, RG_AT_ANY_AGE = -1 };

/* The work on one market. */
typedef struct {
    int32_t days;
    double fees;
    uint32_t by; /* the approvals gained that it makes use of */
} rg_leg;

typedef struct {
    size_t count; /* at most RG_MOST_STOPS */
    void *context;
    /*
     * The work on a market begun on the day `start` of the journey; `gained` gives the day of each approval in `held`.
     * Never worse with more held. RG_AT_ANY_AGE for `start`: as if every approval were of the age that suits best.
     */
    rg_leg (*leg)(void *context, size_t market, uint32_t held, const int32_t *gained, int32_t start);
    /* Days on which waiting for them may pay, beside those of `gained`; their number. May be NULL. */
    size_t (*waits)(void *context, size_t market, uint32_t held, const int32_t *gained, int32_t *out);
    bool ages;            /* what a leg takes may hang on the age of an approval, not only on having it */
    const double *values; /* by market: what it is worth to be there; for RG_GOAL_VALUE */
} rg_journey;

/* At most so many days does `waits` give. */
enum { RG_MOST_WAITS = 256 };

typedef struct {
    size_t market;
    int32_t start, finish; /* days of the journey */
    double fees;
    uint32_t held, by; /* approvals gained when the work began, and those made use of */
} rg_stop;

typedef struct {
    rg_stop *stops; /* in the order of their finish, or of the work one by one */
    size_t count;
    int32_t finish;
    double fees;
    double measure; /* what was made small: days, fees, or the sum of value times day of finish */
    double bound;   /* no order does better than this */
    bool exact;     /* the measure is the smallest there is */
} rg_itinerary;

/* Markets are worked side by side, each as soon as it pays: the earliest finish of every one of them. Exact. */
rg_itinerary *rg_journey_side_by_side(const rg_journey *journey, rg_goal goal, rg_arena *arena);

/*
 * One market after the other. Exact up to RG_MOST_EXACT markets unless ages matter; beyond, the nearest next market
 * and then moves of single markets while they help, with a bound.
 */
rg_itinerary *rg_journey_one_by_one(const rg_journey *journey, rg_goal goal, rg_arena *arena);

/*
 * The best order one by one if every approval were of the age that suits best: only the markets, what they make use of,
 * fees and measure mean anything. What waiting for ages could reach at most. Beyond RG_MOST_EXACT markets as
 * rg_journey_one_by_one.
 */
rg_itinerary *rg_journey_at_any_age(const rg_journey *journey, rg_goal goal, rg_arena *arena);

/* One after the other in the given order. */
rg_itinerary *rg_journey_in_order(const rg_journey *journey, rg_goal goal, const size_t *order, rg_arena *arena);

#endif
