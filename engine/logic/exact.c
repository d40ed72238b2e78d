#include <stdlib.h>
#include <string.h>

#include "logic/encode.h"

rg_exact *rg_exact_new(const rg_facts *facts, rg_arena *arena) {
    rg_exact *e = rg_alloc(arena, sizeof *e);
    e->facts = facts;
    e->base = facts->base;
    e->arena = arena;
    return e;
}

static bool solvable(rg_exact *e, int assumption) {
    ccadical_assume(e->solver, assumption);
    return ccadical_solve(e->solver) == 10;
}

/* A completion that was found answers other questions too: what each condition is in it. */
static void note_completion(rg_exact *e) {
    uint8_t *found = rg_alloc_array(e->arena, e->base->program->steps.count + 1, 1);
    for (size_t k = 0; k < e->first.touched.count; k++) {
        rg_condition i = e->first.touched.items[k];
        int wanted = e->first.steps[i];
        /* Versions of the solver differ in what they answer for a negative literal, so the variable is asked. */
        bool variable = ccadical_val(e->solver, abs(wanted)) > 0;
        found[i] = variable == (wanted > 0) ? 1 : 2;
        e->seen[i] |= found[i];
    }
    RG_PUSH(e->arena, &e->completions, found);
}

/* Whether one of the completions found so far makes all conditions true. */
static bool found_before(const rg_exact *e, const rg_condition *conditions, size_t count) {
    for (size_t m = e->completions.count; m-- > 0;) {
        size_t i = 0;
        while (i < count && (e->facts->truth[conditions[i]] == RG_TRUE || e->completions.items[m][conditions[i]] == 1))
            i++;
        if (i == count)
            return true;
    }
    return false;
}

bool rg_exact_consistent(rg_exact *e) {
    rg_encode_prepare(e);
    return solvable(e, e->truth);
}

/* Two devices in an empty solver. */
static rg_exact *empty_devices(rg_exact *whole) {
    rg_exact *e = whole->inner;
    if (!e) {
        e = whole->inner = rg_alloc(whole->arena, sizeof *e);
        *e = (rg_exact){.facts = whole->facts, .base = whole->base, .arena = whole->arena};
        e->support = whole->support;
        e->freed = whole->freed;
        e->linked = whole->linked;
        e->numbers = whole->numbers;
        e->words = whole->words;
        e->subjects = whole->subjects;
        e->second = rg_encode_assignment(e);
        e->differs = rg_alloc_array(e->arena, e->subjects + 1, sizeof *e->differs);
        e->own = rg_alloc_array(e->arena, e->subjects + 1, sizeof *e->own);
        e->apart = rg_alloc_array(e->arena, e->subjects + 1, sizeof *e->apart);
    }
    rg_encode_begin(e);
    return e;
}

enum { LARGE = 400 };

void rg_exact_topic(rg_exact *e) {
    if (!e->solver || e->variables < LARGE)
        return;
    rg_encode_begin(e);
    rg_encode_constraints(e, &e->first);
}

/* Whether some device keeps all constraints that are not left out; `kept` holds one literal a constraint. */
static bool keeps(rg_exact *e, const int *kept, const bool *left_out, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!left_out[i])
            ccadical_assume(e->solver, kept[i]);
    return ccadical_solve(e->solver) == 10;
}

size_t rg_exact_clash(rg_exact *e, const size_t **constraints) {
    RG_LIST(size_t) clash = {0};
    size_t count = e->base->vocabulary->constraints.count;
    rg_encode_prepare(e);
    rg_exact *free = empty_devices(e);
    int *kept = rg_alloc_array(e->arena, count + 1, sizeof *kept);
    bool *left_out = rg_alloc_array(e->arena, count + 1, sizeof *left_out);
    for (size_t i = 0; i < count; i++)
        kept[i] = rg_encode_literal(free, &free->first, e->base->constraints[i].holds);
    /* A constraint without which they still clash is none of the smallest set. */
    for (size_t i = 0; i < count; i++) {
        left_out[i] = true;
        if (keeps(free, kept, left_out, count))
            left_out[i] = false;
    }
    for (size_t i = 0; i < count; i++)
        if (!left_out[i])
            RG_PUSH(e->arena, &clash, i);
    *constraints = clash.items;
    return clash.count;
}

bool rg_exact_can(rg_exact *e, rg_condition c, bool value) {
    rg_truth truth = rg_truth_of(e->facts, c);
    if (truth != RG_UNKNOWN)
        return truth == (value ? RG_TRUE : RG_FALSE);
    rg_encode_prepare(e);
    if (e->seen[c] & (value ? 1 : 2))
        return true;
    int wanted = rg_encode_literal(e, &e->first, c);
    bool can = solvable(e, value ? wanted : -wanted);
    if (can)
        note_completion(e);
    return can;
}

bool rg_exact_can_all(rg_exact *e, const rg_condition *conditions, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (rg_truth_of(e->facts, conditions[i]) == RG_FALSE)
            return false;
    rg_encode_prepare(e);
    if (found_before(e, conditions, count))
        return true;
    /* A literal may add clauses, and clauses end the assumptions made so far: all literals come first. */
    int *literals = rg_alloc_array(e->arena, count + 1, sizeof *literals);
    for (size_t i = 0; i < count; i++)
        literals[i] = rg_encode_literal(e, &e->first, conditions[i]);
    for (size_t i = 0; i < count; i++)
        ccadical_assume(e->solver, literals[i]);
    bool can = solvable(e, e->truth);
    if (can)
        note_completion(e);
    return can;
}

rg_truth rg_exact_truth(rg_exact *e, rg_condition c) {
    if (rg_truth_of(e->facts, c) != RG_UNKNOWN)
        return rg_truth_of(e->facts, c);
    if (!rg_exact_can(e, c, false))
        return RG_TRUE;
    return rg_exact_can(e, c, true) ? RG_UNKNOWN : RG_FALSE;
}

/* For each outcome that both devices can differ in, a literal that says they do; the last says that they do in any. */
static int differing_outcome(rg_exact *e, const rg_condition *outcomes, size_t count) {
    int *differ = rg_alloc_array(e->arena, count + 1, sizeof *differ);
    size_t number = 0;
    for (size_t i = 0; i < count; i++) {
        if (e->facts->truth[outcomes[i]] != RG_UNKNOWN)
            continue;
        int one = rg_encode_literal(e, &e->first, outcomes[i]), other = rg_encode_literal(e, &e->second, outcomes[i]);
        int d = differ[number++] = rg_encode_fresh(e);
        rg_encode_clause(e, (int[]){-d, one, other}, 3);
        rg_encode_clause(e, (int[]){-d, -one, -other}, 3);
    }
    return number ? rg_encode_any(e, differ, number) : -e->truth;
}

/* Two devices that agree on all but the freed subjects, and differ in an outcome. */
static bool matters(rg_exact *e, size_t subject, const uint64_t *masks, int differ) {
    const uint64_t *freed = masks + subject * e->words;
    bool linked = masks == e->linked;
    for (size_t s = 0; s < e->subjects; s++) {
        bool with = freed[s / 64] >> s % 64 & 1;
        if (e->own[s] && s != subject && !(linked && with))
            ccadical_assume(e->solver, -e->own[s]);
        if (e->differs[s] && !with)
            ccadical_assume(e->solver, -e->differs[s]);
    }
    /* What is asked only because of the subject may differ too, but not without the subject itself. */
    if (e->apart[subject])
        ccadical_assume(e->solver, e->apart[subject]);
    return solvable(e, differ);
}

/* Adds to `found` what the outcomes hang on; true where there is anything, found before or now. */
static bool find_depends(rg_exact *whole, const rg_condition *outcomes, size_t count, bool links, bool *found) {
    const uint64_t *masks = links ? whole->linked : whole->freed;
    bool *near = rg_alloc_array(whole->arena, whole->subjects + 1, sizeof *near), any = false;
    size_t open = 0;
    for (size_t s = 0; s < whole->subjects; s++) {
        for (size_t i = 0; i < count && !near[s]; i++)
            near[s] = whole->facts->truth[outcomes[i]] == RG_UNKNOWN &&
                      rg_encode_hangs_on(whole, outcomes[i], masks + s * whole->words);
        any = any || (near[s] && found[s]);
        open += near[s] && !found[s];
    }
    if (!open)
        return any;
    rg_exact *e = empty_devices(whole);
    rg_encode_constraints(e, &e->first);
    rg_encode_constraints(e, &e->second);
    int differ = differing_outcome(e, outcomes, count);
    for (size_t s = 0; s < e->subjects; s++)
        if (near[s] && !found[s] && matters(e, s, masks, differ))
            any = found[s] = true;
    return any;
}

/* Attributes that constraints tie together cannot differ alone: where nothing matters alone, they may do together. */
static void find_group(rg_exact *e, const rg_outcome_group *group, bool *found) {
    if (!find_depends(e, group->outcomes, group->count, false, found))
        find_depends(e, group->outcomes, group->count, true, found);
}

size_t rg_exact_depends(rg_exact *e, const rg_condition *outcomes, size_t count, const size_t **subjects) {
    rg_outcome_group all = {outcomes, count};
    return rg_exact_depends_groups(e, &all, 1, subjects);
}

size_t rg_exact_depends_groups(rg_exact *e, const rg_outcome_group *groups, size_t count, const size_t **subjects) {
    RG_LIST(size_t) list = {0};
    rg_encode_prepare(e);
    bool *found = rg_alloc_array(e->arena, e->subjects + 1, sizeof *found);
    for (size_t i = 0; i < count; i++)
        find_group(e, &groups[i], found);
    for (size_t s = 0; s < e->subjects; s++)
        if (found[s])
            RG_PUSH(e->arena, &list, s);
    *subjects = list.items;
    return list.count;
}
