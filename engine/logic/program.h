/*
 * Conditions compiled into one flat, shared program: every distinct test and every distinct combination stands in it
 * once, children before parents, so that one pass over an array evaluates all of them, and the bytes it leaves behind
 * are the record of why.
 */
#ifndef RG_LOGIC_PROGRAM_H
#define RG_LOGIC_PROGRAM_H

#include "load/vocabulary.h"

/* Kleene's three values. */
typedef enum { RG_FALSE = 0, RG_TRUE = 1, RG_UNKNOWN = 2 } rg_truth;

/*
 * The operators, once: the enumeration, the names in dumps and the evaluator's table come from this list.
 *   CONSTANT  mask: its truth
 *   VALUE     slot is a bool or enum: one of the values in mask
 *   MEMBER    slot is a set: at least one member in mask
 *   RANGE     slot is a number or date: low <= it <= high
 *   TEST      a test on texts, lists or tables, computed when the profile is read; low: its index
 *   CHOICE    the law leaves it open; low: the number of the choice, mask: the one value of it
 *   ALL, ANY  count children from `first` in the program's children
 *   NOT       one child
 *   NAMED     one child under a name that people know: a term or rule; low: index of the name
 */
#define RG_OPERATORS(X) X(CONSTANT) X(VALUE) X(MEMBER) X(RANGE) X(TEST) X(CHOICE) X(ALL) X(ANY) X(NOT) X(NAMED)

typedef enum {
#define X(name) RG_OP_##name,
    RG_OPERATORS(X)
#undef X
} rg_operator;

/* A condition is an index into the program. The first three are the constants false, true and unknown. */
typedef uint32_t rg_condition;

enum { RG_ALWAYS_FALSE = 0, RG_ALWAYS_TRUE = 1, RG_ALWAYS_UNKNOWN = 2 };

typedef struct {
    uint8_t op;
    uint16_t slot;
    uint32_t first, count;
    uint64_t mask;
    int64_t low, high;
} rg_step;

/* A test that needs more than a slot: on text, on a list of the profile, or on a code table. */
typedef enum {
    RG_TEST_TEXT,
    RG_TEST_RECORD,
    RG_TEST_TABLE,
    RG_TEST_SWITCH /* no test of the device: off, until a test of the rules turns it on (rg_facts_switch) */
} rg_test_kind;

typedef struct {
    size_t field;
    const char *const *values; /* one of them must be there; NULL for months_before */
    size_t count;
    int64_t months; /* of a date field: at least so many months before the date of evaluation */
    bool by_months;
} rg_field_test;

typedef struct {
    rg_test_kind kind;
    const rg_node *node; /* as it was written, for explanations */
    size_t subject;      /* text: the attribute; record: the list; table: the table */
    const char *text;    /* text: equal to this, or NULL */
    void *pattern;       /* text: a compiled PCRE2 pattern, or NULL; neither: some text is given */
    const rg_field_test *fields;
    size_t count;  /* of a table: 0 means only that the code stands in it */
    size_t column; /* table; of a switch its number */
    uint64_t mask; /* table: values of the column */
} rg_test;

typedef struct {
    const char *id;
    rg_text title;
} rg_name;

typedef struct {
    rg_arena *arena;
    RG_LIST(rg_step) steps;
    RG_LIST(rg_condition) children;
    RG_LIST(rg_test) tests;
    RG_LIST(rg_name) names;
    RG_LIST(uint64_t) choices; /* per choice: the mask of its values */
    struct rg_step_index *index;
} rg_program;

rg_program *rg_program_new(rg_arena *arena);

/* Builders; each returns the one place where that condition stands. */
rg_condition rg_step_value(rg_program *program, size_t slot, uint64_t mask);
rg_condition rg_step_member(rg_program *program, size_t slot, uint64_t mask);
rg_condition rg_step_range(rg_program *program, size_t slot, int64_t low, int64_t high);
rg_condition rg_step_test(rg_program *program, rg_test test);
rg_condition rg_step_choice(rg_program *program, size_t choice, unsigned value);
rg_condition rg_step_all(rg_program *program, const rg_condition *children, size_t count);
rg_condition rg_step_any(rg_program *program, const rg_condition *children, size_t count);
rg_condition rg_step_not(rg_program *program, rg_condition child);
rg_condition rg_step_named(rg_program *program, rg_condition child, const char *id, rg_text title);
rg_condition rg_step_and(rg_program *program, rg_condition a, rg_condition b);
rg_condition rg_step_or(rg_program *program, rg_condition a, rg_condition b);

/* A new switch. */
rg_condition rg_program_switch(rg_program *program);

/* A new choice among the values in `mask` that the law leaves open; returns its number. */
size_t rg_program_choice(rg_program *program, uint64_t mask);

#endif
