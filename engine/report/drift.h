/* What changed between two answers of `report` or `compare`. */
#ifndef RG_REPORT_DRIFT_H
#define RG_REPORT_DRIFT_H

#include "report/page.h"
#include "session.h"

typedef enum {
    RG_DRIFT_MARKET, /* it stands in one of the answers only */
    RG_DRIFT_CLASS,
    RG_DRIFT_ROUTE,
    RG_DRIFT_FINISH,
    RG_DRIFT_FEES,
    RG_DRIFT_REQUIRED,
    RG_DRIFT_VALUE,
    RG_DRIFT_DIFFERENCE,
    RG_DRIFT_VERDICT
} rg_drift_field;

typedef struct {
    const char *market;
    rg_drift_field field;
    const char *requirement; /* of the last four, else NULL */
    rg_text title;           /* of the requirement */
    const char *parameter;   /* of a value */
    rg_text before, after;   /* "-" where there is none */
} rg_drift;

typedef struct {
    const char *old_day, *new_day, *old_rules, *new_rules;
    RG_LIST(rg_drift) items;
} rg_drifts;

/* False with a diagnostic where one of the documents is no such answer. */
bool rg_drifts_find(const rg_document *older, const rg_document *newer, rg_drifts *out, rg_arena *arena,
                    rg_diagnostics *diagnostics);

const char *rg_write_drifts(const rg_run *run, const rg_drifts *drifts);
rg_page *rg_page_drifts(const rg_run *run, const rg_strings *strings, const rg_drifts *drifts);

#endif
