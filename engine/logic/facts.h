/*
 * What is known of one device, in the form the program is evaluated on: for each attribute what it may still be, for
 * each test whether it holds, and from both, for each condition of the program, true, false or unknown.
 */
#ifndef RG_LOGIC_FACTS_H
#define RG_LOGIC_FACTS_H

#include "load/profile.h"
#include "logic/market.h"

/* Where an attribute's value comes from. */
typedef enum {
    RG_OPEN,    /* nowhere: unknown */
    RG_STATED,  /* the profile */
    RG_ASSUMED, /* not stated in a complete profile: the neutral value */
    RG_IMPLIED, /* another attribute leaves no choice */
    RG_UNASKED  /* it is not asked of such a device: the neutral value */
} rg_origin;

typedef struct {
    uint64_t mask;  /* bool, enum: the values still possible, 0: none applies; set: the members */
    uint64_t known; /* set: the members decided either way */
    int64_t number;
    const char *text;
    rg_origin origin;
    bool lapses; /* it may turn out to have no value at all */
    rg_place place;
    const rg_constraint *by; /* the constraint that narrowed it last, or NULL */
} rg_fact;

typedef struct {
    rg_base *base;
    const rg_profile *profile;
    rg_fact *facts;     /* by attribute */
    uint8_t *tests;     /* by test of the program: rg_truth */
    uint8_t *truth;     /* by step of the program: rg_truth, after rg_facts_evaluate */
    const char ***rows; /* by table: the row of the device's code, or NULL */
    size_t evaluated;   /* steps */
} rg_facts;

/*
 * The facts of a profile: what is stated; of a complete profile the neutral value for the rest; what the constraints
 * and `asked_when` settle. NULL when the profile contradicts itself (reported with both places). All markets that
 * will be asked must be loaded before.
 */
rg_facts *rg_facts_new(rg_base *base, const rg_profile *profile, rg_arena *arena, rg_diagnostics *diagnostics);

/* Evaluates the whole program; facts->truth is then valid for every condition. */
void rg_facts_evaluate(rg_facts *facts, rg_arena *arena);

/* Turns a switch of the program on or off, and evaluates the whole program with it. */
void rg_facts_switch(rg_facts *facts, rg_condition which, bool on);

/* A condition's truth by Kleene's rules alone: RG_UNKNOWN may still turn out to be settled (see exact.h). */
static inline rg_truth rg_truth_of(const rg_facts *facts, rg_condition condition) {
    return (rg_truth)facts->truth[condition];
}

/* Whether all entries of the list are known: it is stated, or the profile is complete and does not leave it open. */
bool rg_list_known(const rg_profile *profile, size_t list);

/* Whether the attribute's value is settled. */
bool rg_fact_known(const rg_attribute *attribute, const rg_fact *fact);

/* Whether a compiled pattern matches; one that takes too long does not. */
bool rg_text_matches(const void *pattern, const char *subject);

/* All values of the attribute, as a mask. */
uint64_t rg_attribute_mask(const rg_attribute *attribute);

/* A record's fit to a test: true, false, or unknown where a field it asks for is not given. */
rg_truth rg_record_fits(const rg_facts *facts, const rg_record_type *type, const rg_record *record,
                        const rg_test *test);

#endif
