/*
 * Which markets promise most: effort, openness and opportunity put on one scale, weighed and added up, and how far each
 * weight can move before another market comes first. Pure arithmetic; appraise.c finds the values.
 */
#ifndef RG_PLAN_RANK_H
#define RG_PLAN_RANK_H

#include "logic/market.h"

typedef struct {
    const char *id;
    bool less_is_better;
    double
        unit; /* above 0: the scale runs in log(1 + value / unit), so that ten times as much counts alike; 0: linear */
    double weight; /* as given; only the proportions matter */
} rg_factor;

typedef struct {
    bool known, at_least; /* at_least: a part of it is not known */
    double value;
    double normalised;     /* 0 worst to 1 best of the markets; of what is not known the mean of the known ones */
    const rg_basis *basis; /* of a market fact, else NULL */
} rg_appraisal;

typedef struct {
    const rg_market *market;
    size_t place;         /* from 1 */
    double score;         /* sum of normalised * weight, 0 to 1 */
    rg_appraisal *values; /* by factor */
} rg_ranked;

/* One weight moves, the others keep their proportions among each other and fill up to 1. */
typedef struct {
    double lowest, highest;         /* between these the first place stays where it is */
    const rg_ranked *below, *above; /* who comes first beyond them; NULL: nobody does down to 0, up to 1 */
    bool moves;                     /* false where the others weigh nothing, so that they cannot fill up */
} rg_leeway;

typedef struct {
    const rg_factor *factors;
    double *weights; /* by factor; they add up to 1 */
    size_t factor_count;
    rg_ranked *markets; /* by place; equal scores by code */
    size_t count;
    rg_leeway *leeways; /* by factor */
} rg_ranking;

/*
 * Ranks `count` markets whose values are known or not (normalised, place and score are filled in; the array is put
 * into order). The scale of a factor runs from the worst to the best known value, linear or in logarithms; where all
 * known values are the same, or none is known, every market stands at one half. At least one weight is more than 0.
 */
rg_ranking *rg_rank(const rg_factor *factors, size_t factor_count, rg_ranked *markets, size_t count, rg_arena *arena);

#endif
