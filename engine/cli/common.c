#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "report/docx.h"
#include "report/xlsx.h"
#include "util/file.h"

/* Where a line of the profile's text begins; diagnostics come sorted, so that the search goes on from the last one. */
typedef struct {
    const char *text;
    uint32_t line;
} line_cursor;

/* The line a diagnostic speaks of, with a caret under the column; nothing where the file's text is not at hand. */
static void print_line(const rg_cli *cli, rg_place place, line_cursor *cursor) {
    if (!cli->profile_text || !place.line || strcmp(place.path, cli->options.words[0]) != 0)
        return;
    if (!cursor->text || place.line < cursor->line)
        *cursor = (line_cursor){cli->profile_text, 1};
    for (; cursor->line < place.line; cursor->line++) {
        const char *end = strchr(cursor->text, '\n');
        if (!end)
            return;
        cursor->text = end + 1;
    }
    const char *line = cursor->text;
    size_t length = strcspn(line, "\r\n");
    if (length > 200)
        return;
    fprintf(stderr, "    %s", rg_visible(cli->arena, rg_copy_text(cli->arena, line, length), false));
    size_t before = 0;
    for (uint32_t n = 1; n < place.column && before < length; n++)
        do
            before++;
        while (((unsigned char)line[before] & 0xC0) == 0x80);
    const char *lead = rg_visible(cli->arena, rg_copy_text(cli->arena, line, before), false);
    fprintf(stderr, "\n    %*s^\n", (int)rg_columns(lead), "");
}

void rg_print_diagnostics(rg_cli *cli) {
    static const char *const severities[] = {"note", "warning", "error"};
    rg_diagnostics *d = &cli->run.diagnostics;
    line_cursor cursor = {0};
    rg_diagnostics_sort(d);
    for (size_t i = 0; i < d->list.count; i++) {
        const rg_diagnostic *one = &d->list.items[i];
        if (one->place.path && *one->place.path) {
            fputs(rg_visible(cli->arena, one->place.path, false), stderr);
            if (one->place.line)
                fprintf(stderr, ":%u:%u", one->place.line, one->place.column);
            fputs(": ", stderr);
        } else {
            fputs("reggap: ", stderr);
        }
        fprintf(stderr, "%s: %s\n", severities[one->severity], rg_visible(cli->arena, one->message, false));
        if (one->place.path)
            print_line(cli, one->place, &cursor);
        if (one->witness)
            fprintf(stderr, "    %s\n", rg_visible(cli->arena, one->witness, false));
    }
    d->list.count = 0;
}

int rg_open_rules(rg_cli *cli) {
    const rg_options *o = &cli->options;
    if (rg_run_open(&cli->run, cli->arena, o->as_of, o->folders, o->folder_count))
        return RG_DONE;
    rg_print_diagnostics(cli);
    return RG_INPUT;
}

static bool already(const rg_market_list *list, const rg_market *market) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == market)
            return true;
    return false;
}

int rg_complain(rg_arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fprintf(stderr, "reggap: %s\n", rg_visible(arena, rg_vtextf(arena, format, args), false));
    va_end(args);
    return RG_USAGE;
}

static int unknown_market(const rg_cli *cli, const char *code) {
    const rg_vocabulary *v = cli->run.base->vocabulary;
    rg_buffer all = rg_buffer_in(cli->arena);
    for (size_t i = 0; i < v->market_count; i++)
        rg_addf(&all, " %s", v->markets[i]);
    return rg_complain(cli->arena, "unknown market '%s'; there are:%s", code, rg_buffer_text(&all));
}

int rg_open_markets(rg_cli *cli, const char *names, const char *home, rg_market_list *out) {
    const rg_vocabulary *v = cli->run.base->vocabulary;
    bool all = strcmp(names, "all") == 0;
    size_t commas = 1;
    for (const char *at = names; *at; at++)
        commas += *at == ',';
    out->items = rg_alloc_array(cli->arena, all ? v->market_count + 1 : commas, sizeof(rg_market *));
    for (size_t i = 0; all && i < v->market_count; i++)
        if (!rg_same(v->markets[i], home))
            out->items[out->count++] = rg_base_market(cli->run.base, v->markets[i]);
    for (const char *at = names; !all && *at;) {
        size_t length = strcspn(at, ",");
        const char *code = rg_copy_text(cli->arena, at, length);
        at += length + (at[length] == ',');
        rg_market *market = length ? rg_base_market(cli->run.base, code) : NULL;
        if (!market)
            return unknown_market(cli, code);
        if (!already(out, market))
            out->items[out->count++] = market;
    }
    if (!out->count)
        return unknown_market(cli, "");
    if (!cli->run.diagnostics.errors)
        return RG_DONE;
    rg_print_diagnostics(cli);
    return RG_INPUT;
}

int rg_evaluate_profile(rg_cli *cli) {
    rg_run *run = &cli->run;
    bool good = run->profile && rg_run_evaluate(run, run->profile) && !run->diagnostics.errors;
    rg_print_diagnostics(cli);
    return good ? RG_DONE : RG_INPUT;
}

int rg_read_profile_text(rg_cli *cli, const char *path, const char *text, size_t length) {
    rg_run *run = &cli->run;
    cli->profile_text = text;
    run->profile = NULL;
    cli->document = rg_document_read(cli->arena, path, text, length, &run->diagnostics);
    if (cli->document)
        run->profile = rg_profile_read(&run->base->reader, run->base->vocabulary, cli->document, cli->options.complete);
    if (run->profile && !run->diagnostics.errors)
        return RG_DONE;
    rg_print_diagnostics(cli);
    return RG_INPUT;
}

int rg_read_profile(rg_cli *cli) {
    size_t length;
    const char *path = cli->options.words[0];
    char *text = rg_file_read(cli->arena, path, RG_LIMIT_FILE, &length, &cli->run.diagnostics);
    if (text)
        return rg_read_profile_text(cli, path, text, length);
    rg_print_diagnostics(cli);
    return RG_INPUT;
}

int rg_set_profile(rg_cli *cli) {
    rg_run *run = &cli->run;
    for (size_t i = 0; i < cli->options.set_count; i++) {
        const char *set = cli->options.sets[i], *equals = strchr(set, '=');
        if (!equals)
            return rg_complain(cli->arena, "'--set %s' wants attribute=value", set);
        const char *name = rg_copy_text(cli->arena, set, (size_t)(equals - set));
        rg_profile_set(&run->base->reader, run->base->vocabulary, run->profile, name, equals + 1,
                       (rg_place){"--set", 0, 0});
    }
    if (!run->diagnostics.errors)
        return RG_DONE;
    rg_print_diagnostics(cli);
    return RG_INPUT;
}

static int wants_profile(const rg_cli *cli) {
    if (cli->options.word_count == 1)
        return RG_DONE;
    rg_complain(cli->arena, "'%s' wants one PROFILE", cli->options.command);
    return rg_complain(cli->arena, "see 'reggap help %s'", cli->options.command);
}

int rg_open_question(rg_cli *cli, bool compared, rg_market_list *targets, rg_market **home) {
    rg_run *run = &cli->run;
    int code = wants_profile(cli);
    if (code == RG_DONE)
        code = rg_open_rules(cli);
    if (code == RG_DONE)
        code = rg_read_profile(cli);
    if (code != RG_DONE)
        return code;
    const char *from = cli->options.from ? cli->options.from : run->profile->home;
    const char *to = cli->options.to ? cli->options.to : "all";
    code = rg_open_markets(cli, to, compared ? from : NULL, targets);
    *home = NULL;
    if (code == RG_DONE && compared && from) {
        rg_market_list homes = {0};
        code = rg_open_markets(cli, from, NULL, &homes);
        if (code == RG_DONE)
            rg_requirements_of(run->base, *home = homes.items[0]);
    }
    for (size_t i = 0; code == RG_DONE && compared && i < targets->count; i++)
        rg_requirements_of(run->base, targets->items[i]);
    if (code != RG_DONE || !run->diagnostics.errors)
        return code;
    rg_print_diagnostics(cli);
    return RG_INPUT;
}

const rg_document *rg_read_document(rg_cli *cli, const char *path) {
    size_t length;
    char *text = rg_file_read(cli->arena, path, RG_LIMIT_FILE, &length, &cli->run.diagnostics);
    return text ? rg_document_read(cli->arena, path, text, length, &cli->run.diagnostics) : NULL;
}

bool rg_read_rates(rg_cli *cli, const rg_rates **out) {
    rg_run *run = &cli->run;
    const char *path = cli->options.rates;
    const rg_document *document = path ? rg_read_document(cli, path) : NULL;
    *out = !path ? rg_rates_read(run->base) : document ? rg_rates_of(run->base, document) : NULL;
    return run->diagnostics.errors == 0;
}

bool rg_make_folders(rg_cli *cli, const char *path) {
    for (const char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
        const char *folder = rg_copy_text(cli->arena, path, (size_t)(at - path));
        if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
            rg_report(&cli->run.diagnostics, RG_ERROR, "file", (rg_place){folder, 0, 0}, "cannot be made: %s",
                      strerror(errno));
            return false;
        }
    }
    return true;
}

int rg_put(rg_cli *cli, const char *text, size_t length) {
    if (cli->options.output && strcmp(cli->options.output, "-") != 0) {
        if (rg_file_replace(cli->arena, cli->options.output, text, length, &cli->run.diagnostics))
            return RG_DONE;
        rg_print_diagnostics(cli);
        return RG_OUTPUT;
    }
    fwrite(text, 1, length, stdout);
    return rg_flush();
}

int rg_flush(void) {
    if (fflush(stdout) == 0 && !ferror(stdout))
        return RG_DONE;
    fprintf(stderr, "reggap: standard output cannot be written: %s\n", strerror(errno));
    return RG_OUTPUT;
}

int rg_put_text(rg_cli *cli, const char *text) {
    return rg_put(cli, text, strlen(text));
}

bool rg_colours(const rg_cli *cli) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    bool file = cli->options.output && strcmp(cli->options.output, "-") != 0;
    return !file && isatty(STDOUT_FILENO) && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
}

static int put_docx(rg_cli *cli, const rg_page *page) {
    rg_diagnostics *d = &cli->run.diagnostics;
    const char *path = cli->options.template;
    rg_docx_template own = {.path = path};
    rg_buffer out = rg_buffer_in(cli->arena);
    if (path)
        own.bytes = rg_file_read(cli->arena, path, RG_LIMIT_FILE, &own.length, d);
    if ((!path || own.bytes) && rg_page_as_docx(page, path ? &own : NULL, &out, d))
        return rg_put(cli, out.text, out.length);
    rg_print_diagnostics(cli);
    return RG_INPUT;
}

int rg_put_page(rg_cli *cli, const rg_page *page) {
    rg_buffer out = rg_buffer_in(cli->arena);
    if (cli->options.format == RG_FORMAT_DOCX)
        return put_docx(cli, page);
    if (cli->options.format == RG_FORMAT_XLSX && !rg_page_as_xlsx(page, &out, &cli->run.diagnostics)) {
        rg_print_diagnostics(cli);
        return RG_OUTPUT;
    }
    if (cli->options.format == RG_FORMAT_XLSX)
        return rg_put(cli, out.text, out.length);
    if (cli->options.format == RG_FORMAT_HTML)
        rg_page_as_html(page, &out);
    else if (cli->options.format == RG_FORMAT_MARKDOWN)
        rg_page_as_markdown(page, &out);
    else
        rg_page_as_text(page, &out, rg_colours(cli));
    return rg_put(cli, rg_buffer_text(&out), out.length);
}
