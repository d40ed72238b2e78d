/* The plan as a table for project tools (RFC 4180). */
#include <string.h>

#include "report/plan_report.h"

typedef struct {
    rg_buffer *out;
    bool follows; /* a cell stands before in the row */
} row;

/* A spreadsheet takes what begins with one of these for a formula; a quote before it makes it text. */
static bool is_formula(const char *text) {
    return *text && strchr("=+-@\t\r\n", *text) != NULL;
}

static void add_cell(row *r, const char *text) {
    if (r->follows)
        rg_add_char(r->out, ',');
    r->follows = true;
    rg_add_char(r->out, '"');
    if (is_formula(text))
        rg_add_char(r->out, '\'');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"')
            rg_add(r->out, "\"\"");
        else if (c == '\n')
            rg_add(r->out, "; ");
        else if (c >= 0x20 && c != 0x7F)
            rg_add_char(r->out, (char)c);
    }
    rg_add_char(r->out, '"');
}

static void end_row(row *r) {
    rg_add(r->out, "\r\n");
    r->follows = false;
}

static void add_number(row *r, const rg_strings *s, long value) {
    add_cell(r, rg_textf(s->arena, "%ld", value));
}

static void add_step(row *r, const rg_run *run, const rg_strings *s, const rg_plan *plan, size_t place) {
    const rg_planned *step = &plan->steps.items[place];
    rg_page *page = rg_page_new(s->arena, s, "");
    bool is_done = step->status == RG_STEP_DONE;
    add_number(r, s, (long)place + 1);
    add_cell(r, step->task->id);
    add_cell(r, rg_pick(s, step->task->name));
    add_number(r, s, step->earliest_finish - step->earliest_start);
    add_cell(r, rg_phrase_date(s, step->earliest_start));
    add_cell(r, rg_phrase_date(s, step->earliest_finish));
    add_cell(r, rg_phrase_waits(s, step, ","));
    add_cell(r, rg_phrase_owner(s, step));
    add_cell(r, is_done ? "100" : "0");
    add_cell(r, step->task->market ? rg_pick(s, step->task->market->name) : rg_say(s, "plan.shared"));
    add_cell(r, rg_phrase_step_status(s, step));
    add_number(r, s, step->float_days);
    add_cell(r, rg_say(s, step->critical ? "value.yes" : "value.no"));
    add_cell(r, rg_phrase_sums(s, &step->sums));
    add_cell(r, rg_pick(s, run->profile->name));
    add_cell(r, rg_phrase_cites(page, &step->task->basis));
    end_row(r);
}

void rg_plan_as_csv(const rg_run *run, const rg_strings *s, const rg_plan *plan, rg_buffer *out) {
    static const char *const heads[] = {"csv.id",       "csv.step",    "csv.name",    "csv.duration",
                                        "csv.start",    "csv.finish",  "csv.before",  "csv.resource",
                                        "csv.done",     "head.market", "head.status", "csv.slack",
                                        "csv.critical", "head.fees",   "csv.project", "csv.notes"};
    row r = {.out = out};
    /* Spreadsheets take a file without the mark for one in the system's old encoding. */
    rg_add(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        add_cell(&r, rg_say(s, heads[i]));
    end_row(&r);
    for (size_t i = 0; i < plan->steps.count; i++)
        add_step(&r, run, s, plan, i);
}
