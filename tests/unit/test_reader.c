/* What is read out of a map is what stands there, and whatever is not as it should be is told with its place. */
#include "load/reader.h"

#include "stores.h"

TestSuite(reader, .init = open_store, .fini = close_arena);

/* ---- keys */

static const struct {
    const char *text, *known;
    unsigned line, column; /* 0: every key is known */
    const char *code, *message;
} keys[] = {
    {"{}", "id title", 0, 0, NULL, NULL},
    {"id: 1", "id title", 0, 0, NULL, NULL},
    {"title: 1\nid: 2", "id title", 0, 0, NULL, NULL},
    {"{a: 1, b: 2, c: 3}", "a b c", 0, 0, NULL, NULL},
    {"titel: 1", "id title", 1, 1, "unknown-key", "unknown key 'titel' (did you mean 'title'?)"},
    {"id: 1\nTitle: 2", "id title", 2, 1, "unknown-key", "unknown key 'Title' (did you mean 'title'?)"},
    {"titl: 1", "id title", 1, 1, "unknown-key", "unknown key 'titl' (did you mean 'title'?)"},
    {"titles: 1", "id title", 1, 1, "unknown-key", "unknown key 'titles' (did you mean 'title'?)"},
    {"le: 1", "id title", 1, 1, "unknown-key", NULL},
    {"i: 1", "id title", 1, 1, "unknown-key", NULL},
    {"tit: 1", "id title", 1, 1, "unknown-key", NULL},
    {"nothing_like_it: 1", "id title", 1, 1, "unknown-key", "unknown key 'nothing_like_it'"},
    {"{id: 1,  x-unrelated: 2}", "id title", 1, 10, "unknown-key", "unknown key 'x-unrelated'"},
    {"- a", "id title", 1, 1, "type", "a map is expected here"},
    {"plain", "id title", 1, 1, "type", "a map is expected here"},
    {"id title: 1", "id title", 1, 1, "unknown-key", NULL},
    {"title url: 1", "id title url kind", 1, 1, "unknown-key", NULL},
    {"'id ': 1", "id title", 1, 1, "unknown-key", "unknown key 'id ' (did you mean 'id'?)"},
    {"' title': 1", "id title", 1, 1, "unknown-key", "unknown key ' title' (did you mean 'title'?)"},
    {"' ': 1", "id title", 1, 1, "unknown-key", NULL},
    {"'': 1", "id title", 1, 1, "unknown-key", NULL},
    {"? \n: 1", "id title", 1, 2, "unknown-key", NULL},
    {"題名: 1", "id title", 1, 1, "unknown-key", "unknown key '題名'"},
};

EACH_ROW_WITHIN(reader, knows_its_keys, keys, 5) {
    rg_read_keys(&reader, yaml(row->text), row->known);
    if (row->line)
        expect_error(&told, 0, row->code, row->line, row->column, row->message);
    cr_assert_eq(told.list.count, row->line ? 1 : 0, "%s\ntold: %s", row->text, first_told(&told));
}

Test(reader, tells_every_unknown_key) {
    rg_read_keys(&reader, yaml("aaaa: 1\nid: 2\nbbbb: 3\ncccc: 4"), "id title");
    cr_assert_eq(told.errors, 3);
    cr_assert_eq(told.list.items[1].place.line, 3);
    cr_assert_eq(told.list.items[2].place.line, 4);
    rg_read_keys(&reader, NULL, "id");
    cr_assert_eq(told.errors, 3, "no map, no unknown keys");
}

static const struct { int before; /* letters before the first wide character */ } cuts[] = {{0}, {1}, {2}, {3}};

EACH_ROW(reader, cuts_long_names_between_characters, cuts) {
    rg_buffer text = rg_buffer_in(arena);
    for (int i = 0; i < 60; i++)
        rg_add(&text, i < row->before ? "a" : "名");
    rg_add(&text, ": 1");
    rg_read_keys(&reader, yaml(rg_buffer_text(&text)), "id");
    const char *message = told.list.items[0].message;
    cr_assert_eq(rg_utf8_valid(message, strlen(message)), strlen(message), "half a character in: %s", message);
}

/* ---- words, texts, truth, dates, numbers */

static const struct {
    const char *text;
    bool needed;
    const char *expected, *code, *message;
    unsigned line, column;
} words[] = {
    {"k: word", true, "word", NULL, NULL, 0, 0},
    {"k: 'a b'", true, "a b", NULL, NULL, 0, 0},
    {"k: 12", true, "12", NULL, NULL, 0, 0},
    {"k: ''", true, "", NULL, NULL, 0, 0},
    {"k: 'null'", true, "null", NULL, NULL, 0, 0},
    {"x: 1", false, NULL, NULL, NULL, 0, 0},
    {"x: 1", true, NULL, "missing-key", "'k' is missing", 1, 1},
    {"\n  x: 1", true, NULL, "missing-key", "'k' is missing", 2, 3},
    {"- k", true, NULL, "missing-key", "'k' is missing", 1, 1},
    {"k:", true, NULL, "type", "'k' must be a text", 1, 3},
    {"k: ~", true, NULL, "type", "'k' must be a text", 1, 4},
    {"k: null", false, NULL, "type", "'k' must be a text", 1, 4},
    {"k: [a]", true, NULL, "type", "'k' must be a text", 1, 4},
    {"x: 1\nk: {a: b}", false, NULL, "type", "'k' must be a text", 2, 4},
};

EACH_ROW(reader, reads_words, words) {
    const char *word = rg_read_word(&reader, yaml(row->text), "k", row->needed);
    cr_assert_str_eq(word ? word : "(none)", row->expected ? row->expected : "(none)");
    if (row->code)
        expect_error(&told, 0, row->code, row->line, row->column, row->message);
    cr_assert_eq(told.list.count, row->code ? 1 : 0, "%s", first_told(&told));
}

static const struct {
    const char *text;
    bool needed;
    const char *en, *ja, *code, *message;
    unsigned line, column;
} texts[] = {
    {"k: {en: one, ja: 一}", true, "one", "一", NULL, NULL, 0, 0},
    {"k:\n  ja: 一\n  en: one", false, "one", "一", NULL, NULL, 0, 0},
    {"x: 1", false, "", "", NULL, NULL, 0, 0},
    {"x: 1", true, "", "", "missing-key", "'k' is missing", 1, 1},
    {"k: {en: one}", true, "one", "", "missing-key", "'ja' is missing", 1, 4},
    {"k: {ja: 一}", false, "", "一", "missing-key", "'en' is missing", 1, 4},
    {"k: one", true, "", "", "type", "a map is expected here", 1, 4},
    {"k: [one, 一]", true, "", "", "type", "a map is expected here", 1, 4},
    {"k: {en: one, ja: 一, de: eins}", true, "one", "一", "unknown-key", NULL, 1, 21},
    {"k: {en: , ja: 一}", true, "", "一", "type", "'en' must be a text", 1, 9},
    {"k: {en: one, ja: [一]}", true, "one", "", "type", "'ja' must be a text", 1, 18},
};

EACH_ROW(reader, reads_texts_in_both_languages, texts) {
    rg_text text = rg_read_text(&reader, yaml(row->text), "k", row->needed);
    cr_assert_str_eq(text.en, row->en);
    cr_assert_str_eq(text.ja, row->ja);
    if (row->code)
        expect_error(&told, 0, row->code, row->line, row->column, row->message);
    cr_assert_eq(told.list.count, row->code ? 1 : 0, "%s", first_told(&told));
}

static const struct {
    const char *text;
    bool otherwise, expected, good;
} truths[] = {
    {"k: true", false, true, true},     {"k: false", true, false, true},       {"x: 1", false, false, true},
    {"x: 1", true, true, true},         {"k: True", false, false, false},      {"k: TRUE", false, false, false},
    {"k: yes", false, false, false},    {"k: on", false, false, false},        {"k: y", false, false, false},
    {"k: no", false, false, false},     {"k: 1", false, false, false},         {"k: 0", false, false, false},
    {"k: [true]", false, false, false}, {"k: {true: 1}", false, false, false}, {"k: truely", false, false, false},
    {"k: ' true'", false, false, false}};

EACH_ROW(reader, reads_true_and_false, truths) {
    bool value = rg_read_bool(&reader, yaml(row->text), "k", row->otherwise);
    if (row->good)
        cr_assert_eq(value, row->expected);
    else
        expect_error(&told, 0, "type", 1, 4, "'k' must be true or false");
    cr_assert_eq(told.list.count, row->good ? 0 : 1, "%s", first_told(&told));
}

static const struct {
    const char *text, *expected; /* NULL: wrong */
} dates[] = {{"k: 2026-11-23", "2026-11-23"},
             {"k: '2024-02-29'", "2024-02-29"},
             {"x: 1", "2000-01-01"},
             {"k:", "2000-01-01"},
             {"k: ~", "2000-01-01"},
             {"k: 2026-02-29", NULL},
             {"k: 2026-11-23T00:00:00Z", NULL},
             {"k: 23.11.2026", NULL},
             {"k: 20261123", NULL},
             {"k: tomorrow", NULL},
             {"k: [2026-11-23]", NULL},
             {"k: {date: 2026-11-23}", NULL},
             {"k: ''", NULL}};

EACH_ROW(reader, reads_dates, dates) {
    int32_t otherwise, expected;
    cr_assert(rg_date_parse("2000-01-01", &otherwise));
    cr_assert(rg_date_parse(row->expected ? row->expected : "2000-01-01", &expected));
    cr_assert_eq(rg_read_date(&reader, yaml(row->text), "k", otherwise), expected);
    if (!row->expected)
        expect_error(&told, 0, "date", 1, 4, "'k' must be a date as 2026-11-23");
    cr_assert_eq(told.list.count, row->expected ? 0 : 1, "%s", first_told(&told));
}

static const struct {
    const char *text;
    double value;
    bool good, told;
} numbers[] = {{"k: 5", 5, true, false},     {"k: -2.5", -2.5, true, false}, {"k: 1e3", 1000, true, false},
               {"k: '7'", 7, true, false},   {"x: 1", 0, false, false},      {"k:", 0, false, true},
               {"k: .inf", 0, false, true},  {"k: .nan", 0, false, true},    {"k: 0x10", 0, false, true},
               {"k: 1_000", 0, false, true}, {"k: 1,000", 0, false, true},   {"k: 1e999", 0, false, true},
               {"k: five", 0, false, true},  {"k: [5]", 0, false, true},     {"k: {n: 5}", 0, false, true}};

EACH_ROW(reader, reads_numbers, numbers) {
    double value = 4711;
    cr_assert_eq(rg_read_number(&reader, yaml(row->text), "k", &value), row->good);
    cr_assert(value == (row->good ? row->value : 4711));
    if (row->told)
        expect_error(&told, 0, "type", 1, strcmp(row->text, "k:") == 0 ? 3 : 4, "'k' must be a number");
    cr_assert_eq(told.list.count, row->told, "%s", first_told(&told));
}

static const struct {
    const char *text, *expected, *message;
    unsigned column;
} lists[] = {
    {"k: a", "a,", NULL, 0},
    {"k: [a]", "a,", NULL, 0},
    {"k: [a, b, 'c d']", "a,b,c d,", NULL, 0},
    {"k:\n- a\n- b", "a,b,", NULL, 0},
    {"k: []", "", NULL, 0},
    {"x: 1", "", NULL, 0},
    {"k: {a: b}", "", "a value or a list of values is expected here", 4},
    {"k: [a, [b], c]", "a,c,", "a plain value is expected here", 8},
    {"k: [{a: b}, c]", "c,", "a plain value is expected here", 5},
};

EACH_ROW(reader, reads_lists, lists) {
    size_t count = 4711;
    rg_buffer got = rg_buffer_in(arena);
    const rg_node *const *list = rg_read_list(&reader, rg_node_get(yaml(row->text), "k"), &count);
    for (size_t i = 0; i < count; i++)
        rg_addf(&got, "%s,", rg_node_text(list[i]));
    cr_assert_str_eq(rg_buffer_text(&got), row->expected);
    if (row->message)
        expect_error(&told, 0, "type", 1, row->column, row->message);
    cr_assert_eq(told.list.count, row->message ? 1 : 0);
}

/* ---- what is in force */

static const struct {
    const char *entry, *as_of;
    bool in_force;
} periods[] = {
    {"{}", "2026-11-23", true},
    {"{}", "0001-01-01", true},
    {"{}", "9999-12-31", true},
    {"effective: {from: 2027-02-25, until: 2028-08-01}", "2027-02-24", false},
    {"effective: {from: 2027-02-25, until: 2028-08-01}", "2027-02-25", true},
    {"effective: {from: 2027-02-25, until: 2028-08-01}", "2027-02-26", true},
    {"effective: {from: 2027-02-25, until: 2028-08-01}", "2028-07-31", true},
    {"effective: {from: 2027-02-25, until: 2028-08-01}", "2028-08-01", true},
    {"effective: {from: 2027-02-25, until: 2028-08-01}", "2028-08-02", false},
    {"effective: {from: 2024-02-29}", "2024-02-28", false},
    {"effective: {from: 2024-02-29}", "2024-02-29", true},
    {"effective: {from: 2024-02-29}", "9999-12-31", true},
    {"effective: {until: 2024-02-29}", "2024-02-29", true},
    {"effective: {until: 2024-02-29}", "2024-03-01", false},
    {"effective: {until: 2024-02-29}", "0001-01-01", true},
    {"effective: {from: 2026-11-23, until: 2026-11-23}", "2026-11-22", false},
    {"effective: {from: 2026-11-23, until: 2026-11-23}", "2026-11-23", true},
    {"effective: {from: 2026-11-23, until: 2026-11-23}", "2026-11-24", false},
    {"effective: {}", "2026-11-23", true},
    {"status: retired", "2026-11-23", false},
    {"{status: retired, effective: {from: 2020-01-01}}", "2026-11-23", false},
    {"status: current", "2026-11-23", true},
};

EACH_ROW(reader, knows_what_is_in_force, periods) {
    cr_assert(rg_date_parse(row->as_of, &reader.as_of));
    cr_assert_eq(rg_read_in_force(&reader, yaml(row->entry)), row->in_force, "%s on %s", row->entry, row->as_of);
    expect_nothing_told();
}

static const struct {
    const char *entry, *code, *message;
    unsigned line, column;
} bad_periods[] = {
    {"effective: {from: 2027-02-25, until: 2027-02-24}", "period", "ends before it begins", 1, 12},
    {"effective: {from: soon}", "date", "'from' must be a date as 2026-11-23", 1, 19},
    {"effective: {until: 2026-13-01}", "date", "'until' must be a date as 2026-11-23", 1, 20},
    {"effective: {form: 2027-02-25}", "unknown-key", "unknown key 'form' (did you mean 'from'?)", 1, 13},
    {"effective: 2027-02-25", "type", "a map is expected here", 1, 12},
    {"effective: [2027-02-25]", "type", "a map is expected here", 1, 12},
};

EACH_ROW(reader, tells_what_is_wrong_with_a_period, bad_periods) {
    rg_read_in_force(&reader, yaml(row->entry));
    cr_assert_eq(told.list.count, 1);
    expect_error(&told, 0, row->code, row->line, row->column, row->message);
}

/* ---- sources and what rests on them */

static const char SHARED[] =
    "reggap: sources/1\n"
    "sources:\n"
    "- {id: n12, title: {en: N12, ja: 文書12}, publisher: IMDRF, date: 2014-09-18, kind: guidance}\n"
    "- {id: both, title: {en: shared, ja: 共通}}\n";
static const char OF_EU[] = "reggap: sources/1\n"
                            "market: eu\n"
                            "sources:\n"
                            "- {id: mdr, title: {en: MDR, ja: 医療機器規則}, url: 'https://example.org', kind: law}\n"
                            "- {id: both, title: {en: of the EU, ja: EUの}}\n";

static void read_two_files_of_sources(void) {
    add_file("rules/sources.yaml", SHARED);
    add_file("jurisdictions/eu/sources.yaml", OF_EU);
    rg_read_sources(&reader, "");
    rg_read_sources(&reader, "eu");
    expect_nothing_told();
}

Test(reader, reads_sources) {
    read_two_files_of_sources();
    cr_assert_eq(reader.sources.count, 4);
    const rg_source *n12 = reader.sources.items[0], *mdr = reader.sources.items[2];
    cr_assert_str_eq(n12->id, "n12");
    cr_assert_str_eq(n12->title.ja, "文書12");
    cr_assert_str_eq(n12->publisher, "IMDRF");
    cr_assert_str_eq(n12->date, "2014-09-18");
    cr_assert_str_eq(n12->url, "");
    cr_assert_str_eq(mdr->url, "https://example.org");
    cr_assert_str_eq(mdr->kind, "law");
    cr_assert_str_eq(mdr->publisher, "");
}

static const struct {
    const char *entry, *market, *titles;
} cites[] = {
    {"cite: {source: mdr, at: 'rule 11'}", "eu", "MDR/rule 11;"},
    {"cite: {source: mdr}", "eu", "MDR/;"},
    {"cite: [{source: mdr, at: a}, {source: n12, at: b}]", "eu", "MDR/a;N12/b;"},
    {"cite: {source: n12}", "", "N12/;"},
    {"cite: {source: both}", "eu", "of the EU/;"},
    {"cite: {source: both}", "", "shared/;"},
    {"cite: {source: both}", "us", "shared/;"},
    {"{}", "eu", ""},
    {"cite: []", "eu", ""},
};

EACH_ROW(reader, finds_a_market_s_own_source_first, cites) {
    read_two_files_of_sources();
    rg_basis basis = rg_read_basis(&reader, yaml(row->entry), row->market);
    rg_buffer got = rg_buffer_in(arena);
    for (size_t i = 0; i < basis.cites.count; i++)
        rg_addf(&got, "%s/%s;", basis.cites.items[i].source->title.en, basis.cites.items[i].at);
    cr_assert_str_eq(rg_buffer_text(&got), row->titles);
    cr_assert_eq(basis.verified, RG_NOT_VERIFIED);
    cr_assert_str_eq(basis.note.en, "");
    cr_assert_eq(basis.effective.from, RG_DATE_MIN);
    cr_assert_eq(basis.effective.until, RG_DATE_MAX);
    expect_nothing_told();
}

static const struct {
    const char *entry, *code, *message;
    unsigned line, column;
} bad_bases[] = {
    {"cite: {source: mrd}", "unknown-source", "unknown source 'mrd' (did you mean 'mdr'?)", 1, 16},
    {"cite: [{source: mdr}, {source: nowhere_known}]", "unknown-source", "unknown source 'nowhere_known'", 1, 32},
    {"cite: {at: x}", "missing-key", "'source' is missing", 1, 7},
    {"cite: {source: mdr, art: x}", "unknown-key", "unknown key 'art' (did you mean 'at'?)", 1, 21},
    {"cite: mdr", "type", "a map is expected here", 1, 7},
    {"cite: {source: [mdr]}", "type", "'source' must be a text", 1, 16},
    {"verified: {date: 2026-11-23, source: nothing}", "unknown-source", "unknown source 'nothing'", 1, 38},
    {"verified: {date: today, source: mdr}", "date", "'date' must be a date as 2026-11-23", 1, 18},
    {"verified: {date: 2026-11-23}", "missing-key", "'source' is missing", 1, 11},
    {"verified: {date: 2026-11-23, sources: mdr, source: mdr}", "unknown-key",
     "unknown key 'sources' (did you mean 'source'?)", 1, 30},
    {"note: {en: only}", "missing-key", "'ja' is missing", 1, 7},
};

EACH_ROW(reader, tells_what_is_wrong_with_a_basis, bad_bases) {
    read_two_files_of_sources();
    rg_read_basis(&reader, yaml(row->entry), "eu");
    expect_error(&told, 0, row->code, row->line, row->column, row->message);
}

Test(reader, reads_what_a_fact_rests_on) {
    read_two_files_of_sources();
    int32_t day;
    rg_basis basis = rg_read_basis(&reader,
                                   yaml("\ncite: {source: mdr, at: a}\nverified: {date: 2026-11-20, source: n12}\n"
                                        "note: {en: n, ja: 注}\neffective: {from: 2021-05-26}"),
                                   "eu");
    expect_nothing_told();
    cr_assert(rg_date_parse("2026-11-20", &day));
    cr_assert_eq(basis.verified, day);
    cr_assert_str_eq(basis.note.en, "n");
    cr_assert_str_eq(basis.note.ja, "注");
    cr_assert(rg_date_parse("2021-05-26", &day));
    cr_assert_eq(basis.effective.from, day);
    cr_assert_str_eq(basis.place.path, "here");
    cr_assert(basis.place.line == 2 && basis.place.column == 1);
}

/* ---- entries of several files */

static const struct {
    const char *first, *second;
    bool groups;
    const char *expected;
} overlays[] = {
    {"[{id: a, v: 1}, {id: b, v: 1}]", NULL, false, "a1 b1 "},
    {"[{id: a, v: 1}, {id: b, v: 1}]", "[{id: c, v: 2}]", false, "a1 b1 c2 "},
    {"[{id: a, v: 1}, {id: b, v: 1}]", "[{id: a, v: 2}]", false, "a2 b1 "},
    {"[{id: a, v: 1}, {id: b, v: 1}]", "[{id: c, v: 2}, {id: b, v: 2}]", false, "a1 b2 c2 "},
    {"[]", "[{id: a, v: 2}]", false, "a2 "},
    {"[{id: a, v: 1}]", "[]", false, "a1 "},
    {"[{id: a, v: 1}, {id: a, v: 2}, {id: b, v: 1}]", NULL, true, "a1 a2 b1 "},
    {"[{id: a, v: 1}, {id: a, v: 2}, {id: b, v: 1}]", "[{id: a, v: 3}]", true, "b1 a3 "},
    {"[{id: a, v: 1}, {id: b, v: 1}]", "[{id: a, v: 3}, {id: a, v: 4}, {id: c, v: 5}]", true, "b1 a3 a4 c5 "},
    {"[{id: a, v: 1}, {id: a, v: 2}]", "[{id: b, v: 3}]", true, "a1 a2 b3 "},
};

EACH_ROW(reader, later_files_take_the_place_of_earlier_ones, overlays) {
    rg_items items = {0};
    rg_buffer got = rg_buffer_in(arena);
    add_file("rules/x.yaml", rg_textf(arena, "reggap: x/1\nlist: %s\n", row->first));
    add_file("rules/other.yaml", "reggap: x/1\nlist: [{id: z, v: 9}]\n");
    if (row->second)
        add_file("rules/x.yaml", rg_textf(arena, "reggap: x/1\nlist: %s\n", row->second));
    rg_read_items(&reader, &items, "rules/x.yaml", "x/1", "list", "id", row->groups);
    for (size_t i = 0; i < items.count; i++)
        rg_addf(&got, "%s%s ", items.items[i].id, rg_node_text(rg_node_get(items.items[i].node, "v")));
    cr_assert_str_eq(rg_buffer_text(&got), row->expected, "'%s' expected, got '%s'", row->expected,
                     rg_buffer_text(&got));
    expect_nothing_told();
}

static const struct {
    const char *text, *code, *message;
    unsigned line, column;
    size_t items;
} bad_items[] = {
    {"reggap: x/1\nlist:\n- id: a\n- id: b\n- id: a\n", "duplicate-id",
     "duplicate id 'a' (it stands in line 3 already)", 5, 3, 2},
    {"reggap: x/2\nlist: []\n", "kind", "'x/1' is expected here, not 'x/2'", 1, 9, 0},
    {"reggap: rules/1\nlist: []\n", "kind", "'x/1' is expected here, not 'rules/1'", 1, 9, 0},
    {"list: [{id: a}]\n", "missing-key", "'reggap' is missing", 1, 1, 1},
    {"reggap: x/1\nlist: {id: a}\n", "type", "'list' must be a list", 2, 7, 0},
    {"reggap: x/1\nlist: a\n", "type", "'list' must be a list", 2, 7, 0},
    {"reggap: x/1\nlist:\n- {name: a}\n- {id: b}\n", "missing-key", "'id' is missing", 3, 3, 1},
    {"reggap: x/1\nlist: [a, {id: b}]\n", "missing-key", "'id' is missing", 2, 8, 1},
    {"reggap: x/1\nlist: [{id: [a]}]\n", "type", "'id' must be a text", 2, 13, 0},
    {"reggap: x/1\nlist:\n- id:\n", "type", "'id' must be a text", 3, 6, 0},
    {"- reggap: x/1\n", "missing-key", "'reggap' is missing", 1, 1, 0},
    {"reggap: [x/1]\nlist: [{id: a}]\n", "type", "'reggap' must be a text", 1, 9, 1},
};

EACH_ROW(reader, tells_what_is_wrong_with_entries, bad_items) {
    rg_items items = {0};
    add_file("rules/x.yaml", row->text);
    rg_read_items(&reader, &items, "rules/x.yaml", "x/1", "list", "id", false);
    expect_error(&told, 0, row->code, row->line, row->column, row->message);
    cr_assert_eq(told.list.count, 1, "%zu told", told.list.count);
    cr_assert_str_eq(told.list.items[0].place.path, "rules/x.yaml");
    cr_assert_eq(items.count, row->items);
}

/* Thirty thousand entries are half a megabyte. */
static const struct {
    size_t files;
    bool groups;
} many_entries[] = {{1, false}, {2, false}, {1, true}, {2, true}};

EACH_ROW(reader, thirty_thousand_entries_take_no_second, many_entries) {
    rg_items items = {0};
    rg_buffer text = rg_buffer_in(arena);
    rg_add(&text, "reggap: x/1\nlist:\n");
    for (int i = 0; i < 30000; i++)
        rg_addf(&text, "- {id: entry%d}\n", i);
    for (size_t i = 0; i < row->files; i++)
        add_file("rules/x.yaml", rg_buffer_text(&text));
    double begin = processor_seconds();
    rg_read_items(&reader, &items, "rules/x.yaml", "x/1", "list", "id", row->groups);
    cr_expect_lt(processor_seconds() - begin, ONE_SECOND, "%.1f s", processor_seconds() - begin);
    cr_assert_eq(items.count, 30000);
    expect_nothing_told();
}

Test(reader, a_missing_file_has_no_entries) {
    rg_items items = {0};
    rg_read_items(&reader, &items, "rules/x.yaml", "x/1", "list", "id", false);
    cr_assert_eq(items.count, 0);
    expect_nothing_told();
}

static const struct {
    const char *from, *to, *name, *expected;
} names[] = {{NULL, NULL, "ghtf.r1", "ghtf.r1"},
             {"ghtf.", "jp.device.", "ghtf.r1a", "jp.device.r1a"},
             {"ghtf.", "jp.device.", "ghtf.", "jp.device."},
             {"ghtf.", "jp.device.", "eu.r1", "eu.r1"},
             {"ghtf.", "jp.device.", "ghtf", "ghtf"},
             {"ghtf.", "jp.device.", "x.ghtf.r1", "x.ghtf.r1"}};

EACH_ROW(reader, inherited_entries_have_names_of_their_own, names) {
    rg_item item = {.from = row->from, .to = row->to};
    cr_assert_str_eq(rg_item_name(&reader, &item, row->name), row->expected);
}
