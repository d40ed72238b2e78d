/* What a market's rules say of one device: scope, class, the rules that fired, the routes that are open. */
#ifndef RG_LOGIC_OUTCOME_H
#define RG_LOGIC_OUTCOME_H

#include "logic/exact.h"

typedef enum { RG_DETERMINED, RG_POSSIBLE, RG_RANGE, RG_NONE } rg_class_status;

/* One fact that made a condition what it is; subject as in exact.h. */
typedef struct {
    const size_t *items;
    size_t count;
} rg_subjects;

typedef struct {
    const rg_rule *rule;
    rg_truth fires; /* never RG_FALSE */
    bool decides;
    rg_subjects because;
} rg_rule_outcome;

typedef struct {
    const rg_pathway *pathway;
    bool open; /* else it is only possible */
    bool recommended;
} rg_route_outcome;

typedef struct {
    const rg_market *market;
    rg_truth in_scope;
    const rg_scope_rule *scope_rule; /* the one that decides, or NULL */
    rg_class_status status;
    long value;        /* index of the class, or -1 */
    uint64_t possible; /* classes that can still come out */
    rg_subjects depends;
    bool estimated;          /* by rules that stand in for an official list */
    const rg_scheme *scheme; /* the one that classifies, where settled */
    const char **row;        /* of the scheme's table, or NULL */
    RG_LIST(const rg_subclass *) subclasses;
    RG_LIST(rg_rule_outcome) rules;
    RG_LIST(rg_route_outcome) routes; /* the recommended one first */
} rg_outcome;

/* The class, or the possible ones parted by bars, or "none". */
const char *rg_outcome_words(const rg_outcome *outcome, rg_arena *arena);

rg_outcome *rg_outcome_of(rg_exact *exact, const rg_facts *facts, const rg_market *market, rg_arena *arena);

/*
 * The subjects that make a condition what it is by Kleene's rules: of a true one the facts that suffice, of a false
 * one those that prevent it, of an unknown one those that are open.
 */
rg_subjects rg_reasons(const rg_facts *facts, rg_condition condition, rg_arena *arena);

#endif
