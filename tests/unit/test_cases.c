/* The cases that markets bring along: all shipped ones hold, and a case that does not hold is told as it is. */
#include <stdio.h>
#include <string.h>

#include "logic/cases.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

/* ---- the shipped cases ---- */

/* One test a market, whatever markets are shipped. */
ParameterizedTestParameters(cases, shipped) {
    world w;
    world_open_shipped(&w, TODAY);
    size_t count = w.base->vocabulary->market_count;
    world_close(&w);
    return row_numbers(count);
}

ParameterizedTest(const size_t *row, cases, shipped, .timeout = 300) {
    world w;
    world_open_shipped(&w, TODAY);
    const char *code = w.base->vocabulary->markets[*row];
    rg_market *m = world_market(&w, code);
    rg_case_results results = {0};
    rg_cases_run(w.base, m, &results);
    world_assert_clean(&w);
    for (size_t i = 0; i < results.count; i++) {
        const rg_case_result *r = &results.items[i];
        cr_expect(r->ok, "%s:%u: %s: expected %s, got %s", r->place.path, r->place.line, r->id, r->expected, r->got);
        cr_expect_str_eq(r->market, code);
        cr_expect_str_not_empty(r->title.en);
        cr_expect_str_not_empty(r->title.ja);
    }
    static const char *const major[] = {"eu", "us", "jp"};
    size_t wanted = 1;
    for (size_t i = 0; i < 3; i++)
        wanted = strcmp(major[i], code) == 0 ? 60 : wanted;
    cr_expect_geq(results.count, wanted, "%s has %zu cases", code, results.count);
    world_close(&w);
}

/* ---- a market of our own ---- */

#define RULES                                                                                                          \
    "scope:\n  - {id: t.out, when: {other: true}, scope: out, " REASON "}\n"                                           \
    "  - {id: t.edge, when: {level: mid}, scope: borderline, " REASON "}\n"                                            \
    "schemes:\n" SCHEME("t.s", "I, II, III", "highest",                                                                \
                        "    subclasses: [{id: Is, of: I, when: {third: true}, " TITLE "}]\n    rules:\n")             \
        RULE("t.a", "flag: true", "II", "")                                                                            \
            RULE("t.b", "level: high", "III", ", effective: {from: 2026-01-01}") "      - {id: t.c, " TITLE            \
                                                                                 ", class: I}\n"
#define ROUTES                                                                                                         \
    ROUTE("t.low", ", when: {class: I}")                                                                               \
    ROUTE("t.high", "") ROUTE("t.more", ", kind: add_on, when: {class: II}, possible_when: {level: low}")

typedef struct {
    const char *rest, *expected, *got; /* "" where the case holds */
} case_row;

static const case_row CASES[] = {
    {"attributes: {flag: true}, expect: {class: II}", "", ""},
    {"attributes: {flag: true}, expect: {class: II, rule: t.a, not_rule: [t.b], scope: in, route: t.high}", "", ""},
    {"attributes: {}, expect: {class: I, route: t.low, rule: t.c}", "", ""},
    {"attributes: {third: true}, expect: {class: I, subclass: [Is]}", "", ""},
    {"attributes: {third: true}, expect: {subclass: Is}", "", ""},
    {"attributes: {other: true}, expect: {class: none, scope: out, rule: t.out, route: none}", "", ""},
    {"attributes: {level: mid}, expect: {class: none, scope: borderline, rule: t.edge}", "", ""},
    {"attributes: {flag: null}, expect: {possible: [I, II]}", "", ""},
    {"attributes: {flag: null}, expect: {possible: [II, I]}", "", ""},
    {"complete: false, attributes: {other: false, level: low}, expect: {possible: [I, II]}", "", ""},
    {"complete: false, attributes: {other: false, level: null}, expect: {scope: unknown}", "", ""},
    {"as_of: 2025-12-31, attributes: {level: high}, expect: {class: I}", "", ""},
    {"as_of: 2026-01-01, attributes: {level: high}, expect: {class: III}", "", ""},
    {"attributes: {flag: true}, expect: {class: I}", "class I", "class II"},
    {"attributes: {flag: null}, expect: {class: I}", "class I", "class I|II"},
    {"attributes: {other: true}, expect: {class: I}", "class I", "class none"},
    {"attributes: {flag: true}, expect: {class: none}", "class none", "class II"},
    {"attributes: {flag: true}, expect: {possible: [II]}", "possible II", "class II"},
    {"attributes: {flag: null}, expect: {possible: [I, III]}", "possible I|III", "I|II"},
    {"attributes: {flag: null}, expect: {possible: [I]}", "possible I", "I|II"},
    {"attributes: {flag: true}, expect: {rule: t.c}", "rule t.c", "t.a!|t.c"},
    {"attributes: {flag: true}, expect: {rule: t.zzz}", "rule t.zzz", "t.a!|t.c"},
    {"attributes: {flag: true}, expect: {not_rule: [t.c]}", "not rule t.c", "t.a!|t.c"},
    {"attributes: {flag: true}, expect: {scope: out}", "scope out", "scope in"},
    {"attributes: {flag: true}, expect: {add_on: [t.more]}", "", ""},
    /* what is only possible is not expected, nor is a route that is none on top */
    {"attributes: {}, expect: {add_on: [t.more]}", "add-on t.more", "add-on none such"},
    {"attributes: {flag: true}, expect: {add_on: [t.high]}", "add-on t.high", "add-on none such"},
    {"attributes: {flag: true}, expect: {route: t.low}", "route t.low", "route t.high"},
    {"attributes: {flag: true}, expect: {subclass: Is}", "sub-class Is", "none such"},
    {"as_of: 2025-12-31, attributes: {level: high}, expect: {class: III}", "class III", "class I"},
};

ROWS(cases, own, CASES) {
    const case_row *r = &CASES[*row];
    char text[2048];
    snprintf(text, sizeof text, "reggap: cases/1\nmarket: t\ncases:\n  - {id: t.case.one, " TITLE ", %s}\n", r->rest);
    const world_file files[] = {SMALL_VOCABULARY,
                                MARKET("t", ""),
                                CLASSIFICATION("t", RULES),
                                PATHWAYS("t", ROUTES),
                                {"jurisdictions/t/cases.yaml", text}};
    world w;
    world_open(&w, TODAY, files, 5);
    rg_market *m = world_market(&w, "t");
    rg_case_results results = {0};
    rg_cases_run(w.base, m, &results);
    world_assert_clean(&w);
    cr_assert_eq(results.count, 1);
    const rg_case_result *got = &results.items[0];
    cr_expect_eq(got->ok, !*r->expected, "%s: expected '%s', got '%s'", r->rest, got->expected, got->got);
    cr_expect(strstr(got->expected, r->expected), "%s: '%s', not '%s'", r->rest, got->expected, r->expected);
    cr_expect(strstr(got->got, r->got), "%s: '%s', not '%s'", r->rest, got->got, r->got);
    cr_expect(got->ok || strcmp(got->expected, got->got) != 0, "%s: both '%s'", r->rest, got->got);
    cr_expect_eq(got->place.line, 4);
    world_close(&w);
}

typedef struct {
    const char *rest, *message;
} wrong_row;

static const wrong_row WRONG[] = {
    {"attributes: {flagg: true}, expect: {class: I}", "unknown attribute 'flagg' (did you mean 'flag'?)"},
    {"attributes: {level: hi}, expect: {class: I}", "unknown value of 'level': 'hi'"},
    {"attributes: {}, expect: {clas: I}", "unknown key 'clas' (did you mean 'class'?)"},
    {"attributes: {}, expct: {class: I}", "unknown key 'expct' (did you mean 'expect'?)"},
    {"attributes: {}, expect: {possible: [I, IX]}", "unknown class 'IX'"},
    {"as_of: soon, attributes: {}, expect: {class: I}", "'as_of' must be a date"},
};

ROWS(cases, wrong, WRONG) {
    const wrong_row *r = &WRONG[*row];
    char text[2048];
    snprintf(text, sizeof text, "reggap: cases/1\nmarket: t\ncases:\n  - {id: t.case.one, " TITLE ", %s}\n", r->rest);
    const world_file files[] = {SMALL_VOCABULARY,
                                MARKET("t", ""),
                                CLASSIFICATION("t", RULES),
                                PATHWAYS("t", ROUTES),
                                {"jurisdictions/t/cases.yaml", text}};
    world w;
    world_open(&w, TODAY, files, 5);
    rg_market *m = world_market(&w, "t");
    rg_case_results results = {0};
    rg_cases_run(w.base, m, &results);
    cr_expect(strstr(world_messages(&w), r->message), "%s\nexpected %s\ngot      %s", r->rest, r->message,
              world_messages(&w));
    world_close(&w);
}
