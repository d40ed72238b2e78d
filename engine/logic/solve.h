/*
 * What can still come out, by a satisfiability solver: two copies of the formulas where it is asked what they hang on.
 * For devices of which so much is open that diagrams (space.h) grow too large. The questions are those of exact.h.
 */
#ifndef RG_LOGIC_SOLVE_H
#define RG_LOGIC_SOLVE_H

#include "logic/facts.h"

typedef struct rg_solver rg_solver;

rg_solver *rg_solver_new(const rg_facts *facts, rg_arena *arena);
bool rg_solver_consistent(rg_solver *solver);
size_t rg_solver_clash(rg_solver *solver, const size_t **constraints);
bool rg_solver_can(rg_solver *solver, rg_condition condition, bool value);
bool rg_solver_can_all(rg_solver *solver, const rg_condition *conditions, size_t count);

/*
 * Marks in `found` (by subject) what the outcomes hang on; what is marked already stays so, and is not tried again.
 * What only changes together with others is looked for where nothing that was marked before is near.
 */
void rg_solver_depends(rg_solver *solver, const rg_condition *outcomes, size_t count, bool *found);

#endif
