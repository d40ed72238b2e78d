/* The plan of a small market: what falls out, what is done, what is open, how long and for how much. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/plan.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

#define STEP(id, rest) "  - {id: " id ", name: {en: n, ja: n}, owner: maker" rest "}\n"
#define DAYS(usual) ", days: {shortest: " usual ", usual: " usual ", longest: " usual "}"
#define SHARED_HEAD "reggap: steps/1\nsteps:\n"
#define NO_SHARED "reggap: steps/1\n"
#define HEAD(code) "reggap: steps/1\nmarket: " code "\nsteps:\n"
#define FEE(rest) "{what: {en: w, ja: w}, " rest "}"
#define RULES(code)                                                                                                    \
    "schemes:\n" SCHEME(code ".s", "I, II", "highest", "    rules:\n") RULE(code ".a", "flag: true", "II", "")         \
        RULE(code ".b", "flag: false", "I", "")
#define ROUTES                                                                                                         \
    "reggap: pathways/1\nmarket: t\npathways:\n" ROUTE(                                                                \
        "t.low", ", when: {class: I}, days: {shortest: 10, usual: 20, longest: 30}, "                                  \
                 "fees: [" FEE("amount: 100") "]")                                                                     \
        ROUTE("t.high", ", when: {class: II}, days: {shortest: 50, usual: 60, longest: 90}, validity_months: 60, "     \
                        "fees: [" FEE("amount: 500, low: 400, high: 900") "]")                                         \
            ROUTE("t.extra", ", kind: add_on, days: {usual: 7}")
#define PAPERS                                                                                                         \
    "reggap: evidence/1\ntypes:\n  - {id: certificate, " TITLE "}\n  - {id: report, " TITLE ", per_market: true}\n"    \
    "  - {id: market_authorisation, " TITLE ", per_market: true}\n"
#define NO_CATALOGUE "reggap: catalogue/1\ntopics: []\nrequirements: []\n"
#define START "2027-01-04"
#define DEVICE "complete: true\nhome: jp\nattributes: {product_type: medical_device, flag: true, level: low}\n"
#define PART "home: jp\nattributes: {product_type: medical_device, level: low}\n"

typedef struct {
    world w;
    rg_plan *plan;
} planned;

/* Opens two markets, `t` with these steps and `u`, whose steps may be NULL, and plans for `markets` of them. */
static void plan_for(planned *p, const char *shared, const char *own, const char *other, const char *body,
                     size_t markets) {
    const world_file files[] = {
        SMALL_VOCABULARY,
        {"rules/evidence.yaml", PAPERS},
        {"rules/requirements.yaml", NO_CATALOGUE},
        MARKET("jp", ""),
        MARKET("t", ""),
        MARKET("u", "calendar: {weekend: [friday, saturday], holidays: [{date: 2027-01-06, name: {en: h, ja: h}}]}\n"),
        CLASSIFICATION("t", RULES("t")),
        CLASSIFICATION("u", RULES("u")),
        {"jurisdictions/t/pathways.yaml", ROUTES},
        {"rules/steps.yaml", shared},
        {"jurisdictions/t/steps.yaml", own},
        {"jurisdictions/u/steps.yaml", other},
    };
    size_t count = sizeof files / sizeof *files - (other ? 0 : 1);
    world_open(&p->w, TODAY, files, count);
    rg_market *all[] = {world_market(&p->w, "t"), world_market(&p->w, "u")};
    for (size_t i = 0; i < 2; i++)
        rg_tasks_of(p->w.base, all[i]);
    world_assert_clean(&p->w);
    cr_assert(world_profile(&p->w, body), "%s", world_messages(&p->w));
    rg_plan_question question = {all, markets, world_day(START), world_market(&p->w, "jp"), NULL};
    p->plan = rg_plan_make(p->w.base, p->w.exact, p->w.facts, &question, p->w.arena, &p->w.diagnostics);
    cr_assert_not_null(p->plan, "%s", world_messages(&p->w));
}

/* `id done|todo|unknown after+after 0..5 /float`, one after the other, then `| critical steps | finish`. */
static const char *plan_words(planned *p) {
    static const char *const statuses[] = {"todo", "done", "unknown"};
    rg_buffer out = rg_buffer_in(p->w.arena);
    const rg_plan *plan = p->plan;
    for (size_t i = 0; i < plan->steps.count; i++) {
        const rg_planned *s = &plan->steps.items[i];
        rg_addf(&out, "%s%s %s", i ? ", " : "", s->task->id, statuses[s->status]);
        for (size_t k = 0; k < s->after_count; k++)
            rg_addf(&out, "%s%s", k ? "+" : " ", plan->steps.items[s->after[k]].task->id);
        if (s->status != RG_STEP_DONE)
            rg_addf(&out, " %d..%d/%d", s->earliest_start - plan->start, s->earliest_finish - plan->start,
                    s->float_days);
        cr_expect_eq(s->critical, s->status != RG_STEP_DONE && s->float_days == 0, "%s", s->task->id);
    }
    rg_add(&out, " |");
    for (size_t i = 0; i < plan->critical_count; i++)
        rg_addf(&out, " %s", plan->steps.items[plan->critical[i]].task->id);
    rg_addf(&out, " | %d %d %d", plan->finish[0] - plan->start, plan->finish[1] - plan->start,
            plan->finish[2] - plan->start);
    return rg_buffer_text(&out);
}

typedef struct {
    const char *title, *shared, *own, *body, *expected;
} plan_row;

/* Worked by hand. */
static const plan_row PLANS[] = {
    {"a chain", NO_SHARED, HEAD("t") STEP("t.a", DAYS("3")) STEP("t.b", DAYS("4") ", after: [t.a]"), DEVICE,
     "t.a todo 0..3/0, t.b todo t.a 3..7/0 | t.a t.b | 7 7 7"},
    {"a dropped step passes on what it waited for", NO_SHARED,
     HEAD("t") STEP("t.a", DAYS("3")) STEP("t.b", DAYS("100") ", when: {flag: false}, after: [t.a]")
         STEP("t.c", DAYS("4") ", after: [t.b]"),
     DEVICE, "t.a todo 0..3/0, t.c todo t.a 3..7/0 | t.a t.c | 7 7 7"},
    {"two dropped steps in a row, and the same step behind both", NO_SHARED,
     HEAD("t") STEP("t.a", DAYS("2")) STEP("t.b", ", when: {flag: false}, after: [t.a]")
         STEP("t.c", ", when: {flag: false}, after: [t.b, t.a]") STEP("t.d", DAYS("4") ", after: [t.c, t.b]")
             STEP("t.e", DAYS("1")),
     DEVICE, "t.a todo 0..2/0, t.d todo t.a 2..6/0, t.e todo 0..1/5 | t.a t.d | 6 6 6"},
    {"shared steps that only dropped steps named fall out with them", SHARED_HEAD STEP("shared.a", DAYS("2")),
     HEAD("t") STEP("t.b", ", when: {flag: false}, after: [shared.a]")
         STEP("t.c", ", when: {flag: false}, after: [t.b, shared.a]") STEP("t.d", DAYS("4") ", after: [t.c, t.b]")
             STEP("t.e", DAYS("1")),
     DEVICE, "t.d todo 0..4/0, t.e todo 0..1/3 | t.d | 4 4 4"},
    {"a shared step that a dropped and a kept step named is waited for by the kept one alone",
     SHARED_HEAD STEP("shared.a", DAYS("2")),
     HEAD("t") STEP("t.b", ", when: {flag: false}, after: [shared.a]") STEP("t.c", DAYS("1") ", after: [shared.a]")
         STEP("t.d", DAYS("4") ", after: [t.b]"),
     DEVICE, "shared.a todo 0..2/1, t.c todo shared.a 2..3/1, t.d todo 0..4/0 | t.d | 4 4 4"},
    {"a shared step nobody names is left out", SHARED_HEAD STEP("shared.a", DAYS("2")) STEP("shared.b", DAYS("9")),
     HEAD("t") STEP("t.b", DAYS("1") ", after: [shared.a]"), DEVICE,
     "shared.a todo 0..2/0, t.b todo shared.a 2..3/0 | shared.a t.b | 3 3 3"},
    {"a paper at hand makes a step done", SHARED_HEAD STEP("shared.a", DAYS("200") ", yields: [certificate]"),
     HEAD("t") STEP("t.b", DAYS("1") ", after: [shared.a]"), DEVICE "evidence: [{id: c, type: certificate}]\n",
     "shared.a done, t.b todo shared.a 0..1/0 | t.b | 1 1 1"},
    {"one that has expired on the day of beginning does not",
     SHARED_HEAD STEP("shared.a", DAYS("2") ", yields: [certificate]"),
     HEAD("t") STEP("t.b", DAYS("1") ", after: [shared.a]"),
     DEVICE "evidence: [{id: c, type: certificate, expires: 2027-01-03}]\n",
     "shared.a todo 0..2/0, t.b todo shared.a 2..3/0 | shared.a t.b | 3 3 3"},
    {"nor does one that is only half of what it yields",
     SHARED_HEAD STEP("shared.a", DAYS("2") ", yields: [certificate, report]"),
     HEAD("t") STEP("t.b", ", after: [shared.a]"), DEVICE "evidence: [{id: c, type: certificate}]\n",
     "shared.a todo 0..2/0, t.b todo shared.a 2..2/0 | shared.a t.b | 2 2 2"},
    {"a paper made for a market counts where it names it", NO_SHARED,
     HEAD("t") STEP("t.a", DAYS("2") ", yields: [report]"), DEVICE "evidence: [{id: c, type: report, markets: [t]}]\n",
     "t.a done | | 0 0 0"},
    {"and not where it names another", NO_SHARED, HEAD("t") STEP("t.a", DAYS("2") ", yields: [report]"),
     DEVICE "evidence: [{id: c, type: report, markets: [u]}, {id: d, type: report}]\n",
     "t.a todo 0..2/0 | t.a | 2 2 2"},
    {"who holds the approval has done what led to it, not what follows", SHARED_HEAD STEP("shared.a", DAYS("5")),
     HEAD("t") STEP("t.b", DAYS("3") ", after: [shared.a]") STEP("t.c", DAYS("4") ", yields: [approval], after: [t.b]")
         STEP("t.d", DAYS("2") ", after: [t.c]") STEP("t.x", DAYS("9") ", phase: upkeep, after: [shared.a]"),
     DEVICE "approvals: [{market: t}]\n",
     "shared.a done, t.b done shared.a, t.c done t.b, t.d todo t.c 0..2/0 | t.d | 2 2 2"},
    {"what comes with the approval came with it", NO_SHARED,
     HEAD("t") STEP("t.c", DAYS("4") ", yields: [report, approval]"), DEVICE "approvals: [{market: t}]\n",
     "t.c done | | 0 0 0"},
    {"what led to the approval is done, be it named by what follows or by another route", NO_SHARED,
     HEAD("t") STEP("t.b", DAYS("3")) STEP("t.c", DAYS("4") ", yields: [approval], after: [t.b]")
         STEP("t.o", DAYS("7") ", when: {flag: false}, after: [t.b]") STEP("t.d", DAYS("2") ", after: [t.o, t.c, t.b]"),
     DEVICE "approvals: [{market: t}]\n", "t.b done, t.c done t.b, t.d todo t.b+t.c 0..2/0 | t.d | 2 2 2"},
    {"a paper at hand does not show that what stands before it is done", NO_SHARED,
     HEAD("t") STEP("t.b", DAYS("3")) STEP("t.c", DAYS("4") ", yields: [report], after: [t.b]")
         STEP("t.d", DAYS("2") ", after: [t.c, t.b]"),
     DEVICE "evidence: [{id: c, type: report, markets: [t]}]\n",
     "t.b todo 0..3/0, t.c done, t.d todo t.c+t.b 3..5/0 | t.b t.d | 5 5 5"},
    {"the approval of a variant is not this device's", NO_SHARED,
     HEAD("t") STEP("t.c", DAYS("4") ", yields: [approval]"),
     DEVICE "approvals: [{market: t, identical_device: false}]\n", "t.c todo 0..4/0 | t.c | 4 4 4"},
    {"an approval that is withdrawn is none", NO_SHARED, HEAD("t") STEP("t.c", DAYS("4") ", yields: [approval]"),
     DEVICE "approvals: [{market: t, status: withdrawn}, {market: u}]\n", "t.c todo 0..4/0 | t.c | 4 4 4"},
    {"what another step needs too is not done by inference", SHARED_HEAD STEP("shared.a", DAYS("5")),
     HEAD("t") STEP("t.b", DAYS("3") ", after: [shared.a], yields: [approval]")
         STEP("t.c", DAYS("1") ", after: [shared.a]"),
     DEVICE "approvals: [{market: t}]\n",
     "shared.a todo 0..5/0, t.b done, t.c todo shared.a 5..6/0 | shared.a t.c | 6 6 6"},
    {"done_when takes the place of what it yields", NO_SHARED,
     HEAD("t") STEP("t.a", DAYS("3") ", yields: [certificate], done_when: {flag: true}")
         STEP("t.b", DAYS("1") ", done_when: {flag: false}, yields: [certificate]"),
     DEVICE "evidence: [{id: c, type: certificate}]\n", "t.a done, t.b todo 0..1/0 | t.b | 1 1 1"},
    {"days of the recommended route", NO_SHARED, HEAD("t") STEP("t.a", ", days_of: recommended"), DEVICE,
     "t.a todo 0..60/0 | t.a | 50 60 90"},
    {"of another, and of its own where that has none", NO_SHARED,
     HEAD("t") STEP("t.a", ", days_of: t.low") STEP("t.b", ", days_of: t.extra, after: [t.a]"), DEVICE,
     "t.a todo 0..20/0, t.b todo t.a 20..27/0 | t.a t.b | 10 27 37"},
    {"of a profile that leaves the route open: shortest of any, usual and longest of the longest", NO_SHARED,
     HEAD("t") STEP("t.a", ", days_of: recommended"), PART, "t.a todo 0..60/0 | t.a | 10 60 90"},
    {"a step that hangs on what is open is scheduled, but not in the shortest course", NO_SHARED,
     HEAD("t") STEP("t.a", DAYS("3")) STEP("t.b", DAYS("4") ", when: {flag: true}, after: [t.a]"), PART,
     "t.a todo 0..3/0, t.b unknown t.a 3..7/0 | t.a t.b | 3 7 7"},
    {"one that one of two steps needs, whichever it is, is needed", SHARED_HEAD STEP("shared.a", DAYS("2")),
     HEAD("t") STEP("t.b", DAYS("1") ", when: {flag: true}, after: [shared.a]")
         STEP("t.c", DAYS("1") ", when: {flag: false}, after: [shared.a]"),
     PART, "shared.a todo 0..2/0, t.b unknown shared.a 2..3/0, t.c unknown shared.a 2..3/0 | shared.a t.b | 2 3 3"},
    {"an unknown time counts as nothing", NO_SHARED, HEAD("t") STEP("t.a", "") STEP("t.b", DAYS("2") ", after: [t.a]"),
     DEVICE, "t.a todo 0..0/0, t.b todo t.a 0..2/0 | t.a t.b | 2 2 2"},
};

ROWS(plan, worked_by_hand, PLANS) {
    const plan_row *r = &PLANS[*row];
    planned p;
    plan_for(&p, r->shared, r->own, NULL, r->body, 1);
    cr_expect_str_eq(plan_words(&p), r->expected, "%s\nexpected %s\ngot      %s", r->title, r->expected,
                     plan_words(&p));
    world_close(&p.w);
}

/* ---- two markets ---- */

Test(plan, shared_steps_stand_once) {
    planned p;
    plan_for(&p, SHARED_HEAD STEP("shared.a", DAYS("5")), HEAD("t") STEP("t.b", DAYS("1") ", after: [shared.a]"),
             HEAD("u") STEP("u.b", DAYS("3") ", after: [shared.a]"), DEVICE, 2);
    cr_expect_str_eq(plan_words(&p), "shared.a todo 0..5/0, t.b todo shared.a 5..6/2, u.b todo shared.a 5..8/0 | "
                                     "shared.a u.b | 8 8 8");
    cr_expect_eq(p.plan->markets[0].finish[1] - p.plan->start, 6);
    cr_expect_eq(p.plan->markets[1].finish[1] - p.plan->start, 8);
    cr_expect_null(p.plan->steps.items[0].task->market);
    world_close(&p.w);
}

/* A shared step that one market or the other needs, whatever the profile leaves open, is needed. */
Test(plan, shared_by_either) {
    planned p;
    plan_for(&p, SHARED_HEAD STEP("shared.a", DAYS("5")),
             HEAD("t") STEP("t.b", DAYS("1") ", when: {flag: true}, after: [shared.a]"),
             HEAD("u") STEP("u.b", DAYS("1") ", when: {flag: false}, after: [shared.a]"), PART, 2);
    cr_expect_eq(p.plan->steps.items[0].status, RG_STEP_TODO);
    cr_expect_eq(p.plan->steps.items[1].status, RG_STEP_UNKNOWN);
    cr_expect_str_eq(subject_words(&p.w, p.plan->steps.items[1].depends), "flag");
    world_close(&p.w);
}

/* 2027-01-04 is a Monday; in `u` Wednesday the 6th is a holiday, and Friday and Saturday are the weekend. */
Test(plan, working_days_of_a_market) {
    planned p;
    plan_for(&p, NO_SHARED, HEAD("t") STEP("t.a", DAYS("5") ", working: true"),
             HEAD("u") STEP("u.a", DAYS("5") ", working: true"), DEVICE, 2);
    cr_expect_eq(p.plan->steps.items[0].earliest_finish, world_day("2027-01-09"), "Monday to Friday");
    cr_expect_eq(p.plan->steps.items[1].earliest_finish, world_day("2027-01-12"), "4, 5, 7, 10 and 11 January");
    world_close(&p.w);
}

Test(plan, market_without_steps) {
    planned p;
    plan_for(&p, SHARED_HEAD STEP("shared.a", DAYS("5")), HEAD("t") STEP("t.b", DAYS("1")), NULL, DEVICE, 2);
    cr_expect(p.plan->markets[0].known);
    cr_expect_not(p.plan->markets[1].known);
    cr_expect_eq(p.plan->markets[1].finish[1], RG_NO_DATE);
    cr_expect_eq(p.plan->steps.count, 1);
    world_close(&p.w);
}

Test(plan, past_the_last_day) {
    const world_file files[] = {SMALL_VOCABULARY,
                                {"rules/evidence.yaml", PAPERS},
                                {"rules/requirements.yaml", NO_CATALOGUE},
                                MARKET("t", ""),
                                CLASSIFICATION("t", RULES("t")),
                                {"jurisdictions/t/steps.yaml", HEAD("t") STEP("t.a", DAYS("10"))}};
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    rg_market *t = world_market(&w, "t");
    rg_tasks_of(w.base, t);
    cr_assert(
        world_profile(&w, "complete: true\nattributes: {product_type: medical_device, flag: true, level: low}\n"));
    rg_plan_question question = {&t, 1, RG_DATE_MAX - 10, NULL, NULL};
    cr_expect_not_null(rg_plan_make(w.base, w.exact, w.facts, &question, w.arena, &w.diagnostics));
    question.start++;
    cr_expect_null(rg_plan_make(w.base, w.exact, w.facts, &question, w.arena, &w.diagnostics));
    cr_expect(strstr(world_messages(&w), "the plan runs past 9999-12-31"), "%s", world_messages(&w));
    world_close(&w);
}

/* ---- money ---- */

static const char *sum_words(planned *p, const rg_sums *sums) {
    rg_buffer out = rg_buffer_in(p->w.arena);
    for (size_t i = 0; i < sums->count; i++)
        rg_addf(&out, "%s%s %g %g %g%s%s", i ? ", " : "", sums->items[i].currency, sums->items[i].low,
                sums->items[i].amount, sums->items[i].high, sums->items[i].of ? " " : "",
                sums->items[i].of ? sums->items[i].of : "");
    return rg_buffer_text(&out);
}

static const plan_row FEES[] = {
    {"ranges are added up", NO_SHARED,
     HEAD("t") STEP("t.a", ", fees: [" FEE("amount: 10, low: 5, high: 20, of: FY1") ", " FEE("amount: 1, of: FY1") "]")
         STEP("t.b", ", fees: [" FEE("amount: 2, of: FY1") "]"),
     DEVICE, "EUR 8 13 23 FY1"},
    {"currencies stay apart, and two years are none", NO_SHARED,
     HEAD("t") STEP("t.a", ", fees: [" FEE("amount: 10, of: FY1") ", " FEE("amount: 7, currency: USD") "]")
         STEP("t.b", ", fees: [" FEE("amount: 2, of: FY2") "]"),
     DEVICE, "EUR 12 12 12, USD 7 7 7"},
    {"what is done costs nothing more", NO_SHARED,
     HEAD("t") STEP("t.a", ", done_when: {flag: true}, fees: [" FEE("amount: 10") "]"), DEVICE, ""},
    {"fees of the recommended route", NO_SHARED, HEAD("t") STEP("t.a", ", fees_of: recommended"), DEVICE,
     "EUR 400 500 900"},
    {"of whichever route it will be", NO_SHARED, HEAD("t") STEP("t.a", ", fees_of: recommended"), PART,
     "EUR 100 500 900"},
    {"two fees of which one is due", NO_SHARED,
     HEAD("t") STEP("t.a",
                    ", fees: [" FEE("amount: 30, when: {flag: true}") ", " FEE("amount: 100, when: {flag: false}") "]"),
     PART, "EUR 30 100 100"},
    {"a fee that may not be due", NO_SHARED,
     HEAD("t") STEP("t.a", ", fees: [" FEE("amount: 5") ", " FEE("amount: 30, when: {flag: true}") "]"), PART,
     "EUR 5 35 35"},
    {"a step that may fall out may cost nothing", NO_SHARED,
     HEAD("t") STEP("t.a", ", when: {flag: true}, fees: [" FEE("amount: 5") "]"), PART, "EUR 0 5 5"},
    {"upkeep and options are not counted", NO_SHARED,
     HEAD("t") STEP("t.a", ", phase: upkeep, fees: [" FEE("amount: 5") "]")
         STEP("t.b", ", phase: option, fees: [" FEE("amount: 5") "]"),
     DEVICE, ""},
};

ROWS(plan, fees, FEES) {
    const plan_row *r = &FEES[*row];
    planned p;
    plan_for(&p, r->shared, r->own, NULL, r->body, 1);
    cr_expect_str_eq(sum_words(&p, &p.plan->fees), r->expected, "%s: %s", r->title, sum_words(&p, &p.plan->fees));
    world_close(&p.w);
}

/* 1 dollar buys 150 yen and 0.75 euro: 3 euro are 4 dollars and 600 yen. */
Test(plan, rates) {
    world w;
    const world_file files[] = {SMALL_VOCABULARY};
    world_open(&w, TODAY, files, 1);
    const rg_document *document =
        rg_yaml_read(w.arena, "r.yaml",
                     "reggap: rates/1\ndate: 2026-06-30\nbase: USD\nrates: [{currency: JPY, per_base: 150}, {currency: "
                     "EUR, per_base: 0.75}]\n",
                     strlen("reggap: rates/1\ndate: 2026-06-30\nbase: USD\nrates: [{currency: JPY, per_base: 150}, "
                            "{currency: EUR, per_base: 0.75}]\n"),
                     &w.diagnostics);
    const rg_rates *rates = rg_rates_of(w.base, document);
    world_assert_clean(&w);
    cr_assert_not_null(rates);
    cr_expect_float_eq(rg_rate_between(rates, "EUR", "JPY"), 200, 1e-9);
    cr_expect_float_eq(rg_rate_between(rates, "JPY", "USD"), 1 / 150.0, 1e-12);
    cr_expect_float_eq(rg_rate_between(NULL, "SGD", "SGD"), 1, 0);
    cr_expect_float_eq(rg_rate_between(rates, "SGD", "JPY"), 0, 0);
    rg_sums sums = {0};
    rg_sum total;
    rg_sums_add(&sums, (rg_sum){"EUR", NULL, 3, 6, 9}, w.arena);
    rg_sums_add(&sums, (rg_sum){"JPY", NULL, 1, 1, 1}, w.arena);
    cr_expect(rg_sums_convert(&sums, rates, "JPY", &total));
    cr_expect_float_eq(total.low, 601, 1e-9);
    cr_expect_float_eq(total.high, 1801, 1e-9);
    rg_sums_add(&sums, (rg_sum){"SGD", NULL, 1, 1, 1}, w.arena);
    cr_expect_not(rg_sums_convert(&sums, rates, "JPY", &total));
    cr_expect_float_eq(total.low, 601, 1e-9);
    world_close(&w);
}

/* ---- after entry ---- */

Test(plan, what_follows_entry) {
    planned p;
    plan_for(&p, NO_SHARED,
             HEAD("t") STEP("t.a", DAYS("28")) STEP("t.m", DAYS("10") ", phase: market_access, after: [t.a]")
                 STEP("t.n", DAYS("5") ", phase: market_access, after: [t.m]")
                     STEP("t.u", ", phase: upkeep, every_months: 12") STEP("t.o", DAYS("3") ", phase: option"),
             NULL, DEVICE, 1);
    const rg_market_plan *m = &p.plan->markets[0];
    cr_expect_eq(m->finish[1], world_day("2027-02-01"));
    cr_assert_eq(m->later.count, 2);
    cr_expect_eq(m->later.items[0].earliest_start, world_day("2027-02-01"));
    cr_expect_eq(m->later.items[1].earliest_start, world_day("2027-02-11"));
    cr_expect_eq(m->later.items[1].earliest_finish, world_day("2027-02-16"));
    cr_assert_eq(m->upkeep.count, 2);
    cr_expect_eq(m->upkeep.items[0].first, world_day("2028-02-01"));
    cr_expect_str_eq(m->upkeep.items[1].route->id, "t.high");
    cr_expect_eq(m->upkeep.items[1].first, world_day("2032-02-01"));
    cr_assert_eq(m->options.count, 1);
    cr_expect_eq(p.plan->steps.count, 1);
    world_close(&p.w);
}

/* ---- the estimate ---- */

static const plan_row ESTIMATES[] = {
    {"with shared work", SHARED_HEAD STEP("shared.a", DAYS("5") ", fees: [" FEE("amount: 3, currency: EUR") "]"),
     HEAD("t") STEP("t.b", ", days_of: recommended, fees_of: recommended, after: [shared.a]"), DEVICE,
     "55 65 95 403 503 903"},
    {"and with all of it behind",
     SHARED_HEAD STEP("shared.a", DAYS("5") ", fees: [" FEE("amount: 3, currency: EUR") "]"),
     HEAD("t") STEP("t.b", ", days_of: recommended, fees_of: recommended, after: [shared.a]"), DEVICE,
     "50 60 90 400 500 900"},
};

ROWS(plan, estimates, ESTIMATES) {
    const plan_row *r = &ESTIMATES[*row];
    planned p;
    char got[80];
    const bool done = true; /* of the one shared task */
    rg_estimate e;
    plan_for(&p, r->shared, r->own, NULL, r->body, 1);
    rg_market *t = world_market(&p.w, "t");
    rg_estimator *estimator = rg_estimator_new(p.w.base, &t, 1, NULL, "EUR", p.w.arena);
    for (int again = 0; again < 2; again++)
        cr_assert(rg_estimate_market(estimator, again ? NULL : p.w.exact, p.w.facts, 0, world_day(START),
                                     *row == 1 ? &done : NULL, &e));
    cr_expect(e.known && !e.lower_bound && !e.fees_incomplete);
    snprintf(got, sizeof got, "%d %d %d %g %g %g", e.days[0], e.days[1], e.days[2], e.fees[0], e.fees[1], e.fees[2]);
    cr_expect_str_eq(got, r->expected, "%s: %s", r->title, got);
    world_close(&p.w);
}
