#include "report/journeys.h"

#include <math.h>

#include "report/answers.h"
#include "report/pages.h"

static const char *const GOALS[] = {"time", "cost", "value"};

/* ---- JSON ---- */

static void answer_way(rg_json *j, const char *key, const rg_route_answer *a, int32_t days, double fees) {
    rg_json_object(j, key);
    rg_answer_date(j, "finish", a->question->start + days);
    rg_json_int(j, "days", days);
    rg_json_number(j, "fees", fees);
    rg_json_end_object(j);
}

static void answer_stops(rg_json *j, const rg_route_answer *a) {
    rg_json_array(j, "order");
    for (size_t i = 0; i < a->itinerary->count; i++)
        rg_json_text(j, NULL, a->stops[i].market->code);
    rg_json_end_array(j);
    rg_json_array(j, "stops");
    for (size_t i = 0; i < a->itinerary->count; i++) {
        const rg_route_stop *s = &a->stops[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "market", s->market->code);
        rg_json_text(j, "pathway", s->route ? s->route->id : NULL);
        rg_answer_date(j, "start", a->question->start + s->stop.start);
        rg_answer_date(j, "finish", a->question->start + s->stop.finish);
        rg_json_int(j, "days", s->stop.finish - s->stop.start);
        rg_json_number(j, "fees", s->stop.fees);
        rg_json_bool(j, "steps_known", s->steps_known);
        rg_json_bool(j, "lower_bound", s->lower_bound || s->fees_incomplete);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_openings(rg_json *j, const rg_route_answer *a) {
    rg_json_array(j, "opened");
    for (size_t i = 0; i < a->openings.count; i++) {
        const rg_opening *o = &a->openings.items[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "market", o->market->code);
        rg_json_text(j, "pathway", o->route ? o->route->id : NULL);
        rg_json_text(j, "by", o->by->code);
        rg_json_text(j, "instead_of", o->instead ? o->instead->id : NULL);
        rg_json_int(j, "saved_days", o->saved_days);
        rg_json_number(j, "saved_fees", o->saved_fees);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_codes(rg_json *j, const char *key, const rg_market *const *markets, size_t count) {
    rg_json_array(j, key);
    for (size_t i = 0; i < count; i++)
        rg_json_text(j, NULL, markets[i]->code);
    rg_json_end_array(j);
}

const char *rg_write_route(const rg_run *run, const rg_route_answer *a) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "route/1");
    rg_answer_assumed(&json, run);
    rg_json_text(&json, "goal", GOALS[a->question->goal]);
    rg_json_bool(&json, "one_by_one", a->question->one_by_one);
    rg_json_bool(&json, "exact", a->itinerary->exact);
    rg_json_number(&json, "measure", a->itinerary->measure);
    rg_json_number(&json, "bound", a->itinerary->bound);
    rg_json_text(&json, "currency", a->question->currency);
    rg_answer_date(&json, "rates_of", a->question->rates ? a->question->rates->date : RG_NOT_VERIFIED);
    rg_answer_date(&json, "start", a->question->start);
    rg_answer_date(&json, "finish", a->question->start + a->itinerary->finish);
    rg_json_int(&json, "days", a->itinerary->finish);
    rg_json_number(&json, "fees", a->itinerary->fees);
    rg_json_number(&json, "shared_fees", a->question->one_by_one ? 0 : a->shared_fees);
    answer_stops(&json, a);
    answer_openings(&json, a);
    answer_codes(&json, "unplanned", a->unplanned.items, a->unplanned.count);
    answer_codes(&json, "unvalued", a->unvalued.items, a->unvalued.count);
    rg_json_object(&json, "naive");
    answer_way(&json, "all_at_once", a, a->together_days, a->together_fees);
    answer_way(&json, "one_by_one", a, a->in_turn->finish, a->in_turn->fees);
    rg_json_end_object(&json);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_buffer_text(&out);
}

/* ---- the page ---- */

static rg_cell cell(const char *text) {
    return (rg_cell){.text = text};
}

static const char *phrase_day(const rg_strings *s, const rg_route_answer *a, int32_t days) {
    char date[11];
    rg_date_format(a->question->start + days, date);
    return rg_textf(s->arena, "%s", date);
}

static const char *phrase_money(const rg_strings *s, const rg_route_answer *a, double fees) {
    return rg_textf(s->arena, "%s %.0f", a->question->currency, round(fees));
}

static const char *phrase_number(const rg_strings *s, long number) {
    return rg_textf(s->arena, "%ld", number);
}

/* Which approvals gained on the way it makes use of, and what they save. */
static const char *phrase_openings(const rg_strings *s, const rg_route_answer *a, const rg_market *m) {
    rg_buffer by = rg_buffer_in(s->arena), out = rg_buffer_in(s->arena);
    const rg_opening *last = NULL;
    for (size_t i = 0; i < a->openings.count; i++) {
        const rg_opening *o = &a->openings.items[i];
        if (o->market != m)
            continue;
        rg_addf(&by, "%s%s", by.length ? rg_say(s, "list.comma") : "", rg_pick(s, o->by->name));
        last = o;
    }
    if (!last)
        return "";
    rg_add(&out, rg_say_with(s, "journey.by", 2, rg_buffer_text(&by), phrase_number(s, last->saved_days)));
    if (fabs(last->saved_fees) >= 1)
        rg_addf(&out, "\n%s", rg_say_with(s, "journey.saved_fees", 1, phrase_money(s, a, last->saved_fees)));
    if (last->instead && last->instead != last->route)
        rg_addf(&out, "\n%s", rg_say_with(s, "journey.instead", 1, rg_pick(s, last->instead->name)));
    return rg_buffer_text(&out);
}

static void add_stops(rg_page *page, const rg_route_answer *a) {
    const rg_strings *s = page->strings;
    const char *heads[] = {
        rg_say(s, "head.place"), rg_say(s, "head.market"), rg_say(s, "head.route"),  rg_say(s, "head.begin"),
        rg_say(s, "head.end"),   rg_say(s, "head.fees"),   rg_say(s, "head.opened"), NULL};
    rg_page_table(page, heads);
    for (size_t i = 0; i < a->itinerary->count; i++) {
        const rg_route_stop *r = &a->stops[i];
        const char *route = r->route ? rg_pick(s, r->route->name) : rg_say(s, "route.unsettled");
        const char *fees = phrase_money(s, a, r->stop.fees);
        if (!r->steps_known)
            route = rg_textf(s->arena, "%s\n%s", route, rg_say(s, "journey.route_alone"));
        else if (r->lower_bound)
            route = rg_textf(s->arena, "%s\n%s", route, rg_say(s, "journey.lower_bound"));
        if (!r->steps_known || r->fees_incomplete)
            fees = rg_say(s, "value.unknown");
        rg_cell cells[] = {
            cell(phrase_number(s, (long)i + 1)),        {rg_pick(s, r->market->name), RG_STRONG},      cell(route),
            cell(phrase_day(s, a, r->stop.start)),      {phrase_day(s, a, r->stop.finish), RG_STRONG}, cell(fees),
            {phrase_openings(s, a, r->market), RG_GOOD}};
        rg_page_row(page, cells, 7);
    }
}

static void add_ways(rg_page *page, const rg_route_answer *a) {
    const rg_strings *s = page->strings;
    const char *heads[] = {rg_say(s, "head.way"), rg_say(s, "head.end"), rg_say(s, "head.days"), rg_say(s, "head.fees"),
                           NULL};
    const struct {
        const char *name;
        int32_t days;
        double fees;
    } ways[] = {{rg_say(s, "journey.this"), a->itinerary->finish, a->itinerary->fees},
                {rg_say(s, "journey.all_at_once"), a->together_days, a->together_fees},
                {rg_say(s, "journey.in_turn"), a->in_turn->finish, a->in_turn->fees}};
    rg_page_heading(page, 2, rg_say(s, "journey.compared"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        rg_cell cells[] = {{ways[i].name, i ? RG_PLAIN : RG_STRONG},
                           cell(phrase_day(s, a, ways[i].days)),
                           cell(phrase_number(s, ways[i].days)),
                           cell(phrase_money(s, a, ways[i].fees))};
        rg_page_row(page, cells, 4);
    }
}

static void name_markets(rg_page *page, const char *key, const rg_market *const *markets, size_t count) {
    const rg_strings *s = page->strings;
    rg_buffer names = rg_buffer_in(s->arena);
    for (size_t i = 0; i < count; i++)
        rg_addf(&names, "%s%s", i ? rg_say(s, "list.comma") : "", rg_pick(s, markets[i]->name));
    if (count)
        rg_page_paragraph(page, rg_say_with(s, key, 1, rg_buffer_text(&names)));
}

rg_page *rg_page_route(const rg_run *run, const rg_strings *s, const rg_route_answer *a) {
    static const char *const goals[] = {"journey.time", "journey.cost", "journey.value"};
    const rg_itinerary *i = a->itinerary;
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "journey.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    rg_page_paragraph(page, rg_say(s, goals[a->question->goal]));
    if (i->count)
        add_stops(page, a);
    if (!a->question->one_by_one && a->shared_fees > 0)
        rg_page_paragraph(page, rg_say_with(s, "journey.shared_fees", 1, phrase_money(s, a, a->shared_fees)));
    name_markets(page, "journey.unplanned", a->unplanned.items, a->unplanned.count);
    name_markets(page, "journey.unvalued", a->unvalued.items, a->unvalued.count);
    rg_page_paragraph(page, i->exact ? rg_say(s, "journey.exact")
                                     : rg_say_with(s, "journey.not_exact", 2, rg_textf(s->arena, "%.0f", i->measure),
                                                   rg_textf(s->arena, "%.0f", i->bound)));
    add_ways(page, a);
    rg_page_paragraph(page, rg_say(s, "journey.how"));
    rg_page_add_end(page, run, s);
    return page;
}
