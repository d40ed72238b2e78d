/* checklist: every paper to hand in, with boxes to tick. */
#include "cli/cli.h"
#include "report/checklist.h"

int rg_cmd_checklist(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    rg_run *run = &cli->run;
    int code = rg_open_question(cli, true, &targets, &home);
    if (code != RG_DONE)
        return code;
    if (home)
        rg_dossiers_of(run->base, home);
    for (size_t i = 0; i < targets.count; i++) {
        rg_dossiers_of(run->base, targets.items[i]);
        rg_tasks_of(run->base, targets.items[i]);
    }
    code = rg_evaluate_profile(cli);
    if (code != RG_DONE)
        return code;
    rg_crosswalk_list walks = {0};
    rg_checklist_list lists = {0};
    const rg_comparison **comparisons = rg_alloc_array(cli->arena, targets.count + 1, sizeof *comparisons);
    rg_dossier_choice choice = rg_dossier_choose(run->base, run->exact, home, cli->arena);
    for (size_t i = 0; i < targets.count; i++) {
        comparisons[i] = rg_compare(run->base, run->exact, run->facts, home, targets.items[i], cli->arena);
        rg_crosswalk_of(run->base, run->exact, run->facts, &choice, targets.items[i], cli->arena, &walks);
    }
    rg_checklists_find(run, &walks, comparisons, targets.count, &lists);
    if (cli->options.format == RG_FORMAT_JSON)
        return rg_put_text(cli, rg_write_checklists(run, &lists, home));
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    return rg_put_page(cli, rg_page_checklists(run, strings, &lists, home));
}
