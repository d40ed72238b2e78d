/* The engine's answer on an open device beside all its completions. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/brute.h"
#include "util/buffer.h"

#define SAY(r, ...)                                                                                                    \
    rg_textf((r)->b->w.arena, "market %s, seed %llu: %s\n%s", (r)->b->code, (unsigned long long)(r)->seed,            \
             rg_textf((r)->b->w.arena, __VA_ARGS__), (r)->body)

static const char *mask_words(const riddle *r, uint64_t classes) {
    rg_buffer out = rg_buffer_in(r->b->w.arena);
    for (size_t i = 0; i < r->b->rules->class_count; i++)
        if (classes >> i & 1)
            rg_addf(&out, "%s%s", out.length ? "|" : "", r->b->rules->labels[i]);
    return rg_buffer_text(&out);
}

static const char *expected_depends(const riddle *r, const solution *s) {
    rg_buffer out = rg_buffer_in(r->b->w.arena);
    for (size_t a = 0; a < r->b->plain->count; a++)
        for (size_t i = 0; i < r->open_count; i++)
            if (r->open[i] == a && s->depends[i])
                rg_addf(&out, "%s%s", out.length ? "|" : "", r->b->plain->attributes[a].id);
    return rg_buffer_text(&out);
}

static void check_class(riddle *r, const solution *s, const rg_outcome *o) {
    bool single = (s->classes & (s->classes - 1)) == 0;
    const char *depends = expected_depends(r, s), *got = subject_words(&r->b->w, o->depends);
    rg_class_status status = !s->classes                  ? RG_NONE
                             : single && !s->unclassed    ? RG_DETERMINED
                             : *depends                   ? RG_POSSIBLE
                                                          : RG_RANGE;
    cr_assert_eq(o->possible, s->classes, "%s",
                 SAY(r, "classes %s, expected %s", mask_words(r, o->possible), mask_words(r, s->classes)));
    if (status == RG_NONE || status == RG_DETERMINED)
        depends = "";
    cr_assert_str_eq(got, depends, "%s", SAY(r, "hangs on '%s', expected '%s'", got, depends));
    cr_assert_eq(o->status, status, "%s", SAY(r, "status %d, expected %d", (int)o->status, (int)status));
    cr_assert_eq(o->value >= 0, status == RG_DETERMINED);
    cr_assert_eq(o->estimated, s->estimated, "%s", SAY(r, "estimated %d", o->estimated));
    rg_truth scope = s->in_scope == s->completions ? RG_TRUE : s->in_scope ? RG_UNKNOWN : RG_FALSE;
    cr_assert_eq(o->in_scope, scope, "%s", SAY(r, "scope %s, expected %s", truth_word(o->in_scope), truth_word(scope)));
}

static const rg_rule_outcome *rule_in(const rg_outcome *o, const char *id) {
    for (size_t i = 0; i < o->rules.count; i++)
        if (strcmp(o->rules.items[i].rule->id, id) == 0)
            return &o->rules.items[i];
    return NULL;
}

/* A device whose code stands in the official list, or that is out of scope, has no rules to speak of. */
static void check_rules(riddle *r, const solution *s, const rg_outcome *o) {
    plain_market *m = r->b->rules;
    bool listed = false;
    for (size_t i = 0; i < s->decision_count; i++)
        listed = listed || s->decisions[i].listed;
    if (listed || !s->in_scope)
        return;
    for (size_t n = 0; n < m->scheme_count; n++)
        for (size_t i = 0; i < m->schemes[n].count; i++) {
            const rg_rule_outcome *got = rule_in(o, m->schemes[n].rules[i].id);
            size_t count = s->fires[n][i];
            rg_truth expected = count == s->completions ? RG_TRUE : count ? RG_UNKNOWN : RG_FALSE;
            rg_truth fires = got ? got->fires : RG_FALSE;
            cr_assert_eq(fires, expected, "%s",
                         SAY(r, "rule %s is %s, expected %s", m->schemes[n].rules[i].id, truth_word(fires),
                             truth_word(expected)));
        }
}

static const rg_route_outcome *route_in(const rg_outcome *o, const char *id) {
    for (size_t i = 0; i < o->routes.count; i++)
        if (strcmp(o->routes.items[i].pathway->id, id) == 0)
            return &o->routes.items[i];
    return NULL;
}

static void check_routes(riddle *r, const solution *s, const rg_outcome *o) {
    plain_market *m = r->b->rules;
    size_t listed = 0;
    for (size_t i = 0; i < m->route_count; i++) {
        const rg_route_outcome *got = route_in(o, m->routes[i].id);
        bool expected = s->open_ever[i] || s->possible_ever[i];
        cr_assert_eq(got != NULL, expected, "%s", SAY(r, "route %s listed %d", m->routes[i].id, got != NULL));
        listed += expected;
        if (!got)
            continue;
        cr_assert_eq(got->open, s->open_always[i], "%s", SAY(r, "route %s open %d", m->routes[i].id, got->open));
        cr_assert_eq(got->recommended, s->best_always[i] && !m->routes[i].add_on, "%s",
                     SAY(r, "route %s recommended %d", m->routes[i].id, got->recommended));
    }
    cr_assert_eq(o->routes.count, listed);
    for (size_t i = 0; i < m->subclass_count; i++) {
        const char *id = rg_node_text(rg_node_get(m->subclasses[i], "id"));
        bool got = false;
        for (size_t n = 0; n < o->subclasses.count; n++)
            got = got || strcmp(o->subclasses.items[n]->id, id) == 0;
        cr_assert_eq(got, s->subclass_always[i], "%s", SAY(r, "sub-class %s given %d", id, got));
    }
}

void riddle_check(riddle *r, const solution *s) {
    world *w = &r->b->w;
    cr_assert(w->facts);
    cr_assert_eq(rg_exact_consistent(w->exact), s->completions > 0, "%s",
                 SAY(r, "consistent, with %zu completions", s->completions));
    if (!s->completions)
        return;
    rg_arena *arena = rg_arena_new();
    const rg_outcome *o = rg_outcome_of(w->exact, w->facts, r->b->market, arena);
    check_class(r, s, o);
    check_rules(r, s, o);
    check_routes(r, s, o);
    rg_arena_free(arena);
}
