#include "compare/compare.h"

/* Whether the market asks it of this device: the entry that counts in every completion, or what that hangs on. */
static rg_duty duty_of(rg_base *base, rg_exact *e, rg_market *m, size_t requirement, rg_arena *arena) {
    const rg_market_requirements *all = rg_requirements_of(base, m);
    const rg_entry *entries = all->entries.items + all->first[requirement];
    size_t count = all->count[requirement];
    rg_exact_topic(e, m);
    RG_LIST(rg_condition) open = {0};
    bool may_ask = false, may_be_unknown = false;
    for (size_t i = 0; i < count; i++) {
        rg_truth chosen = rg_exact_truth(e, entries[i].chosen);
        if (chosen == RG_TRUE)
            return (rg_duty){.required = entries[i].required, .entry = &entries[i]};
        if (chosen == RG_FALSE)
            continue;
        RG_PUSH(arena, &open, entries[i].chosen);
        may_ask = may_ask || entries[i].required == RG_TRUE;
        may_be_unknown = may_be_unknown || entries[i].required == RG_UNKNOWN;
    }
    rg_duty duty = {.required = may_ask || may_be_unknown ? RG_UNKNOWN : RG_FALSE};
    if (open.count && duty.required == RG_UNKNOWN)
        duty.depends.count = rg_exact_depends(e, open.items, open.count, &duty.depends.items);
    return duty;
}

static void compare_parameters(const rg_base *base, rg_row *row, rg_arena *arena) {
    const rg_requirement *q = row->requirement;
    rg_difference *each = rg_alloc_array(arena, q->count + 1, sizeof *each);
    row->difference = RG_SAME;
    for (size_t i = 0; i < q->count; i++) {
        each[i] = rg_parameter_compare(&q->parameters[i], &row->home.entry->values[i], &row->target.entry->values[i],
                                       base->reader.as_of);
        row->difference = rg_difference_worse(row->difference, each[i]);
    }
    row->parameters = each;
}

static void compare_row(const rg_base *base, rg_row *row, bool has_home, rg_arena *arena) {
    rg_truth home = row->home.required, target = row->target.required;
    if (!has_home)
        row->difference = target == RG_TRUE ? RG_NEW : target == RG_FALSE ? RG_SAME : RG_DIFFERENCE_UNKNOWN;
    else if (home == RG_UNKNOWN || target == RG_UNKNOWN)
        row->difference = RG_DIFFERENCE_UNKNOWN;
    else if (home != target)
        row->difference = target == RG_TRUE ? RG_NEW : RG_DROPPED;
    else if (target == RG_FALSE)
        row->difference = RG_SAME;
    else
        compare_parameters(base, row, arena);
}

rg_comparison *rg_compare(rg_base *base, rg_exact *e, const rg_facts *facts, rg_market *home, rg_market *target,
                          rg_arena *arena) {
    const rg_catalogue *c = rg_catalogue_of(base);
    rg_comparison *result = rg_alloc(arena, sizeof *result);
    result->home = home;
    result->outcome = rg_outcome_of(e, facts, target, arena);
    for (size_t i = 0; i < c->requirements.count; i++) {
        rg_row row = {.requirement = &c->requirements.items[i]};
        row.applies = rg_exact_truth(e, row.requirement->applies);
        row.target = duty_of(base, e, target, i, arena);
        if (home)
            row.home = duty_of(base, e, home, i, arena);
        compare_row(base, &row, home != NULL, arena);
        rg_judge(base, e, facts, home, result->outcome, &row, arena);
        result->summary[row.verdict]++;
        RG_PUSH(arena, &result->rows, row);
    }
    return result;
}
