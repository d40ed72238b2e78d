/* The plan for one device and several markets: what to do in which order, when, and for how much. */
#ifndef RG_PLAN_PLAN_H
#define RG_PLAN_PLAN_H

#include "plan/draft.h"

typedef enum { RG_STEP_TODO, RG_STEP_DONE, RG_STEP_UNKNOWN } rg_step_status;

/* A fee of a step. */
typedef struct {
    const rg_fee *fee;
    const rg_pathway *route; /* of this route's fees, or NULL: the step's own */
    bool certain;            /* else it hangs on what the profile leaves open */
} rg_due_fee;

typedef struct {
    const rg_task *task;
    rg_step_status status;
    rg_subjects depends;   /* of an unknown one */
    const uint32_t *after; /* places of steps of the same list; what fell out between is passed over */
    size_t after_count;
    int32_t days[3]; /* as rg_draft_task; 0 of a done one */
    bool working, unknown_time;
    int32_t earliest_start, earliest_finish, latest_start, latest_finish; /* dates, of the usual time */
    int32_t float_days;
    bool critical;
    RG_LIST(rg_due_fee) fees; /* none of a done one */
    rg_sums sums;
} rg_planned;

typedef RG_LIST(rg_planned) rg_planned_list;

/* Something that comes back after entry: a step of the phase upkeep, or the end of an authorisation's validity. */
typedef struct {
    rg_planned step;         /* of the phase upkeep; its task is NULL where a route's validity ends */
    const rg_pathway *route; /* whose validity ends, or NULL */
    long every_months;       /* 0: not said */
    int32_t first;           /* date, or RG_NO_DATE */
} rg_renewal;

#define RG_NO_DATE INT32_MIN

typedef struct {
    const rg_market *market;
    const rg_outcome *outcome;
    bool known;              /* the market's steps are written */
    const rg_pathway *route; /* the recommended one, where settled */
    int32_t finish[3];       /* dates of the shortest, usual and longest course; RG_NO_DATE: nothing is scheduled */
    bool lower_bound;        /* a time is not known: the finishes are the earliest there can be */
    rg_sums fees;            /* of the market's own steps */
    rg_planned_list options; /* useful, not scheduled; without dates */
    rg_planned_list later;   /* after entry; only the earliest dates mean anything */
    RG_LIST(rg_renewal) upkeep;
} rg_market_plan;

typedef struct {
    int32_t start;
    rg_market_plan *markets;
    size_t market_count;
    rg_planned_list steps;    /* shared ones first, then market by market */
    const uint32_t *critical; /* places of steps, from the first to the last */
    size_t critical_count;
    int32_t finish[3];
    bool lower_bound;
    rg_sums fees;
    const char *home_currency; /* NULL: no home market */
    const rg_rates *rates;     /* NULL: none */
    rg_sum home;               /* all fees in the home currency */
    bool home_whole;           /* else a rate is missing, and the fees without one are left out */
} rg_plan;

/* What a plan is asked for. */
typedef struct {
    rg_market *const *markets; /* rg_tasks_of was called for each before the facts were evaluated */
    size_t count;
    int32_t start;         /* the day work begins */
    const rg_market *home; /* or NULL */
    const rg_rates *rates; /* or NULL */
} rg_plan_question;

/* The plan, in `arena`; NULL after a diagnostic when it runs past the last day of the calendar (9999-12-31). */
rg_plan *rg_plan_make(rg_base *base, rg_exact *exact, const rg_facts *facts, const rg_plan_question *question,
                      rg_arena *arena, rg_diagnostics *diagnostics);

/* ---- time and money of one market, for whoever asks many thousand times ---- */

typedef struct rg_estimator rg_estimator;

/* For these markets; fees are given in `currency` at the rates (may be NULL). Made once, it is used again and again. */
rg_estimator *rg_estimator_new(rg_base *base, rg_market *const *markets, size_t count, const rg_rates *rates,
                               const char *currency, rg_arena *arena);

typedef struct {
    bool known;              /* the market's steps are written, and there are some for this device (done ones count) */
    int32_t days[3];         /* shortest, usual, longest, in calendar days from the start */
    bool lower_bound;        /* a time is not known and was counted as 0 */
    double fees[3];          /* low, usual, high */
    bool fees_incomplete;    /* a rate is missing; fees of that currency are left out */
    const rg_pathway *route; /* the recommended one, where settled */
} rg_estimate;

/*
 * Time and fees of the market at this place of the list, begun on the day `start`. The shared tasks in
 * `shared_done` (by place, NULL: none) cost neither time nor money any more. `exact` may be NULL (see rg_draft_fill);
 * for a full profile it changes nothing. Allocates nothing for a full profile. False when it runs past the last day of
 * the calendar.
 */
bool rg_estimate_market(rg_estimator *estimator, rg_exact *exact, const rg_facts *facts, size_t market, int32_t start,
                        const bool *shared_done, rg_estimate *out);

#endif
