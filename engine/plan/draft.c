#include "plan/draft.h"

#include <string.h>

static size_t most_routes(rg_market *const *markets, size_t count) {
    size_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = markets[i]->pathways.count > most ? markets[i]->pathways.count : most;
    return most;
}

rg_draft *rg_draft_new(rg_base *base, rg_market *const *markets, size_t count, rg_arena *arena) {
    rg_draft *d = rg_alloc(arena, sizeof *d);
    d->base = base;
    d->shared = rg_shared_tasks(base);
    d->count = d->shared->count;
    d->markets = rg_alloc_array(arena, count + 1, sizeof *d->markets);
    d->market_count = count;
    d->conditions = rg_alloc_array(arena, count + 1, sizeof *d->conditions);
    d->routes = rg_alloc_array(arena, most_routes(markets, count) + 1, sizeof(rg_pathway *));
    d->has_evidence = rg_find_evidence(base, &d->evidence);
    const rg_catalogue *c = rg_catalogue_of(base);
    d->types = rg_map_in(arena);
    for (size_t i = 0; i < c->evidence.count; i++)
        rg_map_put(&d->types, c->evidence.items[i].id, (long)i);
    d->held = rg_alloc_array(arena, c->evidence.count + 1, 1);
    for (size_t i = 0; i < count; i++) {
        rg_draft_market *m = &d->markets[i];
        *m = (rg_draft_market){
            .market = markets[i], .tasks = rg_tasks_of(base, markets[i]), .first = (uint32_t)d->count};
        m->candidates = rg_alloc_array(arena, markets[i]->pathways.count + 1, sizeof(bool));
        d->count += m->tasks->count;
    }
    d->tasks = rg_alloc_array(arena, d->count + 1, sizeof *d->tasks);
    d->activities = rg_alloc_array(arena, d->count + 1, sizeof *d->activities);
    d->times = rg_alloc_array(arena, d->count + 1, sizeof *d->times);
    d->followed = rg_alloc_array(arena, d->count + 1, 1);
    for (size_t i = 0; i < d->shared->count; i++)
        d->tasks[i].task = &d->shared->items[i];
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < d->markets[i].tasks->count; k++)
            d->tasks[d->markets[i].first + k] =
                (rg_draft_task){.task = &d->markets[i].tasks->items[k], .market = &d->markets[i]};
    return d;
}

uint32_t rg_draft_place(const rg_draft *d, size_t at, uint32_t after) {
    size_t shared = d->shared->count;
    return after < shared ? after : (uint32_t)(after - shared + d->tasks[at].market->first);
}

static rg_truth truth_of(rg_exact *exact, const rg_facts *facts, rg_condition condition) {
    return exact ? rg_exact_truth(exact, condition) : rg_truth_of(facts, condition);
}

/* ---- which routes ---- */

/* Where no route may turn out to be the recommended one, those that are possible all the same are the candidates. */
static void find_routes(rg_draft_market *m, rg_exact *exact, const rg_facts *facts) {
    m->route = NULL;
    bool any = false;
    for (size_t i = 0; i < m->market->pathways.count; i++) {
        const rg_pathway *p = &m->market->pathways.items[i];
        rg_truth recommended = truth_of(exact, facts, p->recommended);
        m->candidates[i] = recommended != RG_FALSE;
        any = any || m->candidates[i];
        m->route = recommended == RG_TRUE ? p : m->route;
    }
    m->none = truth_of(exact, facts, m->market->routeless) != RG_FALSE;
    for (size_t i = 0; !any && i < m->market->pathways.count; i++) {
        const rg_pathway *p = &m->market->pathways.items[i];
        m->candidates[i] = !p->add_on && truth_of(exact, facts, p->possible) != RG_FALSE;
    }
}

size_t rg_draft_routes(const rg_draft_task *t, long of, const rg_pathway **out) {
    size_t count = 0;
    if (!t->market || of == RG_NO_ROUTE)
        return 0;
    const rg_market *m = t->market->market;
    if (of >= 0) {
        out[count++] = &m->pathways.items[of];
        return count;
    }
    if (t->market->route) {
        out[count++] = t->market->route;
        return count;
    }
    for (size_t i = 0; i < m->pathways.count; i++)
        if (t->market->candidates[i])
            out[count++] = &m->pathways.items[i];
    return count;
}

/* ---- how long ---- */

/* What is not known is as short as it can be beside what is. Returns whether all three are known. */
static bool settle_days(const long days[3], int32_t out[3]) {
    long least = 0;
    for (size_t i = 0; i < 3; i++) {
        least = days[i] >= 0 ? days[i] : least;
        out[i] = (int32_t)least;
    }
    return days[0] >= 0 && days[1] >= 0 && days[2] >= 0;
}

/* Of several courses the shortest is the shortest of any, the usual and the longest the longest of any. */
static void widen_days(rg_draft_task *t, const long days[3], bool first) {
    int32_t one[3];
    t->unknown_time = !settle_days(days, one) || (!first && t->unknown_time);
    t->days[0] = !first && t->days[0] < one[0] ? t->days[0] : one[0];
    t->days[1] = !first && t->days[1] > one[1] ? t->days[1] : one[1];
    t->days[2] = !first && t->days[2] > one[2] ? t->days[2] : one[2];
}

void rg_draft_time(const rg_draft *d, rg_draft_task *t) {
    const rg_task *task = t->task;
    size_t count = rg_draft_routes(t, task->days_of, d->routes);
    bool given = task->days[0] >= 0 || task->days[1] >= 0 || task->days[2] >= 0;
    t->working = task->working && !count;
    for (size_t i = 0; i < count; i++)
        widen_days(t, d->routes[i]->days[1] < 0 && given ? task->days : d->routes[i]->days, i == 0);
    bool none = count && task->days_of == RG_RECOMMENDED_ROUTE && t->market->none;
    if (!count || (none && given))
        widen_days(t, task->days, !count);
    t->unknown_time = t->unknown_time || (none && !given);
}

/* ---- what is done ---- */

/* Whether a paper of this type names the market. */
static bool paper_names(const rg_draft *d, const rg_facts *facts, const char *type, const char *market, int32_t day) {
    const rg_evidence_fields *f = &d->evidence;
    const rg_record_list *list = &facts->profile->lists[f->list];
    const char *here[] = {market, NULL};
    for (size_t i = 0; i < list->records.count; i++) {
        const rg_record *record = &list->records.items[i];
        if (rg_same(rg_field_text(record, f->type), type) && rg_paper_runs_on(record, f, day) &&
            rg_field_has(here, record, f->markets))
            return true;
    }
    return false;
}

static const char AUTHORISATION[] = "market_authorisation";

/* Notes what is held on the day. An approval the profile lists and the paper that shows it say the same. */
static void find_held(rg_draft *d, const rg_facts *facts, int32_t day) {
    const rg_catalogue *c = d->base->catalogue;
    const rg_record_list *list = d->has_evidence ? &facts->profile->lists[d->evidence.list] : NULL;
    memset(d->held, 0, c->evidence.count);
    for (size_t i = 0; list && i < list->records.count; i++) {
        const char *type = rg_field_text(&list->records.items[i], d->evidence.type);
        long place = type ? rg_map_get(&d->types, type) : -1;
        if (place >= 0 && rg_paper_runs_on(&list->records.items[i], &d->evidence, day))
            d->held[place] = 1;
    }
    long shown = rg_map_get(&d->types, AUTHORISATION);
    for (size_t i = 0; i < d->market_count; i++) {
        rg_draft_market *m = &d->markets[i];
        m->approved = rg_approved_in(d->base, facts, m->market, true) == RG_TRUE ||
                      (shown >= 0 && d->held[shown] && paper_names(d, facts, AUTHORISATION, m->market->code, day));
    }
}

static bool at_hand(const rg_draft *d, const rg_draft_task *t, long yield, const rg_facts *facts, int32_t day) {
    const rg_catalogue *c = d->base->catalogue;
    if (yield == RG_YIELDS_APPROVAL || rg_same(c->evidence.items[yield].id, AUTHORISATION))
        return t->market && t->market->approved;
    const rg_evidence_type *type = &c->evidence.items[yield];
    if (!d->held[yield] || !type->per_market || !t->market)
        return d->held[yield];
    return paper_names(d, facts, type->id, t->market->market->code, day);
}

static bool yields_approval(const rg_task *t) {
    for (size_t i = 0; i < t->yield_count; i++)
        if (t->yields[i] == RG_YIELDS_APPROVAL)
            return true;
    return false;
}

bool rg_draft_is_done(const rg_draft *d, const rg_draft_task *draft, rg_exact *exact, const rg_facts *facts,
                      int32_t day) {
    const rg_task *t = draft->task;
    /* What comes with the approval (the entry in the register, the receipt) came with it. */
    if (yields_approval(t) && at_hand(d, draft, RG_YIELDS_APPROVAL, facts, day))
        return true;
    if (t->done_given)
        return truth_of(exact, facts, t->done_when) == RG_TRUE;
    for (size_t i = 0; i < t->yield_count; i++)
        if (!at_hand(d, draft, t->yields[i], facts, day))
            return false;
    return t->yield_count > 0;
}

enum { IS_NEEDED = 1, IS_NEEDED_OPEN = 2 };

size_t rg_draft_first_after(const rg_draft_task *t) {
    return t->in == RG_FALSE ? t->task->shared_count : 0;
}

/* Who holds the approval has done what the market asks before it, be it named by what follows as well. */
static void infer_before_approval(rg_draft *d) {
    memset(d->followed, 0, d->count);
    for (size_t i = d->count; i-- > d->shared->count;) {
        rg_draft_task *t = &d->tasks[i];
        if (t->task->phase != RG_ENTRY)
            continue;
        bool leads = d->followed[i] || (t->in != RG_FALSE && t->done && yields_approval(t->task));
        t->done = t->done || (leads && t->in != RG_FALSE);
        for (size_t k = t->task->shared_count; leads && k < t->task->after_count; k++)
            d->followed[rg_draft_place(d, i, t->task->after[k])] = 1;
    }
}

/* What only tasks that are done needed is done; what falls out hands on what stands behind it. */
static void infer_done(rg_draft *d) {
    for (size_t i = 0; i < d->count; i++)
        d->followed[i] = 0;
    for (size_t i = d->count; i-- > 0;) {
        rg_draft_task *t = &d->tasks[i];
        uint8_t behind = d->followed[i];
        if (t->in != RG_FALSE) {
            t->done = t->done || behind == IS_NEEDED;
            behind = t->done ? IS_NEEDED : IS_NEEDED | IS_NEEDED_OPEN;
        }
        if (t->task->phase != RG_ENTRY)
            continue;
        for (size_t k = rg_draft_first_after(t); k < t->task->after_count; k++)
            d->followed[rg_draft_place(d, i, t->task->after[k])] |= behind;
    }
}

/* ---- which tasks ---- */

/* One market may need it where another does not: together they may need it always. */
static rg_truth shared_in(const rg_draft *d, size_t shared, rg_exact *exact, const rg_facts *facts) {
    rg_truth in = RG_FALSE;
    for (size_t i = 0; i < d->market_count && in != RG_TRUE; i++) {
        rg_truth one = truth_of(exact, facts, d->markets[i].tasks->needed[shared]);
        in = one == RG_FALSE ? in : one;
        d->conditions[i] = d->markets[i].tasks->unneeded[shared];
    }
    if (in == RG_UNKNOWN && exact && d->market_count > 1 && !rg_exact_can_all(exact, d->conditions, d->market_count))
        return RG_TRUE;
    return in;
}

void rg_draft_fill(rg_draft *d, rg_exact *exact, const rg_facts *facts, int32_t start, const bool *shared_done) {
    find_held(d, facts, start);
    for (size_t i = 0; i < d->market_count; i++) {
        rg_draft_market *m = &d->markets[i];
        if (exact)
            rg_exact_topic(exact, m->market);
        find_routes(m, exact, facts);
        for (size_t k = 0; k < m->tasks->count; k++) {
            rg_draft_task *t = &d->tasks[m->first + k];
            t->in = t->task->phase == RG_ENTRY ? truth_of(exact, facts, t->task->when) : RG_FALSE;
        }
    }
    for (size_t i = 0; i < d->shared->count; i++)
        d->tasks[i].in = shared_in(d, i, exact, facts);
    for (size_t i = 0; i < d->count; i++) {
        rg_draft_task *t = &d->tasks[i];
        t->done = t->in != RG_FALSE &&
                  ((shared_done && !t->market && shared_done[i]) || rg_draft_is_done(d, t, exact, facts, start));
    }
    infer_before_approval(d);
    infer_done(d);
    for (size_t i = 0; i < d->count; i++)
        if (rg_draft_open(&d->tasks[i]))
            rg_draft_time(d, &d->tasks[i]);
}

void rg_draft_activities(rg_draft *d, size_t which) {
    for (size_t i = 0; i < d->count; i++) {
        const rg_draft_task *t = &d->tasks[i];
        bool takes_time = rg_draft_open(t) && !(which == 0 && t->in == RG_UNKNOWN);
        /* What is done waits for nothing any more, be what it rested on at hand or not. */
        bool waits = t->task->phase == RG_ENTRY && !(t->in != RG_FALSE && t->done);
        size_t from = rg_draft_first_after(t);
        d->activities[i] = (rg_activity){.after = t->task->after + from,
                                         .after_count = waits ? t->task->after_count - from : 0,
                                         .first = (uint32_t)d->shared->count,
                                         .days = takes_time ? t->days[which] : 0,
                                         .working = takes_time && t->working};
        if (t->market) {
            d->activities[i].shift = t->market->first - (uint32_t)d->shared->count;
            d->activities[i].calendar = t->market->market->calendar;
        }
    }
}

void rg_draft_fees(const rg_draft *d, const rg_draft_task *t, rg_exact *exact, const rg_facts *facts, rg_sums *sums,
                   rg_arena *arena) {
    rg_sums all = {0}, route = {0};
    size_t count = rg_draft_routes(t, t->task->fees_of, d->routes);
    bool open = t->task->fees_of == RG_RECOMMENDED_ROUTE && t->market->none;
    if (t->in == RG_TRUE && count <= 1 && !(count && open)) {
        if (count)
            rg_sums_add_fees(sums, &d->routes[0]->fees, exact, facts, NULL, 0, arena);
        rg_sums_add_fees(sums, &t->task->fees, exact, facts, NULL, 0, arena);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        rg_sums one = {0};
        rg_sums_add_fees(&one, &d->routes[i]->fees, exact, facts, &d->routes[i]->recommended,
                         count > 1 && t->task->fees_of == RG_RECOMMENDED_ROUTE ? 1 : 0, arena);
        if (i)
            rg_sums_either(&route, &one, arena);
        else
            route = one;
    }
    if (count && open)
        rg_sums_either(&route, &(rg_sums){0}, arena);
    rg_sums_add_fees(&all, &t->task->fees, exact, facts, NULL, 0, arena);
    for (size_t i = 0; i < route.count; i++)
        rg_sums_add(&all, route.items[i], arena);
    /* What may fall out may cost nothing. */
    if (t->in == RG_UNKNOWN)
        rg_sums_either(&all, &(rg_sums){0}, arena);
    for (size_t i = 0; i < all.count; i++)
        rg_sums_add(sums, all.items[i], arena);
}
