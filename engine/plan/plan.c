#include "plan/plan.h"

#include "plan/later.h"

typedef RG_LIST(uint32_t) place_list;

typedef struct {
    rg_step_maker step;
    const rg_plan_question *question;
    rg_plan *plan;
    uint32_t *place; /* by draft task: where its step stands */
} maker;

/* ---- the steps of the plan ---- */

static void add_once(const maker *m, place_list *list, uint32_t place) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == place)
            return;
    RG_PUSH(m->step.arena, list, place);
}

/* What each task waits for, with what fell out passed over; what is done waits only for what is done. */
static place_list *resolve_after(const maker *m) {
    const rg_draft *d = m->step.draft;
    place_list *all = rg_alloc_array(m->step.arena, d->count + 1, sizeof *all);
    for (size_t i = 0; i < d->count; i++) {
        const rg_draft_task *t = &d->tasks[i];
        bool is_done = t->in != RG_FALSE && t->done;
        for (size_t k = rg_draft_first_after(t); t->task->phase == RG_ENTRY && k < t->task->after_count; k++) {
            uint32_t before = rg_draft_place(d, i, t->task->after[k]);
            place_list one = {.items = &before, .count = 1};
            const place_list *passed = d->tasks[before].in == RG_FALSE ? &all[before] : &one;
            for (size_t n = 0; n < passed->count; n++)
                if (!is_done || d->tasks[passed->items[n]].done)
                    add_once(m, &all[i], passed->items[n]);
        }
    }
    return all;
}

/* The conditions that say whether a task is in the plan. */
static size_t conditions_of(const maker *m, size_t at, rg_condition *out) {
    const rg_draft *d = m->step.draft;
    if (d->tasks[at].market) {
        out[0] = d->tasks[at].task->when;
        return 1;
    }
    for (size_t i = 0; i < d->market_count; i++)
        out[i] = d->markets[i].tasks->needed[at];
    return d->market_count;
}

static void add_steps(maker *m) {
    const rg_draft *d = m->step.draft;
    rg_arena *arena = m->step.arena;
    rg_condition *conditions = rg_alloc_array(arena, d->market_count + 1, sizeof *conditions);
    place_list *after = resolve_after(m);
    m->place = rg_alloc_array(arena, d->count + 1, sizeof *m->place);
    for (size_t i = 0; i < d->count; i++) {
        if (d->tasks[i].in == RG_FALSE)
            continue;
        rg_planned step = rg_plan_step(&m->step, &d->tasks[i], conditions, conditions_of(m, i, conditions));
        for (size_t k = 0; k < after[i].count; k++)
            after[i].items[k] = m->place[after[i].items[k]];
        step.after = after[i].items;
        step.after_count = after[i].count;
        m->place[i] = (uint32_t)m->plan->steps.count;
        RG_PUSH(arena, &m->plan->steps, step);
        m->plan->lower_bound = m->plan->lower_bound || step.unknown_time;
        for (size_t k = 0; k < step.sums.count; k++)
            rg_sums_add(&m->plan->fees, step.sums.items[k], arena);
    }
}

/* ---- time ---- */

static void note_times(maker *m, const rg_times *times) {
    const rg_draft *d = m->step.draft;
    int32_t start = m->plan->start;
    for (size_t i = 0; i < d->count; i++) {
        if (d->tasks[i].in == RG_FALSE)
            continue;
        rg_planned *step = &m->plan->steps.items[m->place[i]];
        bool is_done = step->status == RG_STEP_DONE;
        step->earliest_start = start + times[i].start;
        step->earliest_finish = start + times[i].finish;
        step->latest_start = is_done ? start : start + times[i].latest_start;
        step->latest_finish = is_done ? start : start + times[i].latest_finish;
        step->float_days = step->latest_start - step->earliest_start;
        step->critical = !is_done && step->float_days == 0;
    }
}

static void find_critical(maker *m, const rg_times *times) {
    const rg_draft *d = m->step.draft;
    uint32_t *path = rg_alloc_array(m->step.arena, d->count + 1, sizeof *path);
    bool *left_out = rg_alloc_array(m->step.arena, d->count + 1, sizeof *left_out);
    for (size_t i = 0; i < d->count; i++)
        left_out[i] = d->tasks[i].in != RG_FALSE && d->tasks[i].done;
    size_t length = rg_network_critical(d->activities, d->count, times, left_out, path);
    for (size_t i = 0; i < length; i++)
        if (d->tasks[path[i]].in != RG_FALSE)
            path[m->plan->critical_count++] = m->place[path[i]];
    m->plan->critical = path;
}

/* When the last of a market's own steps is finished; RG_NO_DATE where there is none. */
static int32_t market_finish(const rg_draft *d, size_t market, int32_t start) {
    const rg_draft_market *m = &d->markets[market];
    int32_t last = RG_NO_DATE;
    for (size_t i = m->first; i < m->first + m->tasks->count; i++)
        if (d->tasks[i].in != RG_FALSE && start + d->times[i].finish > last)
            last = start + d->times[i].finish;
    return last;
}

static bool find_times(maker *m) {
    rg_draft *d = m->step.draft;
    rg_plan *plan = m->plan;
    /* The usual time comes last: its network is the one that the backward pass and the critical path go through. */
    static const size_t order[] = {0, 2, 1};
    for (size_t i = 0; i < 3; i++) {
        size_t which = order[i];
        int32_t finish;
        rg_draft_activities(d, which);
        if (!rg_network_forward(d->activities, d->count, plan->start, d->times, &finish))
            return false;
        plan->finish[which] = plan->steps.count ? plan->start + finish : RG_NO_DATE;
        for (size_t k = 0; k < plan->market_count; k++)
            plan->markets[k].finish[which] = market_finish(d, k, plan->start);
    }
    if (!plan->steps.count)
        return true;
    rg_network_backward(d->activities, d->count, plan->finish[1] - plan->start, d->times);
    note_times(m, d->times);
    find_critical(m, d->times);
    return true;
}

/* ---- markets and money ---- */

/* Whether a time that is not known stands among the steps of the market or among those it rests on. */
static bool is_lower_bound(const maker *m, size_t market) {
    const rg_draft *d = m->step.draft;
    const rg_draft_market *dm = &d->markets[market];
    for (size_t i = 0; i < d->count; i++) {
        const rg_draft_task *t = &d->tasks[i];
        bool here = t->market ? t->market == dm : rg_exact_truth(m->step.exact, dm->tasks->needed[i]) != RG_FALSE;
        if (here && rg_draft_open(t) && t->unknown_time)
            return true;
    }
    return false;
}

static void fill_market(maker *m, size_t i) {
    rg_market_plan *out = &m->plan->markets[i];
    const rg_draft_market *dm = &m->step.draft->markets[i];
    out->market = dm->market;
    out->outcome = rg_outcome_of(m->step.exact, m->step.facts, dm->market, m->step.arena);
    out->known = dm->tasks->known;
    out->route = dm->route;
    out->lower_bound = is_lower_bound(m, i);
    for (size_t k = 0; k < m->plan->steps.count; k++) {
        const rg_planned *step = &m->plan->steps.items[k];
        for (size_t n = 0; step->task->market == dm->market && n < step->sums.count; n++)
            rg_sums_add(&out->fees, step->sums.items[n], m->step.arena);
    }
    rg_plan_later(&m->step, i, out);
}

rg_plan *rg_plan_make(rg_base *base, rg_exact *exact, const rg_facts *facts, const rg_plan_question *question,
                      rg_arena *arena, rg_diagnostics *diagnostics) {
    rg_draft *draft = rg_draft_new(base, question->markets, question->count, arena);
    maker m = {.step = {draft, exact, facts, question->start, arena}, .question = question};
    rg_plan *plan = m.plan = rg_alloc(arena, sizeof *plan);
    plan->start = question->start;
    plan->market_count = question->count;
    plan->markets = rg_alloc_array(arena, question->count + 1, sizeof *plan->markets);
    rg_draft_fill(draft, exact, facts, question->start, NULL);
    add_steps(&m);
    if (!find_times(&m)) {
        rg_report(diagnostics, RG_ERROR, "calendar", (rg_place){0},
                  "the plan runs past 9999-12-31; begin it earlier, or shorten its steps");
        return NULL;
    }
    for (size_t i = 0; i < plan->market_count; i++)
        fill_market(&m, i);
    plan->rates = question->rates;
    plan->home_currency = question->home ? question->home->currency : NULL;
    plan->home_whole = true;
    if (plan->home_currency)
        plan->home_whole = rg_sums_convert(&plan->fees, plan->rates, plan->home_currency, &plan->home);
    return plan;
}
