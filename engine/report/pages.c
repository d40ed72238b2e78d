#include "report/pages.h"

#include <string.h>

#include "report/answers.h"

static const char *key_of(const rg_strings *s, const char *prefix, const char *word) {
    return rg_say(s, rg_textf(s->arena, "%s.%s", prefix, word));
}

static rg_cell cell(const char *text) {
    return (rg_cell){.text = text, .tone = RG_PLAIN};
}

void rg_page_add_frame(rg_page *page, const rg_run *run, const rg_strings *s) {
    char date[11];
    rg_date_format(run->base->reader.as_of, date);
    if (run->profile) {
        rg_page_paragraph(page, rg_say_with(s, "frame.device", 1, rg_pick(s, run->profile->name)));
        if (*run->profile->intended_use.en)
            rg_page_paragraph(page, rg_say_with(s, "frame.use", 1, rg_pick(s, run->profile->intended_use)));
    }
    rg_page_paragraph(page, rg_say_with(s, "frame.date", 2, date, run->store->version));
}

static void add_sources(rg_page *page, const rg_strings *s) {
    if (!page->sources.count)
        return;
    const char *heads[] = {rg_say(s, "head.id"), rg_say(s, "head.title"), rg_say(s, "head.publisher"),
                           rg_say(s, "head.date"), NULL};
    rg_page_heading(page, 2, rg_say(s, "end.sources"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < page->sources.count; i++) {
        const rg_source *source = page->sources.items[i];
        rg_cell cells[] = {
            cell(source->id),
            cell(rg_textf(s->arena, "%s%s%s", rg_pick(s, source->title), *source->url ? "\n" : "", source->url)),
            cell(source->publisher), cell(source->date)};
        rg_page_row(page, cells, 4);
    }
}

void rg_page_add_end(rg_page *page, const rg_run *run, const rg_strings *s) {
    const rg_vocabulary *v = run->base->vocabulary;
    if (run->profile && run->profile->complete) {
        const char *heads[] = {rg_say(s, "head.attribute"), rg_say(s, "head.assumed"), NULL};
        size_t count = 0;
        for (size_t i = 0; i < v->attributes.count; i++)
            count += run->facts->facts[i].origin == RG_ASSUMED;
        rg_page_heading(page, 2, rg_say(s, "end.assumed"));
        rg_page_folded_table(page, rg_say_with(s, "end.assumed_line", 1, rg_textf(s->arena, "%zu", count)), heads);
        for (size_t i = 0; i < v->attributes.count; i++)
            if (run->facts->facts[i].origin == RG_ASSUMED) {
                rg_cell cells[] = {cell(v->attributes.items[i].id), cell(rg_phrase_subject(run, s, i))};
                rg_page_row(page, cells, 2);
            }
    }
    add_sources(page, s);
    rg_page_notice(page, rg_say(s, "end.notice"));
}

/* ---- markets ---- */

static const char *class_range(const rg_strings *s, const rg_market *m, unsigned product) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < m->classes.count; i++)
        if (m->classes.items[i].products & product)
            rg_addf(&out, "%s%s", out.length ? " " : "", m->classes.items[i].label);
    return rg_buffer_text(&out);
}

rg_page *rg_page_markets(rg_run *run, const rg_strings *s, rg_market *const *markets, size_t count) {
    rg_page *page = rg_page_new(s->arena, s, rg_say(s, "markets.title"));
    const char *heads[] = {
        rg_say(s, "head.code"), rg_say(s, "head.market"), rg_say(s, "head.authority"), rg_say(s, "head.devices"),
        rg_say(s, "head.ivds"), rg_say(s, "head.rules"),  rg_say(s, "head.verified"),  NULL};
    rg_page_add_frame(page, run, s);
    rg_page_table(page, heads);
    for (size_t i = 0; i < count; i++) {
        rg_market_counts counts = rg_count_market(run, markets[i]);
        rg_cell cells[] = {
            cell(markets[i]->code),
            cell(rg_pick(s, markets[i]->name)),
            cell(rg_pick(s, markets[i]->authority)),
            cell(class_range(s, markets[i], 1)),
            cell(class_range(s, markets[i], 2)),
            cell(rg_textf(s->arena, "%zu", counts.rules)),
            cell(rg_textf(s->arena, "%zu %%", counts.all ? counts.verified * 100 / counts.all : 0)),
        };
        rg_page_row(page, cells, 7);
    }
    return page;
}

/* ---- classification ---- */

static void add_rules(rg_page *page, const rg_run *run, const rg_strings *s, const rg_outcome *o) {
    if (!o->rules.count)
        return;
    const char *heads[] = {rg_say(s, "head.rule"),    rg_say(s, "head.says"), rg_say(s, "head.class"),
                           rg_say(s, "head.because"), rg_say(s, "head.cite"), NULL};
    rg_page_heading(page, 3, rg_say(s, "classify.rules"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < o->rules.count; i++) {
        const rg_rule_outcome *r = &o->rules.items[i];
        rg_buffer because = rg_buffer_in(s->arena), classes = rg_buffer_in(s->arena);
        for (size_t k = 0; k < r->because.count; k++)
            rg_addf(&because, "%s%s", k ? "\n" : "", rg_phrase_subject(run, s, r->because.items[k]));
        for (size_t k = 0; k < o->market->classes.count; k++)
            if (r->rule->classes >> k & 1)
                rg_addf(&classes, "%s%s", classes.length ? "/" : "", o->market->classes.items[k].label);
        const char *mark = r->decides               ? rg_say(s, "classify.decides")
                           : r->fires == RG_UNKNOWN ? rg_say(s, "classify.open")
                                                    : "";
        rg_cell cells[] = {
            {rg_textf(s->arena, "%s%s%s", r->rule->id, *mark ? "\n" : "", mark), r->decides ? RG_STRONG : RG_PLAIN},
            cell(rg_pick(s, r->rule->title)),
            cell(rg_buffer_text(&classes)),
            cell(rg_buffer_text(&because)),
            cell(rg_phrase_cites(page, &r->rule->basis)),
        };
        rg_page_row(page, cells, 5);
    }
}

static void add_routes(rg_page *page, const rg_run *run, const rg_strings *s, const rg_outcome *o) {
    if (!o->routes.count)
        return;
    const char *heads[] = {rg_say(s, "head.route"), rg_say(s, "head.reviewer"), rg_say(s, "head.time"),
                           rg_say(s, "head.fees"),  rg_say(s, "head.cite"),     NULL};
    rg_page_heading(page, 3, rg_say(s, "classify.routes"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < o->routes.count; i++) {
        const rg_route_outcome *r = &o->routes.items[i];
        const char *mark = r->recommended       ? rg_say(s, "route.recommended")
                           : r->pathway->add_on ? rg_say(s, r->open ? "route.add_on" : "route.add_on_possible")
                                                : rg_say(s, r->open ? "route.open" : "route.possible");
        rg_cell cells[] = {
            {rg_textf(s->arena, "%s\n%s", rg_pick(s, r->pathway->name), mark), r->recommended ? RG_STRONG : RG_PLAIN},
            cell(rg_pick(s, r->pathway->reviewer)),
            cell(rg_phrase_days(s, r->pathway->days)),
            cell(rg_phrase_fees(run, s, r->pathway)),
            cell(rg_phrase_cites(page, &r->pathway->basis)),
        };
        rg_page_row(page, cells, 5);
    }
}

static void add_row_of_table(rg_page *page, const rg_strings *s, const rg_outcome *o) {
    if (!o->row || !o->scheme || !o->scheme->table)
        return;
    const rg_table *t = o->scheme->table;
    rg_buffer line = rg_buffer_in(s->arena);
    for (size_t i = 0; i < t->count; i++)
        if (*o->row[i])
            rg_addf(&line, "%s%s: %s", line.length ? "; " : "", t->columns[i].id, o->row[i]);
    rg_page_paragraph(page, rg_say_with(s, "classify.row", 3, rg_pick(s, t->title), rg_buffer_text(&line),
                                        rg_phrase_cites(page, &t->basis)));
}

rg_page *rg_page_classification(rg_run *run, const rg_strings *s, const rg_outcome *const *outcomes, size_t count) {
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "classify.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    for (size_t i = 0; i < count; i++) {
        const rg_outcome *o = outcomes[i];
        rg_page_heading(page, 2,
                        rg_say_with(s, "classify.market", 2, rg_pick(s, o->market->name), rg_phrase_class(s, o)));
        rg_page_paragraph(page, rg_phrase_why(run, s, o));
        add_row_of_table(page, s, o);
        add_rules(page, run, s, o);
        add_routes(page, run, s, o);
    }
    rg_page_add_end(page, run, s);
    return page;
}

/* ---- comparison ---- */

static const rg_tone VERDICT_TONES[] = {RG_GOOD, RG_PARTLY, RG_BAD, RG_OPEN_POINT, RG_QUIET};

/* What would show it, of a row for which nothing is at hand. */
static const char *phrase_accepted(const rg_run *run, const rg_strings *s, const rg_row *row) {
    const rg_catalogue *c = run->base->catalogue;
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < row->accepted.count; i++)
        for (size_t k = 0; k < c->evidence.count; k++)
            if (rg_same(c->evidence.items[k].id, row->accepted.items[i]))
                rg_addf(&out, "%s%s", out.length ? rg_say(s, "list.or") : "", rg_pick(s, c->evidence.items[k].title));
    return out.length ? rg_say_with(s, "compare.accepted", 1, rg_buffer_text(&out)) : rg_say(s, "compare.set_up");
}

const char *rg_phrase_held(const rg_run *run, const rg_strings *s, const rg_row *row) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < row->held.count; i++)
        rg_addf(&out, "%s%s", i ? rg_say(s, "list.comma") : "", row->held.items[i]);
    if (out.length) {
        const char *list = rg_buffer_text(&out);
        out = rg_buffer_in(s->arena);
        rg_add(&out, rg_say_with(s, "compare.held", 1, list));
    } else if (row->basis == RG_BY_PRACTICE && (row->verdict == RG_MET || row->verdict == RG_ADAPT)) {
        rg_add(&out, rg_say(s, row->verdict == RG_MET ? "compare.practice" : "compare.change_practice"));
    }
    if (row->verdict == RG_GAP)
        rg_add(&out, phrase_accepted(run, s, row));
    for (size_t i = 0; i < row->missing.count; i++)
        rg_addf(&out, "%s%s", out.length ? "\n" : "",
                rg_say_with(s, "compare.missing", 1, rg_pick(s, row->missing.items[i])));
    for (size_t i = 0; i < row->notes.count; i++)
        rg_addf(&out, "%s%s", out.length ? "\n" : "", rg_pick(s, row->notes.items[i]));
    if (row->depends.count)
        rg_addf(&out, "%s%s", out.length ? "\n" : "",
                rg_say_with(s, "compare.depends", 1, rg_phrase_subjects(run, s, row->depends)));
    return rg_buffer_text(&out);
}

static const char *phrase_editions(const rg_strings *s, const rg_standard *q, uint32_t bits) {
    rg_buffer out = rg_buffer_in(s->arena);
    for (size_t i = 0; i < q->editions.count; i++)
        if (bits >> i & 1)
            rg_addf(&out, "%s%s", out.length ? rg_say(s, "list.or") : "", q->editions.items[i].name);
    return out.length ? rg_buffer_text(&out) : q->name;
}

/* Which editions count there, and at home where those are others. */
static void add_row_standards(rg_page *page, rg_buffer *out, const rg_row *row) {
    const rg_strings *s = page->strings;
    for (size_t i = 0; i < row->standards.count; i++) {
        const rg_row_standard *one = &row->standards.items[i];
        const char *there = phrase_editions(s, one->standard, one->target);
        const char *line =
            one->home && one->home != one->target
                ? rg_say_with(s, "compare.editions_differ", 2, there, phrase_editions(s, one->standard, one->home))
                : rg_say_with(s, "compare.editions", 1, there);
        const char *cites = one->by ? rg_phrase_cites(page, &one->by->basis) : "";
        rg_addf(out, "%s%s%s%s", out->length ? "\n" : "", line, *cites ? "\n" : "", cites);
    }
}

const char *rg_phrase_row_cites(rg_page *page, const rg_row *row) {
    const rg_strings *s = page->strings;
    const rg_entry *entry = row->target.entry;
    rg_buffer out = rg_buffer_in(s->arena);
    if (entry)
        rg_add(&out, rg_phrase_cites(page, &entry->basis));
    if (entry && *entry->basis.note.en)
        rg_addf(&out, "%s%s", out.length ? "\n" : "", rg_pick(s, entry->basis.note));
    add_row_standards(page, &out, row);
    return rg_buffer_text(&out);
}

static void add_row(rg_page *page, const rg_run *run, const rg_strings *s, const rg_row *row) {
    rg_cell cells[] = {
        cell(rg_pick(s, row->requirement->title)),
        cell(key_of(s, "difference", RG_DIFFERENCE_NAMES[row->difference])),
        cell(rg_phrase_difference(s, row)),
        {key_of(s, "verdict", RG_VERDICT_NAMES[row->verdict]), VERDICT_TONES[row->verdict]},
        cell(rg_phrase_held(run, s, row)),
        cell(rg_phrase_row_cites(page, row)),
    };
    rg_page_row(page, cells, 6);
}

/* A row that asks nothing there and nothing here is told in the folded rest. */
bool rg_row_is_quiet(const rg_row *row) {
    return row->verdict == RG_NOT_APPLICABLE && row->difference != RG_DROPPED &&
           row->difference != RG_DIFFERENCE_UNKNOWN;
}

static void table_heads(const rg_strings *s, const char *heads[7]) {
    static const char *const keys[] = {"head.requirement", "head.difference", "head.values",
                                       "head.verdict",     "head.held",       "head.cite"};
    for (size_t i = 0; i < 6; i++)
        heads[i] = rg_say(s, keys[i]);
    heads[6] = NULL;
}

static void add_topics(rg_page *page, const rg_run *run, const rg_strings *s, const rg_comparison *c) {
    const rg_catalogue *catalogue = run->base->catalogue;
    const char *heads[7];
    size_t quiet = 0;
    table_heads(s, heads);
    for (size_t t = 0; t < catalogue->topics.count; t++) {
        bool begun = false;
        for (size_t i = 0; i < c->rows.count; i++) {
            const rg_row *row = &c->rows.items[i];
            if (!rg_same(row->requirement->topic, catalogue->topics.items[t].id))
                continue;
            if (rg_row_is_quiet(row)) {
                quiet++;
                continue;
            }
            if (!begun) {
                rg_page_heading(page, 3, rg_pick(s, catalogue->topics.items[t].title));
                rg_page_table(page, heads);
            }
            begun = true;
            add_row(page, run, s, row);
        }
    }
    if (!quiet)
        return;
    const char *short_heads[] = {rg_say(s, "head.requirement"), rg_say(s, "head.reason"), rg_say(s, "head.cite"), NULL};
    rg_page_heading(page, 3, rg_say(s, "compare.quiet"));
    rg_page_folded_table(page, rg_say_with(s, "compare.quiet_line", 1, rg_textf(s->arena, "%zu", quiet)), short_heads);
    for (size_t i = 0; i < c->rows.count; i++)
        if (rg_row_is_quiet(&c->rows.items[i])) {
            const rg_row *row = &c->rows.items[i];
            const rg_entry *entry = row->target.entry;
            rg_cell cells[] = {
                cell(rg_pick(s, row->requirement->title)),
                cell(entry && *entry->reason.en ? rg_pick(s, entry->reason) : rg_say(s, "compare.does_not_apply")),
                cell(entry ? rg_phrase_cites(page, &entry->basis) : "")};
            rg_page_row(page, cells, 3);
        }
}

void rg_page_add_comparison(rg_page *page, rg_run *run, const rg_strings *s, const rg_comparison *c) {
    const rg_outcome *o = c->outcome;
    rg_page_heading(page, 2, rg_say_with(s, "classify.market", 2, rg_pick(s, o->market->name), rg_phrase_class(s, o)));
    rg_page_paragraph(page, rg_phrase_why(run, s, o));
    add_row_of_table(page, s, o);
    add_rules(page, run, s, o);
    add_routes(page, run, s, o);
    add_topics(page, run, s, c);
}

static void add_summary(rg_page *page, const rg_strings *s, const rg_comparison *const *all, size_t count) {
    static const char *const keys[] = {"head.market", "head.class",           "verdict.met", "verdict.adapt",
                                       "verdict.gap", "verdict.undetermined", "head.time",   "head.route"};
    const char *heads[9] = {0};
    for (size_t i = 0; i < 8; i++)
        heads[i] = rg_say(s, keys[i]);
    rg_page_heading(page, 2, rg_say(s, "compare.summary"));
    rg_page_table(page, heads);
    for (size_t i = 0; i < count; i++) {
        const rg_comparison *c = all[i];
        const rg_outcome *o = c->outcome;
        const rg_pathway *p = o->routes.count && o->routes.items[0].recommended ? o->routes.items[0].pathway : NULL;
        rg_cell cells[8] = {cell(rg_pick(s, o->market->name)), {rg_phrase_class(s, o), RG_STRONG}};
        for (size_t k = 0; k < 4; k++)
            cells[2 + k] = (rg_cell){rg_textf(s->arena, "%zu", c->summary[k]), VERDICT_TONES[k]};
        cells[6] = cell(p ? rg_phrase_days(s, p->days) : "");
        cells[7] = cell(p ? rg_pick(s, p->name) : rg_say(s, "route.unsettled"));
        rg_page_row(page, cells, 8);
    }
}

rg_page *rg_page_comparison(rg_run *run, const rg_strings *s, const rg_comparison *const *all, size_t count) {
    rg_page *page = rg_page_new(s->arena, s, rg_say_with(s, "compare.title", 1, rg_pick(s, run->profile->name)));
    rg_page_add_frame(page, run, s);
    if (count && all[0]->home)
        rg_page_paragraph(page, rg_say_with(s, "compare.home", 1, rg_pick(s, all[0]->home->name)));
    add_summary(page, s, all, count);
    rg_page_paragraph(page, rg_say(s, "compare.legend"));
    for (size_t i = 0; i < count; i++)
        rg_page_add_comparison(page, run, s, all[i]);
    rg_page_add_end(page, run, s);
    return page;
}
