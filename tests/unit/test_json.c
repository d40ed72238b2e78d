/* What is written is JSON as RFC 8259 has it, and says to another reader what was meant. */
#include "report/json.h"

#include <cjson/cJSON.h>
#include <float.h>
#include <math.h>

#include "rows.h"

static rg_buffer out;
static rg_json json;

static void open_json(void) {
    open_arena();
    out = rg_buffer_in(arena);
    json = (rg_json){.out = &out};
}

TestSuite(json, .init = open_json, .fini = close_arena);

/* RFC 8259, section 7: no control character stands in a text as it is. */
static void expect_no_raw_controls(void) {
    for (size_t i = 0; i < out.length; i++)
        cr_assert_geq((unsigned char)out.text[i], 0x20, "byte %02x in %s", (unsigned char)out.text[i], out.text);
}

static const struct {
    const char *text;
} texts[] = {
    {""},
    {"plain"},
    {"a \"quoted\" word"},
    {"back\\slash"},
    {"\\"},
    {"\""},
    {"\\\""},
    {"/"},
    {"</script>"},
    {"line\nline"},
    {"\r\n"},
    {"tab\ttab"},
    {"\b\f"},
    {"\x01"},
    {"\x02"},
    {"\x03"},
    {"\x04"},
    {"\x05"},
    {"\x06"},
    {"\x07"},
    {"\x0B"},
    {"\x0E"},
    {"\x0F"},
    {"\x10"},
    {"\x11"},
    {"\x12"},
    {"\x13"},
    {"\x14"},
    {"\x15"},
    {"\x16"},
    {"\x17"},
    {"\x18"},
    {"\x19"},
    {"\x1A"},
    {"\x1B[31mred"},
    {"\x1C"},
    {"\x1D"},
    {"\x1E"},
    {"\x1F"},
    {"\x7F"},
    {"\xC2\x85"},
    {"医療機器"},
    {"é"},
    {"e\u0301"},
    {"😀"},
    {"\u2028\u2029"},
    {"\uFEFF"},
    {"\u202E"},
    {"\\u0041"},
    {"{\"a\":1}"},
    {"null"},
    {"%s%n%d"},
    {"a'b"},
    {"&<>"},
};

EACH_ROW(json, texts_come_back_as_they_were, texts) {
    rg_json_text(&json, NULL, row->text);
    expect_no_raw_controls();
    cJSON *read = cJSON_ParseWithOpts(rg_buffer_text(&out), NULL, true);
    cr_assert(cJSON_IsString(read), "no JSON text: %s", out.text);
    cr_assert_str_eq(read->valuestring, row->text);
    cJSON_Delete(read);
}

EACH_ROW(json, keys_come_back_as_they_were, texts) {
    rg_json_object(&json, NULL);
    rg_json_int(&json, row->text, 1);
    rg_json_end_object(&json);
    expect_no_raw_controls();
    cJSON *read = cJSON_ParseWithOpts(rg_buffer_text(&out), NULL, true);
    cr_assert(cJSON_IsObject(read), "no JSON: %s", out.text);
    cr_assert_str_eq(read->child->string, row->text);
    cJSON_Delete(read);
}

static const struct {
    const char *text, *expected;
} spellings[] = {{"a", "\"a\""},          {"\"", "\"\\\"\""},     {"\\", "\"\\\\\""}, {"\n", "\"\\n\""},
                 {"医", "\"医\""},        {"/", "\"/\""},         {NULL, "null"},     {"", "\"\""},
                 {"\x1B", "\"\\u001b\""}, {"\x01", "\"\\u0001\""}};

EACH_ROW(json, spells_texts, spellings) {
    rg_json_text(&json, NULL, row->text);
    cr_assert_str_eq(rg_buffer_text(&out), row->expected);
}

static const struct {
    int64_t value;
    const char *expected;
} integers[] = {{0, "0"},
                {-1, "-1"},
                {42, "42"},
                {2147483648, "2147483648"},
                {9007199254740993, "9007199254740993"},
                {INT64_MAX, "9223372036854775807"},
                {INT64_MIN, "-9223372036854775808"}};

EACH_ROW(json, writes_whole_numbers_exactly, integers) {
    rg_json_int(&json, NULL, row->value);
    cr_assert_str_eq(rg_buffer_text(&out), row->expected);
}

static const struct {
    double value;
    const char *expected; /* NULL: any spelling that reads as the value */
} numbers[] = {{0, "0"},
               {1, "1"},
               {-1, "-1"},
               {0.5, "0.5"},
               {-2.25, "-2.25"},
               {0.1, "0.1"},
               {28653, "28653"},
               {12.34, "12.34"},
               {1e6, "1000000"},
               {123456789012345, "123456789012345"},
               {999999999999999, "999999999999999"},
               {1e15, NULL},
               {1e21, NULL},
               {-1e300, NULL},
               {1e-7, NULL},
               {DBL_MIN, NULL},
               {-0.0, NULL}};

EACH_ROW(json, writes_numbers, numbers) {
    rg_json_number(&json, NULL, row->value);
    if (row->expected)
        cr_assert_str_eq(rg_buffer_text(&out), row->expected);
    cJSON *read = cJSON_ParseWithOpts(rg_buffer_text(&out), NULL, true);
    cr_assert(cJSON_IsNumber(read), "no JSON number: %s", out.text);
    cr_assert(fabs(read->valuedouble - row->value) <= fabs(row->value) * 1e-14, "%s", out.text);
    cJSON_Delete(read);
}

static const struct { double value; } no_numbers[] = {{NAN}, {INFINITY}, {-INFINITY}};

EACH_ROW(json, what_is_no_number_is_still_json, no_numbers) {
    rg_json_number(&json, NULL, row->value);
    cr_assert_str_eq(rg_buffer_text(&out), "null", "RFC 8259, section 6, has no such number");
}

static void write_structure(int which) {
    switch (which) {
    case 0:
        rg_json_object(&json, NULL);
        rg_json_end_object(&json);
        return;
    case 1:
        rg_json_array(&json, NULL);
        rg_json_end_array(&json);
        return;
    case 2:
        rg_json_object(&json, NULL);
        rg_json_int(&json, "a", 1);
        rg_json_bool(&json, "b", true);
        rg_json_bool(&json, "c", false);
        rg_json_null(&json, "d");
        rg_json_text(&json, "e", "x");
        rg_json_number(&json, "f", 0.5);
        rg_json_end_object(&json);
        return;
    case 3:
        rg_json_array(&json, NULL);
        rg_json_int(&json, NULL, 1);
        rg_json_text(&json, NULL, NULL);
        rg_json_text(&json, NULL, "x");
        rg_json_end_array(&json);
        return;
    case 4:
        rg_json_object(&json, NULL);
        rg_json_array(&json, "a");
        rg_json_end_array(&json);
        rg_json_object(&json, "b");
        rg_json_end_object(&json);
        rg_json_int(&json, "c", 1);
        rg_json_end_object(&json);
        return;
    case 5:
        rg_json_array(&json, NULL);
        rg_json_object(&json, NULL);
        rg_json_array(&json, "a");
        rg_json_int(&json, NULL, 1);
        rg_json_int(&json, NULL, 2);
        rg_json_end_array(&json);
        rg_json_int(&json, "b", 3);
        rg_json_end_object(&json);
        rg_json_object(&json, NULL);
        rg_json_end_object(&json);
        rg_json_end_array(&json);
        return;
    default:
        rg_json_array(&json, NULL);
        for (int i = 0; i < 3; i++) {
            rg_json_array(&json, NULL);
            rg_json_end_array(&json);
        }
        rg_json_end_array(&json);
    }
}

static const struct {
    int which;
    const char *expected;
} structures[] = {{0, "{}"},
                  {1, "[]"},
                  {2, "{\"a\":1,\"b\":true,\"c\":false,\"d\":null,\"e\":\"x\",\"f\":0.5}"},
                  {3, "[1,null,\"x\"]"},
                  {4, "{\"a\":[],\"b\":{},\"c\":1}"},
                  {5, "[{\"a\":[1,2],\"b\":3},{}]"},
                  {6, "[[],[],[]]"}};

EACH_ROW(json, puts_commas_between_and_nowhere_else, structures) {
    write_structure(row->which);
    cr_assert_str_eq(rg_buffer_text(&out), row->expected);
}
