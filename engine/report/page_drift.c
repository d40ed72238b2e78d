/* What changed between two answers, as a page and as JSON. */
#include "report/answers.h"
#include "report/drift.h"
#include "report/pages.h"

static const char *const FIELD_NAMES[] = {"market",   "class", "route",      "finish", "fees",
                                          "required", "value", "difference", "verdict"};

/* Words the reports have for verdicts and differences; anything else stands as it is. */
static const char *phrase_side(const rg_strings *s, const rg_drift *d, rg_text side) {
    const char *text = rg_pick(s, side);
    if (rg_same(text, "-"))
        return text;
    if (d->field == RG_DRIFT_VERDICT)
        return rg_say(s, rg_textf(s->arena, "verdict.%s", text));
    if (d->field == RG_DRIFT_DIFFERENCE)
        return rg_say(s, rg_textf(s->arena, "difference.%s", text));
    if (d->field == RG_DRIFT_REQUIRED && (rg_same(text, "true") || rg_same(text, "false")))
        return rg_say(s, rg_same(text, "true") ? "value.yes" : "value.no");
    return text;
}

static const char *phrase_what(const rg_strings *s, const rg_drift *d) {
    const char *field = rg_say(s, rg_textf(s->arena, "drift.%s", FIELD_NAMES[d->field]));
    if (!d->requirement)
        return field;
    if (d->parameter)
        field = rg_textf(s->arena, "%s (%s)", field, d->parameter);
    return rg_say_with(s, "parameter.single", 2, rg_pick(s, d->title), field);
}

static const char *name_of(const rg_run *run, const rg_strings *s, const char *code) {
    const rg_market *market = rg_base_market(run->base, code);
    return market ? rg_pick(s, market->name) : code;
}

rg_page *rg_page_drifts(const rg_run *run, const rg_strings *s, const rg_drifts *drifts) {
    const char *heads[] = {rg_say(s, "head.what"), rg_say(s, "head.before"), rg_say(s, "head.after"), NULL};
    rg_page *page = rg_page_new(s->arena, s, rg_say(s, "drift.title"));
    const char *market = NULL;
    rg_page_paragraph(
        page, rg_say_with(s, "drift.line", 4, drifts->old_day, drifts->old_rules, drifts->new_day, drifts->new_rules));
    if (!drifts->items.count)
        rg_page_paragraph(page, rg_say(s, "drift.nothing"));
    for (size_t i = 0; i < drifts->items.count; i++) {
        const rg_drift *d = &drifts->items.items[i];
        if (!market || !rg_same(market, d->market)) {
            rg_page_heading(page, 2, name_of(run, s, d->market));
            rg_page_table(page, heads);
        }
        market = d->market;
        rg_cell cells[] = {{phrase_what(s, d), RG_PLAIN},
                           {phrase_side(s, d, d->before), RG_PLAIN},
                           {phrase_side(s, d, d->after), RG_STRONG}};
        rg_page_row(page, cells, 3);
    }
    return page;
}

static void answer_side(rg_json *j, const char *key, rg_text side) {
    rg_json_text(j, key, rg_same(side.en, "-") ? NULL : side.en);
}

const char *rg_write_drifts(const rg_run *run, const rg_drifts *drifts) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "diff/1");
    rg_json_array(&json, "changes");
    for (size_t i = 0; i < drifts->items.count; i++) {
        const rg_drift *d = &drifts->items.items[i];
        rg_json_object(&json, NULL);
        rg_json_text(&json, "market", d->market);
        rg_json_text(&json, "field", FIELD_NAMES[d->field]);
        rg_json_text(&json, "requirement", d->requirement);
        rg_json_text(&json, "parameter", d->parameter);
        answer_side(&json, "before", d->before);
        answer_side(&json, "after", d->after);
        rg_json_end_object(&json);
    }
    rg_json_end_array(&json);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_buffer_text(&out);
}
