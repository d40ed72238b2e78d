/* What is wrong or doubtful in rule sets, beyond what reading them tells. */
#ifndef RG_CHECK_CHECK_H
#define RG_CHECK_CHECK_H

#include "plan/money.h"
#include "plan/steps.h"

/* Reads what the markets share beside the vocabulary, and reports, as warnings, what cites nothing. */
void rg_check_shared(rg_base *base);

/* Reads all of the market and reports, as warnings, what decides something without a citation. */
void rg_check_market(rg_base *base, rg_market *market);

/* Notes what a user's files leave to be filled in: every text that begins with `OPEN:` or its Japanese twin. */
void rg_check_open_points(rg_base *base);

#endif
