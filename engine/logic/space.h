/*
 * All admissible completions of a device, and each condition as a decision diagram over them. An attribute that is not
 * asked has its neutral value (or none) whatever its variable says; so two completions that differ in one attribute,
 * and in those asked only because of it, are two values of one variable.
 */
#ifndef RG_LOGIC_SPACE_H
#define RG_LOGIC_SPACE_H

#include "logic/diagram.h"
#include "logic/domain.h"

typedef struct rg_space rg_space;

/* `most`: nodes before a diagram counts as too large. */
rg_space *rg_space_new(const rg_facts *facts, rg_arena *arena, size_t most);

/* Whether the diagrams have grown too large: the answer given last, and all later ones, are void. */
bool rg_space_too_large(const rg_space *space);

/* Nodes made so far. */
size_t rg_space_size(const rg_space *space);

/* Whether some admissible completion makes the condition `value`, or all conditions true. */
bool rg_space_can(rg_space *space, rg_condition condition, bool value);
bool rg_space_can_all(rg_space *space, const rg_condition *conditions, size_t count);

/* Marks in `found` (by subject) what the outcomes hang on (see exact.h). */
void rg_space_depends(rg_space *space, const rg_condition *outcomes, size_t count, bool *found);

#endif
