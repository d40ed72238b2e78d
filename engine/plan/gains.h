/*
 * Sets of approvals gained that a market can tell apart. What a market's conditions ask of approvals is a handful of
 * questions ("one of the US or the EU, by decision of the authority"); sets of approvals that answer all of them alike
 * are worth the same there, so that of 2^17 sets only a few need to be looked at.
 */
#ifndef RG_PLAN_GAINS_H
#define RG_PLAN_GAINS_H

#include "logic/facts.h"

typedef struct rg_gains rg_gains;

/* For one market; `list` is the place of the approvals among the lists of the profile. Everything is in `arena`. */
rg_gains *rg_gains_new(const rg_facts *facts, size_t list, rg_arena *arena);

/* Notes a test that the market's conditions put to approvals (borrowed). All of them, before the first set is asked. */
void rg_gains_ask(rg_gains *gains, const rg_test *test);

/* What an approval says to each of the tests. It is kept under the number of its market and its date. */
const uint8_t *rg_gains_answers(rg_gains *gains, size_t market, int32_t date, const rg_record *approval);

/* What was kept, or NULL. */
const uint8_t *rg_gains_known(const rg_gains *gains, size_t market, int32_t date);

/*
 * The sets out of `held` (bits) that differ, the empty one first, of those alike the one with the least number, in
 * rising order: so a set holds nothing idle. `answers` gives for each bit of `held` what rg_gains_answers said.
 * The sets are borrowed until the next call. Returns their number.
 */
size_t rg_gains_sets(rg_gains *gains, uint32_t held, const uint8_t *const *answers, const uint32_t **sets);

#endif
