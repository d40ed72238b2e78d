#include "logic/exact.h"

#include <ccadical.h>
#include <string.h>

/* One assignment of the open attributes: the device, or beside it a second one that differs in a few of them. */
typedef struct {
    int *steps;        /* by step: its literal, 0 while it has none */
    int **slots;       /* by attribute: a variable per value (enum, set) or interval (number), NULL while it has none */
    int *tests;        /* by test */
    const bool *freed; /* by subject: may differ from the first assignment; NULL in the first */
    int guard;         /* clauses of a second assignment hold only under this literal; 0 in the first */
} assignment;

typedef struct {
    int64_t *ends; /* the intervals begin after these; the last has no end */
    size_t count;
} intervals;

struct rg_exact {
    const rg_facts *facts;
    const rg_base *base;
    rg_arena *arena;
    CCaDiCaL *solver;
    int variables, truth; /* `truth` is a variable that is true */
    assignment first;
    int **choices;
    intervals *numbers;
    uint64_t *support; /* by step: the subjects it hangs on, `words` words each */
    size_t words, subjects;
};

static const rg_step *step_at(const rg_exact *e, rg_condition c) {
    return &e->base->program->steps.items[c];
}

static const rg_condition *children_at(const rg_exact *e, const rg_step *step) {
    return e->base->program->children.items + step->first;
}

static size_t attribute_count(const rg_exact *e) {
    return e->base->vocabulary->attributes.count;
}

const char *rg_subject_name(const rg_base *base, size_t subject) {
    size_t count = base->vocabulary->attributes.count;
    return subject < count ? base->vocabulary->names[subject] : base->vocabulary->records.items[subject - count].id;
}

/* ---- clauses ---- */

static int fresh(rg_exact *e) {
    return ++e->variables;
}

static void clause(rg_exact *e, int guard, const int *literals, size_t count) {
    if (guard)
        ccadical_add(e->solver, -guard);
    for (size_t i = 0; i < count; i++)
        ccadical_add(e->solver, literals[i]);
    ccadical_add(e->solver, 0);
}

static void clause2(rg_exact *e, int guard, int a, int b) {
    clause(e, guard, (int[]){a, b}, 2);
}

static void at_most_one(rg_exact *e, int guard, const int *literals, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            clause2(e, guard, -literals[i], -literals[k]);
}

/* ---- what a step hangs on ---- */

static size_t step_subject(const rg_exact *e, const rg_step *step) {
    if (step->op != RG_OP_TEST)
        return step->slot;
    const rg_test *test = &e->base->program->tests.items[step->low];
    return test->kind == RG_TEST_RECORD ? attribute_count(e) + test->subject : test->subject;
}

/* Children stand before parents, so one pass from below fills all. */
static void build_support(rg_exact *e) {
    const rg_program *p = e->base->program;
    e->subjects = attribute_count(e) + e->base->vocabulary->records.count;
    e->words = (e->subjects + 63) / 64;
    e->support = rg_alloc_array(e->arena, p->steps.count * e->words, sizeof *e->support);
    for (size_t i = 0; i < p->steps.count; i++) {
        const rg_step *step = &p->steps.items[i];
        uint64_t *own = e->support + i * e->words;
        if (e->facts->truth[i] != RG_UNKNOWN)
            continue;
        if (step->op == RG_OP_VALUE || step->op == RG_OP_MEMBER || step->op == RG_OP_RANGE || step->op == RG_OP_TEST) {
            size_t subject = step_subject(e, step);
            own[subject / 64] |= UINT64_C(1) << subject % 64;
        }
        for (uint32_t k = 0; k < step->count; k++)
            for (size_t w = 0; w < e->words; w++)
                own[w] |= e->support[children_at(e, step)[k] * e->words + w];
    }
}

static bool hangs_on(const rg_exact *e, rg_condition c, const bool *freed) {
    const uint64_t *own = e->support + (size_t)c * e->words;
    for (size_t s = 0; s < e->subjects; s++)
        if (freed[s] && own[s / 64] >> s % 64 & 1)
            return true;
    return false;
}

/* ---- intervals of a number ---- */

static void add_end(rg_exact *e, intervals *n, int64_t end) {
    size_t at = 0;
    while (at < n->count && n->ends[at] < end)
        at++;
    if (at < n->count && n->ends[at] == end)
        return;
    int64_t *longer = rg_alloc_array(e->arena, n->count + 1, sizeof *longer);
    for (size_t i = 0; i < n->count; i++)
        longer[i < at ? i : i + 1] = n->ends[i];
    longer[at] = end;
    n->ends = longer;
    n->count++;
}

/* The values that no condition can tell apart share an interval. */
static void build_intervals(rg_exact *e) {
    const rg_program *p = e->base->program;
    e->numbers = rg_alloc_array(e->arena, attribute_count(e) + 1, sizeof *e->numbers);
    for (size_t i = 0; i < p->steps.count; i++) {
        const rg_step *step = &p->steps.items[i];
        if (step->op != RG_OP_RANGE)
            continue;
        if (step->low != INT64_MIN)
            add_end(e, &e->numbers[step->slot], step->low - 1);
        if (step->high != INT64_MAX)
            add_end(e, &e->numbers[step->slot], step->high);
    }
}

/* ---- literals ---- */

static int literal(rg_exact *e, assignment *a, rg_condition c);

/*
 * The variables of an open attribute: one a value, exactly one of which is true, where the attribute is asked; where
 * it is not, the neutral value, or none at all.
 */
static void open_choice(rg_exact *e, assignment *a, size_t slot, int *variables) {
    const rg_attribute *attribute = &e->base->vocabulary->attributes.items[slot];
    uint64_t may_be = e->facts->facts[slot].mask;
    int *open = rg_alloc_array(e->arena, attribute->count + 1, sizeof *open);
    size_t count = 0;
    for (size_t i = 0; i < attribute->count; i++) {
        variables[i] = may_be >> i & 1 ? fresh(e) : -e->truth;
        if (may_be >> i & 1)
            open[count++] = variables[i];
    }
    at_most_one(e, a->guard, open, count);
    int asked = literal(e, a, e->base->asked[slot]);
    open[count] = -asked;
    clause(e, a->guard, open, count + 1);
    for (size_t i = 0; i < attribute->count; i++)
        if (may_be >> i & 1)
            clause2(e, a->guard, asked, attribute->neutral >> i & 1 ? variables[i] : -variables[i]);
}

static void open_set(rg_exact *e, assignment *a, size_t slot, int *variables) {
    const rg_attribute *attribute = &e->base->vocabulary->attributes.items[slot];
    const rg_fact *fact = &e->facts->facts[slot];
    int asked = literal(e, a, e->base->asked[slot]);
    for (size_t i = 0; i < attribute->count; i++) {
        if (fact->mask >> i & 1 || fact->known >> i & 1) {
            variables[i] = fact->mask >> i & 1 ? e->truth : -e->truth;
            continue;
        }
        variables[i] = fresh(e);
        clause2(e, a->guard, asked, attribute->neutral >> i & 1 ? variables[i] : -variables[i]);
    }
}

static void open_number(rg_exact *e, assignment *a, size_t slot, int *variables) {
    size_t count = e->numbers[slot].count + 1;
    for (size_t i = 0; i < count; i++)
        variables[i] = fresh(e);
    at_most_one(e, a->guard, variables, count);
    clause(e, a->guard, variables, count);
}

static const int *slot_variables(rg_exact *e, assignment *a, size_t slot) {
    if (a->guard && !a->freed[slot])
        return slot_variables(e, &e->first, slot);
    if (a->slots[slot])
        return a->slots[slot];
    const rg_attribute *attribute = &e->base->vocabulary->attributes.items[slot];
    size_t count = attribute->count + e->numbers[slot].count + 1;
    int *variables = a->slots[slot] = rg_alloc_array(e->arena, count, sizeof *variables);
    if (attribute->type == RG_BOOL || attribute->type == RG_ENUM)
        open_choice(e, a, slot, variables);
    else if (attribute->type == RG_SET)
        open_set(e, a, slot, variables);
    else
        open_number(e, a, slot, variables);
    return variables;
}

static int any_of(rg_exact *e, int guard, const int *literals, size_t count) {
    int result = fresh(e);
    int *longer = rg_alloc_array(e->arena, count + 1, sizeof *longer);
    for (size_t i = 0; i < count; i++) {
        clause2(e, guard, -literals[i], result);
        longer[i] = literals[i];
    }
    longer[count] = -result;
    clause(e, guard, longer, count + 1);
    return result;
}

static int masked_literal(rg_exact *e, assignment *a, const rg_step *step) {
    const int *variables = slot_variables(e, a, step->slot);
    int wanted[RG_MOST_VALUES];
    size_t count = 0;
    for (unsigned i = 0; i < e->base->vocabulary->attributes.items[step->slot].count; i++)
        if (step->mask >> i & 1)
            wanted[count++] = variables[i];
    return count == 1 ? wanted[0] : any_of(e, a->guard, wanted, count);
}

static int range_literal(rg_exact *e, assignment *a, const rg_step *step) {
    const int *variables = slot_variables(e, a, step->slot);
    const intervals *n = &e->numbers[step->slot];
    int *wanted = rg_alloc_array(e->arena, n->count + 1, sizeof *wanted);
    size_t count = 0;
    for (size_t i = 0; i <= n->count; i++) {
        int64_t begin = i ? n->ends[i - 1] + 1 : INT64_MIN, end = i < n->count ? n->ends[i] : INT64_MAX;
        if (step->low <= begin && end <= step->high)
            wanted[count++] = variables[i];
    }
    return any_of(e, a->guard, wanted, count);
}

static int choice_literal(rg_exact *e, const rg_step *step) {
    uint64_t mask = e->base->program->choices.items[step->low];
    int *variables = e->choices[step->low];
    if (!variables) {
        variables = e->choices[step->low] = rg_alloc_array(e->arena, 65, sizeof *variables);
        int open[65];
        size_t count = 0;
        for (unsigned i = 0; i < 64; i++)
            if (mask >> i & 1)
                open[count++] = variables[i] = fresh(e);
        at_most_one(e, 0, open, count);
        clause(e, 0, open, count);
    }
    for (unsigned i = 0; i < 64; i++)
        if (step->mask >> i & 1)
            return variables[i];
    return -e->truth;
}

static int test_literal(rg_exact *e, assignment *a, const rg_step *step) {
    assignment *owner = a->guard && !a->freed[step_subject(e, step)] ? &e->first : a;
    int *variable = &owner->tests[step->low];
    if (!*variable)
        *variable = fresh(e);
    return *variable;
}

static int gate_literal(rg_exact *e, assignment *a, const rg_step *step) {
    const rg_condition *children = children_at(e, step);
    int sign = step->op == RG_OP_ALL ? -1 : 1; /* ALL is the NOT of ANY of the NOTs */
    int *literals = rg_alloc_array(e->arena, step->count + 1, sizeof *literals);
    for (uint32_t i = 0; i < step->count; i++)
        literals[i] = sign * literal(e, a, children[i]);
    return sign * any_of(e, a->guard, literals, step->count);
}

static int new_literal(rg_exact *e, assignment *a, rg_condition c) {
    const rg_step *step = step_at(e, c);
    switch ((rg_operator)step->op) {
    case RG_OP_VALUE:
    case RG_OP_MEMBER: return masked_literal(e, a, step);
    case RG_OP_RANGE: return range_literal(e, a, step);
    case RG_OP_TEST: return test_literal(e, a, step);
    case RG_OP_CHOICE: return choice_literal(e, step);
    case RG_OP_ALL:
    case RG_OP_ANY: return gate_literal(e, a, step);
    case RG_OP_NOT: return -literal(e, a, children_at(e, step)[0]);
    case RG_OP_NAMED: return literal(e, a, children_at(e, step)[0]);
    case RG_OP_CONSTANT: return fresh(e);
    }
    return e->truth;
}

static int literal(rg_exact *e, assignment *a, rg_condition c) {
    if (e->facts->truth[c] != RG_UNKNOWN)
        return e->facts->truth[c] == RG_TRUE ? e->truth : -e->truth;
    if (a->guard && !hangs_on(e, c, a->freed))
        return literal(e, &e->first, c);
    if (!a->steps[c])
        a->steps[c] = new_literal(e, a, c);
    return a->steps[c];
}

/* ---- questions ---- */

static void release_solver(void *solver) {
    ccadical_release(solver);
}

static assignment new_assignment(rg_exact *e) {
    const rg_program *p = e->base->program;
    return (assignment){.steps = rg_alloc_array(e->arena, p->steps.count + 1, sizeof(int)),
                        .slots = rg_alloc_array(e->arena, attribute_count(e) + 1, sizeof(int *)),
                        .tests = rg_alloc_array(e->arena, p->tests.count + 1, sizeof(int))};
}

static void prepare(rg_exact *e) {
    if (e->solver)
        return;
    e->solver = ccadical_init();
    rg_arena_defer(e->arena, release_solver, e->solver);
    e->choices = rg_alloc_array(e->arena, e->base->program->choices.count + 1, sizeof *e->choices);
    e->first = new_assignment(e);
    e->truth = fresh(e);
    clause(e, 0, &e->truth, 1);
    build_support(e);
    build_intervals(e);
    for (size_t i = 0; i < e->base->vocabulary->constraints.count; i++) {
        int holds = literal(e, &e->first, e->base->constraints[i].holds);
        clause(e, 0, &holds, 1);
    }
}

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

bool rg_exact_consistent(rg_exact *e) {
    prepare(e);
    return solvable(e, e->truth);
}

bool rg_exact_can(rg_exact *e, rg_condition c, bool value) {
    rg_truth truth = rg_truth_of(e->facts, c);
    if (truth != RG_UNKNOWN)
        return truth == (value ? RG_TRUE : RG_FALSE);
    prepare(e);
    int wanted = literal(e, &e->first, c);
    return solvable(e, value ? wanted : -wanted);
}

bool rg_exact_can_all(rg_exact *e, const rg_condition *conditions, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (rg_truth_of(e->facts, conditions[i]) == RG_FALSE)
            return false;
    prepare(e);
    /* A literal may add clauses, and clauses end the assumptions made so far: all literals come first. */
    int *literals = rg_alloc_array(e->arena, count + 1, sizeof *literals);
    for (size_t i = 0; i < count; i++)
        literals[i] = literal(e, &e->first, conditions[i]);
    for (size_t i = 0; i < count; i++)
        ccadical_assume(e->solver, literals[i]);
    return solvable(e, e->truth);
}

rg_truth rg_exact_truth(rg_exact *e, rg_condition c) {
    if (rg_truth_of(e->facts, c) != RG_UNKNOWN)
        return rg_truth_of(e->facts, c);
    if (!rg_exact_can(e, c, false))
        return RG_TRUE;
    return rg_exact_can(e, c, true) ? RG_UNKNOWN : RG_FALSE;
}

/* The subject, and every attribute that is asked only depending on it, directly or through another. */
static bool *freed_with(rg_exact *e, size_t subject) {
    bool *freed = rg_alloc_array(e->arena, e->subjects, sizeof *freed);
    freed[subject] = true;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < attribute_count(e); i++)
            if (!freed[i] && hangs_on(e, e->base->asked[i], freed))
                freed[i] = more = true;
    }
    return freed;
}

static bool matters(rg_exact *e, const rg_condition *outcomes, size_t count, size_t subject) {
    assignment second = new_assignment(e);
    second.freed = freed_with(e, subject);
    second.guard = fresh(e);
    for (size_t i = 0; i < e->base->vocabulary->constraints.count; i++) {
        int holds = literal(e, &second, e->base->constraints[i].holds);
        clause(e, second.guard, &holds, 1);
    }
    int *differs = rg_alloc_array(e->arena, count + 1, sizeof *differs);
    size_t number = 0;
    for (size_t i = 0; i < count; i++) {
        int one = literal(e, &e->first, outcomes[i]), other = literal(e, &second, outcomes[i]);
        if (one == other)
            continue;
        int d = differs[number++] = fresh(e);
        clause(e, second.guard, (int[]){-d, one, other}, 3);
        clause(e, second.guard, (int[]){-d, -one, -other}, 3);
    }
    clause(e, second.guard, differs, number);
    bool result = number && solvable(e, second.guard);
    int never = -second.guard;
    clause(e, 0, &never, 1);
    return result;
}

size_t rg_exact_depends(rg_exact *e, const rg_condition *outcomes, size_t count, const size_t **subjects) {
    RG_LIST(size_t) found = {0};
    prepare(e);
    for (size_t s = 0; s < e->subjects; s++) {
        bool *with = freed_with(e, s);
        bool near = false;
        for (size_t i = 0; i < count && !near; i++)
            near = e->facts->truth[outcomes[i]] == RG_UNKNOWN && hangs_on(e, outcomes[i], with);
        if (near && matters(e, outcomes, count, s))
            RG_PUSH(e->arena, &found, s);
    }
    *subjects = found.items;
    return found.count;
}
