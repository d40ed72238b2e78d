/*
 * What can still come out. Kleene's rules give a quick answer that may say "unknown" where every admissible completion
 * of the profile agrees; here the question is settled exactly, over the attributes that are open, the constraints of
 * the vocabulary and what is asked of which device: by decision diagrams (space.h), or, where so much is open that
 * these grow too large, by a satisfiability solver (solve.h).
 */
#ifndef RG_LOGIC_EXACT_H
#define RG_LOGIC_EXACT_H

#include "logic/facts.h"

typedef struct rg_exact rg_exact;

/* For one set of facts, all markets loaded; lives in `arena`. Nothing is built before a question needs it. */
rg_exact *rg_exact_new(const rg_facts *facts, rg_arena *arena);

typedef enum { RG_BY_EITHER, RG_BY_DIAGRAMS, RG_BY_SOLVER } rg_method;

/* Holds to one method, for tests that compare them; before the first question. */
void rg_exact_by(rg_exact *exact, rg_method method);

/*
 * Tells what the next questions are about, a market usually: formulas of large topics are kept apart, so that they are
 * not in each other's way. Only speed changes. `topic` is any address that stands for it.
 */
void rg_exact_topic(rg_exact *exact, const void *topic);

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

/* As rg_exact_depends, but marks the subjects in `found`, by subject; what is marked already stays so. */
void rg_exact_mark_depends(rg_exact *exact, const rg_condition *outcomes, size_t count, bool *found);

/* The name of a subject: an attribute or a list of the profile. */
const char *rg_subject_name(const rg_base *base, size_t subject);

#endif
