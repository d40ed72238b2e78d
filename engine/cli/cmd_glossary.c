/* glossary: a term in English, Japanese and the market's own language. */
#include "cli/cli.h"
#include "report/terms.h"

/* The words of the command line as one text. */
static const char *joined(const rg_cli *cli) {
    rg_buffer out = rg_buffer_in(cli->arena);
    for (size_t i = 0; i < cli->options.word_count; i++)
        rg_addf(&out, "%s%s", i ? " " : "", cli->options.words[i]);
    return rg_buffer_text(&out);
}

static bool is_among(const rg_market_list *markets, const rg_market *market) {
    for (size_t i = 0; i < markets->count; i++)
        if (markets->items[i] == market)
            return true;
    return false;
}

int rg_cmd_glossary(rg_cli *cli) {
    rg_glossary all = {0}, found = {0};
    rg_market_list markets = {0};
    const char *words = joined(cli), *to = cli->options.to;
    int code = rg_open_rules(cli);
    if (code == RG_DONE && to)
        code = rg_open_markets(cli, to, NULL, &markets);
    if (code != RG_DONE)
        return code;
    rg_run *run = &cli->run;
    rg_glossary_read(run->base, &all);
    rg_print_diagnostics(cli);
    if (run->diagnostics.errors)
        return RG_INPUT;
    for (size_t i = 0; i < all.count; i++)
        if (rg_glossary_fits(&all.items[i], words) && (!to || is_among(&markets, all.items[i].market)))
            RG_PUSH(cli->arena, &found, all.items[i]);
    if (cli->options.format == RG_FORMAT_JSON)
        return rg_put_text(cli, rg_write_glossary(run, &found));
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    return rg_put_page(cli, rg_page_glossary(run, strings, &found));
}
