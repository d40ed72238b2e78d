/* The report as a page: what a manager reads in a minute first, then everything that stands behind it. */
#include <math.h>

#include "report/effects.h"
#include "report/pages.h"
#include "report/plan_report.h"
#include "report/report.h"

static const rg_tone TONES[] = {RG_GOOD, RG_PARTLY, RG_BAD, RG_OPEN_POINT, RG_QUIET};

static rg_cell cell(const char *text) {
    return (rg_cell){.text = text, .tone = RG_PLAIN};
}

static const char *number(const rg_strings *s, size_t value) {
    return rg_textf(s->arena, "%zu", value);
}

/* "about 14 months (9 to 22)", from the days between the start and the three finishes. */
static const char *phrase_months(const rg_strings *s, const rg_plan *plan, const rg_market_plan *m) {
    if (!m->known || m->finish[1] == RG_NO_DATE)
        return rg_say(s, "days.unknown");
    const char *months[3];
    for (size_t i = 0; i < 3; i++)
        months[i] = rg_textf(s->arena, "%.0f", ceil((m->finish[i] - plan->start) / 30.4375));
    const char *text = rg_say_with(s, "report.months", 3, months[1], months[0], months[2]);
    return m->lower_bound ? rg_textf(s->arena, "%s\n%s", text, rg_say(s, "plan.at_least")) : text;
}

static const char *phrase_obstacle(const rg_strings *s, const rg_gap_report *r, const rg_market *market) {
    const rg_planned *step = rg_report_obstacle(r->plan, market);
    if (!step)
        return "";
    return rg_say_with(s, "report.obstacle", 2, rg_pick(s, step->task->name), number(s, (size_t)step->days[1]));
}

static void add_summary(rg_page *page, const rg_gap_report *r, const rg_strings *s) {
    static const char *const keys[] = {"head.market", "head.class",   "head.route",    "head.time",
                                       "head.fees",   "verdict.gap",  "verdict.adapt", "verdict.undetermined",
                                       "verdict.met", "head.obstacle"};
    enum { COLUMNS = sizeof keys / sizeof *keys };
    static const rg_verdict verdicts[] = {RG_GAP, RG_ADAPT, RG_UNDETERMINED, RG_MET};
    const char *heads[COLUMNS + 1] = {0};
    for (size_t i = 0; i < COLUMNS; i++)
        heads[i] = rg_say(s, keys[i]);
    rg_page_heading(page, 2, rg_say(s, "compare.summary"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < r->count; i++) {
        const rg_outcome *o = r->comparisons[i]->outcome;
        const rg_market_plan *m = &r->plan->markets[i];
        rg_cell cells[COLUMNS] = {cell(rg_pick(s, o->market->name)),
                                  {rg_phrase_class(s, o), RG_STRONG},
                                  cell(m->route ? rg_pick(s, m->route->name) : rg_say(s, "route.unsettled")),
                                  cell(phrase_months(s, r->plan, m)),
                                  cell(m->fees.count ? rg_phrase_sums(s, &m->fees) : rg_say(s, "fee.none"))};
        for (size_t k = 0; k < 4; k++)
            cells[5 + k] = (rg_cell){number(s, r->comparisons[i]->summary[verdicts[k]]), TONES[verdicts[k]]};
        cells[9] = cell(phrase_obstacle(s, r, o->market));
        rg_page_row(page, cells, COLUMNS);
    }
    rg_page_paragraph(page, rg_say(s, "compare.legend"));
}

static void add_matrix(rg_page *page, const rg_gap_report *r, const rg_strings *s) {
    const rg_catalogue *c = r->run->base->catalogue;
    const char **heads = rg_alloc_array(s->arena, r->count + 2, sizeof *heads);
    rg_cell *cells = rg_alloc_array(s->arena, r->count + 1, sizeof *cells);
    heads[0] = rg_say(s, "head.topic");
    for (size_t i = 0; i < r->count; i++)
        heads[i + 1] = rg_pick(s, r->comparisons[i]->outcome->market->name);
    rg_page_heading(page, 2, rg_say(s, "report.matrix"));
    rg_page_paragraph(page, rg_say(s, "report.matrix_legend"));
    rg_page_table(page, heads);
    for (size_t t = 0; t < c->topics.count; t++) {
        cells[0] = cell(rg_pick(s, c->topics.items[t].title));
        for (size_t i = 0; i < r->count; i++) {
            rg_topic_figures f = rg_report_topic(r->comparisons[i], c->topics.items[t].id);
            cells[i + 1] = (rg_cell){rg_phrase_topic(s, &f), TONES[f.worst]};
        }
        rg_page_row(page, cells, r->count + 1);
    }
}

static void add_open(rg_page *page, const rg_gap_report *r, const rg_strings *s) {
    const rg_vocabulary *v = r->run->base->vocabulary;
    rg_subjects open = rg_report_open(r, s->arena);
    rg_page_heading(page, 2, rg_say(s, "report.open"));
    if (!open.count)
        rg_page_paragraph(page, rg_say(s, "report.nothing_open"));
    for (size_t i = 0; i < open.count; i++) {
        size_t subject = open.items[i];
        rg_page_item(page, subject < v->attributes.count
                               ? rg_pick(s, v->attributes.items[subject].question)
                               : rg_say_with(s, "report.open_list", 1,
                                             rg_say(s, rg_textf(s->arena, "record.%s",
                                                                rg_subject_name(r->run->base, subject)))));
    }
}

/* How much of what is said was seen in a source. */
static void add_trust(rg_page *page, const rg_gap_report *r, const rg_strings *s) {
    const char *heads[] = {rg_say(s, "head.market"), rg_say(s, "report.rows_verified"),
                           rg_say(s, "report.market_verified"), rg_say(s, "report.newest"), NULL};
    rg_page_heading(page, 2, rg_say(s, "report.trust"));
    rg_page_paragraph(page, rg_say(s, "report.trust_line"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < r->count; i++) {
        size_t asked, verified;
        const rg_market_counts *counts = &r->counts[i];
        rg_report_verified(r->comparisons[i], &asked, &verified);
        rg_cell cells[] = {
            cell(rg_pick(s, r->comparisons[i]->outcome->market->name)),
            cell(rg_say_with(s, "report.share", 3, number(s, verified), number(s, asked),
                             number(s, asked ? verified * 100 / asked : 0))),
            cell(rg_say_with(s, "report.share", 3, number(s, counts->verified), number(s, counts->all),
                             number(s, counts->all ? counts->verified * 100 / counts->all : 0))),
            cell(counts->newest == RG_NOT_VERIFIED ? "-" : rg_phrase_date(s, counts->newest)),
        };
        rg_page_row(page, cells, 4);
    }
}

static const char *phrase_targets(const rg_gap_report *r, const rg_strings *s) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < r->count; i++)
        rg_addf(&out, "%s%s", i ? rg_say(s, "list.comma") : "", rg_pick(s, r->comparisons[i]->outcome->market->name));
    return rg_buffer_text(&out);
}

rg_page *rg_page_report(const rg_gap_report *r, const rg_strings *s) {
    rg_run *run = r->run;
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "report.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    if (r->home)
        rg_page_paragraph(page, rg_say_with(s, "compare.home", 1, rg_pick(s, r->home->name)));
    rg_page_paragraph(page, rg_say_with(s, "report.targets", 1, phrase_targets(r, s)));
    rg_page_break(page);
    add_summary(page, r, s);
    add_matrix(page, r, s);
    add_open(page, r, s);
    rg_page_heading(page, 2, rg_say(s, "report.plan"));
    page->shift = 1;
    rg_page_add_plan(page, run, s, r->plan);
    page->shift = 0;
    rg_page_heading(page, 2, rg_say(s, "report.dossier"));
    page->shift = 1;
    rg_page_add_dossiers(page, run, s, r->walks, r->home, true);
    page->shift = 0;
    rg_page_heading(page, 2, rg_say(s, "report.changes"));
    page->shift = 1;
    rg_page_add_changes(page, r->changes, r->until);
    page->shift = 0;
    rg_page_heading(page, 2, rg_say(s, "report.details"));
    page->shift = 1;
    for (size_t i = 0; i < r->count; i++)
        rg_page_add_comparison(page, run, s, r->comparisons[i]);
    page->shift = 0;
    add_trust(page, r, s);
    rg_page_add_end(page, run, s);
    return page;
}
