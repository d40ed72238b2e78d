#include "check/coverage.h"

#include "util/buffer.h"

const char *const RG_COVERED_NAMES[RG_COVERED_COUNT] = {
#define X(name) #name,
    RG_COVERED_KINDS(X)
#undef X
};

bool rg_is_covered(const rg_covered *item) {
    return item->true_cases > 0 && (item->always || item->false_cases > 0);
}

/* A rule base of another day has the same entries at the same places. NULL for what the market inherits from another.
 */
static rg_covered *find(rg_coverage *c, rg_base *base, rg_covered_kind kind, const char *id, rg_place place) {
    if (c->inherited && rg_starts_with(place.path, c->inherited))
        return NULL;
    const char *key = rg_textf(base->arena, "%d %s %s:%u:%u", kind, id, place.path, place.line, place.column);
    long at = rg_map_put(&c->index, key, (long)c->items.count);
    if ((size_t)at == c->items.count)
        RG_PUSH(base->arena, &c->items, (rg_covered){.kind = kind, .id = id, .place = place});
    return &c->items.items[at];
}

typedef struct {
    rg_coverage *coverage;
    rg_base *base;
    const rg_facts *facts; /* NULL: only what there is is noted */
} visit;

static bool is_true(const visit *v, rg_condition condition) {
    return v->facts && rg_truth_of(v->facts, condition) == RG_TRUE;
}

static bool is_false(const visit *v, rg_condition condition) {
    return v->facts && rg_truth_of(v->facts, condition) == RG_FALSE;
}

static void count(const visit *v, rg_covered *item, rg_condition condition, bool considered, bool always) {
    if (!item)
        return;
    item->always = always;
    item->true_cases += is_true(v, condition);
    item->false_cases += considered && is_false(v, condition);
}

static void visit_classification(const visit *v, const rg_market *m) {
    for (size_t i = 0; i < m->scope_rules.count; i++) {
        const rg_scope_rule *s = &m->scope_rules.items[i];
        count(v, find(v->coverage, v->base, RG_COVERED_scope, s->id, s->basis.place), s->decides, true, false);
    }
    for (size_t i = 0; i < m->schemes.count; i++) {
        const rg_scheme *scheme = &m->schemes.items[i];
        for (size_t k = 0; k < scheme->rules.count; k++) {
            const rg_rule *rule = &scheme->rules.items[k];
            rg_covered *item = find(v->coverage, v->base, RG_COVERED_rule, rule->id, rule->basis.place);
            count(v, item, rule->fires, is_true(v, scheme->active), rule->own == RG_ALWAYS_TRUE && !rule->otherwise);
        }
    }
    for (size_t i = 0; i < m->subclasses.count; i++) {
        const rg_subclass *s = &m->subclasses.items[i];
        count(v, find(v->coverage, v->base, RG_COVERED_subclass, s->id, s->basis.place), s->when, true, false);
    }
}

/* A route counts where it is the recommended one; an add-on where it comes on top. */
static void visit_routes(const visit *v, const rg_market *m) {
    for (size_t i = 0; i < m->pathways.count; i++) {
        const rg_pathway *p = &m->pathways.items[i];
        rg_covered *item = find(v->coverage, v->base, RG_COVERED_route, p->id, p->basis.place);
        count(v, item, p->add_on ? p->open : p->recommended, true, p->open == m->in_scope);
    }
}

static void visit_requirements(const visit *v, rg_market *m) {
    const rg_catalogue *catalogue = rg_catalogue_of(v->base);
    const rg_market_requirements *all = rg_requirements_of(v->base, m);
    for (size_t i = 0; i < all->entries.count; i++) {
        const rg_entry *entry = &all->entries.items[i];
        const rg_requirement *q = &catalogue->requirements.items[entry->requirement];
        if (entry->chosen == RG_ALWAYS_FALSE)
            continue;
        rg_covered *item = find(v->coverage, v->base, RG_COVERED_requirement, q->id, entry->basis.place);
        count(v, item, entry->chosen, true, all->count[entry->requirement] == 1);
    }
}

static void visit_all(void *context, rg_base *base, rg_market *m, const rg_facts *facts) {
    visit v = {.coverage = context, .base = base, .facts = facts};
    v.coverage->cases += facts != NULL;
    visit_classification(&v, m);
    visit_routes(&v, m);
    visit_requirements(&v, m);
}

static void visit_case(void *context, rg_base *base, rg_market *m, const rg_item *item, rg_facts *facts) {
    (void)item;
    visit_all(context, base, m, facts);
}

static void prepare(void *context, rg_base *base, rg_market *m) {
    (void)context;
    rg_requirements_of(base, m);
}

rg_coverage *rg_coverage_of(rg_base *base, rg_market *market, rg_case_results *results) {
    rg_coverage *c = rg_alloc(base->arena, sizeof *c);
    c->market = market->code;
    c->inherited = market->parent ? rg_textf(base->arena, "jurisdictions/%s/", market->parent) : NULL;
    c->index = rg_map_in(base->arena);
    visit_all(c, base, market, NULL);
    rg_cases_visit(base, market, results, &(rg_case_visitor){.prepare = prepare, .visit = visit_case, .context = c});
    return c;
}
