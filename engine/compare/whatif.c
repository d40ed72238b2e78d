#include "compare/whatif.h"

#include <string.h>

#include "util/buffer.h"

static const char *subclass_words(const rg_outcome *o, rg_arena *arena) {
    rg_buffer out = rg_buffer_in(arena);
    for (size_t i = 0; i < o->subclasses.count; i++)
        rg_addf(&out, "%s%s", i ? "|" : "", o->subclasses.items[i]->id);
    return out.length ? rg_buffer_text(&out) : "none";
}

const rg_pathway *rg_recommended(const rg_outcome *o) {
    return o->routes.count && o->routes.items[0].recommended ? o->routes.items[0].pathway : NULL;
}

static const char *fee_words(rg_exact *e, const rg_pathway *p, rg_arena *arena) {
    rg_buffer out = rg_buffer_in(arena);
    for (size_t i = 0; p && i < p->fees.count; i++)
        if (rg_exact_truth(e, p->fees.items[i].when) == RG_TRUE)
            rg_addf(&out, "%s%s %.15g", out.length ? " + " : "", p->fees.items[i].currency, p->fees.items[i].amount);
    return out.length ? rg_buffer_text(&out) : "none";
}

static const char *day_words(const rg_pathway *p, rg_arena *arena) {
    return p && p->days[1] >= 0 ? rg_textf(arena, "%ld", p->days[1]) : "unknown";
}

static rg_truth fires_in(const rg_outcome *o, const rg_rule *rule) {
    for (size_t i = 0; i < o->rules.count; i++)
        if (rg_same(o->rules.items[i].rule->id, rule->id))
            return o->rules.items[i].fires;
    return RG_FALSE;
}

static void add_rules(rg_effect *effect, const rg_outcome *from, const rg_outcome *other, rg_arena *arena) {
    for (size_t i = 0; i < from->rules.count; i++) {
        const rg_rule *rule = from->rules.items[i].rule;
        bool there = false;
        for (size_t k = 0; k < effect->rules.count && !there; k++)
            there = rg_same(effect->rules.items[k], rule->id);
        if (!there && fires_in(other, rule) != from->rules.items[i].fires)
            RG_PUSH(arena, &effect->rules, rule->id);
    }
}

static void add(rg_effects *effects, rg_effect effect, const rg_outcome *before, const rg_outcome *after,
                rg_arena *arena) {
    if (strcmp(effect.before, effect.after) == 0)
        return;
    effect.market = after->market;
    add_rules(&effect, before, after, arena);
    add_rules(&effect, after, before, arena);
    RG_PUSH(arena, effects, effect);
}

static const char *duty_words(const rg_row *row) {
    static const char *const required[] = {"not_required", "required", "unknown"};
    static const char *const verdicts[] = {"met", "adapt", "gap", "undetermined", "not_applicable"};
    return row->target.required == RG_TRUE ? verdicts[row->verdict] : required[row->target.required];
}

/* Values of a requirement that is asked in both: what the market lays down may change while the duty stays. */
static void add_parameters(const rg_row *before, const rg_row *after, const rg_market *market, int32_t as_of,
                           rg_effects *effects, rg_arena *arena) {
    if (before->target.required != RG_TRUE || after->target.required != RG_TRUE)
        return;
    const rg_parameter_value *from = before->target.entry->values, *to = after->target.entry->values;
    for (size_t i = 0; i < after->requirement->count; i++) {
        const rg_parameter *p = &after->requirement->parameters[i];
        rg_difference difference = rg_parameter_compare(p, &from[i], &to[i], as_of);
        if (difference != RG_SAME && !(from[i].unknown && to[i].unknown))
            RG_PUSH(arena, effects,
                    (rg_effect){.market = market,
                                .field = "parameter",
                                .requirement = after->requirement,
                                .parameter = p,
                                .value_before = &from[i],
                                .value_after = &to[i],
                                .difference = difference});
    }
}

void rg_whatif(rg_exact *exact_before, const rg_comparison *before, rg_exact *exact_after, const rg_comparison *after,
               int32_t as_of, rg_effects *effects, rg_arena *arena) {
    static const char *const scopes[] = {"out", "in", "unknown"};
    const rg_outcome *b = before->outcome, *a = after->outcome;
    const rg_pathway *from = rg_recommended(b), *to = rg_recommended(a);
    add(effects, (rg_effect){.field = "scope", .before = scopes[b->in_scope], .after = scopes[a->in_scope]}, b, a,
        arena);
    add(effects,
        (rg_effect){.field = "class", .before = rg_outcome_words(b, arena), .after = rg_outcome_words(a, arena)}, b, a,
        arena);
    add(effects,
        (rg_effect){.field = "subclass", .before = subclass_words(b, arena), .after = subclass_words(a, arena)}, b, a,
        arena);
    add(effects, (rg_effect){.field = "route", .before = from ? from->id : "none", .after = to ? to->id : "none"}, b, a,
        arena);
    add(effects, (rg_effect){.field = "days", .before = day_words(from, arena), .after = day_words(to, arena)}, b, a,
        arena);
    add(effects,
        (rg_effect){.field = "fees",
                    .before = fee_words(exact_before, from, arena),
                    .after = fee_words(exact_after, to, arena)},
        b, a, arena);
    for (size_t i = 0; i < after->rows.count && i < before->rows.count; i++) {
        add(effects,
            (rg_effect){.field = "requirement",
                        .requirement = after->rows.items[i].requirement,
                        .before = duty_words(&before->rows.items[i]),
                        .after = duty_words(&after->rows.items[i])},
            b, a, arena);
        add_parameters(&before->rows.items[i], &after->rows.items[i], a->market, as_of, effects, arena);
    }
}
