/* What dated rules change for a device, and on which day: the first day after today, and the last day asked for. */
#include <string.h>

#include "plan/changes.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

#define DATED(from_until) ", effective: {" from_until "}"
#define CITED ", cite: {source: book, at: here}"

static const world_file FILES[] = {
    SMALL_VOCABULARY,
    PROOFS,
    CATALOGUE(REQUIREMENT("q.new", "") REQUIREMENT("q.old", "") REQUIREMENT(
        "q.term", ", parameters: [" PARAMETER("days", "type: days, direction: lower_is_stricter") "]")
                  REQUIREMENT("q.start", ", parameters: [" PARAMETER("from", "type: date") "]")
                      REQUIREMENT("q.paper", ", satisfied_by: [{type: certificate, counts: full}]")),
    MARKET("t", "law: [{id: act, " TITLE ", in_force: 2027-02-01" CITED "}, {id: past, " TITLE
                ", in_force: 2026-11-23}, {id: last, " TITLE ", in_force: 2030-06-30}]\n"),
    SOURCES("t", "book"),
    CLASSIFICATION("t", "schemes:\n" SCHEME("t.s", "I, II, III", "highest", "    rules:\n")
                            RULE("t.s.r1", "product_type: medical_device", "I", "")
                                RULE("t.s.r2", "flag: true", "II", DATED("from: 2027-03-01") CITED)
                                    RULE("t.s.r3", "flag: true", "III", DATED("from: 2026-11-24, until: 2026-11-30"))
                                        RULE("t.s.r4", "other: true", "III", DATED("from: 2027-01-01"))),
    PATHWAYS(
        "t",
        ROUTE("t.a", ", when: {class: [I, III]}, days: {usual: 10}") ROUTE(
            "t.b",
            ", when: {class: II}, days: {usual: 20}, fees: [{what: {en: f, ja: f}, amount: 100" DATED(
                "until: 2027-08-31") "}, {what: {en: f, ja: f}, amount: 150" DATED("from: 2027-09-01") "}]" CITED)),
    DUTIES("t", DUTY("q.new", DATED("from: 2027-04-01") CITED) DUTY("q.old", DATED("until: 2029-12-31") CITED)
                    DUTY("q.term", ", parameters: {days: 15}" DATED("until: 2027-04-30"))
                        DUTY("q.term", ", parameters: {days: 10}" CITED)
                            DUTY("q.start", ", parameters: {from: 2027-07-15}" CITED) DUTY("q.paper", "")),
    {"jurisdictions/t/steps.yaml", "reggap: steps/1\nmarket: t\nsteps:\n  - {id: t.step, name: {en: n, ja: n}, owner: "
                                   "maker, effective: {from: 2028-06-01, until: "
                                   "2028-06-30}}\n  - {id: t.other, name: {en: n, ja: n}, owner: maker, when: {other: "
                                   "true}, effective: {from: 2028-06-01}}\n"},
    /* another market changes when the first does, because its class hangs on it */
    MARKET("u", ""),
    CLASSIFICATION("u", "schemes:\n" SCHEME("u.s", "A, B", "highest", "    rules:\n")
                            RULE("u.s.r1", "product_type: medical_device", "A", "")
                                RULE("u.s.r2", "class_in: {market: t, class: II}", "B", "")),
};

static void add_line(rg_buffer *out, const rg_coming *c) {
    char date[11];
    rg_date_format(c->on, date);
    rg_addf(out, "%s%s %s %s", out->length ? "\n" : "", c->effect.market->code, date, c->effect.field);
    if (c->rule)
        rg_addf(out, " %s", c->rule);
    if (c->effect.requirement)
        rg_addf(out, " %s", c->effect.requirement->id);
    if (c->effect.value_after)
        rg_addf(out, " %g>%g", c->effect.value_before->number, c->effect.value_after->number);
    else
        rg_addf(out, " %s>%s", c->effect.before, c->effect.after);
    if (c->basis && c->basis->cites.count)
        rg_add(out, " [book]");
}

/* All changes as lines. */
static const char *lines(world *w, const char *today, const char *to, const char *until, const char *body) {
    rg_market *targets[2];
    rg_comings comings = {0};
    size_t count = 0;
    world_open(w, today, FILES, sizeof FILES / sizeof *FILES);
    for (const char *at = to; *at; at++) {
        targets[count] = world_market(w, *at == 't' ? "t" : "u");
        rg_requirements_of(w->base, targets[count++]);
    }
    cr_assert(world_profile(w, body), "%s", world_messages(w));
    cr_assert(rg_changes_find(w->base, w->profile, NULL, targets, count, world_day(until), &comings, w->arena,
                              &w->diagnostics),
              "%s", world_messages(w));
    world_assert_clean(w);
    rg_buffer out = rg_buffer_in(w->arena);
    for (size_t i = 0; i < comings.count; i++)
        add_line(&out, &comings.items[i]);
    cr_assert_eq(w->base->reader.as_of, world_day(today), "the base keeps its date");
    return rg_buffer_text(&out);
}

typedef struct {
    const char *name, *today, *to, *until, *body, *expected;
} change_row;

#define FLAG "complete: true\nattributes: {product_type: medical_device, flag: true}"
#define PLAIN_DEVICE "complete: true\nattributes: {product_type: medical_device}"
#define OTHER "complete: true\nattributes: {product_type: medical_device, other: true}"
#define FIRST_DAYS                                                                                                     \
    "t 2026-11-24 class t.s.r3 I>III\n"                                                                                \
    "t 2026-12-01 class t.s.r1 III>I"

static const change_row CHANGES[] = {
    {"today is not told, tomorrow is", "2026-11-23", "t", "2026-11-24", FLAG, "t 2026-11-24 class t.s.r3 I>III"},
    {"what holds today already is no change", "2026-11-24", "t", "2026-11-30", FLAG, ""},
    {"the last day of a period is a day of it", "2026-11-23", "t", "2026-11-30", FLAG,
     "t 2026-11-24 class t.s.r3 I>III"},
    {"it ends with the day after", "2026-11-23", "t", "2026-12-01", FLAG, FIRST_DAYS},
    {"the last day asked for is told", "2026-12-01", "t", "2027-02-01", FLAG,
     "t 2027-02-01 law act not_in_force>in_force [book]"},
    {"and not the one after it", "2026-12-01", "t", "2027-01-31", FLAG, ""},
    {"class and route with all that follows", "2027-02-01", "t", "2027-03-01", FLAG,
     "t 2027-03-01 class t.s.r2 I>II [book]\nt 2027-03-01 route t.b t.a>t.b [book]\nt 2027-03-01 days t.b 10>20 "
     "[book]\nt 2027-03-01 fees t.b none>EUR 100 [book]"},
    {"a duty begins, a value changes, a start is reached", "2027-03-01", "t", "2027-07-15", FLAG,
     "t 2027-04-01 requirement q.new not_required>gap [book]\nt 2027-05-01 parameter q.term 15>10 [book]\n"
     "t 2027-07-15 start q.start not_in_force>in_force [book]"},
    {"a fee of the route at hand", "2027-07-15", "t", "2027-12-31", FLAG,
     "t 2027-09-01 fees t.b EUR 100>EUR 150 [book]"},
    {"and not of another route", "2027-07-15", "t", "2027-12-31", PLAIN_DEVICE, ""},
    {"a step begins and ends", "2028-01-01", "t", "2028-12-31", FLAG,
     "t 2028-06-01 step t.step not_in_force>in_force\nt 2028-07-01 step t.step in_force>not_in_force"},
    {"a duty ends", "2029-01-01", "t", "2030-06-30", FLAG,
     "t 2030-01-01 requirement q.old gap>not_required [book]\nt 2030-06-30 law last not_in_force>in_force"},
    {"a rule of another attribute", "2026-11-23", "t", "2027-01-01", OTHER, "t 2027-01-01 class t.s.r4 I>III"},
    {"a market that leans on another", "2026-12-01", "u", "2030-06-30", FLAG, "u 2027-03-01 class u.s.r2 A>B"},
    {"day by day, and of a day in the order asked", "2027-02-01", "ut", "2027-04-01", PLAIN_DEVICE,
     "t 2027-04-01 requirement q.new not_required>gap [book]"},
    {"several markets on one day", "2027-02-01", "ut", "2027-03-01", FLAG,
     "u 2027-03-01 class u.s.r2 A>B\nt 2027-03-01 class t.s.r2 I>II [book]\nt 2027-03-01 route t.b t.a>t.b [book]\n"
     "t 2027-03-01 days t.b 10>20 [book]\nt 2027-03-01 fees t.b none>EUR 100 [book]"},
    {"what is held runs out by itself: no change of the law", "2027-02-01", "t", "2027-04-01",
     PLAIN_DEVICE "\nevidence: [{id: c, type: certificate, expires: 2027-02-15}]",
     "t 2027-04-01 requirement q.new not_required>gap [book]"},
    {"an open class", "2026-12-01", "t", "2027-03-01", "attributes: {product_type: medical_device, other: false}",
     "t 2027-02-01 law act not_in_force>in_force [book]\nt 2027-03-01 class t.s.r1 I>I|II\nt 2027-03-01 route t.a "
     "t.a>none\nt 2027-03-01 days t.a 10>unknown"},
    {"an end before today", "2027-03-01", "t", "2026-01-01", FLAG, ""},
};

ROWS(changes, dated_rules, CHANGES) {
    const change_row *r = &CHANGES[*row];
    world w;
    const char *got = lines(&w, r->today, r->to, r->until, r->body);
    cr_expect_str_eq(got, r->expected, "%s:\nexpected:\n%s\ngot:\n%s", r->name, r->expected, got);
    world_close(&w);
}
