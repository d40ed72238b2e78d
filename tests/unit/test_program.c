/* The flat program: what the builders fold, Kleene's laws, and agreement with the plain evaluator. */
#include <string.h>

#include "support/draw.h"
#include "support/plain.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"

static const world_file FILES[] = {SMALL_VOCABULARY};

static void open_small(world *w) {
    world_open(w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    world_assert_clean(w);
}

/* ---- builders ---- */

Test(program, constants_come_first) {
    rg_arena *arena = rg_arena_new();
    rg_program *p = rg_program_new(arena);
    cr_assert_eq(p->steps.count, 3);
    cr_assert_eq(rg_step_not(p, RG_ALWAYS_FALSE), RG_ALWAYS_TRUE);
    cr_assert_eq(rg_step_not(p, RG_ALWAYS_TRUE), RG_ALWAYS_FALSE);
    cr_assert_neq(rg_step_not(p, RG_ALWAYS_UNKNOWN), RG_ALWAYS_TRUE);
    rg_arena_free(arena);
}

Test(program, every_step_stands_once) {
    rg_arena *arena = rg_arena_new();
    rg_program *p = rg_program_new(arena);
    rg_condition a = rg_step_value(p, 1, 2), b = rg_step_value(p, 2, 2);
    cr_assert_eq(rg_step_value(p, 1, 2), a);
    cr_assert_neq(rg_step_value(p, 1, 1), a);
    cr_assert_neq(rg_step_member(p, 1, 2), a);
    cr_assert_eq(rg_step_and(p, a, b), rg_step_and(p, a, b));
    cr_assert_neq(rg_step_and(p, a, b), rg_step_or(p, a, b));
    cr_assert_eq(rg_step_range(p, 1, 3, 5), rg_step_range(p, 1, 3, 5));
    cr_assert_neq(rg_step_range(p, 1, 3, 5), rg_step_range(p, 1, 3, 6));
    cr_assert_eq(rg_step_not(p, rg_step_not(p, a)), a);
    size_t count = p->steps.count;
    rg_step_and(p, a, b);
    rg_step_range(p, 1, 3, 6);
    cr_assert_eq(p->steps.count, count);
    rg_arena_free(arena);
}

/* What can be told without any fact is told: constants, repeated parts, single parts, empty ranges and sets. */
Test(program, folding) {
    rg_arena *arena = rg_arena_new();
    rg_program *p = rg_program_new(arena);
    rg_condition a = rg_step_value(p, 1, 2);
    cr_expect_eq(rg_step_and(p, a, RG_ALWAYS_TRUE), a);
    cr_expect_eq(rg_step_and(p, a, RG_ALWAYS_FALSE), RG_ALWAYS_FALSE);
    cr_expect_eq(rg_step_or(p, a, RG_ALWAYS_FALSE), a);
    cr_expect_eq(rg_step_or(p, a, RG_ALWAYS_TRUE), RG_ALWAYS_TRUE);
    cr_expect_eq(rg_step_and(p, a, a), a);
    cr_expect_eq(rg_step_or(p, a, a), a);
    cr_expect_eq(rg_step_all(p, NULL, 0), RG_ALWAYS_TRUE);
    cr_expect_eq(rg_step_any(p, NULL, 0), RG_ALWAYS_FALSE);
    cr_expect_eq(rg_step_member(p, 1, 0), RG_ALWAYS_FALSE);
    cr_expect_eq(rg_step_range(p, 1, 5, 4), RG_ALWAYS_FALSE);
    rg_arena_free(arena);
}

Test(program, children_stand_before_parents) {
    world w;
    open_small(&w);
    rng r = rng_of(test_seed());
    for (int i = 0; i < 200; i++) {
        rg_buffer text = rg_buffer_in(w.arena);
        draw_condition(&r, &text, 4);
        world_condition(&w, rg_buffer_text(&text));
    }
    const rg_program *p = w.base->program;
    for (size_t i = 0; i < p->steps.count; i++)
        for (uint32_t k = 0; k < p->steps.items[i].count; k++)
            cr_assert_lt(p->children.items[p->steps.items[i].first + k], i);
    world_close(&w);
}

/* The index of steps grows many times and still finds each. */
Test(program, many_steps) {
    enum { MANY = 50000 };
    rg_arena *arena = rg_arena_new();
    rg_program *p = rg_program_new(arena);
    static rg_condition at[MANY];
    for (int64_t i = 0; i < MANY; i++)
        at[i] = rg_step_range(p, (size_t)(i % 7), i, i + 5);
    cr_assert_eq(p->steps.count, MANY + 3);
    for (int64_t i = 0; i < MANY; i++)
        cr_assert_eq(rg_step_range(p, (size_t)(i % 7), i, i + 5), at[i]);
    rg_arena_free(arena);
}

/* ---- laws ---- */

typedef struct {
    const char *name;
    rg_condition (*left)(rg_program *p, const rg_condition *x), (*right)(rg_program *p, const rg_condition *x);
} law;

#define SIDE(name, expression)                                                                                         \
    static rg_condition name(rg_program *p, const rg_condition *x) {                                                   \
        return expression;                                                                                             \
    }
#define AND(a, b) rg_step_and(p, a, b)
#define OR(a, b) rg_step_or(p, a, b)
#define NOT(a) rg_step_not(p, a)

SIDE(and_ab, AND(x[0], x[1]))
SIDE(and_ba, AND(x[1], x[0]))
SIDE(or_ab, OR(x[0], x[1]))
SIDE(or_ba, OR(x[1], x[0]))
SIDE(and_left, AND(AND(x[0], x[1]), x[2]))
SIDE(and_right, AND(x[0], AND(x[1], x[2])))
SIDE(or_left, OR(OR(x[0], x[1]), x[2]))
SIDE(or_right, OR(x[0], OR(x[1], x[2])))
SIDE(not_and, NOT(AND(x[0], x[1])))
SIDE(or_nots, OR(NOT(x[0]), NOT(x[1])))
SIDE(not_or, NOT(OR(x[0], x[1])))
SIDE(and_nots, AND(NOT(x[0]), NOT(x[1])))
SIDE(distribute_and, AND(x[0], OR(x[1], x[2])))
SIDE(distributed_and, OR(AND(x[0], x[1]), AND(x[0], x[2])))
SIDE(distribute_or, OR(x[0], AND(x[1], x[2])))
SIDE(distributed_or, AND(OR(x[0], x[1]), OR(x[0], x[2])))
SIDE(absorb_and, AND(x[0], OR(x[0], x[1])))
SIDE(absorb_or, OR(x[0], AND(x[0], x[1])))
SIDE(itself, AND(x[0], RG_ALWAYS_TRUE))
SIDE(twice_not, NOT(NOT(x[0])))
SIDE(all_three, rg_step_all(p, x, 3))
SIDE(any_three, rg_step_any(p, x, 3))

static const law LAWS[] = {
    {"a and b = b and a", and_ab, and_ba},
    {"a or b = b or a", or_ab, or_ba},
    {"and groups freely", and_left, and_right},
    {"or groups freely", or_left, or_right},
    {"all is and", all_three, and_left},
    {"any is or", any_three, or_left},
    {"not (a and b) = not a or not b", not_and, or_nots},
    {"not (a or b) = not a and not b", not_or, and_nots},
    {"and distributes over or", distribute_and, distributed_and},
    {"or distributes over and", distribute_or, distributed_or},
    {"a and (a or b) = a", absorb_and, itself},
    {"a or (a and b) = a", absorb_or, itself},
    {"not not a = a", twice_not, itself},
};

enum { TRIPLES = 250, PROFILES = 32 };

/* 8,000 instances of each law: drawn conditions, three at a time, on drawn profiles. */
ROWS(program, laws, LAWS) {
    const law *l = &LAWS[*row];
    uint64_t seed = test_seed() + *row;
    rng r = rng_of(seed);
    world w;
    open_small(&w);
    static rg_condition left[TRIPLES], right[TRIPLES];
    for (size_t i = 0; i < TRIPLES; i++) {
        rg_condition x[3];
        for (size_t k = 0; k < 3; k++) {
            rg_buffer text = rg_buffer_in(w.arena);
            draw_condition(&r, &text, 2);
            x[k] = world_condition(&w, rg_buffer_text(&text));
        }
        left[i] = l->left(w.base->program, x);
        right[i] = l->right(w.base->program, x);
    }
    for (size_t n = 0; n < PROFILES * test_scale(); n++) {
        rg_buffer text = rg_buffer_in(w.arena);
        draw_profile(&r, &text, 50);
        cr_assert(world_profile(&w, rg_buffer_text(&text)), "%s", world_messages(&w));
        for (size_t i = 0; i < TRIPLES; i++)
            cr_assert_eq(rg_truth_of(w.facts, left[i]), rg_truth_of(w.facts, right[i]), "%s, seed %llu, triple %zu, %s",
                         l->name, (unsigned long long)seed, i, rg_buffer_text(&text));
    }
    world_close(&w);
}

/* What is unknown stays unknown: there is no excluded middle. */
Test(program, no_excluded_middle) {
    world w;
    open_small(&w);
    rg_condition a = world_condition(&w, "{flag: true}");
    rg_condition either = rg_step_or(w.base->program, a, rg_step_not(w.base->program, a));
    rg_condition both = rg_step_and(w.base->program, a, rg_step_not(w.base->program, a));
    cr_assert(world_profile(&w, "attributes: {}"));
    cr_expect_eq(rg_truth_of(w.facts, either), RG_UNKNOWN);
    cr_expect_eq(rg_truth_of(w.facts, both), RG_UNKNOWN);
    /* The exact answer knows better. */
    cr_expect_eq(rg_exact_truth(w.exact, either), RG_TRUE);
    cr_expect_eq(rg_exact_truth(w.exact, both), RG_FALSE);
    cr_assert(world_profile(&w, "attributes: {flag: false}"));
    cr_expect_eq(rg_truth_of(w.facts, either), RG_TRUE);
    world_close(&w);
}

/* ---- against the plain evaluator ---- */

enum { BLOCKS = 8, BASES = 25, CONDITIONS = 40, DEVICES = 25 };

static const char *drawn_conditions(world *w, rng *r) {
    rg_buffer text = rg_buffer_in(w->arena);
    rg_add(&text, "conditions:\n");
    for (size_t i = 0; i < CONDITIONS; i++) {
        rg_add(&text, "  - ");
        draw_condition(r, &text, 4);
        rg_add(&text, "\n");
    }
    return rg_buffer_text(&text);
}

static void compare_device(world *w, plain_world *plain, const rg_node *list, const rg_condition *compiled,
                           const char *text, const char *body, uint64_t seed) {
    const rg_node *profile = world_yaml(w, "device.yaml", body);
    plain_device device = plain_device_new(plain);
    plain_profile(&device, profile);
    cr_assert(world_profile(w, body), "%s", world_messages(w));
    size_t i = 0;
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node), i++) {
        answer expected = plain_truth(&device, node);
        rg_truth got = rg_truth_of(w->facts, compiled[i]);
        cr_assert_eq((int)expected, (int)got, "seed %llu, condition %zu, expected %s, got %s\n%s\n%s",
                     (unsigned long long)seed, i, truth_word((rg_truth)expected), truth_word(got), text, body);
    }
}

static void compare_base(uint64_t seed) {
    rng r = rng_of(seed);
    world w;
    open_small(&w);
    plain_world *plain = plain_world_new(w.arena, w.store, TODAY);
    const char *text = drawn_conditions(&w, &r);
    const rg_node *list = rg_node_get(world_yaml(&w, "drawn.yaml", text), "conditions");
    rg_compiler c = {.reader = &w.base->reader, .vocabulary = w.base->vocabulary, .program = w.base->program};
    rg_condition compiled[CONDITIONS];
    size_t i = 0;
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node))
        compiled[i++] = rg_compile(&c, node);
    world_assert_clean(&w);
    for (size_t n = 0; n < DEVICES; n++) {
        rg_buffer body = rg_buffer_in(w.arena);
        draw_profile(&r, &body, (unsigned)(20 + rng_below(&r, 80)));
        compare_device(&w, plain, list, compiled, text, rg_buffer_text(&body), seed);
    }
    world_close(&w);
}

static const int BLOCK_ROWS[BLOCKS];

/* 200,000 decisions: 200 bases of 40 conditions, 25 devices each, unknowns included. */
ROWS(program, agrees_with_plain_evaluator, BLOCK_ROWS) {
    for (size_t i = 0; i < BASES * test_scale(); i++)
        compare_base(test_seed() + 1000 * *row + i);
}

/* The plain evaluator is no judge unless it gives all three answers often. */
Test(program, drawn_conditions_are_not_one_sided) {
    rng r = rng_of(test_seed());
    world w;
    open_small(&w);
    plain_world *plain = plain_world_new(w.arena, w.store, TODAY);
    size_t seen[3] = {0};
    const rg_node *list = rg_node_get(world_yaml(&w, "drawn.yaml", drawn_conditions(&w, &r)), "conditions");
    for (size_t n = 0; n < 100; n++) {
        rg_buffer body = rg_buffer_in(w.arena);
        draw_profile(&r, &body, 60);
        plain_device device = plain_device_new(plain);
        plain_profile(&device, world_yaml(&w, "device.yaml", rg_buffer_text(&body)));
        for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node))
            seen[plain_truth(&device, node)]++;
    }
    for (size_t i = 0; i < 3; i++)
        cr_expect_gt(seen[i], 400, "%s came out %zu times of 4000", truth_word((rg_truth)i), seen[i]);
    world_close(&w);
}

/* ---- monotony ---- */

/* States more and more of one device: what was definite stays as it was. */
static void grow_profile(uint64_t seed) {
    rng r = rng_of(seed);
    world w;
    open_small(&w);
    for (size_t i = 0; i < CONDITIONS; i++) {
        rg_buffer text = rg_buffer_in(w.arena);
        draw_condition(&r, &text, 4);
        world_condition(&w, rg_buffer_text(&text));
    }
    /* Each fact is of a device that asks for all of them, so that none is stated that is not asked. */
    const char *facts[] = {"flag: true",        "other: false", "third: true",     "level: high",
                           "mood: calm",        "deep: true",   "parts: [a, c]",   "product_type: ivd",
                           "since: 2020-01-01", "count: 7",     "words: alphabet", ""};
    size_t order[11], count = 11, known = w.base->program->steps.count;
    uint8_t *before = rg_alloc(w.arena, known);
    memset(before, RG_UNKNOWN, known);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t k = rng_below(&r, i), swap = order[i - 1];
        order[i - 1] = order[k];
        order[k] = swap;
    }
    for (size_t stated = 0; stated <= count; stated++) {
        rg_buffer body = rg_buffer_in(w.arena);
        rg_add(&body, "attributes: {");
        for (size_t i = 0; i < stated; i++)
            rg_addf(&body, "%s%s", i ? ", " : "", facts[order[i]]);
        rg_add(&body, "}");
        cr_assert(world_profile(&w, rg_buffer_text(&body)), "%s", world_messages(&w));
        for (size_t i = 0; i < known; i++) {
            cr_assert(before[i] == RG_UNKNOWN || before[i] == w.facts->truth[i], "seed %llu, step %zu: %s",
                      (unsigned long long)seed, i, rg_buffer_text(&body));
            before[i] = w.facts->truth[i];
        }
    }
    world_close(&w);
}

ROWS(program, adding_facts_keeps_answers, BLOCK_ROWS) {
    for (size_t i = 0; i < 20 * test_scale(); i++)
        grow_profile(test_seed() + 1000 * *row + i);
}
