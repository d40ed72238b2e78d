/* test: the cases of the rule sets. */
#include "check/coverage.h"
#include "check/mutation.h"
#include "cli/cli.h"
#include "report/answers.h"
#include "report/case_report.h"
#include "report/strings.h"

typedef struct {
    rg_case_results results;
    size_t failed;
    RG_LIST(const rg_coverage *) coverage; /* by market, where it is asked */
    RG_LIST(const rg_mutation *) mutation; /* likewise */
} test_run;

static size_t covered_items(const rg_coverage *c) {
    size_t count = 0;
    for (size_t i = 0; i < c->items.count; i++)
        count += rg_is_covered(&c->items.items[i]);
    return count;
}

static void answer_coverage(rg_json *json, const rg_coverage *c) {
    rg_json_object(json, NULL);
    rg_json_text(json, "market", c->market);
    rg_json_int(json, "cases", (int64_t)c->cases);
    rg_json_int(json, "items", (int64_t)c->items.count);
    rg_json_int(json, "covered", (int64_t)covered_items(c));
    rg_json_array(json, "missing");
    for (size_t i = 0; i < c->items.count; i++) {
        const rg_covered *item = &c->items.items[i];
        if (rg_is_covered(item))
            continue;
        rg_json_object(json, NULL);
        rg_json_text(json, "kind", RG_COVERED_NAMES[item->kind]);
        rg_json_text(json, "id", item->id);
        rg_json_text(json, "file", item->place.path);
        rg_json_int(json, "line", item->place.line);
        rg_json_int(json, "true_cases", (int64_t)item->true_cases);
        rg_json_int(json, "false_cases", (int64_t)item->false_cases);
        rg_json_bool(json, "always", item->always);
        rg_json_end_object(json);
    }
    rg_json_end_array(json);
    rg_json_end_object(json);
}

/* Mutants are told by what was done to them. */
static const char *change_of(const rg_mutant *m) {
    return m->dropped ? "dropped" : "negated";
}

static void answer_mutation(rg_json *json, const rg_mutation *m) {
    rg_json_object(json, NULL);
    rg_json_text(json, "market", m->market);
    rg_json_int(json, "mutants", (int64_t)m->mutants.count);
    rg_json_int(json, "noticed", (int64_t)m->noticed);
    rg_json_array(json, "unnoticed");
    for (size_t i = 0; i < m->mutants.count; i++) {
        const rg_mutant *one = &m->mutants.items[i];
        if (one->noticed)
            continue;
        rg_json_object(json, NULL);
        rg_json_text(json, "kind", one->route ? "route" : "rule");
        rg_json_text(json, "id", one->id);
        rg_json_text(json, "change", change_of(one));
        rg_json_text(json, "file", one->place.path);
        rg_json_int(json, "line", one->place.line);
        rg_json_end_object(json);
    }
    rg_json_end_array(json);
    rg_json_end_object(json);
}

static int put_json(rg_cli *cli, const test_run *t) {
    const rg_case_results *results = &t->results;
    rg_buffer out = rg_buffer_in(cli->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, &cli->run, "test/1");
    rg_json_int(&json, "passed", (int64_t)(results->count - t->failed));
    rg_json_int(&json, "failed", (int64_t)t->failed);
    rg_json_array(&json, "cases");
    for (size_t i = 0; i < results->count; i++) {
        const rg_case_result *one = &results->items[i];
        rg_json_object(&json, NULL);
        rg_json_text(&json, "market", one->market);
        rg_json_text(&json, "id", one->id);
        rg_json_bool(&json, "ok", one->ok);
        rg_json_text(&json, "expected", one->expected);
        rg_json_text(&json, "got", one->got);
        rg_json_end_object(&json);
    }
    rg_json_end_array(&json);
    if (cli->options.coverage) {
        rg_json_array(&json, "coverage");
        for (size_t i = 0; i < t->coverage.count; i++)
            answer_coverage(&json, t->coverage.items[i]);
        rg_json_end_array(&json);
    }
    if (cli->options.mutate) {
        rg_json_array(&json, "mutation");
        for (size_t i = 0; i < t->mutation.count; i++)
            answer_mutation(&json, t->mutation.items[i]);
        rg_json_end_array(&json);
    }
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_put(cli, out.text, out.length);
}

/* What no case makes true, or none false; then a line a market that counts. */
static void add_coverage(rg_buffer *out, const rg_strings *strings, const rg_coverage *c) {
    for (size_t i = 0; i < c->items.count; i++) {
        const rg_covered *item = &c->items.items[i];
        if (rg_is_covered(item))
            continue;
        const char *kind = rg_say(strings, rg_textf(out->arena, "covered.%s", RG_COVERED_NAMES[item->kind]));
        const char *line = item->true_cases ? "test.never_false" : "test.never_true";
        rg_addf(out, "%s:%u:%u: %s\n", item->place.path, item->place.line, item->place.column,
                rg_say_with(strings, line, 2, kind, item->id));
    }
    rg_addf(out, "%s\n",
            rg_say_with(strings, "test.coverage", 4, c->market, rg_textf(out->arena, "%zu", c->cases),
                        rg_textf(out->arena, "%zu", covered_items(c)), rg_textf(out->arena, "%zu", c->items.count)));
}

static const char *share(rg_arena *arena, size_t part, size_t whole) {
    return rg_textf(arena, "%zu", whole ? part * 100 / whole : 100);
}

/* The mutants that no case notices; then a line a market that counts. */
static void add_mutation(rg_buffer *out, const rg_strings *strings, const rg_mutation *m) {
    for (size_t i = 0; i < m->mutants.count; i++) {
        const rg_mutant *one = &m->mutants.items[i];
        if (one->noticed)
            continue;
        const char *kind = rg_say(strings, one->route ? "covered.route" : "covered.rule");
        const char *line = one->dropped ? "test.not_dropped" : "test.not_negated";
        rg_addf(out, "%s:%u:%u: %s\n", one->place.path, one->place.line, one->place.column,
                rg_say_with(strings, line, 2, kind, one->id));
    }
    rg_addf(out, "%s\n",
            rg_say_with(strings, "test.mutation", 4, m->market, rg_textf(out->arena, "%zu", m->noticed),
                        rg_textf(out->arena, "%zu", m->mutants.count),
                        share(out->arena, m->noticed, m->mutants.count)));
}

static int put_cases(rg_cli *cli, const test_run *t) {
    rg_buffer out = rg_buffer_in(cli->arena);
    if (cli->options.format == RG_FORMAT_TAP)
        rg_cases_as_tap(&t->results, &out);
    else
        rg_cases_as_junit(&t->results, &out);
    return rg_put(cli, out.text, out.length);
}

static int put_text(rg_cli *cli, const test_run *t) {
    const rg_case_results *results = &t->results;
    const rg_strings *strings = rg_strings_read(cli->run.store, cli->options.language, cli->arena);
    rg_buffer out = rg_buffer_in(cli->arena);
    for (size_t i = 0; i < results->count; i++) {
        const rg_case_result *one = &results->items[i];
        if (!one->ok)
            rg_addf(&out, "%s:%u:%u: error: %s (%s): expected %s, got %s\n", one->place.path, one->place.line,
                    one->place.column, one->id, rg_visible(cli->arena, rg_pick(strings, one->title), false),
                    one->expected, one->got);
    }
    for (size_t i = 0; i < t->coverage.count; i++)
        add_coverage(&out, strings, t->coverage.items[i]);
    for (size_t i = 0; i < t->mutation.count; i++)
        add_mutation(&out, strings, t->mutation.items[i]);
    rg_addf(&out, "%s\n",
            rg_say_with(strings, "test.passed", 2, rg_textf(cli->arena, "%zu", results->count - t->failed),
                        rg_textf(cli->arena, "%zu", t->failed)));
    return rg_put(cli, out.text, out.length);
}

int rg_cmd_test(rg_cli *cli) {
    rg_market_list all = {0};
    rg_options *o = &cli->options;
    if (o->word_count && o->folder_count < sizeof o->folders / sizeof *o->folders)
        o->folders[o->folder_count++] = o->words[0];
    int code = rg_open_rules(cli);
    if (code == RG_DONE)
        code = rg_open_markets(cli, o->to ? o->to : "all", NULL, &all);
    if (code != RG_DONE)
        return code;
    test_run t = {0};
    for (size_t i = 0; i < all.count; i++) {
        if (o->coverage)
            RG_PUSH(cli->arena, &t.coverage, rg_coverage_of(cli->run.base, all.items[i], &t.results));
        else
            rg_cases_run(cli->run.base, all.items[i], &t.results);
        if (o->mutate)
            RG_PUSH(cli->arena, &t.mutation, rg_mutate(cli->run.base, all.items[i]->code));
    }
    for (size_t i = 0; i < t.results.count; i++)
        t.failed += !t.results.items[i].ok;
    bool broken = cli->run.diagnostics.errors > 0;
    rg_print_diagnostics(cli);
    if (o->format == RG_FORMAT_TAP || o->format == RG_FORMAT_JUNIT)
        code = put_cases(cli, &t);
    else
        code = o->format == RG_FORMAT_JSON ? put_json(cli, &t) : put_text(cli, &t);
    if (code != RG_DONE)
        return code;
    return broken ? RG_INPUT : t.failed ? RG_FINDINGS : RG_DONE;
}
