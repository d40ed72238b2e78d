/* Whether the cases of a market would notice a mistake: each rule and route changed in turn. */
#ifndef RG_CHECK_MUTATION_H
#define RG_CHECK_MUTATION_H

#include "logic/cases.h"

/* A rule or route with its condition negated, or without it. */
typedef struct {
    bool route, dropped, noticed;
    const char *id;
    rg_place place;
} rg_mutant;

typedef struct {
    const char *market;
    RG_LIST(rg_mutant) mutants; /* in the order of the files; what a market inherits from another is left to that one */
    size_t noticed;
    rg_map index;
} rg_mutation;

/*
 * Runs the cases of the market against each mutant: one is noticed where a case that holds fails with it. `base` tells
 * store and day; the rules are read anew beside it. Lives in the arena of the base.
 */
rg_mutation *rg_mutate(const rg_base *base, const char *market);

#endif
