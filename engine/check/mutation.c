#include "check/mutation.h"

#include <string.h>

#include "util/buffer.h"

typedef struct {
    rg_mutation *mutation;
    rg_arena *arena;       /* of the answer */
    const char *inherited; /* paths that begin so are left out, or NULL */
} visit;

static void add_mutant(const visit *v, const rg_mutable *m, bool dropped) {
    rg_mutation *all = v->mutation;
    const char *key = rg_textf(v->arena, "%d %d %s", m->route, dropped, m->id);
    if (rg_map_get(&all->index, key) >= 0)
        return;
    rg_map_put(&all->index, key, (long)all->mutants.count);
    rg_mutant mutant = {.route = m->route, .dropped = dropped, .place = m->place};
    mutant.id = rg_copy_text(v->arena, m->id, strlen(m->id));
    mutant.place.path = rg_copy_text(v->arena, m->place.path, strlen(m->place.path));
    RG_PUSH(v->arena, &all->mutants, mutant);
}

static bool is_own(const visit *v, const rg_mutable *m) {
    return strcmp(m->market, v->mutation->market) == 0 &&
           !(v->inherited && rg_starts_with(m->place.path, v->inherited));
}

/* A rule base of another day has mostly the same rules; those it has more are added. */
static void add_mutants(const visit *v, const rg_base *base) {
    for (size_t i = 0; i < base->mutables.count; i++) {
        const rg_mutable *m = &base->mutables.items[i];
        if (!is_own(v, m))
            continue;
        if (m->negated != RG_ALWAYS_FALSE)
            add_mutant(v, m, false);
        add_mutant(v, m, true);
    }
}

/* Whether a condition that an outcome is made of has changed. */
static bool differs(const rg_market *m, const uint8_t *a, const uint8_t *b) {
    bool changed = a[m->in_scope] != b[m->in_scope];
    for (size_t i = 0; i < m->classes.count && !changed; i++)
        changed = a[m->classes.items[i].is] != b[m->classes.items[i].is];
    for (size_t i = 0; i < m->subclasses.count && !changed; i++)
        changed = a[m->subclasses.items[i].when] != b[m->subclasses.items[i].when];
    for (size_t i = 0; i < m->schemes.count && !changed; i++)
        for (size_t k = 0; k < m->schemes.items[i].rules.count && !changed; k++) {
            const rg_rule *rule = &m->schemes.items[i].rules.items[k];
            changed = a[rule->fires] != b[rule->fires] || a[rule->decides] != b[rule->decides];
        }
    for (size_t i = 0; i < m->pathways.count && !changed; i++) {
        const rg_pathway *p = &m->pathways.items[i];
        changed = a[p->open] != b[p->open] || a[p->recommended] != b[p->recommended];
    }
    return changed;
}

static void try_mutant(const visit *v, rg_base *base, rg_market *m, const rg_item *item, rg_facts *facts,
                       const uint8_t *before, const rg_mutable *what, bool dropped) {
    const char *key = rg_textf(base->arena, "%d %d %s", what->route, dropped, what->id);
    long index = rg_map_get(&v->mutation->index, key);
    rg_condition which = dropped ? what->dropped : what->negated;
    if (index < 0 || v->mutation->mutants.items[index].noticed || which == RG_ALWAYS_FALSE)
        return;
    rg_facts_switch(facts, which, true);
    if (differs(m, before, facts->truth) && !rg_case_holds(base, m, item, facts)) {
        v->mutation->mutants.items[index].noticed = true;
        v->mutation->noticed++;
    }
    rg_facts_switch(facts, which, false);
}

static void visit_case(void *context, rg_base *base, rg_market *m, const rg_item *item, rg_facts *facts) {
    const visit *v = context;
    add_mutants(v, base);
    if (!rg_case_holds(base, m, item, facts))
        return;
    size_t count = base->program->steps.count;
    uint8_t *before = rg_alloc_array(base->arena, count + 1, 1);
    memcpy(before, facts->truth, count);
    for (size_t i = 0; i < base->mutables.count; i++) {
        if (!is_own(v, &base->mutables.items[i]))
            continue;
        try_mutant(v, base, m, item, facts, before, &base->mutables.items[i], false);
        try_mutant(v, base, m, item, facts, before, &base->mutables.items[i], true);
    }
}

static void prepare(void *context, rg_base *base, rg_market *m) {
    (void)context;
    (void)base;
    (void)m;
}

rg_mutation *rg_mutate(const rg_base *base, const char *market) {
    rg_mutation *out = rg_alloc(base->arena, sizeof *out);
    *out = (rg_mutation){.market = market, .index = rg_map_in(base->arena)};
    rg_arena *scratch = rg_arena_new();
    if (!scratch || setjmp(*rg_arena_recovery(scratch))) {
        rg_arena_free(scratch);
        longjmp(*rg_arena_recovery(base->arena), 1);
    }
    rg_diagnostics quiet = rg_diagnostics_in(scratch);
    rg_base *changed = rg_base_new(scratch, base->reader.store, base->reader.as_of, &quiet);
    changed->is_mutable = true;
    rg_market *m = rg_base_market(changed, market);
    visit v = {.mutation = out, .arena = base->arena};
    v.inherited = m->parent ? rg_textf(scratch, "jurisdictions/%s/", m->parent) : NULL;
    add_mutants(&v, changed);
    rg_case_results results = {0};
    rg_cases_visit(changed, m, &results, &(rg_case_visitor){.prepare = prepare, .visit = visit_case, .context = &v});
    rg_arena_free(scratch);
    return out;
}
