/* The rows of the report for a spreadsheet: one a market and requirement. */
#include "report/csv.h"
#include "report/pages.h"
#include "report/report.h"

static void add_row(rg_csv *csv, rg_page *page, const rg_gap_report *r, const rg_comparison *c, const rg_row *row) {
    const rg_strings *s = page->strings;
    const rg_catalogue *catalogue = r->run->base->catalogue;
    const rg_entry *entry = row->target.entry;
    const char *topic = "";
    for (size_t t = 0; t < catalogue->topics.count; t++)
        if (rg_same(catalogue->topics.items[t].id, row->requirement->topic))
            topic = rg_pick(s, catalogue->topics.items[t].title);
    rg_csv_cell(csv, c->outcome->market->code);
    rg_csv_cell(csv, rg_pick(s, c->outcome->market->name));
    rg_csv_cell(csv, topic);
    rg_csv_cell(csv, row->requirement->id);
    rg_csv_cell(csv, rg_pick(s, row->requirement->title));
    rg_csv_cell(csv, rg_say(s, rg_textf(s->arena, "difference.%s", RG_DIFFERENCE_NAMES[row->difference])));
    rg_csv_cell(csv, rg_phrase_difference(s, row));
    rg_csv_cell(csv, rg_say(s, rg_textf(s->arena, "verdict.%s", RG_VERDICT_NAMES[row->verdict])));
    rg_csv_cell(csv, rg_phrase_held(r->run, s, row));
    rg_csv_cell(csv, rg_phrase_row_cites(page, row));
    rg_csv_cell(csv, rg_say(s, entry && entry->basis.verified != RG_NOT_VERIFIED ? "value.yes" : "value.no"));
    rg_csv_end_row(csv);
}

void rg_report_as_csv(const rg_gap_report *r, const rg_strings *s, rg_buffer *out) {
    static const char *const heads[] = {"head.code",        "head.market",     "head.topic",   "head.id",
                                        "head.requirement", "head.difference", "head.values",  "head.verdict",
                                        "head.held",        "head.cite",       "head.verified"};
    rg_page *page = rg_page_new(s->arena, s, "");
    rg_csv csv = {.out = out};
    rg_add(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        rg_csv_cell(&csv, rg_say(s, heads[i]));
    rg_csv_end_row(&csv);
    for (size_t i = 0; i < r->count; i++)
        for (size_t k = 0; k < r->comparisons[i]->rows.count; k++)
            add_row(&csv, page, r, r->comparisons[i], &r->comparisons[i]->rows.items[k]);
}
