#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

static const rg_command COMMANDS[] = {
    {"markets", "", "help.markets", "reggap markets --lang ja", rg_cmd_markets},
    {"init", "[FILE]", "help.init", "reggap init device.yaml", rg_cmd_init},
    {"classify", "PROFILE", "help.classify", "reggap classify device.yaml --to us,eu", rg_cmd_classify},
    {"compare", "PROFILE", "help.compare", "reggap compare device.yaml --from jp --to us,eu -o gap.html",
     rg_cmd_compare},
    {"dossier", "PROFILE", "help.dossier", "reggap dossier device.yaml --from jp --to eu,us", rg_cmd_dossier},
    {"explain", "PROFILE", "help.explain", "reggap explain device.yaml --to eu --depth tree", rg_cmd_explain},
    {"ask", "PROFILE", "help.ask", "reggap ask device.yaml --to us,eu --lang ja", rg_cmd_ask},
    {"whatif", "PROFILE", "help.whatif", "reggap whatif device.yaml --set sterile=true --to eu", rg_cmd_whatif},
    {"lower", "PROFILE", "help.lower", "reggap lower device.yaml --market eu --class IIa", rg_cmd_lower},
    {"changes", "PROFILE", "help.changes", "reggap changes device.yaml --to us,eu --until 2030-12-31", rg_cmd_changes},
    {"expiry", "PROFILE", "help.expiry", "reggap expiry device.yaml --until 2029-12-31", rg_cmd_expiry},
    {"plan", "PROFILE", "help.plan", "reggap plan device.yaml --to th,vn --start 2027-01-04 -o plan.ics", rg_cmd_plan},
    {"rank", "PROFILE", "help.rank", "reggap rank device.yaml --to us,eu,sg,br", rg_cmd_rank},
    {"route", "PROFILE", "help.route", "reggap route device.yaml --to sg,my,th,vn --goal time", rg_cmd_route},
    {"report", "PROFILE", "help.report", "reggap report device.yaml --to us,eu -o report.docx", rg_cmd_report},
    {"brief", "MARKET", "help.brief", "reggap brief vn --profiles devices -o brief.docx", rg_cmd_brief},
    {"checklist", "PROFILE", "help.checklist", "reggap checklist device.yaml --to th -o checklist.xlsx",
     rg_cmd_checklist},
    {"diff", "OLD NEW", "help.diff", "reggap diff old.json new.json --lang ja", rg_cmd_diff},
    {"glossary", "[TERM]", "help.glossary", "reggap glossary notified body --lang ja", rg_cmd_glossary},
    {"import", "LIST FILE", "help.import", "reggap import us-product-codes foiclass.txt -o my-rules", rg_cmd_import},
    {"check", "[DIR]", "help.check", "reggap check my-rules", rg_cmd_check},
    {"test", "[DIR]", "help.test", "reggap test my-rules", rg_cmd_test},
    {"new-market", "CODE", "help.new_market", "reggap new-market nz -o my-rules", rg_cmd_new_market},
    {"batch", "", "help.batch", "reggap batch --to us,eu < devices.ndjson > results.ndjson", rg_cmd_batch},
    {"version", "", "help.version", "reggap version", rg_cmd_version},
    {"help", "[COMMAND]", "help.help", "reggap help compare", rg_cmd_help},
};

const rg_command *rg_commands(size_t *count) {
    *count = sizeof COMMANDS / sizeof *COMMANDS;
    return COMMANDS;
}

const rg_command *rg_command_find(const char *name) {
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        if (strcmp(COMMANDS[i].name, name) == 0)
            return &COMMANDS[i];
    return NULL;
}

int rg_unknown_command(rg_arena *arena, const char *name) {
    const char *names[sizeof COMMANDS / sizeof *COMMANDS];
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        names[i] = COMMANDS[i].name;
    const char *near = rg_nearest(name, names, sizeof COMMANDS / sizeof *COMMANDS);
    if (near)
        return rg_complain(arena, "unknown command '%s' (did you mean '%s'?)", name, near);
    return rg_complain(arena, "unknown command '%s'", name);
}

static int run(rg_cli *cli, int count, char **words) {
    int code = rg_options_read(&cli->options, cli->arena, count, words);
    if (code != RG_DONE)
        return code;
    const char *name = cli->options.command;
    if (!name) {
        code = rg_help(cli, NULL);
        return code == RG_DONE && !cli->options.help ? RG_USAGE : code;
    }
    const rg_command *command = rg_command_find(name);
    if (!command)
        return rg_unknown_command(cli->arena, name);
    return cli->options.help ? rg_help(cli, command) : command->run(cli);
}

int main(int count, char **words) {
    rg_arena *arena = rg_arena_new();
    if (!arena || setjmp(*rg_arena_recovery(arena))) {
        fputs("reggap: no memory\n", stderr);
        rg_arena_free(arena);
        return RG_OUTPUT;
    }
    /* A reader that went away is told by the write, with the exit code for output. */
    signal(SIGPIPE, SIG_IGN);
    rg_cli *cli = rg_alloc(arena, sizeof *cli);
    cli->arena = arena;
    cli->run.diagnostics = rg_diagnostics_in(arena);
    int code = run(cli, count, words);
    rg_arena_free(arena);
    return code;
}
