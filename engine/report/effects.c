#include "report/effects.h"

#include <string.h>

#include "report/answers.h"
#include "report/pages.h"

/* ---- JSON ---- */

static void answer_rules(rg_json *j, const rg_effect *e) {
    rg_json_array(j, "rules");
    for (size_t k = 0; k < e->rules.count; k++)
        rg_json_text(j, NULL, e->rules.items[k]);
    rg_json_end_array(j);
}

static void answer_sides(rg_json *j, const rg_effect *e) {
    if (e->requirement)
        rg_json_text(j, "requirement", e->requirement->id);
    if (e->parameter)
        rg_json_text(j, "parameter", e->parameter->id);
    if (e->value_after) {
        rg_answer_parameter(j, "before", e->parameter, e->value_before);
        rg_answer_parameter(j, "after", e->parameter, e->value_after);
        rg_json_text(j, "difference", RG_DIFFERENCE_NAMES[e->difference]);
    } else {
        rg_json_text(j, "before", e->before);
        rg_json_text(j, "after", e->after);
    }
}

static const char *end_answer(rg_json *j) {
    rg_json_end_array(j);
    rg_json_end_object(j);
    rg_add_char(j->out, '\n');
    return rg_buffer_text(j->out);
}

const char *rg_write_whatif(const rg_run *run, const rg_effects *effects) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "whatif/1");
    rg_answer_assumed(&json, run);
    rg_json_array(&json, "changes");
    for (size_t i = 0; i < effects->count; i++) {
        const rg_effect *one = &effects->items[i];
        rg_json_object(&json, NULL);
        rg_json_text(&json, "market", one->market->code);
        rg_json_text(&json, "field", one->field);
        answer_sides(&json, one);
        answer_rules(&json, one);
        rg_json_end_object(&json);
    }
    return end_answer(&json);
}

const char *rg_write_changes(const rg_run *run, const rg_comings *comings, int32_t until) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "changes/1");
    rg_answer_date(&json, "until", until);
    rg_answer_assumed(&json, run);
    rg_json_array(&json, "changes");
    for (size_t i = 0; i < comings->count; i++) {
        const rg_coming *one = &comings->items[i];
        rg_json_object(&json, NULL);
        rg_json_text(&json, "market", one->effect.market->code);
        rg_answer_date(&json, "on", one->on);
        rg_json_text(&json, "what", one->effect.field);
        if (!one->effect.requirement)
            rg_json_text(&json, "rule", one->rule);
        if (one->law)
            rg_answer_text(&json, "title", one->law->title);
        else if (one->task)
            rg_answer_text(&json, "title", one->task->name);
        else if (one->effect.requirement)
            rg_answer_text(&json, "title", one->effect.requirement->title);
        answer_sides(&json, &one->effect);
        answer_rules(&json, &one->effect);
        rg_answer_cites(&json, one->basis);
        rg_json_end_object(&json);
    }
    return end_answer(&json);
}

/* ---- pages ---- */

/* Words of verdicts and duties in the reader's language; anything else stands as it is. */
static const char *phrase_side(const rg_strings *s, const rg_effect *one, bool after) {
    if (one->value_after)
        return rg_phrase_value(s, one->parameter, after ? one->value_after : one->value_before);
    const char *words = after ? one->after : one->before;
    if (!one->requirement && strcmp(one->field, "law") != 0 && strcmp(one->field, "step") != 0)
        return words;
    const char *key = rg_textf(s->arena, "verdict.%s", words);
    const char *said = rg_say(s, key);
    return rg_same(said, key) ? rg_say(s, rg_textf(s->arena, "duty.%s", words)) : said;
}

static const char *phrase_what(const rg_strings *s, const rg_effect *one) {
    if (!one->requirement)
        return rg_say(s, rg_textf(s->arena, "field.%s", one->field));
    const char *title = rg_pick(s, one->requirement->title);
    return one->parameter ? rg_say_with(s, "subject", 2, title, rg_pick(s, one->parameter->title)) : title;
}

static const char *phrase_rules(const rg_strings *s, const rg_effect *one) {
    rg_buffer rules = rg_buffer_in(s->arena);
    for (size_t k = 0; k < one->rules.count; k++)
        rg_addf(&rules, "%s%s", k ? rg_say(s, "list.comma") : "", one->rules.items[k]);
    return rg_buffer_text(&rules);
}

rg_page *rg_page_whatif(const rg_run *run, const rg_strings *s, const rg_effects *effects) {
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "whatif.title", 1, rg_pick(s, run->profile->name)));
    const rg_market *market = NULL;
    rg_page_add_frame(page, run, s);
    if (!effects->count)
        rg_page_paragraph(page, rg_say(s, "whatif.nothing"));
    for (size_t i = 0; i < effects->count; i++) {
        const rg_effect *one = &effects->items[i];
        if (one->market != market) {
            const char *heads[] = {rg_say(s, "head.what"), rg_say(s, "head.before"), rg_say(s, "head.after"),
                                   rg_say(s, "head.rules_changed"), NULL};
            rg_page_heading(page, 2, rg_pick(s, one->market->name));
            rg_page_table(page, heads);
        }
        market = one->market;
        rg_cell cells[] = {{phrase_what(s, one), RG_PLAIN},
                           {phrase_side(s, one, false), RG_PLAIN},
                           {phrase_side(s, one, true), RG_STRONG},
                           {phrase_rules(s, one), RG_PLAIN}};
        rg_page_row(page, cells, 4);
    }
    rg_page_add_end(page, run, s);
    return page;
}

static void add_coming(rg_page *page, const rg_coming *one) {
    const rg_strings *s = page->strings;
    const rg_effect *e = &one->effect;
    const char *what = phrase_what(s, e);
    if (one->law)
        what = rg_say_with(s, "subject", 2, what, rg_pick(s, one->law->title));
    else if (one->task)
        what = rg_say_with(s, "subject", 2, what, rg_pick(s, one->task->name));
    else if (one->rule && !e->requirement)
        what = rg_say_with(s, "subject", 2, what, one->rule);
    const char *after = phrase_side(s, e, true);
    if (e->value_after)
        after = rg_textf(s->arena, "%s\n(%s)", after,
                         rg_say(s, rg_textf(s->arena, "difference.%s", RG_DIFFERENCE_NAMES[e->difference])));
    rg_buffer cite = rg_buffer_in(s->arena);
    if (one->basis) {
        rg_add(&cite, rg_phrase_cites(page, one->basis));
        if (*one->basis->note.en)
            rg_addf(&cite, "%s%s", cite.length ? "\n" : "", rg_pick(s, one->basis->note));
    }
    rg_cell cells[] = {{rg_pick(s, e->market->name), RG_PLAIN},
                       {what, RG_PLAIN},
                       {phrase_side(s, e, false), RG_PLAIN},
                       {after, RG_STRONG},
                       {rg_buffer_text(&cite), RG_PLAIN}};
    rg_page_row(page, cells, 5);
}

void rg_page_add_changes(rg_page *page, const rg_comings *comings, int32_t until) {
    const rg_strings *s = page->strings;
    char date[11];
    rg_date_format(until, date);
    rg_page_paragraph(page, rg_say_with(s, comings->count ? "changes.until" : "changes.nothing", 1, date));
    for (size_t i = 0; i < comings->count; i++) {
        const rg_coming *one = &comings->items[i];
        if (!i || comings->items[i - 1].on != one->on) {
            const char *heads[] = {rg_say(s, "head.market"), rg_say(s, "head.what"), rg_say(s, "head.before"),
                                   rg_say(s, "head.after"),  rg_say(s, "head.cite"), NULL};
            rg_date_format(one->on, date);
            rg_page_heading(page, 2, rg_textf(s->arena, "%s", date));
            rg_page_table(page, heads);
        }
        add_coming(page, one);
    }
}

rg_page *rg_page_changes(const rg_run *run, const rg_strings *s, const rg_comings *comings, int32_t until) {
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "changes.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    rg_page_add_changes(page, comings, until);
    rg_page_add_end(page, run, s);
    return page;
}
