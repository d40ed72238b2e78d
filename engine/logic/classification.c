/* classification.yaml: scope, terms, code tables, schemes and their rules, in the order they need each other. */
#include "logic/classification.h"

static void read_subclasses(rg_base *base, rg_market *m, const rg_layered *l) {
    rg_reader *r = &base->reader;
    const rg_node *list = rg_layered_get(l, "subclasses");
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        rg_read_keys(r, node, "id of when title cite verified note");
        rg_compiler c = rg_market_compiler(base, m, &l->layers.items[l->layers.count - 1]);
        const char *of = rg_read_word(r, node, "of", true);
        long index = of ? rg_class_index(m, of) : -1;
        if (index < 0) {
            rg_report(r->diagnostics, RG_ERROR, "unknown-class", rg_node_place(node), "'of' names no class");
            continue;
        }
        for (const rg_node *before = rg_node_first(list); before != node; before = rg_node_next(before))
            if (rg_same(rg_node_text(rg_node_get(before, "id")), rg_node_text(rg_node_get(node, "id"))))
                rg_report(r->diagnostics, RG_ERROR, "duplicate-id", rg_node_place(node),
                          "duplicate id '%s' (it stands in line %u already)", rg_node_text(rg_node_get(node, "id")),
                          before->line);
        rg_subclass sub = {.id = rg_read_word(r, node, "id", true), .of = (unsigned)index};
        sub.title = rg_read_text(r, node, "title", true);
        sub.basis = rg_read_basis(r, node, m->code);
        sub.when = rg_step_and(base->program, m->classes.items[index].is, rg_compile(&c, rg_node_get(node, "when")));
        if (sub.id)
            RG_PUSH(base->arena, &m->subclasses, sub);
    }
}

/* A rule goes by its id and, where it came from a base or took a rule's place, by that one's id too. */
static void enter_rule_names(rg_market *m, const rg_scheme *s, long scheme) {
    for (size_t k = 0; k < s->rules.count; k++) {
        const rg_rule *rule = &s->rules.items[k];
        rg_map_set(&m->rule_ids, rule->id, scheme << 16 | (long)k);
        for (size_t i = 0; i < 2; i++)
            if (rule->other_names[i])
                rg_map_put(&m->rule_ids, rule->other_names[i], scheme << 16 | (long)k);
    }
}

void rg_classification_read(rg_base *base, rg_market *m) {
    rg_layered_list list = {0};
    rg_terms_read(base, m);
    rg_tables_read(base, m);
    if (m->parent)
        rg_schemes_gather(base, m, m->parent, &list);
    rg_schemes_gather(base, m, m->code, &list);
    for (size_t i = 0; i < list.count; i++)
        rg_scheme_classes(base, m, &list.items[i]);
    for (size_t i = 0; i < list.count; i++)
        rg_scheme_read(base, m, &list.items[i]);
    for (size_t i = 0; i < m->schemes.count; i++)
        enter_rule_names(m, &m->schemes.items[i], (long)i);
    rg_schemes_activate(base, m, &list);
    rg_scope_read(base, m);
    for (size_t i = 0; i < m->schemes.count; i++)
        rg_scheme_decide(base, m, &m->schemes.items[i]);
    m->classes_ready = true;
    for (size_t i = 0; i < list.count; i++)
        read_subclasses(base, m, &list.items[i]);
}
