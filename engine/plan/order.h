/* The graph of tasks: who waits for whom, in an order in which nobody comes before what it waits for. */
#ifndef RG_PLAN_ORDER_H
#define RG_PLAN_ORDER_H

#include "plan/steps.h"

/*
 * Reads `after` of all tasks (items of the same order) and sorts them. `shared` is NULL for the shared tasks
 * themselves. Unknown names and cycles are reported and left out.
 */
void rg_tasks_connect(rg_base *base, const rg_items *items, const rg_tasks *shared, rg_tasks *tasks);

/* Fills tasks->needed: which shared tasks the market rests on, and when. */
void rg_tasks_need(rg_base *base, const rg_tasks *shared, rg_tasks *tasks);

#endif
