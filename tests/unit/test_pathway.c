/* The routes to market: open, possible, recommended, on top of others, and what a route says of itself. */
#include <stdio.h>
#include <string.h>

#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"

#define CLASSES                                                                                                        \
    "scope:\n  - {id: t.out, when: {other: true}, scope: out, " REASON "}\n"                                           \
    "schemes:\n" SCHEME("t.s", "I, II, III", "highest",                                                                \
                        "    subclasses: [{id: Is, of: I, when: {third: true}, " TITLE "}]\n    rules:\n")             \
        RULE("t.a", "flag: true", "II", "") RULE("t.b", "level: high", "III", "") "      - {id: t.c, " TITLE           \
                                                                                  ", class: I}\n"

#define FILES(paths)                                                                                                   \
    {                                                                                                                  \
        SMALL_VOCABULARY, MARKET("jp", ""), MARKET("t", ""), CLASSIFICATION("t", CLASSES), {                           \
            "jurisdictions/t/pathways.yaml", paths                                                                     \
        }                                                                                                              \
    }

typedef struct {
    const char *paths, *body, *routes;
} route_row;

#define HEAD "reggap: pathways/1\nmarket: t\npathways:\n"

/* In order of preference: the first open one is recommended and stands first. */
#define BY_CLASS                                                                                                       \
    HEAD ROUTE("t.low", ", when: {class: I}") ROUTE("t.mid", ", when: {class: [I, II]}")                               \
        ROUTE("t.high", ", when: {class: [II, III]}") ROUTE("t.all", "")

/* A short cut that only some can take, and one that is a matter of choice. */
#define CHOICE                                                                                                         \
    HEAD ROUTE("t.quick", ", when: {third: true}, possible_when: {class: [II, III]}")                                  \
        ROUTE("t.usual", ", when: {class: [I, II, III]}") ROUTE("t.maybe", ", when: {flag: true, level: high}")

/* Procedures that come on top of the route. */
#define ADD_ON                                                                                                         \
    HEAD ROUTE("t.first", ", kind: add_on, when: {third: true}")                                                       \
        ROUTE("t.main", ", kind: route, when: {class: [I, II]}")                                                       \
            ROUTE("t.after", ", kind: add_on, when: {route: t.main, flag: true}")                                      \
                ROUTE("t.other", ", when: {class: III}")                                                               \
                    ROUTE("t.both", ", kind: add_on, when: {route: [t.main, t.other]}")

#define WORDS                                                                                                          \
    HEAD ROUTE("t.sub", ", when: {subclass: Is}") ROUTE("t.rule", ", when: {rule: t.a}")                               \
        ROUTE("t.held", ", when: {approved_in: jp}") ROUTE("t.not", ", when: {not: {class: [II, III]}}")

#define DATED                                                                                                          \
    HEAD ROUTE("t.old", ", when: {class: I}, effective: {until: 2026-11-22}")                                          \
        ROUTE("t.today", ", when: {class: I}, effective: {from: 2026-11-23, until: 2026-11-23}")                       \
            ROUTE("t.new", ", when: {class: I}, effective: {from: 2026-11-24}")                                        \
                ROUTE("t.gone", ", when: {class: I}, status: retired") ROUTE("t.last", ", when: {class: I}")

/* What is not in force on the day is not recommended then; others may still speak of it. */
#define SPEAKS_OF_OLD                                                                                                  \
    HEAD ROUTE("t.old", ", when: {class: I}, effective: {until: 2026-11-22}") ROUTE("t.now", ", when: {class: I}")     \
        ROUTE("t.top", ", kind: add_on, when: {route: t.old}")                                                         \
            ROUTE("t.other", ", kind: add_on, when: {not: {route: t.old}}")

static const route_row ROUTES[] = {
    {BY_CLASS, "complete: true", "*t.low t.mid t.all"},
    {BY_CLASS, "attributes: {flag: true}\ncomplete: true", "*t.mid t.high t.all"},
    {BY_CLASS, "attributes: {level: high}\ncomplete: true", "*t.high t.all"},
    {BY_CLASS, "attributes: {other: true}\ncomplete: true", ""},
    /* open where every completion opens it, possible where some does; recommended only where it is in every one */
    {BY_CLASS, "attributes: {flag: null}\ncomplete: true", "t.low? t.mid t.high? t.all"},
    {BY_CLASS, "attributes: {flag: true, level: null}\ncomplete: true", "t.mid? t.high t.all"},
    {BY_CLASS, "attributes: {flag: true, other: null}\ncomplete: true", "t.mid? t.high? t.all?"},
    {BY_CLASS, "attributes: {level: high}", "t.high? t.all?"},
    {BY_CLASS, "attributes: {level: high, other: false}", "*t.high t.all"},
    {CHOICE, "complete: true", "*t.usual"},
    {CHOICE, "attributes: {third: true}\ncomplete: true", "*t.quick t.usual"},
    {CHOICE, "attributes: {level: high}\ncomplete: true", "*t.usual t.quick?"},
    {CHOICE, "attributes: {third: null}\ncomplete: true", "t.quick? t.usual"},
    {CHOICE, "attributes: {third: null, level: high}\ncomplete: true", "t.quick? t.usual"},
    {CHOICE, "attributes: {level: high, other: true}\ncomplete: true", ""},
    {ADD_ON, "complete: true", "*t.main t.both"},
    {ADD_ON, "attributes: {third: true}\ncomplete: true", "*t.main t.first t.both"},
    {ADD_ON, "attributes: {flag: true}\ncomplete: true", "*t.main t.after t.both"},
    {ADD_ON, "attributes: {level: high}\ncomplete: true", "*t.other t.both"},
    {ADD_ON, "attributes: {level: high, flag: true, third: true}\ncomplete: true", "*t.other t.first t.both"},
    {ADD_ON, "attributes: {level: null, flag: true}\ncomplete: true", "t.main? t.after? t.other? t.both"},
    {WORDS, "complete: true", "*t.not"},
    {WORDS, "attributes: {third: true}\ncomplete: true", "*t.sub t.not"},
    {WORDS, "attributes: {flag: true}\ncomplete: true", "*t.rule"},
    {WORDS, "attributes: {flag: true}\ncomplete: true\napprovals: [{market: jp}]", "*t.rule t.held"},
    {WORDS, "attributes: {flag: true, level: low, third: false, other: false}", "*t.rule t.held?"},
    {DATED, "complete: true", "*t.today t.last"},
    {SPEAKS_OF_OLD, "complete: true", "*t.now t.other"},
};

ROWS(pathway, routes, ROUTES) {
    const route_row *r = &ROUTES[*row];
    const world_file files[] = FILES(r->paths);
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    const char *got = route_words(&w, world_outcome(&w, "t", r->body));
    cr_expect_str_eq(got, r->routes, "%s\nof {%s}: expected '%s', got '%s'", r->paths, r->body, r->routes, got);
    world_close(&w);
}

/* ---- on the day before, on the day and on the day after ---- */

typedef struct {
    const char *as_of, *routes;
} day_row;

static const day_row DAYS[] = {
    {"2026-11-22", "*t.old t.last"}, {"2026-11-23", "*t.today t.last"}, {"2026-11-24", "*t.new t.last"}};

ROWS(pathway, days, DAYS) {
    const world_file files[] = FILES(DATED);
    world w;
    world_open(&w, DAYS[*row].as_of, files, sizeof files / sizeof *files);
    const char *got = route_words(&w, world_outcome(&w, "t", "complete: true"));
    cr_expect_str_eq(got, DAYS[*row].routes, "%s: expected '%s', got '%s'", DAYS[*row].as_of, DAYS[*row].routes, got);
    world_close(&w);
}

/* ---- what a route says of itself ---- */

static const char FULL[] =
    HEAD "  - id: t.full\n"
         "    name: {en: Full, ja: 全部}\n"
         "    reviewer: {en: agency, ja: 当局}\n"
         "    dossier: {en: file, ja: 資料}\n"
         "    days: {shortest: 90, usual: 150, longest: 300}\n"
         "    validity_months: 60\n"
         "    fees:\n"
         "      - {what: {en: user fee, ja: 手数料}, amount: 28653, currency: USD, of: FY2027, when: {flag: false}}\n"
         "      - {what: {en: small, ja: 小規模}, amount: 7163.25, currency: USD, of: FY2027, when: {flag: true}}\n"
         "      - {what: {en: old, ja: 旧}, amount: 1, effective: {until: 2026-11-22}}\n"
         "      - {what: {en: own, ja: 自国}, amount: 0}\n"
         "  - id: t.bare\n"
         "    name: {en: Bare, ja: 無し}\n"
         "    days: {usual: 30}\n";

Test(pathway, details) {
    const world_file files[] = FILES(FULL);
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    rg_market *m = world_market(&w, "t");
    world_assert_clean(&w);
    cr_assert_eq(m->pathways.count, 2);
    const rg_pathway *full = &m->pathways.items[0], *bare = &m->pathways.items[1];
    cr_expect_str_eq(full->name.en, "Full");
    cr_expect_str_eq(full->name.ja, "全部");
    cr_expect_str_eq(full->reviewer.en, "agency");
    cr_expect_str_eq(full->dossier.ja, "資料");
    cr_expect_eq(full->days[0], 90);
    cr_expect_eq(full->days[1], 150);
    cr_expect_eq(full->days[2], 300);
    cr_expect_eq(full->validity_months, 60);
    cr_assert_eq(full->fees.count, 3);
    cr_expect_eq(full->fees.items[1].amount, 7163.25);
    cr_expect_str_eq(full->fees.items[1].of, "FY2027");
    cr_expect_str_eq(full->fees.items[2].currency, "EUR", "the market's own currency where none is said");
    cr_expect_eq(bare->days[0], -1);
    cr_expect_eq(bare->days[1], 30);
    cr_expect_eq(bare->days[2], -1);
    cr_expect_eq(bare->validity_months, 0);
    cr_expect_eq(bare->fees.count, 0);
    cr_assert(world_profile(&w, "attributes: {flag: true}"));
    cr_expect_eq(rg_truth_of(w.facts, full->fees.items[0].when), RG_FALSE);
    cr_expect_eq(rg_truth_of(w.facts, full->fees.items[1].when), RG_TRUE);
    cr_expect_eq(rg_truth_of(w.facts, full->fees.items[2].when), RG_TRUE);
    world_close(&w);
}

typedef struct {
    const char *paths, *message;
} wrong_row;

static const wrong_row WRONG[] = {
    {HEAD ROUTE("t.a", ", kind: rout"), "'kind' is route or add_on [unknown-value]"},
    {HEAD ROUTE("t.a", ", days: {shortest: 9, usual: 8}"), "'shortest' is longer than 'usual' [days]"},
    {HEAD ROUTE("t.a", ", days: {usual: 9, longest: 8}"), "'usual' is longer than 'longest' [days]"},
    {HEAD ROUTE("t.a", ", days: {shortest: 9, longest: 8}"), "'shortest' is longer than 'longest' [days]"},
    {HEAD ROUTE("t.a", ", days: {usual: x}"), "'usual' must be a number [type]"},
    {HEAD ROUTE("t.a", ", days: {normal: 3}"), "unknown key 'normal'"},
    {HEAD ROUTE("t.a", ", fees: [{what: {en: f, ja: f}, amount: -1}]"), "'amount' must be a number, 0 or more [fee]"},
    {HEAD ROUTE("t.a", ", fees: [{what: {en: f, ja: f}}]"), "'amount' must be a number, 0 or more [fee]"},
    {HEAD ROUTE("t.a", ", fees: [{amount: 1}]"), "'what' is missing [missing-key]"},
    {HEAD ROUTE("t.a", ", when: {route: t.b}") ROUTE("t.b", ""), "unknown route 't.b'"},
    {HEAD ROUTE("t.a", ", when: {subclass: Ix}"), "unknown sub-class 'Ix'"},
    {HEAD ROUTE("t.a", ", when: {class: IV}"), "unknown class 'IV'"},
    {HEAD ROUTE("t.a", ", wen: {flag: true}"), "unknown key 'wen' (did you mean 'when'?) [unknown-key]"},
    {HEAD ROUTE("t.a", "") ROUTE("t.a", ""), "duplicate id 't.a' (it stands in line 4 already) [duplicate-id]"},
    {HEAD "  - {id: t.a}\n", "'name' is missing [missing-key]"},
};

ROWS(pathway, wrong, WRONG) {
    const wrong_row *r = &WRONG[*row];
    const world_file files[] = FILES(r->paths);
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    world_market(&w, "t");
    cr_expect(strstr(world_messages(&w), r->message), "%s\nexpected %s\ngot      %s", r->paths, r->message,
              world_messages(&w));
    world_close(&w);
}
