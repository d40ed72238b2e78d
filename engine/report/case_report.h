/* The results of cases in the forms that build servers read. */
#ifndef RG_REPORT_CASE_REPORT_H
#define RG_REPORT_CASE_REPORT_H

#include "logic/cases.h"
#include "util/buffer.h"

/* The Test Anything Protocol, version 14. */
void rg_cases_as_tap(const rg_case_results *results, rg_buffer *out);

/* The XML of JUnit: a suite a market, a test a case. */
void rg_cases_as_junit(const rg_case_results *results, rg_buffer *out);

#endif
