/* help and version. */
#include <string.h>

#include "cli/cli.h"
#include "report/answers.h"

int rg_help(rg_cli *cli, const rg_command *command) {
    const rg_store *store = rg_store_shipped(cli->arena);
    const rg_strings *s = rg_strings_read(store, cli->options.language, cli->arena);
    rg_buffer out = rg_buffer_in(cli->arena);
    size_t count;
    const rg_command *all = rg_commands(&count);
    if (command) {
        rg_addf(&out, "reggap %s %s\n\n  %s\n\n  %s\n", command->name, command->words, rg_say(s, command->summary),
                rg_say_with(s, "help.example", 1, command->example));
    } else {
        rg_addf(&out, "%s\n\n%s\n", rg_say(s, "help.usage"), rg_say(s, "help.commands"));
        for (size_t i = 0; i < count; i++)
            rg_addf(&out, "  %-10s %-10s %s\n", all[i].name, all[i].words, rg_say(s, all[i].summary));
    }
    rg_addf(&out, "\n%s\n", rg_say(s, "help.options"));
    for (size_t i = 0; rg_option_name(i); i++)
        rg_addf(&out, "  %s\n", rg_say_of(s, "option", rg_option_name(i) + 2));
    return rg_put(cli, out.text, out.length);
}

int rg_cmd_help(rg_cli *cli) {
    const rg_command *command = NULL;
    if (cli->options.word_count) {
        command = rg_command_find(cli->options.words[0]);
        if (!command)
            return rg_unknown_command(cli->arena, cli->options.words[0]);
    }
    return rg_help(cli, command);
}

int rg_cmd_version(rg_cli *cli) {
    const rg_store *store = rg_store_shipped(cli->arena);
    rg_buffer out = rg_buffer_in(cli->arena);
    if (cli->options.format == RG_FORMAT_JSON) {
        rg_json json = {.out = &out};
        rg_json_object(&json, NULL);
        char date[11];
        rg_date_format(cli->options.as_of, date);
        rg_json_text(&json, "reggap", "version/1");
        rg_json_text(&json, "as_of", date);
        rg_json_text(&json, "rules_version", store->version);
        rg_json_text(&json, "version", REGGAP_VERSION);
        rg_json_end_object(&json);
        rg_add_char(&out, '\n');
    } else {
        rg_addf(&out, "reggap %s, rules %s\n", REGGAP_VERSION, store->version);
    }
    return rg_put(cli, out.text, out.length);
}
