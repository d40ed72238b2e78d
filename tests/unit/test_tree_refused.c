/* What is no YAML 1.1 or JSON (RFC 8259), or is more of it than rule files and profiles need, is refused with its
 * place. */
#include "trees.h"

TestSuite(tree_refused, .init = open_list, .fini = close_arena);

typedef struct {
    const char *text;
    size_t length;
    const char *code;
    unsigned line, column;
    const char *message; /* NULL: any */
} bad_row;

static void expect_refusal(const rg_document *document, const bad_row *row) {
    cr_expect_null(document, "%s\nwas read as %s", row->text, tree_of(document));
    expect_error(&told, 0, row->code, row->line, row->column, row->message);
    cr_expect_eq(told.list.count, 1, "%s\n%zu told", row->text, told.list.count);
}

#define ANCHOR "anchors and aliases are not used here"
#define TAG "tags are not used here"

static const bad_row yaml_bad[] = {
    /* anchors, aliases, tags */
    {BYTES("a: &x 1"), "yaml-anchor", 1, 4, ANCHOR},
    {BYTES("&x a: 1"), "yaml-anchor", 1, 1, ANCHOR},
    {BYTES("a: 1\nb: *a\n"), "yaml-anchor", 2, 4, ANCHOR},
    {BYTES("*a : 1"), "yaml-anchor", 1, 1, ANCHOR},
    {BYTES("- *a"), "yaml-anchor", 1, 3, ANCHOR},
    {BYTES("*a"), "yaml-anchor", 1, 1, ANCHOR},
    {BYTES("a: 1\n<<: *x\n"), "yaml-anchor", 2, 5, ANCHOR},
    {BYTES("a: &x 'quoted'"), "yaml-anchor", 1, 4, ANCHOR},
    {BYTES("a: &x |\n  text\n"), "yaml-anchor", 1, 4, ANCHOR},
    {BYTES("a: &x\n"), "yaml-anchor", 1, 4, ANCHOR},
    {BYTES("a: &x !t 1"), "yaml-anchor", 1, 4, ANCHOR},
    {BYTES("a: &x [1]"), "yaml-anchor", 1, 4, NULL},
    {BYTES("a: &x {b: 1}"), "yaml-anchor", 1, 4, NULL},
    {BYTES("a: &x\n  b: 1\n"), "yaml-anchor", 1, 4, NULL},
    {BYTES("&a [*a]"), "yaml-anchor", 1, 1, NULL},
    {BYTES("&a {b: *a}"), "yaml-anchor", 1, 1, NULL},
    {BYTES("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"), "yaml-anchor", 1, 4, NULL},
    {BYTES("a: !!str 1"), "yaml-tag", 1, 4, TAG},
    {BYTES("a: !!int \"1\""), "yaml-tag", 1, 4, TAG},
    {BYTES("a: ! x"), "yaml-tag", 1, 4, TAG},
    {BYTES("a: !local x"), "yaml-tag", 1, 4, TAG},
    {BYTES("a: !<tag:yaml.org,2002:str> x"), "yaml-tag", 1, 4, TAG},
    {BYTES("a: !!binary aGk="), "yaml-tag", 1, 4, TAG},
    {BYTES("!!str a: 1"), "yaml-tag", 1, 1, TAG},
    {BYTES("%TAG ! tag:example.org,2000:\n---\na: !b c\n"), "yaml-tag", 3, 4, TAG},
    {BYTES("a: !!map {b: 1}"), "yaml-tag", 1, 4, NULL},
    {BYTES("a: !!seq [1]"), "yaml-tag", 1, 4, NULL},
    {BYTES("!!omap\n- a: 1\n"), "yaml-tag", 1, 1, NULL},
    {BYTES("a: !!python/object:os.system [x]"), "yaml-tag", 1, 4, NULL},
    /* keys that are no text */
    {BYTES("? [a]\n: 1\n"), "yaml-key", 1, 3, "a key must be plain text"},
    {BYTES("{[a]: 1}"), "yaml-key", 1, 2, "a key must be plain text"},
    {BYTES("? {a: 1}\n: 2\n"), "yaml-key", 1, 3, "a key must be plain text"},
    {BYTES("a: 1\n? - b\n: 2\n"), "yaml-key", 2, 3, "a key must be plain text"},
    {BYTES("a:\n  {}: b\n"), "yaml-key", 2, 3, "a key must be plain text"},
    /* documents */
    {BYTES(""), "empty", 1, 1, "the file is empty"},
    {BYTES("\n\n"), "empty", 1, 1, "the file is empty"},
    {BYTES("# nothing\n"), "empty", 1, 1, "the file is empty"},
    {BYTES("\xEF\xBB\xBF"), "empty", 1, 1, "the file is empty"},
    {BYTES("a: 1\n---\nb: 2\n"), "yaml-documents", 2, 1, "more than one document in the file"},
    {BYTES("--- a\n--- b\n"), "yaml-documents", 2, 1, "more than one document in the file"},
    {BYTES("a: 1\n...\n---\nb: 2\n"), "yaml-documents", 3, 1, "more than one document in the file"},
    {BYTES("---\n---\n"), "yaml-documents", 2, 1, "more than one document in the file"},
    /* syntax */
    {BYTES("a: [1, 2\n"), "yaml-syntax", 2, 1,
     "while parsing a flow sequence, did not find expected ',' or ']' (begun in line 1)"},
    {BYTES("a: 1\nb: {c: 2\n"), "yaml-syntax", 3, 1,
     "while parsing a flow mapping, did not find expected ',' or '}' (begun in line 2)"},
    {BYTES("a: [1 2\nb]: 3\n"), "yaml-syntax", 2, 3, NULL},
    {BYTES("a: ]\n"), "yaml-syntax", 1, 4, NULL},
    {BYTES("a: }\n"), "yaml-syntax", 1, 4, NULL},
    {BYTES("a: [1}\n"), "yaml-syntax", 1, 6, NULL},
    {BYTES("a: b: c\n"), "yaml-syntax", 1, 5, "mapping values are not allowed in this context"},
    {BYTES("a: 1\n b: 2\n"), "yaml-syntax", 2, 3, "mapping values are not allowed in this context"},
    {BYTES("a: - b\n"), "yaml-syntax", 1, 4, "block sequence entries are not allowed in this context"},
    {BYTES("- a\nb: 1\n"), "yaml-syntax", 2, 1,
     "while parsing a block collection, did not find expected '-' indicator (begun in line 1)"},
    {BYTES("a: 1\n- b\n"), "yaml-syntax", 2, 1,
     "while parsing a block mapping, did not find expected key (begun in line 1)"},
    {BYTES("a:\n    b: 1\n  c: 2\n"), "yaml-syntax", 3, 3, NULL},
    {BYTES("\ta: 1\n"), "yaml-syntax", 1, 1,
     "while scanning for the next token, found character that cannot start any token (begun in line 1)"},
    {BYTES("a:\n\tb: 1\n"), "yaml-syntax", 2, 1,
     "while scanning for the next token, found character that cannot start any token (begun in line 2)"},
    {BYTES("a: @b\n"), "yaml-syntax", 1, 4, NULL},
    {BYTES("a: `b\n"), "yaml-syntax", 1, 4, NULL},
    {BYTES("a: %b\n"), "yaml-syntax", 1, 4, NULL},
    {BYTES("a: \"\\q\"\n"), "yaml-syntax", 1, 5,
     "while parsing a quoted scalar, found unknown escape character (begun in line 1)"},
    {BYTES("a: \"\\xG1\"\n"), "yaml-syntax", 1, 7, NULL},
    {BYTES("a: \"\\ud800\"\n"), "yaml-syntax", 1, 7, NULL},
    {BYTES("a: \"\\U00110000\"\n"), "yaml-syntax", 1, 7, NULL},
    {BYTES("a: 'b\n"), "yaml-syntax", 2, 1,
     "while scanning a quoted scalar, found unexpected end of stream (begun in line 1)"},
    {BYTES("a: \"b\n"), "yaml-syntax", 2, 1,
     "while scanning a quoted scalar, found unexpected end of stream (begun in line 1)"},
    {BYTES("a: 'b' c\n"), "yaml-syntax", 1, 8, NULL},
    {BYTES("a: |x\n  b\n"), "yaml-syntax", 1, 5, NULL},
    {BYTES("a: |0\n  b\n"), "yaml-syntax", 1, 5, NULL},
    {BYTES("%YAML 2.0\n---\na: 1\n"), "yaml-syntax", 1, 1, "found incompatible YAML document"},
    {BYTES("%YAML 1.1\na: 1\n"), "yaml-syntax", 2, 1, NULL},
    {BYTES("a: &\n"), "yaml-syntax", 1, 5, NULL},
    {BYTES("a: *\n"), "yaml-syntax", 1, 5, NULL},
    {BYTES("a: !<b\n"), "yaml-syntax", 1, 7, NULL},
    {BYTES("a: !x!y z\n"), "yaml-syntax", 1, 4, NULL},
    {BYTES("a: 1\nb\n"), "yaml-syntax", 3, 1, NULL},
    {BYTES("a: 1\nb\nc: 2\n"), "yaml-syntax", 3, 1, NULL},
    {BYTES("a: x\n--- b: c\n"), "yaml-documents", 2, 1, NULL},
    /* encodings: the place is that of the first byte that does not belong */
    {BYTES("a: caf\xE9\n"), "encoding", 1, 7, NULL},
    {BYTES("a: \xFF\n"), "encoding", 1, 4, "invalid leading UTF-8 octet"},
    {BYTES("a: \xC0\xAF\n"), "encoding", 1, 4, NULL},
    {BYTES("a: \xE0\x80\xAF\n"), "encoding", 1, 4, NULL},
    {BYTES("a: \xED\xA0\x80\n"), "encoding", 1, 4, NULL},
    {BYTES("a: \xF4\x90\x80\x80\n"), "encoding", 1, 4, NULL},
    {BYTES("a: \x80\n"), "encoding", 1, 4, "invalid leading UTF-8 octet"},
    {BYTES("a: \xE3\x81"), "encoding", 1, 4, "incomplete UTF-8 octet sequence"},
    {BYTES("\xFF\xFE"
           "a\0:\0 \0001\0"),
     "encoding", 1, 1, "invalid leading UTF-8 octet"},
    {BYTES("\xFE\xFF\0a\0:\0 \0001"), "encoding", 1, 1, "invalid leading UTF-8 octet"},
    {BYTES("a\0:\0 \0001\0"), "encoding", 1, 2, "control characters are not allowed"},
    {BYTES("\xFF\xFE\0\0a\0\0\0"), "encoding", 1, 1, "invalid leading UTF-8 octet"},
    {BYTES("a: \x90\x53\x93\x64\n"), "encoding", 1, 4, "invalid leading UTF-8 octet"},
    {BYTES("a: b\0c\n"), "encoding", 1, 5, "control characters are not allowed"},
    {BYTES("a: 1\n\0"), "encoding", 2, 1, "control characters are not allowed"},
    {BYTES("\0"), "encoding", 1, 1, "control characters are not allowed"},
    {BYTES("a: \x01\n"), "encoding", 1, 4, "control characters are not allowed"},
    {BYTES("a: \x1B[31m\n"), "encoding", 1, 4, "control characters are not allowed"},
    {BYTES("a: \x7F\n"), "encoding", 1, 4, "control characters are not allowed"},
    {BYTES("a: \xC2\x9B\n"), "encoding", 1, 4, "control characters are not allowed"},
    {BYTES("a: \xEF\xBF\xBE\n"), "encoding", 1, 4, "control characters are not allowed"},
    /* zero bytes by escape */
    {BYTES("a: \"b\\0c\"\n"), "encoding", 1, 4, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("a: \"\\x00\"\n"), "encoding", 1, 4, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("a: \"b\\u0000c\"\n"), "encoding", 1, 4, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("a:\n- \"\\U00000000\"\n"), "encoding", 2, 3, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("\"a\\0b\": 1\n"), "encoding", 1, 1, "not valid UTF-8, or a zero byte in a text"},
};

EACH_ROW(tree_refused, yaml_is_refused_where_it_is_wrong, yaml_bad) {
    expect_refusal(rg_yaml_read(arena, "a.yaml", row->text, row->length, &told), row);
}

#define JSON "not JSON from here on"

static const bad_row json_bad[] = {
    {BYTES(""), "json-syntax", 1, 1, JSON},
    {BYTES("  "), "json-syntax", 1, 3, JSON},
    {BYTES("{"), "json-syntax", 1, 2, JSON},
    {BYTES("["), "json-syntax", 1, 2, JSON},
    {BYTES("[1"), "json-syntax", 1, 3, JSON},
    {BYTES("[1,"), "json-syntax", 1, 4, JSON},
    {BYTES("{\"a\":"), "json-syntax", 1, 6, JSON},
    {BYTES("[1,]"), "json-syntax", 1, 4, JSON},
    {BYTES("[,1]"), "json-syntax", 1, 2, JSON},
    {BYTES("[1,,2]"), "json-syntax", 1, 4, JSON},
    {BYTES("[1 2]"), "json-syntax", 1, 4, JSON},
    {BYTES("[1:2]"), "json-syntax", 1, 3, JSON},
    {BYTES("[1}"), "json-syntax", 1, 3, JSON},
    {BYTES("{\"a\":1]"), "json-syntax", 1, 7, JSON},
    {BYTES("{\"a\":1,}"), "json-syntax", 1, 8, JSON},
    {BYTES("{,}"), "json-syntax", 1, 2, JSON},
    {BYTES("{a:1}"), "json-syntax", 1, 2, JSON},
    {BYTES("{'a':1}"), "json-syntax", 1, 2, JSON},
    {BYTES("{1:1}"), "json-syntax", 1, 2, JSON},
    {BYTES("{null:1}"), "json-syntax", 1, 2, JSON},
    {BYTES("{\"a\" 1}"), "json-syntax", 1, 6, JSON},
    {BYTES("{\"a\"}"), "json-syntax", 1, 5, JSON},
    {BYTES("{\"a\",1}"), "json-syntax", 1, 5, JSON},
    {BYTES("{\"a\"::1}"), "json-syntax", 1, 6, JSON},
    {BYTES("{\"a\":1 \"b\":2}"), "json-syntax", 1, 8, JSON},
    {BYTES("{\"a\":1,\n \"b\":x}"), "json-syntax", 2, 6, JSON},
    {BYTES("{\"名前\":x}"), "json-syntax", 1, 7, JSON},
    {BYTES("[1] x"), "json-syntax", 1, 5, JSON},
    {BYTES("[1][2]"), "json-syntax", 1, 4, JSON},
    {BYTES("{}}"), "json-syntax", 1, 3, JSON},
    {BYTES("[1]// c"), "json-syntax", 1, 4, JSON},
    {BYTES("[/* c */1]"), "json-syntax", 1, 2, JSON},
    {BYTES("[+1]"), "json-syntax", 1, 2, JSON},
    {BYTES("[.5]"), "json-syntax", 1, 2, JSON},
    {BYTES("[NaN]"), "json-syntax", 1, 2, JSON},
    {BYTES("[Infinity]"), "json-syntax", 1, 2, JSON},
    {BYTES("[nan]"), "json-syntax", 1, 2, JSON},
    {BYTES("[True]"), "json-syntax", 1, 2, JSON},
    {BYTES("[undefined]"), "json-syntax", 1, 2, JSON},
    {BYTES("['a']"), "json-syntax", 1, 2, JSON},
    {BYTES("[truee]"), "json-syntax", 1, 6, JSON},
    {BYTES("[\xC2\xA0"
           "1]"),
     "json-syntax", 1, 2, JSON},
    {BYTES("*"), "json-syntax", 1, 1, JSON},
    {BYTES("<html>"), "json-syntax", 1, 1, JSON},
    /* what is not UTF-8, or holds zero bytes */
    {BYTES("[\"caf\xE9\"]"), "encoding", 1, 6, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("[\n\"\xC0\xAF\"]"), "encoding", 2, 2, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("[\"\xED\xA0\x80\"]"), "encoding", 1, 3, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("[\"あ\xFF\"]"), "encoding", 1, 4, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("[\"a\0b\"]"), "encoding", 1, 4, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("[1]\0"), "encoding", 1, 4, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("{\0\"\0a\0\"\0"), "encoding", 1, 2, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("\xFF\xFE[\0]\0"), "encoding", 1, 1, "not valid UTF-8, or a zero byte in a text"},
};

EACH_ROW(tree_refused, json_is_refused_where_it_is_wrong, json_bad) {
    expect_refusal(rg_json_read(arena, "a.json", row->text, row->length, &told), row);
}

/* RFC 8259 has none of these; where exactly each goes wrong is a matter of view. */
static const struct {
    const char *text;
    size_t length;
} no_json[] = {
    {BYTES("[01]")},
    {BYTES("[-01]")},
    {BYTES("[00]")},
    {BYTES("[1.]")},
    {BYTES("[-.5]")},
    {BYTES("[-]")},
    {BYTES("[1e]")},
    {BYTES("[1e+]")},
    {BYTES("[1.e3]")},
    {BYTES("[0x10]")},
    {BYTES("[--1]")},
    {BYTES("[1-2]")},
    {BYTES("[1.2.3]")},
    {BYTES("[- 1]")},
    {BYTES("[1_000]")},
    {BYTES("[-Infinity]")},
    {BYTES("[-NaN]")},
    {BYTES("[1e5e5]")},
    {BYTES("[\"a]")},
    {BYTES("[\"a\\\"]")},
    {BYTES("[\"\\x41\"]")},
    {BYTES("[\"\\a\"]")},
    {BYTES("[\"\\'\"]")},
    {BYTES("[\"\\u12\"]")},
    {BYTES("[\"\\u12G4\"]")},
    {BYTES("[\"\\U0041\"]")},
    {BYTES("[\"a\nb\"]")},
    {BYTES("[\"a\tb\"]")},
    {BYTES("[\"a\rb\"]")},
    {BYTES("[\"\x01\"]")},
    {BYTES("[\"\x1B[31m\"]")},
    {BYTES("[\"\x1F\"]")},
    {BYTES("{\"a\nb\":1}")},
    {BYTES("[\f1]")},
    {BYTES("[\v1]")},
    {BYTES("[\x01 1]")},
    {BYTES("\x01[1]")},
    {BYTES("[1]\x1F")},
    {BYTES("{\x02\"a\":1}")},
    {BYTES("[\"\\ud800\"]")},
    {BYTES("[\"\\udc00\"]")},
    {BYTES("[\"\\ud83d\\u0041\"]")},
    {BYTES("[\"\\ud83dx\"]")},
    {BYTES("[\\u0031]")},
    {BYTES("[nul]")},
    {BYTES("[fals]")},
    {BYTES("[tru")},
    {BYTES("\xEF\xBB\xBF")},
    {BYTES("\xEF\xBB\xBF\xEF\xBB\xBF{\"a\":1}")},
    {BYTES("[\xEF\xBB\xBF"
           "1]")},
};

EACH_ROW(tree_refused, json_is_no_looser_than_its_standard, no_json) {
    const rg_document *document = rg_json_read(arena, "a.json", row->text, row->length, &told);
    cr_expect_null(document, "%s\nwas read as %s", row->text, tree_of(document));
    cr_assert_gt(told.errors, 0, "%s\nnothing told", row->text);
    cr_expect_str_eq(told.list.items[0].code, "json-syntax");
}

/* A text that ends at a zero byte would be another text. */
static const bad_row json_zeros[] = {
    {BYTES("[\"a\\u0000b\"]"), "encoding", 1, 2, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("[\"\\u0000\"]"), "encoding", 1, 2, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("{\"a\":\"sterile\\u0000no\"}"), "encoding", 1, 6, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("{\"a\\u0000b\":1}"), "encoding", 1, 2, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("{\"\\u0000\":1}"), "encoding", 1, 2, "not valid UTF-8, or a zero byte in a text"},
    {BYTES("{\n\"a\": [1, \"\\u0000\"]}"), "encoding", 2, 10, "not valid UTF-8, or a zero byte in a text"},
};

EACH_ROW(tree_refused, json_escapes_bring_in_no_zero_byte, json_zeros) {
    expect_refusal(rg_json_read(arena, "a.json", row->text, row->length, &told), row);
}
