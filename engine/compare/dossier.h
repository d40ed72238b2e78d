/*
 * Dossiers: in which order of contents a market wants its papers, mapped to one neutral axis, so that what stands in
 * one market's file can be found again in another's.
 */
#ifndef RG_COMPARE_DOSSIER_H
#define RG_COMPARE_DOSSIER_H

#include "logic/outcome.h"

/* A heading of the axis. */
typedef struct {
    const char *id;
    rg_text title;
    bool group;                  /* it only holds others: no content of its own */
    bool local;                  /* made for each market: what another's file holds there never serves as it is */
    rg_condition when;           /* for which devices there is something to say under it */
    const char *const *evidence; /* types of papers that fill it; NULL-ended, or NULL */
} rg_heading;

typedef struct {
    const char *id;
    rg_text title;
    RG_LIST(rg_heading) headings;
    rg_map ids;
    rg_basis basis;
} rg_axis;

/* In the file, on the application form or in another filing, or kept by the maker and not filed. */
typedef enum { RG_PART_FILE, RG_PART_FORM, RG_PART_KEPT } rg_dossier_part;

typedef struct {
    size_t heading;
    rg_condition when;
    rg_text only; /* a case that no attribute tells, in words; "" otherwise */
} rg_section_heading;

typedef struct {
    const char *id;
    rg_text title, wants;
    rg_text only; /* as above, of the whole section */
    rg_dossier_part part;
    bool own;             /* nothing in a file from elsewhere answers it */
    rg_condition when;    /* it is wanted of this device */
    rg_condition present; /* and the dossier is the one that the recommended route asks for */
    RG_LIST(rg_section_heading) headings;
    rg_basis basis;
} rg_dossier_section;

/* What this dossier wants under these headings, or in these sections, beyond what a file from elsewhere holds there. */
typedef struct {
    const char *id;
    const size_t *headings;
    size_t count;
    const char *const *sections; /* ids; NULL-ended */
    rg_condition when;
    rg_text text;
    rg_basis basis;
} rg_addition;

/* What a file in this form lacks elsewhere under a heading, or what to look at although it is whole. */
typedef struct {
    size_t heading;
    rg_text lacks, remark; /* "" where there is none */
} rg_cover;

typedef struct {
    const char *id;
    rg_text name;
    rg_text language, filing, legal; /* languages; electronic form and its limits; signatures and legalisation */
    const rg_axis *axis;
    rg_condition chosen; /* the recommended route of the market asks for it */
    RG_LIST(rg_dossier_section) sections;
    RG_LIST(rg_addition) additions;
    RG_LIST(rg_cover) covers;
    rg_basis basis;
} rg_dossier;

typedef RG_LIST(const rg_dossier *) rg_dossier_list;

/*
 * The market's dossiers in the order of their files, read and compiled at the first use: before the facts of a device
 * are evaluated. Mistakes are reported.
 */
const rg_dossier_list *rg_dossiers_of(rg_base *base, rg_market *market);

/* Reports files under rules/dossiers that no market reads, and two that share an id; reads the axes. */
void rg_dossiers_check(rg_base *base);

/* Notes the routes that no dossier is for, of a market that has dossiers. */
void rg_dossiers_check_routes(rg_base *base, rg_market *market);

typedef enum {
    RG_CARRY_OVER,
    RG_ADAPT_SECTION,
    RG_NEW_SECTION,
    RG_SECTION_UNDETERMINED,
    RG_SECTION_NOT_APPLICABLE,
    RG_SECTION_STATUSES
} rg_section_status;

typedef struct {
    const rg_dossier_section *section;
    rg_section_status status;
    RG_LIST(const rg_dossier_section *) from; /* of the home dossier */
    RG_LIST(const char *) held;               /* ids of evidence that fills it */
    RG_LIST(rg_text) missing, remarks;
    rg_subjects depends; /* what an undetermined status hangs on */
} rg_section_row;

typedef struct {
    const rg_market *market;
    const rg_dossier *dossier; /* NULL: none is known for the route, or none is wanted */
    bool certain;              /* every completion of the profile asks for it */
    rg_dossier_list homes;     /* those that may be the home's; one: it is settled */
    rg_subjects home_depends;  /* what the home's choice hangs on */
    rg_subjects depends;       /* what an unsettled choice, there or at home, hangs on */
    RG_LIST(rg_section_row) rows;
    size_t summary[RG_SECTION_STATUSES];
} rg_crosswalk;

typedef RG_LIST(rg_crosswalk *) rg_crosswalk_list;

/* The dossiers of a market whose choice the profile does not rule out. */
typedef struct {
    rg_dossier_list dossiers;
    rg_subjects depends; /* what the choice among several hangs on */
} rg_dossier_choice;

/* `market` may be NULL. Its dossiers must have been read before the facts were evaluated. */
rg_dossier_choice rg_dossier_choose(rg_base *base, rg_exact *exact, rg_market *market, rg_arena *arena);

/* Adds one crosswalk for each dossier that the target may ask for, or one without a dossier. As rg_dossier_choose. */
void rg_crosswalk_of(rg_base *base, rg_exact *exact, const rg_facts *facts, const rg_dossier_choice *home,
                     rg_market *target, rg_arena *arena, rg_crosswalk_list *out);

#endif
