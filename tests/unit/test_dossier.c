/* What of a home dossier carries over: one section against small files that are weighed by hand, then the shipped ones.
 */
#include <stdio.h>
#include <string.h>

#include "compare/catalogue.h"
#include "compare/dossier.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

#define AXIS                                                                                                           \
    {                                                                                                                  \
        "rules/dossiers/axis.x.yaml", "reggap: dossier_axis/1\nid: x\n" TITLE "\nheadings:\n"                          \
                                      "  - {id: a, " TITLE "}\n"                                                       \
                                      "  - {id: b, " TITLE ", when: {flag: true}}\n"                                   \
                                      "  - {id: c, " TITLE ", evidence: [report]}\n"                                   \
                                      "  - {id: d, " TITLE ", local: true}\n"                                          \
                                      "  - {id: g, " TITLE ", group: true}\n"                                          \
                                      "  - {id: g.1, " TITLE "}\n"                                                     \
                                      "  - {id: g.2, " TITLE "}\n"                                                     \
    }
#define HEAD(market, id)                                                                                               \
    "reggap: dossier/1\nid: " id "\nmarket: " market "\nname: {en: n, ja: n}\nlanguage: {en: l, ja: l}\naxis: x\n"
#define FILE_OF(market, rest) HEAD(market, market ".file") "for_routes: [" market ".r]\n" rest
#define SECTION(id, headings, rest)                                                                                    \
    "  - {id: " id ", " TITLE ", wants: {en: w, ja: w}, headings: [" headings "]" rest "}\n"
#define SECTIONS "sections:\n"
#define ADDED(headings, rest)                                                                                          \
    "additions:\n  - {id: t.add, headings: [" headings "], text: {en: more, ja: more}" rest "}\n"
#define LACKS(heading) "covers:\n  - {heading: " heading ", lacks: {en: lacking, ja: lacking}}\n"
#define REMARK(heading) "covers:\n  - {heading: " heading ", remark: {en: mind, ja: mind}}\n"

#define WHOLE "complete: true"
#define FLAG "attributes: {flag: true}\n" WHOLE
#define OPEN "attributes: {flag: null}\n" WHOLE
#define REPORT "evidence: [{id: rep, type: report}]\n" WHOLE
#define OLD "evidence: [{id: rep, type: report, expires: 2020-01-01}]\n" WHOLE

typedef struct {
    const char *home, *target, *body; /* sections and the rest of both files */
    const char *status, *missing, *depends;
} section_row;

static const char *const STATUS[] = {"carry_over", "adapt", "new", "undetermined", "not_applicable"};

#define HAS(headings) SECTIONS SECTION("h1", headings, "")
#define WANTS(headings) SECTIONS SECTION("t1", headings, "")

static const section_row SECTION_ROWS[] = {
    {HAS("a"), WANTS("a"), WHOLE, "carry_over", "", ""},
    {HAS("c"), WANTS("a"), WHOLE, "new", "", ""},
    /* what is made for each market never serves as it is, and what is only the home's own not at all */
    {HAS("d"), WANTS("d"), WHOLE, "adapt", "", ""},
    {SECTIONS SECTION("h1", "a", ", own: true"), WANTS("a"), WHOLE, "new", "", ""},
    {HAS("a") LACKS("a"), WANTS("a"), WHOLE, "adapt", "lacking", ""},
    {HAS("a") REMARK("a"), WANTS("a"), WHOLE, "carry_over", "", ""},
    {SECTIONS SECTION("h1", "a", ", part: form"), WANTS("a"), WHOLE, "adapt", "", ""},
    {SECTIONS SECTION("h1", "a", ", part: kept"), WANTS("a"), WHOLE, "adapt", "", ""},
    /* the fullest place at home counts */
    {SECTIONS SECTION("h1", "a", ", part: kept") SECTION("h2", "a", ""), WANTS("a"), WHOLE, "carry_over", "", ""},
    {HAS("a"), WANTS("a") ADDED("a", ""), WHOLE, "adapt", "more", ""},
    {HAS("c"), WANTS("a") ADDED("a", ""), WHOLE, "new", "more", ""},
    {HAS("a") LACKS("a"), WANTS("a") ADDED("a", ""), WHOLE, "adapt", "lacking|more", ""},
    {HAS("a"), WANTS("a") "additions:\n  - {id: t.add, sections: [t1], text: {en: more, ja: more}}\n", WHOLE, "adapt",
     "more", ""},
    {HAS("a"), SECTIONS SECTION("t1", "a", ", own: true"), WHOLE, "new", "", ""},
    /* conditions, of the section, the heading, the axis, the addition and at home */
    {HAS("a"), SECTIONS SECTION("t1", "a", ", when: {flag: true}"), WHOLE, "not_applicable", "", ""},
    {HAS("a"), SECTIONS SECTION("t1", "a", ", when: {flag: true}"), FLAG, "carry_over", "", ""},
    {HAS("a"), SECTIONS SECTION("t1", "a", ", when: {flag: true}"), OPEN, "undetermined", "", "flag"},
    {HAS("b"), WANTS("b"), WHOLE, "not_applicable", "", ""},
    {HAS("b"), WANTS("b"), FLAG, "carry_over", "", ""},
    {HAS("b"), WANTS("b"), OPEN, "undetermined", "", "flag"},
    {HAS("a"), WANTS("{id: a, when: {flag: true}}"), WHOLE, "not_applicable", "", ""},
    {HAS("a"), WANTS("a") ADDED("a", ", when: {flag: true}"), WHOLE, "carry_over", "", ""},
    {HAS("a"), WANTS("a") ADDED("a", ", when: {flag: true}"), FLAG, "adapt", "more", ""},
    {HAS("a"), WANTS("a") ADDED("a", ", when: {flag: true}"), OPEN, "undetermined", "more", "flag"},
    {HAS("c"), WANTS("a") ADDED("a", ", when: {flag: true}"), OPEN, "new", "more", ""},
    {SECTIONS SECTION("h1", "a", ", when: {flag: true}"), WANTS("a"), WHOLE, "new", "", ""},
    {SECTIONS SECTION("h1", "a", ", when: {flag: true}"), WANTS("a"), OPEN, "undetermined", "", "flag"},
    {HAS("{id: a, when: {flag: true}}"), WANTS("a"), FLAG, "carry_over", "", ""},
    /* several headings: alike stays alike, else adapt; an open one decides only where it matters */
    {HAS("a, c"), WANTS("a, c"), WHOLE, "carry_over", "", ""},
    {HAS("a"), WANTS("a, g.1"), WHOLE, "adapt", "", ""},
    {HAS("c"), WANTS("a, g.1"), WHOLE, "new", "", ""},
    {HAS("a, b"), WANTS("a, b"), OPEN, "carry_over", "", ""},
    {HAS("a"), WANTS("a, b"), OPEN, "undetermined", "", "flag"},
    {HAS("a"), WANTS("a, b, g.1"), OPEN, "adapt", "", ""},
    {HAS("g"), WANTS("g.1, g.2"), WHOLE, "carry_over", "", ""},
    {HAS("g.1"), WANTS("g"), WHOLE, "adapt", "", ""},
    /* a case that no attribute tells */
    {HAS("a"), WANTS("a, {id: g.1, only: {en: o, ja: o}}"), WHOLE, "carry_over", "", ""},
    {HAS("a"), WANTS("{id: a, only: {en: o, ja: o}}"), WHOLE, "undetermined", "", ""},
    {HAS("a"), SECTIONS SECTION("t1", "a", ", only: {en: o, ja: o}"), WHOLE, "undetermined", "", ""},
    {SECTIONS SECTION("h1", "a", ", only: {en: o, ja: o}"), WANTS("a"), WHOLE, "carry_over", "", ""},
    /* papers */
    {HAS("a"), WANTS("c"), WHOLE, "new", "", ""},
    {HAS("a"), WANTS("c"), REPORT, "adapt", "", ""},
    {HAS("a"), WANTS("c"), OLD, "new", "", ""},
    {HAS("a"), WANTS("c"), "attributes: {flag: true}", "undetermined", "", "evidence"},
    {HAS("c"), WANTS("c"), REPORT, "carry_over", "", ""},
    {NULL, WANTS("a"), WHOLE, "new", "", ""},
};

static const char *texts(world *w, const rg_text *items, size_t count) {
    rg_buffer out = rg_buffer_in(w->arena);
    for (size_t i = 0; i < count; i++)
        rg_addf(&out, "%s%s", i ? "|" : "", items[i].en);
    return rg_buffer_text(&out);
}

static void open_files(world *w, const char *home, const char *target, const char *more, const char *body,
                       rg_crosswalk_list *walks) {
    const world_file files[] = {SMALL_VOCABULARY,
                                PROOFS,
                                CATALOGUE(REQUIREMENT("r.one", "")),
                                AXIS,
                                MARKET("h", ""),
                                MARKET("t", ""),
                                PATHWAYS("h", ROUTE("h.r", "")),
                                PATHWAYS("t", ROUTE("t.q", ", when: {level: high}") ROUTE("t.r", "")),
                                {"rules/dossiers/t.file.yaml", target},
                                {"rules/dossiers/h.file.yaml", home ? home : ""},
                                {"rules/dossiers/t.more.yaml", more ? more : ""}};
    world_open(w, TODAY, files, more ? 11 : home ? 10 : 9);
    rg_market *h = home ? world_market(w, "h") : NULL, *t = world_market(w, "t");
    if (h)
        rg_dossiers_of(w->base, h);
    rg_dossiers_of(w->base, t);
    world_assert_clean(w);
    cr_assert(world_profile(w, body), "%s", world_messages(w));
    rg_dossier_choice choice = rg_dossier_choose(w->base, w->exact, h, w->arena);
    rg_crosswalk_of(w->base, w->exact, w->facts, &choice, t, w->arena, walks);
}

ROWS(dossier, sections, SECTION_ROWS) {
    const section_row *r = &SECTION_ROWS[*row];
    char home[2048], target[2048];
    snprintf(home, sizeof home, FILE_OF("h", "%s"), r->home ? r->home : "");
    snprintf(target, sizeof target, FILE_OF("t", "%s"), r->target);
    world w;
    rg_crosswalk_list walks = {0};
    open_files(&w, r->home ? home : NULL, target, NULL, r->body, &walks);
    cr_assert_eq(walks.count, 1);
    cr_assert_eq(walks.items[0]->rows.count, 1);
    const rg_section_row *got = &walks.items[0]->rows.items[0];
    cr_expect_str_eq(STATUS[got->status], r->status, "%s->\n%sof {%s}: expected %s, got %s", r->home, r->target,
                     r->body, r->status, STATUS[got->status]);
    cr_expect_str_eq(texts(&w, got->missing.items, got->missing.count), r->missing, "%s->\n%s", r->home, r->target);
    cr_expect_str_eq(subject_words(&w, got->depends), r->depends, "%s->\n%sof {%s}", r->home, r->target, r->body);
    world_close(&w);
}

/* The recommended route says which dossier is wanted; one that is open says all that may be. */
Test(dossier, by_the_route) {
    static const char *const bodies[] = {"attributes: {level: high}\n" WHOLE, WHOLE,
                                         "attributes: {level: null}\n" WHOLE};
    static const char *const expected[] = {"t.more!", "t.file!", "t.file? t.more?"};
    for (size_t i = 0; i < 3; i++) {
        world w;
        rg_crosswalk_list walks = {0};
        open_files(&w, FILE_OF("h", HAS("a")), FILE_OF("t", WANTS("a")),
                   HEAD("t", "t.more") "for_routes: [t.q]\n" WANTS("c"), bodies[i], &walks);
        rg_buffer out = rg_buffer_in(w.arena);
        for (size_t k = 0; k < walks.count; k++)
            rg_addf(&out, "%s%s%s", k ? " " : "", walks.items[k]->dossier->id, walks.items[k]->certain ? "!" : "?");
        cr_expect_str_eq(rg_buffer_text(&out), expected[i]);
        cr_expect_str_eq(subject_words(&w, walks.items[0]->depends), i == 2 ? "level" : "");
        world_close(&w);
    }
}

/* What is laid over a base takes the place of its sections by id, and drops what it names. */
Test(dossier, extends) {
    world w;
    rg_crosswalk_list walks = {0};
    open_files(
        &w, FILE_OF("h", HAS("a")),
        "reggap: dossier/1\nid: t.file\nmarket: t\nextends: t.more\nfor_routes: [t.r]\ndrops: [s3]\n" SECTIONS SECTION(
            "s2", "c", ""),
        HEAD("t", "t.more") SECTIONS SECTION("s1", "a", "") SECTION("s2", "a", "") SECTION("s3", "a", ""), WHOLE,
        &walks);
    cr_assert_eq(walks.count, 1);
    cr_assert_eq(walks.items[0]->rows.count, 2);
    cr_expect_eq(walks.items[0]->rows.items[0].status, RG_CARRY_OVER);
    cr_expect_eq(walks.items[0]->rows.items[1].status, RG_NEW_SECTION);
    world_close(&w);
}

typedef struct {
    const char *rest, *message; /* of the target's file; part of the message */
} mistake_row;

static const mistake_row MISTAKES[] = {
    {WANTS("zzzzz"), "unknown heading 'zzzzz' [unknown-heading]"},
    {WANTS("a, a"), "heading 'a' stands twice in section 't1' [duplicate-heading]"},
    {WANTS("g, g.1"), "heading 'g.1' stands twice in section 't1' [duplicate-heading]"},
    {WANTS(""), "section 't1' is mapped to no heading [no-heading]"},
    {SECTIONS "  - {id: t1, wants: {en: w, ja: w}, headings: [a]}\n", "'title' is missing [missing-key]"},
    {SECTIONS "  - {id: t1, " TITLE ", wants: {en: w}, headings: [a]}\n", "'ja' is missing [missing-key]"},
    {WANTS("a") SECTION("t1", "c", ""), "duplicate id 't1'"},
    {WANTS("a") ADDED("zzzzz", ""), "unknown heading 'zzzzz' [unknown-heading]"},
    {WANTS("a") ADDED("", ""), "addition 't.add' names no heading and no section [no-heading]"},
    {WANTS("a") LACKS("zzzzz"), "unknown heading 'zzzzz' [unknown-heading]"},
    {SECTIONS SECTION("t1", "a", ", part: shelf"), "unknown part 'shelf' [unknown-value]"},
    {SECTIONS SECTION("t1", "a", ", when: {flagg: true}"), "(did you mean 'flag'?)"},
    {WANTS("a") "extends: t.none\n", "unknown dossier 't.none' [unknown-dossier]"},
    {WANTS("a") "extends: t.file\n", "extends too many dossiers, or itself [cycle]"},
};

ROWS(dossier, mistakes, MISTAKES) {
    const mistake_row *r = &MISTAKES[*row];
    char target[2048];
    snprintf(target, sizeof target, FILE_OF("t", "%s"), r->rest);
    const world_file files[] = {SMALL_VOCABULARY,
                                PROOFS,
                                CATALOGUE(REQUIREMENT("r.one", "")),
                                AXIS,
                                MARKET("t", ""),
                                PATHWAYS("t", ROUTE("t.r", "")),
                                {"rules/dossiers/t.file.yaml", target}};
    world w;
    world_open(&w, TODAY, files, 7);
    rg_dossiers_of(w.base, world_market(&w, "t"));
    cr_expect(strstr(world_messages(&w), r->message), "%s: expected %s, got\n%s", r->rest, r->message,
              world_messages(&w));
    world_close(&w);
}

/* A route that no dossier is for is told, once the market has one; so is a file under another name. */
Test(dossier, gaps_are_told) {
    const world_file files[] = {SMALL_VOCABULARY,
                                PROOFS,
                                CATALOGUE(REQUIREMENT("r.one", "")),
                                AXIS,
                                MARKET("t", ""),
                                PATHWAYS("t", ROUTE("t.r", "") ROUTE("t.lost", "")),
                                {"rules/dossiers/t.file.yaml", FILE_OF("t", WANTS("a"))},
                                {"rules/dossiers/t.else.yaml", HEAD("t", "t.odd") WANTS("a")}};
    world w;
    world_open(&w, TODAY, files, 8);
    rg_dossiers_check(w.base);
    rg_dossiers_check_routes(w.base, world_market(&w, "t"));
    const char *told = world_messages(&w);
    cr_expect(strstr(told, "no dossier is for the route 't.lost' [no-dossier]"), "%s", told);
    cr_expect(!strstr(told, "'t.r'"), "%s", told);
    cr_expect(strstr(told, "the file of 't.odd' has another name [dossier-id]"), "%s", told);
    world_close(&w);
}

/* The shipped dossiers read without a mistake. */
Test(dossier, shipped) {
    world w;
    world_open_shipped(&w, TODAY);
    rg_dossiers_check(w.base);
    for (size_t i = 0; i < w.base->vocabulary->market_count; i++)
        rg_dossiers_of(w.base, world_market(&w, w.base->vocabulary->markets[i]));
    cr_expect_str_eq(world_messages(&w), "");
    world_close(&w);
}
