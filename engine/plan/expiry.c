#include "plan/expiry.h"

#include <stdlib.h>
#include <string.h>

const char *const RG_END_NAMES[] = {"runs_out", "ran_out", "does_not_lapse", "unknown"};
const char *const RG_END_GAP_NAMES[] = {NULL, "no_rule_set", "route_not_said", "date_not_said"};
const char *const RG_LEAD_NAMES[] = {"unknown", "step", "route", "evidence"};

typedef struct {
    rg_base *base;
    const rg_facts *facts;
    rg_exact *exact;
    rg_market *const *markets;
    size_t count;
    bool everywhere;
    rg_arena *arena;
} search;

static const char *field_text(const rg_record_type *type, const rg_record *record, const char *field) {
    long index = rg_field_index(type, field);
    return index < 0 ? NULL : record->texts[index];
}

static bool field_date(const rg_record_type *type, const rg_record *record, const char *field, int32_t *out) {
    long index = rg_field_index(type, field);
    if (index < 0 || !record->texts[index])
        return false;
    *out = (int32_t)record->numbers[index];
    return true;
}

/* The longest time that is given; a week of five working days takes seven. */
static long longest(const long days[3], bool working) {
    long most = days[2] >= 0 ? days[2] : days[1] >= 0 ? days[1] : days[0];
    return working && most > 0 ? (most * 7 + 4) / 5 : most;
}

static void take_lead(rg_ending *e, rg_lead lead, const char *id, long days) {
    if (e->lead != RG_LEAD_UNKNOWN || days < 0)
        return;
    e->lead = lead;
    e->lead_id = id;
    e->lead_days = days;
}

static const long *days_of(const search *s, const rg_market *m, const rg_task *task) {
    if (task->days_of >= 0)
        return m->pathways.items[task->days_of].days;
    for (size_t i = 0; task->days_of == RG_RECOMMENDED_ROUTE && i < m->pathways.count; i++)
        if (rg_exact_truth(s->exact, m->pathways.items[i].recommended) == RG_TRUE)
            return m->pathways.items[i].days;
    return task->days;
}

/* The time of the first task of upkeep that yields it anew for this device. */
static void lead_of_tasks(const search *s, const rg_market *m, const rg_tasks *tasks, long what, rg_ending *e) {
    for (size_t i = 0; i < tasks->count; i++) {
        const rg_task *task = &tasks->items[i];
        if (task->phase != RG_UPKEEP || rg_exact_truth(s->exact, task->when) != RG_TRUE)
            continue;
        for (size_t k = 0; k < task->yield_count; k++)
            if (task->yields[k] == what)
                take_lead(e, RG_LEAD_OF_STEP, task->id, longest(m ? days_of(s, m, task) : task->days, task->working));
    }
}

static void settle(const search *s, rg_ending *e) {
    e->end = e->ends < s->base->reader.as_of ? RG_RAN_OUT : RG_RUNS_OUT;
    e->begin = e->lead == RG_LEAD_UNKNOWN ? e->ends : e->ends - (int32_t)e->lead_days;
}

static bool may_take(const search *s, const rg_pathway *p) {
    return rg_exact_truth(s->exact, p->open) != RG_FALSE || rg_exact_truth(s->exact, p->possible) != RG_FALSE;
}

/* The route the approval names; where it names none, any of those the device may take if all give the same end. */
static const rg_pathway *route_of(const search *s, const rg_market *m, const char *named) {
    const rg_pathway *first = NULL;
    for (size_t i = 0; i < m->pathways.count; i++) {
        const rg_pathway *p = &m->pathways.items[i];
        if (named && strcmp(p->id, named) == 0)
            return p;
        if (named || p->add_on || !may_take(s, p))
            continue;
        if (first && first->validity_months != p->validity_months)
            return NULL;
        first = first ? first : p;
    }
    return first;
}

static void judge_approval(const search *s, const rg_record_type *type, rg_ending *e) {
    int32_t date;
    const char *named = field_text(type, e->record, "pathway");
    e->end = RG_END_UNKNOWN;
    e->route = e->rules ? route_of(s, e->rules, named) : NULL;
    e->gap = !e->rules ? RG_NO_RULE_SET : RG_ROUTE_NOT_SAID;
    if (!e->route)
        return;
    e->gap = RG_END_IS_KNOWN;
    if (!e->route->validity_months) {
        e->end = RG_DOES_NOT_LAPSE;
        return;
    }
    rg_market *m = rg_base_market(s->base, e->rules->code);
    lead_of_tasks(s, m, rg_tasks_of(s->base, m), RG_YIELDS_APPROVAL, e);
    if (named)
        take_lead(e, RG_LEAD_OF_ROUTE, e->route->id, longest(e->route->days, false));
    if (!field_date(type, e->record, "date", &date)) {
        e->gap = RG_DATE_NOT_SAID;
        return;
    }
    /* Valid for five years from 1 April: the last day is 31 March. */
    e->ends = rg_date_add_months(date, e->route->validity_months) - 1;
    settle(s, e);
}

static bool names_market(const rg_record_type *type, const rg_record *record, const char *code) {
    long index = rg_field_index(type, "markets");
    for (const char *const *m = index < 0 ? NULL : record->lists[index]; m && *m; m++)
        if (strcmp(*m, code) == 0)
            return true;
    return false;
}

static bool names_none(const rg_record_type *type, const rg_record *record) {
    long index = rg_field_index(type, "markets");
    return index < 0 || !record->lists[index] || !record->lists[index][0];
}

/* False where the paper has no end, or is made for other markets. */
static bool judge_paper(const search *s, const rg_record_type *type, rg_ending *e) {
    const rg_catalogue *c = rg_catalogue_of(s->base);
    const char *id = field_text(type, e->record, "type");
    long index = -1;
    if (!field_date(type, e->record, "expires", &e->ends))
        return false;
    for (size_t i = 0; i < c->evidence.count; i++)
        if (rg_same(c->evidence.items[i].id, id))
            index = (long)i;
    if (index >= 0)
        e->type = &c->evidence.items[index];
    bool concerned = names_none(type, e->record);
    for (size_t i = 0; i < s->count; i++) {
        bool named = names_market(type, e->record, s->markets[i]->code);
        concerned = concerned || named;
        if (index >= 0 && named)
            lead_of_tasks(s, s->markets[i], rg_tasks_of(s->base, s->markets[i]), index, e);
    }
    if (index >= 0)
        lead_of_tasks(s, NULL, rg_shared_tasks(s->base), index, e);
    if (e->type && e->type->renewal_days)
        take_lead(e, RG_LEAD_OF_EVIDENCE, NULL, e->type->renewal_days);
    settle(s, e);
    return concerned;
}

static const rg_market *among(const search *s, const char *code) {
    for (size_t i = 0; i < s->count; i++)
        if (rg_same(s->markets[i]->code, code))
            return s->markets[i];
    return NULL;
}

static bool has_rules(const rg_base *base, const char *code) {
    for (size_t i = 0; i < base->vocabulary->market_count; i++)
        if (rg_same(base->vocabulary->markets[i], code))
            return true;
    return false;
}

static void add_approval(const search *s, const rg_record_type *type, const rg_record *record, int32_t until,
                         rg_endings *out) {
    const char *status = field_text(type, record, "status"), *number = field_text(type, record, "number");
    rg_ending e = {.record = record, .approval = true, .market = field_text(type, record, "market")};
    if (rg_same(status, "withdrawn") || rg_same(status, "expired"))
        return;
    e.rules = among(s, e.market);
    if (!e.rules && (!s->everywhere || (e.market && has_rules(s->base, e.market))))
        return;
    e.id = number ? number : field_text(type, record, "pathway");
    judge_approval(s, type, &e);
    if (e.end == RG_END_UNKNOWN || e.end == RG_DOES_NOT_LAPSE || e.ends <= until)
        RG_PUSH(s->arena, out, e);
}

static void add_paper(const search *s, const rg_record_type *type, const rg_record *record, int32_t until,
                      rg_endings *out) {
    const char *id = field_text(type, record, "id");
    rg_ending e = {.record = record, .id = id ? id : field_text(type, record, "type")};
    if (judge_paper(s, type, &e) && e.ends <= until)
        RG_PUSH(s->arena, out, e);
}

/* By end; what has none stands last. Of one day, in the order of the profile. */
static bool comes_before(const rg_ending *a, const rg_ending *b) {
    bool a_ends = a->end == RG_RUNS_OUT || a->end == RG_RAN_OUT, b_ends = b->end == RG_RUNS_OUT || b->end == RG_RAN_OUT;
    if (a_ends && b_ends)
        return a->ends < b->ends;
    return a_ends || b_ends ? a_ends : a->end > b->end;
}

static void sort(rg_endings *list) {
    for (size_t i = 1; i < list->count; i++) {
        rg_ending one = list->items[i];
        size_t k = i;
        for (; k && comes_before(&one, &list->items[k - 1]); k--)
            list->items[k] = list->items[k - 1];
        list->items[k] = one;
    }
}

void rg_expiry_find(rg_base *base, const rg_facts *facts, rg_exact *exact, rg_market *const *markets, size_t count,
                    bool everywhere, int32_t until, rg_endings *out, rg_arena *arena) {
    search s = {base, facts, exact, markets, count, everywhere, arena};
    const rg_vocabulary *v = base->vocabulary;
    for (size_t i = 0; i < v->records.count; i++) {
        const rg_record_type *type = &v->records.items[i];
        const rg_record_list *list = &facts->profile->lists[i];
        for (size_t k = 0; k < list->records.count; k++) {
            if (strcmp(type->id, "approvals") == 0)
                add_approval(&s, type, &list->records.items[k], until, out);
            else if (strcmp(type->id, "evidence") == 0)
                add_paper(&s, type, &list->records.items[k], until, out);
        }
    }
    sort(out);
}
