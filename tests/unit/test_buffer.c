/* A buffer holds exactly the bytes that were added, whatever the pieces. */
#include "util/buffer.h"

#include "rows.h"

TestSuite(buffer, .init = open_arena, .fini = close_arena);

static const struct {
    size_t length;
} lengths[] = {{0},  {1},  {6},  {7},   {8},   {9},   {15},   {16},   {17},   {31},
               {32}, {33}, {63}, {255}, {256}, {257}, {4095}, {4096}, {4097}, {100000}};

static char letter(size_t i) {
    return (char)('a' + i % 26);
}

static void expect_letters(const rg_buffer *buffer, size_t length, const char *how) {
    cr_assert_eq(buffer->length, length, "%s: %zu bytes expected, got %zu", how, length, buffer->length);
    const char *text = rg_buffer_text(buffer);
    cr_assert_eq(strlen(text), length, "%s: the text ends early or late", how);
    for (size_t i = 0; i < length; i++)
        cr_assert_eq(text[i], letter(i), "%s: byte %zu of %zu", how, i, length);
}

EACH_ROW(buffer, grows_alike_by_every_way, lengths) {
    char *text = rg_alloc(arena, row->length + 1);
    for (size_t i = 0; i < row->length; i++)
        text[i] = letter(i);
    rg_buffer whole = rg_buffer_in(arena), chars = whole, halves = whole, formatted = whole, mixed = whole;
    rg_add(&whole, text);
    expect_letters(&whole, row->length, "rg_add");
    for (size_t i = 0; i < row->length; i++)
        rg_add_char(&chars, text[i]);
    expect_letters(&chars, row->length, "rg_add_char");
    rg_add_bytes(&halves, text, row->length / 2);
    rg_add_bytes(&halves, text + row->length / 2, row->length - row->length / 2);
    expect_letters(&halves, row->length, "rg_add_bytes");
    rg_addf(&formatted, "%s", text);
    expect_letters(&formatted, row->length, "rg_addf");
    for (size_t i = 0; i < row->length; i += 3)
        rg_addf(&mixed, "%.*s", 3, text + i);
    expect_letters(&mixed, row->length, "rg_addf in pieces");
    cr_assert_str_eq(rg_textf(arena, "%s", text), text);
}

Test(buffer, is_an_empty_text_at_first) {
    rg_buffer buffer = rg_buffer_in(arena);
    cr_assert_str_eq(rg_buffer_text(&buffer), "");
    cr_assert_eq(buffer.length, 0);
    rg_add(&buffer, "");
    cr_assert_str_eq(rg_buffer_text(&buffer), "");
    rg_addf(&buffer, "%s", "");
    cr_assert_eq(buffer.length, 0);
    cr_assert_str_eq(rg_textf(arena, "%s", ""), "");
}

Test(buffer, keeps_zero_bytes) {
    rg_buffer buffer = rg_buffer_in(arena);
    rg_add_bytes(&buffer, BYTES("a\0b"));
    rg_add_char(&buffer, '\0');
    rg_add(&buffer, "c");
    cr_assert_eq(buffer.length, 5);
    cr_assert_arr_eq(buffer.text, "a\0b\0c", 6);
}

Test(buffer, takes_its_own_text) {
    rg_buffer buffer = rg_buffer_in(arena);
    rg_add(&buffer, "ab");
    for (int i = 0; i < 10; i++)
        rg_add_bytes(&buffer, buffer.text, buffer.length);
    cr_assert_eq(buffer.length, 2048);
    for (size_t i = 0; i < 2048; i++)
        cr_assert_eq(buffer.text[i], i % 2 ? 'b' : 'a');
}

Test(buffer, an_earlier_text_stays_as_it_was) {
    rg_buffer buffer = rg_buffer_in(arena);
    rg_add(&buffer, "first");
    const char *first = rg_textf(arena, "%s", rg_buffer_text(&buffer));
    for (int i = 0; i < 1000; i++)
        rg_add(&buffer, " more");
    cr_assert_str_eq(first, "first");
    cr_assert_eq(buffer.length, 5 + 5 * 1000);
}

static void write_formatted(rg_buffer *buffer, int which) {
    switch (which) {
    case 0: rg_addf(buffer, "%d", -2147483647); return;
    case 1: rg_addf(buffer, "%5d|%-5d|%05d", 42, 42, 42); return;
    case 2: rg_addf(buffer, "%s and %s", "one", "two"); return;
    case 3: rg_addf(buffer, "100%%"); return;
    case 4: rg_addf(buffer, "%.3s", "abcdef"); return;
    case 5: rg_addf(buffer, "%zu", SIZE_MAX); return;
    case 6: rg_addf(buffer, "%c%c", 'x', 'y'); return;
    case 7: rg_addf(buffer, "%*s", 4, ""); return;
    case 8: rg_addf(buffer, "%.2f", 0.125); return;
    case 9: rg_addf(buffer, "%s", "日本"); return;
    default: rg_addf(buffer, "\\x%02x", 7); return;
    }
}

static const struct {
    int which;
    const char *expected;
} formats[] = {{0, "-2147483647"}, {1, "   42|42   |00042"},
               {2, "one and two"}, {3, "100%"},
               {4, "abc"},         {5, "18446744073709551615"},
               {6, "xy"},          {7, "    "},
               {8, "0.12"},        {9, "日本"},
               {10, "\\x07"}};

EACH_ROW(buffer, formats_behind_what_is_there, formats) {
    rg_buffer buffer = rg_buffer_in(arena);
    rg_add(&buffer, "> ");
    write_formatted(&buffer, row->which);
    cr_assert_eq(strncmp(rg_buffer_text(&buffer), "> ", 2), 0);
    cr_assert_str_eq(rg_buffer_text(&buffer) + 2, row->expected);
    cr_assert_eq(buffer.length, 2 + strlen(row->expected));
}

Test(buffer, recovers_when_it_cannot_grow) {
    rg_buffer buffer = rg_buffer_in(arena);
    rg_add(&buffer, "kept");
    if (setjmp(*rg_arena_recovery(arena)) == 0) {
        rg_add_bytes(&buffer, "x", SIZE_MAX - 4);
        cr_assert_fail("more bytes than there is memory");
    }
    cr_assert_str_eq(rg_buffer_text(&buffer), "kept");
    cr_assert_eq(buffer.length, 4);
}

typedef struct {
    const char *text, *seen;
} visible_row;

static const visible_row VISIBLE[] = {
    {"plain", "plain"},
    {"心電計", "心電計"},
    {"a\x1b[31mb", "a\\x1b[31mb"},
    {"a\tb", "a b"},
    {"a\x7f", "a\\x7f"},
    {"a\xc2\x9b"
     "b",
     "a\\x9bb"},
    {"a\xe2\x80\xae"
     "b",
     "a\\u202eb"},
    {"a\xe2\x81\xa6"
     "b",
     "a\\u2066b"},
    {"a\x9b"
     "b",
     "a\\x9bb"},
    {"caf\xe9", "caf\\xe9"},
    {"\xc0\xaf", "\\xc0\\xaf"},
};

EACH_ROW(buffer, what_would_be_obeyed_is_shown, VISIBLE) {
    cr_expect_str_eq(rg_visible(arena, row->text, false), row->seen);
    cr_expect_str_eq(rg_visible(arena, "a\nb", false), "a\\x0ab");
    cr_expect_str_eq(rg_visible(arena, "a\nb", true), "a\nb");
}
