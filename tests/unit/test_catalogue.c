/* The catalogue of requirements, and which of a market's entries counts for a device. */
#include <stdio.h>
#include <string.h>

#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

/* ---- the catalogue ---- */

#define LO_HI ", values: [{id: lo, " TITLE "}, {id: hi, " TITLE "}]"

static const char EVERY_TYPE[] = "reggap: catalogue/1\n"
                                 "topics: [{id: tp, " TITLE "}]\n"
                                 "requirements:\n"
                                 "  - id: r.all\n"
                                 "    topic: tp\n"
                                 "    " TITLE "\n"
                                 "    definition: {en: d, ja: d}\n"
                                 "    parameters:\n"
                                 "      - {id: a, " TITLE ", type: bool}\n"
                                 "      - {id: b, " TITLE ", type: int, direction: higher_is_stricter}\n"
                                 "      - {id: c, " TITLE ", type: days, direction: lower_is_stricter}\n"
                                 "      - {id: d, " TITLE ", type: ordered" LO_HI "}\n"
                                 "      - {id: e, " TITLE ", type: set, direction: set_fewer_is_stricter" LO_HI "}\n"
                                 "      - {id: f, " TITLE ", type: names, direction: set_more_is_stricter}\n"
                                 "      - {id: g, " TITLE ", type: date}\n"
                                 "      - {id: h, " TITLE ", type: money}\n"
                                 "      - {id: i, " TITLE ", type: enum" LO_HI "}\n"
                                 "      - {id: j, " TITLE ", type: text}\n"
                                 "      - {id: k, " TITLE ", type: bool, direction: relief}\n";

Test(catalogue, types_and_directions) {
    static const world_file files[] = {SMALL_VOCABULARY, PROOFS, {"rules/requirements.yaml", EVERY_TYPE}};
    static const struct {
        const char *id;
        rg_parameter_type type;
        rg_direction direction;
        size_t values;
    } rows[] = {
        {"a", RG_P_BOOL, RG_HIGHER, 0},    {"b", RG_P_INT, RG_HIGHER, 0},    {"c", RG_P_DAYS, RG_LOWER, 0},
        {"d", RG_P_ORDERED, RG_HIGHER, 2}, {"e", RG_P_SET, RG_SET_FEWER, 2}, {"f", RG_P_NAMES, RG_SET_MORE, 0},
        {"g", RG_P_DATE, RG_DIFFERS, 0},   {"h", RG_P_MONEY, RG_DIFFERS, 0}, {"i", RG_P_ENUM, RG_DIFFERS, 2},
        {"j", RG_P_TEXT, RG_DIFFERS, 0},   {"k", RG_P_BOOL, RG_RELIEF, 0},
    };
    world w;
    world_open(&w, TODAY, files, 3);
    const rg_catalogue *c = rg_catalogue_of(w.base);
    world_assert_clean(&w);
    cr_assert_eq(c->requirements.count, 1);
    const rg_requirement *q = &c->requirements.items[0];
    cr_assert_eq(q->count, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < q->count; i++) {
        cr_expect_str_eq(q->parameters[i].id, rows[i].id);
        cr_expect_eq(q->parameters[i].type, rows[i].type, "%s", rows[i].id);
        cr_expect_eq(q->parameters[i].direction, rows[i].direction, "%s", rows[i].id);
        cr_expect_eq(q->parameters[i].count, rows[i].values, "%s", rows[i].id);
    }
    cr_expect_eq(rg_catalogue_of(w.base), c);
    world_close(&w);
}

typedef struct {
    const char *requirement, *message;
} wrong_row;

static const wrong_row WRONG_CATALOGUE[] = {
    {REQUIREMENT("r.a", ", parameters: [" PARAMETER("p", "type: dayz") "]"), "'dayz' (did you mean 'days'?)"},
    {REQUIREMENT("r.a", ", parameters: [" PARAMETER("p", "direction: differs") "]"), "'type' is missing"},
    {REQUIREMENT("r.a", ", parameters: [" PARAMETER("p", "type: int, direction: higher") "]"), "'higher'"},
    {REQUIREMENT("r.a", ", parameters: [" PARAMETER("p", "type: set") "]"),
     "'values' belong to ordered, enum and set parameters, 1 to 64 of them [values]"},
    {REQUIREMENT("r.a", ", parameters: [" PARAMETER("p", "type: int, values: [{id: x, " TITLE "}]") "]"),
     "'values' belong to ordered, enum and set parameters, 1 to 64 of them [values]"},
    {REQUIREMENT("r.a", ", satisfied_by: [{type: certifcate, counts: full}]"),
     "'certifcate' (did you mean 'certificate'?)"},
    {REQUIREMENT("r.a", ", satisfied_by: [{type: certificate, counts: half}]"), "'counts' is full or part"},
    {REQUIREMENT("r.a", ", satisfied_by: [{type: certificate, counts: part}]"), "'missing' is missing"},
    {REQUIREMENT("r.a", ", satisfied_by: [{counts: full}]"), "'type' is missing"},
    {REQUIREMENT("r.a", ", applies: {flagg: true}"), "unknown attribute 'flagg' (did you mean 'flag'?)"},
    {REQUIREMENT("r.a", ", applies: {class: I}"), "'class' can only be asked in a market's files"},
    {"  - {id: r.a, topic: zz, " TITLE ", definition: {en: d, ja: d}}\n", "unknown topic 'zz'"},
    {"  - {id: r.a, topic: tp, " TITLE "}\n", "'definition' is missing"},
    {REQUIREMENT("r.a", "") REQUIREMENT("r.a", ""), "duplicate id 'r.a'"},
};

ROWS(catalogue, wrong_catalogue, WRONG_CATALOGUE) {
    const wrong_row *r = &WRONG_CATALOGUE[*row];
    char text[4096];
    snprintf(text, sizeof text, "reggap: catalogue/1\ntopics: [{id: tp, " TITLE "}]\nrequirements:\n%s",
             r->requirement);
    const world_file files[] = {SMALL_VOCABULARY, PROOFS, {"rules/requirements.yaml", text}};
    world w;
    world_open(&w, TODAY, files, 3);
    rg_catalogue_of(w.base);
    cr_expect(strstr(world_messages(&w), r->message), "%s\nexpected %s\ngot      %s", r->requirement, r->message,
              world_messages(&w));
    world_close(&w);
}

/* ---- a market's entries ---- */

#define RULES                                                                                                          \
    "scope:\n  - {id: t.out, when: {other: true}, scope: out, " REASON "}\n"                                           \
    "schemes:\n" SCHEME("t.s", "I, II", "highest", "    rules:\n") RULE("t.a", "flag: true", "II", "")                 \
        RULE("t.b", "flag: false", "I", "")
#define ROUTES "reggap: pathways/1\nmarket: t\npathways:\n" ROUTE("t.low", ", when: {class: I}") ROUTE("t.high", "")

#define FILES(requirements, duties)                                                                                    \
    {                                                                                                                  \
        SMALL_VOCABULARY, PROOFS, MARKET("t", ""), CLASSIFICATION("t", RULES),                                         \
            {"jurisdictions/t/pathways.yaml", ROUTES}, CATALOGUE(requirements), {                                      \
            "jurisdictions/t/requirements.yaml", duties                                                                \
        }                                                                                                              \
    }

#define HEAD "reggap: requirements/1\nmarket: t\nrequirements:\n"
#define DAYS ", parameters: [" PARAMETER("days", "type: days, direction: lower_is_stricter") "]"
#define NO ", required: false, " REASON

typedef struct {
    const char *applies, *duties, *body, *expected; /* `true 10`: required, with this parameter; `unknown on flag` */
} duty_row;

/* The first whose condition is true counts; none: not required. */
#define STEPS                                                                                                          \
    HEAD DUTY("r.one", ", when: {class: II}, parameters: {days: 10}")                                                  \
        DUTY("r.one", ", when: {third: true}, parameters: {days: 20}") DUTY("r.one", ", parameters: {days: 30}")
#define SOME HEAD DUTY("r.one", ", when: {class: II}, parameters: {days: 10}")
#define EXCEPT HEAD DUTY("r.one", ", when: {class: II}" NO) DUTY("r.one", ", parameters: {days: 30}")
#define NOT_FOUND HEAD DUTY("r.one", ", required: unknown")
#define DATED                                                                                                          \
    HEAD DUTY("r.one", ", parameters: {days: 1}, effective: {until: 2026-11-22}")                                      \
        DUTY("r.one", ", parameters: {days: 2}, effective: {from: 2026-11-24}")                                        \
            DUTY("r.one", ", parameters: {days: 3}, status: retired") DUTY("r.one", ", parameters: {days: 4}")
#define WORDS                                                                                                          \
    HEAD DUTY("r.one", ", when: {route: t.low}, parameters: {days: 1}")                                                \
        DUTY("r.one", ", when: {rule: t.a}, parameters: {days: 2}")

static const duty_row DUTY_ROWS[] = {
    {"", STEPS, "attributes: {flag: true}\ncomplete: true", "true 10"},
    {"", STEPS, "attributes: {flag: true, third: true}\ncomplete: true", "true 10"},
    {"", STEPS, "attributes: {third: true}\ncomplete: true", "true 20"},
    {"", STEPS, "complete: true", "true 30"},
    {"", STEPS, "attributes: {other: true}\ncomplete: true", "false"},
    {"", SOME, "attributes: {flag: true}\ncomplete: true", "true 10"},
    {"", SOME, "complete: true", "false"},
    {"", SOME, "attributes: {flag: null}\ncomplete: true", "unknown on flag"},
    {"", SOME, "attributes: {flag: true}", "unknown on other"},
    {"", EXCEPT, "attributes: {flag: true}\ncomplete: true", "false"},
    {"", EXCEPT, "complete: true", "true 30"},
    {"", EXCEPT, "attributes: {flag: null}\ncomplete: true", "unknown on flag"},
    {"", NOT_FOUND, "complete: true", "unknown"},
    {"", NOT_FOUND, "attributes: {other: true}\ncomplete: true", "false"},
    {"", HEAD DUTY("r.one", NO), "complete: true", "false"},
    {"", HEAD DUTY("r.one", ", required: true"), "complete: true", "true -"},
    {"", HEAD DUTY("r.one", ", parameters: {days: unknown}"), "complete: true", "true ?"},
    {"", DATED, "complete: true", "true 4"},
    {"", WORDS, "complete: true", "true 1"},
    {"", WORDS, "attributes: {flag: true}\ncomplete: true", "true 2"},
    /* only of such a device */
    {", applies: {third: true}", STEPS, "attributes: {flag: true}\ncomplete: true", "false"},
    {", applies: {third: true}", STEPS, "attributes: {flag: true, third: true}\ncomplete: true", "true 10"},
    {", applies: {third: true}", SOME, "attributes: {flag: true, third: null}\ncomplete: true", "unknown on third"},
    {", applies: {third: true}", NOT_FOUND, "complete: true", "false"},
};

static const char *duty_words(world *w, const rg_duty *duty) {
    if (duty->depends.count)
        return rg_textf(w->arena, "%s on %s", truth_word(duty->required), subject_words(w, duty->depends));
    if (duty->required != RG_TRUE)
        return truth_word(duty->required);
    const rg_parameter_value *days = &duty->entry->values[0];
    if (!days->given || days->unknown)
        return days->given ? "true ?" : "true -";
    return rg_textf(w->arena, "true %g", days->number);
}

ROWS(catalogue, duties, DUTY_ROWS) {
    const duty_row *r = &DUTY_ROWS[*row];
    char text[4096];
    snprintf(text, sizeof text,
             "reggap: catalogue/1\ntopics: [{id: tp, " TITLE "}]\nrequirements:\n"
             "  - {id: r.one, topic: tp, " TITLE ", definition: {en: d, ja: d}" DAYS "%s}\n",
             r->applies);
    const world_file files[] = {SMALL_VOCABULARY,
                                PROOFS,
                                MARKET("t", ""),
                                CLASSIFICATION("t", RULES),
                                {"jurisdictions/t/pathways.yaml", ROUTES},
                                {"rules/requirements.yaml", text},
                                {"jurisdictions/t/requirements.yaml", r->duties}};
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    const rg_comparison *c = world_compare(&w, NULL, "t", r->body);
    const char *got = duty_words(&w, &world_row(c, "r.one")->target);
    cr_expect_str_eq(got, r->expected, "%s%s\nof {%s}: expected '%s', got '%s'", r->applies, r->duties, r->body,
                     r->expected, got);
    world_close(&w);
}

typedef struct {
    const char *as_of, *expected;
} day_row;

static const day_row DAY_ROWS[] = {{"2026-11-22", "true 1"}, {"2026-11-23", "true 4"}, {"2026-11-24", "true 2"}};

ROWS(catalogue, dates, DAY_ROWS) {
    const world_file files[] = FILES(REQUIREMENT("r.one", DAYS), DATED);
    world w;
    world_open(&w, DAY_ROWS[*row].as_of, files, sizeof files / sizeof *files);
    const rg_comparison *c = world_compare(&w, NULL, "t", "complete: true");
    cr_expect_str_eq(duty_words(&w, &world_row(c, "r.one")->target), DAY_ROWS[*row].expected);
    world_close(&w);
}

/* A later file's entries of a requirement take the place of all earlier ones of it. */
Test(catalogue, overlay) {
    static const world_file files[] = {SMALL_VOCABULARY,
                                       PROOFS,
                                       MARKET("t", ""),
                                       CLASSIFICATION("t", RULES),
                                       CATALOGUE(REQUIREMENT("r.one", DAYS) REQUIREMENT("r.two", DAYS)),
                                       DUTIES("t", DUTY("r.one", ", when: {flag: true}, parameters: {days: 1}")
                                                       DUTY("r.one", ", parameters: {days: 2}")
                                                           DUTY("r.two", ", parameters: {days: 3}")),
                                       DUTIES("t", DUTY("r.one", ", when: {third: true}, parameters: {days: 4}"))};
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    const rg_comparison *c = world_compare(&w, NULL, "t", "attributes: {flag: true}\ncomplete: true");
    cr_expect_str_eq(duty_words(&w, &world_row(c, "r.one")->target), "false");
    cr_expect_str_eq(duty_words(&w, &world_row(c, "r.two")->target), "true 3");
    c = world_compare(&w, NULL, "t", "attributes: {third: true}\ncomplete: true");
    cr_expect_str_eq(duty_words(&w, &world_row(c, "r.one")->target), "true 4");
    world_close(&w);
}

/* Nothing said of a requirement: a warning, and it is not asked. */
Test(catalogue, silence_is_told) {
    static const world_file files[] = {SMALL_VOCABULARY,
                                       PROOFS,
                                       MARKET("t", ""),
                                       CLASSIFICATION("t", RULES),
                                       CATALOGUE(REQUIREMENT("r.one", DAYS)),
                                       DUTIES("t", "  []\n")};
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    const rg_comparison *c = world_compare(&w, NULL, "t", "complete: true");
    cr_expect_eq(world_row(c, "r.one")->target.required, RG_FALSE);
    cr_expect_eq(w.diagnostics.warnings, 1);
    cr_expect(strstr(world_messages(&w), "nothing is said about 'r.one'"));
    world_close(&w);
}

static const wrong_row WRONG_DUTIES[] = {
    {HEAD DUTY("r.oen", ""), "'r.oen' (did you mean 'r.one'?) [unknown-requirement]"},
    {HEAD DUTY("r.one", ", parameters: {dayz: 1}"), "'dayz' (did you mean 'days'?) [unknown-parameter]"},
    {HEAD DUTY("r.one", ", parameters: {days: soon}"), "'days' must be a number, 0 or more [type]"},
    {HEAD DUTY("r.one", ", parameters: {days: -1}"), "'days' must be a number, 0 or more [type]"},
    {HEAD DUTY("r.one", ", required: maybe"), "'required' is true, false or unknown [unknown-value]"},
    {HEAD DUTY("r.one", ", required: false"), "'reason' is missing"},
    {HEAD DUTY("r.one", ", when: {term: t.x}"), "unknown term 't.x'"},
    {HEAD DUTY("r.one", ", satisfied_by: [{type: paper, counts: full}]"), "'paper'"},
    {HEAD DUTY("r.one", ", wen: {}"), "unknown key 'wen' (did you mean 'when'?)"},
    {HEAD "  - {parameters: {days: 1}}\n", "'requirement' is missing"},
};

ROWS(catalogue, wrong_duties, WRONG_DUTIES) {
    const wrong_row *r = &WRONG_DUTIES[*row];
    const world_file files[] = FILES(REQUIREMENT("r.one", DAYS), r->requirement);
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    rg_requirements_of(w.base, world_market(&w, "t"));
    cr_expect(strstr(world_messages(&w), r->message), "%s\nexpected %s\ngot      %s", r->requirement, r->message,
              world_messages(&w));
    world_close(&w);
}

/* ---- values ---- */

#define KINDS "values: [{id: lo, " TITLE "}, {id: mid, " TITLE "}, {id: hi, " TITLE "}]"

typedef struct {
    const char *type, *value, *message; /* "" where it is right */
} value_row;

static const value_row VALUES[] = {
    {"type: bool", "true", ""},
    {"type: bool", "false", ""},
    {"type: bool", "1", "'p' must be true or false"},
    {"type: bool", "unknown", ""},
    {"type: int", "0", ""},
    {"type: int", "12", ""},
    {"type: int", "-3", "'p' must be a number, 0 or more"},
    {"type: days", "2.5", ""},
    {"type: months", "[1]", "'p' must be a number, 0 or more"},
    {"type: years", "ten", "'p' must be a number, 0 or more"},
    {"type: percent", "100", ""},
    {"type: date", "2024-02-29", ""},
    {"type: date", "2023-02-29", "'p' must be a date as 2026-11-23"},
    {"type: date", "unknown", ""},
    {"type: money", "{amount: 5, currency: EUR, of: \"2026\"}", ""},
    {"type: money", "{amount: 5}", "'currency' is missing"},
    {"type: money", "5", "'p' must be {amount, currency, of}"},
    {"type: ordered, " KINDS, "mid", ""},
    {"type: ordered, " KINDS, "medium", "unknown value of 'p': 'medium'"},
    {"type: ordered, " KINDS, "[lo, hi]", "'p' must be one value"},
    {"type: enum, " KINDS, "hi", ""},
    {"type: enum, " KINDS, "hii", "(did you mean 'hi'?)"},
    {"type: set, " KINDS, "[lo, hi]", ""},
    {"type: set, " KINDS, "[]", ""},
    {"type: set, " KINDS, "lo", ""},
    {"type: set, " KINDS, "[lo, no-such]", "unknown value of 'p': 'no-such'"},
    {"type: names", "[IEC 62304, ISO 14971]", ""},
    {"type: names", "IEC 62304", ""},
    {"type: text", "{en: a, ja: b}", ""},
    {"type: text", "a", "a map is expected here"},
    {"type: text", "{en: a}", "'ja' is missing"},
};

ROWS(catalogue, values, VALUES) {
    const value_row *r = &VALUES[*row];
    char catalogue[2048], duties[1024];
    snprintf(catalogue, sizeof catalogue,
             "reggap: catalogue/1\ntopics: [{id: tp, " TITLE "}]\nrequirements:\n"
             "  - {id: r.one, topic: tp, " TITLE ", definition: {en: d, ja: d}, parameters: [{id: p, " TITLE
             ", %s}]}\n",
             r->type);
    snprintf(duties, sizeof duties, HEAD "  - {requirement: r.one, parameters: {p: %s}}\n", r->value);
    const world_file files[] = {SMALL_VOCABULARY,
                                PROOFS,
                                MARKET("t", ""),
                                {"rules/requirements.yaml", catalogue},
                                {"jurisdictions/t/requirements.yaml", duties}};
    world w;
    world_open(&w, TODAY, files, 5);
    rg_requirements_of(w.base, world_market(&w, "t"));
    cr_expect_eq(w.diagnostics.errors != 0, *r->message != 0, "%s: %s gives %s", r->type, r->value, world_messages(&w));
    cr_expect(strstr(world_messages(&w), r->message), "%s: %s\nexpected %s\ngot      %s", r->type, r->value, r->message,
              world_messages(&w));
    world_close(&w);
}
