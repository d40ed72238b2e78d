/* brief: one market on a few pages, and what it means for the devices of a folder. */
#include "cli/cli.h"
#include "report/brief.h"
#include "util/file.h"

typedef struct {
    rg_cli *cli;
    rg_brief *brief;
    RG_LIST(rg_brief_device) devices;
} folder;

/* Reads one profile; what is wrong with it is reported, and the others are read all the same. */
static void add_profile(void *context, const char *path) {
    folder *f = context;
    rg_cli *cli = f->cli;
    rg_run *run = &cli->run;
    size_t length;
    if (!rg_ends_with(path, ".yaml") && !rg_ends_with(path, ".yml") && !rg_ends_with(path, ".json"))
        return;
    rg_brief_device device = {.path = path};
    const char *text = rg_file_read(cli->arena, path, RG_LIMIT_FILE, &length, &run->diagnostics);
    const rg_document *document = text ? rg_document_read(cli->arena, path, text, length, &run->diagnostics) : NULL;
    device.run.profile =
        document ? rg_profile_read(&run->base->reader, run->base->vocabulary, document, cli->options.complete) : NULL;
    if (device.run.profile)
        RG_PUSH(cli->arena, &f->devices, device);
}

static void read_folder(folder *f) {
    rg_cli *cli = f->cli;
    const char *path = cli->options.profiles;
    if (rg_file_walk(cli->arena, path, add_profile, f, &cli->run.diagnostics) && !f->devices.count &&
        !cli->run.diagnostics.errors)
        rg_report(&cli->run.diagnostics, RG_ERROR, "profiles", (rg_place){path, 0, 0},
                  "holds no profile (*.yaml, *.yml, *.json)");
}

/* The home market: given, else the one that all profiles name. Market codes that are none are told by the caller. */
static const char *home_of(const folder *f) {
    if (f->cli->options.from)
        return f->cli->options.from;
    const char *home = f->devices.count ? f->devices.items[0].run.profile->home : NULL;
    for (size_t i = 0; home && i < f->devices.count; i++)
        if (!rg_same(f->devices.items[i].run.profile->home, home))
            home = NULL;
    return home;
}

/* Rules, profiles and both markets with all that is asked of them. */
static int open_all(folder *f) {
    rg_cli *cli = f->cli;
    rg_market_list markets = {0}, homes = {0};
    if (cli->options.word_count != 1) {
        rg_complain(cli->arena, "'brief' wants one MARKET");
        return rg_complain(cli->arena, "see 'reggap help brief'");
    }
    int code = rg_open_rules(cli);
    if (code == RG_DONE)
        code = rg_open_markets(cli, cli->options.words[0], NULL, &markets);
    if (code == RG_DONE && markets.count != 1)
        return rg_complain(cli->arena, "'brief' is of one market at a time");
    if (code != RG_DONE)
        return code;
    f->brief->market = markets.items[0];
    if (cli->options.profiles)
        read_folder(f);
    const char *home = home_of(f);
    if (home && !cli->run.diagnostics.errors)
        code = rg_open_markets(cli, home, NULL, &homes);
    if (code != RG_DONE)
        return code;
    rg_requirements_of(cli->run.base, f->brief->market);
    rg_tasks_of(cli->run.base, f->brief->market);
    if (homes.count && homes.items[0] != f->brief->market)
        rg_requirements_of(cli->run.base, f->brief->home = homes.items[0]);
    return RG_DONE;
}

/* The rule base seen by a device of which nothing is known: what holds of it holds of the market. */
static bool evaluate_nothing(rg_run *run) {
    static const char nothing[] = "{\"reggap\": \"profile/1\", \"device\": {\"name\": \"-\"}}";
    bool good = rg_run_profile(run, "", nothing, sizeof nothing - 1, false);
    run->profile = NULL;
    return good;
}

static bool evaluate_device(rg_cli *cli, const rg_brief *brief, const rg_rates *rates, rg_brief_device *device) {
    rg_profile *profile = device->run.profile;
    rg_run *run = &cli->run;
    const rg_options *o = &cli->options;
    bool good = rg_run_evaluate(run, profile);
    device->run = *run;
    run->profile = NULL;
    if (!good)
        return false;
    rg_market *const markets[] = {brief->market};
    rg_plan_question question = {markets, 1, o->start_given ? o->start : o->as_of, brief->home, rates};
    device->comparison = rg_compare(run->base, run->exact, run->facts, brief->home, brief->market, cli->arena);
    device->plan = rg_plan_make(run->base, run->exact, run->facts, &question, cli->arena, &run->diagnostics);
    return device->plan != NULL;
}

int rg_cmd_brief(rg_cli *cli) {
    rg_brief *brief = rg_alloc(cli->arena, sizeof *brief);
    folder f = {.cli = cli, .brief = brief};
    const rg_rates *rates = NULL;
    int code = open_all(&f);
    if (code != RG_DONE)
        return code;
    if (!cli->run.diagnostics.errors && rg_read_rates(cli, &rates))
        for (size_t i = 0; i < f.devices.count; i++)
            evaluate_device(cli, brief, rates, &f.devices.items[i]);
    brief->devices = f.devices.items;
    brief->device_count = f.devices.count;
    brief->run = &cli->run;
    brief->until = cli->options.until;
    bool good = !cli->run.diagnostics.errors && evaluate_nothing(&cli->run);
    if (good)
        rg_brief_find(brief, cli->arena);
    good = good && !cli->run.diagnostics.errors;
    rg_print_diagnostics(cli);
    if (!good)
        return RG_INPUT;
    if (cli->options.format == RG_FORMAT_JSON)
        return rg_put_text(cli, rg_write_brief(brief));
    const rg_strings *strings = rg_strings_read(cli->run.store, cli->options.language, cli->arena);
    return rg_put_page(cli, rg_page_brief(brief, strings));
}
