#include "plan/travel.h"

#include <string.h>

#include "plan/gains.h"
#include "util/buffer.h"

/* A field of approvals that a market's conditions ask the age of. */
typedef struct {
    size_t field;
    int64_t months;
} threshold;

/* What a leg came to, so that it is worked out once: by what it can hang on. */
typedef struct {
    uint32_t held;
    uint64_t shared, paid, ages; /* shared tasks that are done, and that are paid for */
    rg_leg quickest, cheapest;
} known_leg;

typedef struct {
    const rg_facts *facts;
    uint64_t shared;
    rg_estimate estimate;
} known_estimate;

typedef struct {
    rg_market *market;
    size_t place;      /* in the question */
    uint32_t relevant; /* markets of the journey whose approvals its conditions mention */
    RG_LIST(threshold) thresholds;
    rg_gains *gains;                  /* what they ask of approvals */
    uint64_t needed;                  /* shared tasks it rests on */
    int32_t shared_days;              /* until all of those are done, begun on the first day */
    const char *kind, *class, *route; /* of the approval gained there; NULL where not settled */
    RG_LIST(known_leg) legs;
    RG_LIST(known_estimate) estimates;
} destination;

typedef struct {
    uint32_t gained;
    uint64_t ages;
    const rg_facts *facts;
} known_facts;

struct rg_travel {
    const rg_route_question *question;
    rg_arena *arena;
    rg_diagnostics *diagnostics;
    rg_estimator *estimator;
    destination *stops;
    double *values;
    size_t approvals, shared_count; /* the list of the profile; shared tasks */
    bool *shared_done;
    bool one_by_one;
    rg_journey journey;
    RG_LIST(known_facts) facts;
};

/* ---- what a market's conditions ask of approvals ---- */

static void note_test(rg_travel *t, destination *d, const rg_test *test) {
    const rg_record_type *type = &t->question->base->vocabulary->records.items[t->approvals];
    long market = rg_field_index(type, "market");
    bool named = false;
    rg_gains_ask(d->gains, test);
    for (size_t i = 0; i < test->count; i++) {
        const rg_field_test *f = &test->fields[i];
        if (f->by_months)
            RG_PUSH(t->arena, &d->thresholds, (threshold){f->field, f->months});
        if ((long)f->field != market)
            continue;
        named = true;
        for (size_t m = 0; m < t->journey.count; m++)
            for (size_t k = 0; k < f->count; k++)
                d->relevant |= rg_same(f->values[k], t->stops[m].market->code) ? UINT32_C(1) << m : 0;
    }
    if (!named)
        d->relevant = UINT32_MAX;
}

static void note_condition(rg_travel *t, destination *d, rg_condition c, bool *seen) {
    const rg_program *p = t->question->base->program;
    if (seen[c])
        return;
    seen[c] = true;
    const rg_step *step = &p->steps.items[c];
    const rg_test *test = step->op == RG_OP_TEST ? &p->tests.items[step->low] : NULL;
    if (test && test->kind == RG_TEST_RECORD && test->subject == t->approvals)
        note_test(t, d, test);
    for (uint32_t i = 0; i < step->count; i++)
        note_condition(t, d, p->children.items[step->first + i], seen);
}

static void note_fees(rg_travel *t, destination *d, const rg_fees *fees, bool *seen) {
    for (size_t i = 0; i < fees->count; i++)
        note_condition(t, d, fees->items[i].when, seen);
}

static void note_tasks(rg_travel *t, destination *d, const rg_tasks *tasks, bool *seen) {
    for (size_t i = 0; i < tasks->count; i++) {
        note_condition(t, d, tasks->items[i].when, seen);
        note_condition(t, d, tasks->items[i].done_when, seen);
        note_fees(t, d, &tasks->items[i].fees, seen);
    }
}

static void note_approvals(rg_travel *t, destination *d) {
    rg_base *base = t->question->base;
    bool *seen = rg_alloc_array(t->arena, base->program->steps.count, sizeof *seen);
    d->gains = rg_gains_new(t->question->facts, t->approvals, t->arena);
    for (size_t i = 0; i < d->market->pathways.count; i++) {
        const rg_pathway *p = &d->market->pathways.items[i];
        note_condition(t, d, p->open, seen);
        note_condition(t, d, p->possible, seen);
        note_condition(t, d, p->recommended, seen);
        note_fees(t, d, &p->fees, seen);
    }
    note_tasks(t, d, rg_tasks_of(base, d->market), seen);
    note_tasks(t, d, rg_shared_tasks(base), seen);
}

/* ---- the approval gained in a market ---- */

/* Who takes the step that yields it says of which kind it is. */
static const char *kind_of(const rg_travel *t, const destination *d) {
    const rg_tasks *tasks = rg_tasks_of(t->question->base, d->market);
    for (size_t i = 0; i < tasks->count; i++) {
        const rg_task *task = &tasks->items[i];
        if (rg_truth_of(t->question->facts, task->when) != RG_TRUE)
            continue;
        for (size_t k = 0; k < task->yield_count; k++)
            if (task->yields[k] == RG_YIELDS_APPROVAL)
                return task->owner == RG_BY_ASSESSMENT_BODY ? "third_party_certificate"
                       : task->owner == RG_BY_AUTHORITY     ? "authority_decision"
                                                            : "self_notification";
    }
    return NULL;
}

static void describe_approval(rg_travel *t, destination *d) {
    const rg_route_question *q = t->question;
    rg_outcome *o = rg_outcome_of(q->exact, q->facts, d->market, t->arena);
    const rg_pathway *route = rg_recommended(o);
    d->kind = kind_of(t, d);
    d->class = o->value >= 0 ? d->market->classes.items[o->value].label : NULL;
    d->route = route ? route->id : NULL;
}

static rg_record new_record(const rg_travel *t, const destination *d, int32_t date) {
    const rg_record_type *type = &t->question->base->vocabulary->records.items[t->approvals];
    rg_record record = {.texts = rg_alloc_array(t->arena, type->count, sizeof *record.texts),
                        .lists = rg_alloc_array(t->arena, type->count, sizeof *record.lists),
                        .numbers = rg_alloc_array(t->arena, type->count, sizeof *record.numbers)};
    const struct {
        const char *field, *text;
    } fields[] = {{"market", d->market->code},   {"kind", d->kind},
                  {"class", d->class},           {"pathway", d->route},
                  {"status", "valid"},           {"same_intended_use", "true"},
                  {"identical_device", "true"},  {"same_manufacturer", "true"},
                  {"date", "gained on the way"}, {"marketed_since", "gained on the way"}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        long index = rg_field_index(type, fields[i].field);
        if (index < 0)
            continue;
        record.texts[index] = fields[i].text;
        record.numbers[index] = date;
    }
    return record;
}

/* ---- ages ---- */

/*
 * A date that answers all questions of age on the day of evaluation as `date` does on the day `on`: so many months ago
 * as the largest of the market's thresholds it has passed. One that has passed none is as young as on its first day.
 */
static int32_t dated_back(const rg_travel *t, const destination *d, int32_t date, int32_t on) {
    int32_t today = t->question->base->reader.as_of;
    int64_t most = -1;
    for (size_t i = 0; i < d->thresholds.count; i++) {
        int64_t months = d->thresholds.items[i].months;
        if (months > most && rg_date_add_months(date, months) <= on)
            most = months;
    }
    return most < 0 ? (date < today ? date : today) : rg_date_add_months(today, -most);
}

static bool asked_age(const destination *d, size_t field) {
    for (size_t i = 0; i < d->thresholds.count; i++)
        if (d->thresholds.items[i].field == field)
            return true;
    return false;
}

static uint64_t mix(uint64_t hash, uint64_t value) {
    return (hash ^ value) * UINT64_C(1099511628211);
}

/* The profile with the approvals in `gained` added, all of the age they have on the day `on` of the calendar. */
static const rg_facts *facts_of(rg_travel *t, const destination *d, uint32_t gained, const int32_t *days, int32_t on) {
    const rg_route_question *q = t->question;
    const rg_record_type *type = &q->base->vocabulary->records.items[t->approvals];
    const rg_record_list *held = &q->facts->profile->lists[t->approvals];
    rg_record_list list = {.stated = held->stated || gained};
    uint64_t ages = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < held->records.count; i++) {
        rg_record record = held->records.items[i];
        int64_t *numbers = rg_alloc_array(t->arena, type->count, sizeof *numbers);
        memcpy(numbers, record.numbers, type->count * sizeof *numbers);
        for (size_t f = 0; f < type->count; f++)
            if (type->fields[f].type == RG_DATE && record.texts[f] && asked_age(d, f))
                ages = mix(ages, (uint64_t)(numbers[f] = dated_back(t, d, (int32_t)numbers[f], on)));
        record.numbers = numbers;
        RG_PUSH(t->arena, &list.records, record);
    }
    for (size_t m = 0; m < t->journey.count; m++)
        if (gained >> m & 1) {
            int32_t date = dated_back(t, d, q->start + days[m], on);
            ages = mix(ages, (uint64_t)date);
            RG_PUSH(t->arena, &list.records, new_record(t, &t->stops[m], date));
        }
    for (size_t i = 0; i < t->facts.count; i++)
        if (t->facts.items[i].gained == gained && t->facts.items[i].ages == ages)
            return t->facts.items[i].facts;
    rg_profile *profile = rg_alloc(t->arena, sizeof *profile);
    *profile = *q->facts->profile;
    profile->lists = rg_alloc_array(t->arena, q->base->vocabulary->records.count + 1, sizeof *profile->lists);
    memcpy(profile->lists, q->facts->profile->lists, q->base->vocabulary->records.count * sizeof *profile->lists);
    profile->lists[t->approvals] = list;
    const rg_facts *facts = rg_facts_new(q->base, profile, t->arena, t->diagnostics);
    RG_PUSH(t->arena, &t->facts, (known_facts){gained, ages, facts});
    return facts;
}

/* ---- legs ---- */

/* Shared tasks that are done when the work begins. */
static uint64_t shared_of(const rg_travel *t, const destination *d, uint32_t held, int32_t start) {
    uint64_t done = !t->one_by_one && start >= d->shared_days ? d->needed : 0;
    for (size_t m = 0; m < t->journey.count; m++)
        done |= held >> m & 1 ? t->stops[m].needed : 0;
    return done & d->needed;
}

static const rg_estimate *estimate_of(rg_travel *t, destination *d, const rg_facts *facts, uint64_t shared) {
    for (size_t i = 0; i < d->estimates.count; i++)
        if (d->estimates.items[i].facts == facts && d->estimates.items[i].shared == shared)
            return &d->estimates.items[i].estimate;
    known_estimate one = {facts, shared, {0}};
    for (size_t i = 0; i < t->shared_count; i++)
        t->shared_done[i] = i < 64 && shared >> i & 1;
    if (!facts ||
        !rg_estimate_market(t->estimator, NULL, facts, d->place, t->question->start, t->shared_done, &one.estimate))
        one.estimate.days[1] = RG_DATE_MAX;
    if (!one.estimate.known && one.estimate.route && one.estimate.route->days[1] >= 0)
        one.estimate.days[1] = (int32_t)one.estimate.route->days[1];
    RG_PUSH(t->arena, &d->estimates, one);
    return &d->estimates.items[d->estimates.count - 1].estimate;
}

/* Side by side, nobody in particular pays what is shared: see rg_travel_shared_fees. */
static uint64_t paid_of(const rg_travel *t, const destination *d, uint64_t shared) {
    return t->one_by_one ? shared : d->needed;
}

static const uint8_t *answers_of(rg_travel *t, destination *d, size_t gained, int32_t date) {
    const uint8_t *said = rg_gains_known(d->gains, gained, date);
    if (said)
        return said;
    rg_record approval = new_record(t, &t->stops[gained], date);
    return rg_gains_answers(d->gains, gained, date, &approval);
}

/* The sets of approvals out of `held` that differ for the destination on the day `on`; see rg_gains_sets. */
static size_t sets_of(rg_travel *t, destination *d, uint32_t held, const int32_t *days, int32_t on,
                      const uint32_t **sets) {
    const uint8_t *answers[RG_MOST_STOPS] = {0};
    for (size_t m = 0; m < t->journey.count; m++)
        if (held >> m & 1)
            answers[m] = answers_of(t, d, m, dated_back(t, d, t->question->start + days[m], on));
    return rg_gains_sets(d->gains, held, answers, sets);
}

static bool less(double a, double b, double c, double d, bool fewer) {
    return a < b || (a == b && (c < d || (c == d && fewer)));
}

/* Takes up the leg with these approvals where it is better; a set of a higher number makes use of more. */
static void take_up(known_leg *best, int32_t days, double fees, uint32_t by) {
    rg_leg leg = {days, fees, by}, *q = &best->quickest, *c = &best->cheapest;
    if (less(leg.days, q->days, leg.fees, q->fees, by < q->by))
        *q = leg;
    if (less(leg.fees, c->fees, leg.days, c->days, by < c->by))
        *c = leg;
}

/* A century on, every approval has passed every threshold. */
enum { LONG_AFTER = 36525 };

/* The states of age that an approval can be in: as on the day, or young and old where any age will do. */
static size_t ages_of(const rg_travel *t, int32_t start, int32_t on[2]) {
    on[0] = t->question->start + (start == RG_AT_ANY_AGE ? 0 : start);
    on[1] = t->question->start + LONG_AFTER;
    return start == RG_AT_ANY_AGE && t->journey.ages ? 2 : 1;
}

static uint64_t ages_key(const rg_travel *t, const destination *d, uint32_t held, const int32_t *gained, int32_t on) {
    uint64_t key = UINT64_C(14695981039346656037);
    const rg_record_type *type = &t->question->base->vocabulary->records.items[t->approvals];
    const rg_record_list *list = &t->question->facts->profile->lists[t->approvals];
    for (size_t m = 0; d->thresholds.count && m < t->journey.count; m++)
        if (held >> m & 1)
            key = mix(key, (uint64_t)dated_back(t, d, t->question->start + gained[m], on));
    for (size_t i = 0; d->thresholds.count && i < list->records.count; i++)
        for (size_t f = 0; f < type->count; f++)
            if (type->fields[f].type == RG_DATE && list->records.items[i].texts[f] && asked_age(d, f))
                key = mix(key, (uint64_t)dated_back(t, d, (int32_t)list->records.items[i].numbers[f], on));
    return key;
}

static rg_leg leg_of(void *context, size_t market, uint32_t held, const int32_t *gained, int32_t start) {
    rg_travel *t = context;
    destination *d = &t->stops[market];
    int32_t on[2];
    size_t ages = ages_of(t, start, on);
    uint64_t shared = shared_of(t, d, held, start == RG_AT_ANY_AGE ? 0 : start);
    uint64_t paid = paid_of(t, d, shared);
    held &= d->relevant;
    uint64_t key = ages == 1 ? ages_key(t, d, held, gained, on[0]) : 0;
    for (size_t i = 0; i < d->legs.count; i++) {
        const known_leg *k = &d->legs.items[i];
        if (k->held == held && k->shared == shared && k->paid == paid && k->ages == key)
            return t->question->goal == RG_GOAL_COST ? k->cheapest : k->quickest;
    }
    known_leg best = {held, shared, paid, key, {.days = INT32_MAX, .fees = 1e300}, {.days = INT32_MAX, .fees = 1e300}};
    for (size_t a = 0; a < ages; a++) {
        const uint32_t *sets;
        size_t count = sets_of(t, d, held, gained, on[a], &sets);
        for (size_t i = 0; i < count; i++) {
            const rg_facts *facts = facts_of(t, d, sets[i], gained, on[a]);
            int32_t days = estimate_of(t, d, facts, shared)->days[1];
            take_up(&best, days, estimate_of(t, d, facts, paid_of(t, d, shared))->fees[1], sets[i]);
        }
    }
    RG_PUSH(t->arena, &d->legs, best);
    return t->question->goal == RG_GOAL_COST ? best.cheapest : best.quickest;
}

static size_t waits_of(void *context, size_t market, uint32_t held, const int32_t *gained, int32_t *out) {
    const rg_travel *t = context;
    const destination *d = &t->stops[market];
    const rg_record_type *type = &t->question->base->vocabulary->records.items[t->approvals];
    const rg_record_list *list = &t->question->facts->profile->lists[t->approvals];
    int32_t start = t->question->start;
    size_t count = 0;
    out[count++] = d->shared_days;
    for (size_t k = 0; k < d->thresholds.count; k++) {
        const threshold *th = &d->thresholds.items[k];
        for (size_t m = 0; m < t->journey.count && count < RG_MOST_WAITS; m++)
            if (held & d->relevant & UINT32_C(1) << m)
                out[count++] = rg_date_add_months(start + gained[m], th->months) - start;
        for (size_t i = 0; i < list->records.count && count < RG_MOST_WAITS; i++) {
            const rg_record *r = &list->records.items[i];
            int32_t day = (int32_t)rg_date_add_months((int32_t)r->numbers[th->field], th->months) - start;
            if (type->fields[th->field].type == RG_DATE && r->texts[th->field] && day > 0)
                out[count++] = day;
        }
    }
    return count;
}

/* ---- setting out ---- */

static bool ages_matter(const rg_travel *t) {
    for (size_t m = 0; m < t->journey.count; m++) {
        const destination *d = &t->stops[m];
        int32_t none[RG_MOST_STOPS] = {0}, days[RG_MOST_WAITS];
        bool asked = false;
        for (size_t i = 0; i < d->thresholds.count; i++)
            asked = asked || d->thresholds.items[i].months > 0;
        uint32_t others = (uint32_t)(d->relevant & ((UINT64_C(1) << t->journey.count) - 1)) & ~(UINT32_C(1) << m);
        if (asked && (others || waits_of((void *)(uintptr_t)t, m, 0, none, days) > 1))
            return true;
    }
    return false;
}

/* Shared tasks the market rests on, and until when they are done. False past the calendar. */
static bool note_shared(rg_travel *t, destination *d) {
    const rg_route_question *q = t->question;
    rg_draft *draft = rg_draft_new(q->base, &d->market, 1, t->arena);
    int32_t finish;
    rg_draft_fill(draft, NULL, q->facts, q->start, NULL);
    rg_draft_activities(draft, 1);
    if (!rg_network_forward(draft->activities, draft->count, q->start, draft->times, &finish))
        return false;
    for (size_t i = 0; i < draft->shared->count && i < 64; i++)
        if (rg_draft_open(&draft->tasks[i])) {
            d->needed |= UINT64_C(1) << i;
            d->shared_days = draft->times[i].finish > d->shared_days ? draft->times[i].finish : d->shared_days;
        }
    return true;
}

static bool can_be_planned(rg_travel *t, size_t place) {
    const rg_route_question *q = t->question;
    rg_estimate e;
    return rg_estimate_market(t->estimator, NULL, q->facts, place, q->start, NULL, &e) &&
           (e.known || (e.route && e.route->days[1] >= 0));
}

static void take_values(rg_travel *t) {
    double smallest = 0;
    for (size_t m = 0; m < t->journey.count; m++) {
        const rg_market_fact *fact = rg_market_fact_of(t->stops[m].market, "device_market");
        if (!rg_fact_in_billion_usd(fact, t->question->rates, &t->values[m]))
            t->values[m] = -1;
        else if (smallest <= 0 || t->values[m] < smallest)
            smallest = t->values[m];
    }
    for (size_t m = 0; m < t->journey.count; m++)
        if (t->values[m] < 0)
            t->values[m] = smallest > 0 ? smallest : 1;
}

rg_travel *rg_travel_new(const rg_route_question *q, rg_arena *arena, rg_diagnostics *diagnostics) {
    rg_travel *t = rg_alloc(arena, sizeof *t);
    *t = (rg_travel){.question = q, .arena = arena, .diagnostics = diagnostics};
    t->estimator = rg_estimator_new(q->base, q->markets, q->count, q->rates, q->currency, arena);
    t->stops = rg_alloc_array(arena, q->count + 1, sizeof *t->stops);
    t->values = rg_alloc_array(arena, q->count + 1, sizeof *t->values);
    t->shared_count = rg_shared_tasks(q->base)->count;
    t->shared_done = rg_alloc_array(arena, t->shared_count + 1, sizeof *t->shared_done);
    for (size_t i = 0; i < q->base->vocabulary->records.count; i++)
        if (strcmp(q->base->vocabulary->records.items[i].id, "approvals") == 0)
            t->approvals = i;
    for (size_t i = 0; i < q->count; i++)
        if (can_be_planned(t, i))
            t->stops[t->journey.count++] = (destination){.market = q->markets[i], .place = i};
    if (t->journey.count > RG_MOST_STOPS) {
        rg_report(diagnostics, RG_ERROR, "too-many", (rg_place){0}, "an order is found for at most %d markets",
                  RG_MOST_STOPS);
        return NULL;
    }
    for (size_t m = 0; m < t->journey.count; m++) {
        if (!note_shared(t, &t->stops[m])) {
            rg_report(diagnostics, RG_ERROR, "calendar", (rg_place){0}, "the way runs past the calendar");
            return NULL;
        }
        note_approvals(t, &t->stops[m]);
        describe_approval(t, &t->stops[m]);
    }
    take_values(t);
    t->journey.context = t;
    t->journey.leg = leg_of;
    t->journey.waits = waits_of;
    t->journey.values = t->values;
    t->journey.ages = ages_matter(t);
    return t;
}

void rg_travel_work(rg_travel *t, bool one_by_one) {
    t->one_by_one = one_by_one;
}

const rg_journey *rg_travel_journey(const rg_travel *t) {
    return &t->journey;
}

const rg_market *rg_travel_market(const rg_travel *t, size_t place) {
    return t->stops[place].market;
}

bool rg_travel_goes_to(const rg_travel *t, const rg_market *market) {
    for (size_t m = 0; m < t->journey.count; m++)
        if (t->stops[m].market == market)
            return true;
    return false;
}

double rg_travel_shared_fees(rg_travel *t) {
    double sum = 0;
    uint64_t paid = 0;
    for (size_t m = 0; m < t->journey.count; m++) {
        destination *d = &t->stops[m];
        double all = estimate_of(t, d, t->question->facts, paid & d->needed)->fees[1];
        sum += all - estimate_of(t, d, t->question->facts, d->needed)->fees[1];
        paid |= d->needed;
    }
    return sum;
}

rg_estimate rg_travel_estimate(rg_travel *t, const rg_stop *stop, const int32_t *gained, uint32_t by) {
    destination *d = &t->stops[stop->market];
    const rg_facts *facts = facts_of(t, d, by, gained, t->question->start + stop->start);
    return *estimate_of(t, d, facts, shared_of(t, d, stop->held, stop->start));
}
