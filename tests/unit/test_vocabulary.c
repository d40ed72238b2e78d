/* Vocabularies that a test writes, the right ones and those with a mistake; and the shipped one as a whole. */
#include "load/vocabulary.h"

#include "stores.h"

TestSuite(vocabulary, .init = open_store, .fini = close_arena);

#define TEXTS "title: {en: t, ja: 題}, question: {en: q, ja: 問}"

static const char GOOD[] =
    "reggap: vocabulary/1\n"
    "groups:\n"
    "- {id: g, title: {en: Group, ja: 群}}\n"
    "- {id: h, title: {en: Other, ja: 他}}\n"
    "attributes:\n"
    "- {id: b, group: g, type: bool, neutral: false, " TEXTS "}\n"
    "- {id: e, group: g, type: enum, neutral: two, " TEXTS ",\n"
    "   values: [{id: one, title: {en: 1, ja: 一}}, {id: two, title: {en: 2, ja: 二}}]}\n"
    "- {id: s, group: h, type: set, neutral: [x, z], " TEXTS ",\n"
    "   values: [{id: x, title: {en: x, ja: x}}, {id: y, title: {en: y, ja: y}}, {id: z, title: {en: z, ja: z}}]}\n"
    "- {id: m, group: g, section: company, type: set, values: markets, neutral: [], " TEXTS "}\n"
    "- {id: i, group: g, section: company, type: int, " TEXTS "}\n"
    "- {id: y, group: g, section: company, type: money, " TEXTS "}\n"
    "- {id: d, group: g, section: safety, type: date, " TEXTS "}\n"
    "- {id: t, group: g, type: text, design_choice: true, help: {en: h, ja: 助}, " TEXTS "}\n"
    "- {id: c, group: g, section: codes, type: code, asked_when: {b: true}, " TEXTS "}\n"
    "constraints:\n"
    "- {id: k, when: {b: true}, then: {e: one}, message: {en: m, ja: 文}}\n"
    "records:\n"
    "- id: approvals\n"
    "  condition: approved_in\n"
    "  key: market\n"
    "  fields:\n"
    "  - {id: market, type: enum, values: any}\n"
    "  - {id: status, type: enum, values: [valid, expired], default: valid}\n"
    "  - {id: on, type: date}\n";

static const rg_vocabulary *read(const char *text) {
    add_file("rules/vocabulary.yaml", text);
    return rg_vocabulary_read(&reader);
}

static const rg_attribute *attribute(const rg_vocabulary *v, const char *id) {
    long index = rg_attribute_index(v, id);
    cr_assert_geq(index, 0, "no attribute %s", id);
    return &v->attributes.items[index];
}

static const struct {
    const char *id;
    rg_type type;
    rg_section section;
    size_t values;
    bool has_neutral;
    uint64_t neutral;
    bool design_choice, asked_when;
} attributes[] = {
    {"b", RG_BOOL, RG_ATTRIBUTES, 2, true, 1, false, false}, {"e", RG_ENUM, RG_ATTRIBUTES, 2, true, 2, false, false},
    {"s", RG_SET, RG_ATTRIBUTES, 3, true, 5, false, false},  {"m", RG_SET, RG_COMPANY, 2, true, 0, false, false},
    {"i", RG_INT, RG_COMPANY, 0, false, 0, false, false},    {"y", RG_MONEY, RG_COMPANY, 0, false, 0, false, false},
    {"d", RG_DATE, RG_SAFETY, 0, false, 0, false, false},    {"t", RG_TEXT, RG_ATTRIBUTES, 0, false, 0, true, false},
    {"c", RG_CODE, RG_CODES, 0, false, 0, false, true},
};

static void add_markets(void) {
    add_file("jurisdictions/us/market.yaml", "id: us");
    add_file("jurisdictions/eu/market.yaml", "id: eu");
}

EACH_ROW(vocabulary, reads_attributes, attributes) {
    add_markets();
    const rg_vocabulary *v = read(GOOD);
    expect_nothing_told();
    const rg_attribute *a = attribute(v, row->id);
    cr_assert_str_eq(a->id, row->id);
    cr_assert_eq(a->type, row->type);
    cr_assert_eq(a->section, row->section);
    cr_assert_eq(a->count, row->values);
    cr_assert_eq(a->has_neutral, row->has_neutral);
    cr_assert_eq(a->neutral, row->neutral);
    cr_assert_eq(a->design_choice, row->design_choice);
    cr_assert_eq(a->asked_when != NULL, row->asked_when);
    cr_assert_str_eq(a->title.ja, "題");
    cr_assert_str_eq(a->question.en, "q");
    cr_assert_eq(a->basis.verified, RG_NOT_VERIFIED);
}

static const struct {
    const char *attribute, *value;
    long index;
} values[] = {{"b", "false", 0}, {"b", "true", 1}, {"b", "yes", -1}, {"b", "True", -1}, {"e", "one", 0},
              {"e", "two", 1},   {"e", "", -1},    {"e", "x", -1},   {"s", "x", 0},     {"s", "z", 2},
              {"m", "eu", 0},    {"m", "us", 1},   {"m", "jp", -1},  {"i", "5", -1},    {"t", "", -1}};

EACH_ROW(vocabulary, finds_values, values) {
    add_markets();
    cr_assert_eq(rg_value_index(attribute(read(GOOD), row->attribute), row->value), row->index);
}

Test(vocabulary, finds_no_attribute_of_another_name) {
    const rg_vocabulary *v = read(GOOD);
    cr_assert_eq(rg_attribute_index(v, "none"), -1);
    cr_assert_eq(rg_attribute_index(v, ""), -1);
    cr_assert_eq(rg_attribute_index(v, "B"), -1);
    cr_assert_eq(v->attributes.count, 9);
    for (size_t i = 0; i < v->attributes.count; i++)
        cr_assert_str_eq(v->names[i], v->attributes.items[i].id);
}

Test(vocabulary, reads_groups_constraints_and_records) {
    const rg_vocabulary *v = read(GOOD);
    cr_assert_eq(v->groups.count, 2);
    cr_assert_str_eq(v->groups.items[1].id, "h");
    cr_assert_str_eq(v->groups.items[1].title.ja, "他");
    cr_assert_eq(v->constraints.count, 1);
    cr_assert_str_eq(v->constraints.items[0].message.ja, "文");
    cr_assert_str_eq(rg_node_text(rg_node_get(v->constraints.items[0].then, "e")), "one");
    cr_assert_eq(v->records.count, 1);
    const rg_record_type *record = &v->records.items[0];
    cr_assert_str_eq(record->condition, "approved_in");
    cr_assert_str_eq(record->key, "market");
    cr_assert_eq(record->count, 3);
    cr_assert_eq(rg_field_index(record, "on"), 2);
    cr_assert_eq(rg_field_index(record, "off"), -1);
    cr_assert_eq(record->fields[2].type, RG_DATE);
    cr_assert_null(record->fields[0].values, "any value");
    cr_assert_eq(record->fields[1].count, 2);
    cr_assert_str_eq(record->fields[1].values[1], "expired");
    cr_assert_str_eq(record->fields[1].otherwise, "valid");
    cr_assert_null(record->fields[0].otherwise);
}

/* Markets are the folders that hold a market.yaml. */
static const struct {
    const char *paths, *expected;
} market_lists[] = {
    {"", ""},
    {"jurisdictions/jp/market.yaml", "jp"},
    {"jurisdictions/us/market.yaml jurisdictions/eu/market.yaml jurisdictions/jp/market.yaml", "eu jp us"},
    {"jurisdictions/eu/market.yaml jurisdictions/eu/market.yaml", "eu"},
    {"jurisdictions/eu/sources.yaml", ""},
    {"jurisdictions/eu/old/market.yaml", ""},
    {"jurisdictions/market.yaml", ""},
    {"jurisdictions//market.yaml", ""},
    {"rules/eu/market.yaml", ""},
    {"jurisdictions/eu/market.yaml.yaml jurisdictions/ch/xmarket.yaml", ""},
    {"jurisdictions/uk-ni/market.yaml jurisdictions/uk/market.yaml", "uk uk-ni"},
};

EACH_ROW(vocabulary, knows_the_markets_of_the_store, market_lists) {
    char *paths = rg_copy_text(arena, row->paths, strlen(row->paths));
    for (char *path = strtok(paths, " "); path; path = strtok(NULL, " "))
        add_file(path, "id: x");
    const rg_vocabulary *v = read(GOOD);
    rg_buffer got = rg_buffer_in(arena);
    for (size_t i = 0; i < v->market_count; i++)
        rg_addf(&got, i ? " %s" : "%s", v->markets[i]);
    cr_assert_str_eq(rg_buffer_text(&got), row->expected);
}

Test(vocabulary, a_later_file_replaces_an_attribute) {
    add_markets();
    add_file("rules/vocabulary.yaml", GOOD);
    const rg_vocabulary *v =
        read("reggap: vocabulary/1\nattributes:\n"
             "- {id: b, group: h, type: enum, " TEXTS ", values: [{id: v, title: {en: v, ja: v}}]}\n"
             "- {id: new, group: h, type: bool, " TEXTS "}\n");
    expect_nothing_told();
    cr_assert_eq(v->attributes.count, 10);
    cr_assert_eq(rg_attribute_index(v, "b"), 0);
    cr_assert_eq(attribute(v, "b")->type, RG_ENUM);
    cr_assert_eq(rg_attribute_index(v, "new"), 9);
}

/* ---- one mistake each; the attribute begins in line 3 */

#define A "reggap: vocabulary/1\nattributes:\n"
#define VALUE "{id: v, title: {en: v, ja: v}}"

static const struct {
    const char *text, *code, *message;
    unsigned line, column;
} mistakes[] = {
    {A "- {id: a, group: g, type: bol, " TEXTS "}", "unknown-value", "unknown type 'bol' (did you mean 'bool'?)", 3,
     27},
    {A "- {id: a, group: g, type: Date, " TEXTS "}", "unknown-value", "unknown type 'Date' (did you mean 'date'?)", 3,
     27},
    {A "- {id: a, group: g, type: complex, " TEXTS "}", "unknown-value", NULL, 3, 27},
    {A "- {id: a, group: g, " TEXTS "}", "missing-key", "'type' is missing", 3, 3},
    {A "- {id: a, type: bool, " TEXTS "}", "missing-key", "'group' is missing", 3, 3},
    {A "- {group: g, type: bool, " TEXTS "}", "missing-key", "'id' is missing", 3, 3},
    {A "- {id: a, group: g, type: bool, question: {en: q, ja: q}}", "missing-key", "'title' is missing", 3, 3},
    {A "- {id: a, group: g, type: bool, title: {en: q, ja: q}}", "missing-key", "'question' is missing", 3, 3},
    {A "- {id: a, group: g, type: bool, title: {en: t}, question: {en: q, ja: q}}", "missing-key", "'ja' is missing", 3,
     40},
    {A "- {id: a, group: g, type: bool, colour: red, " TEXTS "}", "unknown-key", "unknown key 'colour'", 3, 33},
    {A "- {id: a, group: g, type: bool, netural: true, " TEXTS "}", "unknown-key",
     "unknown key 'netural' (did you mean 'neutral'?)", 3, 33},
    {A "- {id: a, group: g, section: body, type: bool, " TEXTS "}", "unknown-value", NULL, 3, 30},
    {A "- {id: a, group: g, section: compny, type: bool, " TEXTS "}", "unknown-value",
     "unknown section 'compny' (did you mean 'company'?)", 3, 30},
    {A "- {id: a, group: g, type: bool, design_choice: maybe, " TEXTS "}", "type",
     "'design_choice' must be true or false", 3, 48},
    {A "- {id: a, group: g, type: bool, neutral: maybe, " TEXTS "}", "unknown-value", "unknown value of 'a': 'maybe'",
     3, 42},
    {A "- {id: a, group: g, type: bool, neutral: flase, " TEXTS "}", "unknown-value",
     "unknown value of 'a': 'flase' (did you mean 'false'?)", 3, 42},
    {A "- {id: a, group: g, type: bool, neutral: [true, false], " TEXTS "}", "neutral", "'neutral' must be one value",
     3, 42},
    {A "- {id: a, group: g, type: enum, neutral: [], values: [" VALUE "], " TEXTS "}", "neutral",
     "'neutral' must be one value", 3, 42},
    {A "- {id: a, group: g, type: enum, neutral: w, values: [" VALUE "], " TEXTS "}", "unknown-value", NULL, 3, 42},
    {A "- {id: a, group: g, type: set, neutral: [v, w2], values: [" VALUE "], " TEXTS "}", "unknown-value", NULL, 3,
     45},
    {A "- {id: a, group: g, type: set, neutral: {v: true}, values: [" VALUE "], " TEXTS "}", "type",
     "a value or a list of values is expected here", 3, 41},
    {A "- {id: a, group: g, type: enum, " TEXTS "}", "values", "'a' must have 1 to 64 values", 3, 3},
    {A "- {id: a, group: g, type: set, values: [], " TEXTS "}", "values", "'a' must have 1 to 64 values", 3, 3},
    {A "- {id: a, group: g, type: enum, values: markets, " TEXTS "}", "values", "'a' must have 1 to 64 values", 3, 3},
    {A "- {id: a, group: g, type: enum, neutral: none, " TEXTS "}", "values", "'a' must have 1 to 64 values", 3, 3},
    {A "- {id: a, group: g, type: set, neutral: [v], values: [], " TEXTS "}", "values", "'a' must have 1 to 64 values",
     3, 3},
    {A "- {id: a, group: g, type: enum, values: [{title: {en: v, ja: v}}, " VALUE "], " TEXTS "}", "missing-key",
     "'id' is missing", 3, 42},
    {A "- {id: a, group: g, type: enum, values: [{id: v}], " TEXTS "}", "missing-key", "'title' is missing", 3, 42},
    {A "- {id: a, group: g, type: enum, values: [v], " TEXTS "}", "type", "a map is expected here", 3, 42},
    {A "- {id: a, group: g, type: enum, values: [{id: v, name: w, title: {en: v, ja: v}}], " TEXTS "}", "unknown-key",
     NULL, 3, 50},
    {A "- {id: a, group: g, type: bool, " TEXTS "}\n- {id: a, group: g, type: bool, " TEXTS "}", "duplicate-id",
     "duplicate id 'a' (it stands in line 3 already)", 4, 3},
    {A "- {id: a, group: g, type: bool, cite: {source: mdr}, " TEXTS "}", "unknown-source", "unknown source 'mdr'", 3,
     48},
    {A "- {id: a, group: g, type: bool, verified: {date: 2026-02-30, source: x}, " TEXTS "}", "date", NULL, 3, 50},
    {"reggap: vocabulary/1\n", "vocabulary", "no attributes at all", 0, 0},
    {"reggap: vocabulary/1\nattributes: []\n", "vocabulary", "no attributes at all", 0, 0},
    {"reggap: sources/1\nattributes:\n- {id: a, group: g, type: bool, " TEXTS "}", "kind",
     "'vocabulary/1' is expected here, not 'sources/1'", 1, 9},
    {"reggap: vocabulary/1\nattributes: {a: {type: bool}}\n", "type", "'attributes' must be a list", 2, 13},
    {A "- {id: a, group: g, type: bool, " TEXTS "}\nconstraints:\n- {id: k, when: {a: true}, message: {en: m, ja: m}}",
     "constraint", "a constraint needs 'when' and 'then'", 5, 3},
    {A "- {id: a, group: g, type: bool, " TEXTS
       "}\nconstraints:\n- {id: k, when: a, then: {a: true}, message: {en: m, ja: m}}",
     "constraint", "a constraint needs 'when' and 'then'", 5, 3},
    {A "- {id: a, group: g, type: bool, " TEXTS "}\nconstraints:\n- {id: k, when: {a: true}, then: {a: true}}",
     "missing-key", "'message' is missing", 5, 3},
    {A "- {id: a, group: g, type: bool, " TEXTS "}\nrecords:\n- {id: r, fields: [{id: f, type: strng}]}",
     "unknown-value", NULL, 5, 34},
    {A "- {id: a, group: g, type: bool, " TEXTS "}\nrecords:\n- {id: r, fields: [{type: text}]}", "missing-key",
     "'id' is missing", 5, 20},
    {A "- {id: a, group: g, type: bool, " TEXTS "}\nrecords:\n- {id: r, feilds: []}", "unknown-key",
     "unknown key 'feilds' (did you mean 'fields'?)", 5, 11},
    {A "- {id: a, group: g, type: bool, " TEXTS "}\ngroups:\n- {id: g}", "missing-key", "'title' is missing", 5, 3},
};

EACH_ROW(vocabulary, tells_each_mistake, mistakes) {
    read(row->text);
    expect_error(&told, 0, row->code, row->line, row->column, row->message);
    cr_assert_str_eq(told.list.items[0].place.path, "rules/vocabulary.yaml");
}

static const struct {
    int count;
    bool good;
} value_counts[] = {{1, true}, {2, true}, {63, true}, {64, true}, {65, false}, {66, false}, {1000, false}};

EACH_ROW(vocabulary, sixty_four_values_are_the_limit, value_counts) {
    rg_buffer text = rg_buffer_in(arena);
    rg_add(&text, A "- {id: a, group: g, type: set, " TEXTS ", values: [");
    for (int i = 1; i <= row->count; i++)
        rg_addf(&text, "{id: v%d, title: {en: v, ja: v}}, ", i);
    rg_add(&text, "]}\n");
    const rg_vocabulary *v = read(rg_buffer_text(&text));
    cr_assert_eq(told.errors == 0, row->good, "%s", first_told(&told));
    if (row->good)
        cr_assert_eq(rg_value_index(attribute(v, "a"), rg_textf(arena, "v%d", row->count)), row->count - 1);
    else
        expect_error(&told, 0, "values", 3, 3, "'a' must have 1 to 64 values");
}

Test(vocabulary, the_last_of_sixty_four_values_may_be_neutral) {
    rg_buffer text = rg_buffer_in(arena);
    rg_add(&text, A "- {id: a, group: g, type: set, neutral: [v1, v64], " TEXTS ", values: [");
    for (int i = 1; i <= 64; i++)
        rg_addf(&text, "{id: v%d, title: {en: v, ja: v}}, ", i);
    rg_add(&text, "]}\n");
    const rg_vocabulary *v = read(rg_buffer_text(&text));
    expect_nothing_told();
    cr_assert_eq(attribute(v, "a")->neutral, UINT64_C(0x8000000000000001));
}

Test(vocabulary, the_shipped_one_is_whole) {
    reader.store = rg_store_shipped(arena);
    rg_read_sources(&reader, "");
    const rg_vocabulary *v = rg_vocabulary_read(&reader);
    for (size_t i = 0; i < told.list.count; i++)
        cr_expect_eq(told.list.items[i].severity, RG_NOTE, "%s", told.list.items[i].message);
    cr_assert_gt(v->attributes.count, 0);
    cr_assert_gt(v->market_count, 0);
    for (size_t i = 0; i < v->attributes.count; i++) {
        const rg_attribute *a = &v->attributes.items[i];
        size_t groups = 0;
        cr_expect_eq(rg_attribute_index(v, a->id), (long)i);
        for (size_t k = 0; k < v->groups.count; k++)
            groups += rg_same(v->groups.items[k].id, a->group);
        cr_expect_eq(groups, 1, "group of %s", a->id);
        for (size_t k = 0; k < a->count; k++)
            cr_expect_eq(rg_value_index(a, a->values[k].id), (long)k, "%s: two values '%s'", a->id, a->values[k].id);
        cr_expect(*a->title.en && *a->title.ja && *a->question.en && *a->question.ja, "texts of %s", a->id);
    }
}
