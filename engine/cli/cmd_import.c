/* import: an official code list into a folder of own rules. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "load/import.h"
#include "report/strings.h"
#include "util/file.h"

static int unknown_list(const rg_cli *cli, const char *id) {
    rg_buffer all = rg_buffer_in(cli->arena);
    rg_reader *r = &cli->run.base->reader;
    const rg_vocabulary *v = cli->run.base->vocabulary;
    for (size_t i = 0; i < v->market_count; i++) {
        rg_items items = {0};
        rg_read_items(r, &items, rg_textf(cli->arena, "jurisdictions/%s/imports.yaml", v->markets[i]), "imports/1",
                      "imports", "id", false);
        for (size_t k = 0; k < items.count; k++)
            rg_addf(&all, " %s", items.items[k].id);
    }
    return rg_complain(cli->arena, "unknown list '%s'; there are:%s", id, rg_buffer_text(&all));
}

static const rg_table *find_table(const rg_base *base, const rg_node *import) {
    const rg_node *name = rg_node_get(import, "table");
    for (size_t i = 0; name && i < base->tables.count; i++)
        if (rg_same(base->tables.items[i].id, rg_node_text(name)))
            return &base->tables.items[i];
    return NULL;
}

static int write_table(rg_cli *cli, const rg_table *table, const rg_imported *imported) {
    const char *path = rg_textf(cli->arena, "%s/%s", cli->options.output, table->path);
    if (!rg_make_folders(cli, path) ||
        !rg_file_replace(cli->arena, path, imported->text, imported->length, &cli->run.diagnostics)) {
        rg_print_diagnostics(cli);
        return RG_OUTPUT;
    }
    const rg_strings *strings = rg_strings_read(cli->run.store, cli->options.language, cli->arena);
    printf("%s\n", rg_say_with(strings, "import.done", 3, rg_textf(cli->arena, "%zu", imported->rows), path,
                               rg_textf(cli->arena, "%zu", imported->skipped)));
    return rg_flush();
}

int rg_cmd_import(rg_cli *cli) {
    const rg_options *o = &cli->options;
    if (o->word_count != 2 || !o->output) {
        rg_complain(cli->arena, "'import' wants LIST, FILE and --output DIR");
        return rg_complain(cli->arena, "see 'reggap help import'");
    }
    int code = rg_open_rules(cli);
    if (code != RG_DONE)
        return code;
    rg_base *base = cli->run.base;
    const char *market = NULL;
    const rg_node *import =
        rg_import_find(&base->reader, base->vocabulary->markets, base->vocabulary->market_count, o->words[0], &market);
    if (!import)
        return unknown_list(cli, o->words[0]);
    rg_base_market(base, market);
    const rg_table *table = find_table(base, import);
    size_t length, count = table ? table->count : 0;
    char *text = table ? rg_file_read(cli->arena, o->words[1], RG_LIMIT_FILE, &length, &cli->run.diagnostics) : NULL;
    rg_import_column *columns = rg_alloc_array(cli->arena, count + 1, sizeof *columns);
    for (size_t i = 0; i < count; i++)
        columns[i] = (rg_import_column){table->columns[i].id, table->columns[i].values, table->columns[i].count};
    rg_imported imported;
    bool good = text && rg_import_read(&base->reader, import, o->words[1], text, length, columns, count, &imported);
    bool broken = !good || cli->run.diagnostics.errors;
    rg_print_diagnostics(cli);
    return broken ? RG_INPUT : write_table(cli, table, &imported);
}
