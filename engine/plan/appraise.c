#include "plan/appraise.h"

#include <math.h>
#include <string.h>

#include "util/buffer.h"

/* Scales of money and people begin to count in logarithms at these sizes: 100 million dollars, a million, 1000 dollars.
 */
static const rg_factor FACTORS[RG_FACTORS] = {
    [RG_TIME] = {.id = "time", .less_is_better = true},
    [RG_FEES] = {.id = "fees", .less_is_better = true, .unit = 1000},
    [RG_GAPS] = {.id = "gaps", .less_is_better = true},
    [RG_RELIANCE] = {.id = "reliance"},
    [RG_CLASS] = {.id = "class", .less_is_better = true},
    [RG_LOCAL_EVIDENCE] = {.id = "local_evidence", .less_is_better = true},
    [RG_DEVICE_MARKET] = {.id = "device_market", .unit = 0.1},
    [RG_POPULATION] = {.id = "population", .unit = 1},
    [RG_HEALTH_SPENDING] = {.id = "health_expenditure_share"},
    [RG_GROWTH] = {.id = "device_market_growth"},
    [RG_AGEING] = {.id = "ageing_share"},
};

/* ---- weights ---- */

void rg_factors_weigh(rg_base *base, const rg_document *document, rg_factor *factors) {
    rg_reader *r = &base->reader;
    const rg_node *root = rg_document_root(document);
    rg_read_keys(r, root, "reggap weights note");
    const char *kind = rg_read_word(r, root, "reggap", true);
    if (kind && strcmp(kind, "weights/1") != 0)
        rg_report(r->diagnostics, RG_ERROR, "kind", rg_node_place(rg_node_get(root, "reggap")),
                  "'weights/1' is expected here, not '%.*s'", (int)rg_utf8_cut(kind, 40), kind);
    const char *names[RG_FACTORS];
    for (size_t i = 0; i < RG_FACTORS; i++)
        names[i] = FACTORS[i].id;
    const rg_node *map = rg_node_get(root, "weights");
    if (!rg_node_is(map, RG_MAP))
        rg_report(r->diagnostics, RG_ERROR, map ? "type" : "missing-key", rg_node_place(map ? map : root),
                  map ? "'weights' must be a map" : "'weights' is missing");
    for (const rg_node *node = rg_node_is(map, RG_MAP) ? rg_node_first(map) : NULL; node; node = rg_node_next(node)) {
        size_t i = 0;
        double weight = 0;
        while (i < RG_FACTORS && strcmp(names[i], rg_node_key(node)) != 0)
            i++;
        if (i == RG_FACTORS) {
            rg_wrong_name(r, "unknown-factor", rg_node_key_place(node), "factor", rg_node_key(node), names, RG_FACTORS);
            continue;
        }
        if (!rg_read_number(r, map, names[i], &weight))
            continue;
        if (weight < 0 || weight > 1e6)
            rg_report(r->diagnostics, RG_ERROR, "weight", rg_node_place(node),
                      "a weight is a number from 0 to 1000000");
        else
            factors[i].weight = weight;
    }
    double sum = 0;
    for (size_t i = 0; i < RG_FACTORS; i++)
        sum += factors[i].weight;
    if (!(sum > 0))
        rg_report(r->diagnostics, RG_ERROR, "weight", rg_node_place(map ? map : root), "all weights are 0");
}

rg_factor *rg_factors_read(rg_base *base) {
    rg_factor *factors = rg_alloc_array(base->arena, RG_FACTORS, sizeof *factors);
    memcpy(factors, FACTORS, sizeof FACTORS);
    for (size_t i = 0; i < RG_FACTORS; i++)
        factors[i].weight = 1;
    for (const rg_store_file *file = NULL; (file = rg_store_next(base->reader.store, "rules/weights.yaml", file));)
        rg_factors_weigh(base, file->document, factors);
    return factors;
}

/* ---- market facts ---- */

const rg_market_fact *rg_market_fact_of(const rg_market *m, const char *id) {
    for (size_t i = 0; i < m->facts.count; i++)
        if (rg_same(m->facts.items[i].id, id))
            return &m->facts.items[i];
    return NULL;
}

bool rg_fact_in_billion_usd(const rg_market_fact *fact, const rg_rates *rates, double *out) {
    static const struct {
        const char *word;
        double billions;
    } sizes[] = {{"million ", 1e-3}, {"billion ", 1}, {"trillion ", 1e3}};
    for (size_t i = 0; fact && fact->unit && i < sizeof sizes / sizeof *sizes; i++) {
        if (!rg_starts_with(fact->unit, sizes[i].word))
            continue;
        double rate = rg_rate_between(rates, fact->unit + strlen(sizes[i].word), "USD");
        *out = fact->value * sizes[i].billions * rate;
        return rate > 0;
    }
    return false;
}

static void take_facts(const rg_market *m, const rg_rates *rates, rg_appraisal *values) {
    for (size_t f = RG_DEVICE_MARKET; f < RG_FACTORS; f++) {
        const rg_market_fact *fact = rg_market_fact_of(m, FACTORS[f].id);
        if (!fact)
            continue;
        values[f].known = f != RG_DEVICE_MARKET || rg_fact_in_billion_usd(fact, rates, &values[f].value);
        if (f != RG_DEVICE_MARKET)
            values[f].value = fact->value;
        values[f].basis = &fact->basis;
    }
}

/* ---- effort and openness ---- */

static void take(rg_appraisal *a, double value) {
    a->known = true;
    a->value = value;
}

/* The place among the classes of devices or of in-vitro diagnostics; of an open class the highest that is possible. */
static void take_class(const rg_outcome *o, rg_appraisal *a) {
    long class = o->value;
    for (size_t i = 0; class < 0 && i < o->market->classes.count; i++)
        if (o->possible >> (o->market->classes.count - 1 - i) & 1)
            class = (long)(o->market->classes.count - 1 - i);
    if (class < 0 || o->status == RG_NONE)
        return;
    a->at_least = o->status != RG_DETERMINED;
    size_t below = 0, all = 0;
    for (size_t i = 0; i < o->market->classes.count; i++) {
        bool same_kind = o->market->classes.items[i].products & o->market->classes.items[class].products;
        all += same_kind;
        below += same_kind && (long)i < class;
    }
    take(a, all > 1 ? (double)below / (double)(all - 1) : 0);
}

static void take_rows(const rg_comparison *c, rg_appraisal *values) {
    double gaps = 0, local = 0;
    for (size_t i = 0; i < c->rows.count; i++) {
        const rg_row *row = &c->rows.items[i];
        if (row->target.required != RG_TRUE)
            continue;
        gaps += row->verdict == RG_GAP ? 1 : row->verdict == RG_ADAPT || row->verdict == RG_UNDETERMINED ? 0.5 : 0;
        local += row->requirement->local_evidence;
        for (size_t k = 0; k < row->requirement->count; k++)
            local += row->requirement->parameters[k].local_evidence && (row->target.entry->values[k].mask & 1);
    }
    take(&values[RG_GAPS], gaps);
    take(&values[RG_LOCAL_EVIDENCE], local);
}

static const rg_facts *without_approvals(const rg_appraise_question *q, rg_arena *arena, rg_diagnostics *diagnostics) {
    const rg_vocabulary *v = q->base->vocabulary;
    rg_profile *copy = rg_alloc(arena, sizeof *copy);
    *copy = *q->facts->profile;
    copy->lists = rg_alloc_array(arena, v->records.count + 1, sizeof *copy->lists);
    for (size_t i = 0; i < v->records.count; i++)
        copy->lists[i] = strcmp(v->records.items[i].id, "approvals") == 0 ? (rg_record_list){.stated = true}
                                                                          : q->facts->profile->lists[i];
    return rg_facts_new(q->base, copy, arena, diagnostics);
}

typedef struct {
    rg_estimator *estimator;
    const rg_facts *bare; /* without the approvals held, or NULL */
    rg_exact *bare_exact;
} effort;

static void take_effort(const rg_appraise_question *q, const effort *how, size_t market, rg_appraisal *values) {
    rg_estimate with, without;
    int32_t start = q->base->reader.as_of;
    /* A market whose steps are not written would look quick: its time is not known. */
    if (!rg_estimate_market(how->estimator, q->exact, q->facts, market, start, NULL, &with) || !with.known)
        return;
    take(&values[RG_TIME], with.days[1]);
    values[RG_TIME].at_least = with.lower_bound;
    if (!with.fees_incomplete)
        take(&values[RG_FEES], with.fees[1]);
    if (how->bare && rg_estimate_market(how->estimator, how->bare_exact, how->bare, market, start, NULL, &without))
        take(&values[RG_RELIANCE], without.days[1] > 0 ? fmax(without.days[1] - with.days[1], 0) / without.days[1] : 0);
}

rg_ranking *rg_appraise(const rg_appraise_question *q, rg_factor *factors, rg_arena *arena,
                        rg_diagnostics *diagnostics) {
    rg_ranked *markets = rg_alloc_array(arena, q->count + 1, sizeof *markets);
    effort how = {.bare = without_approvals(q, arena, diagnostics)};
    how.estimator = rg_estimator_new(q->base, q->markets, q->count, q->rates, q->currency, arena);
    how.bare_exact = how.bare ? rg_exact_new(how.bare, arena) : NULL;
    double dollar = rg_rate_between(q->rates, "USD", q->currency);
    if (dollar > 0)
        factors[RG_FEES].unit = FACTORS[RG_FEES].unit * dollar;
    for (size_t i = 0; i < q->count; i++) {
        rg_appraisal *values = rg_alloc_array(arena, RG_FACTORS, sizeof *values);
        rg_comparison *c = rg_compare(q->base, q->exact, q->facts, q->home, q->markets[i], arena);
        markets[i] = (rg_ranked){.market = q->markets[i], .values = values};
        if (c->outcome->in_scope != RG_FALSE) {
            take_effort(q, &how, i, values);
            take_class(c->outcome, &values[RG_CLASS]);
            take_rows(c, values);
        }
        take_facts(q->markets[i], q->rates, values);
    }
    return rg_rank(factors, RG_FACTORS, markets, q->count, arena);
}
