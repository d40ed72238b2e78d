/* A small world in which an approval in one market opens a shorter route in others. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/route.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

#define RECORDS                                                                                                        \
    "records:\n  - id: approvals\n    condition: approved_in\n    key: market\n    fields:\n"                          \
    "      - {id: market, type: enum, values: any}\n      - {id: pathway, type: text}\n"                               \
    "      - {id: kind, type: enum, values: [authority_decision, third_party_certificate, self_notification]}\n"       \
    "      - {id: class, type: text}\n      - {id: date, type: date}\n"                                                \
    "      - {id: status, type: enum, values: [valid, suspended], default: valid}\n"                                   \
    "      - {id: marketed_since, type: date}\n      - {id: same_intended_use, type: bool}\n"                          \
    "      - {id: identical_device, type: bool}\n"                                                                     \
    "  - id: evidence\n    condition: holds\n    key: type\n    fields:\n      - {id: id, type: text}\n"               \
    "      - {id: type, type: enum, values: evidence_types}\n      - {id: expires, type: date}\n"                      \
    "      - {id: markets, type: set, values: any}\n"

#define CLASSES(code)                                                                                                  \
    CLASSIFICATION(code, "schemes:\n" SCHEME(code ".s", "I, II", "highest", "    rules:\n")                            \
                             RULE(code ".s.r", "product_type: medical_device", "II", ""))
#define STEPS(path, market, text)                                                                                      \
    { path, "reggap: steps/1\n" market "steps:\n" text }
/* One step a market: after the shared one, in the days and for the fees of the route. */
#define REVIEW(code, owner)                                                                                            \
    STEPS("jurisdictions/" code "/steps.yaml", "market: " code "\n",                                                   \
          "  - {id: " code ".review, name: {en: n, ja: n}, owner: " owner ", after: [shared.file], days_of: "          \
          "recommended, fees_of: recommended, yields: [approval]}\n")
#define FEE(amount) ", fees: [{what: {en: f, ja: f}, amount: " amount ", currency: EUR}]"

/* The shared file takes 30 days and costs 7 once; a: 100 days, 50; b: 130 and 50, or 20 and 5; c: 600 and 40. */
static world_file FILES[] = {
    {VOCABULARY_FILE, SMALL_HEAD SMALL_ATTRIBUTES RECORDS},
    PROOFS,
    CATALOGUE(REQUIREMENT("q", "")),
    STEPS("rules/steps.yaml", "",
          "  - {id: shared.file, name: {en: n, ja: n}, owner: maker, days: {usual: 30}, fees: [{what: {en: f, ja: f}, "
          "amount: 7, currency: EUR}]}\n"),
    MARKET("a", ""),
    CLASSES("a"),
    PATHWAYS("a", ROUTE("a.only", ", days: {usual: 100}" FEE("50"))),
    REVIEW("a", "authority"),
    MARKET("b", ""),
    CLASSES("b"),
    {0}, /* the routes of b */
    REVIEW("b", "conformity_assessment_body"),
    MARKET("c", ""),
    CLASSES("c"),
    {0}, /* the routes of c */
    REVIEW("c", "maker"),
};

enum { ROUTES_OF_B = 10, ROUTES_OF_C = 14 };

typedef struct {
    const char *name, *to, *b, *c; /* what opens the short routes */
    rg_goal goal;
    bool one_by_one;
    const char *profile, *expected;
} way_row;

#define BY_A "approved_in: a"
#define NEVER "flag: true"
#define HELD(rest) "approvals: [{market: a, kind: authority_decision, class: II" rest "}]"

/*
 * Lines: market, begin > finish, fees, the approvals made use of; then finish, fees, and both plain ways.
 * Day 130 after 2026-11-23 is 2027-04-02; a year later it is day 496.
 */
static const way_row WAYS[] = {
    {"nothing opens anything", "abc", NEVER, NEVER, RG_GOAL_TIME, false, "",
     "a 0>130 50, b 0>160 50, c 0>630 40: 630 147 exact; 630 147; 860 147"},
    {"a opens b", "ab", BY_A, NEVER, RG_GOAL_TIME, false, "",
     "a 0>130 50, b 130>150 5 by a: 150 62 exact; 160 107; 150 62"},
    {"it is not worth waiting for", "bc", "approved_in: c", NEVER, RG_GOAL_TIME, false, "",
     "b 0>160 50, c 0>630 40: 630 97 exact; 630 97; 760 97"},
    {"but cheaper", "bc", "approved_in: c", NEVER, RG_GOAL_COST, false, "",
     "c 0>630 40, b 630>650 5 by c: 650 52 exact; 630 97; 760 97"},
    {"the kind is that of who decides", "ab", "approved_in: {market: a, kind: authority_decision}", NEVER, RG_GOAL_TIME,
     false, "", "a 0>130 50, b 130>150 5 by a: 150 62 exact; 160 107; 150 62"},
    {"and no other", "ab", "approved_in: {market: a, kind: third_party_certificate}", NEVER, RG_GOAL_TIME, false, "",
     "a 0>130 50, b 0>160 50: 160 107 exact; 160 107; 260 107"},
    {"a certificate", "bc", NEVER, "approved_in: {market: b, kind: third_party_certificate}", RG_GOAL_TIME, false, "",
     "b 0>160 50, c 160>170 1 by b: 170 58 exact; 630 97; 170 58"},
    {"a notice", "bc", "approved_in: {market: c, kind: self_notification}", NEVER, RG_GOAL_COST, false, "",
     "c 0>630 40, b 630>650 5 by c: 650 52 exact; 630 97; 760 97"},
    {"class, use, device, status and route", "ab",
     "approved_in: {market: a, class: II, status: valid, pathway: a.only, same_intended_use: true, identical_device: "
     "true}",
     NEVER, RG_GOAL_TIME, false, "", "a 0>130 50, b 130>150 5 by a: 150 62 exact; 160 107; 150 62"},
    {"another class", "ab", "approved_in: {market: a, class: I}", NEVER, RG_GOAL_TIME, false, "",
     "a 0>130 50, b 0>160 50: 160 107 exact; 160 107; 260 107"},
    {"a must be a year old", "ac", NEVER, "approved_in: {market: a, marketed_since: {months_before: 12}}", RG_GOAL_TIME,
     false, "", "a 0>130 50, c 496>506 1 by a: 506 58 exact; 630 97; 730 97"},
    {"one by one there is no time for that", "ac", NEVER, "approved_in: {market: a, date: {months_before: 12}}",
     RG_GOAL_TIME, true, "", "a 0>130 57, c 130>730 40: 730 97 not less than 140; 630 97; 730 97"},
    {"only a young one counts", "ac", NEVER,
     "approved_in: a, not: {approved_in: {market: a, date: {months_before: 12}}}", RG_GOAL_TIME, false, "",
     "a 0>130 50, c 130>140 1 by a: 140 58 exact; 630 97; 140 58"},
    {"what is held grows old too", "c", NEVER, "approved_in: {market: a, marketed_since: {months_before: 36}}",
     RG_GOAL_TIME, false, HELD(", marketed_since: 2024-01-12"), "c 50>60 1: 60 8 exact; 630 47; 630 47"},
    {"and is old already", "c", NEVER, "approved_in: {market: a, marketed_since: {months_before: 36}}", RG_GOAL_TIME,
     false, HELD(", marketed_since: 2023-11-23"), "c 0>40 1: 40 8 exact; 40 8; 40 8"},
    {"both are needed", "abc", NEVER, "all: [{approved_in: a}, {approved_in: b}]", RG_GOAL_TIME, false, "",
     "a 0>130 50, b 0>160 50, c 160>170 1 by a b: 170 108 exact; 630 147; 270 108"},
    {"either will do: the earlier", "abc", NEVER, "approved_in: [a, b]", RG_GOAL_TIME, false, "",
     "a 0>130 50, c 130>140 1 by a, b 0>160 50: 160 108 exact; 630 147; 270 108"},
    {"a chain", "abc", BY_A, "approved_in: b", RG_GOAL_TIME, true, "",
     "a 0>130 57, b 130>150 5 by a, c 150>160 1 by b: 160 63 exact; 630 147; 160 63"},
    {"value first", "ab", NEVER, NEVER, RG_GOAL_VALUE, true, "",
     "a 0>130 57, b 130>260 50: 260 107 exact; 160 107; 260 107"},
};

static const char *routes_of(rg_arena *arena, const char *code, const char *when, const char *rest) {
    return rg_textf(
        arena,
        "reggap: pathways/1\nmarket: %s\npathways:\n  - id: %s.short\n    name: {en: n, ja: n}\n    when: {%s}\n%s",
        code, code, when, rest);
}

static void add_stops(rg_buffer *out, const rg_route_answer *a) {
    for (size_t i = 0; i < a->itinerary->count; i++) {
        const rg_route_stop *s = &a->stops[i];
        const char *sign = " by";
        rg_addf(out, "%s%s %d>%d %g", i ? ", " : "", s->market->code, s->stop.start, s->stop.finish, s->stop.fees);
        for (size_t k = 0; k < a->openings.count; k++)
            if (a->openings.items[k].market == s->market) {
                rg_addf(out, "%s %s", sign, a->openings.items[k].by->code);
                sign = "";
            }
    }
}

ROWS(route, ways, WAYS) {
    const way_row *r = &WAYS[*row];
    rg_arena *arena = rg_arena_new();
    world w;
    FILES[ROUTES_OF_B] = (world_file){
        "jurisdictions/b/pathways.yaml",
        routes_of(arena, "b", r->b,
                  "    days: {usual: 20}\n    fees: [{what: {en: f, ja: f}, amount: 5, currency: EUR}]\n" ROUTE(
                      "b.full", ", days: {usual: 130}" FEE("50")))};
    FILES[ROUTES_OF_C] = (world_file){
        "jurisdictions/c/pathways.yaml",
        routes_of(arena, "c", r->c,
                  "    days: {usual: 10}\n    fees: [{what: {en: f, ja: f}, amount: 1, currency: EUR}]\n" ROUTE(
                      "c.full", ", days: {usual: 600}" FEE("40")))};
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    rg_market *markets[3];
    size_t count = strlen(r->to);
    for (size_t i = 0; i < count; i++) {
        markets[i] = world_market(&w, rg_copy_text(arena, r->to + i, 1));
        rg_tasks_of(w.base, markets[i]);
    }
    const char *body = rg_textf(arena, "complete: true\nattributes: {product_type: medical_device}\n%s", r->profile);
    cr_assert(world_profile(&w, body), "%s", world_messages(&w));
    world_assert_clean(&w);
    rg_route_question q = {w.base,           w.facts, w.exact, markets, count,
                           world_day(TODAY), NULL,    "EUR",   r->goal, r->one_by_one};
    rg_route_answer *a = rg_route_find(&q, w.arena, &w.diagnostics);
    cr_assert(a, "%s", world_messages(&w));
    rg_buffer out = rg_buffer_in(w.arena);
    add_stops(&out, a);
    rg_addf(&out, ": %d %g ", a->itinerary->finish, a->itinerary->fees);
    rg_addf(&out, a->itinerary->exact ? "exact" : "not less than %g", a->itinerary->bound);
    rg_addf(&out, "; %d %g; %d %g", a->together_days, a->together_fees, a->in_turn->finish, a->in_turn->fees);
    cr_expect_str_eq(rg_buffer_text(&out), r->expected, "%s:\nexpected: %s\ngot:      %s", r->name, r->expected,
                     rg_buffer_text(&out));
    world_close(&w);
    rg_arena_free(arena);
}
