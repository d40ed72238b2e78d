#include "logic/solve.h"

#include <stdlib.h>
#include <string.h>

#include "logic/encode.h"

rg_solver *rg_solver_new(const rg_facts *facts, rg_arena *arena) {
    rg_solver *e = rg_alloc(arena, sizeof *e);
    e->facts = facts;
    e->base = facts->base;
    e->arena = arena;
    return e;
}

static bool solvable(rg_solver *e, int assumption) {
    ccadical_assume(e->solver, assumption);
    return ccadical_solve(e->solver) == 10;
}

/* A completion that was found answers other questions too: what each condition is in it. */
static void note_completion(rg_solver *e) {
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
static bool found_before(const rg_solver *e, const rg_condition *conditions, size_t count) {
    for (size_t m = e->completions.count; m-- > 0;) {
        size_t i = 0;
        while (i < count && (e->facts->truth[conditions[i]] == RG_TRUE || e->completions.items[m][conditions[i]] == 1))
            i++;
        if (i == count)
            return true;
    }
    return false;
}

bool rg_solver_consistent(rg_solver *e) {
    rg_encode_prepare(e);
    return solvable(e, e->truth);
}

/* Two devices in an empty solver. */
static rg_solver *empty_devices(rg_solver *whole) {
    rg_solver *e = whole->inner;
    if (!e) {
        e = whole->inner = rg_alloc(whole->arena, sizeof *e);
        *e = (rg_solver){.facts = whole->facts, .base = whole->base, .arena = whole->arena};
        e->domains = whole->domains;
        e->reach = whole->reach;
        e->second = rg_encode_assignment(e);
        e->differs = rg_alloc_array(e->arena, e->reach.subjects + 1, sizeof *e->differs);
        e->own = rg_alloc_array(e->arena, e->reach.subjects + 1, sizeof *e->own);
        e->apart = rg_alloc_array(e->arena, e->reach.subjects + 1, sizeof *e->apart);
    }
    rg_encode_begin(e);
    return e;
}

/* Whether some device keeps all constraints that are not left out; `kept` holds one literal a constraint. */
static bool keeps(rg_solver *e, const int *kept, const bool *left_out, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!left_out[i])
            ccadical_assume(e->solver, kept[i]);
    return ccadical_solve(e->solver) == 10;
}

size_t rg_solver_clash(rg_solver *e, const size_t **constraints) {
    RG_LIST(size_t) clash = {0};
    size_t count = e->base->vocabulary->constraints.count;
    rg_encode_prepare(e);
    rg_solver *free = empty_devices(e);
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

bool rg_solver_can(rg_solver *e, rg_condition c, bool value) {
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

bool rg_solver_can_all(rg_solver *e, const rg_condition *conditions, size_t count) {
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

/* For each outcome that both devices can differ in, a literal that says they do; the last says that they do in any. */
static int differing_outcome(rg_solver *e, const rg_condition *outcomes, size_t count) {
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
static bool matters(rg_solver *e, size_t subject, const uint64_t *masks, int differ) {
    const uint64_t *freed = masks + subject * e->reach.words;
    bool linked = masks == e->reach.linked;
    for (size_t s = 0; s < e->reach.subjects; s++) {
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

/* Marks in `near` the subjects that may matter to the outcomes; whether some of them are not marked in `found` yet. */
static bool find_near(const rg_solver *e, const rg_condition *outcomes, size_t count, const uint64_t *masks,
                      const bool *found, bool *near) {
    bool any_new = false;
    for (size_t s = 0; s < e->reach.subjects; s++) {
        near[s] = false;
        for (size_t i = 0; i < count && !near[s]; i++)
            near[s] = e->facts->truth[outcomes[i]] == RG_UNKNOWN &&
                      rg_reach_meets(&e->reach, outcomes[i], masks + s * e->reach.words);
        any_new = any_new || (near[s] && !found[s]);
    }
    return any_new;
}

/* Which of the subjects matter to the outcomes; those found before are tried last, and only while none has turned up.
 */
static bool find_depends(rg_solver *whole, const rg_condition *outcomes, size_t count, const uint64_t *masks,
                         const bool *near, bool *found) {
    size_t subjects = whole->reach.subjects;
    bool *before = rg_alloc_array(whole->arena, subjects + 1, sizeof *before), any = false;
    memcpy(before, found, subjects * sizeof *before);
    rg_solver *e = empty_devices(whole);
    rg_encode_constraints(e, &e->first);
    rg_encode_constraints(e, &e->second);
    int differ = differing_outcome(e, outcomes, count);
    for (size_t s = 0; s < subjects; s++)
        if (near[s] && !before[s] && matters(e, s, masks, differ))
            any = found[s] = true;
    for (size_t s = 0; s < subjects && !any; s++)
        any = near[s] && before[s] && matters(e, s, masks, differ);
    return any;
}

/* Attributes that constraints tie together cannot differ alone: where nothing matters alone, they may do together. */
void rg_solver_depends(rg_solver *e, const rg_condition *outcomes, size_t count, bool *found) {
    rg_encode_prepare(e);
    bool *near = rg_alloc_array(e->arena, e->reach.subjects + 1, sizeof *near);
    bool any_new = find_near(e, outcomes, count, e->reach.freed, found, near), any_found = false;
    for (size_t s = 0; s < e->reach.subjects; s++)
        any_found = any_found || (near[s] && found[s]);
    if (!any_new && any_found)
        return;
    if (find_depends(e, outcomes, count, e->reach.freed, near, found))
        return;
    find_near(e, outcomes, count, e->reach.linked, found, near);
    find_depends(e, outcomes, count, e->reach.linked, near, found);
}
