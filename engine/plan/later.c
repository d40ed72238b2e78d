#include "plan/later.h"

static void add_fees(rg_planned *step, const rg_step_maker *m, const rg_fees *fees, const rg_pathway *route,
                     bool certain) {
    for (size_t i = 0; i < fees->count; i++) {
        rg_truth due = rg_exact_truth(m->exact, fees->items[i].when);
        if (due != RG_FALSE)
            RG_PUSH(m->arena, &step->fees, (rg_due_fee){&fees->items[i], route, certain && due == RG_TRUE});
    }
}

rg_planned rg_plan_step(const rg_step_maker *m, const rg_draft_task *t, const rg_condition *conditions, size_t count) {
    rg_planned step = {.task = t->task,
                       .status = t->done               ? RG_STEP_DONE
                                 : t->in == RG_UNKNOWN ? RG_STEP_UNKNOWN
                                                       : RG_STEP_TODO};
    if (step.status == RG_STEP_UNKNOWN)
        step.depends.count = rg_exact_depends(m->exact, conditions, count, &step.depends.items);
    if (t->done)
        return step;
    for (size_t i = 0; i < 3; i++)
        step.days[i] = t->days[i];
    step.working = t->working;
    step.unknown_time = t->unknown_time;
    bool certain = t->in == RG_TRUE;
    const rg_pathway **routes = m->draft->routes;
    size_t candidates = rg_draft_routes(t, t->task->fees_of, routes);
    for (size_t i = 0; i < candidates; i++)
        add_fees(&step, m, &routes[i]->fees, routes[i],
                 certain && candidates == 1 && (t->task->fees_of >= 0 || t->market->route));
    add_fees(&step, m, &t->task->fees, NULL, certain);
    rg_draft_fees(m->draft, t, m->exact, m->facts, &step.sums, m->arena);
    return step;
}

/* ---- after entry ---- */

/* When a step after entry can begin: after entry, and after the steps of its own phase that it waits for. */
static int32_t begin_later(const rg_task *t, size_t shared, int32_t entry, const int32_t *finished) {
    int32_t begin = entry;
    for (size_t k = 0; k < t->after_count; k++) {
        if (t->after[k] < shared)
            continue;
        int32_t before = finished[t->after[k] - shared];
        begin = before != RG_NO_DATE && before > begin ? before : begin;
    }
    return begin;
}

static int32_t finish_later(const rg_planned *step, int32_t begin) {
    int32_t days = step->days[1];
    if (step->working)
        days = rg_working_days(step->task->market->calendar, begin, days);
    return days < 0 || days > RG_DATE_MAX - begin ? RG_DATE_MAX : begin + days;
}

static void add_renewal(const rg_step_maker *m, rg_market_plan *out, rg_planned step, const rg_pathway *route,
                        long months) {
    int32_t entry = out->finish[1];
    int32_t first = months && entry != RG_NO_DATE ? rg_date_add_months(entry, months) : RG_NO_DATE;
    RG_PUSH(m->arena, &out->upkeep, (rg_renewal){step, route, months, first});
}

void rg_plan_later(const rg_step_maker *m, size_t market, rg_market_plan *out) {
    rg_draft_market *dm = &m->draft->markets[market];
    int32_t *finished = rg_alloc_array(m->arena, dm->tasks->count + 1, sizeof *finished);
    for (size_t i = 0; i < dm->tasks->count; i++) {
        rg_draft_task *t = &m->draft->tasks[dm->first + i];
        finished[i] = RG_NO_DATE;
        rg_truth in = t->task->phase == RG_ENTRY ? RG_FALSE : rg_exact_truth(m->exact, t->task->when);
        if (in == RG_FALSE)
            continue;
        rg_draft_task copy = *t;
        copy.in = in;
        copy.done = rg_draft_is_done(m->draft, t->task, m->exact, m->facts, m->start) && t->task->phase != RG_UPKEEP;
        rg_draft_time(m->draft, &copy);
        rg_planned step = rg_plan_step(m, &copy, &t->task->when, 1);
        step.earliest_start = step.earliest_finish = RG_NO_DATE;
        if (t->task->phase == RG_MARKET_ACCESS && out->finish[1] != RG_NO_DATE) {
            int32_t begin = begin_later(t->task, m->draft->shared->count, out->finish[1], finished);
            step.earliest_start = begin;
            step.earliest_finish = finished[i] = copy.done ? begin : finish_later(&step, begin);
        }
        if (t->task->phase == RG_OPTION)
            RG_PUSH(m->arena, &out->options, step);
        else if (t->task->phase == RG_MARKET_ACCESS)
            RG_PUSH(m->arena, &out->later, step);
        else
            add_renewal(m, out, step, NULL, t->task->every_months);
    }
    if (out->route && out->route->validity_months)
        add_renewal(m, out, (rg_planned){0}, out->route, out->route->validity_months);
}
