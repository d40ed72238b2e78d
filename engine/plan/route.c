#include "plan/route.h"

#include <math.h>
#include <stdlib.h>

#include "plan/travel.h"

static bool has_value(const rg_route_question *q, const rg_market *m) {
    double value;
    return rg_fact_in_billion_usd(rg_market_fact_of(m, "device_market"), q->rates, &value);
}

static void note_markets(rg_route_answer *a, const rg_travel *t, rg_arena *arena) {
    const rg_route_question *q = a->question;
    for (size_t i = 0; i < q->count; i++) {
        if (!rg_travel_goes_to(t, q->markets[i]))
            RG_PUSH(arena, &a->unplanned, q->markets[i]);
        else if (q->goal == RG_GOAL_VALUE && !has_value(q, q->markets[i]))
            RG_PUSH(arena, &a->unvalued, q->markets[i]);
    }
}

/* The cheapest leg of a stop begun on `first` or on a later day that waiting for may pay; of equal ones the earliest.
 */
static void set_stop(const rg_journey *j, rg_stop *s, const int32_t *gained, int32_t first) {
    int32_t days[RG_MOST_WAITS + 1];
    days[0] = first;
    size_t count = 1 + j->waits(j->context, s->market, s->by, gained, days + 1);
    s->held = s->by;
    s->fees = INFINITY;
    for (size_t i = 0; i < count; i++) {
        if (days[i] < first)
            continue;
        rg_leg leg = j->leg(j->context, s->market, s->held, gained, days[i]);
        int32_t finish = days[i] + leg.days;
        if (leg.fees > s->fees || (leg.fees == s->fees && finish >= s->finish))
            continue;
        s->start = days[i];
        s->finish = finish;
        s->fees = leg.fees;
        s->by = leg.by;
    }
}

static int by_finish(const void *a, const void *b) {
    const rg_stop *x = a, *y = b;
    if (x->finish != y->finish)
        return x->finish < y->finish ? -1 : 1;
    return (x->market > y->market) - (x->market < y->market);
}

/* The work of an order, side by side as far as the approvals that each market makes use of allow. */
static void set_side_by_side(const rg_journey *j, rg_itinerary *i) {
    int32_t gained[RG_MOST_STOPS] = {0};
    i->finish = 0;
    i->fees = 0;
    for (size_t k = 0; k < i->count; k++) {
        rg_stop *s = &i->stops[k];
        int32_t first = 0;
        for (size_t m = 0; m < j->count; m++)
            if (s->by >> m & 1 && gained[m] > first)
                first = gained[m];
        set_stop(j, s, gained, first);
        gained[s->market] = s->finish;
        i->finish = s->finish > i->finish ? s->finish : i->finish;
        i->fees += s->fees;
    }
    qsort(i->stops, i->count, sizeof *i->stops, by_finish);
}

/* Of cost side by side: the quickest way where no way is cheaper, else the cheapest order, with waiting where it pays.
 */
static rg_itinerary *search_cost(rg_travel *t, double shared_fees, rg_arena *arena) {
    const rg_journey *j = rg_travel_journey(t);
    rg_travel_work(t, true);
    rg_itinerary *cheap = rg_journey_at_any_age(j, RG_GOAL_COST, arena);
    rg_travel_work(t, false);
    rg_itinerary *quick = rg_journey_side_by_side(j, RG_GOAL_COST, arena);
    double bound = cheap->bound;
    if (cheap->count && quick->fees + shared_fees > bound + 1e-6) {
        set_side_by_side(j, cheap);
        quick = cheap->fees < quick->fees ? cheap : quick;
    }
    quick->measure = quick->fees + shared_fees;
    quick->bound = bound;
    quick->exact = quick->measure <= bound * (1 + 1e-12) + 1e-6;
    return quick;
}

static rg_itinerary *search(const rg_route_question *q, rg_travel *t, double shared_fees, rg_arena *arena) {
    rg_travel_work(t, q->one_by_one);
    if (q->one_by_one)
        return rg_journey_one_by_one(rg_travel_journey(t), q->goal, arena);
    rg_itinerary *out = q->goal == RG_GOAL_COST ? search_cost(t, shared_fees, arena)
                                                : rg_journey_side_by_side(rg_travel_journey(t), q->goal, arena);
    out->fees += shared_fees;
    return out;
}

static void add_openings(rg_route_answer *a, rg_travel *t, const rg_route_stop *s, const int32_t *gained,
                         rg_arena *arena) {
    rg_estimate with = rg_travel_estimate(t, &s->stop, gained, s->stop.by);
    rg_estimate without = rg_travel_estimate(t, &s->stop, gained, 0);
    for (size_t m = 0; m < rg_travel_journey(t)->count; m++)
        if (s->stop.by >> m & 1)
            RG_PUSH(arena, &a->openings,
                    (rg_opening){.market = s->market,
                                 .by = rg_travel_market(t, m),
                                 .route = with.route,
                                 .instead = without.route,
                                 .saved_days = without.days[1] - with.days[1],
                                 .saved_fees = without.fees[1] - with.fees[1]});
}

static void tell_stops(rg_route_answer *a, rg_travel *t, rg_arena *arena) {
    const rg_itinerary *i = a->itinerary;
    int32_t gained[RG_MOST_STOPS] = {0};
    for (size_t k = 0; k < i->count; k++)
        gained[i->stops[k].market] = i->stops[k].finish;
    a->stops = rg_alloc_array(arena, i->count + 1, sizeof *a->stops);
    for (size_t k = 0; k < i->count; k++) {
        rg_estimate e = rg_travel_estimate(t, &i->stops[k], gained, i->stops[k].by);
        a->stops[k] = (rg_route_stop){.market = rg_travel_market(t, i->stops[k].market),
                                      .route = e.route,
                                      .stop = i->stops[k],
                                      .steps_known = e.known,
                                      .lower_bound = e.lower_bound,
                                      .fees_incomplete = e.fees_incomplete};
        add_openings(a, t, &a->stops[k], gained, arena);
    }
}

static void tell_plain_ways(rg_route_answer *a, rg_travel *t, rg_arena *arena) {
    const rg_journey *j = rg_travel_journey(t);
    int32_t gained[RG_MOST_STOPS] = {0};
    size_t order[RG_MOST_STOPS];
    rg_travel_work(t, false);
    a->together_fees = a->shared_fees;
    for (size_t m = 0; m < j->count; m++) {
        rg_leg leg = j->leg(j->context, m, 0, gained, 0);
        a->together_days = leg.days > a->together_days ? leg.days : a->together_days;
        a->together_fees += leg.fees;
        order[m] = m;
    }
    rg_travel_work(t, true);
    a->in_turn = rg_journey_in_order(j, a->question->goal, order, arena);
}

rg_route_answer *rg_route_find(const rg_route_question *q, rg_arena *arena, rg_diagnostics *diagnostics) {
    rg_route_answer *a = rg_alloc(arena, sizeof *a);
    rg_travel *t = rg_travel_new(q, arena, diagnostics);
    if (!t)
        return NULL;
    a->question = q;
    note_markets(a, t, arena);
    a->shared_fees = rg_travel_shared_fees(t);
    a->itinerary = search(q, t, a->shared_fees, arena);
    tell_stops(a, t, arena);
    tell_plain_ways(a, t, arena);
    if (q->start + (int64_t)a->in_turn->finish <= RG_DATE_MAX &&
        q->start + (int64_t)a->itinerary->finish <= RG_DATE_MAX)
        return a;
    rg_report(diagnostics, RG_ERROR, "calendar", (rg_place){0}, "the way runs past the calendar");
    return NULL;
}
