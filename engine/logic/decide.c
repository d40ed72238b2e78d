/* From rules to classes: every class of a market becomes one condition. */
#include <string.h>

#include "logic/classification.h"
#include "util/buffer.h"

/* Rules fire by themselves; one marked `otherwise` only when no other rule of its scheme does. */
rg_condition rg_rule_condition(rg_base *base, rg_market *m, rg_scheme *s, rg_rule *rule) {
    if (rule->state == 2)
        return rule->fires;
    if (rule->state == 1) {
        rg_report(base->reader.diagnostics, RG_ERROR, "cycle", rule->basis.place, "rule '%s' depends on itself",
                  rule->id);
        return RG_ALWAYS_FALSE;
    }
    rule->state = 1;
    rg_compiler c = rg_market_compiler(base, m, &rule->item);
    rg_condition fires = rule->own =
        rg_base_mutable(base, rg_compile(&c, rg_node_get(rule->item.node, "when")),
                        (rg_mutable){.market = m->code, .id = rule->id, .place = rule->basis.place});
    for (size_t i = 0; rule->otherwise && i < s->rules.count; i++)
        if (!s->rules.items[i].otherwise)
            fires = rg_step_and(base->program, fires,
                                rg_step_not(base->program, rg_rule_condition(base, m, s, &s->rules.items[i])));
    rule->fires = rg_step_and(base->program, s->active, fires);
    rule->state = 2;
    return rule->fires;
}

/* The rule's part in class `k`: a range gives each of its classes under a choice the law leaves open. */
static rg_condition gives(rg_base *base, const rg_rule *rule, unsigned k) {
    if (!(rule->classes >> k & 1))
        return RG_ALWAYS_FALSE;
    if (rule->choice < 0)
        return rule->fires;
    return rg_step_and(base->program, rule->fires, rg_step_choice(base->program, (size_t)rule->choice, k));
}

static void decide_first(rg_base *base, rg_market *m, rg_scheme *s, rg_condition *classes) {
    rg_condition before = RG_ALWAYS_FALSE;
    for (size_t i = 0; i < s->rules.count; i++) {
        rg_rule *rule = &s->rules.items[i];
        rg_condition not_before = rg_step_not(base->program, before);
        rule->decides = rg_step_and(base->program, rule->fires, not_before);
        for (unsigned k = 0; k < m->classes.count; k++)
            classes[k] =
                rg_step_or(base->program, classes[k], rg_step_and(base->program, gives(base, rule, k), not_before));
        before = rg_step_or(base->program, before, rule->fires);
    }
}

static void decide_highest(rg_base *base, rg_market *m, rg_scheme *s, rg_condition *classes) {
    rg_condition higher = RG_ALWAYS_FALSE;
    for (unsigned k = (unsigned)m->classes.count; k-- > 0;) {
        rg_condition any = RG_ALWAYS_FALSE;
        for (size_t i = 0; i < s->rules.count; i++)
            any = rg_step_or(base->program, any, gives(base, &s->rules.items[i], k));
        classes[k] = rg_step_and(base->program, any, rg_step_not(base->program, higher));
        for (size_t i = 0; i < s->rules.count; i++) {
            rg_condition part = rg_step_and(base->program, gives(base, &s->rules.items[i], k), classes[k]);
            s->rules.items[i].decides = rg_step_or(base->program, s->rules.items[i].decides, part);
        }
        higher = rg_step_or(base->program, higher, any);
    }
}

void rg_scheme_decide(rg_base *base, rg_market *m, rg_scheme *s) {
    rg_condition classes[RG_MOST_CLASSES] = {RG_ALWAYS_FALSE};
    rg_program *p = base->program;
    for (size_t i = 0; i < s->rules.count; i++)
        rg_rule_condition(base, m, s, &s->rules.items[i]);
    if (s->strategy == RG_FIRST)
        decide_first(base, m, s, classes);
    else
        decide_highest(base, m, s, classes);
    rg_condition found = RG_ALWAYS_FALSE;
    if (s->table) {
        /* A row that gives no class leaves the device to the rules. */
        size_t values = s->table->columns[s->column].count;
        rg_test there = {.kind = RG_TEST_TABLE, .subject = s->table_index, .column = s->column, .count = 1};
        there.mask = values < 64 ? (UINT64_C(1) << values) - 1 : UINT64_MAX;
        found = rg_step_and(p, s->active, rg_step_test(p, there));
    }
    for (unsigned k = 0; k < m->classes.count; k++) {
        rg_condition is = rg_step_and(p, classes[k], rg_step_not(p, found));
        const rg_column *column = s->table ? &s->table->columns[s->column] : NULL;
        for (size_t v = 0; column && v < column->count; v++)
            if (rg_same(column->values[v], m->classes.items[k].label)) {
                rg_test row = {.kind = RG_TEST_TABLE, .subject = s->table_index, .column = s->column, .count = 1};
                row.mask = UINT64_C(1) << v;
                is = rg_step_or(p, is, rg_step_and(p, found, rg_step_test(p, row)));
            }
        m->classes.items[k].is = rg_step_or(p, m->classes.items[k].is, rg_step_and(p, m->in_scope, is));
    }
    for (size_t i = 0; i < s->rules.count; i++)
        s->rules.items[i].decides = rg_step_and(p, s->rules.items[i].decides, rg_step_not(p, found));
}
