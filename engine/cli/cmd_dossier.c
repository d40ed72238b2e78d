/* dossier: what of the home dossier carries over to the target's. */
#include "cli/cli.h"
#include "compare/dossier.h"
#include "report/answers.h"
#include "report/pages.h"

int rg_cmd_dossier(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    rg_run *run = &cli->run;
    int code = rg_open_question(cli, true, &targets, &home);
    if (code != RG_DONE)
        return code;
    if (home)
        rg_dossiers_of(run->base, home);
    for (size_t i = 0; i < targets.count; i++)
        rg_dossiers_of(run->base, targets.items[i]);
    code = rg_evaluate_profile(cli);
    if (code != RG_DONE)
        return code;
    rg_crosswalk_list walks = {0};
    rg_dossier_choice choice = rg_dossier_choose(run->base, run->exact, home, cli->arena);
    for (size_t i = 0; i < targets.count; i++)
        rg_crosswalk_of(run->base, run->exact, run->facts, &choice, targets.items[i], cli->arena, &walks);
    if (cli->options.format == RG_FORMAT_JSON)
        return rg_put_text(cli, rg_write_dossiers(run, &walks, home));
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    return rg_put_page(cli, rg_page_dossiers(run, strings, &walks, home));
}
