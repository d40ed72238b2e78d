/* What the law changes for a device, and on which day, from everything in the rule sets that begins or ends. */
#ifndef RG_PLAN_CHANGES_H
#define RG_PLAN_CHANGES_H

#include "compare/whatif.h"
#include "plan/steps.h"

/*
 * One change on its first day. `effect.field` is one of rg_effect, or `law` (a law of the market comes into force),
 * `step` (a step to market begins or ends to be one), or `start` (the date a requirement itself names as its beginning
 * is reached).
 */
typedef struct {
    int32_t on;
    rg_effect effect;
    const char *rule; /* id of the rule, route, law or step; NULL of a requirement */
    const rg_law *law;
    const rg_task *task;
    const rg_basis *basis; /* of what is in force from then on, else of what ended; NULL where nothing is cited */
} rg_coming;

typedef RG_LIST(rg_coming) rg_comings;

/*
 * Finds all changes on days after the date of `base` and up to `until`, that day included, for `targets` (read, with
 * their requirements, in `base`), compared with `home` (may be NULL). On each such day only the rule sets differ: the
 * evidence and the age of approvals are those of that day before and after. They come sorted by day, a day's by the
 * order of the targets. False when the rule sets of a later day are not valid (reported) or the profile contradicts
 * them; the bases of later days live in `arena`.
 */
bool rg_changes_find(rg_base *base, const rg_profile *profile, rg_market *home, rg_market *const *targets, size_t count,
                     int32_t until, rg_comings *out, rg_arena *arena, rg_diagnostics *diagnostics);

#endif
