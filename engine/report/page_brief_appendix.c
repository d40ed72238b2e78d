/* The appendix of a brief: at full length, with every note and source. */
#include "report/brief.h"
#include "report/pages.h"
#include "report/plan_report.h"

static rg_cell cell(const char *text) {
    return (rg_cell){.text = text, .tone = RG_PLAIN};
}

/* The citation, and the note under it. */
static rg_cell sources(rg_page *page, const rg_basis *basis) {
    const rg_strings *s = page->strings;
    const char *cites = rg_phrase_cites(page, basis), *note = rg_pick(s, basis->note);
    return cell(*note ? rg_textf(s->arena, "%s\n%s", cites, note) : cites);
}

static void add_laws(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const rg_market *m = b->market;
    const char *heads[] = {rg_say(s, "head.title"), rg_say(s, "head.date"), rg_say(s, "head.cite"), NULL};
    rg_page_heading(page, 3, rg_say(s, "brief.laws"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < m->laws.count; i++) {
        const rg_law *law = &m->laws.items[i];
        rg_cell cells[] = {cell(rg_pick(s, law->title)),
                           cell(law->in_force == RG_DATE_MIN ? "-" : rg_phrase_date(s, law->in_force)),
                           sources(page, &law->basis)};
        rg_page_row(page, cells, 3);
    }
    const char *fact_heads[] = {rg_say(s, "head.value"), rg_say(s, "head.cite"), NULL};
    rg_page_heading(page, 3, rg_say(s, "brief.facts"));
    rg_page_table(page, fact_heads);
    for (size_t i = 0; i < m->facts.count; i++)
        rg_page_row(
            page, (rg_cell[]){cell(rg_phrase_fact(s, &m->facts.items[i])), sources(page, &m->facts.items[i].basis)}, 2);
}

static void add_routes(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const char *heads[] = {rg_say(s, "head.route"),
                           rg_say(s, "brief.for_classes"),
                           rg_say(s, "head.dossier"),
                           rg_say(s, "head.time"),
                           rg_say(s, "head.fees"),
                           rg_say(s, "head.cite"),
                           NULL};
    rg_page_heading(page, 3, rg_say(s, "brief.all_routes"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < b->market->pathways.count; i++) {
        const rg_pathway *p = &b->market->pathways.items[i];
        rg_cell cells[] = {{rg_pick(s, p->name), RG_STRONG},   cell(rg_phrase_route_classes(s, b, i)),
                           cell(rg_pick(s, p->dossier)),       cell(rg_phrase_days(s, p->days)),
                           cell(rg_phrase_fees(b->run, s, p)), sources(page, &p->basis)};
        rg_page_row(page, cells, 6);
    }
}

static void add_worths(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const char *heads[] = {rg_say(s, "brief.opens"), rg_say(s, "brief.condition"), rg_say(s, "brief.effect"),
                           rg_say(s, "head.cite"), NULL};
    if (!b->worths.count)
        return;
    rg_page_heading(page, 3, rg_say_with(s, "brief.worth", 1, rg_pick(s, b->home->name)));
    rg_page_table(page, heads);
    for (size_t i = 0; i < b->worths.count; i++) {
        const rg_worth *w = &b->worths.items[i];
        rg_cell cells[] = {
            cell(rg_textf(s->arena, "%s\n%s",
                          rg_say_with(s, "parameter.single", 2, rg_phrase_worth_kind(s, w), rg_pick(s, w->title)),
                          w->id)),
            cell(rg_phrase_approvals(s, w)), cell(rg_phrase_worth(s, b, w)), sources(page, &w->basis)};
        rg_page_row(page, cells, 4);
    }
}

static void add_requirements(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const rg_catalogue *c = b->run->base->catalogue;
    const rg_market_requirements *all = b->market->requirements;
    const char *heads[] = {rg_say(s, "head.requirement"), rg_say(s, "brief.asked"), rg_say(s, "head.cite"), NULL};
    rg_page_heading(page, 3, rg_say(s, "brief.parties"));
    rg_page_table(page, heads);
    for (const long *list = rg_brief_requirements(b, s->arena); *list >= 0; list++) {
        size_t first = all->first[*list], count = all->count[*list];
        rg_buffer notes = rg_buffer_in(s->arena);
        for (size_t i = first; i < first + count; i++)
            rg_addf(&notes, "%s%s", i > first ? "\n" : "", sources(page, &all->entries.items[i].basis).text);
        rg_cell cells[] = {{rg_pick(s, c->requirements.items[*list].title), RG_STRONG},
                           cell(rg_phrase_asked(s, b, (size_t)*list, count)),
                           cell(rg_buffer_text(&notes))};
        rg_page_row(page, cells, 3);
    }
}

static void add_dates(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const char *heads[] = {rg_say(s, "head.date"), rg_say(s, "head.change"), rg_say(s, "head.id"),
                           rg_say(s, "head.cite"), NULL};
    if (!b->dates.count)
        return;
    rg_page_heading(page, 3, rg_say_with(s, "brief.changes", 1, rg_phrase_date(s, b->until)));
    rg_page_table(page, heads);
    for (size_t i = 0; i < b->dates.count; i++) {
        const rg_dated *d = &b->dates.items[i];
        rg_cell cells[] = {cell(rg_phrase_date(s, d->on)), cell(rg_phrase_dated(s, d)), cell(d->id),
                           sources(page, &d->basis)};
        rg_page_row(page, cells, 4);
    }
}

static void add_gaps(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const char *heads[] = {rg_say(s, "head.requirement"), rg_say(s, "verdict.gap"), rg_say(s, "verdict.adapt"),
                           rg_say(s, "head.values"),      rg_say(s, "head.cite"),   NULL};
    if (!b->device_count)
        return;
    rg_page_heading(page, 3, rg_say(s, "brief.devices"));
    rg_page_add_brief_devices(page, b, s, b->device_count);
    rg_page_heading(page, 3, rg_say(s, "brief.shared"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < b->gaps.count; i++) {
        const rg_brief_gap *g = &b->gaps.items[i];
        rg_cell cells[] = {{rg_pick(s, g->requirement->title), RG_STRONG},
                           cell(rg_textf(s->arena, "%zu", g->gaps)),
                           cell(rg_textf(s->arena, "%zu", g->adapts)),
                           cell(rg_phrase_difference(s, g->row)),
                           cell(rg_phrase_row_cites(page, g->row))};
        rg_page_row(page, cells, 5);
    }
}

static void add_questions(rg_page *page, const rg_brief *b, const rg_strings *s) {
    const char *heads[] = {rg_say(s, "brief.question"), rg_say(s, "brief.bears_on"), rg_say(s, "head.cite"), NULL};
    if (!b->questions.count)
        return;
    rg_page_heading(page, 3, rg_say(s, "brief.questions"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < b->questions.count; i++) {
        const rg_brief_question *q = &b->questions.items[i];
        rg_cell cells[] = {cell(rg_phrase_question(s, q)), cell(rg_textf(s->arena, "%zu", q->devices)),
                           sources(page, q->basis)};
        rg_page_row(page, cells, 3);
    }
}

void rg_page_add_brief_appendix(rg_page *page, const rg_brief *b, const rg_strings *s) {
    rg_page_break(page);
    rg_page_heading(page, 2, rg_say(s, "brief.appendix"));
    add_laws(page, b, s);
    add_routes(page, b, s);
    add_worths(page, b, s);
    add_requirements(page, b, s);
    add_dates(page, b, s);
    add_gaps(page, b, s);
    add_questions(page, b, s);
}
