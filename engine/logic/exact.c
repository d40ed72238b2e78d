#include "logic/exact.h"

#include <ccadical.h>
#include <stdlib.h>
#include <string.h>

/* One assignment of the open attributes: the device, or beside it a second one that may differ from it. */
typedef struct {
    int *steps;  /* by step: its literal, 0 while it has none */
    int **slots; /* by attribute: a variable per value (enum, set) or interval (number), NULL while it has none */
    int *tests;  /* by test */
    RG_LIST(rg_condition) touched; /* steps that have a literal */
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
    assignment first, second;
    int *
        differs; /* by subject: unless this is true, the second device agrees with the first; NULL: no second one yet */
    uint8_t *seen;                  /* by step: 1 some admissible completion made it true, 2 made it false */
    RG_LIST(uint8_t *) completions; /* those found so far, each by step: 1 true, 2 false, 0 not decided then */
    int **choices;
    intervals *numbers;
    uint64_t *support; /* by step: the subjects it hangs on, `words` words each */
    uint64_t *freed;   /* by subject: itself and what is asked only because of it, likewise */
    size_t words, subjects;
    rg_exact *inner; /* for questions of what hangs on what; its solver is made anew for each */
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

static void clause(rg_exact *e, const int *literals, size_t count) {
    for (size_t i = 0; i < count; i++)
        ccadical_add(e->solver, literals[i]);
    ccadical_add(e->solver, 0);
}

static void clause2(rg_exact *e, int a, int b) {
    clause(e, (int[]){a, b}, 2);
}

static void at_most_one(rg_exact *e, const int *literals, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++)
            clause2(e, -literals[i], -literals[k]);
}

/* Ties the variables of both devices to each other, unless they may differ in the subject. */
static void tie(rg_exact *e, size_t subject, const int *first, const int *second, size_t count) {
    if (!e->differs[subject])
        e->differs[subject] = fresh(e);
    for (size_t i = 0; i < count; i++) {
        clause(e, (int[]){e->differs[subject], -first[i], second[i]}, 3);
        clause(e, (int[]){e->differs[subject], first[i], -second[i]}, 3);
    }
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

static bool hangs_on(const rg_exact *e, rg_condition c, const uint64_t *freed) {
    const uint64_t *own = e->support + (size_t)c * e->words;
    uint64_t common = 0;
    for (size_t w = 0; w < e->words; w++)
        common |= own[w] & freed[w];
    return common != 0;
}

/* Of each subject: itself, and every attribute that is asked only depending on it, directly or through another. */
static void build_freed(rg_exact *e) {
    size_t attributes = attribute_count(e);
    e->freed = rg_alloc_array(e->arena, e->subjects * e->words + 1, sizeof *e->freed);
    for (size_t s = 0; s < e->subjects; s++) {
        uint64_t *freed = e->freed + s * e->words;
        freed[s / 64] |= UINT64_C(1) << s % 64;
        for (bool more = true; more;) {
            more = false;
            for (size_t i = 0; i < attributes; i++)
                if (!(freed[i / 64] >> i % 64 & 1) && hangs_on(e, e->base->asked[i], freed)) {
                    freed[i / 64] |= UINT64_C(1) << i % 64;
                    more = true;
                }
        }
    }
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
    at_most_one(e, open, count);
    int asked = literal(e, a, e->base->asked[slot]);
    open[count] = -asked;
    clause(e, open, count + 1);
    for (size_t i = 0; i < attribute->count; i++)
        if (may_be >> i & 1)
            clause2(e, asked, attribute->neutral >> i & 1 ? variables[i] : -variables[i]);
}

static void open_set(rg_exact *e, assignment *a, size_t slot, int *variables) {
    const rg_attribute *attribute = &e->base->vocabulary->attributes.items[slot];
    const rg_fact *fact = &e->facts->facts[slot];
    /* All variables first: what it takes to be asked may lead back to this attribute. */
    for (size_t i = 0; i < attribute->count; i++) {
        bool settled = fact->mask >> i & 1 || fact->known >> i & 1;
        variables[i] = !settled ? fresh(e) : fact->mask >> i & 1 ? e->truth : -e->truth;
    }
    int asked = literal(e, a, e->base->asked[slot]);
    for (size_t i = 0; i < attribute->count; i++)
        clause2(e, asked, attribute->neutral >> i & 1 ? variables[i] : -variables[i]);
}

static void open_number(rg_exact *e, size_t slot, int *variables) {
    size_t count = e->numbers[slot].count + 1;
    for (size_t i = 0; i < count; i++)
        variables[i] = fresh(e);
    at_most_one(e, variables, count);
    clause(e, variables, count);
}

static const int *slot_variables(rg_exact *e, assignment *a, size_t slot) {
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
        open_number(e, slot, variables);
    if (a == &e->second)
        tie(e, slot, slot_variables(e, &e->first, slot), variables,
            attribute->count ? attribute->count : e->numbers[slot].count + 1);
    return variables;
}

static int any_of(rg_exact *e, const int *literals, size_t count) {
    int result = fresh(e);
    int *longer = rg_alloc_array(e->arena, count + 1, sizeof *longer);
    for (size_t i = 0; i < count; i++) {
        clause2(e, -literals[i], result);
        longer[i] = literals[i];
    }
    longer[count] = -result;
    clause(e, longer, count + 1);
    return result;
}

static int masked_literal(rg_exact *e, assignment *a, const rg_step *step) {
    const int *variables = slot_variables(e, a, step->slot);
    int wanted[RG_MOST_VALUES];
    size_t count = 0;
    for (unsigned i = 0; i < e->base->vocabulary->attributes.items[step->slot].count; i++)
        if (step->mask >> i & 1)
            wanted[count++] = variables[i];
    return count == 1 ? wanted[0] : any_of(e, wanted, count);
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
    return any_of(e, wanted, count);
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
        at_most_one(e, open, count);
        clause(e, open, count);
    }
    for (unsigned i = 0; i < 64; i++)
        if (step->mask >> i & 1)
            return variables[i];
    return -e->truth;
}

static int test_literal(rg_exact *e, assignment *a, const rg_step *step) {
    int *variable = &a->tests[step->low];
    if (*variable)
        return *variable;
    *variable = fresh(e);
    if (a == &e->second) {
        int first = test_literal(e, &e->first, step);
        tie(e, step_subject(e, step), &first, variable, 1);
    }
    return *variable;
}

static int gate_literal(rg_exact *e, assignment *a, const rg_step *step) {
    const rg_condition *children = children_at(e, step);
    int sign = step->op == RG_OP_ALL ? -1 : 1; /* ALL is the NOT of ANY of the NOTs */
    int *literals = rg_alloc_array(e->arena, step->count + 1, sizeof *literals);
    for (uint32_t i = 0; i < step->count; i++)
        literals[i] = sign * literal(e, a, children[i]);
    return sign * any_of(e, literals, step->count);
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
    if (!a->steps[c]) {
        int made = new_literal(e, a, c);
        a->steps[c] = made;
        RG_PUSH(e->arena, &a->touched, c);
    }
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

/* The formulas are small and many questions are asked of them: simplifying between questions costs more than it gives.
 */
static CCaDiCaL *new_solver(void) {
    static const char *const off[] = {"probe",   "elim",     "subsume", "condition", "decompose",
                                      "ternary", "transred", "vivify",  "lucky",     "walk"};
    CCaDiCaL *solver = ccadical_init();
    for (size_t i = 0; i < sizeof off / sizeof *off; i++)
        ccadical_set_option(solver, off[i], 0);
    return solver;
}

static void add_constraints(rg_exact *e, assignment *a) {
    for (size_t i = 0; i < e->base->vocabulary->constraints.count; i++) {
        int holds = literal(e, a, e->base->constraints[i].holds);
        clause(e, &holds, 1);
    }
}

static void prepare(rg_exact *e) {
    if (e->solver)
        return;
    if (!e->support) {
        build_support(e);
        build_freed(e);
        build_intervals(e);
    }
    e->solver = new_solver();
    rg_arena_defer(e->arena, release_solver, e->solver);
    e->choices = rg_alloc_array(e->arena, e->base->program->choices.count + 1, sizeof *e->choices);
    e->seen = rg_alloc_array(e->arena, e->base->program->steps.count + 1, 1);
    e->first = new_assignment(e);
    e->truth = fresh(e);
    clause(e, &e->truth, 1);
    add_constraints(e, &e->first);
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
    prepare(e);
    return solvable(e, e->truth);
}

bool rg_exact_can(rg_exact *e, rg_condition c, bool value) {
    rg_truth truth = rg_truth_of(e->facts, c);
    if (truth != RG_UNKNOWN)
        return truth == (value ? RG_TRUE : RG_FALSE);
    prepare(e);
    if (e->seen[c] & (value ? 1 : 2))
        return true;
    int wanted = literal(e, &e->first, c);
    bool can = solvable(e, value ? wanted : -wanted);
    if (can)
        note_completion(e);
    return can;
}

bool rg_exact_can_all(rg_exact *e, const rg_condition *conditions, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (rg_truth_of(e->facts, conditions[i]) == RG_FALSE)
            return false;
    prepare(e);
    if (found_before(e, conditions, count))
        return true;
    /* A literal may add clauses, and clauses end the assumptions made so far: all literals come first. */
    int *literals = rg_alloc_array(e->arena, count + 1, sizeof *literals);
    for (size_t i = 0; i < count; i++)
        literals[i] = literal(e, &e->first, conditions[i]);
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
        int one = literal(e, &e->first, outcomes[i]), other = literal(e, &e->second, outcomes[i]);
        int d = differ[number++] = fresh(e);
        clause(e, (int[]){-d, one, other}, 3);
        clause(e, (int[]){-d, -one, -other}, 3);
    }
    return number ? any_of(e, differ, number) : -e->truth;
}

/* Two devices that agree on all but the freed subjects, and differ in an outcome. */
static bool matters(rg_exact *e, const uint64_t *freed, int differ) {
    for (size_t s = 0; s < e->subjects; s++)
        if (e->differs[s] && !(freed[s / 64] >> s % 64 & 1))
            ccadical_assume(e->solver, -e->differs[s]);
    return solvable(e, differ);
}

static void forget(const rg_exact *e, assignment *a) {
    for (size_t i = 0; i < a->touched.count; i++)
        a->steps[a->touched.items[i]] = 0;
    a->touched.count = 0;
    memset(a->slots, 0, attribute_count(e) * sizeof *a->slots);
    memset(a->tests, 0, e->base->program->tests.count * sizeof *a->tests);
}

/* Two devices in an empty solver, both admissible. What a question does not speak of would only be in its way. */
static rg_exact *two_devices(rg_exact *whole) {
    rg_exact *e = whole->inner;
    if (!e) {
        e = whole->inner = rg_alloc(whole->arena, sizeof *e);
        *e = *whole;
        e->first = new_assignment(e);
        e->second = new_assignment(e);
        e->differs = rg_alloc_array(e->arena, e->subjects + 1, sizeof *e->differs);
        e->choices = rg_alloc_array(e->arena, e->base->program->choices.count + 1, sizeof *e->choices);
    }
    forget(e, &e->first);
    forget(e, &e->second);
    memset(e->differs, 0, e->subjects * sizeof *e->differs);
    memset(e->choices, 0, e->base->program->choices.count * sizeof *e->choices);
    e->solver = new_solver();
    e->variables = 0;
    e->truth = fresh(e);
    clause(e, &e->truth, 1);
    add_constraints(e, &e->first);
    add_constraints(e, &e->second);
    return e;
}

/* Adds to `found` what the outcomes hang on. */
static void find_depends(rg_exact *whole, const rg_condition *outcomes, size_t count, bool *found) {
    bool *near = rg_alloc_array(whole->arena, whole->subjects + 1, sizeof *near);
    size_t open = 0;
    for (size_t s = 0; s < whole->subjects; s++) {
        for (size_t i = 0; i < count && !found[s] && !near[s]; i++)
            near[s] = whole->facts->truth[outcomes[i]] == RG_UNKNOWN &&
                      hangs_on(whole, outcomes[i], whole->freed + s * whole->words);
        open += near[s];
    }
    if (!open)
        return;
    rg_exact *e = two_devices(whole);
    int differ = differing_outcome(e, outcomes, count);
    for (size_t s = 0; s < e->subjects; s++)
        if (near[s] && matters(e, e->freed + s * e->words, differ))
            found[s] = true;
    ccadical_release(e->solver);
    e->solver = NULL;
}

size_t rg_exact_depends(rg_exact *e, const rg_condition *outcomes, size_t count, const size_t **subjects) {
    rg_outcome_group all = {outcomes, count};
    return rg_exact_depends_groups(e, &all, 1, subjects);
}

size_t rg_exact_depends_groups(rg_exact *e, const rg_outcome_group *groups, size_t count, const size_t **subjects) {
    RG_LIST(size_t) list = {0};
    prepare(e);
    bool *found = rg_alloc_array(e->arena, e->subjects + 1, sizeof *found);
    for (size_t i = 0; i < count; i++)
        find_depends(e, groups[i].outcomes, groups[i].count, found);
    for (size_t s = 0; s < e->subjects; s++)
        if (found[s])
            RG_PUSH(e->arena, &list, s);
    *subjects = list.items;
    return list.count;
}
