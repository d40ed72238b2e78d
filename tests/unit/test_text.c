/*
 * UTF-8 by table 3-7 of the Unicode standard and its examples of ill-formed sequences; widths by UAX #11, with nothing
 * for marks that combine; numbers as people write them.
 */
#include "util/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "rows.h"

TestSuite(text, .init = open_arena, .fini = close_arena);

static const struct {
    const char *bytes;
    size_t length, valid;
} sequences[] = {
    /* table 3-7: first and last of each line */
    {BYTES(""), 0},
    {BYTES("\x01"), 1},
    {BYTES("\x7F"), 1},
    {BYTES("\xC2\x80"), 2},
    {BYTES("\xDF\xBF"), 2},
    {BYTES("\xE0\xA0\x80"), 3},
    {BYTES("\xE0\xBF\xBF"), 3},
    {BYTES("\xE1\x80\x80"), 3},
    {BYTES("\xEC\xBF\xBF"), 3},
    {BYTES("\xED\x80\x80"), 3},
    {BYTES("\xED\x9F\xBF"), 3},
    {BYTES("\xEE\x80\x80"), 3},
    {BYTES("\xEF\xBF\xBF"), 3},
    {BYTES("\xF0\x90\x80\x80"), 4},
    {BYTES("\xF0\xBF\xBF\xBF"), 4},
    {BYTES("\xF1\x80\x80\x80"), 4},
    {BYTES("\xF3\xBF\xBF\xBF"), 4},
    {BYTES("\xF4\x80\x80\x80"), 4},
    {BYTES("\xF4\x8F\xBF\xBF"), 4},
    /* the standard's own example of all four lengths */
    {BYTES("\x4D\xD0\xB0\xE4\xBA\x8C\xF0\x90\x8C\x82"), 10},
    {BYTES("\xEF\xBB\xBFtext"), 7},
    {BYTES("医療機器"), 12},
    /* one before and one behind the lines of the table */
    {BYTES("\x80"), 0},
    {BYTES("\xBF"), 0},
    {BYTES("\xC0\x80"), 0},
    {BYTES("\xC0\xAF"), 0},
    {BYTES("\xC1\xBF"), 0},
    {BYTES("\xC2\x7F"), 0},
    {BYTES("\xC2\xC0"), 0},
    {BYTES("\xE0\x80\x80"), 0},
    {BYTES("\xE0\x9F\xBF"), 0},
    {BYTES("\xE0\xC0\x80"), 0},
    {BYTES("\xE1\x7F\x80"), 0},
    {BYTES("\xE1\x80\x7F"), 0},
    {BYTES("\xE1\x80\xC0"), 0},
    {BYTES("\xED\xA0\x80"), 0},
    {BYTES("\xED\xAF\xBF"), 0},
    {BYTES("\xED\xB0\x80"), 0},
    {BYTES("\xED\xBF\xBF"), 0},
    {BYTES("\xF0\x80\x80\x80"), 0},
    {BYTES("\xF0\x8F\xBF\xBF"), 0},
    {BYTES("\xF0\x90\x80\x7F"), 0},
    {BYTES("\xF0\x90\x7F\x80"), 0},
    {BYTES("\xF4\x90\x80\x80"), 0},
    {BYTES("\xF4\xBF\xBF\xBF"), 0},
    {BYTES("\xF5\x80\x80\x80"), 0},
    {BYTES("\xF8\x88\x80\x80\x80"), 0},
    {BYTES("\xFC\x84\x80\x80\x80\x80"), 0},
    {BYTES("\xFE"), 0},
    {BYTES("\xFF"), 0},
    /* cut off */
    {BYTES("\xC2"), 0},
    {BYTES("\xE3\x81"), 0},
    {BYTES("\xE3"), 0},
    {BYTES("\xF0\x90\x80"), 0},
    {BYTES("\xF0\x90"), 0},
    {BYTES("\xF0"), 0},
    {BYTES("ab\xE3\x81"), 2},
    {BYTES("あ\xE3\x81"), 3},
    /* tables 3-8 to 3-11: non-shortest forms, surrogates, other, truncated */
    {BYTES("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), 0},
    {BYTES("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), 0},
    {BYTES("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), 0},
    {BYTES("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), 0},
    /* zero bytes, and other encodings */
    {BYTES("\0"), 0},
    {BYTES("a\0b"), 1},
    {BYTES("あ\0"), 3},
    {BYTES("caf\xE9"), 3},
    {BYTES("\x88\xE3\x97\xC3"), 0},
    {BYTES("\xFF\xFE\x61\x00"), 0},
    {BYTES("\xFE\xFF\x00\x61"), 0},
};

EACH_ROW(text, finds_the_valid_beginning, sequences) {
    /* A block of just this size, so that a byte read behind it is noticed. */
    char *bytes = malloc(row->length ? row->length : 1);
    memcpy(bytes, row->bytes, row->length);
    size_t valid = rg_utf8_valid(bytes, row->length);
    free(bytes);
    cr_assert_eq(valid, row->valid, "%zu bytes valid expected, got %zu", row->valid, valid);
}

/* Table 3-7 as it stands in the standard. */
static bool in_table(const unsigned char *b, size_t length) {
    static const unsigned char lines[][8] = {
        {0xC2, 0xDF, 0x80, 0xBF, 0, 0, 0, 0},
        {0xE0, 0xE0, 0xA0, 0xBF, 0x80, 0xBF, 0, 0},
        {0xE1, 0xEC, 0x80, 0xBF, 0x80, 0xBF, 0, 0},
        {0xED, 0xED, 0x80, 0x9F, 0x80, 0xBF, 0, 0},
        {0xEE, 0xEF, 0x80, 0xBF, 0x80, 0xBF, 0, 0},
        {0xF0, 0xF0, 0x90, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
        {0xF1, 0xF3, 0x80, 0xBF, 0x80, 0xBF, 0x80, 0xBF},
        {0xF4, 0xF4, 0x80, 0x8F, 0x80, 0xBF, 0x80, 0xBF},
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        const unsigned char *line = lines[i];
        size_t size = line[4] == 0 ? 2 : line[6] == 0 ? 3 : 4, good = 0;
        while (size == length && good < size && b[good] >= line[2 * good] && b[good] <= line[2 * good + 1])
            good++;
        if (good == length)
            return true;
    }
    return false;
}

Test(text, agrees_with_the_table_on_all_short_sequences) {
    unsigned char b[4];
    for (unsigned first = 0x80; first < 0x100; first++)
        for (unsigned second = 0x01; second < 0x100; second++) {
            b[0] = (unsigned char)first, b[1] = (unsigned char)second;
            bool two = rg_utf8_valid((char *)b, 2) == 2;
            cr_assert_eq(two, in_table(b, 2), "%02x %02x", first, second);
            for (unsigned third = 0x70; third < 0xD0; third++) {
                b[2] = (unsigned char)third;
                bool whole = rg_utf8_valid((char *)b, 3) >= 3;
                bool expected = in_table(b, 3) || (in_table(b, 2) && third < 0x80);
                cr_assert_eq(whole, expected, "%02x %02x %02x", first, second, third);
            }
        }
}

Test(text, agrees_with_the_table_on_four_bytes) {
    static const unsigned char edges[] = {0x01, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    unsigned char b[4];
    for (unsigned first = 0xE0; first < 0x100; first++)
        for (unsigned second = 0x80; second < 0xC0; second++)
            for (size_t i = 0; i < COUNT_OF(edges); i++)
                for (size_t k = 0; k < COUNT_OF(edges); k++) {
                    b[0] = (unsigned char)first, b[1] = (unsigned char)second, b[2] = edges[i], b[3] = edges[k];
                    bool expected = in_table(b, 4) || (in_table(b, 3) && edges[k] < 0x80);
                    cr_assert_eq(rg_utf8_valid((char *)b, 4) == 4, expected, "%02x %02x %02x %02x", b[0], b[1], b[2],
                                 b[3]);
                }
}

static const struct {
    const char *text;
    size_t columns;
} widths[] = {
    {"", 0},
    {"a", 1},
    {"plain text", 10},
    {"Größe", 5},
    {"Ω ≥ 5 µm", 8},
    {"Ж", 1},
    {"א", 1},
    {"€", 1},
    {"\u00A0", 1},
    {"あ", 2},
    {"ア", 2},
    {"漢", 2},
    {"한", 2},
    {"、", 2},
    {"。", 2},
    {"ー", 2},
    {"・", 2},
    {"「", 2},
    {"　", 2},
    {"Ａ", 2},
    {"！", 2},
    {"￥", 2},
    {"㎎", 2},
    {"〒", 2},
    {"ｱ", 1},
    {"ﾟ", 1},
    {"｡", 1},
    {"\u1100", 2},
    {"\u115F", 2},
    {"\u2E80", 2},
    {"\u4E00", 2},
    {"\u9FFF", 2},
    {"\uAC00", 2},
    {"\uD7A3", 2},
    {"\uF900", 2},
    {"\uFE30", 2},
    {"\uFF01", 2},
    {"\uFF60", 2},
    {"\uFF61", 1},
    {"\uFFDC", 1},
    {"\uFFE0", 2},
    {"\uFFE6", 2},
    {"\uFFE8", 1},
    {"\U00020000", 2},
    {"\U0002FFFD", 2},
    {"\U0003134A", 2},
    {"クラスIIb機器", 13},
    {"医療機器の製造販売承認", 22},
    {"ＭＤＲ第52条", 12},
    {"일본어 의료기기", 15},
    {"（注）", 6},
    {"製品・部品", 10},
    {"\u303F", 1},
    {"\uA960", 2},
    {"\uFE10", 2},
    {"\u231A", 2},
    {"\U0001F600", 2},
    {"\U00017000", 2},
    {"\U0001B000", 2},
    {"e\u0301", 1},
    {"か\u3099", 2},
    {"ที่", 1},
    {"a\u200Bb", 2},
};

EACH_ROW(text, counts_columns_of_a_terminal, widths) {
    size_t columns = rg_columns(row->text);
    cr_assert_eq(columns, row->columns, "'%s': %zu columns expected, got %zu", row->text, row->columns, columns);
}

static const char *const attributes[] = {"sterile",      "single_use", "invasiveness", "duration", "implantable",
                                         "product_type", "software",   "contact",      "home",     "eu"};

static const struct {
    const char *wrong, *expected;
} near[] = {
    {"sterile", "sterile"},
    {"steril", "sterile"},
    {"sterille", "sterile"},
    {"stirile", "sterile"},
    {"setrile", "sterile"},
    {"Sterile", "sterile"},
    {"STERILE", "sterile"},
    {"single-use", "single_use"},
    {"singleuse", "single_use"},
    {"single use", "single_use"},
    {"SingleUse", "single_use"},
    {"Single-Use", "single_use"},
    {"invasivness", "invasiveness"},
    {"invasivenes", "invasiveness"},
    {"invasivenness", "invasiveness"},
    {"invasive_ness", "invasiveness"},
    {"ivnasiveness", "invasiveness"},
    {"durration", "duration"},
    {"duratoin", "duration"},
    {"implantabel", "implantable"},
    {"implentable", "implantable"},
    {"producttype", "product_type"},
    {"product-type", "product_type"},
    {"prodct_typ", "product_type"},
    {"sofware", "software"},
    {"softwear", "software"},
    {"contacts", "contact"},
    {"hoem", "home"},
    {"EU", "eu"},
    {"ue", "eu"},
    {"zzzzzzzz", NULL},
    {"temperature", NULL},
    {"magnification", NULL},
    {"a completely different sentence", NULL},
    {"医療機器", NULL},
    {"1234567", NULL},
    {"wheelchair", NULL},
};

EACH_ROW(text, offers_the_name_that_was_meant, near) {
    const char *name = rg_nearest(row->wrong, attributes, COUNT_OF(attributes));
    if (row->expected)
        cr_assert_str_eq(name ? name : "(none)", row->expected, "'%s': '%s' expected, got '%s'", row->wrong,
                         row->expected, name ? name : "(none)");
    else
        cr_assert_null(name, "'%s': nothing expected, got '%s'", row->wrong, name);
}

static const char *const close_ones[] = {"hydration", "duration", "iteration", "rotation"};

static const struct {
    const char *wrong, *expected;
} nearer[] = {{"duraton", "duration"},     {"hidration", "hydration"}, {"rotaton", "rotation"},
              {"iterration", "iteration"}, {"duration", "duration"},   {"Rotation", "rotation"}};

EACH_ROW(text, offers_the_nearest_of_several, nearer) {
    const char *name = rg_nearest(row->wrong, close_ones, COUNT_OF(close_ones));
    cr_assert_not_null(name);
    cr_assert_str_eq(name, row->expected);
}

Test(text, offers_nothing_from_nothing) {
    cr_assert_null(rg_nearest("sterile", NULL, 0));
    cr_assert_null(rg_nearest("", attributes, COUNT_OF(attributes)));
}

Test(text, a_giant_name_is_near_to_nothing) {
    enum { LENGTH = 1000000 };
    char *giant = rg_alloc(arena, LENGTH + 1);
    memset(giant, 's', LENGTH);
    const char *const names[] = {"sterile", giant};
    double begin = processor_seconds();
    cr_assert_null(rg_nearest(giant, attributes, COUNT_OF(attributes)));
    cr_assert_null(rg_nearest("sterile", &names[1], 1));
    cr_assert_lt(processor_seconds() - begin, ONE_SECOND);
}

static const struct {
    const char *text;
    int64_t value;
} integers[] = {{"0", 0},
                {"7", 7},
                {"-7", -7},
                {"42", 42},
                {"007", 7},
                {"-0", 0},
                {"1000000", 1000000},
                {"2147483648", 2147483648},
                {"9223372036854775807", INT64_MAX},
                {"-9223372036854775807", -INT64_MAX},
                {"-9223372036854775808", INT64_MIN}};

EACH_ROW(text, reads_whole_numbers, integers) {
    int64_t value = 4711;
    cr_assert(rg_parse_int(row->text, &value), "%s", row->text);
    cr_assert_eq(value, row->value, "%s", row->text);
}

static const struct {
    const char *text;
} not_integers[] = {{""},
                    {" "},
                    {" 5"},
                    {"5 "},
                    {"\t5"},
                    {"5\n"},
                    {"5.0"},
                    {"5."},
                    {".5"},
                    {"5e3"},
                    {"0x10"},
                    {"10b"},
                    {"1_000"},
                    {"1,000"},
                    {"1 000"},
                    {"--5"},
                    {"-+5"},
                    {"-"},
                    {"+"},
                    {"- 5"},
                    {"5-"},
                    {"five"},
                    {"nan"},
                    {"true"},
                    {"٥"},
                    {"５"},
                    {"五"},
                    {"9223372036854775808"},
                    {"-9223372036854775809"},
                    {"99999999999999999999999999"}};

EACH_ROW(text, refuses_what_is_no_whole_number, not_integers) {
    int64_t value = 4711;
    cr_assert_not(rg_parse_int(row->text, &value), "'%s' was taken for %lld", row->text, (long long)value);
    cr_assert_eq(value, 4711);
}

static const struct {
    const char *text;
    double value;
} decimals[] = {{"0", 0},
                {"1", 1},
                {"-1", -1},
                {"1.5", 1.5},
                {"-1.5", -1.5},
                {"0.1", 0.1},
                {"28653", 28653},
                {"1e3", 1000},
                {"1E3", 1000},
                {"1e+3", 1000},
                {"1e-3", 0.001},
                {"-2.5e2", -250},
                {"-0.0", 0},
                {"007.50", 7.5},
                {"123456789.25", 123456789.25},
                {"1e308", 1e308},
                {"1.7976931348623157e308", 1.7976931348623157e308}};

EACH_ROW(text, reads_decimal_numbers, decimals) {
    double value = 4711;
    cr_assert(rg_parse_double(row->text, &value), "%s", row->text);
    cr_assert(value == row->value, "%s: %.17g", row->text, value);
}

static const struct {
    const char *text;
} not_decimals[] = {{""},         {" "},     {" 1"},   {"1 "},    {"1\n"},     {"inf"},   {"-inf"},
                    {"infinity"}, {"nan"},   {"-nan"}, {".inf"},  {".nan"},    {"1e999"}, {"-1e999"},
                    {"0x10"},     {"0x1p3"}, {"1,5"},  {"1.5.2"}, {"1e"},      {"1e+"},   {"e5"},
                    {"-"},        {"."},     {"-."},   {"--1"},   {"+-1"},     {"1e5e5"}, {"1_000"},
                    {"1 000"},    {"1-2"},   {"$5"},   {"５"},    {"1.5 EUR"}, {"½"},     {"one"}};

EACH_ROW(text, refuses_what_is_no_decimal_number, not_decimals) {
    double value = 4711;
    cr_assert_not(rg_parse_double(row->text, &value), "'%s' was taken for %g", row->text, value);
    cr_assert(value == 4711);
}

static const struct {
    const char *a, *b;
    bool same, starts;
} pairs[] = {{"a", "a", true, true},      {"", "", true, true},        {"abc", "ab", false, true},
             {"ab", "abc", false, false}, {"a", "A", false, false},    {"a", "", false, true},
             {"", "a", false, false},     {"日本", "日", false, true}, {"e\u0301", "é", false, false}};

EACH_ROW(text, compares_byte_by_byte, pairs) {
    cr_assert_eq(rg_same(row->a, row->b), row->same);
    cr_assert_eq(rg_starts_with(row->a, row->b), row->starts);
}

Test(text, nothing_is_not_the_same_as_nothing) {
    cr_assert_not(rg_same(NULL, NULL));
    cr_assert_not(rg_same("a", NULL));
    cr_assert_not(rg_same(NULL, "a"));
}

Test(text, a_map_keeps_the_first_number_put) {
    rg_map map = rg_map_in(arena);
    cr_assert_eq(rg_map_get(&map, "a"), -1);
    cr_assert_eq(rg_map_put(&map, "a", 5), 5);
    cr_assert_eq(rg_map_put(&map, "a", 6), 5);
    cr_assert_eq(rg_map_get(&map, "a"), 5);
    cr_assert_eq(rg_map_get(&map, "A"), -1);
    cr_assert_eq(rg_map_get(&map, ""), -1);
    cr_assert_eq(map.count, 1);
}

Test(text, a_map_replaces_what_is_set) {
    rg_map map = rg_map_in(arena);
    rg_map_set(&map, "a", 0);
    cr_assert_eq(rg_map_get(&map, "a"), 0);
    rg_map_set(&map, "a", 7);
    cr_assert_eq(rg_map_get(&map, "a"), 7);
    rg_map_set(&map, "", 8);
    cr_assert_eq(rg_map_get(&map, ""), 8);
    cr_assert_eq(map.count, 2);
}

static const struct { long count; } map_sizes[] = {{1}, {15}, {16}, {17}, {31}, {32}, {33}, {1000}, {100000}};

EACH_ROW(text, maps_hold_many_names, map_sizes) {
    rg_map map = rg_map_in(arena);
    char name[32];
    for (long i = 0; i < row->count; i++) {
        int length = snprintf(name, sizeof name, "name-%ld", i * 7919);
        cr_assert_eq(rg_map_put(&map, rg_copy_text(arena, name, (size_t)length), i), i);
    }
    cr_assert_eq(map.count, row->count);
    for (long i = 0; i < row->count; i++) {
        snprintf(name, sizeof name, "name-%ld", i * 7919);
        cr_assert_eq(rg_map_get(&map, name), i);
        snprintf(name, sizeof name, "none-%ld", i);
        cr_assert_eq(rg_map_get(&map, name), -1);
    }
}
