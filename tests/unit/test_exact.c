/* What can still come out, and what it hangs on: exactly, by hand and by comparison with every completion. */
#include <stdio.h>
#include <string.h>

#include "support/brute.h"
#include "support/rows.h"
#include "support/small.h"
#include "util/buffer.h"

/* ---- one condition, by hand ---- */

#define OTHER_NEEDS_FLAG CONSTRAINT("other_needs_flag", "other: true", "flag: true")
#define WILD_NEEDS_THIRD CONSTRAINT("wild_needs_third", "mood: wild", "third: true")
#define THIRD_NEEDS_PART CONSTRAINT("third_needs_part", "third: true", "parts: {has: a}")

static const world_file CONDITION_FILES[] = {SMALL_WITH(OTHER_NEEDS_FLAG WILD_NEEDS_THIRD THIRD_NEEDS_PART),
                                             MARKET("jp", ""), MARKET("us", "")};

typedef struct {
    const char *when, *body, *expected;
} truth_row;

static const truth_row TRUTHS[] = {
    /* of all completions one of two opposites holds, and never both */
    {"{any: [{flag: true}, {not: {flag: true}}]}", "attributes: {}", "true"},
    {"{any: [{flag: true}, {flag: false}]}", "attributes: {}", "true"},
    {"{flag: true, not: {flag: true}}", "attributes: {}", "false"},
    {"{any: [{level: low}, {level: [mid, high]}]}", "attributes: {}", "true"},
    {"{all: [{level: low}, {level: [mid, high]}]}", "attributes: {}", "false"},
    {"{flag: true, other: true}", "attributes: {}", "unknown"},
    {"{any: [{flag: true, third: true}, {flag: false, third: true}, {third: false}]}", "attributes: {}", "true"},
    /* sets: each member is free */
    {"{any: [{parts: {empty: true}}, {parts: [a, b, c, d]}]}", "attributes: {}", "true"},
    {"{parts: {has_only: [a]}, not: {parts: a}}", "attributes: {}", "false"},
    {"{parts: {has_all: [a, b], has_only: [a]}}", "attributes: {}", "false"},
    {"{parts: {has: a, has_only: [a, b]}}", "attributes: {}", "unknown"},
    {"{any: [{parts: {has_only: [a]}}, {parts: {has_only: [b, c, d]}}]}", "attributes: {}", "unknown"},
    /* numbers: intervals that cover all, or leave a gap */
    {"{any: [{count: {lt: 5}}, {count: {ge: 5}}]}", "attributes: {}", "true"},
    {"{any: [{count: {lt: 5}}, {count: {gt: 5}}]}", "attributes: {}", "unknown"},
    {"{all: [{count: {lt: 5}}, {count: {ge: 5}}]}", "attributes: {}", "false"},
    {"{all: [{count: {le: 5}}, {count: {ge: 5}}, {not: {count: 5}}]}", "attributes: {}", "false"},
    {"{any: [{since: {lt: 2020-01-01}}, {since: 2020-01-01}, {since: {gt: 2020-01-01}}]}", "attributes: {}", "true"},
    {"{all: [{count: 3}, {count: 4}]}", "attributes: {}", "false"},
    /* a count is 0 or more */
    {"{count: {ge: 0}}", "attributes: {}", "true"},
    {"{count: {lt: 0}}", "attributes: {}", "false"},
    /* a text is one text */
    {"{all: [{words: alpha}, {words: beta}]}", "attributes: {}", "false"},
    {"{words: alpha, not: {words: [alpha, beta]}}", "attributes: {}", "false"},
    {"{all: [{words: alpha}, {words: {given: false}}]}", "attributes: {}", "false"},
    {"{any: [{words: {given: true}}, {words: {given: false}}]}", "attributes: {}", "true"},
    {"{any: [{words: alpha}, {words: beta}]}", "attributes: {}", "unknown"},
    {"{all: [{words: alpha}, {words: {matches: \"^b\"}}]}", "attributes: {}", "false"},
    /* an approval that fits a narrow question fits the wide one */
    {"{approved_in: {market: jp, kind: decision}, not: {approved_in: jp}}", "attributes: {}", "false"},
    {"{approved_in: jp, not: {approved_in: [jp, us]}}", "attributes: {}", "false"},
    {"{approved_in: {market: jp, same_intended_use: true, identical_device: true}, "
     "not: {approved_in: {market: jp, same_intended_use: true}}}",
     "attributes: {}", "false"},
    {"{approved_in: jp, not: {approved_in: us}}", "attributes: {}", "unknown"},
    {"{holds: {type: certificate, edition: [\"2016\"]}, not: {holds: certificate}}", "attributes: {}", "false"},
    /* constraints rule completions out */
    {"{other: true, flag: false}", "attributes: {}", "false"},
    {"{flag: true}", "attributes: {other: true}", "true"},
    {"{other: true}", "attributes: {flag: false}", "false"},
    {"{other: false}", "attributes: {flag: false}", "true"},
    {"{flag: true}", "attributes: {other: true, flag: null}", "true"},
    /* two constraints in a row */
    {"{third: true}", "attributes: {level: high, mood: wild}", "true"},
    {"{parts: a}", "attributes: {level: high, mood: wild}", "true"},
    {"{parts: a}", "attributes: {level: high, mood: calm}", "unknown"},
    {"{mood: calm}", "attributes: {level: high, parts: [b]}", "true"},
    {"{mood: calm}", "attributes: {level: high, third: false}", "true"},
    /* what is not asked has its neutral value, or none */
    {"{deep: true, flag: false}", "attributes: {}", "false"},
    {"{deep: true}", "attributes: {}", "unknown"},
    {"{any: [{deep: true}, {deep: false}]}", "attributes: {}", "true"},
    {"{mood: calm, level: low}", "attributes: {}", "false"},
    {"{mood: [calm, wild]}", "attributes: {level: high}", "true"},
    {"{mood: [calm, wild]}", "attributes: {}", "unknown"},
    {"{mood: [calm, wild], level: [low, mid]}", "attributes: {}", "false"},
    {"{not: {mood: [calm, wild]}, level: high}", "attributes: {}", "false"},
};

ROWS(exact, truths, TRUTHS) {
    const truth_row *r = &TRUTHS[*row];
    world w;
    world_open(&w, TODAY, CONDITION_FILES, sizeof CONDITION_FILES / sizeof *CONDITION_FILES);
    rg_condition condition = world_condition(&w, r->when);
    world_assert_clean(&w);
    cr_assert(world_profile(&w, r->body), "%s", world_messages(&w));
    cr_expect(rg_exact_consistent(w.exact));
    const char *got = truth_word(rg_exact_truth(w.exact, condition));
    cr_expect_str_eq(got, r->expected, "%s of {%s}: expected %s, got %s", r->when, r->body, r->expected, got);
    /* The same from the other side, and asked again. */
    cr_expect_eq(rg_exact_can(w.exact, condition, true), strcmp(r->expected, "false") != 0, "%s of {%s} can be true",
                 r->when, r->body);
    cr_expect_eq(rg_exact_can(w.exact, condition, false), strcmp(r->expected, "true") != 0, "%s of {%s} can be false",
                 r->when, r->body);
    world_close(&w);
}

/* No completion at all, though no single constraint is broken by what is stated. */
Test(exact, no_completion) {
    static const world_file files[] = {SMALL_WITH(
        CONSTRAINT("one", "flag: true", "other: true") CONSTRAINT("two", "flag: true", "other: false")
            CONSTRAINT("three", "flag: false", "third: true") CONSTRAINT("four", "flag: false", "third: false"))};
    world w;
    world_open(&w, TODAY, files, 1);
    world_assert_clean(&w);
    cr_assert(world_profile(&w, "attributes: {level: low}"), "%s", world_messages(&w));
    cr_expect_not(rg_exact_consistent(w.exact));
    world_close(&w);
}

Test(exact, many_questions_of_one_device) {
    world w;
    world_open(&w, TODAY, CONDITION_FILES, sizeof CONDITION_FILES / sizeof *CONDITION_FILES);
    rg_condition flag = world_condition(&w, "{flag: true}"), third = world_condition(&w, "{third: true}");
    rg_condition not_flag = world_condition(&w, "{not: {flag: true}}"), other = world_condition(&w, "{other: true}");
    cr_assert(world_profile(&w, "attributes: {}"));
    cr_expect(rg_exact_can_all(w.exact, (rg_condition[]){flag, third}, 2));
    cr_expect(rg_exact_can_all(w.exact, (rg_condition[]){not_flag, third}, 2));
    cr_expect_not(rg_exact_can_all(w.exact, (rg_condition[]){flag, not_flag}, 2));
    cr_expect_not(rg_exact_can_all(w.exact, (rg_condition[]){other, not_flag}, 2));
    cr_expect(rg_exact_can_all(w.exact, (rg_condition[]){other, flag, third}, 3));
    cr_expect(rg_exact_can_all(w.exact, NULL, 0));
    world_close(&w);
}

/* ---- one market, by hand ---- */

typedef struct {
    const char *rules, *body, *expected;
} class_row;

#define ALWAYS "      - {id: t.always, " TITLE ", class: I}\n"

static const class_row CLASSES[] = {
    {RULE("t.a", "flag: true", "II", "") RULE("t.b", "flag: false", "II", ""), "attributes: {}", "II"},
    {RULE("t.a", "flag: true", "II", "") RULE("t.b", "flag: false", "I", ""), "attributes: {}", "I|II on flag"},
    {RULE("t.a", "flag: true", "II", "") ALWAYS, "attributes: {flag: null}\ncomplete: true", "I|II on flag"},
    {RULE("t.a", "flag: true", "II", "") ALWAYS, "complete: true", "I"},
    {RULE("t.a", "other: true, flag: false", "III", "") ALWAYS, "attributes: {}", "I"},
    {RULE("t.a", "deep: true", "II", "") ALWAYS, "attributes: {}", "I|II on flag|deep"},
    {RULE("t.a", "deep: true", "II", "") ALWAYS, "attributes: {flag: true}", "I|II on deep"},
    {RULE("t.a", "deep: true", "II", "") ALWAYS, "attributes: {flag: false}", "I"},
    /* `other` forces `flag`, which then can no longer change anything */
    {RULE("t.a", "deep: true", "II", "") ALWAYS, "attributes: {other: true}", "I|II on deep"},
    {RULE("t.a", "deep: true", "II", "") ALWAYS, "attributes: {other: true, flag: null}", "I|II on deep"},
    /* whichever mood: what matters is whether it is asked */
    {RULE("t.a", "mood: [calm, wild]", "II", "") ALWAYS, "attributes: {}", "I|II on level"},
    {RULE("t.a", "mood: calm", "II", "") ALWAYS, "attributes: {}", "I|II on level|mood"},
    {RULE("t.a", "mood: calm", "II", "") ALWAYS, "attributes: {level: high}", "I|II on mood"},
    {RULE("t.a", "mood: wild", "II", "") ALWAYS, "attributes: {level: high, third: false}", "I"},
    /* an attribute that a condition names, and that yet changes nothing */
    {RULE("t.a", "any: [{flag: true}, {flag: false, other: true}, {flag: false, other: false}]", "II", "") ALWAYS,
     "attributes: {}", "II"},
    {RULE("t.a", "any: [{flag: true, third: true}, {third: true, flag: false}]", "II", "") ALWAYS, "attributes: {}",
     "I|II on third"},
    {RULE("t.a", "any: [{flag: true, third: false}, {flag: false, third: true}]", "II", "") ALWAYS, "attributes: {}",
     "I|II on flag|third"},
    {RULE("t.a", "parts: {has_only: [a]}", "II", "") RULE("t.b", "parts: {empty: true}", "II", "")
         RULE("t.c", "parts: [b, c, d]", "II", ""),
     "attributes: {}", "II"},
    {RULE("t.a", "parts: {has_all: [a, b]}", "III", "") RULE("t.b", "parts: a", "II", "") ALWAYS, "attributes: {}",
     "I|II|III on parts"},
    {RULE("t.a", "count: {lt: 5}", "II", "") RULE("t.b", "count: {ge: 5}", "II", ""), "attributes: {}", "II"},
    {RULE("t.a", "count: {lt: 5}", "II", "") RULE("t.b", "count: {gt: 5}", "II", ""), "attributes: {}", "II on count"},
    {RULE("t.a", "count: {ge: 5}", "II", "") RULE("t.b", "count: {ge: 10}", "III", "") ALWAYS, "attributes: {}",
     "I|II|III on count"},
    {RULE("t.a", "words: alpha", "II", "") ALWAYS, "attributes: {}", "I|II on words"},
    {RULE("t.a", "all: [{words: alpha}, {words: beta}]", "III", "") ALWAYS, "attributes: {}", "I"},
    {RULE("t.a", "approved_in: jp", "II", "") ALWAYS, "attributes: {}", "I|II on approvals"},
    {RULE("t.a", "approved_in: {market: jp, kind: decision}, not: {approved_in: jp}", "III", "") ALWAYS,
     "attributes: {}", "I"},
    {RULE("t.a", "holds: certificate", "II", "") ALWAYS, "attributes: {}", "I|II on evidence"},
    {RULE("t.a", "holds: certificate", "II", "") ALWAYS, "evidence: []", "I"},
    /* a class or none at all */
    {RULE("t.a", "flag: true", "II", ""), "attributes: {}", "II on flag"},
    {RULE("t.a", "flag: true", "II", ""), "attributes: {flag: false}", "none"},
    /* what the law leaves open */
    {RULE("t.a", "flag: true", "[I, II]", ""), "attributes: {flag: true}", "I|II in law"},
    {RULE("t.a", "flag: true", "[I, II]", "") ALWAYS, "attributes: {}", "I|II on flag"},
    {RULE("t.a", "flag: true", "[I, II]", "") RULE("t.b", "flag: true", "II", ""), "attributes: {flag: true}", "II"},
    {RULE("t.a", "flag: true", "[I, III]", "") RULE("t.b", "flag: true", "II", ""), "attributes: {flag: true}",
     "II|III in law"},
    {RULE("t.a", "flag: true", "[I, II]", "") RULE("t.b", "flag: true", "[II, III]", ""), "attributes: {flag: true}",
     "II|III in law"},
    {RULE("t.a", "flag: true", "[II, III]", "") RULE("t.b", "third: true", "III", "") ALWAYS,
     "attributes: {flag: true}", "II|III on third"},
    {RULE("t.a", "flag: true", "[II, III]", "") RULE("t.b", "third: true", "I", "") ALWAYS, "attributes: {flag: true}",
     "II|III in law"},
    {RULE("t.a", "any: [{flag: true}, {flag: false}]", "[I, II]", ""), "attributes: {}", "I|II in law"},
};

ROWS(exact, classes, CLASSES) {
    const class_row *r = &CLASSES[*row];
    char text[4096];
    snprintf(
        text, sizeof text,
        "reggap: classification/1\nmarket: t\nschemes:\n" SCHEME("t.s", "I, II, III", "highest", "    rules:\n") "%s",
        r->rules);
    const world_file files[] = {CONDITION_FILES[0],
                                MARKET("jp", ""),
                                MARKET("us", ""),
                                MARKET("t", ""),
                                {"jurisdictions/t/classification.yaml", text}};
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    const char *got = class_words(&w, world_outcome(&w, "t", r->body));
    cr_expect_str_eq(got, r->expected, "\n%sof {%s}: expected '%s', got '%s'", r->rules, r->body, r->expected, got);
    world_close(&w);
}

/* Attributes that can only change together are open in the profile: it is not the law that leaves the class open. */
Test(exact, linked_attributes_are_not_the_law) {
    static const world_file files[] = {
        SMALL_WITH(CONSTRAINT("one", "flag: true", "other: true") CONSTRAINT("two", "other: true", "flag: true")),
        MARKET("t", ""),
        CLASSIFICATION("t", "schemes:\n" SCHEME("t.s", "I, II", "highest", "    rules:\n")
                                RULE("t.a", "flag: true", "II", "") RULE("t.b", "flag: false", "I", ""))};
    world w;
    world_open(&w, TODAY, files, 3);
    const rg_outcome *o = world_outcome(&w, "t", "attributes: {}");
    cr_expect_eq(o->possible, 3);
    cr_expect_eq(o->status, RG_POSSIBLE);
    world_close(&w);
}

/* Of a device without flag `deep` is not asked, so that t.a can never be true; a fact that is stated stands all the
 * same. */
Test(exact, what_is_stated_stands_though_it_is_not_asked) {
    static const world_file files[] = {SMALL_VOCABULARY, MARKET("t", ""),
                                       CLASSIFICATION("t",
                                                      "schemes:\n" SCHEME("t.s", "I, II", "highest", "    rules:\n")
                                                          RULE("t.a", "flag: false, deep: true", "II", "") ALWAYS)};
    world w;
    world_open(&w, TODAY, files, 3);
    cr_expect_str_eq(class_words(&w, world_outcome(&w, "t", "attributes: {}")), "I");
    cr_expect_str_eq(class_words(&w, world_outcome(&w, "t", "attributes: {deep: true}")), "I|II on flag");
    world_close(&w);
}

/* ---- monotony on the shipped rules ---- */

static const char *const MAJOR[] = {"eu", "us", "jp"};

/*
 * One admissible device, of which more and more is stated, nothing before it is asked: what was definite stays as it
 * was, and the set of possible classes only shrinks.
 */
static void grow_device(bench *b, uint64_t seed) {
    riddle r;
    if (!riddle_draw(b, seed, 64, &r))
        return;
    size_t steps = b->w.base->program->steps.count, count = r.open_count;
    uint8_t *before = rg_alloc(b->w.arena, steps);
    uint64_t possible = ~UINT64_C(0);
    memset(before, RG_UNKNOWN, steps);
    /* The open attributes are closed one by one, with values of one admissible completion. */
    if (!riddle_complete(&r))
        return;
    for (r.open_count = count;; r.open_count--) {
        riddle_write(&r);
        cr_assert(world_profile(&b->w, r.body), "seed %llu: %s\n%s", (unsigned long long)seed, world_messages(&b->w),
                  r.body);
        for (size_t i = 0; i < steps; i++) {
            cr_assert(before[i] == RG_UNKNOWN || before[i] == b->w.facts->truth[i], "seed %llu, step %zu\n%s",
                      (unsigned long long)seed, i, r.body);
            before[i] = b->w.facts->truth[i];
        }
        const rg_outcome *o = rg_outcome_of(b->w.exact, b->w.facts, b->market, b->w.arena);
        cr_assert((o->possible & ~possible) == 0, "seed %llu: a class came back\n%s", (unsigned long long)seed, r.body);
        possible = o->possible;
        if (!r.open_count)
            break;
    }
}

ROWS(exact, stating_more_keeps_answers, MAJOR) {
    bench b;
    bench_open(&b, MAJOR[*row], TODAY);
    for (size_t n = 0; n < 150 * test_scale(); n++)
        grow_device(&b, test_seed() * 7919 + n);
    bench_close(&b);
}

/* ---- the shipped rules against brute force ---- */

typedef struct {
    const char *market;
    size_t block;
} block_row;

static const block_row BLOCKS[] = {
    {"eu", 0}, {"eu", 1}, {"eu", 2}, {"eu", 3}, {"us", 0}, {"us", 1},
    {"us", 2}, {"us", 3}, {"jp", 0}, {"jp", 1}, {"jp", 2}, {"jp", 3},
};

enum { DEVICES = 250, FEWER_DEVICES = 60, USUAL_WAYS = 1500, MANY_WAYS = 40000, EVERY = 100, MOST_WRONG = 5 };

/* Draws that many devices; tells of the first few that come out wrong. */
static void try_devices(bench *b, uint64_t first_seed, size_t count) {
    size_t devices = 0, completions = 0, wrong = 0;
    for (size_t n = 0; n < count && wrong < MOST_WRONG; n++) {
        riddle r;
        static solution s;
        if (!riddle_draw(b, first_seed + n, n % EVERY == 0 ? MANY_WAYS : USUAL_WAYS, &r))
            continue;
        riddle_solve(&r, true, &s);
        wrong += !riddle_check(&r, &s);
        completions += s.completions;
        devices++;
    }
    cr_log_info("%s from seed %llu: %zu devices, %zu completions\n", b->code, (unsigned long long)first_seed, devices,
                completions);
    cr_expect(wrong || devices * 10 >= count * 9, "only %zu devices", devices);
}

/* 3,000 devices drawn, 36 of them with up to 40,000 completions. REGGAP_TEST_SCALE and _SEED give more, and others. */
ROWS(exact, brute_force, BLOCKS) {
    bench b;
    bench_open(&b, BLOCKS[*row].market, TODAY);
    try_devices(&b, test_seed() * 1000003 + BLOCKS[*row].block * 100000000, DEVICES * test_scale());
    bench_close(&b);
}

/* ---- every other shipped market that stands alone ---- */

static bool asks_another_market(const rg_node *node) {
    for (const rg_node *child = rg_node_first(node); child; child = rg_node_next(child))
        if (strcmp(rg_node_key(child), "class_in") == 0 || asks_another_market(child))
            return true;
    return false;
}

/* Those that extend a market or ask for its class are beyond the plain evaluator. */
static bool stands_alone(const world *w, const char *code) {
    const char *files[] = {"market", "classification", "pathways", "cases"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(MAJOR[i], code) == 0)
            return false;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *path = rg_textf(w->arena, "jurisdictions/%s/%s.yaml", code, files[i]);
        const rg_store_file *file = rg_store_next(w->store, path, NULL);
        const rg_node *root = file ? rg_document_root(file->document) : NULL;
        if (!root || (i == 0 && rg_node_get(root, "extends")) || asks_another_market(root))
            return false;
    }
    return true;
}

ParameterizedTestParameters(exact, brute_force_elsewhere) {
    world w;
    world_open_shipped(&w, TODAY);
    size_t count = w.base->vocabulary->market_count;
    world_close(&w);
    return row_numbers(count);
}

ParameterizedTest(const size_t *row, exact, brute_force_elsewhere, .timeout = 600) {
    world w;
    world_open_shipped(&w, TODAY);
    const char *code = w.base->vocabulary->markets[*row];
    if (stands_alone(&w, code)) {
        bench b;
        bench_open(&b, code, TODAY);
        try_devices(&b, test_seed() * 1000003, FEWER_DEVICES * test_scale());
        bench_close(&b);
    }
    world_close(&w);
}

/* Where much is open there is much to try: more than 10,000 completions of one device, each decided twice. */
static const truth_row LARGE[] = {
    {"eu", "attributes: {product_type: medical_device}", "invasiveness duration contact"},
    {"us", "attributes: {product_type: medical_device}",
     "software active invasiveness duration life_supporting active_function"},
    {"jp", "attributes: {product_type: medical_device}\ncompany: {country: DE}",
     "active invasiveness duration contact"},
};

ROWS(exact, large_spaces, LARGE) {
    bench b;
    bench_open(&b, LARGE[*row].when, TODAY);
    riddle r;
    static solution s;
    riddle_of(&b, LARGE[*row].body, LARGE[*row].expected, &r);
    riddle_solve(&r, true, &s);
    riddle_check(&r, &s);
    cr_log_info("%s: %zu completions\n", b.code, s.completions);
    cr_expect_gt(s.completions, 10000, "%zu completions", s.completions);
    bench_close(&b);
}
