/* The report that is handed over: everything that is known of one device and several markets, in one piece. */
#ifndef RG_REPORT_REPORT_H
#define RG_REPORT_REPORT_H

#include "plan/changes.h"
#include "plan/plan.h"
#include "report/answers.h"
#include "report/page.h"

/* What the writers are given; all of it is made before. */
typedef struct {
    rg_run *run;
    const rg_market *home; /* or NULL */
    const rg_comparison *const *comparisons;
    const rg_market_counts *counts; /* by market */
    size_t count;
    const rg_plan *plan;            /* of the same markets in the same order */
    const rg_crosswalk_list *walks; /* of the dossiers */
    const rg_comings *changes;
    int32_t until; /* the changes are those up to this day */
} rg_gap_report;

/* The answer as JSON, with a line end: the answers of `compare`, `plan`, `dossier` and `changes` side by side. */
const char *rg_write_report(const rg_gap_report *report);

/* The page, for text, Markdown, HTML and Word. */
rg_page *rg_page_report(const rg_gap_report *report, const rg_strings *strings);

/* One row for each market and requirement. */
void rg_report_as_csv(const rg_gap_report *report, const rg_strings *strings, rg_buffer *out);

/* The sheets Summary, Matrix, Gaps, Plan, Fees and Sources as an .xlsx file; the same report gives the same bytes. */
bool rg_report_as_xlsx(const rg_gap_report *report, const rg_strings *strings, rg_buffer *out,
                       rg_diagnostics *diagnostics);

/* ---- what the forms share (report_figures.c) ---- */

/* How the rows of one topic stand in one market. */
typedef struct {
    size_t verdicts[RG_VERDICTS];
    rg_verdict worst; /* gap before adapt, open, met; not_applicable where nothing is asked */
} rg_topic_figures;

rg_topic_figures rg_report_topic(const rg_comparison *comparison, const char *topic);

/* "G2 A1 M3": letters and counts, worst first; "-" where nothing is asked. */
const char *rg_phrase_topic(const rg_strings *strings, const rg_topic_figures *figures);

/* Rows asked for, and those of them that rest on facts seen in a source. */
void rg_report_verified(const rg_comparison *comparison, size_t *asked, size_t *verified);

/* The step still to be done in the market that takes longest; NULL where there is none. */
const rg_planned *rg_report_obstacle(const rg_plan *plan, const rg_market *market);

/* All that the answers hang on and the profile does not say. */
rg_subjects rg_report_open(const rg_gap_report *report, rg_arena *arena);

#endif
