/* The plan as a table for project tools (RFC 4180). */
#include "report/csv.h"
#include "report/plan_report.h"

static void add_number(rg_csv *r, const rg_strings *s, long value) {
    rg_csv_cell(r, rg_textf(s->arena, "%ld", value));
}

static void add_step(rg_csv *r, const rg_run *run, const rg_strings *s, const rg_plan *plan, size_t place) {
    const rg_planned *step = &plan->steps.items[place];
    rg_page *page = rg_page_new(s->arena, s, "");
    bool is_done = step->status == RG_STEP_DONE;
    add_number(r, s, (long)place + 1);
    rg_csv_cell(r, step->task->id);
    rg_csv_cell(r, rg_pick(s, step->task->name));
    add_number(r, s, step->earliest_finish - step->earliest_start);
    rg_csv_cell(r, rg_phrase_date(s, step->earliest_start));
    rg_csv_cell(r, rg_phrase_date(s, step->earliest_finish));
    rg_csv_cell(r, rg_phrase_waits(s, step, ","));
    rg_csv_cell(r, rg_phrase_owner(s, step));
    rg_csv_cell(r, is_done ? "100" : "0");
    rg_csv_cell(r, step->task->market ? rg_pick(s, step->task->market->name) : rg_say(s, "plan.shared"));
    rg_csv_cell(r, rg_phrase_step_status(s, step));
    add_number(r, s, step->float_days);
    rg_csv_cell(r, rg_say(s, step->critical ? "value.yes" : "value.no"));
    rg_csv_cell(r, rg_phrase_sums(s, &step->sums));
    rg_csv_cell(r, rg_pick(s, run->profile->name));
    rg_csv_cell(r, rg_phrase_cites(page, &step->task->basis));
    rg_csv_end_row(r);
}

void rg_plan_as_csv(const rg_run *run, const rg_strings *s, const rg_plan *plan, rg_buffer *out) {
    static const char *const heads[] = {"csv.id",       "csv.step",    "csv.name",    "csv.duration",
                                        "csv.start",    "csv.finish",  "csv.before",  "csv.resource",
                                        "csv.done",     "head.market", "head.status", "csv.slack",
                                        "csv.critical", "head.fees",   "csv.project", "csv.notes"};
    rg_csv r = {.out = out};
    /* Spreadsheets take a file without the mark for one in the system's old encoding. */
    rg_add(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        rg_csv_cell(&r, rg_say(s, heads[i]));
    rg_csv_end_row(&r);
    for (size_t i = 0; i < plan->steps.count; i++)
        add_step(&r, run, s, plan, i);
}
