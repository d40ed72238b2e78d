/* Standards: their editions and national twins, and which edition which market takes when. */
#ifndef RG_COMPARE_STANDARDS_H
#define RG_COMPARE_STANDARDS_H

#include "compare/designation.h"
#include "logic/outcome.h"

enum { RG_MOST_EDITIONS = 32 };

/* What a market makes of standards in general. */
typedef enum { RG_CONSIDERED, RG_RECOGNISED, RG_PRESUMED, RG_MANDATORY } rg_standard_mode;

typedef struct {
    const char *market;
    rg_standard_mode mode;
    long older_months;   /* how long the edition before is still taken after a new one is printed */
    bool through_review; /* a certificate must last until the review ends */
    rg_basis basis;
} rg_standard_market;

/* Who adopts standards under names of its own. */
typedef struct {
    const char *id;
    const char *const *words;   /* NULL-ended: how its name stands in a designation */
    const char *const *markets; /* NULL-ended: whose own texts these are */
    bool own_years;             /* its years are no guide to the international edition */
} rg_standard_body;

typedef struct {
    const char *id, *name; /* "3.1"; "IEC 60601-1:2005+A1:2012" */
    int32_t published;     /* the first day it may have been: of a year, 1 January; RG_DATE_MIN where not known */
    int32_t published_by;  /* and the last: of a year, 31 December */
} rg_edition;

typedef enum { RG_IDENTICAL, RG_MODIFIED, RG_NOT_EQUIVALENT } rg_degree;

typedef struct {
    const char *name; /* "JIS T 0601-1:2017" */
    size_t edition;
    const rg_standard_body *body; /* NULL: of none that is known */
    rg_degree degree;
    rg_text differences;
    rg_basis basis;
} rg_twin;

typedef enum { RG_ENDLESS, RG_ENDS, RG_ENDS_SOMETIME } rg_acceptance_end;

/* One market's stand on some editions of a standard. */
typedef struct {
    const char *market;
    uint32_t editions; /* bits */
    rg_standard_mode mode;
    bool full;    /* else in part */
    int32_t from; /* first day, RG_DATE_MIN where not said */
    rg_acceptance_end end;
    int32_t until;     /* of a known end: the last day */
    int32_t at_least;  /* of an unknown one: until then at any rate; RG_DATE_MAX: not doubted so far */
    int32_t at_latest; /* and no longer than; RG_DATE_MAX where nothing is known */
    rg_text missing;
    rg_basis basis;
} rg_acceptance;

typedef struct {
    const char *id, *name, *subject;
    rg_text title;
    RG_LIST(rg_edition) editions; /* oldest first */
    RG_LIST(rg_twin) twins;
    RG_LIST(rg_acceptance) acceptance;
    rg_map names;          /* of the international text: edition keys -> edition */
    rg_condition made_for; /* the devices it is made for; always true where not said */
    rg_basis basis;
} rg_standard;

typedef struct {
    RG_LIST(rg_standard) standards;
    RG_LIST(rg_standard_body) bodies;
    RG_LIST(rg_standard_market) markets;
    rg_map ids, keys, numbers; /* of standards: by id, full designation, number alone (-2: of several) */
    rg_map twins;              /* "standard/body/edition key" -> twin of that standard */
    rg_map messages;           /* by id: index into texts */
    RG_LIST(rg_text) texts;
} rg_standards;

/* All of rules/standards/, read at its first use. */
const rg_standards *rg_standards_of(rg_base *base);

/* The text of `messages` with {1}, {2}, ... filled; the holes of both languages are given in pairs. */
rg_text rg_standard_say(const rg_standards *s, rg_arena *arena, const char *id, size_t count, const rg_text *holes);

/* The body a designation's words name, or NULL. */
const rg_standard_body *rg_standard_body_of(const rg_standards *s, const char *words);

/* What stands in the files, as far as it can be said without a market: for `check`. */
void rg_standards_check(rg_base *base);

/* ---- what a paper names (named.c) ---- */

typedef struct {
    const char *text;             /* as written */
    const rg_standard *standard;  /* NULL: not known */
    uint32_t editions;            /* those it may be; all where none is said */
    bool said;                    /* an edition is written, and known */
    const char *unread;           /* an edition that is written and not known, or NULL */
    const rg_standard_body *body; /* whose text it is, or NULL: the international one */
} rg_named;

/*
 * Reads what a paper says in `standard` and `edition` (either may be NULL); `usual` are the standards its type is
 * made to (NULL-ended ids). The count goes to *count, at least 1 unless nothing can be said.
 */
const rg_named *rg_standards_named(const rg_standards *s, rg_arena *arena, const char *standard, const char *edition,
                                   const char *const *usual, size_t *count);

/* The standard nearest to what was written, or NULL. */
const char *rg_standard_nearest(const rg_standards *s, rg_arena *arena, const char *text);

/* ---- what a market makes of it (acceptance.c) ---- */

/* Bits: a paper's possible worth. */
enum { RG_WORTH_MET = 1, RG_WORTH_PART = 2, RG_WORTH_NONE = 4 };

typedef struct {
    unsigned worth;
    rg_text missing, note;   /* "" where there is none */
    const rg_acceptance *by; /* the entry that decided, or NULL */
} rg_standing;

/* The worth of each bit's worst: of two papers parts that must both hold. */
unsigned rg_worth_and(unsigned a, unsigned b);

/* What one named standard is worth in the market (or the one it extends) on the day; `here`: made for that market. */
rg_standing rg_standard_standing(const rg_standards *s, const rg_named *named, const rg_market *market, bool here,
                                 int32_t day, rg_arena *arena);

/* The editions the market takes in full on the day: bits; *by is the newest entry. 0 where nothing is written. */
uint32_t rg_standard_taken(const rg_standard *standard, const rg_market *market, int32_t day, const rg_acceptance **by);

/* What the market makes of standards in general, or NULL. */
const rg_standard_market *rg_standard_market_of(const rg_standards *s, const rg_market *market);

#endif
