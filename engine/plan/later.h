/* What a plan tells beside its schedule: options, what follows entry, and what comes back. */
#ifndef RG_PLAN_LATER_H
#define RG_PLAN_LATER_H

#include "plan/plan.h"

/* What is needed to make a step of a task that is not scheduled with the others. */
typedef struct {
    rg_draft *draft;
    rg_exact *exact;
    const rg_facts *facts;
    int32_t start;
    rg_arena *arena;
} rg_step_maker;

/* The step of a draft task: status, time, fees; without its place in the network. */
rg_planned rg_plan_step(const rg_step_maker *maker, const rg_draft_task *task, const rg_condition *conditions,
                        size_t count);

/* Fills options, later and upkeep of the market at this place of the draft; its finish must be known. */
void rg_plan_later(const rg_step_maker *maker, size_t market, rg_market_plan *out);

#endif
