/* Decision diagrams and the solver beside each other: two ways to the same answer, over all shipped markets. */
#include <criterion/criterion.h>
#include <string.h>

#include "logic/question.h"
#include "support/random.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"

/* A profile of the shipped vocabulary with one value in some attributes, and some said to be unknown. */
static rg_profile *draw_shipped(const world *w, rng *r, rg_arena *arena, size_t open) {
    const rg_vocabulary *v = w->base->vocabulary;
    rg_profile *p = rg_alloc(arena, sizeof *p);
    *p = (rg_profile){.path = "drawn", .name = {"", ""}, .description = {"", ""}, .intended_use = {"", ""}};
    p->complete = true;
    p->stated = rg_alloc_array(arena, v->attributes.count + 1, sizeof *p->stated);
    p->lists = rg_alloc_array(arena, v->records.count + 1, sizeof *p->lists);
    for (size_t i = 0; i < v->attributes.count; i++)
        if (v->attributes.items[i].count && rng_chance(r, 30))
            p->stated[i] =
                (rg_stated){.stated = true, .mask = UINT64_C(1) << rng_below(r, v->attributes.items[i].count)};
    for (size_t i = 0; i < open; i++)
        p->stated[rng_below(r, v->attributes.count)] = (rg_stated){.null = true};
    for (size_t i = 0; i < v->records.count; i++)
        p->lists[i].null = rng_chance(r, 20);
    return p;
}

static bool same_subjects(rg_subjects a, rg_subjects b) {
    return a.count == b.count && (!a.count || memcmp(a.items, b.items, a.count * sizeof *a.items) == 0);
}

static void expect_same(const rg_outcome *a, const rg_outcome *b, size_t number, unsigned long long seed) {
    const char *code = a->market->code;
    cr_expect(a->in_scope == b->in_scope, "%s, device %zu of seed %llu: scope", code, number, seed);
    cr_expect(a->possible == b->possible && a->status == b->status && a->value == b->value,
              "%s, device %zu of seed %llu: classes", code, number, seed);
    cr_expect(same_subjects(a->depends, b->depends), "%s, device %zu of seed %llu: what it hangs on", code, number,
              seed);
    cr_assert(a->rules.count == b->rules.count, "%s, device %zu of seed %llu: rules", code, number, seed);
    for (size_t i = 0; i < a->rules.count; i++)
        cr_expect(a->rules.items[i].fires == b->rules.items[i].fires, "%s, device %zu of seed %llu: rule %s", code,
                  number, seed, a->rules.items[i].rule->id);
    cr_assert(a->routes.count == b->routes.count, "%s, device %zu of seed %llu: routes", code, number, seed);
    for (size_t i = 0; i < a->routes.count; i++)
        cr_expect(a->routes.items[i].pathway == b->routes.items[i].pathway &&
                      a->routes.items[i].open == b->routes.items[i].open &&
                      a->routes.items[i].recommended == b->routes.items[i].recommended,
                  "%s, device %zu of seed %llu: route %s", code, number, seed, a->routes.items[i].pathway->id);
}

/* All markets, their routes' dependence and the next question, by both methods. False: no such device. */
static bool try_both(world *w, rng *r, size_t number, unsigned long long seed, rg_arena *arena) {
    rg_diagnostics quiet = rg_diagnostics_in(arena);
    size_t most[] = {5, 12, 25};
    const rg_facts *facts = rg_facts_new(w->base, draw_shipped(w, r, arena, most[number % 3]), arena, &quiet);
    if (!facts)
        return false;
    rg_exact *diagrams = rg_exact_new(facts, arena), *solver = rg_exact_new(facts, arena);
    rg_exact_by(diagrams, RG_BY_DIAGRAMS);
    rg_exact_by(solver, RG_BY_SOLVER);
    bool consistent = rg_exact_consistent(diagrams);
    cr_assert_eq(consistent, rg_exact_consistent(solver), "device %zu of seed %llu: consistent", number, seed);
    for (size_t i = 0; i < w->base->markets.count && consistent; i++) {
        const rg_market *m = w->base->markets.items[i];
        expect_same(rg_outcome_of(diagrams, facts, m, arena), rg_outcome_of(solver, facts, m, arena), number, seed);
        for (size_t k = 0; k < m->pathways.count; k++) {
            rg_subjects a, b;
            a.count = rg_exact_depends(diagrams, &m->pathways.items[k].open, 1, &a.items);
            b.count = rg_exact_depends(solver, &m->pathways.items[k].open, 1, &b.items);
            cr_expect(same_subjects(a, b), "%s, device %zu of seed %llu: what hangs route %s on", m->code, number, seed,
                      m->pathways.items[k].id);
        }
    }
    return consistent;
}

enum { DEVICES_A_SEED = 20 };

static const uint64_t SEEDS[] = {1, 2, 3, 4};

ROWS(methods, agree_on_all_markets, SEEDS) {
    world w;
    world_open_shipped(&w, TODAY);
    for (size_t i = 0; i < w.base->vocabulary->market_count; i++)
        world_market(&w, w.base->vocabulary->markets[i]);
    rg_questions_prepare(w.base);
    unsigned long long seed = test_seed() * 1000 + SEEDS[*row];
    rng r = rng_of(seed);
    size_t done = 0;
    for (size_t n = 0; n < DEVICES_A_SEED * test_scale(); n++) {
        rg_arena *arena = rg_arena_new();
        done += try_both(&w, &r, n, seed, arena);
        rg_arena_free(arena);
    }
    cr_log_info("seed %llu: %zu devices\n", seed, done);
    cr_expect_geq(done * 20, DEVICES_A_SEED * test_scale(), "only %zu devices", done);
    world_close(&w);
}

/* A text that no rule names matches the pattern or not, but does so for both devices that are compared. */
Test(methods, a_text_nobody_names_is_one_text) {
    static const world_file files[] = {
        SMALL_VOCABULARY, MARKET("t", ""),
        CLASSIFICATION("t", "schemes:\n" SCHEME("t.s", "I, II", "highest", "    rules:\n")
                                RULE("t.a", "any: [{flag: true}, {flag: false}], words: {matches: \"^b\"}", "II",
                                     "") "      - {id: t.always, " TITLE ", class: I}\n")};
    rg_method methods[] = {RG_BY_DIAGRAMS, RG_BY_SOLVER};
    for (size_t i = 0; i < 2; i++) {
        world w;
        world_open(&w, TODAY, files, 3);
        world_market(&w, "t");
        world_assert_clean(&w);
        cr_assert(world_profile(&w, "attributes: {}"), "%s", world_messages(&w));
        rg_exact_by(w.exact, methods[i]);
        cr_expect_str_eq(class_words(&w, rg_outcome_of(w.exact, w.facts, world_market(&w, "t"), w.arena)),
                         "I|II on words");
        world_close(&w);
    }
}
