/* The engine's answer on an open device beside all its completions. */
#include <criterion/criterion.h>
#include <string.h>

#include "support/brute.h"
#include "util/buffer.h"

/* Where `right` does not hold, tells which device it is about; the test goes on to tell of others. */
#define CHECK(r, right, ...)                                                                                           \
    cr_expect((right), "market %s, seed %llu: %s\n%s", (r)->b->code, (unsigned long long)(r)->seed,                    \
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

/* The profile leaves it open, and not the law alone. */
static bool decisions_differ(const riddle *r, const solution *s) {
    for (size_t i = 0; i < s->decision_count; i++)
        for (size_t k = 0; k < i; k++)
            if (plain_differ(r->b->rules, &s->decisions[i], &s->decisions[k]))
                return true;
    return false;
}

static bool check_class(riddle *r, const solution *s, const rg_outcome *o) {
    const char *depends = expected_depends(r, s), *got = subject_words(&r->b->w, o->depends);
    rg_class_status status = !s->classes                                             ? RG_NONE
                             : (s->classes & (s->classes - 1)) == 0 && !s->unclassed ? RG_DETERMINED
                             : decisions_differ(r, s)                                ? RG_POSSIBLE
                                                                                     : RG_RANGE;
    if (status == RG_NONE || status == RG_DETERMINED)
        depends = "";
    rg_truth scope = s->in_scope == s->completions ? RG_TRUE : s->in_scope ? RG_UNKNOWN : RG_FALSE;
    CHECK(r, o->possible == s->classes, "classes %s, expected %s", mask_words(r, o->possible),
          mask_words(r, s->classes));
    CHECK(r, strcmp(got, depends) == 0, "hangs on '%s', expected '%s'", got, depends);
    CHECK(r, o->status == status, "status %d, expected %d", (int)o->status, (int)status);
    CHECK(r, (o->value >= 0) == (status == RG_DETERMINED), "class number %ld", o->value);
    CHECK(r, o->estimated == s->estimated, "estimated %d, expected %d", o->estimated, s->estimated);
    CHECK(r, o->in_scope == scope, "scope %s, expected %s", truth_word(o->in_scope), truth_word(scope));
    return o->possible == s->classes && o->status == status && strcmp(got, depends) == 0 &&
           o->estimated == s->estimated && o->in_scope == scope;
}

static const rg_rule_outcome *rule_in(const rg_outcome *o, const char *id) {
    for (size_t i = 0; i < o->rules.count; i++)
        if (strcmp(o->rules.items[i].rule->id, id) == 0)
            return &o->rules.items[i];
    return NULL;
}

/* Where the official list has the code, the rules that stand in for it have nothing to say; nor out of scope any. */
static bool check_rules(riddle *r, const solution *s, const rg_outcome *o) {
    plain_market *m = r->b->rules;
    bool right = true;
    for (size_t n = 0; n < m->scheme_count; n++)
        for (size_t i = 0; i < m->schemes[n].count; i++) {
            const rg_rule_outcome *got = rule_in(o, m->schemes[n].rules[i].id);
            bool silent = !s->in_scope || plain_listed(&m->schemes[n], &r->device);
            size_t count = silent ? 0 : s->fires[n][i];
            rg_truth expected = count == s->completions ? RG_TRUE : count ? RG_UNKNOWN : RG_FALSE;
            rg_truth fires = got ? got->fires : RG_FALSE;
            CHECK(r, fires == expected, "rule %s is %s, expected %s", m->schemes[n].rules[i].id, truth_word(fires),
                  truth_word(expected));
            right = right && fires == expected;
        }
    return right;
}

static const rg_route_outcome *route_in(const rg_outcome *o, const char *id) {
    for (size_t i = 0; i < o->routes.count; i++)
        if (strcmp(o->routes.items[i].pathway->id, id) == 0)
            return &o->routes.items[i];
    return NULL;
}

static bool check_routes(riddle *r, const solution *s, const rg_outcome *o) {
    plain_market *m = r->b->rules;
    size_t expected = 0;
    bool right = true;
    for (size_t i = 0; i < m->route_count; i++) {
        const rg_route_outcome *got = route_in(o, m->routes[i].id);
        bool listed = s->open_ever[i] || s->possible_ever[i], best = s->best_always[i] && !m->routes[i].add_on;
        expected += listed;
        right =
            right && (got != NULL) == listed && (!got || (got->open == s->open_always[i] && got->recommended == best));
        CHECK(r, (got != NULL) == listed, "route %s listed %d, expected %d", m->routes[i].id, got != NULL, listed);
        CHECK(r, !got || got->open == s->open_always[i], "route %s open %d", m->routes[i].id, got && got->open);
        CHECK(r, !got || got->recommended == best, "route %s recommended %d", m->routes[i].id, got && got->recommended);
    }
    CHECK(r, o->routes.count == expected, "%zu routes, expected %zu", o->routes.count, expected);
    return right && o->routes.count == expected;
}

static bool check_subclasses(riddle *r, const solution *s, const rg_outcome *o) {
    plain_market *m = r->b->rules;
    bool right = true;
    for (size_t i = 0; i < m->subclass_count; i++) {
        const char *id = rg_node_text(rg_node_get(m->subclasses[i], "id"));
        bool got = false;
        for (size_t n = 0; n < o->subclasses.count; n++)
            got = got || strcmp(o->subclasses.items[n]->id, id) == 0;
        CHECK(r, got == s->subclass_always[i], "sub-class %s given %d, expected %d", id, got, s->subclass_always[i]);
        right = right && got == s->subclass_always[i];
    }
    return right;
}

/* By one of the two methods. */
static bool check_by(riddle *r, const solution *s, rg_method method) {
    world *w = &r->b->w;
    rg_arena *arena = rg_arena_new();
    rg_exact *exact = rg_exact_new(w->facts, arena);
    rg_exact_by(exact, method);
    bool right = rg_exact_consistent(exact) == (s->completions > 0);
    CHECK(r, right, "consistent: not as it is with %zu completions", s->completions);
    if (s->completions) {
        const rg_outcome *o = rg_outcome_of(exact, w->facts, r->b->market, arena);
        right = check_class(r, s, o) && right;
        right = check_rules(r, s, o) && right;
        right = check_routes(r, s, o) && right;
        right = check_subclasses(r, s, o) && right;
    }
    rg_arena_free(arena);
    return right;
}

bool riddle_check(riddle *r, const solution *s) {
    cr_assert(r->b->w.facts);
    bool by_diagrams = check_by(r, s, RG_BY_DIAGRAMS);
    return check_by(r, s, RG_BY_SOLVER) && by_diagrams;
}
