/* The difference between two markets for one device, row by row, and what the maker already holds for each. */
#ifndef RG_COMPARE_COMPARE_H
#define RG_COMPARE_COMPARE_H

#include "compare/catalogue.h"

typedef enum { RG_MET, RG_ADAPT, RG_GAP, RG_UNDETERMINED, RG_NOT_APPLICABLE, RG_VERDICTS } rg_verdict;

/* What a market says of a requirement for this device. */
typedef struct {
    rg_truth required;
    const rg_entry *entry; /* the one that counts, or NULL */
    rg_subjects depends;   /* of an open one */
} rg_duty;

/* How a verdict came about where no paper is asked for. */
typedef enum { RG_BY_EVIDENCE, RG_BY_PRACTICE } rg_verdict_basis;

typedef struct {
    const rg_requirement *requirement;
    rg_truth applies;
    rg_duty home, target;
    rg_difference difference;
    const rg_difference *parameters; /* by parameter, where both markets ask */
    rg_verdict verdict;
    rg_verdict_basis basis;
    RG_LIST(const char *) held; /* ids of evidence that counts */
    RG_LIST(rg_text) missing;
    RG_LIST(const char *) accepted; /* types of evidence that would count in full */
    rg_subjects depends;            /* what an unknown difference or an undetermined verdict hangs on */
} rg_row;

typedef struct {
    const rg_market *home;     /* NULL: compared with nothing */
    const rg_outcome *outcome; /* of the target */
    RG_LIST(rg_row) rows;
    size_t summary[RG_VERDICTS];
} rg_comparison;

/*
 * Compares `target` with `home` (may be NULL) for the device of `facts`. Both markets and their requirements must have
 * been read before the facts were evaluated.
 */
rg_comparison *rg_compare(rg_base *base, rg_exact *exact, const rg_facts *facts, rg_market *home, rg_market *target,
                          rg_arena *arena);

/* The verdict on a row whose difference is known (verdict.c). */
void rg_judge(const rg_base *base, const rg_facts *facts, const rg_market *home, const rg_market *target, rg_row *row,
              rg_arena *arena);

#endif
