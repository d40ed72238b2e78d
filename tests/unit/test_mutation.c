/* Which changes of a small market its cases notice, worked out by hand. */
#include <string.h>

#include "check/mutation.h"
#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"

#define RULES                                                                                                          \
    "schemes:\n" SCHEME("t.s", "I, II, III", "highest", "    rules:\n") RULE("t.a", "flag: true", "II", "")            \
        RULE("t.b", "level: high", "III", "") "      - {id: t.c, " TITLE ", class: I, otherwise: true}\n"
#define ROUTES ROUTE("t.low", ", when: {class: I}") ROUTE("t.high", "")
#define CASE(id, attributes, expect)                                                                                   \
    "  - {id: t.case." id ", " TITLE ", attributes: {" attributes "}, expect: {" expect "}}\n"

/* No case has a high level, and no case of class I asks for the route. */
static const char FEW[] = "reggap: cases/1\nmarket: t\ncases:\n" CASE("one", "flag: true", "class: II, route: t.high")
    CASE("two", "level: mid", "class: I") CASE("wrong", "level: high", "class: II");

/* Each rule and route is asked for. */
static const char ALL[] = "reggap: cases/1\nmarket: t\ncases:\n" CASE("one", "flag: true", "class: II, route: t.high")
    CASE("two", "level: mid", "class: I, route: t.low") CASE("three", "level: high", "class: III");

typedef struct {
    const char *cases, *id;
    bool dropped, noticed;
} mutation_row;

static const mutation_row
    MUTANTS[] =
        {
            {FEW, "t.a", false, true},   {FEW, "t.a", true, true},
            {FEW, "t.b", false, true}, /* turned round it is true of the first case, which then has class III */
            {FEW, "t.b", true, false}, /* the case that would notice does not hold even so */
            {FEW, "t.c", true, true},    {FEW, "t.low", false, true}, /* turned round it is open to class II */
            {FEW, "t.low", true, false}, {FEW, "t.high", true, true},
            {ALL, "t.b", true, true},    {ALL, "t.low", true, true},
};

ROWS(mutation, notices, MUTANTS) {
    const mutation_row *r = &MUTANTS[*row];
    const world_file files[] = {SMALL_VOCABULARY,
                                MARKET("t", ""),
                                CLASSIFICATION("t", RULES),
                                PATHWAYS("t", ROUTES),
                                {"jurisdictions/t/cases.yaml", r->cases}};
    world w;
    world_open(&w, TODAY, files, 5);
    const rg_mutation *m = rg_mutate(w.base, "t");
    /* A rule or route without a condition of its own can only be dropped. */
    cr_expect_eq(m->mutants.count, 8);
    size_t noticed = 0, found = 0;
    for (size_t i = 0; i < m->mutants.count; i++) {
        const rg_mutant *one = &m->mutants.items[i];
        noticed += one->noticed;
        if (strcmp(one->id, r->id) != 0 || one->dropped != r->dropped)
            continue;
        found++;
        cr_expect_eq(one->noticed, r->noticed, "%s", r->id);
        cr_expect_eq(one->route, strcmp(r->id, "t.low") == 0 || strcmp(r->id, "t.high") == 0);
        cr_expect(one->place.line > 0);
    }
    cr_expect_eq(found, 1);
    cr_expect_eq(m->noticed, noticed);
    world_close(&w);
}

/* The switches leave the rules as they are: no case of the shipped sets comes out otherwise. */
Test(mutation, off_they_change_nothing, .timeout = 600) {
    world w;
    world_open_shipped(&w, TODAY);
    rg_case_results plain = {0}, with = {0};
    rg_cases_run(w.base, world_market(&w, "sg"), &plain);
    rg_base *base = rg_base_new(w.arena, w.store, world_day(TODAY), &w.diagnostics);
    base->is_mutable = true;
    rg_cases_run(base, rg_base_market(base, "sg"), &with);
    cr_assert_gt(plain.count, 20);
    cr_assert_eq(plain.count, with.count);
    for (size_t i = 0; i < plain.count; i++)
        cr_expect(plain.items[i].ok == with.items[i].ok, "%s", plain.items[i].id);
    world_close(&w);
}
