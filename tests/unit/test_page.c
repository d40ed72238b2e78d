/*
 * One page, three formats: each says the same, and none takes a text for markup or obeys a control character in it.
 * Markdown is that of CommonMark 0.30 with tables, HTML the living standard.
 */
#include "report/page.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "stores.h"

static rg_strings *strings;

static void open_strings(void) {
    open_store();
    strings = rg_alloc(arena, sizeof *strings);
    *strings = (rg_strings){.code = "en", .arena = arena, .keys = rg_map_in(arena)};
}

TestSuite(page, .init = open_strings, .fini = close_arena);

typedef enum { TEXT, MARKDOWN, HTML } format;

static const char *written(const rg_page *page, format as) {
    rg_buffer out = rg_buffer_in(arena);
    if (as == TEXT)
        rg_page_as_text(page, &out, false);
    else if (as == MARKDOWN)
        rg_page_as_markdown(page, &out);
    else
        rg_page_as_html(page, &out);
    return rg_buffer_text(&out);
}

static size_t count_of(const char *text, const char *piece) {
    size_t count = 0;
    for (; (text = strstr(text, piece)); text += strlen(piece))
        count++;
    return count;
}

/* The same text in every place a page has for one. */
enum { SINKS = 8 };

static rg_page *page_of(const char *text) {
    rg_page *page = rg_page_new(arena, strings, text);
    rg_page_heading(page, 2, text);
    rg_page_paragraph(page, text);
    rg_page_notice(page, text);
    rg_page_item(page, text);
    rg_page_folded_table(page, text, (const char *const[]){text, "second", NULL});
    rg_page_row(page, (const rg_cell[]){{text, RG_BAD}, {text, RG_PLAIN}}, 2);
    return page;
}

/* ---- the same in all formats */

static const struct { format as; } formats[] = {{TEXT}, {MARKDOWN}, {HTML}};

EACH_ROW(page, every_block_is_in_every_format, formats) {
    rg_page *page = rg_page_new(arena, strings, "Title");
    rg_page_paragraph(page, "Paragraph");
    rg_page_heading(page, 2, "Heading");
    rg_page_notice(page, "Notice");
    rg_page_item(page, "Item1");
    rg_page_item(page, "Item2");
    rg_page_table(page, (const char *const[]){"Head1", "Head2", NULL});
    rg_page_row(page, (const rg_cell[]){{"Cell11", RG_GOOD}, {"Cell12", RG_BAD}}, 2);
    rg_page_row(page, (const rg_cell[]){{"Cell21", RG_PLAIN}, {"", RG_QUIET}}, 2);
    rg_page_folded_table(page, "Folded", (const char *const[]){"Head3", NULL});
    rg_page_row(page, (const rg_cell[]){{"Cell31", RG_STRONG}}, 1);
    const char *text = written(page, row->as), *at = text;
    static const char *const words[] = {"Title", "Paragraph", "Heading", "Notice", "Item1",  "Item2", "Head1",
                                        "Head2", "Cell11",    "Cell12",  "Cell21", "Folded", "Head3", "Cell31"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        at = strstr(at, words[i]);
        cr_assert_not_null(at, "%s is missing, or stands too early", words[i]);
    }
}

static const struct { size_t columns; } table_widths[] = {{1}, {2}, {3}, {15}, {16}, {17}, {40}};

EACH_ROW(page, tables_keep_all_their_columns, table_widths) {
    const char **heads = rg_alloc_array(arena, row->columns + 1, sizeof *heads);
    rg_cell *cells = rg_alloc_array(arena, row->columns, sizeof *cells);
    for (size_t i = 0; i < row->columns; i++) {
        heads[i] = rg_textf(arena, "Head%02zu", i);
        cells[i].text = rg_textf(arena, "Cell%02zu", i);
    }
    rg_page *page = rg_page_new(arena, strings, "T");
    rg_page_table(page, heads);
    rg_page_row(page, cells, row->columns);
    for (format as = TEXT; as <= HTML; as++)
        for (size_t i = 0; i < row->columns; i++) {
            cr_expect_eq(count_of(written(page, as), heads[i]), 1, "format %d: %s", as, heads[i]);
            cr_expect_eq(count_of(written(page, as), cells[i].text), 1, "format %d: %s", as, cells[i].text);
        }
}

Test(page, a_short_row_leaves_cells_empty) {
    rg_page *page = rg_page_new(arena, strings, "T");
    rg_page_table(page, (const char *const[]){"a", "b", "c", NULL});
    rg_page_row(page, (const rg_cell[]){{"only", RG_PLAIN}}, 1);
    cr_assert_str_eq(strstr(written(page, MARKDOWN), "| only"), "| only |  |  |\n");
    cr_assert_not_null(strstr(written(page, TEXT), "\nonly\n"));
}

Test(page, a_source_is_cited_once) {
    static const rg_source one = {.id = "one"}, two = {.id = "two"};
    rg_page *page = rg_page_new(arena, strings, "T");
    rg_page_cite(page, &one);
    rg_page_cite(page, &two);
    rg_page_cite(page, &one);
    cr_assert_eq(page->sources.count, 2);
    cr_assert_eq(page->sources.items[0], &one);
    cr_assert_eq(page->sources.items[1], &two);
}

/* ---- control characters */

/* C0 apart from the newline, DEL, C1, and the marks that turn the direction of what follows. */
static const struct {
    const char *bytes;
    unsigned shown; /* of C0 and DEL: must be seen as \x.. */
} controls[] = {
    {"\x01", 0x01},  {"\x02", 0x02},  {"\x03", 0x03},  {"\x04", 0x04},  {"\x05", 0x05},  {"\x06", 0x06},
    {"\x07", 0x07},  {"\x08", 0x08},  {"\x0B", 0x0B},  {"\x0C", 0x0C},  {"\x0D", 0x0D},  {"\x0E", 0x0E},
    {"\x0F", 0x0F},  {"\x10", 0x10},  {"\x11", 0x11},  {"\x12", 0x12},  {"\x13", 0x13},  {"\x14", 0x14},
    {"\x15", 0x15},  {"\x16", 0x16},  {"\x17", 0x17},  {"\x18", 0x18},  {"\x19", 0x19},  {"\x1A", 0x1A},
    {"\x1B", 0x1B},  {"\x1C", 0x1C},  {"\x1D", 0x1D},  {"\x1E", 0x1E},  {"\x1F", 0x1F},  {"\x7F", 0x7F},
    {"\xC2\x80", 0}, {"\xC2\x84", 0}, {"\xC2\x85", 0}, {"\xC2\x8D", 0}, {"\xC2\x90", 0}, {"\xC2\x9B", 0},
    {"\xC2\x9C", 0}, {"\xC2\x9D", 0}, {"\xC2\x9E", 0}, {"\xC2\x9F", 0}, {"\u202A", 0},   {"\u202B", 0},
    {"\u202C", 0},   {"\u202D", 0},   {"\u202E", 0},   {"\u2066", 0},   {"\u2067", 0},   {"\u2068", 0},
    {"\u2069", 0},
};

static void expect_shown(const char *bytes, unsigned shown, format as) {
    const char *text = written(page_of(rg_textf(arena, "left%sright", bytes)), as);
    cr_expect_null(strstr(text, bytes), "%02x%02x stands in the page as it is", (unsigned char)bytes[0],
                   (unsigned char)bytes[1]);
    cr_expect_geq(count_of(text, "left"), SINKS, "%s", text);
    cr_expect_geq(count_of(text, "right"), SINKS);
    if (shown)
        cr_expect_geq(count_of(text, rg_textf(arena, "x%02x", shown)), SINKS, "the character is not shown: %s", text);
}

EACH_ROW(page, text_shows_controls, controls) {
    expect_shown(row->bytes, row->shown, TEXT);
}

EACH_ROW(page, markdown_shows_controls, controls) {
    expect_shown(row->bytes, row->shown, MARKDOWN);
}

EACH_ROW(page, html_shows_controls, controls) {
    expect_shown(row->bytes, row->shown, HTML);
}

static const struct {
    const char *text;
} harmless[] = {{"医療機器"}, {"é"},      {"e\u0301"}, {"\u00A0"}, {"😀"},    {"À\u00BF"}, {"\u0100\u017F"},
                {"\u200D"},   {"\u2019"}, {"\u3000"},  {"ﾊﾟｯﾁ"},   {"한국"}, {"ไทย"},     {"\u2026"}};

EACH_ROW(page, other_characters_stay_as_they_are, harmless) {
    for (format as = TEXT; as <= HTML; as++)
        cr_expect_geq(count_of(written(page_of(row->text), as), row->text), SINKS, "format %d: %s", as, row->text);
}

/* ---- HTML */

static const struct {
    const char *text, *expected;
} html_texts[] = {
    {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
    {"</style><script>x</script>", "&lt;/style&gt;&lt;script&gt;x&lt;/script&gt;"},
    {"</title>", "&lt;/title&gt;"},
    {"</td></tr></table>", "&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;"},
    {"<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"},
    {"\"><b>", "&quot;&gt;&lt;b&gt;"},
    {"\" onmouseover=\"x", "&quot; onmouseover=&quot;x"},
    {"<!-- -->", "&lt;!-- --&gt;"},
    {"<![CDATA[x]]>", "&lt;![CDATA[x]]&gt;"},
    {"<?xml?>", "&lt;?xml?&gt;"},
    {"&", "&amp;"},
    {"&lt;", "&amp;lt;"},
    {"&#60;script&#62;", "&amp;#60;script&amp;#62;"},
    {"a && b", "a &amp;&amp; b"},
    {"a < b > c", "a &lt; b &gt; c"},
    {"javascript:alert(1)", "javascript:alert(1)"},
    {"<svg/onload=x>", "&lt;svg/onload=x&gt;"},
    {"<\x01script>", "&lt;\\x01script&gt;"},
    {"＜script＞", "＜script＞"},
    {"<<script>", "&lt;&lt;script&gt;"},
    {"%3Cscript%3E", "%3Cscript%3E"},
    {"{{7*7}}", "{{7*7}}"},
};

EACH_ROW(page, html_takes_no_text_for_markup, html_texts) {
    const char *text = written(page_of(row->text), HTML), *plain = written(page_of("harmless"), HTML);
    cr_assert_geq(count_of(text, row->expected), SINKS, "'%s' is not there %d times", row->expected, SINKS);
    cr_assert_eq(count_of(text, "<"), count_of(plain, "<"), "an element more than the page has");
    cr_assert_eq(count_of(text, ">"), count_of(plain, ">"));
    cr_assert_eq(count_of(text, "\""), count_of(plain, "\""), "a quote more than the page has");
}

static const struct {
    bool japanese;
    const char *piece;
} html_frame[] = {
    {false, "<!DOCTYPE html>\n<html lang=\"en\">"},
    {true, "<!DOCTYPE html>\n<html lang=\"ja\">"},
    {false, "<meta charset=\"utf-8\">"},
    {false, "Content-Security-Policy"},
    {false, "default-src 'none'"},
    {false, "<title>harmless</title>"},
    {false, "<h1>harmless</h1>"},
    {false, "<h2>harmless</h2>"},
    {false, "scope=\"col\""},
    {false, "scope=\"row\""},
};

EACH_ROW(page, html_has_its_frame, html_frame) {
    strings->code = row->japanese ? "ja" : "en";
    const char *text = written(page_of("harmless"), HTML);
    cr_assert_not_null(strstr(text, row->piece), "%s", text);
    cr_assert_eq(strncmp(text, "<!DOCTYPE html>", 15), 0);
}

static const struct {
    const char *piece;
} not_in_html[] = {{"<script"}, {"src="}, {"href="}, {"http:"}, {"https:"}, {"url("}, {"@import"}, {"unsafe-eval"}};

EACH_ROW(page, html_fetches_and_runs_nothing, not_in_html) {
    cr_assert_null(strstr(written(page_of("harmless"), HTML), row->piece));
}

/* Every element that is opened is closed, the last one first. */
Test(page, html_is_well_formed) {
    const char *open[64];
    size_t depth = 0, elements = 0;
    for (const char *at = written(page_of("harmless"), HTML); (at = strchr(at, '<')); at++) {
        size_t length = strcspn(at + 1, " >\n/");
        if (at[1] == '!' || strncmp(at + 1, "meta", 4) == 0)
            continue;
        if (at[1] == '/') {
            length = strcspn(at + 2, ">");
            cr_assert(depth > 0 && strncmp(open[depth - 1], at + 2, length) == 0, "</%.*s> closes nothing", (int)length,
                      at + 2);
            depth--;
        } else {
            cr_assert_lt(depth, 64);
            open[depth++] = rg_copy_text(arena, at + 1, length);
            elements++;
        }
    }
    cr_assert_eq(depth, 0);
    cr_assert_gt(elements, 15);
}

Test(page, html_colours_say_what_tones_mean) {
    static const char *const classes[] = {"", "good", "partly", "bad", "open", "quiet", "strong"};
    rg_page *page = rg_page_new(arena, strings, "T");
    rg_page_table(page, (const char *const[]){"h", NULL});
    for (rg_tone tone = RG_PLAIN; tone <= RG_STRONG; tone++)
        rg_page_row(page, (const rg_cell[]){{rg_textf(arena, "tone%d", tone), tone}}, 1);
    const char *text = written(page, HTML);
    cr_assert_not_null(strstr(text, "<th scope=\"row\">tone0</th>"));
    for (int tone = 1; tone <= RG_STRONG; tone++)
        cr_assert_not_null(strstr(text, rg_textf(arena, "class=\"%s\">tone%d<", classes[tone], tone)), "%s",
                           classes[tone]);
}

/* ---- Markdown */

static const struct {
    const char *text, *expected;
} markdown_texts[] = {
    {"*a*", "\\*a\\*"},
    {"**a**", "\\*\\*a\\*\\*"},
    {"_a_", "\\_a\\_"},
    {"snake_case", "snake\\_case"},
    {"`code`", "\\`code\\`"},
    {"```", "\\`\\`\\`"},
    {"~~a~~", "\\~\\~a\\~\\~"},
    {"a|b", "a\\|b"},
    {"| a | b |", "\\| a \\| b \\|"},
    {"[a](http://x)", "\\[a\\](http://x)"},
    {"[a](javascript:x)", "\\[a\\](javascript:x)"},
    {"![a](x.png)", "\\!\\[a\\](x.png)"},
    {"[a]: http://x", "\\[a\\]: http://x"},
    {"[^1]", "\\[^1\\]"},
    {"<b>a</b>", "&lt;b&gt;a&lt;/b&gt;"},
    {"<http://x>", "&lt;http://x&gt;"},
    {"<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"},
    {"<!-- x -->", "&lt;\\!-- x --&gt;"},
    {"&amp;", "&amp;amp;"},
    {"&#42;a&#42;", "&amp;\\#42;a&amp;\\#42;"},
    {"a \\ b", "a \\\\ b"},
    {"\\*a\\*", "\\\\\\*a\\\\\\*"},
    {"\\|", "\\\\\\|"},
    {"# a", "\\# a"},
    {"a #", "a \\#"},
    {"> a", "&gt; a"},
    {"~~~", "\\~\\~\\~"},
    {"$ 5 & 10 %", "$ 5 &amp; 10 %"},
};

EACH_ROW(page, markdown_takes_no_text_for_markup, markdown_texts) {
    const char *text = written(page_of(row->text), MARKDOWN);
    cr_assert_geq(count_of(text, row->expected), SINKS, "'%s' is not there %d times in\n%s", row->expected, SINKS,
                  text);
}

/* Whether a line begins a block other than a paragraph; `after_text` where it stands behind a line of one. */
static bool begins_block(const char *line, size_t length, bool after_text) {
    size_t blanks = 0;
    while (blanks < length && line[blanks] == ' ')
        blanks++;
    const char *at = line + blanks, *end = line + length;
    if (blanks >= 4)
        return !after_text && at < end;
    while (end > at && end[-1] == ' ')
        end--;
    size_t left = (size_t)(end - at), digits = 0, same = 0;
    if (!left)
        return false;
    while (digits < left && isdigit((unsigned char)at[digits]))
        digits++;
    while (same < left && at[same] == at[0])
        same++;
    if (digits && digits < left && strchr(".)", at[digits]) && (digits + 1 == left || at[digits + 1] == ' '))
        return true;
    if (strchr("-+*", at[0]) && (left == 1 || at[1] == ' '))
        return true;
    if (at[0] == '#' && same <= 6 && (same == left || at[same] == ' '))
        return true;
    if (at[0] == '>' || (strchr("`~", at[0]) && same >= 3))
        return true;
    return same == left && ((at[0] == '=' && after_text) || (strchr("-_*", at[0]) && (same >= 3 || after_text)));
}

static const struct {
    const char *text;
} block_texts[] = {
    {"- item"},    {"+ item"},     {"* item"},    {"-"},        {"+"},         {"1. item"},  {"1) item"},
    {"12. item"},  {"2026. item"}, {"---"},       {"- - -"},    {"***"},       {"___"},      {"===\n==="},
    {"a\n---"},    {"a\n==="},     {"a\n-"},      {"a\n- b"},   {"a\n1. b"},   {"a\n+ b"},   {"a\n# b"},
    {"a\n> b"},    {"a\n```\nb"},  {"a\n~~~\nb"}, {"    code"}, {"     code"}, {"  - item"}, {"   1. item"},
    {"# heading"}, {"####### no"}, {"> quote"},   {"```"},      {"~~~"},       {"a\n\n- b"}, {"a\n\n    b"},
    {"\n- a"},     {"a\n=\nb"},    {"-\ta"},      {"1.\ta"},    {"a\n***"},    {"-- two"},   {"1.5 mm"},
};

EACH_ROW(page, markdown_begins_no_block_in_a_paragraph, block_texts) {
    rg_page *page = rg_page_new(arena, strings, "T");
    rg_page_paragraph(page, row->text);
    const char *text = written(page, MARKDOWN), *line = strstr(text, "\n\n");
    cr_assert_not_null(line);
    bool after_text = false;
    for (line += 2; *line;) {
        size_t length = strcspn(line, "\n");
        cr_assert_not(begins_block(line, length, after_text), "'%.*s' begins a block in:\n%s", (int)length, line, text);
        after_text = strspn(line, " ") < length;
        line += length + (line[length] == '\n');
    }
}

static const struct {
    const char *text;
} item_texts[] = {{"- item"},   {"+ item"}, {"1. item"}, {"1) item"}, {"---"},
                  {"    code"}, {"# a"},    {"> a"},     {"-"},       {"```"}};

EACH_ROW(page, markdown_begins_no_block_in_items_and_notices, item_texts) {
    rg_page *page = rg_page_new(arena, strings, "T");
    rg_page_item(page, row->text);
    rg_page_notice(page, row->text);
    const char *text = written(page, MARKDOWN), *item = strstr(text, "\n- "), *notice = strstr(text, "\n> ");
    cr_assert(item && notice, "%s", text);
    cr_expect_not(begins_block(item + 3, strcspn(item + 3, "\n"), false), "in an item:\n%s", text);
    cr_expect_not(begins_block(notice + 3, strcspn(notice + 3, "\n"), false), "in a notice:\n%s", text);
}

static const struct {
    const char *text;
} broken_lines[] = {{"a\nb"}, {"a\n\nb"}, {"\na"}, {"a\n"}, {"a\n# b"}, {"a\n| b |"}, {"a\r\nb"}};

/* Headings, items, notices and rows of a table are one line each. */
EACH_ROW(page, markdown_keeps_one_line_what_must_be_one, broken_lines) {
    rg_page *page = rg_page_new(arena, strings, row->text);
    rg_page_heading(page, 2, row->text);
    rg_page_item(page, row->text);
    rg_page_notice(page, row->text);
    rg_page_table(page, (const char *const[]){row->text, NULL});
    rg_page_row(page, (const rg_cell[]){{row->text, RG_PLAIN}}, 1);
    const char *text = written(page, MARKDOWN);
    /* Five blocks, parted by four empty lines, the table of three lines. */
    cr_assert_eq(count_of(text, "\n"), 4 + 4 + 3, "%s", text);
}

Test(page, markdown_tables_have_the_shape_of_tables) {
    rg_page *page = rg_page_new(arena, strings, "T");
    rg_page_table(page, (const char *const[]){"a", "b", "c", NULL});
    rg_page_row(page, (const rg_cell[]){{"1|", RG_PLAIN}, {"2\n3", RG_GOOD}, {"", RG_PLAIN}}, 3);
    cr_assert_str_eq(written(page, MARKDOWN), "# T\n\n| a | b | c |\n| --- | --- | --- |\n| 1\\| | 2<br>3 |  |\n");
}

/* ---- text */

#define TEN "aaaaaaaaaa"
#define FIFTY TEN TEN TEN TEN TEN
#define HUNDRED FIFTY FIFTY
#define TEN_WIDE "ああああああああああ"
#define FIFTY_WIDE TEN_WIDE TEN_WIDE TEN_WIDE TEN_WIDE TEN_WIDE

static const struct {
    const char *text, *expected;
} wraps[] = {
    {"", "\n"},
    {"short", "short\n"},
    {"two lines\nas written", "two lines\nas written\n"},
    {"a\n\nb", "a\n\nb\n"},
    {HUNDRED, HUNDRED "\n"},
    {HUNDRED "b", HUNDRED "\nb\n"},
    {HUNDRED " b", HUNDRED "\nb\n"},
    {HUNDRED HUNDRED "b", HUNDRED "\n" HUNDRED "\nb\n"},
    {FIFTY " " FIFTY, FIFTY "\n" FIFTY "\n"},
    {FIFTY " " TEN TEN TEN TEN "123456789", FIFTY " " TEN TEN TEN TEN "123456789\n"},
    {FIFTY " " TEN TEN TEN TEN "1234567890", FIFTY "\n" TEN TEN TEN TEN "1234567890\n"},
    {FIFTY_WIDE, FIFTY_WIDE "\n"},
    {FIFTY_WIDE "い", FIFTY_WIDE "\nい\n"},
    {FIFTY_WIDE FIFTY_WIDE, FIFTY_WIDE "\n" FIFTY_WIDE "\n"},
    {"a" FIFTY_WIDE, "a" TEN_WIDE TEN_WIDE TEN_WIDE TEN_WIDE "あああああああああ\nあ\n"},
    {"trailing   ", "trailing\n"},
};

EACH_ROW(page, text_is_wrapped_to_a_hundred_columns, wraps) {
    rg_page *page = rg_page_new(arena, strings, "T");
    rg_page_paragraph(page, row->text);
    const char *text = written(page, TEXT);
    cr_assert_eq(strncmp(text, "T\n=\n\n", 5), 0, "%s", text);
    cr_assert_str_eq(text + 5, row->expected, "expected:\n%s\ngot:\n%s", row->expected, text + 5);
}

static const struct {
    const char *text, *underline;
} titles[] = {{"T", "="}, {"Title", "====="}, {"医療", "===="}, {"e\u0301", "="}, {"ｱｲ", "=="}, {"a b", "==="}};

EACH_ROW(page, titles_are_underlined_in_their_width, titles) {
    const char *text = written(rg_page_new(arena, strings, row->text), TEXT);
    cr_assert_str_eq(text, rg_textf(arena, "%s\n%s\n", row->text, row->underline));
}

/* How wide a line is when it is shown, ASCII apart: what the tests put there is known. */
static size_t shown_columns(const char *line, size_t length) {
    size_t columns = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)line[i];
        if (c < 0x80)
            columns++;
        else if (c >= 0xE3 && c < 0xF0)
            columns += 2;
    }
    return columns;
}

static const struct {
    const char *piece;
    size_t times;
} fillings[] = {{"word ", 200},     {"w ", 500},   {"あ", 333},       {"ab あ ", 150}, {"averylongwordthatgoeson", 40},
                {"x\n", 50},        {"\x07", 300}, {"\x1B[31m", 100}, {"\t", 200},     {"a\xC2\x9B", 200},
                {"医療 機器 ", 99}, {"    ", 100}};

EACH_ROW(page, no_line_is_wider_than_a_hundred_columns, fillings) {
    rg_buffer filling = rg_buffer_in(arena);
    for (size_t i = 0; i < row->times; i++)
        rg_add(&filling, row->piece);
    rg_page *page = rg_page_new(arena, strings, "T");
    rg_page_paragraph(page, rg_buffer_text(&filling));
    rg_page_notice(page, rg_buffer_text(&filling));
    rg_page_item(page, rg_buffer_text(&filling));
    rg_page_table(page, (const char *const[]){"a", "b", NULL});
    rg_page_row(page, (const rg_cell[]){{rg_buffer_text(&filling), RG_PLAIN}, {rg_buffer_text(&filling), RG_PLAIN}}, 2);
    for (const char *line = written(page, TEXT); *line;) {
        size_t length = strcspn(line, "\n");
        cr_assert_leq(shown_columns(line, length), 100, "%zu columns: %.*s", shown_columns(line, length), (int)length,
                      line);
        line += length + (line[length] == '\n');
    }
}

/* What stands left of the second column, and how wide it is when it is shown. */
static const struct {
    const char *text;
    size_t columns;
} cells[] = {{"", 0},     {"a", 1},  {"abc", 3},     {"あ", 2},       {"医療機器", 8},
             {"ｱｲｳ", 3},  {"Ａ", 2}, {"é", 1},       {"e\u0301", 1},  {"か\u3099", 2},
             {"한국", 4}, {"😀", 2},  {"\x1B[0m", 7}, {"\xC2\x9B", 4}, {"€", 1}};

EACH_ROW(page, table_columns_stand_below_each_other, cells) {
    rg_page *page = rg_page_new(arena, strings, "T");
    rg_page_table(page, (const char *const[]){"123456789", "X", NULL});
    rg_page_row(page, (const rg_cell[]){{row->text, RG_PLAIN}, {"X", RG_PLAIN}}, 2);
    const char *text = written(page, TEXT), *line = strrchr(text, 'X');
    cr_assert_not_null(line);
    const char *begin = line;
    while (begin > text && begin[-1] != '\n')
        begin--;
    size_t blanks = 0;
    while (line - blanks > begin && line[-1 - (long)blanks] == ' ')
        blanks++;
    /* The head is nine wide, two blanks follow. */
    cr_assert_eq(row->columns + blanks, 11, "'%s': %zu blanks behind %zu columns", row->text, blanks, row->columns);
}

EACH_ROW(page, text_has_colours_only_when_asked, formats) {
    rg_buffer plain = rg_buffer_in(arena), coloured = rg_buffer_in(arena);
    rg_page *page = page_of(row->as == TEXT ? "a" : row->as == MARKDOWN ? "日本" : "\x1B[31m");
    rg_page_as_text(page, &plain, false);
    rg_page_as_text(page, &coloured, true);
    cr_assert_null(strchr(rg_buffer_text(&plain), '\x1B'));
    cr_assert_not_null(strstr(rg_buffer_text(&coloured), "\x1B[31m"), "a bad cell is red");
    rg_buffer stripped = rg_buffer_in(arena);
    for (const char *at = rg_buffer_text(&coloured); *at; at++) {
        if (*at == '\x1B')
            at += strcspn(at, "m");
        else
            rg_add_char(&stripped, *at);
    }
    const char *with = rg_buffer_text(&stripped), *without = rg_buffer_text(&plain);
    for (; *with || *without; with++, without++) {
        while (*with == ' ')
            with++;
        while (*without == ' ')
            without++;
        cr_assert_eq(*with, *without, "colours change the words");
        if (!*with)
            break;
    }
}

/* ---- strings */

static void read_strings(void) {
    add_file("rules/text/en.yaml",
             "reggap: text/1\nstrings: {plain: Plain text, two: \"{0} and {1}\", turned: \"{1} before {0}\", twice: "
             "\"{0}{0}\", six: \"{0}{1}{2}{3}{4}{5}\", odd: \"{x} {} {0\", far: \"{7} {0}\", close: \"{0}}\"}\n");
    add_file("rules/text/en.yaml", "reggap: text/1\nstrings: {plain: \"The user's text\"}\n");
    add_file("rules/text/ja.yaml", "reggap: text/1\nstrings: {two: \"{0}と{1}\"}\n");
}

static const struct {
    rg_language language;
    const char *key, *first, *second;
    const char *expected;
} sayings[] = {
    {RG_ENGLISH, "plain", "a", "b", "The user's text"},
    {RG_ENGLISH, "two", "a", "b", "a and b"},
    {RG_ENGLISH, "turned", "a", "b", "b before a"},
    {RG_ENGLISH, "twice", "a", "b", "aa"},
    {RG_ENGLISH, "two", "{1}", "b", "{1} and b"},
    {RG_ENGLISH, "two", "", "%s", " and %s"},
    {RG_ENGLISH, "odd", "a", "b", "{x} {} {0"},
    {RG_ENGLISH, "far", "a", "b", "{7} a"},
    {RG_ENGLISH, "close", "a", "b", "a}"},
    {RG_ENGLISH, "six", "a", "b", "ab{2}{3}{4}{5}"},
    {RG_ENGLISH, "no.such.key", "a", "b", "no.such.key"},
    {RG_JAPANESE, "two", "甲", "乙", "甲と乙"},
    {RG_JAPANESE, "plain", "a", "b", "plain"},
};

EACH_ROW(page, strings_are_filled_in_once, sayings) {
    read_strings();
    const rg_strings *read = rg_strings_read(store, row->language, arena);
    cr_assert_str_eq(read->code, row->language == RG_JAPANESE ? "ja" : "en");
    cr_assert_str_eq(rg_say_with(read, row->key, 2, row->first, row->second), row->expected);
    cr_assert_str_eq(rg_pick(read, (rg_text){"en", "ja"}), read->code);
}
