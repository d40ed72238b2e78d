/* The plan in every form it is told in; the writers know the plan and nothing of how it came about. */
#ifndef RG_REPORT_PLAN_REPORT_H
#define RG_REPORT_PLAN_REPORT_H

#include "plan/plan.h"
#include "report/json.h"
#include "report/pages.h"

/* The answer of `plan`, as the contracts fix it, with a line end. */
const char *rg_write_plan(rg_run *run, const rg_plan *plan);

/* Sums as a list under `key`. */
void rg_answer_sums(rg_json *json, const char *key, const rg_sums *sums);

/* The page: summary, critical path, a chart of all steps, tables, what comes later. */
rg_page *rg_page_plan(rg_run *run, const rg_strings *strings, const rg_plan *plan);

/* The same without frame and end, as a part of another page. */
void rg_page_add_plan(rg_page *page, rg_run *run, const rg_strings *strings, const rg_plan *plan);

/*
 * The calendar file of the steps still to be done, of each market's entry and of what comes back (RFC 5545). The same
 * plan gives the same bytes on any day; the id of an event hangs on the device and the step alone.
 */
void rg_plan_as_calendar(const rg_run *run, const rg_strings *strings, const rg_plan *plan, rg_buffer *out);

/* The table that project tools import (RFC 4180, with a byte order mark): no cell is taken for a formula. */
void rg_plan_as_csv(const rg_run *run, const rg_strings *strings, const rg_plan *plan, rg_buffer *out);

/* ---- parts the forms share (plan_phrases.c) ---- */

extern const char *const RG_STEP_STATUS_NAMES[];

/* "2027-01-04"; "-" for RG_NO_DATE. In the arena of the strings. */
const char *rg_phrase_date(const rg_strings *strings, int32_t date);

/* The fees of a step, one a line: "review: EUR 1,200 (1,000 to 1,500)". "" where there are none. */
const char *rg_phrase_due_fees(const rg_strings *strings, const rg_planned *step);

/* "EUR 1,200 (1,000 to 1,500)", one currency after the other; "" where there are none. */
const char *rg_phrase_sums(const rg_strings *strings, const rg_sums *sums);
const char *rg_phrase_sum(const rg_strings *strings, const rg_sum *sum);

/* The numbers (from 1) of the steps a step waits for, parted by `between`. */
const char *rg_phrase_waits(const rg_strings *strings, const rg_planned *step, const char *between);

/* The name of the step's owner, of its status, of its market ("" of a shared one). */
const char *rg_phrase_owner(const rg_strings *strings, const rg_planned *step);
const char *rg_phrase_step_status(const rg_strings *strings, const rg_planned *step);

/* What a renewal is: the name of its step, or that an authorisation's validity ends. */
const char *rg_phrase_renewal(const rg_strings *strings, const rg_renewal *renewal);

#endif
