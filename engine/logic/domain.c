#include "logic/domain.h"

#include <string.h>

/* ---- numbers and texts ---- */

static void add_end(rg_arena *arena, rg_intervals *n, int64_t end) {
    size_t at = 0;
    while (at < n->count && n->ends[at] < end)
        at++;
    if (at < n->count && n->ends[at] == end)
        return;
    int64_t *longer = rg_alloc_array(arena, n->count + 1, sizeof *longer);
    for (size_t i = 0; i < n->count; i++)
        longer[i < at ? i : i + 1] = n->ends[i];
    longer[at] = end;
    n->ends = longer;
    n->count++;
}

static void add_text(rg_arena *arena, rg_texts *texts, size_t most, const char *text) {
    if (!texts->items)
        texts->items = rg_alloc_array(arena, most, sizeof *texts->items);
    size_t k = 0;
    while (k < texts->count && strcmp(texts->items[k], text) != 0)
        k++;
    texts->items[k] = text;
    texts->count += k == texts->count;
}

rg_domains rg_domains_of(const rg_base *base, rg_arena *arena) {
    const rg_program *p = base->program;
    size_t attributes = base->vocabulary->attributes.count;
    rg_domains d = {.numbers = rg_alloc_array(arena, attributes + 1, sizeof *d.numbers),
                    .texts = rg_alloc_array(arena, attributes + 1, sizeof *d.texts)};
    for (size_t i = 0; i < p->steps.count; i++) {
        const rg_step *step = &p->steps.items[i];
        if (step->op != RG_OP_RANGE)
            continue;
        rg_intervals *n = &d.numbers[step->slot];
        add_end(arena, n, -1);
        if (step->low != INT64_MIN)
            add_end(arena, n, step->low - 1);
        if (step->high != INT64_MAX)
            add_end(arena, n, step->high);
    }
    for (size_t i = 0; i < p->tests.count; i++)
        if (p->tests.items[i].kind == RG_TEST_TEXT && p->tests.items[i].text)
            add_text(arena, &d.texts[p->tests.items[i].subject], p->tests.count, p->tests.items[i].text);
    return d;
}

/* Numbers of a profile are 0 or more. */
size_t rg_domain_first(const rg_base *base, const rg_domains *domains, size_t slot) {
    const rg_intervals *n = &domains->numbers[slot];
    size_t first = 0;
    while (base->vocabulary->attributes.items[slot].type != RG_DATE && first < n->count && n->ends[first] < 0)
        first++;
    return first;
}

bool rg_interval_within(const rg_intervals *n, size_t i, int64_t low, int64_t high) {
    int64_t begin = i ? n->ends[i - 1] + 1 : INT64_MIN, end = i < n->count ? n->ends[i] : INT64_MAX;
    return low <= begin && end <= high;
}

bool rg_text_fits(const rg_test *test, const char *text) {
    return test->text ? strcmp(test->text, text) == 0 : rg_text_matches(test->pattern, text);
}

/* ---- lists ---- */

/* Each field that `b` asks, `a` asks for no more values. */
bool rg_record_implies(const rg_test *a, const rg_test *b) {
    for (size_t i = 0; i < b->count; i++) {
        const rg_field_test *y = &b->fields[i];
        bool within = false;
        for (size_t k = 0; k < a->count && !within; k++) {
            const rg_field_test *x = &a->fields[k];
            if (x->field != y->field || x->by_months != y->by_months)
                continue;
            within = !x->by_months || x->months >= y->months;
            for (size_t v = 0; v < x->count && within; v++) {
                size_t w = 0;
                while (w < y->count && strcmp(x->values[v], y->values[w]) != 0)
                    w++;
                within = w < y->count;
            }
        }
        if (!within)
            return false;
    }
    return true;
}

/* ---- what hangs on what ---- */

static size_t step_subject(const rg_base *base, const rg_step *step) {
    if (step->op != RG_OP_TEST)
        return step->slot;
    const rg_test *test = &base->program->tests.items[step->low];
    return test->kind == RG_TEST_RECORD ? base->vocabulary->attributes.count + test->subject : test->subject;
}

/* Children stand before parents, so one pass from below fills all. */
static void find_support(rg_reach *r, const rg_facts *facts) {
    const rg_program *p = facts->base->program;
    for (size_t i = 0; i < p->steps.count; i++) {
        const rg_step *step = &p->steps.items[i];
        uint64_t *own = r->support + i * r->words;
        if (facts->truth[i] != RG_UNKNOWN)
            continue;
        if (step->op == RG_OP_VALUE || step->op == RG_OP_MEMBER || step->op == RG_OP_RANGE || step->op == RG_OP_TEST) {
            size_t subject = step_subject(facts->base, step);
            own[subject / 64] |= UINT64_C(1) << subject % 64;
        }
        const rg_condition *children = p->children.items + step->first;
        for (uint32_t k = 0; k < step->count; k++)
            for (size_t w = 0; w < r->words; w++)
                own[w] |= r->support[children[k] * r->words + w];
    }
}

bool rg_reach_meets(const rg_reach *r, rg_condition c, const uint64_t *subjects) {
    const uint64_t *own = r->support + (size_t)c * r->words;
    uint64_t common = 0;
    for (size_t w = 0; w < r->words; w++)
        common |= own[w] & subjects[w];
    return common != 0;
}

static void find_freed(rg_reach *r, const rg_base *base, uint64_t *freed) {
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < base->vocabulary->attributes.count; i++)
            if (!(freed[i / 64] >> i % 64 & 1) && rg_reach_meets(r, base->asked[i], freed)) {
                freed[i / 64] |= UINT64_C(1) << i % 64;
                more = true;
            }
    }
}

/* A constraint that is still open ties the attributes it speaks of to each other. */
static void find_linked(rg_reach *r, const rg_base *base, uint64_t *linked) {
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < base->vocabulary->constraints.count; i++) {
            rg_condition holds = base->constraints[i].holds;
            const uint64_t *tied = r->support + (size_t)holds * r->words;
            for (size_t w = 0; w < r->words && rg_reach_meets(r, holds, linked); w++) {
                more = more || (tied[w] & ~linked[w]);
                linked[w] |= tied[w];
            }
        }
    }
}

rg_reach rg_reach_of(const rg_facts *facts, rg_arena *arena) {
    const rg_base *base = facts->base;
    rg_reach r = {.subjects = base->vocabulary->attributes.count + base->vocabulary->records.count};
    r.words = (r.subjects + 63) / 64;
    r.support = rg_alloc_array(arena, base->program->steps.count * r.words + 1, sizeof *r.support);
    r.freed = rg_alloc_array(arena, r.subjects * r.words + 1, sizeof *r.freed);
    r.linked = rg_alloc_array(arena, r.subjects * r.words + 1, sizeof *r.linked);
    find_support(&r, facts);
    for (size_t s = 0; s < r.subjects; s++) {
        uint64_t *freed = r.freed + s * r.words, *linked = r.linked + s * r.words;
        freed[s / 64] |= UINT64_C(1) << s % 64;
        find_freed(&r, base, freed);
        memcpy(linked, freed, r.words * sizeof *linked);
        find_linked(&r, base, linked);
    }
    return r;
}
