/* whatif and lower: what would come out of another device. */
#include <stdio.h>

#include "cli/cli.h"
#include "compare/whatif.h"
#include "logic/lower.h"
#include "report/answers.h"
#include "report/effects.h"
#include "report/pages.h"

static const rg_comparison **compare_all(rg_cli *cli, rg_market *home, const rg_market_list *targets) {
    rg_run *run = &cli->run;
    const rg_comparison **all = rg_alloc_array(cli->arena, targets->count, sizeof *all);
    for (size_t i = 0; i < targets->count; i++)
        all[i] = rg_compare(run->base, run->exact, run->facts, home, targets->items[i], cli->arena);
    return all;
}

int rg_cmd_whatif(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    if (!cli->options.set_count) {
        rg_complain(cli->arena, "'whatif' wants --set attribute=value");
        return rg_complain(cli->arena, "see 'reggap help whatif'");
    }
    int code = rg_open_question(cli, true, &targets, &home);
    if (code == RG_DONE)
        code = rg_evaluate_profile(cli);
    if (code != RG_DONE)
        return code;
    rg_run *run = &cli->run;
    rg_exact *exact_before = run->exact;
    const rg_comparison **before = compare_all(cli, home, &targets);
    run->profile = rg_profile_changed(run->base, run->profile, NULL, 0, cli->arena);
    code = rg_set_profile(cli);
    if (code == RG_DONE)
        code = rg_evaluate_profile(cli);
    if (code != RG_DONE)
        return code;
    const rg_comparison **after = compare_all(cli, home, &targets);
    rg_effects effects = {0};
    for (size_t i = 0; i < targets.count; i++)
        rg_whatif(exact_before, before[i], run->exact, after[i], run->base->reader.as_of, &effects, cli->arena);
    if (cli->options.format == RG_FORMAT_JSON)
        return rg_put_text(cli, rg_write_whatif(run, &effects));
    const rg_strings *strings = rg_strings_read(run->store, cli->options.language, cli->arena);
    return rg_put_page(cli, rg_page_whatif(run, strings, &effects));
}

/* ---- lower ---- */

static void answer_change(rg_json *j, const rg_attribute *a, uint64_t mask) {
    if (a->type == RG_BOOL) {
        rg_json_bool(j, a->id, mask >> 1 & 1);
        return;
    }
    if (a->type == RG_SET)
        rg_json_array(j, a->id);
    for (size_t i = 0; i < a->count; i++)
        if (mask >> i & 1)
            rg_json_text(j, a->type == RG_SET ? NULL : a->id, a->values[i].id);
    if (a->type == RG_SET)
        rg_json_end_array(j);
}

static int put_ways_json(rg_cli *cli, const rg_market *market, const rg_lower *lower) {
    rg_buffer out = rg_buffer_in(cli->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, &cli->run, "lower/1");
    rg_answer_assumed(&json, &cli->run);
    rg_json_text(&json, "market", market->code);
    rg_json_text(&json, "class", cli->options.class);
    rg_json_bool(&json, "already", lower->already);
    rg_json_bool(&json, "open", lower->open);
    rg_json_int(&json, "searched_up_to", RG_MOST_CHANGES);
    rg_json_array(&json, "ways");
    for (size_t i = 0; i < lower->ways.count; i++) {
        const rg_way *way = &lower->ways.items[i];
        rg_json_object(&json, NULL);
        rg_json_object(&json, "set");
        for (size_t k = 0; k < way->changes.count; k++)
            answer_change(&json, &cli->run.base->vocabulary->attributes.items[way->changes.items[k].attribute],
                          way->changes.items[k].mask);
        rg_json_end_object(&json);
        rg_json_text(&json, "class", market->classes.items[way->class].label);
        rg_json_array(&json, "stops");
        for (size_t k = 0; k < way->stops.count; k++)
            rg_json_text(&json, NULL, way->stops.items[k]->id);
        rg_json_end_array(&json);
        rg_json_end_object(&json);
    }
    rg_json_end_array(&json);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_put(cli, out.text, out.length);
}

static const char *way_words(const rg_cli *cli, const rg_strings *s, const rg_way *way) {
    rg_buffer out = rg_buffer_in(cli->arena);
    for (size_t k = 0; k < way->changes.count; k++) {
        const rg_attribute *a = &cli->run.base->vocabulary->attributes.items[way->changes.items[k].attribute];
        rg_buffer values = rg_buffer_in(cli->arena);
        for (size_t i = 0; i < a->count; i++)
            if (way->changes.items[k].mask >> i & 1)
                rg_addf(&values, "%s%s", values.length ? rg_say(s, "list.comma") : "", rg_pick(s, a->values[i].title));
        const char *text = values.length ? rg_buffer_text(&values) : rg_say(s, "value.none");
        rg_addf(&out, "%s%s", k ? "\n" : "", rg_say_with(s, "subject", 2, rg_pick(s, a->title), text));
    }
    return rg_buffer_text(&out);
}

static int put_ways(rg_cli *cli, const rg_market *market, const rg_lower *lower) {
    const rg_strings *s = rg_strings_read(cli->run.store, cli->options.language, cli->arena);
    rg_page *page =
        rg_page_new(cli->arena, s, rg_say_with(s, "lower.title", 2, rg_pick(s, market->name), cli->options.class));
    rg_page_add_frame(page, &cli->run, s);
    if (lower->already || !lower->ways.count)
        rg_page_paragraph(page, lower->already ? rg_say(s, "lower.already")
                                : lower->open
                                    ? rg_say(s, "lower.open")
                                    : rg_say_with(s, "lower.none", 1, rg_textf(cli->arena, "%d", RG_MOST_CHANGES)));
    const char *heads[] = {rg_say(s, "head.change"), rg_say(s, "head.class"), rg_say(s, "head.stops"), NULL};
    if (lower->ways.count)
        rg_page_table(page, heads);
    for (size_t i = 0; i < lower->ways.count; i++) {
        const rg_way *way = &lower->ways.items[i];
        rg_buffer stops = rg_buffer_in(cli->arena);
        for (size_t k = 0; k < way->stops.count; k++)
            rg_addf(&stops, "%s%s: %s", k ? "\n" : "", way->stops.items[k]->id, rg_pick(s, way->stops.items[k]->title));
        rg_cell cells[] = {{way_words(cli, s, way), RG_PLAIN},
                           {market->classes.items[way->class].label, RG_STRONG},
                           {rg_buffer_text(&stops), RG_PLAIN}};
        rg_page_row(page, cells, 3);
    }
    rg_page_notice(page, rg_say(s, "lower.notice"));
    return rg_put_page(cli, page);
}

/* Whether a product of this kind can have the class; one whose kind is not said, any. */
static bool gives_class(const rg_run *run, const rg_class *class) {
    long slot = rg_attribute_index(run->base->vocabulary, "product_type");
    uint64_t kinds = slot < 0 ? UINT64_MAX : run->facts->facts[slot].mask;
    return (class->products & kinds) != 0;
}

int rg_cmd_lower(rg_cli *cli) {
    rg_market_list targets = {0};
    rg_market *home;
    if (!cli->options.market || !cli->options.class) {
        rg_complain(cli->arena, "'lower' wants --market and --class");
        return rg_complain(cli->arena, "see 'reggap help lower'");
    }
    cli->options.to = cli->options.market;
    int code = rg_open_question(cli, false, &targets, &home);
    if (code == RG_DONE)
        code = rg_evaluate_profile(cli);
    if (code != RG_DONE)
        return code;
    rg_market *market = targets.items[0];
    if (targets.count > 1)
        return rg_complain(cli->arena, "'lower' wants one market");
    long class = rg_class_index(market, cli->options.class);
    if (class < 0 || !gives_class(&cli->run, &market->classes.items[class])) {
        rg_buffer all = rg_buffer_in(cli->arena);
        for (size_t i = 0; i < market->classes.count; i++)
            if (gives_class(&cli->run, &market->classes.items[i]))
                rg_addf(&all, " %s", market->classes.items[i].label);
        return rg_complain(cli->arena, "'%s' is no class of such a product in '%s'; there are:%s", cli->options.class,
                           market->code, rg_buffer_text(&all));
    }
    rg_run *run = &cli->run;
    rg_lower *lower = rg_lower_find(run->base, market, run->profile, (unsigned)class, cli->arena, &run->diagnostics);
    if (!lower) {
        rg_print_diagnostics(cli);
        return RG_INPUT;
    }
    return cli->options.format == RG_FORMAT_JSON ? put_ways_json(cli, market, lower) : put_ways(cli, market, lower);
}
