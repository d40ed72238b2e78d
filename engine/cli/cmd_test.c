/* test: the cases of the rule sets. */
#include "cli/cli.h"
#include "logic/cases.h"
#include "report/answers.h"
#include "report/strings.h"

static int put_json(rg_cli *cli, const rg_case_results *results, size_t failed) {
    rg_buffer out = rg_buffer_in(cli->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, &cli->run, "test/1");
    rg_json_int(&json, "passed", (int64_t)(results->count - failed));
    rg_json_int(&json, "failed", (int64_t)failed);
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
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_put(cli, out.text, out.length);
}

static int put_text(rg_cli *cli, const rg_case_results *results, size_t failed) {
    const rg_strings *strings = rg_strings_read(cli->run.store, cli->options.language, cli->arena);
    rg_buffer out = rg_buffer_in(cli->arena);
    for (size_t i = 0; i < results->count; i++) {
        const rg_case_result *one = &results->items[i];
        if (!one->ok)
            rg_addf(&out, "%s:%u:%u: error: %s (%s): expected %s, got %s\n", one->place.path, one->place.line,
                    one->place.column, one->id, rg_pick(strings, one->title), one->expected, one->got);
    }
    rg_addf(&out, "%s\n",
            rg_say_with(strings, "test.passed", 2, rg_textf(cli->arena, "%zu", results->count - failed),
                        rg_textf(cli->arena, "%zu", failed)));
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
    rg_case_results results = {0};
    size_t failed = 0;
    for (size_t i = 0; i < all.count; i++)
        rg_cases_run(cli->run.base, all.items[i], &results);
    for (size_t i = 0; i < results.count; i++)
        failed += !results.items[i].ok;
    bool broken = cli->run.diagnostics.errors > 0;
    rg_print_diagnostics(cli);
    code = o->format == RG_FORMAT_JSON ? put_json(cli, &results, failed) : put_text(cli, &results, failed);
    if (code != RG_DONE)
        return code;
    return broken ? RG_INPUT : failed ? RG_FINDINGS : RG_DONE;
}
