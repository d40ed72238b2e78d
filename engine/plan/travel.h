/* Time and fees of each market for the approvals held on the way (see route.h): what the search of journey.h asks for.
 */
#ifndef RG_PLAN_TRAVEL_H
#define RG_PLAN_TRAVEL_H

#include "compare/whatif.h"
#include "plan/appraise.h"
#include "plan/route.h"

typedef struct rg_travel rg_travel;

/* For the markets of the question that can be planned; their number goes to *count. NULL after a diagnostic. */
rg_travel *rg_travel_new(const rg_route_question *question, rg_arena *arena, rg_diagnostics *diagnostics);

/* Whether the next legs are of work one by one (shared tasks are done with a market) or side by side. */
void rg_travel_work(rg_travel *travel, bool one_by_one);

/* The journey over them, in the order of the question. */
const rg_journey *rg_travel_journey(const rg_travel *travel);

/* The market of the question at this place of the journey. */
const rg_market *rg_travel_market(const rg_travel *travel, size_t place);

/* Whether a market of the question is on the journey. */
bool rg_travel_goes_to(const rg_travel *travel, const rg_market *market);

/* The fees of all shared tasks that some market rests on, each once; side by side the legs are without them. */
double rg_travel_shared_fees(rg_travel *travel);

/* What a stop of an itinerary rests on. */
rg_estimate rg_travel_estimate(rg_travel *travel, const rg_stop *stop, const int32_t *gained, uint32_t by);

#endif
