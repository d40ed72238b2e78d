/* What one market asks beside what another does: parameter by parameter, then row by row. */
#include <stdio.h>
#include <string.h>

#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

/* ---- one parameter ---- */

#define KINDS "values: [{id: lo, " TITLE "}, {id: mid, " TITLE "}, {id: hi, " TITLE "}]"

typedef struct {
    const char *type, *home, *target, *expected; /* NULL: the value is left out */
} value_row;

#define LOWER ", direction: lower_is_stricter"
#define HIGHER ", direction: higher_is_stricter"
#define DIFFERS ", direction: differs"
#define RELIEF ", direction: relief"
#define MORE ", direction: set_more_is_stricter"
#define FEWER ", direction: set_fewer_is_stricter"

static const value_row BOOLS[] = {
    {"type: bool", "false", "true", "stricter"},
    {"type: bool", "true", "false", "looser"},
    {"type: bool", "true", "true", "same"},
    {"type: bool", "false", "false", "same"},
    {"type: bool", NULL, NULL, "same"},
    {"type: bool", NULL, "false", "same"},
    {"type: bool", NULL, "true", "stricter"},
    {"type: bool", "true", NULL, "looser"},
    {"type: bool", "unknown", "true", "unknown"},
    {"type: bool", "true", "unknown", "unknown"},
    {"type: bool", NULL, "unknown", "unknown"},
    {"type: bool", "unknown", "unknown", "unknown"},
    {"type: bool" DIFFERS, "false", "true", "different"},
    {"type: bool" DIFFERS, "true", "false", "different"},
    {"type: bool" DIFFERS, "true", "true", "same"},
    /* a relief that is granted is looser, one that is lost stricter */
    {"type: bool" RELIEF, "false", "true", "looser"},
    {"type: bool" RELIEF, "true", "false", "stricter"},
    {"type: bool" RELIEF, "true", "true", "same"},
    {"type: bool" RELIEF, NULL, "true", "looser"},
    {"type: bool" RELIEF, "true", NULL, "stricter"},
    {"type: bool" RELIEF, NULL, "false", "same"},
};

static const value_row NUMBERS[] = {
    {"type: days" LOWER, "15", "10", "stricter"},
    {"type: days" LOWER, "10", "15", "looser"},
    {"type: days" LOWER, "10", "10", "same"},
    {"type: days" LOWER, "10", "0", "stricter"},
    {"type: days" LOWER, "2.5", "2.4", "stricter"},
    {"type: days" LOWER, NULL, "30", "stricter"},
    {"type: days" LOWER, "30", NULL, "looser"},
    {"type: days" LOWER, NULL, NULL, "same"},
    {"type: days" LOWER, "unknown", "10", "unknown"},
    {"type: days" LOWER, NULL, "unknown", "unknown"},
    {"type: years" HIGHER, "5", "10", "stricter"},
    {"type: years" HIGHER, "10", "5", "looser"},
    {"type: years" HIGHER, "10", "10", "same"},
    {"type: years" HIGHER, NULL, "5", "stricter"},
    {"type: years" HIGHER, "5", NULL, "looser"},
    {"type: years" HIGHER, "0", NULL, "looser"},
    {"type: months" LOWER, "12", "6", "stricter"},
    {"type: months" HIGHER, "12", "6", "looser"},
    {"type: percent" HIGHER, "50", "80", "stricter"},
    {"type: percent", "50", "80", "different"},
    {"type: int", "1", "2", "different"},
    {"type: int", "2", "2", "same"},
    {"type: int", NULL, "2", "different"},
    {"type: int", "2", NULL, "different"},
    {"type: int" RELIEF, "5", "10", "looser"},
    {"type: int" RELIEF, "10", "5", "stricter"},
    {"type: int" RELIEF, "5", "5", "same"},
};

#define EUR(amount) "{amount: " amount ", currency: EUR, of: \"2026\"}"
#define USD(amount) "{amount: " amount ", currency: USD}"

static const value_row MONEY[] = {
    {"type: money" HIGHER, EUR("100"), EUR("200"), "stricter"},
    {"type: money" HIGHER, EUR("200"), EUR("100"), "looser"},
    {"type: money" HIGHER, EUR("100"), EUR("100"), "same"},
    {"type: money" HIGHER, EUR("100"), USD("200"), "different"},
    {"type: money" HIGHER, EUR("100"), USD("100"), "different"},
    {"type: money" HIGHER, USD("100"), "{amount: 100, currency: USD, of: FY2027}", "same"},
    {"type: money" HIGHER, NULL, EUR("100"), "stricter"},
    {"type: money" HIGHER, EUR("100"), NULL, "looser"},
    {"type: money" LOWER, EUR("100"), EUR("50"), "stricter"},
    {"type: money", EUR("100"), EUR("50"), "different"},
    {"type: money", EUR("100"), EUR("100"), "same"},
    {"type: money", EUR("100"), "unknown", "unknown"},
};

/* Today is 2026-11-23: a duty that has begun in both markets is the same, whenever it began. */
static const value_row DATES[] = {
    {"type: date" LOWER, "2014-09-24", "2021-05-26", "same"},
    {"type: date" LOWER, "2021-05-26", "2014-09-24", "same"},
    {"type: date" LOWER, "2026-11-22", "2026-11-23", "same"},
    {"type: date" LOWER, "2026-11-23", "2026-11-24", "looser"},
    {"type: date" LOWER, "2026-11-24", "2026-11-23", "stricter"},
    {"type: date" LOWER, "2028-01-01", "2020-01-01", "stricter"},
    {"type: date" LOWER, "2020-01-01", "2028-01-01", "looser"},
    {"type: date" LOWER, "2028-01-01", "2027-01-01", "stricter"},
    {"type: date" LOWER, "2027-01-01", "2028-01-01", "looser"},
    {"type: date" LOWER, "2028-01-01", "2028-01-01", "same"},
    {"type: date" LOWER, NULL, "2020-01-01", "stricter"},
    {"type: date" LOWER, "2020-01-01", NULL, "looser"},
    {"type: date" LOWER, NULL, "2028-01-01", "stricter"},
    {"type: date" LOWER, "2028-01-01", NULL, "looser"},
    {"type: date" LOWER, NULL, NULL, "same"},
    {"type: date" LOWER, "unknown", "2020-01-01", "unknown"},
    {"type: date", "2014-09-24", "2021-05-26", "same"},
    {"type: date", "2020-01-01", "2028-01-01", "different"},
    {"type: date", "2027-01-01", "2028-01-01", "different"},
    {"type: date", "2028-01-01", "2028-01-01", "same"},
    {"type: date", NULL, "2020-01-01", "different"},
};

static const value_row CHOICES[] = {
    {"type: ordered, " KINDS, "lo", "hi", "stricter"},
    {"type: ordered, " KINDS, "hi", "mid", "looser"},
    {"type: ordered, " KINDS, "mid", "mid", "same"},
    {"type: ordered, " KINDS, NULL, "lo", "stricter"},
    {"type: ordered, " KINDS, "lo", NULL, "looser"},
    {"type: ordered, " KINDS, "unknown", "lo", "unknown"},
    {"type: ordered" LOWER ", " KINDS, "lo", "hi", "looser"},
    {"type: ordered" LOWER ", " KINDS, "hi", "lo", "stricter"},
    {"type: ordered" DIFFERS ", " KINDS, "lo", "hi", "different"},
    {"type: ordered" DIFFERS ", " KINDS, "hi", "hi", "same"},
    {"type: ordered" RELIEF ", " KINDS, "lo", "hi", "looser"},
    {"type: enum, " KINDS, "lo", "hi", "different"},
    {"type: enum, " KINDS, "hi", "hi", "same"},
    {"type: enum, " KINDS, NULL, "hi", "different"},
    {"type: enum, " KINDS, "hi", NULL, "different"},
    {"type: enum, " KINDS, "hi", "unknown", "unknown"},
    {"type: enum, " KINDS, NULL, NULL, "same"},
};

static const value_row SETS[] = {
    {"type: set" MORE ", " KINDS, "[lo]", "[lo, hi]", "stricter"},
    {"type: set" MORE ", " KINDS, "[lo, hi]", "[lo]", "looser"},
    {"type: set" MORE ", " KINDS, "[lo, hi]", "[hi, lo]", "same"},
    {"type: set" MORE ", " KINDS, "[lo]", "[hi]", "different"},
    {"type: set" MORE ", " KINDS, "[lo, mid]", "[mid, hi]", "different"},
    {"type: set" MORE ", " KINDS, "[]", "[hi]", "stricter"},
    {"type: set" MORE ", " KINDS, NULL, "[hi]", "stricter"},
    {"type: set" MORE ", " KINDS, "[hi]", NULL, "looser"},
    {"type: set" MORE ", " KINDS, NULL, "[]", "same"},
    {"type: set" MORE ", " KINDS, NULL, NULL, "same"},
    {"type: set" MORE ", " KINDS, "unknown", "[]", "unknown"},
    {"type: set" FEWER ", " KINDS, "[lo, hi]", "[lo]", "stricter"},
    {"type: set" FEWER ", " KINDS, "[lo]", "[lo, hi]", "looser"},
    {"type: set" FEWER ", " KINDS, "[lo]", "[]", "stricter"},
    {"type: set" FEWER ", " KINDS, "[lo]", "[hi]", "different"},
    {"type: set" DIFFERS ", " KINDS, "[lo]", "[lo, hi]", "different"},
    {"type: set" DIFFERS ", " KINDS, "[lo]", "[lo]", "same"},
    {"type: set, " KINDS, "[lo]", "[lo, hi]", "different"},
    {"type: names" MORE, "[IEC 62304]", "[IEC 62304, ISO 14971]", "stricter"},
    {"type: names" MORE, "[IEC 62304, ISO 14971]", "[ISO 14971]", "looser"},
    {"type: names" MORE, "[IEC 62304, ISO 14971]", "[ISO 14971, IEC 62304]", "same"},
    {"type: names" MORE, "[IEC 62304]", "[ISO 14971]", "different"},
    {"type: names" MORE, "IEC 62304", "[IEC 62304]", "same"},
    {"type: names" MORE, NULL, "[IEC 62304]", "stricter"},
    {"type: names" MORE, "[IEC 62304]", NULL, "looser"},
    {"type: names" MORE, "[IEC 62304]", "[iec 62304]", "different"},
    {"type: names" FEWER, "[en, ja]", "[ja]", "stricter"},
    {"type: names" FEWER, "[ja]", "[ja, en]", "looser"},
    {"type: names", "[ja]", "[ja, en]", "different"},
    {"type: names", "[ja]", "[ja]", "same"},
    {"type: names", "[ja]", "unknown", "unknown"},
    {"type: text", "{en: a, ja: x}", "{en: a, ja: x}", "same"},
    {"type: text", "{en: a, ja: x}", "{en: b, ja: x}", "different"},
    {"type: text", NULL, "{en: a, ja: x}", "different"},
    {"type: text", "{en: a, ja: x}", NULL, "different"},
    {"type: text", NULL, NULL, "same"},
    {"type: text", "unknown", "{en: a, ja: x}", "unknown"},
};

static rg_parameter_value value_of(world *w, const rg_parameter *p, const char *text) {
    rg_parameter_value value = {0};
    if (text)
        rg_parameter_read(w->base, p,
                          rg_node_get(world_yaml(w, "value.yaml", rg_textf(w->arena, "{p: %s}", text)), "p"), &value);
    return value;
}

static void check_value(const value_row *r) {
    char catalogue[2048];
    snprintf(catalogue, sizeof catalogue,
             "reggap: catalogue/1\ntopics: [{id: tp, " TITLE "}]\nrequirements:\n"
             "  - {id: r.one, topic: tp, " TITLE ", definition: {en: d, ja: d}, parameters: [{id: p, " TITLE
             ", %s}]}\n",
             r->type);
    const world_file files[] = {SMALL_VOCABULARY, PROOFS, {"rules/requirements.yaml", catalogue}};
    world w;
    world_open(&w, TODAY, files, 3);
    const rg_parameter *p = &rg_catalogue_of(w.base)->requirements.items[0].parameters[0];
    rg_parameter_value home = value_of(&w, p, r->home), target = value_of(&w, p, r->target);
    world_assert_clean(&w);
    const char *got = difference_word(rg_parameter_compare(p, &home, &target, world_day(TODAY)));
    cr_expect_str_eq(got, r->expected, "%s: %s -> %s: expected %s, got %s", r->type, r->home ? r->home : "-",
                     r->target ? r->target : "-", r->expected, got);
    world_close(&w);
}

ROWS(compare, bools, BOOLS) {
    check_value(&BOOLS[*row]);
}

ROWS(compare, numbers, NUMBERS) {
    check_value(&NUMBERS[*row]);
}

ROWS(compare, money, MONEY) {
    check_value(&MONEY[*row]);
}

ROWS(compare, dates, DATES) {
    check_value(&DATES[*row]);
}

ROWS(compare, choices, CHOICES) {
    check_value(&CHOICES[*row]);
}

ROWS(compare, sets, SETS) {
    check_value(&SETS[*row]);
}

/* The strictest news of a row wins: stricter, then different, unknown, looser, same. */
Test(compare, worse_of_two) {
    static const rg_difference order[] = {RG_SAME, RG_LOOSER, RG_DIFFERENCE_UNKNOWN, RG_DIFFERENT, RG_STRICTER};
    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < 5; k++)
            cr_expect_eq(rg_difference_worse(order[i], order[k]), order[i > k ? i : k], "%s and %s",
                         difference_word(order[i]), difference_word(order[k]));
}

/* ---- one row ---- */

#define TWO                                                                                                            \
    ", parameters: [" PARAMETER("days", "type: days" LOWER) ", " PARAMETER(                                            \
        "years", "type: years" HIGHER) ", " PARAMETER("how", "type: text") "]"
#define SAYS(values) DUTY("r.one", ", parameters: {" values "}")
#define NOT_ASKED DUTY("r.one", ", required: false, " REASON)
#define NOT_FOUND DUTY("r.one", ", required: unknown")

typedef struct {
    const char *home, *target, *body, *expected, *depends;
} row_row;

#define WHOLE "complete: true"

static const row_row ROW_ROWS[] = {
    {SAYS("days: 15"), SAYS("days: 15"), WHOLE, "same", ""},
    {SAYS("days: 15"), SAYS("days: 10"), WHOLE, "stricter", ""},
    {SAYS("days: 15"), SAYS("days: 30"), WHOLE, "looser", ""},
    {SAYS("days: 15, years: 5"), SAYS("days: 30, years: 10"), WHOLE, "stricter", ""},
    {SAYS("days: 15, years: 10"), SAYS("days: 30, years: 10"), WHOLE, "looser", ""},
    {SAYS("days: 15, how: {en: a, ja: a}"), SAYS("days: 30, how: {en: b, ja: b}"), WHOLE, "different", ""},
    {SAYS("days: 15, how: {en: a, ja: a}"), SAYS("days: 10, how: {en: b, ja: b}"), WHOLE, "stricter", ""},
    {SAYS("days: 15"), SAYS("days: unknown"), WHOLE, "unknown", ""},
    {SAYS("days: 15, years: 5"), SAYS("days: unknown, years: 10"), WHOLE, "stricter", ""},
    {SAYS("days: 15, years: 5"), SAYS("days: unknown, years: 3"), WHOLE, "unknown", ""},
    {SAYS(""), SAYS(""), WHOLE, "same", ""},
    {NOT_ASKED, SAYS("days: 15"), WHOLE, "new", ""},
    {SAYS("days: 15"), NOT_ASKED, WHOLE, "dropped", ""},
    {NOT_ASKED, NOT_ASKED, WHOLE, "same", ""},
    {NOT_FOUND, SAYS("days: 15"), WHOLE, "unknown", ""},
    {SAYS("days: 15"), NOT_FOUND, WHOLE, "unknown", ""},
    {NOT_FOUND, NOT_FOUND, WHOLE, "unknown", ""},
    {DUTY("r.one", ", when: {flag: true}"), SAYS(""), "attributes: {flag: true}\n" WHOLE, "same", ""},
    {DUTY("r.one", ", when: {flag: true}"), SAYS(""), WHOLE, "new", ""},
    {DUTY("r.one", ", when: {flag: true}"), NOT_ASKED, "attributes: {flag: true}\n" WHOLE, "dropped", ""},
    {DUTY("r.one", ", when: {flag: true}"), SAYS(""), "attributes: {flag: null}\n" WHOLE, "unknown", "flag"},
    {SAYS(""), DUTY("r.one", ", when: {flag: true}"), "attributes: {flag: null}\n" WHOLE, "unknown", "flag"},
    {DUTY("r.one", ", when: {third: true}"), DUTY("r.one", ", when: {flag: true}"),
     "attributes: {flag: null, third: null}\n" WHOLE, "unknown", "flag|third"},
    {NULL, SAYS("days: 15"), WHOLE, "new", ""},
    {NULL, NOT_ASKED, WHOLE, "same", ""},
    {NULL, NOT_FOUND, WHOLE, "unknown", ""},
};

ROWS(compare, rows, ROW_ROWS) {
    const row_row *r = &ROW_ROWS[*row];
    char home[1024], target[1024];
    snprintf(home, sizeof home, "reggap: requirements/1\nmarket: h\nrequirements:\n%s", r->home ? r->home : "");
    snprintf(target, sizeof target, "reggap: requirements/1\nmarket: t\nrequirements:\n%s", r->target);
    const world_file files[] = {SMALL_VOCABULARY,
                                PROOFS,
                                MARKET("h", ""),
                                MARKET("t", ""),
                                CATALOGUE(REQUIREMENT("r.one", TWO)),
                                {"jurisdictions/t/requirements.yaml", target},
                                {"jurisdictions/h/requirements.yaml", home}};
    world w;
    world_open(&w, TODAY, files, r->home ? 7 : 6);
    const rg_comparison *c = world_compare(&w, r->home ? "h" : NULL, "t", r->body);
    const rg_row *got = world_row(c, "r.one");
    cr_expect_str_eq(difference_word(got->difference), r->expected, "%s->\n%sof {%s}: expected %s, got %s",
                     r->home ? r->home : "", r->target, r->body, r->expected, difference_word(got->difference));
    cr_expect_str_eq(subject_words(&w, got->depends), *r->depends ? r->depends : subject_words(&w, got->depends));
    world_close(&w);
}

/* Each parameter's own difference stands beside the row's. */
Test(compare, each_parameter) {
    static const world_file files[] = {SMALL_VOCABULARY,
                                       PROOFS,
                                       MARKET("h", ""),
                                       MARKET("t", ""),
                                       CATALOGUE(REQUIREMENT("r.one", TWO)),
                                       DUTIES("h", SAYS("days: 15, years: 5")),
                                       DUTIES("t", SAYS("days: 10, years: 3, how: {en: a, ja: a}"))};
    world w;
    world_open(&w, TODAY, files, 7);
    const rg_row *row = world_row(world_compare(&w, "h", "t", WHOLE), "r.one");
    cr_assert_not_null(row->parameters);
    cr_expect_eq(row->parameters[0], RG_STRICTER);
    cr_expect_eq(row->parameters[1], RG_LOOSER);
    cr_expect_eq(row->parameters[2], RG_DIFFERENT);
    cr_expect_eq(row->difference, RG_STRICTER);
    world_close(&w);
}

/* A market beside itself: nothing is new, dropped, stricter, looser or different; of the shipped ones too. */
static const char *const MARKETS[] = {"eu", "us", "jp"};

ROWS(compare, market_with_itself, MARKETS) {
    world w;
    world_open_shipped(&w, TODAY);
    const char *code = MARKETS[*row];
    const rg_comparison *c = world_compare(&w, code, code,
                                           "attributes: {product_type: medical_device, active: true, "
                                           "software: embedded}\ncomplete: true");
    cr_assert_gt(c->rows.count, 50);
    size_t sum = 0;
    for (size_t i = 0; i < c->rows.count; i++) {
        rg_difference d = c->rows.items[i].difference;
        cr_expect(d == RG_SAME || d == RG_DIFFERENCE_UNKNOWN, "%s: %s", c->rows.items[i].requirement->id,
                  difference_word(d));
    }
    for (size_t i = 0; i < RG_VERDICTS; i++)
        sum += c->summary[i];
    cr_expect_eq(sum, c->rows.count);
    world_close(&w);
}

static rg_difference mirrored(rg_difference d) {
    switch (d) {
    case RG_STRICTER: return RG_LOOSER;
    case RG_LOOSER: return RG_STRICTER;
    case RG_NEW: return RG_DROPPED;
    case RG_DROPPED: return RG_NEW;
    default: return d;
    }
}

/* There and back: what is new one way is dropped the other, and each parameter that is stricter is looser. */
Test(compare, shipped_markets_mirror_each_other) {
    static const char body[] = "attributes: {product_type: medical_device, invasiveness: surgical, contact: "
                               "[circulating_blood], sterile: true}\ncomplete: true";
    world w;
    world_open_shipped(&w, TODAY);
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < i; k++) {
            const rg_comparison *there = world_compare(&w, MARKETS[i], MARKETS[k], body);
            const rg_comparison *back = world_compare(&w, MARKETS[k], MARKETS[i], body);
            for (size_t n = 0; n < there->rows.count; n++) {
                const rg_row *a = &there->rows.items[n], *b = &back->rows.items[n];
                bool both = a->parameters && b->parameters;
                cr_expect(both || mirrored(a->difference) == b->difference, "%s to %s, %s: %s, %s", MARKETS[i],
                          MARKETS[k], a->requirement->id, difference_word(a->difference),
                          difference_word(b->difference));
                for (size_t p = 0; both && p < a->requirement->count; p++)
                    cr_expect_eq(mirrored(a->parameters[p]), b->parameters[p], "%s to %s, %s, %s", MARKETS[i],
                                 MARKETS[k], a->requirement->id, a->requirement->parameters[p].id);
            }
        }
    world_close(&w);
}
