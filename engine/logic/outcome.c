#include "logic/outcome.h"

#include "util/buffer.h"

typedef struct {
    const rg_facts *facts;
    rg_arena *arena;
    RG_LIST(size_t) found;
} reasons;

static void add_reason(reasons *r, size_t subject) {
    for (size_t i = 0; i < r->found.count; i++)
        if (r->found.items[i] == subject)
            return;
    RG_PUSH(r->arena, &r->found, subject);
}

static size_t test_subject(const rg_base *base, const rg_test *test) {
    if (test->kind == RG_TEST_RECORD)
        return base->vocabulary->attributes.count + test->subject;
    return test->kind == RG_TEST_TABLE ? base->tables.items[test->subject].code : test->subject;
}

static void walk_reasons(reasons *r, rg_condition c) {
    const rg_program *p = r->facts->base->program;
    const rg_step *step = &p->steps.items[c];
    const rg_condition *children = p->children.items + step->first;
    rg_truth truth = rg_truth_of(r->facts, c);
    switch ((rg_operator)step->op) {
    case RG_OP_CONSTANT:
    case RG_OP_CHOICE: return;
    case RG_OP_VALUE:
    case RG_OP_MEMBER:
    case RG_OP_RANGE: add_reason(r, step->slot); return;
    case RG_OP_TEST: add_reason(r, test_subject(r->facts->base, &p->tests.items[step->low])); return;
    case RG_OP_NOT:
    case RG_OP_NAMED: walk_reasons(r, children[0]); return;
    case RG_OP_ALL:
    case RG_OP_ANY: break;
    }
    /* One child is enough to end an ALL with false or an ANY with true; otherwise all that agree are needed. */
    bool one_suffices = truth == (step->op == RG_OP_ALL ? RG_FALSE : RG_TRUE);
    for (uint32_t i = 0; i < step->count; i++) {
        if (rg_truth_of(r->facts, children[i]) != truth)
            continue;
        walk_reasons(r, children[i]);
        if (one_suffices)
            return;
    }
}

rg_subjects rg_reasons(const rg_facts *facts, rg_condition condition, rg_arena *arena) {
    reasons r = {.facts = facts, .arena = arena};
    walk_reasons(&r, condition);
    return (rg_subjects){r.found.items, r.found.count};
}

static void find_scope(rg_exact *e, const rg_market *m, rg_outcome *o) {
    o->in_scope = rg_exact_truth(e, m->in_scope);
    for (size_t i = 0; i < m->scope_rules.count && !o->scope_rule; i++)
        if (rg_exact_truth(e, m->scope_rules.items[i].decides) == RG_TRUE)
            o->scope_rule = &m->scope_rules.items[i];
}

/* Every completion's class is one of `possible`, and each of these is some completion's class. */
static void find_class(rg_exact *e, const rg_facts *facts, const rg_market *m, rg_outcome *o) {
    rg_condition outcomes[RG_MOST_CLASSES] = {RG_ALWAYS_FALSE};
    bool always_classed = false, unsettled = false;
    long last = -1;
    for (size_t k = 0; k < m->classes.count; k++) {
        outcomes[k] = m->classes.items[k].is;
        if (rg_exact_can(e, outcomes[k], true)) {
            o->possible |= UINT64_C(1) << k;
            last = (long)k;
        }
        rg_truth truth = rg_truth_of(facts, outcomes[k]);
        always_classed = always_classed || truth == RG_TRUE;
        unsettled = unsettled || truth == RG_UNKNOWN;
    }
    o->value = -1;
    o->status = RG_NONE;
    if (!o->possible)
        return;
    bool single = (o->possible & (o->possible - 1)) == 0;
    if (single && (always_classed || !rg_exact_can(e, outcomes[last], false))) {
        o->value = last;
        o->status = RG_DETERMINED;
        return;
    }
    if (unsettled)
        o->depends.count = rg_exact_depends(e, outcomes, m->classes.count, &o->depends.items);
    o->status = o->depends.count ? RG_POSSIBLE : RG_RANGE;
}

/* Of a range, a rule decides when it does for one of the classes the law leaves open. */
static bool decides(rg_exact *e, const rg_facts *facts, const rg_rule *rule, bool range) {
    rg_truth truth = rg_truth_of(facts, rule->decides);
    return truth == RG_TRUE || (range && truth == RG_UNKNOWN && rg_truth_of(facts, rule->fires) == RG_TRUE &&
                                rg_exact_can(e, rule->decides, true));
}

/* The row of the official list that classifies the device, or NULL: one without a class is none. */
static const char **listed_row(const rg_facts *facts, const rg_scheme *s) {
    const char **row = s->table ? facts->rows[s->table_index] : NULL;
    return row && *row[s->column] ? row : NULL;
}

/* Whether a class can come out of this scheme's rules where its official list should decide. */
static bool can_estimate(rg_exact *e, const rg_facts *facts, const rg_market *m, const rg_scheme *s,
                         uint64_t possible) {
    if (!s->table || listed_row(facts, s) || rg_truth_of(facts, s->active) == RG_FALSE)
        return false;
    for (size_t k = 0; k < m->classes.count; k++)
        if (possible >> k & 1 && rg_exact_can_all(e, (rg_condition[]){s->active, m->classes.items[k].is}, 2))
            return true;
    return false;
}

static void find_rules(rg_exact *e, const rg_facts *facts, const rg_market *m, rg_outcome *o, rg_arena *arena) {
    for (size_t i = 0; i < m->schemes.count; i++) {
        const rg_scheme *s = &m->schemes.items[i];
        if (rg_exact_truth(e, s->active) == RG_TRUE)
            o->scheme = s;
        if (o->scheme == s && s->table)
            o->row = listed_row(facts, s);
        o->estimated = o->estimated || can_estimate(e, facts, m, s, o->possible);
        bool is_listed = listed_row(facts, s);
        for (size_t k = 0; k < s->rules.count; k++) {
            const rg_rule *rule = &s->rules.items[k];
            rg_truth fires = rg_exact_truth(e, rule->fires);
            /* Where the official list has the code, the rules that stand in for it have nothing to say. */
            if (fires == RG_FALSE || o->in_scope == RG_FALSE || is_listed)
                continue;
            rg_rule_outcome one = {.rule = rule,
                                   .fires = fires,
                                   .decides = decides(e, facts, rule, o->status == RG_RANGE),
                                   .because =
                                       rg_reasons(facts, rule->own == RG_ALWAYS_TRUE ? rule->fires : rule->own, arena)};
            /* Behind a rule for all the rest stands what kept the others away. */
            if (one.decides && !one.because.count)
                one.because = rg_reasons(facts, rule->decides, arena);
            RG_PUSH(arena, &o->rules, one);
        }
    }
}

/* Two schemes of a market may have a sub-class of one name each (sterile devices, sterile IVDs): it is told once. */
static void find_subclasses(rg_exact *e, const rg_market *m, rg_outcome *o, rg_arena *arena) {
    for (size_t i = 0; i < m->subclasses.count; i++) {
        const rg_subclass *one = &m->subclasses.items[i];
        bool told = false;
        for (size_t k = 0; k < o->subclasses.count && !told; k++)
            told = rg_same(o->subclasses.items[k]->id, one->id);
        if (!told && rg_exact_truth(e, one->when) == RG_TRUE)
            RG_PUSH(arena, &o->subclasses, one);
    }
}

static void find_routes(rg_exact *e, const rg_market *m, rg_outcome *o, rg_arena *arena) {
    size_t recommended = 0;
    for (size_t i = 0; i < m->pathways.count; i++) {
        const rg_pathway *p = &m->pathways.items[i];
        rg_route_outcome route = {.pathway = p, .open = rg_exact_truth(e, p->open) == RG_TRUE};
        if (!route.open && !rg_exact_can(e, p->open, true) && !rg_exact_can(e, p->possible, true))
            continue;
        route.recommended = !p->add_on && rg_exact_truth(e, p->recommended) == RG_TRUE;
        recommended = route.recommended ? o->routes.count : recommended;
        RG_PUSH(arena, &o->routes, route);
    }
    for (; recommended > 0; recommended--) {
        rg_route_outcome swap = o->routes.items[recommended];
        o->routes.items[recommended] = o->routes.items[recommended - 1];
        o->routes.items[recommended - 1] = swap;
    }
}

rg_outcome *rg_outcome_of(rg_exact *e, const rg_facts *facts, const rg_market *m, rg_arena *arena) {
    rg_outcome *o = rg_alloc(arena, sizeof *o);
    o->market = m;
    rg_exact_topic(e, m);
    find_scope(e, m, o);
    find_class(e, facts, m, o);
    find_rules(e, facts, m, o, arena);
    find_subclasses(e, m, o, arena);
    find_routes(e, m, o, arena);
    return o;
}

const char *rg_outcome_words(const rg_outcome *o, rg_arena *arena) {
    if (o->value >= 0)
        return o->market->classes.items[o->value].label;
    rg_buffer out = rg_buffer_in(arena);
    for (size_t i = 0; i < o->market->classes.count; i++)
        if (o->possible >> i & 1)
            rg_addf(&out, "%s%s", out.length ? "|" : "", o->market->classes.items[i].label);
    return out.length ? rg_buffer_text(&out) : "none";
}
