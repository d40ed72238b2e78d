/* What an approval of the home market is worth in another one, read from the rule sets and from no device. */
#ifndef RG_PLAN_WORTH_H
#define RG_PLAN_WORTH_H

#include "plan/steps.h"

typedef enum { RG_WORTH_ROUTE, RG_WORTH_REQUIREMENT, RG_WORTH_STEP } rg_worth_kind;

/* An entry of the market whose condition asks for an approval that one of the home market can be. */
typedef struct {
    rg_worth_kind kind;
    const char *id;
    rg_text title;
    const rg_entry *entry;              /* of a requirement */
    RG_LIST(const rg_node *) approvals; /* what is asked of the approval, as `approved_in` is written */
    rg_basis basis;
} rg_worth;

typedef RG_LIST(rg_worth) rg_worths;

/*
 * The routes, requirements and steps of `market` in force whose conditions, or the named conditions they use, hold
 * because of an approval in `home` (a code); conditions under `not` do not count. The market's requirements must have
 * been read.
 */
void rg_worth_find(rg_base *base, rg_market *market, const char *home, rg_worths *out, rg_arena *arena);

#endif
