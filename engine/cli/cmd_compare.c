/* classify, compare, markets: questions to the rules that share their beginning. */
#include "cli/cli.h"
#include "report/answers.h"
#include "report/explain.h"
#include "report/pages.h"

/* As rg_open_question, and the profile evaluated. */
static int open_question(rg_cli *cli, bool compared, rg_market_list *targets, rg_market **home) {
    int code = rg_open_question(cli, compared, targets, home);
    return code == RG_DONE ? rg_evaluate_profile(cli) : code;
}

static const rg_outcome **outcomes_of(const rg_cli *cli, const rg_market_list *targets) {
    const rg_outcome **outcomes = rg_alloc_array(cli->arena, targets->count, sizeof *outcomes);
    for (size_t i = 0; i < targets->count; i++)
        outcomes[i] = rg_outcome_of(cli->run.exact, cli->run.facts, targets->items[i], cli->arena);
    return outcomes;
}

int rg_cmd_classify(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    int code = open_question(cli, false, &targets, &home);
    if (code != RG_DONE)
        return code;
    rg_run *run = &cli->run;
    const rg_outcome **outcomes = outcomes_of(cli, &targets);
    if (cli->options.format != RG_FORMAT_JSON) {
        const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
        return rg_put_page(cli, rg_page_classification(run, strings, outcomes, targets.count));
    }
    return rg_put_text(cli, rg_write_classify(run, outcomes, targets.count));
}

int rg_cmd_compare(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    int code = open_question(cli, true, &targets, &home);
    if (code != RG_DONE)
        return code;
    rg_run *run = &cli->run;
    rg_check_named(run->base, run->profile);
    rg_print_diagnostics(cli);
    const rg_comparison **comparisons = rg_alloc_array(cli->arena, targets.count, sizeof *comparisons);
    for (size_t i = 0; i < targets.count; i++)
        comparisons[i] = rg_compare(run->base, run->exact, run->facts, home, targets.items[i], cli->arena);
    if (cli->options.format != RG_FORMAT_JSON) {
        const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
        return rg_put_page(cli, rg_page_comparison(run, strings, comparisons, targets.count));
    }
    return rg_put_text(cli, rg_write_compare(run, comparisons, targets.count, home));
}

int rg_cmd_markets(rg_cli *cli) {
    rg_market_list all = {0};
    int code = rg_open_rules(cli);
    if (code == RG_DONE)
        code = rg_open_markets(cli, cli->options.to ? cli->options.to : "all", NULL, &all);
    if (code != RG_DONE)
        return code;
    rg_run *run = &cli->run;
    for (size_t i = 0; i < all.count; i++)
        rg_count_market(run, all.items[i]);
    rg_print_diagnostics(cli);
    if (run->diagnostics.errors)
        return RG_INPUT;
    if (cli->options.format != RG_FORMAT_JSON) {
        const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
        return rg_put_page(cli, rg_page_markets(run, strings, all.items, all.count));
    }
    return rg_put_text(cli, rg_write_markets(run, all.items, all.count));
}

static bool is_rule_of(const rg_market_list *targets, const char *id) {
    for (size_t i = 0; i < targets->count; i++)
        if (rg_map_get(&targets->items[i]->rule_ids, id) >= 0)
            return true;
    return false;
}

int rg_cmd_explain(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    int code = open_question(cli, false, &targets, &home);
    if (code != RG_DONE)
        return code;
    if (cli->options.rule && !is_rule_of(&targets, cli->options.rule))
        return rg_complain(cli->arena, "no rule '%s' in these markets", cli->options.rule);
    rg_run *run = &cli->run;
    const char *word = cli->options.depth;
    rg_depth depth = rg_same(word, "tree") ? RG_TREE : rg_same(word, "sentence") ? RG_SENTENCE : RG_RULES;
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    const rg_outcome **outcomes = outcomes_of(cli, &targets);
    if (cli->options.format != RG_FORMAT_JSON)
        return rg_put_page(cli, rg_page_explanation(run, strings, outcomes, targets.count, depth, cli->options.rule));
    rg_buffer out = rg_buffer_in(cli->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "explain/1");
    rg_answer_assumed(&json, run);
    rg_json_array(&json, "markets");
    for (size_t i = 0; i < targets.count; i++)
        rg_answer_explanation(&json, run, strings, outcomes[i], depth, cli->options.rule);
    rg_json_end_array(&json);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_put(cli, out.text, out.length);
}
