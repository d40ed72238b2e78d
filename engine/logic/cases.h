/* Real devices with their official class and route: the tests a market brings along. */
#ifndef RG_LOGIC_CASES_H
#define RG_LOGIC_CASES_H

#include "logic/outcome.h"

typedef struct {
    const char *market, *id;
    rg_text title;
    bool ok;
    const char *expected, *got; /* what is not as it should be, in words; "" where all is */
    rg_place place;
} rg_case_result;

typedef RG_LIST(rg_case_result) rg_case_results;

/* Runs all cases of the market; all of it lives in the arena of the base. */
void rg_cases_run(rg_base *base, rg_market *market, rg_case_results *results);

#endif
