#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "util/file.h"

static void print_safe(const char *text) {
    for (; *text; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            fprintf(stderr, "\\x%02x", (unsigned char)*text);
        else
            fputc(*text, stderr);
    }
}

/* The line a diagnostic speaks of, with a caret under the column; nothing where the file's text is not at hand. */
static void print_line(const rg_cli *cli, rg_place place) {
    const char *line = cli->profile_text;
    if (!line || !place.line || strcmp(place.path, cli->options.words[0]) != 0)
        return;
    for (uint32_t n = 1; n < place.line; n++) {
        line = strchr(line, '\n');
        if (!line)
            return;
        line++;
    }
    size_t length = strcspn(line, "\r\n");
    if (length > 200)
        return;
    fputs("    ", stderr);
    print_safe(rg_copy_text(cli->arena, line, length));
    size_t before = 0;
    for (uint32_t n = 1; n < place.column && before < length; n++)
        do
            before++;
        while (((unsigned char)line[before] & 0xC0) == 0x80);
    fprintf(stderr, "\n    %*s^\n", (int)rg_columns(rg_copy_text(cli->arena, line, before)), "");
}

void rg_print_diagnostics(rg_cli *cli) {
    static const char *const severities[] = {"note", "warning", "error"};
    rg_diagnostics *d = &cli->run.diagnostics;
    rg_diagnostics_sort(d);
    for (size_t i = 0; i < d->list.count; i++) {
        const rg_diagnostic *one = &d->list.items[i];
        if (one->place.path && *one->place.path) {
            print_safe(one->place.path);
            if (one->place.line)
                fprintf(stderr, ":%u:%u", one->place.line, one->place.column);
            fputs(": ", stderr);
        } else {
            fputs("reggap: ", stderr);
        }
        fprintf(stderr, "%s: ", severities[one->severity]);
        print_safe(one->message);
        fputc('\n', stderr);
        if (one->place.path)
            print_line(cli, one->place);
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

static int unknown_market(const rg_cli *cli, const char *code) {
    const rg_vocabulary *v = cli->run.base->vocabulary;
    fprintf(stderr, "reggap: unknown market '%s'; there are:", code);
    for (size_t i = 0; i < v->market_count; i++)
        fprintf(stderr, " %s", v->markets[i]);
    fputc('\n', stderr);
    return RG_USAGE;
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
        if (!equals) {
            fprintf(stderr, "reggap: '--set %s' wants attribute=value\n", set);
            return RG_USAGE;
        }
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
    fprintf(stderr, "reggap: '%s' wants one PROFILE\nreggap: see 'reggap help %s'\n", cli->options.command,
            cli->options.command);
    return RG_USAGE;
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

int rg_put(rg_cli *cli, const char *text, size_t length) {
    if (cli->options.output && strcmp(cli->options.output, "-") != 0) {
        if (rg_file_replace(cli->arena, cli->options.output, text, length, &cli->run.diagnostics))
            return RG_DONE;
        rg_print_diagnostics(cli);
        return RG_OUTPUT;
    }
    if (fwrite(text, 1, length, stdout) == length && fflush(stdout) == 0)
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

int rg_put_page(rg_cli *cli, const rg_page *page) {
    rg_buffer out = rg_buffer_in(cli->arena);
    if (cli->options.format == RG_FORMAT_HTML)
        rg_page_as_html(page, &out);
    else if (cli->options.format == RG_FORMAT_MARKDOWN)
        rg_page_as_markdown(page, &out);
    else
        rg_page_as_text(page, &out, rg_colours(cli));
    return rg_put(cli, rg_buffer_text(&out), out.length);
}
