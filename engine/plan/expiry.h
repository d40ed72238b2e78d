/* Which approvals and papers run out, when, and by when their renewal has to be begun. */
#ifndef RG_PLAN_EXPIRY_H
#define RG_PLAN_EXPIRY_H

#include "plan/steps.h"

typedef enum {
    RG_RUNS_OUT,
    RG_RAN_OUT,        /* before the day of evaluation */
    RG_DOES_NOT_LAPSE, /* its route gives no end */
    RG_END_UNKNOWN
} rg_end;

/* Why an end is not known. */
typedef enum {
    RG_END_IS_KNOWN,
    RG_NO_RULE_SET,    /* the approval is of a market nothing is held of */
    RG_ROUTE_NOT_SAID, /* its routes differ, and the profile does not say which it was, or names none of them */
    RG_DATE_NOT_SAID
} rg_end_gap;

/* What the time a renewal takes was taken from, the first that is known. */
typedef enum { RG_LEAD_UNKNOWN, RG_LEAD_OF_STEP, RG_LEAD_OF_ROUTE, RG_LEAD_OF_EVIDENCE } rg_lead;

/* Words of JSON answers, by these enumerations. */
extern const char *const RG_END_NAMES[], *const RG_END_GAP_NAMES[], *const RG_LEAD_NAMES[];

typedef struct {
    const rg_record *record;
    bool approval;
    const char *id;               /* the paper's id, or its type; the approval's number, or NULL */
    const char *market;           /* code, of an approval */
    const rg_market *rules;       /* of that market, or NULL */
    const rg_pathway *route;      /* of an approval, where it is settled */
    const rg_evidence_type *type; /* of a paper */
    rg_end end;
    rg_end_gap gap;
    int32_t ends; /* the last day it is valid; only of RG_RUNS_OUT and RG_RAN_OUT */
    rg_lead lead;
    const char *lead_id; /* of the step or route */
    long lead_days;      /* the longest time that is given */
    int32_t begin;       /* the last day on which the renewal can be begun in time, where `lead` is known */
} rg_ending;

typedef RG_LIST(rg_ending) rg_endings;

/*
 * Everything of the profile that has an end up to `until` (that day included), and approvals whose end is not known or
 * that do not lapse; by end, those without one last. Only approvals of `markets`, and papers that name one of them or
 * none; with `everywhere` also approvals of markets that no rule set is held of. The tasks of all markets have been
 * read before the facts were evaluated.
 */
void rg_expiry_find(rg_base *base, const rg_facts *facts, rg_exact *exact, rg_market *const *markets, size_t count,
                    bool everywhere, int32_t until, rg_endings *out, rg_arena *arena);

#endif
