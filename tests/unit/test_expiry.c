/* What runs out, and by when its renewal has to be begun. */
#include <string.h>

#include "plan/expiry.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

/* Approvals with the fields that an end is counted from. */
#define DATED_VOCABULARY                                                                                               \
    {                                                                                                                  \
        VOCABULARY_FILE, SMALL_HEAD SMALL_ATTRIBUTES                                                                   \
            "records:\n  - id: approvals\n    condition: approved_in\n    key: market\n    fields:\n"                  \
            "      - {id: market, type: enum, values: any}\n      - {id: pathway, type: text}\n"                       \
            "      - {id: number, type: text}\n      - {id: date, type: date}\n"                                       \
            "      - {id: status, type: enum, values: [valid, suspended, withdrawn, expired], default: valid}\n"       \
            "  - id: evidence\n    condition: holds\n    key: type\n    fields:\n"                                     \
            "      - {id: id, type: text}\n      - {id: type, type: enum, values: evidence_types}\n"                   \
            "      - {id: expires, type: date}\n      - {id: markets, type: set, values: any}\n"                       \
    }

#define STEPS(path, market, text)                                                                                      \
    { path, "reggap: steps/1\n" market "steps:\n" text }
#define STEP(id, rest) "  - {id: " id ", name: {en: n, ja: n}, owner: maker" rest "}\n"

static const world_file FILES[] = {
    DATED_VOCABULARY,
    CATALOGUE(REQUIREMENT("q", "")),
    {"rules/evidence.yaml", "reggap: evidence/1\ntypes:\n  - {id: certificate, " TITLE
                            ", renewal: {days: 180, note: {en: e, ja: j}}}\n  - {id: report, " TITLE
                            "}\n  - {id: licence, " TITLE "}\n  - {id: list, " TITLE "}\n"},
    STEPS("rules/steps.yaml", "", STEP("shared.list", ", phase: upkeep, days: {usual: 14}, yields: [list]")),
    MARKET("t", ""),
    CLASSIFICATION("t", "schemes:\n" SCHEME("t.s", "I, II", "highest", "    rules:\n")
                            RULE("t.s.r1", "product_type: medical_device", "I", "")),
    PATHWAYS("t", ROUTE("t.five", ", validity_months: 60, days: {shortest: 30, usual: 90, longest: 200}")
                      ROUTE("t.three", ", validity_months: 36, days: {usual: 90}") ROUTE("t.ever", "")
                          ROUTE("t.extra", ", kind: add_on, validity_months: 12")),
    /* routes with different ends, of which the device may take one alone */
    MARKET("w", ""),
    CLASSIFICATION("w", "schemes:\n" SCHEME("w.s", "I, II", "highest", "    rules:\n")
                            RULE("w.s.r1", "product_type: medical_device", "I", "")),
    PATHWAYS("w", ROUTE("w.high", ", when: {class: II}, validity_months: 36")
                      ROUTE("w.low", ", when: {class: I}, validity_months: 60, days: {usual: 30}")),
    STEPS("jurisdictions/t/steps.yaml", "market: t\n",
          STEP("t.licence", ", phase: upkeep, working: true, days: {usual: 10, longest: 20}, yields: [licence]")),
    /* one route, a step that renews what it gives, and one of other devices that comes before it */
    MARKET("u", ""),
    CLASSIFICATION("u", "schemes:\n" SCHEME("u.s", "I, II", "highest", "    rules:\n")
                            RULE("u.s.r1", "product_type: medical_device", "I", "")),
    PATHWAYS("u", ROUTE("u.one", ", validity_months: 12, days: {usual: 300}")),
    STEPS("jurisdictions/u/steps.yaml", "market: u\n",
          STEP("u.other", ", phase: upkeep, when: {flag: true}, days: {longest: 999}, yields: [approval]")
              STEP("u.entry", ", days: {longest: 77}, yields: [approval]")
                  STEP("u.renew", ", phase: upkeep, days_of: recommended, yields: [approval]")),
};

typedef struct {
    const char *name, *body, *expected;
} ending_row;

#define APPROVAL(fields) "approvals: [{" fields "}]"
#define PAPER(fields) "evidence: [{" fields "}]"

/* as of 2026-11-23, until 2031-12-31 */
static const ending_row ENDINGS[] = {
    {"five years less a day from the date", APPROVAL("market: t, pathway: t.five, number: N, date: 2025-04-01"),
     "N runs_out 2030-03-31 from 2029-09-12 route t.five 200"},
    {"another route, another end", APPROVAL("market: t, pathway: t.three, date: 2025-04-01"),
     "t.three runs_out 2028-03-31 from 2028-01-01 route t.three 90"},
    {"a route without end", APPROVAL("market: t, pathway: t.ever, date: 2025-04-01"), "t.ever does_not_lapse"},
    {"the route is not said and they differ", APPROVAL("market: t, number: N, date: 2025-04-01"),
     "N unknown route_not_said"},
    {"the route is not said and the device may take one alone", APPROVAL("market: w, number: N, date: 2025-04-01"),
     "N runs_out 2030-03-31"},
    {"the only route, and the step that renews it", APPROVAL("market: u, number: N, date: 2026-03-01"),
     "N runs_out 2027-02-28 from 2026-05-04 step u.renew 300"},
    {"a route that is none", APPROVAL("market: t, pathway: t.two, date: 2025-04-01"), "t.two unknown route_not_said"},
    {"no date", APPROVAL("market: t, pathway: t.five"), "t.five unknown date_not_said"},
    {"a market without rules", APPROVAL("market: zz, number: N, date: 2025-04-01"), "N unknown no_rule_set"},
    {"it ran out", APPROVAL("market: t, pathway: t.three, date: 2023-11-23"),
     "t.three ran_out 2026-11-22 from 2026-08-24 route t.three 90"},
    {"today is its last day", APPROVAL("market: t, pathway: t.three, date: 2023-11-24"),
     "t.three runs_out 2026-11-23 from 2026-08-25 route t.three 90"},
    {"withdrawn", APPROVAL("market: t, pathway: t.three, date: 2025-04-01, status: withdrawn"), ""},
    {"suspended", APPROVAL("market: t, pathway: t.ever, status: suspended"), "t.ever does_not_lapse"},
    {"a leap day", APPROVAL("market: u, number: N, date: 2028-02-29"),
     "N runs_out 2029-02-27 from 2028-05-03 step u.renew 300"},
    {"the last day asked for", PAPER("id: p, type: report, expires: 2031-12-31"), "p runs_out 2031-12-31"},
    {"the day after", PAPER("id: p, type: report, expires: 2032-01-01"), ""},
    {"no end", PAPER("id: p, type: report"), ""},
    {"a paper by its kind", PAPER("id: p, type: certificate, expires: 2027-11-04"),
     "p runs_out 2027-11-04 from 2027-05-08 evidence 180"},
    {"a paper by a shared step", PAPER("type: list, expires: 2027-01-15"),
     "list runs_out 2027-01-15 from 2027-01-01 step shared.list 14"},
    {"a paper by a step of its market, in working days",
     PAPER("id: p, type: licence, markets: [t], expires: 2027-01-29"),
     "p runs_out 2027-01-29 from 2027-01-01 step t.licence 28"},
    {"the same paper of another market", PAPER("id: p, type: licence, markets: [u], expires: 2027-01-29"),
     "p runs_out 2027-01-29"},
    {"a paper of a market that is not asked", PAPER("id: p, type: licence, markets: [zz], expires: 2027-01-29"), ""},
    {"by day, what has none last",
     APPROVAL("market: t, pathway: t.ever") "\n" PAPER(
         "id: b, type: report, expires: 2028-01-02}, {id: a, type: report, expires: 2027-01-02}, {id: c, type: report, "
         "expires: 2028-01-02"),
     "a runs_out 2027-01-02\nb runs_out 2028-01-02\nc runs_out 2028-01-02\nt.ever does_not_lapse"},
};

static void add_line(rg_buffer *out, const rg_ending *e) {
    char date[11];
    rg_addf(out, "%s%s %s", out->length ? "\n" : "", e->id, RG_END_NAMES[e->end]);
    if (RG_END_GAP_NAMES[e->gap])
        rg_addf(out, " %s", RG_END_GAP_NAMES[e->gap]);
    if (e->end != RG_RUNS_OUT && e->end != RG_RAN_OUT)
        return;
    rg_date_format(e->ends, date);
    rg_addf(out, " %s", date);
    if (e->lead == RG_LEAD_UNKNOWN)
        return;
    rg_date_format(e->begin, date);
    rg_addf(out, " from %s %s", date, RG_LEAD_NAMES[e->lead]);
    if (e->lead_id)
        rg_addf(out, " %s", e->lead_id);
    rg_addf(out, " %ld", e->lead_days);
}

ROWS(expiry, endings, ENDINGS) {
    const ending_row *r = &ENDINGS[*row];
    world w;
    rg_endings endings = {0};
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    rg_market *markets[] = {world_market(&w, "t"), world_market(&w, "u"), world_market(&w, "w")};
    for (size_t i = 0; i < 3; i++)
        rg_tasks_of(w.base, markets[i]);
    const char *body = rg_textf(w.arena, "attributes: {product_type: medical_device, flag: false}\n%s", r->body);
    cr_assert(world_profile(&w, body), "%s", world_messages(&w));
    world_assert_clean(&w);
    rg_expiry_find(w.base, w.facts, w.exact, markets, 3, true, world_day("2031-12-31"), &endings, w.arena);
    rg_buffer out = rg_buffer_in(w.arena);
    for (size_t i = 0; i < endings.count; i++)
        add_line(&out, &endings.items[i]);
    cr_expect_str_eq(rg_buffer_text(&out), r->expected, "%s:\nexpected:\n%s\ngot:\n%s", r->name, r->expected,
                     rg_buffer_text(&out));
    world_close(&w);
}
