/* Every operator and word of a condition that needs no market, on stated, neutral, unknown and unasked facts. */
#include <string.h>

#include "support/rows.h"
#include "support/small.h"
#include "support/world.h"

static const world_file FILES[] = {{VOCABULARY_FILE, SMALL_HEAD SMALL_ATTRIBUTES SMALL_MORE SMALL_RECORDS},
                                   MARKET("jp", ""),
                                   MARKET("us", ""),
                                   MARKET("eu", "")};

typedef struct {
    const char *when, *body, *expected;
} truth_row;

static void check_truth(const truth_row *row) {
    world w;
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    rg_condition condition = world_condition(&w, row->when);
    world_assert_clean(&w);
    cr_assert(world_profile(&w, row->body), "%s", world_messages(&w));
    const char *got = truth_word(rg_truth_of(w.facts, condition));
    cr_expect_str_eq(got, row->expected, "{%s} of {%s}: expected %s, got %s", row->when, row->body, row->expected, got);
    world_close(&w);
}

/* Kleene's rules alone; what the solver adds is tested with `exact`. */
static const truth_row BOOLS[] = {
    {"{flag: true}", "attributes: {flag: true}", "true"},
    {"{flag: true}", "attributes: {flag: false}", "false"},
    {"{flag: false}", "attributes: {flag: false}", "true"},
    {"{flag: false}", "attributes: {flag: true}", "false"},
    {"{flag: true}", "attributes: {}", "unknown"},
    {"{flag: false}", "attributes: {}", "unknown"},
    {"{flag: true}", "attributes: {flag: null}", "unknown"},
    {"{flag: true}", "attributes: {flag: ~}", "unknown"},
    {"{flag: [true, false]}", "attributes: {flag: true}", "true"},
    {"{flag: true}", "complete: true", "false"},
    {"{flag: false}", "complete: true", "true"},
    {"{flag: true}", "attributes: {flag: true}\ncomplete: true", "true"},
    {"{flag: true}", "attributes: {flag: null}\ncomplete: true", "unknown"},
};

ROWS(condition, bools, BOOLS) {
    check_truth(&BOOLS[*row]);
}

static const truth_row ENUMS[] = {
    {"{level: mid}", "attributes: {level: mid}", "true"},
    {"{level: mid}", "attributes: {level: low}", "false"},
    {"{level: [mid, high]}", "attributes: {level: high}", "true"},
    {"{level: [mid, high]}", "attributes: {level: low}", "false"},
    {"{level: [mid, high]}", "attributes: {}", "unknown"},
    {"{level: \"mid\"}", "attributes: {level: \"mid\"}", "true"},
    {"{level: low}", "complete: true", "true"},
    {"{level: high}", "complete: true", "false"},
    {"{level: [low, mid, high]}", "attributes: {level: mid}", "true"},
    /* product_type has no neutral value, so that a complete profile too leaves it open */
    {"{product_type: ivd}", "complete: true", "unknown"},
    {"{product_type: ivd}", "attributes: {product_type: ivd}\ncomplete: true", "true"},
};

ROWS(condition, enums, ENUMS) {
    check_truth(&ENUMS[*row]);
}

static const truth_row SETS[] = {
    {"{parts: a}", "attributes: {parts: [a, b]}", "true"},
    {"{parts: a}", "attributes: {parts: a}", "true"},
    {"{parts: a}", "attributes: {parts: [b]}", "false"},
    {"{parts: a}", "attributes: {parts: []}", "false"},
    {"{parts: a}", "attributes: {parts: none}", "false"},
    {"{parts: a}", "attributes: {}", "unknown"},
    {"{parts: [a, c]}", "attributes: {parts: [c]}", "true"},
    {"{parts: [a, c]}", "attributes: {parts: [b, d]}", "false"},
    {"{parts: {has: a}}", "attributes: {parts: [a]}", "true"},
    {"{parts: {has: a}}", "attributes: {parts: [b]}", "false"},
    {"{parts: {has: a}}", "attributes: {parts: null}", "unknown"},
    {"{parts: {has_any: [a, b]}}", "attributes: {parts: [b, c]}", "true"},
    {"{parts: {has_any: [a, b]}}", "attributes: {parts: [c]}", "false"},
    {"{parts: {has_any: [a, b]}}", "attributes: {}", "unknown"},
    {"{parts: {has_all: [a, b]}}", "attributes: {parts: [a, b, c]}", "true"},
    {"{parts: {has_all: [a, b]}}", "attributes: {parts: [a, c]}", "false"},
    {"{parts: {has_all: [a, b]}}", "attributes: {parts: []}", "false"},
    {"{parts: {has_all: [a, b]}}", "attributes: {}", "unknown"},
    {"{parts: {has_all: [a, b, c, d]}}", "attributes: {parts: [d, c, b, a]}", "true"},
    {"{parts: {has_only: [a, b]}}", "attributes: {parts: [a]}", "true"},
    {"{parts: {has_only: [a, b]}}", "attributes: {parts: [a, b]}", "true"},
    {"{parts: {has_only: [a, b]}}", "attributes: {parts: [a, c]}", "false"},
    {"{parts: {has_only: [a, b]}}", "attributes: {parts: [c]}", "false"},
    {"{parts: {has_only: [a, b]}}", "attributes: {parts: []}", "false"},
    {"{parts: {has_only: [a, b]}}", "attributes: {}", "unknown"},
    {"{parts: {has_only: [a, b, c, d]}}", "attributes: {parts: [d]}", "true"},
    {"{parts: {has_only: [a, b, c, d]}}", "attributes: {parts: []}", "false"},
    {"{parts: {empty: true}}", "attributes: {parts: []}", "true"},
    {"{parts: {empty: true}}", "attributes: {parts: [d]}", "false"},
    {"{parts: {empty: true}}", "attributes: {}", "unknown"},
    {"{parts: {empty: true}}", "complete: true", "true"},
    {"{parts: {empty: false}}", "attributes: {parts: [d]}", "true"},
    {"{parts: {empty: false}}", "attributes: {parts: []}", "false"},
    {"{parts: {empty: false}}", "complete: true", "false"},
    {"{parts: {has: a, has_only: [a, b]}}", "attributes: {parts: [a, b]}", "true"},
    {"{parts: {has: a, has_only: [a, b]}}", "attributes: {parts: [b]}", "false"},
    {"{parts: {has_all: [a, b], has_any: [c, d]}}", "attributes: {parts: [a, b, d]}", "true"},
    {"{parts: {has_all: [a, b], has_any: [c, d]}}", "attributes: {parts: [a, b]}", "false"},
};

ROWS(condition, sets, SETS) {
    check_truth(&SETS[*row]);
}

static const truth_row NUMBERS[] = {
    {"{count: 5}", "attributes: {count: 5}", "true"},
    {"{count: 5}", "attributes: {count: 4}", "false"},
    {"{count: 5}", "attributes: {}", "unknown"},
    {"{count: 5}", "complete: true", "unknown"},
    {"{count: {lt: 5}}", "attributes: {count: 4}", "true"},
    {"{count: {lt: 5}}", "attributes: {count: 5}", "false"},
    {"{count: {le: 5}}", "attributes: {count: 5}", "true"},
    {"{count: {le: 5}}", "attributes: {count: 6}", "false"},
    {"{count: {gt: 5}}", "attributes: {count: 6}", "true"},
    {"{count: {gt: 5}}", "attributes: {count: 5}", "false"},
    {"{count: {ge: 5}}", "attributes: {count: 5}", "true"},
    {"{count: {ge: 5}}", "attributes: {count: 4}", "false"},
    {"{count: {ge: 0}}", "attributes: {count: 0}", "true"},
    {"{count: {ge: 5, lt: 10}}", "attributes: {count: 5}", "true"},
    {"{count: {ge: 5, lt: 10}}", "attributes: {count: 9}", "true"},
    {"{count: {ge: 5, lt: 10}}", "attributes: {count: 10}", "false"},
    {"{count: {gt: 5, le: 10}}", "attributes: {count: 10}", "true"},
    {"{count: {gt: 5, le: 10}}", "attributes: {count: 5}", "false"},
    {"{count: {gt: 5}}", "attributes: {}", "unknown"},
    {"{count: {gt: 5, lt: 6}}", "attributes: {count: 5}", "false"},
    /* a map is AND, of two bounds on one side too */
    {"{count: {lt: 5, le: 10}}", "attributes: {count: 7}", "false"},
    {"{count: {le: 10, lt: 5}}", "attributes: {count: 7}", "false"},
    {"{count: {gt: 5, ge: 3}}", "attributes: {count: 4}", "false"},
    {"{count: {ge: 3, gt: 5}}", "attributes: {count: 4}", "false"},
    {"{price: 19.99}", "attributes: {price: 19.99}", "true"},
    {"{price: {le: 1.15}}", "attributes: {price: 1.15}", "true"},
    {"{price: {le: 0.29}}", "attributes: {price: 0.29}", "true"},
    {"{price: {lt: 0.29}}", "attributes: {price: 0.28}", "true"},
    {"{price: {le: 1000}}", "attributes: {price: {amount: 1000.01, currency: EUR}}", "false"},
    {"{price: {le: 1000}}", "attributes: {price: {amount: 1000, currency: EUR}}", "true"},
    {"{price: {lt: 30000000}}", "attributes: {price: 29999999.99}", "true"},
    {"{since: {ge: 2020-01-01}}", "attributes: {since: 2020-01-01}", "true"},
    {"{since: {ge: 2020-01-01}}", "attributes: {since: 2019-12-31}", "false"},
    {"{since: {lt: 2024-02-29}}", "attributes: {since: 2024-02-28}", "true"},
    {"{since: {lt: 2024-02-29}}", "attributes: {since: 2024-02-29}", "false"},
    {"{since: {gt: 2024-02-28}}", "attributes: {since: 2024-02-29}", "true"},
    {"{since: 2024-02-29}", "attributes: {since: 2024-02-29}", "true"},
    {"{since: 2024-02-29}", "attributes: {since: 2024-03-01}", "false"},
    {"{since: {ge: 1999-12-31, le: 2000-01-01}}", "attributes: {since: 2000-01-01}", "true"},
    {"{since: {ge: 1999-12-31, le: 2000-01-01}}", "attributes: {since: 2000-01-02}", "false"},
    {"{since: {ge: 2020-01-01}}", "attributes: {}", "unknown"},
};

ROWS(condition, numbers, NUMBERS) {
    check_truth(&NUMBERS[*row]);
}

static const truth_row TEXTS[] = {
    {"{words: alpha}", "attributes: {words: alpha}", "true"},
    {"{words: alpha}", "attributes: {words: Alpha}", "false"},
    {"{words: alpha}", "attributes: {words: alphabet}", "false"},
    {"{words: [alpha, beta]}", "attributes: {words: beta}", "true"},
    {"{words: [alpha, beta]}", "attributes: {words: gamma}", "false"},
    {"{words: alpha}", "attributes: {}", "unknown"},
    {"{words: alpha}", "complete: true", "false"},
    {"{words: alpha}", "attributes: {words: null}\ncomplete: true", "unknown"},
    {"{words: {matches: \"^al.*t$\"}}", "attributes: {words: alphabet}", "true"},
    {"{words: {matches: \"^al.*t$\"}}", "attributes: {words: alpha}", "false"},
    {"{words: {matches: \"体温計|血圧計\"}}", "attributes: {words: 電子体温計}", "true"},
    {"{words: {matches: \"体温計|血圧計\"}}", "attributes: {words: 聴診器}", "false"},
    {"{words: {matches: \"^.{2}$\"}}", "attributes: {words: 血圧}", "true"},
    {"{words: {matches: alpha}}", "attributes: {}", "unknown"},
    {"{words: {given: true}}", "attributes: {words: alpha}", "true"},
    {"{words: {given: true}}", "attributes: {words: \"\"}", "false"},
    {"{words: {given: false}}", "attributes: {words: alpha}", "false"},
    {"{words: {given: true}}", "attributes: {}", "unknown"},
    {"{words: {given: true}}", "complete: true", "false"},
    {"{words: {given: false}}", "complete: true", "true"},
    /* a code that is not given is no code */
    {"{jcode: \"12345\"}", "device: {codes: {jcode: \"12345\"}}", "true"},
    {"{jcode: \"12345\"}", "device: {codes: {jcode: \"12346\"}}", "false"},
    {"{jcode: \"12345\"}", "attributes: {}", "false"},
    {"{jcode: {given: true}}", "attributes: {}", "false"},
    {"{jcode: {given: true}}", "device: {codes: {jcode: \"1\"}}", "true"},
    {"{jcode: {given: false}}", "complete: true", "true"},
    {"{jcode: {matches: \"^12\"}}", "device: {codes: {jcode: \"12345\"}}", "true"},
    {"{jcode: \"00012\"}", "device: {codes: {jcode: 00012}}", "true"},
};

ROWS(condition, texts, TEXTS) {
    check_truth(&TEXTS[*row]);
}

#define BOTH(a, b) "attributes: {flag: " a ", other: " b "}"

/* AND, OR and NOT over the three values, nine and nine and three rows of Kleene's tables. */
static const truth_row NESTED[] = {
    {"{flag: true, other: true}", BOTH("true", "true"), "true"},
    {"{flag: true, other: true}", BOTH("true", "false"), "false"},
    {"{flag: true, other: true}", BOTH("true", "null"), "unknown"},
    {"{flag: true, other: true}", BOTH("false", "true"), "false"},
    {"{flag: true, other: true}", BOTH("false", "false"), "false"},
    {"{flag: true, other: true}", BOTH("false", "null"), "false"},
    {"{flag: true, other: true}", BOTH("null", "true"), "unknown"},
    {"{flag: true, other: true}", BOTH("null", "false"), "false"},
    {"{flag: true, other: true}", BOTH("null", "null"), "unknown"},
    {"{any: [{flag: true}, {other: true}]}", BOTH("true", "true"), "true"},
    {"{any: [{flag: true}, {other: true}]}", BOTH("true", "false"), "true"},
    {"{any: [{flag: true}, {other: true}]}", BOTH("true", "null"), "true"},
    {"{any: [{flag: true}, {other: true}]}", BOTH("false", "true"), "true"},
    {"{any: [{flag: true}, {other: true}]}", BOTH("false", "false"), "false"},
    {"{any: [{flag: true}, {other: true}]}", BOTH("false", "null"), "unknown"},
    {"{any: [{flag: true}, {other: true}]}", BOTH("null", "true"), "true"},
    {"{any: [{flag: true}, {other: true}]}", BOTH("null", "false"), "unknown"},
    {"{any: [{flag: true}, {other: true}]}", BOTH("null", "null"), "unknown"},
    {"{not: {flag: true}}", BOTH("true", "true"), "false"},
    {"{not: {flag: true}}", BOTH("false", "true"), "true"},
    {"{not: {flag: true}}", BOTH("null", "true"), "unknown"},
    {"{all: [{flag: true}, {other: true}]}", BOTH("true", "null"), "unknown"},
    {"{all: [{flag: true}, {other: true}]}", BOTH("true", "true"), "true"},
    /* of a list, NOT means none of them */
    {"{not: [{flag: true}, {other: true}]}", BOTH("false", "false"), "true"},
    {"{not: [{flag: true}, {other: true}]}", BOTH("true", "false"), "false"},
    {"{not: [{flag: true}, {other: true}]}", BOTH("false", "null"), "unknown"},
    {"{not: [{flag: true}, {other: true}]}", BOTH("true", "null"), "false"},
    /* of a map, NOT means not all of it */
    {"{not: {flag: true, other: true}}", BOTH("true", "false"), "true"},
    {"{not: {flag: true, other: true}}", BOTH("true", "true"), "false"},
    {"{not: {not: {flag: true}}}", BOTH("true", "true"), "true"},
    {"{not: {any: [{flag: true}, {all: [{other: true}, {not: {flag: true}}]}]}}", BOTH("false", "false"), "true"},
    {"{flag: true, any: [{other: true}, {level: high}]}", "attributes: {flag: true, other: false, level: high}",
     "true"},
    {"{flag: true, not: {level: [mid, high]}}", "attributes: {flag: true, level: low}", "true"},
    {"{flag: true, not: {level: [mid, high]}}", "attributes: {flag: true}", "unknown"},
    {"{flag: true, not: {level: [mid, high]}}", "attributes: {level: mid}", "false"},
};

ROWS(condition, nested, NESTED) {
    check_truth(&NESTED[*row]);
}

/* `deep` is asked where flag is true, `mood` where level is high: elsewhere the neutral value, or none at all. */
static const truth_row UNASKED[] = {
    {"{deep: true}", "attributes: {flag: false}", "false"},
    {"{deep: false}", "attributes: {flag: false}", "true"},
    {"{deep: true}", "attributes: {flag: true}", "unknown"},
    {"{deep: true}", "attributes: {}", "unknown"},
    {"{deep: true}", "attributes: {flag: false, deep: null}", "false"},
    {"{mood: calm}", "attributes: {level: low}", "false"},
    {"{mood: [calm, wild]}", "attributes: {level: low}", "false"},
    {"{not: {mood: calm}}", "attributes: {level: low}", "true"},
    {"{mood: calm}", "attributes: {level: high}", "unknown"},
    {"{mood: calm}", "complete: true", "false"},
    {"{tally: {le: 8000}}", "attributes: {flag: false}", "false"},
    {"{tally: 0}", "attributes: {flag: false}", "false"},
    {"{tally: {ge: 1}}", "attributes: {flag: false}", "false"},
    {"{tally: {le: 8000}}", "attributes: {flag: true}", "unknown"},
    {"{tally: {le: 8000}}", "attributes: {flag: true, tally: 8000}", "true"},
    {"{remark: {given: true}}", "attributes: {flag: false}", "false"},
    {"{remark: {given: true}}", "attributes: {flag: true}", "unknown"},
};

ROWS(condition, unasked, UNASKED) {
    check_truth(&UNASKED[*row]);
}

#define APPROVED(fields) "approvals: [{" fields "}]"

static const truth_row APPROVALS[] = {
    {"{approved_in: jp}", APPROVED("market: jp"), "true"},
    {"{approved_in: jp}", APPROVED("market: us"), "false"},
    {"{approved_in: [jp, us]}", APPROVED("market: us"), "true"},
    {"{approved_in: jp}", "attributes: {}", "unknown"},
    {"{approved_in: jp}", "approvals: []", "false"},
    {"{approved_in: jp}", "complete: true", "false"},
    {"{approved_in: jp}", "approvals: null\ncomplete: true", "unknown"},
    {"{approved_in: jp}", APPROVED("market: jp, status: valid"), "true"},
    {"{approved_in: jp}", APPROVED("market: jp, status: suspended"), "false"},
    {"{approved_in: jp}", APPROVED("market: jp, status: withdrawn"), "false"},
    {"{approved_in: {market: jp, status: suspended}}", APPROVED("market: jp, status: suspended"), "true"},
    {"{approved_in: {market: jp, status: suspended}}", APPROVED("market: jp"), "false"},
    {"{approved_in: {market: jp, status: [valid, suspended]}}", APPROVED("market: jp"), "true"},
    {"{approved_in: {market: jp, kind: decision}}", APPROVED("market: jp, kind: decision"), "true"},
    {"{approved_in: {market: jp, kind: decision}}", APPROVED("market: jp, kind: notice"), "false"},
    {"{approved_in: {market: jp, kind: [decision, notice]}}", APPROVED("market: jp, kind: notice"), "true"},
    {"{approved_in: {market: jp, kind: decision}}", APPROVED("market: jp"), "unknown"},
    {"{approved_in: {market: jp, kind: decision}}", APPROVED("market: us"), "false"},
    {"{approved_in: {market: jp, kind: decision}}", "complete: true\n" APPROVED("market: jp"), "false"},
    {"{approved_in: {kind: decision}}", APPROVED("kind: decision"), "true"},
    {"{approved_in: {market: jp, class: [II, III]}}", APPROVED("market: jp, class: III"), "true"},
    {"{approved_in: {market: jp, class: [II, III]}}", APPROVED("market: jp, class: I"), "false"},
    {"{approved_in: {market: jp, same_intended_use: true}}", APPROVED("market: jp, same_intended_use: true"), "true"},
    {"{approved_in: {market: jp, same_intended_use: true}}", APPROVED("market: jp, same_intended_use: false"), "false"},
    {"{approved_in: {market: jp, same_intended_use: true, identical_device: true}}",
     APPROVED("market: jp, same_intended_use: true"), "unknown"},
    {"{approved_in: {market: jp, same_intended_use: true, identical_device: true}}",
     APPROVED("market: jp, identical_device: false"), "false"},
    /* one approval must fit all of it: two halves are not one */
    {"{approved_in: {market: jp, kind: decision}}",
     "approvals: [{market: jp, kind: notice}, {market: us, kind: decision}]", "false"},
    {"{approved_in: {market: jp, kind: decision}}",
     "approvals: [{market: jp, kind: notice}, {market: jp, kind: decision}]", "true"},
    {"{approved_in: {market: jp, kind: decision}}", "approvals: [{market: jp}, {market: jp, kind: decision}]", "true"},
    {"{approved_in: {market: jp, kind: decision}}", "approvals: [{market: jp}, {market: jp, kind: notice}]", "unknown"},
    /* 36 months before 2026-11-23 is 2023-11-23, that day included */
    {"{approved_in: {market: jp, marketed_since: {months_before: 36}}}",
     APPROVED("market: jp, marketed_since: 2023-11-23"), "true"},
    {"{approved_in: {market: jp, marketed_since: {months_before: 36}}}",
     APPROVED("market: jp, marketed_since: 2023-11-24"), "false"},
    {"{approved_in: {market: jp, marketed_since: {months_before: 36}}}",
     APPROVED("market: jp, marketed_since: 2010-01-31"), "true"},
    {"{approved_in: {market: jp, marketed_since: {months_before: 36}}}", APPROVED("market: jp"), "unknown"},
    {"{approved_in: {market: jp, marketed_since: {months_before: 0}}}",
     APPROVED("market: jp, marketed_since: 2026-11-24"), "false"},
    {"{listed: {market: us, entry: x}}", "official_list: [{market: us, entry: x}]", "true"},
    {"{listed: {market: us, entry: x}}", "official_list: [{market: us, entry: z}]", "false"},
    {"{listed: us}", "official_list: [{market: us, entry: z}]", "true"},
    {"{listed: us}", "attributes: {}", "unknown"},
};

ROWS(condition, approvals, APPROVALS) {
    check_truth(&APPROVALS[*row]);
}

#define HELD(fields) "evidence: [{id: e, type: certificate" fields "}]"

static const truth_row EVIDENCE[] = {
    {"{holds: certificate}", HELD(""), "true"},
    {"{holds: report}", HELD(""), "false"},
    {"{holds: [report, certificate]}", HELD(""), "true"},
    {"{holds: certificate}", "attributes: {}", "unknown"},
    {"{holds: certificate}", "evidence: []", "false"},
    {"{holds: certificate}", "complete: true", "false"},
    {"{holds: {type: certificate, edition: [\"2016\"]}}", HELD(", edition: \"2016\""), "true"},
    {"{holds: {type: certificate, edition: [\"2016\"]}}", HELD(", edition: \"2003\""), "false"},
    {"{holds: {type: certificate, edition: [\"2016\"]}}", HELD(""), "unknown"},
    {"{holds: {type: certificate, standard: [ISO 13485]}}", HELD(", standard: ISO 13485"), "true"},
    {"{holds: {type: certificate, languages: [ja, en]}}", HELD(", languages: [fr, en]"), "true"},
    {"{holds: {type: certificate, languages: [ja, en]}}", HELD(", languages: [fr]"), "false"},
    {"{holds: {type: certificate, languages: [ja, en]}}", HELD(", languages: ja"), "true"},
    {"{holds: {type: certificate, markets: jp}}", HELD(", markets: [us, jp]"), "true"},
    /* its last day counts, the next one does not */
    {"{holds: certificate}", HELD(", expires: 2026-11-24"), "true"},
    {"{holds: certificate}", HELD(", expires: 2026-11-23"), "true"},
    {"{holds: certificate}", HELD(", expires: 2026-11-22"), "false"},
    {"{holds: {type: certificate, edition: [\"2016\"]}}", HELD(", edition: \"2016\", expires: 2026-11-22"), "false"},
    {"{holds: certificate}",
     "evidence: [{type: certificate, expires: 2020-01-01}, {type: certificate, expires: 2030-01-01}]", "true"},
};

ROWS(condition, evidence, EVIDENCE) {
    check_truth(&EVIDENCE[*row]);
}

/* ---- what is wrong, and where ---- */

typedef struct {
    const char *when, *message;
} wrong_row;

#define AT(column) "when.yaml:1:" column ": error: "

static const wrong_row WRONG[] = {
    {"{flagg: true}", AT("2") "unknown attribute 'flagg' (did you mean 'flag'?) [unknown-attribute]"},
    {"{Flag: true}", AT("2") "unknown attribute 'Flag' (did you mean 'flag'?) [unknown-attribute]"},
    {"{zzzzzzzz: true}", AT("2") "unknown attribute 'zzzzzzzz' [unknown-attribute]"},
    {"{level: hihg}", AT("9") "unknown value of 'level': 'hihg' (did you mean 'high'?) [unknown-value]"},
    {"{level: [low, hi]}", AT("15") "unknown value of 'level': 'hi' [unknown-value]"},
    {"{flag: maybe}", AT("8") "unknown value of 'flag': 'maybe' [unknown-value]"},
    {"{parts: e}", AT("9") "unknown value of 'parts': 'e' (did you mean 'a'?) [unknown-value]"},
    {"{parts: {has_non: [a]}}", AT("10") "unknown key 'has_non' (did you mean 'has_any'?) [unknown-key]"},
    {"{count: five}", AT("9") "'count' is compared with a number here [type]"},
    {"{count: {lt: x}}", AT("14") "'count' is compared with a number here [type]"},
    {"{count: {lq: 5}}", AT("10") "unknown key 'lq' (did you mean 'lt'?) [unknown-key]"},
    {"{since: {ge: 2023-02-29}}", AT("14") "'since' is compared with a number here [type]"},
    {"{level: {lt: 5}}", AT("9") "'level' takes a value or a list of values [condition]"},
    {"{all: {flag: true}}", AT("7") "'all' takes a list of conditions [condition]"},
    {"{any: []}", AT("7") "an empty list of conditions [condition]"},
    {"{not: []}", AT("7") "an empty list of conditions [condition]"},
    {"{all: [flag]}", AT("8") "a condition is a map of attributes [condition]"},
    {"{}", AT("1") "a condition is a map of attributes [condition]"},
    {"[{flag: true}]", AT("1") "a condition is a map of attributes [condition]"},
    {"{term: t.x}", AT("8") "'term' can only be asked in a market's files [condition]"},
    {"{class: I}", AT("9") "'class' can only be asked in a market's files [condition]"},
    {"{route: t.r}", AT("9") "'route' can only be asked in a market's files [condition]"},
    {"{approved_in: {markt: jp}}", AT("16") "unknown field 'markt' (did you mean 'market'?) [unknown-key]"},
    {"{approved_in: {market: jp, kind: decison}}",
     AT("34") "unknown value of 'kind': 'decison' (did you mean 'decision'?) [unknown-value]"},
    {"{approved_in: {market: {months_before: 3}}}",
     AT("24") "'market' takes a value or, of a date, {months_before: 0 to 1200} [condition]"},
    {"{approved_in: {marketed_since: {months_before: 1201}}}",
     AT("32") "'marketed_since' takes a value or, of a date, {months_before: 0 to 1200} [condition]"},
};

ROWS(condition, wrong, WRONG) {
    const wrong_row *r = &WRONG[*row];
    world w;
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    world_assert_clean(&w);
    rg_condition condition = world_condition(&w, r->when);
    cr_expect_str_eq(world_messages(&w), r->message, "%s\nexpected %s\ngot      %s", r->when, r->message,
                     world_messages(&w));
    cr_expect(world_profile(&w, "attributes: {flag: true}") || w.diagnostics.errors);
    (void)condition;
    world_close(&w);
}

/* All mistakes of a condition are told at once, each at its place. */
Test(condition, all_mistakes_at_once) {
    world w;
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    world_condition(&w, "{flagg: true,\n level: hihg,\n any: [{parts: {hass: a}}, {count: x}]}");
    cr_assert_eq(w.diagnostics.errors, 4, "%s", world_messages(&w));
    cr_assert_eq(w.diagnostics.list.items[0].place.line, 1);
    cr_assert_eq(w.diagnostics.list.items[1].place.line, 2);
    cr_assert_eq(w.diagnostics.list.items[3].place.line, 3);
    world_close(&w);
}

static const char *pattern_of(world *w, size_t length) {
    char *text = rg_alloc(w->arena, length + 64);
    strcpy(text, "{words: {matches: \"");
    memset(text + strlen(text), 'a', length);
    return strcat(text, "\"}}");
}

Test(condition, longest_pattern) {
    world w;
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    world_condition(&w, pattern_of(&w, 512));
    world_assert_clean(&w);
    world_condition(&w, pattern_of(&w, 513));
    cr_assert_str_eq(world_messages(&w), "when.yaml:1:19: error: a pattern longer than 512 bytes [limit-pattern]");
    world_close(&w);
}

Test(condition, broken_pattern) {
    world w;
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    world_condition(&w, "{words: {matches: \"(a\"}}");
    cr_assert_eq(w.diagnostics.errors, 1);
    cr_assert(strstr(world_messages(&w), "when.yaml:1:19: error: not a regular expression: "));
    world_close(&w);
}

/* A pattern that backtracks without end is stopped, and counts as no match. */
Test(condition, catastrophic_pattern, .timeout = 20) {
    world w;
    world_open(&w, TODAY, FILES, sizeof FILES / sizeof *FILES);
    rg_condition condition = world_condition(&w, "{words: {matches: \"^(a|a)*(a|a)*(a|a)*b$\"}}");
    char body[4200] = "attributes: {words: ";
    memset(body + strlen(body), 'a', 4000);
    strcat(body, "}");
    cr_assert(world_profile(&w, body), "%s", world_messages(&w));
    cr_assert_eq(rg_truth_of(w.facts, condition), RG_FALSE);
    world_close(&w);
}
