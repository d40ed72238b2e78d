/* From what a profile states to what is known: neutral values, what is not asked, constraints, contradictions. */
#include <stdio.h>
#include <string.h>

#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

/* ---- where a value comes from ---- */

#define OTHER_NEEDS_FLAG CONSTRAINT("other_needs_flag", "other: true", "flag: true")
#define FLAG_NEEDS_LEVEL CONSTRAINT("flag_needs_level", "flag: true", "level: [mid, high]")
#define MANY_NEED_THIRD CONSTRAINT("many_need_third", "count: {ge: 5}", "third: true")
#define PART_NEEDS_IVD CONSTRAINT("part_needs_ivd", "parts: {empty: false}", "product_type: ivd")

static const world_file FILES[] = {SMALL_WITH(OTHER_NEEDS_FLAG FLAG_NEEDS_LEVEL MANY_NEED_THIRD PART_NEEDS_IVD),
                                   MARKET("jp", "")};

/* `stated true`, `open mid|high`, `unasked -` (no value at all). */
static const char *fact_words(world *w, const char *id) {
    static const char *const origins[] = {"open", "stated", "assumed", "implied", "unasked"};
    size_t index = (size_t)rg_attribute_index(w->base->vocabulary, id);
    const rg_attribute *a = &w->base->vocabulary->attributes.items[index];
    const rg_fact *fact = &w->facts->facts[index];
    rg_buffer out = rg_buffer_in(w->arena);
    rg_addf(&out, "%s ", origins[fact->origin]);
    if (a->type == RG_INT)
        rg_addf(&out, "%lld", (long long)fact->number);
    else if (a->type == RG_SET)
        rg_addf(&out, "%s", fact->known ? "" : "?");
    size_t values = 0;
    for (size_t i = 0; i < a->count; i++)
        if (fact->mask >> i & 1)
            rg_addf(&out, "%s%s", values++ ? "|" : "", a->values[i].id);
    if (a->type <= RG_ENUM && !values)
        rg_add(&out, "-");
    return rg_buffer_text(&out);
}

typedef struct {
    const char *body, *attribute, *expected;
} fact_row;

static const fact_row FACTS[] = {
    {"attributes: {flag: true}", "flag", "stated true"},
    {"attributes: {flag: false}", "flag", "stated false"},
    {"attributes: {}", "flag", "open false|true"},
    {"attributes: {flag: null}", "flag", "open false|true"},
    {"complete: true", "flag", "assumed false"},
    {"attributes: {flag: null}\ncomplete: true", "flag", "open false|true"},
    {"attributes: {flag: true}\ncomplete: true", "flag", "stated true"},
    {"attributes: {level: mid}", "level", "stated mid"},
    {"complete: true", "level", "assumed low"},
    {"attributes: {parts: [a, c]}", "parts", "stated a|c"},
    {"attributes: {parts: []}", "parts", "stated "},
    {"attributes: {}", "parts", "open ?"},
    {"complete: true", "parts", "assumed "},
    {"attributes: {parts: null}\ncomplete: true", "parts", "open ?"},
    {"attributes: {count: 7}", "count", "stated 7"},
    {"complete: true", "product_type", "open medical_device|ivd"},
    /* not asked of such a device */
    {"attributes: {flag: false}", "deep", "unasked false"},
    {"attributes: {flag: false, deep: null}", "deep", "unasked false"},
    {"attributes: {flag: true}", "deep", "open false|true"},
    {"attributes: {}", "deep", "open false|true"},
    {"attributes: {level: low}", "mood", "unasked -"},
    {"attributes: {level: high}", "mood", "open calm|wild"},
    {"complete: true", "mood", "unasked -"},
    {"attributes: {level: high}\ncomplete: true", "mood", "open calm|wild"},
    /* constraints leave no choice, or fewer values */
    {"attributes: {other: true}", "flag", "implied true"},
    {"attributes: {other: false}", "flag", "open false|true"},
    {"attributes: {flag: true}", "level", "open mid|high"},
    {"attributes: {flag: true}\ncomplete: true", "level", "open mid|high"},
    {"attributes: {flag: false}\ncomplete: true", "level", "assumed low"},
    {"attributes: {other: true}", "level", "open mid|high"},
    {"attributes: {other: true}\ncomplete: true", "flag", "implied true"},
    {"attributes: {other: true}", "deep", "open false|true"},
    {"attributes: {count: 5}", "third", "implied true"},
    {"attributes: {count: 4}", "third", "open false|true"},
    {"attributes: {count: 5}\ncomplete: true", "third", "implied true"},
    {"attributes: {parts: [d]}", "product_type", "implied ivd"},
    {"attributes: {parts: []}", "product_type", "open medical_device|ivd"},
    {"attributes: {parts: []}\ncomplete: true", "product_type", "open medical_device|ivd"},
};

ROWS(facts, origins, FACTS) {
    const fact_row *r = &FACTS[*row];
    world w;
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    world_assert_clean(&w);
    cr_assert(world_profile(&w, r->body), "%s", world_messages(&w));
    const char *got = fact_words(&w, r->attribute);
    cr_expect_str_eq(got, r->expected, "%s of {%s}: expected '%s', got '%s'", r->attribute, r->body, r->expected, got);
    world_close(&w);
}

/* What is said outright to be unknown is not filled in, though a constraint leaves it no choice: the solver sees it. */
Test(facts, null_is_left_to_the_solver) {
    world w;
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    rg_condition flag = world_condition(&w, "{flag: true}");
    cr_assert(world_profile(&w, "attributes: {other: true, flag: null}"));
    cr_expect_str_eq(fact_words(&w, "flag"), "open false|true");
    cr_expect_eq(rg_exact_truth(w.exact, flag), RG_TRUE);
    world_close(&w);
}

Test(facts, known_or_not) {
    world w;
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    cr_assert(world_profile(&w, "attributes: {flag: true, parts: [a]}"));
    const rg_vocabulary *v = w.base->vocabulary;
    static const struct {
        const char *id;
        bool known;
    } rows[] = {{"flag", true},   {"parts", true}, {"level", false}, {"other", false},
                {"count", false}, {"deep", false}, {"words", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t index = (size_t)rg_attribute_index(v, rows[i].id);
        cr_expect_eq(rg_fact_known(&v->attributes.items[index], &w.facts->facts[index]), rows[i].known, "%s",
                     rows[i].id);
    }
    cr_expect_eq(rg_attribute_mask(&v->attributes.items[rg_attribute_index(v, "level")]), 7);
    world_close(&w);
}

/* ---- contradictions ---- */

typedef struct {
    const char *constraints, *body, *message;
} contradiction_row;

#define ONE OTHER_NEEDS_FLAG
#define EITHER CONSTRAINT("either", "any: [{other: true}, {third: true}]", "flag: true")
#define TWO_PARTS CONSTRAINT("two_parts", "other: true", "flag: true, level: high")
#define NOT_LOW CONSTRAINT("not_low", "flag: true, other: true", "not: {level: low}")

static const contradiction_row CONTRADICTIONS[] = {
    {ONE, "attributes: {other: true, flag: true}", ""},
    {ONE, "attributes: {other: false, flag: false}", ""},
    {ONE, "attributes: {other: true, flag: false}",
     "device.yaml:2:27: error: 'flag' contradicts 'other' in line 2: other_needs_flag broken [contradiction]"},
    {ONE, "attributes:\n  flag: false\n  level: low\n  other: true",
     "device.yaml:3:3: error: 'flag' contradicts 'other' in line 5: other_needs_flag broken [contradiction]"},
    {MANY_NEED_THIRD, "attributes: {count: 5, third: false}",
     "device.yaml:2:24: error: 'third' contradicts 'count' in line 2: many_need_third broken [contradiction]"},
    {MANY_NEED_THIRD, "attributes: {count: 4, third: false}", ""},
    {PART_NEEDS_IVD, "attributes: {parts: [a], product_type: medical_device}",
     "device.yaml:2:26: error: 'product_type' contradicts 'parts' in line 2: part_needs_ivd broken [contradiction]"},
    /* of several, those two are named that do contradict each other */
    {EITHER, "attributes: {other: false, third: true, flag: false}",
     "device.yaml:2:41: error: 'flag' contradicts 'third' in line 2: either broken [contradiction]"},
    {TWO_PARTS, "attributes: {other: true, flag: true, level: low}",
     "device.yaml:2:39: error: 'level' contradicts 'other' in line 2: two_parts broken [contradiction]"},
    {NOT_LOW, "attributes: {flag: true, other: true, level: low}",
     "device.yaml:2:39: error: 'level' contradicts 'flag' in line 2: not_low broken [contradiction]"},
    /* all contradictions are told */
    {ONE MANY_NEED_THIRD, "attributes: {other: true, flag: false, count: 9, third: false}",
     "device.yaml:2:27: error: 'flag' contradicts 'other' in line 2: other_needs_flag broken [contradiction]\n"
     "device.yaml:2:50: error: 'third' contradicts 'count' in line 2: many_need_third broken [contradiction]"},
    /* by way of an attribute that is not stated */
    {ONE FLAG_NEEDS_LEVEL, "attributes: {other: true, level: high}", ""},
};

ROWS(facts, contradictions, CONTRADICTIONS) {
    const contradiction_row *r = &CONTRADICTIONS[*row];
    char text[16384];
    snprintf(text, sizeof text, "%sconstraints:\n%s%s", SMALL_HEAD SMALL_ATTRIBUTES, r->constraints, SMALL_RECORDS);
    const world_file files[] = {{VOCABULARY_FILE, text}};
    world w;
    world_open(&w, TODAY, files, 1);
    world_assert_clean(&w);
    bool good = world_profile(&w, r->body);
    cr_expect_eq(good, !*r->message);
    cr_expect_str_eq(world_messages(&w), r->message, "{%s}\nexpected %s\ngot      %s", r->body, r->message,
                     world_messages(&w));
    world_close(&w);
}

/* `other` asks for `flag`, `flag` for a level that is not low: nothing that is stated contradicts by itself. */
Test(facts, contradiction_through_an_implied_value) {
    static const world_file files[] = {SMALL_WITH(ONE FLAG_NEEDS_LEVEL)};
    world w;
    world_open(&w, TODAY, files, 1);
    cr_expect_not(world_profile(&w, "attributes: {other: true, level: low}"));
    cr_expect_eq(w.diagnostics.errors, 1);
    cr_expect_str_eq(w.diagnostics.list.items[0].code, "contradiction");
    cr_expect_eq(w.diagnostics.list.items[0].place.line, 2);
    world_close(&w);
}

/* ---- the shipped vocabulary ---- */

typedef struct {
    const char *body, *first, *second; /* the attributes the message names; NULL: no contradiction */
} shipped_row;

#define MAY(values)                                                                                                    \
    { "attributes: {" values "}", NULL, NULL }
#define MUST_NOT(values, first, second)                                                                                \
    { "attributes: {" values "}", first, second }

static const shipped_row SHIPPED[] = {
    MAY("invasiveness: implant, duration: long_term"),
    MUST_NOT("invasiveness: implant, duration: transient", "duration", "invasiveness"),
    MUST_NOT("invasiveness: implant, duration: short_term", "duration", "invasiveness"),
    MAY("software: standalone, invasiveness: non_invasive, contact: []"),
    MUST_NOT("software: standalone, invasiveness: surgical", "invasiveness", "software"),
    MUST_NOT("software: standalone, contact: [intact_skin]", "contact", "software"),
    MUST_NOT("software: standalone, invasiveness: non_invasive, contact: [heart]", "contact", "software"),
    MAY("software: embedded, invasiveness: surgical, contact: [heart]"),
    MAY("self_test: true, product_type: ivd, intended_user: lay"),
    MUST_NOT("self_test: true, product_type: medical_device", "product_type", "self_test"),
    MUST_NOT("near_patient: true, product_type: medical_device", "product_type", "near_patient"),
    MUST_NOT("ivd_purpose: [instrument], product_type: medical_device", "product_type", "ivd_purpose"),
    MUST_NOT("self_test: false, near_patient: true, product_type: medical_device", "product_type", "near_patient"),
    MUST_NOT("self_test: true, intended_user: professional", "intended_user", "self_test"),
    MAY("self_test: true, intended_user: both"),
    MUST_NOT("self_test_not_critical: true, self_test: false", "self_test", "self_test_not_critical"),
    MUST_NOT("accessory_of: other, accessory: false", "accessory", "accessory_of"),
    MUST_NOT("accessory_of: active_implantable, accessory: false", "accessory", "accessory_of"),
    MAY("accessory_of: none, accessory: false"),
    MUST_NOT("implant_type: [breast], invasiveness: surgical", "invasiveness", "implant_type"),
    MAY("implant_type: [breast], invasiveness: implant"),
    MUST_NOT("implant_over_one_year: true, invasiveness: body_orifice", "invasiveness", "implant_over_one_year"),
};

ROWS(facts, shipped_constraints, SHIPPED) {
    const shipped_row *r = &SHIPPED[*row];
    world w;
    world_open_shipped(&w, TODAY);
    bool good = world_profile(&w, r->body);
    cr_expect_eq(good, !r->first, "%s: %s", r->body, world_messages(&w));
    const char *start = r->first ? rg_textf(w.arena, "'%s' contradicts '%s' in line 2: ", r->first, r->second) : "";
    const char *got = w.diagnostics.list.count ? w.diagnostics.list.items[0].message : "";
    cr_expect(strncmp(got, start, strlen(start)) == 0, "%s: expected '%s...', got '%s'", r->body, start, got);
    world_close(&w);
}

static const fact_row IMPLIED[] = {
    {"attributes: {invasiveness: implant}", "duration", "implied long_term"},
    {"attributes: {invasiveness: implant}\ncomplete: true", "duration", "implied long_term"},
    {"attributes: {software: standalone}", "invasiveness", "implied non_invasive"},
    {"attributes: {self_test: true}", "product_type", "implied ivd"},
    {"attributes: {ivd_purpose: [infectious_other]}", "product_type", "implied ivd"},
    {"attributes: {self_test: true}", "intended_user", "open lay|both"},
    {"attributes: {self_test: true}\ncomplete: true", "intended_user", "open lay|both"},
    {"attributes: {self_test_not_critical: true}", "self_test", "implied true"},
    {"attributes: {self_test_not_critical: true}", "product_type", "implied ivd"},
    {"attributes: {accessory_of: other}", "accessory", "implied true"},
    {"attributes: {implant_type: [breast]}", "invasiveness", "implied implant"},
    {"attributes: {implant_type: [breast]}", "duration", "implied long_term"},
    {"attributes: {implant_over_one_year: true}", "duration", "implied long_term"},
    {"attributes: {software: standalone}", "sterile", "unasked false"},
    {"attributes: {software: none}", "samd_situation", "unasked -"},
    {"attributes: {product_type: medical_device}", "self_test", "unasked false"},
};

ROWS(facts, shipped_implications, IMPLIED) {
    const fact_row *r = &IMPLIED[*row];
    world w;
    world_open_shipped(&w, TODAY);
    cr_assert(world_profile(&w, r->body), "%s", world_messages(&w));
    const char *got = fact_words(&w, r->attribute);
    cr_expect_str_eq(got, r->expected, "%s of {%s}: expected '%s', got '%s'", r->attribute, r->body, r->expected, got);
    world_close(&w);
}

/* ---- rows of code tables ---- */

#define TABLE                                                                                                          \
    "tables:\n  - id: t.codes\n    " TITLE "\n    code: jcode\n    file: tables/codes.tsv\n"                           \
    "    columns: [{id: class, values: [I, II]}, {id: name, text: true}]\n"

Test(facts, row_of_the_device) {
    static const world_file files[] = {SMALL_VOCABULARY,
                                       MARKET("t", ""),
                                       CLASSIFICATION("t", TABLE),
                                       {"jurisdictions/t/tables/codes.tsv",
                                        "name\tcode\tclass\r\nfirst\t11\tI\r\nsecond\t12\tII\r\n\t13\t\nlast\t14\tI"}};
    static const struct {
        const char *body, *class_cell, *name;
    } rows[] = {
        {"device: {codes: {jcode: \"11\"}}", "I", "first"},  {"device: {codes: {jcode: \"12\"}}", "II", "second"},
        {"device: {codes: {jcode: \"13\"}}", "", ""},        {"device: {codes: {jcode: \"14\"}}", "I", "last"},
        {"device: {codes: {jcode: \"1\"}}", NULL, NULL},     {"device: {codes: {jcode: \"111\"}}", NULL, NULL},
        {"device: {codes: {jcode: \"code\"}}", NULL, NULL},  {"device: {codes: {jcode: \"\"}}", NULL, NULL},
        {"device: {codes: {jcode: \"first\"}}", NULL, NULL}, {"attributes: {}", NULL, NULL},
    };
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    world_market(&w, "t");
    world_assert_clean(&w);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cr_assert(world_profile(&w, rows[i].body));
        const char **cells = w.facts->rows[0];
        cr_expect_eq(cells != NULL, rows[i].name != NULL, "%s", rows[i].body);
        if (cells && rows[i].name) {
            cr_expect_str_eq(cells[0], rows[i].class_cell, "%s", rows[i].body);
            cr_expect_str_eq(cells[1], rows[i].name, "%s", rows[i].body);
        }
    }
    world_close(&w);
}

/* ---- why ---- */

typedef struct {
    const char *when, *body, *subjects;
} reason_row;

/* Of a true condition what suffices, of a false one what prevents it, of an unknown one what is open. */
static const reason_row REASONS[] = {
    {"{flag: true, level: high}", "attributes: {flag: true, level: high}", "flag|level"},
    {"{flag: true, level: high}", "attributes: {flag: true, level: low}", "level"},
    {"{flag: true, level: high}", "attributes: {flag: false, level: low}", "flag"},
    {"{flag: true, level: high}", "attributes: {flag: true}", "level"},
    {"{flag: true, level: high}", "attributes: {level: low}", "level"},
    {"{any: [{flag: true}, {other: true}]}", "attributes: {flag: false, other: true}", "other"},
    {"{any: [{flag: true}, {other: true}]}", "attributes: {flag: false, other: false}", "flag|other"},
    {"{any: [{flag: true}, {other: true}]}", "attributes: {flag: false}", "other"},
    {"{any: [{flag: true}, {other: true}]}", "attributes: {}", "flag|other"},
    {"{not: {flag: true}}", "attributes: {flag: false}", "flag"},
    {"{approved_in: jp}", "approvals: [{market: jp}]", "approvals"},
    {"{flag: true, approved_in: jp}", "attributes: {flag: true}", "approvals"},
    {"{words: alpha}", "attributes: {words: alpha}", "words"},
    {"{parts: a, count: {ge: 3}}", "attributes: {parts: [a], count: 3}", "parts|count"},
};

ROWS(facts, reasons, REASONS) {
    const reason_row *r = &REASONS[*row];
    static const world_file files[] = {SMALL_VOCABULARY, MARKET("jp", "")};
    world w;
    world_open(&w, TODAY, files, 2);
    rg_condition condition = world_condition(&w, r->when);
    cr_assert(world_profile(&w, r->body), "%s", world_messages(&w));
    const char *got = subject_words(&w, rg_reasons(w.facts, condition, w.arena));
    cr_expect_str_eq(got, r->subjects, "%s of {%s}: expected %s, got %s", r->when, r->body, r->subjects, got);
    world_close(&w);
}
