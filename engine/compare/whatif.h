/* What changes between two profiles of one device: class, route, time, fees, requirements, market by market. */
#ifndef RG_COMPARE_WHATIF_H
#define RG_COMPARE_WHATIF_H

#include "compare/compare.h"

typedef struct {
    const rg_market *market;
    const char *field;                 /* scope, class, subclass, route, days, fees, requirement or parameter */
    const rg_requirement *requirement; /* of the last two */
    const char *before, *after;        /* in words; NULL of a parameter */
    const rg_parameter *parameter;     /* of a requirement that is asked in both */
    const rg_parameter_value *value_before, *value_after;
    rg_difference difference;    /* what the later value is beside the earlier one */
    RG_LIST(const char *) rules; /* ids of rules that fire in one of the two and not in the other */
} rg_effect;

typedef RG_LIST(rg_effect) rg_effects;

/*
 * Adds what differs between two comparisons of the same market. `before` and `after` were evaluated with these facts;
 * they may be of two rule bases that hold the same catalogue. A start date that has passed on `as_of` in both is no
 * difference.
 */
void rg_whatif(rg_exact *exact_before, const rg_comparison *before, rg_exact *exact_after, const rg_comparison *after,
               int32_t as_of, rg_effects *effects, rg_arena *arena);

/* The recommended route of an outcome, or NULL where none is settled. */
const rg_pathway *rg_recommended(const rg_outcome *outcome);

#endif
