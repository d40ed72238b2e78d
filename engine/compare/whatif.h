/* What changes between two profiles of one device: class, route, time, fees, requirements, market by market. */
#ifndef RG_COMPARE_WHATIF_H
#define RG_COMPARE_WHATIF_H

#include "compare/compare.h"

typedef struct {
    const rg_market *market;
    const char *field;                 /* scope, class, subclass, route, days, fees or requirement */
    const rg_requirement *requirement; /* of the field of that name */
    const char *before, *after;
    RG_LIST(const char *) rules; /* ids of rules that fire in one of the two and not in the other */
} rg_effect;

typedef RG_LIST(rg_effect) rg_effects;

/* Adds what differs between two comparisons of the same market. `before` and `after` were evaluated with these facts.
 */
void rg_whatif(rg_exact *exact_before, const rg_comparison *before, rg_exact *exact_after, const rg_comparison *after,
               rg_effects *effects, rg_arena *arena);

#endif
