/* Named conditions of a market, and which products its device law covers. */
#include "logic/classification.h"

void rg_term_add(rg_base *base, rg_market *m, rg_item item, const char *plain_id) {
    rg_read_keys(&base->reader, item.node, "id title when cite verified note");
    rg_term term = {.item = item, .title = rg_read_text(&base->reader, item.node, "title", true)};
    rg_read_basis(&base->reader, item.node, m->code);
    long index = (long)m->terms.count;
    rg_map_set(&m->term_ids, item.id, index);
    rg_map_put(&m->term_ids, plain_id, index);
    RG_PUSH(base->arena, &m->terms, term);
}

void rg_terms_read(rg_base *base, rg_market *m) {
    rg_items items = {0};
    rg_market_items(base, m, &items, RG_CLASSIFICATION_FILE, RG_CLASSIFICATION_KIND, "terms", "id", false);
    for (size_t i = 0; i < items.count; i++)
        rg_term_add(base, m, items.items[i], items.items[i].id);
}

void rg_scope_read(rg_base *base, rg_market *m) {
    static const char *const names[] = {"in", "out", "borderline"};
    rg_reader *r = &base->reader;
    rg_items items = {0};
    rg_market_items(base, m, &items, RG_CLASSIFICATION_FILE, RG_CLASSIFICATION_KIND, "scope", "id", false);
    rg_condition before = RG_ALWAYS_FALSE, ends[3] = {RG_ALWAYS_FALSE, RG_ALWAYS_FALSE, RG_ALWAYS_FALSE};
    for (size_t i = 0; i < items.count; i++) {
        const rg_item *item = &items.items[i];
        rg_read_keys(r, item->node, "id when scope reason cite verified note effective law status title prove");
        rg_compiler c = rg_market_compiler(base, m, item);
        rg_scope_rule rule = {.id = item->id, .basis = rg_read_basis(r, item->node, m->code)};
        long kind = rg_read_choice(r, item->node, "scope", names, 3);
        if (kind < 0)
            continue;
        rule.scope = (rg_scope)kind;
        rule.reason = rg_read_text(r, item->node, "reason", true);
        rule.when = rg_compile(&c, rg_node_get(item->node, "when"));
        if (!rg_read_in_force(r, item->node))
            continue;
        rule.decides = rg_step_and(base->program, rule.when, rg_step_not(base->program, before));
        before = rg_step_or(base->program, before, rule.when);
        ends[kind] = rg_step_or(base->program, ends[kind], rule.decides);
        RG_PUSH(base->arena, &m->scope_rules, rule);
    }
    m->out_of_scope = ends[RG_SCOPE_OUT];
    m->borderline = ends[RG_SCOPE_BORDERLINE];
    m->in_scope = rg_step_not(base->program, rg_step_or(base->program, m->out_of_scope, m->borderline));
}
