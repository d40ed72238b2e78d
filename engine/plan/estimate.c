/* Time and money of one market, without what only a reader of the plan wants to know. */
#include "plan/plan.h"

struct rg_estimator {
    rg_arena *arena;
    rg_draft **drafts; /* one a market: its own tasks and the shared ones */
    const rg_rates *rates;
    const char *currency;
    rg_sums sums; /* used again for each question */
};

rg_estimator *rg_estimator_new(rg_base *base, rg_market *const *markets, size_t count, const rg_rates *rates,
                               const char *currency, rg_arena *arena) {
    rg_estimator *e = rg_alloc(arena, sizeof *e);
    e->arena = arena;
    e->rates = rates;
    e->currency = currency;
    e->drafts = rg_alloc_array(arena, count + 1, sizeof(rg_draft *));
    for (size_t i = 0; i < count; i++)
        e->drafts[i] = rg_draft_new(base, &markets[i], 1, arena);
    return e;
}

static void add_fees(rg_estimator *e, const rg_draft *d, rg_exact *exact, const rg_facts *facts, rg_estimate *out) {
    rg_sum sum;
    e->sums.count = 0;
    for (size_t i = 0; i < d->count; i++)
        if (rg_draft_open(&d->tasks[i]))
            rg_draft_fees(d, &d->tasks[i], exact, facts, &e->sums, e->arena);
    out->fees_incomplete = !rg_sums_convert(&e->sums, e->rates, e->currency, &sum);
    out->fees[0] = sum.low;
    out->fees[1] = sum.amount;
    out->fees[2] = sum.high;
}

bool rg_estimate_market(rg_estimator *e, rg_exact *exact, const rg_facts *facts, size_t market, int32_t start,
                        const bool *shared_done, rg_estimate *out) {
    rg_draft *d = e->drafts[market];
    *out = (rg_estimate){0};
    rg_draft_fill(d, exact, facts, start, shared_done);
    for (size_t which = 0; which < 3; which++) {
        rg_draft_activities(d, which);
        if (!rg_network_forward(d->activities, d->count, start, d->times, &out->days[which]))
            return false;
    }
    for (size_t i = 0; i < d->count; i++) {
        const rg_draft_task *t = &d->tasks[i];
        out->known = out->known || (t->market && t->in != RG_FALSE);
        out->lower_bound = out->lower_bound || (rg_draft_open(t) && t->unknown_time);
    }
    out->route = d->markets[0].route;
    add_fees(e, d, exact, facts, out);
    return true;
}
