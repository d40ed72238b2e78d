/* What of a market its cases exercise: each rule, route and requirement entry, as true and as false. */
#ifndef RG_CHECK_COVERAGE_H
#define RG_CHECK_COVERAGE_H

#include "compare/compare.h"
#include "logic/cases.h"

/* In the order in which they are told. */
#define RG_COVERED_KINDS(X) X(scope) X(rule) X(subclass) X(route) X(requirement)

typedef enum {
#define X(name) RG_COVERED_##name,
    RG_COVERED_KINDS(X)
#undef X
        RG_COVERED_COUNT
} rg_covered_kind;

extern const char *const RG_COVERED_NAMES[RG_COVERED_COUNT];

/* One thing that a case can exercise. */
typedef struct {
    rg_covered_kind kind;
    const char *id; /* of a requirement entry: the requirement */
    rg_place place;
    size_t true_cases, false_cases;
    bool always; /* written without a condition: no case can make it false */
} rg_covered;

typedef struct {
    const char *market;
    const char *inherited; /* paths that begin so belong to the market this one extends, and to its cases; or NULL */
    size_t cases;
    RG_LIST(rg_covered) items;
    rg_map index; /* by kind and place */
} rg_coverage;

/* Whether some case makes it true, and some case false where that can be. */
bool rg_is_covered(const rg_covered *item);

/*
 * Runs the cases of the market as rg_cases_run does and counts what each makes true and false. A rule of a scheme
 * counts as false only for a device which that scheme classifies. What is not in force on the day, and what the
 * market inherits from another market, is left out. Lives in
 * the arena of the base.
 */
rg_coverage *rg_coverage_of(rg_base *base, rg_market *market, rg_case_results *results);

#endif
