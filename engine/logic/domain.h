/* What an open attribute may be, as far as the conditions of the program can tell; and what entries of a list share. */
#ifndef RG_LOGIC_DOMAIN_H
#define RG_LOGIC_DOMAIN_H

#include "logic/facts.h"

/* Of a number or date: the values that no condition can tell apart share an interval. */
typedef struct {
    int64_t *ends; /* the intervals begin after these; the last has no end */
    size_t count;
} rg_intervals;

/* Every text that some condition asks for; with "no text" and "another text" these are all that can be told apart. */
typedef struct {
    const char **items;
    size_t count;
} rg_texts;

typedef struct {
    rg_intervals *numbers; /* by attribute */
    rg_texts *texts;       /* by attribute */
} rg_domains;

rg_domains rg_domains_of(const rg_base *base, rg_arena *arena);

/* The index of the first interval that is possible: only dates lie before 0. */
size_t rg_domain_first(const rg_base *base, const rg_domains *domains, size_t slot);

/* Whether the interval lies within low to high. */
bool rg_interval_within(const rg_intervals *numbers, size_t interval, int64_t low, int64_t high);

/* Whether the text satisfies a test on texts. */
bool rg_text_fits(const rg_test *test, const char *text);

/* Whether every entry of a list that fits `a` fits `b` too. */
bool rg_record_implies(const rg_test *a, const rg_test *b);

/*
 * What hangs on what, as masks over the subjects (exact.h), `words` words each. What is settled hangs on nothing.
 */
typedef struct {
    size_t subjects, words;
    uint64_t *support; /* by step: the subjects it speaks of */
    uint64_t *freed;   /* by subject: itself and, transitively, what is asked only depending on it */
    uint64_t *linked;  /* by subject: the same and, transitively, what open constraints tie to it */
} rg_reach;

rg_reach rg_reach_of(const rg_facts *facts, rg_arena *arena);

/* Whether a condition speaks of one of the subjects. */
bool rg_reach_meets(const rg_reach *reach, rg_condition condition, const uint64_t *subjects);

#endif
