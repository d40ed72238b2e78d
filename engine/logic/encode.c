#include "logic/encode.h"

#include <string.h>

static const rg_step *step_at(const rg_solver *e, rg_condition c) {
    return &e->base->program->steps.items[c];
}

static const rg_condition *children_at(const rg_solver *e, const rg_step *step) {
    return e->base->program->children.items + step->first;
}

size_t rg_encode_attributes(const rg_solver *e) {
    return e->base->vocabulary->attributes.count;
}

/* ---- clauses ---- */

int rg_encode_fresh(rg_solver *e) {
    return ++e->variables;
}

void rg_encode_clause(rg_solver *e, const int *literals, size_t count) {
    for (size_t i = 0; i < count; i++)
        ccadical_add(e->solver, literals[i]);
    ccadical_add(e->solver, 0);
}

static void clause2(rg_solver *e, int a, int b) {
    rg_encode_clause(e, (int[]){a, b}, 2);
}

static void at_most_one(rg_solver *e, const int *literals, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            clause2(e, -literals[i], -literals[k]);
}

/* Ties the variables of both devices to each other, unless they may differ in the subject. */
static void tie(rg_solver *e, size_t subject, const int *first, const int *second, size_t count) {
    int *apart = rg_alloc_array(e->arena, count + 1, sizeof *apart);
    if (!e->differs[subject])
        e->differs[subject] = rg_encode_fresh(e);
    for (size_t i = 0; i < count; i++) {
        rg_encode_clause(e, (int[]){e->differs[subject], -first[i], second[i]}, 3);
        rg_encode_clause(e, (int[]){e->differs[subject], first[i], -second[i]}, 3);
        apart[i] = rg_encode_fresh(e);
        rg_encode_clause(e, (int[]){-apart[i], first[i], second[i]}, 3);
        rg_encode_clause(e, (int[]){-apart[i], -first[i], -second[i]}, 3);
    }
    if (subject < rg_encode_attributes(e))
        e->apart[subject] = rg_encode_any(e, apart, count);
}

/*
 * An attribute that hangs on the subject in question may differ where it is asked of one device only; asked of both, it
 * is a subject of its own.
 */
static void tie_where_asked(rg_solver *e, size_t slot, const int *first, const int *second, size_t count) {
    int one = rg_encode_literal(e, &e->first, e->base->asked[slot]);
    int other = rg_encode_literal(e, &e->second, e->base->asked[slot]);
    e->own[slot] = rg_encode_fresh(e);
    for (size_t i = 0; i < count; i++) {
        rg_encode_clause(e, (int[]){e->own[slot], -one, -other, -first[i], second[i]}, 5);
        rg_encode_clause(e, (int[]){e->own[slot], -one, -other, first[i], -second[i]}, 5);
    }
}

/* ---- literals ---- */

/*
 * The variables of an open attribute: one a value, exactly one of which is true, where the attribute is asked; where
 * it is not, the neutral value, or none at all.
 */
static void open_choice(rg_solver *e, rg_assignment *a, size_t slot, int *variables) {
    const rg_attribute *attribute = &e->base->vocabulary->attributes.items[slot];
    uint64_t may_be = e->facts->facts[slot].mask;
    int *open = rg_alloc_array(e->arena, attribute->count + 1, sizeof *open);
    size_t count = 0;
    for (size_t i = 0; i < attribute->count; i++) {
        variables[i] = may_be >> i & 1 ? rg_encode_fresh(e) : -e->truth;
        if (may_be >> i & 1)
            open[count++] = variables[i];
    }
    at_most_one(e, open, count);
    int asked = rg_encode_literal(e, a, e->base->asked[slot]);
    open[count] = -asked;
    rg_encode_clause(e, open, count + 1);
    for (size_t i = 0; i < attribute->count; i++)
        if (may_be >> i & 1)
            clause2(e, asked, attribute->neutral >> i & 1 ? variables[i] : -variables[i]);
}

static void open_set(rg_solver *e, rg_assignment *a, size_t slot, int *variables) {
    const rg_attribute *attribute = &e->base->vocabulary->attributes.items[slot];
    const rg_fact *fact = &e->facts->facts[slot];
    /* All variables first: what it takes to be asked may lead back to this attribute. */
    for (size_t i = 0; i < attribute->count; i++) {
        bool settled = fact->mask >> i & 1 || fact->known >> i & 1;
        variables[i] = !settled ? rg_encode_fresh(e) : fact->mask >> i & 1 ? e->truth : -e->truth;
    }
    int asked = rg_encode_literal(e, a, e->base->asked[slot]);
    for (size_t i = 0; i < attribute->count; i++)
        clause2(e, asked, attribute->neutral >> i & 1 ? variables[i] : -variables[i]);
}

static void open_number(rg_solver *e, rg_assignment *a, size_t slot, int *variables) {
    size_t count = e->domains.numbers[slot].count + 1;
    for (size_t i = 0; i < count; i++)
        variables[i] = rg_encode_fresh(e);
    at_most_one(e, variables, count);
    int asked = rg_encode_literal(e, a, e->base->asked[slot]);
    int *all = rg_alloc_array(e->arena, count + 1, sizeof *all);
    for (size_t i = 0; i < count; i++) {
        all[i] = variables[i];
        clause2(e, asked, -variables[i]);
    }
    all[count] = -asked;
    rg_encode_clause(e, all, count + 1);
    for (size_t i = 0; i < rg_domain_first(e->base, &e->domains, slot); i++)
        rg_encode_clause(e, (int[]){-variables[i]}, 1);
}

static const int *slot_variables(rg_solver *e, rg_assignment *a, size_t slot) {
    if (a->slots[slot])
        return a->slots[slot];
    const rg_attribute *attribute = &e->base->vocabulary->attributes.items[slot];
    size_t count = attribute->count + e->domains.numbers[slot].count + 1;
    int *variables = a->slots[slot] = rg_alloc_array(e->arena, count, sizeof *variables);
    if (attribute->type == RG_BOOL || attribute->type == RG_ENUM)
        open_choice(e, a, slot, variables);
    else if (attribute->type == RG_SET)
        open_set(e, a, slot, variables);
    else
        open_number(e, a, slot, variables);
    size_t used = attribute->count ? attribute->count : e->domains.numbers[slot].count + 1;
    if (a == &e->second) {
        tie(e, slot, slot_variables(e, &e->first, slot), variables, used);
        tie_where_asked(e, slot, e->first.slots[slot], variables, used);
    }
    return variables;
}

int rg_encode_any(rg_solver *e, const int *literals, size_t count) {
    int result = rg_encode_fresh(e);
    int *longer = rg_alloc_array(e->arena, count + 1, sizeof *longer);
    for (size_t i = 0; i < count; i++) {
        clause2(e, -literals[i], result);
        longer[i] = literals[i];
    }
    longer[count] = -result;
    rg_encode_clause(e, longer, count + 1);
    return result;
}

static int masked_literal(rg_solver *e, rg_assignment *a, const rg_step *step) {
    const int *variables = slot_variables(e, a, step->slot);
    int wanted[RG_MOST_VALUES];
    size_t count = 0;
    for (unsigned i = 0; i < e->base->vocabulary->attributes.items[step->slot].count; i++)
        if (step->mask >> i & 1)
            wanted[count++] = variables[i];
    return count == 1 ? wanted[0] : rg_encode_any(e, wanted, count);
}

static int range_literal(rg_solver *e, rg_assignment *a, const rg_step *step) {
    const int *variables = slot_variables(e, a, step->slot);
    const rg_intervals *n = &e->domains.numbers[step->slot];
    int *wanted = rg_alloc_array(e->arena, n->count + 1, sizeof *wanted);
    size_t count = 0;
    for (size_t i = 0; i <= n->count; i++) {
        if (rg_interval_within(n, i, step->low, step->high))
            wanted[count++] = variables[i];
    }
    return rg_encode_any(e, wanted, count);
}

static int choice_literal(rg_solver *e, const rg_step *step) {
    uint64_t mask = e->base->program->choices.items[step->low];
    int *variables = e->choices[step->low];
    if (!variables) {
        variables = e->choices[step->low] = rg_alloc_array(e->arena, 65, sizeof *variables);
        int open[65];
        size_t count = 0;
        for (unsigned i = 0; i < 64; i++)
            if (mask >> i & 1)
                open[count++] = variables[i] = rg_encode_fresh(e);
        at_most_one(e, open, count);
        rg_encode_clause(e, open, count);
    }
    for (unsigned i = 0; i < 64; i++)
        if (step->mask >> i & 1)
            return variables[i];
    return -e->truth;
}

/* ---- tests: on texts and on lists of the profile ---- */

/* The variables of an open text: none, another, and one each for the known texts; exactly one is true. */
static const int *text_variables(rg_solver *e, rg_assignment *a, size_t slot, size_t count) {
    if (a->slots[slot])
        return a->slots[slot];
    int *variables = a->slots[slot] = rg_alloc_array(e->arena, count + 2, sizeof *variables);
    for (size_t i = 0; i < count + 2; i++)
        variables[i] = rg_encode_fresh(e);
    at_most_one(e, variables, count + 2);
    rg_encode_clause(e, variables, count + 2);
    clause2(e, rg_encode_literal(e, a, e->base->asked[slot]), variables[0]);
    if (a == &e->second)
        tie(e, slot, text_variables(e, &e->first, slot, count), variables, count + 2);
    if (a == &e->second)
        tie_where_asked(e, slot, e->first.slots[slot], variables, count + 2);
    return variables;
}

/* Another text than the known ones may match or not; it is the same text of both devices where they agree in it. */
static int other_matches(rg_solver *e, rg_assignment *a, size_t index, const int *variables) {
    int other = rg_encode_fresh(e);
    clause2(e, -other, variables[1]);
    if (a == &e->second) {
        size_t slot = e->base->program->tests.items[index].subject;
        int *first = &e->first.others[index];
        if (!*first)
            *first = other_matches(e, &e->first, index, e->first.slots[slot]);
        rg_encode_clause(e, (int[]){e->differs[slot], -*first, other}, 3);
        rg_encode_clause(e, (int[]){e->differs[slot], *first, -other}, 3);
    }
    return a->others[index] = other;
}

static int text_literal(rg_solver *e, rg_assignment *a, size_t index) {
    const rg_test *test = &e->base->program->tests.items[index];
    const rg_texts *texts = &e->domains.texts[test->subject];
    const int *variables = text_variables(e, a, test->subject, texts->count);
    if (!test->pattern && !test->text)
        return -variables[0];
    int *wanted = rg_alloc_array(e->arena, texts->count + 1, sizeof *wanted);
    size_t number = 0;
    for (size_t i = 0; i < texts->count; i++)
        if (rg_text_fits(test, texts->items[i]))
            wanted[number++] = variables[i + 2];
    if (test->pattern)
        wanted[number++] = a->others[index] ? a->others[index] : other_matches(e, a, index, variables);
    return rg_encode_any(e, wanted, number);
}

static int record_literal(rg_solver *e, rg_assignment *a, size_t index) {
    const rg_program *p = e->base->program;
    const rg_test *test = &p->tests.items[index];
    int variable = a->tests[index] = rg_encode_fresh(e);
    if (a == &e->second) {
        if (!e->first.tests[index])
            record_literal(e, &e->first, index);
        tie(e, rg_encode_attributes(e) + test->subject, &e->first.tests[index], &variable, 1);
    }
    for (size_t i = 0; i < p->tests.count; i++) {
        const rg_test *other = &p->tests.items[i];
        if (i == index || other->kind != RG_TEST_RECORD || other->subject != test->subject)
            continue;
        int known = e->facts->tests[i] == RG_UNKNOWN ? a->tests[i]
                    : e->facts->tests[i] == RG_TRUE  ? e->truth
                                                     : -e->truth;
        if (known && rg_record_implies(test, other))
            clause2(e, -variable, known);
        if (known && rg_record_implies(other, test))
            clause2(e, -known, variable);
    }
    return variable;
}

static int test_literal(rg_solver *e, rg_assignment *a, const rg_step *step) {
    const rg_test *test = &e->base->program->tests.items[step->low];
    if (!a->tests[step->low])
        a->tests[step->low] = test->kind == RG_TEST_TEXT ? text_literal(e, a, (size_t)step->low)
                                                         : record_literal(e, a, (size_t)step->low);
    return a->tests[step->low];
}

static int gate_literal(rg_solver *e, rg_assignment *a, const rg_step *step) {
    const rg_condition *children = children_at(e, step);
    int sign = step->op == RG_OP_ALL ? -1 : 1; /* ALL is the NOT of ANY of the NOTs */
    int *literals = rg_alloc_array(e->arena, step->count + 1, sizeof *literals);
    for (uint32_t i = 0; i < step->count; i++)
        literals[i] = sign * rg_encode_literal(e, a, children[i]);
    return sign * rg_encode_any(e, literals, step->count);
}

static int new_literal(rg_solver *e, rg_assignment *a, rg_condition c) {
    const rg_step *step = step_at(e, c);
    switch ((rg_operator)step->op) {
    case RG_OP_VALUE:
    case RG_OP_MEMBER: return masked_literal(e, a, step);
    case RG_OP_RANGE: return range_literal(e, a, step);
    case RG_OP_TEST: return test_literal(e, a, step);
    case RG_OP_CHOICE: return choice_literal(e, step);
    case RG_OP_ALL:
    case RG_OP_ANY: return gate_literal(e, a, step);
    case RG_OP_NOT: return -rg_encode_literal(e, a, children_at(e, step)[0]);
    case RG_OP_NAMED: return rg_encode_literal(e, a, children_at(e, step)[0]);
    case RG_OP_CONSTANT: return rg_encode_fresh(e);
    }
    return e->truth;
}

int rg_encode_literal(rg_solver *e, rg_assignment *a, rg_condition c) {
    if (e->facts->truth[c] != RG_UNKNOWN)
        return e->facts->truth[c] == RG_TRUE ? e->truth : -e->truth;
    if (!a->steps[c]) {
        int made = new_literal(e, a, c);
        a->steps[c] = made;
        RG_PUSH(e->arena, &a->touched, c);
    }
    return a->steps[c];
}

static void release_solver(void *exact) {
    rg_solver *e = exact;
    if (e->solver)
        ccadical_release(e->solver);
    e->solver = NULL;
}

rg_assignment rg_encode_assignment(rg_solver *e) {
    const rg_program *p = e->base->program;
    return (rg_assignment){.steps = rg_alloc_array(e->arena, p->steps.count + 1, sizeof(int)),
                           .slots = rg_alloc_array(e->arena, rg_encode_attributes(e) + 1, sizeof(int *)),
                           .tests = rg_alloc_array(e->arena, p->tests.count + 1, sizeof(int)),
                           .others = rg_alloc_array(e->arena, p->tests.count + 1, sizeof(int))};
}

/* The formulas are small and many questions are asked of them: simplifying between questions costs more than it gives.
 */
CCaDiCaL *rg_encode_solver(void) {
    static const char *const off[] = {"probe",   "elim",     "subsume", "condition", "decompose",
                                      "ternary", "transred", "vivify",  "lucky",     "walk"};
    CCaDiCaL *solver = ccadical_init();
    ccadical_set_option(solver, "quiet", 1);
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        ccadical_set_option(solver, off[i], 0);
    return solver;
}

void rg_encode_constraints(rg_solver *e, rg_assignment *a) {
    for (size_t i = 0; i < e->base->vocabulary->constraints.count; i++) {
        int holds = rg_encode_literal(e, a, e->base->constraints[i].holds);
        rg_encode_clause(e, &holds, 1);
    }
}

static void forget(const rg_solver *e, rg_assignment *a) {
    for (size_t i = 0; i < a->touched.count; i++)
        a->steps[a->touched.items[i]] = 0;
    a->touched.count = 0;
    memset(a->slots, 0, rg_encode_attributes(e) * sizeof *a->slots);
    memset(a->tests, 0, e->base->program->tests.count * sizeof *a->tests);
    memset(a->others, 0, e->base->program->tests.count * sizeof *a->others);
}

void rg_encode_begin(rg_solver *e) {
    if (!e->first.steps) {
        e->choices = rg_alloc_array(e->arena, e->base->program->choices.count + 1, sizeof *e->choices);
        e->first = rg_encode_assignment(e);
        rg_arena_defer(e->arena, release_solver, e);
    }
    release_solver(e);
    forget(e, &e->first);
    if (e->second.steps)
        forget(e, &e->second);
    if (e->differs) {
        memset(e->differs, 0, e->reach.subjects * sizeof *e->differs);
        memset(e->apart, 0, e->reach.subjects * sizeof *e->apart);
        memset(e->own, 0, e->reach.subjects * sizeof *e->own);
    }
    memset(e->choices, 0, e->base->program->choices.count * sizeof *e->choices);
    e->solver = rg_encode_solver();
    e->variables = 0;
    e->truth = rg_encode_fresh(e);
    rg_encode_clause(e, &e->truth, 1);
}

void rg_encode_prepare(rg_solver *e) {
    if (e->solver)
        return;
    if (!e->seen) {
        e->domains = rg_domains_of(e->base, e->arena);
        e->reach = rg_reach_of(e->facts, e->arena);
        e->seen = rg_alloc_array(e->arena, e->base->program->steps.count + 1, 1);
    }
    rg_encode_begin(e);
    rg_encode_constraints(e, &e->first);
}
