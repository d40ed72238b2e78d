#include "report/case_report.h"

#include <string.h>

#include "report/chart.h"

static const char *what_failed(const rg_case_result *one, rg_arena *arena) {
    return rg_visible(arena, rg_textf(arena, "expected %s, got %s", one->expected, one->got), false);
}

/* In the notes of a failed test stands YAML; a text in double quotes has two characters to escape. */
static void add_quoted(rg_buffer *out, const char *text) {
    rg_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            rg_add_char(out, '\\');
        rg_add_char(out, *text);
    }
    rg_add_char(out, '"');
}

void rg_cases_as_tap(const rg_case_results *results, rg_buffer *out) {
    rg_addf(out, "TAP version 14\n1..%zu\n", results->count);
    for (size_t i = 0; i < results->count; i++) {
        const rg_case_result *one = &results->items[i];
        rg_addf(out, "%s %zu - %s\n", one->ok ? "ok" : "not ok", i + 1, one->id);
        if (one->ok)
            continue;
        rg_add(out, "  ---\n  message: ");
        add_quoted(out, what_failed(one, out->arena));
        rg_add(out, "\n  at: ");
        add_quoted(out,
                   rg_visible(out->arena,
                              rg_textf(out->arena, "%s:%u:%u", one->place.path, one->place.line, one->place.column),
                              false));
        rg_add(out, "\n  ...\n");
    }
}

static void add_attribute(rg_buffer *out, const char *name, const char *text) {
    rg_addf(out, " %s=\"", name);
    rg_add_html(out, rg_visible(out->arena, text, false));
    rg_add_char(out, '"');
}

static void add_counts(rg_buffer *out, const rg_case_results *results, size_t begin, size_t end) {
    size_t failed = 0;
    for (size_t i = begin; i < end; i++)
        failed += !results->items[i].ok;
    rg_addf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n", end - begin, failed);
}

static void add_case(rg_buffer *out, const rg_case_result *one) {
    rg_add(out, "    <testcase");
    add_attribute(out, "classname", one->market);
    add_attribute(out, "name", one->id);
    add_attribute(out, "file", one->place.path);
    rg_addf(out, " line=\"%u\"", one->place.line);
    if (one->ok) {
        rg_add(out, "/>\n");
        return;
    }
    rg_add(out, "><failure");
    add_attribute(out, "message", what_failed(one, out->arena));
    rg_add(out, "/></testcase>\n");
}

void rg_cases_as_junit(const rg_case_results *results, rg_buffer *out) {
    rg_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"reggap\"");
    add_counts(out, results, 0, results->count);
    for (size_t i = 0; i < results->count;) {
        size_t end = i;
        while (end < results->count && strcmp(results->items[end].market, results->items[i].market) == 0)
            end++;
        rg_add(out, "  <testsuite");
        add_attribute(out, "name", results->items[i].market);
        add_counts(out, results, i, end);
        for (; i < end; i++)
            add_case(out, &results->items[i]);
        rg_add(out, "  </testsuite>\n");
    }
    rg_add(out, "</testsuites>\n");
}
