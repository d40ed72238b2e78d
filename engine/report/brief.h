/* The brief on one market, for whoever prepares a meeting or a seminar about it. */
#ifndef RG_REPORT_BRIEF_H
#define RG_REPORT_BRIEF_H

#include "plan/dated.h"
#include "plan/plan.h"
#include "plan/worth.h"
#include "report/answers.h"
#include "report/page.h"

/* One device of the folder, with a run of its own over the same rule base. */
typedef struct {
    rg_run run;
    const char *path;
    const rg_comparison *comparison;
    const rg_plan *plan; /* of the market alone */
} rg_brief_device;

/* A requirement that is a gap, or to be adapted, for some of the devices. */
typedef struct {
    const rg_requirement *requirement;
    size_t gaps, adapts;
    const rg_row *row; /* of the first such device */
} rg_brief_gap;

typedef enum { RG_ASK_DUTY, RG_ASK_VALUE, RG_ASK_ROUTE, RG_ASK_CONFIRM } rg_brief_ask;

/* Something to ask the authority: a duty or a value that was not found, or a fact that was not seen in a source. */
typedef struct {
    rg_brief_ask kind;
    const char *id;
    rg_text title;
    const rg_parameter *parameter; /* of a value */
    const rg_basis *basis;
    size_t devices; /* of the folder that it bears on */
} rg_brief_question;

typedef struct {
    rg_run *run;              /* of no device; its facts are those of one nothing is known of */
    rg_market *market, *home; /* home: NULL where it is not known */
    int32_t until;
    rg_brief_device *devices;
    size_t device_count;
    /* found by rg_brief_find */
    rg_worths worths;
    rg_dated_list dates;
    uint64_t *route_classes;              /* by pathway: the classes it can be open to */
    RG_LIST(rg_brief_gap) gaps;           /* those of most devices first */
    RG_LIST(rg_brief_question) questions; /* those of most devices first */
} rg_brief;

/* Fills in what follows from the market and the devices; the run was evaluated with the market's parts read. */
void rg_brief_find(rg_brief *brief, rg_arena *arena);

/* The row of a device that weighs most: a gap, local evidence before what is new, and that before what is stricter. */
const rg_row *rg_brief_worst(const rg_brief_device *device);

rg_page *rg_page_brief(const rg_brief *brief, const rg_strings *strings);

/* Everything at full length, behind a page break (page_brief_appendix.c). */
void rg_page_add_brief_appendix(rg_page *page, const rg_brief *brief, const rg_strings *strings);

const char *rg_write_brief(const rg_brief *brief);

/* A table of so many devices from the first on. */
void rg_page_add_brief_devices(rg_page *page, const rg_brief *brief, const rg_strings *strings, size_t count);

/* ---- phrases the two parts share (brief_phrases.c) ---- */

const char *rg_phrase_worth_kind(const rg_strings *strings, const rg_worth *worth);
/* What the approval has to be: "authority decision; class II; same intended use". */
const char *rg_phrase_approvals(const rg_strings *strings, const rg_worth *worth);
/* What the entry gives the holder: not asked with its reason, or what is asked; the note of a route or step. */
const char *rg_phrase_worth(const rg_strings *strings, const rg_brief *brief, const rg_worth *worth);
const char *rg_phrase_dated(const rg_strings *strings, const rg_dated *dated);
const char *rg_phrase_question(const rg_strings *strings, const rg_brief_question *question);
const char *rg_phrase_fact(const rg_strings *strings, const rg_market_fact *fact);
/* What the market asks of a requirement, of at most `most` kinds of devices. */
const char *rg_phrase_asked(const rg_strings *strings, const rg_brief *brief, size_t requirement, size_t most);
const char *rg_phrase_route_classes(const rg_strings *strings, const rg_brief *brief, size_t route);

/* The requirements told under parties, language and procurement, by index; ended by a negative one. */
const long *rg_brief_requirements(const rg_brief *brief, rg_arena *arena);

#endif
