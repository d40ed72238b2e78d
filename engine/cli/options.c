#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/cli.h"

static int usage(rg_arena *arena, const char *word, const char *problem) {
    rg_complain(arena, "'%s' %s", word, problem);
    return rg_complain(arena, "see 'reggap help'");
}

static const char *const FORMATS[] = {"text", "markdown", "html",  "json", "ics",  "csv",
                                      "docx", "xlsx",     "sarif", "tap",  "junit"};

enum { FORMAT_COUNT = sizeof FORMATS / sizeof *FORMATS };

static const char *const LANGUAGES[] = {"en", "ja"};
static const char *const GOALS[] = {"time", "cost", "value"};
static const char *const DEPTHS[] = {"sentence", "rules", "tree"};

static bool choose(const char *word, const char *const *names, size_t count, size_t *out) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], word) == 0) {
            *out = i;
            return true;
        }
    return false;
}

typedef enum {
    TO,
    FROM,
    AS_OF,
    UNTIL,
    WEIGHTS,
    GOAL,
    ONE_BY_ONE,
    FORMAT,
    LANG,
    OUTPUT,
    RULES,
    RULE,
    DEPTH,
    SET,
    MARKET,
    CLASS,
    NEXT,
    COMPLETE,
    COVERAGE,
    STRICT,
    PROVE,
    MUTATE,
    START,
    RATES,
    TEMPLATE,
    PROFILES,
    JOBS,
    SELECT,
    HELP
} option_id;

/* The options, once, in the order help lists them: long name, short letter, whether a value follows, who takes it. */
/* clang-format off */
static const struct {
    const char *name;
    char letter;
    bool value;
    const char *commands; /* the only ones that take it, parted by blanks; NULL: all */
} OPTIONS[] = {
    [TO] = {"--to", 't', true},
    [FROM] = {"--from", 0, true},
    [AS_OF] = {"--as-of", 0, true},
    [UNTIL] = {"--until", 0, true, "changes expiry report brief"},
    [FORMAT] = {"--format", 'f', true},
    [LANG] = {"--lang", 'l', true},
    [OUTPUT] = {"--output", 'o', true},
    [RULES] = {"--rules", 'r', true},
    [RULE] = {"--rule", 0, true, "explain"},
    [DEPTH] = {"--depth", 'd', true, "explain"},
    [SET] = {"--set", 's', true, "whatif"},
    [MARKET] = {"--market", 'm', true, "lower"},
    [CLASS] = {"--class", 'c', true, "lower"},
    [NEXT] = {"--next", 'n', false, "ask"},
    [COMPLETE] = {"--complete", 0, false},
    [COVERAGE] = {"--coverage", 0, false, "test"},
    [STRICT] = {"--strict", 0, false, "check"},
    [PROVE] = {"--prove", 0, false, "check"},
    [MUTATE] = {"--mutate", 0, false, "test"},
    [START] = {"--start", 0, true, "plan report route rank brief"},
    [GOAL] = {"--goal", 'g', true, "route"},
    [ONE_BY_ONE] = {"--one-by-one", 0, false, "route"},
    [WEIGHTS] = {"--weights", 'w', true, "rank"},
    [RATES] = {"--rates", 0, true, "plan report route rank brief"},
    [TEMPLATE] = {"--template", 0, true, "report brief checklist glossary"},
    [PROFILES] = {"--profiles", 0, true, "brief"},
    [JOBS] = {"--jobs", 'j', true, "batch"},
    [SELECT] = {"--select", 0, true, "batch"},
    [HELP] = {"--help", 'h', false},
};
/* clang-format on */

enum { OPTION_COUNT = sizeof OPTIONS / sizeof *OPTIONS };

const char *rg_option_name(size_t index) {
    return index < OPTION_COUNT ? OPTIONS[index].name : NULL;
}

/* The option a word names, as `--to`, `--to=eu`, `-t` or `-teu`; what follows in the word goes to *rest. */
static long find_option(const char *word, const char **rest) {
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        size_t length = strlen(OPTIONS[i].name);
        *rest = NULL;
        if (strncmp(word, OPTIONS[i].name, length) == 0 && (!word[length] || word[length] == '=')) {
            *rest = word[length] ? word + length + 1 : NULL;
            return (long)i;
        }
        if (word[0] == '-' && OPTIONS[i].letter && word[1] == OPTIONS[i].letter) {
            *rest = word[2] ? word + 2 : NULL;
            return (long)i;
        }
    }
    return -1;
}

static int set_option(rg_options *o, option_id id, const char *value) {
    size_t index;
    int64_t number;
    switch (id) {
    case TO: o->to = value; break;
    case FROM: o->from = value; break;
    case OUTPUT: o->output = value; break;
    case RULE: o->rule = value; break;
    case ONE_BY_ONE: o->one_by_one = true; break;
    case GOAL:
        if (!choose(value, GOALS, 3, &index))
            return usage(o->arena, value, "is no goal (time, cost, value)");
        o->goal = (rg_goal)index;
        break;
    case WEIGHTS: o->weights = value; break;
    case MARKET: o->market = value; break;
    case CLASS: o->class = value; break;
    case NEXT: o->next = true; break;
    case SET:
        if (o->set_count == sizeof o->sets / sizeof *o->sets)
            return usage(o->arena, "--set", "is given more than 32 times");
        o->sets[o->set_count++] = value;
        break;
    case COMPLETE: o->complete = true; break;
    case TEMPLATE: o->template = value; break;
    case PROFILES: o->profiles = value; break;
    case SELECT: o->select = value; break;
    case JOBS:
        if (!rg_parse_int(value, &number) || number < 1 || number > 256)
            return usage(o->arena, value, "is no number of threads, 1 to 256");
        o->jobs = (size_t)number;
        break;
    case COVERAGE: o->coverage = true; break;
    case STRICT: o->strict = true; break;
    case PROVE: o->prove = true; break;
    case MUTATE: o->mutate = true; break;
    case HELP: o->help = true; break;
    case AS_OF:
        if (!rg_date_parse(value, &o->as_of))
            return usage(o->arena, value, "is not a date as 2026-11-23");
        break;
    case UNTIL:
        if (!rg_date_parse(value, &o->until))
            return usage(o->arena, value, "is not a date as 2030-12-31");
        break;
    case FORMAT:
        if (!choose(strcmp(value, "md") == 0 ? "markdown" : value, FORMATS, FORMAT_COUNT, &index))
            return usage(
                o->arena, value,
                "is no format (text, markdown, html, json; some commands: ics, csv, docx, xlsx, sarif, tap, junit)");
        o->format = (rg_format)index;
        o->format_given = true;
        break;
    case START:
        if (!rg_date_parse(value, &o->start))
            return usage(o->arena, value, "is not a date as 2026-11-23");
        o->start_given = true;
        break;
    case RATES: o->rates = value; break;
    case LANG:
        if (!choose(value, LANGUAGES, 2, &index))
            return usage(o->arena, value, "is no language (en, ja)");
        o->language = (rg_language)index;
        break;
    case DEPTH:
        if (!choose(value, DEPTHS, 3, &index))
            return usage(o->arena, value, "is no depth (sentence, rules, tree)");
        o->depth = DEPTHS[index];
        break;
    case RULES:
        if (o->folder_count == sizeof o->folders / sizeof *o->folders)
            return usage(o->arena, "--rules", "is given more than 8 times");
        o->folders[o->folder_count++] = value;
        break;
    }
    return RG_DONE;
}

/* Formats that only some commands write, one bit each. */
static const struct {
    const char *command;
    unsigned formats;
} MORE_FORMATS[] = {{"check", 1u << RG_FORMAT_SARIF},
                    {"test", 1u << RG_FORMAT_TAP | 1u << RG_FORMAT_JUNIT},
                    {"plan", 1u << RG_FORMAT_ICS | 1u << RG_FORMAT_CSV},
                    {"report", 1u << RG_FORMAT_CSV | 1u << RG_FORMAT_DOCX | 1u << RG_FORMAT_XLSX},
                    {"brief", 1u << RG_FORMAT_DOCX | 1u << RG_FORMAT_XLSX},
                    {"checklist", 1u << RG_FORMAT_DOCX | 1u << RG_FORMAT_XLSX},
                    {"glossary", 1u << RG_FORMAT_DOCX | 1u << RG_FORMAT_XLSX}};

static bool takes_format(const rg_options *o, rg_format format) {
    bool takes = format <= RG_FORMAT_JSON || o->help;
    for (size_t i = 0; i < sizeof MORE_FORMATS / sizeof *MORE_FORMATS; i++)
        takes = takes || (rg_same(o->command, MORE_FORMATS[i].command) && MORE_FORMATS[i].formats >> format & 1);
    return takes;
}

static bool takes_option(const rg_options *o, size_t option) {
    const char *at = OPTIONS[option].commands;
    if (!at || !o->command || o->help || !rg_command_find(o->command))
        return true;
    for (size_t length; *at; at += length + (at[length] == ' ')) {
        length = strcspn(at, " ");
        if (strlen(o->command) == length && strncmp(at, o->command, length) == 0)
            return true;
    }
    return false;
}

/* A format that was not given follows from the ending of the file that is written. */
static void guess_format(rg_options *o) {
    static const char *const endings[] = {".txt",  ".md",   ".html",  ".json", ".ics", ".csv",
                                          ".docx", ".xlsx", ".sarif", ".tap",  ".xml"};
    size_t length = o->output ? strlen(o->output) : 0;
    for (size_t i = 0; !o->format_given && i < FORMAT_COUNT; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && strcmp(o->output + length - ending, endings[i]) == 0)
            o->format = (rg_format)i;
    }
}

/* Text in a file that another program then cannot open. */
static bool promises_other_format(const rg_options *o) {
    static const char *const endings[] = {".pdf", ".doc", ".xls", ".odt", ".ods", ".rtf", ".pptx"};
    size_t length = o->output ? strlen(o->output) : 0;
    for (size_t i = 0; !o->format_given && i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && strcmp(o->output + length - ending, endings[i]) == 0)
            return true;
    }
    return false;
}

static int32_t today(void) {
    int64_t days = (int64_t)(time(NULL) / 86400);
    return days > RG_DATE_MAX ? RG_DATE_MAX : (int32_t)days;
}

/* Months that are looked ahead where no last day is given. */
enum { USUAL_OUTLOOK = 60 };

int rg_options_read(rg_options *o, rg_arena *arena, int count, char **words) {
    *o = (rg_options){.arena = arena, .depth = "rules", .as_of = today(), .until = RG_DATE_MIN};
    bool plain = false, given[OPTION_COUNT] = {false};
    for (int i = 1; i < count; i++) {
        const char *word = words[i], *rest = NULL;
        if (!plain && strcmp(word, "--") == 0) {
            plain = true;
            continue;
        }
        if (plain || word[0] != '-' || !word[1]) {
            if (!o->command)
                o->command = word;
            else if (o->word_count == sizeof o->words / sizeof *o->words)
                return usage(o->arena, word, "is one word too many");
            else
                o->words[o->word_count++] = word;
            continue;
        }
        if (strcmp(word, "--version") == 0 && !o->command) {
            o->command = "version";
            continue;
        }
        long id = find_option(word, &rest);
        if (id < 0)
            return usage(o->arena, word, "is no option");
        if (OPTIONS[id].value && !rest && i + 1 < count)
            rest = words[++i];
        if (OPTIONS[id].value != (rest != NULL))
            return usage(o->arena, OPTIONS[id].name, OPTIONS[id].value ? "needs a value" : "takes no value");
        given[id] = true;
        int code = set_option(o, (option_id)id, rest);
        if (code != RG_DONE)
            return code;
    }
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (given[i] && !takes_option(o, i))
            return usage(o->arena, OPTIONS[i].name, "is no option of this command");
    guess_format(o);
    if (promises_other_format(o))
        return usage(o->arena, o->output, "has the ending of a format that is not written here");
    if (!takes_format(o, o->format))
        return usage(o->arena, FORMATS[o->format], "is no format of this command");
    if (o->until == RG_DATE_MIN)
        o->until = rg_date_add_months(o->as_of, USUAL_OUTLOOK);
    if (o->until < o->as_of)
        return usage(o->arena, "--until", "is a day before that of --as-of");
    return RG_DONE;
}
