/* A device that shows a finding, as small as it can be said, as a profile that can be run. */
#ifndef RG_CHECK_WITNESS_H
#define RG_CHECK_WITNESS_H

#include "logic/exact.h"

/* Of a test on a list of the profile that takes several values: it is true only where a test on one of them is. */
typedef struct {
    rg_condition test, holds;
} rg_split;

typedef RG_LIST(rg_split) rg_splits;

/*
 * Enters all that a witness may ask ("this attribute has this value") into the program; before facts are evaluated,
 * once all markets are read.
 */
void rg_witness_prepare(rg_base *base, rg_splits *splits);

typedef struct {
    bool possible;       /* some device shows it */
    const char *profile; /* such a device, as JSON; NULL where it cannot be written down */
} rg_witness;

/*
 * A complete profile that makes all of the conditions true, and states only what differs from the neutral values. The
 * search by itself takes tests on lists of the profile for independent of each other as far as one does not imply the
 * other; here the splits are heeded too. The profile lives in the arena of the base.
 */
rg_witness rg_witness_of(rg_exact *exact, const rg_facts *facts, const rg_splits *splits,
                         const rg_condition *conditions, size_t count);

#endif
