#include "report/endings.h"

#include "report/answers.h"
#include "report/pages.h"

static bool ends(const rg_ending *e) {
    return e->end == RG_RUNS_OUT || e->end == RG_RAN_OUT;
}

static bool is_late(const rg_run *run, const rg_ending *e) {
    return ends(e) && e->lead != RG_LEAD_UNKNOWN && e->begin < run->base->reader.as_of;
}

/* ---- JSON ---- */

static void answer_lead(rg_json *j, const rg_ending *e) {
    if (e->lead == RG_LEAD_UNKNOWN) {
        rg_json_null(j, "lead");
        return;
    }
    rg_json_object(j, "lead");
    rg_json_int(j, "days", e->lead_days);
    rg_json_text(j, "from", RG_LEAD_NAMES[e->lead]);
    rg_json_text(j, "id", e->lead == RG_LEAD_OF_EVIDENCE ? e->type->id : e->lead_id);
    rg_json_end_object(j);
}

static void answer_ending(rg_json *j, const rg_run *run, const rg_ending *e) {
    rg_json_object(j, NULL);
    rg_json_text(j, "kind", e->approval ? "approval" : "evidence");
    rg_json_text(j, "id", e->id);
    rg_json_text(j, "market", e->market);
    if (e->approval)
        rg_json_text(j, "pathway", e->route ? e->route->id : NULL);
    else
        rg_json_text(j, "type", e->type ? e->type->id : NULL);
    rg_json_text(j, "status", RG_END_NAMES[e->end]);
    rg_json_text(j, "reason", RG_END_GAP_NAMES[e->gap]);
    rg_answer_date(j, "expires", ends(e) ? e->ends : RG_NOT_VERIFIED);
    rg_answer_date(j, "renew_by", ends(e) && e->lead != RG_LEAD_UNKNOWN ? e->begin : RG_NOT_VERIFIED);
    rg_json_bool(j, "late", is_late(run, e));
    answer_lead(j, e);
    rg_answer_cites(j, e->route ? &e->route->basis : NULL);
    rg_json_end_object(j);
}

const char *rg_write_expiry(const rg_run *run, const rg_endings *endings, int32_t until) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "expiry/1");
    rg_answer_date(&json, "until", until);
    rg_json_array(&json, "items");
    for (size_t i = 0; i < endings->count; i++)
        answer_ending(&json, run, &endings->items[i]);
    rg_json_end_array(&json);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_buffer_text(&out);
}

/* ---- the page ---- */

static const char *phrase_item(const rg_strings *s, const rg_ending *e) {
    rg_buffer out = rg_buffer_in(s->arena);
    if (e->approval)
        rg_add(&out, rg_say_with(s, "expiry.approval", 1,
                                 e->rules    ? rg_pick(s, e->rules->name)
                                 : e->market ? e->market
                                             : "?"));
    else
        rg_add(&out, e->type ? rg_pick(s, e->type->title) : rg_say(s, "value.unknown"));
    if (e->id)
        rg_addf(&out, "\n%s", e->id);
    return rg_buffer_text(&out);
}

static const char *phrase_end(const rg_strings *s, const rg_ending *e) {
    static const char *const gaps[] = {"value.unknown", "expiry.no_rule_set", "expiry.route_not_said",
                                       "expiry.date_not_said"};
    char date[11];
    if (e->end == RG_DOES_NOT_LAPSE)
        return rg_say(s, "expiry.does_not_lapse");
    if (e->end == RG_END_UNKNOWN)
        return rg_say(s, gaps[e->gap]);
    rg_date_format(e->ends, date);
    return e->end == RG_RAN_OUT ? rg_say_with(s, "expiry.ran_out", 1, date) : rg_textf(s->arena, "%s", date);
}

static const char *phrase_begin(const rg_run *run, const rg_strings *s, const rg_ending *e) {
    char date[11];
    if (!ends(e))
        return "";
    if (e->lead == RG_LEAD_UNKNOWN)
        return rg_say(s, "expiry.lead_unknown");
    rg_date_format(e->begin, date);
    return is_late(run, e) ? rg_say_with(s, "expiry.late", 1, date) : rg_textf(s->arena, "%s", date);
}

static const char *phrase_lead(rg_page *page, const rg_ending *e) {
    const rg_strings *s = page->strings;
    rg_buffer out = rg_buffer_in(s->arena);
    const char *days = rg_textf(s->arena, "%ld", e->lead_days);
    if (e->lead == RG_LEAD_OF_EVIDENCE)
        rg_addf(&out, "%s\n%s", rg_say_with(s, "unit.days", 1, days), rg_pick(s, e->type->renewal_note));
    else if (e->lead != RG_LEAD_UNKNOWN)
        rg_add(&out, rg_say_with(s, e->lead == RG_LEAD_OF_STEP ? "expiry.lead_step" : "expiry.lead_route", 2, days,
                                 e->lead_id));
    if (e->route)
        rg_addf(&out, "%s%s", out.length ? "\n" : "", rg_phrase_cites(page, &e->route->basis));
    return rg_buffer_text(&out);
}

rg_page *rg_page_expiry(const rg_run *run, const rg_strings *s, const rg_endings *endings, int32_t until) {
    char date[11];
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "expiry.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    rg_date_format(until, date);
    rg_page_paragraph(page, rg_say_with(s, endings->count ? "expiry.until" : "expiry.nothing", 1, date));
    const char *heads[] = {rg_say(s, "head.runs_out"), rg_say(s, "head.held_item"), rg_say(s, "head.renew_by"),
                           rg_say(s, "head.lead"), NULL};
    if (endings->count)
        rg_page_table(page, heads);
    for (size_t i = 0; i < endings->count; i++) {
        const rg_ending *e = &endings->items[i];
        rg_tone tone = e->end == RG_RAN_OUT ? RG_BAD : e->end == RG_END_UNKNOWN ? RG_OPEN_POINT : RG_PLAIN;
        rg_cell cells[] = {{phrase_end(s, e), tone},
                           {phrase_item(s, e), RG_PLAIN},
                           {phrase_begin(run, s, e), is_late(run, e) ? RG_BAD : RG_STRONG},
                           {phrase_lead(page, e), RG_PLAIN}};
        rg_page_row(page, cells, 4);
    }
    rg_page_add_end(page, run, s);
    return page;
}
