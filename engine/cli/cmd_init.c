/* init: a new profile with every question as a comment. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "report/strings.h"

static void add_comment(rg_buffer *out, const char *indent, const char *text) {
    rg_addf(out, "%s# ", indent);
    for (; *text; text++) {
        if (*text == '\n')
            rg_addf(out, "\n%s# ", indent);
        else
            rg_add_char(out, *text);
    }
    rg_add_char(out, '\n');
}

static void add_values(rg_buffer *out, const rg_strings *s, const rg_attribute *a) {
    if (a->type != RG_ENUM && a->type != RG_SET)
        return;
    for (size_t i = 0; i < a->count; i++)
        add_comment(out, "  ", rg_textf(s->arena, "  %s = %s", a->values[i].id, rg_pick(s, a->values[i].title)));
}

static void add_attribute(rg_buffer *out, const rg_strings *s, const rg_attribute *a) {
    static const char *const forms[] = {"true",       "",     "[]",  "0", "{amount: 0, currency: JPY}",
                                        "2026-11-23", "\"\"", "\"\""};
    rg_add_char(out, '\n');
    add_comment(out, "  ", rg_pick(s, a->question));
    add_values(out, s, a);
    rg_addf(out, "  # %s: %s\n", a->id, forms[a->type]);
}

static void add_section(rg_buffer *out, const rg_strings *s, const rg_vocabulary *v, rg_section section) {
    for (size_t g = 0; g < v->groups.count; g++) {
        bool begun = false;
        for (size_t i = 0; i < v->attributes.count; i++) {
            const rg_attribute *a = &v->attributes.items[i];
            if (a->section != section || strcmp(a->group, v->groups.items[g].id) != 0)
                continue;
            if (!begun)
                rg_addf(out, "\n  # ==== %s ====\n", rg_pick(s, v->groups.items[g].title));
            begun = true;
            add_attribute(out, s, a);
        }
    }
}

int rg_cmd_init(rg_cli *cli) {
    rg_options *o = &cli->options;
    if (o->word_count && !o->output)
        o->output = o->words[0];
    if (o->output && strcmp(o->output, "-") != 0 && access(o->output, F_OK) == 0) {
        fprintf(stderr, "%s: error: the file is there already and is left as it is\n", o->output);
        return RG_OUTPUT;
    }
    int code = rg_open_rules(cli);
    if (code != RG_DONE)
        return code;
    const rg_strings *s = rg_strings_read(cli->run.store, o->language, cli->arena);
    const rg_vocabulary *v = cli->run.base->vocabulary;
    rg_buffer out = rg_buffer_in(cli->arena);
    add_comment(&out, "", rg_say(s, "init.head"));
    rg_add(&out, "reggap: profile/1\ndevice:\n  name: {en: \"\", ja: \"\"}\n  description: {en: \"\", ja: \"\"}\n"
                 "  intended_use: {en: \"\", ja: \"\"}\n  codes: # {jmdn: \"\", fda_product_code: \"\"}\nhome: jp\n\n");
    add_comment(&out, "", rg_say(s, "init.complete"));
    rg_add(&out, "complete: false\n\nattributes:");
    add_section(&out, s, v, RG_ATTRIBUTES);
    rg_add(&out, "\nsafety:");
    add_section(&out, s, v, RG_SAFETY);
    rg_add(&out, "\ncompany:");
    add_section(&out, s, v, RG_COMPANY);
    rg_add_char(&out, '\n');
    add_comment(&out, "", rg_say(s, "init.lists"));
    rg_add(
        &out,
        "# approvals:\n#   - {market: jp, kind: third_party_certificate, class: II, date: 2025-04-01, status: valid}\n"
        "# evidence:\n#   - {id: qms, type: iso13485_certificate, edition: \"2016\", issued: 2025-06-01, "
        "expires: 2028-05-31}\n");
    return rg_put(cli, out.text, out.length);
}
