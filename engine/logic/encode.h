/* How questions become clauses; between encode.c, which makes them, and exact.c, which asks. */
#ifndef RG_LOGIC_ENCODE_H
#define RG_LOGIC_ENCODE_H

#include <ccadical.h>

#include "logic/exact.h"

/* One assignment of the open attributes: the device, or beside it a second one that may differ from it. */
typedef struct {
    int *steps;  /* by step: its literal, 0 while it has none */
    int **slots; /* by attribute: a variable per value (enum, set) or interval (number), NULL while it has none */
    int *tests;  /* by test */
    RG_LIST(rg_condition) touched; /* steps that have a literal */
} rg_assignment;

typedef struct {
    int64_t *ends; /* the intervals begin after these; the last has no end */
    size_t count;
} rg_intervals;

struct rg_exact {
    const rg_facts *facts;
    const rg_base *base;
    rg_arena *arena;
    CCaDiCaL *solver;
    int variables, truth; /* `truth` is a variable that is true */
    rg_assignment first, second;
    int *differs;  /* by subject: unless true, the second device agrees with the first; NULL: there is no second */
    int *own;      /* by subject: false where it must agree as soon as it is asked of both */
    int *apart;    /* by attribute: true only where the two devices really differ in it */
    uint8_t *seen; /* by step: 1 some admissible completion made it true, 2 made it false */
    RG_LIST(uint8_t *) completions; /* those found so far, each by step: 1 true, 2 false, 0 not decided then */
    int **choices;
    rg_intervals *numbers;
    uint64_t *support; /* by step: the subjects it hangs on, `words` words each */
    uint64_t *freed;   /* by subject: itself and what is asked only because of it, likewise */
    uint64_t *linked;  /* by subject: the same and, transitively, what constraints tie to it, likewise */
    size_t words, subjects;
    rg_exact *inner; /* for questions of what hangs on what; its solver is made anew for each */
};

/* A new variable; a clause of `count` literals; a literal that is true when one of them is. */
int rg_encode_fresh(rg_exact *exact);
void rg_encode_clause(rg_exact *exact, const int *literals, size_t count);
int rg_encode_any(rg_exact *exact, const int *literals, size_t count);

/* The literal of a condition for one of the two devices; what is settled is the constant. */
int rg_encode_literal(rg_exact *exact, rg_assignment *assignment, rg_condition condition);

/* Whether an open condition hangs on one of the subjects (a mask of exact->words words). */
bool rg_encode_hangs_on(const rg_exact *exact, rg_condition condition, const uint64_t *subjects);

size_t rg_encode_attributes(const rg_exact *exact);
CCaDiCaL *rg_encode_solver(void);
rg_assignment rg_encode_assignment(rg_exact *exact);

/* Demands of a device that it is admissible. */
void rg_encode_constraints(rg_exact *exact, rg_assignment *assignment);

/* An empty solver: what was asked before would only be in the way. What was found out stays. */
void rg_encode_begin(rg_exact *exact);

/* Makes the solver and its tables at the first question. */
void rg_encode_prepare(rg_exact *exact);

#endif
