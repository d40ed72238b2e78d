/* The catalogue of requirements a market can make, and what each market makes of it. */
#ifndef RG_COMPARE_CATALOGUE_H
#define RG_COMPARE_CATALOGUE_H

#include "compare/standards.h"

typedef enum {
    RG_P_BOOL,
    RG_P_INT,
    RG_P_DAYS,
    RG_P_MONTHS,
    RG_P_YEARS,
    RG_P_PERCENT,
    RG_P_DATE,
    RG_P_MONEY,
    RG_P_ORDERED,
    RG_P_ENUM,
    RG_P_SET,
    RG_P_NAMES,
    RG_P_TEXT
} rg_parameter_type;

/* How two values compare. Of an ordered parameter the last value is strictest, of a bool true, unless it is a relief.
 */
typedef enum { RG_HIGHER, RG_LOWER, RG_SET_MORE, RG_SET_FEWER, RG_DIFFERS, RG_RELIEF } rg_direction;

typedef struct {
    const char *id;
    rg_text title;
    rg_parameter_type type;
    rg_direction direction;
    const rg_value *values;
    size_t count;
    bool local_evidence; /* true of it: tests or data made in the market itself */
} rg_parameter;

/* A kind of paper, and what it is worth for a requirement. */
typedef struct {
    const char *type;
    const char *const *standards, *const *editions, *const *languages, *const *markets; /* NULL-ended, or NULL */
    bool known_standards; /* `standards` are ids of rules/standards/ */
    bool here;            /* it counts only where the evidence names the market */
    bool full;            /* else in part */
    rg_text missing;
    rg_place place;
} rg_satisfier;

typedef RG_LIST(rg_satisfier) rg_satisfiers;

typedef struct {
    const char *id, *topic;
    rg_text title, definition;
    rg_condition applies;
    const rg_parameter *parameters;
    size_t count;
    rg_satisfiers satisfied_by;
    const char *document;
    bool local_evidence; /* it asks for tests or data made in the market itself */
    rg_basis basis;
} rg_requirement;

typedef struct {
    const char *id;
    rg_text title;
} rg_topic;

/* A kind of evidence. */
typedef struct {
    const char *id;
    rg_text title;
    const char *const *standards; /* NULL-ended ids: what such a paper is made to, the usual one first */
    const char *const *subjects;  /* NULL-ended: what it can be about; of a type without standards none */
    bool standard_needed;         /* a paper that names neither standard nor edition leaves open what it is worth */
    bool report;          /* it carries an edition and outlives its date in part; else a certificate, which does not */
    bool per_market;      /* it counts only in the markets it names */
    long renewal_days;    /* how long before its end a renewal is begun; 0: nothing is known */
    rg_text renewal_note; /* what that rests on */
} rg_evidence_type;

typedef struct {
    RG_LIST(rg_topic) topics;
    RG_LIST(rg_requirement) requirements;
    RG_LIST(rg_evidence_type) evidence;
    rg_map ids;
} rg_catalogue;

typedef struct {
    bool given, unknown;
    double number;            /* also a date, in days, and the amount of money */
    uint64_t mask;            /* bool, ordered, enum, set */
    const char *const *names; /* NULL-ended */
    rg_text text;
    const char *currency, *of;
} rg_parameter_value;

/* One entry of a market for a requirement. */
typedef struct {
    size_t requirement;
    rg_truth required;   /* unknown: looked for and not found */
    rg_condition own;    /* its condition as written */
    rg_condition chosen; /* this entry counts: the requirement applies, its condition holds, and none before it */
    rg_parameter_value *values; /* by parameter of the requirement */
    rg_satisfiers satisfied_by;
    bool satisfied_by_own; /* given, be it empty; else the catalogue's counts */
    rg_text reason;
    rg_basis basis;
} rg_entry;

typedef struct {
    RG_LIST(rg_entry) entries; /* those of one requirement stand together */
    size_t *first, *count;     /* by requirement */
} rg_market_requirements;

/* The catalogue of the base, read at its first use. */
const rg_catalogue *rg_catalogue_of(rg_base *base);

/* The market's entries, read at their first use. */
const rg_market_requirements *rg_requirements_of(rg_base *base, rg_market *market);

/* Reads the value of a parameter (value.c). */
void rg_parameter_read(rg_base *base, const rg_parameter *parameter, const rg_node *node, rg_parameter_value *out);

typedef enum { RG_SAME, RG_STRICTER, RG_LOOSER, RG_DIFFERENT, RG_NEW, RG_DROPPED, RG_DIFFERENCE_UNKNOWN } rg_difference;

/*
 * What the target's value is beside the home's. A value that is not given is no limit: looser than any, an empty set,
 * false. A start date that has passed in both is the same. `as_of` in days.
 */
rg_difference rg_parameter_compare(const rg_parameter *parameter, const rg_parameter_value *home,
                                   const rg_parameter_value *target, int32_t as_of);

/* The strictest news of a row's parameters: stricter, then different, unknown, looser, same. */
rg_difference rg_difference_worse(rg_difference a, rg_difference b);

#endif
