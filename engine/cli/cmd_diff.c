/* diff: what changed between two answers that were kept. */
#include "cli/cli.h"
#include "report/drift.h"

int rg_cmd_diff(rg_cli *cli) {
    rg_drifts drifts = {0};
    rg_run *run = &cli->run;
    if (cli->options.word_count != 2) {
        rg_complain(cli->arena, "'diff' wants two files, OLD and NEW");
        return rg_complain(cli->arena, "see 'reggap help diff'");
    }
    int code = rg_open_rules(cli);
    if (code != RG_DONE)
        return code;
    const rg_document *older = rg_read_document(cli, cli->options.words[0]);
    const rg_document *newer = rg_read_document(cli, cli->options.words[1]);
    bool good = older && newer && rg_drifts_find(older, newer, &drifts, cli->arena, &run->diagnostics);
    rg_print_diagnostics(cli);
    if (!good || run->diagnostics.errors)
        return RG_INPUT;
    if (cli->options.format == RG_FORMAT_JSON)
        return rg_put_text(cli, rg_write_drifts(run, &drifts));
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    return rg_put_page(cli, rg_page_drifts(run, strings, &drifts));
}
