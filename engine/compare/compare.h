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

/* What was made of one standard a paper names. */
typedef struct {
    const char *paper; /* its id */
    const rg_named *named;
    unsigned worth; /* RG_WORTH_ bits */
    const rg_acceptance *by;
} rg_reading;

/* Editions of a standard that count in full at home and in the target, as bits. */
typedef struct {
    const rg_standard *standard;
    uint32_t home, target;
    const rg_acceptance *by; /* the target's newest entry, or NULL */
} rg_row_standard;

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
    RG_LIST(rg_text) notes; /* on papers that count */
    RG_LIST(rg_reading) readings;
    RG_LIST(rg_row_standard) standards;
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

/* The verdict on a row whose difference is known (verdict.c); `outcome` is the target's. */
void rg_judge(const rg_base *base, rg_exact *e, const rg_facts *facts, const rg_market *home, const rg_outcome *outcome,
              rg_row *row, rg_arena *arena);

/* The verdict by the papers at hand (papers.c). */
void rg_judge_papers(const rg_base *base, rg_exact *e, const rg_facts *facts, const rg_outcome *outcome,
                     const rg_satisfiers *satisfiers, rg_row *row, rg_arena *arena);

/* Warns of standards and editions in the profile's evidence that are not known (named_check.c). */
void rg_check_named(rg_base *base, const rg_profile *profile);

/* Which editions count at home and there, of the standards the row's papers are made to (papers.c). */
void rg_row_standards(const rg_base *base, const rg_market *home, const rg_market *target,
                      const rg_satisfiers *satisfiers, rg_row *row, rg_arena *arena);

#endif
