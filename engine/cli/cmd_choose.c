/* rank and route: which markets, and in which order. */
#include "cli/cli.h"
#include "plan/appraise.h"
#include "plan/route.h"
#include "report/journeys.h"
#include "report/pages.h"
#include "report/ranking.h"

/* Targets with requirements and tasks, rates, and the profile evaluated. */
static int open_targets(rg_cli *cli, rg_market_list *targets, rg_market **home, const rg_rates **rates) {
    rg_run *run = &cli->run;
    int code = rg_open_question(cli, true, targets, home);
    for (size_t i = 0; code == RG_DONE && i < targets->count; i++)
        rg_tasks_of(run->base, targets->items[i]);
    if (code == RG_DONE && rg_read_rates(cli, rates))
        return rg_evaluate_profile(cli);
    rg_print_diagnostics(cli);
    return code == RG_DONE ? RG_INPUT : code;
}

static const char *currency_of(const rg_market *home) {
    return home && home->currency ? home->currency : "USD";
}

int rg_cmd_rank(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    const rg_rates *rates;
    rg_run *run = &cli->run;
    int code = open_targets(cli, &targets, &home, &rates);
    if (code != RG_DONE)
        return code;
    rg_factor *factors = rg_factors_read(run->base);
    const rg_document *weights = cli->options.weights ? rg_read_document(cli, cli->options.weights) : NULL;
    if (weights)
        rg_factors_weigh(run->base, weights, factors);
    const char *currency = currency_of(home);
    rg_appraise_question question = {run->base,     run->facts,    run->exact, home,
                                     targets.items, targets.count, rates,      currency};
    rg_ranking *ranking =
        run->diagnostics.errors ? NULL : rg_appraise(&question, factors, cli->arena, &run->diagnostics);
    rg_print_diagnostics(cli);
    if (!ranking)
        return RG_INPUT;
    if (cli->options.format == RG_FORMAT_JSON)
        return rg_put_text(cli, rg_write_rank(run, ranking, rates, currency));
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    return rg_put_page(cli, rg_page_rank(run, strings, ranking, rates, currency));
}

int rg_cmd_route(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    const rg_rates *rates;
    rg_run *run = &cli->run;
    int code = open_targets(cli, &targets, &home, &rates);
    if (code != RG_DONE)
        return code;
    rg_route_question question = {.base = run->base,
                                  .facts = run->facts,
                                  .exact = run->exact,
                                  .markets = targets.items,
                                  .count = targets.count,
                                  .start = cli->options.start_given ? cli->options.start : cli->options.as_of,
                                  .rates = rates,
                                  .currency = currency_of(home),
                                  .goal = cli->options.goal,
                                  .one_by_one = cli->options.one_by_one};
    rg_route_answer *answer = rg_route_find(&question, cli->arena, &run->diagnostics);
    rg_print_diagnostics(cli);
    if (!answer)
        return RG_INPUT;
    if (cli->options.format == RG_FORMAT_JSON)
        return rg_put_text(cli, rg_write_route(run, answer));
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    return rg_put_page(cli, rg_page_route(run, strings, answer));
}
