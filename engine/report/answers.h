/* Answers as JSON, in the form the contracts fix. */
#ifndef RG_REPORT_ANSWERS_H
#define RG_REPORT_ANSWERS_H

#include "compare/dossier.h"
#include "plan/steps.h"
#include "report/json.h"
#include "session.h"

/* Opens the answer's object: command, date, version of the rules. */
void rg_answer_begin(rg_json *json, const rg_run *run, const char *command);

/* What a complete profile did not state, under `assumed`; nothing for any other profile. */
void rg_answer_assumed(rg_json *json, const rg_run *run);

void rg_answer_markets(rg_json *json, rg_run *run, rg_market *const *markets, size_t count);
void rg_answer_outcome(rg_json *json, const rg_run *run, const rg_outcome *outcome);
void rg_answer_comparison(rg_json *json, const rg_run *run, const rg_comparison *comparison);

/* Whole answers, as the contracts fix them, with a line end. */
const char *rg_write_markets(rg_run *run, rg_market *const *markets, size_t count);
const char *rg_write_classify(rg_run *run, const rg_outcome *const *outcomes, size_t count);
const char *rg_write_compare(rg_run *run, const rg_comparison *const *comparisons, size_t count, const rg_market *home);

const char *rg_write_dossiers(rg_run *run, const rg_crosswalk_list *walks, const rg_market *home);

/* The parts others write too. */
void rg_answer_cites(rg_json *json, const rg_basis *basis);
void rg_answer_subjects(rg_json *json, const rg_run *run, const char *key, rg_subjects subjects);
void rg_answer_text(rg_json *json, const char *key, rg_text text);

/* A parameter's value under `key`, typed; null where it is not given. */
void rg_answer_parameter(rg_json *json, const char *key, const rg_parameter *parameter,
                         const rg_parameter_value *value);

/* A date as YYYY-MM-DD; RG_NOT_VERIFIED is null. */
void rg_answer_date(rg_json *json, const char *key, int32_t date);

/* "in", "out", or "unknown", which a borderline device is too. */
const char *rg_answer_scope(const rg_outcome *outcome);

/* Value, status, what is possible and what it hangs on, into an open object. */
void rg_answer_class_fields(rg_json *json, const rg_run *run, const rg_outcome *outcome);

/* The subjects with their values, under `because`. */
void rg_answer_because(rg_json *json, const rg_run *run, rg_subjects because);

/* The value of a subject under `key`, typed: bool, number, text, list; null while it is open. */
void rg_answer_value(rg_json *json, const rg_run *run, const char *key, size_t subject);

/* Counts for `markets` and `check`: facts with a source, those verified, and the newest verification. */
typedef struct {
    size_t rules, pathways, requirements, steps, verified, all;
    int32_t newest;
} rg_market_counts;

rg_market_counts rg_count_market(rg_run *run, rg_market *market);

/* A diagnostic as an object of a list. */
void rg_answer_finding(rg_json *json, const rg_diagnostic *diagnostic);

/* Names of the words the contracts use. */
extern const char *const RG_DIFFERENCE_NAMES[];
extern const char *const RG_VERDICT_NAMES[];
extern const char *const RG_STATUS_NAMES[];
extern const char *const RG_SECTION_STATUS_NAMES[];

#endif
