#include "check/prove.h"

#include <string.h>

#include "check/witness.h"
#include "util/buffer.h"

/* An entry that excepts itself from findings, with a bit for each of its codes that was found. */
typedef struct {
    const rg_node *node;
    uint64_t used;
} exception;

typedef struct {
    rg_base *base;
    rg_arena *arena;
    rg_diagnostics *diagnostics;
    const rg_facts *facts; /* of a device of which nothing is said */
    rg_exact *exact;       /* of the market at hand */
    const rg_market *market;
    bool *by_code; /* by step: it hangs on a code or a code table */
    rg_splits splits;
    RG_LIST(exception) exceptions;
} prover;

typedef RG_LIST(rg_condition) conditions;

/* ---- findings, and what is excepted from them ---- */

static exception *exception_of(prover *p, const rg_basis *basis) {
    if (!basis->prove)
        return NULL;
    for (size_t i = 0; i < p->exceptions.count; i++)
        if (p->exceptions.items[i].node == basis->prove)
            return &p->exceptions.items[i];
    RG_PUSH(p->arena, &p->exceptions, (exception){.node = basis->prove});
    return &p->exceptions.items[p->exceptions.count - 1];
}

static bool is_excepted(prover *p, const rg_basis *basis, const char *code) {
    exception *e = exception_of(p, basis);
    size_t count;
    const rg_node *const *list = e ? rg_read_list(&p->base->reader, rg_node_get(e->node, "ignore"), &count) : NULL;
    for (size_t i = 0; list && i < count && i < 64; i++)
        if (rg_same(rg_node_text(list[i]), code)) {
            e->used |= UINT64_C(1) << i;
            return true;
        }
    return false;
}

static void report_unused(prover *p) {
    for (size_t i = 0; i < p->exceptions.count; i++) {
        const exception *e = &p->exceptions.items[i];
        size_t count;
        const rg_node *const *list = rg_read_list(&p->base->reader, rg_node_get(e->node, "ignore"), &count);
        for (size_t k = 0; k < count && k < 64; k++)
            if (!(e->used >> k & 1))
                rg_report(p->diagnostics, RG_WARNING, "unused-exception", rg_node_place(list[k]),
                          "there is no finding '%s' to except here", rg_node_text(list[k]));
    }
}

static void report(prover *p, rg_severity severity, const char *code, const rg_basis *basis, const char *what,
                   const char *witness) {
    const char *market = p->market ? rg_textf(p->arena, "%s: ", p->market->code) : ""; /* of shared steps none */
    rg_report_shown(p->diagnostics, severity, code, basis->place, witness, "%s%s", market, what);
}

/* A finding about an entry that some device shows; the device is worked out where it is told. */
static void find(prover *p, rg_severity severity, const char *code, const rg_basis *basis, const char *what,
                 const conditions *shown) {
    if (!rg_exact_can_all(p->exact, shown->items, shown->count))
        return;
    rg_witness witness = rg_witness_of(p->exact, p->facts, &p->splits, shown->items, shown->count);
    if (witness.possible && !is_excepted(p, basis, code))
        report(p, severity, code, basis, what, witness.profile);
}

static void never(prover *p, const char *code, const rg_basis *basis, const char *what) {
    if (!is_excepted(p, basis, code))
        report(p, RG_WARNING, code, basis, what, NULL);
}

/* ---- questions ---- */

/* Whether no device can make it true; of what hangs on codes, which are not searched, nothing is claimed. */
static bool is_never(prover *p, rg_condition condition) {
    return !p->by_code[condition] && !rg_exact_can(p->exact, condition, true);
}

static rg_condition not(prover * p, rg_condition condition) {
    return rg_step_not(p->base->program, condition);
}

static void demand(prover *p, conditions *list, rg_condition condition) {
    RG_PUSH(p->arena, list, condition);
}

static bool is_possible(prover *p, const conditions *list) {
    return rg_exact_can_all(p->exact, list->items, list->count);
}

/* ---- classification ---- */

static void prove_scope(prover *p, const rg_market *m) {
    for (size_t i = 0; i < m->scope_rules.count; i++) {
        const rg_scope_rule *s = &m->scope_rules.items[i];
        exception_of(p, &s->basis);
        if (is_never(p, s->decides))
            never(p, "rule-never", &s->basis, rg_textf(p->arena, "the scope rule '%s' can never decide", s->id));
    }
    for (size_t i = 0; i < m->subclasses.count; i++) {
        const rg_subclass *s = &m->subclasses.items[i];
        exception_of(p, &s->basis);
        if (is_never(p, s->when))
            never(p, "rule-never", &s->basis, rg_textf(p->arena, "the sub-class '%s' can never hold", s->id));
    }
}

static void prove_rule(prover *p, const rg_rule *rule) {
    exception_of(p, &rule->basis);
    if (is_never(p, rule->fires))
        never(p, "rule-never", &rule->basis, rg_textf(p->arena, "the rule '%s' can never be true", rule->id));
    else if (is_never(p, rule->decides))
        never(
            p, "rule-beaten", &rule->basis,
            rg_textf(p->arena, "the rule '%s' never decides the class: where it is true, another one does", rule->id));
}

/* Of rules that are read in order: the first before this one that gives another class to some of the same devices. */
static void prove_order(prover *p, const rg_scheme *s, size_t index) {
    const rg_rule *rule = &s->rules.items[index];
    for (size_t i = 0; i < index && !rule->otherwise; i++) {
        const rg_rule *before = &s->rules.items[i];
        conditions both = {0};
        demand(p, &both, before->fires);
        demand(p, &both, rule->fires);
        if (before->otherwise || before->classes == rule->classes || !is_possible(p, &both) ||
            is_excepted(p, &s->basis, "rule-order"))
            continue;
        find(p, RG_NOTE, "rule-order", &rule->basis,
             rg_textf(p->arena,
                      "order alone decides between '%s' and '%s', which stands before it and gives another class",
                      rule->id, before->id),
             &both);
        return;
    }
}

static void prove_scheme(prover *p, const rg_market *m, const rg_scheme *s) {
    conditions classless = {0};
    exception_of(p, &s->basis);
    demand(p, &classless, m->in_scope);
    demand(p, &classless, s->active);
    for (size_t k = 0; k < m->classes.count; k++)
        demand(p, &classless, not(p, m->classes.items[k].is));
    find(p, RG_WARNING, "no-class", &s->basis,
         rg_textf(p->arena, "some device in the scope of '%s' gets no class", s->id), &classless);
    for (size_t i = 0; i < s->rules.count; i++) {
        prove_rule(p, &s->rules.items[i]);
        if (s->strategy == RG_FIRST)
            prove_order(p, s, i);
    }
}

static void prove_schemes(prover *p, const rg_market *m) {
    conditions unclassified = {0};
    demand(p, &unclassified, m->in_scope);
    for (size_t i = 0; i < m->schemes.count; i++) {
        prove_scheme(p, m, &m->schemes.items[i]);
        demand(p, &unclassified, not(p, m->schemes.items[i].active));
    }
    if (m->schemes.count)
        find(p, RG_WARNING, "no-scheme", &m->schemes.items[0].basis, "some device in scope is classified by no scheme",
             &unclassified);
}

/* ---- routes ---- */

static void prove_class_route(prover *p, const rg_market *m, const rg_scheme *s, size_t class) {
    conditions stranded = {0};
    demand(p, &stranded, s->active);
    demand(p, &stranded, m->classes.items[class].is);
    demand(p, &stranded, m->routeless);
    for (size_t i = 0; i < m->pathways.count; i++)
        if (!m->pathways.items[i].add_on)
            demand(p, &stranded, not(p, m->pathways.items[i].possible));
    find(p, RG_WARNING, "no-route", &s->basis,
         rg_textf(p->arena, "some device of class %s by '%s' has no route, open or possible",
                  m->classes.items[class].label, s->id),
         &stranded);
}

static void prove_routes(prover *p, const rg_market *m) {
    for (size_t i = 0; i < m->pathways.count; i++) {
        const rg_pathway *route = &m->pathways.items[i];
        exception_of(p, &route->basis);
        if (is_never(p, route->open) && is_never(p, route->possible))
            never(p, "route-never", &route->basis, rg_textf(p->arena, "the route '%s' can never be open", route->id));
    }
    for (size_t i = 0; m->pathways.count && i < m->schemes.count; i++)
        for (size_t k = 0; k < m->classes.count; k++)
            if (m->schemes.items[i].classes >> k & 1)
                prove_class_route(p, m, &m->schemes.items[i], k);
}

/* ---- requirements and steps ---- */

/* A condition that is true of every device might as well not be written; one of several that share out all is fine. */
static void prove_entry(prover *p, const rg_market *m, const rg_requirement *q, const rg_entry *entry) {
    conditions left_out = {0};
    demand(p, &left_out, q->applies);
    demand(p, &left_out, m->in_scope);
    demand(p, &left_out, not(p, entry->own));
    exception_of(p, &entry->basis);
    if (is_never(p, entry->chosen))
        never(p, "requirement-never", &entry->basis, rg_textf(p->arena, "this entry of '%s' can never count", q->id));
    else if (entry->own != RG_ALWAYS_TRUE && !p->by_code[entry->own] && !is_possible(p, &left_out))
        never(p, "requirement-always", &entry->basis,
              rg_textf(p->arena, "the condition of this entry of '%s' leaves out no device", q->id));
}

static void prove_requirements(prover *p, rg_market *m) {
    const rg_catalogue *c = rg_catalogue_of(p->base);
    const rg_market_requirements *all = rg_requirements_of(p->base, m);
    for (size_t i = 0; i < all->entries.count; i++)
        if (all->entries.items[i].basis.in_force)
            prove_entry(p, m, &c->requirements.items[all->entries.items[i].requirement], &all->entries.items[i]);
}

static void prove_tasks(prover *p, const rg_tasks *tasks) {
    for (size_t i = 0; i < tasks->count; i++) {
        const rg_task *task = &tasks->items[i];
        exception_of(p, &task->basis);
        if (task->basis.in_force && is_never(p, task->when))
            never(p, "step-never", &task->basis,
                  rg_textf(p->arena, "the condition of the step '%s' can never hold", task->id));
    }
}

/* ---- all of it ---- */

/* Whatever is asked later must stand in the program before the facts are evaluated. */
static void prepare_market(prover *p, rg_market *m) {
    const rg_market_requirements *all = rg_requirements_of(p->base, m);
    rg_tasks_of(p->base, m);
    for (size_t k = 0; k < m->classes.count; k++)
        not(p, m->classes.items[k].is);
    for (size_t i = 0; i < m->schemes.count; i++)
        not(p, m->schemes.items[i].active);
    for (size_t i = 0; i < m->pathways.count; i++)
        not(p, m->pathways.items[i].possible);
    for (size_t i = 0; i < all->entries.count; i++)
        not(p, all->entries.items[i].own);
}

static bool is_of_code(const rg_base *base, const rg_step *step) {
    if (step->op != RG_OP_TEST)
        return false;
    const rg_test *test = &base->program->tests.items[step->low];
    return test->kind == RG_TEST_TABLE ||
           (test->kind == RG_TEST_TEXT && base->vocabulary->attributes.items[test->subject].type == RG_CODE);
}

/* Children stand before their parents, so one pass tells all. */
static void mark_codes(prover *p) {
    const rg_program *program = p->base->program;
    p->by_code = rg_alloc_array(p->arena, program->steps.count + 1, sizeof *p->by_code);
    for (size_t i = 0; i < program->steps.count; i++) {
        const rg_step *step = &program->steps.items[i];
        p->by_code[i] = is_of_code(p->base, step);
        for (uint32_t k = 0; k < step->count; k++)
            p->by_code[i] = p->by_code[i] || p->by_code[program->children.items[step->first + k]];
    }
}

static const rg_facts *facts_of_any(prover *p) {
    const rg_vocabulary *v = p->base->vocabulary;
    rg_profile *any = rg_alloc(p->arena, sizeof *any);
    any->path = "any device";
    any->stated = rg_alloc_array(p->arena, v->attributes.count + 1, sizeof *any->stated);
    any->lists = rg_alloc_array(p->arena, v->records.count + 1, sizeof *any->lists);
    return rg_facts_new(p->base, any, p->arena, p->diagnostics);
}

/* The search of one market keeps all it finds out on the way: it gets memory of its own. */
static void prove_market(prover *p, rg_market *m) {
    rg_arena *scratch = rg_arena_new();
    if (!scratch || setjmp(*rg_arena_recovery(scratch))) {
        rg_arena_free(scratch);
        longjmp(*rg_arena_recovery(p->arena), 1);
    }
    p->market = m;
    p->exact = rg_exact_new(p->facts, scratch);
    rg_exact_by(p->exact, RG_BY_SOLVER);
    if (m) {
        prove_scope(p, m);
        prove_schemes(p, m);
        prove_routes(p, m);
        prove_requirements(p, m);
    }
    prove_tasks(p, m ? rg_tasks_of(p->base, m) : rg_shared_tasks(p->base));
    rg_arena_free(scratch);
}

void rg_prove(rg_base *base, rg_market *const *markets, size_t count, rg_diagnostics *diagnostics) {
    prover p = {.base = base, .arena = base->arena, .diagnostics = diagnostics};
    for (size_t i = 0; i < count; i++)
        prepare_market(&p, markets[i]);
    rg_witness_prepare(base, &p.splits);
    mark_codes(&p);
    p.facts = facts_of_any(&p);
    if (!p.facts)
        return;
    for (size_t i = 0; i < count; i++)
        prove_market(&p, markets[i]);
    prove_market(&p, NULL);
    report_unused(&p);
}
