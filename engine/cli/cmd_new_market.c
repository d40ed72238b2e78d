/* new-market: the files of a market to fill in, with every open point marked. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "report/strings.h"
#include "util/file.h"

enum { LONGEST_CODE = 16 };

static const char *const FILES[] = {"market",       "sources", "classification", "pathways",
                                    "requirements", "steps",   "cases"};

enum { FILE_COUNT = sizeof FILES / sizeof *FILES };

/* Ids begin with the code, and conditions name it: no word that YAML readers take for a truth value. */
static bool is_code(const char *code) {
    static const char *const truths[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
    for (size_t i = 0; i < sizeof truths / sizeof *truths; i++)
        if (strcmp(code, truths[i]) == 0)
            return false;
    size_t length = strlen(code);
    for (size_t i = 0; i < length; i++)
        if (!(islower((unsigned char)code[i]) || (i && (isdigit((unsigned char)code[i]) || code[i] == '_'))))
            return false;
    return length >= 2 && length <= LONGEST_CODE;
}

/* The skeleton of a file, with the market's code in its places. */
static void add_skeleton(rg_cli *cli, const char *name, const char *code, rg_buffer *out) {
    static const char mark[] = "@CODE@";
    const rg_store_file *file =
        rg_store_next(cli->run.store, rg_textf(cli->arena, "rules/skeleton/%s.txt", name), NULL);
    const char *text = file ? file->text : "";
    for (const char *at; (at = strstr(text, mark)); text = at + sizeof mark - 1) {
        rg_add_bytes(out, text, (size_t)(at - text));
        rg_add(out, code);
    }
    rg_add(out, text);
}

static void add_parameters(const rg_requirement *q, rg_buffer *out) {
    for (size_t i = 0; i < q->count; i++)
        rg_addf(out, "%s%s", i ? ", " : "    # parameters: ", q->parameters[i].id);
    if (q->count)
        rg_add_char(out, '\n');
}

/* An entry for each requirement of the catalogue, by topic. */
static void add_requirements(rg_cli *cli, rg_buffer *out) {
    const rg_catalogue *c = rg_catalogue_of(cli->run.base);
    for (size_t t = 0; t < c->topics.count; t++) {
        rg_addf(out, "\n  # %s / %s\n", c->topics.items[t].title.en, c->topics.items[t].title.ja);
        for (size_t i = 0; i < c->requirements.count; i++) {
            const rg_requirement *q = &c->requirements.items[i];
            if (!rg_same(q->topic, c->topics.items[t].id))
                continue;
            rg_addf(out, "  # %s / %s\n  - requirement: %s\n    required: unknown\n", q->title.en, q->title.ja, q->id);
            add_parameters(q, out);
            rg_addf(out, "    note: {en: \"OPEN: whether '%s' is asked\", ja: \"要記入：「%s」の要否\"}\n", q->id,
                    q->id);
        }
    }
}

static bool write_file(rg_cli *cli, const char *folder, const char *name, const char *code) {
    const char *path = rg_textf(cli->arena, "%s/jurisdictions/%s/%s.yaml", folder, code, name);
    rg_buffer text = rg_buffer_in(cli->arena);
    add_skeleton(cli, name, code, &text);
    if (strcmp(name, "requirements") == 0)
        add_requirements(cli, &text);
    return rg_make_folders(cli, path) &&
           rg_file_replace(cli->arena, path, rg_buffer_text(&text), text.length, &cli->run.diagnostics);
}

static int refuse(rg_cli *cli, const char *folder, const char *code) {
    struct stat there;
    const char *path = rg_textf(cli->arena, "%s/jurisdictions/%s", folder, code);
    if (!is_code(code))
        return rg_complain(cli->arena, "'%s' is no code of a market: 2 to 16 lower-case letters, as nz", code);
    if (rg_base_market(cli->run.base, code))
        return rg_complain(cli->arena, "there is a market '%s' already; a folder of your own is laid over it", code);
    if (stat(path, &there) == 0)
        return rg_complain(cli->arena, "'%s' is there already, and is left as it is", path);
    return RG_DONE;
}

int rg_cmd_new_market(rg_cli *cli) {
    const rg_options *o = &cli->options;
    if (o->word_count != 1) {
        rg_complain(cli->arena, "'new-market' wants the CODE of the market");
        return rg_complain(cli->arena, "see 'reggap help new-market'");
    }
    const char *folder = o->output ? o->output : ".", *code = o->words[0];
    int status = rg_open_rules(cli);
    if (status == RG_DONE)
        status = refuse(cli, folder, code);
    if (status != RG_DONE)
        return status;
    for (size_t i = 0; i < FILE_COUNT; i++)
        if (!write_file(cli, folder, FILES[i], code)) {
            rg_print_diagnostics(cli);
            return RG_OUTPUT;
        }
    const rg_strings *strings = rg_strings_read(cli->run.store, o->language, cli->arena);
    printf("%s\n", rg_say_with(strings, "new_market.done", 2, rg_textf(cli->arena, "%s/jurisdictions/%s", folder, code),
                               folder));
    return rg_flush();
}
