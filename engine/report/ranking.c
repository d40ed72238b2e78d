#include "report/ranking.h"

#include "report/answers.h"
#include "report/pages.h"

/* ---- JSON ---- */

static void answer_factor(rg_json *j, const rg_ranking *r, size_t f, const rg_appraisal *a) {
    rg_json_object(j, NULL);
    rg_json_text(j, "id", r->factors[f].id);
    if (a->known)
        rg_json_number(j, "value", a->value);
    else
        rg_json_null(j, "value");
    rg_json_number(j, "normalised", a->normalised);
    rg_json_number(j, "weight", r->weights[f]);
    rg_json_bool(j, "neutral", !a->known);
    rg_json_bool(j, "at_least", a->at_least);
    rg_answer_cites(j, a->basis);
    rg_json_end_object(j);
}

static void answer_markets(rg_json *j, const rg_ranking *r) {
    rg_json_array(j, "markets");
    for (size_t i = 0; i < r->count; i++) {
        const rg_ranked *m = &r->markets[i];
        rg_json_object(j, NULL);
        rg_json_text(j, "market", m->market->code);
        rg_json_int(j, "place", (int64_t)m->place);
        rg_json_number(j, "score", m->score);
        rg_json_array(j, "factors");
        for (size_t f = 0; f < r->factor_count; f++)
            answer_factor(j, r, f, &m->values[f]);
        rg_json_end_array(j);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

static void answer_leeways(rg_json *j, const rg_ranking *r) {
    rg_json_array(j, "sensitivity");
    for (size_t f = 0; r->count && f < r->factor_count; f++) {
        const rg_leeway *l = &r->leeways[f];
        rg_json_object(j, NULL);
        rg_json_text(j, "factor", r->factors[f].id);
        rg_json_number(j, "weight", r->weights[f]);
        rg_json_bool(j, "moves", l->moves);
        rg_json_number(j, "lowest", l->lowest);
        rg_json_text(j, "first_below", l->below ? l->below->market->code : NULL);
        rg_json_number(j, "highest", l->highest);
        rg_json_text(j, "first_above", l->above ? l->above->market->code : NULL);
        rg_json_end_object(j);
    }
    rg_json_end_array(j);
}

const char *rg_write_rank(const rg_run *run, const rg_ranking *r, const rg_rates *rates, const char *currency) {
    rg_buffer out = rg_buffer_in(run->arena);
    rg_json json = {.out = &out};
    rg_answer_begin(&json, run, "rank/1");
    rg_answer_assumed(&json, run);
    rg_json_text(&json, "currency", currency);
    rg_answer_date(&json, "rates_of", rates ? rates->date : RG_NOT_VERIFIED);
    answer_markets(&json, r);
    answer_leeways(&json, r);
    rg_json_end_object(&json);
    rg_add_char(&out, '\n');
    return rg_buffer_text(&out);
}

/* ---- the page ---- */

static const char *factor_word(const rg_strings *s, const rg_factor *f) {
    return rg_say(s, rg_textf(s->arena, "factor.%s", f->id));
}

static rg_cell cell(const char *text) {
    return (rg_cell){.text = text};
}

static const char *hundredths(const rg_strings *s, double value) {
    return rg_textf(s->arena, "%.0f", value * 100);
}

static void add_places(rg_page *page, const rg_ranking *r) {
    const rg_strings *s = page->strings;
    const char *heads[] = {rg_say(s, "head.place"),
                           rg_say(s, "head.market"),
                           rg_say(s, "head.score"),
                           rg_say(s, "head.strong"),
                           rg_say(s, "head.weak"),
                           rg_say(s, "head.not_known"),
                           NULL};
    rg_page_table(page, heads);
    for (size_t i = 0; i < r->count; i++) {
        const rg_ranked *m = &r->markets[i];
        rg_buffer strong = rg_buffer_in(s->arena), weak = rg_buffer_in(s->arena), gaps = rg_buffer_in(s->arena);
        for (size_t f = 0; f < r->factor_count; f++) {
            const rg_appraisal *a = &m->values[f];
            rg_buffer *out = !a->known                  ? &gaps
                             : a->normalised >= 2 / 3.0 ? &strong
                             : a->normalised < 1 / 3.0  ? &weak
                                                        : NULL;
            if (out)
                rg_addf(out, "%s%s", out->length ? rg_say(s, "list.comma") : "", factor_word(s, &r->factors[f]));
        }
        rg_cell cells[] = {cell(rg_textf(s->arena, "%zu", m->place)),
                           {rg_pick(s, m->market->name), RG_STRONG},
                           cell(rg_textf(s->arena, "%.1f", m->score * 100)),
                           {rg_buffer_text(&strong), RG_GOOD},
                           {rg_buffer_text(&weak), RG_BAD},
                           {rg_buffer_text(&gaps), RG_OPEN_POINT}};
        rg_page_row(page, cells, 6);
    }
}

static const char *phrase_value(const rg_strings *s, size_t f, const rg_appraisal *a, const char *currency) {
    static const char *const units[] = {[RG_TIME] = "rank.days",
                                        [RG_FEES] = "rank.money",
                                        [RG_RELIANCE] = "rank.share",
                                        [RG_CLASS] = "rank.class",
                                        [RG_DEVICE_MARKET] = "rank.usd",
                                        [RG_POPULATION] = "rank.million",
                                        [RG_HEALTH_SPENDING] = "rank.percent",
                                        [RG_GROWTH] = "rank.percent",
                                        [RG_AGEING] = "rank.percent"};
    if (!a->known)
        return rg_say(s, "value.unknown");
    bool share = f == RG_RELIANCE || f == RG_CLASS;
    const char *number = rg_textf(s->arena, f == RG_FEES || share ? "%.0f" : "%.4g", share ? a->value * 100 : a->value);
    const char *text = units[f] ? rg_say_with(s, units[f], 2, number, currency) : number;
    return a->at_least ? rg_say_with(s, "rank.at_least", 1, text) : text;
}

static void add_factors(rg_page *page, const rg_ranked *m, const rg_ranking *r, const char *currency) {
    const rg_strings *s = page->strings;
    const char *heads[] = {rg_say(s, "head.factor"), rg_say(s, "head.value"), rg_say(s, "head.scale"),
                           rg_say(s, "head.weight"), rg_say(s, "head.cite"),  NULL};
    rg_page_heading(page, 2,
                    rg_say_with(s, "rank.market", 2, rg_textf(s->arena, "%zu", m->place), rg_pick(s, m->market->name)));
    rg_page_table(page, heads);
    for (size_t f = 0; f < r->factor_count; f++) {
        const rg_appraisal *a = &m->values[f];
        rg_cell cells[] = {cell(factor_word(s, &r->factors[f])),
                           cell(phrase_value(s, f, a, currency)),
                           {hundredths(s, a->normalised), a->known ? RG_PLAIN : RG_QUIET},
                           cell(rg_textf(s->arena, "%.1f %%", r->weights[f] * 100)),
                           cell(a->basis ? rg_phrase_cites(page, a->basis) : "")};
        rg_page_row(page, cells, 5);
    }
}

static const char *phrase_end(const rg_strings *s, double end, const rg_ranked *other) {
    if (!other)
        return rg_say(s, "rank.never");
    return rg_say_with(s, "rank.other_first", 2, rg_textf(s->arena, "%.1f", end * 100),
                       rg_pick(s, other->market->name));
}

static void add_leeways(rg_page *page, const rg_ranking *r) {
    const rg_strings *s = page->strings;
    const char *heads[] = {rg_say(s, "head.factor"), rg_say(s, "head.weight"), rg_say(s, "head.less_weight"),
                           rg_say(s, "head.more_weight"), NULL};
    rg_page_heading(page, 2, rg_say(s, "rank.sensitivity"));
    rg_page_paragraph(page, rg_say(s, "rank.sensitivity_line"));
    rg_page_table(page, heads);
    for (size_t f = 0; f < r->factor_count; f++) {
        const rg_leeway *l = &r->leeways[f];
        rg_cell cells[] = {cell(factor_word(s, &r->factors[f])),
                           cell(rg_textf(s->arena, "%.1f %%", r->weights[f] * 100)),
                           cell(phrase_end(s, l->lowest, l->below)), cell(phrase_end(s, l->highest, l->above))};
        rg_page_row(page, cells, 4);
    }
}

rg_page *rg_page_rank(const rg_run *run, const rg_strings *s, const rg_ranking *r, const rg_rates *rates,
                      const char *currency) {
    char date[11];
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "rank.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    add_places(page, r);
    rg_page_paragraph(page, rg_say(s, "rank.how"));
    if (rates) {
        rg_date_format(rates->date, date);
        rg_page_paragraph(page, rg_say_with(s, "rank.rates", 2, currency, date));
    }
    if (r->count)
        add_leeways(page, r);
    for (size_t i = 0; i < r->count; i++)
        add_factors(page, &r->markets[i], r, currency);
    rg_page_add_end(page, run, s);
    return page;
}
