#include "logic/space.h"

#include <string.h>

/* The values of a text in its variable: none, another than those that conditions name, and these. */
enum { OTHER_TEXT = 1, FIRST_TEXT = 2, MOST_DOMAIN = 64 };

typedef enum { UNMADE, BEING_MADE, MADE } making;

struct rg_space {
    const rg_facts *facts;
    const rg_base *base;
    rg_arena *arena;
    rg_domains domains;
    rg_reach *reach; /* NULL until it is needed */
    rg_diagrams diagrams;
    uint8_t *values; /* by variable: how many */
    size_t variables, words;
    uint32_t *first;   /* by subject: its first variable, and one more at the end */
    uint32_t *tests;   /* by test: its variable; of a pattern: that another text matches */
    uint32_t *choices; /* by choice of the law */
    rg_diagram *conditions;
    uint8_t *made;           /* by step: making */
    RG_LIST(size_t) touched; /* tests on lists that have a diagram */
    rg_diagram admissible;
    bool unable; /* something is not of a kind that diagrams are made of */
};

static rg_diagram condition_of(rg_space *s, rg_condition c);

static const rg_attribute *attribute_at(const rg_space *s, size_t slot) {
    return &s->base->vocabulary->attributes.items[slot];
}

static size_t attribute_count(const rg_space *s) {
    return s->base->vocabulary->attributes.count;
}

/* ---- variables ---- */

static uint32_t add_variable(rg_space *s, size_t values) {
    s->unable = s->unable || values > MOST_DOMAIN;
    s->values[s->variables] = (uint8_t)(values > MOST_DOMAIN ? 1 : values ? values : 1);
    return (uint32_t)s->variables++;
}

static void add_attribute(rg_space *s, size_t slot) {
    const rg_program *p = s->base->program;
    const rg_attribute *a = attribute_at(s, slot);
    const rg_fact *fact = &s->facts->facts[slot];
    s->first[slot] = (uint32_t)s->variables;
    if (a->type == RG_BOOL || a->type == RG_ENUM)
        add_variable(s, (size_t)__builtin_popcountll(fact->mask));
    else if (rg_fact_known(a, fact) || a->type == RG_CODE)
        return;
    else if (a->type == RG_SET)
        for (size_t i = 0; i < a->count; i++)
            add_variable(s, 2);
    else if (a->type == RG_TEXT)
        add_variable(s, s->domains.texts[slot].count + FIRST_TEXT);
    else
        add_variable(s, s->domains.numbers[slot].count + 1 - rg_domain_first(s->base, &s->domains, slot));
    for (size_t i = 0; a->type == RG_TEXT && i < p->tests.count; i++)
        if (p->tests.items[i].kind == RG_TEST_TEXT && p->tests.items[i].pattern && p->tests.items[i].subject == slot)
            s->tests[i] = add_variable(s, 2);
}

/* In the order of the vocabulary, which asks first what other questions hang on; lists and the law's choices last. */
static void add_variables(rg_space *s) {
    const rg_program *p = s->base->program;
    size_t attributes = attribute_count(s), lists = s->base->vocabulary->records.count, most = p->choices.count;
    for (size_t i = 0; i < attributes; i++)
        most += attribute_at(s, i)->count + 1;
    s->values = rg_alloc_array(s->arena, most + p->tests.count, 1);
    s->first = rg_alloc_array(s->arena, attributes + lists + 1, sizeof *s->first);
    s->tests = rg_alloc_array(s->arena, p->tests.count + 1, sizeof *s->tests);
    s->choices = rg_alloc_array(s->arena, p->choices.count + 1, sizeof *s->choices);
    for (size_t i = 0; i < attributes; i++)
        add_attribute(s, i);
    for (size_t list = 0; list < lists; list++) {
        s->first[attributes + list] = (uint32_t)s->variables;
        for (size_t i = 0; i < p->tests.count; i++)
            if (p->tests.items[i].kind == RG_TEST_RECORD && p->tests.items[i].subject == list)
                s->tests[i] = add_variable(s, 2);
    }
    s->first[attributes + lists] = (uint32_t)s->variables;
    for (size_t i = 0; i < p->choices.count; i++)
        s->choices[i] = add_variable(s, (size_t)__builtin_popcountll(p->choices.items[i]));
    s->words = s->variables / 64 + 1;
}

/* ---- tests and values ---- */

/* The bits of `mask` that stand in `domain`, close together as the values of a variable do. */
static uint64_t packed(uint64_t mask, uint64_t domain) {
    uint64_t result = 0;
    for (unsigned at = 0; domain; at++, domain &= domain - 1)
        if (mask & (domain & (~domain + 1)))
            result |= UINT64_C(1) << at;
    return result;
}

/* `value` where the attribute is asked, `otherwise` where it is not. */
static rg_diagram where_asked(rg_space *s, size_t slot, rg_diagram value, bool otherwise) {
    rg_diagram asked = condition_of(s, s->base->asked[slot]);
    return otherwise ? rg_diagram_or(&s->diagrams, value, rg_diagram_not(asked))
                     : rg_diagram_and(&s->diagrams, value, asked);
}

static rg_diagram one_of(rg_space *s, size_t slot, uint64_t wanted) {
    uint64_t may_be = s->facts->facts[slot].mask, neutral = attribute_at(s, slot)->neutral;
    rg_diagram value = rg_diagram_value(&s->diagrams, s->first[slot], packed(wanted, may_be));
    return where_asked(s, slot, value, neutral & wanted & may_be);
}

static rg_diagram has_member(rg_space *s, size_t slot, uint64_t wanted) {
    const rg_attribute *a = attribute_at(s, slot);
    rg_diagram any = RG_NEVER;
    for (size_t i = a->count; i-- > 0;)
        if (wanted >> i & 1 && !(s->facts->facts[slot].known >> i & 1))
            any = rg_diagram_or(&s->diagrams, any, rg_diagram_value(&s->diagrams, s->first[slot] + i, 2));
    return where_asked(s, slot, any, a->neutral & wanted);
}

static rg_diagram in_range(rg_space *s, size_t slot, int64_t low, int64_t high) {
    const rg_intervals *n = &s->domains.numbers[slot];
    size_t first = rg_domain_first(s->base, &s->domains, slot);
    uint64_t wanted = 0;
    for (size_t i = first; i <= n->count && i - first < MOST_DOMAIN; i++)
        if (rg_interval_within(n, i, low, high))
            wanted |= UINT64_C(1) << (i - first);
    return where_asked(s, slot, rg_diagram_value(&s->diagrams, s->first[slot], wanted), false);
}

static rg_diagram text_test(rg_space *s, size_t index) {
    const rg_test *test = &s->base->program->tests.items[index];
    const rg_texts *texts = &s->domains.texts[test->subject];
    rg_diagrams *d = &s->diagrams;
    uint32_t variable = s->first[test->subject];
    uint64_t wanted = 0;
    if (!test->pattern && !test->text)
        return where_asked(s, test->subject, rg_diagram_value(d, variable, ~UINT64_C(1)), false);
    for (size_t i = 0; i < texts->count && i + FIRST_TEXT < MOST_DOMAIN; i++)
        if (rg_text_fits(test, texts->items[i]))
            wanted |= UINT64_C(1) << (i + FIRST_TEXT);
    rg_diagram value = rg_diagram_value(d, variable, wanted);
    if (test->pattern) {
        rg_diagram other = rg_diagram_value(d, variable, UINT64_C(1) << OTHER_TEXT);
        value = rg_diagram_or(d, value, rg_diagram_and(d, other, rg_diagram_value(d, s->tests[index], 2)));
    }
    return where_asked(s, test->subject, value, false);
}

/* Demands that `a` implies `b`. */
static void demand(rg_space *s, rg_diagram a, rg_diagram b) {
    s->admissible = rg_diagram_and(&s->diagrams, s->admissible, rg_diagram_or(&s->diagrams, rg_diagram_not(a), b));
}

/* Whether some entry of a list fits; what fits a narrow test fits the wide one too. */
static rg_diagram list_test(rg_space *s, size_t index) {
    const rg_program *p = s->base->program;
    const rg_test *test = &p->tests.items[index];
    rg_diagram own = rg_diagram_value(&s->diagrams, s->tests[index], 2);
    for (size_t i = 0; i < p->tests.count; i++) {
        const rg_test *other = &p->tests.items[i];
        if (other->kind != RG_TEST_RECORD || other->subject != test->subject || s->facts->tests[i] == RG_UNKNOWN)
            continue;
        if (s->facts->tests[i] == RG_FALSE && rg_record_implies(test, other))
            demand(s, own, RG_NEVER);
        if (s->facts->tests[i] == RG_TRUE && rg_record_implies(other, test))
            demand(s, RG_ALWAYS, own);
    }
    for (size_t i = 0; i < s->touched.count; i++) {
        const rg_test *other = &p->tests.items[s->touched.items[i]];
        rg_diagram its = rg_diagram_value(&s->diagrams, s->tests[s->touched.items[i]], 2);
        if (other->subject == test->subject && rg_record_implies(test, other))
            demand(s, own, its);
        if (other->subject == test->subject && rg_record_implies(other, test))
            demand(s, its, own);
    }
    RG_PUSH(s->arena, &s->touched, index);
    return own;
}

/* ---- conditions ---- */

static rg_diagram gate(rg_space *s, const rg_step *step) {
    const rg_condition *children = s->base->program->children.items + step->first;
    rg_diagram sign = step->op == RG_OP_ANY, all = RG_ALWAYS; /* ANY is the opposite of ALL of the opposites */
    for (uint32_t i = 0; i < step->count; i++)
        all = rg_diagram_and(&s->diagrams, all, condition_of(s, children[i]) ^ sign);
    return all ^ sign;
}

static rg_diagram make(rg_space *s, const rg_step *step) {
    const rg_condition *children = s->base->program->children.items + step->first;
    switch ((rg_operator)step->op) {
    case RG_OP_VALUE: return one_of(s, step->slot, step->mask);
    case RG_OP_MEMBER: return has_member(s, step->slot, step->mask);
    case RG_OP_RANGE: return in_range(s, step->slot, step->low, step->high);
    case RG_OP_TEST:
        return s->base->program->tests.items[step->low].kind == RG_TEST_TEXT ? text_test(s, (size_t)step->low)
                                                                             : list_test(s, (size_t)step->low);
    case RG_OP_CHOICE:
        return rg_diagram_value(&s->diagrams, s->choices[step->low],
                                packed(step->mask, s->base->program->choices.items[step->low]));
    case RG_OP_ALL:
    case RG_OP_ANY: return gate(s, step);
    case RG_OP_NOT: return rg_diagram_not(condition_of(s, children[0]));
    case RG_OP_NAMED: return condition_of(s, children[0]);
    case RG_OP_CONSTANT: s->unable = true; return RG_NEVER;
    }
    return RG_NEVER;
}

static rg_diagram condition_of(rg_space *s, rg_condition c) {
    rg_truth truth = rg_truth_of(s->facts, c);
    if (truth != RG_UNKNOWN)
        return truth == RG_TRUE ? RG_ALWAYS : RG_NEVER;
    s->unable = s->unable || s->made[c] == BEING_MADE; /* whether an attribute is asked leads back to itself */
    if (s->made[c] != UNMADE || rg_space_too_large(s))
        return s->conditions[c];
    s->made[c] = BEING_MADE;
    rg_diagram made = make(s, &s->base->program->steps.items[c]);
    s->conditions[c] = made;
    s->made[c] = MADE;
    return made;
}

rg_space *rg_space_new(const rg_facts *facts, rg_arena *arena, size_t most) {
    rg_space *s = rg_alloc(arena, sizeof *s);
    *s = (rg_space){.facts = facts, .base = facts->base, .arena = arena};
    s->domains = rg_domains_of(s->base, arena);
    add_variables(s);
    s->conditions = rg_alloc_array(arena, s->base->program->steps.count + 1, sizeof *s->conditions);
    s->made = rg_alloc_array(arena, s->base->program->steps.count + 1, 1);
    rg_diagrams_begin(&s->diagrams, arena, s->values, most);
    s->admissible = RG_ALWAYS;
    for (size_t i = 0; i < s->base->vocabulary->constraints.count; i++)
        s->admissible = rg_diagram_and(&s->diagrams, s->admissible, condition_of(s, s->base->constraints[i].holds));
    return s;
}

bool rg_space_too_large(const rg_space *s) {
    return s->unable || s->diagrams.full;
}

size_t rg_space_size(const rg_space *s) {
    return s->diagrams.nodes.count;
}

/* ---- questions ---- */

bool rg_space_can(rg_space *s, rg_condition c, bool value) {
    rg_diagram condition = condition_of(s, c); /* before what is admissible: a list's test may add to it */
    return rg_diagram_meets(&s->diagrams, s->admissible, value ? condition : rg_diagram_not(condition));
}

/* The last condition comes first: of an answer and an outcome, the outcome is asked for with many answers. */
bool rg_space_can_all(rg_space *s, const rg_condition *conditions, size_t count) {
    for (size_t i = 0; i < count; i++)
        condition_of(s, conditions[i]);
    rg_diagram all = s->admissible;
    for (size_t i = count; i > 1; i--)
        all = rg_diagram_and(&s->diagrams, all, condition_of(s, conditions[i - 1]));
    return rg_diagram_meets(&s->diagrams, all, count ? condition_of(s, conditions[0]) : RG_ALWAYS);
}

/* The completions with an outcome, and those without it. */
typedef struct {
    rg_diagram with, without;
    uint64_t *support; /* of both, by variable */
} parting;

static void mark_subject(const rg_space *s, size_t subject, uint64_t *marked) {
    for (uint32_t v = s->first[subject]; v < s->first[subject + 1]; v++)
        marked[v / 64] |= UINT64_C(1) << v % 64;
}

static bool share(const rg_space *s, const uint64_t *a, const uint64_t *b) {
    for (size_t w = 0; w < s->words; w++)
        if (a[w] & b[w])
            return true;
    return false;
}

/* Whether a completion in `a` and one in `b` agree in all but the variables marked. */
static bool differ_in(rg_space *s, rg_diagram a, rg_diagram b, const uint64_t *marked) {
    return rg_diagram_meets(&s->diagrams, rg_diagram_some(&s->diagrams, a, marked),
                            rg_diagram_some(&s->diagrams, b, marked));
}

/*
 * Whether the outcome hangs on the subject. Where what is admissible does not, it does as soon as its diagram has one
 * of the subject's variables.
 */
static bool matters(rg_space *s, const parting *p, size_t subject, const uint64_t *tied) {
    uint64_t *own = rg_alloc_array(s->arena, s->words, sizeof *own);
    mark_subject(s, subject, own);
    return share(s, own, p->support) && (!share(s, own, tied) || differ_in(s, p->with, p->without, own));
}

/* Whether two completions with and without the outcome differ in `value` of the subject, and in what is tied to it. */
static bool parted_by(rg_space *s, const parting *p, rg_diagram value, const uint64_t *linked) {
    rg_diagrams *d = &s->diagrams;
    rg_diagram other = rg_diagram_not(value);
    return differ_in(s, rg_diagram_and(d, p->with, value), rg_diagram_and(d, p->without, other), linked) ||
           differ_in(s, rg_diagram_and(d, p->with, other), rg_diagram_and(d, p->without, value), linked);
}

/* As matters, together with all that constraints tie to the subject. */
static bool matters_linked(rg_space *s, const parting *p, size_t subject) {
    uint64_t *linked = rg_alloc_array(s->arena, s->words, sizeof *linked);
    for (size_t i = 0; i < s->reach->subjects; i++)
        if (s->reach->linked[subject * s->reach->words + i / 64] >> i % 64 & 1)
            mark_subject(s, i, linked);
    if (!share(s, linked, p->support))
        return false;
    if (subject >= attribute_count(s))
        return differ_in(s, p->with, p->without, linked);
    const rg_attribute *a = attribute_at(s, subject);
    bool set = a->type == RG_SET;
    for (uint32_t v = s->first[subject]; v < s->first[subject + 1]; v++)
        for (unsigned i = set; i < s->values[v]; i++) {
            uint64_t neutral = set ? a->neutral >> (v - s->first[subject]) & 1
                                   : packed(a->neutral, s->facts->facts[subject].mask) >> i & 1;
            rg_diagram value = rg_diagram_value(&s->diagrams, v, UINT64_C(1) << i);
            if (parted_by(s, p, where_asked(s, subject, value, neutral), linked))
                return true;
        }
    return false;
}

void rg_space_depends(rg_space *s, const rg_condition *outcomes, size_t count, bool *found) {
    size_t subjects = attribute_count(s) + s->base->vocabulary->records.count;
    parting *partings = rg_alloc_array(s->arena, count + 1, sizeof *partings);
    uint64_t *tied = rg_alloc_array(s->arena, s->words, sizeof *tied);
    for (size_t i = 0; i < count; i++)
        condition_of(s, outcomes[i]);
    for (size_t i = 0; i < count; i++) {
        rg_diagram outcome = condition_of(s, outcomes[i]);
        partings[i].with = rg_diagram_and(&s->diagrams, s->admissible, outcome);
        partings[i].without = rg_diagram_and(&s->diagrams, s->admissible, rg_diagram_not(outcome));
        partings[i].support = rg_alloc_array(s->arena, s->words, sizeof *partings[i].support);
        if (partings[i].with != RG_NEVER && partings[i].without != RG_NEVER)
            rg_diagram_support(&s->diagrams, partings[i].with, partings[i].support);
    }
    rg_diagram_support(&s->diagrams, s->admissible, tied);
    bool any = false;
    for (size_t subject = 0; subject < subjects; subject++)
        for (size_t i = 0; i < count && s->first[subject] < s->first[subject + 1]; i++)
            if (matters(s, &partings[i], subject, tied)) {
                any = found[subject] = true;
                break;
            }
    if (any || rg_space_too_large(s))
        return;
    if (!s->reach) {
        s->reach = rg_alloc(s->arena, sizeof *s->reach);
        *s->reach = rg_reach_of(s->facts, s->arena);
    }
    for (size_t subject = 0; subject < subjects; subject++)
        for (size_t i = 0; i < count && !found[subject]; i++)
            found[subject] = matters_linked(s, &partings[i], subject);
}
