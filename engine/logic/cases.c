#include "logic/cases.h"

#include <string.h>

#include "util/buffer.h"

typedef struct {
    rg_base *base;
    const rg_outcome *outcome;
    rg_buffer expected, got;
} comparison;

static void differs_as(comparison *c, const char *what, const char *expected, const char *what_else, const char *got) {
    rg_addf(&c->expected, "%s%s %s", c->expected.length ? ", " : "", what, expected);
    rg_addf(&c->got, "%s%s %s", c->got.length ? ", " : "", what_else, got);
}

static void differs(comparison *c, const char *what, const char *expected, const char *got) {
    differs_as(c, what, expected, what, got);
}

static const char *joined(rg_reader *r, const rg_node *node) {
    size_t count;
    rg_buffer out = rg_buffer_in(r->arena);
    const rg_node *const *list = rg_read_list(r, node, &count);
    for (size_t i = 0; i < count; i++)
        rg_addf(&out, "%s%s", i ? "|" : "", rg_node_text(list[i]));
    return rg_buffer_text(&out);
}

/* The classes of a list, whatever their order there. */
static uint64_t class_mask(rg_reader *r, const rg_market *m, const rg_node *node) {
    size_t count;
    uint64_t mask = 0;
    const rg_node *const *list = rg_read_list(r, node, &count);
    for (size_t i = 0; i < count; i++) {
        long index = rg_class_index(m, rg_node_text(list[i]));
        if (index >= 0)
            mask |= UINT64_C(1) << index;
        else
            rg_wrong_name(r, "unknown-class", rg_node_place(list[i]), "class", rg_node_text(list[i]), NULL, 0);
    }
    return mask;
}

static bool rule_fires(const rg_outcome *o, const char *id, bool deciding) {
    if (o->row && o->scheme && o->scheme->table && rg_same(o->scheme->table->id, id))
        return true;
    for (size_t i = 0; i < o->rules.count; i++)
        if (rg_same(o->rules.items[i].rule->id, id) && o->rules.items[i].fires == RG_TRUE)
            return !deciding || o->rules.items[i].decides;
    return o->scope_rule && rg_same(o->scope_rule->id, id);
}

static bool is_rule(const rg_market *m, const char *id) {
    for (size_t i = 0; i < m->scope_rules.count; i++)
        if (rg_same(m->scope_rules.items[i].id, id))
            return true;
    for (size_t i = 0; i < m->schemes.count; i++)
        if (m->schemes.items[i].table && rg_same(m->schemes.items[i].table->id, id))
            return true;
    return rg_map_get(&m->rule_ids, id) >= 0 || rg_map_get(&m->lapsed, id) >= 0;
}

static const char *firing_rules(const rg_outcome *o, rg_arena *arena) {
    rg_buffer out = rg_buffer_in(arena);
    for (size_t i = 0; i < o->rules.count; i++)
        if (o->rules.items[i].fires == RG_TRUE)
            rg_addf(&out, "%s%s%s", out.length ? "|" : "", o->rules.items[i].rule->id,
                    o->rules.items[i].decides ? "!" : "");
    return out.length ? rg_buffer_text(&out) : "none";
}

static const char *scope_word(const rg_outcome *o) {
    if (o->scope_rule && o->scope_rule->scope == RG_SCOPE_BORDERLINE)
        return "borderline";
    return o->in_scope == RG_TRUE ? "in" : o->in_scope == RG_FALSE ? "out" : "unknown";
}

static const char *route_word(const rg_outcome *o) {
    return o->routes.count && o->routes.items[0].recommended ? o->routes.items[0].pathway->id : "none";
}

/* What comes on top of the route, for certain. */
static bool is_added(const rg_outcome *o, const char *id) {
    for (size_t i = 0; i < o->routes.count; i++) {
        const rg_route_outcome *route = &o->routes.items[i];
        if (route->pathway->add_on && route->open && rg_same(route->pathway->id, id))
            return true;
    }
    return false;
}

static void check_lists(comparison *c, const rg_node *node) {
    rg_reader *r = &c->base->reader;
    const rg_outcome *o = c->outcome;
    const char *key = rg_node_key(node);
    size_t count;
    const rg_node *const *list = rg_read_list(r, node, &count);
    for (size_t i = 0; i < count; i++) {
        const char *word = rg_node_text(list[i]);
        if (rg_same(key, "rule") && !rule_fires(o, word, true))
            differs(c, "rule", word, firing_rules(o, r->arena));
        if (rg_same(key, "not_rule") && rule_fires(o, word, false))
            differs(c, "not rule", word, firing_rules(o, r->arena));
        if (rg_same(key, "not_rule") && !is_rule(o->market, word))
            differs_as(c, "not rule", word, "no rule", word);
        if (rg_same(key, "add_on") && !is_added(o, word))
            differs(c, "add-on", word, "none such");
        bool found = !rg_same(key, "subclass");
        for (size_t k = 0; k < o->subclasses.count && !found; k++)
            found = rg_same(o->subclasses.items[k]->id, word);
        if (!found)
            differs(c, "sub-class", word, "none such");
    }
}

static void check(comparison *c, const rg_node *expect) {
    rg_reader *r = &c->base->reader;
    const rg_outcome *o = c->outcome;
    rg_read_keys(r, expect, "class possible rule not_rule scope route add_on subclass status");
    for (const rg_node *node = rg_node_first(expect); node; node = rg_node_next(node)) {
        const char *key = rg_node_key(node), *word = rg_node_text(node);
        if (rg_same(key, "class") && strcmp(word, rg_outcome_words(o, r->arena)) != 0)
            differs(c, "class", word, rg_outcome_words(o, r->arena));
        else if (rg_same(key, "possible") && (class_mask(r, o->market, node) != o->possible || o->value >= 0))
            differs_as(c, "possible", joined(r, node), o->value >= 0 ? "class" : "possible",
                       rg_outcome_words(o, r->arena));
        else if (rg_same(key, "scope") && strcmp(word, scope_word(o)) != 0)
            differs(c, "scope", word, scope_word(o));
        else if (rg_same(key, "route") && strcmp(word, route_word(o)) != 0)
            differs(c, "route", word, route_word(o));
        else
            check_lists(c, node);
    }
}

/* The rules as they stand on the day of the case; most cases are of the day of the run. */
static rg_base *base_of_day(rg_base *base, const rg_node *node, rg_base **other) {
    int32_t day = rg_read_date(&base->reader, node, "as_of", base->reader.as_of);
    if (day == base->reader.as_of)
        return base;
    if (!*other || (*other)->reader.as_of != day)
        *other = rg_base_new(base->arena, base->reader.store, day, base->reader.diagnostics);
    (*other)->is_mutable = base->is_mutable;
    return *other;
}

static comparison compare_case(rg_base *base, rg_market *m, const rg_item *item, const rg_facts *facts) {
    rg_arena *arena = base->reader.arena;
    comparison c = {.base = base, .expected = rg_buffer_in(arena), .got = rg_buffer_in(arena)};
    c.outcome = rg_outcome_of(rg_exact_new(facts, arena), facts, m, arena);
    check(&c, rg_node_get(item->node, "expect"));
    return c;
}

bool rg_case_holds(rg_base *base, rg_market *m, const rg_item *item, const rg_facts *facts) {
    return compare_case(base, m, item, facts).expected.length == 0;
}

static rg_case_result run_case(rg_base *base, rg_market *m, const rg_item *item, const rg_case_visitor *visitor) {
    rg_reader *r = &base->reader;
    rg_case_result result = {
        .market = m->code, .id = item->id, .expected = "", .got = "no answer", .place = rg_node_place(item->node)};
    rg_read_keys(r, item->node,
                 "id title attributes codes approvals evidence safety company official_list novelty_in predicate "
                 "complete as_of expect cite verified note");
    result.title = rg_read_text(r, item->node, "title", true);
    rg_read_basis(r, item->node, m->code);
    const rg_profile *profile = rg_profile_read_case(r, base->vocabulary, item->node);
    rg_facts *facts = profile ? rg_facts_new(base, profile, r->arena, r->diagnostics) : NULL;
    if (!facts)
        return result;
    if (visitor)
        visitor->visit(visitor->context, base, m, item, facts);
    comparison c = compare_case(base, m, item, facts);
    result.expected = rg_buffer_text(&c.expected);
    result.got = rg_buffer_text(&c.got);
    result.ok = !*result.expected;
    return result;
}

void rg_cases_visit(rg_base *base, rg_market *m, rg_case_results *results, const rg_case_visitor *visitor) {
    rg_items items = {0};
    rg_read_items(&base->reader, &items, rg_textf(base->arena, "jurisdictions/%s/cases.yaml", m->code), "cases/1",
                  "cases", "id", false);
    rg_base *other = NULL;
    for (size_t i = 0; i < items.count; i++) {
        rg_base *day = base_of_day(base, items.items[i].node, &other);
        rg_market *market = day == base ? m : rg_base_market(day, m->code);
        if (visitor)
            visitor->prepare(visitor->context, day, market);
        RG_PUSH(base->arena, results, run_case(day, market, &items.items[i], visitor));
    }
}

void rg_cases_run(rg_base *base, rg_market *m, rg_case_results *results) {
    rg_cases_visit(base, m, results, NULL);
}
