/* The words of a condition that only a market can resolve: term, rule, class, route, ... */
#include <string.h>

#include "logic/classification.h"
#include "util/buffer.h"

typedef RG_LIST(const char *) name_list;

static rg_condition unknown_among(rg_base *base, const rg_node *node, const char *what, const name_list *names) {
    rg_wrong_name(&base->reader, "unknown-name", rg_node_place(node), what, rg_node_text(node), names->items,
                  names->count);
    return RG_ALWAYS_FALSE;
}

static rg_condition unknown_name(rg_base *base, const rg_node *node, const char *what) {
    rg_wrong_name(&base->reader, "unknown-name", rg_node_place(node), what, rg_node_text(node), NULL, 0);
    return RG_ALWAYS_FALSE;
}

static rg_condition resolve_term(rg_base *base, rg_market *m, const rg_compiler *c, const rg_node *node) {
    const char *id = rg_node_text(node);
    long index = rg_map_get(&m->term_ids, c->item ? rg_item_name(&base->reader, c->item, id) : id);
    if (index < 0)
        index = rg_map_get(&m->term_ids, id);
    if (index < 0) {
        name_list names = {0};
        for (size_t i = 0; i < m->terms.count; i++)
            RG_PUSH(base->arena, &names, m->terms.items[i].item.id);
        return unknown_among(base, node, "term", &names);
    }
    rg_term *term = &m->terms.items[index];
    if (term->state == 1) {
        rg_report(base->reader.diagnostics, RG_ERROR, "cycle", rg_node_place(node), "term '%s' depends on itself", id);
        return RG_ALWAYS_FALSE;
    }
    if (term->state == 0) {
        term->state = 1;
        rg_compiler inner = rg_market_compiler(base, m, &term->item);
        rg_condition body = rg_compile(&inner, rg_node_get(term->item.node, "when"));
        m->terms.items[index].condition = rg_step_named(base->program, body, term->item.id, term->title);
        m->terms.items[index].state = 2;
    }
    return m->terms.items[index].condition;
}

static rg_condition resolve_rule(rg_base *base, rg_market *m, const rg_compiler *c, const rg_node *node) {
    const char *id = rg_node_text(node);
    const char *name = c->item ? rg_item_name(&base->reader, c->item, id) : id;
    long at = rg_map_get(&m->rule_ids, name);
    if (at < 0)
        at = rg_map_get(&m->rule_ids, id);
    if (at < 0 && rg_map_get(&m->lapsed, name) >= 0)
        return RG_ALWAYS_FALSE;
    if (at < 0) {
        name_list names = {0};
        for (size_t i = 0; i < m->schemes.count; i++)
            for (size_t k = 0; k < m->schemes.items[i].rules.count; k++)
                RG_PUSH(base->arena, &names, m->schemes.items[i].rules.items[k].id);
        return unknown_among(base, node, "rule", &names);
    }
    rg_scheme *s = &m->schemes.items[at >> 16];
    rg_rule *rule = &s->rules.items[at & 0xFFFF];
    return rg_step_named(base->program, rg_rule_condition(base, m, s, rule), rule->id, rule->title);
}

static rg_condition resolve_class(rg_base *base, rg_market *m, const rg_node *node) {
    long index = rg_class_index(m, rg_node_text(node));
    if (index < 0) {
        name_list names = {0};
        for (size_t i = 0; i < m->classes.count; i++)
            RG_PUSH(base->arena, &names, m->classes.items[i].label);
        return unknown_among(base, node, "class", &names);
    }
    if (!m->classes_ready) {
        rg_report(base->reader.diagnostics, RG_ERROR, "cycle", rg_node_place(node),
                  "the class cannot be asked while it is being decided");
        return RG_ALWAYS_FALSE;
    }
    const char *label = m->classes.items[index].label;
    return rg_step_named(base->program, m->classes.items[index].is,
                         rg_textf(base->arena, "%s: class %s", m->code, label),
                         (rg_text){rg_textf(base->arena, "class %s", label), rg_textf(base->arena, "クラス%s", label)});
}

static rg_condition resolve_subclass(rg_base *base, rg_market *m, const rg_node *node) {
    for (size_t i = 0; i < m->subclasses.count; i++)
        if (rg_same(m->subclasses.items[i].id, rg_node_text(node)))
            return m->subclasses.items[i].when;
    return unknown_name(base, node, "sub-class");
}

static rg_condition resolve_route(rg_base *base, rg_market *m, const rg_compiler *c, const rg_node *node) {
    const char *id = rg_node_text(node);
    const char *name = c->item ? rg_item_name(&base->reader, c->item, id) : id;
    long index = rg_map_get(&m->pathway_ids, name);
    if (index < 0 && rg_map_get(&m->lapsed, name) >= 0)
        return RG_ALWAYS_FALSE;
    if (index < 0) {
        name_list names = {0};
        for (size_t i = 0; i < m->pathways.count; i++)
            RG_PUSH(base->arena, &names, m->pathways.items[i].id);
        return unknown_among(base, node, "route", &names);
    }
    const rg_pathway *pathway = &m->pathways.items[index];
    return rg_step_named(base->program, pathway->recommended, pathway->id, pathway->name);
}

static rg_condition resolve_class_in(rg_base *base, const rg_node *node) {
    rg_read_keys(&base->reader, node, "market class");
    const char *code = rg_read_word(&base->reader, node, "market", true);
    rg_market *other = code ? rg_base_market(base, code) : NULL;
    if (!other)
        return unknown_name(base, rg_node_get(node, "market") ? rg_node_get(node, "market") : node, "market");
    size_t count;
    const rg_node *const *list = rg_read_list(&base->reader, rg_node_get(node, "class"), &count);
    rg_condition any = RG_ALWAYS_FALSE;
    for (size_t i = 0; i < count; i++)
        any = rg_step_or(base->program, any, resolve_class(base, other, list[i]));
    return any;
}

rg_condition rg_market_resolve(rg_compiler *c, const rg_node *node) {
    rg_base *base = c->base;
    rg_market *m = c->market;
    const char *key = rg_node_key(node);
    if (rg_same(key, "in_table"))
        return rg_in_table(base, c, node);
    if (rg_same(key, "class_in"))
        return resolve_class_in(base, node);
    size_t count;
    rg_condition any = RG_ALWAYS_FALSE;
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    for (size_t i = 0; i < count; i++) {
        rg_condition one = rg_same(key, "term")       ? resolve_term(base, m, c, list[i])
                           : rg_same(key, "rule")     ? resolve_rule(base, m, c, list[i])
                           : rg_same(key, "class")    ? resolve_class(base, m, list[i])
                           : rg_same(key, "subclass") ? resolve_subclass(base, m, list[i])
                                                      : resolve_route(base, m, c, list[i]);
        any = rg_step_or(base->program, any, one);
    }
    return any;
}
