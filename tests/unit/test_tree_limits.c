/* Duplicate keys, limits at one less, the limit and one more, and documents made to take long. */
#include <stdio.h>

#include "trees.h"
#include "util/text.h"

TestSuite(tree_limits, .init = open_list, .fini = close_arena);

/* ---- duplicate keys */

typedef struct {
    const char *text;
    size_t errors;
    unsigned line, column, first_line, first_column; /* of the last one told */
    const char *message;
} duplicate_row;

static void expect_duplicate(const rg_document *document, const duplicate_row *row) {
    cr_assert_not_null(document, "the rest can still be read");
    cr_assert_eq(told.errors, row->errors, "%s\n%zu expected, %zu told", row->text, row->errors, told.errors);
    if (!row->errors)
        return;
    expect_error(&told, row->errors - 1, "duplicate-key", row->line, row->column, row->message);
    rg_place other = told.list.items[row->errors - 1].other;
    cr_assert_str_eq(other.path, "a");
    cr_assert(other.line == row->first_line && other.column == row->first_column, "first at %u:%u expected, got %u:%u",
              row->first_line, row->first_column, other.line, other.column);
}

static const duplicate_row yaml_duplicates[] = {
    {"a: 1\na: 2\n", 1, 2, 1, 1, 1, "duplicate key 'a' (it stands in line 1 already)"},
    {"a: 1\nb: 2\n\na: 3\n", 1, 4, 1, 1, 1, "duplicate key 'a' (it stands in line 1 already)"},
    {"b:\n  a: 1\n  a: 1\n", 1, 3, 3, 2, 3, "duplicate key 'a' (it stands in line 2 already)"},
    {"a: 1\na: 2\na: 3\n", 2, 3, 1, 1, 1, "duplicate key 'a' (it stands in line 1 already)"},
    {"a: 1\n\"a\": 2\n", 1, 2, 1, 1, 1, "duplicate key 'a' (it stands in line 1 already)"},
    {"a: 1\n'a': 2\n", 1, 2, 1, 1, 1, NULL},
    {"a: 1\n\"\\x61\": 2\n", 1, 2, 1, 1, 1, NULL},
    {"a: 1\n? a\n: 2\n", 1, 2, 3, 1, 1, NULL},
    {"{a: 1, b: 2, a: 3}\n", 1, 1, 14, 1, 2, "duplicate key 'a' (it stands in line 1 already)"},
    {"- {a: 1, a: 2}\n- {a: 1}\n", 1, 1, 10, 1, 4, NULL},
    {"a: {a: 1}\nb: {a: 1}\n", 0, 0, 0, 0, 0, NULL},
    {"- a: 1\n- a: 1\n", 0, 0, 0, 0, 0, NULL},
    {"a: [a, a, a]\n", 0, 0, 0, 0, 0, NULL},
    {"'': 1\n? \n: 2\n", 1, 2, 2, 1, 1, "duplicate key '' (it stands in line 1 already)"},
    {"名: 1\n名: 2\n", 1, 2, 1, 1, 1, "duplicate key '名' (it stands in line 1 already)"},
    {"a: {b: 1}\na: {b: 1, b: 2}\n", 2, 2, 11, 2, 5, "duplicate key 'b' (it stands in line 2 already)"},
};

EACH_ROW(tree_limits, yaml_duplicate_keys_are_told_with_both_places, yaml_duplicates) {
    expect_duplicate(rg_yaml_read(arena, "a", row->text, strlen(row->text), &told), row);
}

static const duplicate_row json_duplicates[] = {
    {"{\"a\":1,\"a\":2}", 1, 1, 8, 1, 2, "duplicate key 'a' (it stands in line 1 already)"},
    {"{\"a\":1,\n\"b\":2,\n\"a\":2}", 1, 3, 1, 1, 2, "duplicate key 'a' (it stands in line 1 already)"},
    {"{\"a\":1,\"\\u0061\":2}", 1, 1, 8, 1, 2, NULL},
    {"{\"a\":{\"a\":1,\"a\":2}}", 1, 1, 13, 1, 7, NULL},
    {"[{\"a\":1},{\"a\":1}]", 0, 0, 0, 0, 0, NULL},
    {"{\"a\":{\"a\":{\"a\":1}}}", 0, 0, 0, 0, 0, NULL},
    {"{\"\":1,\"\":2}", 1, 1, 7, 1, 2, "duplicate key '' (it stands in line 1 already)"},
    {"{\"a\":1,\"A\":2}", 0, 0, 0, 0, 0, NULL},
};

EACH_ROW(tree_limits, json_duplicate_keys_are_told_with_both_places, json_duplicates) {
    expect_duplicate(rg_json_read(arena, "a", row->text, strlen(row->text), &told), row);
}

/* Two keys on one long line, this many columns apart. */
static const struct { unsigned apart; } long_lines[] = {{1000}, {65536}, {1048575}, {1048576}, {1048577}, {2097152}};

EACH_ROW(tree_limits, duplicate_keys_are_told_however_far_apart, long_lines) {
    rg_buffer text = rg_buffer_in(arena);
    rg_addf(&text, "{\"a\":1,%*s\"a\":2}", (int)row->apart - 6, "");
    cr_assert_eq(rg_buffer_text(&text)[1 + row->apart], '"');
    rg_json_read(arena, "a", text.text, text.length, &told);
    expect_error(&told, 0, "duplicate-key", 1, 2 + row->apart, "duplicate key 'a' (it stands in line 1 already)");
    cr_assert_eq(told.list.items[0].other.column, 2);
}

Test(tree_limits, a_long_key_is_cut_between_characters) {
    rg_buffer text = rg_buffer_in(arena);
    for (int k = 0; k < 2; k++) {
        rg_add(&text, "a");
        for (int i = 0; i < 50; i++)
            rg_add(&text, "名");
        rg_add(&text, ": 1\n");
    }
    rg_yaml_read(arena, "a", text.text, text.length, &told);
    expect_error(&told, 0, "duplicate-key", 2, 1, NULL);
    const char *message = told.list.items[0].message;
    cr_assert_eq(rg_utf8_valid(message, strlen(message)), strlen(message), "half a character in: %s", message);
}

/* ---- limits: one less, the limit, one more */

static const char *const nestings[][3] = {
    {"[", "", "]"}, {"{\"a\":", "1", "}"}, {"[{\"a\":", "1", "}]"}, {"- ", "x", ""}, {"{a: ", "1", "}"}};

static const struct {
    size_t how, times, deep, column;
    bool json;
} depths[] = {
    {0, 63, 1, 0, true},  {0, 64, 1, 0, true},    {0, 65, 1, 65, true},  {0, 66, 1, 65, true},  {1, 63, 1, 0, true},
    {1, 64, 1, 0, true},  {1, 65, 1, 321, true},  {2, 31, 2, 0, true},   {2, 32, 2, 0, true},   {2, 33, 2, 193, true},
    {0, 63, 1, 0, false}, {0, 64, 1, 0, false},   {0, 65, 1, 65, false}, {0, 66, 1, 65, false}, {3, 63, 1, 0, false},
    {3, 64, 1, 0, false}, {3, 65, 1, 129, false}, {4, 63, 1, 0, false},  {4, 64, 1, 0, false},  {4, 65, 1, 257, false},
};

static rg_buffer nested(const char *const *parts, size_t times) {
    rg_buffer text = rg_buffer_in(arena);
    for (size_t i = 0; i < times; i++)
        rg_add(&text, parts[0]);
    rg_add(&text, parts[1]);
    for (size_t i = 0; i < times; i++)
        rg_add(&text, parts[2]);
    return text;
}

EACH_ROW(tree_limits, sixty_four_levels_are_the_limit, depths) {
    rg_buffer text = nested(nestings[row->how], row->times);
    const rg_document *document = row->json ? rg_json_read(arena, "a", text.text, text.length, &told)
                                            : rg_yaml_read(arena, "a", text.text, text.length, &told);
    if (!row->column) {
        cr_assert_not_null(document, "%s", first_told(&told));
        size_t depth = 0;
        for (const rg_node *node = rg_document_root(document); node && !rg_node_is(node, RG_SCALAR); depth++)
            node = rg_node_first(node);
        cr_assert_eq(depth, row->times * row->deep);
        return;
    }
    cr_assert_null(document);
    cr_assert_eq(told.list.count, 1);
    expect_error(&told, 0, "limit-depth", 1, (unsigned)row->column, "nested deeper than 64 levels");
}

Test(tree_limits, brackets_in_texts_are_no_levels) {
    rg_buffer text = rg_buffer_in(arena);
    rg_add(&text, "[\"");
    for (int i = 0; i < 1000; i++)
        rg_add(&text, "[{\\\"");
    rg_add(&text, "\",1]");
    cr_assert_not_null(rg_json_read(arena, "a", text.text, text.length, &told), "%s", first_told(&told));
}

static const struct {
    const char *before, *piece, *after;
    bool json;
    unsigned line, column;
} scalars[] = {
    {"", "x", "", false, 1, 1},
    {"a: ", "x", "", false, 1, 4},
    {"- \"", "x", "\"", false, 1, 3},
    {"a: '", "x", "'\n", false, 1, 4},
    {"a: |-\n  ", "x", "\n", false, 1, 4},
    {"a: >-\n  ", "x", "\n", false, 1, 4},
    {"? ", "x", "\n: 1\n", false, 1, 3},
    {"a: 1\nb: ", "x", "", false, 2, 4},
    {"[\"", "x", "\"]", true, 1, 2},
    {"{\"a\":\"", "x", "\"}", true, 1, 6},
    {"{\"", "x", "\":1}", true, 1, 2},
    {"[", "1", "]", true, 1, 2},
};

static const rg_document *read_long(size_t which, size_t length) {
    rg_buffer text = rg_buffer_in(arena);
    rg_add(&text, scalars[which].before);
    for (size_t i = 0; i < length; i++)
        rg_add(&text, scalars[which].piece);
    rg_add(&text, scalars[which].after);
    return scalars[which].json ? rg_json_read(arena, "a", text.text, text.length, &told)
                               : rg_yaml_read(arena, "a", text.text, text.length, &told);
}

EACH_ROW(tree_limits, a_text_of_64_kib_is_read, scalars) {
    for (size_t length = RG_LIMIT_SCALAR - 1; length <= RG_LIMIT_SCALAR; length++) {
        const rg_document *document = read_long((size_t)(row - scalars), length);
        cr_assert_not_null(document, "%zu: %s", length, first_told(&told));
        const rg_node *node = rg_document_root(document);
        if (!rg_node_is(node, RG_SCALAR))
            node = rg_node_first(node);
        size_t key = strlen(rg_node_key(node)), value = strlen(rg_node_text(node));
        if (row->line == 2)
            value = strlen(rg_node_text(rg_node_next(node)));
        cr_assert_eq(key > value ? key : value, length);
    }
}

EACH_ROW(tree_limits, a_longer_text_is_refused_where_it_begins, scalars) {
    cr_assert_null(read_long((size_t)(row - scalars), RG_LIMIT_SCALAR + 1));
    cr_assert_eq(told.list.count, 1);
    expect_error(&told, 0, "limit-scalar", row->line, row->column, "a text longer than 64 KiB");
}

static const struct {
    size_t characters;
    bool good;
} wide_scalars[] = {{21845, true}, {21846, false}};

EACH_ROW(tree_limits, the_limit_of_a_text_is_in_bytes, wide_scalars) {
    rg_buffer text = rg_buffer_in(arena);
    for (size_t i = 0; i < row->characters; i++)
        rg_add(&text, "あ");
    cr_assert_eq(rg_yaml_read(arena, "a", text.text, text.length, &told) != NULL, row->good);
}

static const struct {
    size_t values;
    bool json, good;
} many_values[] = {{RG_LIMIT_NODES - 1, true, true},  {RG_LIMIT_NODES, true, true},
                   {RG_LIMIT_NODES + 1, true, false}, {RG_LIMIT_NODES - 1, false, true},
                   {RG_LIMIT_NODES, false, true},     {RG_LIMIT_NODES + 1, false, false}};

EACH_ROW(tree_limits, a_million_values_are_the_limit, many_values) {
    rg_buffer text = rg_buffer_in(arena);
    rg_add(&text, "[0");
    for (size_t i = 2; i < row->values; i++)
        rg_add(&text, ",\n0");
    rg_add(&text, "]");
    const rg_document *document = row->json ? rg_json_read(arena, "a", text.text, text.length, &told)
                                            : rg_yaml_read(arena, "a", text.text, text.length, &told);
    cr_assert_eq(document != NULL, row->good, "%s", first_told(&told));
    if (row->good) {
        cr_assert_eq(document->count, row->values);
        cr_assert_eq(rg_document_root(document)->count, row->values - 1);
    } else {
        cr_assert_eq(told.list.count, 1);
        expect_error(&told, 0, "limit-nodes", RG_LIMIT_NODES, 1, "more than 1000000 values in one file");
    }
}

static const struct {
    size_t length;
    bool json, good;
} file_sizes[] = {{RG_LIMIT_FILE - 1, true, true},  {RG_LIMIT_FILE, true, true},  {RG_LIMIT_FILE + 1, true, false},
                  {RG_LIMIT_FILE - 1, false, true}, {RG_LIMIT_FILE, false, true}, {RG_LIMIT_FILE + 1, false, false}};

EACH_ROW(tree_limits, thirty_two_mebibytes_are_the_limit, file_sizes) {
    char *text = rg_alloc(arena, row->length + 1);
    memset(text, row->json ? ' ' : '#', row->length);
    memcpy(text, row->json ? "[]" : "a\n", 2);
    const rg_document *document = row->json ? rg_json_read(arena, "a", text, row->length, &told)
                                            : rg_yaml_read(arena, "a", text, row->length, &told);
    cr_assert_eq(document != NULL, row->good, "%s", first_told(&told));
    if (!row->good)
        expect_error(&told, 0, "limit-file", 0, 0, "the file is larger than 32 MiB");
}

/* ---- bombs: refused, or read, within a second */

static const struct {
    const char *before, *piece, *after;
    size_t times;
    bool json;
    const char *code; /* NULL: read */
    unsigned line, column;
} bombs[] = {
    {"", "[", "", 100000, true, "limit-depth", 1, 65},
    {"", "[", "", 100000, false, "limit-depth", 1, 65},
    {"", "{\"a\":", "", 100000, true, "limit-depth", 1, 321},
    {"", "{a: ", "", 100000, false, "limit-depth", 1, 257},
    {"", "[{\"a\":", "", 100000, true, "limit-depth", 1, 193},
    {"", "- ", "", 100000, false, "limit-depth", 1, 129},
    {"", "? ", "", 100000, false, "yaml-key", 1, 3},
    {"", "[\n", "", 100000, false, "limit-depth", 65, 1},
    {"", "{[", "", 100000, false, "yaml-key", 1, 2},
    {"", "]", "", 100000, false, "yaml-syntax", 1, 1},
    {"", "]", "", 100000, true, "json-syntax", 1, 1},
    {"a: &x [", "*x, ", "]", 100000, false, "yaml-anchor", 1, 4},
    {"", "&a ", "", 100000, false, "yaml-anchor", 1, 1},
    {"a: ", "!", "", 100000, false, "yaml-tag", 1, 4},
    {"a: ", "x", "", 4000000, false, "limit-scalar", 1, 4},
    {"a: \"", "x", "", 4000000, false, "yaml-syntax", 1, 4000005},
    {"a: \"", "\\x41", "\"", 400000, false, "limit-scalar", 1, 4},
    {"a: |\n", "  x\n", "", 400000, false, "limit-scalar", 1, 4},
    {"a: '", "''", "'", 1000000, false, "limit-scalar", 1, 4},
    {"[\"", "x", "\"]", 4000000, true, "limit-scalar", 1, 2},
    {"[\"", "\\u0041", "\"]", 400000, true, "limit-scalar", 1, 2},
    {"[", "1", "", 60000, true, "json-syntax", 1, 60002},
    {"a: 1", " ", "", 4000000, false, NULL, 0, 0},
    {"a: 1\n", "\n", "", 1000000, false, NULL, 0, 0},
    {"a: 1\n", "#\n", "", 1000000, false, NULL, 0, 0},
    {"a: 1 #", "#", "", 4000000, false, NULL, 0, 0},
    {"a: x", "\n\n  x", "\n", 10000, false, NULL, 0, 0},
    {"[", " ", "]", 4000000, true, NULL, 0, 0},
    {"[0", ",0", "]", 200000, true, NULL, 0, 0},
    {"[0", ",0", "]", 200000, false, NULL, 0, 0},
    {"", "- a\n", "", 100000, false, NULL, 0, 0},
    {"", "- [[[[x]]]]\n", "", 30000, false, NULL, 0, 0},
    {"", "---\n", "", 100000, false, "yaml-documents", 2, 1},
    {"", "%A b\n", "", 100000, false, "yaml-syntax", 1, 3},
    {"", "\\", "", 1000000, true, "json-syntax", 1, 1},
};

EACH_ROW(tree_limits, bombs_take_no_second, bombs) {
    rg_buffer text = rg_buffer_in(arena);
    rg_add(&text, row->before);
    for (size_t i = 0; i < row->times; i++)
        rg_add(&text, row->piece);
    rg_add(&text, row->after);
    double begin = processor_seconds();
    const rg_document *document = row->json ? rg_json_read(arena, "a", text.text, text.length, &told)
                                            : rg_yaml_read(arena, "a", text.text, text.length, &told);
    double took = processor_seconds() - begin;
    cr_expect_lt(took, ONE_SECOND, "%s%s...: %.1f s", row->before, row->piece, took);
    cr_assert_eq(document == NULL, row->code != NULL, "%s%s...: %s", row->before, row->piece, first_told(&told));
    if (row->code)
        expect_error(&told, 0, row->code, row->line, row->column, NULL);
}

static const struct {
    const char *before, *format, *after;
    bool json, same;
} many_keys[] = {{"", "k%d: 1\n", "", false, false},
                 {"", "k%d: 1\n", "", false, true},
                 {"{", "k%d: 1, ", "}", false, false},
                 {"{\"\":0", ",\"k%d\":1", "}", true, false},
                 {"{\"\":0", ",\"k%d\":1", "}", true, true}};

EACH_ROW(tree_limits, a_hundred_thousand_keys_take_no_second, many_keys) {
    rg_buffer text = rg_buffer_in(arena);
    rg_add(&text, row->before);
    for (int i = 0; i < 100000; i++) {
        char key[32];
        snprintf(key, sizeof key, "%d", row->same ? 7 : i);
        const char *hole = strstr(row->format, "%d");
        rg_addf(&text, "%.*s%s%s", (int)(hole - row->format), row->format, key, hole + 2);
    }
    rg_add(&text, row->after);
    double begin = processor_seconds();
    const rg_document *document = row->json ? rg_json_read(arena, "a", text.text, text.length, &told)
                                            : rg_yaml_read(arena, "a", text.text, text.length, &told);
    cr_expect_lt(processor_seconds() - begin, ONE_SECOND);
    cr_assert_not_null(document, "%s", first_told(&told));
    cr_assert_eq(told.errors, row->same ? 99999 : 0);
    cr_assert_eq(rg_document_root(document)->count, row->json ? 100001 : 100000);
    cr_assert_not_null(rg_node_get(rg_document_root(document), row->same ? "k7" : "k99999"));
}
