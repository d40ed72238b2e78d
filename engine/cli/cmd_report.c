/* report: everything that is known of one device and several markets, in a file that is handed over. */
#include "cli/cli.h"
#include "report/report.h"

static const rg_comparison **compare_all(rg_cli *cli, const rg_market_list *targets, rg_market *home) {
    rg_run *run = &cli->run;
    const rg_comparison **all = rg_alloc_array(cli->arena, targets->count + 1, sizeof *all);
    for (size_t i = 0; i < targets->count; i++)
        all[i] = rg_compare(run->base, run->exact, run->facts, home, targets->items[i], cli->arena);
    return all;
}

static const rg_crosswalk_list *walk_all(rg_cli *cli, const rg_market_list *targets, rg_market *home) {
    rg_run *run = &cli->run;
    rg_crosswalk_list *walks = rg_alloc(cli->arena, sizeof *walks);
    rg_dossier_choice choice = rg_dossier_choose(run->base, run->exact, home, cli->arena);
    for (size_t i = 0; i < targets->count; i++)
        rg_crosswalk_of(run->base, run->exact, run->facts, &choice, targets->items[i], cli->arena, walks);
    return walks;
}

/* Everything the report is made of. False after diagnostics. */
static bool gather(rg_cli *cli, const rg_market_list *targets, rg_market *home, const rg_rates *rates,
                   rg_gap_report *out) {
    rg_run *run = &cli->run;
    const rg_options *o = &cli->options;
    rg_plan_question question = {targets->items, targets->count, o->start_given ? o->start : o->as_of, home, rates};
    rg_comings *changes = rg_alloc(cli->arena, sizeof *changes);
    rg_market_counts *counts = rg_alloc_array(cli->arena, targets->count + 1, sizeof *counts);
    *out = (rg_gap_report){.run = run, .home = home, .count = targets->count, .until = o->until, .changes = changes};
    out->comparisons = compare_all(cli, targets, home);
    out->walks = walk_all(cli, targets, home);
    for (size_t i = 0; i < targets->count; i++)
        counts[i] = rg_count_market(run, targets->items[i]);
    out->counts = counts;
    out->plan = rg_plan_make(run->base, run->exact, run->facts, &question, cli->arena, &run->diagnostics);
    return out->plan && rg_changes_find(run->base, run->profile, home, targets->items, targets->count, o->until,
                                        changes, cli->arena, &run->diagnostics);
}

static int put_report(rg_cli *cli, const rg_gap_report *report) {
    const rg_strings *strings = rg_strings_read(cli->run.store, cli->options.language, cli->arena);
    rg_buffer out = rg_buffer_in(cli->arena);
    switch (cli->options.format) {
    case RG_FORMAT_JSON: return rg_put_text(cli, rg_write_report(report));
    case RG_FORMAT_CSV: rg_report_as_csv(report, strings, &out); break;
    case RG_FORMAT_XLSX:
        if (rg_report_as_xlsx(report, strings, &out, &cli->run.diagnostics))
            break;
        rg_print_diagnostics(cli);
        return RG_OUTPUT;
    default: return rg_put_page(cli, rg_page_report(report, strings));
    }
    return rg_put(cli, rg_buffer_text(&out), out.length);
}

int rg_cmd_report(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    rg_gap_report report;
    const rg_rates *rates;
    int code = rg_open_question(cli, true, &targets, &home);
    if (code != RG_DONE)
        return code;
    if (home)
        rg_dossiers_of(cli->run.base, home);
    for (size_t i = 0; i < targets.count; i++) {
        rg_tasks_of(cli->run.base, targets.items[i]);
        rg_dossiers_of(cli->run.base, targets.items[i]);
    }
    if (!rg_read_rates(cli, &rates)) {
        rg_print_diagnostics(cli);
        return RG_INPUT;
    }
    code = rg_evaluate_profile(cli);
    if (code != RG_DONE)
        return code;
    if (gather(cli, &targets, home, rates, &report))
        return put_report(cli, &report);
    rg_print_diagnostics(cli);
    return RG_INPUT;
}
