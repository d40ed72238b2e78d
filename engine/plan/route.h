/*
 * In which order to go to several markets: an approval gained on the way joins those held, and may open a shorter route
 * elsewhere. What is assumed, beside what plan.h says:
 *
 * - An approval gained is added to the profile as the maker would gain it today: market, route and class as the rules
 *   give them now; kind by who takes the step that yields it; date and beginning of marketing on the planned day; the
 *   device, its use and its maker are the same.
 * - The age of an approval, held or gained, is that on the day the work on a market begins. Work may wait for one to
 *   grow old enough.
 * - Evidence is kept valid. What is open in the profile stays open, and a route that hangs on it is not taken.
 * - Shared tasks are done once. Side by side they are begun on the first day; one by one they are done with the first
 *   market that rests on them.
 */
#ifndef RG_PLAN_ROUTE_H
#define RG_PLAN_ROUTE_H

#include "plan/journey.h"
#include "plan/plan.h"

typedef struct {
    rg_base *base;
    const rg_facts *facts;
    rg_exact *exact;
    rg_market *const *markets; /* with tasks read before the facts were evaluated */
    size_t count;
    int32_t start;
    const rg_rates *rates;
    const char *currency; /* of the fees */
    rg_goal goal;
    bool one_by_one;
} rg_route_question;

/* One approval that opened a route. */
typedef struct {
    const rg_market *market, *by;
    const rg_pathway *route, *instead; /* instead: without the approvals gained; either may be NULL */
    int32_t saved_days;                /* with all approvals that it makes use of */
    double saved_fees;
} rg_opening;

/* What is known of a market on this journey. */
typedef struct {
    const rg_market *market;
    const rg_pathway *route;
    rg_stop stop;
    bool steps_known; /* else the time is that of the route alone, without fees */
    bool lower_bound, fees_incomplete;
} rg_route_stop;

typedef struct {
    const rg_route_question *question;
    rg_itinerary *itinerary;
    rg_route_stop *stops;                 /* in its order */
    RG_LIST(const rg_market *) unplanned; /* neither steps nor a settled route: out of scope, or open */
    RG_LIST(const rg_market *) unvalued;  /* no size of the device market is known: they count as the smallest known */
    RG_LIST(rg_opening) openings;
    double shared_fees;    /* of shared tasks: in no stop, where markets are worked side by side */
    int32_t together_days; /* all begun at once with what is held */
    double together_fees;
    rg_itinerary *in_turn; /* one after the other in the order asked */
} rg_route_answer;

/* The answer, in `arena`; NULL after a diagnostic (too many markets, or past the calendar). */
rg_route_answer *rg_route_find(const rg_route_question *question, rg_arena *arena, rg_diagnostics *diagnostics);

#endif
