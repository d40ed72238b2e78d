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

/* What else is wanted of each case; the base and market are those of the day of the case. */
typedef struct {
    void (*prepare)(void *context, rg_base *base, rg_market *market); /* before the device is evaluated */
    void (*visit)(void *context, rg_base *base, rg_market *market, const rg_item *item, rg_facts *facts);
    void *context;
} rg_case_visitor;

/* Whether what the case expects comes out of the facts. */
bool rg_case_holds(rg_base *base, rg_market *market, const rg_item *item, const rg_facts *facts);

/* Runs all cases of the market; all of it lives in the arena of the base. */
void rg_cases_run(rg_base *base, rg_market *market, rg_case_results *results);

/* As rg_cases_run, and shows each case to `visitor`. */
void rg_cases_visit(rg_base *base, rg_market *market, rg_case_results *results, const rg_case_visitor *visitor);

#endif
