/* The plan as a page. */
#include <math.h>

#include "report/answers.h"
#include "report/plan_report.h"

static rg_cell cell(const char *text) {
    return (rg_cell){.text = text, .tone = RG_PLAIN};
}

typedef struct {
    rg_page *page;
    const rg_run *run;
    const rg_strings *s;
    const rg_plan *plan;
} writer;

static const char *number(const writer *w, long value) {
    return rg_textf(w->s->arena, "%ld", value);
}

/* ---- summary ---- */

static void add_finish(const writer *w) {
    const rg_strings *s = w->s;
    const rg_plan *plan = w->plan;
    if (plan->finish[1] == RG_NO_DATE) {
        rg_page_paragraph(w->page, rg_say(s, "plan.nothing"));
        return;
    }
    rg_page_paragraph(w->page, rg_say_with(s, "plan.finish", 4, rg_phrase_date(s, plan->start),
                                           rg_phrase_date(s, plan->finish[1]), rg_phrase_date(s, plan->finish[0]),
                                           rg_phrase_date(s, plan->finish[2])));
    if (plan->lower_bound)
        rg_page_notice(w->page, rg_say(s, "plan.lower_bound"));
}

/* The rates a sum rests on, so that what is not verified is seen. */
static void add_rates(const writer *w) {
    const rg_strings *s = w->s;
    const rg_plan *plan = w->plan;
    const char *heads[] = {rg_say(s, "head.currency"), rg_say(s, "head.rate"), rg_say(s, "head.cite"),
                           rg_say(s, "head.note"), NULL};
    rg_page_folded_table(w->page, rg_say_with(s, "plan.rates", 1, plan->rates->base), heads);
    for (size_t i = 0; i <= plan->fees.count; i++) {
        const char *currency = i < plan->fees.count ? plan->fees.items[i].currency : plan->home_currency;
        const rg_rate *rate = rg_rate_of(plan->rates, currency);
        if (!rate || (i < plan->fees.count && rg_same(currency, plan->home_currency)))
            continue;
        rg_cell cells[] = {cell(currency), cell(rg_textf(s->arena, "%.6g", rate->per_base)),
                           cell(rg_phrase_cites(w->page, &rate->basis)), cell(rg_pick(s, rate->basis.note))};
        rg_page_row(w->page, cells, 4);
    }
}

static void add_money(const writer *w) {
    const rg_strings *s = w->s;
    const rg_plan *plan = w->plan;
    if (!plan->fees.count)
        return;
    rg_buffer all = rg_buffer_in(s->arena), missing = rg_buffer_in(s->arena);
    for (size_t i = 0; i < plan->fees.count; i++) {
        const rg_sum *sum = &plan->fees.items[i];
        rg_addf(&all, "%s%s", i ? rg_say(s, "list.comma") : "", rg_phrase_sum(s, sum));
        if (plan->home_currency && rg_rate_between(plan->rates, sum->currency, plan->home_currency) <= 0)
            rg_addf(&missing, "%s%s", missing.length ? rg_say(s, "list.comma") : "", sum->currency);
    }
    rg_page_paragraph(w->page, rg_say_with(s, "plan.fees", 1, rg_buffer_text(&all)));
    /* More than whole units would promise too much. */
    rg_sum home = plan->home;
    home.low = round(home.low);
    home.amount = round(home.amount);
    home.high = round(home.high);
    if (plan->home_currency && plan->rates)
        rg_page_paragraph(w->page, rg_say_with(s, "plan.fees_home", 2, rg_phrase_sum(s, &home),
                                               rg_phrase_date(s, plan->rates->date)));
    if (plan->home_currency && plan->rates)
        add_rates(w);
    if (missing.length)
        rg_page_notice(w->page, rg_say_with(s, "plan.no_rate", 1, rg_buffer_text(&missing)));
}

static void add_summary(const writer *w) {
    const rg_strings *s = w->s;
    const char *heads[] = {
        rg_say(s, "head.market"), rg_say(s, "head.class"),   rg_say(s, "head.route"), rg_say(s, "plan.shortest"),
        rg_say(s, "plan.usual"),  rg_say(s, "plan.longest"), rg_say(s, "head.fees"),  NULL};
    rg_page_heading(w->page, 2, rg_say(s, "compare.summary"));
    rg_page_table(w->page, heads);
    for (size_t i = 0; i < w->plan->market_count; i++) {
        const rg_market_plan *m = &w->plan->markets[i];
        const char *bound = m->lower_bound ? rg_say(s, "plan.at_least") : "";
        rg_cell cells[] = {
            cell(rg_pick(s, m->market->name)),
            {rg_phrase_class(s, m->outcome), RG_STRONG},
            cell(m->route ? rg_pick(s, m->route->name) : rg_say(s, "route.unsettled")),
            cell(rg_phrase_date(s, m->finish[0])),
            {rg_textf(s->arena, "%s%s%s", rg_phrase_date(s, m->finish[1]), *bound ? "\n" : "", bound), RG_STRONG},
            cell(rg_phrase_date(s, m->finish[2])),
            cell(m->fees.count ? rg_phrase_sums(s, &m->fees) : rg_say(s, "fee.none")),
        };
        rg_page_row(w->page, cells, 7);
    }
    for (size_t i = 0; i < w->plan->market_count; i++)
        if (!w->plan->markets[i].known)
            rg_page_notice(w->page,
                           rg_say_with(s, "plan.unknown_market", 1, rg_pick(s, w->plan->markets[i].market->name)));
}

static void add_critical(const writer *w) {
    const rg_strings *s = w->s;
    if (!w->plan->critical_count)
        return;
    rg_page_heading(w->page, 2, rg_say(s, "plan.critical"));
    rg_page_paragraph(w->page, rg_say(s, "plan.critical_line"));
    for (size_t i = 0; i < w->plan->critical_count; i++) {
        const rg_planned *step = &w->plan->steps.items[w->plan->critical[i]];
        rg_page_item(w->page, rg_say_with(s, "plan.critical_step", 4, number(w, (long)w->plan->critical[i] + 1),
                                          rg_pick(s, step->task->name), rg_phrase_date(s, step->earliest_start),
                                          rg_phrase_date(s, step->earliest_finish)));
    }
}

/* ---- the chart ---- */

static rg_tone tone_of(const rg_planned *step) {
    if (step->status == RG_STEP_DONE)
        return RG_GOOD;
    if (step->critical)
        return RG_BAD;
    return step->status == RG_STEP_UNKNOWN ? RG_OPEN_POINT : RG_PLAIN;
}

static const char *group_of(const writer *w, const rg_planned *step) {
    return step->task->market ? rg_pick(w->s, step->task->market->name) : rg_say(w->s, "plan.shared");
}

static size_t open_steps(const rg_plan *plan) {
    size_t count = 0;
    for (size_t i = 0; i < plan->steps.count; i++)
        count += plan->steps.items[i].status != RG_STEP_DONE;
    return count;
}

static void add_chart(const writer *w) {
    const rg_strings *s = w->s;
    const rg_plan *plan = w->plan;
    if (plan->finish[1] == RG_NO_DATE || plan->finish[1] == plan->start)
        return;
    rg_page_heading(w->page, 2, rg_say(s, "plan.chart"));
    rg_chart *chart = rg_page_chart(w->page, rg_say_with(s, "plan.chart_title", 1, rg_pick(s, w->run->profile->name)),
                                    rg_say_with(s, "plan.chart_text", 3, number(w, (long)open_steps(plan)),
                                                rg_phrase_date(s, plan->start), rg_phrase_date(s, plan->finish[1])),
                                    rg_say(s, "plan.chart_legend"), plan->start, plan->finish[1]);
    for (size_t i = 0; i < plan->steps.count; i++) {
        const rg_planned *step = &plan->steps.items[i];
        if (step->status == RG_STEP_DONE)
            continue;
        const char *mark = step->critical                    ? rg_say(s, "plan.mark_critical")
                           : step->status == RG_STEP_UNKNOWN ? rg_say(s, "plan.mark_unknown")
                                                             : "";
        rg_page_bar(w->page, chart,
                    (rg_bar){.group = group_of(w, step),
                             .label = rg_textf(s->arena, "%zu. %s", i + 1, rg_pick(s, step->task->name)),
                             .mark = mark,
                             .start = step->earliest_start,
                             .finish = step->earliest_finish,
                             .latest = step->latest_finish,
                             .tone = tone_of(step)});
    }
}

/* ---- steps ---- */

static const char *phrase_time(const writer *w, const rg_planned *step) {
    const rg_strings *s = w->s;
    if (step->status == RG_STEP_DONE)
        return "";
    long days[3] = {step->days[0], step->days[1], step->days[2]};
    const char *text = rg_textf(s->arena, "%ld (%ld–%ld)", days[1], days[0], days[2]);
    if (days[0] == days[2])
        text = number(w, days[1]);
    if (step->working)
        text = rg_say_with(s, "plan.working", 1, text);
    return step->unknown_time ? rg_textf(s->arena, "%s\n%s", text, rg_say(s, "plan.time_unknown")) : text;
}

static const char *phrase_step(const writer *w, const rg_planned *step, size_t place) {
    const rg_strings *s = w->s;
    const char *name = rg_pick(s, step->task->name);
    return place ? rg_textf(s->arena, "%zu. %s", place, name) : name;
}

static const char *phrase_status(const writer *w, const rg_planned *step) {
    const rg_strings *s = w->s;
    const char *status = rg_phrase_step_status(s, step);
    if (!step->depends.count)
        return status;
    /* Where scope itself is open, every step hangs on all that decides it: a number is enough then. */
    enum { MOST_NAMED = 4 };
    const char *depends = step->depends.count > MOST_NAMED
                              ? rg_say_with(s, "plan.depends_many", 1, number(w, (long)step->depends.count))
                              : rg_say_with(s, "compare.depends", 1, rg_phrase_subjects(w->run, s, step->depends));
    return rg_textf(s->arena, "%s\n%s", status, depends);
}

static void add_row(const writer *w, size_t place) {
    const rg_strings *s = w->s;
    const rg_planned *step = &w->plan->steps.items[place];
    bool is_done = step->status == RG_STEP_DONE;
    rg_cell cells[] = {
        {phrase_step(w, step, place + 1), step->critical ? RG_STRONG : RG_PLAIN},
        cell(rg_phrase_owner(s, step)),
        cell(rg_phrase_waits(s, step, rg_say(s, "list.comma"))),
        cell(phrase_time(w, step)),
        cell(is_done ? ""
                     : rg_textf(s->arena, "%s\n%s", rg_phrase_date(s, step->earliest_start),
                                rg_phrase_date(s, step->earliest_finish))),
        {is_done          ? ""
         : step->critical ? rg_say(s, "plan.mark_critical")
                          : number(w, step->float_days),
         step->critical ? RG_BAD : RG_PLAIN},
        cell(rg_phrase_due_fees(s, step)),
        {phrase_status(w, step), is_done                           ? RG_GOOD
                                 : step->status == RG_STEP_UNKNOWN ? RG_OPEN_POINT
                                                                   : RG_PLAIN},
    };
    rg_page_row(w->page, cells, 8);
}

/* What each step rests on: beside the table, so that it stays readable. */
static void add_sources(const writer *w, const rg_market *market) {
    const rg_strings *s = w->s;
    const char *heads[] = {rg_say(s, "head.step"), rg_say(s, "head.cite"), rg_say(s, "head.note"), NULL};
    rg_page_folded_table(w->page, rg_say(s, "plan.sources"), heads);
    for (size_t i = 0; i < w->plan->steps.count; i++) {
        const rg_task *task = w->plan->steps.items[i].task;
        if (task->market != market)
            continue;
        rg_cell cells[] = {cell(number(w, (long)i + 1)), cell(rg_phrase_cites(w->page, &task->basis)),
                           cell(rg_pick(s, task->basis.note))};
        rg_page_row(w->page, cells, 3);
    }
}

static void add_steps(const writer *w, const rg_market *market) {
    const rg_strings *s = w->s;
    static const char *const keys[] = {"head.step",  "head.owner", "head.waits", "head.days",
                                       "head.dates", "head.float", "head.fees",  "head.status"};
    const char *heads[9] = {0};
    for (size_t i = 0; i < 8; i++)
        heads[i] = rg_say(s, keys[i]);
    bool begun = false;
    for (size_t i = 0; i < w->plan->steps.count; i++) {
        if (w->plan->steps.items[i].task->market != market)
            continue;
        if (!begun)
            rg_page_table(w->page, heads);
        begun = true;
        add_row(w, i);
    }
    if (begun)
        add_sources(w, market);
    else
        rg_page_paragraph(w->page, rg_say(s, "plan.no_steps"));
}

/* Steps outside the schedule, under a heading; with dates where they follow entry. */
static void add_others(const writer *w, const char *key, const rg_planned_list *steps, bool dated) {
    const rg_strings *s = w->s;
    if (!steps->count)
        return;
    const char *heads[] = {rg_say(s, "head.step"),
                           rg_say(s, "head.owner"),
                           rg_say(s, "head.days"),
                           rg_say(s, dated ? "head.dates" : "head.status"),
                           rg_say(s, "head.fees"),
                           rg_say(s, "head.cite"),
                           NULL};
    rg_page_heading(w->page, 3, rg_say(s, key));
    rg_page_table(w->page, heads);
    for (size_t i = 0; i < steps->count; i++) {
        const rg_planned *step = &steps->items[i];
        const char *dates = rg_textf(s->arena, "%s\n%s", rg_phrase_date(s, step->earliest_start),
                                     rg_phrase_date(s, step->earliest_finish));
        rg_cell cells[] = {cell(phrase_step(w, step, 0)),
                           cell(rg_phrase_owner(s, step)),
                           cell(phrase_time(w, step)),
                           cell(dated && step->status != RG_STEP_DONE ? dates : phrase_status(w, step)),
                           cell(rg_phrase_due_fees(s, step)),
                           cell(rg_phrase_cites(w->page, &step->task->basis))};
        rg_page_row(w->page, cells, 6);
    }
}

static void add_upkeep(const writer *w, const rg_market_plan *m) {
    const rg_strings *s = w->s;
    if (!m->upkeep.count)
        return;
    const char *heads[] = {rg_say(s, "head.step"), rg_say(s, "head.every"), rg_say(s, "head.first"),
                           rg_say(s, "head.fees"), rg_say(s, "head.cite"),  NULL};
    rg_page_heading(w->page, 3, rg_say(s, "plan.upkeep"));
    rg_page_table(w->page, heads);
    for (size_t i = 0; i < m->upkeep.count; i++) {
        const rg_renewal *r = &m->upkeep.items[i];
        const char *every = r->every_months ? rg_say_with(s, "unit.months", 1, number(w, r->every_months)) : "";
        rg_cell cells[] = {cell(rg_phrase_renewal(s, r)), cell(every), cell(rg_phrase_date(s, r->first)),
                           cell(r->route ? "" : rg_phrase_due_fees(s, &r->step)),
                           cell(rg_phrase_cites(w->page, r->route ? &r->route->basis : &r->step.task->basis))};
        rg_page_row(w->page, cells, 5);
    }
}

static void add_market(const writer *w, const rg_market_plan *m) {
    const rg_strings *s = w->s;
    rg_page_heading(w->page, 2,
                    rg_say_with(s, "classify.market", 2, rg_pick(s, m->market->name), rg_phrase_class(s, m->outcome)));
    if (!m->known) {
        rg_page_notice(w->page, rg_say_with(s, "plan.unknown_market", 1, rg_pick(s, m->market->name)));
        return;
    }
    add_steps(w, m->market);
    add_others(w, "plan.options", &m->options, false);
    add_others(w, "plan.later", &m->later, true);
    add_upkeep(w, m);
}

void rg_page_add_plan(rg_page *page, rg_run *run, const rg_strings *s, const rg_plan *plan) {
    writer w = {page, run, s, plan};
    add_finish(&w);
    add_money(&w);
    add_summary(&w);
    add_critical(&w);
    add_chart(&w);
    if (plan->steps.count && !plan->steps.items[0].task->market) {
        rg_page_heading(page, 2, rg_say(s, "plan.shared"));
        add_steps(&w, NULL);
    }
    for (size_t i = 0; i < plan->market_count; i++)
        add_market(&w, &plan->markets[i]);
    rg_page_paragraph(page, rg_say(s, "plan.legend"));
}

rg_page *rg_page_plan(rg_run *run, const rg_strings *s, const rg_plan *plan) {
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "plan.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    rg_page_add_plan(page, run, s, plan);
    rg_page_add_end(page, run, s);
    return page;
}
