/* Scope, strategies, code tables, rule bases, overlays and dates, on small markets with answers worked out by hand. */
#include <stdio.h>
#include <string.h>

#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"

#define PATH(code) "jurisdictions/" code "/classification.yaml"
#define HEAD(code) "reggap: classification/1\nmarket: " code "\n"
#define RULES "    rules:\n"
#define ALWAYS(id, class) "      - {id: " id ", " TITLE ", class: " class "}\n"

/* ---- one market, one device ---- */

typedef struct {
    const char *classification, *body, *classes, *rules;
} class_row;

static const char TABLE_FILE[] =
    "code\tclass\tname\n11\tI\tfirst\n12\tIII\tsecond\n13\tX\tno class of ours\n14\t\tnone\n";

static void check_class(const class_row *r, const char *as_of) {
    const world_file files[] = {SMALL_VOCABULARY,
                                MARKET("jp", ""),
                                MARKET("t", ""),
                                {PATH("t"), r->classification},
                                {"jurisdictions/t/tables/codes.tsv", TABLE_FILE}};
    world w;
    world_open(&w, as_of, files, sizeof files / sizeof *files);
    const rg_outcome *o = world_outcome(&w, "t", r->body);
    const char *classes = class_words(&w, o), *rules = rule_words(&w, o);
    cr_expect_str_eq(classes, r->classes, "%s\nof {%s}: expected '%s', got '%s'", r->classification, r->body,
                     r->classes, classes);
    if (r->rules)
        cr_expect_str_eq(rules, r->rules, "%s\nof {%s}: expected '%s', got '%s'", r->classification, r->body, r->rules,
                         rules);
    world_close(&w);
}

/* The strictest true rule decides; all that are true are told. */
#define HIGHEST                                                                                                        \
    HEAD("t")                                                                                                          \
    "schemes:\n" SCHEME("t.s", "I, II, III", "highest", RULES) RULE("t.a", "flag: true", "II", "")                     \
        RULE("t.b", "level: high", "III", "") RULE("t.c", "third: true", "II", "") ALWAYS("t.d", "I")

/* The first true rule decides, however low its class. */
#define FIRST                                                                                                          \
    HEAD("t")                                                                                                          \
    "schemes:\n" SCHEME("t.s", "I, II, III", "first", RULES) RULE("t.a", "flag: true", "II", "")                       \
        RULE("t.b", "level: high", "III", "") RULE("t.c", "third: true", "I", "") ALWAYS("t.d", "I")

static const class_row STRATEGIES[] = {
    {HIGHEST, "complete: true", "I", "t.d!"},
    {HIGHEST, "attributes: {flag: true}\ncomplete: true", "II", "t.a! t.d"},
    {HIGHEST, "attributes: {flag: true, level: high}\ncomplete: true", "III", "t.a t.b! t.d"},
    {HIGHEST, "attributes: {flag: true, third: true}\ncomplete: true", "II", "t.a! t.c! t.d"},
    {HIGHEST, "attributes: {level: high}", "III", "t.a? t.b! t.c? t.d"},
    {HIGHEST, "attributes: {level: low}", "I|II on flag|third", "t.a? t.c? t.d"},
    {HIGHEST, "attributes: {level: low, flag: true}", "II", "t.a! t.c? t.d"},
    {FIRST, "complete: true", "I", "t.d!"},
    {FIRST, "attributes: {flag: true}\ncomplete: true", "II", "t.a! t.d"},
    {FIRST, "attributes: {flag: true, level: high}\ncomplete: true", "II", "t.a! t.b t.d"},
    {FIRST, "attributes: {level: high, third: true}\ncomplete: true", "III", "t.b! t.c t.d"},
    {FIRST, "attributes: {third: true}\ncomplete: true", "I", "t.c! t.d"},
    {FIRST, "attributes: {level: high}", "II|III on flag", NULL},
    {FIRST, "attributes: {flag: false, level: low}", "I", NULL},
    {FIRST, "attributes: {flag: true}", "II", NULL},
};

ROWS(classification, strategies, STRATEGIES) {
    check_class(&STRATEGIES[*row], TODAY);
}

/* The code's row decides; where the code is not in the table, or none is given, the rules estimate. */
#define TABLES                                                                                                         \
    HEAD("t")                                                                                                          \
    "tables:\n  - id: t.codes\n    " TITLE "\n    code: jcode\n    file: tables/codes.tsv\n"                           \
    "    columns: [{id: class, values: [I, II, III, X]}, {id: name, text: true}]\n"
#define TABLE                                                                                                          \
    TABLES "schemes:\n" SCHEME("t.s", "I, II, III", "table",                                                           \
                               "    table: t.codes\n    column: class\n    estimate: highest\n" RULES)                 \
        RULE("t.a", "flag: true", "II", "") ALWAYS("t.b", "I")
#define TABLE_FIRST                                                                                                    \
    TABLES "schemes:\n" SCHEME("t.s", "I, II, III", "table", "    table: t.codes\n    estimate: first\n" RULES)        \
        RULE("t.a", "flag: true", "I", "") ALWAYS("t.b", "III")
/* A rule may ask the table too. */
#define IN_TABLE                                                                                                       \
    TABLES "schemes:\n" SCHEME("t.s", "I, II, III", "highest", RULES) RULE("t.a", "in_table: t.codes", "II", "")       \
        RULE("t.b", "in_table: {table: t.codes, class: [III, X]}", "III", "")                                          \
            RULE("t.c", "not: {in_table: t.codes}", "I", "")

/* A list for one kind of product, rules for the other. */
#define TABLE_AND_RULES                                                                                                \
    TABLES "schemes:\n" SCHEME("t.s", "I, II, III", "table",                                                           \
                               "    table: t.codes\n    product_type: medical_device\n" RULES) ALWAYS("t.b", "I")      \
        SCHEME("t.i", "A", "highest", RULES) ALWAYS("t.i1", "A")

#define CODE(code) "device: {codes: {jcode: \"" code "\"}}\n"

static const class_row TABLE_ROWS[] = {
    {TABLE, CODE("11") "attributes: {flag: true}\ncomplete: true", "I", ""},
    {TABLE, CODE("12") "complete: true", "III", ""},
    {TABLE, CODE("12"), "III", ""},
    {TABLE, CODE("99") "complete: true", "I estimated", "t.b!"},
    {TABLE, CODE("99") "attributes: {flag: true}\ncomplete: true", "II estimated", "t.a! t.b"},
    {TABLE, "complete: true", "I estimated", "t.b!"},
    {TABLE, "attributes: {}", "I|II on flag estimated", "t.a? t.b"},
    /* the list names it with a class that the table does not know, or with none: the rules estimate */
    {TABLE, CODE("13") "complete: true", "none", ""},
    {TABLE, CODE("14") "complete: true", "I estimated", "t.b!"},
    {TABLE_FIRST, "attributes: {flag: true}\ncomplete: true", "I estimated", "t.a! t.b"},
    {TABLE_FIRST, "complete: true", "III estimated", "t.b!"},
    {TABLE_FIRST, CODE("11") "complete: true", "I", ""},
    /* estimated where rules stand in for the list, which they do not for a product that has no list */
    {TABLE_AND_RULES, CODE("12") "attributes: {product_type: medical_device}", "III", ""},
    {TABLE_AND_RULES, CODE("99") "attributes: {product_type: medical_device}", "I estimated", "t.b!"},
    {TABLE_AND_RULES, CODE("99") "attributes: {product_type: ivd}", "A", "t.i1!"},
    {TABLE_AND_RULES, CODE("12") "attributes: {}", "III|A on product_type", NULL},
    {TABLE_AND_RULES, CODE("99") "attributes: {}", "I|A on product_type estimated", NULL},
    {IN_TABLE, CODE("11"), "II", "t.a!"},
    {IN_TABLE, CODE("12"), "III", "t.a t.b!"},
    {IN_TABLE, CODE("13"), "III", "t.a t.b!"},
    {IN_TABLE, CODE("99"), "I", "t.c!"},
    {IN_TABLE, "attributes: {}", "I", "t.c!"},
};

ROWS(classification, tables, TABLE_ROWS) {
    check_class(&TABLE_ROWS[*row], TODAY);
}

/* `otherwise` fires only where no rule without it does. */
#define OTHERWISE                                                                                                      \
    HEAD("t")                                                                                                          \
    "schemes:\n" SCHEME("t.s", "I, II, III", "highest", RULES) RULE("t.a", "flag: true", "I", "")                      \
        RULE("t.b", "third: true", "II", ", otherwise: true") "      - {id: t.c, " TITLE                               \
                                                              ", class: III, otherwise: true}\n"

/* A rule whose class the law leaves open. */
#define RANGE                                                                                                          \
    HEAD("t")                                                                                                          \
    "schemes:\n" SCHEME("t.s", "I, II, III", "highest", RULES) RULE("t.a", "flag: true", "[I, II]", ", " REASON)       \
        RULE("t.b", "third: true", "II", "") RULE("t.c", "other: true", "III", "")

#define FIRST_RANGE                                                                                                    \
    HEAD("t")                                                                                                          \
    "schemes:\n" SCHEME("t.s", "I, II, III", "first", RULES) RULE("t.a", "flag: true", "[II, III]", "")                \
        RULE("t.b", "third: true", "[I, III]", "") ALWAYS("t.c", "I")

static const class_row RANGES[] = {
    {OTHERWISE, "attributes: {flag: true, third: true}\ncomplete: true", "I", "t.a!"},
    {OTHERWISE, "attributes: {third: true}\ncomplete: true", "III", "t.b t.c!"},
    {OTHERWISE, "complete: true", "III", "t.c!"},
    {OTHERWISE, "attributes: {}", "I|III on flag", "t.a? t.b? t.c?"},
    {RANGE, "attributes: {flag: true}\ncomplete: true", "I|II in law", "t.a!"},
    {RANGE, "attributes: {flag: true, third: true}\ncomplete: true", "II", NULL},
    {RANGE, "attributes: {flag: true, other: true}\ncomplete: true", "III", "t.a t.c!"},
    {RANGE, "complete: true", "none", ""},
    {RANGE, "attributes: {flag: true, third: null}\ncomplete: true", "I|II on third", NULL},
    {RANGE, "attributes: {flag: true, other: null, third: true}\ncomplete: true", "II|III on other", NULL},
    {FIRST_RANGE, "attributes: {flag: true, third: true}\ncomplete: true", "II|III in law", NULL},
    {FIRST_RANGE, "attributes: {third: true}\ncomplete: true", "I|III in law", NULL},
    {FIRST_RANGE, "complete: true", "I", "t.c!"},
    {FIRST_RANGE, "attributes: {third: false}", "I|II|III on flag", NULL},
};

ROWS(classification, open_in_law, RANGES) {
    check_class(&RANGES[*row], TODAY);
}

/* Schemes: by product type, then the first whose condition holds. */
#define TWO                                                                                                            \
    HEAD("t")                                                                                                          \
    "schemes:\n" SCHEME("t.d", "I, II", "highest", "    product_type: medical_device\n    when: {flag: true}\n" RULES) \
        ALWAYS("t.d1", "II") SCHEME("t.e", "I, II", "highest", "    product_type: medical_device\n" RULES)             \
            ALWAYS("t.e1", "I") SCHEME("t.i", "A, B", "highest", "    product_type: ivd\n" RULES)                      \
                RULE("t.i1", "third: true", "B", "") ALWAYS("t.i2", "A")

static const class_row SCHEMES[] = {
    {TWO, "attributes: {product_type: medical_device, flag: true}", "II", "t.d1!"},
    {TWO, "attributes: {product_type: medical_device, flag: false}", "I", "t.e1!"},
    {TWO, "attributes: {product_type: medical_device}", "I|II on flag", "t.d1? t.e1?"},
    {TWO, "attributes: {product_type: ivd, third: true}", "B", "t.i1! t.i2"},
    {TWO, "attributes: {product_type: ivd, third: false}", "A", "t.i2!"},
    {TWO, "attributes: {third: false, flag: true}", "II|A on product_type", NULL},
    {TWO, "complete: true", "I|A on product_type", NULL},
};

ROWS(classification, schemes, SCHEMES) {
    check_class(&SCHEMES[*row], TODAY);
}

/* Named conditions, rules that ask for rules, and what one market asks of another. */
#define TERMS                                                                                                          \
    "terms:\n"                                                                                                         \
    "  - {id: t.one, " TITLE ", when: {flag: true}}\n"                                                                 \
    "  - {id: t.two, " TITLE ", when: {any: [{term: t.one}, {term: t.three}]}}\n"                                      \
    "  - {id: t.three, " TITLE ", when: {level: high}}\n"
#define NAMED                                                                                                          \
    HEAD("t")                                                                                                          \
    TERMS "schemes:\n" SCHEME("t.s", "I, II, III", "highest", RULES) RULE("t.a", "term: t.two", "II", "")              \
        RULE("t.b", "rule: t.a, third: true", "III", "") RULE("t.c", "not: {rule: [t.a, t.b]}", "I", "")               \
            RULE("t.d", "term: [t.one, t.three], not: {term: t.two}", "III", "")

static const class_row NAMES[] = {
    {NAMED, "attributes: {flag: true}\ncomplete: true", "II", "t.a!"},
    {NAMED, "attributes: {level: high}\ncomplete: true", "II", "t.a!"},
    {NAMED, "attributes: {level: high, third: true}\ncomplete: true", "III", "t.a t.b!"},
    {NAMED, "attributes: {third: true}\ncomplete: true", "I", "t.c!"},
    {NAMED, "attributes: {flag: true}", "II|III on third", "t.a t.b?"},
    {NAMED, "attributes: {flag: false, third: false}", "I|II on level", NULL},
};

ROWS(classification, names, NAMES) {
    check_class(&NAMES[*row], TODAY);
}

/* ---- dates ---- */

#define DATED                                                                                                          \
    HEAD("t")                                                                                                          \
    "schemes:\n" SCHEME("t.s", "I, II, III", "highest", RULES)                                                         \
        RULE("t.from", "flag: true", "II", ", effective: {from: 2024-02-29}")                                          \
            RULE("t.until", "third: true", "III", ", effective: {until: 2024-02-28}")                                  \
                RULE("t.both", "other: true", "II", ", effective: {from: 2024-01-01, until: 2024-12-31}")              \
                    RULE("t.gone", "level: high", "III", ", status: retired") ALWAYS("t.always", "I")

typedef struct {
    const char *as_of;
    class_row row;
} dated_row;

#define ON(day, attributes, class)                                                                                     \
    {                                                                                                                  \
        day, {                                                                                                         \
            DATED, "attributes: {" attributes "}\ncomplete: true", class, NULL                                         \
        }                                                                                                              \
    }

static const dated_row DATES[] = {
    ON("2024-02-28", "flag: true", "I"),    ON("2024-02-29", "flag: true", "II"),
    ON("2024-03-01", "flag: true", "II"),   ON("2024-02-27", "third: true", "III"),
    ON("2024-02-28", "third: true", "III"), ON("2024-02-29", "third: true", "I"),
    ON("2023-12-31", "other: true", "I"),   ON("2024-01-01", "other: true", "II"),
    ON("2024-12-31", "other: true", "II"),  ON("2025-01-01", "other: true", "I"),
    ON("2024-06-01", "level: high", "I"),   ON("0001-01-01", "third: true", "III"),
    ON("9999-12-31", "flag: true", "II"),
};

ROWS(classification, dates, DATES) {
    check_class(&DATES[*row].row, DATES[*row].as_of);
}

/* A rule that is not in force on the day is not true then; other rules may still speak of it. */
#define SPEAKS_OF_DATED                                                                                                \
    HEAD("t")                                                                                                          \
    "schemes:\n" SCHEME("t.s", "I, II, III", "highest", RULES)                                                         \
        RULE("t.old", "flag: true", "II", ", effective: {until: 2024-12-31}")                                          \
            RULE("t.b", "rule: t.old, third: true", "III", "") ALWAYS("t.c", "I")

static const dated_row SPOKEN_OF[] = {
    {"2024-12-31", {SPEAKS_OF_DATED, "attributes: {flag: true, third: true}\ncomplete: true", "III", "t.old t.b! t.c"}},
    {"2025-01-01", {SPEAKS_OF_DATED, "attributes: {flag: true, third: true}\ncomplete: true", "I", "t.c!"}},
};

ROWS(classification, rules_out_of_force_are_false, SPOKEN_OF) {
    check_class(&SPOKEN_OF[*row].row, SPOKEN_OF[*row].as_of);
}

/* ---- scope ---- */

typedef struct {
    const char *body, *scope, *classes;
} scope_row;

#define SCOPE(id, when, scope, rest) "  - {id: " id ", when: {" when "}, scope: " scope ", " REASON rest "}\n"

static const char SCOPED[] = HEAD("t") "scope:\n" SCOPE("t.in", "third: true", "in", "")
    SCOPE("t.out", "flag: true", "out", "") SCOPE("t.edge", "level: high", "borderline", "")
        SCOPE("t.later", "other: true", "out", ", effective: {from: 2030-01-01}") "schemes:\n" SCHEME(
            "t.s", "I, II", "highest", RULES) ALWAYS("t.a", "I");

static const scope_row SCOPES[] = {
    {"complete: true", "in", "I"},
    {"attributes: {flag: true}\ncomplete: true", "out by t.out", "none"},
    {"attributes: {level: high}\ncomplete: true", "borderline by t.edge", "none"},
    {"attributes: {flag: true, level: high}\ncomplete: true", "out by t.out", "none"},
    {"attributes: {flag: true, third: true}\ncomplete: true", "in by t.in", "I"},
    {"attributes: {third: true}", "in by t.in", "I"},
    {"attributes: {other: true}\ncomplete: true", "in", "I"},
    {"attributes: {flag: null}\ncomplete: true", "unknown", "I on flag"},
    {"attributes: {flag: true, third: null}\ncomplete: true", "unknown", "I on third"},
    {"attributes: {third: false}", "unknown", "I on flag|level"},
    {"attributes: {third: false, flag: true}", "out by t.out", "none"},
};

ROWS(classification, scope, SCOPES) {
    const scope_row *r = &SCOPES[*row];
    const world_file files[] = {SMALL_VOCABULARY, MARKET("t", ""), {PATH("t"), SCOPED}};
    world w;
    world_open(&w, TODAY, files, 3);
    const rg_outcome *o = world_outcome(&w, "t", r->body);
    const char *scope = scope_words(&w, o), *classes = class_words(&w, o);
    cr_expect_str_eq(scope, r->scope, "{%s}: expected '%s', got '%s'", r->body, r->scope, scope);
    cr_expect_str_eq(classes, r->classes, "{%s}: expected '%s', got '%s'", r->body, r->classes, classes);
    if (o->in_scope == RG_FALSE)
        cr_expect_eq(o->rules.count, 0);
    world_close(&w);
}

/* ---- sub-classes ---- */

static const char SUBCLASSED[] =
    HEAD("t") "schemes:\n" SCHEME("t.s", "I, II", "highest",
                                  "    subclasses:\n"
                                  "      - {id: Is, of: I, when: {third: true}, " TITLE "}\n"
                                  "      - {id: Im, of: I, when: {other: true}, " TITLE "}\n"
                                  "      - {id: IIx, of: II, when: {other: true}, " TITLE "}\n" RULES)
        RULE("t.a", "flag: true", "II", "") ALWAYS("t.b", "I");

static const scope_row SUBCLASSES[] = {
    {"complete: true", "", "I"},
    {"attributes: {third: true}\ncomplete: true", "Is", "I"},
    {"attributes: {third: true, other: true}\ncomplete: true", "Is Im", "I"},
    {"attributes: {third: true, other: true, flag: true}\ncomplete: true", "IIx", "II"},
    {"attributes: {flag: false, other: true}", "Im", "I"},
    {"attributes: {third: true}", "", "I|II on flag"},
};

ROWS(classification, subclasses, SUBCLASSES) {
    const scope_row *r = &SUBCLASSES[*row];
    const world_file files[] = {SMALL_VOCABULARY, MARKET("t", ""), {PATH("t"), SUBCLASSED}};
    world w;
    world_open(&w, TODAY, files, 3);
    const rg_outcome *o = world_outcome(&w, "t", r->body);
    const char *got = subclass_words(&w, o);
    cr_expect_str_eq(got, r->scope, "{%s}: expected '%s', got '%s'", r->body, r->scope, got);
    cr_expect_str_eq(class_words(&w, o), r->classes);
    world_close(&w);
}

/* ---- what is wrong, and where ---- */

typedef struct {
    const char *classification, *message;
} wrong_row;

#define LINE(n) PATH("t") ":" n ": error: "
#define ONE_SCHEME HEAD("t") "schemes:\n" SCHEME("t.s", "I, II", "highest", RULES)

static const wrong_row WRONG[] = {
    {HEAD("t") "terms:\n  - {id: t.a, " TITLE ", when: {term: t.b}}\n  - {id: t.b, " TITLE ", when: {term: t.a}}\n"
               "schemes:\n" SCHEME("t.s", "I", "highest", RULES) RULE("t.r", "term: t.a", "I", ""),
     "term 't.a' depends on itself [cycle]"},
    {HEAD("t") "terms:\n  - {id: t.a, " TITLE ", when: {not: {term: t.a}}}\n"
               "schemes:\n" SCHEME("t.s", "I", "highest", RULES) RULE("t.r", "term: t.a", "I", ""),
     LINE("4:57") "term 't.a' depends on itself [cycle]"},
    {ONE_SCHEME RULE("t.a", "rule: t.b", "I", "") RULE("t.b", "rule: t.a", "II", ""), "depends on itself [cycle]"},
    {ONE_SCHEME RULE("t.a", "rule: t.a", "I", ""), LINE("9:9") "rule 't.a' depends on itself [cycle]"},
    {ONE_SCHEME RULE("t.a", "not: {rule: t.b}", "I", "") RULE("t.b", "flag: true", "II", ", otherwise: true"),
     "depends on itself [cycle]"},
    {ONE_SCHEME RULE("t.a", "class: I", "II", ""), "the class cannot be asked while it is being decided [cycle]"},
    {ONE_SCHEME RULE("t.a", "term: t.x", "I", ""), LINE("9:55") "unknown term 't.x' [unknown-name]"},
    {ONE_SCHEME RULE("t.a", "rule: t.x", "I", ""),
     LINE("9:55") "unknown rule 't.x' (did you mean 't.a'?) [unknown-name]"},
    /* with the nearest that there is */
    {HEAD("t") "terms:\n  - {id: t.big, " TITLE ", when: {flag: true}}\nschemes:\n" SCHEME("t.s", "I", "highest", RULES)
         RULE("t.a", "term: t.bgi", "I", ""),
     LINE("11:55") "unknown term 't.bgi' (did you mean 't.big'?) [unknown-name]"},
    {ONE_SCHEME RULE("t.first", "flag: true", "I", "") RULE("t.b", "rule: t.frist", "I", ""),
     LINE("10:55") "unknown rule 't.frist' (did you mean 't.first'?) [unknown-name]"},
    {HEAD("t") "schemes:\n" SCHEME("t.s", "class_one, class_two", "highest", RULES)
         RULE("t.a", "flag: true", "clas_two", ""),
     "unknown class 'clas_two' (did you mean 'class_two'?)"},
    {ONE_SCHEME RULE("t.a", "flagg: true", "I", ""),
     LINE("9:49") "unknown attribute 'flagg' (did you mean 'flag'?) [unknown-attribute]"},
    {ONE_SCHEME RULE("t.a", "level: hihg", "I", ""),
     LINE("9:56") "unknown value of 'level': 'hihg' (did you mean 'high'?) [unknown-value]"},
    {ONE_SCHEME RULE("t.a", "in_table: t.x", "I", ""), LINE("9:59") "unknown table 't.x' [unknown-table]"},
    {ONE_SCHEME RULE("t.a", "class_in: {market: zz, class: I}", "I", ""), "unknown market 'zz'"},
    {ONE_SCHEME RULE("t.a", "flag: true", "IV", ""), "unknown class 'IV'"},
    {ONE_SCHEME RULE("t.a", "flag: true", "I", ", wen: {}"), "unknown key 'wen' (did you mean 'when'?) [unknown-key]"},
    {ONE_SCHEME "      - {id: t.a, " TITLE ", when: {flag: true}}\n", LINE("9:9") "'class' is missing [missing-key]"},
    {ONE_SCHEME "      - {id: t.a, when: {flag: true}, class: I}\n", LINE("9:9") "'title' is missing [missing-key]"},
    {ONE_SCHEME RULE("t.a", "flag: true", "I", "") RULE("t.a", "third: true", "II", ""),
     LINE("10:9") "duplicate id 't.a' [duplicate-id]"},
    {ONE_SCHEME RULE("t.a", "flag: true", "I", ", overrides: t.x"), "overrides 't.x', which is no rule [unknown-rule]"},
    {ONE_SCHEME RULE("t.a", "flag: true", "I", ", effective: {from: 2025-01-01, until: 2024-01-01}"),
     "ends before it begins [period]"},
    {ONE_SCHEME RULE("t.a", "flag: true", "I", ", effective: {from: 2023-02-29}"),
     "'from' must be a date as 2026-11-23 [date]"},
    {ONE_SCHEME RULE("t.a", "flag: true", "I", ", cite: {source: nowhere, at: x}"), "unknown source 'nowhere'"},
    {ONE_SCHEME RULE("t.a", "flag: true", "I", ", otherwise: maybe"), "'otherwise' must be true or false [type]"},
    {HEAD("t") "schemes:\n" SCHEME("t.s", "I", "higest", RULES) ALWAYS("t.a", "I"),
     "unknown strategy 'higest' (did you mean 'highest'?) [unknown-value]"},
    {HEAD("t") "schemes:\n" SCHEME("t.s", "I", "table", "    table: t.x\n" RULES) ALWAYS("t.a", "I"),
     "'table' names no table of this market [unknown-table]"},
    {HEAD("t") "schemes:\n" SCHEME("t.s", "I", "highest", "    extends: nothing\n" RULES) ALWAYS("t.a", "I"),
     "no rule base 'nothing' [unknown-base]"},
    {HEAD("t") "schemes:\n" SCHEME("t.s", "I", "highest", "    drops: [t.x]\n" RULES) ALWAYS("t.a", "I"),
     "unknown rule 't.x'"},
    {HEAD("t") "schemes:\n  - {id: t.s, " TITLE ", strategy: highest}\n", "'classes' is missing [missing-key]"},
    {HEAD("t") "schemes:\n" SCHEME("t.s", "I", "highest", "    product_type: device\n" RULES) ALWAYS("t.a", "I"),
     "unknown value of 'product_type': 'device'"},
    {HEAD("t") "schemes:\n" SCHEME("t.s", "I", "highest",
                                   "    subclasses: [{id: Is, of: IX, when: {flag: true}, " TITLE "}]\n" RULES)
         ALWAYS("t.a", "I"),
     "'of' names no class [unknown-class]"},
    {HEAD("t") "scope:\n" SCOPE("t.o", "flag: true", "outside", ""), "unknown scope 'outside'"},
    {HEAD("t") "scop:\n" SCOPE("t.o", "flag: true", "out", ""),
     "unknown key 'scop' (did you mean 'scope'?) [unknown-key]"},
    {"reggap: clasification/1\nmarket: t\nschemes: []\n",
     "'classification/1' is expected here, not 'clasification/1' [kind]"},
};

/* Told at the file, line and column where it stands, and never more than told: reading goes on. */
ROWS(classification, wrong, WRONG) {
    const wrong_row *r = &WRONG[*row];
    const world_file files[] = {SMALL_VOCABULARY, MARKET("t", ""), {PATH("t"), r->classification}};
    world w;
    world_open(&w, TODAY, files, 3);
    world_market(&w, "t");
    cr_expect_gt(w.diagnostics.errors, 0);
    cr_expect(strstr(world_messages(&w), r->message), "%s\nexpected %s\ngot      %s", r->classification, r->message,
              world_messages(&w));
    for (size_t i = 0; i < w.diagnostics.list.count; i++)
        cr_expect_gt(w.diagnostics.list.items[i].place.line, 0, "%s", w.diagnostics.list.items[i].message);
    world_profile(&w, "attributes: {flag: true}");
    world_close(&w);
}

/* Every mistake of a market is told, not only the first. */
Test(classification, all_mistakes_at_once) {
    static const world_file files[] = {SMALL_VOCABULARY,
                                       MARKET("t", ""),
                                       {PATH("t"),
                                        ONE_SCHEME RULE("t.a", "flagg: true", "IV", "") RULE("t.b", "level: x", "I", "")
                                            RULE("t.c", "term: t.x", "II", ", wen: 1")}};
    world w;
    world_open(&w, TODAY, files, 3);
    world_market(&w, "t");
    cr_expect_eq(w.diagnostics.errors, 5, "%s", world_messages(&w));
    world_close(&w);
}

/* Two markets that ask for each other's class. */
Test(classification, cycle_of_markets) {
    static const world_file files[] = {SMALL_VOCABULARY,
                                       MARKET("t", ""),
                                       MARKET("u", ""),
                                       {PATH("t"), ONE_SCHEME RULE("t.a", "class_in: {market: u, class: I}", "I", "")},
                                       {PATH("u"), HEAD("u") "schemes:\n" SCHEME("u.s", "I", "highest", RULES)
                                                       RULE("u.a", "class_in: {market: t, class: I}", "I", "")}};
    world w;
    world_open(&w, TODAY, files, 5);
    world_market(&w, "t");
    cr_expect(strstr(world_messages(&w), "the class cannot be asked while it is being decided [cycle]"), "%s",
              world_messages(&w));
    world_close(&w);
}

Test(classification, market_identity) {
    static const world_file files[] = {
        SMALL_VOCABULARY,
        MARKET("t", "facts: [{id: population, value: 1.5, unit: million, year: 2025}]\n"),
        {"jurisdictions/u/market.yaml", "reggap: market/1\nid: v\nname: {en: n, ja: n}\nregion: asia\n"}};
    world w;
    world_open(&w, TODAY, files, 3);
    rg_market *m = world_market(&w, "t");
    world_assert_clean(&w);
    cr_expect_str_eq(m->code, "t");
    cr_expect_str_eq(m->currency, "EUR");
    cr_expect_str_eq(m->region, "europe");
    cr_assert_eq(m->facts.count, 1);
    cr_expect_eq(m->facts.items[0].value, 1.5);
    cr_expect_eq(m->facts.items[0].year, 2025);
    cr_expect_eq(world_market(&w, "t"), m);
    cr_expect_null(rg_base_market(w.base, "zz"));
    world_market(&w, "u");
    cr_expect(strstr(world_messages(&w), "the folder is 'u', not 'v'"), "%s", world_messages(&w));
    cr_expect(strstr(world_messages(&w), "'authority' is missing"), "%s", world_messages(&w));
    cr_expect(strstr(world_messages(&w), "'currency' is missing"), "%s", world_messages(&w));
    world_close(&w);
}
