/* What the reports say, as pages. */
#ifndef RG_REPORT_PAGES_H
#define RG_REPORT_PAGES_H

#include "compare/dossier.h"
#include "report/page.h"
#include "session.h"

rg_page *rg_page_markets(rg_run *run, const rg_strings *strings, rg_market *const *markets, size_t count);
rg_page *rg_page_classification(rg_run *run, const rg_strings *strings, const rg_outcome *const *outcomes,
                                size_t count);
rg_page *rg_page_comparison(rg_run *run, const rg_strings *strings, const rg_comparison *const *comparisons,
                            size_t count);

rg_page *rg_page_dossiers(rg_run *run, const rg_strings *strings, const rg_crosswalk_list *walks,
                          const rg_market *home);
/* The same without frame and end, as a part of another page; `folded` lets HTML fold the sections away. */
void rg_page_add_dossiers(rg_page *page, const rg_run *run, const rg_strings *strings, const rg_crosswalk_list *walks,
                          const rg_market *home, bool folded);

/* Class, routes and all rows of one market, without frame. */
void rg_page_add_comparison(rg_page *page, rg_run *run, const rg_strings *strings, const rg_comparison *comparison);

/* The words a row has for what is held and what is missing, and its citation with the note. */
const char *rg_phrase_held(const rg_run *run, const rg_strings *strings, const rg_row *row);
const char *rg_phrase_row_cites(rg_page *page, const rg_row *row);

/* Whether nothing is asked there and nothing here: such rows are told apart. */
bool rg_row_is_quiet(const rg_row *row);

/* ---- parts that several pages share (phrases.c) ---- */

/* "IIa", "IIa or IIb", "none", with the sub-classes. */
const char *rg_phrase_class(const rg_strings *strings, const rg_outcome *outcome);

/* A sentence that says what the class is and on what it rests. */
const char *rg_phrase_why(const rg_run *run, const rg_strings *strings, const rg_outcome *outcome);

/* "[mdr] Annex VIII, rule 11"; what is not verified is marked. The page's list of sources takes the titles. */
const char *rg_phrase_cites(rg_page *page, const rg_basis *basis);

/* "invasiveness: surgical", in the reader's language. */
const char *rg_phrase_subject(const rg_run *run, const rg_strings *strings, size_t subject);

/* The subjects by their titles, parted by commas. */
const char *rg_phrase_subjects(const rg_run *run, const rg_strings *strings, rg_subjects subjects);

const char *rg_phrase_days(const rg_strings *strings, const long days[3]);
const char *rg_phrase_fees(const rg_run *run, const rg_strings *strings, const rg_pathway *pathway);

/* "1,234" or "1,234.50". */
const char *rg_phrase_amount(const rg_strings *strings, double amount);

/* A parameter's value with its unit. */
const char *rg_phrase_value(const rg_strings *strings, const rg_parameter *parameter, const rg_parameter_value *value);

/* "report within: 15 days -> 10 days (stricter)", or what the row has instead of parameters. */
const char *rg_phrase_difference(const rg_strings *strings, const rg_row *row);

/* What a single market asks, parameter by parameter, without comparison; "" where it gives none. */
const char *rg_phrase_entry(const rg_strings *strings, const rg_requirement *requirement, const rg_entry *entry);

/* Device, home, date and version of the rules, and what a complete profile assumed. */
void rg_page_add_frame(rg_page *page, const rg_run *run, const rg_strings *strings);
void rg_page_add_end(rg_page *page, const rg_run *run, const rg_strings *strings);

#endif
