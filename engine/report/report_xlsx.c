/* The report as a workbook: numbers are numbers, dates are dates, and every text is text, whatever it begins with. */
#include "report/pages.h"
#include "report/plan_report.h"
#include "report/report.h"
#include "report/xlsx.h"

typedef struct {
    const rg_gap_report *report;
    const rg_strings *s;
    rg_page *page; /* takes the sources that are cited */
    rg_workbook w;
} workbook;

/* ---- cells ---- */

static void put_text(const workbook *w, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                     lxw_format *format) {
    rg_workbook_text(&w->w, sheet, row, column, text, format);
}

static void put_date(const workbook *w, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, int32_t day) {
    /* Day 1 is 1900-01-01, and Excel counts a 29 February 1900 that never was. */
    enum { EPOCH = 25569 };
    if (day == RG_NO_DATE)
        put_text(w, sheet, row, column, "", NULL);
    else
        worksheet_write_number(sheet, row, column, (double)day + EPOCH, w->w.date);
}

typedef struct {
    const char *key;
    double width;
} column;

static lxw_worksheet *add_sheet(const workbook *w, const char *name, const column *columns, size_t count) {
    lxw_worksheet *sheet = workbook_add_worksheet(w->w.book, rg_say(w->s, name));
    for (size_t i = 0; i < count; i++) {
        worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, columns[i].width, NULL);
        worksheet_write_string(sheet, 0, (lxw_col_t)i, rg_say(w->s, columns[i].key), w->w.head);
    }
    rg_workbook_lay_out(sheet);
    return sheet;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- sheets ---- */

static void add_summary(const workbook *w) {
    static const column columns[] = {{"head.market", 22},   {"head.class", 14},   {"head.route", 36},
                                     {"plan.shortest", 13}, {"plan.usual", 13},   {"plan.longest", 13},
                                     {"verdict.gap", 8},    {"verdict.adapt", 8}, {"verdict.undetermined", 8},
                                     {"verdict.met", 8},    {"head.obstacle", 50}};
    static const rg_verdict verdicts[] = {RG_GAP, RG_ADAPT, RG_UNDETERMINED, RG_MET};
    lxw_worksheet *sheet = add_sheet(w, "sheet.summary", columns, COUNT(columns));
    const rg_gap_report *r = w->report;
    for (size_t i = 0; i < r->count; i++) {
        const rg_outcome *o = r->comparisons[i]->outcome;
        const rg_market_plan *m = &r->plan->markets[i];
        const rg_planned *obstacle = rg_report_obstacle(r->plan, o->market);
        lxw_row_t row = (lxw_row_t)i + 1;
        put_text(w, sheet, row, 0, rg_pick(w->s, o->market->name), NULL);
        put_text(w, sheet, row, 1, rg_phrase_class(w->s, o), NULL);
        put_text(w, sheet, row, 2, m->route ? rg_pick(w->s, m->route->name) : rg_say(w->s, "route.unsettled"), NULL);
        for (lxw_col_t k = 0; k < 3; k++)
            put_date(w, sheet, row, (lxw_col_t)(3 + k), m->finish[k]);
        for (lxw_col_t k = 0; k < 4; k++)
            worksheet_write_number(sheet, row, (lxw_col_t)(6 + k), (double)r->comparisons[i]->summary[verdicts[k]],
                                   w->w.number);
        put_text(w, sheet, row, 10, obstacle ? rg_pick(w->s, obstacle->task->name) : "", NULL);
    }
    rg_workbook_end_sheet(sheet, (lxw_row_t)r->count + 1, COUNT(columns));
}

static const rg_tone TONES[] = {RG_GOOD, RG_PARTLY, RG_BAD, RG_OPEN_POINT, RG_QUIET};

static void add_matrix(const workbook *w) {
    static const column columns[] = {{"head.topic", 34}};
    lxw_worksheet *sheet = add_sheet(w, "sheet.matrix", columns, 1);
    const rg_gap_report *r = w->report;
    const rg_catalogue *c = r->run->base->catalogue;
    for (size_t i = 0; i < r->count; i++) {
        worksheet_set_column(sheet, (lxw_col_t)i + 1, (lxw_col_t)i + 1, 16, NULL);
        worksheet_write_string(sheet, 0, (lxw_col_t)i + 1, rg_pick(w->s, r->comparisons[i]->outcome->market->name),
                               w->w.head);
    }
    for (size_t t = 0; t < c->topics.count; t++) {
        put_text(w, sheet, (lxw_row_t)t + 1, 0, rg_pick(w->s, c->topics.items[t].title), NULL);
        for (size_t i = 0; i < r->count; i++) {
            rg_topic_figures f = rg_report_topic(r->comparisons[i], c->topics.items[t].id);
            put_text(w, sheet, (lxw_row_t)t + 1, (lxw_col_t)i + 1, rg_phrase_topic(w->s, &f),
                     w->w.tones[TONES[f.worst]]);
        }
    }
    put_text(w, sheet, (lxw_row_t)c->topics.count + 2, 0, rg_say(w->s, "report.matrix_legend"), NULL);
}

static const char *topic_title(const workbook *w, const char *id) {
    const rg_catalogue *c = w->report->run->base->catalogue;
    for (size_t t = 0; t < c->topics.count; t++)
        if (rg_same(c->topics.items[t].id, id))
            return rg_pick(w->s, c->topics.items[t].title);
    return "";
}

static void add_gaps(const workbook *w) {
    static const column columns[] = {{"head.market", 16},     {"head.topic", 22},  {"head.requirement", 34},
                                     {"head.difference", 12}, {"head.values", 44}, {"head.verdict", 10},
                                     {"head.held", 44},       {"head.cite", 44},   {"head.verified", 10}};
    lxw_worksheet *sheet = add_sheet(w, "sheet.gaps", columns, COUNT(columns));
    lxw_row_t at = 1;
    for (size_t i = 0; i < w->report->count; i++) {
        const rg_comparison *c = w->report->comparisons[i];
        for (size_t k = 0; k < c->rows.count; k++) {
            const rg_row *row = &c->rows.items[k];
            if (rg_row_is_quiet(row))
                continue;
            bool verified = row->target.entry && row->target.entry->basis.verified != RG_NOT_VERIFIED;
            const char *difference = rg_textf(w->s->arena, "difference.%s", RG_DIFFERENCE_NAMES[row->difference]);
            const char *verdict = rg_textf(w->s->arena, "verdict.%s", RG_VERDICT_NAMES[row->verdict]);
            put_text(w, sheet, at, 0, rg_pick(w->s, c->outcome->market->name), NULL);
            put_text(w, sheet, at, 1, topic_title(w, row->requirement->topic), NULL);
            put_text(w, sheet, at, 2, rg_pick(w->s, row->requirement->title), NULL);
            put_text(w, sheet, at, 3, rg_say(w->s, difference), NULL);
            put_text(w, sheet, at, 4, rg_phrase_difference(w->s, row), NULL);
            put_text(w, sheet, at, 5, rg_say(w->s, verdict), w->w.tones[TONES[row->verdict]]);
            put_text(w, sheet, at, 6, rg_phrase_held(w->report->run, w->s, row), NULL);
            put_text(w, sheet, at, 7, rg_phrase_row_cites(w->page, row), NULL);
            put_text(w, sheet, at, 8, rg_say(w->s, verified ? "value.yes" : "value.no"), NULL);
            at++;
        }
    }
    rg_workbook_end_sheet(sheet, at, COUNT(columns));
}

static void add_plan(const workbook *w) {
    static const column columns[] = {{"head.step", 6},   {"head.what", 46},   {"head.market", 16}, {"head.owner", 18},
                                     {"head.waits", 12}, {"head.days", 8},    {"head.start", 12},  {"head.finish", 12},
                                     {"head.float", 8},  {"head.status", 12}, {"head.cite", 40}};
    lxw_worksheet *sheet = add_sheet(w, "sheet.plan", columns, COUNT(columns));
    const rg_plan *plan = w->report->plan;
    for (size_t i = 0; i < plan->steps.count; i++) {
        const rg_planned *step = &plan->steps.items[i];
        lxw_row_t row = (lxw_row_t)i + 1;
        bool done = step->status == RG_STEP_DONE;
        const rg_market *market = step->task->market;
        worksheet_write_number(sheet, row, 0, (double)i + 1, w->w.number);
        put_text(w, sheet, row, 1, rg_pick(w->s, step->task->name), step->critical ? w->w.tones[RG_BAD] : NULL);
        put_text(w, sheet, row, 2, market ? rg_pick(w->s, market->name) : rg_say(w->s, "plan.shared"), NULL);
        put_text(w, sheet, row, 3, rg_phrase_owner(w->s, step), NULL);
        put_text(w, sheet, row, 4, rg_phrase_waits(w->s, step, ","), NULL);
        worksheet_write_number(sheet, row, 5, step->days[1], w->w.number);
        put_date(w, sheet, row, 6, done ? RG_NO_DATE : step->earliest_start);
        put_date(w, sheet, row, 7, done ? RG_NO_DATE : step->earliest_finish);
        if (!done)
            worksheet_write_number(sheet, row, 8, step->float_days, w->w.number);
        put_text(w, sheet, row, 9, rg_phrase_step_status(w->s, step), done ? w->w.tones[RG_GOOD] : NULL);
        put_text(w, sheet, row, 10, rg_phrase_cites(w->page, &step->task->basis), NULL);
    }
    rg_workbook_end_sheet(sheet, (lxw_row_t)plan->steps.count + 1, COUNT(columns));
}

static void add_fees(const workbook *w) {
    static const column columns[] = {{"head.market", 16}, {"head.step", 40}, {"head.what", 44}, {"head.currency", 10},
                                     {"fee.low", 14},     {"fee.usual", 14}, {"fee.high", 14},  {"fee.of", 12}};
    lxw_worksheet *sheet = add_sheet(w, "sheet.fees", columns, COUNT(columns));
    const rg_plan *plan = w->report->plan;
    lxw_row_t at = 1;
    for (size_t i = 0; i < plan->steps.count; i++) {
        const rg_planned *step = &plan->steps.items[i];
        const rg_market *market = step->task->market;
        for (size_t k = 0; k < step->fees.count; k++, at++) {
            const rg_fee *fee = step->fees.items[k].fee;
            put_text(w, sheet, at, 0, market ? rg_pick(w->s, market->name) : rg_say(w->s, "plan.shared"), NULL);
            put_text(w, sheet, at, 1, rg_pick(w->s, step->task->name), NULL);
            put_text(w, sheet, at, 2, rg_pick(w->s, fee->what), NULL);
            put_text(w, sheet, at, 3, fee->currency ? fee->currency : "", NULL);
            worksheet_write_number(sheet, at, 4, fee->low, w->w.money);
            worksheet_write_number(sheet, at, 5, fee->amount, w->w.money);
            worksheet_write_number(sheet, at, 6, fee->high, w->w.money);
            put_text(w, sheet, at, 7, fee->of ? fee->of : "", NULL);
        }
    }
    rg_workbook_end_sheet(sheet, at, COUNT(columns));
}

static void add_sources(const workbook *w) {
    static const column columns[] = {
        {"head.id", 20}, {"head.title", 70}, {"head.publisher", 36}, {"head.date", 12}, {"head.address", 60}};
    lxw_worksheet *sheet = add_sheet(w, "sheet.sources", columns, COUNT(columns));
    for (size_t i = 0; i < w->page->sources.count; i++) {
        const rg_source *source = w->page->sources.items[i];
        const char *const texts[] = {source->id, rg_pick(w->s, source->title), source->publisher, source->date,
                                     source->url};
        for (size_t k = 0; k < COUNT(texts); k++)
            put_text(w, sheet, (lxw_row_t)i + 1, (lxw_col_t)k, texts[k], NULL);
    }
    rg_workbook_end_sheet(sheet, (lxw_row_t)w->page->sources.count + 1, COUNT(columns));
    put_text(w, sheet, (lxw_row_t)w->page->sources.count + 2, 0, rg_say(w->s, "end.notice"), NULL);
}

/* ---- the book ---- */

bool rg_report_as_xlsx(const rg_gap_report *r, const rg_strings *s, rg_buffer *out, rg_diagnostics *diagnostics) {
    workbook w = {.report = r, .s = s, .page = rg_page_new(s->arena, s, "")};
    if (!rg_workbook_open(&w.w, s, r->run->profile->name.en)) {
        rg_report(diagnostics, RG_ERROR, "file", (rg_place){"", 0, 0}, "there is no room for the workbook");
        return false;
    }
    add_summary(&w);
    add_matrix(&w);
    add_gaps(&w);
    add_plan(&w);
    add_fees(&w);
    add_sources(&w);
    return rg_workbook_close(&w.w, out, diagnostics);
}
