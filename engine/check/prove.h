/*
 * What holds of every admissible device, not only of those somebody thought of: rule sets are searched for devices
 * that they leave without a class or route, and for what in them can never matter. The search is exact (logic/exact.h)
 * and runs over all that a profile can say. Codes are not given there: what an official list says is not searched.
 */
#ifndef RG_CHECK_PROVE_H
#define RG_CHECK_PROVE_H

#include "plan/steps.h"

/*
 * Reports what is found as warnings, and as notes where only the order of rules decides, each with the smallest device
 * that shows it, where there is one. All of the markets must be read; the base takes no further market afterwards.
 */
void rg_prove(rg_base *base, rg_market *const *markets, size_t count, rg_diagnostics *diagnostics);

#endif
