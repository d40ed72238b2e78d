/* The order of markets, written. */
#ifndef RG_REPORT_JOURNEYS_H
#define RG_REPORT_JOURNEYS_H

#include "plan/route.h"
#include "report/page.h"
#include "session.h"

/* The whole answer, with a line end. */
const char *rg_write_route(const rg_run *run, const rg_route_answer *answer);

rg_page *rg_page_route(const rg_run *run, const rg_strings *strings, const rg_route_answer *answer);

#endif
