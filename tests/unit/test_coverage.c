/* What the cases of a market exercise, on a small market whose cases are counted by hand. */
#include <stdio.h>
#include <string.h>

#include "check/coverage.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"

#define RULES                                                                                                          \
    "scope:\n  - {id: t.out, when: {other: true}, scope: out, " REASON "}\n"                                           \
    "schemes:\n" SCHEME("t.s", "I, II, III", "highest", "    rules:\n") RULE("t.a", "flag: true", "II", "")            \
        RULE("t.b", "level: high", "III", "") "      - {id: t.c, " TITLE ", class: I}\n"
#define ROUTES ROUTE("t.low", ", when: {class: I}") ROUTE("t.high", "")
#define CASE(id, rest) "  - {id: t.case." id ", " TITLE ", expect: {}, " rest "}\n"

static const char CASES[] = "reggap: cases/1\nmarket: t\ncases:\n" CASE("one", "attributes: {flag: true}")
    CASE("two", "attributes: {}") CASE("three", "attributes: {flag: null}") CASE("four", "attributes: {other: true}");

typedef struct {
    rg_covered_kind kind;
    const char *id;
    size_t true_cases, false_cases;
    bool covered;
} coverage_row;

/* By hand: two devices (one, two) are settled, the third leaves the flag open, the fourth is out of scope. */
static const coverage_row ROWS_OF[] = {
    {RG_COVERED_scope, "t.out", 1, 3, true}, {RG_COVERED_rule, "t.a", 1, 2, true},
    {RG_COVERED_rule, "t.b", 0, 4, false},   {RG_COVERED_rule, "t.c", 4, 0, true},
    {RG_COVERED_route, "t.low", 1, 2, true}, {RG_COVERED_route, "t.high", 1, 2, true},
};

ROWS(coverage, counted, ROWS_OF) {
    const coverage_row *r = &ROWS_OF[*row];
    const world_file files[] = {SMALL_VOCABULARY,
                                MARKET("t", ""),
                                CLASSIFICATION("t", RULES),
                                PATHWAYS("t", ROUTES),
                                {"jurisdictions/t/cases.yaml", CASES}};
    world w;
    world_open(&w, TODAY, files, 5);
    rg_case_results results = {0};
    const rg_coverage *c = rg_coverage_of(w.base, world_market(&w, "t"), &results);
    cr_expect_eq(c->cases, 4);
    bool found = false;
    for (size_t i = 0; i < c->items.count; i++) {
        const rg_covered *item = &c->items.items[i];
        if (item->kind != r->kind || strcmp(item->id, r->id) != 0)
            continue;
        found = true;
        cr_expect_eq(item->true_cases, r->true_cases, "%s: true %zu", r->id, item->true_cases);
        cr_expect_eq(item->false_cases, r->false_cases, "%s: false %zu", r->id, item->false_cases);
        cr_expect_eq(rg_is_covered(item), r->covered, "%s", r->id);
    }
    cr_expect(found, "%s", r->id);
    world_close(&w);
}

/* What a market inherits is left to the cases of the market it extends. */
Test(coverage, inherited_is_left_out) {
    world w;
    world_open_shipped(&w, TODAY);
    const char *code = NULL, *parent = NULL;
    for (size_t i = 0; i < w.base->vocabulary->market_count && !code; i++) {
        const rg_market *m = world_market(&w, w.base->vocabulary->markets[i]);
        code = m->parent ? m->code : NULL;
        parent = m->parent;
    }
    cr_assert(code, "no shipped market extends another");
    char folder[64];
    snprintf(folder, sizeof folder, "jurisdictions/%s/", parent);
    rg_case_results results = {0};
    const rg_coverage *c = rg_coverage_of(w.base, world_market(&w, code), &results);
    for (size_t i = 0; i < c->items.count; i++)
        cr_expect(strncmp(c->items.items[i].place.path, folder, strlen(folder)) != 0, "%s", c->items.items[i].id);
    world_close(&w);
}
