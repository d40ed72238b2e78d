/* A profile states what stands in it, in YAML and JSON alike; one mistake anywhere is told, and then there is no
 * profile. */
#include "load/profile.h"

#include <stdlib.h>

#include "stores.h"

#define TEXTS "title: {en: t, ja: 題}, question: {en: q, ja: 問}"
#define VALUE(id) "{id: " id ", title: {en: t, ja: 題}}"

static const char VOCABULARY[] =
    "reggap: vocabulary/1\n"
    "attributes:\n"
    "- {id: sterile, group: g, type: bool, " TEXTS "}\n"
    "- {id: duration, group: g, type: enum, values: [" VALUE("transient") ", " VALUE("short_term") ", " VALUE(
        "long_term") "], " TEXTS "}\n"
                     "- {id: contact, group: g, type: set, values: [" VALUE("skin") ", " VALUE("blood") ", " VALUE(
                         "bone") "], " TEXTS "}\n"
                                 "- {id: ai, group: g, type: set, values: [" VALUE("none") ", " VALUE(
                                     "locked") "], " TEXTS "}\n"
                                               "- {id: novelty, group: g, type: text, " TEXTS "}\n"
                                               "- {id: patients, group: g, type: int, " TEXTS "}\n"
                                               "- {id: jmdn, group: g, section: codes, type: code, " TEXTS "}\n"
                                               "- {id: first_sale, group: g, section: safety, type: date, " TEXTS "}\n"
                                               "- {id: employees, group: g, section: company, type: int, " TEXTS "}\n"
                                               "- {id: receipts, group: g, section: company, type: money, " TEXTS "}\n"
                                               "- {id: small, group: g, section: company, type: bool, " TEXTS "}\n"
                                               "records:\n"
                                               "- {id: approvals, condition: approved_in, key: market, fields: [{id: "
                                               "market, type: enum, values: any},\n"
                                               "   {id: status, type: enum, values: [valid, expired], default: valid}, "
                                               "{id: date, type: date},\n"
                                               "   {id: identical, type: bool}, {id: languages, type: set}, {id: "
                                               "number, type: text}]}\n"
                                               "- {id: sites, section: company, fields: [{id: country, type: text}]}\n";

static const rg_vocabulary *vocabulary;

static void open_vocabulary(void) {
    open_store();
    add_file("rules/vocabulary.yaml", VOCABULARY);
    add_file("jurisdictions/eu/market.yaml", "id: eu");
    add_file("jurisdictions/jp/market.yaml", "id: jp");
    add_file("jurisdictions/us/market.yaml", "id: us");
    vocabulary = rg_vocabulary_read(&reader);
    expect_nothing_told();
}

TestSuite(profile, .init = open_vocabulary, .fini = close_arena);

static rg_profile *read(const char *text) {
    const rg_document *document = rg_document_read(arena, "p.yaml", text, strlen(text), &told);
    cr_assert_not_null(document, "%s\n%s", text, first_told(&told));
    return rg_profile_read(&reader, vocabulary, document, false);
}

static rg_profile *read_good(const char *text) {
    rg_profile *profile = read(text);
    expect_nothing_told();
    cr_assert_not_null(profile, "%s", text);
    return profile;
}

static const rg_stated *stated(const rg_profile *profile, const char *id) {
    long index = rg_attribute_index(vocabulary, id);
    cr_assert_geq(index, 0, "no attribute %s", id);
    return &profile->stated[index];
}

/* ---- values of every type */

#define HEAD "reggap: profile/1\n"
#define ATTRIBUTES HEAD "attributes: "
#define COMPANY HEAD "company: "
#define CODES HEAD "device: {codes: "

enum { NOT_SAID, SAID_UNKNOWN, SAID };

static const struct {
    const char *text, *id;
    int said;
    uint64_t mask;
    int64_t number;
    const char *words;
} good[] = {
    {ATTRIBUTES "{sterile: true}", "sterile", SAID, 2, 0, NULL},
    {ATTRIBUTES "{sterile: false}", "sterile", SAID, 1, 0, NULL},
    {ATTRIBUTES "{sterile: null}", "sterile", SAID_UNKNOWN, 0, 0, NULL},
    {ATTRIBUTES "{sterile: ~}", "sterile", SAID_UNKNOWN, 0, 0, NULL},
    {ATTRIBUTES "{sterile: }", "sterile", SAID_UNKNOWN, 0, 0, NULL},
    {ATTRIBUTES "{}", "sterile", NOT_SAID, 0, 0, NULL},
    {HEAD "attributes:\n", "sterile", NOT_SAID, 0, 0, NULL},
    {HEAD, "sterile", NOT_SAID, 0, 0, NULL},
    {ATTRIBUTES "{duration: transient}", "duration", SAID, 1, 0, NULL},
    {ATTRIBUTES "{duration: short_term}", "duration", SAID, 2, 0, NULL},
    {ATTRIBUTES "{duration: 'long_term'}", "duration", SAID, 4, 0, NULL},
    {ATTRIBUTES "{duration: null}", "duration", SAID_UNKNOWN, 0, 0, NULL},
    {ATTRIBUTES "{contact: [skin, bone]}", "contact", SAID, 5, 0, NULL},
    {ATTRIBUTES "{contact: [bone, skin]}", "contact", SAID, 5, 0, NULL},
    {ATTRIBUTES "{contact: [skin, skin]}", "contact", SAID, 1, 0, NULL},
    {ATTRIBUTES "{contact: blood}", "contact", SAID, 2, 0, NULL},
    {ATTRIBUTES "{contact: [skin, blood, bone]}", "contact", SAID, 7, 0, NULL},
    {ATTRIBUTES "{contact: []}", "contact", SAID, 0, 0, NULL},
    {ATTRIBUTES "{contact: none}", "contact", SAID, 0, 0, NULL},
    {ATTRIBUTES "{contact: [none]}", "contact", SAID, 0, 0, NULL},
    {ATTRIBUTES "{contact: null}", "contact", SAID_UNKNOWN, 0, 0, NULL},
    {ATTRIBUTES "{ai: none}", "ai", SAID, 1, 0, NULL},
    {ATTRIBUTES "{ai: [none, locked]}", "ai", SAID, 3, 0, NULL},
    {ATTRIBUTES "{ai: []}", "ai", SAID, 0, 0, NULL},
    {ATTRIBUTES "{patients: 0}", "patients", SAID, 0, 0, NULL},
    {ATTRIBUTES "{patients: 4000}", "patients", SAID, 0, 4000, NULL},
    {ATTRIBUTES "{patients: 9223372036854775807}", "patients", SAID, 0, INT64_MAX, NULL},
    {ATTRIBUTES "{patients: null}", "patients", SAID_UNKNOWN, 0, 0, NULL},
    {ATTRIBUTES "{novelty: a new kind}", "novelty", SAID, 0, 0, "a new kind"},
    {ATTRIBUTES "{novelty: ''}", "novelty", SAID, 0, 0, ""},
    {ATTRIBUTES "{novelty: 5}", "novelty", SAID, 0, 0, "5"},
    {ATTRIBUTES "{novelty: {en: one}}", "novelty", SAID, 0, 0, "one"},
    {ATTRIBUTES "{novelty: {en: one, ja: 一}}", "novelty", SAID, 0, 0, "one"},
    {ATTRIBUTES "{novelty: {ja: 一}}", "novelty", SAID, 0, 0, "一"},
    {ATTRIBUTES "{novelty: null}", "novelty", SAID_UNKNOWN, 0, 0, NULL},
    {CODES "{jmdn: '35162000'}}", "jmdn", SAID, 0, 0, "35162000"},
    {CODES "{jmdn: 035}}", "jmdn", SAID, 0, 0, "035"},
    {CODES "{jmdn: null}}", "jmdn", SAID_UNKNOWN, 0, 0, NULL},
    {HEAD "safety: {first_sale: 1970-01-11}", "first_sale", SAID, 0, 10, NULL},
    {HEAD "safety: {first_sale: '2026-11-23'}", "first_sale", SAID, 0, 20780, NULL},
    {HEAD "safety: {first_sale: null}", "first_sale", SAID_UNKNOWN, 0, 0, NULL},
    {COMPANY "{employees: 12}", "employees", SAID, 0, 12, NULL},
    {COMPANY "{small: true}", "small", SAID, 2, 0, NULL},
    {COMPANY "{receipts: 0}", "receipts", SAID, 0, 0, NULL},
    {COMPANY "{receipts: 1000000}", "receipts", SAID, 0, 100000000, NULL},
    {COMPANY "{receipts: 12.34}", "receipts", SAID, 0, 1234, NULL},
    {COMPANY "{receipts: 0.29}", "receipts", SAID, 0, 29, NULL},
    {COMPANY "{receipts: 1.1}", "receipts", SAID, 0, 110, NULL},
    {COMPANY "{receipts: 8.165e3}", "receipts", SAID, 0, 816500, NULL},
    {COMPANY "{receipts: 1e15}", "receipts", SAID, 0, 100000000000000000, NULL},
    {COMPANY "{receipts: {amount: 500, currency: EUR}}", "receipts", SAID, 0, 50000, NULL},
    {COMPANY "{receipts: {amount: '2.50', currency: USD, of: FY2027}}", "receipts", SAID, 0, 250, NULL},
    {COMPANY "{receipts: null}", "receipts", SAID_UNKNOWN, 0, 0, NULL},
};

EACH_ROW(profile, states_what_stands_in_it, good) {
    const rg_stated *value = stated(read_good(row->text), row->id);
    cr_assert_eq(value->stated, row->said == SAID);
    cr_assert_eq(value->null, row->said == SAID_UNKNOWN);
    cr_assert_eq(value->mask, row->mask, "%s: mask %llx", row->text, (unsigned long long)value->mask);
    cr_assert_eq(value->number, row->number, "%s: %lld", row->text, (long long)value->number);
    if (row->words)
        cr_assert_str_eq(value->text, row->words);
}

/* ---- one mistake each */

static const struct {
    const char *text, *code, *message;
    unsigned line, column;
    size_t count;
} bad[] = {
    {ATTRIBUTES "{steril: true}", "unknown-attribute", "unknown attribute 'steril' (did you mean 'sterile'?)", 2, 14,
     1},
    {ATTRIBUTES "{Sterile: true}", "unknown-attribute", "unknown attribute 'Sterile' (did you mean 'sterile'?)", 2, 14,
     1},
    {ATTRIBUTES "{dration: transient}", "unknown-attribute", "unknown attribute 'dration' (did you mean 'duration'?)",
     2, 14, 1},
    {ATTRIBUTES "{first-sale: 2026-01-01}", "unknown-attribute",
     "unknown attribute 'first-sale' (did you mean 'first_sale'?)", 2, 14, 1},
    {ATTRIBUTES "{wheelchair_accessible: true}", "unknown-attribute", "unknown attribute 'wheelchair_accessible'", 2,
     14, 1},
    {HEAD "attributes:\n  sterile: true\n  contcat: skin\n", "unknown-attribute",
     "unknown attribute 'contcat' (did you mean 'contact'?)", 4, 3, 1},
    {ATTRIBUTES "{'': true}", "unknown-attribute", "unknown attribute ''", 2, 14, 1},
    {ATTRIBUTES "{sterile: yes}", "unknown-value", "unknown value of 'sterile': 'yes'", 2, 23, 1},
    {ATTRIBUTES "{sterile: True}", "unknown-value", "unknown value of 'sterile': 'True' (did you mean 'true'?)", 2, 23,
     1},
    {ATTRIBUTES "{sterile: ture}", "unknown-value", "unknown value of 'sterile': 'ture' (did you mean 'true'?)", 2, 23,
     1},
    {ATTRIBUTES "{sterile: 1}", "unknown-value", "unknown value of 'sterile': '1'", 2, 23, 1},
    {ATTRIBUTES "{sterile: ''}", "unknown-value", NULL, 2, 23, 1},
    {ATTRIBUTES "{sterile: 'null'}", "unknown-value", NULL, 2, 23, 1},
    {ATTRIBUTES "{sterile: [true]}", "type", "'sterile' must be true or false", 2, 23, 1},
    {ATTRIBUTES "{sterile: []}", "type", "'sterile' must be true or false", 2, 23, 1},
    {ATTRIBUTES "{sterile: {en: true}}", "type", "'sterile' must be true or false", 2, 23, 1},
    {ATTRIBUTES "{duration: longterm}", "unknown-value",
     "unknown value of 'duration': 'longterm' (did you mean 'long_term'?)", 2, 24, 1},
    {ATTRIBUTES "{duration: long-term}", "unknown-value",
     "unknown value of 'duration': 'long-term' (did you mean 'long_term'?)", 2, 24, 1},
    {ATTRIBUTES "{duration: permanent}", "unknown-value", NULL, 2, 24, 1},
    {ATTRIBUTES "{duration: none}", "unknown-value", NULL, 2, 24, 1},
    {ATTRIBUTES "{duration: [transient, long_term]}", "type", "'duration' must be one value", 2, 24, 1},
    {ATTRIBUTES "{duration: {is: transient}}", "type", "'duration' must be one value", 2, 24, 1},
    {ATTRIBUTES "{contact: [skin, bones]}", "unknown-value",
     "unknown value of 'contact': 'bones' (did you mean 'bone'?)", 2, 30, 1},
    {ATTRIBUTES "{contact: [sikn, bones]}", "unknown-value",
     "unknown value of 'contact': 'sikn' (did you mean 'skin'?)", 2, 24, 2},
    {ATTRIBUTES "{contact: [none, skin]}", "unknown-value", NULL, 2, 24, 1},
    {ATTRIBUTES "{contact: [skin, null]}", "unknown-value", NULL, 2, 30, 1},
    {ATTRIBUTES "{contact: [[skin]]}", "type", "a plain value is expected here", 2, 24, 1},
    {ATTRIBUTES "{contact: {skin: true}}", "type", "a value or a list of values is expected here", 2, 23, 1},
    {ATTRIBUTES "{contact: 'skin, bone'}", "unknown-value", NULL, 2, 23, 1},
    {ATTRIBUTES "{patients: -1}", "type", "'patients' must be a whole number, 0 or more", 2, 24, 1},
    {ATTRIBUTES "{patients: 1.5}", "type", "'patients' must be a whole number, 0 or more", 2, 24, 1},
    {ATTRIBUTES "{patients: 1e3}", "type", "'patients' must be a whole number, 0 or more", 2, 24, 1},
    {ATTRIBUTES "{patients: 4,000}", "unknown-attribute", NULL, 2, 26, 1},
    {ATTRIBUTES "{patients: many}", "type", "'patients' must be a whole number, 0 or more", 2, 24, 1},
    {ATTRIBUTES "{patients: [5]}", "type", "'patients' must be a whole number, 0 or more", 2, 24, 1},
    {ATTRIBUTES "{patients: 9223372036854775808}", "type", "'patients' must be a whole number, 0 or more", 2, 24, 1},
    {ATTRIBUTES "{novelty: [a, b]}", "type", "'novelty' must be a text", 2, 23, 1},
    {ATTRIBUTES "{novelty: {fr: un}}", "unknown-key", NULL, 2, 24, 1},
    {CODES "{jmdn: [1]}}", "type", "'jmdn' must be a text", 2, 24, 1},
    {CODES "{jmdn: {en: 1}}}", "type", "'jmdn' must be a text", 2, 24, 1},
    {CODES "{jnmd: '1'}}", "unknown-attribute", "unknown attribute 'jnmd' (did you mean 'jmdn'?)", 2, 18, 1},
    {CODES "[jmdn]}", "type", "'codes' must be a map", 2, 17, 1},
    {HEAD "safety: {first_sale: 2026-02-29}", "type", "'first_sale' must be a date as 2026-11-23", 2, 22, 1},
    {HEAD "safety: {first_sale: 2026}", "type", "'first_sale' must be a date as 2026-11-23", 2, 22, 1},
    {HEAD "safety: {first_sale: [2026-01-01]}", "type", "'first_sale' must be a date as 2026-11-23", 2, 22, 1},
    {HEAD "safety: {first_sale: 2026-01-01T00:00:00Z}", "type", "'first_sale' must be a date as 2026-11-23", 2, 22, 1},
    {COMPANY "{employees: twelve}", "type", "'employees' must be a whole number, 0 or more", 2, 22, 1},
    {COMPANY "{receipts: much}", "type", "'receipts' must be an amount, or {amount, currency}", 2, 21, 1},
    {COMPANY "{receipts: .inf}", "type", "'receipts' must be an amount, or {amount, currency}", 2, 21, 1},
    {COMPANY "{receipts: 1e16}", "type", "'receipts' must be an amount, or {amount, currency}", 2, 21, 1},
    {COMPANY "{receipts: 5 EUR}", "type", "'receipts' must be an amount, or {amount, currency}", 2, 21, 1},
    {COMPANY "{receipts: [5]}", "type", "'receipts' must be an amount, or {amount, currency}", 2, 21, 1},
    {COMPANY "{receipts: {currency: EUR}}", "type", "'receipts' must be an amount, or {amount, currency}", 2, 21, 1},
    {COMPANY "{receipts: {amount: 5, curency: EUR}}", "unknown-key", "unknown key 'curency' (did you mean 'currency'?)",
     2, 33, 1},
    {COMPANY "[employees]", "type", "'company' must be a map", 2, 10, 1},
    {HEAD "attributes: [sterile]", "type", "'attributes' must be a map", 2, 13, 1},
    {HEAD "attributes: sterile", "type", "'attributes' must be a map", 2, 13, 1},
    {HEAD "atributes: {}", "unknown-key", "unknown key 'atributes' (did you mean 'attributes'?)", 2, 1, 1},
    {HEAD "codes: {jmdn: '1'}", "unknown-key", NULL, 2, 1, 1},
    {HEAD "device: {nam: x}", "unknown-key", "unknown key 'nam' (did you mean 'name'?)", 2, 10, 1},
    {HEAD "device: {name: {en: x, fr: y}}", "unknown-key", NULL, 2, 24, 1},
    {HEAD "device: {name: [x]}", "type", "a map is expected here", 2, 16, 1},
    {HEAD "device: x", "type", "a map is expected here", 2, 9, 1},
    {HEAD "home: xx", "unknown-market", "unknown market 'xx'", 2, 7, 1},
    {HEAD "home: EU", "unknown-market", "unknown market 'EU' (did you mean 'eu'?)", 2, 7, 1},
    {HEAD "home: [eu]", "type", "'home' must be a text", 2, 7, 1},
    {HEAD "complete: yes", "type", "'complete' must be true or false", 2, 11, 1},
    {HEAD "approvals: {market: eu}", "type", "'approvals' must be a list", 2, 12, 1},
    {HEAD "approvals: eu", "type", "'approvals' must be a list", 2, 12, 1},
    {HEAD "approvals: [eu]", "type", "'approvals' must be a list of maps", 2, 13, 1},
    {HEAD "approvals: [{markt: eu}]", "unknown-key", "unknown key 'markt' (did you mean 'market'?)", 2, 14, 1},
    {HEAD "approvals: [{market: [eu]}]", "type", "'market' must be a plain value", 2, 22, 1},
    {HEAD "approvals: [{status: lapsed}]", "unknown-value", NULL, 2, 22, 1},
    {HEAD "approvals: [{status: expird}]", "unknown-value",
     "unknown value of 'status': 'expird' (did you mean 'expired'?)", 2, 22, 1},
    {HEAD "approvals: [{date: 2026-02-29}]", "type", "'date' must be a date as 2026-11-23", 2, 20, 1},
    {HEAD "approvals: [{identical: yes}]", "type", "'identical' must be true or false", 2, 25, 1},
    {HEAD "approvals: [{languages: {en: true}}]", "type", "a value or a list of values is expected here", 2, 25, 1},
    {HEAD "aprovals: []", "unknown-key", "unknown key 'aprovals' (did you mean 'approvals'?)", 2, 1, 1},
    {"attributes: {sterile: true}", "missing-key", "'reggap' is missing", 1, 1, 1},
    {"reggap: profile/2\n", "kind", "'profile/1' is expected here, not 'profile/2'", 1, 9, 1},
    {"reggap: market/1\n", "kind", "'profile/1' is expected here, not 'market/1'", 1, 9, 1},
    {"reggap: 1\n", "kind", "'profile/1' is expected here, not '1'", 1, 9, 1},
    {"reggap: [profile/1]\n", "type", "'reggap' must be a text", 1, 9, 1},
    {"- reggap: profile/1\n", "type", "a map is expected here", 1, 1, 1},
    {"profile/1\n", "type", "a map is expected here", 1, 1, 1},
    {"[]", "type", "a map is expected here", 1, 1, 1},
    {HEAD "'': 1", "unknown-key", NULL, 2, 1, 1},
    {HEAD "device home: x", "unknown-key", NULL, 2, 1, 1},
};

EACH_ROW_WITHIN(profile, tells_each_mistake, bad, 5) {
    rg_profile *profile = read(row->text);
    expect_error(&told, 0, row->code, row->line, row->column, row->message);
    cr_assert_eq(told.list.count, row->count, "%zu expected, %zu told", row->count, told.list.count);
    cr_assert_str_eq(told.list.items[0].place.path, "p.yaml");
    cr_assert_null(profile);
}

/* An attribute in the wrong part of the profile is not unknown. */
static const struct {
    const char *text, *name;
    unsigned line, column;
} misplaced[] = {
    {ATTRIBUTES "{employees: 5}", "'employees'", 2, 14},
    {ATTRIBUTES "{jmdn: '1'}", "'jmdn'", 2, 14},
    {COMPANY "{sterile: true}", "'sterile'", 2, 11},
    {HEAD "safety: {small: true}", "'small'", 2, 10},
    {CODES "{first_sale: 2026-01-01}}", "'first_sale'", 2, 18},
};

EACH_ROW(profile, does_not_offer_the_name_that_was_written, misplaced) {
    cr_assert_null(read(row->text));
    cr_assert_eq(told.list.count, 1);
    rg_place place = told.list.items[0].place;
    cr_assert(place.line == row->line && place.column == row->column);
    const char *offered = strstr(told.list.items[0].message, "did you mean");
    cr_assert(!offered || !strstr(offered, row->name), "told: %s", told.list.items[0].message);
}

/* ---- names and frame */

static const struct {
    const char *text, *en, *ja;
} device_names[] = {
    {HEAD "device: {name: Patch}", "Patch", "Patch"},
    {HEAD "device: {name: {en: Patch, ja: パッチ}}", "Patch", "パッチ"},
    {HEAD "device: {name: {en: Patch}}", "Patch", "Patch"},
    {HEAD "device: {name: {ja: パッチ}}", "パッチ", "パッチ"},
    {HEAD "device: {name: null}", "", ""},
    {HEAD "device: {}", "", ""},
    {HEAD, "", ""},
};

EACH_ROW(profile, one_language_stands_for_both, device_names) {
    rg_profile *profile = read_good(row->text);
    cr_assert_str_eq(profile->name.en, row->en);
    cr_assert_str_eq(profile->name.ja, row->ja);
    cr_assert_str_eq(profile->description.en, "");
    cr_assert_str_eq(profile->path, "p.yaml");
}

static const struct {
    const char *text, *home;
    bool complete;
} frames[] = {{HEAD "home: jp\ncomplete: true", "jp", true},
              {HEAD "home: eu\ncomplete: false", "eu", false},
              {HEAD "complete: true", NULL, true},
              {HEAD, NULL, false},
              {HEAD "notes: {anything: [at, all]}", NULL, false}};

EACH_ROW(profile, says_where_it_comes_from_and_whether_it_is_complete, frames) {
    rg_profile *profile = read_good(row->text);
    cr_assert_str_eq(profile->home ? profile->home : "(none)", row->home ? row->home : "(none)");
    cr_assert_eq(profile->complete, row->complete);
}

Test(profile, completeness_may_be_forced) {
    const rg_document *document = rg_document_read(arena, "p.yaml", BYTES(HEAD "complete: false"), &told);
    cr_assert(rg_profile_read(&reader, vocabulary, document, true)->complete);
}

Test(profile, keeps_the_places_of_its_keys) {
    rg_profile *profile =
        read_good(HEAD "attributes:\n  sterile: true\n  contact:\n  - skin\napprovals:\n- market: eu\n");
    rg_place sterile = stated(profile, "sterile")->place, contact = stated(profile, "contact")->place;
    cr_assert(sterile.line == 3 && sterile.column == 3);
    cr_assert(contact.line == 4 && contact.column == 3);
    cr_assert_str_eq(contact.path, "p.yaml");
    rg_place approval = profile->lists[0].records.items[0].place;
    cr_assert(approval.line == 7 && approval.column == 3);
}

Test(profile, reads_lists_of_records) {
    rg_profile *profile = read_good(HEAD "approvals:\n"
                                         "- {market: eu, date: 1970-01-11, identical: true, languages: [de, en]}\n"
                                         "- {market: jp, status: expired, number: null, languages: ja}\n"
                                         "company: {sites: [{country: JP}]}\n");
    const rg_record_list *approvals = &profile->lists[0], *sites = &profile->lists[1];
    cr_assert(approvals->stated && sites->stated);
    cr_assert_eq(approvals->records.count, 2);
    cr_assert_eq(sites->records.count, 1);
    const rg_record *first = &approvals->records.items[0], *second = &approvals->records.items[1];
    cr_assert_str_eq(first->texts[0], "eu");
    cr_assert_str_eq(first->texts[1], "valid", "the default");
    cr_assert_eq(first->numbers[2], 10);
    cr_assert_str_eq(first->texts[3], "true");
    cr_assert_str_eq(first->lists[4][0], "de");
    cr_assert_str_eq(first->lists[4][1], "en");
    cr_assert_null(first->lists[4][2]);
    cr_assert_null(first->texts[5]);
    cr_assert_str_eq(second->texts[1], "expired");
    cr_assert_null(second->texts[2]);
    cr_assert_null(second->texts[5], "null is not given");
    cr_assert_str_eq(second->lists[4][0], "ja");
    cr_assert_str_eq(sites->records.items[0].texts[0], "JP");
}

static const struct {
    const char *text;
    bool stated;
} empty_lists[] = {
    {HEAD "approvals: []", true}, {HEAD "approvals: null", false}, {HEAD "approvals:", false}, {HEAD, false}};

EACH_ROW(profile, an_empty_list_is_said_a_missing_one_is_not, empty_lists) {
    const rg_record_list *list = &read_good(row->text)->lists[0];
    cr_assert_eq(list->stated, row->stated);
    cr_assert_eq(list->records.count, 0);
}

/* ---- YAML and JSON */

static const struct {
    const char *yaml, *json;
} pairs[] = {
    {HEAD, "{\"reggap\": \"profile/1\"}"},
    {HEAD "attributes: {sterile: true, duration: long_term, contact: [skin, blood], patients: 12, novelty: new}",
     "{\"reggap\":\"profile/"
     "1\",\"attributes\":{\"sterile\":true,\"duration\":\"long_term\",\"contact\":[\"skin\",\"blood\"],"
     "\"patients\":12,\"novelty\":\"new\"}}"},
    {HEAD "attributes:\n  sterile: null\n  contact: []\n  duration: ~\n",
     "{\"reggap\":\"profile/1\",\"attributes\":{\"sterile\":null,\"contact\":[],\"duration\":null}}"},
    {HEAD "company: {receipts: {amount: 12.5, currency: EUR}, employees: 3, small: false}",
     "{\"reggap\":\"profile/"
     "1\",\"company\":{\"receipts\":{\"amount\":12.5,\"currency\":\"EUR\"},\"employees\":3,\"small\":false}}"},
    {HEAD "company: {receipts: 0.29}", "{\"reggap\":\"profile/1\",\"company\":{\"receipts\":0.29}}"},
    {HEAD "device: {name: {en: Patch, ja: パッチ}, codes: {jmdn: '35162000'}}",
     "{\"reggap\":\"profile/1\",\"device\":{\"name\":{\"en\":\"Patch\",\"ja\":\"\\u30d1\\u30c3\\u30c1\"},"
     "\"codes\":{\"jmdn\":\"35162000\"}}}"},
    {HEAD "safety: {first_sale: 2026-11-23}\nhome: jp\ncomplete: true\n",
     "{\"reggap\":\"profile/1\",\"safety\":{\"first_sale\":\"2026-11-23\"},\"home\":\"jp\",\"complete\":true}"},
    {HEAD "approvals:\n- {market: jp, date: 2020-01-01, identical: true, languages: [ja]}\n- market: us\n",
     "{\"reggap\":\"profile/1\",\"approvals\":[{\"market\":\"jp\",\"date\":\"2020-01-01\",\"identical\":true,"
     "\"languages\":[\"ja\"]},{\"market\":\"us\"}]}"},
    {"\xEF\xBB\xBF" HEAD "attributes: {sterile: true}\n",
     "\xEF\xBB\xBF{\"reggap\":\"profile/1\",\"attributes\":{\"sterile\":true}}"},
    {"reggap: profile/1\r\nattributes:\r\n  sterile: false\r\n",
     "{\r\n\"reggap\": \"profile/1\",\r\n\"attributes\": {\"sterile\": false}\r\n}\r\n"},
};

/* All a profile says, places apart. */
static const char *facts_of(const rg_profile *p) {
    rg_buffer out = rg_buffer_in(arena);
    rg_addf(&out, "%s|%s|%s|%d\n", p->name.en, p->name.ja, p->home ? p->home : "", p->complete);
    for (size_t i = 0; i < vocabulary->attributes.count; i++) {
        const rg_stated *s = &p->stated[i];
        rg_addf(&out, "%d%d %llx %lld %s\n", s->stated, s->null, (unsigned long long)s->mask, (long long)s->number,
                s->text ? s->text : "-");
    }
    for (size_t i = 0; i < vocabulary->records.count; i++) {
        rg_addf(&out, "list %d\n", p->lists[i].stated);
        for (size_t k = 0; k < p->lists[i].records.count; k++)
            for (size_t f = 0; f < vocabulary->records.items[i].count; f++) {
                const rg_record *record = &p->lists[i].records.items[k];
                rg_addf(&out, " %s %lld", record->texts[f] ? record->texts[f] : "-", (long long)record->numbers[f]);
                for (const char *const *member = record->lists[f]; member && *member; member++)
                    rg_addf(&out, " +%s", *member);
            }
    }
    return rg_buffer_text(&out);
}

EACH_ROW(profile, says_the_same_in_yaml_and_json, pairs) {
    cr_assert_str_eq(facts_of(read_good(row->yaml)), facts_of(read_good(row->json)));
}

/* ---- cases and answers */

Test(profile, a_case_may_hold_other_keys) {
    const rg_node *map = yaml("id: eu.case.x\ntitle: {en: x, ja: x}\nattributes: {sterile: true}\ncodes: {jmdn: '1'}\n"
                              "safety: {first_sale: 1970-01-02}\ncompany: {employees: 2}\napprovals: [{market: jp}]\n"
                              "expect: {class: I}\n");
    rg_profile *profile = rg_profile_read_case(&reader, vocabulary, map);
    expect_nothing_told();
    cr_assert(profile->complete, "a case is complete unless it says otherwise");
    cr_assert_eq(stated(profile, "sterile")->mask, 2);
    cr_assert_str_eq(stated(profile, "jmdn")->text, "1");
    cr_assert_eq(stated(profile, "first_sale")->number, 1);
    cr_assert_eq(stated(profile, "employees")->number, 2);
    cr_assert_eq(profile->lists[0].records.count, 1);
    cr_assert_not(rg_profile_read_case(&reader, vocabulary, yaml("complete: false"))->complete);
    cr_assert_null(rg_profile_read_case(&reader, vocabulary, yaml("attributes: {steril: true}")));
    cr_assert_eq(told.errors, 1);
}

static const struct {
    const char *id, *answer;
    bool good;
    int said;
    uint64_t mask;
    int64_t number;
} answers[] = {
    {"sterile", "true", true, SAID, 2, 0},
    {"sterile", "false", true, SAID, 1, 0},
    {"sterile", "null", true, SAID_UNKNOWN, 0, 0},
    {"sterile", "yes", false, 0, 0, 0},
    {"sterile", "true,false", false, 0, 0, 0},
    {"duration", "long_term", true, SAID, 4, 0},
    {"duration", "null", true, SAID_UNKNOWN, 0, 0},
    {"duration", "forever", false, 0, 0, 0},
    {"duration", "transient,long_term", false, 0, 0, 0},
    {"contact", "skin", true, SAID, 1, 0},
    {"contact", "skin,bone", true, SAID, 5, 0},
    {"contact", "bone,blood,skin", true, SAID, 7, 0},
    {"contact", "", true, SAID, 0, 0},
    {"contact", "none", true, SAID, 0, 0},
    {"contact", "null", true, SAID_UNKNOWN, 0, 0},
    {"contact", "skin,teeth", false, 0, 0, 0},
    {"ai", "none", true, SAID, 1, 0},
    {"patients", "42", true, SAID, 0, 42},
    {"patients", "-1", false, 0, 0, 0},
    {"patients", "many", false, 0, 0, 0},
    {"receipts", "12.34", true, SAID, 0, 1234},
    {"receipts", "a lot", false, 0, 0, 0},
    {"first_sale", "1970-01-11", true, SAID, 0, 10},
    {"first_sale", "2026-02-29", false, 0, 0, 0},
    {"employees", "7", true, SAID, 0, 7},
    {"steril", "true", false, 0, 0, 0},
    {"", "true", false, 0, 0, 0},
};

EACH_ROW(profile, takes_answers, answers) {
    rg_profile *profile = read_good(HEAD);
    bool good_answer = rg_profile_set(&reader, vocabulary, profile, row->id, row->answer, (rg_place){"answer", 1, 1});
    cr_assert_eq(good_answer, row->good, "%s: %s", row->answer, first_told(&told));
    cr_assert_eq(told.errors, row->good ? 0 : 1, "%zu told", told.errors);
    if (!row->good) {
        cr_assert_str_eq(told.list.items[0].place.path, "answer");
        return;
    }
    const rg_stated *value = stated(profile, row->id);
    cr_assert_eq(value->stated, row->said == SAID);
    cr_assert_eq(value->null, row->said == SAID_UNKNOWN);
    cr_assert_eq(value->mask, row->mask);
    cr_assert_eq(value->number, row->number);
}

Test(profile, takes_a_text_as_an_answer) {
    rg_profile *profile = read_good(HEAD);
    cr_assert(rg_profile_set(&reader, vocabulary, profile, "novelty", "a: [b], c", (rg_place){0}));
    cr_assert_str_eq(stated(profile, "novelty")->text, "a: [b], c");
    cr_assert(rg_profile_set(&reader, vocabulary, profile, "jmdn", "0123", (rg_place){0}));
    cr_assert_str_eq(stated(profile, "jmdn")->text, "0123");
}

static const struct {
    const char *id, *answer;
} wrong_answers[] = {{"sterile", "perhaps"}, {"duration", "forever"}, {"contact", "teeth"},
                     {"patients", "many"},   {"receipts", "a lot"},   {"first_sale", "soon"}};

EACH_ROW(profile, a_wrong_answer_leaves_the_earlier_one, wrong_answers) {
    rg_profile *profile =
        read_good(HEAD "attributes: {sterile: true, duration: long_term, contact: [skin], patients: 5}\n"
                       "safety: {first_sale: 2020-01-01}\ncompany: {receipts: 5}\n");
    rg_stated before = *stated(profile, row->id);
    cr_assert_not(rg_profile_set(&reader, vocabulary, profile, row->id, row->answer, (rg_place){"answer", 1, 1}));
    const rg_stated *after = stated(profile, row->id);
    cr_assert_eq(after->stated, before.stated);
    cr_assert_eq(after->mask, before.mask);
    cr_assert_eq(after->number, before.number);
}

/* ---- bombs, and the shipped vocabulary */

static const struct {
    const char *before, *format, *code;
} floods[] = {
    {HEAD "attributes:\n", "  attribute_number_%d: true\n", "unknown-attribute"},
    {HEAD "attributes:\n", "  sterile%d: true\n", "unknown-attribute"},
    {HEAD, "a_key_of_its_own_%d: true\n", "unknown-key"},
    {HEAD "attributes:\n  contact:\n", "  - value%d\n", "unknown-value"},
    {HEAD "approvals:\n", "- {kez%d: 1}\n", "unknown-key"},
};

EACH_ROW_WITHIN(profile, forty_thousand_mistakes_take_no_second, floods, 20) {
    reader.store = rg_store_shipped(arena);
    rg_buffer text = rg_buffer_in(arena);
    rg_add(&text, row->before);
    const char *hole = strstr(row->format, "%d");
    for (int i = 0; i < 40000; i++)
        rg_addf(&text, "%.*s%d%s", (int)(hole - row->format), row->format, i, hole + 2);
    if (strstr(row->before, "attributes:\n") && !strstr(row->before, "contact"))
        vocabulary = rg_vocabulary_read(&reader);
    size_t errors = told.errors;
    double begin = processor_seconds();
    cr_assert_null(read(rg_buffer_text(&text)));
    cr_expect_lt(processor_seconds() - begin, ONE_SECOND, "%s: %.1f s", row->format, processor_seconds() - begin);
    cr_assert_eq(told.errors - errors, 40000);
    cr_assert_str_eq(told.list.items[told.list.count - 1].code, row->code);
}

static const struct {
    const char *text, *code, *message;
} shipped[] = {
    {HEAD "attributes: {invasivness: surgical}", "unknown-attribute",
     "unknown attribute 'invasivness' (did you mean 'invasiveness'?)"},
    {HEAD "evidence: [{type: iso13485_certificat}]", "unknown-value",
     "unknown value of 'type': 'iso13485_certificat' (did you mean 'iso13485_certificate'?)"},
    {HEAD "approvals: [{market: eu, status: withdrwan}]", "unknown-value",
     "unknown value of 'status': 'withdrwan' (did you mean 'withdrawn'?)"},
};

EACH_ROW(profile, knows_the_shipped_words, shipped) {
    reader.store = rg_store_shipped(arena);
    rg_read_sources(&reader, "");
    vocabulary = rg_vocabulary_read(&reader);
    cr_assert_null(read(row->text), "%s was accepted", row->text);
    expect_error(&told, told.list.count - 1, row->code, 2, told.list.items[told.list.count - 1].place.column,
                 row->message);
}
