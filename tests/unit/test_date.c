/* Day numbers are those of any proleptic Gregorian calendar; months are added as contracts and laws count them. */
#include "util/date.h"

#include <limits.h>
#include <stdio.h>

#include "rows.h"

static const struct {
    const char *text;
    int32_t days;
} known_days[] = {
    {"0001-01-01", -719162}, {"0001-12-31", -718798}, {"0004-02-29", -718008}, {"0100-02-28", -682945},
    {"0100-03-01", -682944}, {"0400-02-29", -573372}, {"1000-01-01", -354285}, {"1582-10-04", -141438},
    {"1582-10-15", -141427}, {"1600-02-29", -135081}, {"1700-03-01", -98556},  {"1800-03-01", -62032},
    {"1858-11-17", -40587},  {"1899-12-31", -25568},  {"1900-02-28", -25509},  {"1900-03-01", -25508},
    {"1901-12-13", -24856},  {"1945-08-15", -8905},   {"1960-08-10", -3431},   {"1968-12-31", -366},
    {"1969-12-31", -1},      {"1970-01-01", 0},       {"1970-01-02", 1},       {"1972-02-29", 789},
    {"1972-03-01", 790},     {"1999-12-31", 10956},   {"2000-01-01", 10957},   {"2000-02-29", 11016},
    {"2000-03-01", 11017},   {"2001-09-09", 11574},   {"2005-04-01", 12874},   {"2014-11-25", 16399},
    {"2020-02-29", 18321},   {"2021-05-26", 18773},   {"2022-05-26", 19138},   {"2026-02-02", 20486},
    {"2026-11-23", 20780},   {"2028-02-29", 21243},   {"2038-01-19", 24855},   {"2100-02-28", 47540},
    {"2100-03-01", 47541},   {"2400-02-29", 157113},  {"9999-01-01", 2932532}, {"9999-12-31", 2932896},
};

EACH_ROW(date, reads_known_days, known_days) {
    int32_t days = 0;
    cr_assert(rg_date_parse(row->text, &days), "%s", row->text);
    cr_assert_eq(days, row->days, "%s: day %d expected, got %d", row->text, row->days, days);
}

EACH_ROW(date, writes_known_days, known_days) {
    char text[12] = "???????????";
    rg_date_format(row->days, text);
    cr_assert_str_eq(text, row->text);
    cr_assert_eq(text[11], '\0', "nothing is written behind the zero");
}

static const struct {
    const char *text;
} not_dates[] = {
    {""},
    {"2026"},
    {"2026-11"},
    {"2026-11-2"},
    {"2026-11-233"},
    {"12026-11-23"},
    {"026-11-23"},
    {"26-11-23"},
    {"2026-1-23"},
    {"2026-011-3"},
    {"20261123"},
    {"2026/11/23"},
    {"2026.11.23"},
    {"2026-11/23"},
    {"23-11-2026"},
    {"11/23/2026"},
    {"Nov 23 2026"},
    {"2026-327"},
    {"2026-W48-1"},
    {" 2026-11-23"},
    {"2026-11-23 "},
    {"2026-11-23\n"},
    {"\t2026-11-23"},
    {"2026- 1-23"},
    {"2026-11- 3"},
    {"2026-11-23T00:00:00"},
    {"2026-11-23Z"},
    {"-001-01-01"},
    {"+026-11-23"},
    {"2026-+1-23"},
    {"2026-11--3"},
    {"2026-11-2x"},
    {"0x7E-11-23"},
    {"2026-0a-01"},
    {"yyyy-mm-dd"},
    {"dddd-dd-dd"},
    {"0000-01-01"},
    {"0000-12-31"},
    {"2026-00-10"},
    {"2026-13-01"},
    {"2026-99-01"},
    {"2026-01-00"},
    {"2026-01-32"},
    {"2026-02-29"},
    {"2026-02-30"},
    {"2027-02-29"},
    {"2028-02-30"},
    {"1700-02-29"},
    {"1900-02-29"},
    {"2100-02-29"},
    {"2200-02-29"},
    {"2300-02-29"},
    {"0100-02-29"},
    {"9999-02-29"},
    {"2026-04-31"},
    {"2026-06-31"},
    {"2026-09-31"},
    {"2026-11-31"},
    {"2026-12-32"},
    {"２０２６-１１-２３"},
    {"2026−11−23"},
    {"٢٠٢٦-١١-٢٣"},
    {"令和8年11月23日"},
    {"2026-11-２"},
};

EACH_ROW(date, refuses_what_is_no_date, not_dates) {
    int32_t days = 4711;
    cr_assert_not(rg_date_parse(row->text, &days), "'%s' was taken for day %d", row->text, days);
    cr_assert_eq(days, 4711, "'%s': the day was written although it is none", row->text);
}

static const struct {
    int year, month, length;
} months[] = {
    {2026, 1, 31}, {2026, 2, 28}, {2026, 3, 31},  {2026, 4, 30},  {2026, 5, 31},  {2026, 6, 30}, {2026, 7, 31},
    {2026, 8, 31}, {2026, 9, 30}, {2026, 10, 31}, {2026, 11, 30}, {2026, 12, 31}, {2028, 2, 29}, {2000, 2, 29},
    {1600, 2, 29}, {2096, 2, 29}, {2100, 2, 28},  {1900, 2, 28},  {2200, 2, 28},  {2400, 2, 29},
};

EACH_ROW(date, knows_the_length_of_months, months) {
    char text[32];
    int32_t last, first;
    snprintf(text, sizeof text, "%04d-%02d-%02d", row->year, row->month, row->length);
    cr_assert(rg_date_parse(text, &last), "%s", text);
    snprintf(text, sizeof text, "%04d-%02d-%02d", row->year, row->month, row->length + 1);
    cr_assert_not(rg_date_parse(text, &first), "%s", text);
    snprintf(text, sizeof text, "%04d-%02d-01", row->month < 12 ? row->year : row->year + 1, row->month % 12 + 1);
    cr_assert(rg_date_parse(text, &first));
    cr_assert_eq(first, last + 1, "%s follows", text);
}

static const struct {
    const char *from;
    int64_t months;
    const char *expected;
} additions[] = {
    {"2026-11-23", 0, "2026-11-23"},         {"2026-11-23", 1, "2026-12-23"},
    {"2026-11-23", 2, "2027-01-23"},         {"2026-11-23", -1, "2026-10-23"},
    {"2026-11-23", 12, "2027-11-23"},        {"2026-11-23", 36, "2029-11-23"},
    {"2026-11-23", 60, "2031-11-23"},        {"2026-11-23", -36, "2023-11-23"},
    {"2026-12-15", 1, "2027-01-15"},         {"2026-01-15", -1, "2025-12-15"},
    {"2026-01-15", -13, "2024-12-15"},       {"2026-01-31", 1, "2026-02-28"},
    {"2026-01-30", 1, "2026-02-28"},         {"2026-01-29", 1, "2026-02-28"},
    {"2026-01-28", 1, "2026-02-28"},         {"2028-01-31", 1, "2028-02-29"},
    {"2028-01-29", 1, "2028-02-29"},         {"2028-01-28", 1, "2028-02-28"},
    {"2026-03-31", -1, "2026-02-28"},        {"2028-03-31", -1, "2028-02-29"},
    {"2026-03-31", 1, "2026-04-30"},         {"2026-05-31", 1, "2026-06-30"},
    {"2026-07-31", 1, "2026-08-31"},         {"2026-08-31", 1, "2026-09-30"},
    {"2026-08-31", 6, "2027-02-28"},         {"2027-08-31", 6, "2028-02-29"},
    {"2026-10-31", 1, "2026-11-30"},         {"2024-02-29", 12, "2025-02-28"},
    {"2024-02-29", 24, "2026-02-28"},        {"2024-02-29", 48, "2028-02-29"},
    {"2024-02-29", -12, "2023-02-28"},       {"2024-02-29", -48, "2020-02-29"},
    {"2025-02-28", 12, "2026-02-28"},        {"2023-02-28", 12, "2024-02-28"},
    {"1896-02-29", 48, "1900-02-28"},        {"1999-12-31", 2, "2000-02-29"},
    {"1899-12-31", 2, "1900-02-28"},         {"2099-12-31", 2, "2100-02-28"},
    {"2096-02-29", 48, "2100-02-28"},        {"1969-12-31", 1, "1970-01-31"},
    {"1970-01-31", -1, "1969-12-31"},        {"1970-01-01", -1, "1969-12-01"},
    {"0001-12-31", 1, "0002-01-31"},         {"0001-02-28", -1, "0001-01-28"},
    {"0001-01-01", -1, "0001-01-01"},        {"0001-01-31", -1, "0001-01-01"},
    {"0001-12-15", -12, "0001-01-01"},       {"9999-11-30", 1, "9999-12-30"},
    {"9999-12-01", 1, "9999-12-31"},         {"9999-12-31", 1, "9999-12-31"},
    {"9999-01-15", 12, "9999-12-31"},        {"0001-01-01", 119987, "9999-12-01"},
    {"0001-01-01", 119988, "9999-12-31"},    {"0001-01-01", 119989, "9999-12-31"},
    {"9999-12-01", -119987, "0001-01-01"},   {"9999-12-31", -119988, "0001-01-01"},
    {"2026-11-23", INT64_MAX, "9999-12-31"}, {"2026-11-23", INT64_MIN, "0001-01-01"},
    {"2026-11-23", INT32_MAX, "9999-12-31"}, {"2026-11-23", INT32_MIN, "0001-01-01"},
};

EACH_ROW(date, adds_months, additions) {
    int32_t from;
    char text[11];
    cr_assert(rg_date_parse(row->from, &from));
    rg_date_format(rg_date_add_months(from, row->months), text);
    cr_assert_str_eq(text, row->expected, "%s + %lld months: %s expected, got %s", row->from, (long long)row->months,
                     row->expected, text);
}

static bool is_leap(int year) {
    return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

static int length_of(int year, int month) {
    return month == 2 ? 28 + is_leap(year) : 30 + (month == 4 || month == 6 || month == 9 || month == 11 ? 0 : 1);
}

Test(date, counts_every_day_of_five_centuries) {
    int32_t expected, days;
    cr_assert(rg_date_parse("1700-01-01", &expected));
    for (int year = 1700; year <= 2200; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= length_of(year, month); day++, expected++) {
                char text[32], again[11];
                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                cr_assert(rg_date_parse(text, &days) && days == expected, "%s: %d, got %d", text, expected, days);
                rg_date_format(days, again);
                cr_assert_str_eq(again, text);
            }
}

Test(date, ends_every_month_of_the_calendar) {
    int32_t expected = RG_DATE_MIN - 1, days;
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            char text[32], again[11];
            expected += length_of(year, month);
            snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, length_of(year, month));
            cr_assert(rg_date_parse(text, &days) && days == expected, "%s: %d, got %d", text, expected, days);
            rg_date_format(days, again);
            cr_assert_str_eq(again, text);
        }
    cr_assert_eq(expected, RG_DATE_MAX);
}

Test(date, adds_months_like_a_calendar_on_the_wall) {
    for (int first = 0; first < 400 * 12; first += 7)
        for (int more = -60; more <= 60; more += 5)
            for (int day = 27; day <= length_of(1801 + first / 12, first % 12 + 1); day++) {
                char from[32], expected[32], got[11];
                int32_t days;
                int there = first + more + 1200, year = 1701 + there / 12, month = there % 12 + 1;
                int cut = day < length_of(year, month) ? day : length_of(year, month);
                snprintf(from, sizeof from, "%04d-%02d-%02d", 1801 + first / 12, first % 12 + 1, day);
                snprintf(expected, sizeof expected, "%04d-%02d-%02d", year, month, cut);
                cr_assert(rg_date_parse(from, &days));
                rg_date_format(rg_date_add_months(days, more), got);
                cr_assert_str_eq(got, expected, "%s + %d: %s expected, got %s", from, more, expected, got);
            }
}

static const struct { int32_t days; } far_days[] = {{INT32_MIN}, {RG_DATE_MIN - 1}, {RG_DATE_MAX + 1}, {INT32_MAX}};

EACH_ROW(date, writes_ten_characters_for_any_number, far_days) {
    char text[12] = "???????????";
    rg_date_format(row->days, text);
    cr_assert_eq(strlen(text), 10, "%s", text);
}
