/*
 * Decision diagrams: functions of variables with few values each, in the one reduced form that a fixed order of the
 * variables allows. Two functions are the same when their numbers are; whether one can be true is a look at it.
 *
 * R. E. Bryant, Graph-based algorithms for Boolean function manipulation, IEEE Trans. Comput. C-35 (1986); with many
 * values a variable (Srinivasan and others, ICCAD 1990) and complement edges (Brace and others, DAC 1990).
 */
#ifndef RG_LOGIC_DIAGRAM_H
#define RG_LOGIC_DIAGRAM_H

#include <stdbool.h>

#include "util/arena.h"

/* A function; the lowest bit says that it is the opposite of its node. */
typedef uint32_t rg_diagram;

enum { RG_NEVER = 0, RG_ALWAYS = 1 };

typedef struct {
    uint32_t variable, first; /* `first`: of its children, one a value */
    uint32_t walk;            /* the last walk that came by */
} rg_diagram_node;

typedef struct {
    uint32_t operation;
    rg_diagram a, b, result;
} rg_diagram_memo;

typedef struct {
    rg_arena *arena;
    const uint8_t *values; /* by variable: how many it has */
    RG_LIST(rg_diagram_node) nodes;
    RG_LIST(rg_diagram) children;
    uint32_t *index; /* of nodes, open addressing; 0: free */
    rg_diagram_memo *memo;
    size_t slots;        /* of index and memo, a power of two */
    size_t most;         /* nodes */
    bool full;           /* more would have been needed: what was returned since is worth nothing */
    uint32_t operations; /* numbers given to quantifications */
    uint32_t walks;      /* numbers given to walks */
} rg_diagrams;

/* Begins with no functions but the constants; `values` (1 to 64 each) is borrowed. */
void rg_diagrams_begin(rg_diagrams *diagrams, rg_arena *arena, const uint8_t *values, size_t most);

/* True where the variable has one of the values in `mask`. */
rg_diagram rg_diagram_value(rg_diagrams *diagrams, size_t variable, uint64_t mask);

static inline rg_diagram rg_diagram_not(rg_diagram a) {
    return a ^ 1;
}

rg_diagram rg_diagram_and(rg_diagrams *diagrams, rg_diagram a, rg_diagram b);
rg_diagram rg_diagram_or(rg_diagrams *diagrams, rg_diagram a, rg_diagram b);

/* Whether both can be true at once; makes no nodes. */
bool rg_diagram_meets(rg_diagrams *diagrams, rg_diagram a, rg_diagram b);

/* Marks (a bit each) the variables that `a` hangs on. */
void rg_diagram_support(rg_diagrams *diagrams, rg_diagram a, uint64_t *marked);

/* True where some values of the variables marked (a bit each) make `a` true. */
rg_diagram rg_diagram_some(rg_diagrams *diagrams, rg_diagram a, const uint64_t *marked);

#endif
