/* Standards: how people write them, and what each market makes of an edition on a day. */
#include "compare/standards.h"

#include <stdio.h>

#include "support/rows.h"
#include "support/world.h"
#include "util/buffer.h"

/* ---- names ---- */

typedef struct {
    const char *standard, *edition; /* as written; NULL: not given */
    const char *wanted;             /* "id 3.1|3.2", designations parted by "; "; "?" for none that is known */
} name_row;

static const name_row NAMES[] = {
    {"IEC 60601-1", "3.1", "iec_60601_1 3.1"},
    {"IEC 60601-1", "2012", "iec_60601_1 3.1"},
    {"IEC 60601-1", "ed. 3.2", "iec_60601_1 3.2"},
    {"IEC 60601-1", "Edition 3.1", "iec_60601_1 3.1"},
    {"IEC 60601-1", "第3.2版", "iec_60601_1 3.2"},
    {"IEC 60601-1", "2005+A1:2012", "iec_60601_1 3.1"},
    {"IEC 60601-1", "2005+AMD1:2012+AMD2:2020 CSV", "iec_60601_1 3.2"},
    {"IEC 60601-1", "2005 + Amendment 1 (2012)", "iec_60601_1 3.1"},
    {"IEC 60601-1", "2020", "iec_60601_1 3.2"},
    {"IEC 60601-1", "2005", "iec_60601_1 3.0"},
    {"IEC 60601-1", "1988", "iec_60601_1 2.0"},
    /* the number of the edition alone fits all its amendments */
    {"IEC 60601-1", "3rd edition", "iec_60601_1 3.0|3.1|3.2"},
    {"IEC 60601-1", "3rd edition + A1", "iec_60601_1 3.1"},
    {"IEC 60601-1", NULL, "iec_60601_1 2.0|3.0|3.1|3.2"},
    {"iec 60601-1:2005/A1:2012", NULL, "iec_60601_1 3.1"},
    {"IEC60601-1:2005/AMD2:2020", NULL, "iec_60601_1 3.2"},
    {"ＩＥＣ ６０６０１－１：２００５", NULL, "iec_60601_1 3.0"},
    {"iec_60601_1", "3.2", "iec_60601_1 3.2"},
    /* twins: their year is no guide */
    {"EN 60601-1:2006+A2:2021", NULL, "iec_60601_1 3.2"},
    {"EN 60601-1:2006/A1:2013", NULL, "iec_60601_1 3.1"},
    {"EN 60601-1:2006+A1:2013+AC:2014+A12:2014", NULL, "iec_60601_1 3.1"},
    {"EN 60601-1:2006", NULL, "iec_60601_1 3.0"},
    {"DIN EN 60601-1:2006+A2:2021+A13:2024", NULL, "iec_60601_1 3.2"},
    {"JIS T 0601-1:2012", NULL, "iec_60601_1 3.0"},
    {"JIS T 0601-1:2017", NULL, "iec_60601_1 3.1"},
    {"JIS T 0601-1", "2023", "iec_60601_1 3.2"},
    {"JIST0601-1:2017", NULL, "iec_60601_1 3.1"},
    {"JIS T 0601-1:2019", NULL, "iec_60601_1 2.0|3.0|3.1|3.2"},
    {"ANSI/AAMI ES60601-1:2005/(R)2012 & A1:2012, C1:2009/(R)2012 & A2:2010/(R)2012", NULL, "iec_60601_1 3.2"},
    {"ANSI AAMI ES60601-1:2005 & A1:2012 & A2:2021", NULL, "iec_60601_1 3.2"},
    {"IS 13450-1:2008", NULL, "iec_60601_1 3.0"},
    {"IS 13450-2-37:2019", NULL, "iec_60601_2_37 2.0"},
    {"GB 9706.1-2020", NULL, "iec_60601_1 3.1"},
    {"JIS T 0601-1-2:2012", NULL, "iec_60601_1_2 2.0"},
    {"JIS T 0601-1-2:2018", NULL, "iec_60601_1_2 4.0"},
    {"EN 60601-1-2:2015", NULL, "iec_60601_1_2 4.0"},
    {"IEC 60601-1-2", "4.1", "iec_60601_1_2 4.1"},
    {"JIS T 2304:2012", NULL, "iec_62304 1.0"},
    {"IEC 62304 Edition 1.1 2015-06 CONSOLIDATED VERSION", NULL, "iec_62304 1.1"},
    {"IEC 62304:2006", NULL, "iec_62304 1.0"},
    {"IEC 62304", "2015", "iec_62304 1.1"},
    {"EN 62304:2006+A1:2015", NULL, "iec_62304 1.1"},
    {"JIS T 14971:2012", NULL, "iso_14971 2007"},
    {"EN ISO 14971:2012", NULL, "iso_14971 2007"},
    {"ISO 14971:2019", NULL, "iso_14971 2019"},
    {"BS EN ISO 14971:2019+A11:2021", NULL, "iso_14971 2019"},
    {"ANSI/AAMI/ISO 14971:2019", NULL, "iso_14971 2019"},
    {"EN ISO 13485:2012", NULL, "iso_13485 2003"},
    {"EN ISO 13485:2016/AC:2018", NULL, "iso_13485 2016"},
    {"JIS Q 13485:2018", NULL, "iso_13485 2016"},
    {"ISO 13485", "2016", "iso_13485 2016"},
    {"JIS T 0993-1:2020", NULL, "iso_10993_1 2018"},
    {"ISO 10993", "2018", "iso_10993_1 2018"},
    {"ISO 11607", "2019", "iso_11607_1 2019"},
    {"IEC 62366:2007", NULL, "iec_62366_1 62366"},
    {"JIS T 62366-1:2022", NULL, "iec_62366_1 1.1"},
    {"ISO 11135; ISO 11137-1:2025", NULL, "iso_11135 2007|2014|2014+a1; iso_11137_1 2025"},
    {"IEC 60601-1:2005+A1:2012 / IEC 60601-2-25:2011", NULL, "iec_60601_1 3.1; iec_60601_2_25 2.0"},
    {"AAMI TIR57:2016", NULL, "aami_tir57 2016"},
    {"ISO/TR 24971:2020", NULL, "iso_tr_24971 2020"},
    {"ISO/TS 24971-2:2026", NULL, "iso_ts_24971_2 2026"},
    {"EN 55011:2016", NULL, "cispr_11 2015"},
    {"IEC 60610-1", NULL, "?"},
    {"a letter", NULL, "?"},
    /* no standard: the one such papers are made to, then what twins know */
    {NULL, "2012", "iec_60601_1 3.1"},
    {NULL, "3.2", "iec_60601_1 3.2"},
    {NULL, "2017", "iec_60601_1 3.1"},
    {NULL, NULL, "iec_60601_1 2.0|3.0|3.1|3.2"},
};

static const char *named_words(world *w, const rg_named *list, size_t count) {
    rg_buffer out = rg_buffer_in(w->arena);
    for (size_t i = 0; i < count; i++) {
        const rg_standard *q = list[i].standard;
        rg_addf(&out, "%s%s", i ? "; " : "", q ? q->id : "?");
        bool first = true;
        for (size_t k = 0; q && k < q->editions.count; k++)
            if (list[i].editions >> k & 1) {
                rg_addf(&out, "%s%s", first ? " " : "|", q->editions.items[k].id);
                first = false;
            }
    }
    return rg_buffer_text(&out);
}

ROWS(standards, names, NAMES) {
    const name_row *r = &NAMES[*row];
    static const char *const usual[] = {"iec_60601_1", "iec_61010_1", NULL};
    world w;
    world_open_shipped(&w, TODAY);
    size_t count;
    const rg_named *list = rg_standards_named(rg_standards_of(w.base), w.arena, r->standard, r->edition, usual, &count);
    cr_expect_str_eq(named_words(&w, list, count), r->wanted, "'%s' '%s': got %s, wanted %s",
                     r->standard ? r->standard : "", r->edition ? r->edition : "", named_words(&w, list, count),
                     r->wanted);
    world_close(&w);
}

/* ---- what a market makes of them ---- */

typedef struct {
    const char *rule, *market, *standard, *day, *worth;
    bool here;
} standing_row;

static const standing_row STANDINGS[] = {
    /* ST-4, ST-5: Japan binds to the text of the notice, from its first to its last day */
    {"ST-4", "jp", "JIS T 0601-1-2:2018", "2026-02-24", "met"},
    {"ST-5", "jp", "JIS T 0601-1-2:2018", "2026-02-25", "part"},
    {"ST-4", "jp", "JIS T 0601-1-2:2012", "2023-02-28", "met"},
    {"ST-5", "jp", "JIS T 0601-1-2:2012", "2023-03-01", "part"},
    {"ST-4", "jp", "JIS T 0601-1-2:2023", "2026-02-25", "met"},
    {"ST-4", "jp", "JIS T 14971:2012", "2023-09-30", "met"},
    {"ST-5", "jp", "JIS T 14971:2012", "2023-10-01", "part"},
    {"ST-4", "jp", "JIS T 2304:2012", "2026-11-28", "met"},
    {"ST-4", "jp", "JIS T 2304:2017", "2026-11-28", "met"},
    {"ST-4", "jp", "JIS T 62366-1:2022", "2026-11-28", "met"},
    /* the end of its transition was not found: neither counted nor refused */
    {"ST-5", "jp", "JIS T 62366-1:2019", "2026-11-28", "met|part"},
    {"ST-4", "jp", "JIS T 62366-1:2019", "2022-09-30", "met"},
    {"ST-4", "jp", "JIS T 0601-1:2017", "2026-11-28", "met"},
    {"ST-4", "jp", "JIS T 0601-1:2023", "2026-11-28", "met"},
    {"ST-5", "jp", "JIS T 0601-1:2012", "2026-11-28", "part"},
    /* ST-7, ST-8: a declaration in the United States */
    {"ST-7", "us", "ANSI/AAMI ES60601-1:2005/A1:2012", "2023-12-17", "met"},
    {"ST-8", "us", "ANSI/AAMI ES60601-1:2005/A1:2012", "2023-12-18", "part"},
    {"ST-7", "us", "ANSI/AAMI ES60601-1:2005/A2:2021", "2026-11-28", "met"},
    {"ST-8", "us", "IEC 60601-1:2005+A2:2020", "2026-11-28", "part"},
    {"ST-7", "us", "IEC 60601-1:2005+A2:2020", "2026-11-28", "met", true},
    {"ST-8", "us", "IEC 60601-1:2005+A1:2012", "2026-11-28", "part", true},
    {"ST-7", "us", "ISO 14971:2007", "2022-12-25", "met"},
    {"ST-8", "us", "ISO 14971:2007", "2022-12-26", "part"},
    {"ST-7", "us", "ISO 10993-1:2018", "2029-07-01", "met"},
    {"ST-8", "us", "ISO 10993-1:2018", "2029-07-02", "part"},
    {"ST-8", "us", "ISO 10993-1:2009", "2020-12-27", "part"},
    {"ST-7", "us", "ISO 10993-1:2009", "2020-12-26", "met"},
    {"ST-7", "us", "ISO 10993-17:2002", "2026-12-20", "met"},
    {"ST-8", "us", "ISO 10993-17:2002", "2026-12-21", "part"},
    {"ST-8", "us", "ISO 20417:2026", "2026-11-28", "part"},
    {"ST-8", "us", "IEC 62304:2006", "2026-11-28", "part"},
    {"ST-7", "us", "IEC 62304:2006+A1:2015", "2026-11-28", "met"},
    /* ST-9 to ST-12: presumption in the European Union */
    {"ST-9", "eu", "EN ISO 14971:2019+A11:2021", "2026-11-28", "met"},
    {"ST-9", "eu", "ISO 13485:2016", "2026-11-28", "met"},
    {"ST-9", "tr", "ISO 13485:2016", "2026-11-28", "met"},
    {"ST-10", "eu", "EN 62304:2006+A1:2015", "2026-11-28", "met"},
    {"ST-10", "eu", "EN 60601-1-2:2015+A1:2021", "2026-11-28", "met"},
    {"ST-11", "eu", "ISO 14155:2026", "2026-11-28", "met"},
    {"ST-11", "eu", "ISO 11137-1:2025", "2026-11-28", "met"},
    {"ST-12", "eu", "ISO 14971:2007", "2026-11-28", "part"},
    {"ST-12", "eu", "EN 60601-1-2:2015", "2026-11-28", "part"},
    {"ST-12", "eu", "JIS T 0601-1:2017", "2026-11-28", "part"},
    {"ST-12", "eu", "ISO 10993-1:2018", "2026-11-28", "part"},
    {"ST-10", "eu", "ISO 10993-1:2018", "2025-11-17", "met"},
    {"ST-12", "eu", "IEC 62304:2006", "2026-11-28", "part"},
    {"ST-12", "tr", "ISO 14971:2007", "2026-11-28", "part"},
    /* ST-13, ST-14: the edition before, for 36 months after the print (2025-11-18) */
    {"ST-13", "sg", "ISO 10993-1:2018", "2028-11-18", "met"},
    {"ST-14", "sg", "ISO 10993-1:2018", "2028-11-19", "part"},
    {"ST-14", "sg", "ISO 10993-1:2009", "2026-11-28", "part"},
    {"ST-13", "vn", "ISO 10993-1:2025", "2026-11-28", "met"},
    {"ST-13", "sa", "ISO 14155:2020", "2029-03-23", "met"},
    {"ST-14", "sa", "ISO 14155:2020", "2029-03-24", "part"},
    {"ST-14", "my", "ISO 13485:2003", "2026-11-28", "part"},
    /* of the edition of 2023 only the year of print is known: the 36 months end in 2026, somewhen */
    {"ST-13", "sg", "ISO 80601-2-12:2020", "2026-01-01", "met"},
    {"ST-13", "sg", "ISO 80601-2-12:2020", "2026-06-30", "met|part"},
    {"ST-14", "sg", "ISO 80601-2-12:2020", "2027-01-01", "part"},
    {"ST-13", "my", "ISO 13485:2003", "2019-03-01", "met"},
    {"ST-14", "za", "IEC 60601-1:2005+A1:2012", "2026-11-28", "part"},
    /* ST-15: an identical twin is the text itself; one with changes counts in full at home alone */
    {"ST-15", "eu", "JIS T 14971:2020", "2026-11-28", "met"},
    {"ST-15", "us", "JIS T 14971:2020", "2026-11-28", "met"},
    {"ST-15", "sg", "EN 60601-1:2006+A2:2021", "2026-11-28", "met"},
    {"ST-15", "eu", "JIS T 0601-1:2023", "2026-11-28", "part"},
    {"ST-15", "sg", "JIS T 0601-1:2023", "2026-11-28", "part"},
    {"ST-15", "jp", "IEC 60601-1:2005+A2:2020", "2026-11-28", "part"},
    {"ST-15", "jp", "IEC 60601-1:2005+A2:2020", "2026-11-28", "met", true},
    {"ST-15", "jp", "IEC 60601-1-2:2014+A1:2020", "2026-11-28", "met"},
    {"ST-15", "in", "IS 13450-1:2008", "2026-11-28", "met"},
    {"ST-15", "eu", "IS 13450-2-37:2019", "2026-11-28", "part"},
    /* ST-16: what is not said stays open; open alone is what the editions differ in */
    {"ST-16", "eu", "IEC 60601-1", "2026-11-28", "met|part"},
    {"ST-16", "eu", "IEC 81001-5-1", "2026-11-28", "met"},
    {"ST-16", "us", "JIS T 0601-1", "2026-11-28", "part"},
    /* ST-22: newer than the text in force in Japan */
    {"ST-22", "jp", "ISO 10993-1:2025", "2026-11-28", "met"},
    {"ST-22", "jp", "IEC 60601-1-2:2014", "2017-01-01", "met"},
};

static const char *worth_words(world *w, unsigned worth) {
    static const char *const names[] = {"met", "part", "none"};
    rg_buffer out = rg_buffer_in(w->arena);
    for (unsigned i = 0; i < 3; i++)
        if (worth >> i & 1)
            rg_addf(&out, "%s%s", out.length ? "|" : "", names[i]);
    return rg_buffer_text(&out);
}

ROWS(standards, standings, STANDINGS) {
    const standing_row *r = &STANDINGS[*row];
    world w;
    world_open_shipped(&w, TODAY);
    const rg_standards *s = rg_standards_of(w.base);
    size_t count;
    const rg_named *named = rg_standards_named(s, w.arena, r->standard, NULL, NULL, &count);
    cr_assert(count == 1 && named->standard, "'%s' is not known", r->standard);
    rg_standing got = rg_standard_standing(s, named, world_market(&w, r->market), r->here, world_day(r->day), w.arena);
    cr_expect_str_eq(worth_words(&w, got.worth), r->worth, "%s: %s in %s on %s: wanted %s, got %s (%s)", r->rule,
                     r->standard, r->market, r->day, r->worth, worth_words(&w, got.worth), got.missing.en);
    cr_expect_eq(got.worth == RG_WORTH_MET, !*got.missing.en, "%s: %s says '%s'", r->rule, r->standard, got.missing.en);
    cr_expect_eq(!*got.missing.en, !*got.missing.ja);
    world_close(&w);
}

/* Two parts that must both hold: the set of the worse of each pair. */
Test(standards, worth_of_two) {
    cr_expect_eq(rg_worth_and(RG_WORTH_MET, RG_WORTH_MET), RG_WORTH_MET);
    cr_expect_eq(rg_worth_and(RG_WORTH_MET, RG_WORTH_PART), RG_WORTH_PART);
    cr_expect_eq(rg_worth_and(RG_WORTH_PART, RG_WORTH_NONE), RG_WORTH_NONE);
    cr_expect_eq(rg_worth_and(RG_WORTH_MET | RG_WORTH_PART, RG_WORTH_PART), RG_WORTH_PART);
    cr_expect_eq(rg_worth_and(RG_WORTH_MET | RG_WORTH_NONE, RG_WORTH_PART), RG_WORTH_PART | RG_WORTH_NONE);
}

/* ---- files with mistakes ---- */

#define TAKES(rest) ", acceptance: [" rest "]"
#define TAKE(market, edition, rest)                                                                                    \
    "{markets: [" market "], editions: [\"" edition "\"], mode: mandatory, counts: full" rest "}"

typedef struct {
    const char *rest, *message;
} mistake_row;

static const mistake_row MISTAKES[] = {
    {TAKES(TAKE("zz", "2001", "")), "unknown market 'zz'"},
    {TAKES(TAKE("h", "2002", "")), "unknown edition '2002' (did you mean '2001'?)"},
    {TAKES(TAKE("h", "2001", ", until: 2020-01-01") ", " TAKE("h", "2001", ", from: 2020-01-01")), "judged twice"},
    {TAKES(TAKE("h", "2001", ", from: 2020-01-02, until: 2020-01-01")), "ends before it begins"},
    {TAKES(TAKE("h", "2001", ", at_least: 2020-01-01")), "belong to 'until: unknown'"},
    {TAKES(TAKE("h", "2001", "")), "cites nothing"},
    {", twins: [{name: \"XX 1111:2003\", of: \"2003\", degree: idt}]", "unknown edition '2003'"},
    {", twins: [{name: \"XX 1111:2003\", of: \"2001\", degree: mod}]", "'differences' is missing"},
    {", twins: [{name: \"YY 1111:2003\", of: \"2001\", degree: idt}]", "names no known body"},
    {", twins: [{name: \"XX 1111:2003\", of: \"2001\", degree: near}]", "unknown degree 'near'"},
    {", wants: 1", "unknown key 'wants'"},
};

ROWS(standards, mistakes, MISTAKES) {
    const mistake_row *r = &MISTAKES[*row];
    char text[2048];
    snprintf(text, sizeof text,
             "reggap: standards/1\nbodies: [{id: XX, words: [XX], markets: [h]}]\nstandards:\n"
             "  - {id: s_one, name: ISO 1111, title: {en: t, ja: t}, subject: a, editions: [{id: \"2001\"}, "
             "{id: \"2011\"}]%s}\n",
             r->rest);
    const world_file files[] = {{"rules/vocabulary.yaml", "reggap: vocabulary/1\ngroups: []\nattributes: []\n"},
                                {"rules/standards/one.yaml", text},
                                {"jurisdictions/h/market.yaml",
                                 "reggap: market/1\nid: h\nname: {en: n, ja: n}\nauthority: {en: a, ja: a}\n"
                                 "region: europe\ncurrency: EUR\nlanguages: [en]\n"}};
    world w;
    world_open(&w, TODAY, files, 3);
    rg_standards_check(w.base);
    cr_expect(strstr(world_messages(&w), r->message), "{%s}: wanted '%s' in\n%s", r->rest, r->message,
              world_messages(&w));
    world_close(&w);
}

/* Each shipped standard answers to its own names and those of its twins. */
Test(standards, shipped_names_lead_home) {
    world w;
    world_open_shipped(&w, TODAY);
    const rg_standards *s = rg_standards_of(w.base);
    cr_assert_gt(s->standards.count, 100);
    for (size_t i = 0; i < s->standards.count; i++) {
        const rg_standard *q = &s->standards.items[i];
        size_t count;
        for (size_t k = 0; k < q->editions.count; k++) {
            const rg_named *n = rg_standards_named(s, w.arena, q->editions.items[k].name, NULL, NULL, &count);
            cr_expect(count == 1 && n->standard == q && n->editions == UINT32_C(1) << k, "%s",
                      q->editions.items[k].name);
        }
        for (size_t k = 0; k < q->twins.count; k++) {
            const rg_named *n = rg_standards_named(s, w.arena, q->twins.items[k].name, NULL, NULL, &count);
            cr_expect(count == 1 && n->standard == q && n->editions == UINT32_C(1) << q->twins.items[k].edition, "%s",
                      q->twins.items[k].name);
        }
    }
    world_close(&w);
}
