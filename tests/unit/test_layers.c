/* What is laid over what: rule bases under a scheme, a user's rules over the shipped ones, a market over another. */
#include <stdio.h>
#include <string.h>

#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"
#include "util/buffer.h"

#define PATH(code) "jurisdictions/" code "/classification.yaml"
#define HEAD(code) "reggap: classification/1\nmarket: " code "\n"
#define RULES "    rules:\n"
#define ALWAYS(id, class) "      - {id: " id ", " TITLE ", class: " class "}\n"

static const rg_rule *rule_of(const rg_market *m, const char *id) {
    for (size_t n = 0; n < m->schemes.count; n++)
        for (size_t i = 0; i < m->schemes.items[n].rules.count; i++)
            if (strcmp(m->schemes.items[n].rules.items[i].id, id) == 0)
                return &m->schemes.items[n].rules.items[i];
    return NULL;
}

/* ---- a rule base ---- */

static const char BASE[] =
    "reggap: base/1\nid: b\ntitle: {en: t, ja: t}\nclasses: [A, B, C]\n"
    "terms:\n  - {id: b.big, " TITLE ", when: {level: high}}\n"
    "rules:\n"
    "      - {id: b.r1, number: \"1\", " TITLE ", when: {flag: true}, class: B, cite: {source: book, at: rule 1}}\n"
    "      - {id: b.r2, number: \"2\", " TITLE ", when: {term: b.big}, class: C, cite: {source: book, at: rule 2}}\n"
    "      - {id: b.r3, number: \"3\", " TITLE ", when: {rule: b.r1, third: true}, class: C}\n"
    "      - {id: b.r4, number: \"4\", " TITLE ", class: A}\n";

static const char SHARED_SOURCES[] =
    "reggap: sources/1\nsources: [{id: book, " TITLE ", publisher: p, kind: guidance}]\n";

#define EXTENDS                                                                                                        \
    "    product_type: medical_device\n    extends: b\n    class_map: {A: I, B: II, C: III}\n"                         \
    "    cite_as: {source: notice, at: \"Annex 1, rule {number}\"}\n"

typedef struct {
    const char *keys, *body, *classes, *rules;
} base_row;

#define MD(rest) "attributes: {product_type: medical_device" rest "}\ncomplete: true"

static const base_row BASES[] = {
    {"", MD(""), "I", "t.s.r4!"},
    {"", MD(", flag: true"), "II", "t.s.r1! t.s.r4"},
    {"", MD(", level: high"), "III", "t.s.r2! t.s.r4"},
    {"", MD(", flag: true, third: true"), "III", "t.s.r1 t.s.r3! t.s.r4"},
    /* a rule left out */
    {"    drops: [b.r2]\n", MD(", level: high"), "I", "t.s.r4!"},
    {"    drops: [b.r2, b.r4]\n", MD(", level: high"), "none", ""},
    /* a rule in the place of another: it also goes by that one's name */
    {RULES "      - {id: t.s.own, " TITLE ", when: {other: true}, class: II, overrides: b.r1}\n", MD(", flag: true"),
     "I", "t.s.r4!"},
    {RULES "      - {id: t.s.own, " TITLE ", when: {other: true}, class: II, overrides: b.r1}\n", MD(", other: true"),
     "II", "t.s.own! t.s.r4"},
    {RULES "      - {id: t.s.own, " TITLE ", when: {other: true}, class: II, overrides: b.r1}\n",
     MD(", other: true, third: true"), "III", "t.s.own t.s.r3! t.s.r4"},
    /* the class of an override is the market's own, not the base's */
    {RULES "      - {id: t.s.own, " TITLE ", when: {other: true}, class: III, overrides: b.r4}\n", MD(", other: true"),
     "III", "t.s.own!"},
    /* a rule of the market's own beside those of the base, with the base's terms under either name */
    {RULES "      - {id: t.s.more, " TITLE ", when: {term: b.big, third: true}, class: II}\n",
     MD(", level: high, third: true"), "III", "t.s.r2! t.s.r4 t.s.more"},
    {RULES "      - {id: t.s.more, " TITLE ", when: {term: t.s.big, third: true}, class: II}\n",
     MD(", level: high, third: true"), "III", "t.s.r2! t.s.r4 t.s.more"},
    /* an override comes into force, and until then the base's rule stands */
    {RULES "      - {id: t.s.new, " TITLE ", class: III, overrides: b.r4, effective: {from: 2026-11-24}}\n", MD(""),
     "I", "t.s.r4!"},
    {RULES "      - {id: t.s.new, " TITLE ", class: III, overrides: b.r4, effective: {from: 2026-11-23}}\n", MD(""),
     "III", "t.s.new!"},
};

static void open_base(world *w, const char *keys, char *text, size_t size) {
    snprintf(text, size, "%s%s", HEAD("t") "schemes:\n" SCHEME("t.s", "I, II, III", "highest", EXTENDS), keys);
    const world_file files[] = {SMALL_VOCABULARY,
                                {"rules/sources.yaml", SHARED_SOURCES},
                                {"rules/classification/b.yaml", BASE},
                                MARKET("t", ""),
                                SOURCES("t", "notice"),
                                {PATH("t"), text}};
    world_open(w, TODAY, files, sizeof files / sizeof *files);
}

ROWS(layers, bases, BASES) {
    const base_row *r = &BASES[*row];
    char text[4096];
    world w;
    open_base(&w, r->keys, text, sizeof text);
    const rg_outcome *o = world_outcome(&w, "t", r->body);
    cr_expect_str_eq(class_words(&w, o), r->classes, "%s of {%s}: expected %s, got %s", r->keys, r->body, r->classes,
                     class_words(&w, o));
    cr_expect_str_eq(rule_words(&w, o), r->rules, "%s of {%s}: expected %s, got %s", r->keys, r->body, r->rules,
                     rule_words(&w, o));
    world_close(&w);
}

/* Inherited rules are cited as the market's own law numbers them; its own rules by their own cite. */
Test(layers, cite_as) {
    char text[4096];
    world w;
    open_base(&w,
              RULES "      - {id: t.s.own, " TITLE ", class: I, cite: {source: notice, at: Annex 2}}\n"
                    "      - {id: t.s.cited, " TITLE ", class: I, cite: {source: book, at: page 3}, overrides: b.r2}\n",
              text, sizeof text);
    rg_market *m = world_market(&w, "t");
    world_assert_clean(&w);
    static const struct {
        const char *rule, *source, *at;
    } rows[] = {{"t.s.r1", "notice", "Annex 1, rule 1"},
                {"t.s.r3", "notice", "Annex 1, rule 3"},
                {"t.s.own", "notice", "Annex 2"},
                {"t.s.cited", "book", "page 3"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const rg_rule *rule = rule_of(m, rows[i].rule);
        cr_assert(rule, "%s", rows[i].rule);
        cr_assert_eq(rule->basis.cites.count, 1);
        cr_expect_str_eq(rule->basis.cites.items[0].source->id, rows[i].source, "%s", rows[i].rule);
        cr_expect_str_eq(rule->basis.cites.items[0].at, rows[i].at, "%s", rows[i].rule);
    }
    world_close(&w);
}

/* ---- a user's files over the shipped ones ---- */

static const char SHIPPED[] =
    HEAD("t") "scope:\n  - {id: t.out, when: {other: true}, scope: out, " REASON "}\n"
              "terms:\n  - {id: t.big, " TITLE ", when: {level: high}}\n"
              "schemes:\n" SCHEME("t.s", "I, II, III", "highest", RULES) RULE("t.a", "flag: true", "II", "")
                  RULE("t.b", "term: t.big", "III", "") ALWAYS("t.c", "I");

typedef struct {
    const char *overlay, *body, *classes, *rules;
} overlay_row;

static const overlay_row OVERLAYS[] = {
    {HEAD("t"), "attributes: {flag: true}\ncomplete: true", "II", "t.a! t.c"},
    /* a rule of the same id takes the place of the shipped one, the others stay */
    {HEAD("t") "schemes:\n  - id: t.s\n" RULES RULE("t.a", "third: true", "III", ""),
     "attributes: {flag: true}\ncomplete: true", "I", "t.c!"},
    {HEAD("t") "schemes:\n  - id: t.s\n" RULES RULE("t.a", "third: true", "III", ""),
     "attributes: {third: true}\ncomplete: true", "III", "t.a! t.c"},
    {HEAD("t") "schemes:\n  - id: t.s\n" RULES RULE("t.a", "third: true", "III", ""),
     "attributes: {level: high}\ncomplete: true", "III", "t.b! t.c"},
    /* a rule more */
    {HEAD("t") "schemes:\n  - id: t.s\n" RULES RULE("t.mine", "third: true", "III", ""),
     "attributes: {third: true}\ncomplete: true", "III", "t.c t.mine!"},
    /* a rule retired, and one left out */
    {HEAD("t") "schemes:\n  - id: t.s\n" RULES RULE("t.a", "flag: true", "II", ", status: retired"),
     "attributes: {flag: true}\ncomplete: true", "I", "t.c!"},
    {HEAD("t") "schemes:\n  - id: t.s\n    drops: [t.a]\n", "attributes: {flag: true}\ncomplete: true", "I", "t.c!"},
    /* other keys of a scheme one by one */
    {HEAD("t") "schemes:\n  - id: t.s\n    strategy: first\n", "attributes: {flag: true, level: high}\ncomplete: true",
     "II", "t.a! t.b t.c"},
    {HEAD("t") "schemes:\n  - id: t.s\n    when: {third: true}\n", "attributes: {flag: true}\ncomplete: true", "none",
     ""},
    /* a term and a scope rule of the same id */
    {HEAD("t") "terms:\n  - {id: t.big, " TITLE ", when: {third: true}}\n", "attributes: {level: high}\ncomplete: true",
     "I", "t.c!"},
    {HEAD("t") "terms:\n  - {id: t.big, " TITLE ", when: {third: true}}\n", "attributes: {third: true}\ncomplete: true",
     "III", "t.b! t.c"},
    {HEAD("t") "scope:\n  - {id: t.out, when: {third: true}, scope: out, " REASON "}\n",
     "attributes: {other: true}\ncomplete: true", "I", "t.c!"},
    {HEAD("t") "scope:\n  - {id: t.out, when: {third: true}, scope: out, " REASON "}\n",
     "attributes: {third: true}\ncomplete: true", "none", ""},
    /* a scheme more comes after the shipped one */
    {HEAD("t") "schemes:\n" SCHEME("t.z", "I, II", "highest", RULES) ALWAYS("t.z1", "II"), "complete: true", "I",
     "t.c!"},
};

ROWS(layers, overlays, OVERLAYS) {
    const overlay_row *r = &OVERLAYS[*row];
    const world_file files[] = {SMALL_VOCABULARY, MARKET("t", ""), {PATH("t"), SHIPPED}, {PATH("t"), r->overlay}};
    world w;
    world_open(&w, TODAY, files, 4);
    const rg_outcome *o = world_outcome(&w, "t", r->body);
    cr_expect_str_eq(class_words(&w, o), r->classes, "%s of {%s}: expected %s, got %s", r->overlay, r->body, r->classes,
                     class_words(&w, o));
    cr_expect_str_eq(rule_words(&w, o), r->rules, "%s of {%s}: expected %s, got %s", r->overlay, r->body, r->rules,
                     rule_words(&w, o));
    world_close(&w);
}

/* An attribute of the same id takes the shipped one's place; a constraint too. */
Test(layers, vocabulary) {
    static const world_file files[] = {
        SMALL_WITH(CONSTRAINT("one", "flag: true", "other: true")),
        {VOCABULARY_FILE, "reggap: vocabulary/1\nattributes:\n" ATTRIBUTE(
                              "level", "type: enum, neutral: top, values: [" VALUE("top") ", " VALUE("bottom") "]")
                              ATTRIBUTE("mine", "type: bool, neutral: false") "constraints:\n" CONSTRAINT(
                                  "one", "flag: true", "third: true")}};
    world w;
    world_open(&w, TODAY, files, 2);
    /* `mood` is asked at a level that is no more: that is told. */
    cr_expect_eq(w.diagnostics.errors, 1, "%s", world_messages(&w));
    cr_expect(rg_attribute_index(w.base->vocabulary, "mine") >= 0);
    long level = rg_attribute_index(w.base->vocabulary, "level");
    cr_expect_eq(w.base->vocabulary->attributes.items[level].count, 2);
    cr_expect_eq(w.base->vocabulary->constraints.count, 1);
    w.diagnostics.errors = 0;
    cr_expect(world_profile(&w, "attributes: {flag: true, other: false, mine: true, level: bottom}"));
    cr_expect_not(world_profile(&w, "attributes: {flag: true, third: false}"));
    world_close(&w);
}

/* A user's code table lies over the shipped one, code by code. */
Test(layers, code_table) {
    static const char text[] =
        HEAD("t") "tables:\n  - id: t.codes\n    " TITLE "\n    code: jcode\n    file: tables/codes.tsv\n"
                  "    columns: [{id: class, values: [I, II]}]\n"
                  "schemes:\n" SCHEME("t.s", "I, II", "table", "    table: t.codes\n" RULES) ALWAYS("t.a", "I");
    static const world_file files[] = {SMALL_VOCABULARY,
                                       MARKET("t", ""),
                                       {PATH("t"), text},
                                       {"jurisdictions/t/tables/codes.tsv", "code\tclass\n11\tI\n12\tI\n"},
                                       {"jurisdictions/t/tables/codes.tsv", "class\tcode\nII\t12\nII\t13\n"}};
    static const struct {
        const char *body, *classes;
    } rows[] = {{"device: {codes: {jcode: \"11\"}}", "I"},
                {"device: {codes: {jcode: \"12\"}}", "II"},
                {"device: {codes: {jcode: \"13\"}}", "II"},
                {"device: {codes: {jcode: \"14\"}}", "I estimated"}};
    world w;
    world_open(&w, TODAY, files, 5);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_str_eq(class_words(&w, world_outcome(&w, "t", rows[i].body)), rows[i].classes, "%s", rows[i].body);
    world_close(&w);
}

/* ---- a market that is another one plus deviations ---- */

static const char PARENT[] =
    HEAD("p") "scope:\n  - {id: p.out, when: {other: true}, scope: out, " REASON ", cite: {source: law, at: Art. 1}}\n"
              "terms:\n  - {id: p.big, " TITLE ", when: {level: high}, cite: {source: law, at: Art. 2}}\n"
              "schemes:\n" SCHEME("p.s", "I, II, III", "highest", "    cite: {source: law}\n" RULES)
                  RULE("p.a", "flag: true", "II", ", cite: {source: law, at: Art. 3}")
                      RULE("p.b", "term: p.big", "III", "") RULE("p.c", "rule: p.a, third: true", "III", "")
                          ALWAYS("p.d", "I");

static const char PARENT_PATHS[] =
    "reggap: pathways/1\nmarket: p\npathways:\n" ROUTE("p.low", ", when: {class: I}, cite: {source: law, at: Art. 9}")
        ROUTE("p.high", ", when: {class: [II, III]}");

typedef struct {
    const char *own, *paths, *body, *scope, *classes, *rules, *routes;
} child_row;

#define NO_PATHS "reggap: pathways/1\nmarket: c\n"

static const child_row CHILDREN[] = {
    {HEAD("c"), NO_PATHS, "complete: true", "in", "I", "c.d!", "*c.low"},
    {HEAD("c"), NO_PATHS, "attributes: {flag: true}\ncomplete: true", "in", "II", "c.a! c.d", "*c.high"},
    {HEAD("c"), NO_PATHS, "attributes: {level: high}\ncomplete: true", "in", "III", "c.b! c.d", "*c.high"},
    {HEAD("c"), NO_PATHS, "attributes: {flag: true, third: true}\ncomplete: true", "in", "III", "c.a c.c! c.d",
     "*c.high"},
    {HEAD("c"), NO_PATHS, "attributes: {other: true}\ncomplete: true", "out by c.out", "none", "", ""},
    {HEAD("c"), NO_PATHS, "attributes: {flag: null}\ncomplete: true", "in", "I|II on flag", "c.a? c.d",
     "c.low? c.high?"},
    /* a rule of its own in the place of an inherited one, by the inherited id under its own name */
    {HEAD("c") "schemes:\n  - id: c.s\n" RULES RULE("c.a", "flag: true", "III", ""), NO_PATHS,
     "attributes: {flag: true}\ncomplete: true", "in", "III", "c.a! c.d", "*c.high"},
    /* a term redefined holds in the inherited rules too */
    {HEAD("c") "terms:\n  - {id: c.big, " TITLE ", when: {third: true}}\n", NO_PATHS,
     "attributes: {third: true}\ncomplete: true", "in", "III", "c.b! c.d", "*c.high"},
    {HEAD("c") "scope:\n  - {id: c.out, when: {third: true}, scope: out, " REASON "}\n", NO_PATHS,
     "attributes: {other: true}\ncomplete: true", "in", "I", "c.d!", "*c.low"},
    {HEAD("c"), "reggap: pathways/1\nmarket: c\npathways:\n" ROUTE("c.low", ", when: {class: II}"),
     "attributes: {flag: true}\ncomplete: true", "in", "II", "c.a! c.d", "*c.low c.high"},
};

static void open_child(world *w, const child_row *r) {
    const world_file files[] = {SMALL_VOCABULARY,
                                MARKET("p", ""),
                                SOURCES("p", "law"),
                                {PATH("p"), PARENT},
                                {"jurisdictions/p/pathways.yaml", PARENT_PATHS},
                                MARKET("c", "extends: p\n"),
                                {PATH("c"), r->own},
                                {"jurisdictions/c/pathways.yaml", r->paths}};
    world_open(w, TODAY, files, sizeof files / sizeof *files);
}

ROWS(layers, children, CHILDREN) {
    const child_row *r = &CHILDREN[*row];
    world w;
    open_child(&w, r);
    const rg_outcome *o = world_outcome(&w, "c", r->body);
    cr_expect_str_eq(scope_words(&w, o), r->scope, "{%s}: expected %s, got %s", r->body, r->scope, scope_words(&w, o));
    cr_expect_str_eq(class_words(&w, o), r->classes, "{%s}: expected %s, got %s", r->body, r->classes,
                     class_words(&w, o));
    cr_expect_str_eq(rule_words(&w, o), r->rules, "{%s}: expected %s, got %s", r->body, r->rules, rule_words(&w, o));
    cr_expect_str_eq(route_words(&w, o), r->routes, "{%s}: expected %s, got %s", r->body, r->routes,
                     route_words(&w, o));
    world_close(&w);
}

/* What is inherited is cited by the parent's sources, which the child need not repeat. */
Test(layers, children_cite_their_parent) {
    world w;
    open_child(&w, &CHILDREN[0]);
    rg_market *m = world_market(&w, "c");
    world_assert_clean(&w);
    const rg_rule *rule = rule_of(m, "c.a");
    cr_assert(rule);
    cr_assert_eq(rule->basis.cites.count, 1);
    cr_expect_str_eq(rule->basis.cites.items[0].source->id, "law");
    cr_expect_str_eq(rule->basis.cites.items[0].at, "Art. 3");
    world_close(&w);
}

/* The parent stays as it is. */
Test(layers, children_leave_their_parent_alone) {
    world w;
    open_child(&w, &CHILDREN[6]);
    world_market(&w, "c");
    const rg_outcome *o = world_outcome(&w, "p", "attributes: {flag: true}\ncomplete: true");
    cr_expect_str_eq(class_words(&w, o), "II");
    cr_expect_str_eq(rule_words(&w, o), "p.a! p.d");
    cr_expect_str_eq(route_words(&w, o), "*p.high");
    world_close(&w);
}

/* ---- one market asks for the class in another ---- */

static const char ASKS[] = HEAD("q") "schemes:\n" SCHEME("q.s", "1, 2, 3", "highest", RULES)
    RULE("q.a", "class_in: {market: p, class: [II, III]}", "\"2\"", "")
        RULE("q.b", "class_in: {market: p, class: III}, third: true", "\"3\"", "") ALWAYS("q.c", "\"1\"");

typedef struct {
    const char *body, *classes;
} asks_row;

static const asks_row ASKED[] = {
    {"complete: true", "1"},
    {"attributes: {flag: true}\ncomplete: true", "2"},
    {"attributes: {level: high, third: true}\ncomplete: true", "3"},
    {"attributes: {flag: null}\ncomplete: true", "1|2 on flag"},
    /* out of scope there: no class there */
    {"attributes: {flag: true, other: true}\ncomplete: true", "1"},
    {"attributes: {flag: true, other: null}\ncomplete: true", "1|2 on other"},
};

ROWS(layers, class_in_another_market, ASKED) {
    const world_file files[] = {SMALL_VOCABULARY,    MARKET("p", ""), SOURCES("p", "law"),
                                {PATH("p"), PARENT}, MARKET("q", ""), {PATH("q"), ASKS}};
    world w;
    world_open(&w, TODAY, files, sizeof files / sizeof *files);
    const char *got = class_words(&w, world_outcome(&w, "q", ASKED[*row].body));
    cr_expect_str_eq(got, ASKED[*row].classes, "{%s}: expected %s, got %s", ASKED[*row].body, ASKED[*row].classes, got);
    world_close(&w);
}

/* ---- every date that a shipped rule, route or duty names, on both sides ---- */

static const char *const LISTS[][2] = {
    {"classification.yaml", "scope"}, {"classification.yaml", "rules"}, {"pathways.yaml", "pathways"}};

static bool stands(rg_market *m, const char *id) {
    for (size_t i = 0; i < m->scope_rules.count; i++)
        if (strcmp(m->scope_rules.items[i].id, id) == 0)
            return true;
    for (size_t i = 0; i < m->pathways.count; i++)
        if (strcmp(m->pathways.items[i].id, id) == 0)
            return true;
    return rule_of(m, id) != NULL;
}

static void check_edge(const char *market, const char *id, int32_t day, bool expected) {
    char text[11];
    rg_date_format(day, text);
    world w;
    world_open_shipped(&w, text);
    rg_market *m = world_market(&w, market);
    world_assert_clean(&w);
    cr_expect_eq(stands(m, id), expected, "%s of %s on %s", id, market, text);
    world_close(&w);
}

static size_t check_entries(const char *market, const rg_node *list) {
    size_t edges = 0;
    for (const rg_node *node = rg_node_first(list); node; node = rg_node_next(node)) {
        const rg_node *effective = rg_node_get(node, "effective"), *status = rg_node_get(node, "status");
        const rg_node *from = rg_node_get(effective, "from"), *until = rg_node_get(effective, "until");
        if (!effective || status)
            continue;
        const char *id = rg_node_text(rg_node_get(node, "id"));
        if (from) {
            check_edge(market, id, world_day(rg_node_text(from)) - 1, false);
            check_edge(market, id, world_day(rg_node_text(from)), true);
        }
        if (until) {
            check_edge(market, id, world_day(rg_node_text(until)), true);
            check_edge(market, id, world_day(rg_node_text(until)) + 1, false);
        }
        edges += (from != NULL) + (until != NULL);
    }
    return edges;
}

Test(layers, shipped_dates, .timeout = 300) {
    world w;
    world_open_shipped(&w, TODAY);
    size_t edges = 0;
    for (size_t i = 0; i < w.base->vocabulary->market_count; i++)
        for (size_t k = 0; k < sizeof LISTS / sizeof *LISTS; k++) {
            const char *code = w.base->vocabulary->markets[i];
            const char *path = rg_textf(w.arena, "jurisdictions/%s/%s", code, LISTS[k][0]);
            const rg_store_file *file = rg_store_next(w.store, path, NULL);
            const rg_node *root = file ? rg_document_root(file->document) : NULL;
            if (strcmp(LISTS[k][1], "rules") != 0) {
                edges += check_entries(code, rg_node_get(root, LISTS[k][1]));
                continue;
            }
            const rg_node *schemes = rg_node_get(root, "schemes");
            for (const rg_node *scheme = rg_node_first(schemes); scheme; scheme = rg_node_next(scheme))
                edges += check_entries(code, rg_node_get(scheme, "rules"));
        }
    cr_expect_gt(edges, 3, "%zu edges", edges);
    world_close(&w);
}
