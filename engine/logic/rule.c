/* The rules of a scheme: those of the base it extends, and its own over them. */
#include <string.h>

#include "logic/classification.h"
#include "util/buffer.h"

static void unknown_class(rg_base *base, const rg_market *m, const rg_node *node, const char *label) {
    const char *names[RG_MOST_CLASSES];
    for (size_t i = 0; i < m->classes.count; i++)
        names[i] = m->classes.items[i].label;
    rg_wrong_name(&base->reader, "unknown-class", rg_node_place(node), "class", label, names, m->classes.count);
}

uint64_t rg_classes_read(rg_base *base, rg_market *m, const rg_node *map, const char *key, const rg_node *scheme) {
    const rg_node *node = rg_node_get(map, key), *class_map = scheme ? rg_node_get(scheme, "class_map") : NULL;
    size_t count;
    uint64_t mask = 0;
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    for (size_t i = 0; i < count; i++) {
        const rg_node *mapped = rg_node_get(class_map, rg_node_text(list[i]));
        const char *label = mapped ? rg_node_text(mapped) : rg_node_text(list[i]);
        long index = rg_class_index(m, label);
        if (index < 0)
            unknown_class(base, m, list[i], label);
        else
            mask |= UINT64_C(1) << index;
    }
    if (!mask && !count)
        rg_report(base->reader.diagnostics, RG_ERROR, "missing-key", rg_node_place(map), "'%s' is missing", key);
    return mask;
}

static rg_cites cite_as(rg_base *base, const rg_market *m, const rg_node *scheme, const rg_rule *rule) {
    const rg_node *node = rg_node_get(scheme, "cite_as");
    if (!node)
        return rule->basis.cites;
    rg_read_keys(&base->reader, node, "source at");
    const char *source = rg_read_word(&base->reader, node, "source", true);
    const char *at = rg_read_word(&base->reader, node, "at", false);
    long index = source ? rg_map_get(&base->reader.source_ids, rg_textf(base->arena, "%s/%s", m->code, source)) : -1;
    if (index < 0)
        return rule->basis.cites;
    const char *hole = at ? strstr(at, "{number}") : NULL;
    rg_cite *cite = rg_alloc(base->arena, sizeof *cite);
    cite->source = base->reader.sources.items[index];
    cite->at = hole ? rg_textf(base->arena, "%.*s%s%s", (int)(hole - at), at, rule->number, hole + 8) : at ? at : "";
    return (rg_cites){cite, 1};
}

static rg_rule read_rule(rg_base *base, rg_market *m, const rg_node *scheme, const rg_item *item) {
    rg_reader *r = &base->reader;
    rg_read_keys(r, item->node,
                 "id number title when class otherwise overrides cite verified effective note reason status prove");
    const char *number = rg_read_word(r, item->node, "number", false);
    rg_rule rule = {.id = item->id, .number = number ? number : "", .item = *item, .choice = -1};
    rule.title = rg_read_text(r, item->node, "title", true);
    rule.reason = rg_read_text(r, item->node, "reason", false);
    rule.otherwise = rg_read_bool(r, item->node, "otherwise", false);
    rule.basis = rg_read_basis(r, item->node, m->code);
    bool inherited = item->from && !rg_node_get(item->node, "overrides");
    rule.classes = rg_classes_read(base, m, item->node, "class", inherited ? scheme : NULL);
    if (rule.classes & (rule.classes - 1))
        rule.choice = (long)rg_program_choice(base->program, rule.classes);
    return rule;
}

static long rule_position(const rg_scheme *s, const char *id) {
    for (size_t i = 0; i < s->rules.count; i++)
        if (strcmp(s->rules.items[i].id, id) == 0)
            return (long)i;
    return -1;
}

static void put_rule(rg_base *base, rg_scheme *s, rg_rule rule, const char *replaces) {
    long at = rule_position(s, replaces ? replaces : rule.id);
    /* Where an earlier file has taken the base rule's place already, that one is replaced in turn. */
    for (size_t i = 0; replaces && at < 0 && i < s->rules.count; i++)
        if (rg_same(s->rules.items[i].other_names[1], replaces) || rg_same(s->rules.items[i].id, rule.id))
            at = (long)i;
    if (replaces && at < 0)
        rg_report(base->reader.diagnostics, RG_ERROR, "unknown-rule", rule.basis.place,
                  "overrides '%s', which is no rule", replaces);
    if (at >= 0)
        s->rules.items[at] = rule;
    else
        RG_PUSH(base->arena, &s->rules, rule);
}

/* The rules and terms of a base of rules/classification/, under the scheme's name. */
void rg_rules_inherit(rg_base *base, rg_market *m, rg_scheme *s, const rg_node *scheme, const char *name) {
    rg_reader *r = &base->reader;
    const char *path = rg_textf(r->arena, "rules/classification/%s.yaml", name);
    if (!rg_store_next(r->store, path, NULL))
        rg_report(r->diagnostics, RG_ERROR, "unknown-base", rg_node_place(scheme), "no rule base '%s'", name);
    rg_items rules = {0}, terms = {0};
    rg_read_items(r, &rules, path, "base/1", "rules", "id", false);
    rg_read_items(r, &terms, path, "base/1", "terms", "id", false);
    const char *from = rg_textf(r->arena, "%s.", name), *to = rg_textf(r->arena, "%s.", s->id);
    for (size_t i = 0; i < terms.count; i++) {
        rg_item item = terms.items[i];
        item.from = from;
        item.to = to;
        item.id = rg_item_name(r, &item, item.id);
        rg_term_add(base, m, item, terms.items[i].id);
    }
    for (size_t i = 0; i < rules.count; i++) {
        rg_item item = rules.items[i];
        item.from = from;
        item.to = to;
        item.id = rg_item_name(r, &item, item.id);
        rg_rule rule = read_rule(base, m, scheme, &item);
        rule.basis.cites = cite_as(base, m, scheme, &rule);
        rule.other_names[0] = rules.items[i].id;
        RG_PUSH(base->arena, &s->rules, rule);
    }
}

void rg_rules_drop(rg_base *base, rg_scheme *s, const rg_item *scheme, const char *base_name) {
    size_t count;
    const rg_node *node = rg_node_get(scheme->node, "drops");
    const rg_node *const *list = rg_read_list(&base->reader, node, &count);
    for (size_t i = 0; i < count; i++) {
        rg_item renamed = {.from = rg_textf(base->arena, "%s.", base_name ? base_name : ""),
                           .to = rg_textf(base->arena, "%s.", s->id)};
        long at = rule_position(s, rg_item_name(&base->reader, base_name ? &renamed : scheme, rg_node_text(list[i])));
        if (at < 0) {
            rg_wrong_name(&base->reader, "unknown-rule", rg_node_place(list[i]), "rule", rg_node_text(list[i]), NULL,
                          0);
            continue;
        }
        for (size_t k = (size_t)at; k + 1 < s->rules.count; k++)
            s->rules.items[k] = s->rules.items[k + 1];
        s->rules.count--;
    }
}

void rg_rules_own(rg_base *base, rg_market *m, rg_scheme *s, const rg_item *layer, const char *base_name) {
    rg_reader *r = &base->reader;
    const rg_node *list = rg_node_get(layer->node, "rules");
    rg_map seen = rg_map_in(r->arena);
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        const char *id = rg_read_word(r, node, "id", true);
        if (!id)
            continue;
        rg_item item = {.node = node, .from = layer->from, .to = layer->to};
        item.id = rg_item_name(r, &item, id);
        if (rg_map_put(&seen, item.id, node->line) != (long)node->line)
            rg_report(r->diagnostics, RG_ERROR, "duplicate-id", rg_node_place(node), "duplicate id '%s'", id);
        const char *written = rg_read_word(r, node, "overrides", false), *replaces = written;
        if (replaces && base_name) {
            rg_item renamed = {.from = rg_textf(r->arena, "%s.", base_name), .to = rg_textf(r->arena, "%s.", s->id)};
            replaces = rg_item_name(r, &renamed, replaces);
        }
        rg_rule rule = read_rule(base, m, layer->node, &item);
        rule.other_names[0] = written;
        rule.other_names[1] = replaces;
        /* What is not in force takes nobody's place yet. */
        const rg_node *status = rg_node_get(node, "status");
        bool retired = status && rg_same(rg_node_text(status), "retired");
        if (retired || rg_read_in_force(r, node))
            put_rule(base, s, rule, replaces);
        else
            rg_map_put(&m->lapsed, rule.id, 1);
    }
}
