/* The command: options, and one function a sub-command. */
#ifndef RG_CLI_H
#define RG_CLI_H

#include "plan/journey.h"
#include "plan/money.h"
#include "plan/plan.h"
#include "report/page.h"
#include "session.h"

/* Exit codes, as the contracts fix them. */
enum { RG_DONE = 0, RG_FINDINGS = 1, RG_USAGE = 2, RG_INPUT = 3, RG_OUTPUT = 4 };

typedef enum {
    RG_FORMAT_TEXT,
    RG_FORMAT_MARKDOWN,
    RG_FORMAT_HTML,
    RG_FORMAT_JSON,
    RG_FORMAT_ICS,
    RG_FORMAT_CSV,
    RG_FORMAT_DOCX,
    RG_FORMAT_XLSX,
    RG_FORMAT_SARIF,
    RG_FORMAT_TAP,
    RG_FORMAT_JUNIT
} rg_format;

typedef struct {
    rg_arena *arena;
    const char *command;
    const char *words[4]; /* what is no option, after the command */
    size_t word_count;
    const char *to, *from, *output, *rates, *rule, *depth, *market, *class, *weights;
    int32_t until;        /* five years on where it is not given */
    const char *sets[32]; /* "attribute=value" */
    size_t set_count;
    const char *template; /* of a Word document */
    const char *profiles; /* a folder of device profiles */
    const char *select;   /* of batch */
    size_t jobs;          /* 0: as many as there are cores */
    const char *folders[8];
    size_t folder_count;
    rg_format format;
    bool format_given;
    rg_language language;
    int32_t start; /* of a plan, where given */
    int32_t as_of;
    rg_goal goal;
    bool start_given, complete, help, next, coverage, strict, prove, mutate, one_by_one;
} rg_options;

typedef struct {
    rg_arena *arena;
    rg_options options;
    rg_run run;
    const char *profile_text; /* as it was read, for the lines of diagnostics */
    const rg_document *document;
} rg_cli;

/* One sub-command: its name, a line of what it does, its help with an example, and what runs it. */
typedef struct {
    const char *name;
    const char *words;   /* what follows it: "PROFILE", "[DIR]" or "" */
    const char *summary; /* key of its text in rules/text */
    const char *example;
    int (*run)(rg_cli *cli);
} rg_command;

const rg_command *rg_command_find(const char *name);
const rg_command *rg_commands(size_t *count);

/* Tells that there is no command of that name, and the nearest; always RG_USAGE. */
int rg_unknown_command(rg_arena *arena, const char *name);

/* Reads the command line; RG_DONE or, after a message on standard error, RG_USAGE. */
int rg_options_read(rg_options *options, rg_arena *arena, int count, char **words);

/* The long names of the options, by index; NULL after the last. */
const char *rg_option_name(size_t index);

int rg_cmd_markets(rg_cli *cli);
int rg_cmd_init(rg_cli *cli);
int rg_cmd_classify(rg_cli *cli);
int rg_cmd_compare(rg_cli *cli);
int rg_cmd_dossier(rg_cli *cli);
int rg_cmd_explain(rg_cli *cli);
int rg_cmd_ask(rg_cli *cli);
int rg_cmd_whatif(rg_cli *cli);
int rg_cmd_lower(rg_cli *cli);
int rg_cmd_changes(rg_cli *cli);
int rg_cmd_expiry(rg_cli *cli);
int rg_cmd_rank(rg_cli *cli);
int rg_cmd_route(rg_cli *cli);

int rg_cmd_report(rg_cli *cli);
int rg_cmd_brief(rg_cli *cli);
int rg_cmd_checklist(rg_cli *cli);
int rg_cmd_glossary(rg_cli *cli);
int rg_cmd_diff(rg_cli *cli);
int rg_cmd_plan(rg_cli *cli);
int rg_cmd_import(rg_cli *cli);
int rg_cmd_check(rg_cli *cli);
int rg_cmd_new_market(rg_cli *cli);
int rg_cmd_test(rg_cli *cli);
int rg_cmd_batch(rg_cli *cli);
int rg_cmd_version(rg_cli *cli);
int rg_cmd_help(rg_cli *cli);

/* Help of one sub-command, or of all where `command` is NULL. */
int rg_help(rg_cli *cli, const rg_command *command);

/* ---- what the sub-commands share (common.c) ---- */

/* Tells on standard error what is wrong with the words of the command, on one line; always RG_USAGE. */
int rg_complain(rg_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Writes all diagnostics to standard error, sorted, with the line they speak of where it is at hand. */
void rg_print_diagnostics(rg_cli *cli);

/* The rule base; RG_DONE or RG_INPUT after the diagnostics were printed. */
int rg_open_rules(rg_cli *cli);

typedef struct {
    rg_market **items;
    size_t count;
} rg_market_list;

/* The markets named by `names` ("eu,us" or "all"); `home` is left out of "all". RG_USAGE for an unknown one. */
int rg_open_markets(rg_cli *cli, const char *names, const char *home, rg_market_list *out);

/* Reads the profile named on the command line; RG_INPUT after the diagnostics were printed. */
int rg_read_profile(rg_cli *cli);

/* As rg_read_profile, from text that is at hand; `path` names it in diagnostics. */
int rg_read_profile_text(rg_cli *cli, const char *path, const char *text, size_t length);

/* The profile with all `--set` made to it. */
int rg_set_profile(rg_cli *cli);

/* Profile and target markets, open; of `compared` ones also the requirements, and the home market (NULL: none). */
int rg_open_question(rg_cli *cli, bool compared, rg_market_list *targets, rg_market **home);

/* Evaluates it, once all markets that are asked are open. */
int rg_evaluate_profile(rg_cli *cli);

/* A document of the user's beside the profile; NULL with a diagnostic when it cannot be read. */
const rg_document *rg_read_document(rg_cli *cli, const char *path);

/* The shipped rates (NULL: there are none), or those of the user's file. False with a diagnostic. */
bool rg_read_rates(rg_cli *cli, const rg_rates **out);

/* Makes the folders of `path` above its last part; false with a diagnostic. */
bool rg_make_folders(rg_cli *cli, const char *path);

/* Writes an answer where the options say. */
int rg_put(rg_cli *cli, const char *text, size_t length);

int rg_put_text(rg_cli *cli, const char *text);

/* RG_DONE, or RG_OUTPUT after a message where what was printed on standard output could not be written. */
int rg_flush(void);

/* Renders a page in the format of the options, Word and Excel included, and writes it. */
int rg_put_page(rg_cli *cli, const rg_page *page);

/* Whether standard output is a terminal that takes colours. */
bool rg_colours(const rg_cli *cli);

#endif
