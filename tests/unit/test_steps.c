/* Reading steps.yaml and calendars: every mistake is told at its place. */
#include <stdio.h>
#include <string.h>

#include "plan/steps.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"

#define NAME "name: {en: n, ja: n}"
#define STEP(id, rest) "  - {id: " id ", " NAME ", owner: maker" rest "}\n"
#define SHARED_HEAD "reggap: steps/1\nsteps:\n"
#define OWN_HEAD "reggap: steps/1\nmarket: t\nsteps:\n"
#define RULES "schemes:\n" SCHEME("t.s", "I, II", "highest", "    rules:\n") RULE("t.a", "flag: true", "II", "")
#define ROUTES                                                                                                         \
    "reggap: pathways/1\nmarket: t\npathways:\n" ROUTE("t.low", ", when: {class: I}") ROUTE("t.high", "")              \
        ROUTE("t.gone", ", status: retired")

static void open_steps(world *w, const char *market, const char *shared, const char *own) {
    const world_file files[] = {SMALL_VOCABULARY,
                                PROOFS,
                                {"rules/requirements.yaml", "reggap: catalogue/1\ntopics: []\nrequirements: []\n"},
                                {"jurisdictions/t/market.yaml", market},
                                CLASSIFICATION("t", RULES),
                                {"jurisdictions/t/pathways.yaml", ROUTES},
                                {"rules/steps.yaml", shared},
                                {"jurisdictions/t/steps.yaml", own}};
    world_open(w, TODAY, files, sizeof files / sizeof *files);
    rg_tasks_of(w->base, world_market(w, "t"));
}

#define PLAIN_MARKET                                                                                                   \
    "reggap: market/1\nid: t\nname: {en: n, ja: n}\nauthority: {en: a, ja: a}\nregion: europe\ncurrency: EUR\n"        \
    "languages: [en]\n"

typedef struct {
    const char *shared, *own, *message;
} wrong_row;

static const wrong_row WRONG[] = {
    {"", STEP("t.a", ", afterr: [t.b]"), "steps.yaml:4:51: error: unknown key 'afterr' (did you mean 'after'?)"},
    {"", "  - {id: t.a, name: {en: n}, owner: maker}\n", "steps.yaml:4:21: error: 'ja' is missing"},
    {"", "  - {id: t.a, " NAME "}\n", "steps.yaml:4:5: error: 'owner' is missing"},
    {"", "  - {id: t.a, " NAME ", owner: makr}\n",
     "steps.yaml:4:44: error: unknown owner 'makr' (did you mean 'maker'?)"},
    {"", STEP("t.a", ", phase: entri"), "error: unknown phase 'entri' (did you mean 'entry'?)"},
    {"", STEP("t.a", ", days: {shortest: 5, usual: 3, longest: 9}"), "error: 'shortest' is longer than 'usual'"},
    {"", STEP("t.a", ", days: {usual: -1}"), "error: 'usual' must be from 0 to 36524 days"},
    {"", STEP("t.a", ", days: {usual: soon}"), "error: 'usual' must be a number"},
    {"", STEP("t.a", ", working: maybe"), "error: 'working' must be true or false"},
    {"", STEP("t.submit", "") STEP("t.b", ", after: [t.submitt]"),
     "steps.yaml:5:59: error: unknown step 't.submitt' (did you mean 't.submit'?) [unknown-step]"},
    {STEP("shared.qms", ""), STEP("t.b", ", after: [shared.qsm]"), "(did you mean 'shared.qms'?) [unknown-step]"},
    {STEP("shared.qms", ", after: [t.b]"), STEP("t.b", ""), "rules/steps.yaml:3:66: error: unknown step 't.b'"},
    {"", STEP("t.a", ", yields: [certifcate]"), "unknown evidence type 'certifcate' (did you mean 'certificate'?)"},
    {"", STEP("t.a", ", yields: [aproval]"), "unknown evidence type 'aproval' (did you mean 'approval'?)"},
    {"", STEP("t.a", ", days_of: t.hihg"), "error: unknown route 't.hihg' (did you mean 't.high'?)"},
    {"", STEP("t.a", ", fees_of: recomended"), "error: unknown route 'recomended' (did you mean 'recommended'?)"},
    {STEP("shared.a", ", days_of: recommended"), STEP("t.a", ""), "error: unknown route 'recommended'"},
    {"", STEP("t.a", ", fees: [{what: {en: w, ja: w}, amount: 10, low: 20}]"),
     "error: 'low', 'amount' and 'high' must rise, from 0 or more [fee]"},
    {"", STEP("t.a", ", fees: [{what: {en: w, ja: w}, amount: 10, high: 9}]"), "[fee]"},
    {"", STEP("t.a", ", fees: [{what: {en: w, ja: w}}]"), "error: 'amount' must be a number, 0 or more [fee]"},
    {STEP("shared.a", ", fees: [{what: {en: w, ja: w}, amount: 1}]"), STEP("t.a", ""), "error: 'currency' is missing"},
    {"", STEP("t.a", ", when: {flagg: true}"), "error: unknown attribute 'flagg' (did you mean 'flag'?)"},
    {"", STEP("t.a", ", done_when: {class: III}"), "error: unknown class 'III'"},
    {"", STEP("t.a", ", cite: {source: lex, at: x}"), "error: unknown source 'lex'"},
    {"", STEP("t.a", ", every_months: 12"), "error: 'every_months' belongs to the phase upkeep"},
    {"", STEP("t.a", ", phase: upkeep, every_months: 1.5"), "must be a whole number from 1 to 1200"},
    {"", STEP("t.a", "") STEP("t.a", ""), "error: duplicate id 't.a'"},
    {"", STEP("t.a", ", phase: option") STEP("t.b", ", after: [t.a]"),
     "error: a step on the way to entry cannot wait for 't.a', which is of the phase option"},
    {"", STEP("t.a", ", after: [t.a]"), "error: these steps wait for each other: t.a -> t.a [cycle]"},
    {"", STEP("t.a", ", after: [t.c]") STEP("t.b", ", after: [t.a]") STEP("t.c", ", after: [t.b]"),
     "error: these steps wait for each other: t.a -> t.c -> t.b -> t.a [cycle]"},
    {STEP("shared.a", ", after: [shared.b]") STEP("shared.b", ", after: [shared.a]"), STEP("t.a", ""),
     "rules/steps.yaml:3:5: error: these steps wait for each other: shared.a -> shared.b -> shared.a [cycle]"},
};

ROWS(plan, wrong_steps, WRONG) {
    const wrong_row *r = &WRONG[*row];
    char shared[2048], own[2048];
    snprintf(shared, sizeof shared, "reggap: steps/1\n%s%s", *r->shared ? "steps:\n" : "", r->shared);
    snprintf(own, sizeof own, OWN_HEAD "%s", r->own);
    world w;
    open_steps(&w, PLAIN_MARKET, shared, own);
    cr_expect(strstr(world_messages(&w), r->message), "%s\nexpected %s\ngot      %s", r->own, r->message,
              world_messages(&w));
    world_close(&w);
}

Test(plan, wrong_top_of_file) {
    world w;
    open_steps(&w, PLAIN_MARKET, "reggap: steps/1\nstepps: []\n", "reggap: pathways/1\nmarket: u\nsteps: []\n");
    const char *told = world_messages(&w);
    cr_expect(strstr(told, "unknown key 'stepps' (did you mean 'steps'?)"), "%s", told);
    cr_expect(strstr(told, "'steps/1' is expected here, not 'pathways/1'"), "%s", told);
    cr_expect(strstr(told, "the folder is 't', not 'u'"), "%s", told);
    world_close(&w);
}

/* A cycle is left out, and the rest is ordered: nobody stands before what it waits for. */
Test(plan, order_of_tasks) {
    world w;
    open_steps(&w, PLAIN_MARKET, SHARED_HEAD STEP("shared.two", ", after: [shared.one]") STEP("shared.one", ""),
               OWN_HEAD STEP("t.d", ", after: [t.b, t.c]") STEP("t.b", ", after: [t.a, shared.two]")
                   STEP("t.c", ", after: t.a") STEP("t.a", ""));
    world_assert_clean(&w);
    const rg_tasks *shared = rg_shared_tasks(w.base), *own = rg_tasks_of(w.base, world_market(&w, "t"));
    static const char *const expected[] = {"t.a", "t.b", "t.c", "t.d"};
    cr_assert_eq(shared->count, 2);
    cr_assert_eq(own->count, 4);
    cr_expect_str_eq(shared->items[0].id, "shared.one");
    for (size_t i = 0; i < 4; i++)
        cr_expect_str_eq(own->items[i].id, expected[i]);
    cr_assert_eq(own->items[1].after_count, 2);
    cr_expect_eq(own->items[1].after[0], 1, "shared.two is the second shared one, and shared ones stand first");
    cr_expect_eq(own->items[1].after[1], 2, "t.a is the first after the two shared ones");
    cr_expect_eq(own->items[1].shared_count, 1);
    world_close(&w);
}

typedef struct {
    const char *calendar, *message;
} calendar_row;

static const calendar_row CALENDARS[] = {
    {"calendar: {weekend: [friday, saturdai]}\n", "unknown weekday 'saturdai' (did you mean 'saturday'?)"},
    {"calendar: {weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]}\n",
     "no day of the week is left to work on"},
    {"calendar: {weekends: [friday]}\n", "unknown key 'weekends' (did you mean 'weekend'?)"},
    {"calendar: {weekend: friday, holidays: [{date: 2027-02-30, name: {en: n, ja: n}}]}\n",
     "'date' must be a date as 2026-11-23"},
    {"calendar: {weekend: friday, holidays: [{name: {en: n, ja: n}}]}\n", "'date' is missing"},
    {"calendar: {weekend: friday, holidays: [{date: 2027-01-01}]}\n", "'name' is missing"},
    {"calendar: {weekend: friday, cite: {source: nn, at: x}}\n", "unknown source 'nn'"},
};

ROWS(plan, wrong_calendars, CALENDARS) {
    const calendar_row *r = &CALENDARS[*row];
    char market[1024];
    snprintf(market, sizeof market, PLAIN_MARKET "%s", r->calendar);
    world w;
    open_steps(&w, market, "reggap: steps/1\n", OWN_HEAD STEP("t.a", ""));
    cr_expect(strstr(world_messages(&w), r->message), "%s\ngot %s", r->message, world_messages(&w));
    world_close(&w);
}

Test(plan, calendar_is_sorted) {
    world w;
    open_steps(&w,
               PLAIN_MARKET "calendar:\n  weekend: [friday, saturday]\n  holidays:\n"
                            "    - {date: 2027-03-20, name: {en: n, ja: n}}\n"
                            "    - {date: 2027-01-01, name: {en: n, ja: n}}\n"
                            "    - {date: 2027-03-20, name: {en: m, ja: m}}\n",
               "reggap: steps/1\n", OWN_HEAD STEP("t.a", ""));
    world_assert_clean(&w);
    const rg_calendar *calendar = world_market(&w, "t")->calendar;
    cr_assert_not_null(calendar);
    cr_expect_eq(calendar->weekend, 1u << 4 | 1u << 5);
    cr_assert_eq(calendar->count, 2);
    cr_expect_eq(calendar->holidays[0], world_day("2027-01-01"));
    cr_expect_eq(calendar->holidays[1], world_day("2027-03-20"));
    world_close(&w);
}

/* A market rests on a shared task through shared others; not through a step that falls out, nor where none is asked. */
Test(plan, needed_shared_tasks) {
    world w;
    open_steps(&w, PLAIN_MARKET,
               SHARED_HEAD STEP("shared.base", "") STEP("shared.files", ", after: [shared.base]")
                   STEP("shared.tests", ", when: {third: true}") STEP("shared.idle", ""),
               OWN_HEAD STEP("t.a", ", when: {flag: true}, after: [shared.files]")
                   STEP("t.b", ", when: {other: true}, after: [t.a, shared.tests]")
                       STEP("t.c", ", phase: upkeep, after: [shared.idle]"));
    world_assert_clean(&w);
    static const struct {
        const char *body;
        int expected[4]; /* base, files, tests, idle */
    } rows[] = {
        {"attributes: {flag: true, other: false, third: true}\ncomplete: true\n", {1, 1, 0, 0}},
        {"attributes: {flag: false, other: true, third: true}\ncomplete: true\n", {0, 0, 1, 0}},
        {"attributes: {flag: false, other: true, third: false}\ncomplete: true\n", {0, 0, 0, 0}},
        {"attributes: {flag: false, other: false, third: true}\ncomplete: true\n", {0, 0, 0, 0}},
        {"attributes: {flag: false, third: true, product_type: ivd}\n", {0, 0, 2, 0}},
        {"attributes: {third: true, product_type: ivd}\n", {2, 2, 2, 0}},
    };
    const rg_tasks *own = rg_tasks_of(w.base, world_market(&w, "t"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert(world_profile(&w, rows[i].body), "%s", world_messages(&w));
        for (size_t k = 0; k < 4; k++) {
            /* The order of the shared ones is that of the file here. */
            cr_expect_eq((int)rg_exact_truth(w.exact, own->needed[k]), rows[i].expected[k], "row %zu, task %zu", i, k);
        }
    }
    world_close(&w);
}
