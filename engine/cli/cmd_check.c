/* check: everything wrong or doubtful in the rule sets, with its place. */
#include <string.h>

#include "check/check.h"
#include "check/prove.h"
#include "cli/cli.h"
#include "compare/dossier.h"
#include "compare/glossary.h"
#include "logic/cases.h"
#include "report/answers.h"
#include "report/sarif.h"

static int put_json(rg_cli *cli) {
    rg_buffer out = rg_buffer_in(cli->arena);
    rg_json json = {.out = &out};
    const rg_diagnostics *d = &cli->run.diagnostics;
    rg_json_object(&json, NULL);
    char date[11];
    rg_date_format(cli->options.as_of, date);
    rg_json_text(&json, "reggap", "check/1");
    rg_json_text(&json, "as_of", date);
    rg_json_text(&json, "rules_version", cli->run.store->version);
    rg_json_array(&json, "findings");
    for (size_t i = 0; i < d->list.count; i++)
        rg_answer_finding(&json, &d->list.items[i]);
    rg_json_end_array(&json);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_put(cli, out.text, out.length);
}

static int put_sarif(rg_cli *cli, const rg_strings *strings) {
    rg_buffer out = rg_write_sarif(strings, &cli->run.diagnostics, cli->run.store->version);
    return rg_put(cli, out.text, out.length);
}

static int put_text(rg_cli *cli, const rg_strings *strings) {
    const rg_diagnostics *d = &cli->run.diagnostics;
    const char *line = rg_say_with(strings, "check.clean", 2, rg_textf(cli->arena, "%zu", d->errors),
                                   rg_textf(cli->arena, "%zu", d->warnings));
    rg_print_diagnostics(cli);
    return rg_put_text(cli, rg_textf(cli->arena, "%s\n", line));
}

/* Reads every file of every market; what is wrong is in the diagnostics then. */
static void read_all(rg_cli *cli) {
    rg_run *run = &cli->run;
    rg_case_results cases = {0};
    const rg_options *o = &cli->options;
    if (!rg_run_open(run, cli->arena, o->as_of, o->folders, o->folder_count))
        return;
    rg_glossary terms = {0};
    rg_catalogue_of(run->base);
    rg_check_shared(run->base);
    rg_glossary_read(run->base, &terms);
    rg_dossiers_check(run->base);
    rg_standards_check(run->base);
    rg_check_open_points(run->base);
    const rg_vocabulary *v = run->base->vocabulary;
    rg_market **markets = rg_alloc_array(cli->arena, v->market_count + 1, sizeof(rg_market *));
    for (size_t i = 0; i < v->market_count; i++) {
        markets[i] = rg_base_market(run->base, v->markets[i]);
        rg_check_market(run->base, markets[i]);
        rg_dossiers_check_routes(run->base, markets[i]);
        rg_cases_run(run->base, markets[i], &cases);
    }
    if (o->prove && !run->diagnostics.errors)
        rg_prove(run->base, markets, v->market_count, &run->diagnostics);
}

int rg_cmd_check(rg_cli *cli) {
    rg_options *o = &cli->options;
    if (o->word_count && o->folder_count < sizeof o->folders / sizeof *o->folders)
        o->folders[o->folder_count++] = o->words[0];
    read_all(cli);
    rg_diagnostics *d = &cli->run.diagnostics;
    rg_diagnostics_sort(d);
    bool found = o->strict ? d->list.count > 0 : d->errors || d->warnings;
    const rg_strings *strings = rg_strings_read(rg_store_shipped(cli->arena), o->language, cli->arena);
    int code;
    if (o->format == RG_FORMAT_JSON)
        code = put_json(cli);
    else if (o->format == RG_FORMAT_SARIF)
        code = put_sarif(cli, strings);
    else
        code = put_text(cli, strings);
    return code != RG_DONE ? code : found ? RG_FINDINGS : RG_DONE;
}
