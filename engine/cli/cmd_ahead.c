/* changes and expiry: what time brings, without anybody doing anything. */
#include "cli/cli.h"
#include "plan/changes.h"
#include "plan/expiry.h"
#include "report/effects.h"
#include "report/endings.h"
#include "report/pages.h"

static bool asks_for_all(const rg_cli *cli) {
    return !cli->options.to || rg_same(cli->options.to, "all");
}

/* Of both, the home market is a market like any other: its own changes matter as well. */
static int open_markets(rg_cli *cli, rg_market_list *targets, rg_market **home) {
    int code = rg_open_question(cli, true, targets, home);
    if (code == RG_DONE && *home && asks_for_all(cli)) {
        rg_market **all = rg_alloc_array(cli->arena, targets->count + 1, sizeof *all);
        all[0] = *home;
        for (size_t i = 0; i < targets->count; i++)
            all[i + 1] = targets->items[i];
        *targets = (rg_market_list){all, targets->count + 1};
    }
    for (size_t i = 0; code == RG_DONE && i < targets->count; i++)
        rg_tasks_of(cli->run.base, targets->items[i]);
    return code == RG_DONE ? rg_evaluate_profile(cli) : code;
}

int rg_cmd_changes(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    rg_comings comings = {0};
    int code = open_markets(cli, &targets, &home);
    if (code != RG_DONE)
        return code;
    rg_run *run = &cli->run;
    if (!rg_changes_find(run->base, run->profile, home, targets.items, targets.count, cli->options.until, &comings,
                         cli->arena, &run->diagnostics)) {
        rg_print_diagnostics(cli);
        return RG_INPUT;
    }
    if (cli->options.format == RG_FORMAT_JSON)
        return rg_put_text(cli, rg_write_changes(run, &comings, cli->options.until));
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    return rg_put_page(cli, rg_page_changes(run, strings, &comings, cli->options.until));
}

int rg_cmd_expiry(rg_cli *cli) {
    rg_market_list markets = {0};
    rg_market *home;
    rg_endings endings = {0};
    int code = open_markets(cli, &markets, &home);
    if (code != RG_DONE)
        return code;
    rg_run *run = &cli->run;
    rg_expiry_find(run->base, run->facts, run->exact, markets.items, markets.count, asks_for_all(cli),
                   cli->options.until, &endings, cli->arena);
    if (cli->options.format == RG_FORMAT_JSON)
        return rg_put_text(cli, rg_write_expiry(run, &endings, cli->options.until));
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    return rg_put_page(cli, rg_page_expiry(run, strings, &endings, cli->options.until));
}
