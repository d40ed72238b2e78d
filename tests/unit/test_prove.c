/* What `check --prove` finds in small markets, each with one fault planted in it; worked out by hand. */
#include <string.h>

#include "check/prove.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

#define PAIR "{en: r, ja: r}"
#define EXCEPT(code) ", prove: {ignore: [" code "], reason: " PAIR "}"
#define HIGHEST(rules) "schemes:\n" SCHEME("t.s", "I, II, III", "highest", "    rules:\n") rules
#define FIRST(rules) "schemes:\n" SCHEME("t.s", "I, II, III", "first", "    rules:\n") rules
#define REST "      - {id: t.rest, " TITLE ", class: I, otherwise: true}\n"
#define WHOLE HIGHEST(RULE("t.a", "flag: true", "II", "") REST)
#define OPEN ROUTE("t.open", "")
#define STEPS(text) "reggap: steps/1\nmarket: t\nsteps:\n" text
#define STEP(id, rest) "  - {id: " id ", name: {en: n, ja: n}, owner: maker, days: {usual: 1}" rest "}\n"
#define DEVICE(rest) "{\"reggap\": \"profile/1\", \"complete\": true" rest "}"
#define STATED(rest) DEVICE(", \"attributes\": {" rest "}")
#define ANY DEVICE("")
#define ON_LIST(entry) ", \"official_list\": [{\"market\": \"t\", \"entry\": \"" entry "\"}]"

typedef struct {
    const char *classification, *routes, *duties, *steps;
    const char *found; /* `code witness` of each finding, parted by semicolons */
} prove_row;

static const prove_row FAULTS[] = {
    {WHOLE, OPEN, "", "", ""},
    /* a class for every device */
    {HIGHEST(RULE("t.a", "flag: true", "II", "") RULE("t.b", "level: [low, mid]", "I", "")), OPEN, "", "",
     "no-class " STATED("\"level\": \"high\"")},
    {HIGHEST(RULE("t.a", "parts: {has_only: [a, b]}", "II", "") RULE("t.b", "parts: {empty: true}", "I", "")), OPEN, "",
     "", "no-class " STATED("\"parts\": [\"d\"]")},
    {HIGHEST(RULE("t.a", "count: {ge: 10}", "II", "") RULE("t.b", "count: {lt: 9}", "I", "")), OPEN, "", "",
     "no-class " STATED("\"count\": 9")},
    {HIGHEST(RULE("t.a", "flag: true", "II", "")
                 RULE("t.b", "flag: false, not: {listed: {market: t, entry: x}}", "I", "")),
     OPEN, "", "", "no-class " DEVICE(ON_LIST("x"))},
    {"schemes:\n" SCHEME("t.s", "I", "highest", "    product_type: medical_device\n    rules:\n") REST, OPEN, "", "",
     "no-scheme " STATED("\"product_type\": \"ivd\"")},
    /* who is out of scope needs no class */
    {"scope:\n  - {id: t.out, when: {level: high}, scope: out, " REASON
     "}\n" HIGHEST(RULE("t.a", "flag: true", "II", "") RULE("t.b", "level: [low, mid]", "I", "")),
     OPEN, "", "", ""},
    /* an entry of a list is one of the list's */
    {"terms: [{id: t.named, " TITLE ", when: {listed: {market: t, entry: [x, y]}}}]\nschemes:\n" SCHEME(
         "t.list", "I, II", "highest", "    when: {term: t.named}\n    rules:\n")
         RULE("t.x", "listed: {market: t, entry: x}", "I", "") RULE("t.y", "listed: {market: t, entry: y}", "II", "")
             SCHEME("t.s", "I", "highest", "    rules:\n") REST,
     OPEN, "", "", ""},
    {"terms: [{id: t.named, " TITLE ", when: {listed: {market: t, entry: [x, y]}}}]\nschemes:\n" SCHEME(
         "t.list", "I, II", "highest", "    when: {term: t.named}\n    rules:\n")
         RULE("t.x", "listed: {market: t, entry: x}", "I", "") SCHEME("t.s", "I", "highest", "    rules:\n") REST,
     OPEN, "", "", "no-class " DEVICE(ON_LIST("y"))},
    /* rules that can never matter */
    {HIGHEST(RULE("t.a", "flag: true, any: [{flag: false}]", "II", "") REST), OPEN, "", "", "rule-never"},
    {HIGHEST(RULE("t.a", "flag: false, deep: true", "II", "") REST), OPEN, "", "", "rule-never"},
    {HIGHEST(RULE("t.a", "flag: true", "III", "") RULE("t.b", "flag: true, other: true", "II", "") REST), OPEN, "", "",
     "rule-beaten"},
    {FIRST(RULE("t.a", "flag: true", "II", "") RULE("t.b", "flag: true, other: true", "II", "") REST), OPEN, "", "",
     "rule-beaten"},
    {HIGHEST(RULE("t.a", "flag: true, any: [{flag: false}]", "II", EXCEPT("rule-never")) REST), OPEN, "", "", ""},
    {HIGHEST(RULE("t.a", "flag: true", "II", EXCEPT("rule-never")) REST), OPEN, "", "", "unused-exception"},
    {"scope:\n  - {id: t.out, when: {flag: false, deep: true}, scope: out, " REASON "}\n" WHOLE, OPEN, "", "",
     "rule-never"},
    /* order decides */
    {FIRST(RULE("t.a", "flag: true", "II", "") RULE("t.b", "other: true", "III", "") REST), OPEN, "", "",
     "rule-order " STATED("\"flag\": true, \"other\": true")},
    {FIRST(RULE("t.a", "flag: true", "II", "") RULE("t.b", "other: true", "II", "") REST), OPEN, "", "", ""},
    {FIRST(RULE("t.a", "flag: true", "II", "") RULE("t.b", "flag: false, other: true", "III", "") REST), OPEN, "", "",
     ""},
    {FIRST(RULE("t.a", "flag: true", "II", "") RULE("t.b", "other: true", "III", EXCEPT("rule-order")) REST), OPEN, "",
     "", ""},
    {"schemes:\n" SCHEME("t.s", "I, II, III", "first",
                         "    prove: {ignore: [rule-order], reason: " PAIR "}\n    rules:\n")
         RULE("t.a", "flag: true", "II", "") RULE("t.b", "other: true", "III", "") REST,
     OPEN, "", "", ""},
    /* routes */
    {WHOLE, ROUTE("t.low", ", when: {class: I}"), "", "", "no-route " STATED("\"flag\": true")},
    {WHOLE,
     ROUTE("t.low", ", when: {class: I}") ROUTE("t.high", ", possible_when: {class: II}, when: {approved_in: u}"), "",
     "", ""},
    {WHOLE, ROUTE("t.held", ", when: {approved_in: {market: u, kind: decision}}"), "", "",
     "no-route " ANY ";no-route " STATED("\"flag\": true")},
    {WHOLE, OPEN ROUTE("t.never", ", when: {class: I, flag: true}"), "", "", "route-never"},
    /* requirements, read from above, and steps */
    {WHOLE, OPEN,
     DUTY("q", ", when: {flag: true}, cite: []") DUTY("q", ", when: {flag: true, other: true}")
         DUTY("q", ", required: false, " REASON),
     "", "requirement-never"},
    {WHOLE, OPEN, DUTY("q", ", when: {any: [{class: I}, {class: II}]}"), "", "requirement-always"},
    {WHOLE, OPEN, DUTY("q", ", when: {class: I}") DUTY("q", ", when: {class: II}"), "", ""},
    {WHOLE, OPEN, DUTY("q", ", when: {class: III}" EXCEPT("requirement-never")), "", ""},
    {WHOLE, OPEN, "", STEPS(STEP("t.one", ", when: {class: III}") STEP("t.two", ", when: {class: II}")), "step-never"},
};

ROWS(prove, finds, FAULTS) {
    const prove_row *r = &FAULTS[*row];
    world w;
    rg_arena *texts = rg_arena_new();
    const char *head = "reggap: %s/1\nmarket: t\n%s%s";
    const world_file files[] = {
        SMALL_VOCABULARY,
        PROOFS,
        CATALOGUE(REQUIREMENT("q", "")),
        MARKET("t", ""),
        {"jurisdictions/t/classification.yaml", rg_textf(texts, head, "classification", r->classification, "")},
        {"jurisdictions/t/pathways.yaml", rg_textf(texts, head, "pathways", "pathways:\n", r->routes)},
        {"jurisdictions/t/requirements.yaml",
         rg_textf(texts, head, "requirements", "requirements:\n", *r->duties ? r->duties : DUTY("q", ""))},
        {"jurisdictions/t/steps.yaml", *r->steps ? r->steps : STEPS(STEP("t.one", ""))},
    };
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    rg_market *m = world_market(&w, "t");
    rg_diagnostics found = rg_diagnostics_in(w.arena);
    rg_prove(w.base, &m, 1, &found);
    world_assert_clean(&w);
    rg_buffer told = rg_buffer_in(w.arena);
    for (size_t i = 0; i < found.list.count; i++) {
        const rg_diagnostic *d = &found.list.items[i];
        rg_addf(&told, "%s%s%s%s", told.length ? ";" : "", d->code, d->witness ? " " : "",
                d->witness ? d->witness : "");
        cr_expect(d->place.line > 0, "no place for %s", d->code);
        cr_expect_eq(d->severity, strcmp(d->code, "rule-order") == 0 ? RG_NOTE : RG_WARNING);
    }
    cr_expect_str_eq(rg_buffer_text(&told), r->found, "found %s, expected %s", rg_buffer_text(&told), r->found);
    world_close(&w);
    rg_arena_free(texts);
}
