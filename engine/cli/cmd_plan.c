/* plan: what to do in which order, when, and for how much. */
#include "cli/cli.h"
#include "report/plan_report.h"

/* The home market, for its currency; where all markets are asked for, it is none of them. */
static rg_market *take_home(rg_cli *cli, rg_market_list *targets) {
    const rg_options *o = &cli->options;
    const char *code = o->from ? o->from : cli->run.profile->home;
    rg_market *home = code ? rg_base_market(cli->run.base, code) : NULL;
    if (o->to && !rg_same(o->to, "all"))
        return home;
    size_t kept = 0;
    for (size_t i = 0; i < targets->count; i++)
        if (targets->items[i] != home)
            targets->items[kept++] = targets->items[i];
    targets->count = kept;
    return home;
}

static int put_plan(rg_cli *cli, const rg_plan *plan) {
    rg_run *run = &cli->run;
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    rg_buffer out = rg_buffer_in(cli->arena);
    switch (cli->options.format) {
    case RG_FORMAT_JSON: return rg_put_text(cli, rg_write_plan(run, plan));
    case RG_FORMAT_ICS: rg_plan_as_calendar(run, strings, plan, &out); break;
    case RG_FORMAT_CSV: rg_plan_as_csv(run, strings, plan, &out); break;
    default: return rg_put_page(cli, rg_page_plan(run, strings, plan));
    }
    return rg_put(cli, rg_buffer_text(&out), out.length);
}

int rg_cmd_plan(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    const rg_options *o = &cli->options;
    int code = rg_open_question(cli, false, &targets, &home);
    if (code != RG_DONE)
        return code;
    rg_run *run = &cli->run;
    home = take_home(cli, &targets);
    if (!home && o->from) {
        rg_market_list none = {0};
        return rg_open_markets(cli, o->from, NULL, &none);
    }
    for (size_t i = 0; i < targets.count; i++)
        rg_tasks_of(run->base, targets.items[i]);
    rg_plan_question question = {targets.items, targets.count, o->start_given ? o->start : o->as_of, home, NULL};
    if (!rg_read_rates(cli, &question.rates)) {
        rg_print_diagnostics(cli);
        return RG_INPUT;
    }
    code = rg_evaluate_profile(cli);
    if (code != RG_DONE)
        return code;
    const rg_plan *plan = rg_plan_make(run->base, run->exact, run->facts, &question, cli->arena, &run->diagnostics);
    if (plan)
        return put_plan(cli, plan);
    rg_print_diagnostics(cli);
    return RG_INPUT;
}
