/* The brief as a page: at most four sheets that are read before the meeting, then the appendix. */
#include <math.h>

#include "report/brief.h"
#include "report/pages.h"
#include "report/plan_report.h"
#include "report/report.h"

/* What the sheets before the appendix have room for; the appendix holds all of it. */
enum {
    MOST_LAWS = 4,
    MOST_ROUTES = 7,
    MOST_WORTHS = 6,
    MOST_DATES = 6,
    MOST_DEVICES = 6,
    MOST_GAPS = 7,
    MOST_QUESTIONS = 8,
    MOST_TOPICS = 3
};

static rg_cell cell(const char *text) {
    return (rg_cell){.text = text, .tone = RG_PLAIN};
}

static const char *number(const rg_strings *s, size_t value) {
    return rg_textf(s->arena, "%zu", value);
}

static void add_more(rg_page *page, const rg_strings *s, size_t all, size_t told) {
    if (all > told)
        rg_page_paragraph(page, rg_say_with(s, "brief.further", 1, number(s, all - told)));
}

/* The first line, and a mark where there are more. */
static const char *first_lines(const rg_strings *s, const char *text, size_t most) {
    const char *at = text;
    for (; *at; at++)
        if (*at == '\n' && --most == 0)
            return rg_textf(s->arena, "%.*s …", (int)(at - text), text);
    return text;
}

/* ---- the market ---- */

static const char *phrase_laws(rg_page *page, const rg_strings *s, const rg_market *m) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < m->laws.count && i < MOST_LAWS; i++) {
        const rg_law *law = &m->laws.items[i];
        rg_addf(&out, "%s%s", i ? "\n" : "", rg_pick(s, law->title));
        if (law->in_force != RG_DATE_MIN)
            rg_addf(&out, " (%s)", rg_say_with(s, "brief.in_force", 1, rg_phrase_date(s, law->in_force)));
        rg_addf(&out, " %s", rg_phrase_cites(page, &law->basis));
    }
    if (m->laws.count > MOST_LAWS)
        rg_addf(&out, "\n%s", rg_say(s, "brief.more"));
    return rg_buffer_text(&out);
}

static const char *phrase_facts(const rg_strings *s, const rg_market *m) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < m->facts.count; i++)
        rg_addf(&out, "%s%s%s%s", i ? "\n" : "", rg_phrase_fact(s, &m->facts.items[i]),
                m->facts.items[i].basis.verified == RG_NOT_VERIFIED ? " " : "",
                m->facts.items[i].basis.verified == RG_NOT_VERIFIED ? rg_say(s, "cite.unverified") : "");
    return out.length ? rg_buffer_text(&out) : rg_say(s, "value.unknown");
}

static void add_row(rg_page *page, const char *label, const char *text) {
    rg_page_row(page, (rg_cell[]){{label, RG_STRONG}, cell(text)}, 2);
}

static void add_market(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const rg_market *m = b->market;
    rg_market_counts counts = rg_count_market(b->run, b->market);
    rg_buffer classes = rg_buffer_in(s->arena);
    for (size_t i = 0; i < m->classes.count; i++)
        rg_addf(&classes, "%s%s", i ? ", " : "", m->classes.items[i].label);
    rg_page_heading(page, 2, rg_say(s, "brief.market"));
    rg_page_table(page, (const char *const[]){rg_say(s, "head.what"), rg_say(s, "head.value"), NULL});
    add_row(page, rg_say(s, "head.authority"), rg_pick(s, m->authority));
    add_row(page, rg_say(s, "brief.laws"), phrase_laws(page, s, m));
    add_row(page, rg_say(s, "brief.classes"), rg_buffer_text(&classes));
    add_row(page, rg_say(s, "brief.facts"), phrase_facts(s, m));
    add_row(page, rg_say(s, "head.verified"),
            rg_say_with(s, "report.share", 3, number(s, counts.verified), number(s, counts.all),
                        number(s, counts.all ? counts.verified * 100 / counts.all : 0)));
}

static void add_routes(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const char *heads[] = {rg_say(s, "head.route"),
                           rg_say(s, "brief.for_classes"),
                           rg_say(s, "head.reviewer"),
                           rg_say(s, "head.time"),
                           rg_say(s, "head.fees"),
                           rg_say(s, "brief.validity"),
                           NULL};
    size_t told = 0, all = 0;
    rg_page_heading(page, 2, rg_say(s, "brief.routes"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < b->market->pathways.count; i++) {
        const rg_pathway *p = &b->market->pathways.items[i];
        if (p->add_on || all++ >= MOST_ROUTES)
            continue;
        told++;
        rg_cell cells[] = {
            {rg_pick(s, p->name), RG_STRONG},
            cell(rg_phrase_route_classes(s, b, i)),
            cell(rg_pick(s, p->reviewer)),
            cell(rg_phrase_days(s, p->days)),
            cell(first_lines(s, rg_phrase_fees(b->run, s, p), 2)),
            cell(p->validity_months ? rg_say_with(s, "unit.months", 1, number(s, (size_t)p->validity_months)) : "-"),
        };
        rg_page_row(page, cells, 6);
    }
    add_more(page, s, all, told);
}

/* ---- the home approval ---- */

static void add_worths(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const char *heads[] = {rg_say(s, "brief.opens"), rg_say(s, "brief.condition"), rg_say(s, "brief.effect"),
                           rg_say(s, "head.cite"), NULL};
    if (!b->home)
        return;
    const char *name = rg_pick(s, b->home->name);
    rg_page_heading(page, 2, rg_say_with(s, "brief.worth", 1, name));
    if (!b->worths.count) {
        rg_page_paragraph(page, rg_say_with(s, "brief.worth_none", 1, name));
        return;
    }
    rg_page_paragraph(page, rg_say_with(s, "brief.worth_line", 2, number(s, b->worths.count), name));
    rg_page_table(page, heads);
    for (size_t i = 0; i < b->worths.count && i < MOST_WORTHS; i++) {
        const rg_worth *w = &b->worths.items[i];
        rg_cell cells[] = {
            {rg_say_with(s, "parameter.single", 2, rg_phrase_worth_kind(s, w), rg_pick(s, w->title)), RG_STRONG},
            cell(rg_phrase_approvals(s, w)),
            cell(first_lines(s, rg_phrase_worth(s, b, w), 3)),
            cell(rg_phrase_cites(page, &w->basis))};
        rg_page_row(page, cells, 4);
    }
    add_more(page, s, b->worths.count, MOST_WORTHS);
}

static void add_requirements(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const rg_catalogue *c = b->run->base->catalogue;
    const long *list = rg_brief_requirements(b, s->arena);
    rg_page_heading(page, 2, rg_say(s, "brief.parties"));
    rg_page_table(page, (const char *const[]){rg_say(s, "head.requirement"), rg_say(s, "brief.asked"), NULL});
    for (; *list >= 0; list++)
        add_row(page, rg_pick(s, c->requirements.items[*list].title),
                first_lines(s, rg_phrase_asked(s, b, (size_t)*list, 2), 3));
}

static void add_dates(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const char *heads[] = {rg_say(s, "head.date"), rg_say(s, "head.change"), rg_say(s, "head.cite"), NULL};
    rg_page_heading(page, 2, rg_say_with(s, "brief.changes", 1, rg_phrase_date(s, b->until)));
    if (!b->dates.count) {
        rg_page_paragraph(page, rg_say(s, "brief.no_changes"));
        return;
    }
    rg_page_table(page, heads);
    for (size_t i = 0; i < b->dates.count && i < MOST_DATES; i++) {
        const rg_dated *d = &b->dates.items[i];
        rg_cell cells[] = {cell(rg_phrase_date(s, d->on)), cell(rg_phrase_dated(s, d)),
                           cell(rg_phrase_cites(page, &d->basis))};
        rg_page_row(page, cells, 3);
    }
    add_more(page, s, b->dates.count, MOST_DATES);
}

/* ---- the devices ---- */

static const char *phrase_worst(const rg_brief_device *d, const rg_strings *s) {
    const rg_row *row = rg_brief_worst(d);
    const rg_planned *step = rg_report_obstacle(d->plan, d->comparison->outcome->market);
    rg_buffer out = rg_buffer_in(s->arena);
    if (row)
        rg_add(&out, rg_pick(s, row->requirement->title));
    if (step)
        rg_addf(&out, "%s%s", row ? "\n" : "",
                rg_say_with(s, "report.obstacle", 2, rg_pick(s, step->task->name), number(s, (size_t)step->days[1])));
    return rg_buffer_text(&out);
}

/* Who else than the maker and the authority has a part in the steps still to be done. */
static const char *phrase_through(const rg_brief_device *d, const rg_strings *s) {
    bool told[RG_BY_AUTHORITY + 1] = {[RG_BY_MAKER] = true, [RG_BY_AUTHORITY] = true};
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < d->plan->steps.count; i++) {
        const rg_planned *step = &d->plan->steps.items[i];
        if (step->status == RG_STEP_DONE || told[step->task->owner])
            continue;
        told[step->task->owner] = true;
        rg_addf(&out, "%s%s", out.length ? rg_say(s, "list.comma") : "", rg_phrase_owner(s, step));
    }
    return out.length ? rg_buffer_text(&out) : "-";
}

void rg_page_add_brief_devices(rg_page *page, const rg_brief *b, const rg_strings *s, size_t count) {
    const char *heads[] = {rg_say(s, "brief.device"), rg_say(s, "head.class"),    rg_say(s, "head.route"),
                           rg_say(s, "brief.entry"),  rg_say(s, "head.fees"),     rg_say(s, "verdict.gap"),
                           rg_say(s, "brief.worst"),  rg_say(s, "brief.through"), NULL};
    rg_page_table(page, heads);
    for (size_t i = 0; i < count && i < b->device_count; i++) {
        const rg_brief_device *d = &b->devices[i];
        const rg_market_plan *m = &d->plan->markets[0];
        bool dated = m->known && m->finish[1] != RG_NO_DATE;
        double months = dated ? ceil((m->finish[1] - d->plan->start) / 30.4375) : 0;
        rg_cell cells[] = {
            {rg_pick(s, d->run.profile->name), RG_STRONG},
            cell(rg_phrase_class(s, d->comparison->outcome)),
            cell(m->route ? rg_pick(s, m->route->name) : rg_say(s, "route.unsettled")),
            cell(dated ? rg_say_with(s, m->lower_bound ? "brief.months_least" : "brief.months", 2,
                                     rg_textf(s->arena, "%.0f", months), rg_phrase_date(s, m->finish[1]))
                       : rg_say(s, "days.unknown")),
            cell(m->fees.count ? rg_phrase_sums(s, &m->fees) : rg_say(s, "fee.none")),
            {number(s, d->comparison->summary[RG_GAP]), RG_BAD},
            cell(phrase_worst(d, s)),
            cell(phrase_through(d, s)),
        };
        rg_page_row(page, cells, 8);
    }
}

static void add_devices(rg_page *page, const rg_brief *b, const rg_strings *s) {
    rg_page_heading(page, 2, rg_say(s, "brief.devices"));
    rg_page_paragraph(page, rg_say(s, "brief.devices_line"));
    rg_page_add_brief_devices(page, b, s, MOST_DEVICES);
    add_more(page, s, b->device_count, MOST_DEVICES);
}

/* The topics of the gaps that most devices share: what a seminar should be about. */
static const char *phrase_topics(const rg_brief *b, const rg_strings *s) {
    const rg_catalogue *c = b->run->base->catalogue;
    size_t *weights = rg_alloc_array(s->arena, c->topics.count + 1, sizeof *weights);
    for (size_t i = 0; i < b->gaps.count; i++)
        for (size_t t = 0; t < c->topics.count; t++)
            if (rg_same(b->gaps.items[i].requirement->topic, c->topics.items[t].id))
                weights[t] += b->gaps.items[i].gaps > 1 || b->device_count == 1 ? b->gaps.items[i].gaps : 0;
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t n = 0; n < MOST_TOPICS; n++) {
        size_t best = 0;
        for (size_t t = 1; t < c->topics.count; t++)
            best = weights[t] > weights[best] ? t : best;
        if (!c->topics.count || !weights[best])
            break;
        weights[best] = 0;
        rg_addf(&out, "%s%s", n ? rg_say(s, "list.comma") : "", rg_pick(s, c->topics.items[best].title));
    }
    return rg_buffer_text(&out);
}

static void add_shared(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const char *heads[] = {rg_say(s, "head.requirement"), rg_say(s, "verdict.gap"), rg_say(s, "verdict.adapt"),
                           rg_say(s, "head.values"), NULL};
    const char *topics = phrase_topics(b, s);
    rg_page_heading(page, 2, rg_say(s, "brief.shared"));
    if (*topics)
        rg_page_paragraph(page, rg_say_with(s, "brief.seminar", 1, topics));
    rg_page_table(page, heads);
    for (size_t i = 0; i < b->gaps.count && i < MOST_GAPS; i++) {
        const rg_brief_gap *g = &b->gaps.items[i];
        rg_cell cells[] = {{rg_pick(s, g->requirement->title), RG_STRONG},
                           cell(rg_say_with(s, "brief.of", 2, number(s, g->gaps), number(s, b->device_count))),
                           cell(number(s, g->adapts)),
                           cell(first_lines(s, rg_phrase_difference(s, g->row), 2))};
        rg_page_row(page, cells, 4);
    }
    add_more(page, s, b->gaps.count, MOST_GAPS);
}

/* ---- what will be asked ---- */

static void add_buyer(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const rg_tasks *tasks = b->market->tasks;
    const rg_map *ids = &((const rg_catalogue *)b->run->base->catalogue)->ids;
    long local = rg_map_get(ids, "procurement.local_content"), listed = rg_map_get(ids, "reimbursement.listing");
    rg_page_heading(page, 2, rg_say(s, "brief.buyer"));
    for (size_t i = 0; tasks && i < tasks->count; i++)
        if (tasks->items[i].phase == RG_MARKET_ACCESS)
            rg_page_item(page, rg_textf(s->arena, "%s %s", rg_pick(s, tasks->items[i].name),
                                        rg_phrase_cites(page, &tasks->items[i].basis)));
    if (local >= 0)
        rg_page_item(page,
                     rg_say_with(s, "brief.ask_local", 1, first_lines(s, rg_phrase_asked(s, b, (size_t)local, 1), 2)));
    if (listed >= 0)
        rg_page_item(
            page, rg_say_with(s, "brief.ask_listed", 1, first_lines(s, rg_phrase_asked(s, b, (size_t)listed, 1), 2)));
    if (b->home)
        rg_page_item(page, rg_say_with(s, b->worths.count ? "brief.ask_reference" : "brief.ask_no_reference", 1,
                                       rg_pick(s, b->home->name)));
}

static void add_questions(rg_page *page, const rg_brief *b, const rg_strings *s) {
    rg_page_heading(page, 2, rg_say(s, "brief.questions"));
    for (size_t i = 0; i < b->questions.count && i < MOST_QUESTIONS; i++)
        rg_page_item(page, rg_phrase_question(s, &b->questions.items[i]));
    if (!b->questions.count)
        rg_page_paragraph(page, rg_say(s, "brief.no_questions"));
    add_more(page, s, b->questions.count, MOST_QUESTIONS);
}

rg_page *rg_page_brief(const rg_brief *b, const rg_strings *s) {
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "brief.title", 1, rg_pick(s, b->market->name)));
    page->brief = true;
    rg_page_add_frame(page, b->run, s);
    if (b->home)
        rg_page_paragraph(page, rg_say_with(s, "compare.home", 1, rg_pick(s, b->home->name)));
    add_market(page, b, s);
    add_routes(page, b, s);
    add_worths(page, b, s);
    add_requirements(page, b, s);
    add_dates(page, b, s);
    if (b->device_count) {
        add_devices(page, b, s);
        add_shared(page, b, s);
    }
    add_buyer(page, b, s);
    add_questions(page, b, s);
    rg_page_add_brief_appendix(page, b, s);
    rg_page_add_end(page, b->run, s);
    return page;
}
