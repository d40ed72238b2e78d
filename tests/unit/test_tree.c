/* Trees out of YAML 1.1 and JSON (RFC 8259): what is read, and where it stands. */
#include <stdlib.h>

#include "trees.h"

TestSuite(tree, .init = open_list, .fini = close_arena);

typedef struct {
    const char *text;
    size_t length;
    const char *tree;
} good_row;

static void expect_tree(const rg_document *document, const good_row *row) {
    cr_assert_not_null(document, "%s\nrefused: %s", row->text, first_told(&told));
    cr_assert_str_eq(tree_of(document), row->tree, "%s\nexpected: %s\ngot: %s", row->text, row->tree,
                     tree_of(document));
    cr_assert_eq(told.list.count, 0, "%s\ntold: %s", row->text, first_told(&told));
}

/* ---- what YAML means */

static const good_row yaml_good[] = {
    {BYTES("a: 1"), "{a:1}"},
    {BYTES("a: 1\n"), "{a:1}"},
    {BYTES("a: 1\nb: 2\n"), "{a:1,b:2}"},
    {BYTES("a: 1\r\nb: 2\r\n"), "{a:1,b:2}"},
    {BYTES("a: 1\rb: 2\r"), "{a:1,b:2}"},
    {BYTES("# first\na: 1 # second\n# third\n"), "{a:1}"},
    {BYTES("a: b#c"), "{a:b#c}"},
    {BYTES("---\na: 1\n"), "{a:1}"},
    {BYTES("--- \na: 1\n...\n"), "{a:1}"},
    {BYTES("%YAML 1.1\n---\na: 1\n"), "{a:1}"},
    {BYTES("%YAML 1.2\n---\na: 1\n"), "{a:1}"},
    {BYTES("a:\n  b:\n    c: d\n"), "{a:{b:{c:d}}}"},
    {BYTES("- a\n- b\n"), "[a,b]"},
    {BYTES("a:\n- b\n- c\n"), "{a:[b,c]}"},
    {BYTES("a:\n  - b\n  - c\n"), "{a:[b,c]}"},
    {BYTES("- a: 1\n  b: 2\n- c: 3\n"), "[{a:1,b:2},{c:3}]"},
    {BYTES("- - a\n  - b\n- - c\n"), "[[a,b],[c]]"},
    {BYTES("-\n  a: 1\n-\n  - b\n"), "[{a:1},[b]]"},
    {BYTES("a: [b, c, [d], {e: f}]\n"), "{a:[b,c,[d],{e:f}]}"},
    {BYTES("a: {b: c, d: [e], f: {}}\n"), "{a:{b:c,d:[e],f:{}}}"},
    {BYTES("a: [b, c,]\n"), "{a:[b,c]}"},
    {BYTES("a: {b: c,}\n"), "{a:{b:c}}"},
    {BYTES("a: [\n  b,\n  c\n]\n"), "{a:[b,c]}"},
    {BYTES("[a: b, c]"), "[{a:b},c]"},
    {BYTES("a: []\nb: {}\n"), "{a:[],b:{}}"},
    {BYTES("a:\nb: ~\nc: null\n"), "{a:,b:~,c:null}"},
    {BYTES("- \n- ~\n"), "[,~]"},
    {BYTES("{a, b: }"), "{a:,b:}"},
    {BYTES("a: ''\nb: \"\"\n"), "{a:'',b:''}"},
    {BYTES("a: 'it''s'\n"), "{a:'it's'}"},
    {BYTES("a: 'no \\n escape'\n"), "{a:'no \\n escape'}"},
    {BYTES("a: \"tab\\t, line\\n, quote\\\", back\\\\slash\"\n"), "{a:'tab\t, line\n, quote\", back\\slash'}"},
    {BYTES("a: \"\\x41\\u3042\\U0001F600\"\n"), "{a:'Aあ😀'}"},
    {BYTES("a: \"\\a\\b\\e\\f\\r\\v\\/\"\n"), "{a:'\a\b\x1b\f\r\v/'}"},
    {BYTES("a: \"\\N\\_\\L\\P\"\n"), "{a:'\xC2\x85\u00A0\u2028\u2029'}"},
    {BYTES("a: \"one\n  two\"\n"), "{a:'one two'}"},
    {BYTES("a: \"one\n\n  two\"\n"), "{a:'one\ntwo'}"},
    {BYTES("a: \"one\\\n  two\"\n"), "{a:'onetwo'}"},
    {BYTES("a: 'one\n  two'\n"), "{a:'one two'}"},
    {BYTES("a: one\n  two\n  three\n"), "{a:one two three}"},
    {BYTES("a: one\n\n  two\n"), "{a:one\ntwo}"},
    {BYTES("a: |\n  one\n  two\n"), "{a:'one\ntwo\n'}"},
    {BYTES("a: |-\n  one\n  two\n"), "{a:'one\ntwo'}"},
    {BYTES("a: |+\n  one\n\n"), "{a:'one\n\n'}"},
    {BYTES("a: >\n  one\n  two\n"), "{a:'one two\n'}"},
    {BYTES("a: >-\n  one\n  two\n\n  three\n"), "{a:'one two\nthree'}"},
    {BYTES("a: |2\n    one\n"), "{a:'  one\n'}"},
    {BYTES("a: |\n  # no comment\n"), "{a:'# no comment\n'}"},
    {BYTES("a: |\n  one\nb: 2\n"), "{a:'one\n',b:2}"},
    {BYTES("\"a\": 1\n'b': 2\n"), "{a:1,b:2}"},
    {BYTES("a b: c d\n"), "{a b:c d}"},
    {BYTES("? a\n: 1\n? b\n"), "{a:1,b:}"},
    {BYTES("{? a : 1}"), "{a:1}"},
    {BYTES("a:b: c\n"), "{a:b:c}"},
    {BYTES("url: https://example.org/?a=b&c=[d]\n"), "{url:https://example.org/?a=b&c=[d]}"},
    {BYTES("a: -1\nb: --\n"), "{a:-1,b:--}"},
    {BYTES("a: yes\nb: On\nc: 1.50\nd: 0x1F\ne: 2026-11-23\n"), "{a:yes,b:On,c:1.50,d:0x1F,e:2026-11-23}"},
    {BYTES("名前: 心電計\n"), "{名前:心電計}"},
    {BYTES("a: 😀\n"), "{a:😀}"},
    {BYTES("plain"), "plain"},
    {BYTES("'quoted'"), "'quoted'"},
    {BYTES("---\n"), ""},
    {BYTES("a: x!y & z * w\n"), "{a:x!y & z * w}"},
    {BYTES("A: 1\na: 2\n"), "{A:1,a:2}"},
    {BYTES("é: 1\ne\u0301: 2\n"), "{é:1,e\u0301:2}"},
    {BYTES("- {a: 1}\n- {a: 2}\n"), "[{a:1},{a:2}]"},
    {BYTES("a: {a: {a: 1}}\n"), "{a:{a:{a:1}}}"},
    {BYTES("? 'a'\n: [b]\nc: d\n"), "{a:[b],c:d}"},
    {BYTES("\xEF\xBB\xBF"
           "a: 1\n"),
     "{a:1}"},
    {BYTES("\xEF\xBB\xBF"
           "a: 1\nb: 2\n"),
     "{a:1,b:2}"},
    {BYTES("\xEF\xBB\xBF# comment\na: 1\nb: 2\n"), "{a:1,b:2}"},
    {BYTES("\xEF\xBB\xBF---\na: 1\nb: 2\n"), "{a:1,b:2}"},
    {BYTES("\xEF\xBB\xBF- 1\n- 2\n"), "[1,2]"},
};

EACH_ROW(tree, yaml_is_read_as_written, yaml_good) {
    expect_tree(rg_yaml_read(arena, "a.yaml", row->text, row->length, &told), row);
}

EACH_ROW(tree, a_document_that_is_no_json_is_yaml, yaml_good) {
    if (row->text[0] != '{' && row->text[0] != '[')
        expect_tree(rg_document_read(arena, "a.yaml", row->text, row->length, &told), row);
    else
        cr_assert_null(rg_document_read(arena, "a.json", row->text, row->length, &told));
}

/* ---- what JSON means */

static const good_row json_good[] = {
    {BYTES("{}"), "{}"},
    {BYTES("[]"), "[]"},
    {BYTES("{\"a\":1}"), "{a:1}"},
    {BYTES(" \t\r\n{ \"a\" : 1 , \"b\" : [ ] } \n"), "{a:1,b:[]}"},
    {BYTES("[1,2,3]"), "[1,2,3]"},
    {BYTES("[0,-0,-1,1.5,1e3,1E-3,-2.5e+2]"), "[0,-0,-1,1.5,1e3,1E-3,-2.5e+2]"},
    {BYTES("[9007199254740993,0.10,1.0]"), "[9007199254740993,0.10,1.0]"},
    {BYTES("[true,false,null]"), "[true,false,null]"},
    {BYTES("[\"true\",\"null\",\"\",\"1\"]"), "['true','null','','1']"},
    {BYTES("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]"), "['\"\\/\b\f\n\r\t']"},
    {BYTES("[\"\\u0041\\u3042\"]"), "['Aあ']"},
    {BYTES("[\"\\ud83d\\ude00\"]"), "['😀']"},
    {BYTES("[\"心電計\"]"), "['心電計']"},
    {BYTES("[\"\x7F\"]"), "['\x7F']"},
    {BYTES("[\"\\u0001\"]"), "['\x01']"},
    {BYTES("[\"//\",\"/**/\",\"[{,:}]\"]"), "['//','/**/','[{,:}]']"},
    {BYTES("{\"a\":{\"a\":{\"a\":[{\"a\":1}]}}}"), "{a:{a:{a:[{a:1}]}}}"},
    {BYTES("{\"\":1}"), "{:1}"},
    {BYTES("{\"a,b:c}\":\"]\"}"), "{a,b:c}:']'}"},
    {BYTES("{\"a\\\"b\":1,\"c\\\\\":2}"), "{a\"b:1,c\\:2}"},
    {BYTES("[[[]],[{}]]"), "[[[]],[{}]]"},
    {BYTES("{\"A\":1,\"a\":2}"), "{A:1,a:2}"},
    {BYTES("\xEF\xBB\xBF[1]"), "[1]"},
    {BYTES("{\"long\":123456789012345678901234567890123456789012345678901234567890.5}"),
     "{long:123456789012345678901234567890123456789012345678901234567890.5}"},
    {BYTES("[\"\\u00e9\\u0301\"]"), "['é\u0301']"},
};

EACH_ROW(tree, json_is_read_as_written, json_good) {
    expect_tree(rg_json_read(arena, "a.json", row->text, row->length, &told), row);
}

EACH_ROW(tree, a_document_in_brackets_is_json, json_good) {
    expect_tree(rg_document_read(arena, "a.json", row->text, row->length, &told), row);
}

static const good_row json_scalars[] = {
    {BYTES("1"), "1"},       {BYTES("\"a\""), "'a'"}, {BYTES(" true "), "true"},
    {BYTES("null"), "null"}, {BYTES("-1e2"), "-1e2"},
};

EACH_ROW(tree, json_may_be_a_single_value, json_scalars) {
    expect_tree(rg_json_read(arena, "a.json", row->text, row->length, &told), row);
}

/* ---- where things stand */

typedef struct {
    const char *text, *path; /* keys parted by slashes, items by their number */
    unsigned line, column, key_line, key_column;
} place_row;

static const rg_node *node_at(const rg_node *node, const char *path) {
    while (*path && node) {
        size_t length = strcspn(path, "/");
        const char *step = rg_copy_text(arena, path, length);
        path += length + (path[length] == '/');
        if (rg_node_is(node, RG_MAP)) {
            node = rg_node_get(node, step);
        } else {
            long left = strtol(step, NULL, 10);
            for (node = rg_node_first(node); node && left; left--)
                node = rg_node_next(node);
        }
    }
    return node;
}

static void expect_place(const rg_document *document, const place_row *row) {
    cr_assert_not_null(document, "%s", first_told(&told));
    const rg_node *node = node_at(rg_document_root(document), row->path);
    cr_assert_not_null(node, "%s: no %s", row->text, row->path);
    rg_place place = rg_node_place(node), key = rg_node_key_place(node);
    cr_assert_str_eq(place.path, "the/path");
    cr_assert_str_eq(rg_document_path(document), "the/path");
    cr_assert(place.line == row->line && place.column == row->column, "%s\n%s: %u:%u expected, got %u:%u", row->text,
              row->path, row->line, row->column, place.line, place.column);
    cr_assert(key.line == row->key_line && key.column == row->key_column, "%s\nkey of %s: %u:%u expected, got %u:%u",
              row->text, row->path, row->key_line, row->key_column, key.line, key.column);
}

static const place_row yaml_places[] = {
    {"a: 1", "", 1, 1, 1, 1},
    {"a: 1", "a", 1, 4, 1, 1},
    {"a: 1\nb:   2\n", "b", 2, 6, 2, 1},
    {"\n\n  a: 1\n", "a", 3, 6, 3, 3},
    {"# c\na:\n  b: c\n", "a", 3, 3, 2, 1},
    {"# c\na:\n  b: c\n", "a/b", 3, 6, 3, 3},
    {"a: [x, y]\n", "a", 1, 4, 1, 1},
    {"a: [x, y]\n", "a/0", 1, 5, 1, 5},
    {"a: [x, y]\n", "a/1", 1, 8, 1, 8},
    {"a: {x: y}\n", "a/x", 1, 8, 1, 5},
    {"- a\n- b\n", "1", 2, 3, 2, 3},
    {"- a: 1\n  b: 2\n", "0", 1, 3, 1, 3},
    {"- a: 1\n  b: 2\n", "0/b", 2, 6, 2, 3},
    {"a:\n- b\n", "a", 2, 1, 1, 1},
    {"a:\n  - b\n", "a", 2, 3, 1, 1},
    {"a: 'x'\n", "a", 1, 4, 1, 1},
    {"'a': \"x\"\n", "a", 1, 6, 1, 1},
    {"a: |\n  text\nb: 1\n", "a", 1, 4, 1, 1},
    {"a: |\n  text\nb: 1\n", "b", 3, 4, 3, 1},
    {"a: one\n  two\nb: 1\n", "b", 3, 4, 3, 1},
    {"名前: 心電計\n", "名前", 1, 5, 1, 1},
    {"a: {名前: 心, b: 1}\n", "a/b", 1, 15, 1, 12},
    {"a: [😀, b]\n", "a/1", 1, 8, 1, 8},
    {"a: 1\r\nb: 2\r\n", "b", 2, 4, 2, 1},
    {"? a\n: 1\n", "a", 2, 3, 1, 3},
    {"---\na: 1\n", "a", 2, 4, 2, 1},
    {"\xEF\xBB\xBF"
     "a: 1\n",
     "a", 1, 4, 1, 1},
    {"\xEF\xBB\xBF- 1\n", "0", 1, 3, 1, 3},
};

EACH_ROW(tree, yaml_keeps_places, yaml_places) {
    expect_place(rg_yaml_read(arena, "the/path", row->text, strlen(row->text), &told), row);
}

static const place_row json_places[] = {
    {"{\"a\":1}", "", 1, 1, 1, 1},
    {"{\"a\":1}", "a", 1, 6, 1, 2},
    {"{\"a\": 1}", "a", 1, 7, 1, 2},
    {"{ \"a\" : 1 }", "a", 1, 9, 1, 3},
    {"{\n  \"a\": 1,\n  \"b\": 2\n}\n", "b", 3, 8, 3, 3},
    {"{\n  \"a\": {\n    \"b\": [1, 2]\n  }\n}", "a", 2, 8, 2, 3},
    {"{\n  \"a\": {\n    \"b\": [1, 2]\n  }\n}", "a/b", 3, 10, 3, 5},
    {"{\n  \"a\": {\n    \"b\": [1, 2]\n  }\n}", "a/b/1", 3, 14, 3, 14},
    {"[1,2,3]", "0", 1, 2, 1, 2},
    {"[1,2,3]", "2", 1, 6, 1, 6},
    {"[[],[],7]", "2", 1, 8, 1, 8},
    {"[{},{},\"x\"]", "2", 1, 8, 1, 8},
    {"[\n1\n,\n2\n]", "1", 4, 1, 4, 1},
    {"{\"a\":\"]}\",\"b\":1}", "b", 1, 15, 1, 11},
    {"{\"a\\\"\":1,\"b\":2}", "b", 1, 14, 1, 10},
    {"{\"a\":\"\\\\\",\"b\":2}", "b", 1, 15, 1, 11},
    {"{\"a\":\"\\u3042\",\"b\":2}", "b", 1, 19, 1, 15},
    {"{\"名前\":\"心電計\",\"b\":2}", "名前", 1, 7, 1, 2},
    {"{\"名前\":\"心電計\",\"b\":2}", "b", 1, 17, 1, 13},
    {"[\"😀\",1]", "1", 1, 6, 1, 6},
    {"[true,false,null,1.5e3]", "2", 1, 13, 1, 13},
    {"[true,false,null,-1.5e3]", "3", 1, 18, 1, 18},
    {"\r\n[\r\n1]", "0", 3, 1, 3, 1},
    {"\t[\t1]", "0", 1, 4, 1, 4},
    {"\xEF\xBB\xBF[1]", "0", 1, 2, 1, 2},
    {"   [1]", "", 1, 4, 1, 4},
};

EACH_ROW(tree, json_keeps_places, json_places) {
    expect_place(rg_json_read(arena, "the/path", row->text, strlen(row->text), &told), row);
}

/* ---- nodes and documents */

static const struct {
    const char *text;
    bool json, null;
} nulls[] = {{"", false, true},       {"~", false, true},
             {"null", false, true},   {"''", false, false},
             {"\"\"", false, false},  {"'null'", false, false},
             {"\"~\"", false, false}, {"nil", false, false},
             {"none", false, false},  {"0", false, false},
             {"false", false, false}, {"[]", false, false},
             {"{}", false, false},    {"|-\n  null\n", false, false},
             {"null", true, true},    {"\"null\"", true, false},
             {"\"\"", true, false},   {"\"~\"", true, false},
             {"0", true, false},      {"false", true, false},
             {"[]", true, false},     {"{}", true, false}};

EACH_ROW(tree, knows_what_says_nothing, nulls) {
    const char *text = rg_textf(arena, row->json ? "{\"a\":%s}" : "a: %s", row->text);
    const rg_document *document = row->json ? rg_json_read(arena, "a", text, strlen(text), &told)
                                            : rg_yaml_read(arena, "a", text, strlen(text), &told);
    cr_assert_not_null(document);
    cr_assert_eq(rg_node_is_null(rg_node_get(rg_document_root(document), "a")), row->null, "%s", text);
}

Test(tree, nothing_holds_nothing) {
    cr_assert_null(rg_node_get(NULL, "a"));
    cr_assert_null(rg_node_first(NULL));
    cr_assert_not(rg_node_is(NULL, RG_MAP));
    cr_assert_not(rg_node_is(NULL, RG_SCALAR));
    cr_assert_not(rg_node_is_null(NULL));
    const rg_node *root = rg_document_root(rg_yaml_read(arena, "a", BYTES("a: [b]"), &told));
    cr_assert_null(rg_node_get(root, "b"));
    cr_assert_null(rg_node_get(root, ""));
    cr_assert_null(rg_node_get(rg_node_get(root, "a"), "b"), "a sequence has no keys");
    cr_assert_str_eq(rg_node_key(root), "");
    cr_assert_str_eq(rg_node_text(root), "");
    cr_assert_null(rg_node_next(root));
}

Test(tree, a_document_means_the_same_wherever_it_lies) {
    const rg_document *document =
        rg_yaml_read(arena, "some/path.yaml", BYTES("a: {b: [c, 'd'], 名: \"e\"}\nf: ~\n"), &told);
    cr_assert_not_null(document);
    const char *tree = tree_of(document);
    void *elsewhere = malloc(document->bytes);
    memcpy(elsewhere, document, document->bytes);
    memset((void *)(uintptr_t)document, 0xA5, document->bytes);
    cr_assert_str_eq(tree_of(elsewhere), tree);
    cr_assert_str_eq(tree, "{a:{b:[c,'d'],名:'e'},f:~}");
    cr_assert_str_eq(rg_document_path(elsewhere), "some/path.yaml");
    cr_assert_eq(rg_node_place(rg_node_get(rg_document_root(elsewhere), "f")).line, 2);
    free(elsewhere);
}

Test(tree, is_built_from_above_to_below) {
    rg_tree_builder *builder = rg_tree_builder_new(arena, "built", &told);
    rg_place place = {"built", 3, 5};
    cr_assert_eq(rg_tree_depth(builder), 0);
    cr_assert(rg_tree_open(builder, RG_MAP, place));
    cr_assert(rg_tree_key(builder, "a", 1, place));
    cr_assert(rg_tree_open(builder, RG_SEQUENCE, place));
    cr_assert_eq(rg_tree_depth(builder), 2);
    cr_assert(rg_tree_scalar(builder, "one and more", 3, true, place));
    cr_assert(rg_tree_scalar(builder, "two", 3, false, (rg_place){"built", 4, 6}));
    rg_tree_close(builder);
    rg_tree_close(builder);
    cr_assert_eq(rg_tree_depth(builder), 0);
    const rg_document *document = rg_tree_finish(builder);
    cr_assert_str_eq(tree_of(document), "{a:[one,'two']}");
    cr_assert_eq(document->count, 4);
    cr_assert_eq(rg_node_place(node_at(rg_document_root(document), "a/1")).line, 4);
}

Test(tree, an_unfinished_document_is_none) {
    cr_assert_null(rg_tree_finish(rg_tree_builder_new(arena, "a", &told)));
    rg_tree_builder *builder = rg_tree_builder_new(arena, "a", &told);
    cr_assert_not(rg_tree_scalar(builder, "a\xFF", 2, true, (rg_place){"a", 1, 1}));
    cr_assert_null(rg_tree_finish(builder));
    cr_assert_eq(told.errors, 1);
    cr_assert_not(rg_tree_scalar(builder, "b\xFF", 2, true, (rg_place){"a", 1, 1}));
    cr_assert_eq(told.errors, 1, "what follows a broken limit is not told again");
}
