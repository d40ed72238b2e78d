/*
 * What can still come out. Kleene's rules give a quick answer that may say "unknown" where every admissible completion
 * of the profile agrees; here the question is settled exactly, by a satisfiability solver over the attributes that
 * are open, the constraints of the vocabulary and what is asked of which device.
 */
#ifndef RG_LOGIC_EXACT_H
#define RG_LOGIC_EXACT_H

#include "logic/facts.h"

typedef struct rg_exact rg_exact;

/* For one set of facts, all markets loaded; lives in `arena`. Nothing is built before a question needs it. */
rg_exact *rg_exact_new(const rg_facts *facts, rg_arena *arena);

/*
 * Tells that the next questions are of another matter, a market usually: large formulas of the last one are dropped, so
 * that they are not in the way. Only speed changes.
 */
void rg_exact_topic(rg_exact *exact);

/* Whether the profile has an admissible completion at all. */
bool rg_exact_consistent(rg_exact *exact);

/*
 * Where it has none: a smallest set of constraints of the vocabulary that no completion keeps together, by index. Their
 * number is returned; *constraints lives in the arena.
 */
size_t rg_exact_clash(rg_exact *exact, const size_t **constraints);

/* True or false where every admissible completion agrees, else unknown. */
rg_truth rg_exact_truth(rg_exact *exact, rg_condition condition);

/* Whether some admissible completion makes the condition `value`. */
bool rg_exact_can(rg_exact *exact, rg_condition condition, bool value);

/* Whether some admissible completion makes all of the conditions true. */
bool rg_exact_can_all(rg_exact *exact, const rg_condition *conditions, size_t count);

/*
 * What the outcomes hang on. Subject s is in it when two admissible completions differ in s and in one of the outcomes,
 * and agree on everything else, except attributes that are asked of only one of the two because of s. Subjects are the
 * attributes by index, after them the lists of the profile (approvals, evidence, ...). Returns their number; *subjects
 * lives in the arena.
 */
size_t rg_exact_depends(rg_exact *exact, const rg_condition *outcomes, size_t count, const size_t **subjects);

/* Outcomes that are asked together: usually the classes of one market, of which one holds. */
typedef struct {
    const rg_condition *outcomes;
    size_t count;
} rg_outcome_group;

/* As rg_exact_depends, for several groups at once; quicker than one large group. */
size_t rg_exact_depends_groups(rg_exact *exact, const rg_outcome_group *groups, size_t count, const size_t **subjects);

/* The name of a subject: an attribute or a list of the profile. */
const char *rg_subject_name(const rg_base *base, size_t subject);

#endif
