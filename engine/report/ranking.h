/* Which markets promise most, written. */
#ifndef RG_REPORT_RANKING_H
#define RG_REPORT_RANKING_H

#include "plan/appraise.h"
#include "report/page.h"
#include "session.h"

/* The whole answer, with a line end. `currency` is that of the fees, `rates` what they were turned at (may be NULL). */
const char *rg_write_rank(const rg_run *run, const rg_ranking *ranking, const rg_rates *rates, const char *currency);

rg_page *rg_page_rank(const rg_run *run, const rg_strings *strings, const rg_ranking *ranking, const rg_rates *rates,
                      const char *currency);

#endif
