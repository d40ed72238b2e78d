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

/* The day of the newest valid approval of the market that the profile gives a date of. */
static int32_t approval_date(const rg_step_maker *m, const rg_market *market) {
    int32_t newest = RG_NO_DATE;
    const rg_vocabulary *v = m->draft->base->vocabulary;
    size_t list = 0;
    while (list < v->records.count && !rg_same(v->records.items[list].id, "approvals"))
        list++;
    if (list == v->records.count)
        return RG_NO_DATE;
    const rg_record_type *type = &v->records.items[list];
    long of = rg_field_index(type, "market"), date = rg_field_index(type, "date"),
         status = rg_field_index(type, "status");
    for (size_t i = 0; i < m->facts->profile->lists[list].records.count; i++) {
        const rg_record *record = &m->facts->profile->lists[list].records.items[i];
        if (rg_same(rg_field_text(record, of), market->code) && rg_same(rg_field_text(record, status), "valid") &&
            rg_field_text(record, date) && record->numbers[date] > newest)
            newest = (int32_t)record->numbers[date];
    }
    return newest;
}

/* The day from which renewals count: entry, or the day of an approval that is held. */
static int32_t count_from(const rg_step_maker *m, const rg_draft_market *dm, const rg_market_plan *out) {
    for (size_t i = dm->first; i < dm->first + dm->tasks->count; i++) {
        const rg_draft_task *t = &m->draft->tasks[i];
        for (size_t k = 0; t->in != RG_FALSE && t->done && k < t->task->yield_count; k++)
            if (t->task->yields[k] == RG_YIELDS_APPROVAL)
                return approval_date(m, dm->market);
    }
    return out->finish[1];
}

static void add_renewal(const rg_step_maker *m, rg_market_plan *out, int32_t from, rg_planned step,
                        const rg_pathway *route, long months) {
    int32_t first = months && from != RG_NO_DATE ? rg_date_add_months(from, months) : RG_NO_DATE;
    /* Of an approval held for long, the first time that is still to come. */
    for (int64_t n = 2; first != RG_NO_DATE && first < m->start && first < RG_DATE_MAX; n++)
        first = rg_date_add_months(from, n * months);
    RG_PUSH(m->arena, &out->upkeep, (rg_renewal){step, route, months, first});
}

void rg_plan_later(const rg_step_maker *m, size_t market, rg_market_plan *out) {
    rg_draft_market *dm = &m->draft->markets[market];
    int32_t from = count_from(m, dm, out);
    int32_t *finished = rg_alloc_array(m->arena, dm->tasks->count + 1, sizeof *finished);
    for (size_t i = 0; i < dm->tasks->count; i++) {
        rg_draft_task *t = &m->draft->tasks[dm->first + i];
        finished[i] = RG_NO_DATE;
        rg_truth in = t->task->phase == RG_ENTRY ? RG_FALSE : rg_exact_truth(m->exact, t->task->when);
        if (in == RG_FALSE)
            continue;
        rg_draft_task copy = *t;
        copy.in = in;
        copy.done = rg_draft_is_done(m->draft, t, m->exact, m->facts, m->start) && t->task->phase != RG_UPKEEP;
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
            add_renewal(m, out, from, step, NULL, t->task->every_months);
    }
    if (out->route && out->route->validity_months)
        add_renewal(m, out, from, (rg_planned){0}, out->route, out->route->validity_months);
}
