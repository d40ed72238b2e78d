/* ask: an interview that asks only what still matters, and writes each answer into the profile at once. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "load/edit.h"
#include "logic/question.h"
#include "report/answers.h"
#include "report/pages.h"
#include "util/file.h"

typedef struct {
    rg_cli *cli;
    const rg_strings *strings;
    rg_market_list targets;
    rg_agenda agenda;
    bool *skipped;
    bool saved;                    /* something was written */
    RG_LIST(const char *) history; /* texts of the profile before each answer */
} interview;

/* Classes and routes of the chosen markets, and which of their requirements apply. */
static void set_agenda(interview *i) {
    rg_arena *arena = i->cli->arena;
    for (size_t m = 0; m < i->targets.count; m++) {
        rg_market *market = i->targets.items[m];
        rg_agenda_add(&i->agenda, market, arena);
        const rg_market_requirements *all = rg_requirements_of(i->cli->run.base, market);
        for (size_t k = 0; k < all->entries.count; k++)
            RG_PUSH(arena, &i->agenda.others, all->entries.items[k].chosen);
    }
}

static int put_next_json(interview *i, const rg_next_question *next) {
    rg_cli *cli = i->cli;
    rg_buffer out = rg_buffer_in(cli->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, &cli->run, "ask/1");
    if (next->attribute < 0) {
        rg_json_null(&json, "question");
    } else {
        const rg_attribute *a = &cli->run.base->vocabulary->attributes.items[next->attribute];
        rg_json_object(&json, "question");
        rg_json_text(&json, "attribute", a->id);
        rg_answer_text(&json, "text", a->question);
        rg_answer_text(&json, "help", a->help);
        rg_answer_cites(&json, &a->basis);
        rg_json_array(&json, "values");
        for (size_t k = 0; k < a->count; k++) {
            rg_json_object(&json, NULL);
            rg_json_text(&json, "value", a->values[k].id);
            rg_answer_text(&json, "text", a->values[k].title);
            rg_json_end_object(&json);
        }
        rg_json_end_array(&json);
        rg_json_int(&json, "settles", (int64_t)next->settles);
        rg_json_end_object(&json);
    }
    rg_answer_subjects(&json, &cli->run, "open", next->open);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_put(cli, out.text, out.length);
}

/* Prints for people: what own rule sets say is shown, not obeyed. */
static void say(const interview *i, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(const interview *i, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs(rg_visible(i->cli->arena, rg_vtextf(i->cli->arena, format, args), true), stdout);
    va_end(args);
}

/* ---- one question ---- */

static void show_state(const interview *i) {
    rg_run *run = &i->cli->run;
    for (size_t m = 0; m < i->targets.count; m++) {
        const rg_outcome *o = rg_outcome_of(run->exact, run->facts, i->targets.items[m], i->cli->arena);
        bool settled = o->status == RG_DETERMINED || o->status == RG_NONE;
        say(i, "  %s\n",
            rg_say_with(i->strings, settled ? "ask.settled" : "ask.open", 2, rg_pick(i->strings, o->market->name),
                        rg_phrase_class(i->strings, o)));
    }
}

static void show_question(const interview *i, const rg_attribute *a, size_t open) {
    const rg_strings *s = i->strings;
    say(i, "\n%s\n%s\n", rg_say_with(s, "ask.left", 1, rg_textf(s->arena, "%zu", open)), rg_pick(s, a->question));
    for (size_t k = 0; k < a->count; k++)
        say(i, "  %zu) %s [%s]\n", k + 1, rg_pick(s, a->values[k].title), a->values[k].id);
    const char *prompt = a->type == RG_SET ? "ask.prompt_set" : a->count ? "ask.prompt" : "ask.prompt_number";
    say(i, "%s", rg_say(s, prompt));
    fflush(stdout);
}

static void show_help(const interview *i, const rg_attribute *a) {
    const rg_strings *s = i->strings;
    const char *help = rg_pick(s, a->help);
    say(i, "%s\n", *help ? help : rg_say(s, "ask.no_help"));
    for (size_t k = 0; k < a->basis.cites.count; k++)
        say(i, "  %s, %s\n", rg_pick(s, a->basis.cites.items[k].source->title), a->basis.cites.items[k].at);
}

/* One word of an answer as the id of a value: its number, its id, or its title in either language. */
static const char *value_of_word(const rg_attribute *a, const char *word) {
    int64_t number;
    if (rg_parse_int(word, &number) && a->count)
        return number >= 1 && (uint64_t)number <= a->count ? a->values[number - 1].id : NULL;
    if (!a->count)
        return rg_parse_int(word, &number) && number >= 0 ? word : NULL;
    for (size_t k = 0; k < a->count; k++)
        if (rg_same(word, a->values[k].id) || rg_same(word, a->values[k].title.en) ||
            rg_same(word, a->values[k].title.ja))
            return a->values[k].id;
    return NULL;
}

static void ask_again(const interview *i, const rg_attribute *a, const char *word) {
    const char **names = rg_alloc_array(i->cli->arena, a->count + 1, sizeof *names);
    for (size_t k = 0; k < a->count; k++)
        names[k] = a->values[k].id;
    const char *near = rg_nearest(word, names, a->count);
    say(i, "%s\n", near ? rg_say_with(i->strings, "ask.again_near", 1, near) : rg_say(i->strings, "ask.again"));
}

/* The answer in the form profiles take, or NULL after saying what is wrong with it. */
static const char *read_answer(const interview *i, const rg_attribute *a, const char *line) {
    rg_buffer out = rg_buffer_in(i->cli->arena);
    if (a->type == RG_SET && rg_same(line, "0"))
        return "";
    if (a->type == RG_TEXT || a->type == RG_CODE)
        return *line ? line : NULL;
    for (const char *at = line; *at;) {
        at += strspn(at, " ,");
        size_t length = strcspn(at, ",");
        size_t kept = length;
        while (kept && at[kept - 1] == ' ')
            kept--;
        const char *word = rg_copy_text(i->cli->arena, at, kept);
        const char *value = kept ? value_of_word(a, word) : NULL;
        if (kept && (!value || (out.length && a->type != RG_SET))) {
            ask_again(i, a, word);
            return NULL;
        }
        if (value)
            rg_addf(&out, "%s%s", out.length ? "," : "", value);
        at += length;
    }
    if (out.length)
        return rg_buffer_text(&out);
    ask_again(i, a, line);
    return NULL;
}

/* ---- the profile's file ---- */

static int evaluate_text(interview *i, const char *text) {
    rg_cli *cli = i->cli;
    int code = rg_read_profile_text(cli, cli->options.words[0], text, strlen(text));
    return code == RG_DONE ? rg_evaluate_profile(cli) : code;
}

/* Writes the text over the profile (or to --output) once it is known to read well. */
static int save(interview *i, const char *text, bool *taken) {
    rg_cli *cli = i->cli;
    const char *before = cli->profile_text;
    *taken = evaluate_text(i, text) == RG_DONE;
    if (!*taken) {
        /* The answer contradicts another one: what was there before stays. */
        cli->run.diagnostics.errors = 0;
        return evaluate_text(i, before);
    }
    const char *path = cli->options.output ? cli->options.output : cli->options.words[0];
    if (rg_file_replace(cli->arena, path, text, strlen(text), &cli->run.diagnostics)) {
        i->saved = true;
        return RG_DONE;
    }
    rg_print_diagnostics(cli);
    return RG_OUTPUT;
}

static char *trimmed(char *line) {
    while (isspace((unsigned char)*line))
        line++;
    size_t length = strlen(line);
    while (length && isspace((unsigned char)line[length - 1]))
        line[--length] = '\0';
    return line;
}

static int go_back(interview *i) {
    bool taken;
    if (!i->history.count) {
        say(i, "%s\n", rg_say(i->strings, "ask.first"));
        return RG_DONE;
    }
    return save(i, i->history.items[--i->history.count], &taken);
}

static int take_line(interview *i, const rg_attribute *a, char *line, bool *finished) {
    rg_cli *cli = i->cli;
    if (rg_same(line, "q") || rg_same(line, "quit")) {
        *finished = true;
        return RG_DONE;
    }
    if (rg_same(line, "?")) {
        show_help(i, a);
        return RG_DONE;
    }
    if (rg_same(line, "b") || rg_same(line, "back"))
        return go_back(i);
    if (rg_same(line, "s") || rg_same(line, "skip")) {
        i->skipped[a - cli->run.base->vocabulary->attributes.items] = true;
        return RG_DONE;
    }
    const char *value = read_answer(i, a, line), *before = cli->profile_text;
    if (!value)
        return RG_DONE;
    bool taken;
    int code = save(i, rg_profile_edit(cli->arena, cli->document, before, a, value), &taken);
    if (taken && code == RG_DONE) {
        RG_PUSH(cli->arena, &i->history, before);
        show_state(i);
    }
    return code;
}

static int hold_interview(interview *i) {
    rg_run *run = &i->cli->run;
    char *line = NULL;
    size_t room = 0;
    int code = RG_DONE;
    show_state(i);
    for (bool finished = false; !finished && code == RG_DONE;) {
        rg_next_question next = rg_question_next(run->exact, run->facts, &i->agenda, i->skipped, i->cli->arena);
        if (next.attribute < 0) {
            say(i, "\n%s\n",
                next.open.count
                    ? rg_say_with(i->strings, "ask.left", 1, rg_textf(i->cli->arena, "%zu", next.open.count))
                    : rg_say(i->strings, "ask.done"));
            break;
        }
        const rg_attribute *a = &run->base->vocabulary->attributes.items[next.attribute];
        show_question(i, a, next.open.count);
        if (getline(&line, &room, stdin) < 0)
            break;
        code = take_line(i, a, trimmed(line), &finished);
    }
    free(line);
    if (code == RG_DONE && i->saved)
        say(i, "\n%s\n",
            rg_say_with(i->strings, "ask.saved", 1,
                        i->cli->options.output ? i->cli->options.output : i->cli->options.words[0]));
    return code == RG_DONE ? rg_flush() : code;
}

int rg_cmd_ask(rg_cli *cli) {
    interview *i = rg_alloc(cli->arena, sizeof *i);
    rg_market *home;
    i->cli = cli;
    int code = rg_open_question(cli, false, &i->targets, &home);
    if (code != RG_DONE)
        return code;
    rg_run *run = &cli->run;
    set_agenda(i);
    rg_questions_prepare(run->base);
    i->skipped = rg_alloc_array(cli->arena, run->base->vocabulary->attributes.count + 1, sizeof *i->skipped);
    i->strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    code = rg_evaluate_profile(cli);
    if (code != RG_DONE)
        return code;
    if (!cli->options.next && cli->options.format != RG_FORMAT_JSON)
        return hold_interview(i);
    rg_next_question next = rg_question_next(run->exact, run->facts, &i->agenda, NULL, cli->arena);
    if (cli->options.format == RG_FORMAT_JSON)
        return put_next_json(i, &next);
    if (next.attribute < 0)
        say(i, "%s\n", rg_say(i->strings, "ask.done"));
    else
        show_question(i, &run->base->vocabulary->attributes.items[next.attribute], next.open.count);
    return rg_flush();
}
