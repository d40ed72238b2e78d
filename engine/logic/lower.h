/* Which changes of design or intended use would bring a device into a lower class. */
#ifndef RG_LOGIC_LOWER_H
#define RG_LOGIC_LOWER_H

#include "logic/outcome.h"

/* One attribute's new value: of a bool or enum one bit, of a set all its members. */
typedef struct {
    size_t attribute;
    uint64_t mask;
} rg_change;

typedef struct {
    RG_LIST(rg_change) changes;
    RG_LIST(const rg_rule *) stops; /* rules that fire now and would not */
    long class;                     /* reached */
} rg_way;

typedef struct {
    RG_LIST(rg_way) ways; /* of the smallest number of changes that does it, each of them */
    size_t size;          /* changes in each way; 0 and no way: none with up to RG_MOST_CHANGES */
    bool open;            /* the class now hangs on what the profile does not say */
    bool already;         /* the device is in the class, or below, now */
} rg_lower;

enum { RG_MOST_CHANGES = 3, RG_MOST_WAYS = 64 };

/*
 * Looks for the smallest sets of changes to attributes marked as design choices after which the class is `class` or
 * below. One member more or less in a set is one change. The profile's class must be settled.
 */
rg_lower *rg_lower_find(rg_base *base, rg_market *market, const rg_profile *profile, unsigned class, rg_arena *arena,
                        rg_diagnostics *diagnostics);

/* A copy of the profile with changes made to it. */
rg_profile *rg_profile_changed(const rg_base *base, const rg_profile *profile, const rg_change *changes, size_t count,
                               rg_arena *arena);

#endif
