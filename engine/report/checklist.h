/* What has to be handed in for a device in a market, paper by paper. */
#ifndef RG_REPORT_CHECKLIST_H
#define RG_REPORT_CHECKLIST_H

#include "compare/dossier.h"
#include "plan/steps.h"
#include "report/page.h"
#include "session.h"

/* One paper: a section of the market's dossier, or a requirement where no dossier is known. */
typedef struct {
    const rg_section_row *section; /* or NULL */
    const rg_row *row;             /* or NULL */
    const char *id;
    rg_text title, wants;
    rg_dossier_part part;
    const char *const *types; /* of evidence that fills it; NULL-ended */
    unsigned owners;          /* who has a part in making it: a bit for each rg_owner */
    const rg_value *form;     /* how it is legalised; NULL: nothing is said */
} rg_paper;

typedef struct {
    const rg_crosswalk *walk;
    const rg_comparison *comparison;
    RG_LIST(rg_paper) papers;
} rg_checklist;

typedef RG_LIST(rg_checklist) rg_checklist_list;

/*
 * The papers of each crosswalk, with the comparison of its market (`comparisons`, `count` of them). The tasks of the
 * markets tell who makes what; they must have been read.
 */
void rg_checklists_find(rg_run *run, const rg_crosswalk_list *walks, const rg_comparison *const *comparisons,
                        size_t count, rg_checklist_list *out);

const char *rg_write_checklists(rg_run *run, const rg_checklist_list *lists, const rg_market *home);
rg_page *rg_page_checklists(rg_run *run, const rg_strings *strings, const rg_checklist_list *lists,
                            const rg_market *home);

/* The row of a requirement; NULL where the comparison has none. */
const rg_row *rg_checklist_row(const rg_checklist *list, const char *requirement);

#endif
