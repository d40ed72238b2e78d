/* The list tells everything once, with its places, and in the order of the files. */
#include "util/diagnostics.h"

#include "rows.h"
#include "util/buffer.h"

TestSuite(diagnostics, .init = open_arena, .fini = close_arena);

Test(diagnostics, begins_empty) {
    rg_diagnostics told = rg_diagnostics_in(arena);
    cr_assert_eq(told.list.count, 0);
    cr_assert_eq(told.errors, 0);
    cr_assert_eq(told.warnings, 0);
    rg_diagnostics_sort(&told);
    cr_assert_eq(told.list.count, 0);
}

static const struct {
    rg_severity severity;
    size_t errors, warnings;
} severities[] = {{RG_NOTE, 0, 0}, {RG_WARNING, 0, 1}, {RG_ERROR, 1, 0}};

EACH_ROW(diagnostics, counts_by_severity, severities) {
    rg_diagnostics told = rg_diagnostics_in(arena);
    rg_report(&told, row->severity, "a-code", (rg_place){"a.yaml", 3, 7}, "%s is %d", "this", 5);
    cr_assert_eq(told.errors, row->errors);
    cr_assert_eq(told.warnings, row->warnings);
    cr_assert_eq(told.list.count, 1);
    const rg_diagnostic *d = &told.list.items[0];
    cr_assert_eq(d->severity, row->severity);
    cr_assert_str_eq(d->code, "a-code");
    cr_assert_str_eq(d->message, "this is 5");
    cr_assert_str_eq(d->place.path, "a.yaml");
    cr_assert(d->place.line == 3 && d->place.column == 7);
    cr_assert_null(d->other.path);
}

Test(diagnostics, names_a_second_place) {
    rg_diagnostics told = rg_diagnostics_in(arena);
    rg_report_two(&told, "two", (rg_place){"a.yaml", 9, 1}, (rg_place){"b.yaml", 2, 4}, "clashes with %s", "b");
    const rg_diagnostic *d = &told.list.items[0];
    cr_assert_eq(told.errors, 1);
    cr_assert_eq(d->severity, RG_ERROR);
    cr_assert_str_eq(d->message, "clashes with b");
    cr_assert_str_eq(d->place.path, "a.yaml");
    cr_assert(d->place.line == 9 && d->place.column == 1);
    cr_assert_str_eq(d->other.path, "b.yaml");
    cr_assert(d->other.line == 2 && d->other.column == 4);
}

static const struct {
    size_t length;
} lengths[] = {{0}, {1}, {127}, {128}, {255}, {256}, {1023}, {1024}, {4096}, {100000}};

EACH_ROW(diagnostics, messages_have_any_length, lengths) {
    rg_diagnostics told = rg_diagnostics_in(arena);
    char *text = rg_alloc(arena, row->length + 1);
    memset(text, 'm', row->length);
    rg_report(&told, RG_ERROR, "long", (rg_place){0}, "%s", text);
    memset(text, 'x', row->length);
    cr_assert_eq(strlen(told.list.items[0].message), row->length);
    cr_assert_eq(strspn(told.list.items[0].message, "m"), row->length, "the message is a copy");
}

Test(diagnostics, a_message_may_hold_percent_signs) {
    rg_diagnostics told = rg_diagnostics_in(arena);
    rg_report(&told, RG_WARNING, "percent", (rg_place){0}, "100%% of '%s'", "%s%n%d");
    cr_assert_str_eq(told.list.items[0].message, "100% of '%s%n%d'");
}

/* Each letter is one diagnostic, placed by the table and told in the order of `told`. */
static const rg_place places[] = {
    {"a.yaml", 1, 1}, {"a.yaml", 1, 2}, {"a.yaml", 2, 1}, {"a.yaml", 10, 1}, {"b.yaml", 1, 1},
    {"b.yaml", 0, 0}, {NULL, 0, 0},     {"A.yaml", 5, 5}, {"a.yaml", 2, 1},  {"a.yaml", 4000000000u, 1},
};

static const struct {
    const char *told, *expected;
} orders[] = {
    {"0", "0"},         {"01", "01"},
    {"10", "01"},       {"20", "02"},
    {"32", "23"},       {"43210", "01234"},
    {"01234", "01234"}, {"45", "54"},
    {"06", "60"},       {"07", "70"},
    {"28", "28"},       {"82", "82"},
    {"3820", "0823"},   {"3280", "0283"},
    {"93", "39"},       {"9876543210", "6701823954"},
    {"8293", "8239"},   {"0123456789", "6701283954"},
};

EACH_ROW(diagnostics, are_put_into_the_order_of_places, orders) {
    rg_diagnostics told = rg_diagnostics_in(arena);
    for (const char *which = row->told; *which; which++)
        rg_report(&told, RG_ERROR, "code", places[*which - '0'], "%c", *which);
    rg_diagnostics_sort(&told);
    rg_buffer got = rg_buffer_in(arena);
    for (size_t i = 0; i < told.list.count; i++)
        rg_add(&got, told.list.items[i].message);
    cr_assert_str_eq(rg_buffer_text(&got), row->expected, "told as %s: %s expected, got %s", row->told, row->expected,
                     rg_buffer_text(&got));
    cr_assert_eq(told.errors, strlen(row->told));
}

/* A file of two megabytes can be wrong in this many places, and its mistakes need not come in the order of its lines.
 */
static const struct {
    uint32_t count;
    bool backwards;
} many[] = {{100000, false}, {1000, true}, {100000, true}};

EACH_ROW_WITHIN(diagnostics, many_are_sorted_in_a_second, many, 10) {
    rg_diagnostics told = rg_diagnostics_in(arena);
    for (uint32_t i = 0; i < row->count; i++)
        rg_report(&told, RG_ERROR, "code", (rg_place){"a.yaml", row->backwards ? row->count - i : i + 1, 1}, "x");
    double begin = processor_seconds();
    rg_diagnostics_sort(&told);
    cr_assert_lt(processor_seconds() - begin, ONE_SECOND);
    for (uint32_t i = 0; i < row->count; i++)
        cr_assert_eq(told.list.items[i].place.line, i + 1);
}
