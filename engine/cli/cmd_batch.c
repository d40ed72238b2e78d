/* batch: one profile a line in, one answer a line out. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/batch.h"
#include "cli/cli.h"
#include "report/answers.h"

typedef enum { SELECT_ALL, SELECT_CLASS, SELECT_COMPARE } selection;

typedef struct {
    rg_cli *cli;
    rg_market_list targets;
    rg_market *from; /* NULL: the home of each profile */
    selection select;
} batch;

/* One thread's state: what a line needs hangs on an arena that the next line replaces. */
typedef struct {
    const batch *b;
    rg_arena *arena;
} worker;

static void *begin_worker(void *context) {
    worker *w = calloc(1, sizeof *w);
    if (w)
        w->b = context;
    return w;
}

static void end_worker(void *state) {
    worker *w = state;
    rg_arena_free(w->arena);
    free(w);
}

static void answer_markets(rg_json *j, const batch *b, rg_run *run) {
    rg_json_array(j, "markets");
    for (size_t i = 0; i < b->targets.count; i++) {
        rg_market *market = b->targets.items[i];
        if (b->select == SELECT_COMPARE) {
            rg_market *home = b->from;
            if (!home && run->profile->home)
                home = rg_base_market(run->base, run->profile->home);
            rg_answer_comparison(j, run, rg_compare(run->base, run->exact, run->facts, home, market, run->arena));
            continue;
        }
        const rg_outcome *outcome = rg_outcome_of(run->exact, run->facts, market, run->arena);
        rg_json_object(j, NULL);
        if (b->select == SELECT_ALL) {
            rg_answer_outcome(j, run, outcome);
        } else {
            rg_json_text(j, "market", market->code);
            rg_json_object(j, "class");
            rg_answer_class_fields(j, run, outcome);
            rg_json_end_object(j);
        }
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_error(rg_json *j, rg_diagnostics *d) {
    rg_diagnostics_sort(d);
    rg_json_object(j, "error");
    const rg_diagnostic *first = d->list.items;
    for (size_t i = 1; i < d->list.count && first->severity != RG_ERROR; i++)
        first = &d->list.items[i];
    rg_json_text(j, "code", d->list.count ? first->code : "input");
    rg_json_text(j, "message", d->list.count ? first->message : "no profile");
    rg_json_array(j, "findings");
    for (size_t i = 0; i < d->list.count; i++)
        rg_answer_finding(j, &d->list.items[i]);
    rg_json_end_array(j);
    rg_json_end_object(j);
}

/* The line as a profile; diagnostics name its column, as the file is the line. */
static bool read_line(rg_run *run, const rg_cli *cli, const char *line, size_t length) {
    rg_reader reader = run->base->reader;
    reader.arena = run->arena;
    reader.diagnostics = &run->diagnostics;
    const rg_document *document = rg_document_read(run->arena, "-", line, length, &run->diagnostics);
    rg_profile *profile =
        document ? rg_profile_read(&reader, run->base->vocabulary, document, cli->options.complete) : NULL;
    return profile && !run->diagnostics.errors && rg_run_evaluate(run, profile) && !run->diagnostics.errors;
}

static const char *answer_line(void *state, uint64_t number, const char *line, size_t length, size_t *answer_length) {
    worker *w = state;
    const batch *b = w->b;
    rg_arena_free(w->arena);
    w->arena = rg_arena_new();
    if (!w->arena || setjmp(*rg_arena_recovery(w->arena)))
        return NULL;
    rg_run run = {.arena = w->arena, .store = b->cli->run.store, .base = b->cli->run.base};
    run.diagnostics = rg_diagnostics_in(w->arena);
    bool good = read_line(&run, b->cli, line, length);
    rg_buffer out = rg_buffer_in(w->arena);
    rg_json json = {.out = &out};
    rg_json_object(&json, NULL);
    rg_json_int(&json, "line", (int64_t)number);
    if (run.profile && run.profile->id)
        rg_json_text(&json, "id", run.profile->id);
    if (good)
        answer_markets(&json, b, &run);
    else
        answer_error(&json, &run.diagnostics);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    *answer_length = out.length;
    return out.text;
}

/* ---- progress ---- */

static void show_progress(void *context, uint64_t lines, double seconds) {
    double rate = (double)lines / seconds, left = -1;
    struct stat status;
    off_t at = lseek(STDIN_FILENO, 0, SEEK_CUR);
    (void)context;
    if (fstat(STDIN_FILENO, &status) == 0 && S_ISREG(status.st_mode) && at > 0)
        left = seconds * (double)(status.st_size - at) / (double)at;
    fprintf(stderr, "\r%llu  %.0f/s", (unsigned long long)lines, rate);
    if (left >= 0)
        fprintf(stderr, "  -%.0f s", left);
    fputs("   ", stderr);
}

/* ---- the command ---- */

static bool read_selection(const char *word, selection *out) {
    static const char *const names[] = {"all", "class", "compare"};
    for (size_t i = 0; word && i < 3; i++)
        if (strcmp(names[i], word) == 0) {
            *out = (selection)i;
            return true;
        }
    return !word;
}

static int open_batch(rg_cli *cli, batch *b) {
    const rg_options *o = &cli->options;
    if (o->word_count || o->output)
        return rg_complain(cli->arena, "'batch' reads standard input, one profile a line, and writes standard output");
    if (!read_selection(o->select, &b->select))
        return rg_complain(cli->arena, "'%s' is no selection (all, class, compare)", o->select);
    int code = rg_open_rules(cli);
    if (code == RG_DONE)
        code = rg_open_markets(cli, o->to ? o->to : "all", NULL, &b->targets);
    rg_market_list homes = {0};
    if (code == RG_DONE && b->select == SELECT_COMPARE)
        code = rg_open_markets(cli, o->from ? o->from : "all", NULL, &homes);
    if (code != RG_DONE)
        return code;
    b->from = o->from && homes.count ? homes.items[0] : NULL;
    /* All that lines may ask for is read now: threads only read the rule base. */
    for (size_t i = 0; b->select == SELECT_COMPARE && i < b->targets.count; i++)
        rg_requirements_of(cli->run.base, b->targets.items[i]);
    for (size_t i = 0; i < homes.count; i++)
        rg_requirements_of(cli->run.base, homes.items[i]);
    rg_print_diagnostics(cli);
    return cli->run.diagnostics.errors ? RG_INPUT : RG_DONE;
}

static int end_batch(rg_cli *cli, const rg_batch_result *result, bool terminal) {
    if (terminal)
        fputc('\n', stderr);
    if (result->no_memory) {
        fputs("reggap: no memory\n", stderr);
        return RG_OUTPUT;
    }
    if (result->write_error) {
        fprintf(stderr, "reggap: standard output cannot be written: %s\n", strerror(result->write_error));
        return RG_OUTPUT;
    }
    if (result->read_error) {
        fprintf(stderr, "reggap: standard input cannot be read: %s\n", strerror(result->read_error));
        return RG_OUTPUT;
    }
    if (result->interrupted) {
        rg_complain(cli->arena, "stopped after %llu lines", (unsigned long long)result->lines);
        return RG_OUTPUT;
    }
    return RG_DONE;
}

int rg_cmd_batch(rg_cli *cli) {
    batch b = {.cli = cli};
    int code = open_batch(cli, &b);
    if (code != RG_DONE)
        return code;
    rg_batch_work work = {begin_worker, answer_line, end_worker, &b};
    bool terminal = isatty(STDERR_FILENO);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = cli->options.jobs ? cli->options.jobs : cores > 0 ? (size_t)cores : 1;
    rg_batch_result result = rg_batch_run(stdin, stdout, jobs, &work, terminal ? show_progress : NULL, NULL);
    return end_batch(cli, &result, terminal);
}
