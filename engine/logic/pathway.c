/* pathways.yaml: the routes to market, and what comes on top of them. */
#include <string.h>

#include "logic/market.h"

void rg_days_read(rg_reader *r, const rg_node *entry, long days[3]) {
    static const char *const keys[] = {"shortest", "usual", "longest"};
    const rg_node *node = rg_node_get(entry, "days");
    rg_read_keys(r, node, "shortest usual longest");
    for (size_t i = 0; i < 3; i++) {
        double value;
        days[i] = -1;
        if (!rg_read_number(r, node, keys[i], &value))
            continue;
        if (value >= 0 && value < 36525)
            days[i] = (long)value;
        else
            rg_report(r->diagnostics, RG_ERROR, "days", rg_node_place(rg_node_get(node, keys[i])),
                      "'%s' must be from 0 to 36524 days", keys[i]);
    }
    for (size_t i = 0; i < 3; i++)
        for (size_t k = i + 1; k < 3; k++)
            if (days[i] >= 0 && days[k] >= 0 && days[i] > days[k])
                rg_report(r->diagnostics, RG_ERROR, "days", rg_node_place(node), "'%s' is longer than '%s'", keys[i],
                          keys[k]);
}

static rg_fee read_fee(rg_base *base, rg_market *m, const rg_item *item, const rg_node *node) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, node, "what amount low high currency of when cite verified note effective");
    rg_fee fee = {.what = rg_read_text(r, node, "what", true), .basis = rg_read_basis(r, node, m ? m->code : "")};
    bool good = rg_read_number(r, node, "amount", &fee.amount) && fee.amount >= 0;
    if (!good)
        rg_report(r->diagnostics, RG_ERROR, "fee", rg_node_place(node), "'amount' must be a number, 0 or more");
    fee.low = fee.high = fee.amount;
    rg_read_number(r, node, "low", &fee.low);
    rg_read_number(r, node, "high", &fee.high);
    if (good && (fee.low < 0 || fee.low > fee.amount || fee.amount > fee.high))
        rg_report(r->diagnostics, RG_ERROR, "fee", rg_node_place(node),
                  "'low', 'amount' and 'high' must rise, from 0 or more");
    const char *currency = rg_read_word(r, node, "currency", m == NULL);
    fee.currency = currency ? currency : m && m->currency ? m->currency : "";
    fee.of = rg_read_word(r, node, "of", false);
    rg_compiler c = {.reader = r, .vocabulary = base->vocabulary, .program = base->program};
    if (m)
        c = rg_market_compiler(base, m, item);
    fee.when = rg_compile(&c, rg_node_get(node, "when"));
    fee.unless = rg_step_not(base->program, fee.when);
    return fee;
}

void rg_fees_read(rg_base *base, rg_market *m, const rg_item *item, rg_fees *out) {
    const rg_node *list = rg_node_get(item->node, "fees");
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_fee fee = read_fee(base, m, item, node);
        if (rg_read_in_force(&base->reader, node))
            RG_PUSH(base->arena, out, fee);
    }
}

static void read_pathway(rg_base *base, rg_market *m, const rg_item *item, rg_condition *before) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, item->node,
                 "id kind name when possible_when reviewer dossier days fees validity_months cite verified effective "
                 "note status prove");
    const char *kind = rg_read_word(r, item->node, "kind", false);
    rg_pathway p = {
        .id = item->id, .add_on = rg_same(kind, "add_on"), .name = rg_read_text(r, item->node, "name", true)};
    if (kind && !p.add_on && !rg_same(kind, "route"))
        rg_report(r->diagnostics, RG_ERROR, "unknown-value", rg_node_place(item->node), "'kind' is route or add_on");
    p.reviewer = rg_read_text(r, item->node, "reviewer", false);
    p.dossier = rg_read_text(r, item->node, "dossier", false);
    p.basis = rg_read_basis(r, item->node, m->code);
    rg_compiler c = rg_market_compiler(base, m, item);
    const rg_node *possible = rg_node_get(item->node, "possible_when");
    rg_condition own = rg_compile(&c, rg_node_get(item->node, "when"));
    if (rg_read_in_force(r, item->node))
        own = rg_base_mutable(base, own,
                              (rg_mutable){.route = true, .market = m->code, .id = p.id, .place = p.basis.place});
    p.open = rg_step_and(base->program, m->in_scope, own);
    p.possible = possible ? rg_step_and(base->program, m->in_scope, rg_compile(&c, possible)) : RG_ALWAYS_FALSE;
    rg_days_read(r, item->node, p.days);
    rg_fees_read(base, m, item, &p.fees);
    double months = 0;
    rg_read_number(r, item->node, "validity_months", &months);
    p.validity_months = (long)months;
    p.recommended = RG_ALWAYS_FALSE;
    if (!rg_read_in_force(r, item->node)) {
        rg_map_put(&m->lapsed, p.id, 1);
        return;
    }
    if (!p.add_on) {
        p.recommended = rg_step_and(base->program, p.open, rg_step_not(base->program, *before));
        *before = rg_step_or(base->program, *before, p.open);
    }
    rg_map_set(&m->pathway_ids, p.id, (long)m->pathways.count);
    RG_PUSH(base->arena, &m->pathways, p);
}

void rg_pathways_read(rg_base *base, rg_market *m) {
    rg_items items = {0};
    rg_condition before = RG_ALWAYS_FALSE;
    rg_market_items(base, m, &items, "pathways.yaml", "pathways/1", "pathways", "id", false);
    for (size_t i = 0; i < items.count; i++)
        read_pathway(base, m, &items.items[i], &before);
    m->routeless = rg_step_and(base->program, m->in_scope, rg_step_not(base->program, before));
}
