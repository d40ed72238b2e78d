/*
 * What has to be done for one device, before it is put into time: which tasks of which markets, which of them are done
 * already, and how long the rest takes.
 */
#ifndef RG_PLAN_DRAFT_H
#define RG_PLAN_DRAFT_H

#include "compare/evidence.h"
#include "plan/money.h"
#include "plan/network.h"
#include "plan/steps.h"

/* The routes of one market that the device may take. */
typedef struct {
    const rg_market *market;
    const rg_tasks *tasks;
    uint32_t first;          /* where the market's tasks stand in the draft */
    bool approved;           /* a valid approval of the market, or the paper that shows it, is at hand */
    const rg_pathway *route; /* the recommended one, where settled */
    bool *candidates;        /* by pathway: it may turn out to be the recommended one */
    bool none;               /* in scope, it may turn out that there is none */
} rg_draft_market;

typedef struct {
    const rg_task *task;
    rg_draft_market *market; /* NULL: shared */
    rg_truth in;             /* whether it is in the plan */
    bool done;
    int32_t days[3];
    bool working;      /* they are working days */
    bool unknown_time; /* one of them is not known, and as short as it can be */
} rg_draft_task;

typedef struct {
    rg_base *base;
    const rg_tasks *shared;
    rg_draft_market *markets;
    size_t market_count;
    rg_draft_task *tasks; /* the shared ones, after them each market's; each after all it waits for */
    size_t count;
    rg_evidence_fields evidence;
    bool has_evidence;
    rg_map types;            /* of evidence: their places in the catalogue */
    uint8_t *held;           /* by type of evidence: a paper of it runs on the day */
    rg_activity *activities; /* scratch of as many places as tasks */
    rg_times *times;
    uint8_t *followed;         /* scratch: what stands behind a task */
    rg_condition *conditions;  /* scratch: one a market */
    const rg_pathway **routes; /* scratch: of one task */
} rg_draft;

/* An empty draft for these markets, whose tasks are read; everything it needs later is allocated here. */
rg_draft *rg_draft_new(rg_base *base, rg_market *const *markets, size_t count, rg_arena *arena);

/*
 * Fills it for a device and a day of beginning. `exact` NULL: by Kleene's rules alone, so that what they leave unknown
 * stays unknown. The shared tasks named in `shared_done` (by place; NULL: none) count as done. Allocates nothing.
 */
void rg_draft_fill(rg_draft *draft, rg_exact *exact, const rg_facts *facts, int32_t start, const bool *shared_done);

/* The first place of `after` that counts: what fell out needs nothing of the shared tasks any more. */
size_t rg_draft_first_after(const rg_draft_task *task);

/*
 * The network of one of the three times (0 shortest, 1 usual, 2 longest) in draft->activities. What is done or falls
 * out takes no time, and so does, in the shortest, what may fall out.
 */
void rg_draft_activities(rg_draft *draft, size_t which);

/* Whether the task is in the plan and still to be done. */
static inline bool rg_draft_open(const rg_draft_task *task) {
    return task->in != RG_FALSE && !task->done;
}

/* The place in the draft of a place in the `after` of the task at `at`. */
uint32_t rg_draft_place(const rg_draft *draft, size_t at, uint32_t after);

/* The fees of a task by currency; routes that may be taken are bounds. */
void rg_draft_fees(const rg_draft *draft, const rg_draft_task *task, rg_exact *exact, const rg_facts *facts,
                   rg_sums *sums, rg_arena *arena);

/* The routes whose days or fees (`days_of`, `fees_of`) a task takes, in order, and their number; `out` has room for
 * all. */
size_t rg_draft_routes(const rg_draft_task *task, long of, const rg_pathway **out);

/* Finds how long a task takes; rg_draft_fill does so for those in the plan. */
void rg_draft_time(const rg_draft *draft, rg_draft_task *task);

/* Whether, after rg_draft_fill, what the task yields is at hand on the same day, or its `done_when` says that it is
 * done. */
bool rg_draft_is_done(const rg_draft *draft, const rg_draft_task *task, rg_exact *exact, const rg_facts *facts,
                      int32_t day);

#endif
