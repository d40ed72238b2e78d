/* What the evidence at hand is worth for a requirement: met, adapt, gap, undetermined, not applicable. */
#include <stdio.h>
#include <string.h>

#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

#define MISSING(text) ", counts: part, missing: {en: " text ", ja: m}"
#define FULL(rest) "{type: certificate, counts: full" rest "}"
#define PART(rest, text) "{type: certificate" MISSING(text) rest "}"
#define CERTIFICATE(rest) "evidence: [{id: mine, type: certificate" rest "}]"
#define WHOLE "complete: true\n"

typedef struct {
    const char *satisfied_by, *body, *verdict, *held, *missing, *depends;
} paper_row;

static const paper_row PAPERS[] = {
    {FULL(""), WHOLE CERTIFICATE(""), "met", "mine", "", ""},
    {FULL(""), CERTIFICATE(""), "met", "mine", "", ""},
    {FULL(""), WHOLE "evidence: [{id: mine, type: report}]", "gap", "", "", ""},
    {FULL(""), WHOLE "evidence: []", "gap", "", "", ""},
    {FULL(""), WHOLE, "gap", "", "", ""},
    {FULL(""), "evidence: []", "gap", "", "", ""},
    /* no evidence stated: not known, which is not none */
    {FULL(""), "attributes: {}", "undetermined", "", "", "evidence"},
    {FULL(""), "attributes: {flag: true}", "undetermined", "", "", "evidence"},
    {PART("", "a signature"), WHOLE CERTIFICATE(""), "adapt", "mine", "a signature", ""},
    {PART("", "a signature"), CERTIFICATE(""), "adapt", "mine", "a signature", ""},
    /* a paper without id goes by its type */
    {FULL(""), WHOLE "evidence: [{type: certificate}]", "met", "certificate", "", ""},
    /* in time: its last day counts, and the day it is issued on */
    {FULL(""), WHOLE CERTIFICATE(", expires: 2026-11-23"), "met", "mine", "", ""},
    {FULL(""), WHOLE CERTIFICATE(", expires: 2026-11-22"), "gap", "", "'mine' is not valid on this date", ""},
    {FULL(""), WHOLE CERTIFICATE(", issued: 2026-11-23, expires: 2029-11-22"), "met", "mine", "", ""},
    {FULL(""), WHOLE CERTIFICATE(", issued: 2026-11-24"), "gap", "", "'mine' is not valid on this date", ""},
    {PART("", "x"), WHOLE CERTIFICATE(", expires: 2026-11-22"), "gap", "", "'mine' is not valid on this date", ""},
    {FULL(""), WHOLE "evidence: [{id: old, type: certificate, expires: 2020-01-01}, {id: new, type: certificate}]",
     "met", "new", "", ""},
    {FULL(""), WHOLE "evidence: [{id: new, type: certificate}, {id: old, type: certificate, expires: 2020-01-01}]",
     "met", "new", "", ""},
    /* the right edition in full, another in part */
    {FULL(", edition: [\"2016\"]") ", " PART("", "the edition of 2016"), WHOLE CERTIFICATE(", edition: \"2016\""),
     "met", "mine", "", ""},
    {FULL(", edition: [\"2016\"]") ", " PART("", "the edition of 2016"), WHOLE CERTIFICATE(", edition: \"2003\""),
     "adapt", "mine", "the edition of 2016", ""},
    {FULL(", edition: [\"2016\"]"), WHOLE CERTIFICATE(", edition: \"2003\""), "gap", "", "", ""},
    {FULL(", edition: [\"2016\", \"2021\"]"), WHOLE CERTIFICATE(", edition: \"2021\""), "met", "mine", "", ""},
    {FULL(", edition: [\"2016\"]"), WHOLE CERTIFICATE(""), "gap", "", "", ""},
    /* an edition that is not said is not known to be wrong */
    {FULL(", edition: [\"2016\"]"), CERTIFICATE(""), "undetermined", "", "", "evidence"},
    {FULL(", standard: [ISO 13485]"), WHOLE CERTIFICATE(", standard: ISO 13485"), "met", "mine", "", ""},
    {FULL(", standard: [ISO 13485]"), WHOLE CERTIFICATE(", standard: ISO 9001"), "gap", "", "", ""},
    {FULL(", standard: [ISO 13485], edition: [\"2016\"]"),
     WHOLE CERTIFICATE(", standard: ISO 13485, edition: \"2003\""), "gap", "", "", ""},
    {FULL(", languages: [en, ja]"), WHOLE CERTIFICATE(", languages: [fr, ja]"), "met", "mine", "", ""},
    {FULL(", languages: [en, ja]"), WHOLE CERTIFICATE(", languages: [fr]"), "gap", "", "", ""},
    {FULL(", markets: [us, jp]"), WHOLE CERTIFICATE(", markets: [jp]"), "met", "mine", "", ""},
    {FULL(", markets: [us, jp]"), WHOLE CERTIFICATE(", markets: [eu]"), "gap", "", "", ""},
    /* it counts only where it names this market */
    {FULL(", here: true"), WHOLE CERTIFICATE(", markets: [t]"), "met", "mine", "", ""},
    {FULL(", here: true"), WHOLE CERTIFICATE(", markets: [h, t]"), "met", "mine", "", ""},
    {FULL(", here: true"), WHOLE CERTIFICATE(", markets: [h]"), "gap", "", "", ""},
    {FULL(", here: true"), WHOLE CERTIFICATE(""), "gap", "", "", ""},
    {FULL(", here: true") ", " PART("", "one of this market"), WHOLE CERTIFICATE(", markets: [h]"), "adapt", "mine",
     "one of this market", ""},
    /* the first that fits says what the paper is worth */
    {PART("", "first") ", " FULL(""), WHOLE CERTIFICATE(""), "adapt", "mine", "first", ""},
    /* several papers: one that counts in full settles it, else what each lacks is told once */
    {PART("", "more"), WHOLE "evidence: [{id: a, type: certificate}, {id: b, type: certificate}]", "adapt", "a|b",
     "more", ""},
    {"{type: report" MISSING("a certificate") "}, " FULL(""),
     WHOLE "evidence: [{id: a, type: report}, {id: b, type: certificate}]", "met", "b", "", ""},
    {"{type: report" MISSING("a certificate") "}, " FULL(""),
     WHOLE "evidence: [{id: b, type: certificate}, {id: a, type: report}]", "met", "b", "", ""},
    {FULL(""), WHOLE "evidence: [{id: a, type: certificate}, {id: b, type: certificate}]", "met", "a|b", "", ""},
    {FULL(", edition: [\"2016\"]") ", {type: report" MISSING("a certificate") "}",
     WHOLE "evidence: [{id: a, type: certificate, edition: \"2003\"}, {id: b, type: report}]", "adapt", "b",
     "a certificate", ""},
};

static const char *held_words(world *w, const rg_row *row) {
    rg_buffer out = rg_buffer_in(w->arena);
    for (size_t i = 0; i < row->held.count; i++)
        rg_addf(&out, "%s%s", i ? "|" : "", row->held.items[i]);
    return rg_buffer_text(&out);
}

static const char *missing_words(world *w, const rg_row *row) {
    rg_buffer out = rg_buffer_in(w->arena);
    for (size_t i = 0; i < row->missing.count; i++)
        rg_addf(&out, "%s%s", i ? "|" : "", row->missing.items[i].en);
    return rg_buffer_text(&out);
}

static void check_row(world *w, const rg_row *got, const paper_row *r) {
    const char *verdict = verdict_word(got->verdict);
    cr_expect_str_eq(verdict, r->verdict, "[%s] of {%s}: expected %s, got %s", r->satisfied_by, r->body, r->verdict,
                     verdict);
    cr_expect_str_eq(held_words(w, got), r->held, "[%s] of {%s}: holds '%s'", r->satisfied_by, r->body,
                     held_words(w, got));
    cr_expect_str_eq(missing_words(w, got), r->missing, "[%s] of {%s}: misses '%s'", r->satisfied_by, r->body,
                     missing_words(w, got));
    cr_expect_str_eq(subject_words(w, got->depends), r->depends, "[%s] of {%s}: hangs on '%s'", r->satisfied_by,
                     r->body, subject_words(w, got->depends));
}

ROWS(verdict, papers, PAPERS) {
    const paper_row *r = &PAPERS[*row];
    char text[2048];
    snprintf(text, sizeof text,
             "reggap: catalogue/1\ntopics: [{id: tp, " TITLE "}]\nrequirements:\n"
             "  - {id: r.one, topic: tp, " TITLE ", definition: {en: d, ja: d}, satisfied_by: [%s]}\n",
             r->satisfied_by);
    const world_file files[] = {SMALL_VOCABULARY,
                                PROOFS,
                                MARKET("h", ""),
                                MARKET("t", ""),
                                {"rules/requirements.yaml", text},
                                DUTIES("t", DUTY("r.one", "")),
                                DUTIES("h", DUTY("r.one", ""))};
    world w;
    world_open(&w, TODAY, files, 7);
    const rg_row *got = world_row(world_compare(&w, "h", "t", r->body), "r.one");
    check_row(&w, got, r);
    cr_expect_eq(got->basis, RG_BY_EVIDENCE);
    world_close(&w);
}

/* ---- what a market takes in place of what the catalogue says ---- */

typedef struct {
    const char *duty, *body, *verdict;
} own_row;

static const own_row OWN[] = {
    {DUTY("r.one", ""), WHOLE CERTIFICATE(""), "met"},
    {DUTY("r.one", ", satisfied_by: [{type: report, counts: full}]"), WHOLE CERTIFICATE(""), "gap"},
    {DUTY("r.one", ", satisfied_by: [{type: report, counts: full}]"), WHOLE "evidence: [{id: a, type: report}]", "met"},
    {DUTY("r.one", ", when: {flag: true}, satisfied_by: [{type: report, counts: full}]") DUTY("r.one", ""),
     WHOLE CERTIFICATE(""), "met"},
    {DUTY("r.one", ", when: {flag: true}, satisfied_by: [{type: report, counts: full}]") DUTY("r.one", ""),
     WHOLE "attributes: {flag: true}\n" CERTIFICATE(""), "gap"},
    {DUTY("r.one", ", required: false, " REASON), WHOLE CERTIFICATE(""), "not_applicable"},
    {DUTY("r.one", ", required: false, " REASON), "attributes: {}", "not_applicable"},
    {DUTY("r.one", ", required: unknown"), WHOLE CERTIFICATE(""), "undetermined"},
    {DUTY("r.one", ", when: {flag: true}"), WHOLE CERTIFICATE(""), "not_applicable"},
    {DUTY("r.one", ", when: {flag: true}"), WHOLE "attributes: {flag: null}\n" CERTIFICATE(""), "undetermined"},
    /* with an empty list no paper shows it: it is a matter of practice */
    {DUTY("r.one", ", satisfied_by: []"), WHOLE CERTIFICATE(""), "gap"},
    {DUTY("r.one", ", satisfied_by: []"), WHOLE "approvals: [{market: h}]", "met"},
};

ROWS(verdict, own_proofs, OWN) {
    const own_row *r = &OWN[*row];
    char text[2048];
    snprintf(text, sizeof text, "reggap: requirements/1\nmarket: t\nrequirements:\n%s", r->duty);
    const world_file files[] = {SMALL_VOCABULARY,
                                PROOFS,
                                MARKET("h", ""),
                                MARKET("t", ""),
                                CATALOGUE(REQUIREMENT("r.one", ", satisfied_by: [{type: certificate, counts: full}]")),
                                {"jurisdictions/t/requirements.yaml", text},
                                DUTIES("h", DUTY("r.one", ""))};
    world w;
    world_open(&w, TODAY, files, 7);
    const rg_row *got = world_row(world_compare(&w, "h", "t", r->body), "r.one");
    cr_expect_str_eq(verdict_word(got->verdict), r->verdict, "%sof {%s}: expected %s, got %s", r->duty, r->body,
                     r->verdict, verdict_word(got->verdict));
    world_close(&w);
}

/* ---- duties that no paper shows ---- */

#define CLOCK REQUIREMENT("r.one", ", parameters: [" PARAMETER("days", "type: days, direction: lower_is_stricter") "]")
#define AT_HOME "approvals: [{market: h}]"

typedef struct {
    const char *home, *body, *verdict, *depends;
} practice_row;

/* The target asks for 15 days. Who is approved at home lives by what home asks; others by nothing. */
static const practice_row PRACTICE[] = {
    {DUTY("r.one", ", parameters: {days: 15}"), WHOLE AT_HOME, "met", ""},
    {DUTY("r.one", ", parameters: {days: 10}"), WHOLE AT_HOME, "met", ""},
    {DUTY("r.one", ", parameters: {days: 30}"), WHOLE AT_HOME, "adapt", ""},
    {DUTY("r.one", ""), WHOLE AT_HOME, "adapt", ""},
    {DUTY("r.one", ", required: false, " REASON), WHOLE AT_HOME, "gap", ""},
    {DUTY("r.one", ", parameters: {days: unknown}"), WHOLE AT_HOME, "undetermined", NULL},
    {DUTY("r.one", ", required: unknown"), WHOLE AT_HOME, "undetermined", NULL},
    {DUTY("r.one", ", parameters: {days: 15}"), WHOLE, "gap", ""},
    {DUTY("r.one", ", parameters: {days: 15}"), WHOLE "approvals: []", "gap", ""},
    {DUTY("r.one", ", parameters: {days: 15}"), WHOLE "approvals: [{market: h, status: suspended}]", "gap", ""},
    {DUTY("r.one", ", parameters: {days: 15}"), WHOLE "approvals: [{market: jp}]", "gap", ""},
    {DUTY("r.one", ", parameters: {days: 15}"), "approvals: [{market: h}]", "met", ""},
    {DUTY("r.one", ", parameters: {days: 15}"), "approvals: []", "gap", ""},
    {DUTY("r.one", ", parameters: {days: 15}"), "attributes: {}", "undetermined", "approvals"},
    /* what home does not ask nobody lives by, approved or not */
    {DUTY("r.one", ", required: false, " REASON), "attributes: {}", "gap", ""},
    {NULL, WHOLE AT_HOME, "gap", ""},
};

ROWS(verdict, practice, PRACTICE) {
    const practice_row *r = &PRACTICE[*row];
    char text[2048];
    snprintf(text, sizeof text, "reggap: requirements/1\nmarket: h\nrequirements:\n%s", r->home ? r->home : "  []\n");
    const world_file files[] = {SMALL_VOCABULARY,
                                PROOFS,
                                MARKET("h", ""),
                                MARKET("t", ""),
                                MARKET("jp", ""),
                                CATALOGUE(CLOCK),
                                DUTIES("t", DUTY("r.one", ", parameters: {days: 15}")),
                                {"jurisdictions/h/requirements.yaml", text}};
    world w;
    world_open(&w, TODAY, files, 8);
    const rg_row *got = world_row(world_compare(&w, r->home ? "h" : NULL, "t", r->body), "r.one");
    cr_expect_str_eq(verdict_word(got->verdict), r->verdict, "home %sof {%s}: expected %s, got %s",
                     r->home ? r->home : "none ", r->body, r->verdict, verdict_word(got->verdict));
    cr_expect_eq(got->basis, RG_BY_PRACTICE);
    cr_expect_eq(got->held.count, 0);
    if (r->depends)
        cr_expect_str_eq(subject_words(&w, got->depends), r->depends, "{%s}: hangs on '%s'", r->body,
                         subject_words(&w, got->depends));
    world_close(&w);
}

/* ---- the market's own authorisation ---- */

static const practice_row AUTHORISED[] = {
    {NULL, WHOLE "approvals: [{market: t}]", "met", "approvals"},
    {NULL, WHOLE "approvals: [{market: t, status: withdrawn}]", "gap", ""},
    {NULL, WHOLE "approvals: [{market: h}]", "gap", ""},
    {NULL, WHOLE "evidence: [{id: paper, type: market_authorisation, markets: [t]}]", "met", "paper"},
    {NULL, WHOLE "evidence: [{id: paper, type: market_authorisation, markets: [h]}]", "gap", ""},
    {NULL, WHOLE, "gap", ""},
};

/* An approval in the target market shows what its paper would show. */
ROWS(verdict, authorisation, AUTHORISED) {
    const practice_row *r = &AUTHORISED[*row];
    static const world_file files[] = {
        SMALL_VOCABULARY,
        PROOFS,
        MARKET("h", ""),
        MARKET("t", ""),
        CATALOGUE(REQUIREMENT("r.one", ", satisfied_by: [{type: market_authorisation, counts: full, here: true}]")),
        DUTIES("t", DUTY("r.one", ""))};
    world w;
    world_open(&w, TODAY, files, 6);
    const rg_row *got = world_row(world_compare(&w, NULL, "t", r->body), "r.one");
    cr_expect_str_eq(verdict_word(got->verdict), r->verdict, "{%s}: expected %s, got %s", r->body, r->verdict,
                     verdict_word(got->verdict));
    cr_expect_str_eq(held_words(&w, got), r->depends, "{%s}: holds '%s'", r->body, held_words(&w, got));
    world_close(&w);
}

/* The summary counts each row once. */
Test(verdict, summary) {
    static const world_file files[] = {
        SMALL_VOCABULARY, PROOFS, MARKET("t", ""),
        CATALOGUE(REQUIREMENT("r.a", ", satisfied_by: [{type: certificate, counts: full}]")
                      REQUIREMENT("r.b", ", satisfied_by: [{type: report, counts: full}]")
                          REQUIREMENT("r.c", ", satisfied_by: [{type: certificate" MISSING("x") "}]")
                              REQUIREMENT("r.d", "") REQUIREMENT("r.e", "") REQUIREMENT("r.f", "")),
        DUTIES("t", DUTY("r.a", "") DUTY("r.b", "") DUTY("r.c", "") DUTY("r.d", ", required: false, " REASON)
                        DUTY("r.e", ", required: unknown") DUTY("r.f", ""))};
    world w;
    world_open(&w, TODAY, files, 5);
    const rg_comparison *c = world_compare(&w, NULL, "t", WHOLE CERTIFICATE(""));
    cr_expect_eq(c->rows.count, 6);
    cr_expect_eq(c->summary[RG_MET], 1);
    cr_expect_eq(c->summary[RG_ADAPT], 1);
    cr_expect_eq(c->summary[RG_GAP], 2);
    cr_expect_eq(c->summary[RG_UNDETERMINED], 1);
    cr_expect_eq(c->summary[RG_NOT_APPLICABLE], 1);
    cr_expect_null(c->home);
    cr_expect_not_null(c->outcome);
    world_close(&w);
}

/* ---- a standard is made for some equipment: IEC 60601-1 clause 1.1, IEC 61010-1 clause 1.1, IEC 61010-2-101 ---- */

#define PUMP WHOLE "attributes: {product_type: medical_device, active: true}\n"
#define ANALYSER WHOLE "attributes: {product_type: ivd, active: true, ivd_purpose: [instrument]}\n"
#define STERILISER WHOLE "attributes: {product_type: medical_device, active: true, sterilises_devices: true}\n"
#define MEDICAL "2005+A1:2012+A2:2020\""
#define REPORT(id, standard, edition)                                                                                  \
    "{id: " id ", type: electrical_safety_iec60601_1, standard: " standard ", edition: \"" edition                     \
    ", issued: 2023-05-01}"
#define IN_THE_WARD REPORT("w", "IEC 60601-1", MEDICAL)
#define IN_THE_LABORATORY REPORT("l", "IEC 61010-1", "2010+A1:2016\"")

static const practice_row EQUIPMENT[] = {
    {"sg", PUMP "evidence: [" IN_THE_WARD "]", "met", "w"},
    {"sg", PUMP "evidence: [" IN_THE_LABORATORY "]", "adapt", "l"},
    {"sg", PUMP "evidence: [" IN_THE_LABORATORY ", " IN_THE_WARD "]", "met", "w"},
    {"sg", ANALYSER "evidence: [" IN_THE_LABORATORY "]", "met", "l"},
    {"sg", ANALYSER "evidence: [" IN_THE_WARD "]", "adapt", "w"},
    {"us", ANALYSER "evidence: [" IN_THE_WARD "]", "adapt", "w"},
    {"eu", ANALYSER "evidence: [" IN_THE_LABORATORY "]", "met", "l"},
    {"eu", STERILISER "evidence: [" IN_THE_LABORATORY "]", "met", "l"},
};

ROWS(verdict, equipment, EQUIPMENT) {
    const practice_row *r = &EQUIPMENT[*row];
    world w;
    world_open_shipped(&w, "2026-11-28");
    const rg_row *got = world_row(world_compare(&w, NULL, r->home, r->body), "electrical.safety");
    cr_expect_str_eq(verdict_word(got->verdict), r->verdict, "%s {%s}: expected %s, got %s", r->home, r->body,
                     r->verdict, verdict_word(got->verdict));
    cr_expect_str_eq(held_words(&w, got), r->depends, "%s {%s}: holds '%s'", r->home, r->body, held_words(&w, got));
    world_close(&w);
}
