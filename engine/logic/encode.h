/* How questions become clauses; between encode.c, which makes them, and solve.c, which asks. */
#ifndef RG_LOGIC_ENCODE_H
#define RG_LOGIC_ENCODE_H

#include <ccadical.h>

#include "logic/domain.h"
#include "logic/solve.h"

/* One assignment of the open attributes: the device, or beside it a second one that may differ from it. */
typedef struct {
    int *steps;  /* by step: its literal, 0 while it has none */
    int **slots; /* by attribute: a variable per value (enum, set) or interval (number), NULL while it has none */
    int *tests;  /* by test */
    int *others; /* by test of a pattern: that a text no condition names matches it */
    RG_LIST(rg_condition) touched; /* steps that have a literal */
} rg_assignment;

struct rg_solver {
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
    rg_domains domains;
    rg_reach reach;
    rg_solver *inner; /* for questions of what hangs on what; its solver is made anew for each */
};

/* A new variable; a clause of `count` literals; a literal that is true when one of them is. */
int rg_encode_fresh(rg_solver *solver);
void rg_encode_clause(rg_solver *solver, const int *literals, size_t count);
int rg_encode_any(rg_solver *solver, const int *literals, size_t count);

/* The literal of a condition for one of the two devices; what is settled is the constant. */
int rg_encode_literal(rg_solver *solver, rg_assignment *assignment, rg_condition condition);

size_t rg_encode_attributes(const rg_solver *solver);
CCaDiCaL *rg_encode_solver(void);
rg_assignment rg_encode_assignment(rg_solver *solver);

/* Demands of a device that it is admissible. */
void rg_encode_constraints(rg_solver *solver, rg_assignment *assignment);

/* An empty solver: what was asked before would only be in the way. What was found out stays. */
void rg_encode_begin(rg_solver *solver);

/* Makes the solver and its tables at the first question. */
void rg_encode_prepare(rg_solver *solver);

#endif
