#include "support/draw.h"

static const char *const LEVELS[] = {"low", "mid", "high"}, *const MOODS[] = {"calm", "wild"},
                         *const PARTS[] = {"a", "b", "c", "d"}, *const KINDS[] = {"medical_device", "ivd"},
                         *const WORDS[] = {"alpha", "beta", "gamma", "alphabet"}, *const CODES[] = {"11", "12", "21"},
                         *const MARKETS[] = {"jp", "us", "eu"}, *const PROOFS[] = {"certificate", "report"},
                         *const DECISIONS[] = {"decision", "certificate", "notice"},
                         *const STATES[] = {"valid", "suspended", "withdrawn", "expired"},
                         *const DATES[] = {"2019-12-31", "2020-01-01", "2023-11-23", "2023-11-24",
                                           "2024-02-29", "2026-11-22", "2026-11-23", "2026-11-24"};

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ONE_OF(r, array) ((array)[rng_below(r, COUNT(array))])

/* A list of some of the names, none twice; never empty unless `may_be_empty`. */
static void some_of(rng *r, rg_buffer *out, const char *const *names, size_t count, bool may_be_empty) {
    size_t sure = rng_below(r, count), written = 0;
    bool keep_sure = !may_be_empty || rng_chance(r, 75);
    rg_add(out, "[");
    for (size_t i = 0; i < count; i++)
        if ((i == sure && keep_sure) || rng_chance(r, 30))
            rg_addf(out, "%s%s", written++ ? ", " : "", names[i]);
    rg_add(out, "]");
}

static void range(rng *r, rg_buffer *out, const char *low, const char *high) {
    static const char *const below[] = {"lt", "le"}, *const above[] = {"gt", "ge"};
    switch (rng_below(r, 4)) {
    case 0: rg_addf(out, "{%s: %s}", ONE_OF(r, below), high); break;
    case 1: rg_addf(out, "{%s: %s}", ONE_OF(r, above), low); break;
    case 2: rg_addf(out, "{%s: %s, %s: %s}", ONE_OF(r, above), low, ONE_OF(r, below), high); break;
    default: rg_add(out, low);
    }
}

static void draw_set(rng *r, rg_buffer *out) {
    static const char *const operators[] = {"has_any", "has_all", "has_only"};
    rg_add(out, "parts: ");
    switch (rng_below(r, 4)) {
    case 0: some_of(r, out, PARTS, COUNT(PARTS), false); break;
    case 1: rg_addf(out, "{has: %s}", ONE_OF(r, PARTS)); break;
    case 2: rg_addf(out, "{empty: %s}", rng_chance(r, 50) ? "true" : "false"); break;
    default:
        rg_addf(out, "{%s: ", ONE_OF(r, operators));
        some_of(r, out, PARTS, COUNT(PARTS), false);
        rg_add(out, "}");
    }
}

static void draw_text(rng *r, rg_buffer *out, const char *name, const char *const *texts, size_t count) {
    static const char *const patterns[] = {"\"^al\"", "\"a$\"", "\"1|mm\"", "\"^(beta|11)$\""};
    rg_addf(out, "%s: ", name);
    switch (rng_below(r, 3)) {
    case 0: some_of(r, out, texts, count, false); break;
    case 1: rg_addf(out, "{matches: %s}", ONE_OF(r, patterns)); break;
    default: rg_addf(out, "{given: %s}", rng_chance(r, 50) ? "true" : "false");
    }
}

static void draw_approval(rng *r, rg_buffer *out) {
    if (rng_chance(r, 30)) {
        rg_addf(out, "approved_in: %s", ONE_OF(r, MARKETS));
        return;
    }
    rg_addf(out, "approved_in: {market: %s", ONE_OF(r, MARKETS));
    if (rng_chance(r, 50)) {
        rg_add(out, ", kind: ");
        some_of(r, out, DECISIONS, COUNT(DECISIONS), false);
    }
    if (rng_chance(r, 30)) {
        rg_add(out, ", status: ");
        some_of(r, out, STATES, COUNT(STATES), false);
    }
    if (rng_chance(r, 30))
        rg_addf(out, ", marketed_since: {months_before: %zu}", rng_below(r, 4) * 12);
    if (rng_chance(r, 30))
        rg_addf(out, ", same_intended_use: %s", rng_chance(r, 50) ? "true" : "false");
    rg_add(out, "}");
}

static void draw_leaf(rng *r, rg_buffer *out) {
    static const char *const bools[] = {"flag", "other", "third", "deep"};
    switch (rng_below(r, 11)) {
    case 0:
    case 1: rg_addf(out, "%s: %s", ONE_OF(r, bools), rng_chance(r, 60) ? "true" : "false"); break;
    case 2:
        rg_add(out, "level: ");
        some_of(r, out, LEVELS + rng_below(r, 2), 2, false); /* never all of them, which is no question */
        break;
    case 3: rg_addf(out, "mood: %s", ONE_OF(r, MOODS)); break;
    case 4: draw_set(r, out); break;
    case 5:
        rg_add(out, "count: ");
        range(r, out, "3", "9");
        break;
    case 6:
        rg_add(out, "since: ");
        range(r, out, "2020-01-01", "2024-02-29");
        break;
    case 7: draw_text(r, out, "words", WORDS, COUNT(WORDS)); break;
    case 8: draw_text(r, out, "jcode", CODES, COUNT(CODES)); break;
    case 9: draw_approval(r, out); break;
    default: rg_addf(out, "holds: %s", ONE_OF(r, PROOFS));
    }
}

void draw_condition(rng *r, rg_buffer *out, unsigned depth) {
    static const char *const lists[] = {"all", "any", "any", "not"};
    rg_add(out, "{");
    if (depth == 0 || rng_chance(r, 25)) {
        draw_leaf(r, out);
    } else if (rng_chance(r, 25)) {
        rg_add(out, "not: ");
        draw_condition(r, out, depth - 1);
    } else {
        size_t count = 1 + rng_below(r, 3);
        rg_addf(out, "%s: [", ONE_OF(r, lists));
        for (size_t i = 0; i < count; i++) {
            rg_add(out, i ? ", " : "");
            draw_condition(r, out, depth - 1);
        }
        rg_add(out, "]");
    }
    if (rng_chance(r, 20))
        rg_addf(out, ", product_type: %s", ONE_OF(r, KINDS));
    rg_add(out, "}");
}

static void draw_attributes(rng *r, rg_buffer *out, unsigned percent) {
    static const char *const bools[] = {"flag", "other", "third", "deep"};
    rg_add(out, "attributes: {");
    for (size_t i = 0; i < COUNT(bools); i++)
        if (rng_chance(r, percent))
            rg_addf(out, "%s: %s, ", bools[i], rng_chance(r, 50) ? "true" : "false");
    if (rng_chance(r, percent))
        rg_addf(out, "level: %s, ", ONE_OF(r, LEVELS));
    if (rng_chance(r, percent))
        rg_addf(out, "mood: %s, ", ONE_OF(r, MOODS));
    if (rng_chance(r, percent))
        rg_addf(out, "product_type: %s, ", ONE_OF(r, KINDS));
    if (rng_chance(r, percent))
        rg_addf(out, "count: %zu, ", rng_below(r, 12));
    if (rng_chance(r, percent))
        rg_addf(out, "since: %s, ", ONE_OF(r, DATES));
    if (rng_chance(r, percent))
        rg_addf(out, "words: %s, ", ONE_OF(r, WORDS));
    if (rng_chance(r, percent)) {
        rg_add(out, "parts: ");
        some_of(r, out, PARTS, COUNT(PARTS), true);
    }
    rg_add(out, "}\n");
}

static void draw_lists(rng *r, rg_buffer *out, unsigned percent) {
    if (rng_chance(r, percent)) {
        rg_add(out, "approvals: [");
        for (size_t i = rng_below(r, 3); i > 0; i--) {
            rg_addf(out, "{market: %s", ONE_OF(r, MARKETS));
            if (rng_chance(r, 60))
                rg_addf(out, ", kind: %s", ONE_OF(r, DECISIONS));
            if (rng_chance(r, 40))
                rg_addf(out, ", status: %s", ONE_OF(r, STATES));
            if (rng_chance(r, 40))
                rg_addf(out, ", marketed_since: %s", ONE_OF(r, DATES));
            if (rng_chance(r, 40))
                rg_addf(out, ", same_intended_use: %s", rng_chance(r, 50) ? "true" : "false");
            rg_add(out, "}, ");
        }
        rg_add(out, "]\n");
    }
    if (rng_chance(r, percent)) {
        rg_addf(out, "evidence: [{id: e, type: %s", ONE_OF(r, PROOFS));
        if (rng_chance(r, 50))
            rg_addf(out, ", expires: %s", ONE_OF(r, DATES));
        rg_add(out, "}]\n");
    }
}

void draw_profile(rng *r, rg_buffer *out, unsigned percent) {
    if (rng_chance(r, percent / 2))
        rg_addf(out, "device: {codes: {jcode: \"%s\"}}\n", ONE_OF(r, CODES));
    draw_attributes(r, out, percent);
    draw_lists(r, out, percent);
    if (rng_chance(r, 20))
        rg_add(out, "complete: true\n");
}
