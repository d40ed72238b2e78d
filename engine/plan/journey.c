#include "plan/journey.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double value_of(const rg_journey *j, uint32_t markets) {
    double sum = 0;
    for (size_t m = 0; m < j->count; m++)
        sum += markets >> m & 1 ? j->values[m] : 0;
    return sum;
}

static uint32_t all_of(const rg_journey *j) {
    return j->count == 32 ? UINT32_MAX : (UINT32_C(1) << j->count) - 1;
}

static rg_itinerary *new_itinerary(const rg_journey *j, rg_arena *arena) {
    rg_itinerary *out = rg_alloc(arena, sizeof *out);
    out->stops = rg_alloc_array(arena, j->count + 1, sizeof *out->stops);
    return out;
}

static void add_stop(rg_itinerary *out, rg_stop stop) {
    out->stops[out->count++] = stop;
    out->finish = stop.finish > out->finish ? stop.finish : out->finish;
    out->fees += stop.fees;
}

static double measure_of(const rg_journey *j, rg_goal goal, const rg_itinerary *out) {
    double sum = 0;
    for (size_t i = 0; goal == RG_GOAL_VALUE && i < out->count; i++)
        sum += j->values[out->stops[i].market] * out->stops[i].finish;
    return goal == RG_GOAL_TIME ? out->finish : goal == RG_GOAL_COST ? out->fees : sum;
}

/* ---- side by side ---- */

/*
 * The earliest finish of a market among all days its work can begin on: at once, when an approval was gained, or when
 * one is old enough. The approvals held on a day are those gained by then.
 */
static rg_stop best_stop(const rg_journey *j, size_t market, uint32_t done, const int32_t *gained) {
    int32_t days[RG_MOST_WAITS + RG_MOST_STOPS + 1];
    size_t count = 0;
    days[count++] = 0;
    for (size_t m = 0; m < j->count; m++)
        if (done >> m & 1)
            days[count++] = gained[m];
    if (j->waits)
        count += j->waits(j->context, market, done, gained, days + count);
    rg_stop best = {.market = market, .finish = INT32_MAX};
    for (size_t i = 0; i < count; i++) {
        uint32_t held = 0;
        for (size_t m = 0; m < j->count; m++)
            held |= done >> m & 1 && gained[m] <= days[i] ? UINT32_C(1) << m : 0;
        rg_leg leg = j->leg(j->context, market, held, gained, days[i]);
        int64_t finish = (int64_t)days[i] + leg.days;
        bool better = finish < best.finish || (finish == best.finish && leg.fees < best.fees);
        if (better && finish < INT32_MAX)
            best = (rg_stop){market, days[i], (int32_t)finish, leg.fees, held, leg.by};
    }
    return best;
}

/*
 * Dijkstra's argument: the market with the earliest finish among the rest cannot become earlier by an approval that is
 * gained later than that, so it is settled, and what it opens is looked at from then on.
 */
rg_itinerary *rg_journey_side_by_side(const rg_journey *j, rg_goal goal, rg_arena *arena) {
    rg_itinerary *out = new_itinerary(j, arena);
    int32_t gained[RG_MOST_STOPS] = {0};
    uint32_t done = 0;
    while (out->count < j->count) {
        rg_stop next = {.finish = INT32_MAX};
        for (size_t m = 0; m < j->count; m++) {
            if (done >> m & 1)
                continue;
            rg_stop stop = best_stop(j, m, done, gained);
            if (next.finish == INT32_MAX || stop.finish < next.finish)
                next = stop;
        }
        done |= UINT32_C(1) << next.market;
        gained[next.market] = next.finish;
        add_stop(out, next);
    }
    out->measure = out->bound = measure_of(j, goal, out);
    out->exact = true;
    return out;
}

/* ---- one by one ---- */

/* What a leg adds to the measure while the markets in `left` (its own among them) are still to come. */
static double step_of(const rg_journey *j, rg_goal goal, const rg_leg *leg, uint32_t left) {
    return goal == RG_GOAL_TIME ? leg->days : goal == RG_GOAL_COST ? leg->fees : leg->days * value_of(j, left);
}

rg_itinerary *rg_journey_in_order(const rg_journey *j, rg_goal goal, const size_t *order, rg_arena *arena) {
    rg_itinerary *out = new_itinerary(j, arena);
    int32_t gained[RG_MOST_STOPS] = {0};
    uint32_t done = 0;
    int32_t now = 0;
    for (size_t i = 0; i < j->count; i++) {
        size_t m = order[i];
        rg_leg leg = j->leg(j->context, m, done, gained, now);
        add_stop(out, (rg_stop){m, now, now + leg.days, leg.fees, done, leg.by});
        now += leg.days;
        gained[m] = now;
        done |= UINT32_C(1) << m;
    }
    out->measure = measure_of(j, goal, out);
    return out;
}

/* A set of markets that are done: the least it takes, and by which market it was reached. */
typedef struct {
    double measure;
    int32_t days;
    uint8_t last;
} reached;

static void gained_by(const reached *table, uint32_t set, int32_t *gained) {
    while (set) {
        gained[table[set].last] = table[set].days;
        set &= ~(UINT32_C(1) << table[set].last);
    }
}

/* Sets in the order of their numbers: each is reached from smaller ones only. Equal measures go by days. */
static reached *fill_table(const rg_journey *j, rg_goal goal, bool any_age, rg_arena *arena) {
    uint32_t all = all_of(j);
    reached *table = rg_alloc_array(arena, (size_t)all + 1, sizeof *table);
    for (uint32_t set = 1; set <= all; set++)
        table[set] = (reached){.measure = INFINITY};
    for (uint32_t set = 0; set < all; set++) {
        int32_t gained[RG_MOST_STOPS] = {0};
        gained_by(table, set, gained);
        for (size_t m = 0; m < j->count; m++) {
            if (set >> m & 1)
                continue;
            rg_leg leg = j->leg(j->context, m, set, gained, any_age ? RG_AT_ANY_AGE : table[set].days);
            double measure = table[set].measure + step_of(j, goal, &leg, all & ~set);
            int32_t days = table[set].days + leg.days;
            reached *to = &table[set | UINT32_C(1) << m];
            if (measure < to->measure || (measure == to->measure && days < to->days))
                *to = (reached){measure, days, (uint8_t)m};
        }
    }
    return table;
}

static void order_of(const rg_journey *j, const reached *table, size_t *order) {
    for (uint32_t set = all_of(j), i = (uint32_t)j->count; set; set &= ~(UINT32_C(1) << table[set].last))
        order[--i] = table[set].last;
}

static rg_itinerary *search_in_full(const rg_journey *j, rg_goal goal, rg_arena *arena) {
    size_t order[RG_MOST_STOPS];
    uint32_t all = all_of(j);
    order_of(j, fill_table(j, goal, false, arena), order);
    rg_itinerary *out = rg_journey_in_order(j, goal, order, arena);
    out->bound = j->ages ? fill_table(j, goal, true, arena)[all].measure : out->measure;
    return out;
}

/* ---- more markets than can be searched in full ---- */

typedef struct {
    double days, value;
} job;

/* The most value per day first: the order that keeps the sum of value times finish least (Smith's rule). */
static int by_rate(const void *a, const void *b) {
    const job *x = a, *y = b;
    double left = x->value * y->days, right = y->value * x->days;
    return (left < right) - (left > right);
}

/* What it would take if every market were worked with all other approvals at hand. */
static double least_of(const rg_journey *j, rg_goal goal) {
    int32_t gained[RG_MOST_STOPS] = {0};
    job jobs[RG_MOST_STOPS];
    double days = 0, fees = 0, sum = 0, now = 0;
    for (size_t m = 0; m < j->count; m++) {
        rg_leg leg = j->leg(j->context, m, all_of(j) & ~(UINT32_C(1) << m), gained, RG_AT_ANY_AGE);
        days += leg.days;
        fees += leg.fees;
        jobs[m] = (job){leg.days, j->values ? j->values[m] : 0};
    }
    if (goal != RG_GOAL_VALUE)
        return goal == RG_GOAL_TIME ? days : fees;
    qsort(jobs, j->count, sizeof *jobs, by_rate);
    for (size_t m = 0; m < j->count; m++) {
        now += jobs[m].days;
        sum += jobs[m].value * now;
    }
    return sum;
}

static void nearest_next(const rg_journey *j, rg_goal goal, size_t *order) {
    int32_t gained[RG_MOST_STOPS] = {0}, now = 0;
    uint32_t done = 0;
    for (size_t i = 0; i < j->count; i++) {
        double best = INFINITY;
        int32_t days = 0;
        for (size_t m = 0; m < j->count; m++) {
            if (done >> m & 1)
                continue;
            rg_leg leg = j->leg(j->context, m, done, gained, now);
            double step = goal == RG_GOAL_COST ? leg.fees : leg.days;
            step /= goal == RG_GOAL_VALUE ? j->values[m] + 1e-9 : 1;
            if (step < best) {
                best = step;
                order[i] = m;
                days = leg.days;
            }
        }
        now += days;
        gained[order[i]] = now;
        done |= UINT32_C(1) << order[i];
    }
}

static void move(size_t *order, size_t from, size_t to) {
    size_t market = order[from];
    if (from < to)
        memmove(order + from, order + from + 1, (to - from) * sizeof *order);
    else
        memmove(order + to + 1, order + to, (from - to) * sizeof *order);
    order[to] = market;
}

static rg_itinerary *search_nearby(const rg_journey *j, rg_goal goal, rg_arena *arena) {
    size_t order[RG_MOST_STOPS];
    nearest_next(j, goal, order);
    rg_itinerary *best = rg_journey_in_order(j, goal, order, arena);
    for (bool better = true; better;) {
        better = false;
        for (size_t from = 0; from < j->count; from++)
            for (size_t to = 0; to < j->count; to++) {
                move(order, from, to);
                rg_itinerary *other = rg_journey_in_order(j, goal, order, arena);
                if (other->measure < best->measure - 1e-9) {
                    best = other;
                    better = true;
                } else {
                    move(order, to, from);
                }
            }
    }
    best->bound = least_of(j, goal);
    return best;
}

rg_itinerary *rg_journey_one_by_one(const rg_journey *j, rg_goal goal, rg_arena *arena) {
    rg_itinerary *out = j->count <= RG_MOST_EXACT ? search_in_full(j, goal, arena) : search_nearby(j, goal, arena);
    out->exact = out->measure <= out->bound * (1 + 1e-12) + 1e-9;
    return out;
}

rg_itinerary *rg_journey_at_any_age(const rg_journey *j, rg_goal goal, rg_arena *arena) {
    size_t order[RG_MOST_STOPS];
    int32_t gained[RG_MOST_STOPS] = {0};
    uint32_t done = 0;
    if (j->count > RG_MOST_EXACT)
        return rg_journey_one_by_one(j, goal, arena);
    rg_itinerary *out = new_itinerary(j, arena);
    const reached *table = fill_table(j, goal, true, arena);
    order_of(j, table, order);
    for (size_t i = 0; i < j->count; i++) {
        rg_leg leg = j->leg(j->context, order[i], done, gained, RG_AT_ANY_AGE);
        add_stop(out, (rg_stop){.market = order[i], .fees = leg.fees, .held = done, .by = leg.by});
        done |= UINT32_C(1) << order[i];
    }
    out->measure = out->bound = table[all_of(j)].measure;
    return out;
}
